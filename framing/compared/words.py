"""Each outlet's distinctive words and phrases on shared events, in its own voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.compared.wire import stretches
from framing.errors import LexiconError
from framing.lexicon import lexicon_from_terms
from framing.matching import Matcher, compile_lexicons
from framing.statistics.log_odds import MIN_LISTED, distinctive_terms
from framing.tables import COMPARISON_TABLES, make_table
from framing.terms.grammar import parse_term
from framing.text.sections import CAPTION, find_sections
from framing.text.vocabulary import Vocabulary
from framing.tokens import NUMERIC, Tokens, tokenize

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_BATCH = 128
_GENERIC = frozenset("english news online net com the daily".split())
_PAIR = 32
_TERMS_AT_ONCE = 1_000_000


def term_places(
    analysis: Analysis, selection: Selection, terms: Sequence[str], outlet: str
) -> dict[str, list[tuple[int, int, int]]]:
    """Return article number, start and end of every use of each of *terms* that *outlet* counts."""
    vocabulary = Vocabulary()
    term_of = {_key(vocabulary.ids_of(term.split(" "))): term for term in terms}
    wanted = np.array(sorted(term_of), np.int64)
    members = [n for n in shared_members(analysis, selection) if selection.outlet[n] == outlet]
    found: dict[str, list[tuple[int, int, int]]] = {term: [] for term in terms}
    for batch, tokens, _, plain in own_tokens(analysis, selection, members, vocabulary):
        ids = tokens.type_id.astype(np.int64) << _PAIR
        phrases = ids | np.append(ids[1:] >> _PAIR, 0)
        adjoining = _adjoining(tokens, plain)
        for keys, terms_begin, further in ((ids, plain, 0), (phrases, adjoining, 1)):
            for first in np.flatnonzero(terms_begin & np.isin(keys, wanted)).tolist():
                place = int(tokens.text_of(tokens.start[first : first + 1])[0])
                shift = int(tokens.text_start[place])
                start, end = int(tokens.start[first]), int(tokens.end[first + further])
                found[term_of[int(keys[first])]].append((batch[place], start - shift, end - shift))
    return found


def _key(ids: Sequence[int]) -> int:
    """Return the key of a word or of a phrase of two."""
    return (ids[0] << _PAIR) | (ids[1] if len(ids) > 1 else 0)


def words_table(analysis: Analysis, selection: Selection, seed: int) -> pd.DataFrame:
    """Return each outlet's distinctive terms against the others, the strongest first.

    Words and two-word phrases of the outlet's own voice, without captions, numerals and the
    outlets' own names; terms of fewer than 3 events or articles are not listed.
    """
    cells = _CellTerms(analysis, selection)
    rows = []
    if len(selection.shared) and len(selection.outlets) > 1 and cells.terms:
        found = distinctive_terms(
            cells.counts,
            cells.exposure,
            cells.articles,
            outlets=selection.outlets,
            terms=cells.terms,
            matched=selection.matched,
            seed=seed,
        )
        for e, uses in zip(found, cells.uses([(e.target, e.feature) for e in found]), strict=True):
            rows.append(
                (
                    e.feature,
                    e.target,
                    *uses,
                    e.value,
                    e.z,
                    e.p_adj,
                    e.n_articles,
                    e.n_events,
                    e.matched,
                    e.verdict,
                    e.why,
                )
            )
    return make_table(COMPARISON_TABLES["words"], rows)


class _CellTerms:
    """Counts of terms by outlet and shared event: matrices of events × terms, one an outlet."""

    def __init__(self, analysis: Analysis, selection: Selection) -> None:
        self._vocabulary = Vocabulary()
        self.outlets = selection.outlets
        outlets = {name: n for n, name in enumerate(selection.outlets)}
        events = {name: n for n, name in enumerate(selection.shared)}
        members = shared_members(analysis, selection)
        self.exposure = np.zeros((len(outlets), max(len(events), 1)))
        keys, articles = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for article, terms, n_words in (
            found
            for batch, tokens, own, plain in own_tokens(
                analysis, selection, members, self._vocabulary
            )
            for found in _terms_by_article(batch, tokens, own, plain)
        ):
            outlet, event = outlets[selection.outlet[article]], events[selection.event[article]]
            self.exposure[outlet, event] += n_words
            keys.append(terms)
            articles.append(np.full(len(terms), article))
        self._tabulate(np.concatenate(keys), np.concatenate(articles), selection, outlets, events)

    def _tabulate(
        self,
        keys: Indices,
        article: Indices,
        selection: Selection,
        outlets: dict[str, int],
        events: dict[str, int],
    ) -> None:
        from scipy import sparse

        parts = 1 + len(keys) // _TERMS_AT_ONCE
        of_part = ((keys >> _PAIR) % parts == part for part in range(parts))
        listed = [_listed(keys[rows], article[rows]) for rows in of_part]
        key, article, count = (np.concatenate(column) for column in zip(*listed, strict=True))
        distinct, term = np.unique(key, return_inverse=True)
        terms = [self._spell(key) for key in distinct.tolist()]
        order = np.argsort(np.array(terms, dtype=object), kind="stable")
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        self.terms = [terms[i] for i in order.tolist()]
        term = rank[term.reshape(-1)]
        outlet = np.array([outlets.get(name, -1) for name in selection.outlet])[article]
        event = np.array([events.get(name, -1) for name in selection.event])[article]
        shape = (max(len(events), 1), len(self.terms))
        self.counts, self.articles = [], []
        for o in range(len(outlets)):
            rows = outlet == o
            place = (event[rows], term[rows])
            self.counts.append(sparse.csr_array((count[rows].astype(float), place), shape=shape))
            self.articles.append(sparse.csr_array((np.ones(int(rows.sum())), place), shape=shape))

    def uses(self, places: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
        """Return for outlets and terms the outlet's uses, and others' on events it covered."""
        number = {term: n for n, term in enumerate(self.terms)}
        pooled = sum(self.counts)
        both = {}
        for o, outlet in enumerate(self.outlets):
            events = (self.exposure[o] > 0).astype(float)
            both[outlet] = np.asarray(self.counts[o].T @ events), np.asarray(pooled.T @ events)
        found = []
        for outlet, term in places:
            own, everyone = (round(uses[number[term]]) for uses in both[outlet])
            found.append((own, everyone - own))
        return found

    def _spell(self, key: int) -> str:
        types = self._vocabulary.types
        first, second = key >> _PAIR, key & ((1 << _PAIR) - 1)
        return types[first] if not second else f"{types[first]} {types[second]}"


def _listed(keys: Indices, article: Indices) -> tuple[Indices, Indices, Indices]:
    """Return key, article and uses of the terms of so many articles that they may be listed."""
    distinct, number = np.unique(keys, return_inverse=True)
    width = int(article.max(initial=0)) + 1
    pair, uses = np.unique(number.reshape(-1) * width + article, return_counts=True)
    term, article = pair // width, pair % width
    kept = (np.bincount(term, minlength=len(distinct)) >= MIN_LISTED)[term]
    return distinct[term[kept]], article[kept], uses[kept]


def shared_members(analysis: Analysis, selection: Selection) -> list[int]:
    """Return the numbers of the counted articles on shared events."""
    shared = set(selection.shared)
    return [
        n
        for n in range(len(analysis.corpus))
        if selection.counted[n] and selection.event[n] in shared
    ]


def own_tokens(
    analysis: Analysis, selection: Selection, members: Sequence[int], vocabulary: Vocabulary
) -> Iterator[tuple[Sequence[int], Tokens, Flags, Flags]]:
    """Yield batches: article numbers, tokens, which are own voice, which may be terms."""
    matcher = _name_matcher(selection.outlets, vocabulary)
    foreign = analysis.findings.foreign[:, :3]
    chosen_to_run = selection.wire.rows
    for begin in range(0, len(members), _BATCH):
        batch = members[begin : begin + _BATCH]
        articles = [analysis.corpus[n] for n in batch]
        tokens = tokenize([a.text for a in articles], vocabulary=vocabulary)
        own = find_sections(articles, tokens) != CAPTION
        for spans in (foreign, chosen_to_run):
            own &= stretches(spans, np.array(batch, np.int64), tokens) == 0
        plain = own & (tokens.shape != NUMERIC) & (tokens.end - tokens.start > 1)
        if matcher is not None:
            names = matcher.match(tokens)
            for first, last in zip(names.first.tolist(), names.last.tolist(), strict=True):
                plain[first : last + 1] = False
        yield batch, tokens, own, plain


def _adjoining(tokens: Tokens, plain: Flags) -> Flags:
    """Tell for each token whether it and the next make a phrase."""
    adjoining = np.zeros(len(tokens), np.bool_)
    adjoining[:-1] = (
        plain[:-1]
        & plain[1:]
        & (tokens.sentence[:-1] == tokens.sentence[1:])
        & (tokens.start[1:] - tokens.end[:-1] == 1)
    )
    return adjoining


def _terms_by_article(
    batch: Sequence[int],
    tokens: Tokens,
    own: Flags,
    plain: Flags,
) -> Iterator[tuple[int, Indices, int]]:
    ids = tokens.type_id.astype(np.int64)
    adjoining = _adjoining(tokens, plain)
    following = np.append(ids[1:], 0)
    for place, number in enumerate(batch):
        low, high = int(tokens.first[place]), int(tokens.first[place + 1])
        single = ids[low:high][plain[low:high]] << _PAIR
        double = adjoining[low:high]
        phrase = (ids[low:high][double] << _PAIR) | following[low:high][double]
        yield number, np.concatenate((single, phrase)), int(own[low:high].sum())


def _name_matcher(outlets: Sequence[str], vocabulary: Vocabulary) -> Matcher | None:
    """Return a matcher for the outlets' own names, also without words such as "News"."""
    names = set()
    for outlet in outlets:
        words = "".join(c if c.isalnum() else " " for c in outlet).split()
        short = [w for w in words if w.lower() not in _GENERIC]
        names |= {" ".join(words), " ".join(short)}
    terms = []
    for name in sorted(names - {""}):
        try:
            parse_term(name)
        except LexiconError:
            continue
        terms.append(name)
    if not terms:
        return None
    return Matcher(compile_lexicons([lexicon_from_terms(terms)]), vocabulary)
