"""How a comparison is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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
