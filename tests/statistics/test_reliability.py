import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance

from framing.statistics.reliability import krippendorff_alpha


@pytest.mark.parametrize("distance", [binary_distance, interval_distance])
def test_it_is_nltks_alpha_and_lies_in_its_interval(distance: object) -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 3, 60)
    rows = [
        (coder, str(unit), int(value) if rng.random() < 0.8 else int(rng.integers(0, 3)))
        for unit, value in enumerate(truth)
        for coder in "abc"
        if rng.random() < 0.8
    ]
    coder, unit, code = (list(column) for column in zip(*rows, strict=True))
    codes = code if distance is interval_distance else [str(c) for c in code]
    task = AnnotationTask(list(zip(coder, unit, codes, strict=True)), distance=distance)
    found = krippendorff_alpha(coder, unit, [str(int(u) // 4) for u in unit], codes)
    assert found.alpha == pytest.approx(task.alpha())
    assert found.low is not None and found.high is not None
    assert found.low < found.alpha < found.high
    assert found.n_coders == 3 and found.n_articles == 15


def test_the_worked_example_of_krippendorff_2011() -> None:
    # Computing Krippendorff's Alpha-Reliability, example B: two observers, nominal data. Known,
    # not opened; the test above holds the same arithmetic to NLTK's.
    one = "a a b b d c c c e d d a".split()
    other = "b a b b b c c c e d d d".split()
    units = [str(n) for n in range(12)]
    found = krippendorff_alpha(["x"] * 12 + ["y"] * 12, units * 2, units * 2, one + other)
    assert found.alpha == pytest.approx(0.692, abs=0.0005)


def test_codes_that_never_vary_have_no_alpha() -> None:
    found = krippendorff_alpha(["x", "y"] * 6, list("aabbccddeeff"), list("aabbccddeeff"), [0] * 12)
    assert found.alpha is None and found.n_units == 6


def test_articles_are_resampled_whole() -> None:
    # The same codes in few articles leave more doubt than in many.
    rng = np.random.default_rng(0)
    of_article = np.repeat(rng.random(10) < 0.5, 8)
    units = [str(n) for n in range(80)]
    truth = rng.integers(0, 2, 80)
    other = np.where(of_article, truth, 1 - truth)
    codes = [str(v) for v in [*truth, *other]]
    widths = []
    for size in (8, 1):
        articles = [str(n // size) for n in range(80)]
        found = krippendorff_alpha(["x"] * 80 + ["y"] * 80, units * 2, articles * 2, codes)
        assert found.low is not None and found.high is not None
        widths.append(found.high - found.low)
    assert widths[0] > 1.5 * widths[1]
