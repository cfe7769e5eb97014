"""Where sentences and paragraphs end, against the rule read out character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.text import characters as ch
from framing.text.abbreviations import ABBREVIATION, STARTER, TITLE, sentence_class
from framing.tokens import Tokens, tokenize

WORDS = st.sampled_from(["Ann", "left", "the", "The", "U.S.", "a.m.", "Mr", "Oct", "J", "7", "中"])
GAPS = st.text(" .,;!?\n\"”'。", min_size=1, max_size=4) | st.sampled_from([". ", " ", '." '])
TEXTS = st.lists(st.tuples(WORDS, GAPS | st.text("., -\n", min_size=5, max_size=9)), max_size=9)


def ends(tokens: Tokens, i: int) -> tuple[bool, bool]:
    """Return whether a sentence, and whether a paragraph, ends behind token *i*."""
    tables = ch.character_tables()
    before, after = sentence_class([tokens.words()[i], tokens.words()[i + 1]])
    gap = tokens.joined[tokens.end[i] : tokens.start[i + 1]]
    in_period = tokens.joined[tokens.end[i] - 1] == "."
    seen = ch.PERIOD_MARK if in_period else 0
    pauses = False
    for place, mark in enumerate(gap):
        kind = int(tables.boundary[ord(mark)]) & ~ch.QUOTATION
        pauses |= kind == ch.PAUSE and seen != 0 and place < 6
        seen |= kind
    if seen & ch.NEWLINE:
        return True, True
    abbreviated = (
        (in_period or gap.startswith("."))
        and not seen & ch.TERMINATOR
        and bool(before & TITLE or (before & ABBREVIATION and not after & STARTER))
    )
    opens = tables.case[ord(tokens.joined[tokens.start[i + 1]])] != ch.LOWER
    marked = seen & (ch.TERMINATOR | ch.PERIOD_MARK)
    spaced = len(gap) > 1 or in_period or seen & ch.UNSPACED
    return bool(marked and opens and spaced and not pauses and not abbreviated), False


@given(TEXTS)
def test_a_sentence_ends_where_the_rule_says(pairs: list[tuple[str, str]]) -> None:
    tokens = tokenize(["".join(word + gap for word, gap in pairs)])
    expected = [ends(tokens, i) for i in range(len(tokens) - 1)]
    columns = (tokens.sentence, tokens.paragraph)
    assert [list(map(bool, (c[1:] > c[:-1]).tolist())) for c in columns] == [
        [one[kind] for one in expected] for kind in range(2)
    ]
