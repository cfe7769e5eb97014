"""How a comparison is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal

from framing.errors import FramingError
from framing.statistics.contrasts import MAX_PRIMARY

Within = Literal["event", "story"]
Wording = Literal["published", "staff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a comparison is made; every table of it rests on these."""

    by: str = "outlet"
    within: Within = "event"
    primary: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] | None = None
    against_rest: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    wording: Wording = "published"
    translated: bool = False
    seed: int = 0


def read_settings(
    *,
    by: str,
    within: Within,
    primary: Iterable[str],
    pairs: Iterable[tuple[str, str]] | None,
    groups: Mapping[str, str] | None,
    wording: Wording,
    seed: int,
    **others: bool,
) -> Settings:
    """Return the settings that a user gave; raises FramingError for those there are not."""
    _one_of("by", by, ("outlet",))
    _one_of("within", within, ("event", "story"))
    _one_of("wording", wording, ("published", "staff"))
    features = tuple(dict.fromkeys(_several("primary", "features", primary)))
    if len(features) > MAX_PRIMARY:
        raise FramingError(f"primary takes at most {MAX_PRIMARY} features, got {len(features)}")
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise FramingError(f"seed = {seed!r}: it takes a whole number from 0 on")
    if groups is not None and not (
        isinstance(groups, Mapping) and all(isinstance(one, str) for one in chain(*groups.items()))
    ):
        raise FramingError(f"groups = {groups!r}: it takes a dict from outlets to their groups")
    if pairs is not None and others.get("against_rest"):
        raise FramingError("pairs and against_rest: give one of them, not both")
    return Settings(
        by=by,
        within=within,
        primary=features,
        pairs=None if pairs is None else _pairs(pairs),
        groups=dict(groups or {}),
        wording=wording,
        seed=seed,
        **others,
    )


def _pairs(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found = []
    for pair in _several("pairs", "pairs of outlets", pairs):
        names = () if isinstance(pair, str) else tuple(pair)
        if len(names) != 2 or names[0] == names[1]:
            raise FramingError(
                f"pairs: {pair!r} is not a pair of two outlets, target and reference"
            )
        found.append((names[0], names[1]))
    return tuple(dict.fromkeys(found))


def _several(name: str, what: str, given: Any) -> list[Any]:
    if isinstance(given, str):
        raise FramingError(f"{name} = {given!r}: it takes a list of {what}")
    return list(given)


def _one_of(name: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        raise FramingError(f"{name} = {given!r}: it takes {' or '.join(map(repr, known))}")
