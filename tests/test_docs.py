"""Every code block of the documentation runs, and generated pages are up to date."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing
from tests.conftest import ROOT

DOCS = ROOT / "docs"
ACCURACY = ROOT / "framing" / "data" / "detector_accuracy.toml"
PAGES = [ROOT / "README.md", *sorted(p for p in DOCS.rglob("*.md") if "codebook" not in p.parts)]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[str]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


@pytest.mark.filterwarnings("ignore::framing.errors.ReadWarning")  # pages tell of them
@pytest.mark.parametrize(
    "page", [p for p in PAGES if blocks(p)], ids=lambda p: str(p.relative_to(ROOT))
)
def test_code_blocks_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "news").symlink_to(ROOT / "examples" / "corpus")
    (tmp_path / "lexicons").symlink_to(ROOT / "lexicons")
    monkeypatch.chdir(tmp_path)
    names = _what_readers_hold()
    for number, block in enumerate(blocks(page), 1):
        ast.parse(block)
        exec(compile(block, f"{page.name}, block {number}", "exec"), names)


def _what_readers_hold() -> dict[str, Any]:
    """Return what pages take for granted: articles, a data frame and a table of texts."""
    frame = pd.DataFrame({"text": ["The port shut. It was late."], "outlet": ["Courier"]})
    frame.to_csv("export.csv", index=False)
    articles = framing.read_articles("news/crane-collapse")
    return {"articles": articles, "article": articles[0], "frame": frame}


def test_the_tables_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("build_tables", DOCS / "build_tables.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = module.PAGE.read_text(encoding="utf-8")
    assert module.page(text) == text, "run python docs/build_tables.py"


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_every_public_name_has_a_reference_and_a_docstring() -> None:
    page = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^      heading: framing\.(\w+)$", page, re.MULTILINE))
    assert set(framing.__all__) <= headings
    assert not [name for name in framing.__all__ if not getattr(framing, name).__doc__]


def test_references_lead_to_objects() -> None:
    page = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    for path in re.findall(r"^::: (\S+)$", page, re.MULTILINE):
        module, name = path.rsplit(".", 1)
        assert getattr(importlib.import_module(module), name).__module__ == module, path


def test_every_page_can_be_reached() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [p.relative_to(DOCS).as_posix() for p in PAGES if DOCS in p.parents]
    assert not [p for p in pages if p not in navigation], "add them to nav in mkdocs.yml"


def test_measured_figures_name_what_was_run() -> None:
    detectors = tomllib.loads(ACCURACY.read_text(encoding="utf-8"))["detector"]
    for detector in detectors:
        assert bool(detector["measured"]) == bool(detector["command"]), detector["name"]
        if detector["measured"]:
            module = detector["command"].split()[2]
            assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists(), module


def test_every_option_of_the_command_is_in_its_page() -> None:
    from framing.cli import _parser

    text = (DOCS / "reference" / "command.md").read_text(encoding="utf-8")
    options, waiting = set(), [_parser()]
    while waiting:
        for action in waiting.pop()._actions:
            options |= {name for name in action.option_strings if name.startswith("--")}
            if isinstance(action.choices, dict):
                waiting += action.choices.values()
    assert {name for name in options - {"--help"} if f"`{name}`" not in text} == set()


COMMAND = re.compile(r"`python -m (benchmarks\.\w+)([^`]*)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_benchmarks_are_called_with_options_that_they_have(page: Path) -> None:
    for module, arguments in COMMAND.findall(page.read_text(encoding="utf-8")):
        source = (ROOT / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
        for option in re.findall(r"--[a-z-]+", arguments):
            assert f'"{option}"' in source, f"{module} {option}"


def test_the_command_is_called_with_actions_and_options_that_it_has() -> None:
    from framing.cli import main

    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for action in re.findall(r"`framing ([a-z]+)", text):
            with pytest.raises(SystemExit) as end:
                main([action, "--help"])
            assert end.value.code == 0, f"{page.relative_to(ROOT)}: framing {action}"
