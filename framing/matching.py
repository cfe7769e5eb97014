"""Finding the terms of many lexicons in a batch of tokens, in time that does not grow with them.

Every word pattern of every term is tested once a type, never once a token. What patterns a type
fits is its *signature*; terms of several words are walked by an automaton over signatures, whose
steps are remembered, for all places of the batch at once. Guards and capitals are looked at only
where a term already matched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.errors import LexiconError
from framing.lexicon import Entry, Lexicon
from framing.terms.automaton import Automaton
from framing.terms.candidates import Candidates
from framing.terms.grammar import Choice, parse_term
from framing.terms.guard_screen import GuardScreen
from framing.terms.walker import Walker
from framing.text.characters import character_tables, code_units
from framing.text.gaps import classes_of_gaps
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]

_WIDEST_GAP = 6
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

    Its feature, ``name.category``, is ``features[feature_number[i]]``; they are sorted. Of
    overlapping matches with one ``rival_number`` only the longest stands. Entries behind no gate
    have ``gate_number`` 0; the openers of gate *g* are numbered ``len(entries) + g - 1``.
    """

    lexicons: tuple[Lexicon, ...]
    entries: tuple[Entry, ...]
    lexicon_number: npt.NDArray[np.int32]
    features: tuple[str, ...]
    feature_number: npt.NDArray[np.int32]
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
        return self.features[int(self.feature_number[entry])]


def compile_lexicons(lexicons: Iterable[Lexicon], *, gated: bool = True) -> CompiledLexicons:
    """Make *lexicons* ready for matching; not *gated*, ``about_any`` is not asked for.

    Raises LexiconError for a term that cannot be read.
    """
    lexicons = tuple(lexicons)
    entries: list[Entry] = []
    gate_number: list[int] = []
    terms: list[tuple[int, tuple[Choice, ...]]] = []
    gates: list[tuple[str, ...]] = []
    rivals: list[int] = []
    rival_number: dict[tuple[str, str | None], int] = {}
    for lexicon in lexicons:
        if gated and lexicon.about_any:
            gates.append(lexicon.about_any)
        for entry in lexicon.entries:
            terms.append((len(entries), _parsed(entry, lexicon)))
            entries.append(entry)
            rival = (lexicon.name, entry.category if lexicon.every_category else None)
            rivals.append(rival_number.setdefault(rival, len(rival_number)))
            gate_number.append(len(gates) if gated and lexicon.about_any else 0)
    for gate, openers in enumerate(gates):
        terms.extend((len(entries) + gate, parse_term(term)) for term in openers)
    n_entries = np.array([len(lexicon.entries) for lexicon in lexicons], np.int64)
    by_lexicon = np.arange(len(lexicons), dtype=np.int32).repeat(n_entries)
    feature = [f"{x.name}.{entry.category}" for x in lexicons for entry in x.entries]
    features = tuple(sorted(set(feature)))
    number = {name: n for n, name in enumerate(features)}
    general_of = np.array([x.topic in (None, "general") for x in lexicons], np.bool_)
    return CompiledLexicons(
        lexicons=lexicons,
        entries=tuple(entries),
        lexicon_number=by_lexicon,
        features=features,
        feature_number=np.array([number[name] for name in feature], np.int32),
        rival_number=np.array(rivals, np.int32),
        is_general=general_of[by_lexicon],
        gate_number=np.array([*gate_number, *range(1, len(gates) + 1)], np.int32),
        n_gates=len(gates),
        automaton=Automaton(terms),
    )


