"""Runs of labels put together into attributions, as columns.

A part is a run of words in one role; parts stand in the order of the text, and an attribution
owns neighboring parts that the grammar of the labels keeps together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.model import LABELS, ROLES
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SOURCE, CUE, CONTENT = range(3)
_NOT_FOUND = -1

# The roles that open an attribution, unless they follow these in the same one.
_CONTINUED = {"Sr": ("Sr",), "Cb": ("Cb",), "Qf": ("Sr", "Qf")}
_ROLE_OF_LABEL = np.array([0 if x[0] == "O" else ROLES.index(x[1:]) + 1 for x in LABELS], np.int8)
# The label that goes on with the role of each, rather than begin anew.
_GOES_ON = np.array([LABELS.index("I" + x[1:] if x[0] == "B" else x) for x in LABELS], np.int8)
_KIND_OF_ROLE = np.array([-1] + ["SQC".index(role[0]) for role in ROLES], np.int8)
_OPENS = np.array(
    [[r in _CONTINUED and before not in _CONTINUED[r] for r in ROLES] for before in ROLES]
)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The parts of attributions as columns of shape (n_parts,).

    ``first`` and ``stop`` are the first token and one past the last, ``kind`` is SOURCE, CUE or
    CONTENT, ``owner`` numbers the attributions; the parts of an attribution are together, sorted.
    """

    first: Indices
    stop: Indices
    kind: npt.NDArray[np.int8]
    owner: Indices

    def take(self, which: Indices) -> Parts:
        """Return the parts that *which* picks."""
        return Parts(
            self.first.take(which),
            self.stop.take(which),
            self.kind.take(which),
            self.owner.take(which),
        )

    def where(self, flags: Flags) -> Parts:
        """Return the parts that *flags* tells."""
        return self if flags.all() else self.take(np.flatnonzero(flags))

    def of_kind(self, kind: int) -> Parts:
        """Return the parts of *kind*."""
        return self.where(self.kind == kind)

    def flagged(self, flags: Flags) -> Indices:
        """Return how many of the tokens of each part *flags* tells; no part is empty."""
        bounds = np.stack((self.first, self.stop), axis=1).reshape(-1)
        found: Indices = np.add.reduceat(np.append(flags, False), bounds, dtype=np.int64)[::2]
        return found

    def holds(self, kind: int, flags: Flags, *, asked: Flags | None = None) -> Flags:
        """Tell which attributions have a token that *flags* tells in a part of *kind*.

        Of those that are not *asked* it is False; all are by default.
        """
        own = self.kind == kind
        parts = self.where(own if asked is None else own & asked[self.owner])
        words = token_ranges(parts.first, parts.stop)
        found = np.zeros(self.count(), np.bool_)
        found[parts.owner[words.any(flags[words.token])]] = True
        return found

    def join(self, other: Parts) -> Parts:
        """Return these parts and those of *other* behind them."""
        return joined((self, other))

    def in_order(self, kept: Flags | None = None) -> Parts:
        """Return the parts, or those that are *kept*, by attribution, those of each by place."""
        place = self.owner * (self.first.max(initial=0) + 1) + self.first
        order = np.argsort(place, kind="stable")
        return self.take(order if kept is None else order[kept.take(order)])

    def changed(self, dropped: Indices, added: Parts) -> Parts:
        """Return the parts but those *dropped*, and *added* ones where they belong."""
        if not len(dropped) and not len(added.owner):
            return self
        kept = np.ones(len(self.owner) + len(added.owner), np.bool_)
        kept[dropped] = False
        return self.join(added).in_order(kept)

    def count(self) -> int:
        """Return the number of attributions."""
        return int(self.owner[-1]) + 1 if len(self.owner) else 0

    def have(self, kind: int) -> Flags:
        """Tell which attributions have a part of *kind*."""
        found = np.zeros(self.count(), np.bool_)
        found[self.owner.compress(self.kind == kind)] = True
        return found

    def firsts(self, kind: int) -> Indices:
        """Return the first token of each attribution's first part of *kind*, -1 without one."""
        found = np.full(self.count(), _NOT_FOUND)
        of_kind = np.flatnonzero(self.kind == kind)[::-1]
        found[self.owner.take(of_kind)] = self.first.take(of_kind)
        return found

    def stops(self, kind: int) -> Indices:
        """Return one past the last token of each attribution's last part of *kind*, else 0."""
        found = np.zeros(self.count(), np.int64)
        of_kind = np.flatnonzero(self.kind == kind)
        found[self.owner.take(of_kind)] = self.stop.take(of_kind)
        return found


