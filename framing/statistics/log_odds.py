"""Words that set an outlet apart: weighted log-odds with an informative Dirichlet prior.

Monroe, Colaresi and Quinn (2008), Fightin' Words, Political Analysis 16:372–403. Their z treats
words as independent, so here it only ranks; q comes from swapping whole cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.estimate import (
    ALPHA,
    MIN_ARTICLES,
    MIN_EVENTS,
    MIN_HITS,
    Estimate,
    Matching,
    Verdict,
    number_or_none,
    why_too_few,
)
from framing.resampling import SwapTest, role_tests, swap_test
from framing.statistics.against_rest import REST
from framing.statistics.exposure import equal_exposure

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

MIN_LISTED = 3
SWAPS_OF_WORDS = 499
# As q is adjusted for the outlets as well, many of them take more draws to reach any level.
_SWAPS_AN_OUTLET, _MOST_SWAPS = 50, 4_999


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One outlet against the others on the events it shares with any of them."""

    target: Floats
    reference: Floats
    words: float
    prior: Floats
    prior_words: float
    n_hits: Floats
    n_informative: NDArray[np.int64]
    n_articles: NDArray[np.int64]
    listed: NDArray[np.bool_]
    events: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Scores:
    """How far each term sets an outlet apart, shape (n_terms,), and what the prior weighs.

    ``delta`` and ``z`` are NaN for terms that nobody has on the outlet's events; ``q`` is the
    adjusted p.
    """

    delta: Floats
    z: Floats
    p: Floats
    q: Floats
    a0: float


@dataclass(frozen=True, slots=True, eq=False)
class _Pooled:
    """Hits, articles with a hit and scaled hits of all outlets: events × terms, sparse."""

    hits: Any
    articles: Any
    scaled: Any


def log_odds(
    target: ArrayLike,
    reference: ArrayLike,
    n_target: float,
    n_reference: float,
    alpha: ArrayLike,
    alpha_0: float,
) -> tuple[Floats, Floats]:
    """Return Monroe et al.'s log-odds ratio and z per term.

    *target* and *reference* are counts y per term out of n words each; *alpha* holds the prior's
    pseudo-counts of these terms and *alpha_0* those of all words. Per side the log odds are
    ``log((y + alpha) / (n + alpha_0 - y - alpha))``; delta is their difference, its variance the
    sum of ``1 / (y + alpha)``, and ``z = delta / sqrt(variance)``. Terms need alpha > 0.

    >>> delta, z = log_odds([30], [10], 1000, 1000, [2], 100)
    >>> round(float(delta[0]), 2), round(float(z[0]), 2)
    (1.0, 2.95)
    """
    prior = np.asarray(alpha, dtype=float)
    in_target = np.asarray(target, dtype=float) + prior
    in_reference = np.asarray(reference, dtype=float) + prior
    delta = np.log(in_target / (n_target + alpha_0 - in_target)) - np.log(
        in_reference / (n_reference + alpha_0 - in_reference)
    )
    return delta, delta / np.sqrt(1 / in_target + 1 / in_reference)


def distinctive_terms(
    counts: Sequence[Any],
    exposure: ArrayLike,
    articles: Sequence[Any],
    *,
    outlets: Sequence[str],
    terms: Sequence[str],
    a0: float | None = None,
    top: int = 100,
    voice: str = "own",
    matched: Matching = "event",
    swaps: int = SWAPS_OF_WORDS,
    seed: int = 0,
) -> list[Estimate]:
    """Return each outlet's most distinctive terms against the others on shared events.

    *counts* and *articles* (with the term) hold one events × terms matrix per outlet, dense or
    SciPy sparse; *exposure* is words, outlets × events. In each event every outlet's counts are
    scaled to the harmonic mean of the words there (equal exposure), and the others weigh equally.
    The prior is the mix of all outlets' words on these events, worth *a0* words: by default the
    mean cell, so that one ordinary cell of evidence weighs as much as the prior.

    Listed are terms with positive log-odds in 3 or more events (so articles) of the outlet, by
    descending z, at most *top* per outlet. ``p_adj`` (q) is adjusted over the whole table: by
    max-T over all terms of the outlet that are not ``too_few``, whatever their z, from swaps (two
    outlets) or roles (more) of whole cells; and, where there are more than two, by Bonferroni over
    the outlets that have such terms. There are at least *swaps* draws.
    """
    size = np.asarray(exposure, dtype=float)
    shape = (size.shape[1], len(terms))
    if len(counts) != len(outlets) or any(matrix.shape != shape for matrix in counts):
        raise ValueError(f"counts must hold {len(outlets)} matrices of events × terms {shape}")
    sides, scaled = _sides(counts, articles, size)
    tested = _tests(sides, scaled, (size > 0).T, swaps, seed)
    references = outlets[::-1] if len(outlets) == 2 else [REST] * len(outlets)
    pairs = zip(outlets, references, strict=True)
    rows: list[Estimate] = []
    for side, pair, (p, q) in zip(sides, pairs, tested, strict=True):
        if not side.events.any():
            continue
        known = size[:, side.events]
        scores = _scores(side, p, q, a0 if a0 is not None else float(known[known > 0].mean()))
        rows += [
            _estimate(side, scores, term, terms[term], pair, voice, matched)
            for term in _most_distinctive(side, scores, terms)[:top]
        ]
    return rows


