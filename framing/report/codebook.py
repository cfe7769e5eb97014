"""The codebook of a report: what each category that was found looks for, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.lexicon import OWN, Entry, Lexicon
from framing.report.plain_names import feature_name
from framing.shelf.citations import cite

if TYPE_CHECKING:
    from framing.comparison import Comparison

PAGE = "codebook.html"
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry that matched: its term, how often, and what it rests on."""

    term: str
    count: int
    rests_on: str


@dataclass(frozen=True, slots=True)
class FoundCategory:
    """A category with hits: what it is, its entries that matched, and sentences that show it."""

    feature: str
    name: str
    lexicon: str
    about: str
    n_entries: int
    found: tuple[FoundEntry, ...]
    examples: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


def found_categories(comparison: Comparison) -> list[FoundCategory]:
    """Return the categories that occur in the articles, by feature and file."""
    compiled = comparison.analysis.lexicons
    found = np.asarray(comparison.analysis.findings.hits["entry"])
    counts = np.bincount(found[found >= 0], minlength=len(compiled.entries))
    groups: dict[tuple[str, str], list[int]] = {}
    for number in range(len(compiled.entries)):
        place = (compiled.feature(number), compiled.lexicon_of(number).key)
        groups.setdefault(place, []).append(number)
    return [
        _category(
            compiled.lexicon_of(numbers[0]),
            [(compiled.entries[number], int(counts[number])) for number in numbers],
        )
        for _, numbers in sorted(groups.items())
        if counts[numbers].any()
    ]


def codebook_url(feature: str, known: Iterable[str], root: str = "") -> str:
    """Return where *feature* is explained, an empty string where the codebook has no such part."""
    return f"{root}{PAGE}#{feature}" if feature in known else ""


def _category(lexicon: Lexicon, entries: list[tuple[Entry, int]]) -> FoundCategory:
    category = entries[0][0].category
    feature = f"{lexicon.name}.{category}"
    matched = sorted(((e, n) for e, n in entries if n), key=lambda x: (-x[1], x[0].term))
    named = {name for entry, _ in matched for name in entry.source if name != OWN}
    examples = [(e.hit, e.miss) for e, _ in matched if e.hit and e.miss]
    return FoundCategory(
        feature=feature,
        name=feature_name(feature),
        lexicon=lexicon.key,
        about=lexicon.categories.get(category) or lexicon.about or "An own lexicon.",
        n_entries=len(entries),
        found=tuple(FoundEntry(e.term, n, _rests_on(e)) for e, n in matched),
        examples=tuple(examples[:_EXAMPLES]),
        sources=tuple(
            f"{name}: {cite(lexicon.sources[name])}"
            for name in sorted(named)
            if name in lexicon.sources
        ),
    )


def _rests_on(entry: Entry) -> str:
    return "; ".join(
        f"our own: {entry.reason or 'no source was found'}" if name == OWN else name
        for name in entry.source
    )
