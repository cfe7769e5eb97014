"""On a cluster: the same counts and the same bytes as at home, also when a worker dies."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pytest

import framing
from framing import cluster
from framing.errors import FramingError
from framing.tables import ANALYSIS_TABLES
from tests.conftest import ROOT

LEXICONS = ["distancing", "reporting_verbs"]


@pytest.fixture(scope="module")
def corpus() -> list[framing.Article]:
    return framing.read_articles(ROOT / "examples" / "corpus")


@pytest.fixture(scope="module")
def files(corpus: list[framing.Article], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Six files of JSON lines."""
    folder = tmp_path_factory.mktemp("archive")
    for n in range(6):
        lines = [
            json.dumps(
                {"id": a.id, "text": a.text[a.body_start :], "title": a.title, "outlet": a.outlet}
                | {"event": a.event}
            )
            for a in corpus[n * 8 : n * 8 + 8]
        ]
        (folder / f"{n}.jsonl").write_text("\n".join(lines), "utf-8")
    return f"{folder}/*.jsonl"


@pytest.fixture(scope="module")
def home(files: str) -> framing.Archive:
    """What one process finds."""
    with dask.config.set(scheduler="synchronous"):
        folder = Path(files).parent / "home"
        return cluster.write_findings(cluster.read(files), folder, lexicons=LEXICONS)


@pytest.fixture(scope="module")
def two_workers() -> Iterator[Any]:
    from distributed import Client, LocalCluster

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (
            LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=60
            ) as workers,
            Client(workers) as client,
        ):
            yield client


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".lock"
    }


def test_counts_are_those_of_one_process(home: framing.Archive, files: str) -> None:
    assert home.counts == framing.count(framing.read_articles(files), lexicons=LEXICONS)


def _die_once(article: framing.Article, mark: str) -> framing.Article:
    """Kill the first worker that comes here; *mark* is a file that tells it was done."""
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return article
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed worker goes on")


def test_a_worker_that_dies_changes_nothing(
    two_workers: Any, home: framing.Archive, files: str, tmp_path: Path
) -> None:
    bag = cluster.read(files).map(_die_once, mark=str(tmp_path / "died"))
    archive = cluster.write_findings(bag, tmp_path / "f", lexicons=LEXICONS)
    assert (tmp_path / "died").exists()
    assert bytes_of(archive.folder) == bytes_of(home.folder)
    assert cluster.count(cluster.read(files), lexicons=LEXICONS) == home.counts


