"""Words among many patterns at once, as each pattern by itself would have them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from framing.terms.grammar import glob_to_regex
from framing.terms.word_patterns import PatternIndex

PATTERNS = st.text("ab's*?", min_size=1, max_size=5)
WORDS = st.text("ab's-", min_size=1, max_size=7)


@given(st.lists(PATTERNS, unique=True), st.sets(WORDS))
def test_words_fit_the_patterns_whose_regular_expression_they_match(
    patterns: list[str], words: set[str]
) -> None:
    numbers = {pattern: number for number, pattern in enumerate(patterns)}
    expected = {}
    for word in words:
        fits = [n for p, n in numbers.items() if p != "*" and re.fullmatch(glob_to_regex(p), word)]
        if fits:
            expected[word] = tuple(fits)
    assert PatternIndex(numbers).fitting(words) == expected
