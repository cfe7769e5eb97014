import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.resampling import swap_signs
from framing.statistics.tails import TIE, n_reaching, tails


def in_double(scaled: np.ndarray, observed: np.ndarray, signs: np.ndarray) -> list[int]:
    reached = np.abs(scaled @ signs.T) >= observed[:, None] - TIE
    return np.count_nonzero(reached, axis=1).tolist()


@settings(max_examples=30, deadline=None)
@given(
    st.integers(1, 60),
    st.sampled_from([2, 7, 1_000_003]),
    st.integers(0, 2**32 - 1),
)
def test_single_precision_counts_as_double_does(events: int, values: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    # Few distinct values give ties: swaps exactly as far out as what was observed.
    d = rng.integers(-values, values + 1, (300, events)) / 3
    scaled = d / np.maximum(np.sqrt((d**2).sum(axis=1, keepdims=True)), 1e-300)
    observed = np.abs(scaled.sum(axis=1))
    signs = swap_signs(events, swaps=99, seed=seed)[0][:200]
    assert n_reaching(scaled, observed, signs).tolist() == in_double(scaled, observed, signs)


def test_even_scores_all_tie() -> None:
    signs = swap_signs(16, swaps=400, seed=1)[0]
    scaled = np.full((3, 16), 0.25)
    observed = np.array([0.5, 1.0, 4.0])
    assert n_reaching(scaled, observed, signs).tolist() == in_double(scaled, observed, signs)


def test_the_largest_of_a_row_and_those_less_significant_decides(rng: np.random.Generator) -> None:
    nulls = [np.abs(rng.normal(size=(12, 50))).round(1) for _ in range(3)]
    observed = np.abs(rng.normal(size=12)).round(1) * 2
    p, p_max = tails(
        iter([null.copy() for null in nulls]), observed[None], exact=True, family=True
    )[0]
    size = np.concatenate(nulls, axis=1)
    assert p.tolist() == (size >= observed[:, None] - TIE).mean(axis=1).tolist()
    order = np.argsort(-observed, kind="stable")
    adjusted = [(size[order[k:]].max(axis=0) >= observed[order[k]] - TIE).mean() for k in range(12)]
    np.testing.assert_allclose(p_max[order], np.maximum.accumulate(adjusted))
