import numpy as np
import pytest

from framing.statistics.contrasts import contrasts
from framing.statistics.power import World, power, simulate_pairs


def test_power_grows_with_events_and_ratio() -> None:
    weak = power(1.5, rate=0.004, words=600, n_events=[12, 40], runs=200, goal=1.01)
    strong = power(3, rate=0.004, words=600, n_events=[12, 40], runs=200, goal=1.01)
    assert weak.power[0] < weak.power[1] < strong.power[1]
    assert weak.power[0] < strong.power[0]


def test_no_effect_is_seen_at_most_at_the_level() -> None:
    null = power(1, rate=0.006, words=600, n_events=[20], runs=1000)
    assert null.power[0] < 0.05 + 3.5 * np.sqrt(0.05 * 0.95 / 1000)
    assert null.needed is None


def test_power_is_the_share_of_corpora_with_the_verdict_differs() -> None:
    found = power(2, rate=0.004, words=600, n_events=[20], runs=40, goal=1.01)
    world = World(ratio=2, rate=0.004, words=600)
    pairs = simulate_pairs(np.random.default_rng([0, 20]), (40, 20), world)
    verdicts = []
    for run in range(40):
        counts = np.stack([pairs.target[run], pairs.reference[run]])[:, :, None]
        exposure = np.stack([pairs.target_exposure[run], pairs.reference_exposure[run]])
        [estimate] = contrasts(
            counts,
            exposure,
            np.minimum(counts, 1).astype(np.int64),
            outlets=["A", "B"],
            features=["f"],
        )
        verdicts.append(estimate.verdict == "differs")
    assert found.power[0] == pytest.approx(np.mean(verdicts), abs=0.051)


def test_many_comparisons_cost_power() -> None:
    one = power(2, rate=0.004, words=600, n_events=[20], runs=200)
    many = power(2, rate=0.004, words=600, n_events=[20], runs=200, comparisons=50)
    assert many.power[0] < one.power[0]


def test_rare_hits_are_too_few() -> None:
    rare = power(3, rate=0.0002, words=300, n_events=[10], runs=100)
    assert rare.too_few == (1.0,) and rare.power == (0.0,)
    assert "takes more than 10 shared events" in str(rare)


def test_a_ratio_and_its_inverse_are_alike() -> None:
    there = power(2, rate=0.004, words=600, n_events=[20], runs=1000)
    back = power(0.5, rate=0.004, words=600, n_events=[20], runs=1000)
    assert there.power[0] == pytest.approx(back.power[0], abs=4 * np.sqrt(0.5 / 1000))


def test_the_same_seed_gives_the_same_answer() -> None:
    first = power(2, rate=0.004, words=600, n_events=[12], runs=50, seed=4)
    assert first == power(2, rate=0.004, words=600, n_events=[12], runs=50, seed=4)


def test_simulated_rates_have_the_ratio_asked_for() -> None:
    world = World(ratio=3, rate=0.01, words=500)
    pairs = simulate_pairs(np.random.default_rng(1), (100, 2000), world)
    rates = (
        pairs.target.sum() / pairs.target_exposure.sum(),
        pairs.reference.sum() / (pairs.reference_exposure.sum()),
    )
    assert rates[0] / rates[1] == pytest.approx(3, rel=0.03)
    assert np.sqrt(rates[0] * rates[1]) == pytest.approx(0.01, rel=0.02)


@pytest.mark.parametrize("name", ["ratio", "rate", "words"])
def test_what_is_not_positive_is_refused(name: str) -> None:
    given = {"ratio": 2.0, "rate": 0.01, "words": 100.0, name: 0.0}
    with pytest.raises(ValueError, match=f"{name} must be above 0, got 0"):
        power(given.pop("ratio"), **given)  # type: ignore[arg-type]
