"""The codebook: for each lexicon and category what it is, what it rests on, what hits and misses.

    python -m framing.shelf.codebook docs/codebook

writes a page of Markdown for every shipped lexicon, and an index.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from framing.lexicon import OWN, Entry, Lexicon, Source, load_lexicon, shipped_lexicons
from framing.shelf.citations import cite

INDEX = "index.md"
_EXAMPLES = 2


def codebook_page(lexicon: Lexicon) -> str:
    """Return the page of *lexicon* as Markdown.

    >>> from framing.lexicon import lexicon_from_terms
    >>> print(codebook_page(lexicon_from_terms({"strike": ["walkout*"]})).splitlines()[0])
    # own
    """
    lines = [f"# {lexicon.key}", "", lexicon.about or "An own lexicon.", ""]
    lines += _facts(lexicon)
    lines += _referents(lexicon)
    lines += ["## Categories", ""]
    for category in sorted({entry.category for entry in lexicon.entries}):
        lines += _category(lexicon, category)
    lines += _sources(lexicon)
    return "\n".join(lines).rstrip() + "\n"


def codebook_index(lexicons: Iterable[Lexicon]) -> str:
    """Return the index of the pages of *lexicons* as Markdown."""
    lines = [
        "# Codebook",
        "",
        "What each lexicon looks for and what its entries rest on. *Checked* entries name a source"
        " that was opened, and how; the rest are our own and give a reason. Every entry has a"
        " sentence in which it hits and one in which it must not, and both are tested.",
        "",
        "| lexicon | entries | checked | own | categories | about |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    total = checked = 0
    for lexicon in sorted(lexicons, key=lambda x: x.key):
        size, sourced = len(lexicon.entries), _n_checked(lexicon.entries)
        total, checked = total + size, checked + sourced
        n_categories = len({entry.category for entry in lexicon.entries})
        lines.append(
            f"| [{lexicon.key}]({page_name(lexicon.key)}) | {size} | {sourced} |"
            f" {size - sourced} | {n_categories} | {_cell(lexicon.about or '')} |"
        )
    lines += [f"| **all** | {total} | {checked} | {total - checked} | | |", ""]
    return "\n".join(lines)


def codebook_pages(lexicons: Sequence[Lexicon]) -> dict[str, str]:
    """Return every page of the codebook by its file name, the index among them."""
    pages = {page_name(lexicon.key): codebook_page(lexicon) for lexicon in lexicons}
    return {INDEX: codebook_index(lexicons), **pages}


def write_codebook(lexicons: Sequence[Lexicon], folder: str | Path) -> None:
    """Write the codebook of *lexicons* into *folder*; other pages in it are removed."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pages = codebook_pages(lexicons)
    for stale in set(folder.glob("*.md")) - {folder / name for name in pages}:
        stale.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def page_name(key: str) -> str:
    """Return the file name of the page of the lexicon called *key*.

    >>> page_name("naming/israel_palestine")
    'naming-israel_palestine.md'
    """
    return f"{key.replace('/', '-')}.md"


def codebook_link(key: str, category: str | None = None) -> str:
    """Return the place of a lexicon, or of a category of it, in the codebook's folder.

    >>> codebook_link("hedges", "modal")
    'hedges.md#modal'
    """
    return page_name(key) + (f"#{category}" if category else "")


def _facts(lexicon: Lexicon) -> list[str]:
    size, checked = len(lexicon.entries), _n_checked(lexicon.entries)
    facts = [
        ("Scope", lexicon.scope),
        ("Applies to", _openers(lexicon)),
        ("Version", lexicon.version),
        ("Licence", lexicon.licence),
        ("Entries", f"{size}: {checked} checked, {size - checked} our own"),
    ]
    return [*(f"- **{name}:** {value}" for name, value in facts if value), ""]


def _openers(lexicon: Lexicon) -> str | None:
    if not lexicon.about_any:
        return None
    return f"articles that hold one of {', '.join(f'`{term}`' for term in lexicon.about_any)}"


def _referents(lexicon: Lexicon) -> list[str]:
    if not lexicon.referents:
        return []
    lines = ["## Referents", "", "What the labels name.", ""]
    for name, referent in sorted(lexicon.referents.items()):
        side = f" Side: {referent.side}." if referent.side else ""
        note = f" {referent.note}" if referent.note else ""
        begins = f" From {referent.begins} on." if referent.begins else ""
        lines.append(f"- **{name}**: {referent.about}.{side}{begins}{note}")
    return [*lines, ""]


def _category(lexicon: Lexicon, category: str) -> list[str]:
    entries = [entry for entry in lexicon.entries if entry.category == category]
    checked = _n_checked(entries)
    lines = [f"### {category}", ""]
    if about := lexicon.categories.get(category):
        lines += [about, ""]
    lines += [f"{len(entries)} entries: {checked} checked, {len(entries) - checked} our own.", ""]
    lines += [f"- {_entry(entry)}" for entry in entries]
    examples = [entry for entry in entries if entry.hit and entry.miss][:_EXAMPLES]
    if examples:
        lines += ["", "Examples:", ""]
        lines += [f"- hits: {entry.hit} Misses: {entry.miss}" for entry in examples]
    return [*lines, ""]


def _entry(entry: Entry) -> str:
    about = [*entry.referent]
    about += [x for x in (entry.stance, entry.side) if x]
    if entry.grade:
        about.append(f"grade {entry.grade}")
    if entry.valid_from or entry.valid_to:
        about.append(f"{entry.valid_from or ''} to {entry.valid_to or 'now'}".strip())
    sources = [f"own: {entry.reason}" if name == OWN else name for name in entry.source]
    parts = [", ".join(about), "; ".join(sources)]
    return " · ".join([f"`{entry.term}`", *(part for part in parts if part)])


def _sources(lexicon: Lexicon) -> list[str]:
    if not lexicon.sources:
        return []
    sources = (f"- **{n}**: {_source(s)}" for n, s in sorted(lexicon.sources.items()))
    return ["## Sources", "", *sources, ""]


def _source(source: Source) -> str:
    parts = [cite(source, title="*{}*", url="<{}>")]
    if source.read:
        parts.append(f"read: {source.read}")
    if source.said_by:
        parts.append(f"speaks as: {source.said_by}")
    return ". ".join(parts) + "."


def _n_checked(entries: Iterable[Entry]) -> int:
    return sum(any(name != OWN for name in entry.source) for entry in entries)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the codebook of the shipped lexicons into the folder that is given."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    write_codebook([load_lexicon(key) for key in shipped_lexicons()], folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
