"""What every format yields: one article's fields as they stood in the file, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any, NamedTuple

MAX_TEXT = 64 * 1024 * 1024
MAX_LINE = 32 * 1024 * 1024


class Record(NamedTuple):
    """One article as a format found it.

    ``values`` are its columns, ``where`` the file and row for messages, ``id`` the name it gets
    when no column gives one, ``parts`` the folders and the stem below the folder that was given.
    ``extracted`` says that the text was made by an extractor and is not the file's own.
    """

    values: Mapping[str, Any]
    where: str
    id: str
    parts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    extracted: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A row or a file that could not be read: *where* it is and *what* is the matter."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file, on disk or in an archive, that can be opened for its bytes."""

    name: str
    parts: tuple[str, ...]
    open: Callable[[], IO[bytes]]

    @property
    def suffix(self) -> str:
        """The suffix in lower case: ``.txt``."""
        return PurePath(self.parts[-1]).suffix.lower()

    @property
    def stem_parts(self) -> tuple[str, ...]:
        """The folders and the file name without its suffix."""
        return (*self.parts[:-1], PurePath(self.parts[-1]).stem)

    @property
    def id(self) -> str:
        """The path without suffix: ``event/outlet``."""
        return "/".join(self.stem_parts)

    def read(self, limit: int = MAX_TEXT) -> bytes:
        """Return the whole content, or raise ValueError when it is larger than *limit* bytes."""
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise ValueError(
                f"is larger than {limit // 2**20} MB; one article a file is expected here, so"
                " split it, or save the articles as .jsonl or .csv, which are read row by row"
            )
        return data
