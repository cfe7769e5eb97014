"""Every hit of a feature in its context (keyword in context)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.article import Article
from framing.errors import FramingError, nearest

if TYPE_CHECKING:
    import pandas as pd

_EXAMPLE = "reporting_verbs.doubting"


def concordance(
    corpus: Sequence[Article],
    hits: pd.DataFrame,
    feature: str,
    features: Sequence[str],
    *,
    width: int,
) -> pd.DataFrame:
    """Return the *hits* of *feature* with *width* characters of text before and after.

    Columns: ``article, outlet, before, text, after, feature, voice, source, start, end``. Raises
    FramingError, naming the nearest of *features*, if *feature* is none of them.
    """
    if not isinstance(feature, str):
        raise FramingError(f"feature = {feature!r}: it takes a name, such as {_EXAMPLE!r}")
    chosen = [f for f in features if f == feature or f.startswith(f"{feature}.")]
    if not chosen:
        raise FramingError(
            f"no feature {feature!r}{_meant(feature, features)}; it takes lexicon.category, such as"
            f" {_EXAMPLE!r}; analysis.features lists them"
        )
    found = hits[hits["feature"].isin(chosen)].reset_index(drop=True)
    text_of = {article.id: article.text for article in corpus}
    before, after = [], []
    for article, start, end in zip(found["article"], found["start"], found["end"], strict=True):
        text = text_of[article]
        before.append(text[max(0, start - width) : start].replace("\n", " "))
        after.append(text[end : end + width].replace("\n", " "))
    found = found.assign(before=before, after=after)
    found = found.astype({"before": "string", "after": "string"})
    columns = ["article", "outlet", "before", "text", "after", "feature", "voice", "source"]
    return found[[*columns, "start", "end"]]


def _meant(feature: str, features: Sequence[str]) -> str:
    """Return the features whose category *feature* is, or the nearest, as a question."""
    of_category = [repr(name) for name in features if name.endswith(f".{feature}")]
    if not of_category:
        return nearest(feature, features)
    return f" (did you mean {' or '.join(of_category)}?)"
