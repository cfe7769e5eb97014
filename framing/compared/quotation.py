"""How often each outlet puts a word in scare quotes, out of its uses in its own voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.compared.words import own_tokens
from framing.errors import LexiconError
from framing.lexicon import lexicon_from_terms
from framing.matching import Matcher, compile_lexicons
from framing.quotation.kind import SCARE_QUOTE
from framing.statistics.shares import share
from framing.tables import COMPARISON_TABLES, make_table
from framing.terms.grammar import parse_term
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

Use = tuple[int, int, int, str, str, bool]

_LONGEST = 4
_DETERMINERS = frozenset("a an the this that these those his her its their our my your".split())


def quotation_table(uses: Sequence[Use], selection: Selection) -> pd.DataFrame:
    """Return one row a term and outlet, for terms that any outlet puts in scare quotes.

    ``uses`` counts every use in own voice, ``scare_quoted`` those that are the whole of a scare
    quote; a term that one outlet always puts in marks and others never do stands out, whatever
    the single decisions. Terms with most scare-quoted uses come first.
    """
    cells: dict[tuple[str, str], Counter[tuple[str, bool]]] = defaultdict(Counter)
    for article, _, _, term, outlet, quoted in uses:
        cells[term, outlet][selection.event[article], quoted] += 1
    weight: Counter[str] = Counter()
    for (term, _), counts in cells.items():
        weight[term] += sum(n for (_, quoted), n in counts.items() if quoted)
    rows = []
    for term, outlet in sorted(cells, key=lambda cell: (-weight[cell[0]], cell)):
        counts = cells[term, outlet]
        events = sorted({event for event, _ in counts})
        marked = [counts[event, True] for event in events]
        total = [counts[event, True] + counts[event, False] for event in events]
        e = share(marked, total, feature=term, outlet=outlet)
        rows.append((term, outlet, sum(total), sum(marked), e.value, e.low, e.high))
    return make_table(COMPARISON_TABLES["quotation"], rows)


def uses_of(analysis: Analysis, selection: Selection) -> list[Use]:
    """Return article, start, end, term, outlet and whether scare-quoted, of every use."""
    quoted = _scare_quoted(analysis, selection)
    terms = sorted({term for term in quoted.values() if _is_term(term)})
    if not terms:
        return []
    vocabulary = Vocabulary()
    matcher = Matcher(compile_lexicons([lexicon_from_terms(terms)]), vocabulary)
    members = np.flatnonzero(selection.counted).tolist()
    uses: list[Use] = []
    for batch, tokens, own, _ in own_tokens(analysis, selection, members, vocabulary):
        found = matcher.match(tokens)
        for place, start, end, first, entry in zip(
            *(c.tolist() for c in (found.article, found.start, found.end, found.first)),
            found.entry.tolist(),
            strict=True,
        ):
            if own[first]:
                article, shift = batch[place], int(tokens.text_start[place])
                term = terms[entry]
                marked = quoted.get((article, start - shift)) == term
                outlet = selection.outlet[article]
                uses.append((article, start - shift, end - shift, term, outlet, marked))
    return uses


def _scare_quoted(analysis: Analysis, selection: Selection) -> dict[tuple[int, int], str]:
    """Return the term of each scare quote, by article and the start of the term."""
    quotes = analysis.findings.quotes
    found: dict[tuple[int, int], str] = {}
    rows = np.flatnonzero(quotes["kind"] == SCARE_QUOTE)
    rows = rows[selection.counted[quotes["article"][rows]]] if len(rows) else rows
    texts = [
        analysis.corpus[a].text[s:e]
        for a, s, e in zip(
            *(quotes[c][rows].tolist() for c in ("article", "start", "end")), strict=True
        )
    ]
    tokens = tokenize(texts)
    for number, row in enumerate(rows.tolist()):
        low, high = int(tokens.first[number]), int(tokens.first[number + 1])
        words = _words(tokens, low, high)
        term = term_of(words)
        if 0 < len(term) <= _LONGEST:
            skipped = len(words) - len(term)
            begin = int(tokens.start[low + skipped] - tokens.text_start[number])
            place = (int(quotes["article"][row]), int(quotes["start"][row]) + begin)
            found[place] = " ".join(term)
    return found


def term_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a span as a term: less a determiner before and a possessive after.

    >>> term_of(["the", "peace", "camp's"])
    ('peace', 'camp')
    """
    first = 1 if len(words) > 1 and words[0] in _DETERMINERS else 0
    if not words:
        return ()
    return (*words[first:-1], words[-1].removesuffix("'s"))


def _words(tokens: Tokens, low: int, high: int) -> list[str]:
    ids: npt.NDArray[np.int32] = tokens.type_id[low:high]
    return [tokens.vocabulary.types[i] for i in ids.tolist()]


def _is_term(term: str) -> bool:
    try:
        parse_term(term)
    except LexiconError:
        return False
    return True
