"""What the rules of inserted cues look at: classes of words, commas, where sentences end."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.listed_words import listed_words
from framing.text.gaps import comma_follows
from framing.text.token_ranges import TokenRanges, token_ranges
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FINITE, GOES_ON, DESCRIBES, NO_SOURCE, DETERMINER, PRONOUN, INSERTED, ACCORDING, LINK = (
    1 << bit for bit in range(9)
)
_VERBS = """is are was were has have had will would can could may might must should does did isn't
    aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't"""
_CLASSES = {
    FINITE: _VERBS,
    GOES_ON: _VERBS + " and but or",
    DESCRIBES: "who whose which",
    NO_SOURCE: "to that in on at by for when if as while so not",
    DETERMINER: "the a an his her their its our",
    PRONOUN: "he she it they we i you",
    INSERTED: """said says say added adds insisted insists wrote writes warned warns argued argues
        noted notes explained explains recalled recalls predicted predicts claimed claims announced
        reported reports declared admitted stressed suggested acknowledged concluded""",
    ACCORDING: "according",
    LINK: "of the for at from in",
}


class CueReader:
    """What the rules look at: commas behind words, classes of words, where sentences end."""

    def __init__(self, tokens: Tokens, quoted: Flags) -> None:
        self.are = listed_words(tokens, "inserted_cue", _CLASSES)
        self._starts = np.append(tokens.sentence_first, len(tokens))
        self._tokens, self.quoted = tokens, quoted

    def comma(self, at: Indices) -> Flags:
        """Tell for each of the tokens *at* whether a comma follows."""
        return comma_follows(self._tokens, at)

    def begin(self, at: Indices) -> Indices:
        """Return the first token of the sentence of each of the tokens *at*."""
        return self._starts.take(self._tokens.sentence[at])

    def end(self, at: Indices) -> Indices:
        """Return one past the last token of the sentence of each of the tokens *at*."""
        return self._starts.take(self._tokens.sentence[at] + 1)

    def goes_on(self, at: Indices, end: Indices, kind: int) -> Flags:
        """Tell where the report goes on at token *at*: with a word of *kind*, outside marks."""
        goes_on: Flags = (at < end) & self.are(kind, at) & ~self.quoted.take(at, mode="clip")
        return goes_on

    def says(self, kind: int, runs: TokenRanges) -> Flags:
        """Tell which of *runs* hold a word of *kind*."""
        return runs.any(self.are(kind, runs.token))

    def has_verb(self, runs: TokenRanges) -> Flags:
        """Tell which of *runs* hold a finite verb; capitals make "May" and "Will" names."""
        lower = self._tokens.shape[runs.token] == LOWERCASE
        return runs.any(lower & self.are(FINITE, runs.token))

    def quotes(self, runs: TokenRanges) -> Flags:
        """Tell which of *runs* hold a word within quotation marks."""
        return runs.any(self.quoted[runs.token])

    def is_named(self, runs: TokenRanges) -> Flags:
        """Tell which of *runs* are names: "Ann Lee", "Lee of the Dock Board"."""
        opens = runs.token == runs.first[runs.owner]
        lower = self._tokens.shape[runs.token] == LOWERCASE
        return ~runs.any(lower & (opens | ~self.are(LINK, runs.token)))

    def has_comma(self, first: Indices, stop: Indices) -> Flags:
        """Tell where a comma follows a token from *first* up to *stop*."""
        runs = token_ranges(first, np.maximum(first, stop))
        return runs.any(self.comma(runs.token))

    def until_comma(self, first: Indices, end: Indices) -> TokenRanges:
        """Return runs from *first* through the first token that a comma follows, or to *end*."""
        runs = token_ranges(first, np.maximum(first, end))
        stop = runs.first_where(self.comma(runs.token)) + 1
        return token_ranges(first, np.minimum(stop, runs.stop))

    def behind_commas(self, runs: TokenRanges) -> TokenRanges:
        """Return what stands behind the last comma within each of *runs*, all of it without one."""
        inside = runs.token < runs.stop[runs.owner] - 1
        first = runs.last_where(inside & self.comma(runs.token)) + 1
        return token_ranges(first, runs.stop)
