"""Mentions of harm to people: who is hurt, in which words, and whether an agent is named.

Each mention is one word of framing/data/harm_words.toml in a sense of harm, read with the noun
phrases around it (no parser). Rules and their limits: docs/explanation/harm-and-figures.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.harm.candidates import find_candidates
from framing.harm.forms import read_mention
from framing.harm.mention import Mention
from framing.harm.victim_sides import decide_side
from framing.harm.victims import Victim, describe_victim
from framing.text.token_lists import TokenLists, place_in, token_lists
from framing.tokens import Tokens

FORMS = ("active", "passive_with_agent", "passive_agentless", "nominal", "intransitive")
_NO_SPAN = (-1, -1)
CERTAINTIES = ("asserted", "hedged", "negated", "hypothetical")


@dataclass(frozen=True, slots=True, eq=False)
class Harm:
    """The mentions of harm of a batch, one a row, sorted by start and end.

    ``article`` numbers the text; ``start`` and ``end`` (of the harm word) are offsets into
    ``tokens.joined``; ``token`` is the harm word's token (the mention's voice is that token's);
    ``victim_start`` and ``victim_end`` are -1 where no victim is expressed. ``victim_count`` and
    ``age`` are NaN where none is given. All lists hold text or None.
    """

    article: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    token: npt.NDArray[np.int64]
    victim_start: npt.NDArray[np.int64]
    victim_end: npt.NDArray[np.int64]
    harm_class: list[str]
    verb_class: list[str]
    victim: list[str | None]
    victim_side: list[str | None]
    victim_count: npt.NDArray[np.float64]
    victim_named: npt.NDArray[np.bool_]
    age: npt.NDArray[np.float64]
    kinship: list[str | None]
    child: npt.NDArray[np.bool_]
    civilian_status: list[str | None]
    agent: list[str | None]
    agent_expressed: npt.NDArray[np.bool_]
    form: list[str]
    certainty: list[str]
    sentence: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.start)


class _Row(NamedTuple):
    mention: Mention
    victim: Victim
    side: str | None


def find_harm(
    tokens: Tokens,
    *,
    section: npt.NDArray[np.uint8] | None = None,
    actors: ActorTokens | None = None,
) -> Harm:
    """Find the mentions of harm in a batch of texts.

    *actors* tells which tokens name a party; without it ``victim_side`` is None everywhere.
    *section* changes nothing yet.

    >>> from framing.tokens import tokenize
    >>> found = find_harm(tokenize(["Two nurses were killed by rebels; a bill was killed off."]))
    >>> found.verb_class, found.form, found.agent, found.victim, found.victim_count.tolist()
    (['killed'], ['passive_with_agent'], ['rebels'], ['Two nurses'], [2.0])
    """
    candidates = find_candidates(tokens)
    lists = token_lists(tokens, candidates)
    actors = None if actors is None else _placed_in(lists, actors)
    named = set() if actors is None else {lists.sentence[i] for i in actors.side}
    rows: list[_Row] = []
    used: set[int] = set()
    for i in place_in(lists, candidates):
        mention = None if i in used else read_mention(lists, i)
        if mention is None:
            continue
        used.update((*range(mention.first, mention.last + 1), mention.result))
        victim = describe_victim(lists, mention.victim)
        side = (
            decide_side(lists, mention, actors) if actors and lists.sentence[i] in named else None
        )
        rows.append(_Row(mention, victim, side))
    return _columns(tokens, lists, rows)


def _placed_in(lists: TokenLists, actors: ActorTokens) -> ActorTokens:
    """Return *actors* by their places in *lists* instead of in the batch."""
    named = np.fromiter(actors.side, np.int64, len(actors.side))
    named = named[lists.holds(named)]
    place = dict(zip(named.tolist(), place_in(lists, named), strict=True))
    return ActorTokens(
        side={i: actors.side[token] for token, i in place.items()},
        role={i: actors.role[token] for token, i in place.items()},
    )


def _columns(tokens: Tokens, lists: TokenLists, rows: list[_Row]) -> Harm:
    first = np.array([r.mention.first for r in rows], np.int64)
    victims = [r.mention.victim for r in rows]
    begin, end = np.array([v or _NO_SPAN for v in victims], np.int64).reshape(-1, 2).T
    expressed = begin >= 0
    start, token = lists.start[first], lists.token[first]
    return Harm(
        article=tokens.text_of(start),
        start=start,
        end=lists.end[np.array([r.mention.last for r in rows], np.int64)],
        token=token,
        victim_start=np.where(expressed, lists.start[begin], -1),
        victim_end=np.where(expressed, lists.end[end], -1),
        harm_class=[r.mention.harm for r in rows],
        verb_class=[r.mention.verb_class for r in rows],
        victim=[lists.text(*v) if v else None for v in victims],
        victim_side=[r.side for r in rows],
        victim_count=np.array([r.victim.number for r in rows], np.float64),
        victim_named=np.array([r.victim.named for r in rows], np.bool_),
        age=np.array([r.victim.age for r in rows], np.float64),
        kinship=[r.victim.kinship for r in rows],
        child=np.array([r.victim.child for r in rows], np.bool_),
        civilian_status=[r.victim.civilian_status for r in rows],
        agent=[lists.text(*r.mention.agent) if r.mention.agent else None for r in rows],
        agent_expressed=np.array([r.mention.agent is not None for r in rows], np.bool_),
        form=[r.mention.form for r in rows],
        certainty=[r.mention.certainty for r in rows],
        sentence=tokens.sentence[token].astype(np.int64),
    )
