"""A folder of findings, read: its counts and tables, part by part or whole."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.archive.counting import sum_counts
from framing.archive.folder import (
    FINISHED,
    Part,
    local_folder,
    mark_of,
    part_file,
    read_json,
    read_part,
    whole_parts,
)
from framing.counts import Counts, counts_from
from framing.errors import FramingError, nearest
from framing.tables import ANALYSIS_TABLES, TEXT, WHOLE, make_table

if TYPE_CHECKING:
    import pandas as pd

COUNTS = "counts"
_REMEDY = "write_findings with the same articles makes them anew"
_KEYS = ("outlet", "event", "feature", "voice", "section")
COUNTS_SCHEMA = {**dict.fromkeys(_KEYS, TEXT), **dict.fromkeys(("n_hits", "n_articles"), WHOLE)}


class Archive:
    """A folder of findings that :func:`framing.write_findings` wrote; only whole parts are read.

    Raises FramingError for a folder that holds none, and for one that has lost some.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = local_folder(folder)
        numbers = whole_parts(self.folder)
        if not numbers and not self.finished:
            raise FramingError(f"{folder}: holds no whole part of findings{self._what_it_is()}")
        if self.finished and len(numbers) != read_json(self.folder / FINISHED)["n_parts"]:
            raise FramingError(f"{folder}: has lost parts; {_REMEDY}")
        self.parts = tuple(read_part(self.folder, number) for number in numbers)

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
        from pyarrow import ArrowException, parquet

        path = part_file(self.folder, name, part.number)
        try:
            columns: dict[str, list[Any]] = parquet.read_table(path).to_pydict()
        except (OSError, ArrowException) as error:
            raise FramingError(
                f"{path}: cannot be read ({error}); remove {mark_of(self.folder, part.number)},"
                f" and {_REMEDY}"
            ) from error
        return columns

    def _what_it_is(self) -> str:
        """Say what a folder without parts is, where that is plain."""
        if not self.folder.is_dir():
            return ": there is no such folder"
        if (self.folder / "hits.parquet").is_file():
            return (
                "; Analysis.to_parquet wrote it: read a table of it with"
                f" pandas.read_parquet({str(self.folder / 'hits.parquet')!r})"
            )
        return ""


def counts_columns(counts: Counts) -> dict[str, Any]:
    """Return *counts* as columns: a row an outlet, event, feature, voice and section."""
    hits, articles = counts.hits, counts.articles
    named = {name: [key[i] for key in hits] for i, name in enumerate(_KEYS)}
    return {**named, "n_hits": [*hits.values()], "n_articles": [articles[key] for key in hits]}
