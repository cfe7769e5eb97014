"""Compare the description of sources with what the author coded by hand.

    python -m benchmarks.check_sources DATA [--show]

``data/attribution_check.json`` holds places and codes, no text. Each set was drawn at random and
coded by reading the article before any output on it was looked at:

- ``first``: 60 of PolNeAR train; rules were changed after looking at the errors.
- ``second``: 110 further ones of PolNeAR train, and ``seeds``: the 94 attributions that the author
  marked in the five seed articles; rules were changed after these as well.
- ``third``: 40 further ones of PolNeAR train, coded before those changes, looked at after them.

The marked spans are described, so that only the description is measured. Codes are those of the
tables; where they leave a choice: a politician, a candidate, a party and a campaign have the role
``government``; an office or spokesperson without a name is ``official_unnamed``, several people
without an office a ``group``; an attitude that the writer takes no stance on is ``neutral``, and
only a cue without a word of saying or thinking has no stance. ``speaker`` is a surname, null for
nobody, and "~" (not compared) for an organization. The first set has neither role nor side.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing.actors.parties import Parties
from framing.article import Article
from framing.attributions import Attributions, Spans, tokens_of
from framing.lexicon import load_lexicon, shipped_lexicons
from framing.matching import Matcher, compile_lexicons
from framing.reading import read_articles
from framing.sourcing.sources import Sources, describe_sources
from framing.statistics.shares import wilson_interval
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize

_CODES = Path(__file__).parent / "data" / "attribution_check.json"
_FIELDS = ("source_type", "source_role", "side", "cue_stance", "speaker", "no_source")
_STANCELESS = (None, "neutral")

Code = Mapping[str, Any]
Spanned = Mapping[str, Sequence[Sequence[int]]]


def gold_attributions(tokens: Tokens, marked: Sequence[Spanned]) -> Attributions:
    """Return the *marked* attributions of one article as columns."""
    roles = ("source", "cue", "content")
    rows = sorted(
        ({role: [tuple(span) for span in a.get(role, ())] for role in roles} for a in marked),
        key=lambda a: min(start for spans in a.values() for start, _ in spans),
    )
    n = len(rows)
    start = np.array([min(s for v in row.values() for s, _ in v) for row in rows], np.int64)
    spans = {}
    for role in roles:
        first = np.append(0, np.cumsum([len(row[role]) for row in rows]))
        flat = [span for row in rows for span in row[role]]
        spans[role] = Spans(np.array(flat, np.int64).reshape(-1, 2), first)
    return Attributions(
        article=tokens.text_of(start),
        start=start,
        end=start + 1,
        directness=np.zeros(n, np.uint8),
        speech=np.zeros(n, np.bool_),
        parent=np.full(n, -1, np.int64),
        confidence=np.ones(n, np.float32),
        token=tokens_of(tokens, np.stack((start, start + 1), axis=1))[:, 0],
        source=spans["source"],
        cue=spans["cue"],
        content=spans["content"],
        source_tokens=tokens_of(tokens, spans["source"].span),
        cue_tokens=tokens_of(tokens, spans["cue"].span),
        content_tokens=tokens_of(tokens, spans["content"].span),
    )


class Describer:
    """Describes marked attributions as an analysis with all shipped lexicons does."""

    def __init__(self) -> None:
        self.lexicons = compile_lexicons(load_lexicon(key) for key in shipped_lexicons())
        self.vocabulary = Vocabulary()
        self.matcher = Matcher(self.lexicons, self.vocabulary)
        self.parties = Parties(self.lexicons)

    def describe(self, text: str, marked: Sequence[Spanned]) -> tuple[Sources, list[int]]:
        """Return the sources of one text, and where the cue of each begins."""
        tokens = tokenize([text], vocabulary=self.vocabulary)
        gold = gold_attributions(tokens, marked)
        matches = self.matcher.match(tokens)
        found = describe_sources(
            tokens,
            gold,
            parties=self.parties.find(matches),
            matches=matches,
            lexicons=self.lexicons,
        )
        cues = [gold.cue.of(i)[0][0] if gold.cue.of(i) else -1 for i in range(len(gold))]
        return found, cues


def coded_articles(
    codes: Sequence[Code], data: Path
) -> Iterator[tuple[str, list[Spanned], list[tuple[Code, int]]]]:
    """Yield the text of each coded article, its marked attributions, and codes by place of cue."""
    by_article: dict[str, list[Code]] = defaultdict(list)
    for code in codes:
        by_article[code["id"]].append(code)
    path = data / "polnear" / "train.jsonl"
    for article in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        own = by_article.pop(article["id"], [])
        if own:
            yield article["text"], article["attributions"], [(c, c["cue_start"]) for c in own]
    for name, own in sorted(by_article.items()):
        article = read_articles(data / "seeds" / f"{name}.txt")[0]
        marked: list[Spanned] = [
            {role: _in_text(article, code[role]) for role in ("source", "cue")} for code in own
        ]
        yield article.text, marked, [(c, m["cue"][0][0]) for c, m in zip(own, marked, strict=True)]


def _in_text(article: Article, spans: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return raw *spans* as spans of the cleaned text."""
    offsets = {article.to_raw(i): i for i in range(len(article.text))}
    return [[offsets[start], offsets[end - 1] + 1] for start, end in spans]


def values(code: Code, found: Sources, row: int) -> Iterator[tuple[str, Any, Any]]:
    """Yield each coded field with its code and what was found."""
    for field in _FIELDS[:-1]:
        if field not in code or code[field] == "~":
            continue
        coded, value = code[field], getattr(found, field)[row]
        if field == "speaker":
            if found.source_type[row] in ("named_organization", "media"):
                value = None
            value = value.split()[-1].lower() if value else None
            if isinstance(coded, list):
                coded = value if value in coded else coded[0]
        if field == "source_role":
            coded, value = coded or "other", value or "other"
        yield field, coded, value
    yield "no_source", code["source_type"] == "none", found.source_type[row] == "none"


def compare(codes: Sequence[Code], data: Path) -> Iterator[tuple[Code, str, Any, Any]]:
    """Yield every code with what was found: the row, the field, the code, the value."""
    describer = Describer()
    for text, marked, places in coded_articles(codes, data):
        found, cues = describer.describe(text, marked)
        for code, cue in places:
            for field, coded, value in values(code, found, cues.index(cue)):
                yield code, field, coded, value


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="print each disagreement")
    given = parser.parse_args()
    codes = json.loads(_CODES.read_text(encoding="utf-8"))
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for code, field, coded, value in compare(codes, given.data):
        right[code["set"], field].append(coded == value)
        if field == "cue_stance":
            told = coded == value or (coded in _STANCELESS and value in _STANCELESS)
            right[code["set"], "cue_stance (none as neutral)"].append(told)
        if given.show and coded != value:
            print(
                code["set"],
                code["id"],
                code.get("cue_start"),
                field,
                "coded",
                coded,
                "found",
                value,
            )
    for (name, field), met in right.items():
        low, high = wilson_interval(sum(met), len(met))
        print(
            f"{name:8}{field:30}{sum(met):4} of {len(met):3}  {sum(met) / len(met):.2f}", end="  "
        )
        print(f"({low:.2f}–{high:.2f})")


if __name__ == "__main__":
    main()
