"""Which section of its article each token stands in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.article import SECTIONS, Article
from framing.text.token_ranges import token_ranges
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
    body_start = np.array([a.body_start for a in articles], np.int64) + tokens.text_start
    title_end = np.minimum(np.searchsorted(tokens.start, body_start), tokens.first[1:])
    section[token_ranges(tokens.first[:-1], np.maximum(title_end, tokens.first[:-1])).token] = TITLE
    for number in [i for i, a in enumerate(articles) if a.sections]:
        own = slice(int(tokens.first[number]), int(tokens.first[number + 1]))
        start = tokens.start[own] - tokens.text_start[number]
        for span in articles[number].sections:
            begin, stop = np.searchsorted(start, (span.start, span.end))
            section[own][begin:stop] = SECTIONS.index(span.section)
    body = np.append(np.flatnonzero(section == BODY), len(tokens))
    first = body[np.searchsorted(body, tokens.first[:-1])]
    paragraph = tokens.paragraph[first[first < tokens.first[1:]]]
    begin = np.searchsorted(tokens.paragraph, paragraph)
    lede = token_ranges(begin, np.searchsorted(tokens.paragraph, paragraph, "right")).token
    section[lede[section[lede] == BODY]] = LEDE
    return section
