"""Which articles are compared, under which outlet and event, and which are left out and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.estimate import MIN_EVENTS
from framing.pages.near_copies import find_near_duplicates
from framing.pages.outlet_names import alike_note

if TYPE_CHECKING:
    from framing.analysis import Analysis
    from framing.corpus.frames import Frame
    from framing.estimate import Matching

NO_OUTLET = "no outlet known"
TRANSLATED = "machine-translated: kept as evidence, not counted"
DUPLICATE = "near-duplicate of another article of the outlet on the event: counted once"
_NAMED = 10
MOST_PAIRS = 1000
WIRE = "shares its text with other outlets: left out of staff wording"


@dataclass(frozen=True, slots=True, eq=False)
class Wire:
    """Passages shared with other outlets by article number, as offsets into its text, in order."""

    spans: Mapping[int, list[tuple[int, int]]]

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """The passages as rows of article, start and end."""
        rows = [(number, *span) for number, spans in self.spans.items() for span in spans]
        return np.array(rows, np.int64).reshape(-1, 3)

    def holds(self, frame: Frame) -> npt.NDArray[np.bool_]:
        """Tell which rows of *frame* lie inside a shared passage."""
        rows = self.rows
        if not len(rows):
            return np.zeros(len(frame["article"]), np.bool_)
        width = int(max(rows[:, 2].max(), frame["end"].max(initial=0))) + 1
        begins = rows[:, 0] * width + rows[:, 1]
        start, end = (frame["article"] * width + frame[name] for name in ("start", "end"))
        at = np.searchsorted(begins, start, "right") - 1
        ends = rows[:, 0] * width + rows[:, 2]
        inside: npt.NDArray[np.bool_] = (at >= 0) & (end <= ends[np.maximum(at, 0)])
        return inside


NO_WIRE = Wire({})


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The articles of a comparison, in the order of the corpus.

    ``outlet`` and ``event`` name each article's cell; ``counted`` tells which articles are
    counted; ``why_not`` says for the others why not. ``shared`` are the events with counted
    articles of two or more outlets. ``matched`` is ``story`` where it is not known that the
    reports of each event are of the same time.
    """

    outlet: tuple[str, ...]
    event: tuple[str, ...]
    counted: npt.NDArray[np.bool_]
    why_not: tuple[str | None, ...]
    outlets: tuple[str, ...]
    events: tuple[str, ...]
    shared: tuple[str, ...]
    matched: Matching
    simultaneous: bool
    wire: Wire = NO_WIRE

    def counts_as(self, other: Selection) -> bool:
        """Say whether the same words are counted as by *other*, of the same outlets and events."""
        return np.array_equal(self.counted, other.counted) and self.wire.spans == other.wire.spans

    @property
    def compared(self) -> npt.NDArray[np.bool_]:
        """Which articles are counted and report an event that another outlet reports as well."""
        shared = set(self.shared)
        return self.counted & np.array([event in shared for event in self.event], np.bool_)

    @property
    def too_many(self) -> bool:
        """Whether the outlets make more pairs than anyone reads: more than 1,000."""
        return len(self.outlets) * (len(self.outlets) - 1) // 2 > MOST_PAIRS

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every pair of outlets; of too many, the 1,000 that share most events, 8 at least."""
        if not self.too_many:
            return list(combinations(self.outlets, 2))
        covering = defaultdict(set)
        for outlet, event, counted in zip(self.outlet, self.event, self.counted, strict=True):
            if counted:
                covering[event].add(outlet)
        shared: Counter[tuple[str, str]] = Counter()
        often = Counter(name for names in covering.values() for name in names)
        for names in covering.values():
            shared.update(combinations(sorted(n for n in names if often[n] >= MIN_EVENTS), 2))
        enough = [(-count, pair) for pair, count in shared.items() if count >= MIN_EVENTS]
        return sorted(pair for _, pair in sorted(enough)[:MOST_PAIRS])

    @property
    def event_numbers(self) -> npt.NDArray[np.int64]:
        """The number of each article's event in ``events``, -1 for an event that is not counted."""
        number = {event: n for n, event in enumerate(self.events)}
        return np.array([number.get(event, -1) for event in self.event], np.int64)

    def outlets_of(self, article: npt.NDArray[np.int64]) -> list[str]:
        """Return the outlets of articles given by number."""
        return [self.outlet[number] for number in article.tolist()]


