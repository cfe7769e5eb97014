"""Who the sources of attributions are: type, role, qualifier, speaker, side, gender, anonymity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from framing.sourcing.source_types import NONE, SOURCE_TYPES, source_types
from framing.sourcing.speakers import GENDERS, find_speakers
from framing.sourcing.word_roles import SOURCE_ROLES
from framing.tokens import Tokens

__all__ = ["SOURCE_ROLES", "SOURCE_TYPES", "Sources", "describe_sources"]

Column = npt.NDArray[np.object_]

_DESCRIBED = (
    "source_type",
    "source_role",
    "source_qualifier",
    "side",
    "gender",
    "speaker",
    "anonymity",
)


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What is known of the source of each attribution, columns of shape (n_attributions,).

    ``cue_stance`` is a category of the reporting-verb lexicon or None; ``cue_negated`` tells a
    negated cue ("did not say"). ``source_type`` is one of `SOURCE_TYPES`, ``source_role`` one of
    `SOURCE_ROLES` or None. ``source_qualifier`` holds words that grade the source, ``speaker`` the
    fullest name the article gives it, ``side`` its party, ``gender`` "woman" or "man",
    ``anonymity`` the stated reason for withholding a name ("" if none is given); else None.
    """

    cue_stance: Column
    cue_negated: npt.NDArray[np.bool_]
    source_type: Column
    source_role: Column
    source_qualifier: Column
    side: Column
    gender: Column
    speaker: Column
    anonymity: Column


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
    >>> sources.source_type.tolist(), sources.speaker.tolist()
    (['named_person', 'named_person'], ['Ann Lee', 'Ann Lee'])
    """
    columns = {name: np.empty(len(attributions), object) for name in _DESCRIBED}  # of None
    if not len(attributions):
        none = np.zeros(0, np.bool_)
        return Sources(cue_stance=none.astype(object), cue_negated=none, **columns)
    stance, negated = cue_stances(tokens, attributions, matches=matches, lexicons=lexicons)
    heads = source_heads(tokens, attributions)
    outlets = [a.outlet for a in articles] if articles is not None else [None] * len(tokens.texts)
    known = ActorTokens() if parties is None else parties
    described = _described(tokens, heads, known, outlets) if len(heads) else {}
    columns["source_type"][:] = SOURCE_TYPES[NONE]
    for name, values in described.items():
        columns[name][heads.row] = values
    return Sources(cue_stance=stance, cue_negated=negated, **columns)


def _described(
    tokens: Tokens, heads: SourceHeads, parties: ActorTokens, outlets: Sequence[str | None]
) -> dict[str, Column]:
    """Return what is known of each source by its words and those of its article."""
    names = names_of(tokens, heads)
    actors = parties.role_codes(len(tokens))
    kind = source_types(tokens, heads, names, actors=actors, outlets=outlets)
    side, sides = source_sides(tokens, heads, parties)
    found = find_speakers(tokens, heads, names, kind=kind, side=side)
    kind, speaker = found.kind, found.name
    role = source_roles(
        tokens,
        heads,
        names,
        kind=kind,
        by_name=found.role,
        of_un=np.array([side == "un" for side in sides])[found.side],
        actors=actors,
    )
    side, role = hand_on(tokens, heads, found.side, role, kind=kind, name=speaker)
    return {
        "source_type": _of_codes(SOURCE_TYPES, kind),
        "source_role": _of_codes((None, *SOURCE_ROLES), role),
        "source_qualifier": _qualifiers(tokens, heads),
        "side": _of_codes(sides, side),
        "gender": _of_codes(GENDERS, found.gender),
        "speaker": _of_codes([*[name for _, name in names.number], None], speaker),
        "anonymity": reasons_for_anonymity(tokens, heads, kind),
    }


def _of_codes(names: Sequence[str | None], codes: npt.NDArray[np.integer[Any]]) -> Column:
    named: Column = np.fromiter(names, object, len(names))[codes]
    return named


def _qualifiers(tokens: Tokens, heads: SourceHeads) -> Column:
    """Return the words of each source that grade it, as "disputed" and "union-backed" do."""
    found = np.empty(len(heads), object)  # of None
    graded = heads.words.are("graded")
    owners, words = heads.tokens.owner[graded], tokens.type_id[heads.tokens.token[graded]]
    for i, word in zip(owners.tolist(), words.tolist(), strict=True):
        before = found[i]
        found[i] = " ".join(filter(None, (before, tokens.vocabulary.types[word])))
    return found
