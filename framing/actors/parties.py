"""Where a batch names the parties of a conflict: from hits of the actors lexicons."""

from __future__ import annotations

import numpy as np

from framing.actors.actor_tokens import ActorTokens
from framing.matching import CompiledLexicons, Matches
from framing.text.token_ranges import token_ranges

_ROLE = {"office": "government"}


class Parties:
    """Turns hits of lexicons named ``actors`` into sides and roles of tokens.

    >>> from framing.lexicon import Entry, Lexicon
    >>> from framing.matching import Matcher, compile_lexicons
    >>> from framing.tokens import tokenize
    >>> entry = Entry(term="northern*", category="demonym", side="north")
    >>> lexicons = compile_lexicons([Lexicon(name="actors", entries=(entry,))])
    >>> tokens = tokenize(["A northerner spoke."])
    >>> matches = Matcher(lexicons, tokens.vocabulary).match(tokens)
    >>> Parties(lexicons).find(matches).side
    {1: 'north'}
    """

    def __init__(self, lexicons: CompiledLexicons) -> None:
        self._side = [str(entry.side) for entry in lexicons.entries]
        self._role = [_ROLE.get(entry.category, entry.category) for entry in lexicons.entries]
        self._is_actor = np.array(
            [
                lexicons.lexicon_of(i).name == "actors" and entry.side is not None
                for i, entry in enumerate(lexicons.entries)
            ]
            or [False],
            np.bool_,
        )

    def find(self, matches: Matches) -> ActorTokens:
        """Return the side and role of each token that an actor's name covers."""
        rows = np.flatnonzero(self._is_actor[matches.entry])
        named = token_ranges(matches.first[rows], matches.last[rows] + 1)
        tokens, entries = named.token.tolist(), matches.entry[rows][named.owner].tolist()
        return ActorTokens(
            side=dict(zip(tokens, map(self._side.__getitem__, entries), strict=True)),
            role=dict(zip(tokens, map(self._role.__getitem__, entries), strict=True)),
        )
