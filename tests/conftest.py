"""What the tests share."""

from __future__ import annotations

import os
import signal
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import framing

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
SEEDS = ROOT.parent / "shared" / "data" / "seeds"


def pytest_configure() -> None:
    """Heed Ctrl-C also where a shell runs the tests in the background, and so ignores it.

    Python would leave it ignored in this process and in every child, and tests of it would wait.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment of a process that imports this tree, whatever is installed."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def load_cases(name: str, key: str) -> list[Any]:
    """Return the cases under *key* of ``tests/cases/<name>.toml``, known failures marked."""
    table = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=str(case.get("id", case.get("text", number)))[:60],
            marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else [],
        )
        for number, case in enumerate(table[key])
    ]


@pytest.fixture
def rng() -> np.random.Generator:
    """Random numbers that are the same whichever tests have run before."""
    return np.random.default_rng(5)


@pytest.fixture(scope="session")
def analysis() -> framing.Analysis:
    """The analysis of the example corpus."""
    return framing.analyze(framing.read_articles(ROOT / "examples" / "corpus"))


@pytest.fixture(scope="session")
def comparison(analysis: framing.Analysis) -> framing.Comparison:
    """The comparison of the example corpus."""
    return framing.compare(analysis)
