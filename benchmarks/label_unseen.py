"""How many labels the shelf finds in sentences that it was never mended with.

    python -m benchmarks.label_unseen [--missed]

The paragraphs of ``data/label_mentions_unseen.toml`` were written, and every label in them marked
with the referent it names, before the entries were read: 361 of 435 were found then. The author
of the entries wrote them, so later entries are not independent of them. The labels of
``data/label_mentions_reported.toml`` are other people's: they were taken from reports opened
after the entries of their topic were written, and set into sentences of our own. What they miss
was not mended; labels that they showed to be wrong were.

Recall of a side is the share of its mentions that a naming hit overlaps, with Wilson's interval.
Referent precision is the share of found and resolved mentions whose referent is the marked one; a
mention that several hits overlap is judged by the longest. Label precision is what the author,
reading every found mention, coded before anything was mended (``data/label_unseen_codes.toml``).
What the shelf finds outside the marks is counted too: mostly plain names of places, which are not
marked, or a wrong hit.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.label_marks import DATA, Label, Labeler, Mention, invented, overlapping
from framing.statistics.shares import wilson_interval

FILES = ("label_mentions_unseen.toml", "label_mentions_reported.toml")


@dataclass(frozen=True, slots=True)
class Judged:
    """A marked label of a topic and the hit that the shelf has there, if any."""

    topic: str
    wording: str
    mention: Mention
    hit: Label | None

    @property
    def right(self) -> bool | None:
        """Whether the referent is the marked one; None where there is no hit or no referent."""
        if self.hit is None or self.hit.referent is None:
            return None
        return self.hit.referent == self.mention.referent


def judge(file: str, labeler: Labeler) -> tuple[list[Judged], list[tuple[str, str, Label]]]:
    """Return every marked label with its hit, and topic, wording and hit of those unmarked."""
    judged, unmarked = [], []
    for topic, text, mentions in invented(file):
        labels = labeler.labels(text)
        on_marks: set[Label] = set()
        for mention in mentions:
            hits = overlapping(mention, labels)
            on_marks.update(hits)
            longest = max(hits, key=lambda x: x.end - x.start, default=None)
            judged.append(Judged(topic, text[mention.start : mention.end], mention, longest))
        unmarked += [(topic, text[x.start : x.end], x) for x in labels if x not in on_marks]
    return judged, unmarked


def recall_by_side(judged: Iterable[Judged]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return found and marked by topic and side."""
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for one in judged:
        cell = counts[one.topic][one.mention.side]
        cell[0] += one.hit is not None
        cell[1] += 1
    return {t: {s: (k, n) for s, (k, n) in sides.items()} for t, sides in counts.items()}


def apart(sides: Mapping[str, tuple[int, int]]) -> float:
    """Return by how much the recall of the sides of one topic differs at most."""
    recalls = [found / marked for found, marked in sides.values()]
    return max(recalls) - min(recalls)


def print_unseen(file: str, labeler: Labeler, *, show: bool) -> float:
    """Print recall by side, referents, labels and what is unmarked; return the widest gap."""
    judged, unmarked = judge(file, labeler)
    print(f"\nrecall of marked labels by side with Wilson's interval, {file}")
    recalls = recall_by_side(judged)
    for topic, sides in recalls.items():
        cells = "  ".join(f"{side} {_share(k, n)}" for side, (k, n) in sides.items())
        print(f"{topic:32} {cells}  apart {100 * apart(sides):.1f} points")
    print(f"{'all':32} {_share(sum(j.hit is not None for j in judged), len(judged))}")
    _print_precision(file, judged)
    print(f"\n{len(unmarked)} hits stand outside the marks", end="")
    counts = Counter(f"{wording} ({x.category})" for _, wording, x in unmarked)
    print(": " + "; ".join(f"{k} {n}" for k, n in sorted(counts.items())) if show else "")
    if show:
        _print_missed(judged)
    return max(map(apart, recalls.values()))


def _print_precision(file: str, judged: Sequence[Judged]) -> None:
    print("\nreferent right of those found and resolved, and found without a referent")
    _print_referents(judged, lambda j: j.topic)
    _print_referents(judged, lambda j: "all")
    print("\nreferents that are missed, wrong or without a decision somewhere")
    doubtful = {_referent(j) for j in judged if not j.right}
    _print_referents([j for j in judged if _referent(j) in doubtful], _referent)
    print("\nlabels whose referent is wrong or without a decision somewhere")
    doubtful = {_label(j) for j in judged if j.hit and not j.right}
    _print_referents([j for j in judged if j.hit and _label(j) in doubtful], _label)
    codes = tomllib.loads((DATA / "label_unseen_codes.toml").read_text(encoding="utf-8"))[file]
    wrong, read = codes["wrong"], codes["read"]
    print(f"\nlabel right, as coded: {_share(read - len(wrong), read)}; wrong", end=" ")
    print("; ".join(f"{wording} as {label}" for _, wording, label in wrong))


def _print_missed(judged: Iterable[Judged]) -> None:
    for one in judged:
        if one.hit is None:
            print(f"    missed: {one.topic} {one.mention.side} [{one.wording}]")
        elif not one.right:
            print(f"    {one.wording} / {one.hit.category}: {one.hit.referent} for ", end="")
            print(one.mention.referent)


def _referent(one: Judged) -> str:
    return f"{one.topic} / {one.mention.referent}"


def _label(one: Judged) -> str:
    return f"{one.topic} / {one.hit.category}" if one.hit else ""


def _print_referents(judged: Sequence[Judged], key: Callable[[Judged], str]) -> None:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[key(one)].append(one)
    for name, ones in sorted(groups.items()):
        found = [j for j in ones if j.hit]
        resolved = [j.right for j in found if j.right is not None]
        right = f"right {sum(resolved)}/{len(resolved)}"
        print(f"{name:62} found {len(found)}/{len(ones)}  {right}", end="")
        print(f"  undecided {len(found) - len(resolved)}")


def _share(count: int, total: int) -> str:
    low, high = wilson_interval(count, total)
    return f"{count}/{total} = {100 * count / total:.1f} % ({100 * low:.0f}-{100 * high:.0f})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print recall and precision on the unseen paragraphs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.label_unseen")
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    show, labeler = parser.parse_args(arguments).missed, Labeler()
    for file in FILES:
        print_unseen(file, labeler, show=show)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