def _parsed(entry: Entry, lexicon: Lexicon) -> tuple[Choice, ...]:
    """Return the term of an *entry*, parsed; an error names its file and line."""
    try:
        return parse_term(entry.term)
    except LexiconError as error:
        where = lexicon.path or lexicon.key
        raise LexiconError(f"{where}:{entry.line or '?'}: {error}") from error


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
        self._walker = Walker(lexicons.automaton, vocabulary)
        self._guards = GuardScreen(lexicons.entries, vocabulary)

    def match(self, tokens: Tokens, *, overlapping: bool = False) -> Matches:
        """Return the matches in *tokens*; unless *overlapping*, the longest wins within a name."""
        found = self._walker.walk(tokens.type_id, lambda at: _runs_on(tokens, at))
        found = found.take(np.flatnonzero(self._opened(tokens, found)))
        passed = self._guards.passes(tokens, found.first, found.length, found.entry)
        found = found.take(np.flatnonzero(passed))
        if not overlapping:
            found = found.take(_longest(found, self.lexicons))
        first = found.first
        last = first + (found.length - 1)
        return Matches(
            article=_article_of(tokens, first),
            start=tokens.start.take(first),
            end=tokens.end.take(last) - _POSSESSIVE_LENGTH * found.possessive,
            first=first,
            last=last,
            entry=found.entry,
        )

    def _opened(self, tokens: Tokens, found: Candidates) -> npt.NDArray[np.bool_]:
        """Tell which candidates are entries, of files whose ``about_any`` the article has."""
        if not self.lexicons.n_gates:
            return np.ones(len(found), np.bool_)
        entry, n_gates = found.entry, self.lexicons.n_gates + 1  # 0 for what stands behind none
        is_entry = entry < len(self.lexicons.entries)
        gate = _article_of(tokens, found.first) * n_gates + self.lexicons.gate_number.take(entry)
        is_open = np.zeros((len(tokens.texts), n_gates), np.bool_)
        is_open[:, 0] = True
        is_open.put(gate.compress(~is_entry), True)
        opened: npt.NDArray[np.bool_] = is_open.take(gate)
        opened &= is_entry
        return opened


def _article_of(tokens: Tokens, at: Indices) -> Indices:
    """Return the number of the text of each token of *at*, which are sorted."""
    bounds = np.searchsorted(at, tokens.first)
    return np.repeat(np.arange(len(tokens.texts)), np.diff(bounds))


def _runs_on(tokens: Tokens, at: Indices) -> npt.NDArray[np.bool_]:
    """Tell where in a sentence only blanks, hyphens and quotation marks follow a token of *at*."""
    runs_on: npt.NDArray[np.bool_] = classes_of_gaps(tokens, at, _is_loose) > 0
    runs_on &= tokens.sentence.take(at) == tokens.sentence.take(at + 1)
    return runs_on


def _is_loose(gap: str) -> bool:
    units = code_units(gap)
    return 0 < len(gap) < _WIDEST_GAP and bool(character_tables().loose.take(units).all())


def _longest(found: Candidates, lexicons: CompiledLexicons) -> Indices:
    """Return the candidates that win, in order; names do not hinder one another.

    Where candidates of one name overlap, the longest is taken, of equally long ones the earlier,
    then the one of a file with a topic; what overlaps it is dropped; and so on with the rest.
    """
    first, length = found.first, found.length
    begins = np.ones(len(found) + 1, np.bool_)
    reach = np.maximum.accumulate(first + length)
    np.greater_equal(first[1:], reach[:-1], out=begins[1:-1])
    wins = begins[:-1] & begins[1:]
    crowded = np.flatnonzero(~wins)
    rows = _longest_of_crowded(
        first.take(crowded), length.take(crowded), found.entry.take(crowded), lexicons
    )
    wins[crowded.take(rows)] = True
    return np.flatnonzero(wins)


def _longest_of_crowded(
    first: Indices, length: Indices, entry: Indices, lexicons: CompiledLexicons
) -> Indices:
    """Return the winners among candidates of which many overlap, in any order."""
    if not len(first):
        return np.zeros(0, np.int64)
    rival = lexicons.rival_number.take(entry).astype(np.int64)
    longest = int(length.max())
    begin = first + rival * (int(first[-1]) + longest + 1)
    stop = begin + length
    order = np.argsort(begin * (longest + 1) - length)
    clear = np.ones(len(first), np.bool_)
    clear[1:] = begin.take(order[1:]) >= np.maximum.accumulate(stop.take(order))[:-1]
    crowd = np.empty(len(first), np.int64)
    crowd[order] = np.cumsum(clear) - 1
    alone = np.bincount(crowd).take(crowd) == 1
    winners = [np.flatnonzero(alone)]
    left = np.flatnonzero(~alone)
    entry = entry.take(left)
    rank = np.lexsort((entry, lexicons.is_general[entry], begin[left], -length[left], crowd[left]))
    left = left[rank]
    while len(left):
        leads = np.ones(len(left), np.bool_)
        leads[1:] = crowd[left][1:] != crowd[left][:-1]
        leader = left[leads][np.cumsum(leads) - 1]
        winners.append(left[leads])
        left = left[(stop[left] <= begin[leader]) | (begin[left] >= stop[leader])]
    return np.concatenate(winners)


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
