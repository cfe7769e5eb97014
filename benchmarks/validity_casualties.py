"""Casualty sentences: whose dead, and in which voice of the verb.

    python -m benchmarks.validity_casualties DATA_DIR --leave-one-out
    python -m benchmarks.validity_casualties DATA_DIR --train
    python -m benchmarks.validity_casualties DATA_DIR --rules
    python -m benchmarks.validity_casualties DATA_DIR --swap

The set wants a side for every sentence, also where the sentence does not say; the library says NA
there. So the side comes from a small model over roles (``victim_side_model``), which reads the
agent too. ``--rules`` prints coverage and precision of the library's own masked decision.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.victim_side_features import Mention, SentenceFeatures, sentence_features
from benchmarks.victim_side_model import (
    Design,
    decide,
    design,
    fit,
    load_weights,
    save_weights,
)
from framing.actors.actor_tokens import ActorTokens
from framing.actors.parties import Parties
from framing.harm.clauses import clauses_around
from framing.harm.forms import read_mentions
from framing.harm.mention import FORMS
from framing.harm.spans import Spans
from framing.harm.victim_sides import sides_of_victims
from framing.harm.words import HARM_CLASSES, is_harm_word
from framing.lexicon import Entry, Lexicon, load_lexicon
from framing.matching import Matcher, compile_lexicons
from framing.text.token_lists import token_lists
from framing.tokens import Tokens, tokenize

SIDES = ("israel", "palestine")  # the side with a regular army first
LABELS = (*SIDES, "both")
_VOICE = {
    "active": "active",
    "intransitive": "active",
    "passive_with_agent": "passive",
    "passive_agentless": "passive",
}


class Reader:
    """Reads sentences with an actors lexicon."""

    def __init__(self, lexicon: Lexicon | None = None, sides: tuple[str, str] = SIDES) -> None:
        lexicon = load_lexicon("actors/israel_palestine") if lexicon is None else lexicon
        self.sides = sides
        self._lexicons = compile_lexicons([lexicon], gated=False)

    def read(
        self, texts: Sequence[str], *, masked: bool = False
    ) -> tuple[list[SentenceFeatures], list[str | None], list[str | None]]:
        """Return for each text its features, the library's side and the voice of its verb."""
        tokens = tokenize(texts)
        lists = token_lists(tokens)
        actors = Parties(self._lexicons).find(
            Matcher(self._lexicons, tokens.vocabulary).match(tokens)
        )
        known, mentions = actors.by_token(), [list[Mention]() for _ in texts]
        for mention in _mentions(tokens, actors):
            mentions[np.searchsorted(tokens.first, mention.first, "right") - 1].append(mention)
        features, sides, voices = [], [], []
        for number, in_text in enumerate(mentions):
            of_death = _of_death(in_text)
            span = int(tokens.first[number]), int(tokens.first[number + 1])
            features.append(
                sentence_features(lists, of_death, known, span, self.sides, masked=masked)
            )
            sides.append(_one([m.side for m in of_death]))
            voices.append(next((v for m in of_death if (v := _VOICE.get(m.form))), None))
        return features, sides, voices

    def rename(self, text: str) -> str:
        """Put an invented name of the same side and role for every name in *text*."""
        tokens = tokenize([text])
        matches = Matcher(self._lexicons, tokens.vocabulary).match(tokens)
        actors = Parties(self._lexicons).find(matches).by_token()
        for start, end, first in sorted(
            zip(matches.start.tolist(), matches.end.tolist(), matches.first.tolist(), strict=True),
            reverse=True,
        ):
            name = _INVENTED.get(actors.get(first, ("", "")))
            if name is not None:
                text = text[:start] + name + text[end:]
        return text


_INVENTED: dict[tuple[str | None, str], str] = {
    (SIDES[0], "demonym"): "Ruritanian",
    (SIDES[0], "place"): "Strelsau",
    (SIDES[0], "military"): "Ruritanian Rifles",
    (SIDES[0], "government"): "Elphberg",
    (SIDES[0], "person"): "Rassendyll",
    (SIDES[0], "organization"): "Tarlenheim Society",
    (SIDES[0], "armed_group"): "Hentzau Riders",
    (SIDES[0], "event"): "Zenda Festival",
    (SIDES[1], "demonym"): "Borovian",
    (SIDES[1], "place"): "Dorma",
    (SIDES[1], "military"): "Borovian Guard",
    (SIDES[1], "government"): "Kravonat",
    (SIDES[1], "person"): "Sapt",
    (SIDES[1], "organization"): "Dormic Crescent",
    (SIDES[1], "armed_group"): "Karsa Front",
    (SIDES[1], "event"): "Vlachov Exodus",
}


def _other_conflict() -> Lexicon:
    entries = (
        Entry(term=f"({name.lower()}|{name.lower()}s)", category=role, side=side)
        for (side, role), name in _INVENTED.items()
    )
    return Lexicon(name="actors", entries=tuple(entries))


