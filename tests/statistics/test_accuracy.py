import numpy as np
import pytest
from sklearn.metrics import precision_score, recall_score

from framing.statistics.accuracy import (
    Coded,
    differential_error,
    precision,
    recall,
    sum_by_article,
)


def planted(seed: int, recalls: tuple[float, float], bases: tuple[float, float]) -> Coded:
    rng = np.random.default_rng(seed)
    outlet = np.repeat([0, 1], 400)
    truth = rng.random(800) < np.array(bases)[outlet]
    found = truth & (rng.random(800) < np.array(recalls)[outlet])
    articles = [f"{o}-{n // 10 % 40}" for n, o in enumerate(outlet)]
    return sum_by_article(found, truth, rng.uniform(1, 5, 800), articles, outlet)


def test_it_is_scikit_learns_precision_and_recall() -> None:
    rng = np.random.default_rng(0)
    machine, coded, weight = rng.random(90) < 0.4, rng.random(90) < 0.4, rng.uniform(1, 9, 90)
    sums = sum_by_article(machine, coded, weight, [str(n // 3) for n in range(90)], np.zeros(90))
    assert precision(sums).value == pytest.approx(
        precision_score(coded, machine, sample_weight=weight)
    )
    found = recall(sums)
    assert found.value == pytest.approx(recall_score(coded, machine, sample_weight=weight))
    assert found.low is not None and found.high is not None and found.value is not None
    assert found.low < found.value < found.high


def test_where_every_article_agrees_doubt_remains() -> None:
    sums = sum_by_article([1] * 10, [1] * 10, [1] * 10, [str(n) for n in range(10)], np.zeros(10))
    found = recall(sums)
    assert (found.value, found.high) == (1, 1)
    assert found.low == pytest.approx(0.6915, abs=1e-4)  # Clopper and Pearson, 10 of 10


def test_nothing_found_has_no_precision() -> None:
    sums = sum_by_article([0, 0], [1, 0], [1, 1], ["a", "b"], np.zeros(2))
    assert precision(sums).value is None and recall(sums).value == 0


def test_differing_recall_is_found_and_differing_base_rates_are_not() -> None:
    same = [
        differential_error(planted(s, (0.7, 0.7), (0.1, 0.4)), "recall", exchanges=199).p
        for s in range(60)
    ]
    rejected = np.mean([p is not None and p <= 0.05 for p in same])
    assert rejected < 0.15
    differing = differential_error(planted(0, (0.9, 0.4), (0.3, 0.3)), "recall").p
    assert differing is not None and differing < 0.01


def test_too_few_hits_are_not_tested() -> None:
    sums = sum_by_article([1, 1], [1, 0], [1, 1], ["a", "b"], np.array([0, 1]))
    found = differential_error(sums, "precision")
    assert found.p is None and found.why.startswith("too few to say: 2 hits (10 needed)")
