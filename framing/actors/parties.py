"""Where a batch names the parties of a conflict: from hits of the actors lexicons."""

from __future__ import annotations

import numpy as np

from framing.actors.actor_tokens import ACTOR_CODE, ActorTokens
from framing.matching import CompiledLexicons, Matches
from framing.text.token_ranges import token_ranges

_CODE = {**ACTOR_CODE, "office": ACTOR_CODE["government"]}


class Parties:
    """Turns hits of lexicons named ``actors`` into sides and roles of tokens.

    >>> from framing.lexicon import Entry, Lexicon
    >>> from framing.matching import Matcher, compile_lexicons
    >>> from framing.tokens import tokenize
    >>> entry = Entry(term="northern*", category="demonym", side="north")
    >>> lexicons = compile_lexicons([Lexicon(name="actors", entries=(entry,))])
    >>> tokens = tokenize(["A northerner spoke."])
    >>> matches = Matcher(lexicons, tokens.vocabulary).match(tokens)
    >>> Parties(lexicons).find(matches).by_token()
    {1: ('north', 'demonym')}
    """

    def __init__(self, lexicons: CompiledLexicons) -> None:
        sides = [
            entry.side if lexicons.lexicon_of(i).name == "actors" else None
            for i, entry in enumerate(lexicons.entries)
        ]
        self._sides = (None, *sorted({side for side in sides if side is not None}))
        self._side = np.array([self._sides.index(side) for side in sides], np.int64)
        self._role = np.array(
            [_CODE.get(entry.category, 0) for entry in lexicons.entries], np.int64
        )

    def find(self, matches: Matches) -> ActorTokens:
        """Return the side and role of each token that an actor's name covers."""
        rows = np.flatnonzero(self._side.take(matches.entry) != 0)
        named = token_ranges(matches.first[rows], matches.last[rows] + 1)
        token, last = np.unique(named.token[::-1], return_index=True)  # where names overlap
        entry = matches.entry[rows[named.owner[len(named.owner) - 1 - last]]]
        return ActorTokens(token, self._side[entry], self._role[entry], self._sides)
