"""CSV and TSV, read row by row, with broken rows told and left out."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

from framing.formats.encoding import STRAYS, decode, decode_mixed
from framing.formats.record import MAX_LINE, Problem, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATOR = re.compile(r"sep=.\s*", re.IGNORECASE)


def read_delimited(source: Source) -> Iterator[Record | Problem]:
    """Yield one record a row below the header.

    The delimiter is a tab in ``.tsv`` files, else whichever of comma, semicolon and tab the header
    line holds most of; a line ``sep=;`` above the header, as Excel writes it, is stepped over. Of
    columns with the same name the first keeps it. A row with too many or too few fields, or with a
    quotation mark that is not closed, is a Problem; reading goes on at the next line.
    """
    lines = _Lines(_text_lines(source))
    try:
        header_line = next(lines, "")
        if _SEPARATOR.fullmatch(header_line):
            header_line = next(lines, "")
    except _TooLongError:
        yield Problem(source.name, f"has a first line longer than {MAX_LINE // 2**20} MB")
        return
    if not header_line.strip():
        yield Problem(source.name, "is empty; the first line must name the columns")
        return
    delimiter = "\t" if source.suffix == ".tsv" else max(",;\t", key=header_line.count)
    lines.push([header_line])
    header: list[str] | None = None
    n_rows = 0
    for at, row in _rows(lines, delimiter):
        if isinstance(row, str):
            yield Problem(f"{source.name}, line {at}", row)
        elif header is None:
            header = distinct([name.strip() for name in row])
            continue
        elif len(row) != len(header):
            yield Problem(
                f"{source.name}, line {at}",
                f"has {len(row)} fields where the header has {len(header)}; the row was left out"
                " (is a field with the delimiter or a quotation mark not quoted?)",
            )
        else:
            values = dict(zip(header, row, strict=True))
            warnings = (STRAYS,) if lines.strayed else ()
            yield Record(values, f"{source.name}, line {at}", f"{source.id}-{at}", (), warnings)
        n_rows += 1
        lines.strayed = False
    if header is not None and not n_rows:
        yield Problem(source.name, "holds no rows below the line that names the columns")


def distinct(names: list[str]) -> list[str]:
    """Number the names that were there before, so that the first of each keeps its own.

    >>> distinct(["text", "source", "text"])
    ['text', 'source', 'text (2)']
    """
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return found


class _TooLongError(Exception):
    """A line was longer than MAX_LINE."""


class _Lines:
    """Lines with their numbers, that can be put back; None stands for one that is too long.

    ``strayed`` says that a line taken was no UTF-8.
    """

    def __init__(self, lines: Iterator[tuple[str | None, bool]]) -> None:
        self._lines = lines
        self._back: list[str] = []
        self.taken: list[str] = []
        self.number = 0
        self.strayed = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line, strayed = (self._back.pop(), False) if self._back else next(self._lines)
        self.strayed = self.strayed or strayed
        self.number += 1
        if line is None:
            raise _TooLongError
        self.taken.append(line)
        return line

    def push(self, lines: list[str]) -> None:
        """Put *lines* back, to be read again."""
        self._back.extend(reversed(lines))
        self.number -= len(lines)
        self.taken.clear()


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield line number and row, or line number and what is wrong with it."""
    limit = csv.field_size_limit(MAX_LINE)
    try:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            lines.taken.clear()
            start = lines.number + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except _TooLongError:
                reader = csv.reader(lines, delimiter=delimiter, strict=True)
                yield lines.number, f"is longer than {MAX_LINE // 2**20} MB; it was left out"
            except csv.Error as error:
                # A quotation mark that is never closed swallows the rest: begin again below it.
                lines.push(lines.taken[1:])
                reader = csv.reader(lines, delimiter=delimiter, strict=True)
                yield start, f"has broken quoting ({error}); the row was left out"
            else:
                if row:
                    yield start, row
    finally:
        csv.field_size_limit(limit)


def _text_lines(source: Source) -> Iterator[tuple[str | None, bool]]:
    """Yield the lines, and of each whether its bytes were no UTF-8."""
    with source.open() as stream:
        head = stream.read(4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        for text in decode(source.read())[0].splitlines(keepends=True):
            yield text, False
        return
    with source.open() as stream:
        first = True
        while line := stream.readline(MAX_LINE):
            if first:
                line, first = line.removeprefix(b"\xef\xbb\xbf"), False
            if len(line) == MAX_LINE and not line.endswith(b"\n"):
                while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield None, False
                continue
            try:
                yield line.decode("utf-8"), False
            except UnicodeDecodeError:
                yield decode_mixed(line)[0], True
