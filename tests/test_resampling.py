from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, permutation_test

from framing.resampling import benjamini_hochberg, holm, role_test, swap_signs, swap_test


@pytest.mark.parametrize("n_events", [2, 5, 9, 12])
def test_exact_p_is_scipys_paired_permutation_test(rng: np.random.Generator, n_events: int) -> None:
    first, second = rng.normal(size=n_events), rng.normal(0.7, 1, n_events)
    theirs = permutation_test(
        (first, second),
        lambda x, y, axis: (x - y).sum(axis=axis),
        permutation_type="samples",
        vectorized=True,
    )
    assert swap_test(first - second).p[0] == pytest.approx(theirs.pvalue)


def test_monte_carlo_p_is_near_the_exact_one_and_counts_the_observed(
    rng: np.random.Generator,
) -> None:
    d = rng.normal(0.4, 1, (6, 13))
    exact = swap_test(d).p
    drawn = swap_test(np.hstack([d, np.full((6, 1), 1e-12)]), swaps=9_999).p
    assert np.abs(drawn - exact).max() < 4 * np.sqrt(0.25 / 10_000)
    far = swap_test(np.ones((1, 60)), swaps=99).p[0]
    assert far == pytest.approx(1 / 100)


def test_rows_with_few_events_are_exact_among_many_events() -> None:
    d = np.zeros((1, 200))
    d[0, ::25] = 1.0
    assert swap_test(d).p[0] == pytest.approx(2 / 2**8)


def test_a_row_without_differences_has_p_one() -> None:
    test = swap_test(np.zeros((2, 20)), family=True)
    assert test.p.tolist() == [1.0, 1.0] and test.p_max is not None
    assert test.p_max.tolist() == [1.0, 1.0] and test.z.tolist() == [0.0, 0.0]


def test_step_down_equals_brute_force(rng: np.random.Generator) -> None:
    d = rng.normal(0.5, 1, (4, 7))
    scaled = d / np.sqrt((d**2).sum(axis=1, keepdims=True))
    signs = np.array(np.meshgrid(*[[-1, 1]] * 7)).reshape(7, -1).T
    null, observed = np.abs(signs @ scaled.T), np.abs(scaled.sum(axis=1))
    order = np.argsort(-observed)
    expected, worst = np.empty(4), 0.0
    for rank, row in enumerate(order):
        largest = null[:, order[rank:]].max(axis=1)
        worst = max(worst, float((largest >= observed[row] - 1e-9).mean()))
        expected[row] = worst
    np.testing.assert_allclose(swap_test(d, family=True).p_max, expected)


def test_pairs_of_outlets_are_swapped_apart(rng: np.random.Generator) -> None:
    d = rng.normal(0, 1, (1, 20))
    d += 0.25 - d.mean()
    test = swap_test(np.repeat(d, 2, axis=0), family=True, pairs=[0, 1])
    assert test.p_max is not None and 0.1 < test.p[0] < 0.6
    expected = 1 - (1 - test.p[0]) ** 2
    assert test.p_max[0] == pytest.approx(expected, abs=4 * np.sqrt(0.25 / 1_000))


def test_copies_of_a_row_cost_nothing_under_max_t(rng: np.random.Generator) -> None:
    d = rng.normal(0.8, 1, (1, 20))
    test = swap_test(np.repeat(d, 5, axis=0), family=True)
    assert test.p_max is not None
    np.testing.assert_allclose(test.p_max, test.p)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_false_discovery_rate_is_that_of_scipy(p: list[float]) -> None:
    assert benjamini_hochberg(p).tolist() == false_discovery_control(p).tolist()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=10), st.randoms())
def test_p_ignores_event_order_scale_and_direction(values: list[int], random: object) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    p = [swap_test([row]).p[0] for row in (values, mixed, [-3.5 * v for v in values])]
    assert p[0] == pytest.approx(p[1]) == pytest.approx(p[2])


