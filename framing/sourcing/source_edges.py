"""Where a source begins and ends: what stands in front of it or is put in belongs to nobody.

The model takes for the source what stands next to the cue: "During a visit to Minister Roe in
Dorma, Secretary Lee said" quotes Lee, not Roe.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.listed_words import listed_words
from framing.sourcing.roles import CUE, SOURCE, Parts
from framing.sourcing.verb_forms import (
    ADVERB,
    DETERMINER,
    IN_FRONT,
    ING,
    JOINS,
    PRONOUN,
    RELATIVE,
    VERB,
    VerbForms,
)
from framing.text.gaps import classes_of_gaps, comma_follows
from framing.text.token_ranges import TokenRanges, token_ranges
from framing.tokens import ALL_CAPS, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_ASIDE, _FOR, _INSTANCE, _LEADS, _LISTS, _GOES_ON, _PUT_IN, _STATEMENT, _ACCORDING = (
    1 << bit for bit in range(9)
)
_CLASSES = {
    _ASIDE: "in after during before on at speaking amid like however meanwhile too though",
    _FOR: "for of",
    _INSTANCE: "instance example course",
    _LEADS: """and but that which who whom whereas because how if why what when where as while""",
    _LISTS: "and or",
    _GOES_ON: "and or but who which whose whom",
    _PUT_IN: "in during on",
    _STATEMENT: "statement tweet interview email speech letter memo release conference",
    _ACCORDING: "according",
}
_PLACE_LINE = 5  # words before its dash
_LONGEST_NOUN = 8


class _Reader:
    """What the rules look at: classes of words, commas, where sentences begin."""

    def __init__(self, tokens: Tokens, quoted: Flags) -> None:
        self.are = listed_words(tokens, "source_edges", _CLASSES)
        self.tokens, self.quoted, self.forms = tokens, quoted, VerbForms(tokens)

    def comma(self, at: Indices) -> Flags:
        """Tell for each of the tokens *at* whether a comma follows."""
        return comma_follows(self.tokens, at)

    def begin(self, at: Indices) -> Indices:
        """Return the first token of the sentence of each of the tokens *at*."""
        return self.tokens.sentence_first.take(self.tokens.sentence.take(at))


def mend_source_edges(parts: Parts, tokens: Tokens, quoted: Flags) -> Parts:
    """Return *parts* with sources that begin and end where they should, one an attribution.

    *quoted* tells tokens within quotation marks; sources there stay.
    """
    if not len(parts.owner):
        return parts
    reader, cue = _Reader(tokens, quoted), parts.firsts(CUE)
    parts = _one_source_each(parts, cue, reader)
    rows = np.flatnonzero((parts.kind == SOURCE) & (parts.stop - parts.first > 1))
    own = cue.take(parts.owner.take(rows))
    asked = (own >= 0) & ~quoted.take(parts.first.take(rows))
    rows, before = rows[asked], (parts.first.take(rows) < own)[asked]
    first, stop = parts.first.copy(), parts.stop.copy()
    behind, rows = rows[~before], rows[before]
    stop[behind] = _without_comments(token_ranges(first[behind], stop[behind]), reader)
    first[rows] = _behind_link(_behind_place_line(first[rows], stop[rows], reader), reader)
    first[rows] = _from_its_noun(first[rows], stop[rows], np.append(stop, 0)[rows - 1], reader)
    source = token_ranges(first[rows], stop[rows])
    rows = rows[source.any(reader.comma(source.token) & (source.token < _last(source)))]
    for edge, mend in ((first, _behind_phrase), (stop, _without_asides)):
        edge[rows] = mend(token_ranges(first[rows], stop[rows]), reader)
    return replace(parts, first=first, stop=stop)


def _one_source_each(parts: Parts, cue: Indices, reader: _Reader) -> Parts:
    """Drop what is more than one source, and part "according to Ann Lee" from a first one."""
    sources = np.flatnonzero(parts.kind == SOURCE)
    owner, stop = parts.owner.take(sources), parts.stop.copy()
    long = np.flatnonzero((parts.kind == CUE) & (parts.stop - parts.first > 2))
    long = long.compress(reader.are(_ACCORDING, parts.first.take(long)))
    long = long[~np.isin(parts.owner.take(long), owner)]
    stop[long] = parts.first[long] + 2
    added = replace(parts.take(long), first=stop[long], kind=np.full(len(long), SOURCE, np.int8))
    spare = sources.take(_spare(owner, cue, reader))
    return replace(parts, stop=stop).changed(spare, added)


def _spare(owner: Indices, cue: Indices, reader: _Reader) -> Indices:
    """Return which of sources, by *owner*, are not the first of its several.

    Where it is according to somebody, they are those before the last.
    """
    changes = np.concatenate(([True], owner[1:] != owner[:-1], [True]))
    several = np.flatnonzero(~(changes[1:] & changes[:-1]))
    at = cue.take(owner.take(several))
    kept = np.where(reader.are(_ACCORDING, at), changes[several + 1], changes[several])
    return several.compress(~kept & (at >= 0))


def _without_comments(source: TokenRanges, reader: _Reader) -> Indices:
    """End behind the cue before ", smiling at the crowd" and "in a statement"."""
    at = source.token
    inside = at > source.first.take(source.owner)
    comments = reader.forms.are(ING, at) & reader.comma(np.maximum(at - 1, 0))
    said_in = source.last_where(reader.are(_STATEMENT, at))
    comments |= reader.are(_PUT_IN, at) & (at < said_in.take(source.owner))
    return source.first_where(comments & inside)


def _behind_place_line(first: Indices, stop: Indices, reader: _Reader) -> Indices:
    """Begin behind the dash of "DORMA — The board"."""
    rows = np.flatnonzero(reader.tokens.shape.take(first) == ALL_CAPS)
    place = token_ranges(first[rows], np.minimum(first[rows] + _PLACE_LINE, stop[rows] - 1))
    dash = place.first_where(classes_of_gaps(reader.tokens, place.token, _is_dash) > 0)
    found = first.copy()
    found[rows] = np.where(dash < place.stop, dash + 1, place.first)
    return found


def _behind_link(first: Indices, reader: _Reader) -> Indices:
    """Begin behind "that" in "that her husband", "whereas Lee"."""
    rows, forms, found = np.flatnonzero(reader.are(_LEADS, first)), reader.forms, first.copy()
    behind = first[rows] + 1
    found[rows] += forms.are(PRONOUN | DETERMINER, behind) | forms.are_names(behind)
    return found


def _from_its_noun(first: Indices, stop: Indices, before: Indices, reader: _Reader) -> Indices:
    """Begin with the sentence where "a pilot," alone was taken of "Ann Lee, a pilot, said".

    *before* is where the part before each source stops.
    """
    forms, found = reader.forms, first.copy()
    apart = forms.are(DETERMINER | RELATIVE, first) | forms.are_names(first)
    apart &= reader.comma(first - 1) & reader.comma(stop - 1)
    rows = np.flatnonzero(apart)
    own = token_ranges(first[rows], stop[rows] - 1)
    rows = rows[~own.any(reader.comma(own.token))]
    begin, at = reader.begin(first[rows]), first[rows]
    front = token_ranges(begin, at)
    verb = forms.are(VERB, front.token) & ~forms.are_names(front.token)
    opens = (begin < at) & (at - begin <= _LONGEST_NOUN) & (before[rows] <= begin)
    opens &= forms.are(DETERMINER, begin) | forms.are_names(begin)
    opens &= ~forms.are(IN_FRONT | ADVERB | ING | JOINS, begin)
    opens &= ~front.any(verb | reader.quoted[front.token])
    found[rows] = np.where(opens, begin, at)
    return found


def _last(source: TokenRanges) -> Indices:
    """Return for each token the last of its range."""
    return (source.stop - 1).take(source.owner)


def _behind_phrase(source: TokenRanges, reader: _Reader) -> Indices:
    """Begin behind the comma that closes a phrase in front: "Roe in Dorma, Secretary Lee".

    No comma closes the source then, as one does in "Ann Lee, the mayor, said".
    """
    forms, at, found = reader.forms, source.token, source.first.copy()
    inner = reader.comma(at) & (at < _last(source))
    rows = np.flatnonzero(source.any(inner) & ~reader.comma(source.stop - 1))
    if not len(rows):
        return found
    first_comma, last_comma = source.first_where(inner)[rows], source.last_where(inner)[rows]
    odd, begin = source.count(inner)[rows] % 2 > 0, reader.begin(source.first[rows])
    tail = token_ranges(last_comma + 1, source.stop[rows])
    lists = tail.any(reader.are(_LISTS, tail.token))
    front = token_ranges(begin, source.first[rows])
    within = forms.are(IN_FRONT | ING, begin) & ~front.any(reader.comma(front.token))
    cut = np.where(lists, first_comma, last_comma) + 1
    opens = within | forms.are(PRONOUN | DETERMINER, cut) | forms.are_names(cut)
    cuts = (within | (odd & ~lists)) & opens & ~reader.are(_GOES_ON, last_comma + 1)
    found[rows] = np.where(cuts, cut, found[rows])
    return found


def _without_asides(source: TokenRanges, reader: _Reader) -> Indices:
    """End before an aside that a comma closes: "Ann Lee, in her speech," and "Lee, smiling,"."""
    at = source.token
    inner = reader.comma(at) & (at < _last(source))
    aside = source.last_where(inner) + 1
    ends = source.any(inner) & reader.comma(source.stop - 1)
    told = reader.are(_FOR, aside) & reader.are(_INSTANCE, aside + 1)
    ends &= told | reader.are(_ASIDE, aside) | reader.forms.are(ING, aside)
    return np.where(ends, aside, source.stop)


def _is_dash(gap: str) -> bool:
    """Tell whether a *gap* between words is a dash, perhaps behind a closing bracket."""
    return gap.strip(" )") in ("—", "–", "―", "-", "--")
