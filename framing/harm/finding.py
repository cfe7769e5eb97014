"""Mentions of harm to people: who is hurt, in which words, and whether an agent is named.

Each mention is one word of framing/data/harm_words.toml in a sense of harm, read with the noun
phrases around it (no parser). Rules and their limits: docs/explanation/harm-and-figures.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.harm.candidates import find_candidates
from framing.harm.clauses import Clauses, clauses_around
from framing.harm.forms import read_mentions
from framing.harm.mention import CERTAINTIES as CERTAINTIES
from framing.harm.mention import FORMS as FORMS
from framing.harm.mention import Mentions
from framing.harm.phrases import certainties
from framing.harm.readings import readings
from framing.harm.spans import Flags, Spans, join_spans
from framing.harm.victim_sides import sides_of_victims
from framing.harm.victims import CIVILIAN_STATUS, KINSHIP, describe_victims
from framing.harm.words import HARM_CLASSES
from framing.text.gaps import texts_of
from framing.tokens import Tokens


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
    clauses = clauses_around(tokens, candidates)
    found = read_mentions(clauses, clauses.here.place(candidates))
    found = found.take(np.flatnonzero(~_are_parts(found)))
    sides = sides_of_victims(clauses, found, actors or ActorTokens())
    return _columns(tokens, clauses, found, sides)


def _are_parts(found: Mentions) -> Flags:
    """Tell which mentions are words of another one before them: the "dead" of "shot dead"."""
    parts, begins = np.zeros(len(found), np.bool_), found.first
    for row in np.flatnonzero((found.last > begins) | (found.result >= 0)).tolist():
        if not parts[row]:
            within = (begins > begins[row]) & (begins <= found.last[row])
            parts |= within | (begins == found.result[row])
    return parts


def _columns(tokens: Tokens, clauses: Clauses, found: Mentions, sides: list[str | None]) -> Harm:
    token = clauses.here.token
    first, last = token[found.first], token[found.last]
    victims = describe_victims(tokens, clauses, found.victim)
    told, start = found.victim.told, tokens.start[first]
    victim = found.victim.take(np.flatnonzero(told))
    victim_start, victim_end = np.full((2, len(found)), -1)
    victim_start[told] = tokens.start[token[victim.first]]
    victim_end[told] = tokens.end[token[victim.last]]
    certainty = certainties(clauses, found.first, found.group).tolist()
    words = [readings().words[number] for number in found.reading.tolist()]
    texts = _texts(tokens, clauses, join_spans([found.victim, found.agent]))
    return Harm(
        article=tokens.text_of(start),
        start=start,
        end=tokens.end[last],
        token=first,
        victim_start=victim_start,
        victim_end=victim_end,
        harm_class=[HARM_CLASSES[number] for number in found.harm.tolist()],
        verb_class=[word.verb_class for word in words],
        victim=texts[: len(found)],
        victim_side=sides,
        victim_count=victims.number,
        victim_named=victims.named,
        age=victims.age,
        kinship=[KINSHIP[number] for number in victims.kinship.tolist()],
        child=victims.child,
        civilian_status=[CIVILIAN_STATUS[number] for number in victims.civilian_status.tolist()],
        agent=texts[len(found) :],
        agent_expressed=found.agent.told,
        form=[FORMS[number] for number in found.form.tolist()],
        certainty=[CERTAINTIES[number] for number in certainty],
        sentence=tokens.sentence[first].astype(np.int64),
    )


def _texts(tokens: Tokens, clauses: Clauses, spans: Spans) -> list[str | None]:
    """Return the texts of phrases, None where there is none."""
    texts: list[str | None] = [None] * len(spans.first)
    rows = np.flatnonzero(spans.told)
    first, last = (clauses.here.token[at] for at in spans.take(rows))
    for row, text in zip(rows.tolist(), texts_of(tokens, first, last + 1), strict=True):
        texts[row] = text
    return texts
