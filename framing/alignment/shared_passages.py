"""Passages that articles of different outlets hold word for word: wire copy, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.text import characters as ch
from framing.text.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]

_BETWEEN_TEXTS = "\n\n"
_FEWEST_WORDS = 5
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9)  # of a 64-bit hash
_SHIFT = np.uint64(29)


def find_shared_passages(
    articles: Sequence[Article], *, events: Sequence[int] | None = None, min_words: int = 15
) -> list[list[tuple[int, int]]]:
    """Return, for each article, the passages that another outlet's article holds word for word.

    A passage is a run of at least *min_words* words, case and punctuation aside; quotations count
    like other text. Ranges are offsets of ``article.text``. Only articles with the same number in
    *events* are compared, all unless given. Articles of the same outlet, and those without an
    outlet, are compared with all others but not with one another. Raises ValueError for
    *min_words* below 5.

    >>> text = "The port closed on Monday after talks."
    >>> first = Article(id="a", outlet="A", text=text)
    >>> second = Article(id="b", outlet="B", text="But " + text)
    >>> find_shared_passages([first, second], min_words=5)
    [[(0, 37)], [(4, 41)]]
    """
    if min_words < _FEWEST_WORDS:
        raise ValueError(f"min_words must be {_FEWEST_WORDS} or more, not {min_words}")
    text_start, start, end, code = _words([article.text for article in articles])
    article = np.searchsorted(text_start, start, "right") - 1
    event = np.zeros(len(articles), np.int64) if events is None else np.array(events, np.int64)
    names = [a.outlet or "" for a in articles]
    outlet = np.unique(np.array(names, object), return_inverse=True)[1].reshape(-1)
    runs = _run_codes(code, min_words)
    # A run of words does not go on from one article into the next.
    whole = np.flatnonzero(article[: len(runs)] == article[min_words - 1 :][: len(runs)])
    own = article[whole]
    key = _mixed(runs[whole] + event[own].astype(np.uint64) * np.uint64(_ODD[1]))
    at = whole[_are_of_several(key, outlet[own])]
    opens = np.diff(at, prepend=-min_words) >= min_words
    opens[1:] |= article[at[1:]] != article[at[:-1]]
    first, last = at[opens], at[np.append(opens[1:], True)] if len(at) else at
    passages: list[list[tuple[int, int]]] = [[] for _ in articles]
    shift = text_start[article[first]]
    begins, stops = start[first] - shift, end[last + min_words - 1] - shift
    for k, begin, stop in zip(
        article[first].tolist(), begins.tolist(), stops.tolist(), strict=True
    ):
        passages[k].append((begin, stop))
    return passages


def _words(texts: Sequence[str]) -> tuple[Indices, Indices, Indices, Codes]:
    """Return where texts begin when joined, and start, end and a code of each word in them."""
    joined = _BETWEEN_TEXTS.join(texts)
    units = ch.code_units(joined)
    inside = np.zeros(len(units) + 2, np.bool_)
    inside[1:-1] = _word_characters().take(units)
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    start, end = edges[0::2].copy(), edges[1::2].copy()
    type_id = Vocabulary().lookup(ch.fold_codes(units), start, end, joined)
    text_start = np.zeros(len(texts), np.int64)
    np.cumsum([len(text) + len(_BETWEEN_TEXTS) for text in texts[:-1]], out=text_start[1:])
    return text_start, start, end, _mixed(type_id.astype(np.uint64))


@cache
def _word_characters() -> npt.NDArray[np.bool_]:
    """Tell which UTF-16 code units Python's ``\\w`` matches."""
    plane = map(chr, range(1 << 16))
    matched = np.fromiter(map(str.isalnum, plane), np.bool_, 1 << 16)
    matched[ord("_")] = True
    return matched


def _mixed(codes: Codes) -> Codes:
    mixed = (codes + np.uint64(_ODD[1])) * np.uint64(_ODD[0])
    mixed ^= mixed >> _SHIFT
    mixed *= np.uint64(_ODD[2])
    return mixed


def _run_codes(code: Codes, length: int) -> Codes:
    """Return a code of each run of *length* words, the same for the same words in order."""
    n = max(len(code) - length + 1, 0)
    runs = np.zeros(n, np.uint64)
    for step in range(length):
        runs *= np.uint64(_ODD[0])
        runs += code[step : step + n]
    return runs


def _are_of_several(key: Codes, outlet: Indices) -> npt.NDArray[np.bool_]:
    """Tell which keys occur in several outlets."""
    if not len(key):
        return np.zeros(0, np.bool_)
    order = np.argsort(key)
    opens = np.append(True, np.diff(key[order]) != 0)
    begins = np.flatnonzero(opens)
    lowest, highest = (of.reduceat(outlet[order], begins) for of in (np.minimum, np.maximum))
    several = np.empty(len(key), np.bool_)
    several[order] = (lowest != highest)[np.cumsum(opens) - 1]
    return several
