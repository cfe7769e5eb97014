"""Tests by exchanging whole cells within events: what could have been, had outlets been alike.

A cell is all an outlet wrote on one event: its count travels with its exposure. Exchanging the
cells of two outlets in event *e* turns the Mantel–Haenszel difference
``d_e = (a_e B_e - b_e A_e) / N_e`` into ``-d_e``, so a row of the test is the vector of its
``d_e`` and an exchange is a vector of signs. The *same* signs serve all rows of a pair, which
keeps the correlations between features, and with them Westfall and Young's max-T, honest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.statistics.tails import HOPELESS, TIE, n_reaching, tails

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

EXACT_EVENTS = 13  # 2 ** 13 exchanges are fewer than the 9,999 drawn otherwise
SWAPS = 9_999
BLOCK = 500
LOOK = 1_000  # draws after which drawing stops where p lies clearly above any level


@dataclass(frozen=True, slots=True, eq=False)
class SwapTest:
    """Observed studentized scores and two-sided p, one per row; ``p_max`` is max-T adjusted."""

    z: Floats
    p: Floats
    p_max: Floats | None = None

    @property
    def p_adj(self) -> Floats:
        """``p_max`` where the rows were tested as a family, else ``p``."""
        return self.p if self.p_max is None else self.p_max


def swap_test(
    differences: ArrayLike,
    *,
    family: bool = False,
    pairs: ArrayLike | None = None,
    swaps: int = SWAPS,
    seed: int = 0,
) -> SwapTest:
    """Test each row of *differences* (rows × events) against the swaps of cells within events.

    The score is ``sum(d) / sqrt(sum(d**2))``; its scale does not change under swaps, so for one
    row it orders the swaps as the t statistic does, and it makes rows comparable for the maximum.
    Rows with at most 13 non-zero events are enumerated exactly; the others get the Monte Carlo p
    ``(b + 1) / (swaps + 1)``. With *family*, ``p_max`` is the step-down max-T adjusted p over all
    rows (Westfall and Young 1993; Phipson and Smyth 2010 for the ``+ 1``). *pairs* numbers the
    pair of outlets each row belongs to: rows of one pair share their swaps, and pairs are swapped
    independently of each other, which is cautious, since pairs with an outlet in common go
    together. A row without any difference has p 1.

    Drawing stops for rows whose p is above 0.1 after 1,000 draws (Besag and Clifford 1991). That
    keeps p valid at any level u: below 0.1 a row has to hold out to the end, where its p is that
    of all draws; above, only rows that stop with a p of at most u, or go on, can have one.

    >>> swap_test([[1.0] * 8]).p.tolist() == [2 / 2**8]
    True
    """
    d = np.atleast_2d(np.asarray(differences, dtype=float))
    scale = np.sqrt((d**2).sum(axis=1))
    scaled = np.divide(d, scale[:, None], out=np.zeros_like(d), where=scale[:, None] > 0)
    z = scaled.sum(axis=1)
    p = _p_by_row(scaled, np.abs(z), swaps, seed)
    if not family:
        return SwapTest(z=z, p=p)
    of_pair = np.zeros(len(d), dtype=int) if pairs is None else np.asarray(pairs, dtype=int)
    p_max = _p_of_family(scaled, np.abs(z), of_pair, swaps, seed)
    return SwapTest(z=z, p=p, p_max=np.maximum(p, p_max))


def _p_by_row(scaled: Floats, observed: Floats, swaps: int, seed: int) -> Floats:
    """Return the p of each row: exact where it has few events, else by Monte Carlo."""
    p = np.ones(len(scaled))
    n_active = (scaled != 0).sum(axis=1)
    small, large = (n_active > 0) & (n_active <= EXACT_EVENTS), n_active > EXACT_EVENTS
    for width in np.unique(n_active[small]).tolist():
        rows = np.flatnonzero(n_active == width)
        compact = scaled[rows][scaled[rows] != 0].reshape(len(rows), width)
        blocks = (compact @ signs.T for signs in _all_signs(width))
        p[rows] = tails(blocks, observed[rows][None], exact=True)[0][0]
    if large.any():
        p[large] = _drawn_tails(scaled[large], observed[large], swaps, seed)
    return p


def _p_of_family(
    scaled: Floats, observed: Floats, of_pair: NDArray[np.int_], swaps: int, seed: int
) -> Floats:
    """Return step-down max-T adjusted p, exact for one pair with few events."""
    active = (scaled != 0).any(axis=0)
    exact = int(active.sum()) <= EXACT_EVENTS and len(np.unique(of_pair)) == 1
    if exact:
        nulls: Iterator[Floats] = (
            scaled[:, active] @ signs.T for signs in _all_signs(int(active.sum()))
        )
    else:
        nulls = _null_by_pair(scaled, of_pair, swaps, seed)
    return tails(nulls, observed[None], exact=exact, family=True)[0][1]


def role_test(
    values: Any,
    covers: NDArray[np.bool_],
    target: int,
    *,
    family: bool = False,
    swaps: int = SWAPS,
    seed: int = 0,
) -> SwapTest:
    """Test one outlet against the rest by drawing which outlet plays its part in each event.

    *values* has one row per (event, outlet) slot, events varying slowest, and one column per
    feature: rates times the event's weight, dense or SciPy sparse, 0 where the outlet did not
    cover the event. *covers* is events × outlets. In each event that the *target* covered with
    at least one other, every outlet that covered it is equally likely to be the target; the rest
    weigh equally. The score is the weighted sum of target minus mean of the rest, divided by its
    standard deviation over all assignments. With two outlets this is :func:`swap_test` by
    Monte Carlo.
    """
    return role_tests(values, covers, [target], family=family, swaps=swaps, seed=seed)[0]


def role_tests(
    values: Any,
    covers: NDArray[np.bool_],
    targets: Sequence[int],
    *,
    family: bool = False,
    swaps: int = SWAPS,
    seed: int = 0,
) -> list[SwapTest]:
    """Test several *targets*, each as :func:`role_test` does, from one set of draws.

    Raises ValueError unless they covered the same events with others: only then is what could
    have been the same for all of them.
    """
    from scipy import sparse

    present = covers.sum(axis=1)
    shared = covers[:, targets] & (present > 1)[:, None]
    if (shared != shared[:, :1]).any():
        raise ValueError("targets of one set of draws must have covered the same events")
    used = np.flatnonzero(shared[:, 0])
    slots = sparse.csr_array(values)
    if len(used) == 0:
        ones = np.ones(slots.shape[1])
        return [SwapTest(z=0 * ones, p=ones, p_max=ones if family else None) for _ in targets]
    roles = _Roles(slots, covers, used)
    z = roles.scores(np.repeat(np.array(targets)[:, None], len(used), axis=1))
    nulls = (roles.scores(drawn) for drawn in _drawn_roles(covers[used], swaps, seed))
    found = tails(nulls, np.abs(z).T, exact=False, family=family)
    return [
        SwapTest(z=own, p=p, p_max=p_max if family else None)
        for own, (p, p_max) in zip(z.T, found, strict=True)
    ]


class _Roles:
    """The studentized scores of draws of which outlet plays the target's part in each event."""

    def __init__(self, slots: Any, covers: NDArray[np.bool_], used: NDArray[np.intp]) -> None:
        from scipy import sparse

        n_events, n_outlets = covers.shape
        present = covers.sum(axis=1)
        factor = np.repeat(present / np.maximum(present - 1, 1), n_outlets)[:, None]
        slots = sparse.csr_array(slots.multiply(factor))
        self._slots = sparse.csr_array(slots.T)
        self._used, self._n_outlets = used, n_outlets
        event_of_slot = np.repeat(np.arange(n_events), n_outlets)
        inside = np.isin(event_of_slot, used) & covers.ravel()
        weight = np.where(inside, 1 / np.maximum(present, 1)[event_of_slot], 0.0)
        self._mean = np.asarray(weight @ slots).ravel()
        mean_square = np.asarray(weight @ slots.power(2)).ravel()
        by_event = sparse.csr_array(
            (weight[inside], (event_of_slot[inside], np.flatnonzero(inside))),
            shape=(n_events, n_events * n_outlets),
        )
        square_mean = np.asarray((by_event @ slots).power(2).sum(axis=0)).ravel()
        variance = np.maximum(mean_square - square_mean, 0.0)
        self._alive = variance > TIE * np.maximum(mean_square, 1e-300)
        self._spread = np.where(self._alive, np.sqrt(variance), 1.0)

    def scores(self, roles: NDArray[np.intp]) -> Floats:
        """Return the scores, features × draws, of *roles*: one outlet per draw and used event."""
        from scipy import sparse

        columns = (self._used * self._n_outlets + roles).ravel()
        starts = np.arange(len(roles) + 1) * len(self._used)
        shape = (len(roles), self._slots.shape[1])
        picked = sparse.csr_array((np.ones(len(columns)), columns, starts), shape=shape)
        total: Floats = (self._slots @ sparse.csr_array(picked.T)).toarray()
        total -= self._mean[:, None]
        total /= self._spread[:, None]
        total[~self._alive] = 0.0
        return total


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return Benjamini–Hochberg adjusted p, also for an empty family.

    Computed as SciPy's ``false_discovery_control`` does, without the seconds that importing
    ``scipy.stats`` takes.

    >>> benjamini_hochberg([0.01, 0.02, 0.5]).round(3).tolist()
    [0.03, 0.03, 0.5]
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values)
    steps = values[order] * (len(values) / np.arange(1, len(values) + 1))
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum.accumulate(steps[::-1])[::-1]
    return np.clip(adjusted, 0, 1)


