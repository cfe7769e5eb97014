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
    article = np.repeat(np.arange(len(articles)), np.diff(tokens.first))
    body_start = np.array([a.body_start for a in articles], np.int64) + tokens.text_start
    section = np.where(tokens.start < body_start[article], TITLE, BODY).astype(np.uint8)
    for number in [i for i, a in enumerate(articles) if a.sections]:
        own = slice(int(tokens.first[number]), int(tokens.first[number + 1]))
        start = tokens.start[own] - tokens.text_start[number]
        for span in articles[number].sections:
            begin, stop = np.searchsorted(start, (span.start, span.end))
            section[own][begin:stop] = SECTIONS.index(span.section)
    body = np.flatnonzero(section == BODY)
    first_of_article = body[np.diff(article[body], prepend=-1) > 0]
    lede = np.isin(tokens.paragraph[body], tokens.paragraph[first_of_article])
    section[body[lede]] = LEDE
    return section