def _sides(
    counts: Sequence[Any], articles: Sequence[Any], size: Floats
) -> tuple[list[_Side], list[Any]]:
    """Return every outlet against the others, and its counts at equal exposure."""
    from scipy import sparse

    hits = [sparse.csr_array(matrix, dtype=float) for matrix in counts]
    with_term = [sparse.csr_array(matrix, dtype=float) for matrix in articles]
    covers = (size > 0).T
    scaled, harmonic = _equally_exposed(hits, size)
    pooled = _Pooled(sum(hits), sum(with_term), sum(scaled))
    sides = [
        _side(own, own_scaled, pooled, size, harmonic, covers, covers[:, o])
        for o, (own, own_scaled) in enumerate(zip(hits, scaled, strict=True))
    ]
    return sides, scaled


def _equally_exposed(hits: Sequence[Any], size: Floats) -> tuple[list[Any], Floats]:
    """Return the counts of each outlet scaled to the harmonic mean of each event's words, and it.

    *hits* are sparse, events × terms; *size* is words, outlets × events.
    """
    from scipy import sparse

    inverse, harmonic = equal_exposure(size)
    scaled = [
        sparse.csr_array(matrix.multiply((inverse[o] * harmonic)[:, None]))
        for o, matrix in enumerate(hits)
    ]
    return scaled, harmonic


def _side(
    hits: Any,
    scaled: Any,
    pooled: _Pooled,
    size: Floats,
    harmonic: Floats,
    covers: NDArray[np.bool_],
    covered: NDArray[np.bool_],
) -> _Side:
    present = covers.sum(axis=1)
    events = covered & (present > 1)
    use = events.astype(float)
    share = np.divide(use, present - 1, out=np.zeros(len(use)), where=events)
    everyone, own = np.asarray(pooled.scaled.T @ share), np.asarray(scaled.T @ share)
    # What floating point leaves of a sum that is all the outlet's own is no use by the others.
    rest = np.where(everyone - own > 1e-9 * everyone, everyone - own, 0.0)
    n_hits = np.asarray(pooled.hits.T @ use)
    return _Side(
        target=np.asarray(scaled.T @ use),
        reference=rest,
        words=float(harmonic[events].sum()),
        prior=n_hits,
        prior_words=float(size[:, events].sum()),
        n_hits=n_hits,
        n_informative=np.asarray((pooled.hits > 0).astype(float).T @ use).astype(np.int64),
        n_articles=np.asarray(pooled.articles.T @ use).astype(np.int64),
        listed=np.asarray((hits > 0).astype(float).T @ use) >= MIN_LISTED,
        events=events,
    )


def _tests(
    sides: Sequence[_Side],
    scaled: list[Any],
    covers: NDArray[np.bool_],
    swaps: int,
    seed: int,
) -> list[tuple[Floats, Floats]]:
    """Return p and q of every term for each outlet; outlets of the same events share draws."""
    n_terms = scaled[0].shape[1] if scaled else 0
    out = [(np.full(n_terms, np.nan), np.full(n_terms, np.nan)) for _ in sides]
    groups: dict[bytes, list[int]] = {}
    for o, side in enumerate(sides):
        if len(_tested(side)):
            groups.setdefault(side.events.tobytes(), []).append(o)
    n_outlets = sum(len(targets) for targets in groups.values())
    # Of two outlets one is distinctive where the other is not: that is one test, not two.
    tests = n_outlets if len(sides) > 2 else 1
    swaps = _n_swaps(swaps, tests)
    for targets in groups.values():
        side = sides[targets[0]]
        columns = _tested(side)
        terms = [matrix[:, columns] for matrix in scaled]
        for o, test in zip(
            targets, _tests_of(targets, terms, covers, side.events, swaps, seed), strict=True
        ):
            out[o][0][columns] = test.p
            out[o][1][columns] = np.minimum(test.p_adj * tests, 1.0)
    return out


