"""Do the statistics keep their promises? Coverage, family-wise error, p values and power.

``python -m benchmarks.calibration [--runs 1000] [--seed 0] [--data FILE]`` prints tables and, as
the last line, JSON. FILE (NPZ, or JSON with the same keys) holds real cells to shuffle: ``counts``
and ``articles`` (with a hit), outlets × events × features, and ``exposure``, the same or outlets ×
events. A FILE ending in .jsonl holds articles (``id, outlet, event, date, title, text``), whose
own-voice cells are counted first.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import t

from framing.estimate import MIN_EVENTS, MIN_HITS
from framing.resampling import swap_test
from framing.statistics.contrasts import contrasts
from framing.statistics.power import SimulatedPairs, World, power, simulate_pairs
from framing.statistics.rate_ratio import rate_ratios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EVENTS = (8, 12, 20, 50)
SWAPS = 1_999
WORDS = 600.0
# Of each world ratio, rate (hits per word) and words. The names say what is unlike the first.
WORLDS = {
    "ordinary": World(1.0, 0.004, WORDS, wire=0.2),
    "ratio 3": World(3.0, 0.004, WORDS, wire=0.2),
    "rare feature": World(1.0, 0.0015, WORDS, wire=0.2),
    "rare feature, ratio 3": World(3.0, 0.0015, WORDS, wire=0.2),
    "very rare feature": World(1.0, 0.0008, WORDS, wire=0.2),
    "frequent feature": World(1.0, 0.02, WORDS, wire=0.2),
    "very unequal lengths": World(1.0, 0.004, WORDS, length_sd=1.0, wire=0.2),
    "half wire copy": World(1.0, 0.004, WORDS, wire=0.5),
    "unlike events": World(1.0, 0.006, WORDS, event_sd=1.0, outlet_sd=0.4, effect_sd=0.6),
    "very unlike events": World(1.0, 0.006, WORDS, event_sd=1.0, outlet_sd=0.6, effect_sd=0.8),
    "very unlike, frequent, 3": World(3.0, 0.02, WORDS, event_sd=1.0, outlet_sd=0.4, effect_sd=0.6),
    "Poisson": World(1.0, 0.004, WORDS, event_sd=0.0, outlet_sd=0.0, effect_sd=0.0),
}


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Outlets × events × features (exposure may lack the features)."""

    counts: Floats
    exposure: Floats
    articles: NDArray[np.int64]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000, help="shuffles of cells (default 1000)")
    parser.add_argument("--corpora", type=int, default=4000, help="corpora per coverage figure")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", type=Path, help="NPZ or JSON of real cells to shuffle")
    options = parser.parse_args()
    if options.data:
        figures = {"shuffles": print_shuffles(read_cells(options.data), options.runs, options.seed)}
    else:
        figures = {
            "coverage": print_coverage(options.corpora, options.seed),
            "shuffles": print_shuffles(simulate_cells(options.seed), options.runs, options.seed),
            "power": print_power(options.seed),
            "interval and p": print_agreement(options.runs, options.seed),
        }
    print(json.dumps({"runs": options.runs, "seed": options.seed, **figures}))


