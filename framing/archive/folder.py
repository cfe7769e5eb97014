"""A folder of findings in parts: a part is whole or not there, and one run at a time writes.

::

    findings/run.json              lexicons with their hashes, version, size of a part
    findings/hits/00000.parquet    and so for every table, and for the counts
    findings/parts/00000.json      written last: the part is whole
    findings/finished.json         written when the articles have come to their end
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from framing.article import Article
from framing.errors import FramingError

RUN, FINISHED, PARTS = "run.json", "finished.json", "parts"
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Part:
    """A whole part: its number, what articles it was made of, and what was counted in it.

    ``digest`` is what :func:`digest_of` says of the articles; ``units`` say what each feature is
    counted out of; ``read`` are rows of outlet, event and number of articles.
    """

    number: int
    n_articles: int
    digest: str
    units: Mapping[str, str]
    read: tuple[tuple[str, str, int], ...]


def digest_of(articles: Iterable[Article]) -> str:
    """Return the SHA-256 of all of *articles* that tables and counts tell of."""
    from hashlib import sha256

    digest = sha256()
    for a in articles:
        page = (a.outlet, a.event, a.title, a.published, a.url, a.byline, a.agencies, a.dateline)
        form = (a.body_start, a.sections, a.warnings, len(a.removed))
        for text in (a.id, a.text, repr((page, form))):
            data = text.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "little"))
            digest.update(data)
    return digest.hexdigest()


def local_folder(folder: str | Path) -> Path:
    """Return *folder* as a path; raises FramingError for a URL, of which it would make folders."""
    if "://" in str(folder):
        raise FramingError(
            f"{folder}: only folders of this machine are written to and read from here; give one,"
            " or a mounted one, and copy it there"
        )
    return Path(folder)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold *folder* for writing; raises FramingError if another run does, or it cannot be made."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise FramingError(
            f"{folder}: another run writes into it; wait for it, or give another folder"
        ) from None
    except OSError as error:
        raise FramingError(
            f"{folder}: no folder that can be written to ({error.strerror or error}); give another"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def what_is_whole_is_told(folder: Path) -> Iterator[None]:
    """Tell with an error of a run into *folder* what it has finished, and how to go on."""
    try:
        yield
    except FramingError as error:
        raise type(error)(f"{error}; {_what_is_whole(folder)}") from error
    except MemoryError as error:
        raise FramingError(
            f"memory ran out ({error or 'no more is known'}): take fewer processes or smaller"
            f" parts, or leave out articles as long as books; {_what_is_whole(folder)}"
        ) from error
    except BaseException as error:
        error.add_note(_what_is_whole(folder))
        raise


def _what_is_whole(folder: Path) -> str:
    n_whole = len(whole_parts(folder))
    parts = "1 part is whole and stays" if n_whole == 1 else f"{n_whole} parts are whole and stay"
    return (
        f"{parts} in {folder}: call it again with the same articles, lexicons and settings to go on"
    )


def agree_on_run(folder: Path, run: Mapping[str, Any]) -> None:
    """Write what kind of *run* this is, or raise FramingError if the folder holds another kind."""
    path = folder / RUN
    remove_unfinished(folder)
    if not path.is_file():
        foreign = sorted(p.name for p in folder.iterdir() if p.name != ".lock")
        if foreign:
            raise FramingError(
                f"{folder}: holds files that no run wrote, for example {foreign[0]!r}; give an"
                " empty or a new folder"
            )
        put_whole(path, json.dumps(run, indent=1).encode())
        return
    there = read_json(path)
    for name, value in run.items():
        if there.get(name) != value:
            raise FramingError(
                f"{folder}: was begun with {name} that differ"
                f" ({_difference(there.get(name), value)}), so it cannot go on; give a new folder,"
                " or the same lexicons and settings"
            )


def _difference(there: Any, now: Any) -> str:
    """Say in what two settings differ: of lexicons, which.

    >>> _difference(64, 32), _difference({"hedges": "a", "own": "b"}, {"own": "c", "loaded": "d"})
    ('64, now 32', 'hedges, loaded, own')
    """
    if isinstance(there, dict) and isinstance(now, dict):
        return ", ".join(sorted({name for name, _ in there.items() ^ now.items()}))
    return f"{there}, now {now}"


def put_part(folder: Path, part: Part, files: Mapping[str, bytes]) -> None:
    """Write the *files* of a part by table, and last of all the mark that it is whole.

    Raises FramingError where writing fails, or the folder has gone; the parts before stay whole.
    """
    if not (folder / RUN).is_file():
        raise FramingError(f"{folder}: was removed or emptied while it was written to")
    for table, content in files.items():
        put_whole(part_file(folder, table, part.number), content)
    put_whole(mark_of(folder, part.number), json.dumps(asdict(part)).encode())


def put_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, also if the power fails.

    Raises FramingError where writing fails.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with fresh.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise FramingError(
            f"{path}: could not be written ({error.strerror or error}); make room, or choose a"
            " folder that can be written to"
        ) from error


def remove_unfinished(folder: Path) -> None:
    """Remove what runs that were killed left of files they were writing."""
    for leftover in folder.rglob(f".*{_UNFINISHED}"):
        leftover.unlink(missing_ok=True)


def whole_parts(folder: Path) -> list[int]:
    """Return the numbers of the parts that were finished."""
    return sorted(int(path.stem) for path in (folder / PARTS).glob("[0-9]*.json"))


def is_whole(folder: Path, number: int, tables: Collection[str]) -> bool:
    """Say whether a part was finished and still has the files of all its *tables*."""
    files = (part_file(folder, table, number) for table in tables)
    return mark_of(folder, number).is_file() and all(file.is_file() for file in files)


def read_part(folder: Path, number: int) -> Part:
    """Return what is known of a whole part; raises FramingError if its mark cannot be read."""
    found = read_json(mark_of(folder, number))
    return Part(**{**found, "read": tuple((o, e, n) for o, e, n in found["read"])})


def read_json(path: Path) -> dict[str, Any]:
    """Return the content of one of the folder's own files; raises FramingError if it is none."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        remedy = "remove it and write the findings again: only this part is made anew"
        raise FramingError(
            f"{path}: cannot be read ({error}); "
            + (remedy if path.parent.name == PARTS else "give a folder of findings")
        ) from error
    return found


def part_file(folder: Path, table: str, number: int) -> Path:
    """Return where a table of a part lies."""
    return folder / table / f"{number:05d}.parquet"


def mark_of(folder: Path, number: int) -> Path:
    """Return where the mark lies that says that a part is whole."""
    return folder / PARTS / f"{number:05d}.json"
