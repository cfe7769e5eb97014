"""Scare quotes: words that the writer sets in marks to keep a distance from them."""

from __future__ import annotations

import numpy as np

from framing.attributions import Attributions
from framing.markers.marker_hits import MarkerHits
from framing.quotation.kind import SCARE_QUOTE
from framing.quotes import Quotes
from framing.tokens import Tokens


def find_scare_quotes(tokens: Tokens, quotes: Quotes, attributions: Attributions) -> MarkerHits:
    """Return the quotations of kind ``scare_quote``; a hit includes its marks.

    >>> from framing.attributions import find_attributions
    >>> from framing.quotes import find_quotes
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(['The "reform" left every fee in place, and nobody was told.'])
    >>> quotes = find_quotes(tokens)
    >>> find_scare_quotes(tokens, quotes, find_attributions(tokens, quotes)).label
    ['reform']
    """
    rows = np.flatnonzero(quotes.kind == SCARE_QUOTE)
    words = tokens.vocabulary.words
    return MarkerHits(
        article=quotes.article[rows],
        start=quotes.start[rows],
        end=quotes.end[rows],
        label=[
            " ".join(words(tokens.type_id[quotes.first[i] : quotes.last[i]])) for i in rows.tolist()
        ],
        reason=[quotes.reason(i) for i in rows.tolist()],
    )
