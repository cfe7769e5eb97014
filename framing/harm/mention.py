"""Mentions of harm as they are read: their words, forms, who did what to whom, how certain."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from framing.harm.spans import Indices, Spans, join_spans, no_spans

FORMS = ("active", "passive_with_agent", "passive_agentless", "nominal", "intransitive")
ACTIVE, PASSIVE_WITH_AGENT, PASSIVE_AGENTLESS, NOMINAL, INTRANSITIVE = range(5)
CERTAINTIES = ("asserted", "hedged", "negated", "hypothetical")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """Harm words in use, columns of one length.

    ``first`` to ``last`` are the tokens of the harm word and ``group`` the first token of its
    verb group; ``reading`` numbers readings, ``harm`` harm classes, ``form`` :data:`FORMS`.
    ``means`` is the phrase that names the attack it happened in ("in a rebel raid"), which may
    hold the agent; ``target`` is what that attack, or an attack that is the subject, was on ("on
    the northern town"). The side decision looks at the target only. ``result`` is the "dead" of
    "shot the man dead", which is no mention of its own; -1 where there is none.
    """

    first: Indices
    last: Indices
    group: Indices
    reading: Indices
    harm: Indices
    form: Indices
    victim: Spans
    agent: Spans
    means: Spans
    target: Spans
    result: Indices

    def __len__(self) -> int:
        return len(self.first)

    def take(self, rows: Indices) -> Mentions:
        """Return the mentions numbered *rows*."""
        return Mentions(*(getattr(self, field.name).take(rows) for field in fields(self)))


def mentions(
    at: Indices,
    reading: Indices,
    form: Indices,
    *,
    harm: Indices,
    last: Indices | None = None,
    group: Indices | None = None,
    victim: Spans,
    agent: Spans | None = None,
    means: Spans | None = None,
    target: Spans | None = None,
    result: Indices | None = None,
) -> Mentions:
    """Return the mentions at tokens *at*; what is left out is not expressed."""
    none = no_spans(len(at))
    return Mentions(
        first=at,
        last=at if last is None else last,
        group=at if group is None else group,
        reading=reading,
        harm=harm,
        form=form,
        victim=victim,
        agent=none if agent is None else agent,
        means=none if means is None else means,
        target=none if target is None else target,
        result=np.full(len(at), -1) if result is None else result,
    )


def join_mentions(parts: list[Mentions]) -> Mentions:
    """Return the mentions of all *parts* by their places in the text."""
    if not parts:
        none = np.zeros(0, np.int64)
        return mentions(none, none, none, harm=none, victim=no_spans(0))
    columns: dict[str, Any] = {}
    for field in fields(Mentions):
        each = [getattr(part, field.name) for part in parts]
        columns[field.name] = (
            join_spans(each) if isinstance(each[0], Spans) else np.concatenate(each)
        )
    joined = Mentions(**columns)
    return joined.take(np.argsort(joined.first))
