import numpy as np
import pytest

from framing.statistics.correction import corrected_counts
from framing.statistics.rate_ratio import rate_ratios


def test_everything_coded_gives_the_truth_without_variance() -> None:
    found = corrected_counts([1, 0, 5], [0, 2, 1], [1, 1, 1], [0, 0, 1], n_cells=3)
    assert found.count.tolist() == [2, 1, 0] and found.variance.tolist() == [0, 0, 0]
    assert found.n_coded.tolist() == [2, 1, 0]


def test_nothing_coded_gives_the_detector() -> None:
    found = corrected_counts([1, 0, 5], [np.nan] * 3, [0.1] * 3, [0, 0, 1], n_cells=2)
    assert found.count.tolist() == [1, 5] and found.variance.tolist() == [0, 0]


def test_count_and_variance_are_unbiased() -> None:
    rng = np.random.default_rng(0)
    truth, predicted = rng.integers(0, 3, 200), rng.integers(0, 3, 200)
    pi = np.where(predicted > 0, 0.6, 0.2)
    draws = rng.random((3000, 200)) < pi
    found = [
        corrected_counts(predicted, np.where(drawn, truth, np.nan), pi, np.zeros(200), n_cells=1)
        for drawn in draws
    ]
    counts = np.array([one.count[0] for one in found])
    assert counts.mean() == pytest.approx(truth.sum(), abs=4 * counts.std() / np.sqrt(3000))
    assert np.mean([one.variance[0] for one in found]) == pytest.approx(counts.var(), rel=0.1)


def test_corrected_interval_covers_and_uncorrected_does_not() -> None:
    # Both outlets use the wording alike; the detector finds 90 % of it in one, 45 % in the other.
    rng = np.random.default_rng(6)
    runs, events, units = 150, 16, 60
    recall = np.array([0.9, 0.45])[:, None, None]
    cell = np.repeat(np.arange(2 * events), units)
    covered = {"corrected": 0, "uncorrected": 0}
    for _ in range(runs):
        level = 0.15 * rng.lognormal(-0.08, 0.4, (1, events, 1))
        truth = rng.random((2, events, units)) < level
        found = (truth & (rng.random(truth.shape) < recall)) | (rng.random(truth.shape) < 0.02)
        pi = np.where(found, 0.7, 0.35)
        coded = np.where(rng.random(truth.shape) < pi, truth, np.nan)
        corrected = corrected_counts(
            found.ravel(), coded.ravel(), pi.ravel(), cell, n_cells=2 * events
        ).count.reshape(2, events)
        for name, counts in (("corrected", corrected), ("uncorrected", found.sum(axis=2))):
            ratios = rate_ratios(counts[0], np.full(events, 60), counts[1], np.full(events, 60))
            covered[name] += bool(ratios.low[0] <= 1 <= ratios.high[0])
    assert covered["corrected"] / runs > 0.9
    assert covered["uncorrected"] / runs < 0.2


@pytest.mark.parametrize("pi", [0.0, 1.5, float("nan")])
def test_coded_units_need_an_inclusion_probability(pi: float) -> None:
    with pytest.raises(ValueError, match="coded unit 1 has inclusion probability"):
        corrected_counts([1, 1], [np.nan, 1], [0.0, pi], [0, 0], n_cells=1)


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one entry per unit"):
        corrected_counts([1, 1], [1], [1], [0], n_cells=1)
