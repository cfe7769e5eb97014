"""Attributions: who is cited, with which cue, and what is attributed to them.

An attribution has a source (who), a cue (said, according to) and a content (what). Each is a list
of spans, because a quotation may be split around its cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.quotation.marks import find_marked_spans
from framing.quotes import Quotes
from framing.sourcing.content_ends import mend_content_ends
from framing.sourcing.coordinate_verbs import part_coordinate_verbs
from framing.sourcing.features import Offsets, quotation_numbers, quotation_spans
from framing.sourcing.headline_acts import tell_headline_acts
from framing.sourcing.impersonal_cues import free_impersonal_cues
from framing.sourcing.inserted_cues import mend_inserted_cues
from framing.sourcing.lost_sources import find_lost_sources
from framing.sourcing.missing_cues import lack_cues
from framing.sourcing.model import (
    SeenWords,
    Weights,
    load_weights,
    seen_words,
)
from framing.sourcing.named_speakers import name_speakers
from framing.sourcing.neighboring_cues import part_neighboring_cues
from framing.sourcing.network import Labeling, label_tokens
from framing.sourcing.parentheticals import lift_parentheticals
from framing.sourcing.quoted_paragraphs import join_quoted_paragraphs
from framing.sourcing.quoted_sources import find_quoted_sources
from framing.sourcing.roles import (
    CONTENT,
    CUE,
    SOURCE,
    Parts,
    keep_owners,
    parts_of_labels,
)
from framing.sourcing.source_edges import mend_source_edges
from framing.sourcing.whole_clauses import make_clauses_whole
from framing.text.marked import marked
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

DIRECTNESS = ("direct", "mixed", "indirect")
DIRECT, MIXED, INDIRECT = range(3)
_PLAIN_CUE = 3
_NO_PARENT = -1
_ALL_BUT = 0.9
_STAND_IN = re.compile(r"[:–—]|--?")


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Ragged spans: those of row *i* are ``span[first[i]:first[i + 1]]``, each a start and an end.

    ``span`` has shape (n_spans, 2), ``first`` has shape (n_rows + 1,).
    """

    span: Indices
    first: Indices

    def of(self, row: int) -> list[tuple[int, int]]:
        """Return the spans of *row* as (start, end) pairs, in the order of the text."""
        spans = self.span[self.first[row] : self.first[row + 1]]
        return [(int(start), int(end)) for start, end in spans]


@dataclass(frozen=True, slots=True, eq=False)
class Attributions:
    """The attributions of a batch of texts as columns of shape (n_attributions,).

    ``start`` and ``end`` enclose all spans of the attribution; offsets are into
    ``tokens.joined``. ``token`` is the first token; ``source_tokens``, ``cue_tokens`` and
    ``content_tokens`` have the first token of each span and the one behind its last, shape
    (n_spans, 2). ``directness`` indexes `DIRECTNESS`; ``speech`` is True where words were
    uttered (some of the content is quoted, or the cue names an act of speaking) and False for
    attitudes (support, expect); ``parent`` is the row of the attribution in whose content
    this one stands, or -1; ``confidence`` lies between 0 and 1. Rows are sorted by (start, end).
    """

    article: Indices
    start: Indices
    end: Indices
    source: Spans
    cue: Spans
    content: Spans
    token: Indices
    source_tokens: Indices
    cue_tokens: Indices
    content_tokens: Indices
    directness: npt.NDArray[np.uint8]
    speech: npt.NDArray[np.bool_]
    parent: Indices
    confidence: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.start)


