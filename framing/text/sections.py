"""Which section of its article each token stands in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.article import SECTIONS, Article
from framing.text.token_ranges import tokens_in
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
    begin, stop = tokens.first[:-1], tokens.first[1:]
    body_start = np.array([a.body_start for a in articles], np.int64) + tokens.text_start
    body = np.clip(np.searchsorted(tokens.start, body_start), begin, stop)
    section[tokens_in(begin, body)] = TITLE
    for number in [i for i, a in enumerate(articles) if a.sections]:
        own = slice(int(begin[number]), int(stop[number]))
        start = tokens.start[own] - tokens.text_start[number]
        for span in articles[number].sections:
            first, last = np.searchsorted(start, (span.start, span.end))
            section[own][first:last] = SECTIONS.index(span.section)
        unmarked = np.flatnonzero(section[own] == BODY)
        body[number] = begin[number] + unmarked[0] if len(unmarked) else stop[number]
    ends = np.append(tokens.paragraph_first[1:], len(tokens))
    lede = tokens.paragraph[body[body < stop]]
    inside = tokens_in(tokens.paragraph_first[lede], ends[lede])
    section[inside[section[inside] == BODY]] = LEDE
    return section