def print_coverage(corpora: int, seed: int) -> dict[str, Any]:
    """Coverage of the 95 % interval where the verdict is not too_few; beside it, plain t(I - 1)."""
    print("\nCoverage of the 95 % interval (%), by events; in brackets with t(I - 1) degrees")
    print(f"{'world':26}{'truth':>6}" + "".join(f"{n:>16}" for n in EVENTS))
    figures: dict[str, Any] = {}
    ours: list[float] = []
    plain: list[float] = []
    bounded, bounds_right = 0, 0
    for w, (name, world) in enumerate(WORLDS.items()):
        truth = true_ratio(world, seed)
        cells = []
        for n in EVENTS:
            pairs = simulate_pairs(np.random.default_rng([seed, n, w]), (corpora, n), world)
            covered, covered_plain, right = covers(pairs, truth)
            bounded, bounds_right = bounded + len(right), bounds_right + int(right.sum())
            if len(covered) < 500:
                cells.append("-")
                continue
            ours.append(float(covered.mean()))
            plain.append(float(covered_plain.mean()))
            cells.append(f"{100 * covered.mean():.1f} ({100 * covered_plain.mean():.1f})")
            figures[f"{name}, {n}"] = round(float(covered.mean()), 4)
        print(f"{name:26}{truth:>6.2f}" + "".join(f"{cell:>16}" for cell in cells))
    if not ours:
        print("fewer than 500 corpora that are not too_few throughout: give more --corpora")
        return figures
    inside, inside_plain = (int(sum(0.93 <= c <= 0.97 for c in shares)) for shares in (ours, plain))
    print(
        f"all: {100 * min(ours):.1f} to {100 * max(ours):.1f} ({100 * min(plain):.1f} to "
        f"{100 * max(plain):.1f}); within 93-97: {inside} ({inside_plain}) of {len(ours)}; "
        "- means fewer than 500 corpora that are not too_few"
    )
    if bounded:
        print(f"one-sided bounds on the right side of the truth: {bounds_right} of {bounded}")
    figures["minimum"], figures["maximum"] = round(min(ours), 4), round(max(ours), 4)
    figures["minimum t(I-1)"] = round(min(plain), 4)
    figures["maximum t(I-1)"] = round(max(plain), 4)
    figures["within 93-97"] = [inside, inside_plain, len(ours)]
    figures["one-sided"] = [bounds_right, bounded]
    return figures


def true_ratio(world: World, seed: int) -> float:
    """Return the ratio the estimator tends to: wire copy draws it towards 1."""
    many = simulate_pairs(np.random.default_rng([seed, 1]), (200, 10_000), world)
    weight = many.target_exposure + many.reference_exposure
    above = (many.target * many.reference_exposure / weight).sum()
    return float(above / (many.reference * many.target_exposure / weight).sum())