def holm(p: ArrayLike) -> Floats:
    """Return Holm's step-down adjusted p, which holds whatever the dependence of the rows.

    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    steps = values[order] * np.arange(len(values), 0, -1)
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def swap_signs(n_events: int, *, swaps: int = SWAPS, seed: int = 0) -> tuple[Floats, bool]:
    """Return exchanges as signs (swaps × events) and whether they are *all* exchanges there are.

    All of them come with the first event fixed: an exchange of every event only mirrors the
    outlets.

    >>> signs, exact = swap_signs(3)
    >>> signs.shape, exact
    ((4, 3), True)
    """
    exact = n_events <= EXACT_EVENTS
    blocks = _all_signs(n_events) if exact else _drawn_signs(n_events, swaps, seed)
    return np.concatenate(list(blocks)), exact


def _all_signs(n_events: int) -> Iterator[Floats]:
    """Yield every exchange with the first event fixed; the others mirror these."""
    codes = np.arange(2 ** max(n_events - 1, 0))
    for start in range(0, len(codes), BLOCK):
        bits = codes[start : start + BLOCK, None] >> np.arange(n_events) & 1
        yield (1 - 2 * bits[:, ::-1]).astype(np.float64)


def _drawn_signs(n_events: int, swaps: int, seed: int) -> Iterator[Floats]:
    rng = np.random.default_rng(seed)
    for start in range(0, swaps, BLOCK):
        shape = (min(BLOCK, swaps - start), n_events)
        drawn = rng.integers(0, 256, -(-shape[0] * n_events // 8), dtype=np.uint8)
        bits = np.unpackbits(drawn, count=shape[0] * n_events).reshape(shape)
        yield np.where(bits, -1.0, 1.0)


def _null_by_pair(
    scaled: Floats, of_pair: NDArray[np.int_], swaps: int, seed: int
) -> Iterator[Floats]:
    numbers = np.unique(of_pair)
    rows = [np.flatnonzero(of_pair == number) for number in numbers]
    draws = [_drawn_signs(scaled.shape[1], swaps, seed + i) for i in range(len(numbers))]
    for signs_of_pairs in zip(*draws, strict=True):
        null = np.empty((len(scaled), len(signs_of_pairs[0])))
        for chosen, signs in zip(rows, signs_of_pairs, strict=True):
            null[chosen] = scaled[chosen] @ signs.T
        yield null


def _drawn_tails(scaled: Floats, observed: Floats, swaps: int, seed: int) -> Floats:
    """Return Monte Carlo p of each row, drawing no further for rows that are hopeless."""
    count, total = np.zeros(len(scaled)), np.zeros(len(scaled))
    going, rows = np.arange(len(scaled)), scaled
    for signs in _drawn_signs(scaled.shape[1], swaps, seed):
        count[going] += n_reaching(rows, observed[going], signs)
        total[going] += len(signs)
        if total[going[0]] == LOOK:
            going = going[count[going] < HOPELESS * LOOK]
            rows = scaled[going]
            if not len(going):
                break
    p: Floats = (count + 1) / (total + 1)
    return p


def _drawn_roles(covers: NDArray[np.bool_], swaps: int, seed: int) -> Iterator[NDArray[np.intp]]:
    rng = np.random.default_rng(seed)
    present = covers.sum(axis=1)
    outlets = np.argsort(~covers, axis=1, kind="stable")
    rows = np.arange(len(covers))
    for start in range(0, swaps, BLOCK):
        uniform = rng.random((min(BLOCK, swaps - start), len(covers)))
        yield outlets[rows, (uniform * present).astype(np.intp)]
