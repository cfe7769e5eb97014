"""Which section of its article each token stands in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.article import SECTIONS, Article
from framing.tokens import Tokens

TITLE, DEK, LEDE, SUBHEADING, BODY, CAPTION = range(len(SECTIONS))


def find_sections(articles: Sequence[Article], tokens: Tokens) -> npt.NDArray[np.uint8]:
    """Return for each token the number of its section in ``SECTIONS``, shape (n_tokens,).

    The title runs to ``body_start``; deks, subheadings and captions are where the article marks
    them; the lede is the first paragraph of what is left, and the rest is body.

    >>> from framing.tokens import tokenize
    >>> article = Article(id="a", text="Port shuts\\n\\nIt shut.\\n\\nWhy?", body_start=12)
    >>> column = find_sections([article], tokenize([article.text]))
    >>> [SECTIONS[s] for s in column]
    ['title', 'title', 'lede', 'lede', 'body']
    """
    section = np.full(len(tokens), BODY, np.uint8)
    for number, article in enumerate(articles):
        low, high = int(tokens.first[number]), int(tokens.first[number + 1])
        offset = int(tokens.text_start[number])
        start = tokens.start[low:high] - offset
        own = section[low:high]
        own[: np.searchsorted(start, article.body_start)] = TITLE
        for span in article.sections:
            begin, stop = np.searchsorted(start, (span.start, span.end))
            own[begin:stop] = SECTIONS.index(span.section)
        body = np.flatnonzero(own == BODY)
        if len(body):
            paragraph = tokens.paragraph[low:high]
            own[(own == BODY) & (paragraph == paragraph[body[0]])] = LEDE
    return section
