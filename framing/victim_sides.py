"""Whose side the victims of a harm are on, decided without the verb and without the agent."""

from __future__ import annotations

from framing.actor_tokens import ActorTokens
from framing.harm_forms import Mention
from framing.token_lists import TokenLists


def decide_side(lists: TokenLists, mention: Mention, actors: ActorTokens) -> str | None:
    """Return the side of the victims of *mention*, or None where the masked text does not say.

    Harm word, agent and the phrase that names the attack are masked: they are what a comparison
    of wording measures, and a side read from them would make that comparison circular.
    """
    if mention.victim is not None:
        sides = {
            actors.side[k]
            for k in range(mention.victim[0], mention.victim[1] + 1)
            if k in actors.side
        }
        if len(sides) == 1:
            return sides.pop()
        if sides:
            return None
    return None
