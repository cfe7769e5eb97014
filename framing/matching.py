"""Finding the terms of many lexicons in a batch of tokens, in time that does not grow with them.

Every word pattern of every term is tested once a type, never once a token. What patterns a type
fits is its *signature*; terms of several words are walked by an automaton over signatures, whose
steps are remembered, for all places of the batch at once. Guards and capitals are looked at only
where a term already matched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.automaton import Automaton
from framing.guards import Guard, case_pattern, compile_guard
from framing.lexicon import Entry, Lexicon
from framing.terms import read_term
from framing.tokens import Tokens
from framing.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]

_LOOSE_GAP = re.compile(r"[\s\"'“”‘’«»`‐‑-]*")
_POSSESSIVE_LENGTH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Where entries matched: columns of one length, sorted by article, start and entry.

    ``entry`` indexes :attr:`CompiledLexicons.entries`; ``first`` and ``last`` are the first and
    last token of the match, ``start`` and ``end`` its offsets into ``tokens.joined``, without a
    possessive *'s* that is not part of the term.
    """

    article: Indices
    start: Indices
    end: Indices
    first: Indices
    last: Indices
    entry: Indices

    def __len__(self) -> int:
        return len(self.entry)


@dataclass(frozen=True, slots=True, eq=False)
class CompiledLexicons:
    """Lexicons made ready for matching: entry *i* is ``entries[i]`` of ``lexicon_of(i)``."""

    lexicons: tuple[Lexicon, ...]
    entries: tuple[Entry, ...]
    lexicon_number: npt.NDArray[np.int32]
    name_number: npt.NDArray[np.int32]
    gate_number: npt.NDArray[np.int32]
    n_gates: int
    automaton: Automaton
    guards: dict[int, Guard]
    capitals: dict[int, re.Pattern[str]]

    def lexicon_of(self, entry: int) -> Lexicon:
        """Return the lexicon that holds entry number *entry*."""
        return self.lexicons[int(self.lexicon_number[entry])]

    def feature(self, entry: int) -> str:
        """Return the feature of entry number *entry*: ``name.category``."""
        return f"{self.lexicon_of(entry).name}.{self.entries[entry].category}"


def compile_lexicons(lexicons: Iterable[Lexicon], *, gated: bool = True) -> CompiledLexicons:
    """Make *lexicons* ready for matching; not *gated*, ``about_any`` is not asked for.

    Raises LexiconError for a term that cannot be read.
    """
    lexicons = tuple(lexicons)
    entries: list[Entry] = []
    lexicon_number: list[int] = []
    gate_number: list[int] = []
    readings: list[tuple[int, tuple[str, ...]]] = []
    guards: dict[int, Guard] = {}
    capitals: dict[int, re.Pattern[str]] = {}
    gates: list[tuple[str, ...]] = []
    for number, lexicon in enumerate(lexicons):
        if gated and lexicon.about_any:
            gates.append(lexicon.about_any)
        for entry in lexicon.entries:
            readings.extend((len(entries), reading) for reading in read_term(entry.term))
            if entry.not_before or entry.not_after or entry.needs:
                guards[len(entries)] = compile_guard(entry)
            if entry.case:
                capitals[len(entries)] = case_pattern(entry.term)
            entries.append(entry)
            lexicon_number.append(number)
            gate_number.append(len(gates) - 1 if gated and lexicon.about_any else -1)
    for gate, terms in enumerate(gates):
        for term in terms:
            readings.extend((len(entries) + gate, reading) for reading in read_term(term))
    names = {name: n for n, name in enumerate(dict.fromkeys(x.name for x in lexicons))}
    by_lexicon = np.array(lexicon_number, np.int32)
    name_of = np.array([names[x.name] for x in lexicons], np.int32)
    return CompiledLexicons(
        lexicons=lexicons,
        entries=tuple(entries),
        lexicon_number=by_lexicon,
        name_number=name_of[by_lexicon] if len(entries) else by_lexicon,
        gate_number=np.array(gate_number, np.int32),
        n_gates=len(gates),
        automaton=Automaton(readings),
        guards=guards,
        capitals=capitals,
    )


