"""The report: its order, its bytes, its refusals, and what hostile articles cannot do to it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from framing.analysis import Analyzer
from framing.article import Article
from framing.comparison import Comparison, compare
from framing.errors import FramingError
from framing.report.page import selection_summary
from framing.report.safe_names import safe_names
from framing.reporting import write_report
from tests.charts.invented import LEXICONS, invented
from tests.conftest import child_environment

_HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202eevil"


class _Page(HTMLParser):
    """Collects tags, ids and addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [v for _, attributes in self.tags if (v := attributes.get(name))]


@pytest.fixture(scope="module", autouse=True)
def few_charts() -> Iterator[None]:
    """Draw three charts only, since each takes half a second; they have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.report.page._CHARTS", ("coverage", "naming", "words"))
        patch.setattr("framing.report.findings.MOST", 2)
        yield


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(invented(2, 12), tmp_path_factory.mktemp("report") / "out")


@pytest.fixture(scope="module")
def hostile() -> Comparison:
    texts = [
        f"{_HOSTILE} {'x' * 2000}\n\nThe so-called mayor claimed that {_HOSTILE} 12 people died.",
        f"Calm title\n\nThe mayor said </article></main><script>alert(3)</script> “{_HOSTILE}”.",
        "Third\n\nPolice alleged that 13 people died &lt;b&gt; and {{ 7 * 7 }}.",
    ]
    articles = [
        Article(
            id=name,
            text=text,
            title=text.split("\n")[0],
            body_start=text.index("\n\n") + 2,
            outlet=name,
            event=_HOSTILE,
            byline=_HOSTILE,
            url="javascript:alert(4)",
            warnings=(f"odd: {_HOSTILE}",),
        )
        for name, text in zip(("../../x", "CON", "📰"), texts, strict=True)
    ]
    return compare(Analyzer(lexicons=LEXICONS).analyze(articles))


def test_the_page_keeps_its_order(report: Path) -> None:
    page = report.read_text("utf-8")
    order = ["summary", "coverage", "findings", "too-few", "accuracy", "scope", "events"]
    order += ["articles", "warnings", "made"]
    places = [page.index(f'id="{name}"') for name in order]
    assert places == sorted(places)
    assert "2 outlets, 12 shared events, 24 articles" in page


def test_nothing_comes_from_elsewhere(report: Path) -> None:
    page = _Page(report.read_text("utf-8"))
    addresses = page.values("href") + page.values("src")
    local = [a for a in addresses if not a.startswith(("#", "charts/", "codebook.html"))]
    assert local == []


def test_every_link_and_button_leads_somewhere(report: Path) -> None:
    page = _Page(report.read_text("utf-8"))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    wanted = {a[1:] for a in page.values("href") if a.startswith("#")}
    wanted |= set(page.values("popovertarget"))
    assert sorted(wanted - set(ids)) == []
    files = {a for a in page.values("href") if a.startswith("charts/")}
    assert [a for a in sorted(files) if not (report.parent / a).is_file()] == []


def test_a_count_has_as_many_passages(report: Path) -> None:
    page = report.read_text("utf-8")
    item = r'<div popover class="passages" id="(e\d+)">.*?: (\d+) passages?</h3>(.*?)</div>'
    items = re.findall(item, page, re.S)
    assert items
    assert [i for i, n, body in items if body.count("<a ") != int(n)] == []


def test_no_code_of_a_table_stands_on_the_page(report: Path) -> None:
    page = re.sub(r"<(style|script|code).*?</\1>", "", report.read_text("utf-8"), flags=re.S)
    words = re.sub(r"<[^>]*>", " ", page)
    assert re.findall(r"\b(?:naming|reporting_verbs|marker|sourcing|harm)\.[a-z_]+", words) == []


def test_the_same_bytes_come_twice(report: Path, tmp_path: Path) -> None:
    again = write_report(invented.__wrapped__(2, 12), tmp_path / "again").parent
    names = sorted(p.relative_to(report.parent) for p in report.parent.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    assert [n for n in names if (report.parent / n).read_bytes() != (again / n).read_bytes()] == []


def test_the_page_has_charts_with_letters_and_the_files_have_outlines(report: Path) -> None:
    inline = re.findall(r"<svg .*?</svg>", report.read_text("utf-8"), re.S)
    files = [p.read_text("utf-8") for p in sorted((report.parent / "charts").glob("*.svg"))]
    assert len(inline) == len(files) > 0
    assert [n for n, svg in enumerate(inline) if "<text" not in svg] == []
    assert [n for n, svg in enumerate(files) if "<text" in svg or "<use" not in svg] == []
    assert re.findall(r"[\x00-\x08]", "".join(files + inline)) == []


_IN_A_PROCESS = """
import sys
from framing.report import page
from framing.reporting import write_report
from tests.charts.invented import invented
page._CHARTS = ("naming",)
formats = ("html", "csv", "markdown", "latex", "json")
write_report(invented(2, 8), sys.argv[1], formats=formats)
"""


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _IN_A_PROCESS, str(tmp_path / seed)],
            env=child_environment(PYTHONHASHSEED=seed),
        )
        for seed in ("1", "2")
    ]
    assert [process.wait() for process in running] == [0, 0]
    first, second = (
        {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (tmp_path / "1", tmp_path / "2")
    )
    assert len(first) > 10
    assert sorted(first) == sorted(second)
    assert [str(name) for name in first if first[name] != second[name]] == []


def test_too_few_events_describe(tmp_path: Path) -> None:
    page = write_report(invented(2, 1), tmp_path / "r").read_text("utf-8")
    assert "These articles cannot support outlet-level comparison; here is what each wrote" in page
    assert "What differs" not in page


def test_hostile_articles_stay_text(hostile: Comparison, tmp_path: Path) -> None:
    text = write_report(hostile, tmp_path / "r").read_text("utf-8")
    page = _Page(text)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in page.tags}
    handlers = [name for _, given in page.tags for name in given if name.startswith("on")]
    assert handlers == []
    assert [a for a in page.values("href") if "javascript" in a] == []
    assert "{{ 7 * 7 }}" in re.sub(r"<[^>]*>", "", text)


def test_hostile_articles_as_pages_of_their_own(
    hostile: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.reporting.MOST_ON_ONE_PAGE", 2)
    folder = write_report(hostile, tmp_path / "r").parent
    names = sorted(p.name for p in (folder / "articles").iterdir())
    assert len(names) == 3 and "con-file.html" in names and "x.html" in names
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r"]
    for path in (folder / "articles").iterdir():
        assert "script" not in {tag for tag, _ in _Page(path.read_text("utf-8")).tags}
    page = _Page((folder / "index.html").read_text("utf-8"))
    linked = {a.split("#")[0] for a in page.values("href") if a.startswith("articles/")}
    assert {f"articles/{name}" for name in names} == linked


def test_a_report_replaces_a_report(tmp_path: Path) -> None:
    first = write_report(invented(2, 1), tmp_path / "r", formats=("csv",))
    assert (first / "tables" / "naming.csv").is_file()
    write_report(invented(2, 1), tmp_path / "r", formats=("html",))
    assert not (tmp_path / "r" / "tables").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


def test_files_of_others_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(FramingError, match=r"no report wrote, for example 'thesis\.docx'"):
        write_report(invented(2, 1), tmp_path, formats=("csv",))
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "r").write_text("mine")
    with pytest.raises(FramingError, match="is a file"):
        write_report(invented(2, 1), tmp_path / "r", formats=("csv",))


def test_an_unknown_format_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(FramingError, match="did you mean 'html'"):
        write_report(invented(2, 1), tmp_path / "r", formats=["htlm"])


def test_a_full_disk_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(invented(2, 1), tmp_path / "r", formats=("csv",))
    before = {p: p.read_bytes() for p in (tmp_path / "r").rglob("*") if p.is_file()}

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FramingError, match="No space left on device"):
        write_report(invented(2, 1), tmp_path / "r", formats=("csv",))
    monkeypatch.undo()
    assert {p: p.read_bytes() for p in (tmp_path / "r").rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FramingError, match="could not be written"):
        write_report(invented(2, 1), tmp_path / "r", formats=("csv",))


def test_a_refusal_to_make_files_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a read-only folder answers, for whoever runs the tests."""

    def refused(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(FramingError, match=r"could not be written \(Permission denied\)"):
        write_report(invented(2, 1), tmp_path / "new" / "r", formats=("csv",))
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_may_not_be_written_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(invented(2, 1), tmp_path / "r", formats=("csv",))
    before = {p: p.read_bytes() for p in (tmp_path / "r").rglob("*") if p.is_file()}
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path / "r")
    with pytest.raises(FramingError, match="nothing that stood there was changed"):
        write_report(invented(2, 2), tmp_path / "r", formats=("csv",))
    assert {p: p.read_bytes() for p in (tmp_path / "r").rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


def test_the_manifest_lists_every_file(report: Path) -> None:
    listed = set(json.loads((report.parent / "report.json").read_text("utf-8"))["files"])
    there = {
        p.relative_to(report.parent).as_posix() for p in report.parent.rglob("*") if p.is_file()
    }
    assert there == listed | {"report.json"}


def test_the_date_of_making_can_be_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    page = write_report(invented(2, 1), tmp_path / "r").read_text("utf-8")
    assert "Made 2026-01-01 00:00 UTC" in page


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["../../x", "CON", "nul"], ["x", "con-file", "nul-file"]),
        (["a/b", "a b"], ["a-b", "a-b-c8687a08"]),
        (["x" * 300], ["x" * 60]),
    ],
)
def test_safe_names(texts: list[str], names: list[str]) -> None:
    assert safe_names(texts) == names


def test_articles_on_events_that_one_outlet_alone_covered_are_counted_apart() -> None:
    places = [("A", "flood"), ("B", "flood"), ("B", "storm"), ("C", "quake")]
    articles = [
        Article(id=f"{o}-{e}", text=f"The {e} came. It went.", outlet=o, event=e) for o, e in places
    ]
    comparison = compare(Analyzer(lexicons=LEXICONS).analyze(articles))
    assert repr(comparison) == "<Comparison: 3 outlets, 1 shared event, 2 articles>"
    said = selection_summary(comparison)
    assert (said["events"], said["articles"]) == ("1 shared event", "2 articles")
    assert said["alone"] == ("2 articles", "2 events")
