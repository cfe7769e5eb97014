"""Lexicons: what they hold, and reading them from TOML, one entry a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from framing.data_frames import is_data_frame
from framing.errors import LexiconError, nearest
from framing.terms.entry_lines import read_entry_lines

OWN = "own"
STANCES = ("delegitimizing", "neutral", "legitimizing", "contested")
_ENTRY_LINE = re.compile(r"^\s*\{\s*term\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an entry rests on: a publication that was opened, and how it was read."""

    title: str
    author: str | None = None
    year: int | str | None = None
    url: str | None = None
    isbn: str | None = None
    package: str | None = None
    locator: str | None = None
    read: str | None = None
    said_by: str | None = None
    licence: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """What labels name: its side, and the words in a sentence that decide for it.

    ``begins`` is the first day on which it could be named, as an ISO date.
    """

    about: str
    side: str | None = None
    cues: tuple[str, ...] = ()
    begins: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a lexicon; ``docs/reference/lexicon-format.md`` explains every key."""

    term: str
    category: str
    source: tuple[str, ...] = ()
    hit: str | None = None
    miss: str | None = None
    label: str | None = None
    referent: tuple[str, ...] = ()
    stance: str | None = None
    side: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    grade: int | None = None
    case: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    note: str | None = None
    reason: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Lexicon:
    """Entries under one name; with a topic, one of several files that share the name.

    Where matches overlap the longest wins, within the name or, with *every_category*, within the
    category: then a stretch counts in every category that lists it.

    >>> verbs = Lexicon(name="verbs", entries=(Entry(term="claim*", category="doubting"),))
    >>> verbs.key, verbs.features()
    ('verbs', ('verbs.doubting',))
    """

    name: str
    entries: tuple[Entry, ...]
    topic: str | None = None
    version: str | None = None
    about: str | None = None
    scope: str | None = None
    licence: str | None = None
    about_any: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    referents: Mapping[str, Referent] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    every_category: bool = False
    path: str | None = None

    def __repr__(self) -> str:
        n_categories = len({entry.category for entry in self.entries})
        return f"<Lexicon {self.key}: {len(self.entries)} entries, {n_categories} categories>"

    @property
    def key(self) -> str:
        """Return the name by which the lexicon is loaded: ``name`` or ``name/topic``."""
        return f"{self.name}/{self.topic}" if self.topic else self.name

    def features(self) -> tuple[str, ...]:
        """Return the features that entries give, sorted: ``name.category``."""
        return tuple(sorted({f"{self.name}.{entry.category}" for entry in self.entries}))


_ENTRY_KEYS = {f.name for f in fields(Entry)} - {"line", "valid_from", "valid_to"} | {"from", "to"}
_LEXICON_KEYS = {f.name for f in fields(Lexicon)} - {"path"}
_FIELD_OF = {"from": "valid_from", "to": "valid_to"}
_LISTS = {"source", "referent", "not_before", "not_after", "needs"}


def lexicon_folder() -> Path:
    """Return the folder of the shipped lexicons: in the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "lexicons"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "lexicons"


