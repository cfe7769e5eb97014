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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from framing.errors import FramingError

RUN, FINISHED, PARTS = "run.json", "finished.json", "parts"
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Part:
    """A whole part: its number, what articles it was made of, and what was counted in it.

    ``digest`` is the SHA-256 of ids and texts; ``units`` say what each feature is counted out of;
    ``read`` are rows of outlet, event and number of articles.
    """

    number: int
    n_articles: int
    digest: str
    units: Mapping[str, str]
    read: tuple[tuple[str, str, int], ...]


def digest_of(articles: Any) -> str:
    """Return the SHA-256 of the ids and texts of *articles*."""
    digest = sha256()
    for article in articles:
        for text in (article.id, article.text):
            data = text.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "little"))
            digest.update(data)
    return digest.hexdigest()


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold *folder* for writing; raises FramingError if another run does, or it cannot be made."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=0)
        with lock:
            yield
    except Timeout:
        raise FramingError(
            f"{folder}: another run writes into it; wait for it, or give another folder"
        ) from None


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
                f"{folder}: was begun with {name.replace('_', ' ')} that differ, so it cannot go"
                " on; give a new folder, or the same lexicons and settings"
            )


def put_part(folder: Path, part: Part, files: Mapping[str, bytes]) -> None:
    """Write the *files* of a part by table, and last of all the mark that it is whole.

    Raises FramingError where writing fails; the parts before it stay whole.
    """
    try:
        for table, content in files.items():
            put_whole(folder / table / f"{part.number:05d}.parquet", content)
        put_whole(_mark(folder, part.number), json.dumps(asdict(part)).encode())
    except OSError as error:
        raise FramingError(
            f"{folder}: part {part.number} could not be written ({error.strerror or error});"
            f" {len(whole_parts(folder))} parts are whole; make room and run it again to go on"
        ) from error


def put_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what runs that were killed left of files they were writing."""
    for leftover in folder.rglob(f".*{_UNFINISHED}"):
        leftover.unlink(missing_ok=True)


def whole_parts(folder: Path) -> list[int]:
    """Return the numbers of the parts that are whole."""
    return sorted(int(path.stem) for path in (folder / PARTS).glob("[0-9]*.json"))


def read_part(folder: Path, number: int) -> Part:
    """Return what is known of a whole part."""
    found = read_json(_mark(folder, number))
    return Part(**{**found, "read": tuple((o, e, n) for o, e, n in found["read"])})


def read_json(path: Path) -> dict[str, Any]:
    """Return the content of one of the folder's own files; raises FramingError if it is none."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FramingError(
            f"{path}: cannot be read ({error}); give a folder of findings"
        ) from error
    return found


def _mark(folder: Path, number: int) -> Path:
    return folder / PARTS / f"{number:05d}.json"
