"""Speech with its speaker's name and no cue: transcripts, and quotations that are signed.

The model reads sentences. That all of "LEE: We sail. You may come." is Lee's, in an interview of
such paragraphs, and that "— Ann Lee" signs the quotation above it, shows in how the page is set.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.features import Offsets
from framing.sourcing.listed_words import listed_words
from framing.sourcing.roles import CONTENT, SOURCE, Parts, keep_owners
from framing.sourcing.verb_forms import VerbForms
from framing.text.gaps import classes_of_gaps, gap_holds
from framing.text.token_ranges import first_of_runs, token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LONGEST_NAME, _LONGEST_SIGNATURE = 4, 12
_PERSON = 1
_CLASSES = {_PERSON: "i we you me us my our your i'm i've we're we've you're let's"}
_COLON = re.compile(r":\s")
_OUTSIDE, _FAR = -1, 1 << 62


@dataclass(frozen=True, slots=True, eq=False)
class _Speeches:
    """Speeches in the order of the text: tokens at which the name and what is said begin and stop.

    None holds a token of another.
    """

    name: Indices
    name_stop: Indices
    first: Indices
    stop: Indices

    def __len__(self) -> int:
        return len(self.name)

    def where(self, flags: Flags) -> _Speeches:
        """Return the speeches that *flags* tells."""
        return _Speeches(
            self.name[flags], self.name_stop[flags], self.first[flags], self.stop[flags]
        )

    def join(self, other: _Speeches) -> _Speeches:
        """Return these speeches and those of *other* that hold none of them, in order."""
        other = other.where(~np.isin(other.first, self.name))
        columns = zip(
            (self.name, self.name_stop, self.first, self.stop),
            (other.name, other.name_stop, other.first, other.stop),
            strict=True,
        )
        name, name_stop, first, stop = (np.concatenate(both) for both in columns)
        order = np.argsort(first)
        return _Speeches(name[order], name_stop[order], first[order], stop[order])

    def around(self, at: Indices) -> tuple[Indices, Indices]:
        """Return the speech in which each token *at* stands, or -1, and where the next begins.

        Names are parts of speeches. Behind the last one the next is far behind all.
        """
        begin, end = np.minimum(self.name, self.first), np.maximum(self.name_stop, self.stop)
        number = np.searchsorted(begin, at, "right")
        inside = at < np.append(end, 0).take(number - 1)
        return np.where(inside, number - 1, _OUTSIDE), np.append(begin, _FAR).take(number)

    def parts(self, owner: int) -> Parts:
        """Return the speeches as attributions, numbered from *owner* on."""
        first, stop = (self.name, self.first), (self.name_stop, self.stop)
        kind = np.repeat(np.array([SOURCE, CONTENT], np.int8), len(self))
        number = np.tile(owner + np.arange(len(self)), 2)
        return Parts(np.concatenate(first), np.concatenate(stop), kind, number).in_order()


def name_speakers(
    parts: Parts, tokens: Tokens, quotation: npt.NDArray[np.int32], quotations: Offsets
) -> tuple[Parts, Indices]:
    """Return *parts* with what speakers say whose names stand alone, and the parent of each.

    *quotation* is that of each token, or -1, *quotations* are where these start and end. What was
    found within such speech has it for parent; what runs into it ends before it.
    """
    speeches = _transcripts(tokens).join(_signed(tokens, quotation, quotations))
    if not len(speeches):
        return parts, np.full(parts.count(), _OUTSIDE)
    opening = first_of_runs(parts.owner)
    begin, end = parts.first[opening], parts.stop[np.append(opening, len(parts.owner))[1:] - 1]
    own, limit = speeches.around(begin)
    within = (own >= 0) & (speeches.first[own] <= begin) & (end <= speeches.stop[own])
    parts = _cut(parts, (own < 0) & (end > limit), speeches)
    kept = parts.have(CONTENT) & (within | (own < 0))
    count = int(kept.sum())
    parent = np.full(count + len(speeches), _OUTSIDE)
    parent[:count] = np.where(within, own + count, _OUTSIDE)[kept]
    return keep_owners(parts, kept).join(speeches.parts(count)), parent


def _cut(parts: Parts, runs_in: Flags, speeches: _Speeches) -> Parts:
    """Return *parts* with the attributions that *runs_in* tells outside of *speeches* alone.

    An attribution keeps its first part at least.
    """
    rows = np.flatnonzero(runs_in.take(parts.owner))
    place, limit = speeches.around(parts.first[rows])
    stop, left = parts.stop.copy(), np.ones(len(parts.owner), np.bool_)
    stop[rows] = np.minimum(stop[rows], limit)
    left[rows] = place < 0
    return replace(parts, stop=stop).where(left) if len(rows) else parts


def _transcripts(tokens: Tokens) -> _Speeches:
    """Return what paragraphs say that open with a name and a colon, where a text has several.

    In two of them at least somebody says "I", "we" or "you", and one name comes back.
    """
    first, name_stop = _names_before_colon(tokens)
    stop = np.append(tokens.paragraph_first, len(tokens))
    stop = stop[stop.searchsorted(first, "right")]
    words = token_ranges(name_stop, stop)
    are = listed_words(tokens, "named_speakers", _CLASSES)
    speaks = words.any(are(_PERSON, words.token))
    text = tokens.first.searchsorted(first, "right")
    several = np.bincount(text[speaks], minlength=len(tokens.first) + 1) > 1
    named = Counter(zip(text.tolist(), tokens.type_id[name_stop - 1].tolist(), strict=True))
    back = np.zeros(len(several), np.bool_)
    back[[number for (number, _), times in named.items() if times > 1]] = True
    return _Speeches(first, name_stop, name_stop, stop).where((several & back)[text])


def _names_before_colon(tokens: Tokens) -> tuple[Indices, Indices]:
    """Return where names begin and stop that open a paragraph, but no text, and end at a colon."""
    opening = tokens.paragraph_first
    ends = np.append(opening[1:], len(tokens))
    heads = token_ranges(opening, np.minimum(opening + _LONGEST_NAME, ends - 1))
    stop = heads.first_where(classes_of_gaps(tokens, heads.token, _opens_with_colon) > 0) + 1
    found = np.flatnonzero(stop <= heads.stop)
    first, stop = opening[found], stop[found]
    words = token_ranges(first, stop)
    named = ~words.any(~VerbForms(tokens).are_names(words.token))
    named &= tokens.end[stop - 1] - tokens.start[first] > 1
    named &= tokens.first[tokens.first.searchsorted(first)] != first
    return first[named], stop[named]


def _signed(tokens: Tokens, quotation: npt.NDArray[np.int32], quotations: Offsets) -> _Speeches:
    """Return quotations that open a paragraph and end before a dash and a name.

    The name runs to a mark, the signature, a few words without a verb, to the end of a paragraph.
    """
    first = tokens.paragraph_first
    first = first[quotation.take(first) >= 0]
    close = np.searchsorted(tokens.start, quotations[1][quotation.take(first)])
    signed = close < len(tokens)
    signed[signed] = classes_of_gaps(tokens, close[signed] - 1, _ends_with_dash) > 0
    first, close = first[signed], close[signed]
    stop = np.append(tokens.paragraph_first, len(tokens))
    stop = stop[stop.searchsorted(close, "right")]
    forms, words = VerbForms(tokens), token_ranges(close, stop)
    ends = words.first_where(gap_holds(tokens, words.token, ",(")) + 1
    signed = forms.are_names(close) & (stop - close <= _LONGEST_SIGNATURE)
    signed &= ~words.any(forms.have_verb(words.token))
    return _Speeches(close, np.minimum(ends, stop), first, close).where(signed)


def _opens_with_colon(gap: str) -> bool:
    return _COLON.match(gap) is not None


def _ends_with_dash(gap: str) -> bool:
    return gap.rstrip().endswith(("—", "–", "―", "-"))
