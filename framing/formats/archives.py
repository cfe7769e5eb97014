"""Zip and gzip files: what is inside is read in place; nothing is unpacked to disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from functools import partial
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

from framing.formats.record import Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 100_000
MAX_RATIO = 200
MAX_TOTAL = 4 * 2**30
_FREE = 16 * 2**20


def open_zip(source: Source) -> Iterator[Source | Problem]:
    """Yield the files in a zip archive; those that climb out of it or swell too much are Problems.

    A member may be at most 200 times as large as it is packed (beyond 16 MB), all members together
    at most 4 GB.
    """
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        yield Problem(source.name, f"could not be read as a zip archive: {error}")
        return
    if len(members) > MAX_MEMBERS:
        yield Problem(source.name, f"holds {len(members)} files; at most {MAX_MEMBERS} are read")
        return
    total = 0
    for info in sorted(members, key=lambda member: member.filename):
        name = f"{source.name}:{info.filename}"
        path = PurePosixPath(info.filename.replace("\\", "/"))
        total += info.file_size
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            yield Problem(name, "has a path that climbs out of the archive; it was left out")
        elif info.flag_bits & 1:
            yield Problem(name, "is encrypted; it was left out")
        elif _swells(info) or total > MAX_TOTAL:
            yield Problem(name, f"unpacks to {info.file_size // 2**20} MB; it was left out")
        else:
            yield Source(name, tuple(path.parts), partial(_member, source, info))


def _swells(info: zipfile.ZipInfo) -> bool:
    return info.file_size > _FREE and info.file_size > MAX_RATIO * max(1, info.compress_size)


def _member(source: Source, info: zipfile.ZipInfo) -> IO[bytes]:
    """Open a member; archive and file are closed with it."""
    outer = source.open()
    archive = zipfile.ZipFile(outer)
    inner = archive.open(info)
    return _Closing(inner, archive, outer)


def open_gzip(source: Source) -> Source:
    """Return the file inside a gzip file."""
    name = source.parts[-1]
    inner = name[:-3] if name.lower().endswith(".gz") else name
    return Source(
        source.name,
        (*source.parts[:-1], inner),
        partial(_unzip, source),
    )


def _unzip(source: Source) -> IO[bytes]:
    outer = source.open()
    return _Closing(cast(IO[bytes], gzip.GzipFile(fileobj=outer)), outer)


class _Closing(io.BufferedReader):
    """A reader that closes what it reads from, and tells a damaged stream as OSError."""

    def __init__(self, inner: IO[bytes], *outer: IO[bytes] | zipfile.ZipFile) -> None:
        super().__init__(_Raw(inner))
        self._inner = inner
        self._outer = outer

    def close(self) -> None:
        super().close()
        self._inner.close()
        for outer in self._outer:
            outer.close()


class _Raw(io.RawIOBase):
    def __init__(self, inner: IO[bytes]) -> None:
        super().__init__()
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._inner.read(len(view))
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise OSError(f"the archive is damaged: {error}") from error
        view[: len(data)] = data
        return len(data)
