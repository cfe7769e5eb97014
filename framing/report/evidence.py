"""From numbers on the page to the passages behind them, each a link into its article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup

from framing.compared.explanation import places_behind
from framing.report.plain_names import event_name, number, outlet_name

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison

Place = tuple[int, int, int]

_BEFORE, _AFTER = 40, 40
_IN_FULL = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage as shown: where it is, and its words in context."""

    url: str
    who: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """The passages behind one number: the first few in full, all as links."""

    id: str
    title: str
    total: int
    passages: tuple[Passage, ...]
    more: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Evidence:
    """Collects the places that numbers lead to; equal sets of places share one item.

    ``anchors`` are, by article, the offsets that need an id; ``url`` maps a place to its address.
    """

    comparison: Comparison
    page_of: Callable[[int], str]
    items: list[Item] = field(default_factory=list)
    anchors: dict[int, set[int]] = field(default_factory=dict)
    _ids: dict[tuple[Place, ...], str] = field(default_factory=dict)
    _number: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        corpus = self.comparison.analysis.corpus
        self._number = {article.id: n for n, article in enumerate(corpus)}

    def url(self, article: int, start: int) -> str:
        """Return the address of a place, and see to it that the article has an id there."""
        self.anchors.setdefault(article, set()).add(start)
        return f"{self.page_of(article)}#a{article}-{start}"

    def places(self, row: Mapping[str, Any]) -> list[Place]:
        """Return the places that were counted for *row* of any table."""
        return places_behind(self.comparison, row)

    def counted(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table of findings that are counted, captions left out.

        ``outlet`` and ``event`` are those of the cell, ``place`` is where the finding is.
        """
        chosen = self.comparison.selection
        article = table["article"].map(self._number).astype(int).to_numpy()
        places = zip(article.tolist(), table["start"].tolist(), table["end"].tolist(), strict=True)
        table = table.assign(
            outlet=np.array(chosen.outlet, object)[article],
            event=np.array(chosen.event, object)[article],
            place=list(places),
        )
        place = {"article": article, **{k: table[k].to_numpy(int) for k in ("start", "end")}}
        kept = chosen.counted[article] & ~chosen.wire.holds(place)
        if "section" in table:
            kept = kept & (table["section"] != "caption").to_numpy()
        return table[kept]

    def of_row(self, row: Mapping[str, Any], text: str, title: str) -> Markup:
        """Return *text* as a button that opens the passages counted for *row*."""
        return self.button(self.places(row), text, title)

    def button(self, places: Sequence[Place], text: str, title: str) -> Markup:
        """Return *text* as a button that opens *places*.

        One place alone is a link straight to it; none is plain text.
        """
        if not places:
            return Markup("{}").format(text)
        if len(places) == 1:
            article, start, _ = places[0]
            return Markup('<a href="{}">{}</a>').format(self.url(article, start), text)
        key = tuple(places)
        name = self._ids.get(key)
        if name is None:
            name = self._ids[key] = f"e{len(self.items)}"
            self.items.append(self._item(name, title, key))
        return Markup('<button type="button" class="n" popovertarget="{}">{}</button>').format(
            name, text
        )

    def _item(self, name: str, title: str, places: Sequence[Place]) -> Item:
        more = tuple(
            (self.url(article, start), number(k + 1))
            for k, (article, start, _) in enumerate(places)
            if k >= _IN_FULL
        )
        shown = tuple(self.passage(place) for place in places[:_IN_FULL])
        return Item(name, title, len(places), shown, more)

    def passage(self, place: Place) -> Passage:
        """Return the passage at *place* in its context."""
        article, start, end = place
        chosen = self.comparison.selection
        text = self.comparison.analysis.corpus[article].text
        who = f"{outlet_name(chosen.outlet[article])}, {event_name(chosen.event[article])}"
        return Passage(
            url=self.url(article, start),
            who=who,
            before=_flat(_cut_front(text[max(0, start - _BEFORE) : start])),
            words=_flat(text[start : min(end, start + 400)]),
            after=_flat(_cut_back(text[end : end + _AFTER])),
        )


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def _cut_front(text: str) -> str:
    head, space, rest = text.partition(" ")
    return rest if space and len(text) == _BEFORE and len(head) < 20 else text


def _cut_back(text: str) -> str:
    rest, space, tail = text.rpartition(" ")
    return rest if space and len(text) == _AFTER and len(tail) < 20 else text