def _n_swaps(swaps: int, tests: int) -> int:
    return max(swaps, min(_SWAPS_AN_OUTLET * tests - 1, _MOST_SWAPS))


def least_q(tests: int, *, swaps: int = SWAPS_OF_WORDS) -> float:
    """Return the smallest q that drawn exchanges can give where *tests* outlets are tested.

    >>> least_q(1), least_q(4)
    (0.002, 0.008)
    """
    return tests / (_n_swaps(swaps, tests) + 1)


def _tested(side: _Side) -> NDArray[np.intp]:
    """Return the terms that are not too few."""
    return np.flatnonzero(
        (side.n_informative >= MIN_EVENTS)
        & (side.n_hits >= MIN_HITS)
        & (side.n_articles >= MIN_ARTICLES)
    )


def _tests_of(
    targets: Sequence[int],
    terms: Sequence[Any],
    covers: NDArray[np.bool_],
    events: NDArray[np.bool_],
    swaps: int,
    seed: int,
) -> list[SwapTest]:
    from scipy import sparse

    if len(terms) == 2:
        return [
            swap_test(
                (terms[o] - terms[1 - o]).toarray()[events].T, family=True, swaps=swaps, seed=seed
            )
            for o in targets
        ]
    n_events, n_outlets = covers.shape
    by_event = np.arange(n_events * n_outlets).reshape(n_outlets, n_events).T.ravel()
    slots = sparse.vstack(terms, format="csr")[by_event]
    return role_tests(slots, covers, targets, family=True, swaps=swaps, seed=seed)


def _scores(side: _Side, p: Floats, q: Floats, a0: float) -> _Scores:
    known = np.flatnonzero(side.prior > 0)
    alpha = side.prior[known] * (a0 / side.prior_words)
    delta, z = (np.full(len(side.prior), np.nan) for _ in range(2))
    with np.errstate(divide="ignore", invalid="ignore"):
        # A term that is all a side's text has no odds; it is not listed.
        delta[known], z[known] = log_odds(
            side.target[known], side.reference[known], side.words, side.words, alpha, a0
        )
    return _Scores(delta, z, p, q, a0)


def _most_distinctive(side: _Side, scores: _Scores, terms: Sequence[str]) -> list[int]:
    """Return the numbers of the terms that are listed, by descending z."""
    listed = np.isfinite(scores.delta) & (scores.delta > 0) & side.listed
    return sorted(np.flatnonzero(listed).tolist(), key=lambda term: (-scores.z[term], terms[term]))


def _estimate(
    side: _Side,
    scores: _Scores,
    term: int,
    name: str,
    outlets: tuple[str, str],
    voice: str,
    matched: Matching,
) -> Estimate:
    """Return the row of *term*, called *name*, of *outlets* the target and the reference."""
    n_hits, q = float(side.n_hits[term]), scores.q[term]
    n_informative, n_articles = int(side.n_informative[term]), int(side.n_articles[term])
    lacking = why_too_few(n_informative, n_hits, n_articles)
    verdict: Verdict = "too_few" if lacking else "no_evidence"
    if not lacking and q <= ALPHA and matched == "event":
        verdict = "differs"
    return Estimate(
        statistic="log_odds",
        feature=name,
        target=outlets[0],
        reference=outlets[1],
        voice=voice,
        value=float(scores.delta[term]),
        z=float(scores.z[term]),
        p=number_or_none(scores.p[term]),
        p_adj=number_or_none(q),
        family=None if lacking else "words (max-T, Bonferroni over outlets)",
        n_target=float(side.target[term]),
        n_reference=float(side.reference[term]),
        exposure_target=side.words,
        exposure_reference=side.words,
        n_events=int(side.events.sum()),
        n_informative=n_informative,
        n_articles=n_articles,
        matched=matched,
        verdict=verdict,
        why=lacking or f"prior worth {scores.a0:.0f} words of all outlets; q {q:.2g}",
    )
