"""JSON Lines, read line by line, and JSON files that hold one article or a list of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from framing.formats.encoding import STRAYS, decode, decode_mixed
from framing.formats.record import MAX_LINE, Problem, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"\s*")
_ENVELOPES = ("response", "data", "result")
_LISTS = ("articles", "results", "items", "data", "docs", "documents", "stories", "hits")


def read_json_lines(source: Source) -> Iterator[Record | Problem]:
    """Yield one record a line; memory holds one line at a time.

    A JSON list, and objects over several lines each, are read as ``read_json`` reads them.
    """
    with source.open() as stream:
        number, name = 0, source.id
        while line := stream.readline(MAX_LINE):
            number += 1
            where = f"{source.name}, line {number}"
            if len(line) == MAX_LINE and not line.endswith(b"\n"):
                while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield Problem(where, f"is longer than {MAX_LINE // 2**20} MB; it was left out")
                continue
            if number == 1:
                if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                    yield from _read_utf16(source)
                    return
                line = line.removeprefix(b"\xef\xbb\xbf")
                if line.startswith(b"[") or line.strip() == b"{":
                    yield from read_json(source)
                    return
            if not line.isspace():
                yield _record(line, where, f"{name}-{number}")


def _record(line: bytes, where: str, name: str) -> Record | Problem:
    warnings: tuple[str, ...] = ()
    try:
        try:
            values = json.loads(line)
        except UnicodeDecodeError:
            values = json.loads(decode_mixed(line)[0])
            warnings = (STRAYS,)
    except (ValueError, RecursionError) as error:
        return Problem(where, f"is no JSON ({error}); it was left out")
    return _checked(values, where, name, warnings)


def _checked(
    values: Any, where: str, name: str, warnings: tuple[str, ...] = ()
) -> Record | Problem:
    if not isinstance(values, dict):
        return Problem(
            where,
            f"holds a JSON {type(values).__name__} where an object with the columns of an"
            " article was expected; it was left out",
        )
    return Record(values, where, name, (), warnings)


def _read_utf16(source: Source) -> Iterator[Record | Problem]:
    text, warnings = decode(source.read())
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.isspace():
            where = f"{source.name}, line {number}"
            try:
                values = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Problem(where, f"is no JSON ({error}); it was left out")
                continue
            yield _checked(values, where, f"{source.id}-{number}", warnings)


def read_json(source: Source) -> Iterator[Record | Problem]:
    """Yield the articles of a JSON file: one object, a list, or an object that holds a list."""
    try:
        text, warnings = decode(source.read())
        values = json.loads(text)
    except RecursionError:
        yield Problem(source.name, "is nested too deeply to be a list of articles")
        return
    except ValueError as error:
        if not (isinstance(error, json.JSONDecodeError) and error.msg.startswith("Extra data")):
            yield Problem(source.name, f"could not be read as JSON: {error}")
        elif text.split("\n", 1)[0].strip() == "{":
            yield from _read_several(source, text, warnings)
        else:
            yield from read_json_lines(source)
        return
    if isinstance(values, dict):
        found = _list_in(values)
        if found is None:
            yield Record(values, source.name, source.id, source.stem_parts, warnings)
            return
        values = found
    if not isinstance(values, list):
        yield Problem(source.name, "holds neither a JSON object nor a list of them")
        return
    for number, item in enumerate(values, 1):
        yield _checked(item, f"{source.name}, item {number}", f"{source.id}-{number}", warnings)


def _list_in(values: dict[str, Any]) -> list[Any] | None:
    """Return the list of articles that an object holds, itself or one level below.

    An object whose values are all objects is a list under the names of its articles.
    """
    below = [value for key in _ENVELOPES if isinstance(value := values.get(key), dict)]
    for place in [values, *below]:
        for key in _LISTS:
            if isinstance(place.get(key), list):
                return [_lifted(item) for item in place[key]]
    if values and all(isinstance(value, dict) for value in values.values()):
        return [{"id": name, **value} for name, value in values.items()]
    return None


def _lifted(item: Any) -> Any:
    """Lift the columns that stand in an inner object ``fields``."""
    if isinstance(item, dict) and isinstance(item.get("fields"), dict):
        return {**item, **item["fields"]}
    return item


def _read_several(
    source: Source, text: str, warnings: tuple[str, ...]
) -> Iterator[Record | Problem]:
    """Yield the objects that follow one another in a text, over several lines each."""
    decoder, at, number = json.JSONDecoder(), 0, 0
    while at < len(text):
        number += 1
        where = f"{source.name}, item {number}"
        try:
            values, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Problem(where, f"is no JSON ({error}); it and what follows were left out")
            return
        yield _checked(values, where, f"{source.id}-{number}", warnings)
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
