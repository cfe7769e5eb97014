"""Data frames and parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.formats.record import Problem, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_frame(frame: Any) -> Iterator[Record]:
    """Yield one record a row of a pandas DataFrame."""
    columns = [str(name) for name in frame.columns]
    for number, (index, row) in enumerate(
        zip(frame.index, frame.itertuples(index=False, name=None), strict=True)
    ):
        yield Record(
            dict(zip(columns, row, strict=True)), f"DataFrame, row {index}", f"row-{number}"
        )


def read_parquet(source: Source) -> Iterator[Record | Problem]:
    """Yield one record a row, batch by batch. Needs ``pip install 'media-framing[parquet]'``."""
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        yield Problem(
            source.name, "is a parquet file, which needs: pip install 'media-framing[parquet]'"
        )
        return
    number = 0
    try:
        with source.open() as stream:
            for batch in parquet.ParquetFile(stream).iter_batches(batch_size=512):
                for values in batch.to_pylist():
                    number += 1
                    yield Record(values, f"{source.name}, row {number}", f"{source.id}-{number}")
    except (pyarrow.ArrowException, OSError) as error:
        yield Problem(source.name, f"could not be read as parquet: {error}")
