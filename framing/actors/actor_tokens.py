"""Where a batch names the parties of a conflict, as an actors lexicon knows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

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


@dataclass(frozen=True, slots=True, eq=False)
class ActorTokens:
    """Side and role of the tokens that an actors lexicon hit; all other tokens are absent.

    ``side`` maps a token's number in the batch to a side; ``role`` to one of :data:`ROLES`. An
    ``event`` is a named happening, and its side is the side of those it befell; a ``shared_place``
    has people of several sides and tells nothing of who was hurt there.
    """

    side: dict[int, str] = field(default_factory=dict)
    role: dict[int, str] = field(default_factory=dict)

    def side_within(self, first: int, last: int) -> str | None:
        """Return the one side named from token *first* through *last*; None if none or several."""
        sides = {self.side[i] for i in range(first, last + 1) if i in self.side}
        return sides.pop() if len(sides) == 1 else None

    def role_codes(self, n_tokens: int) -> npt.NDArray[np.uint8]:
        """Return the role of each of *n_tokens* as a :data:`ACTOR_CODE`, 0 for any other.

        >>> ActorTokens(role={2: "place"}).role_codes(4).tolist()
        [0, 0, 2, 0]
        """
        codes = np.zeros(n_tokens, np.uint8)
        at = np.fromiter(self.role, np.int64, len(self.role))
        codes[at] = [ACTOR_CODE.get(role, 0) for role in self.role.values()]
        return codes


def actor_tokens(spans: Iterable[tuple[int, int, str, str]]) -> ActorTokens:
    """Return the actor tokens of *spans*, each ``(first token, last token, side, role)``.

    Where spans overlap the later one counts, so give longer entries after shorter ones.

    >>> actors = actor_tokens([(0, 0, "north", "demonym"), (4, 5, "south", "place")])
    >>> actors.side_within(0, 2), actors.side_within(0, 4), actors.role[5]
    ('north', None, 'place')
    """
    found = ActorTokens()
    for first, last, side, role in spans:
        for i in range(first, last + 1):
            found.side[i] = side
            found.role[i] = role
    return found
