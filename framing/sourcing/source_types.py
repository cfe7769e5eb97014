"""The type of each source: a named person, an organization, an unnamed official, a pronoun ..."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ACTOR_CODE
from framing.sourcing.bodies import NEWS_BODY
from framing.sourcing.names import Names
from framing.sourcing.persons import NOBODY
from framing.sourcing.source_heads import SourceHeads, are_pronouns
from framing.sourcing.word_classes import word_classes
from framing.sourcing.word_roles import word_roles
from framing.text.token_ranges import token_ranges
from framing.tokens import ALL_CAPS, LOWERCASE, NUMERIC, Tokens

Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int64]

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
(
    NAMED_PERSON,
    NAMED_ORGANIZATION,
    OFFICIAL_UNNAMED,
    ANONYMOUS,
    MEDIA,
    DOCUMENT,
    EYEWITNESS,
    GROUP,
    PRONOUN,
    NONE,
) = range(len(SOURCE_TYPES))


def among(*kinds: int) -> Flags:
    """Return a table that tells of each type whether it is one of *kinds*."""
    table = np.zeros(len(SOURCE_TYPES), np.bool_)
    table[list(kinds)] = True
    return table


_COLLECTIVE = ("government", "military", "armed_group", "organization", "place")
_IS_COLLECTIVE = np.isin(["", *ACTOR_CODE], _COLLECTIVE)  # by code
_LONGEST_NAME = 4


def source_types(
    tokens: Tokens,
    heads: SourceHeads,
    names: Names,
    *,
    actors: npt.NDArray[np.uint8],
    outlets: Sequence[str | None],
) -> Codes:
    """Return the type of each source as an index into `SOURCE_TYPES`; the first rule that fits.

    *names* and *outlets* are those of each text of *tokens*, and *actors* holds for each token
    the code of its role by an actors lexicon (see `ActorTokens.role_codes`).

    >>> from framing.attributions import find_attributions
    >>> from framing.sourcing.names import names_of
    >>> from framing.sourcing.source_heads import source_heads
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Residents said the road was shut."])
    >>> heads = source_heads(tokens, find_attributions(tokens))
    >>> names = names_of(tokens, heads)
    >>> nobody = np.zeros(len(tokens), np.uint8)
    >>> found = source_types(tokens, heads, names, actors=nobody, outlets=[None])
    >>> [SOURCE_TYPES[i] for i in found]
    ['group']
    """
    last, led = heads.last, heads.led
    surname_known, plural_known, company = _known_names(tokens, heads, names)
    body = names.body.of(heads.article, heads.surname)
    known_body = (body > 0) & (heads.name < heads.stop) & ~led & ~surname_known
    named = heads.body | known_body
    person, collective, people = _told_by_actors(heads, actors)
    of_person = _is_person(tokens, heads, surname_known, company)
    of_person &= ~_is_known_place(heads, names, surname_known)
    bare_the = heads.begin_with(tokens, "the") & ~led
    office = last.are("official_unnamed") & ~last.are("organization")
    outlet = _holds(heads, "media") | last.are("bare media") | (body == NEWS_BODY)
    pronoun = are_pronouns(tokens, heads)
    has_noun = ((heads.name == heads.stop) | _is_common_noun(tokens, heads)) & ~pronoun
    common = np.full(len(heads), NONE)
    common[has_noun] = _types_of_common_nouns(tokens, heads, np.flatnonzero(has_noun))
    rules: list[tuple[Flags, int | Codes]] = [
        (pronoun, PRONOUN),
        (_is_outlet(tokens, heads, outlets), MEDIA),
        (last.are("withheld") | _holds(heads, "withholding"), ANONYMOUS),
        (has_noun, common),
        (person, NAMED_PERSON),
        (people, np.where(last.are("plural"), GROUP, ANONYMOUS)),
        (named & outlet, MEDIA),
        ((collective & ~led) | named, NAMED_ORGANIZATION),
        ((last.are("group") & ~last.are("organization")) | plural_known, GROUP),
        (of_person & ~bare_the, NAMED_PERSON),
        (last.are("bare media"), MEDIA),
        (office, OFFICIAL_UNNAMED),
    ]
    return _first_that_fits(rules, otherwise=NAMED_ORGANIZATION)


def _first_that_fits(rules: list[tuple[Flags, int | Codes]], *, otherwise: int) -> Codes:
    found = np.full(len(rules[0][0]), otherwise)
    for fits, code in reversed(rules):
        found = np.where(fits, code, found)
    return found


def _told_by_actors(
    heads: SourceHeads, actors: npt.NDArray[np.uint8]
) -> tuple[Flags, Flags, Flags]:
    """Tell by an actors lexicon which heads hold a person or a collective, or end with a people."""
    role = actors[heads.tokens.token]
    rows = np.flatnonzero((role > 0) & heads.in_head)
    named, role = heads.tokens.only(rows), role[rows]
    person, collective = named.any(role == ACTOR_CODE["person"]), named.any(_IS_COLLECTIVE[role])
    return person, collective, actors[heads.stop - 1] == ACTOR_CODE["demonym"]


def _holds(heads: SourceHeads, name: str) -> Flags:
    """Tell which heads hold a word of the class *name*."""
    return heads.tokens.any(heads.words.are(name) & heads.in_head)


def _types_of_common_nouns(tokens: Tokens, heads: SourceHeads, rows: Indices) -> Codes:
    """Return the types of the sources *rows* by the common noun of their heads.

    One person without a name is anonymous; several, or a body of people, are a group.
    """
    first, stop = heads.tokens.first[rows], heads.stop[rows]
    noun = word_classes(tokens.vocabulary, tokens.type_id[_nouns(tokens, heads)[rows]])
    alone = stop - first == 1
    organization = ~alone & noun.are("bare organization") & ~noun.are("documentary")
    organization[organization] = _hold_names(tokens, first[organization], stop[organization])
    function_word = noun.are("function") & alone
    one = ~noun.are("plural", "collective", "organization")
    plain = ~heads.begin_with(tokens, "a")[rows] | noun.are("plural")
    rules: list[tuple[Flags, int | Codes]] = [
        (organization, NAMED_ORGANIZATION),
        (function_word & noun.are("group pronoun"), GROUP),
        (function_word, NONE),
        (noun.are("eyewitness"), EYEWITNESS),
        (noun.are("media"), MEDIA),
        (noun.are("document"), DOCUMENT),
        (noun.are("anonymous"), ANONYMOUS),
        (noun.are("official_unnamed"), OFFICIAL_UNNAMED),
        (one & noun.are("group", "person ending"), ANONYMOUS),
        (noun.are("group") | plain, GROUP),
    ]
    return _first_that_fits(rules, otherwise=ANONYMOUS)


def _hold_names(tokens: Tokens, first: Indices, stop: Indices) -> Flags:
    """Tell which heads hold a word that is not in lower case, a function word aside."""
    words = token_ranges(first, stop)
    classes = word_classes(tokens.vocabulary, tokens.type_id[words.token])
    return words.any((tokens.shape[words.token] != LOWERCASE) & ~classes.are("function"))


def _nouns(tokens: Tokens, heads: SourceHeads) -> Indices:
    """Return the noun of each head: "secretary" in "secretary of state", "channel" before 13."""
    parts, last = heads.tokens, heads.stop - 1
    noun: Indices = last - ((tokens.shape[last] == NUMERIC) & (last > parts.first))
    portfolios = parts.only(np.flatnonzero(heads.words.are("portfolio")))
    of, owner = portfolios.token - 1, portfolios.owner
    titled = np.flatnonzero(
        (tokens.type_id[of] == tokens.vocabulary.id_of("of"))
        & (of > parts.first[owner])
        & (of < heads.stop[owner])
    )[::-1]
    noun[owner[titled]] = of[titled] - 1
    return noun


def _is_common_noun(tokens: Tokens, heads: SourceHeads) -> Flags:
    """Tell which heads are one common noun with the capital of its sentence: "Police said"."""
    at, last = heads.tokens.first, heads.last
    alone = heads.stop - at == 1
    begins = (at == 0) | (tokens.sentence[at - 1] != tokens.sentence[at])
    common = last.are("eyewitness", "media", "document", "group", "anonymous", "official_unnamed")
    common |= last.are("plural") & (word_roles(tokens.vocabulary, tokens.type_id[at]) > 0)
    is_common: Flags = alone & begins & common & (tokens.shape[at] != ALL_CAPS)
    return is_common


def _is_person(tokens: Tokens, heads: SourceHeads, surname_known: Flags, company: Flags) -> Flags:
    """Tell whether the capitalized words at the end of each head name a person."""
    size, last = heads.stop - heads.name, heads.last
    begin = word_classes(tokens.vocabulary, tokens.type_id[np.minimum(heads.name, heads.stop - 1)])
    place = begin.are("bare place begins") | ((size == 1) & last.are("bare country"))
    other = last.are("organization") | place | (last.are("bare media") & ~surname_known)
    one_word = (size == 1) & (tokens.shape[heads.stop - 1] != ALL_CAPS) & ~company
    several = (size > 1) & (size <= _LONGEST_NAME)
    is_person: Flags = ~other & (heads.led | surname_known | one_word | several)
    return is_person


def _known_names(tokens: Tokens, heads: SourceHeads, names: Names) -> tuple[Flags, Flags, Flags]:
    """Tell of each head that ends with a name whether its last word is known, and as what.

    It may be a surname, one in the plural, or the first word of a company.
    """
    surname, plural, company = np.zeros((3, len(heads)), np.bool_)
    named = np.flatnonzero(heads.name < heads.stop)
    article, bare = heads.article[named], heads.surname[named]
    surname[named] = names.leader[named] != NOBODY
    company[named] = names.company.of(article, bare) > 0
    rows = named[heads.last.are("plural")[named]]
    words = tokens.vocabulary.words(tokens.type_id[heads.stop[rows] - 1])
    singular = np.array(tokens.vocabulary.ids_of([word[:-1] for word in words]), np.int32)
    plural[rows] = names.persons.leaders(heads.article[rows], singular) != NOBODY
    return surname, plural, company


def _is_known_place(heads: SourceHeads, names: Names, surname_known: Flags) -> Flags:
    """Tell which names of one word without a title are elsewhere where something lies."""
    maybe: Flags = (heads.stop - heads.name == 1) & ~heads.led & ~surname_known
    maybe &= ~heads.last.are("first name of woman", "first name of man")
    maybe[maybe] = names.place.of(heads.article[maybe], heads.surname[maybe]) > 0
    return maybe


def _is_outlet(tokens: Tokens, heads: SourceHeads, outlets: Sequence[str | None]) -> Flags:
    """Tell which heads name the outlet of their article."""
    types, id_of = tokens.vocabulary.types, tokens.vocabulary.id_of
    names = {outlet: (outlet or "").casefold().removeprefix("the ") for outlet in outlets}
    last = {outlet: name.rpartition(" ")[2] for outlet, name in names.items()}
    last_id = {outlet: id_of(word) if word else 0 for outlet, word in last.items()}
    wanted = np.array([last_id[outlet] for outlet in outlets], np.int64)
    is_outlet: Flags = wanted[heads.article] == tokens.type_id[heads.stop - 1]
    for i in np.flatnonzero(is_outlet).tolist():
        head = tokens.type_id[heads.tokens.first[i] : heads.stop[i]].tolist()
        text = " ".join([types[t] for t in head]).removeprefix("the ")
        is_outlet[i] = text == names[outlets[heads.article[i]]]
    return is_outlet
