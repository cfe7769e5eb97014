"""Own lexicons from data frames, CSV, LIWC, quanteda YAML and Lexicoder files.

Levels of a category are kept and joined by periods: ``emotion.negative.anger``. As in the tools
that these files come from, a stretch of text counts in every category that lists it. What cannot
be read is left out with one warning that names the lines; the rest is used.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.data_frames import is_data_frame
from framing.errors import LexiconError, ReadWarning, nearest
from framing.lexicon import Entry, Lexicon, read_lexicon
from framing.terms.grammar import parse_term

if TYPE_CHECKING:
    import pandas as pd

OWN_TERMS = "__"  # quanteda's key for the terms of a key that has levels below it as well
LISTS = ("source", "referent", "not_before", "not_after", "needs")
_SHOWN = 5
_DEEPEST = 20
_IDS = re.compile(r"(?:\s+\d+)+$")
_LIWC_CATEGORY = re.compile(r"(?P<tabs>\t*)\s*(?P<id>\d+)[\t ]+(?P<name>\S.*)")
_ONLY_IDS = re.compile(r"[\d\s]+")
_CONDITION = re.compile(r"[()<>/]")
_TRUE = {"true": True, "false": False, "1": True, "0": False}


def import_lexicon(path: str | Path, *, name: str | None = None) -> Lexicon:
    """Read a lexicon from a file, whose suffix tells the format.

    ``.toml`` is our own format, ``.csv`` has columns ``term`` and ``category`` and any other key
    of an entry, ``.dic`` is LIWC's, ``.yml`` and ``.yaml`` are quanteda's, ``.lc3`` Lexicoder's.
    *name* is by default that in a TOML file, else the file's name. Raises LexiconError, naming
    file, line and remedy; gives a ReadWarning for terms that were left out.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "docks.csv")
    ...     _ = file.write_text("term,category\\nwalkout*,strike\\n")
    ...     lexicon = import_lexicon(file)
    >>> lexicon.name, lexicon.entries[0].term
    ('docks', 'walkout*')
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".toml":
        return read_lexicon(path)
    if suffix not in _READERS:
        raise LexiconError(
            f"{path}: no lexicon format has the suffix {suffix!r}; there are"
            f" .toml, {', '.join(sorted(_READERS))}"
        )
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error}") from error
    import_ = _Import(path=str(path), name=name or category_name(path.stem))
    _READERS[suffix](import_, decode(raw))
    return import_.lexicon()


def lexicon_from_frame(frame: pd.DataFrame, *, name: str = "own") -> Lexicon:
    """Make a lexicon from a data frame with a column ``term``, and any other key of an entry.

    Without a column ``category`` all terms are of one category, *name*. Lists (``not_before``)
    are lists or texts with semicolons; missing values are left out. Raises LexiconError for
    other columns or terms that cannot be read, naming the row.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"term": ["walkout*", "wildcat strike*"], "category": "strike"})
    >>> lexicon_from_frame(frame).features()
    ('own.strike',)
    """
    if not is_data_frame(frame):
        raise LexiconError(
            f"lexicon_from_frame takes a data frame, got {type(frame).__name__}; of a dict or"
            " list of terms, call framing.lexicon_from_terms"
        )
    columns = [str(column) for column in frame.columns]
    import_ = _Import(path=name, name=name)
    rows = (dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False))
    import_.add_rows(columns, zip(map(str, frame.index), rows, strict=True), strict=True)
    return import_.lexicon()


def category_name(written: str) -> str:
    """Return *written* as a category: lower case, with underscores.

    >>> category_name("Negative Emotion"), category_name("2nd person")
    ('negative_emotion', 'c_2nd_person')
    """
    name = re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_")
    return name if name[:1].isalpha() else f"c_{name}"