def test_the_same_seed_gives_the_same_p_whatever_else_is_tested(rng: np.random.Generator) -> None:
    d = rng.normal(size=(40, 30))
    together = swap_test(d, swaps=999, seed=3).p
    apart = np.concatenate([swap_test(row, swaps=999, seed=3).p for row in d])
    assert together.tolist() == apart.tolist()


def test_all_swaps_are_distinct_and_few_enough() -> None:
    signs, exact = swap_signs(6)
    assert exact and len({tuple(row) for row in signs}) == 32
    assert not swap_signs(14, swaps=10)[1]


def test_roles_of_two_outlets_are_swaps(rng: np.random.Generator) -> None:
    rates = rng.gamma(2, 1, (2, 12, 3))
    slots = rates.transpose(1, 0, 2).reshape(24, 3)
    roles = role_test(slots, np.ones((12, 2), dtype=bool), 0, swaps=9_999)
    swaps = swap_test((rates[0] - rates[1]).T)
    np.testing.assert_allclose(roles.z, swaps.z)
    assert np.abs(roles.p - swaps.p).max() < 0.03


def test_roles_by_brute_force_with_uneven_coverage(rng: np.random.Generator) -> None:
    covers = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 1], [1, 1, 1, 0]], dtype=bool)
    rates = rng.gamma(2, 1, (4, 4)) * covers

    def total(roles: tuple[int, ...]) -> float:
        return sum(
            rates[e, o] - np.mean([rates[e, k] for k in range(4) if covers[e, k] and k != o])
            for e, o in enumerate(roles)
        )

    every = np.array([total(roles) for roles in product(*map(np.flatnonzero, covers))])
    observed = (total((0, 0, 0, 0)) - every.mean()) / every.std()
    found = role_test(rates.reshape(16, 1), covers, 0, swaps=9_999)
    assert found.z[0] == pytest.approx(observed)
    p = np.mean(np.abs(every - every.mean()) >= np.abs(observed) * every.std() - 1e-9)
    assert found.p[0] == pytest.approx(p, abs=0.02)


def test_roles_leave_out_events_the_target_or_the_rest_did_not_cover(
    rng: np.random.Generator,
) -> None:
    covers = np.ones((12, 3), dtype=bool)
    covers[9, 0] = False
    covers[10, 1:] = False
    rates = rng.gamma(2, 1, (12, 3, 2)) * covers[:, :, None]
    kept = [i for i in range(12) if i not in (9, 10)]
    whole = role_test(rates.reshape(36, 2), covers, 0, swaps=499)
    part = role_test(rates[kept].reshape(30, 2), covers[kept], 0, swaps=499)
    np.testing.assert_allclose(whole.z, part.z)
    assert whole.p.tolist() == part.p.tolist()


def test_role_p_is_uniform_when_roles_are_drawn(rng: np.random.Generator) -> None:
    rates = rng.gamma(0.5, 1, (15, 4, 1))
    covers = np.ones((15, 4), dtype=bool)
    p = []
    for _ in range(300):
        mixed = rng.permuted(rates, axis=1)
        p.append(role_test(mixed.reshape(60, 1), covers, 2, swaps=199).p[0])
    for level in (0.05, 0.2, 0.5):
        assert np.mean(np.array(p) <= level) < level + 3.5 * np.sqrt(level * (1 - level) / 300)


def test_an_outlet_that_shares_no_event_has_p_one() -> None:
    covers = np.array([[True, False], [False, True]])
    assert role_test(np.ones((4, 3)), covers, 0, family=True).p.tolist() == [1.0, 1.0, 1.0]


def test_holm_is_statsmodels_holm() -> None:
    # statsmodels 0.15.0, multipletests(..., method="holm")
    expected = [0.04, 0.09, 0.09, 0.025, 0.5]
    np.testing.assert_allclose(holm([0.01, 0.04, 0.03, 0.005, 0.5]), expected)


def test_an_empty_family_stays_empty() -> None:
    assert len(benjamini_hochberg([])) == len(holm([])) == 0
