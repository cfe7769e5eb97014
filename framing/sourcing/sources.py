"""Who the sources of attributions are: type, role, qualifier, speaker, side, gender, anonymity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.article import Article
from framing.attributions import Attributions
from framing.matching import CompiledLexicons, Matches
from framing.sourcing.cue_stance import cue_stances
from framing.sourcing.names import Names, names_of
from framing.sourcing.words import in_list, source_words
from framing.tokens import ALL_CAPS, Tokens

SOURCE_TYPES = (
    "named_person",
    "named_organization",
    "official_unnamed",
    "anonymous",
    "media",
    "document",
    "eyewitness",
    "group",
    "pronoun",
    "none",
)
SOURCE_ROLES = (
    "government",
    "military",
    "armed_group",
    "police",
    "medical",
    "ngo_or_un",
    "business",
    "expert",
    "civilian_or_affected",
    "media",
    "other",
)
_ROLE_OF_ACTOR = {"government": "government", "military": "military", "armed_group": "armed_group"}
_ROLE_ORDER = (
    "police",
    "medical",
    "military",
    "armed_group",
    "ngo_or_un",
    "expert",
    "business",
    "government",
    "civilian_or_affected",
)
_HEAD_ENDS = frozenset(
    "of in at for from with on to by who whose which that near about reported published released"
    " conducted obtained".split()
)
_WITHHELD = frozenset(("source", "insider"))
_WITHHOLDING = frozenset(("anonymous", "unnamed", "unidentified"))
_DOCUMENTARY = frozenset(("service", "project"))
_COLLECTIVE = frozenset(("government", "military", "armed_group", "organization", "place"))
_POSSESSIVE = frozenset(("his", "her", "their", "its"))
_INDIVIDUAL = ("named_person", "pronoun", "official_unnamed", "anonymous", "eyewitness")
_PARAGRAPHS_BACK = 3
_ANONYMITY = re.compile(
    r"\b(?:(?:on|under)\s+(?:the\s+)?condition\s+of\s+anonymity|(?:asked|asking|requested|requesting"
    r"|insisted|insisting|demanded)\s+(?:on\s+|for\s+)?(?:anonymity|not\s+to\s+be\s+(?:named"
    r"|identified)|to\s+remain\s+anonymous)|declin(?:ed|ing)\s+to\s+be\s+(?:named|identified)"
    r"|(?:speaking|spoke)\s+anonymously|granted\s+anonymity|(?:was|were)\s+not\s+authori[sz]ed\s+to"
    r"\s+(?:speak|comment|talk|discuss))\b(?P<reason>[^.;!?”\"\n]{0,160})"
)
_REASON = re.compile(
    r"\b(?:because|since|as|so\s+as|in\s+order|to|for\s+fear|out\s+of\s+fear|citing|due\s+to|given)\b"
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

    cue_stance: list[str | None]
    cue_negated: npt.NDArray[np.bool_]
    source_type: list[str]
    source_role: list[str | None]
    source_qualifier: list[str | None]
    side: list[str | None]
    gender: list[str | None]
    speaker: list[str | None]
    anonymity: list[str | None]


@dataclass(slots=True)
class _Source:
    """One source while it is described: the tokens of its first span, and what was found."""

    first: int
    stop: int
    words: list[str]
    head: int = 0
    name: int = 0
    kind: str = "none"
    role: str | None = None
    speaker: str | None = None
    gender: str | None = None
    side: str | None = None


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
    an outlet citing itself is media. A pronoun stands for the last named person who was a source
    before it in the article, at most three paragraphs up, unless the gender differs; "they",
    "it" and "we" are not resolved. A surname or an office stands for the fullest name or the last
    person introduced with that office before it.

    >>> from framing.attributions import find_attributions
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(['Mayor Ann Lee said the bridge was safe. "It is shut," Lee said.'])
    >>> sources = describe_sources(tokens, find_attributions(tokens))
    >>> sources.source_type, sources.speaker
    (['named_person', 'named_person'], ['Ann Lee', 'Ann Lee'])
    """
    parties = ActorTokens() if parties is None else parties
    stance, negated = cue_stances(tokens, attributions, matches=matches, lexicons=lexicons)
    described = _tokens_of_sources(tokens, attributions)
    for article, rows in _rows_by_article(attributions, len(tokens.texts)):
        outlet = articles[article].outlet if articles is not None else None
        _describe(described[rows.start : rows.stop], tokens, article, parties, outlet)
    return Sources(
        cue_stance=stance,
        cue_negated=negated,
        source_type=[s.kind for s in described],
        source_role=[s.role for s in described],
        source_qualifier=[_qualifier(s.words) for s in described],
        side=[s.side for s in described],
        gender=[s.gender for s in described],
        speaker=[s.speaker for s in described],
        anonymity=[_anonymity(tokens, s) for s in described],
    )


def _rows_by_article(attributions: Attributions, n_texts: int) -> list[tuple[int, range]]:
    bounds = np.searchsorted(attributions.article, np.arange(n_texts + 1)).tolist()
    return [
        (i, range(bounds[i], bounds[i + 1])) for i in range(n_texts) if bounds[i] < bounds[i + 1]
    ]


