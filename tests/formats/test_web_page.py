"""Saved web pages, when the extractor is there and when it is not."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest

from framing.errors import ReadError
from framing.reading import read_articles

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The port of Northport reopened on Monday after a week of talks, its director said.",
        "Crews went back to work before dawn, and forty ships that had waited came in by night.",
        "The offer raises night pay by four percent and leaves the pension fund as it is.",
    )
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Port reopens</title>
<meta property="og:title" content="Port reopens after nine days">
<meta property="og:site_name" content="Northport Ledger">
<meta property="article:published_time" content="2031-05-03T18:12:00Z"></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Port reopens after nine days</h1>{BODY}</article>
<footer>All rights reserved</footer></body></html>"""


def save(folder: Path, page: str) -> Path:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


def test_a_page_becomes_an_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trafilatura")
    [article] = read_articles(save(tmp_path, PAGE))
    assert (article.outlet, article.title) == ("Northport Ledger", "Port reopens after nine days")
    assert article.text[article.body_start :].startswith("The port of Northport reopened")
    assert "rights reserved" not in article.text
    assert any(warning.startswith("raw_is_extracted") for warning in article.warnings)


def test_without_the_extractor_the_install_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ReadError, match=r"pip install 'media-framing\[html\]'"):
        read_articles(save(tmp_path, PAGE))


@pytest.mark.parametrize("page", ["<div>" * 20_000 + "deep", "<html></html>", ""])
def test_a_page_without_an_article_is_told(page: str, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    with pytest.raises(ReadError, match=r"page\.html"):
        read_articles(save(tmp_path, page))


def test_the_date_of_a_page_is_read(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    [article] = read_articles(save(tmp_path, PAGE))
    assert article.published is None or article.published.date() == datetime(2031, 5, 3).date()
