"""The reason that is stated for withholding the name of a source."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import (
    ANONYMOUS,
    EYEWITNESS,
    GROUP,
    OFFICIAL_UNNAMED,
    PRONOUN,
    among,
)
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

_UNNAMED = among(ANONYMOUS, OFFICIAL_UNNAMED, GROUP, PRONOUN, EYEWITNESS)
_ANONYMITY = re.compile(
    r"\b(?:(?:on|under)\s+(?:the\s+)?condition\s+of\s+anonymity|(?:asked|asking|requested"
    r"|requesting"
    r"|insisted|insisting|demanded)\s+(?:on\s+|for\s+)?(?:anonymity|not\s+to\s+be\s+(?:named"
    r"|identified)|to\s+remain\s+anonymous)|declin(?:ed|ing)\s+to\s+be\s+(?:named|identified)"
    r"|(?:speaking|spoke)\s+anonymously|granted\s+anonymity|(?:was|were)\s+not\s+authori[sz]ed\s+to"
    r"\s+(?:speak|comment|talk|discuss))\b(?P<reason>[^.;!?”\"\n]{0,160})"
)
_TELLING = re.compile("anonym|named|identified|authori[sz]ed")
_REASON = re.compile(
    r"\b(?:because|since|as|so\s+as|in\s+order|to|for\s+fear|out\s+of\s+fear|citing|due\s+to"
    r"|given)\b"
)


def reasons_for_anonymity(
    tokens: Tokens, heads: SourceHeads, kind: npt.NDArray[np.int64]
) -> npt.NDArray[np.object_]:
    """Return the reason stated for withholding a name in the source's sentence.

    It is "" where anonymity is granted without a reason, None where nothing is said of it.
    """
    reasons = np.empty(len(heads), object)  # of None
    unnamed = np.flatnonzero(_UNNAMED[kind])
    sentence = tokens.sentence[heads.tokens.first[unnamed]]
    ends = np.append(tokens.sentence_first[1:], len(tokens))
    words = token_ranges(tokens.sentence_first[sentence], ends[sentence])
    about = tokens.vocabulary.column("about anonymity", _are_about_anonymity, np.bool_)
    tells = words.any(about.of(tokens.type_id[words.token]))
    begin, end = tokens.start[words.first[tells]], tokens.end[words.stop[tells] - 1]
    for i, start, stop in zip(unnamed[tells].tolist(), begin.tolist(), end.tolist(), strict=True):
        reasons[i] = _reason(tokens.joined[start:stop])
    return reasons


def _are_about_anonymity(types: Sequence[str]) -> list[bool]:
    """Tell which of *types* stand in every wording that withholds a name."""
    return [_TELLING.search(word) is not None for word in types]


def _reason(sentence: str) -> str | None:
    found = _ANONYMITY.search(sentence)
    if not found:
        return None
    if "authori" in found[0]:
        return " ".join(found[0].split())
    reason = _REASON.search(found["reason"])
    return " ".join(found["reason"][reason.start() :].split()) if reason else ""