def find_attributions(
    tokens: Tokens, quotes: Quotes | None = None, *, section: npt.NDArray[np.uint8] | None = None
) -> Attributions:
    """Return the attributions of a batch of texts.

    *quotes* are those of `find_quotes` or None, which has the marks read here; *section* numbers
    the section of each token, so that acts in headlines ("Lawmakers approve cuts") are left out.

    >>> from framing.tokens import tokenize
    >>> text = "Mayor Ann Lee said the bridge would reopen on Monday."
    >>> found = find_attributions(tokenize([text]))
    >>> [text[s:e] for part in (found.source, found.cue, found.content) for s, e in part.of(0)]
    ['Mayor Ann Lee', 'said', 'the bridge would reopen on Monday']
    """
    weights = load_weights()
    marked_spans = find_marked_spans(tokens) if quotes is None else quotes
    quotations = quotation_spans(tokens, marked_spans)
    quotation = quotation_numbers(tokens, marked_spans)
    quoted = quotation >= 0
    words = seen_words(tokens, weights)
    read = join_quoted_paragraphs(tokens, quotations, section)
    labeling = label_tokens(read, words, quotation, weights)
    outer = parts_of_labels(labeling.label, labeling.candidates.token, read)
    outer = _mended(outer, tokens, words, quotation, section)
    outer, parent = name_speakers(outer, tokens, quotation, quotations)
    outer, parent = _joined(outer, parent, *find_quoted_sources(outer, tokens, quoted))
    inner = _nested(outer, parent, tokens, words, quotation, weights)
    parts, parent = lift_parentheticals(*_joined(outer, parent, *inner), tokens, quoted)
    parts = free_impersonal_cues(parts, tokens, quoted)
    spans = _character_spans(parts, tokens, quotation, quotations)
    directness = _directness(parts, quoted)
    return _as_columns(
        tokens,
        *_with_stand_ins(parts, spans, tokens),
        directness=directness,
        speech=parts.holds(CUE, words.spoken) | (directness != INDIRECT) | ~parts.have(CUE),
        parent=parent,
        confidence=_confidence(parts, labeling, weights),
    )


def _mended(
    parts: Parts,
    tokens: Tokens,
    words: SeenWords,
    quotation: npt.NDArray[np.int32],
    section: npt.NDArray[np.uint8] | None,
) -> Parts:
    """Return the outermost attributions with what the model gets wrong again and again put right.

    Sources come first: others are known by them.
    """
    quoted, spoken = quotation >= 0, words.spoken
    parts = mend_inserted_cues(parts, tokens, quoted, spoken)
    parts = mend_source_edges(parts, tokens, quoted)
    parts = find_lost_sources(parts, tokens, quoted, spoken)
    parts = part_neighboring_cues(parts, tokens, quoted, spoken)
    parts = mend_content_ends(parts, tokens, quotation)
    parts = part_coordinate_verbs(parts, tokens, quoted, words)
    parts, dropped = make_clauses_whole(parts, tokens, quoted, spoken)
    dropped |= lack_cues(parts, tokens, quoted, spoken)
    if section is not None:
        dropped |= tell_headline_acts(parts, tokens, words, section, quoted)
    return keep_owners(parts, ~dropped)


def tokens_of(tokens: Tokens, span: Indices) -> Indices:
    """Return the first token of each of the spans of *tokens* and the one behind its last.

    *span* has shape (n_spans, 2), as have the numbers of tokens; those of a span without words
    are both the token behind it.
    """
    first = np.searchsorted(tokens.end, span[:, 0], "right")
    stop = np.searchsorted(tokens.start, span[:, 1])
    return np.stack((first, np.maximum(stop, first)), axis=1)


