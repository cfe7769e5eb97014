"""Where a batch names the parties of a conflict, as an actors lexicon knows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]

ROLES = (
    "demonym",
    "place",
    "shared_place",
    "person",
    "government",
    "military",
    "armed_group",
    "organization",
    "event",
)
ACTOR_CODE = {role: code for code, role in enumerate(ROLES, 1)}


def _none() -> Indices:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class ActorTokens:
    """Side and role of the tokens that an actors lexicon hit, columns of shape (n_hit,).

    ``token`` holds their numbers in the batch, in order, each once; ``side`` indexes ``sides``,
    whose first is None, and ``role`` is an :data:`ACTOR_CODE`, 0 for one not in :data:`ROLES`. An
    ``event`` is a named happening, and its side is the side of those it befell; a ``shared_place``
    has people of several sides and tells nothing of who was hurt there.
    """

    token: Indices = field(default_factory=_none)
    side: Indices = field(default_factory=_none)
    role: Indices = field(default_factory=_none)
    sides: tuple[str | None, ...] = (None,)

    def __len__(self) -> int:
        return len(self.token)

    def side_within(self, first: int, last: int) -> str | None:
        """Return the one side named from token *first* through *last*; None if none or several."""
        begin, end = np.searchsorted(self.token, (first, last + 1))
        sides = set(self.side[begin:end].tolist())
        return self.sides[sides.pop()] if len(sides) == 1 else None

    def side_codes(self, n_tokens: int) -> npt.NDArray[np.uint16]:
        """Return the side of each of *n_tokens* as an index into ``sides``, 0 for any other."""
        codes = np.zeros(n_tokens, np.uint16)
        codes[self.token] = self.side
        return codes

    def role_codes(self, n_tokens: int) -> npt.NDArray[np.uint8]:
        """Return the role of each of *n_tokens* as an :data:`ACTOR_CODE`, 0 for any other.

        >>> actor_tokens([(2, 2, "north", "place")]).role_codes(4).tolist()
        [0, 0, 2, 0]
        """
        codes = np.zeros(n_tokens, np.uint8)
        codes[self.token] = self.role
        return codes

    def by_token(self) -> dict[int, tuple[str | None, str]]:
        """Return side and role of each token, for readers of one token at a time.

        >>> actor_tokens([(2, 2, "north", "place")]).by_token()
        {2: ('north', 'place')}
        """
        columns = zip(self.token.tolist(), self.side.tolist(), self.role.tolist(), strict=True)
        roles = ("", *ROLES)
        return {token: (self.sides[side], roles[role]) for token, side, role in columns}


def actor_tokens(spans: Iterable[tuple[int, int, str, str]]) -> ActorTokens:
    """Return the actor tokens of *spans*, each ``(first token, last token, side, role)``.

    Where spans overlap the later one counts, so give longer entries after shorter ones.

    >>> actors = actor_tokens([(0, 0, "north", "demonym"), (4, 5, "south", "place")])
    >>> actors.side_within(0, 2), actors.side_within(0, 4), actors.by_token()[5]
    ('north', None, ('south', 'place'))
    """
    told = {i: (side, role) for first, last, side, role in spans for i in range(first, last + 1)}
    sides = (None, *sorted({side for side, _ in told.values()}))
    token = sorted(told)
    return ActorTokens(
        np.array(token, np.int64),
        np.array([sides.index(told[i][0]) for i in token], np.int64),
        np.array([ACTOR_CODE.get(told[i][1], 0) for i in token], np.int64),
        sides,
    )
