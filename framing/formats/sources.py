"""Where records come from: paths, folders, patterns, archives, frames, dicts, a string."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from framing.article import Article
from framing.data_frames import is_data_frame
from framing.errors import ReadError
from framing.formats.archives import open_gzip, open_zip
from framing.formats.delimited import read_delimited
from framing.formats.json_lines import read_json, read_json_lines
from framing.formats.plain_text import read_plain_text
from framing.formats.record import Problem, Record, Source
from framing.formats.tables import read_frame, read_parquet
from framing.formats.warc import read_warc
from framing.formats.web_page import read_web_page
from framing.formats.workbook import read_workbook

READERS = {
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".md": read_plain_text,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xhtml": read_web_page,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".parquet": read_parquet,
    ".warc": read_warc,
    ".xlsx": read_workbook,
}
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
Found = Record | Problem | Article


def records_of(source: Any) -> Iterator[Found]:
    """Return the records of anything that can be read.

    Raises ReadError if *source* is nothing that can be read.
    """
    if isinstance(source, str) and not _is_path(source):
        return iter([Record({"text": source}, "the text given", "article-1")])
    if isinstance(source, str | os.PathLike):
        return _from_path(source)
    if isinstance(source, Article):
        return iter([source])
    if isinstance(source, Source):
        return _from_file(source)
    if isinstance(source, Mapping):
        return iter([Record(source, "the dict given", "article-1")])
    if is_data_frame(source):
        return read_frame(source)
    if isinstance(source, Iterable) and not isinstance(source, bytes):
        return _from_items(source)
    raise ReadError(
        f"cannot read articles from {type(source).__name__}; give a path, a folder, a pattern,"
        " a DataFrame, dicts, articles or the text itself"
    )


def _is_path(text: str) -> bool:
    """Tell a path or a pattern from an article's text."""
    if not text.strip() or "\n" in text or len(text) > 1000:
        return False
    if Path(text).exists():
        return True
    if _SUFFIX.search(text) or any(c in text for c in "/\\*?["):
        return len(text.split()) < 5
    return " " not in text


def _from_path(path: str | os.PathLike[str]) -> Iterator[Found]:
    name = os.fspath(path)
    if "://" in name:
        raise ReadError(
            f"{name}: only files of this machine are read here; framing.cluster.read takes s3://,"
            " gs:// and the like, and a page of the web is saved before"
        )
    target = Path(name)
    if target.is_dir():
        return _from_folder(target)
    if target.is_file():
        return _from_file(_source(target, target.parent))
    if any(mark in name for mark in "*?["):
        files = sorted(Path(found) for found in glob.glob(name, recursive=True))  # noqa: PTH207
        if not files:
            raise ReadError(f"no file matches the pattern {name!r}")
        return _from_pattern(name, files)
    if target.exists() or target.is_symlink():
        raise ReadError(f"{name} is neither a file nor a folder that can be read")
    raise ReadError(f"{name} does not exist; give a file, a folder, a pattern or the text itself")


def _from_pattern(pattern: str, files: Iterable[Path]) -> Iterator[Found]:
    """Yield what *files* hold, placed as in the folder that the pattern begins with."""
    root = Path(re.split(r"[^/\\]*[*?\[]", pattern, maxsplit=1)[0])
    for path in files:
        yield from _from_file(_source(path, root)) if path.is_file() else _from_folder(path)


def _from_items(items: Iterable[Any]) -> Iterator[Found]:
    for number, item in enumerate(items, 1):
        if isinstance(item, Article):
            yield item
        elif isinstance(item, Mapping):
            yield Record(item, f"dict {number}", f"article-{number}")
        elif isinstance(item, str) and not _is_path(item):
            yield Record({"text": item}, f"text {number}", f"article-{number}")
        elif isinstance(item, str | os.PathLike):
            yield from _from_path(item)
        else:
            yield Problem(
                f"item {number}",
                f"is a {type(item).__name__}; give paths, dicts, articles or texts",
            )


def _source(path: Path, base: Path) -> Source:
    return Source(str(path), path.relative_to(base).parts, lambda: path.open("rb"))


def _from_folder(folder: Path) -> Iterator[Found]:
    """Yield what lies in a folder, sorted; links that lead out of it are not followed."""
    unread: Counter[str] = Counter()
    n_files = 0
    root = folder.resolve()
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(where, name)
            if name.startswith(".") or path.stem.lower() == "readme":
                continue
            if path.is_symlink() and not _inside(path, root):
                yield Problem(str(path), "is a link that leads out of the folder; it was left out")
                continue
            if not _readable(path.name):
                unread[path.suffix.lower() or name] += 1
                continue
            n_files += 1
            yield from _from_file(_source(path, folder))
    if unread:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(unread.items()))
        yield Problem(str(folder), f"holds files of kinds that are not read: {kinds}")
    if not n_files:
        yield Problem(
            str(folder), f"holds no articles; files may be {', '.join(sorted(READERS))}, .zip, .gz"
        )


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _readable(name: str) -> bool:
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    return suffix in READERS or suffix == ".zip"


def _from_file(source: Source) -> Iterator[Found]:
    if source.suffix == ".zip":
        yield from _from_zip(source)
        return
    if source.suffix == ".gz":
        source = open_gzip(source)
    reader = READERS.get(source.suffix)
    if reader is None:
        yield Problem(
            source.name,
            "is of a kind that is not read; save an old workbook as .xlsx and a document as .txt;"
            f" files may be {', '.join(sorted(READERS))}, .zip, .gz",
        )
        return
    try:
        yield from reader(source)
    except OSError as error:
        yield Problem(source.name, f"could not be read: {error.strerror or error}")


def _from_zip(source: Source) -> Iterator[Found]:
    n_files = 0
    for member in open_zip(source):
        if isinstance(member, Problem):
            yield member
        elif _is_article_file(member.parts) and member.suffix != ".zip":
            n_files += 1
            yield from _from_file(member)
        elif member.suffix == ".zip":
            yield Problem(member.name, "is an archive in an archive; it was left out")
    if not n_files:
        yield Problem(source.name, "holds no files that can be read")


def _is_article_file(parts: tuple[str, ...]) -> bool:
    """Say whether a file is to be read: no README, nothing hidden, a known suffix."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not hidden and Path(parts[-1]).stem.lower() != "readme" and _readable(parts[-1])
