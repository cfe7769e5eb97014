"""The head of a source, the name at its end, and the tokens and word classes of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.attributions import Attributions
from framing.sourcing.word_classes import WordClasses, bare_types, word_classes
from framing.text.gaps import gap_holds
from framing.text.token_ranges import TokenRanges, token_ranges
from framing.tokens import ALL_CAPS, CAPITALIZED, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Types = npt.NDArray[np.int32]

_PHRASE_END = ",(—–"


@dataclass(frozen=True, slots=True, eq=False)
class SourceHeads:
    """The sources of attributions, as columns of shape (n_sources,) unless said otherwise.

    ``row`` is the attribution and ``article`` its text. ``tokens`` are the ranges of the source's
    first span, and ``words`` the classes of their words, shape (len(tokens.token),). The head
    runs from ``tokens.first`` up to ``stop``: "the mayor of Dale" has the head "the mayor".
    ``in_head`` tells which of the words stand in it; ``last`` holds the classes of its last word,
    ``surname`` the type of that word without a possessive, ``opening`` that of the first word. The
    capitalized words at its end begin with token ``name``; ``led`` tells whether a word other than
    a function word stands before them, as a title or role does, and ``body`` whether one of people
    does: "the rights group Ferrywatch". The capitalized words right behind the head stop before
    token ``apposition``: "her aide, Ann Lee". ``capitalized`` tells of every token of the batch
    whether it is.
    """

    row: Indices
    article: Indices
    tokens: TokenRanges
    words: WordClasses
    stop: Indices
    in_head: Flags
    last: WordClasses
    surname: Types
    opening: Types
    name: Indices
    led: Flags
    body: Flags
    apposition: Indices
    capitalized: Flags

    def __len__(self) -> int:
        return len(self.row)

    def begin_with(self, tokens: Tokens, word: str) -> Flags:
        """Tell which sources have *word* for their first one."""
        begin: Flags = self.opening == tokens.vocabulary.id_of(word)
        return begin


def source_heads(tokens: Tokens, attributions: Attributions) -> SourceHeads:
    """Return the sources that are not empty, in the order of their attributions.

    >>> from framing.attributions import find_attributions
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Mayor Ann Lee of Dale said the bridge was safe."])
    >>> heads = source_heads(tokens, find_attributions(tokens))
    >>> heads.stop.tolist(), heads.name.tolist(), heads.led.tolist()
    ([3], [1], [True])
    """
    row, sources = _first_spans(attributions)
    words = word_classes(tokens.vocabulary, tokens.type_id[sources.token])
    stop = _head_stops(tokens, sources, words)
    in_head = sources.token < stop[sources.owner]
    capitalized = is_capitalized(tokens)
    name = _name_begins(tokens, sources, words, in_head, capitalized[sources.token])
    led, body = _led(tokens, sources.first, name, stop, capitalized)
    last = tokens.type_id[stop - 1]
    return SourceHeads(
        row=row,
        article=attributions.article[row],
        tokens=sources,
        words=words,
        stop=stop,
        in_head=in_head,
        last=word_classes(tokens.vocabulary, last),
        surname=bare_types(tokens.vocabulary, last),
        opening=tokens.type_id[sources.first],
        name=name,
        led=led,
        body=body,
        apposition=_name_stops_behind(sources.stop, stop, capitalized),
        capitalized=capitalized,
    )


def _first_spans(attributions: Attributions) -> tuple[Indices, TokenRanges]:
    first_span = attributions.source.first
    row = np.flatnonzero(np.diff(first_span) > 0)
    first, stop = attributions.source_tokens[first_span[row]].T
    holds_words = np.flatnonzero(stop > first)
    return row[holds_words], token_ranges(first[holds_words], stop[holds_words])


def _head_stops(tokens: Tokens, sources: TokenRanges, words: WordClasses) -> Indices:
    """Return where the first comma, preposition or relative pronoun ends each head.

    The "of" of a number ("many of the men") and of a portfolio ("Secretary of State") ends none.
    """
    at, owner = sources.token, sources.owner
    ends = words.are("head end") & (at > sources.first[owner])
    of = np.flatnonzero(ends & (tokens.type_id[at] == tokens.vocabulary.id_of("of")))
    of_portfolio = words.are("portfolio").take(of + 1, mode="clip")
    of_portfolio &= at[of] + 1 < sources.stop[owner[of]]
    ends[of] = ~(words.are("quantifier")[of - 1] | of_portfolio)
    behind_mark = sources.first_where(gap_holds(tokens, at, _PHRASE_END)) + 1
    return np.minimum(sources.first_where(ends), behind_mark)


def is_capitalized(tokens: Tokens) -> Flags:
    """Tell which tokens begin with a capital or are a particle inside a name.

    >>> from framing.tokens import tokenize
    >>> is_capitalized(tokenize(["Majid al-Hadi met Ludwig van Dyk."])).tolist()
    [True, True, False, True, True, True]
    """
    capital: Flags = (tokens.shape == CAPITALIZED) | (tokens.shape == ALL_CAPS)
    after = np.flatnonzero(capital[:-1] & ~capital[1:]) + 1
    words = word_classes(tokens.vocabulary, tokens.type_id[after])
    after = after.compress(words.are("Arabic article", "particle"))
    after = after[tokens.sentence[after] == tokens.sentence[after - 1]]
    words = word_classes(tokens.vocabulary, tokens.type_id[after])
    behind = np.minimum(after + 1, len(tokens) - 1)
    before_capital = capital[behind] & (tokens.sentence[behind] == tokens.sentence[after])
    capital[after] = words.are("Arabic article") | (words.are("particle") & before_capital)
    return capital


def _name_begins(
    tokens: Tokens, sources: TokenRanges, words: WordClasses, in_head: Flags, capitalized: Flags
) -> Indices:
    """Return where the capitalized words at the end of each head begin; its stop without any.

    Titles and function words are no part of the name, nor is "State" in "Secretary of State", nor
    whose the bearer is ("Reuters' Ann Lee").
    """
    at, owner = sources.token, sources.owner
    goes_on = np.append(in_head[1:] & (owner[1:] == owner[:-1]), False)  # within its head
    is_title = words.are("title")
    maybe = np.flatnonzero(is_title & words.are("bare title or name") & in_head & ~goes_on)
    maybe = maybe[at[maybe] > sources.first[owner[maybe]]]
    is_title[maybe] = ~capitalized[maybe - 1] | words.are("function", "title")[maybe - 1]
    outside = ~capitalized | is_title | words.are("function")
    outside |= words.are("possessive") & goes_on
    of = np.flatnonzero(words.are("portfolio") & (at > sources.first[owner]))
    outside[of[tokens.type_id[at[of] - 1] == tokens.vocabulary.id_of("of")]] = True
    return sources.last_where(outside & in_head) + 1


def _led(
    tokens: Tokens, first: Indices, name: Indices, stop: Indices, capitalized: Flags
) -> tuple[Flags, Flags]:
    """Tell whether a word other than a function word leads to each name, and one of people."""
    led, body = np.zeros((2, len(name)), np.bool_)
    rows = np.flatnonzero((first < name) & (name < stop))
    before = name[rows] - 1
    words = word_classes(tokens.vocabulary, tokens.type_id[before])
    led[rows] = ~words.are("function")
    body[rows] = led[rows] & words.are("body") & ~capitalized[before]
    return led, body


def _name_stops_behind(end: Indices, stop: Indices, capitalized: Flags) -> Indices:
    """Return where the capitalized words from each *stop* on stop, at the *end* of its source."""
    found = stop.copy()
    rows = np.flatnonzero(stop < end)
    rows = rows[capitalized[stop[rows]]]
    behind = token_ranges(stop[rows], end[rows])
    found[rows] = behind.first_where(~capitalized[behind.token])
    return found


def are_pronouns(tokens: Tokens, heads: SourceHeads) -> Flags:
    """Tell which heads are one pronoun; "US" in capitals is none."""
    first = heads.tokens.first
    country = heads.begin_with(tokens, "us") & (tokens.shape[first] == ALL_CAPS)
    pronoun: Flags = heads.last.are("pronoun") & (heads.stop - first == 1) & ~country
    return pronoun | heads.begin_with(tokens, "who")