def shipped_lexicons() -> tuple[str, ...]:
    """Return the keys of the lexicons that come with the library, sorted."""
    folder = lexicon_folder()
    return tuple(
        sorted(p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.toml"))
    )


def load_lexicon(key: str) -> Lexicon:
    """Return the shipped lexicon called *key*, for example ``"naming/israel_palestine"``.

    Raises LexiconError, naming the nearest key, if there is none.

    >>> load_lexicon("hedges").name
    'hedges'
    """
    if not isinstance(key, str):
        raise LexiconError(f"no lexicon {key!r}; it takes a key, such as 'hedges'")
    path = lexicon_folder() / f"{key}.toml"
    if ".." in key or not path.is_file():
        known = shipped_lexicons()
        remedy = (
            f"a file is read before: lexicons=[framing.import_lexicon({key!r})]"
            if Path(key).suffix
            else f"terms of your own are a list in the list: lexicons=[[{key!r}]]"
        )
        raise LexiconError(
            f"no lexicon {key!r}{nearest(key, known)}; there are: {', '.join(known)}; {remedy}"
        )
    return _read_as_changed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _read_as_changed(path: Path, _when: int) -> Lexicon:
    """Return what `read_lexicon` does, read anew only where the file has changed."""
    return read_lexicon(path)


def read_lexicon(path: str | Path) -> Lexicon:
    """Read a lexicon from a TOML file.

    Raises LexiconError, naming file, line and entry, for a file that cannot be read, a syntax
    error, an unknown key or a value of the wrong kind. ``framing lexicon check`` tells more.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    try:
        table, lines = _parse(text)
    except tomli.TOMLDecodeError as error:
        raise LexiconError(f"{path}: not valid TOML: {error}") from error
    return _lexicon_from_table(table, path=path, lines=lines)


def lexicon_from_terms(
    terms: Mapping[str, Iterable[str]] | Iterable[str], *, name: str = "own"
) -> Lexicon:
    """Make a lexicon from ``{category: [term, ...]}``, or from a list of terms of one category.

    A stretch counts in every category that lists it. Raises LexiconError for a term that is no
    text.

    >>> lexicon_from_terms({"strike": ["walkout*", "industrial action"]}).features()
    ('own.strike',)
    """
    if is_data_frame(terms):
        raise LexiconError("the terms are a data frame: framing.lexicon_from_frame reads one")
    if not isinstance(terms, Mapping):
        terms = {name: terms}
    entries = tuple(
        Entry(term=term, category=category)
        for category, wordings in terms.items()
        for term in _wordings(wordings, f"terms of {category!r}")
    )
    return Lexicon(name=name, entries=entries, every_category=True)


def _wordings(given: object, where: str) -> list[str]:
    """Return the terms *given* for a category, one alone or several."""
    if isinstance(given, str):
        return [given]
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise LexiconError(f"{where}: {given!r} is no term and no list of terms; write text")
    terms = list(given)
    for number, term in enumerate(terms, 1):
        if not isinstance(term, str):
            raise LexiconError(f"{where}: term {number} is {term!r}, not text; write it in quotes")
    return terms


def _parse(text: str) -> tuple[dict[str, Any], list[int]]:
    """Return what a lexicon file holds, and the line of each entry."""
    plain = read_entry_lines(text)
    if plain is not None:
        with suppress(tomli.TOMLDecodeError):  # read as a whole, an error has its place
            table = tomli.loads(plain.rest)
            if table.get("entries") == []:
                return {**table, "entries": plain.rows}, plain.lines
    lines = [n for n, line in enumerate(text.split("\n"), 1) if _ENTRY_LINE.match(line)]
    return tomli.loads(text), lines


def _lexicon_from_table(table: dict[str, Any], *, path: Path, lines: list[int]) -> Lexicon:
    where = str(path)
    _refuse_unknown(table, _LEXICON_KEYS, where)
    if not isinstance(table.get("name"), str) or not isinstance(table.get("entries"), list):
        raise LexiconError(f'{where}: a lexicon needs name = "..." and entries = [...]')
    rows = table["entries"]
    known_lines = lines if len(lines) == len(rows) else [None] * len(rows)
    entries = tuple(
        [
            _entry(row, line, where, number)
            for number, (row, line) in enumerate(zip(rows, known_lines, strict=True), 1)
        ]
    )
    return Lexicon(
        name=table["name"],
        entries=entries,
        topic=table.get("topic"),
        version=table.get("version"),
        about=table.get("about"),
        scope=table.get("scope"),
        licence=table.get("licence"),
        about_any=tuple(table.get("about_any", ())),
        sources=_records(table, "sources", Source, where),
        referents=_referents(table, where),
        categories={k: v["about"] for k, v in table.get("categories", {}).items()},
        every_category=bool(table.get("every_category", False)),
        path=where,
    )


def _entry(row: dict[str, Any], line: int | None, path: str, number: int) -> Entry:
    if not (
        isinstance(row, dict)
        and row.keys() <= _ENTRY_KEYS
        and isinstance(row.get("term"), str)
        and isinstance(row.get("category"), str)
    ):
        raise _no_entry(row, f"{path}:{line or '?'}: entry {number}")
    values: dict[str, Any] = {
        _FIELD_OF.get(key, key): _as_tuple(value) if key in _LISTS else value
        for key, value in row.items()
    }
    return Entry(**values, line=line)


def _as_tuple(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _no_entry(row: Any, where: str) -> LexiconError:
    """Return what is wrong with a *row* that is no entry."""
    if not isinstance(row, dict):
        return LexiconError(f"{where}: {row!r} is no entry; write {{ term = ..., category = ... }}")
    _refuse_unknown(row, _ENTRY_KEYS, f"{where} ({row.get('term')!r})")
    key = "category" if isinstance(row.get("term"), str) else "term"
    return LexiconError(f"{where}: {key} = {row.get(key)!r} is missing or no text")


def _records(table: dict[str, Any], key: str, kind: type[Any], where: str) -> dict[str, Any]:
    known = {f.name for f in fields(kind)}
    found = {}
    for name, row in table.get(key, {}).items():
        _refuse_unknown(row, known, f"{where}: {key}.{name}")
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        try:
            found[name] = kind(**values)
        except TypeError as error:
            raise LexiconError(f"{where}: {key}.{name}: {error}") from error
    return found


def _referents(table: dict[str, Any], where: str) -> dict[str, Referent]:
    found: dict[str, Referent] = _records(table, "referents", Referent, where)
    for name, referent in found.items():
        try:
            date.fromisoformat(referent.begins or "2000-01-01")
        except (TypeError, ValueError):
            raise LexiconError(
                f"{where}: referents.{name}: begins = {referent.begins!r} is no date; write it as"
                ' begins = "2024-01-31"'
            ) from None
    return found


def _refuse_unknown(given: Mapping[str, Any], known: Set[str], where: str) -> None:
    for key in given:
        if key not in known:
            raise LexiconError(
                f"{where}: unknown key {key!r}{nearest(key, known)};"
                f" known: {', '.join(sorted(known))}"
            )