def _nested(
    outer: Parts,
    parent: Indices,
    tokens: Tokens,
    words: SeenWords,
    quotation: npt.NDArray[np.int32],
    weights: Weights,
) -> tuple[Parts, Indices]:
    """Find attributions within what others say: "Radio 4 quoted aides as saying that he left".

    The model reads each content that is not quoted and holds a plain cue as a text of its own,
    unless an attribution in it was found before, by *parent*, that of each of *outer*.
    Returned are the parts, and for each attribution the one that it is part of.
    """
    strong = (words.strength >= _PLAIN_CUE) & (quotation < 0)
    unread = np.ones(outer.count(), np.bool_)
    unread[parent[parent >= 0]] = False
    contents = outer.where((outer.kind == CONTENT) & unread.take(outer.owner))
    contents = contents.where(marked(strong).within(contents.first, contents.stop - 1))
    that = tokens.vocabulary.id_of("that")
    first, stop = contents.first, contents.stop
    first = first + ((tokens.type_id[first] == that) & (stop - first > 1))
    part, origin = _select(tokens, first, stop)
    labeling = label_tokens(part, words.take(origin), quotation.take(origin), weights)
    inner = parts_of_labels(labeling.label, labeling.candidates.token, part)
    cue, source = inner.firsts(CUE), inner.firsts(SOURCE)
    good = (cue >= 0) & (source >= 0)
    good[good] = strong[origin[cue[good]]]
    parent = contents.owner[part.paragraph[inner.firsts(CONTENT)]][good]
    inner = keep_owners(inner, good)
    return replace(inner, first=origin[inner.first], stop=origin[inner.stop - 1] + 1), parent


def _select(tokens: Tokens, first: Indices, stop: Indices) -> tuple[Tokens, Indices]:
    """Return the tokens of each range as if it were a text, and which token each was."""
    inside = token_ranges(first, stop)
    index, number = inside.token, inside.owner.astype(np.int32)
    sentence = np.zeros(len(index), np.int32)
    changes = (np.diff(tokens.sentence[index]) != 0) | (np.diff(number) != 0)
    np.cumsum(changes, out=sentence[1:])
    first = np.append(0, np.cumsum(stop - first))
    part = tokens.part(index, first, sentence=sentence, paragraph=number)
    return part, index


def _joined(outer: Parts, above: Indices, inner: Parts, parent: Indices) -> tuple[Parts, Indices]:
    """Return the parts of both, and the attribution that each is part of, or -1.

    *above* and *parent* tell that of each of *outer* and of each of *inner*.
    """
    parts = outer.join(replace(inner, owner=inner.owner + outer.count()))
    return parts, np.append(above, parent)


def _character_spans(
    parts: Parts, tokens: Tokens, quotation: npt.NDArray[np.int32], quotations: Offsets
) -> Parts:
    """Return the parts with offsets of characters; contents take in their quotation marks."""
    start, end = tokens.start.take(parts.first), tokens.end.take(parts.stop - 1)
    contents = np.flatnonzero(parts.kind == CONTENT)
    first, last = parts.first.take(contents), parts.stop.take(contents) - 1
    opens, closes = _at_edge(quotation, first, -1), _at_edge(quotation, last, 1)
    start[contents[opens]] = quotations[0][quotation[first[opens]]]
    end[contents[closes]] = quotations[1][quotation[last[closes]]]
    return replace(parts, first=start, stop=end)


def _at_edge(quotation: npt.NDArray[np.int32], at: Indices, beyond: int) -> Flags:
    """Tell the tokens *at* in a quotation in which the neighbor *beyond* does not stand."""
    own, neighbor = quotation[at], at + beyond
    within = (neighbor >= 0) & (neighbor < len(quotation))
    edge: Flags = (own >= 0) & ~(within & (quotation.take(neighbor, mode="clip") == own))
    return edge


def _with_stand_ins(parts: Parts, spans: Parts, tokens: Tokens) -> tuple[Parts, Parts]:
    """Add to *parts* and *spans* the colon or dash that stands for a cue, as in headlines."""
    source, cue, content = (spans.firsts(kind) for kind in (SOURCE, CUE, CONTENT))
    behind = np.where(source < content, spans.stops(SOURCE), spans.stops(CONTENT))
    before = np.maximum(source, content)
    rows, found = [], []
    for row in np.flatnonzero((source >= 0) & (cue < 0)).tolist():
        mark = _STAND_IN.search(tokens.joined, int(behind[row]), int(before[row]))
        if mark:
            rows.append(row)
            found.append(mark.span())
    place = np.array(found, np.int64).reshape(-1, 2)
    (start, end), (first, stop) = place.T, tokens_of(tokens, place).T
    marks = Parts(start, end, np.full(len(rows), CUE, np.int8), np.array(rows, np.int64))
    return parts.join(replace(marks, first=first, stop=stop)), spans.join(marks)


