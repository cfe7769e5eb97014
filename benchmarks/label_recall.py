"""How many naming labels of each side the shelf finds, and how often what it finds is right.

    python -m benchmarks.label_recall [DATA] [--missed]

Recall is measured on invented sentences whose labels are marked: those whose misses were mended
in the lexicons (``data/label_mentions.toml``), those that once showed which kinds were missing
(``data/label_mentions_held_out.toml``), and those of ``benchmarks.label_unseen``. Where DATA
holds ``seeds``, it is also measured on labels marked in them by offset
(``data/seed_label_marks.json``), whose misses were mended too. A mention counts as found if a
naming hit overlaps it; of a side with ten mentions one is ten points.

Precision is of 150 hits on ``polnear/train`` and the seeds (``data/label_check.json``), drawn in
turn over referents with seed 20261122 and coded by the author in context before anything was
counted: whether the wording means what its label says, and whether the referent is the one meant.
It is an author check, not a reliability figure; hits found wrong were mended where a guard could
do it, so how many are still found is printed too, which says nothing of new text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.label_marks import DATA, Label, Labeler, Mention, invented, missed
from benchmarks.label_unseen import FILES, print_unseen

MOST_APART = 0.05


def print_recall(
    topic: str, text: str, mentions: Sequence[Mention], labels: Sequence[Label], *, show: bool
) -> dict[str, float]:
    """Print and return the share of mentions found, by side."""
    lost = missed(mentions, labels)
    n, n_lost = Counter(m.side for m in mentions), Counter(m.side for m in lost)
    recall = {side: 1 - n_lost[side] / n[side] for side in n}
    cells = "  ".join(f"{side} {n[side] - n_lost[side]}/{n[side]}" for side in n)
    print(f"{topic:32} {cells:46} apart {100 * _apart(recall):4.1f} points")
    for m in lost if show else ():
        print(f"    {m.side}: {text[max(0, m.start - 30) : m.start]}[{text[m.start : m.end]}]")
    return recall


def seeds(folder: Path) -> Iterator[tuple[str, list[Mention]]]:
    """Yield text and marked mentions of each seed article in *folder*."""
    marks = json.loads((DATA / "seed_label_marks.json").read_text(encoding="utf-8"))
    for name, mentions in marks.items():
        yield (folder / name).read_text(encoding="utf-8"), [Mention(*m) for m in mentions]


def coded_texts(codes: Sequence[Mapping[str, Any]], data: Path) -> dict[str, str]:
    """Return the raw texts of the coded articles by id."""
    wanted = {row["id"] for row in codes}
    lines = (data / "polnear" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    articles = map(json.loads, lines)
    texts = {a["id"]: a["text"] for a in articles if a["id"] in wanted}
    for name in wanted - texts.keys():
        texts[name] = (data / f"{name}.txt").read_text(encoding="utf-8")
    return texts


def print_precision(codes: Sequence[Mapping[str, Any]], data: Path, labeler: Labeler) -> None:
    """Print how many of the coded hits are right, by topic, and every label with a wrong one."""
    texts = coded_texts(codes, data)
    now = {name: set(labeler.labels(text)) for name, text in texts.items()}
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    still = []
    for row in codes:
        rows[row["topic"]].append(row)
        wanted = (row["start"], row["end"], row["topic"], row["category"], row["referent"])
        if Label(*wanted) in now[row["id"]]:
            still.append(row)
    print("\nprecision of coded hits: label right, referent right of those resolved")
    for topic, coded in sorted(rows.items()):
        print(f"{topic:32} {_shares(coded)}")
    print(f"{'all, as coded':32} {_shares(codes)}")
    print(f"{'those still found':32} {_shares(still)}")
    print("\nby referent and label, where a code is 'wrong' or several hits were drawn")
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in codes:
        groups[row["topic"], row["referent"] or "(unresolved)", row["category"]].append(row)
    for (topic, referent, category), coded in sorted(groups.items()):
        wrong = any(not r["label_right"] or r["referent_right"] is False for r in coded)
        if wrong or len(coded) > 1:
            print(f"{topic:32} {referent + ' / ' + category:52} {_shares(coded)}")


def _shares(coded: Sequence[Mapping[str, Any]]) -> str:
    labels = sum(row["label_right"] for row in coded)
    referents = [row["referent_right"] for row in coded if row["referent_right"] is not None]
    return f"label {labels}/{len(coded)}  referent {sum(referents)}/{len(referents)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print recall by topic and side, and precision; return 1 if sides are over 5 points apart."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.label_recall")
    parser.add_argument("data", nargs="?", type=Path, help="folder with polnear and seeds")
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    options = parser.parse_args(arguments)
    labeler = Labeler()
    recalls = _print_invented("label_mentions.toml", labeler, show=options.missed)
    held_out = _print_invented("label_mentions_held_out.toml", labeler, show=options.missed)
    unseen = [print_unseen(file, labeler, show=options.missed) for file in FILES]
    if options.data:
        folder = options.data / "seeds"
        if folder.is_dir():
            print("recall of marked labels by side, seeds")
            recalls.append(_print_seeds(folder, labeler, show=options.missed))
        codes = json.loads((DATA / "label_check.json").read_text(encoding="utf-8"))
        print_precision(codes, options.data, labeler)
    apart = max(_apart(recall) for recall in recalls)
    print(f"\nsides are at most {100 * apart:.1f} points apart where misses were mended,")
    print(f"{100 * max(map(_apart, held_out)):.1f} where kinds of misses were read,")
    print(f"{100 * unseen[0]:.1f} in paragraphs written before the entries were read,")
    print(f"{100 * unseen[1]:.1f} in labels taken from reports opened after them")
    return int(apart > MOST_APART)


def _apart(recall: Mapping[str, float]) -> float:
    return max(recall.values()) - min(recall.values())


def _print_invented(file: str, labeler: Labeler, *, show: bool) -> list[dict[str, float]]:
    print(f"recall of marked labels by side, {file}")
    topics = list(invented(file))
    recalls = [
        print_recall(topic, text, mentions, labeler.labels(text), show=show)
        for topic, text, mentions in topics
    ]
    n = sum(len(mentions) for _, _, mentions in topics)
    found = n - sum(len(missed(m, labeler.labels(text))) for _, text, m in topics)
    print(f"{'all':32} {found}/{n} = {100 * found / n:.1f} %\n")
    return recalls


def _print_seeds(folder: Path, labeler: Labeler, *, show: bool) -> dict[str, float]:
    text, mentions, labels = "", [], []
    for one, marked in seeds(folder):
        shift = len(text)
        mentions += [replace(m, start=m.start + shift, end=m.end + shift) for m in marked]
        labels += [
            replace(x, start=x.start + shift, end=x.end + shift) for x in labeler.labels(one)
        ]
        text += one
    return print_recall("seeds", text, mentions, labels, show=show)


if __name__ == "__main__":
    raise SystemExit(main())