def _describe(
    sources: list[_Source],
    tokens: Tokens,
    article: int,
    parties: ActorTokens,
    outlet: str | None,
) -> None:
    """Say of the sources of one article who they are."""
    names = names_of(tokens, article)
    persons: list[_Source] = []
    for source in sources:
        if not source.words:
            continue
        _set_kind(source, tokens, names, parties, outlet)
        _set_speaker(source, tokens, names, persons)
        _set_role_and_side(source, tokens, names, parties)
        if source.speaker and source.kind != "named_organization":
            persons.append(source)
            names.learn_gender(source.speaker, source.gender)


def _tokens_of_sources(tokens: Tokens, attributions: Attributions) -> list[_Source]:
    """Return the words of the first span of each source, none where there is no source."""
    spans, first_span = attributions.source.span, attributions.source.first
    rows = np.flatnonzero(np.diff(first_span) > 0)
    where = spans[first_span[rows]]
    first = np.searchsorted(tokens.end, where[:, 0], "right").tolist()
    stop = np.searchsorted(tokens.start, where[:, 1], "left").tolist()
    types = tokens.vocabulary.types
    sources = [_Source(0, 0, []) for _ in range(len(attributions))]
    for row, a, b in zip(rows.tolist(), first, stop, strict=True):
        sources[row] = _Source(a, b, [types[i] for i in tokens.type_id[a:b].tolist()])
    return sources


def _head(source: _Source, tokens: Tokens) -> int:
    """Return where the source's first comma, preposition or relative pronoun ends its head."""
    lists = source_words()["words"]
    for i, word in enumerate(source.words):
        after = source.words[i + 1] if i + 1 < len(source.words) else ""
        goes_on = word == "of" and i and source.words[i - 1] in lists["quantifier"]
        goes_on = goes_on or (word == "of" and after in lists["portfolio"])
        if i and word in _HEAD_ENDS and not goes_on:
            return i
        at = source.first + i
        if i + 1 < len(source.words):
            gap = tokens.joined[tokens.end[at] : tokens.start[at + 1]]
            if any(mark in gap for mark in ",(—–"):
                return i + 1
    return len(source.words)


def _name_at_end(source: _Source, tokens: Tokens, stop: int) -> tuple[int, bool]:
    """Return where the capitalized words at the end of the head begin, and if a role leads them."""
    lists = source_words()["words"]
    titles, function, portfolio = (lists[k] for k in ("title", "function", "portfolio"))
    begin = stop
    while begin and tokens.shape[source.first + begin - 1] in (1, 2):
        if source.words[begin - 1] in titles or source.words[begin - 1] in function:
            break
        if begin < stop and source.words[begin - 1].endswith("'s"):
            break
        if begin > 1 and source.words[begin - 2] == "of" and source.words[begin - 1] in portfolio:
            break
        begin -= 1
    led = begin > 0 and source.words[begin - 1] not in function
    return begin, led and begin < stop


def _set_kind(
    source: _Source, tokens: Tokens, names: Names, parties: ActorTokens, outlet: str | None
) -> None:
    lists = source_words()
    kinds, other = lists["type"], lists["words"]
    source.head = _head(source, tokens)
    head = source.words[: source.head]
    last = head[-1]
    country = head[0] == "us" and tokens.shape[source.first] == ALL_CAPS
    if len(head) == 1 and head[0] in other["pronoun"] and not country:
        source.kind = "pronoun"
        return
    if outlet and " ".join(head).removeprefix("the ") == outlet.casefold().removeprefix("the "):
        source.kind = "media"
        return
    begin, led = _name_at_end(source, tokens, source.head)
    name = [w.removesuffix("'s") for w in head[begin:]]
    capital = tokens.shape[source.first : source.first + source.head] > 0
    roles = {parties.role.get(i) for i in range(source.first, source.first + source.head)}
    if in_list(last, _WITHHELD) or _WITHHOLDING & set(head):
        source.kind = "anonymous"
    elif not name:
        named = any(c and w not in other["function"] for w, c in zip(head, capital, strict=True))
        whole = named and in_list(last, other["organization"]) and not in_list(last, _DOCUMENTARY)
        source.kind = "named_organization" if whole else _common_kind(head, kinds)
    elif "person" in roles:
        source.kind, source.name = "named_person", begin
    elif not led and roles & _COLLECTIVE:
        source.kind = "named_organization"
    elif in_list(last, kinds["group"]) or (last.endswith("s") and last[:-1] in names.persons):
        source.kind = "group"
    elif not (head[0] == "the" and not led) and names.is_person(name, led, source.first + begin):
        source.kind, source.name = "named_person", begin
    elif name[-1] in other["media"]:
        source.kind = "media"
    else:
        common = not in_list(last, other["organization"]) and in_list(
            last, kinds["official_unnamed"]
        )
        source.kind = "official_unnamed" if common else "named_organization"


