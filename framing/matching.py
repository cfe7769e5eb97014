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

from framing.errors import LexiconError
from framing.lexicon import Entry, Lexicon
from framing.terms.automaton import Automaton
from framing.terms.grammar import Choice, parse_term
from framing.terms.guard_screen import GuardScreen
from framing.text.characters import character_tables
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens

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
    """Lexicons made ready for matching: entry *i* is ``entries[i]`` of ``lexicon_of(i)``.

    Of overlapping matches with one ``rival_number`` only the longest stands.
    """

    lexicons: tuple[Lexicon, ...]
    entries: tuple[Entry, ...]
    lexicon_number: npt.NDArray[np.int32]
    rival_number: npt.NDArray[np.int32]
    is_general: npt.NDArray[np.bool_]
    gate_number: npt.NDArray[np.int32]
    n_gates: int
    automaton: Automaton

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
    terms: list[tuple[int, tuple[Choice, ...]]] = []
    gates: list[tuple[str, ...]] = []
    rivals: list[int] = []
    rival_number: dict[tuple[str, str | None], int] = {}
    for number, lexicon in enumerate(lexicons):
        if gated and lexicon.about_any:
            gates.append(lexicon.about_any)
        for entry in lexicon.entries:
            try:
                terms.append((len(entries), parse_term(entry.term)))
            except LexiconError as error:
                where = f"{lexicon.path or lexicon.key}:{entry.line or '?'}"
                raise LexiconError(f"{where}: {entry.term!r}: {error}") from error
            entries.append(entry)
            lexicon_number.append(number)
            rival = (lexicon.name, entry.category if lexicon.every_category else None)
            rivals.append(rival_number.setdefault(rival, len(rival_number)))
            gate_number.append(len(gates) - 1 if gated and lexicon.about_any else -1)
    for gate, openers in enumerate(gates):
        terms.extend((len(entries) + gate, parse_term(term)) for term in openers)
    by_lexicon = np.array(lexicon_number, np.int32)
    general_of = np.array([x.topic in (None, "general") for x in lexicons], np.bool_)
    return CompiledLexicons(
        lexicons=lexicons,
        entries=tuple(entries),
        lexicon_number=by_lexicon,
        rival_number=np.array(rivals, np.int32),
        is_general=general_of[by_lexicon] if len(entries) else by_lexicon.astype(np.bool_),
        gate_number=np.array(gate_number, np.int32),
        n_gates=len(gates),
        automaton=Automaton(terms),
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
        self._guards = GuardScreen(lexicons.entries, vocabulary)

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
        keep[keep] = self._guards.passes(tokens, first[keep], length[keep], entry[keep])
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


def _is_loose_gap(tokens: Tokens, at: Indices) -> npt.NDArray[np.bool_]:
    """Tell whether only blanks, hyphens and quotation marks stand after each token of *at*."""
    begin, stop = tokens.end[at], tokens.start[at + 1]
    loose = character_tables().loose.take(tokens.units.take(begin))
    for i in np.flatnonzero(loose & (stop - begin > 1)).tolist():
        gap = tokens.joined[int(begin[i]) : int(stop[i])]
        loose[i] = len(gap) < 6 and _LOOSE_GAP.fullmatch(gap) is not None
    return loose


def _longest(
    first: Indices, length: Indices, entry: Indices, lexicons: CompiledLexicons
) -> Indices:
    """Return the matches that win, in order of place; names do not hinder one another.

    Where matches of one name overlap, the longest is taken, of equally long ones the earlier,
    then the one of a file with a topic; what overlaps it is dropped; and so on with the rest.
    """
    if not len(first):
        return np.zeros(0, np.int64)
    rival = lexicons.rival_number[entry].astype(np.int64)
    longest = int(length.max())
    begin = first + rival * (int(first.max()) + longest + 1)
    stop = begin + length
    order = np.argsort(begin * (longest + 1) - length)
    clear = np.ones(len(first), np.bool_)
    clear[1:] = begin[order][1:] >= np.maximum.accumulate(stop[order])[:-1]
    crowd = np.empty(len(first), np.int64)
    crowd[order] = np.cumsum(clear) - 1
    alone = np.bincount(crowd)[crowd] == 1
    winners = [np.flatnonzero(alone)]
    left = np.flatnonzero(~alone)
    rank = np.lexsort(
        (entry[left], lexicons.is_general[entry[left]], begin[left], -length[left], crowd[left])
    )
    left = left[rank]
    while len(left):
        leads = np.ones(len(left), np.bool_)
        leads[1:] = crowd[left][1:] != crowd[left][:-1]
        leader = left[leads][np.cumsum(leads) - 1]
        winners.append(left[leads])
        left = left[(stop[left] <= begin[leader]) | (begin[left] >= stop[leader])]
    chosen = np.concatenate(winners)
    return chosen[np.argsort(first[chosen] * len(lexicons.entries) + entry[chosen])]


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
