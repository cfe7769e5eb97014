"""Names of bodies of people, by the nouns that introduce them: "the rights group Ferrywatch"."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from framing.sourcing.word_classes import word_classes
from framing.text.gaps import gap_holds, gap_is_blank
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Types = npt.NDArray[np.int32]

BODY, NEWS_BODY = 1, 2
_LONGEST_PHRASE = 7


def find_bodies(
    tokens: Tokens, first: Indices, stop: Indices, capitalized: Flags
) -> npt.NDArray[np.uint8]:
    """Return `BODY` for each name, from *first* up to *stop*, that a noun of a body introduces.

    The noun stands before the name, or ends the apposition behind it ("Ferrywatch, a charity,").
    It is `NEWS_BODY` where it is one of a news outlet: "the newspaper", "the news agency".

    >>> from framing.sourcing.source_heads import is_capitalized
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["The charity Ferrywatch spoke. Portline, a news agency, did not."])
    >>> find_bodies(tokens, np.array([2, 4]), np.array([3, 5]), is_capitalized(tokens)).tolist()
    [1, 2]
    """
    noun, before = _nouns_behind(tokens, stop), first - 1
    rows = np.flatnonzero(_is_of(tokens, before, "body") & (before >= 0))
    leads = ~capitalized[before[rows]] & gap_is_blank(tokens, before[rows])
    leads &= tokens.sentence[before[rows]] == tokens.sentence[first[rows]]
    leads &= ~_begins_with_first_name(tokens, first[rows], stop[rows])
    noun[rows[leads]] = before[rows[leads]]
    code, rows = np.zeros(len(first), np.uint8), np.flatnonzero(noun >= 0)
    code[rows] = np.where(_is_of_news(tokens, noun[rows]), NEWS_BODY, BODY)
    return code


def _begins_with_first_name(tokens: Tokens, first: Indices, stop: Indices) -> Flags:
    """Tell which names may be of the subject of a clause: "the group Ann Lee leads"."""
    woman, man = (_is_of(tokens, first, f"first name of {g}") for g in ("woman", "man"))
    begins: Flags = (woman | man) & (stop - first > 1)
    return begins


def _is_of_news(tokens: Tokens, noun: Indices) -> Flags:
    """Tell which nouns are of a news outlet: "newspaper", "news agency", not "social network"."""
    types, id_of, before = tokens.type_id, tokens.vocabulary.id_of, np.maximum(noun - 1, 0)
    other = (types[noun] == id_of("website")) | (types[before] == id_of("social"))
    news: Flags = (_is_of(tokens, noun, "media") & ~other) | _is_of(tokens, before, "bare media")
    return news


def _nouns_behind(tokens: Tokens, stop: Indices) -> Indices:
    """Return the noun of a body that ends the apposition behind each name, -1 without one.

    An apposition begins with an article; a comma, a preposition or the end of the sentence ends it.
    """
    found = np.full(len(stop), -1)
    rows = np.flatnonzero(_is_of(tokens, np.minimum(stop, len(tokens) - 1), "article"))
    rows = rows[stop[rows] < len(tokens)]
    rows = rows[gap_holds(tokens, stop[rows] - 1, ",")]
    window = stop[rows, None] + np.arange(1, _LONGEST_PHRASE + 1)
    at = np.minimum(window, len(tokens) - 1)
    ends = (window >= len(tokens)) | (tokens.sentence[at] != tokens.sentence[stop[rows], None])
    ends |= _is_of(tokens, at, "head end")
    ends |= gap_holds(tokens, (at - 1).ravel(), ",").reshape(at.shape)
    last = stop[rows] + ends.argmax(axis=1)
    is_noun = ends.any(axis=1) & (last > stop[rows]) & (tokens.shape[last] == LOWERCASE)
    is_noun &= _is_of(tokens, last, "body") & ~_is_of(tokens, last, "person ending")
    found[rows[is_noun]] = last[is_noun]
    return found


def _is_of(tokens: Tokens, at: Indices, name: str) -> Flags:
    return word_classes(tokens.vocabulary, tokens.type_id[at]).are(name)


def bodies_again(
    tokens: Tokens, article: Indices, first: Indices, last: Types, *, body: Indices, titled: Flags
) -> tuple[Indices, Indices]:
    """Return which of the names *body* are of bodies, and which names are theirs.

    Names begin with token *first* and end with a word of type *last*. One is no body's if a name
    that is *titled* ends with the same word in its article: "Mr. Lee". A name with the first and
    last word of a body's is the same name.
    """
    ends_body = np.zeros(len(tokens.vocabulary), np.bool_)
    ends_body[last[body]] = True
    alike = np.flatnonzero(ends_body[last])
    ends = dict(zip(alike.tolist(), _keys(article[alike], last[alike]), strict=True))
    of_persons = {ends[i] for i in alike[titled[alike]].tolist()}
    bodies = [i for i in body.tolist() if ends[i] not in of_persons]
    begins = dict(zip(alike.tolist(), tokens.type_id[first[alike]].tolist(), strict=True))
    known = {(ends[i], begins[i]) for i in bodies}
    again = [i for i, key in ends.items() if (key, begins[i]) in known]
    return np.array(bodies, np.int64), np.array(again, np.int64)


def _keys(article: Indices, word: Types) -> Iterator[tuple[int, int]]:
    return zip(article.tolist(), word.tolist(), strict=True)
