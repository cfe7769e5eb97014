"""Gold attributions as token labels, and what the gold tells of cues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.features import cue_stem, quotation_spans
from framing.sourcing.model import LABELS
from framing.tokens import Tokens

Span = tuple[int, int]
_NUMBER = {label: i for i, label in enumerate(LABELS)}
_N_OUTSIDE = sum(label[0] == "O" for label in LABELS)
_GAP_AFTER = {
    "Sr": "Os",
    "Sb": "Ob",
    "Sf": "Oq",
    "Sl": "Oc",
    "Qf": "Oq",
    "Qb": "Oc",
    "Cf": "Oc",
    "Cb": "Ob",
    "Cc": "Oc",
}
_LEAST_CUES = 8
_SPEECH_SHARE = 0.15


def token_spans(tokens: Tokens, shift: int, spans: Sequence[Sequence[int]]) -> list[Span]:
    """Return the tokens that character spans touch, as first and last + 1; sorted."""
    found = []
    for start, end in spans:
        first = int(np.searchsorted(tokens.end, start + shift, "right"))
        stop = int(np.searchsorted(tokens.start, end + shift, "left"))
        if stop > first:
            found.append((first, stop))
    return sorted(found)


def _roles(sources: list[Span], cues: list[Span], contents: list[Span]) -> list[tuple[Span, str]]:
    """Return each span of an attribution with the role its place gives it."""
    pivot = cues[0][0] if cues else sources[-1][1] if sources else contents[0][0]
    before = [c for c in contents if c[0] < pivot]
    after = [c for c in contents if c[0] >= pivot]
    roles = [(c, "Cb") for c in before] + [(c, "Cc" if before else "Cf") for c in after]
    roles += [(c, "Qb" if before else "Qf") for c in cues]
    for span in sources:
        if span[0] < pivot:
            role = "Sb" if before and before[0][0] < span[0] else "Sr"
        else:
            role = "Sl" if before or not after or after[0][0] < span[0] else "Sf"
        roles.append((span, role))
    return sorted(roles)


def gold_labels(tokens: Tokens, articles: Sequence[Mapping[str, Any]]) -> npt.NDArray[np.int32]:
    """Return the gold label of each token, shape (n_tokens,)."""
    labels = np.zeros(len(tokens), np.int32)
    for number, article in enumerate(articles):
        shift = int(tokens.text_start[number])
        for attribution in article["attributions"]:
            sources, cues, contents = (
                token_spans(tokens, shift, attribution[role])
                for role in ("source", "cue", "content")
            )
            if contents:
                _mark(labels, _roles(sources, cues, contents), tokens.paragraph)
    return labels


def _mark(
    labels: npt.NDArray[np.int32],
    roles: list[tuple[Span, str]],
    paragraph: npt.NDArray[np.int32],
) -> None:
    for i, ((first, stop), role) in enumerate(roles):
        if labels[first:stop].max(initial=0) >= _N_OUTSIDE:
            continue  # the source is shared with an attribution that is already marked
        labels[first] = _NUMBER["B" + role]
        labels[first + 1 : stop] = _NUMBER["I" + role]
        if not i:
            continue
        (_, gap), previous = roles[i - 1]
        inside = gap < first and paragraph[first] == paragraph[gap - 1]
        if inside and not labels[gap:first].any():
            name = "Oq" if previous == role == "Cf" else _GAP_AFTER[previous]
            labels[gap:first] = _NUMBER[name]


def speaking_stems(
    tokens: Tokens, articles: Sequence[Mapping[str, Any]], strengths: Mapping[str, int]
) -> list[str]:
    """Return the stems of cues that introduce quoted words in at least 15 % of their uses.

    Of a cue of several words the strongest one counts, the first of equals.
    """
    starts, ends = quotation_spans(tokens)
    depth = np.zeros(len(tokens) + 1, np.int64)
    np.add.at(depth, np.searchsorted(tokens.start, starts), 1)
    np.add.at(depth, np.searchsorted(tokens.start, ends), -1)
    quoted = np.cumsum(depth)[:-1] > 0
    words = tokens.words()
    uses: Counter[str] = Counter()
    speech: Counter[str] = Counter()
    for number, article in enumerate(articles):
        shift = int(tokens.text_start[number])
        for attribution in article["attributions"]:
            cues = token_spans(tokens, shift, attribution["cue"])
            stems = [cue_stem(words[i]) for first, stop in cues for i in range(first, stop)]
            if not stems:
                continue
            head = max(stems, key=lambda stem: strengths.get(stem, 0))
            content = token_spans(tokens, shift, attribution["content"])
            uses[head] += 1
            speech[head] += any(bool(quoted[a:b].any()) for a, b in content)
    return sorted(s for s, n in uses.items() if n >= _LEAST_CUES and speech[s] >= n * _SPEECH_SHARE)