def events_of(analysis: Analysis, within: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return each article's event or story, and those not known to be told at one time.

    Where every article was given its event and no story is asked for, none is matched by text.
    """
    given = tuple(article.event for article in analysis.corpus if article.event)
    if within == "event" and len(given) == len(analysis.corpus):
        return given, frozenset()
    found = analysis.events
    if within == "story":
        return found.story, frozenset(found.story)
    known = zip(found.event, found.decided, found.simultaneous, strict=True)
    return found.event, frozenset(e for e, how, same in known if how != "given" and not same)


def select_articles(
    corpus: Sequence[Article],
    event: Sequence[str],
    *,
    apart: frozenset[str],
    within: str,
    groups: Mapping[str, str],
    translated: bool,
    wording: str,
) -> Selection:
    """Decide which articles of *corpus* are counted, each as of its *event*.

    *apart* are the events whose reports are not known to be of one time. *groups* maps outlets to
    the group under which they are compared.
    """
    outlet = tuple(groups.get(a.outlet or "", a.outlet or "") for a in corpus)
    why_not = [
        NO_OUTLET if not name else TRANSLATED if not translated and is_translated(article) else None
        for name, article in zip(outlet, corpus, strict=True)
    ]
    _leave_out_duplicates(corpus, outlet, event, why_not, staff=wording == "staff")
    counted = np.array([why is None for why in why_not], np.bool_)
    chosen = [(o, e) for o, e, c in zip(outlet, event, counted, strict=True) if c]
    covering = defaultdict(set)
    for name, e in chosen:
        covering[e].add(name)
    shared = tuple(sorted(e for e, names in covering.items() if len(names) > 1))
    simultaneous = within == "event" and apart.isdisjoint(shared)
    return Selection(
        outlet=outlet,
        event=tuple(event),
        counted=counted,
        why_not=tuple(why_not),
        outlets=tuple(sorted({name for name, _ in chosen})),
        events=tuple(sorted(covering)),
        shared=shared,
        matched="event" if simultaneous else "story",
        simultaneous=simultaneous,
    )


def notes_on(selection: Selection) -> tuple[str, ...]:
    """Return a sentence for everything that keeps the articles from being compared."""
    notes = []
    if not selection.counted.any():
        notes.append("No article is counted, so there is nothing to compare.")
    elif len(selection.outlets) == 1:
        notes.append(
            f"{selection.outlets[0]} is the only outlet: there is none to compare it with."
        )
    elif not selection.shared:
        notes.append("No event is covered by two outlets, so no outlet is compared with another.")
    elif len(selection.shared) < MIN_EVENTS:
        notes.append(
            f"{_number(len(selection.shared), 'event')} covered by two outlets or more:"
            f" {MIN_EVENTS} are needed to infer; read the passages."
        )
    if selection.too_many:
        notes.append(
            f"{len(selection.outlets):,} outlets make too many pairs: unless pairs or groups are"
            " given, each is contrasted with the rest."
        )
    alone = [o for o, n in Counter(_counted_outlets(selection)).items() if n == 1]
    if len(selection.outlets) > 1 and alone:
        notes.append(f"One article only: {', '.join(sorted(alone)[:_NAMED])}.")
    if selection.shared and not selection.simultaneous:
        notes.append("It is not known whether the reports of each event are of the same time.")
    if note := alike_note(selection.outlets):
        notes.append(note)
    for why, count in sorted(Counter(filter(None, selection.why_not)).items()):
        notes.append(f"{_number(count, 'article')} not counted: {why}.")
    return tuple(notes)


def _counted_outlets(selection: Selection) -> list[str]:
    return [o for o, c in zip(selection.outlet, selection.counted, strict=True) if c]


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def is_translated(article: Article) -> bool:
    """Say whether *article* was found to be machine-translated when it was read."""
    return any(warning.startswith("machine_translated") for warning in article.warnings)


def _leave_out_duplicates(
    corpus: Sequence[Article],
    outlet: Sequence[str],
    event: Sequence[str],
    why_not: list[str | None],
    *,
    staff: bool,
) -> None:
    """Mark near-duplicates: within a cell all but the first, for *staff* those across outlets.

    They are looked for within each event, since only there can they weigh twice.
    """
    members = defaultdict(list)
    for n, name in enumerate(event):
        if why_not[n] is None:
            members[name].append(n)
    for numbers in members.values():
        for n, why in _repeats(corpus, outlet, numbers, staff=staff):
            why_not[n] = why


def _repeats(
    corpus: Sequence[Article], outlet: Sequence[str], numbers: Sequence[int], *, staff: bool
) -> Iterator[tuple[int, str]]:
    """Yield the articles of one event that are not counted since others have their text."""
    of_cell = Counter(outlet[n] for n in numbers)
    if not staff and max(of_cell.values()) < 2:
        return
    chosen = [n for n in numbers if staff or of_cell[outlet[n]] > 1]
    number = {corpus[n].id: n for n in chosen}
    for group in find_near_duplicates([corpus[n] for n in chosen]):
        same = sorted(number[name] for name in group)
        if staff and len({outlet[n] for n in same}) > 1:
            yield from ((n, WIRE) for n in same)
            continue
        seen: set[str] = set()
        for n in same:
            if outlet[n] in seen:
                yield n, DUPLICATE
            seen.add(outlet[n])
