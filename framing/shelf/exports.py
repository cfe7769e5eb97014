"""Lexicons for other tools: quanteda's YAML, and CSV with every key of an entry."""

from __future__ import annotations

import csv
import io
import warnings
from dataclasses import fields
from pathlib import Path
from typing import Any

from framing.errors import LexiconError, ReadWarning
from framing.lexicon import Entry, Lexicon
from framing.shelf.imports import LISTS, OWN_TERMS, levels_of
from framing.terms.grammar import read_term
from framing.terms.guards import is_guarded

_HYPHEN = "ʹ"  # a letter that stands for a hyphen while a term is spelled out
_RENAMED = {"valid_from": "from", "valid_to": "to"}


def export_lexicon(lexicon: Lexicon, path: str | Path) -> None:
    """Write *lexicon* to a file: quanteda's YAML (``.yml``, ``.yaml``) or ``.csv``.

    CSV keeps every key of the entries, lists with semicolons, and can be read back; sources and
    referents stay behind. YAML keeps categories, their levels and the terms, alternatives
    spelled out; it has no guards or capitals, and a warning says how many entries lose theirs.
    Raises LexiconError for another suffix, for a term of more than 512 readings, and where
    writing fails.

    >>> from tempfile import TemporaryDirectory
    >>> from framing.lexicon import lexicon_from_terms
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "docks.csv")
    ...     export_lexicon(lexicon_from_terms({"strike": ["walkout*"]}), file)
    ...     print(file.read_text().split()[0])
    term,category
    """
    if not isinstance(lexicon, Lexicon):
        raise LexiconError(
            f"export_lexicon takes a Lexicon, got {type(lexicon).__name__}: framing.load_lexicon,"
            " read_lexicon and lexicon_from_terms give one"
        )
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".yml", ".yaml"):
        raise LexiconError(f"{path}: cannot write {suffix!r}; there are .csv, .yaml, .yml")
    text = to_csv(lexicon) if suffix == ".csv" else to_quanteda(lexicon)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise LexiconError(
            f"{path}: could not be written ({error.strerror or error}); make room, or choose a"
            " folder that is there and can be written to"
        ) from error


def to_csv(lexicon: Lexicon) -> str:
    """Return *lexicon* as CSV with the columns that its entries use, ``term, category`` first."""
    used = [
        f.name
        for f in fields(Entry)
        if f.name != "line"
        and any(getattr(e, f.name) not in (None, (), False) for e in lexicon.entries)
    ]
    columns = list(dict.fromkeys(["term", "category", *used]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_RENAMED.get(column, column) for column in columns])
    for entry in lexicon.entries:
        writer.writerow([_cell(column, getattr(entry, column)) for column in columns])
    return out.getvalue()


def _cell(column: str, value: Any) -> str:
    if column in LISTS:
        return "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)


def to_quanteda(lexicon: Lexicon) -> str:
    """Return *lexicon* as a quanteda dictionary in YAML.

    >>> from framing.lexicon import lexicon_from_terms
    >>> print(to_quanteda(lexicon_from_terms({"doubt": ["self-styled", "(so)? called"]})))
    doubt:
    - self-styled
    - self styled
    - so called
    - called
    <BLANKLINE>
    """
    import yaml

    guarded = sum(map(is_guarded, lexicon.entries))
    if guarded:
        warnings.warn(
            f"{lexicon.key}: {guarded} of {len(lexicon.entries)} entries have guards or capitals,"
            " which YAML cannot hold: there they match more than here; .csv keeps them",
            ReadWarning,
            stacklevel=3,
        )
    table: dict[str, Any] = {}
    for levels, entries in levels_of(lexicon):
        terms = dict.fromkeys(t for entry in entries for t in spellings(entry.term))
        _put(table, levels, list(terms))
    return str(yaml.safe_dump(table, sort_keys=False, allow_unicode=True, width=1000))


def spellings(term: str) -> tuple[str, ...]:
    """Return the wordings that *term* stands for, with hyphens as written and as blanks.

    >>> spellings("(a|the) self-styled king*")[:2]
    ('a self-styled king*', 'a self styled king*')
    >>> spellings("*-run")
    ('*-run',)
    """
    hyphens = str.maketrans(dict.fromkeys("-‐‑", _HYPHEN))
    found: dict[str, None] = {}
    for reading in read_term(term.translate(hyphens)):
        found[" ".join(reading).replace(_HYPHEN, "-")] = None
        found[
            " ".join(
                word if _is_glued(word) else word.replace(_HYPHEN, " ") for word in reading
            ).replace(_HYPHEN, "-")
        ] = None
    return tuple(found)


def _is_glued(word: str) -> bool:
    """Tell whether a hyphen of *word* cannot be a blank: a part of it is only ``*`` or ``?``."""
    return any(set(part) <= set("*?") for part in word.split(_HYPHEN))


def _put(table: dict[str, Any], levels: tuple[str, ...], terms: list[str]) -> None:
    for level in levels[:-1]:
        below = table.setdefault(level, {})
        if isinstance(below, list):
            below = table[level] = {OWN_TERMS: below}
        table = below
    if isinstance(table.get(levels[-1]), dict):
        table[levels[-1]][OWN_TERMS] = terms
    else:
        table[levels[-1]] = terms
