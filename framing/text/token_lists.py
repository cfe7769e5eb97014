"""Token columns as Python lists, for rules that look at a candidate's neighbors one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.tokens import Tokens

_BREAK = re.compile(r'[,;:()—–"“”\[\]]| - |--')
_PADDING = 16  # more tokens than a rule looks beyond the end of a sentence


@dataclass(frozen=True, slots=True, eq=False)
class TokenLists:
    """The columns that rules read, as lists of equal length, and the joined text.

    A rule indexes a few tokens around a candidate; a list does that ten times faster than an
    array does. What is read only of what was found stays an array.

    ``token`` is the number of the token in the batch, ``words`` its normalized type, ``gaps``
    the text between it and the next one and ``breaks`` whether that ends a phrase.

    Behind the last token stand empty ones, each a sentence of its own: what looks beyond either
    end of the lists sees those (a negative index too), and needs no test of its own.
    """

    token: npt.NDArray[np.int64]
    words: list[str]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    sentence: list[int]
    shape: list[int]
    gaps: list[str]
    breaks: list[bool]
    joined: str

    def gap(self, i: int) -> str:
        """Return the text between token *i* and the next one; empty beyond the last."""
        return self.gaps[i]

    def word(self, i: int) -> str:
        """Return the word at *i*, or an empty string beyond either end of the batch."""
        return self.words[i]

    def near(self, i: int, j: int) -> str:
        """Return the word at *j* if it stands in the sentence of token *i*, else an empty string.

        Neighbors are read through this, so that no text can change what is found in the next.
        """
        return self.words[j] if self.sentence[i] == self.sentence[j] else ""

    def shape_near(self, i: int, j: int) -> int:
        """Return the shape of token *j* if it stands in the sentence of token *i*, else -1."""
        return self.shape[j] if self.sentence[i] == self.sentence[j] else -1

    def same_sentence(self, i: int, j: int) -> bool:
        """Tell whether both tokens lie in one sentence."""
        return self.sentence[i] == self.sentence[j]

    def text(self, first: int, last: int) -> str:
        """Return the text from token *first* through token *last*, white space folded."""
        return " ".join(self.joined[self.start[first] : self.end[last]].split())


def is_break(gap: str) -> bool:
    """Tell whether the text between two tokens ends a phrase.

    >>> is_break(", "), is_break(" "), is_break(". ")
    (True, False, False)
    """
    return _BREAK.search(gap) is not None


def token_lists(tokens: Tokens, held: npt.NDArray[np.int64] | None = None) -> TokenLists:
    """Return the columns of *tokens* as lists; of the tokens numbered *held* only, in order.

    Token ``held[k]`` then stands at *k*. What a rule looks at around a token must be held too, or
    it takes what stands there for the neighbor.

    >>> from framing.tokens import tokenize
    >>> lists = token_lists(tokenize(["Two men died."]))
    >>> lists.words[:3], lists.gap(1), lists.same_sentence(0, 2), lists.same_sentence(0, 3)
    (['two', 'men', 'died'], ' ', True, False)
    """
    held = np.arange(len(tokens)) if held is None else held
    gap_types, gap = tokens.vocabulary.gaps, tokens.gap.take(held)
    breaks = gap_types.values(is_break, is_break, np.bool_).take(gap)
    beyond_all = np.full(_PADDING, len(tokens.joined))
    return TokenLists(
        token=np.append(held, [-1] * _PADDING),
        words=tokens.vocabulary.words(tokens.type_id[held]) + [""] * _PADDING,
        start=np.append(tokens.start[held], beyond_all),
        end=np.append(tokens.end[held], beyond_all),
        sentence=tokens.sentence[held].tolist() + list(range(-_PADDING, 0)),
        shape=tokens.shape[held].tolist() + [-1] * _PADDING,
        gaps=[gap_types.types[number] for number in gap.tolist()] + [""] * _PADDING,
        breaks=breaks.tolist() + [False] * _PADDING,
        joined=tokens.joined,
    )


def place_in(lists: TokenLists, tokens: npt.NDArray[np.int64]) -> list[int]:
    """Return where in *lists* the *tokens* of a batch stand, which all must be held there."""
    places: list[int] = np.searchsorted(lists.token[:-_PADDING], tokens).tolist()
    return places
