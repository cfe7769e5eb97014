import math

import numpy as np
import pytest
from scipy import sparse

from framing.estimate import Estimate
from framing.statistics.log_odds import distinctive_terms, log_odds

TERMS = [f"term{i:02}" for i in range(30)]


def listed(counts: list[np.ndarray], exposure: np.ndarray, **options: object) -> list[Estimate]:
    return distinctive_terms(
        counts,
        exposure,
        [matrix > 0 for matrix in counts],
        outlets=[f"outlet {i}" for i in range(len(counts))],
        terms=TERMS,
        swaps=499,
        **options,  # type: ignore[arg-type]
    )


def corpus(outlets: int = 3, events: int = 15) -> tuple[list[np.ndarray], np.ndarray]:
    rng = np.random.default_rng(8)
    counts = [rng.poisson(1.0, (events, 30)) for _ in range(outlets)]
    counts[0][:, 4] += rng.poisson(4, events)
    return counts, rng.integers(400, 800, (outlets, events))


def test_the_formula_by_hand() -> None:
    # y = 12 of 400 and 3 of 500 words, alpha = 6 of 200:
    # delta = log(18 / (400 + 200 - 18)) - log(9 / (500 + 200 - 9)); variance = 1/18 + 1/9.
    delta, z = log_odds([12], [3], 400, 500, [6], 200)
    by_hand = math.log(18 / 582) - math.log(9 / 691)
    assert delta[0] == pytest.approx(by_hand)
    assert z[0] == pytest.approx(by_hand / math.sqrt(1 / 18 + 1 / 9))


def test_swapping_sides_flips_the_sign() -> None:
    there = log_odds([12, 0], [3, 5], 400, 500, [6, 2], 200)
    back = log_odds([3, 5], [12, 0], 500, 400, [6, 2], 200)
    np.testing.assert_allclose(there, np.negative(back))


@pytest.mark.parametrize("outlets", [2, 3])
def test_a_planted_term_ranks_first_and_differs(outlets: int) -> None:
    first = listed(*corpus(outlets))[0]
    assert (first.target, first.feature, first.verdict) == ("outlet 0", "term04", "differs")
    assert first.reference == ("outlet 1" if outlets == 2 else "the rest")
    assert "prior worth" in first.why


def test_equal_exposure_equal_others_and_the_mean_cell_as_prior() -> None:
    counts = [np.full((4, 30), level) for level in (9, 2, 6)]
    exposure = np.repeat([[300], [150], [300]], 4, axis=1)
    row = listed(counts, exposure)[0]
    words = 4 * 225  # harmonic mean of 300, 150 and 300
    target, reference = 0.03 * words, (2 / 150 + 6 / 300) / 2 * words
    assert (row.exposure_target, row.n_target) == pytest.approx((words, target))
    assert row.n_reference == pytest.approx(reference)
    alpha = 250 * 17 / 750
    delta, z = log_odds([target], [reference], words, words, [alpha], 250)
    assert (row.value, row.z) == pytest.approx((delta[0], z[0]))


def test_rows_fall_by_z_and_are_positive() -> None:
    rows = [row for row in listed(*corpus()) if row.target == "outlet 1"]
    z = [row.z for row in rows if row.z is not None]
    assert z == sorted(z, reverse=True) and all(row.value and row.value > 0 for row in rows)


def test_a_term_in_two_events_is_not_listed() -> None:
    counts, exposure = corpus(2)
    counts[0][:, 9], counts[1][:, 9] = 0, 0
    counts[0][:2, 9] = 50
    assert "term09" not in {row.feature for row in listed(counts, exposure)}


def test_one_event_cannot_make_a_term_differ() -> None:
    counts, exposure = corpus(2)
    counts[0][:, 9], counts[1][:, 9] = 1, 1
    counts[0][0, 9] = 200
    row = next(row for row in listed(counts, exposure) if row.feature == "term09")
    assert row.z is not None and row.z > 5 and row.verdict == "no_evidence"


def test_few_events_are_listed_without_q() -> None:
    rows = listed(*corpus(2, events=6))
    assert rows and all(row.verdict == "too_few" and row.p_adj is None for row in rows)


def test_sparse_counts_give_the_same_rows() -> None:
    counts, exposure = corpus()
    dense = listed(counts, exposure)
    thin = listed([sparse.csr_array(matrix) for matrix in counts], exposure)  # type: ignore[misc]
    assert dense == thin


def test_alike_outlets_rarely_differ() -> None:
    alarms = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        level = rng.gamma(1, 1, (12, 30))
        counts = [rng.poisson(level) for _ in range(3)]
        rows = distinctive_terms(
            counts,
            np.full((3, 12), 500),
            [matrix > 0 for matrix in counts],
            outlets=["A", "B", "C"],
            terms=TERMS,
            swaps=199,
            seed=seed,
        )
        alarms += any(row.verdict == "differs" for row in rows if row.target == "A")
    assert alarms <= 8  # 3 expected at .05; more than 8 has probability .004


def test_outlets_without_shared_events_have_no_rows() -> None:
    counts, exposure = corpus(2, events=6)
    exposure[0, :3] = 0
    exposure[1, 3:] = 0
    assert listed(counts, exposure) == []


def test_alike_outlets_seldom_have_any_word_that_differs() -> None:
    # Adjusted outlet by outlet alone, one of six would have a word in a fifth of such corpora.
    rng = np.random.default_rng(2)
    alarms, runs = 0, 60
    for seed in range(runs):
        level = rng.lognormal(0, 0.7, (1, 12, 30)) * rng.lognormal(0, 0.4, (6, 12, 30))
        counts = list(rng.poisson(1.5 * level))
        rows = listed(counts, np.full((6, 12), 500), seed=seed)
        alarms += any(row.verdict == "differs" for row in rows)
    assert alarms / runs <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / runs)


def test_many_outlets_take_more_draws_so_that_a_word_can_differ(rng: np.random.Generator) -> None:
    counts = [rng.poisson(1.0, (12, 30)) for _ in range(30)]
    counts[7][:, 3] += 9
    first = next(row for row in listed(counts, np.full((30, 12), 500)) if row.target == "outlet 7")
    assert first.feature == "term03" and first.verdict == "differs"
    assert first.p_adj == pytest.approx(30 / 1500)
