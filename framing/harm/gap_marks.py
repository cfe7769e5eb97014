"""The classes of the texts between two tokens that rules about harm ask for, as bits."""

from __future__ import annotations

from functools import lru_cache

from framing.text.token_lists import is_break

# fmt: off
(
    BREAK, SPACE, BARE, BLANK, COMMA, GLUED, OPENS_QUOTE, IN_NAME, IN_COMPOUND, OPENS_AGE,
    CLOSES_AGE, ENDS_CLAUSE, POSSESSES,
) = (1 << bit for bit in range(13))
# fmt: on


@lru_cache(maxsize=65536)
def gap_marks(gap: str) -> int:
    """Return the classes, as bits, of the text between two tokens.

    >>> gap_marks(", ") & COMMA > 0, gap_marks(" ") & BREAK > 0
    (True, False)
    """
    marks = gap.strip()
    return sum(
        bit
        for bit, holds in (
            (BREAK, is_break(gap)),
            (SPACE, gap.isspace()),
            (BARE, not marks),
            (BLANK, gap == " "),
            (COMMA, marks == ","),
            (GLUED, gap in (".", "?", "!")),  # extractors drop the space between two sentences
            (OPENS_QUOTE, marks in ("“", '"')),
            (IN_NAME, not gap.strip(" .")),
            (IN_COMPOUND, not gap.strip(" -\u00a0")),
            (OPENS_AGE, marks in (",", "(")),
            (CLOSES_AGE, marks in (",", ")", ".")),
            (POSSESSES, gap in ("' ", "’ ")),
            (ENDS_CLAUSE, is_break(gap) and is_break(gap.replace(",", ""))),
        )
        if holds
    )
