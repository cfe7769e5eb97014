import numpy as np
import pytest

from framing.statistics.rate_ratio import rate_ratios
from framing.statistics.verdicts import judge

MORE, SILENT = np.full(10, 4), np.zeros(10)


def verdict(
    target: np.ndarray, reference: np.ndarray, p_adj: float, *, story: bool = False
) -> tuple[str, str]:
    found = rate_ratios(target, np.full(len(target), 100), reference, np.full(len(target), 100))
    [said] = judge(
        [("A", "B")],
        found,
        found.n_target + found.n_reference,
        found.n_informative,
        ~found.differences.any(axis=1),
        np.array([p_adj]),
        "story" if story else "event",
    )
    return said


ONCE = np.concatenate([[40], np.ones(9)])
VARIED = np.arange(4, 14)
CASES = {
    "too little": ((MORE[:7], MORE[:7], np.nan), "too_few", "too few to say: 7 informative events"),
    "alike": ((MORE, MORE, 1.0), "no_evidence", "the same rate in every event: rate of A is 1"),
    "large p": ((VARIED, MORE, 0.2), "no_evidence", "no evidence of a difference (adjusted p 0.2)"),
    "one event": ((ONCE, np.full(10, 1.0), 0.01), "no_evidence", "leaving out one event turns"),
    "differs": ((VARIED, np.ones(10), 0.01), "differs", "rate of A is 8.5 times that of B, 95 % "),
    "silent": ((VARIED, SILENT, 0.01), "differs", "no hit in B, 85 in all (ratio at least "),
}


@pytest.mark.parametrize("case", CASES)
def test_a_verdict_says_why(case: str) -> None:
    (target, reference, p_adj), expected, why = CASES[case]
    found, said = verdict(target, reference, p_adj)
    assert found == expected and said.startswith(why)


def test_a_story_never_differs() -> None:
    found, said = verdict(VARIED, np.ones(10), 0.01, story=True)
    assert found == "no_evidence" and said.startswith("matched on the story only")
