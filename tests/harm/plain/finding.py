"""All that is told of the mentions of harm in a batch, read one mention after the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from framing.actors.actor_tokens import ActorTokens
from framing.harm.words import is_harm_word
from framing.text.token_lists import TokenLists, token_lists
from framing.tokens import Tokens
from tests.harm.plain.clauses import GLUED
from tests.harm.plain.forms import read_mention
from tests.harm.plain.mention import Span
from tests.harm.plain.victim_sides import decide_side
from tests.harm.plain.victims import describe_victim

Row = tuple[object, ...]


def plain_harm(tokens: Tokens, actors: ActorTokens) -> list[Row]:
    """Return the mentions of *tokens*, one a row, each word read in turn."""
    lists, known = _with_glued(token_lists(tokens)), actors.by_token()
    rows: list[Row] = []
    used: set[int] = set()
    for i in np.flatnonzero(is_harm_word(tokens.words())).tolist():
        mention = None if i in used else read_mention(lists, i)
        if mention is None:
            continue
        used.update((*range(mention.first, mention.last + 1), mention.result))
        victim = describe_victim(lists, mention.victim)
        rows.append(
            (
                int(tokens.start[i]),
                int(tokens.end[mention.last]),
                mention.harm,
                mention.verb_class,
                mention.form,
                mention.certainty,
                *_offsets(tokens, mention.victim),
                _text(lists, mention.victim),
                _text(lists, mention.agent),
                decide_side(lists, mention, known),
                str(victim.number),
                victim.named,
                str(victim.age),
                victim.kinship,
                victim.child,
                victim.civilian_status,
            )
        )
    return rows


def _with_glued(lists: TokenLists) -> TokenLists:
    """Return *lists* with a break where an extractor dropped the space between two sentences."""
    breaks = [b or gap in GLUED for b, gap in zip(lists.breaks, lists.gaps, strict=True)]
    return replace(lists, breaks=breaks)


def _offsets(tokens: Tokens, span: Span | None) -> tuple[int, int]:
    return (int(tokens.start[span[0]]), int(tokens.end[span[1]])) if span else (-1, -1)


def _text(lists: TokenLists, span: Span | None) -> str | None:
    return lists.text(*span) if span else None
