"""What a label names: one referent, or the one of several for which its sentence decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from framing.lexicon import Lexicon, lexicon_from_terms
from framing.matching import CompiledLexicons, Matcher, Matches, compile_lexicons
from framing.text.sentences import tokens_of_sentences
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens

UNRESOLVED = -1


class ReferentResolver:
    """Decides which referent each hit names, by the cues that its lexicon gives for referents.

    A hit whose entry has one referent names it. A hit whose entry has several names the one
    whose cue stands nearest in the same sentence, within the hit nearest of all ("Israeli" in
    "Israeli captives"); without a cue, or with cues of two referents equally near, it is left
    unresolved. A cue that is the hit itself does not count. No hit names a referent that began
    after its article was published. ``names[i]`` is referent number *i*.
    """

    def __init__(self, lexicons: CompiledLexicons, vocabulary: Vocabulary) -> None:
        keys = [(x.key, r) for x in lexicons.lexicons for r in x.referents]
        self.names = tuple(referent for _, referent in keys)
        self._number = {key: n for n, key in enumerate(keys)}
        self._candidates = [
            tuple(
                self._number[lexicons.lexicon_of(i).key, r]
                for r in entry.referent
                if (lexicons.lexicon_of(i).key, r) in self._number
            )
            for i, entry in enumerate(lexicons.entries)
        ]
        self._only = np.array(
            [c[0] if len(c) == 1 else UNRESOLVED for c in self._candidates] or [UNRESOLVED],
            np.int32,
        )
        self._ambiguous = np.array([len(c) > 1 for c in self._candidates] or [False], np.bool_)
        wanted = {r for c in self._candidates if len(c) > 1 for r in c}
        self._cues = _cue_matcher(lexicons.lexicons, self._number, wanted, vocabulary)
        self._begins = {
            self._number[x.key, name]: known.begins
            for x in lexicons.lexicons
            for name, known in x.referents.items()
            if known.begins is not None
        }
        self._is_dated = np.array(
            [not self._begins.keys().isdisjoint(c) for c in self._candidates] or [False], np.bool_
        )

    def resolve(
        self, tokens: Tokens, matches: Matches, published: Sequence[datetime | None] = ()
    ) -> npt.NDArray[np.int32]:
        """Return the referent number of each match, or UNRESOLVED; shape (len(matches),).

        *published* are the dates of the articles, None for one that is not known; none if empty.
        """
        if not len(matches):
            return np.zeros(0, np.int32)
        referent, is_doubtful = self._only[matches.entry], self._ambiguous[matches.entry]
        begun = self._begun(matches, published)
        for early, left in begun.items():
            is_doubtful[early] = len(left) > 1
            referent[early] = left[0] if len(left) == 1 else UNRESOLVED
        doubtful = np.flatnonzero(is_doubtful)
        if self._cues is None or not len(doubtful):
            return referent
        around = tokens.sentence[matches.first[doubtful]]
        cue_at, cue_end, cue_referent = self._find_cues(tokens, around)
        cues = np.searchsorted(tokens.sentence[cue_at], np.stack((around, around + 1), axis=1))
        for hit, (low, high) in zip(doubtful.tolist(), cues.tolist(), strict=True):
            candidates = begun.get(hit, self._candidates[matches.entry[hit]])
            near: dict[int, int] = {}
            for i in range(low, high):
                if cue_referent[i] not in candidates:
                    continue
                gap = max(int(cue_at[i] - matches.last[hit]), int(matches.first[hit] - cue_end[i]))
                covers_hit = cue_at[i] <= matches.first[hit] and cue_end[i] >= matches.last[hit]
                if not covers_hit:
                    gap = max(gap, 0)
                    same = near.get(gap, cue_referent[i]) == cue_referent[i]
                    near[gap] = int(cue_referent[i]) if same else UNRESOLVED
            referent[hit] = near[min(near)] if near else UNRESOLVED
        return referent

    def _begun(
        self, matches: Matches, published: Sequence[datetime | None]
    ) -> dict[int, tuple[int, ...]]:
        """Return what is left to name for hits of which a referent began after their article."""
        left = {}
        dated = np.flatnonzero(self._is_dated[matches.entry]) if published else np.zeros(0, int)
        for hit in dated.tolist():
            when = published[matches.article[hit]]
            if when is None:
                continue
            day, candidates = str(when)[:10], self._candidates[matches.entry[hit]]
            begun = tuple(r for r in candidates if self._begins.get(r, day) <= day)
            if len(begun) < len(candidates):
                left[hit] = begun
        return left

    def _find_cues(
        self, tokens: Tokens, sentences: npt.NDArray[np.int32]
    ) -> tuple[npt.NDArray[np.int64], ...]:
        """Return first and last token and referent of the cues in some of the *sentences*."""
        assert self._cues is not None
        matcher, numbers = self._cues
        part, at = tokens_of_sentences(tokens, sentences)
        found = matcher.match(part, overlapping=True)
        first, last, number = found.first, found.last, numbers[found.entry]
        span = first * (len(part) + 1) + last
        if ((first[1:] <= last[:-1]) & (span[1:] != span[:-1])).any():
            # Of overlapping cues the longest counts, for every referent that has it.
            longest = matcher.match(part)
            kept = np.isin(span, longest.first * (len(part) + 1) + longest.last)
            first, last, number = first[kept], last[kept], number[kept]
        return at[first], at[last], number


def _cue_matcher(
    lexicons: Iterable[Lexicon],
    number: Mapping[tuple[str, str], int],
    wanted: set[int],
    vocabulary: Vocabulary,
) -> tuple[Matcher, npt.NDArray[np.int64]] | None:
    terms = {
        str(number[x.key, name]): referent.cues
        for x in lexicons
        for name, referent in x.referents.items()
        if number[x.key, name] in wanted and referent.cues
    }
    if not terms:
        return None
    compiled = compile_lexicons([replace(lexicon_from_terms(terms), every_category=False)])
    numbers = np.array([int(entry.category) for entry in compiled.entries], np.int64)
    return Matcher(compiled, vocabulary), numbers
