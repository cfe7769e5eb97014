from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing.lexicon import Entry, Lexicon, Referent, Source, load_lexicon, shipped_lexicons
from framing.shelf.codebook import INDEX, codebook_link, codebook_pages, page_name, write_codebook

FOLDER = Path(__file__).parents[2] / "docs" / "codebook"

LEXICON = Lexicon(
    name="naming",
    topic="docks",
    about="Labels in a strike.",
    about_any=("dock*",),
    sources={"guide": Source(title="A Guide", year=2019, url="https://example.org", read="page")},
    referents={"strikers": Referent(about="people who stopped work", side="workers")},
    categories={"mob": "A disorderly crowd."},
    entries=(
        Entry(
            term="(angry)? mob",
            category="mob",
            source=("guide",),
            referent=("strikers",),
            stance="contested",
            hit="The mob came.",
            miss="He mobbed her.",
        ),
        Entry(term="rabble", category="mob", source=("own",), reason="a plain synonym"),
    ),
)


@pytest.mark.parametrize(
    "says",
    [
        "# naming/docks",
        "Labels in a strike.",
        "articles that hold one of `dock*`",
        "2: 1 checked, 1 our own",
        "**strikers**: people who stopped work. Side: workers.",
        "### mob",
        "A disorderly crowd.",
        "`(angry)? mob` · strikers, contested · guide",
        "`rabble` · own: a plain synonym",
        "hits: The mob came. Misses: He mobbed her.",
        "**guide**: *A Guide* (2019). <https://example.org>. read: page.",
    ],
)
def test_a_page_says(says: str) -> None:
    assert says in codebook_pages([LEXICON])["naming-docks.md"]


def test_the_index_counts_and_links() -> None:
    index = codebook_pages([LEXICON])[INDEX]
    assert "| [naming/docks](naming-docks.md) | 2 | 1 | 1 | 1 | Labels in a strike. |" in index
    assert "| **all** | 2 | 1 | 1 | | |" in index


@pytest.mark.parametrize("key", shipped_lexicons())
def test_links_lead_to_headings(key: str) -> None:
    lexicon = load_lexicon(key)
    page = codebook_pages([lexicon])[page_name(key)]
    headings = {f"{page_name(key)}#{h}" for h in re.findall(r"^### (.*)$", page, re.M)}
    assert {codebook_link(key, entry.category) for entry in lexicon.entries} == headings


def test_stale_pages_are_removed_and_writing_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("old")
    write_codebook([LEXICON], tmp_path)
    first = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    write_codebook([LEXICON], tmp_path)
    assert first == {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert set(first) == {INDEX, "naming-docks.md"}


def test_the_committed_codebook_is_up_to_date() -> None:
    pages = codebook_pages([load_lexicon(key) for key in shipped_lexicons()])
    committed = {p.name: p.read_text(encoding="utf-8") for p in FOLDER.glob("*.md")}
    changed = sorted(
        name for name in pages.keys() | committed.keys() if pages.get(name) != committed.get(name)
    )
    assert changed == [], "run: python -m framing.shelf.codebook docs/codebook"