def _as_columns(
    tokens: Tokens,
    parts: Parts,
    spans: Parts,
    *,
    directness: npt.NDArray[np.uint8],
    speech: Flags,
    parent: Indices,
    confidence: Floats,
) -> Attributions:
    """Return attributions sorted by their place: their *parts* as tokens and as *spans* of text."""
    count = len(parent)
    start, token = np.full(count, len(tokens.joined)), np.full(count, len(tokens))
    end = np.zeros(count, np.int64)
    np.minimum.at(start, spans.owner, spans.first)
    np.minimum.at(token, parts.owner, parts.first)
    np.maximum.at(end, spans.owner, spans.stop)
    order = np.lexsort((end, start))
    rank = _ranks(order)
    row = rank[parts.owner]
    by_row = np.argsort(row, kind="stable")
    kinds = parts.kind[by_row]
    source, cue, content = (by_row.compress(kinds == kind) for kind in (SOURCE, CUE, CONTENT))
    return Attributions(
        article=tokens.text_of(start[order]),
        start=start[order],
        end=end[order],
        source=_ragged(spans, source, row, count),
        cue=_ragged(spans, cue, row, count),
        content=_ragged(spans, content, row, count),
        token=token[order],
        source_tokens=_both_ends(parts, source),
        cue_tokens=_both_ends(parts, cue),
        content_tokens=_both_ends(parts, content),
        directness=directness[order],
        speech=speech[order],
        parent=rank[parent[order]],
        confidence=confidence[order],
    )


def _ranks(order: Indices) -> Indices:
    """Return the new number of each row that *order* sorts; that of no row, -1, stays."""
    rank = np.empty(len(order) + 1, np.int64)
    rank[order] = np.arange(len(order))
    rank[_NO_PARENT] = _NO_PARENT
    return rank


def _ragged(spans: Parts, which: Indices, row: Indices, count: int) -> Spans:
    """Return those of *spans* that *which* picks, by their *row* of *count* ones."""
    n_spans = np.bincount(row[which], minlength=count)
    return Spans(_both_ends(spans, which), np.append(0, np.cumsum(n_spans)))


def _both_ends(parts: Parts, which: Indices) -> Indices:
    return np.stack((parts.first[which], parts.stop[which]), axis=1)


def _directness(parts: Parts, quoted: Flags) -> npt.NDArray[np.uint8]:
    contents, n = parts.of_kind(CONTENT), parts.count()
    size = np.bincount(contents.owner, contents.stop - contents.first, n)
    inside = np.bincount(contents.owner, contents.flagged(quoted), n)
    direct = inside >= _ALL_BUT * size
    return np.where(direct, DIRECT, np.where(inside > 0, MIXED, INDIRECT)).astype(np.uint8)


def _confidence(parts: Parts, labeling: Labeling, weights: Weights) -> Floats:
    """Return the mean probability of the labels of the cue and of the edges of the content."""
    cues, contents = parts.of_kind(CUE), parts.of_kind(CONTENT)
    words = token_ranges(cues.first, cues.stop)
    at = np.concatenate((words.token, contents.first, contents.stop - 1))
    owner = np.concatenate((cues.owner[words.owner], contents.owner, contents.owner))
    total = np.bincount(owner, labeling.sure(at, weights), parts.count())
    mean = total / np.maximum(np.bincount(owner, minlength=parts.count()), 1)
    rounded: Floats = mean.round(3).astype(np.float32)
    return rounded