def _common_kind(head: list[str], kinds: dict[str, frozenset[str]]) -> str:
    """Return the type of a source whose last word is a common noun."""
    last = head[-1]
    if last in source_words()["words"]["function"] and len(head) == 1:
        return "group" if last in kinds["group"] else "none"
    for kind in ("eyewitness", "media", "document", "anonymous", "official_unnamed", "group"):
        if in_list(last, kinds[kind]):
            return kind
    return "group" if last.endswith("s") or head[0] != "a" else "anonymous"


def _set_speaker(source: _Source, tokens: Tokens, names: Names, persons: list[_Source]) -> None:
    head = source.words[: source.head]
    lists = source_words()["words"]
    if source.kind in _INDIVIDUAL:
        telling = head if source.kind == "pronoun" else [w for w in head if w not in _POSSESSIVE]
        source.gender = next(
            (g for g in ("woman", "man") if any(w.split("'")[0] in lists[g] for w in telling)), None
        )
    behind = _name_in_apposition(source, tokens, names)
    if source.kind == "named_person":
        first, stop = source.first + source.name, source.first + source.head
        source.speaker = names.full_name(first, stop, source.gender)
    elif behind and source.kind in ("official_unnamed", "anonymous", "group"):
        source.kind, source.speaker = "named_person", behind
    elif source.kind == "named_organization":
        text = tokens.joined[tokens.start[source.first] : tokens.end[source.first + len(head) - 1]]
        source.speaker = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+|[’']s?$", "", " ".join(text.split()))
    elif source.kind == "pronoun" and source.gender:
        _resolve_pronoun(source, tokens, names, persons)
    elif source.kind == "official_unnamed" and head[0] == "the" and not head[-1].endswith("s"):
        source.speaker = names.holder_of(head[-1], source.first)
    if source.speaker:
        source.gender = source.gender or names.gender_of(source.speaker)


def _name_in_apposition(source: _Source, tokens: Tokens, names: Names) -> str | None:
    """Return the person that follows the head's comma: "her campaign manager, Ann Lee"."""
    first = source.first + source.head
    stop = first
    while stop < source.stop and tokens.shape[stop] in (1, 2):
        stop += 1
    if stop - first < 2:
        return None
    text = " ".join(tokens.joined[tokens.start[first] : tokens.end[stop - 1]].split())
    return text if names.bearer(text) else None


def _resolve_pronoun(source: _Source, tokens: Tokens, names: Names, persons: list[_Source]) -> None:
    """Let "he" or "she" stand for the last source of that gender, or of none known, nearby."""
    for person in reversed(persons):
        if tokens.paragraph[source.first] - tokens.paragraph[person.first] > _PARAGRAPHS_BACK:
            return
        known = person.gender or names.gender_of(person.speaker or "-")
        if known in (None, source.gender):
            source.speaker, source.side = person.speaker, person.side
            return


def _set_role_and_side(source: _Source, tokens: Tokens, names: Names, parties: ActorTokens) -> None:
    places = range(source.first, source.stop)
    sides = {parties.side[i] for i in places if i in parties.side}
    if len(sides) == 1:
        source.side = sides.pop()
    if source.kind == "media":
        source.role = "media"
        return
    actor = next((r for i in places if (r := _ROLE_OF_ACTOR.get(parties.role.get(i, "")))), None)
    introduced = names.introduction_of(source.speaker) if source.speaker else []
    for words in (source.words[: source.head][::-1], source.words, introduced):
        found = _role_by_words(words)
        if found:
            source.role = actor if actor and found == "government" else found
            return
    if actor is None and source.kind == "named_organization":
        name = " ".join(w for w in source.words[: source.head] if w != "the").removesuffix("'s")
        actor = "government" if name in source_words()["words"]["country"] else None
    source.role = actor


def _role_by_words(words: Sequence[str]) -> str | None:
    return next((role for word in words if (role := _role_of_word(word))), None)


@lru_cache(maxsize=1 << 16)
def _role_of_word(word: str) -> str | None:
    roles = source_words()["role"]
    return next((role for role in _ROLE_ORDER if in_list(word, roles[role])), None)


def _qualifier(words: Sequence[str]) -> str | None:
    other = source_words()["words"]
    endings = tuple(other["grading_ending"])
    found = [w for w in words if w in other["grading"] or w.endswith(endings)]
    return " ".join(found) or None


def _anonymity(tokens: Tokens, source: _Source) -> str | None:
    """Return the reason stated for withholding a name, in the source's sentence; "" if none is."""
    if source.kind not in ("anonymous", "official_unnamed", "group", "pronoun", "eyewitness"):
        return None
    sentence = tokens.sentence[source.first]
    low = int(np.searchsorted(tokens.sentence, sentence, "left"))
    high = int(np.searchsorted(tokens.sentence, sentence, "right"))
    text = tokens.joined[tokens.start[low] : tokens.end[high - 1]]
    found = _ANONYMITY.search(text)
    if not found:
        return None
    if "authori" in found[0]:
        return " ".join(found[0].split())
    reason = _REASON.search(found["reason"])
    return " ".join(found["reason"][reason.start() :].split()) if reason else ""
