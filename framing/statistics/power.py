"""How many shared events it would take to see a ratio of a given size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from numbers import Integral, Real
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import ArgumentError
from framing.estimate import ALPHA, MIN_EVENTS, MIN_HITS
from framing.resampling import swap_test
from framing.statistics.rate_ratio import rate_ratios

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRID = (8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200)
SWAPS = 999


@dataclass(frozen=True, slots=True)
class Power:
    """Simulated power per number of events, and the fewest events that reach the goal.

    ``power`` is the share of corpora with the verdict ``differs``, ``too_few`` the share that
    cannot be judged; ``needed`` is ``None`` where no simulated number of events is enough.
    """

    ratio: float
    n_events: tuple[int, ...]
    power: tuple[float, ...]
    too_few: tuple[float, ...]
    goal: float
    needed: int | None
    settings: str

    def __str__(self) -> str:
        enough = f"{self.needed}" if self.needed else f"more than {self.n_events[-1]}"
        return (
            f"To see a ratio of {self.ratio:g} in {self.goal:.0%} of corpora takes {enough} "
            f"shared events ({self.settings})."
        )


@dataclass(frozen=True, slots=True)
class World:
    """What is assumed of two outlets and the events they share.

    ``rate`` is hits per unit of exposure (the geometric mean of both outlets), ``ratio`` that of
    the first outlet to that of the second, ``words`` the mean exposure of an outlet on an event.
    Standard deviations are of natural logs: ``event_sd`` of the rate between events, ``outlet_sd``
    of an outlet's rate within an event, ``effect_sd`` of the ratio between events, ``length_sd``
    of the exposure. In a share ``wire`` of events both outlets also run the same wire text, a
    third as long as an ordinary cell, with the same hits.

    Raises FramingError for a ratio, rate or words that is not positive, or a negative deviation.
    """

    ratio: float
    rate: float
    words: float
    event_sd: float = 0.7
    outlet_sd: float = 0.3
    effect_sd: float = 0.4
    length_sd: float = 0.5
    wire: float = 0.0

    def __post_init__(self) -> None:
        for name in ("ratio", "rate", "words"):
            value = getattr(self, name)
            if not (isinstance(value, Real) and 0 < float(value) < inf):
                raise ArgumentError(f"{name} must be above 0, got {value!r}")
        for name in ("event_sd", "outlet_sd", "effect_sd", "length_sd"):
            value = getattr(self, name)
            if not (isinstance(value, Real) and 0 <= float(value) < inf):
                raise ArgumentError(f"{name} must be 0 or more, got {value!r}")

    def __str__(self) -> str:
        return (
            f"{1000 * self.rate:g} hits in 1,000 words, {self.words:g} words an outlet and event;"
            f" sd of logs: events {self.event_sd:g}, outlets within events {self.outlet_sd:g},"
            f" effects {self.effect_sd:g}, lengths {self.length_sd:g}"
        )


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedPairs:
    """Counts and exposures of two outlets, corpora × events."""

    target: Floats
    target_exposure: Floats
    reference: Floats
    reference_exposure: Floats


def power(
    ratio: float,
    *,
    rate: float,
    words: float,
    n_events: Sequence[int] = GRID,
    event_sd: float = 0.7,
    outlet_sd: float = 0.3,
    effect_sd: float = 0.4,
    length_sd: float = 0.5,
    comparisons: int = 1,
    goal: float = 0.8,
    runs: int = 500,
    seed: int = 0,
) -> Power:
    """Simulate how many shared events are needed to see a rate ratio between two outlets.

    *rate* is hits per unit of exposure (the geometric mean of both outlets), *words* the mean
    exposure of an outlet on an event. Standard deviations are of natural logs: *event_sd* of the
    rate between events, *outlet_sd* of an outlet's rate within an event, *effect_sd* of the ratio
    between events, *length_sd* of the exposure. A corpus counts as seen if its contrast gets the
    verdict ``differs``: the swap test at level 0.05 / *comparisons*, an interval without 1, and no
    single event on which it hangs. Simulation stops at the first number of events that reaches
    *goal*.

    Raises FramingError for a ratio, rate or words that is not positive, and for other numbers that
    there cannot be.

    >>> power(3, rate=0.004, words=600, n_events=[8, 20], runs=200).needed
    20
    """
    world = World(ratio, rate, words, event_sd, outlet_sd, effect_sd, length_sd)
    _check_plan(n_events, comparisons=comparisons, runs=runs, seed=seed)
    tried, seen, too_few = [], [], []
    for events in sorted(n_events):
        pairs = simulate_pairs(np.random.default_rng([seed, events]), (runs, events), world)
        differs, unable = _verdicts(pairs, ALPHA / comparisons, seed)
        tried.append(events)
        seen.append(float(differs.mean()))
        too_few.append(float(unable.mean()))
        if seen[-1] >= goal:
            break
    return Power(
        ratio=ratio,
        n_events=tuple(tried),
        power=tuple(seen),
        too_few=tuple(too_few),
        goal=goal,
        needed=tried[-1] if seen and seen[-1] >= goal else None,
        settings=f"{world}; {comparisons} comparisons, {runs} corpora, seed {seed}",
    )


def _check_plan(n_events: Sequence[int], *, seed: int, **numbers: int) -> None:
    """Raise FramingError for a simulation that cannot be run."""
    several = isinstance(n_events, Iterable) and not isinstance(n_events, str)
    if not several or not all(map(_is_whole, n_events)) or not len(n_events):
        raise ArgumentError(f"n_events = {n_events!r}: it takes a list of numbers, such as [8, 20]")
    for name, number in numbers.items():
        if not _is_whole(number):
            raise ArgumentError(f"{name} must be a whole number from 1 on, got {number!r}")
    if not _is_whole(seed, least=0):
        raise ArgumentError(f"seed must be a whole number from 0 on, got {seed!r}")


def _is_whole(value: object, *, least: int = 1) -> bool:
    return isinstance(value, Integral) and int(value) >= least


def simulate_pairs(
    rng: np.random.Generator, shape: tuple[int, int], world: World
) -> SimulatedPairs:
    """Draw corpora (rows) of events (columns) for two outlets of *world*.

    Log-normal effects of the event, of the outlet within the event and of the ratio between
    events multiply a Poisson rate; all have mean 1, so that the ratio of expected rates (before
    wire copy) is that of the world.
    """
    exposure = [np.ceil(world.words * _log_normal(rng, world.length_sd, shape)) for _ in range(2)]
    base = world.rate * _log_normal(rng, world.event_sd, shape)
    effect = rng.normal(0.0, world.effect_sd, shape) / 2
    level = np.exp(-(world.effect_sd**2) / 8)
    counts = [
        rng.poisson(base * world.ratio**half * level * np.exp(sign * effect) * within * size)
        for half, sign, size, within in (
            (0.5, 1, exposure[0], _log_normal(rng, world.outlet_sd, shape)),
            (-0.5, -1, exposure[1], _log_normal(rng, world.outlet_sd, shape)),
        )
    ]
    wire_words = np.ceil(world.words / 3 * _log_normal(rng, world.length_sd, shape))
    wire_words *= rng.random(shape) < world.wire
    wire_hits = rng.poisson(base * wire_words)
    return SimulatedPairs(
        target=counts[0] + wire_hits,
        target_exposure=exposure[0] + wire_words,
        reference=counts[1] + wire_hits,
        reference_exposure=exposure[1] + wire_words,
    )


def _log_normal(rng: np.random.Generator, sd: float, shape: tuple[int, int]) -> Floats:
    """Draw log-normal factors with mean 1."""
    return np.exp(rng.normal(-(sd**2) / 2, sd, shape))


def _verdicts(
    pairs: SimulatedPairs, alpha: float, seed: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which corpora differ and which are too few.

    Articles are not simulated: every cell with a hit is at least one article with a hit, and 8
    informative events are more than 5 articles.
    """
    ratios = rate_ratios(
        pairs.target, pairs.target_exposure, pairs.reference, pairs.reference_exposure
    )
    hits = ratios.n_target + ratios.n_reference
    too_few = (ratios.n_informative < MIN_EVENTS) | (hits < MIN_HITS)
    # A p of 1 / (swaps + 1) must be able to pass the level.
    swaps = max(SWAPS, int(np.ceil(20 / alpha)) - 1)
    p = swap_test(ratios.differences, swaps=swaps, seed=seed).p
    covers_one = ~((ratios.low > 1) | (ratios.high < 1))
    covers_one &= np.isfinite(ratios.low) | np.isfinite(ratios.high)
    return ~too_few & (p <= alpha) & ratios.survives & ~covers_one, too_few
