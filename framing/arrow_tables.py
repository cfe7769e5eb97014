"""The tables as Arrow and Parquet: from data frames, or from columns without ever importing pandas.

Importing pandas takes half a second and 45 MB, which a process that only writes findings saves.
"""

from __future__ import annotations

import io
import json
from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.errors import FramingError
from framing.table_columns import (
    Picked,
    arrow_array,
    arrow_dictionary,
    arrow_spans,
    arrow_texts,
)
from framing.tables import FLAG, NUMBER, SPANS, TEXT, TIME, WHOLE

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


def arrow_columns(schema: Mapping[str, str], columns: dict[str, Any]) -> Any:
    """Return what ``arrow_table(make_table(schema, columns))`` does, made without a data frame.

    Texts that are picked are dictionaries here, and texts in a file. *columns* are taken out as
    they are made, so that few are in memory twice. Raises FramingError where pyarrow is not
    installed.
    """
    pa = _arrow()
    arrays = [_column(columns.pop(name), dtype) for name, dtype in schema.items()]
    fields = [pa.field(name, made.type) for name, made in zip(schema, arrays, strict=True)]
    told = {"pandas": json.dumps(_told_to_pandas(schema))}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=told))


def parquet_bytes(table: Any) -> bytes:
    """Return an Arrow *table* as a Parquet file, whose dictionaries of texts are read as texts."""
    from pyarrow import parquet

    stream = io.BytesIO()
    with parquet.ParquetWriter(
        stream, table.schema, compression="zstd", store_schema=False
    ) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(_told_to_arrow(table.schema))
    return stream.getvalue()


def _told_to_arrow(schema: Any) -> dict[str, str | bytes]:
    """Return what Arrow itself would write of a *schema* in which texts are no dictionaries."""
    pa = _arrow()
    fields = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in schema
    ]
    plain = pa.schema(fields, metadata=schema.metadata)
    return {**schema.metadata, "ARROW:schema": b64encode(plain.serialize())}


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
        return arrow_dictionary(values)
    if dtype == TEXT:
        return arrow_texts(values).cast(_types()[TEXT])
    if dtype == SPANS:
        return arrow_spans(values)
    known = np.ma.asarray(np.array(values, "datetime64[s]") if dtype == TIME else values)
    missing = np.isnan(known.data) if dtype in (TIME, NUMBER) else np.ma.getmaskarray(known)
    data = known.data.astype(_STORED.get(dtype, np.int64))
    if dtype == FLAG:
        data = np.packbits(data, bitorder="little")
    return arrow_array(_types()[dtype], missing, data)


def _told_to_pandas(schema: Mapping[str, str]) -> dict[str, Any]:
    from importlib.metadata import version  # brings the parser of mail along

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
