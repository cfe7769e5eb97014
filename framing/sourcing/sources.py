"""Who the sources of attributions are: type, role, qualifier, speaker, side, gender, anonymity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.article import Article
from framing.attributions import Attributions
from framing.matching import CompiledLexicons, Matches
from framing.sourcing.anonymity import reasons_for_anonymity
from framing.sourcing.antecedents import hand_on
from framing.sourcing.cue_stance import cue_stances
from framing.sourcing.names import names_of
from framing.sourcing.source_heads import SourceHeads, source_heads
from framing.sourcing.source_roles import source_roles, source_sides
from framing.sourcing.source_types import SOURCE_TYPES, source_types
from framing.sourcing.speakers import find_speakers
from framing.sourcing.word_roles import SOURCE_ROLES
from framing.tokens import Tokens

__all__ = ["SOURCE_ROLES", "SOURCE_TYPES", "Sources", "describe_sources"]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What is known of the source of each attribution, columns of shape (n_attributions,).

    ``cue_stance`` is a category of the reporting-verb lexicon or None; ``cue_negated`` tells a
    negated cue ("did not say"). ``source_type`` is one of `SOURCE_TYPES`, ``source_role`` one of
    `SOURCE_ROLES` or None. ``source_qualifier`` holds words that grade the source, ``speaker`` the
    fullest name the article gives it, ``side`` its party, ``gender`` "woman" or "man",
    ``anonymity`` the stated reason for withholding a name ("" if none is given); else None.
    """

    cue_stance: list[str | None]
    cue_negated: npt.NDArray[np.bool_]
    source_type: list[str]
    source_role: list[str | None]
    source_qualifier: list[str | None]
    side: list[str | None]
    gender: list[str | None]
    speaker: list[str | None]
    anonymity: list[str | None]


def describe_sources(
    tokens: Tokens,
    attributions: Attributions,
    *,
    articles: Sequence[Article] | None = None,
    parties: ActorTokens | None = None,
    matches: Matches | None = None,
    lexicons: CompiledLexicons | None = None,
) -> Sources:
    """Return type, role, qualifier, speaker, side, gender and stance for each attribution.

    *parties* gives sides and roles of tokens; *matches* of *lexicons* give the stances of cues
    (without them the shipped reporting verbs are matched). *articles* name the outlets, so that
    an outlet citing itself is media. "He" and "she" stand for the person of that gender who spoke
    or was named last, at most three paragraphs up, "who" for the person before it; "they", "it" and
    "the group" have side and role of the source before them, but no speaker. A surname or an office
    stands for the fullest name or the last person introduced with that office before it.

    >>> from framing.attributions import find_attributions
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(['Mayor Ann Lee said the bridge was safe. "It is shut," Lee said.'])
    >>> sources = describe_sources(tokens, find_attributions(tokens))
    >>> sources.source_type, sources.speaker
    (['named_person', 'named_person'], ['Ann Lee', 'Ann Lee'])
    """
    parties = ActorTokens() if parties is None else parties
    stance, negated = cue_stances(tokens, attributions, matches=matches, lexicons=lexicons)
    outlets = [a.outlet for a in articles] if articles is not None else [None] * len(tokens.texts)
    heads = source_heads(tokens, attributions)
    names = names_of(tokens) if len(heads) else []
    kind = source_types(tokens, heads, names, parties=parties, outlets=outlets)
    side = source_sides(tokens, heads, parties)
    speakers = find_speakers(tokens, heads, names, kind=kind, side=side)
    kind = np.array(speakers.kind, np.int64)
    role = source_roles(
        tokens,
        heads,
        names,
        kind=kind,
        speaker=speakers.name,
        side=speakers.side,
        parties=parties,
    )
    hand_on(tokens, heads, kind=kind, speaker=speakers.name, side=speakers.side, role=role)

    def column(values: Sequence[Value], otherwise: Value) -> list[Value]:
        """Return *values* of the sources in the rows of their attributions."""
        rows = np.full(len(attributions), otherwise, object)
        rows[heads.row] = values
        return list(rows)

    return Sources(
        cue_stance=stance,
        cue_negated=negated,
        source_type=column([SOURCE_TYPES[k] for k in speakers.kind], "none"),
        source_role=column(role, None),
        source_qualifier=column(_qualifiers(tokens, heads), None),
        side=column(speakers.side, None),
        gender=column(speakers.gender, None),
        speaker=column(speakers.name, None),
        anonymity=column(reasons_for_anonymity(tokens, heads, kind), None),
    )


def _qualifiers(tokens: Tokens, heads: SourceHeads) -> list[str | None]:
    """Return the words of each source that grade it, as "disputed" and "union-backed" do."""
    found: list[str | None] = [None] * len(heads)
    graded = heads.words.are("graded")
    owners, words = heads.tokens.owner[graded], tokens.type_id[heads.tokens.token[graded]]
    for i, word in zip(owners.tolist(), words.tolist(), strict=True):
        before = found[i]
        found[i] = " ".join(filter(None, (before, tokens.vocabulary.types[word])))
    return found
