"""The tables: their columns, dtypes and how they are made; pandas is imported when one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.table_columns import Cut, Picked, SpanLists, arrow_texts

if TYPE_CHECKING:
    import pandas as pd

TEXT, WHOLE, NUMBER, FLAG, TIME, SPANS = (
    "string",
    "Int64",
    "Float64",
    "boolean",
    "datetime64[s]",
    "object",
)

ANALYSIS_TABLES: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "article": TEXT,
        "outlet": TEXT,
        "title": TEXT,
        "published": TIME,
        "event": TEXT,
        "story": TEXT,
        "url": TEXT,
        "byline": TEXT,
        "n_tokens": WHOLE,
        "n_sentences": WHOLE,
        "n_removed": WHOLE,
        "warnings": TEXT,
    },
    "hits": {
        "article": TEXT,
        "outlet": TEXT,
        "event": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "text": TEXT,
        "feature": TEXT,
        "lexicon": TEXT,
        "category": TEXT,
        "entry": TEXT,
        "label": TEXT,
        "referent": TEXT,
        "side": TEXT,
        "stance": TEXT,
        "voice": TEXT,
        "source": TEXT,
        "section": TEXT,
        "sentence": WHOLE,
        "reason": TEXT,
    },
    "quotes": {
        "article": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "text": TEXT,
        "kind": TEXT,
        "confidence": NUMBER,
        "section": TEXT,
        "reason": TEXT,
    },
    "attributions": {
        "article": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "source": TEXT,
        "cue": TEXT,
        "content": TEXT,
        "source_spans": SPANS,
        "cue_spans": SPANS,
        "content_spans": SPANS,
        "directness": TEXT,
        "speech": FLAG,
        "cue_stance": TEXT,
        "source_type": TEXT,
        "source_role": TEXT,
        "source_qualifier": TEXT,
        "side": TEXT,
        "gender": TEXT,
        "speaker": TEXT,
        "parent": WHOLE,
        "section": TEXT,
    },
    "figures": {
        "article": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "text": TEXT,
        "value": NUMBER,
        "bound": TEXT,
        "quantity": TEXT,
        "unit": TEXT,
        "side": TEXT,
        "scope": TEXT,
        "as_of": TEXT,
        "source": TEXT,
        "malformed": FLAG,
    },
    "harm": {
        "article": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "text": TEXT,
        "harm_class": TEXT,
        "verb_class": TEXT,
        "victim_side": TEXT,
        "victim_count": NUMBER,
        "victim_named": FLAG,
        "age": WHOLE,
        "kinship": TEXT,
        "child": FLAG,
        "civilian_status": TEXT,
        "agent": TEXT,
        "agent_expressed": FLAG,
        "form": TEXT,
        "voice": TEXT,
        "certainty": TEXT,
        "sentence": WHOLE,
    },
}

COMPARISON_TABLES: Mapping[str, Mapping[str, str]] = {
    "coverage": {
        "event": TEXT,
        "outlet": TEXT,
        "n_articles": WHOLE,
        "n_tokens": WHOLE,
        "first_published": TIME,
    },
    "rates": {
        "feature": TEXT,
        "voice": TEXT,
        "section": TEXT,
        "outlet": TEXT,
        "count": NUMBER,
        "exposure": NUMBER,
        "exposure_unit": TEXT,
        "rate": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "n_articles": WHOLE,
        "n_events": WHOLE,
    },
    "contrasts": {
        "feature": TEXT,
        "voice": TEXT,
        "section": TEXT,
        "target": TEXT,
        "reference": TEXT,
        "rate_ratio": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "rate_difference": NUMBER,
        "equal_weight_ratio": NUMBER,
        "p": NUMBER,
        "p_adj": NUMBER,
        "family": TEXT,
        "n_target": NUMBER,
        "n_reference": NUMBER,
        "exposure_target": NUMBER,
        "exposure_reference": NUMBER,
        "exposure_unit": TEXT,
        "n_events": WHOLE,
        "n_informative": WHOLE,
        "n_articles": WHOLE,
        "matched": TEXT,
        "corrected": TEXT,
        "verdict": TEXT,
        "why": TEXT,
    },
    "words": {
        "term": TEXT,
        "outlet": TEXT,
        "count": WHOLE,
        "reference_count": WHOLE,
        "log_odds": NUMBER,
        "z": NUMBER,
        "q": NUMBER,
        "n_articles": WHOLE,
        "n_events": WHOLE,
        "matched": TEXT,
        "verdict": TEXT,
        "why": TEXT,
    },
    "naming": {
        "referent": TEXT,
        "label": TEXT,
        "outlet": TEXT,
        "event": TEXT,
        "voice": TEXT,
        "count": WHOLE,
        "share": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "n_referent": WHOLE,
        "unresolved": NUMBER,
        "stance": TEXT,
    },
    "naming_distance": {
        "referent": TEXT,
        "target": TEXT,
        "reference": TEXT,
        "distance": NUMBER,
        "p": NUMBER,
        "p_adj": NUMBER,
        "n_target": WHOLE,
        "n_reference": WHOLE,
        "n_events": WHOLE,
        "matched": TEXT,
        "verdict": TEXT,
        "why": TEXT,
    },
    "quotation": {
        "term": TEXT,
        "outlet": TEXT,
        "uses": WHOLE,
        "scare_quoted": WHOLE,
        "share": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
    },
    "sourcing": {
        "outlet": TEXT,
        "source_type": TEXT,
        "source_role": TEXT,
        "side": TEXT,
        "cue_stance": TEXT,
        "count": WHOLE,
        "share": NUMBER,
        "words": WHOLE,
        "low": NUMBER,
        "high": NUMBER,
    },
    "harm": {
        "outlet": TEXT,
        "harm_class": TEXT,
        "victim_side": TEXT,
        "verb_class": TEXT,
        "form": TEXT,
        "agent_expressed": FLAG,
        "count": WHOLE,
        "share": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
    },
    "figures": {
        "event": TEXT,
        "quantity": TEXT,
        "unit": TEXT,
        "side": TEXT,
        "scope": TEXT,
        "as_of": TEXT,
        "outlet": TEXT,
        "value": NUMBER,
        "bound": TEXT,
        "article": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "text": TEXT,
        "agrees": FLAG,
    },
    "omissions": {
        "event": TEXT,
        "item": TEXT,
        "kind": TEXT,
        "reported_by": TEXT,
        "not_reported_by": TEXT,
        "n_articles": WHOLE,
    },
    "passages": {
        "event": TEXT,
        "fact": TEXT,
        "outlet_a": TEXT,
        "article_a": TEXT,
        "start_a": WHOLE,
        "end_a": WHOLE,
        "outlet_b": TEXT,
        "article_b": TEXT,
        "start_b": WHOLE,
        "end_b": WHOLE,
        "differences": TEXT,
    },
}


def make_table(
    schema: Mapping[str, str], columns: Mapping[str, Any] | Sequence[Sequence[Any]]
) -> pd.DataFrame:
    """Return a data frame with the columns and dtypes of *schema*, whatever is missing as NA.

    *columns* are given by name, or are rows in the order of the schema. A column is a sequence,
    an array, a masked array of whole numbers, or what is Picked, Cut or SpanLists.

    >>> table = make_table({"outlet": "string", "count": "Int64"}, [("A", 2), (None, None)])
    >>> table.dtypes.astype(str).tolist(), table["count"].isna().tolist()
    (['string', 'Int64'], [False, True])
    """
    import pandas as pd

    if not isinstance(columns, Mapping):
        by_row = list(columns)
        columns = {name: [row[i] for row in by_row] for i, name in enumerate(schema)}
    # Arrays, not Series, whose indexes would have to be aligned at a cost above all else here.
    return pd.DataFrame(
        {name: _column(columns[name], dtype) for name, dtype in schema.items()}, copy=False
    )


def sort_rows(columns: Mapping[str, Any], *by: Sequence[Any]) -> dict[str, Any]:
    """Return *columns* with their rows in the order of the values of *by*, of the first first.

    >>> sort_rows({"n": np.array([1, 2, 3]), "x": list("abc")}, [1, 0, 0], ["c", "b", "a"])
    {'n': array([3, 2, 1]), 'x': ['c', 'b', 'a']}
    """
    ranks = []
    for values in by:
        rank = {value: n for n, value in enumerate(sorted(set(values)))}
        ranks.append([rank[value] for value in values])
    order = np.lexsort(np.array(ranks[::-1]))
    return {
        name: x[order] if isinstance(x, np.ndarray) else [x[i] for i in order.tolist()]
        for name, x in columns.items()
    }


def _column(values: Any, dtype: str) -> Any:
    """Return *values* as an array of the data frame's *dtype*."""
    import pandas as pd

    if isinstance(values, np.ma.MaskedArray):
        return pd.arrays.IntegerArray(values.data, np.ma.getmaskarray(values))
    if dtype == TEXT:
        return _texts(values)
    if dtype == TIME:
        return pd.to_datetime(pd.Series(values, dtype="object")).astype(TIME).array
    if dtype == SPANS:
        rows = values.lists() if isinstance(values, SpanLists) else list(values)
        return pd.Series(rows, dtype="object").array
    if dtype == NUMBER and hasattr(values, "dtype"):
        return pd.Series(values).astype("float64").astype(NUMBER).array
    return pd.array(values if hasattr(values, "dtype") else list(values), dtype=dtype)


def _texts(values: Any) -> Any:
    """Return *values* as an array of strings.

    Where pandas keeps these in Arrow, Arrow reads them; pandas would look at each beforehand.
    """
    import pandas as pd

    in_arrow = pd.StringDtype().storage == "pyarrow"
    if isinstance(values, Cut | Picked):
        return pd.array(arrow_texts(values) if in_arrow else _strings(values), dtype=TEXT)
    if in_arrow:
        import pyarrow as pa

        with suppress(pa.ArrowTypeError):  # other than strings, which pandas writes out
            return pd.array(pa.array(values, pa.large_string(), from_pandas=True), dtype=TEXT)
    return pd.array(values if hasattr(values, "dtype") else list(values), dtype=TEXT)


def _strings(values: Cut | Picked) -> Any:
    if isinstance(values, Cut):
        return values.strings()
    names = values.names.strings() if isinstance(values.names, Cut) else values.names
    return np.array([*names, None], object)[values.numbers]
