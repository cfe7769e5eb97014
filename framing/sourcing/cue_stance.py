"""The stance of a cue (said, claimed, revealed), from the reporting-verb lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.attributions import Attributions
from framing.lexicon import load_lexicon
from framing.matching import CompiledLexicons, Matcher, Matches, compile_lexicons
from framing.sourcing.cue_words import asks_to_act, stance_of_words, verb_forms
from framing.sourcing.word_classes import word_classes
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

LEXICON = "reporting_verbs"
_NOUNS = "attribution_nouns"
_NEGATION_REACH = 3
_NO_VERB, _NEUTRAL = 0, 1


@lru_cache(maxsize=1)
def _shipped_verbs() -> CompiledLexicons:
    return compile_lexicons([load_lexicon(LEXICON)])


def cue_stances(
    tokens: Tokens,
    attributions: Attributions,
    *,
    matches: Matches | None = None,
    lexicons: CompiledLexicons | None = None,
) -> tuple[list[str | None], npt.NDArray[np.bool_]]:
    """Return each cue's stance, None where it has no entry, and whether it is negated.

    *matches* are those of *lexicons*; where these hold no reporting verbs, the shipped ones are
    matched. Of several verbs in one cue the first that is not neutral counts; without one, the
    attribution noun, if *lexicons* hold these, or a verb that only its place kept from matching.
    "Told" and "asked" with "to" and a verb are directive. A negated cue keeps its verb's stance.

    >>> from framing.attributions import find_attributions
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["The firm claimed that the dam was safe. Ann Lee did not say why."])
    >>> cue_stances(tokens, find_attributions(tokens))[0][0]
    'doubting'
    """
    if matches is None or lexicons is None or not _holds_verbs(lexicons):
        lexicons = _shipped_verbs()
        matches = Matcher(lexicons, tokens.vocabulary).match(tokens)
    verbs = _stances(attributions, *_hits(matches, lexicons, LEXICON))
    nouns = _stances(attributions, *_hits(matches, lexicons, _NOUNS))
    found = [verb or noun for verb, noun in zip(verbs, nouns, strict=True)]
    _read_words(tokens, attributions, lexicons, found)
    return found, _negated(tokens, attributions)


def _stances(
    attributions: Attributions,
    start: npt.NDArray[np.int64],
    stance: npt.NDArray[np.int64],
    names: Sequence[str | None],
) -> list[str | None]:
    """Return for each cue the stance of the first hit in it, rather of one that is not neutral."""
    spans, first = attributions.cue.span, attributions.cue.first
    hits = token_ranges(*np.searchsorted(start, spans.T))  # ranges of hits, one for each span
    row = np.repeat(np.arange(len(attributions)), np.diff(first))[hits.owner]
    value = stance[hits.token]
    found = np.full(len(attributions), _NO_VERB)
    found[row[::-1]] = value[::-1]  # of several verbs the first, because it is written last
    telling = np.flatnonzero(value != _NEUTRAL)[::-1]
    found[row[telling]] = value[telling]
    return [names[code] for code in found.tolist()]


def _read_words(
    tokens: Tokens,
    attributions: Attributions,
    lexicons: CompiledLexicons,
    found: list[str | None],
) -> None:
    """Read the words of the cues without a stance, and of those that may make someone act."""
    forms = verb_forms(lexicons, LEXICON)
    spans, begin = attributions.cue.span, attributions.cue.first
    rows = np.flatnonzero(np.diff(begin) > 0)
    first = np.searchsorted(tokens.end, spans[begin[rows], 0], "right")
    stop = np.searchsorted(tokens.start, spans[begin[rows + 1] - 1, 1], "left")
    asking = word_classes(tokens.vocabulary, tokens.type_id[stop - 1]).are("asking")
    cues, known = token_ranges(first, stop), [tokens.vocabulary.id_of(form) for form in forms]
    has_form = cues.any(np.isin(tokens.type_id[cues.token], known))
    columns = (rows, first, stop, asking, has_form)
    for row, start, end, may_ask, has in zip(*(c.tolist() for c in columns), strict=True):
        stance = found[row]
        if stance is None and has:
            stance = stance_of_words(tokens, start, end, forms)
        directive = may_ask and stance == "neutral" and asks_to_act(tokens, end)
        found[row] = "directive" if directive else stance


def _hits(
    matches: Matches, lexicons: CompiledLexicons, lexicon: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], tuple[str | None, ...]]:
    """Return start and stance of each match of *lexicon*, and the names of the stances."""
    code_of_entry, names = _stances_of_entries(lexicons, lexicon)
    code = code_of_entry[matches.entry]
    is_verb = code != _NO_VERB
    return matches.start[is_verb], code[is_verb], names


@lru_cache(maxsize=8)
def _stances_of_entries(
    lexicons: CompiledLexicons, lexicon: str
) -> tuple[npt.NDArray[np.int64], tuple[str | None, ...]]:
    """Return the code of each entry's stance, `_NO_VERB` outside *lexicon*, and their names."""
    names: list[str | None] = [None, "neutral"]
    code = np.zeros(len(lexicons.entries), np.int64)
    for number, entry in enumerate(lexicons.entries):
        if lexicons.lexicon_of(number).name == lexicon:
            if entry.category not in names:
                names.append(entry.category)
            code[number] = names.index(entry.category)
    return code, tuple(names)


def _holds_verbs(lexicons: CompiledLexicons) -> bool:
    return any(lexicon.name == LEXICON for lexicon in lexicons.lexicons)


def _negated(tokens: Tokens, attributions: Attributions) -> npt.NDArray[np.bool_]:
    """Tell for each cue whether a negation stands in it or up to three words before its end."""
    flags = word_classes(tokens.vocabulary, tokens.type_id).are("negation")
    before = np.append(0, np.cumsum(flags, dtype=np.int64))
    negated = np.zeros(len(attributions), np.bool_)
    spans, first = attributions.cue.span, attributions.cue.first
    rows = np.flatnonzero(np.diff(first) > 0)
    if len(rows):
        opens = spans[first[rows], 0]
        closes = spans[first[rows + 1] - 1, 1]
        low = np.searchsorted(tokens.end, opens, "right")
        high = np.searchsorted(tokens.start, closes, "left")
        sentence = np.searchsorted(
            tokens.sentence, tokens.sentence[np.minimum(low, len(tokens) - 1)]
        )
        low = np.maximum(np.minimum(low, high - _NEGATION_REACH), np.maximum(sentence, low - 1))
        negated[rows] = before[high] > before[np.minimum(low, high)]
    return negated
