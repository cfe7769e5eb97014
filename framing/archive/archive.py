"""A folder of findings, read: its counts and tables, part by part or whole."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.archive.counting import sum_counts
from framing.archive.folder import FINISHED, Part, read_part, whole_parts
from framing.counts import Counts, counts_from
from framing.errors import FramingError, nearest
from framing.tables import ANALYSIS_TABLES, TEXT, WHOLE, make_table

if TYPE_CHECKING:
    import pandas as pd

COUNTS = "counts"
_KEYS = ("outlet", "event", "feature", "voice", "section")
COUNTS_SCHEMA = {**dict.fromkeys(_KEYS, TEXT), **dict.fromkeys(("n_hits", "n_articles"), WHOLE)}


class Archive:
    """A folder of findings that :func:`framing.write_findings` wrote; only whole parts are read.

    Raises FramingError for a folder that holds none.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.parts = tuple(read_part(self.folder, n) for n in whole_parts(self.folder))
        if not self.parts and not self.finished:
            raise FramingError(f"{folder}: holds no whole part of findings")

    def __len__(self) -> int:
        return sum(part.n_articles for part in self.parts)

    def __repr__(self) -> str:
        state = "" if self.finished else ", not finished"
        return f"<Archive: {len(self)} articles in {len(self.parts)} parts{state}>"

    @property
    def finished(self) -> bool:
        """Whether the run came to the end of its articles."""
        return (self.folder / FINISHED).is_file()

    @cached_property
    def counts(self) -> Counts:
        """The counts of all parts."""
        return sum_counts(map(self._counts_of, self.parts))

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of all parts, as an analysis has it; ``parent`` counts rows of its part.

        Raises FramingError, naming the nearest, for a table that there is not.
        """
        import pandas as pd

        if name not in ANALYSIS_TABLES:
            raise FramingError(
                f"no table {name!r}{nearest(name, ANALYSIS_TABLES)}; there are:"
                f" {', '.join(ANALYSIS_TABLES)}"
            )
        schema = ANALYSIS_TABLES[name]
        parts = [make_table(schema, self._columns(name, part)) for part in self.parts]
        return pd.concat(parts, ignore_index=True) if parts else make_table(schema, [])

    def _counts_of(self, part: Part) -> Counts:
        columns = self._columns(COUNTS, part)
        places = list(zip(*(columns[name] for name in _KEYS), strict=True))
        return counts_from(
            dict(zip(places, columns["n_hits"], strict=True)),
            dict(zip(places, columns["n_articles"], strict=True)),
            unit=part.units,
            read={(outlet, event): n for outlet, event, n in part.read},
        )

    def _columns(self, name: str, part: Part) -> dict[str, list[Any]]:
        from pyarrow import parquet

        path = self.folder / name / f"{part.number:05d}.parquet"
        columns: dict[str, list[Any]] = parquet.read_table(path).to_pydict()
        return columns


def counts_columns(counts: Counts) -> dict[str, Any]:
    """Return *counts* as columns: a row an outlet, event, feature, voice and section."""
    hits, articles = counts.hits, counts.articles
    named = {name: [key[i] for key in hits] for i, name in enumerate(_KEYS)}
    return {**named, "n_hits": [*hits.values()], "n_articles": [articles[key] for key in hits]}
