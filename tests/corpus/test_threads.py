"""Finding multiplies on one thread, and leaves the number of threads as it was."""

from __future__ import annotations

import pytest
from threadpoolctl import ThreadpoolController

from framing.article import Article
from framing.corpus import findings, threads
from framing.corpus.findings import Finder


def n_threads() -> set[int]:
    return {pool["num_threads"] for pool in ThreadpoolController().select(user_api="blas").info()}


def test_finding_multiplies_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[int]] = []
    tokenize = findings.tokenize

    def look(*given: object, **named: object) -> object:
        seen.append(n_threads())
        return tokenize(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(findings, "tokenize", look)
    threads._libraries.cache_clear()  # other tests may have loaded libraries since
    before = n_threads()
    Finder([]).find([Article(id="a", text="The port reopened, its director said.")])
    assert (seen, n_threads()) == ([{1}], before)