def _die(article: framing.Article) -> framing.Article:
    """Kill every worker that comes here."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError(f"a killed worker goes on with {article.id}")


def test_a_partition_that_no_worker_survives_is_told(
    two_workers: Any, files: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(two_workers.cluster.scheduler, "allowed_failures", 0)
    bag = cluster.read(files.replace("*", "2")).map(_die)
    with pytest.raises(FramingError, match=r"^partition 0: the workers .* 0 parts are whole"):
        cluster.write_findings(bag, tmp_path / "f", lexicons=LEXICONS)
    with pytest.raises(FramingError, match=r"^partition 0: the workers"):
        cluster.count(bag, lexicons=LEXICONS)


def test_any_partitioning_gives_the_same_counts(
    home: framing.Archive, corpus: list[framing.Article]
) -> None:
    import dask.bag

    with dask.config.set(scheduler="synchronous"):
        for n in (1, 5):
            bag = dask.bag.from_sequence(corpus, npartitions=n)
            assert cluster.count(bag, lexicons=LEXICONS) == home.counts


def test_empty_partitions_hold_nothing(corpus: list[framing.Article], tmp_path: Path) -> None:
    import dask.bag

    with dask.config.set(scheduler="synchronous"):
        bag = dask.bag.from_sequence(corpus[:4], npartitions=2)
        some = bag.filter(lambda article: article.id == corpus[0].id)
        archive = cluster.write_findings(some, tmp_path / "f", lexicons=LEXICONS)
        again = cluster.write_findings(some, tmp_path / "f", lexicons=LEXICONS)
        assert cluster.count(some, lexicons=LEXICONS) == archive.counts
    assert [part.n_articles for part in archive.parts] == [1, 0]
    alone = framing.analyze(corpus[:1], lexicons=LEXICONS)
    for name in ANALYSIS_TABLES:
        assert len(again.table(name)) == len(getattr(alone, name))


def test_a_data_frame_is_read_by_its_columns() -> None:
    dataframe = pytest.importorskip("dask.dataframe")
    import pandas as pd

    table = pd.DataFrame({"body": ["So-called aid came."] * 3, "source": ["A", "B", "A"]})
    with dask.config.set(scheduler="synchronous"):
        bag = cluster.from_frame(dataframe.from_pandas(table, npartitions=2))
        found = bag.compute()
    assert [a.outlet for a in found] == ["A", "B", "A"]
    assert len({a.id for a in found}) == 3


def test_dicts_are_read() -> None:
    import dask.bag

    bag = dask.bag.from_sequence([{"text": "So-called aid.", "outlet": "A"}] * 2, npartitions=2)
    with dask.config.set(scheduler="synchronous"):
        counts = cluster.count(bag, lexicons=LEXICONS)
    assert counts.hits[("A", "", "distancing.attribution_doubt", "own", "text")] == 2


def warc(pages: dict[str, str]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    for url, text in pages.items():
        body = f"<html><head><title>T</title></head><body><article>{text}</article></body></html>"
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(body.encode()), http_headers=headers
            )
        )
    return stream.getvalue()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the writer
def test_web_archives_are_read(tmp_path: Path) -> None:
    said = "<p>The so-called reform passed on Monday after a long night of talks in the port.</p>"
    pages = {f"https://news.example/{n}": said * 4 for n in range(2)}
    (tmp_path / "crawl.warc.gz").write_bytes(warc(pages))
    with dask.config.set(scheduler="synchronous"):
        found = cluster.read(f"{tmp_path}/*.warc.gz").compute()
    assert [a.url for a in found] == list(pages)
    assert [a.id for a in framing.read_articles(tmp_path / "crawl.warc.gz")] == list(pages)


def test_a_web_archive_without_pages_is_said(tmp_path: Path) -> None:
    (tmp_path / "none.warc").write_bytes(b"WARC/1.0\r\nthis is no header\r\n")
    with pytest.raises(FramingError, match="holds no page"):
        framing.read_articles(tmp_path / "none.warc")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the writer
def test_a_web_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    page = "<p>The port reopened on Monday after a long night of talks between the sides.</p>" * 9
    filler = random.Random(1)  # so that each page is larger than what is read ahead
    whole = warc(
        {
            f"https://news.example/{n}": f"{page}<!-- {filler.randbytes(40_000).hex()} -->"
            for n in range(4)
        }
    )
    (tmp_path / "cut.warc.gz").write_bytes(whole[: len(whole) * 7 // 10])
    with pytest.warns(framing.errors.ReadWarning, match="could not be read"):
        found = framing.read_articles(tmp_path / "cut.warc.gz")
    assert [a.id for a in found] == ["https://news.example/0", "https://news.example/1"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the writer
@pytest.mark.parametrize("broken_in", ["the header", "the page"])
def test_a_web_archive_that_is_not_packed_gives_what_came_before(
    tmp_path: Path, broken_in: str
) -> None:
    page = "<p>The port reopened on Monday after a long night of talks between the sides.</p>" * 9
    whole = gzip.decompress(warc({f"https://news.example/{n}": page for n in range(4)}))
    third = whole.index(b"https://news.example/2")
    end = third if broken_in == "the header" else whole.index(b"</p>", third)
    (tmp_path / "cut.warc").write_bytes(whole[:end])
    with pytest.warns(framing.errors.ReadWarning, match="record 3 could not be read as WARC"):
        found = framing.read_articles(tmp_path / "cut.warc")
    assert [a.id for a in found] == ["https://news.example/0", "https://news.example/1"]


@pytest.mark.parametrize(
    ("url", "said"),
    [("nowhere/*.jsonl", "no such file"), ("s3://bucket/*.jsonl", "storage_options")],
)
def test_what_cannot_be_reached_is_said(url: str, said: str) -> None:
    with pytest.raises(FramingError, match=said):
        cluster.read(url)