def decode(raw: bytes) -> str:
    """Return *raw* as text: by its byte-order mark, else as UTF-8, else as Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    half = len(raw) // 2
    if half and raw[1::2].count(0) > half * 0.8:
        return raw.decode("utf-16-le", errors="replace")
    if half and raw[0::2].count(0) > half * 0.8:
        return raw.decode("utf-16-be", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


@dataclass(slots=True)
class _Import:
    """A lexicon while it is read, and what had to be left out."""

    path: str
    name: str
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def category(self, levels: Sequence[str]) -> str:
        """Return the category of *levels*, outermost first, remembering how it was written."""
        key = ".".join(map(category_name, levels))
        self.categories.setdefault(key, " > ".join(levels))
        return key

    def add(self, term: str, category: str, line: int | None, **keys: Any) -> None:
        """Add a term to a category; leave it out, and say so, if it cannot be read."""
        term = " ".join(term.split())
        try:
            parse_term(term)
        except LexiconError as error:
            self.leave_out(line, str(error))
        else:
            entry = Entry(term=term, category=category, line=line, **keys)
            self.entries.setdefault((category, term), entry)

    def leave_out(self, line: int | None, why: str) -> None:
        """Remember that something at *line* was left out."""
        self.left_out.append(f"line {line}: {why}" if line else why)

    def add_rows(
        self,
        columns: Sequence[str],
        rows: Iterable[tuple[str, Mapping[str, Any]]],
        *,
        strict: bool = False,
    ) -> None:
        """Add rows, each with its label, whose *columns* are keys of an entry."""
        known = {f.name for f in fields(Entry)} - {"line", "valid_from", "valid_to"}
        known |= {"from", "to"}
        for column in columns:
            if column not in known:
                raise LexiconError(
                    f"{self.path}: unknown column {column!r}{nearest(column, known)};"
                    f" known: {', '.join(sorted(known))}"
                )
        if "term" not in columns:
            raise LexiconError(f"{self.path}: no column 'term'; columns: {', '.join(columns)}")
        for label, row in rows:
            keys = {k: v for k, given in row.items() if (v := _value(k, given)) is not None}
            term, written = keys.pop("term", None), keys.pop("category", self.name)
            for column, key in (("from", "valid_from"), ("to", "valid_to")):
                if column in keys:
                    keys[key] = keys.pop(column)
            before = len(self.left_out)
            if term is None:
                self.leave_out(None, "the term is missing")
            else:
                self.add(str(term), self.category(str(written).split(".")), None, **keys)
            if len(self.left_out) > before:
                why = f"row {label}: {self.left_out.pop()}"
                if strict:
                    raise LexiconError(f"{self.path}: {why}")
                self.left_out.append(why)

    def lexicon(self) -> Lexicon:
        """Return the lexicon; warn of what was left out."""
        if not self.entries:
            why = f": {self.left_out[0]}" if self.left_out else ""
            raise LexiconError(f"{self.path}: no term could be read{why}")
        if self.left_out:
            shown = "; ".join(self.left_out[:_SHOWN])
            more = len(self.left_out) - _SHOWN
            rest = f"; and {more} more" if more > 0 else ""
            warnings.warn(
                f"{self.path}: left out {len(self.left_out)}: {shown}{rest}",
                ReadWarning,
                stacklevel=3,
            )
        return Lexicon(
            name=self.name,
            entries=tuple(self.entries.values()),
            categories=self.categories,
            every_category=True,
        )


def _value(key: str, given: Any) -> Any:
    """Return a value of a table as that of an entry's *key*, None for missing."""
    if isinstance(given, list | tuple):
        return tuple(map(str, given)) or None
    if given is None or given != given or str(given).strip() in ("", "<NA>"):
        return None
    if key in LISTS:
        return tuple(part.strip() for part in str(given).split(";") if part.strip())
    if key == "case":
        return _TRUE.get(str(given).lower(), bool(given))
    return int(given) if key == "grade" else str(given)


def _read_csv(import_: _Import, text: str) -> None:
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    columns = [str(column).strip().lower() for column in rows.fieldnames or ()]
    rows.fieldnames = columns
    numbered = ((str(n), {k: r[k] for k in columns}) for n, r in enumerate(rows, 1))
    import_.add_rows(columns, numbered)


def _read_yaml(import_: _Import, text: str) -> None:
    """Read quanteda's YAML: keys, levels of keys, and lists of terms."""
    import yaml

    try:
        # BaseLoader leaves "no", "on" and "1" the words that they are.
        table = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise LexiconError(f"{import_.path}: not valid YAML: {error}") from error
    except RecursionError as error:
        raise LexiconError(f"{import_.path}: levels are nested too deep") from error
    if not isinstance(table, dict):
        raise LexiconError(f"{import_.path}: write keys with lists of terms, key: [term, term]")
    _add_levels(import_, table, ())


