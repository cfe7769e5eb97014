"""Words that the tables hold in small letters, as the articles write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from framing.compared.words import term_places
from framing.report.plain_names import plain

if TYPE_CHECKING:
    from framing.analysis import Analysis
    from framing.compared.selection import Selection


def most_written(forms: Iterable[str], otherwise: str) -> str:
    """Return the spelling that most *forms* have, in small letters if as many; or *otherwise*.

    >>> most_written(["un", "UN", "UN"], "un"), most_written(["But", "but"], "but")
    ('UN', 'but')
    >>> most_written([], "tuesday")
    'tuesday'
    """
    uses = Counter(" ".join(form.split()) for form in forms)
    return min(uses, key=lambda form: (-uses[form], not form.islower(), form), default=otherwise)


def written_in(text: str, words: str) -> str:
    """Return *words*, known in small letters, as *text* writes them; in plain words if it does not.

    >>> written_in("In Dunmore\\nOn Tuesday 3 died.", "tuesday"), written_in("", "gaza")
    ('Tuesday', 'Gaza')
    """
    wanted = r"\s+".join(map(re.escape, words.split()))
    found = re.finditer(rf"(?<!\w){wanted}(?!\w)", text, re.IGNORECASE)
    return most_written((match.group() for match in found), plain(words))


def written_as(analysis: Analysis, places: Iterable[tuple[int, int, int]], term: str) -> str:
    """Return *term* in the spelling that most of its *places* have."""
    texts = analysis.corpus
    return most_written((texts[n].text[start:end] for n, start, end in places), term)


def written_terms(analysis: Analysis, selection: Selection, terms: Sequence[str]) -> dict[str, str]:
    """Return each of *terms* in the spelling that most of its uses by all outlets have."""
    by_outlet = [term_places(analysis, selection, terms, outlet) for outlet in selection.outlets]
    return {
        term: written_as(analysis, (p for places in by_outlet for p in places[term]), term)
        for term in terms
    }