class Matcher:
    """Matches compiled lexicons against tokens of one vocabulary, keeping what it worked out.

    >>> from framing.lexicon import lexicon_from_terms
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["A terror-organization, two terror groups."])
    >>> lexicons = compile_lexicons([lexicon_from_terms(["terror (group*|organi?ation*)"])])
    >>> matches = Matcher(lexicons, tokens.vocabulary).match(tokens)
    >>> [tokens.joined[s:e] for s, e in zip(matches.start, matches.end)]
    ['terror-organization', 'terror groups']
    """

    def __init__(self, lexicons: CompiledLexicons, vocabulary: Vocabulary) -> None:
        self.lexicons = lexicons
        self._walker = lexicons.automaton.walker(vocabulary)

    def match(self, tokens: Tokens, *, overlapping: bool = False) -> Matches:
        """Return the matches in *tokens*; unless *overlapping*, the longest wins within a name."""
        first, length, entry, possessive = self._walker.walk(
            tokens.type_id, tokens.sentence, lambda at: _is_loose_gap(tokens, at)
        )
        n_entries = len(self.lexicons.entries)
        is_gate = entry >= n_entries
        opened = np.zeros((self.lexicons.n_gates + 1, len(tokens.texts)), np.bool_)
        opened[-1] = True
        article = np.searchsorted(tokens.first, first, "right") - 1
        opened[entry[is_gate] - n_entries, article[is_gate]] = True
        keep = ~is_gate
        keep[keep] = opened[self.lexicons.gate_number[entry[keep]], article[keep]]
        keep[keep] = self._pass_guards(tokens, first[keep], length[keep], entry[keep])
        first, length, entry = first[keep], length[keep], entry[keep]
        article, possessive = article[keep], possessive[keep]
        kept = (
            np.lexsort((entry, first))
            if overlapping
            else _longest(first, length, entry, self.lexicons)
        )
        first, length, entry = first[kept], length[kept], entry[kept]
        last = first + length - 1
        end = tokens.end[last] - np.where(possessive[kept], _POSSESSIVE_LENGTH, 0)
        return Matches(article[kept], tokens.start[first], end, first, last, entry)

    def _pass_guards(
        self, tokens: Tokens, first: Indices, length: Indices, entry: Indices
    ) -> npt.NDArray[np.bool_]:
        guards, capitals = self.lexicons.guards, self.lexicons.capitals
        guarded = np.zeros(len(self.lexicons.entries) + 1, np.bool_)
        guarded[[*guards, *capitals]] = True
        passed = np.ones(len(entry), np.bool_)
        sentence_first = tokens.sentence_starts()
        for at in np.flatnonzero(guarded[entry]).tolist():
            begin, stop, number = int(first[at]), int(first[at] + length[at]), int(entry[at])
            if number in capitals:
                surface = tokens.joined[tokens.start[begin] : tokens.end[stop - 1]]
                passed[at] = capitals[number].fullmatch(surface) is not None
            if passed[at] and number in guards:
                sentence = int(tokens.sentence[begin])
                low = int(sentence_first[sentence])
                high = (
                    int(sentence_first[sentence + 1])
                    if sentence + 1 < len(sentence_first)
                    else len(tokens)
                )
                types, ids = tokens.vocabulary.types, tokens.type_id
                before = [types[i] for i in ids[low:begin].tolist()]
                after = [types[i] for i in ids[stop:high].tolist()]
                passed[at] = guards[number].passes(before, after)
        return passed


def _is_loose_gap(tokens: Tokens, at: Indices) -> npt.NDArray[np.bool_]:
    """Tell whether only blanks, hyphens and quotation marks stand after each token of *at*."""
    begin, stop = tokens.end[at], tokens.start[at + 1]
    loose = stop - begin <= 1
    for i in np.flatnonzero(~loose).tolist():
        gap = tokens.joined[int(begin[i]) : int(stop[i])]
        loose[i] = len(gap) < 6 and _LOOSE_GAP.fullmatch(gap) is not None
    return loose


def _longest(
    first: Indices, length: Indices, entry: Indices, lexicons: CompiledLexicons
) -> Indices:
    """Return the matches that win, in order of place; names do not hinder one another."""
    if not len(first):
        return np.zeros(0, np.int64)
    name, place = lexicons.name_number[entry], first
    order = np.lexsort((entry, -length, first, name))
    first, length, name = first[order], length[order], name[order]
    stop = first + length
    reach = np.maximum.accumulate(stop + name.astype(np.int64) * (int(stop.max()) + 1))
    begin = first + name.astype(np.int64) * (int(stop.max()) + 1)
    clear = np.ones(len(first), np.bool_)
    clear[1:] = begin[1:] >= reach[:-1]
    group_starts = np.flatnonzero(clear)
    group_stops = np.append(group_starts[1:], len(first))
    kept = [order[group_starts[group_stops - group_starts == 1]]]
    crowded = group_stops - group_starts > 1
    for low, high in zip(
        group_starts[crowded].tolist(), group_stops[crowded].tolist(), strict=True
    ):
        kept.append(order[_resolve(first, stop, entry[order], low, high, lexicons)])
    winners = np.concatenate(kept)
    return winners[np.lexsort((entry[winners], place[winners]))]


def _resolve(
    first: Indices,
    stop: Indices,
    entry: Indices,
    low: int,
    high: int,
    lexicons: CompiledLexicons,
) -> list[int]:
    """Choose among overlapping matches: longer first, then earlier, then topical, then entry."""

    def rank(i: int) -> tuple[int, int, bool, int]:
        topic = lexicons.lexicon_of(int(entry[i])).topic
        return (
            int(first[i] - stop[i]),
            int(first[i]),
            topic is None or topic == "general",
            int(entry[i]),
        )

    chosen: list[int] = []
    for i in sorted(range(low, high), key=rank):
        if all(stop[i] <= first[j] or first[i] >= stop[j] for j in chosen):
            chosen.append(i)
    return chosen


def match_texts(texts: Sequence[str], lexicons: Iterable[Lexicon]) -> list[list[tuple[str, str]]]:
    """Return for each text its matches as (feature, wording), in order.

    >>> from framing.lexicon import lexicon_from_terms
    >>> match_texts(["A walkout began."], [lexicon_from_terms({"strike": ["walkout"]})])
    [[('own.strike', 'walkout')]]
    """
    from framing.tokens import tokenize

    tokens = tokenize(texts)
    compiled = compile_lexicons(lexicons)
    matches = Matcher(compiled, tokens.vocabulary).match(tokens)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    columns = (matches.article, matches.start, matches.end, matches.entry)
    for article, start, end, entry in zip(*(c.tolist() for c in columns), strict=True):
        found[article].append((compiled.feature(entry), tokens.joined[start:end]))
    return [found[i] for i in range(len(texts))]
