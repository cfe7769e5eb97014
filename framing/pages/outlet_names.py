"""Names of one outlet that are written in several ways, and so are taken as several outlets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_SHOWN = 3


def alike_outlets(outlets: Iterable[str]) -> list[list[str]]:
    """Return outlets whose names differ only in capitals, blanks or marks, together, sorted.

    >>> alike_outlets(["Al Bilad", "Lantern", "AL-BILAD"])
    [['AL-BILAD', 'Al Bilad']]
    """
    by_letters: dict[str, set[str]] = defaultdict(set)
    for outlet in outlets:
        by_letters["".join(filter(str.isalnum, outlet.casefold()))].add(outlet)
    return sorted(
        sorted(names) for letters, names in by_letters.items() if letters and len(names) > 1
    )


def alike_note(outlets: Iterable[str]) -> str | None:
    """Return a sentence about outlets whose names are alike, and the remedy; else None.

    >>> alike_note(["Lantern", "Courier"])
    """
    alike = alike_outlets(outlets)
    if not alike:
        return None
    named = "; ".join(", ".join(map(repr, names)) for names in alike[:_SHOWN])
    more = f"; and {len(alike) - _SHOWN} more" if len(alike) > _SHOWN else ""
    groups = {name: names[-1] for names in alike[:_SHOWN] for name in names[:-1]}
    return (
        "Outlets whose names differ only in capitals, blanks or marks are taken as several"
        f" ({named}{more}): write them alike, or give groups={groups} to framing.compare."
    )