def joined(several: Sequence[Parts]) -> Parts:
    """Return *several* columns of parts, at least one, behind one another."""
    return Parts(
        np.concatenate([parts.first for parts in several]),
        np.concatenate([parts.stop for parts in several]),
        np.concatenate([parts.kind for parts in several]),
        np.concatenate([parts.owner for parts in several]),
    )


def parts_of_labels(labels: npt.NDArray[np.int8], at: Indices, tokens: Tokens) -> Parts:
    """Return the parts of all attributions with a content; a cue may share an earlier source.

    *labels* are those of the tokens *at*, sorted; any other token has the role of the one before.
    """
    return _share_sources(_with_content(_grouped(labels, at, tokens.paragraph)), tokens)


def _grouped(labels: npt.NDArray[np.int8], at: Indices, paragraph: npt.NDArray[np.int32]) -> Parts:
    """Group runs of labels; the grammar of the labels says which go together."""
    own, edges = paragraph.take(at), np.ones(len(labels), np.bool_)
    edges[1:] = (labels[1:] != _GOES_ON.take(labels[:-1])) | (own[1:] != own[:-1])
    edge = np.flatnonzero(edges)
    role, bounds = _ROLE_OF_LABEL.take(labels[edge]), np.append(at[edge], len(paragraph))
    used = np.flatnonzero(role > 0)
    first, stop, role = bounds[used], bounds[used + 1], role[used]
    opens = np.ones(len(first), np.bool_)
    opens[1:] = _OPENS[role[:-1] - 1, role[1:] - 1] | (
        paragraph[first[1:]] != paragraph[first[:-1]]
    )
    return Parts(first, stop, _KIND_OF_ROLE[role], np.cumsum(opens) - 1)


def _with_content(parts: Parts) -> Parts:
    """Return the parts of attributions that have a content, numbered anew."""
    return keep_owners(parts, parts.firsts(CONTENT) >= 0)


def keep_owners(parts: Parts, kept: Flags) -> Parts:
    """Return the parts of the attributions that are *kept*, numbered anew."""
    return parts if kept.all() else number_anew(parts.where(kept.take(parts.owner)), kept)


def number_anew(parts: Parts, kept: Flags) -> Parts:
    """Return *parts*, whose attributions were *kept* of all, with these numbered anew."""
    number = np.cumsum(kept) - 1
    return replace(parts, owner=number.take(parts.owner))


def _share_sources(parts: Parts, tokens: Tokens) -> Parts:
    """Give a cue without a source that of the attribution before it in its sentence.

    So it is in "She said A and added B", where the subject is not repeated; the source may be
    handed on again.
    """
    source, cue, content = (parts.firsts(kind) for kind in (SOURCE, CUE, CONTENT))
    row = np.arange(parts.count())
    giver = np.maximum.accumulate(np.where(source >= 0, row, _NOT_FOUND))
    takes = (source < 0) & (cue >= 0) & (cue < content) & (giver >= 0)
    takes &= tokens.sentence[source[giver]] == tokens.sentence[cue]
    barred = np.maximum.accumulate(np.where((source < 0) & ~takes, row, _NOT_FOUND))
    takes &= barred < giver
    takers = np.flatnonzero(takes)
    if not len(takers):
        return parts
    given = np.flatnonzero(parts.kind == SOURCE)
    begin = np.searchsorted(parts.owner[given], giver[takers])
    sources = token_ranges(begin, np.searchsorted(parts.owner[given], giver[takers], "right"))
    added = replace(parts.take(given[sources.token]), owner=takers[sources.owner])
    return parts.join(added).in_order()
