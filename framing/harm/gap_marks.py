"""The classes of the texts between two tokens that rules about harm ask for, as bits."""

from __future__ import annotations

from functools import lru_cache

from framing.text.token_lists import is_break

# fmt: off
(
    BREAK, SPACE, BARE, BLANK, COMMA, GLUED, OPENS_QUOTE, IN_NAME, IN_COMPOUND, OPENS_AGE,
    CLOSES_AGE, ENDS_CLAUSE, POSSESSES, CLOSES,
) = (1 << bit for bit in range(14))
# fmt: on
_GLUES = (".", "?", "!")  # extractors drop the space between two sentences


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
            (BREAK, is_break(gap) or gap in _GLUES),
            (SPACE, gap.isspace()),
            (BARE, not marks),
            (BLANK, gap == " "),
            (COMMA, marks == ","),
            (GLUED, gap in _GLUES),
            (OPENS_QUOTE, marks in ("“", '"')),
            (IN_NAME, not gap.strip(" .")),
            (IN_COMPOUND, not gap.strip(" -\u00a0")),
            (OPENS_AGE, marks in (",", "(")),
            (CLOSES_AGE, marks in (",", ")", ".")),
            (POSSESSES, gap in ("' ", "’ ")),
            (CLOSES, gap in _GLUES or ")" in marks),
            (ENDS_CLAUSE, gap in _GLUES or (is_break(gap) and is_break(gap.replace(",", "")))),
        )
        if holds
    )