def covers(
    pairs: SimulatedPairs, truth: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, over corpora that are not too_few: interval covers, t(I - 1) covers, bound right."""
    found = rate_ratios(
        pairs.target, pairs.target_exposure, pairs.reference, pairs.reference_exposure
    )
    enough = (found.n_informative >= MIN_EVENTS) & (found.n_target + found.n_reference >= MIN_HITS)
    two_sided = enough & np.isfinite(found.low) & np.isfinite(found.high)
    error = jackknife_error(pairs)[two_sided]
    half = t.ppf(0.975, found.n_informative[two_sided] - 1) * error
    off = np.abs(np.log(found.ratio[two_sided] / truth))
    one_sided = enough & (np.isfinite(found.low) != np.isfinite(found.high))
    low, high = found.low[one_sided], found.high[one_sided]
    return (
        ((found.low <= truth) & (truth <= found.high))[two_sided],
        off <= half,
        np.where(np.isfinite(low), low <= truth, truth <= high),
    )


def jackknife_error(pairs: SimulatedPairs) -> Floats:
    """Delete-one-event jackknife standard error of the log ratio, written out a second time."""
    weight = pairs.target_exposure + pairs.reference_exposure
    r = pairs.target * pairs.reference_exposure / weight
    s = pairs.reference * pairs.target_exposure / weight
    informative = (r + s) > 0
    n = informative.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log((r.sum(axis=1, keepdims=True) - r) / (s.sum(axis=1, keepdims=True) - s))
        logs = np.where(informative, logs, 0.0)
        mean = (logs.sum(axis=1) / n)[:, None]
        squares = np.where(informative, (logs - mean) ** 2, 0.0).sum(axis=1)
        error: Floats = np.sqrt((n - 1) / n * squares)
    return error


def simulate_cells(seed: int, *, outlets: int = 3, events: int = 25, features: int = 40) -> Cells:
    """Return cells of outlets that do differ; shuffling is what makes them alike."""
    rng = np.random.default_rng(seed)
    exposure = np.ceil(WORDS * rng.lognormal(0, 0.7, (outlets, events)))
    exposure[rng.random((outlets, events)) < 0.15] = 0
    shape = (outlets, events, features)
    rate = rng.lognormal(np.log(0.002), 1.0, features)
    log = rng.normal(0, 0.5, (outlets, 1, features)) + rng.normal(0, 0.8, (1, events, features))
    wire_words = np.ceil(WORDS / 3 * (rng.random(events) < 0.3)) * (exposure > 0)
    wire_hits = rng.poisson(rate * WORDS / 3, (events, features)) * (wire_words > 0)[:, :, None]
    counts = rng.poisson(rate * np.exp(log + rng.normal(0, 0.3, shape)) * exposure[:, :, None])
    counts = counts + wire_hits
    return Cells(
        counts=counts.astype(float),
        exposure=exposure + wire_words,
        articles=(counts > 0).astype(np.int64),
    )


def cells_of_articles(path: Path) -> Cells:
    """Return the own-voice cells of the articles in a JSON Lines file, on shared events."""
    from datetime import datetime

    import framing
    from framing.compared.contrasts import families
    from framing.counts import WHOLE_TEXT, cells_of

    articles = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        articles.append(
            framing.Article(
                id=row["id"],
                outlet=row["outlet"],
                event=row["event"],
                title=row["title"],
                text=f"{row['title']}\n\n{row['text']}",
                body_start=len(row["title"]) + 2,
                published=datetime.fromisoformat(row["date"]),
            )
        )
    comparison = framing.compare(framing.analyze(articles))
    chosen = comparison.selection
    found = families(comparison.counts, chosen, WHOLE_TEXT)
    cells = cells_of(
        comparison.counts,
        features=sorted(name for names in found.values() for name in names),
        outlets=chosen.outlets,
        events=chosen.shared,
    )
    return Cells(cells.hits, cells.exposure, cells.articles)


def read_cells(path: Path) -> Cells:
    if path.suffix == ".jsonl":
        return cells_of_articles(path)
    with path.open("rb") as file:
        given = json.load(file) if path.suffix == ".json" else dict(np.load(file))
    missing = sorted({"counts", "exposure", "articles"} - set(given))
    if missing:
        raise SystemExit(f"{path} lacks {', '.join(missing)}; it takes counts, exposure, articles")
    return Cells(
        counts=np.asarray(given["counts"], dtype=float),
        exposure=np.asarray(given["exposure"], dtype=float),
        articles=np.asarray(given["articles"], dtype=np.int64),
    )


def shuffled(cells: Cells, rng: np.random.Generator) -> Cells:
    """Return the cells with whole cells exchanged among the outlets that covered the event."""
    source = np.tile(np.arange(len(cells.counts))[:, None], cells.counts.shape[1])
    widest = cells.exposure if cells.exposure.ndim == 2 else cells.exposure.max(axis=2)
    for event in range(source.shape[1]):
        here = np.flatnonzero(widest[:, event] > 0)
        source[here, event] = rng.permutation(here)
    events = np.arange(source.shape[1])
    return Cells(
        counts=cells.counts[source, events],
        exposure=cells.exposure[source, events],
        articles=cells.articles[source, events],
    )


def print_shuffles(cells: Cells, runs: int, seed: int) -> dict[str, Any]:
    """Share of shuffled corpora with any ``differs``, by family; super-uniformity of p."""
    n_outlets, n_events, n_features = cells.counts.shape
    features = [f"feature {i:03}" for i in range(n_features)]
    totals = cells.counts.sum(axis=(0, 1))
    primary = [features[i] for i in np.sort(np.argsort(-totals, kind="stable")[:20])]
    print(f"\n{runs} shuffles of {n_outlets} outlets, {n_events} events, {n_features} features")
    figures: dict[str, Any] = {}
    for name, chosen, rest in (
        ("exploratory (BH)", [], False),
        ("20 primary (max-T)", primary, False),
        ("against the rest (BH)", [], True),
    ):
        alarms, per_feature = shuffle_runs(cells, runs, seed, features, chosen, rest)
        error = float(np.sqrt(max(alarms * (1 - alarms), 0.05 * 0.95) / runs))
        rejected = {
            level: float(np.mean(np.concatenate([p <= level for p in per_feature])))
            for level in (0.01, 0.05, 0.1, 0.25, 0.5)
        }
        worst = max(excess(p) for p in per_feature if len(p) >= runs / 2)
        print(
            f"{name:22} any differs {100 * alarms:.1f} % (± {100 * error:.1f}); share of p at or "
            "below " + ", ".join(f"{level:g}: {share:.4f}" for level, share in rejected.items())
        )
        print(
            f"{'':22} worst of {len(per_feature)} features exceeds its level .05 by {worst:.1f} "
            "standard errors",
            flush=True,
        )
        figures[name] = {"any differs": alarms, "p": rejected, "worst feature": round(worst, 2)}
    return figures


def shuffle_runs(
    cells: Cells, runs: int, seed: int, features: Sequence[str], primary: Sequence[str], rest: bool
) -> tuple[float, list[Floats]]:
    rng = np.random.default_rng(seed)
    outlets = [f"outlet {i:02}" for i in range(len(cells.counts))]
    alarms = 0
    per_feature: list[list[float]] = [[] for _ in features]
    index = {feature: i for i, feature in enumerate(features)}
    for run in range(runs):
        mixed = shuffled(cells, rng)
        rows = contrasts(
            mixed.counts,
            mixed.exposure,
            mixed.articles,
            outlets=outlets,
            features=features,
            primary=primary,
            against_rest=rest,
            swaps=SWAPS,
            seed=run,
        )
        judged = [row for row in rows if not primary or row.feature in primary]
        alarms += any(row.verdict == "differs" for row in judged)
        for row in judged:
            # One comparison a run: p of pairs that share an outlet are not independent.
            if row.p is not None and row.target == outlets[0] and row.reference != outlets[-1]:
                per_feature[index[row.feature]].append(row.p)
    return alarms / runs, [np.array(p) for p in per_feature if p]


def excess(p: Floats, level: float = 0.05) -> float:
    """Standard errors by which the share of p at or below *level* exceeds it."""
    return float(((p <= level).mean() - level) / np.sqrt(level * (1 - level) / len(p)))


def print_agreement(corpora: int, seed: int) -> dict[str, Any]:
    """What it costs that ``differs`` needs an interval without 1, beside p at most .05."""
    print("\nCorpora with p at most .05 that are not too_few (%), and those whose interval leaves")
    print("out 1 as well")
    print(f"{'world':26}" + "".join(f"{n:>16}" for n in EVENTS))
    figures: dict[str, Any] = {}
    for name in ("ordinary", "very unlike events", "ratio 3", "rare feature, ratio 3"):
        row = []
        for n in EVENTS:
            rng = np.random.default_rng([seed, n, 7])
            pairs = simulate_pairs(rng, (corpora, n), WORLDS[name])
            found = rate_ratios(
                pairs.target, pairs.target_exposure, pairs.reference, pairs.reference_exposure
            )
            enough = found.n_informative >= MIN_EVENTS
            enough &= found.n_target + found.n_reference >= MIN_HITS
            small = enough & (swap_test(found.differences, swaps=SWAPS, seed=seed).p <= 0.05)
            both = small & ~((found.low <= 1) & (found.high >= 1))
            row.append(f"{100 * small.mean():.1f} -> {100 * both.mean():.1f}")
            figures[f"{name}, {n}"] = [float(small.mean()), float(both.mean())]
        print(f"{name:26}" + "".join(f"{cell:>16}" for cell in row), flush=True)
    return figures


def print_power(seed: int) -> dict[str, Any]:
    print("\nPower at level .05, 2 hits in 1,000 words, 600 words per outlet and event (%)")
    print(f"{'ratio':>6}" + "".join(f"{n:>8}" for n in EVENTS))
    figures: dict[str, Any] = {}
    for ratio in (1.0, 1.5, 2.0, 3.0):
        found = power(
            ratio, rate=0.002, words=WORDS, n_events=EVENTS, goal=1.01, runs=1000, seed=seed
        )
        print(f"{ratio:>6g}" + "".join(f"{100 * share:>8.1f}" for share in found.power))
        figures[f"{ratio:g}"] = list(found.power)
    return figures


if __name__ == "__main__":
    main()
