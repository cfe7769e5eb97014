"""The tables as Arrow and Parquet: from data frames, or from columns without ever importing pandas.

Importing pandas takes half a second and 45 MB, which a process that only writes findings saves.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.errors import FramingError
from framing.tables import FLAG, NUMBER, SPANS, TEXT, TIME, WHOLE, Picked

if TYPE_CHECKING:
    import pandas as pd

# What pandas itself would write of a column, by which it reads the same dtype back.
_PANDAS_TYPES = {
    TEXT: "unicode",
    WHOLE: "int64",
    NUMBER: "float64",
    FLAG: "bool",
    TIME: "datetime",
    SPANS: "list[list[int64]]",
}
_STORED: Mapping[str, npt.DTypeLike] = {NUMBER: np.float64, FLAG: np.bool_}


def arrow_table(table: pd.DataFrame) -> Any:
    """Return a data frame for Arrow; a type depends on the column's dtype, never on its values.

    Raises FramingError where pyarrow is not installed.
    """
    pa, types = _arrow(), _types()
    fields = [pa.field(name, types[str(table[name].dtype)]) for name in table.columns]
    return pa.Table.from_pandas(table, schema=pa.schema(fields), preserve_index=False)


def arrow_columns(
    schema: Mapping[str, str],
    columns: dict[str, Any],
    *,
    after_each: Callable[[], object] = lambda: None,
) -> Any:
    """Return what ``arrow_table(make_table(schema, columns))`` does, made without a data frame.

    *columns* are taken out as they are made, so that few are in memory twice; *after_each* of them
    what was freed may be given back. Raises FramingError where pyarrow is not installed.
    """
    pa, types = _arrow(), _types()
    fields = [pa.field(name, types[dtype]) for name, dtype in schema.items()]
    arrays = []
    for name, dtype in schema.items():
        arrays.append(_column(columns.pop(name), dtype))
        after_each()
    told = {"pandas": json.dumps(_told_to_pandas(schema))}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=told))


def parquet_bytes(table: Any) -> bytes:
    """Return an Arrow *table* as a Parquet file."""
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _arrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise FramingError("Parquet needs pip install 'media-framing[parquet]'") from None
    return pa


def _types() -> Mapping[str, Any]:
    pa = _arrow()
    return {
        TEXT: pa.string(),
        WHOLE: pa.int64(),
        NUMBER: pa.float64(),
        FLAG: pa.bool_(),
        TIME: pa.timestamp("s"),
        SPANS: pa.list_(pa.list_(pa.int64())),
    }


def _column(values: Any, dtype: str) -> Any:
    """Return *values*, as `make_table` takes them, as an Arrow array."""
    if isinstance(values, Picked):
        numbers = np.ma.masked_less(values.numbers.astype(np.int64), 0)
        return _texts(values.names).take(_column(numbers, WHOLE))
    if dtype == TEXT:
        return _texts(values)
    if dtype == SPANS:
        return _span_lists(values)
    known = np.ma.asarray(np.array(values, "datetime64[s]") if dtype == TIME else values)
    missing = np.isnan(known.data) if dtype in (TIME, NUMBER) else np.ma.getmaskarray(known)
    data = known.data.astype(_STORED.get(dtype, np.int64))
    if dtype == FLAG:
        data = np.packbits(data, bitorder="little")
    return _array(_types()[dtype], missing, data)


def _texts(values: Sequence[str | None]) -> Any:
    pa = _arrow()
    missing = np.fromiter((value is None for value in values), np.bool_, len(values))
    encoded = [value.encode() if value else b"" for value in values]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return _array(pa.large_string(), missing, ends, b"".join(encoded)).cast(pa.string())


def _span_lists(rows: Sequence[Sequence[Sequence[int]]]) -> Any:
    """Return lists of pairs of start and end."""
    whole = _types()[SPANS]
    offsets = np.array([end for row in rows for span in row for end in span], np.int64)
    ends = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    inner = np.arange(0, len(offsets) + 1, 2, dtype=np.int32)
    pairs = _array(whole.value_type, _none_of(len(inner) - 1), inner, of=_column(offsets, WHOLE))
    return _array(whole, _none_of(len(rows)), ends, of=pairs)


def _none_of(size: int) -> npt.NDArray[np.bool_]:
    return np.zeros(size, np.bool_)


def _array(kind: Any, missing: npt.NDArray[np.bool_], *data: Any, of: Any = None) -> Any:
    """Return an Arrow array of buffers, since ``pyarrow.array`` imports pandas.

    *of* is the array that an array of lists is made of.
    """
    pa = _arrow()
    valid = pa.py_buffer(np.packbits(~missing, bitorder="little")) if missing.any() else None
    buffers = [valid, *map(pa.py_buffer, data)]
    return pa.Array.from_buffers(kind, len(missing), buffers, children=None if of is None else [of])


def _told_to_pandas(schema: Mapping[str, str]) -> dict[str, Any]:
    return {
        "index_columns": [],
        "column_indexes": [],
        "columns": [
            {
                "name": name,
                "field_name": name,
                "pandas_type": _PANDAS_TYPES[dtype],
                "numpy_type": dtype,
                "metadata": None,
            }
            for name, dtype in schema.items()
        ],
        "attributes": {},
        "creator": {"library": "pyarrow", "version": _arrow().__version__},
        "pandas_version": version("pandas"),
    }