def _mentions(tokens: Tokens, actors: ActorTokens) -> list[Mention]:
    """Return what is read of every harm word, also of one that is part of another mention."""
    flags = np.array(is_harm_word(tokens.vocabulary.types), np.bool_)
    at = np.flatnonzero(flags[tokens.type_id])
    clauses = clauses_around(tokens, at)
    found, token = read_mentions(clauses, clauses.here.place(at)), clauses.here.token

    def spans(column: Spans) -> list[tuple[int, int] | None]:
        ends = zip(column.told.tolist(), *(token[end].tolist() for end in column), strict=True)
        return [(first, last) if told else None for told, first, last in ends]

    columns = (
        token[found.first].tolist(),
        token[found.last].tolist(),
        [HARM_CLASSES[number] for number in found.harm],
        [FORMS[number] for number in found.form],
        *(spans(column) for column in (found.victim, found.agent, found.means, found.target)),
        sides_of_victims(clauses, found, actors),
    )
    return [Mention(*row) for row in zip(*columns, strict=True)]


def _of_death(mentions: list[Mention]) -> list[Mention]:
    deaths = [m for m in mentions if m.harm == "death"]
    return deaths or [m for m in mentions if m.harm == "injury"] or mentions


def _one(sides: Iterable[str | None]) -> str | None:
    """Return the side of all mentions that have one; ``both`` where they differ."""
    known = {side for side in sides if side in SIDES}
    return known.pop() if len(known) == 1 else "both" if known else None


def predict(data_dir: Path, part: str, out_dir: Path) -> Path:
    """Write ``casualties.jsonl`` (id, victim, voice) for ``data_dir/casualties/PART.jsonl``.

    A sentence of an outlet that the shipped weights were trained on gets the weights that were
    trained without that outlet.
    """
    rows = _rows(data_dir / "casualties" / f"{part}.jsonl")
    features, _, voices = Reader().read([row["sentence"] for row in rows])
    matrix, weights = design(features), load_weights()
    chosen = {name: decide(matrix, values) for name, values in weights.items()}
    out = out_dir / "casualties.jsonl"
    with out.open("w", encoding="utf-8") as file:
        for i, row in enumerate(rows):
            label = chosen.get(row.get("outlet", "all"), chosen["all"])[i]
            file.write(
                json.dumps({"id": row["id"], "victim": LABELS[label], "voice": voices[i]}) + "\n"
            )
    return out


def leave_one_out(
    matrix: Design, target: npt.NDArray[np.int64], outlets: Sequence[str]
) -> dict[str, npt.NDArray[np.float64]]:
    """Return weights trained without each outlet in turn, and on all (``all``)."""
    names = np.array(outlets)
    found = {"all": fit(matrix, target)}
    for outlet in sorted(set(outlets)):
        kept = names != outlet
        found[outlet] = fit(Design(matrix.choice[kept], matrix.both[kept]), target[kept])
    return found


def _accuracy(
    matrix: Design,
    weights: dict[str, npt.NDArray[np.float64]],
    target: npt.NDArray[np.int64],
    outlets: Sequence[str],
) -> dict[str, float]:
    names, label = np.array(outlets), np.zeros(len(target), np.int64)
    for outlet in sorted(set(outlets)):
        label[names == outlet] = decide(matrix, weights[outlet])[names == outlet]
    both = label == 2, target == 2
    hits = float((both[0] & both[1]).sum())
    result = {"accuracy": float((label == target).mean())}
    result["both_f1"] = 2 * hits / max(float(both[0].sum() + both[1].sum()), 1.0)
    for outlet in sorted(set(outlets)):
        result[outlet] = float((label == target)[names == outlet].mean())
    return {name: round(value, 4) for name, value in result.items()}


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    for flag in ("--leave-one-out", "--train", "--rules", "--swap"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args(arguments)
    rows = _rows(options.data / "casualties" / "dev.jsonl")
    target = np.array([LABELS.index(row["victim"]) for row in rows])
    outlets = [row["outlet"] for row in rows]
    reader = Reader()
    features, ruled, voices = reader.read([row["sentence"] for row in rows])
    if options.train:
        save_weights(leave_one_out(design(features), target, outlets))
    if options.leave_one_out:
        titles, _, _ = reader.read([row["title"] for row in rows])
        masked, _, _ = reader.read([row["sentence"] for row in rows], masked=True)
        for name, matrix in (
            ("sentence", design(features)),
            ("sentence and headline", design(features, titles)),
            ("sentence, verb and agent masked", design(masked)),
        ):
            weights = leave_one_out(matrix, target, outlets)
            print(json.dumps({"read": name, **_accuracy(matrix, weights, target, outlets)}))
    if options.swap:
        other = Reader(_other_conflict())
        matrix = design(other.read([reader.rename(row["sentence"]) for row in rows])[0])
        print(
            json.dumps(
                {
                    "read": "sentence, names and places of another conflict",
                    **_accuracy(matrix, load_weights(), target, outlets),
                }
            )
        )
    if options.rules:
        _print_rules(rows, ruled, voices)
    return 0


def _print_rules(
    rows: list[dict[str, Any]], ruled: Sequence[str | None], voices: Sequence[str | None]
) -> None:
    decided = [(r["victim"], side) for r, side in zip(rows, ruled, strict=True) if side]
    right = sum(gold == side for gold, side in decided)
    pairs = [(r["voice"], v) for r, v in zip(rows, voices, strict=True) if r["voice"] and v]
    print(
        json.dumps(
            {
                "decided": round(len(decided) / len(rows), 4),
                "right_of_decided": round(right / len(decided), 4),
                "voice_marked": sum(r["voice"] is not None for r in rows),
                "voice_compared": len(pairs),
                "voice_agrees": round(sum(a == b for a, b in pairs) / len(pairs), 4),
            }
        )
    )


if __name__ == "__main__":
    sys.exit(main())