def _add_levels(import_: _Import, node: Any, levels: tuple[str, ...], depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise LexiconError(f"{import_.path}: levels are nested too deep, or hold themselves")
    if isinstance(node, dict):
        for key, below in node.items():
            here = levels if key == OWN_TERMS else (*levels, str(key))
            _add_levels(import_, below, here, depth + 1)
    elif isinstance(node, list):
        for item in node:
            _add_levels(import_, item, levels, depth + 1)
    elif str(node).strip():
        import_.add(str(node), import_.category(levels), None)


def _read_lexicoder(import_: _Import, text: str) -> None:
    """Read Lexicoder 3: a category on a line that begins with ``+``, then a term a line."""
    category = None
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip()
        if written.startswith("+"):
            category = import_.category([written.lstrip("+").strip()])
        elif written and category is None:
            raise LexiconError(
                f"{import_.path}:{number}: {written!r} stands before any category; a category is"
                " a line that begins with +"
            )
        elif written and category is not None:
            import_.add(written, category, number)


def _read_liwc(import_: _Import, text: str) -> None:
    """Read LIWC's format: categories with numbers between two lines of ``%``, then terms."""
    lines = [
        (number, line.rstrip())
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith(("#", "//"))
    ]
    head, body = _liwc_parts(lines)
    categories = _liwc_categories(import_, head)
    if not categories:
        raise LexiconError(
            f"{import_.path}: no categories; a LIWC file begins with a line of %, then lines of"
            " number, blank, name, then a line of %, then terms with the numbers of categories"
        )
    for number, line in body:
        written = line.strip()
        ids = _IDS.search(written)
        term = written[: ids.start()].strip() if ids else written
        if _CONDITION.search(written):
            import_.leave_out(number, f"{written!r} depends on a condition (LIWC 2001, 2007)")
        elif ids is None:
            import_.leave_out(number, f"{written!r} has no number of a category")
        else:
            for identifier in map(int, ids[0].split()):
                if identifier in categories:
                    import_.add(term, categories[identifier], number)
                else:
                    import_.leave_out(number, f"{term!r}: no category has number {identifier}")


def _liwc_parts(
    lines: Sequence[tuple[int, str]],
) -> tuple[Sequence[tuple[int, str]], Sequence[tuple[int, str]]]:
    """Part categories from terms, by the lines of ``%`` or, where one is missing, by their look."""
    marks = [at for at, (_, line) in enumerate(lines) if line.strip() == "%"]
    rest = [line for at, line in enumerate(lines) if at not in marks]
    if len(marks) >= 2:
        return lines[marks[0] + 1 : marks[1]], [x for x in lines[marks[1] + 1 :] if x[1] != "%"]
    head = 0
    while head < len(rest):
        found = _LIWC_CATEGORY.fullmatch(rest[head][1])
        if found is None or _ONLY_IDS.fullmatch(found["name"]):
            break
        head += 1
    return rest[:head], rest[head:]


def _liwc_categories(import_: _Import, head: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Return the category of each number; tabs before a number are levels, as in LIWC 2015."""
    categories: dict[int, str] = {}
    above: list[tuple[int, str]] = []
    for number, line in head:
        found = _LIWC_CATEGORY.fullmatch(line)
        if found is None:
            import_.leave_out(number, f"{line.strip()!r} is no number with the name of a category")
            continue
        depth = len(found["tabs"])
        above = [(d, name) for d, name in above if d < depth]
        short = re.sub(r"\s*\([^)]*\)\s*$", "", found["name"]) or found["name"]
        above.append((depth, short.strip()))
        key = import_.category([name for _, name in above])
        import_.categories[key] = found["name"].strip()
        if int(found["id"]) in categories:
            import_.leave_out(number, f"number {found['id']} is given twice; the first counts")
        categories.setdefault(int(found["id"]), key)
    return categories


_READERS = {
    ".csv": _read_csv,
    ".dic": _read_liwc,
    ".lc3": _read_lexicoder,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
}


def levels_of(lexicon: Lexicon) -> Iterator[tuple[tuple[str, ...], list[Entry]]]:
    """Yield the levels of each category of *lexicon* and its entries, in order of the entries."""
    of: dict[str, list[Entry]] = {}
    for entry in lexicon.entries:
        of.setdefault(entry.category, []).append(entry)
    for category, entries in of.items():
        yield tuple(category.split(".")), entries
