"""Findings in parts: the same as at once, the same bytes whoever works, nothing lost or twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing
from framing.archive.archive import COUNTS_SCHEMA, counts_columns
from framing.archive.contrasts import compare_counts
from framing.archive.counting import in_batches
from framing.archive.findings import write_findings
from framing.archive.folder import only_writer
from framing.errors import FramingError
from framing.tables import ANALYSIS_TABLES, make_table
from tests.conftest import ROOT, child_environment

LEXICONS = ["distancing", "reporting_verbs"]
KILLED = Path(__file__).parent / "killed_run.py"


@pytest.fixture(scope="module")
def articles() -> list[framing.Article]:
    return framing.read_articles(ROOT / "examples" / "corpus")


@pytest.fixture(scope="module")
def written(
    articles: list[framing.Article], tmp_path_factory: pytest.TempPathFactory
) -> framing.Archive:
    folder = tmp_path_factory.mktemp("archive") / "findings"
    return write_findings(iter(articles), folder, lexicons=LEXICONS, part_size=10)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".lock"
    }


@pytest.mark.parametrize("name", ANALYSIS_TABLES)
def test_tables_are_those_of_one_analysis(
    name: str, written: framing.Archive, articles: list[framing.Article]
) -> None:
    whole = getattr(framing.analyze(articles, lexicons=LEXICONS), name)
    columns = [c for c in whole.columns if c not in ("parent", "story") and "_spans" not in c]
    pd.testing.assert_frame_equal(written.table(name)[columns], whole[columns])


def test_counts_are_those_of_the_stream(
    written: framing.Archive, articles: list[framing.Article]
) -> None:
    assert written.counts == framing.count(iter(articles), lexicons=LEXICONS)


def test_any_number_of_processes_gives_the_same_bytes(
    written: framing.Archive, articles: list[framing.Article], tmp_path: Path
) -> None:
    again = write_findings(articles, tmp_path / "f", lexicons=LEXICONS, part_size=10, n_jobs=2)
    assert bytes_of(again.folder) == bytes_of(written.folder)


def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes(
    written: framing.Archive, tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, str(KILLED), str(ROOT / "examples" / "corpus"), str(tmp_path / "f")],
        capture_output=True,
        text=True,
        check=False,
        env=child_environment(),
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) == 20
    assert bytes_of(tmp_path / "f") == bytes_of(written.folder)


def test_nothing_stays_of_a_file_that_a_killed_run_was_writing(
    articles: list[framing.Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_, **__: None)  # a killed process removes nothing
        patch.setattr(Path, "replace", _die)
        with pytest.raises(KeyboardInterrupt):
            write_findings(articles, tmp_path / "f", lexicons=LEXICONS, part_size=10)
    assert [p for p in bytes_of(tmp_path / "f") if "unfinished" in p]
    write_findings(articles, tmp_path / "f", lexicons=LEXICONS, part_size=10)
    assert not [p for p in bytes_of(tmp_path / "f") if "unfinished" in p]


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_runs_do_not_write_into_one_folder(
    articles: list[framing.Article], tmp_path: Path
) -> None:
    with only_writer(tmp_path), pytest.raises(FramingError, match="another run"):
        write_findings(articles, tmp_path, lexicons=LEXICONS)


def test_other_articles_are_refused(written: framing.Archive) -> None:
    with pytest.raises(FramingError, match="part 0 was made of other articles"):
        write_findings(["It rained."], written.folder, lexicons=LEXICONS, part_size=10)


def test_other_lexicons_are_refused(
    written: framing.Archive, articles: list[framing.Article]
) -> None:
    with pytest.raises(FramingError, match="begun with lexicons that differ"):
        write_findings(articles, written.folder, lexicons=["hedges"], part_size=10)


def test_a_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(FramingError, match=r"thesis\.txt"):
        write_findings(["It rained."], tmp_path, lexicons=LEXICONS)


def test_a_full_disk_leaves_the_parts_before_whole(
    articles: list[framing.Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def until_full(_: int) -> None:
        nonlocal written
        written += 1
        if written > 20:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", until_full)
        with pytest.raises(FramingError, match=r"No space left.*make room.*2 parts are whole"):
            write_findings(articles, tmp_path / "f", lexicons=LEXICONS, part_size=10)
    assert len(framing.Archive(tmp_path / "f")) == 20
    assert not framing.Archive(tmp_path / "f").finished


@pytest.mark.parametrize("lost", ["hits/00001.parquet", "parts/00001.json"])
def test_a_part_that_lost_a_file_is_made_anew(
    lost: str, written: framing.Archive, articles: list[framing.Article], tmp_path: Path
) -> None:
    shutil.copytree(written.folder, tmp_path / "f")
    (tmp_path / "f" / lost).unlink()
    with pytest.raises(FramingError, match="articles makes them anew"):
        framing.Archive(tmp_path / "f").table("hits")
    write_findings(articles, tmp_path / "f", lexicons=LEXICONS, part_size=10)
    assert bytes_of(tmp_path / "f") == bytes_of(written.folder)


def test_a_table_that_is_no_parquet_is_named_with_the_remedy(
    written: framing.Archive, articles: list[framing.Article], tmp_path: Path
) -> None:
    shutil.copytree(written.folder, tmp_path / "f")
    (tmp_path / "f" / "hits" / "00001.parquet").write_bytes(b"no")
    with pytest.raises(FramingError, match=r"hits/00001\.parquet.* remove .*parts/00001\.json"):
        framing.Archive(tmp_path / "f").table("hits")
    (tmp_path / "f" / "parts" / "00001.json").unlink()
    write_findings(articles, tmp_path / "f", lexicons=LEXICONS, part_size=10)
    assert bytes_of(tmp_path / "f") == bytes_of(written.folder)


def test_a_folder_that_is_removed_meanwhile_ends_the_run(
    articles: list[framing.Article], tmp_path: Path
) -> None:
    def removing() -> Iterator[framing.Article]:
        yield from articles[:25]
        shutil.rmtree(tmp_path / "f")
        yield from articles[25:]

    with pytest.raises(FramingError, match=r"removed or emptied.*0 parts are whole"):
        write_findings(removing(), tmp_path / "f", lexicons=LEXICONS, part_size=10)
    archive = write_findings(articles, tmp_path / "f", lexicons=LEXICONS, part_size=10)
    assert len(archive) == len(articles)


def test_an_error_of_the_articles_tells_what_is_whole(
    articles: list[framing.Article], tmp_path: Path
) -> None:
    def cut_off(error: BaseException) -> Iterator[framing.Article]:
        yield from articles[:25]
        raise error

    with pytest.raises(ConnectionError) as broken:
        write_findings(cut_off(ConnectionError("gone")), tmp_path / "f", part_size=10)
    assert broken.value.__notes__[0].startswith("2 parts are whole")
    with pytest.raises(FramingError, match=r"\(no array\): .*smaller parts.*2 parts are whole"):
        write_findings(cut_off(MemoryError("no array")), tmp_path / "f", part_size=10)


@pytest.mark.parametrize("change", [{"outlet": "Other"}, {"event": "other"}, {"title": None}])
def test_articles_of_which_other_things_are_known_are_refused(
    change: dict[str, Any], written: framing.Archive, articles: list[framing.Article]
) -> None:
    changed = [replace(article, **change) for article in articles]
    with pytest.raises(FramingError, match="outlets, events or dates"):
        write_findings(changed, written.folder, lexicons=LEXICONS, part_size=10)


def test_settings_that_differ_are_named(
    written: framing.Archive, articles: list[framing.Article]
) -> None:
    with pytest.raises(FramingError, match=r"part_size that differ \(10, now 20\)"):
        write_findings(articles, written.folder, lexicons=LEXICONS, part_size=20)
    with pytest.raises(FramingError, match=r"\(distancing, hedges\)"):
        write_findings(
            articles, written.folder, lexicons=["hedges", "reporting_verbs"], part_size=10
        )


def test_a_url_is_no_folder(articles: list[framing.Article]) -> None:
    for call in (
        partial(write_findings, articles),
        framing.analyze(articles[:1], lexicons=LEXICONS).to_parquet,
        framing.Archive,
    ):
        with pytest.raises(FramingError, match="s3://bucket/x: only folders of this machine"):
            call("s3://bucket/x")


def test_a_folder_that_cannot_be_made_is_named(
    articles: list[framing.Article], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FramingError, match="file: no folder that can be written to"):
        write_findings(articles, tmp_path / "file", lexicons=LEXICONS)
    with pytest.raises(FramingError, match=r"file/articles\.parquet: could not be written"):
        framing.analyze(articles[:1], lexicons=LEXICONS).to_parquet(tmp_path / "file")


def test_dicts_of_a_stream_have_ids_of_their_own(tmp_path: Path) -> None:
    dicts = ({"text": text} for text in ("It rained.", "It snowed.", "It hailed."))
    archive = write_findings(dicts, tmp_path / "f", lexicons=LEXICONS)
    assert archive.table("articles")["article"].tolist() == ["article-1", "article-2", "article-3"]


@pytest.mark.filterwarnings("ignore::framing.errors.ReadWarning")
def test_a_dict_without_a_text_does_not_end_a_stream() -> None:
    dicts = iter([{"text": "It rained.", "outlet": "A"}, {"no": "text"}] * 2)
    assert framing.count(dicts, lexicons=LEXICONS).read == {("A", ""): 2}


def test_no_articles_make_an_empty_archive(tmp_path: Path) -> None:
    archive = write_findings(iter([]), tmp_path / "f", lexicons=LEXICONS)
    assert len(archive) == 0 and archive.finished
    assert archive.table("hits").columns.tolist() == list(ANALYSIS_TABLES["hits"])


def test_a_folder_without_findings_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(FramingError, match="no whole part"):
        framing.Archive(tmp_path)
    with pytest.raises(FramingError, match="there is no such folder"):
        framing.Archive(tmp_path / "none")
    framing.analyze("It rained.", lexicons=LEXICONS).to_parquet(tmp_path)
    with pytest.raises(FramingError, match=r"read_parquet\('.*hits\.parquet'\)"):
        framing.Archive(tmp_path)


def test_counts_compare_as_the_comparison_does(comparison: framing.Comparison) -> None:
    pd.testing.assert_frame_equal(compare_counts(comparison.counts), comparison.contrasts)


def test_counts_as_a_table_hold_every_hit(written: framing.Archive) -> None:
    table = make_table(COUNTS_SCHEMA, counts_columns(written.counts))
    assert int(table["n_hits"].sum()) == sum(written.counts.hits.values())


def test_an_analysis_is_written_whole(articles: list[framing.Article], tmp_path: Path) -> None:
    analysis = framing.analyze(articles[:3], lexicons=LEXICONS)
    folder = analysis.to_parquet(tmp_path / "p")
    read = pd.read_parquet(folder / "hits.parquet")
    assert read["text"].tolist() == analysis.hits["text"].tolist()


def test_long_articles_make_small_batches() -> None:
    texts = ["x" * 30_000] * 5 + ["x"] * 5
    articles = [framing.Article(id=str(n), text=text) for n, text in enumerate(texts)]
    sizes = [len(batch) for batch in in_batches(articles, 3)]
    assert sizes == [2, 2, 3, 3]


def test_an_article_beyond_measure_ends_the_run_and_leaves_whole_parts(
    articles: list[framing.Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.corpus.findings.MOST_CHARACTERS", 100_000)
    huge = framing.Article(id="huge", text="word " * 30_000, outlet="A")
    with pytest.raises(FramingError, match="'huge' has 150,000 characters"):
        write_findings([*articles[:5], huge], tmp_path / "f", lexicons=LEXICONS, part_size=5)
    assert len(framing.Archive(tmp_path / "f")) == 5


def test_empty_articles_cost_little() -> None:
    empty = (framing.Article(id=str(n), text="", outlet="A") for n in range(5000))
    counts = framing.count(empty, lexicons=LEXICONS)
    assert counts.read == {("A", ""): 5000} and not counts.hits
