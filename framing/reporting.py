"""Writing a report: a page that opens offline, charts and tables, put in place all at once."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, nearest
from framing.report.page import page_context
from framing.report.safe_names import safe_names
from framing.tables import ANALYSIS_TABLES, COMPARISON_TABLES

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison
    from framing.report.charts import DrawnChart

FORMATS = ("html", "csv")
MOST_ON_ONE_PAGE = 200
MOST_BYTES = 3_000_000
_MANIFEST = "report.json"
_TEMPLATES = Path(__file__).parent / "report" / "templates"


def write_report(
    comparison: Comparison, folder: str | os.PathLike[str], *, formats: Iterable[str] = FORMATS
) -> Path:
    """Write the report of *comparison* into *folder* and return the path of its ``index.html``.

    *formats* are ``html`` (the page, with ``charts/*.svg`` and ``*.png``) and ``csv``
    (``tables/*.csv``); without ``html`` the folder is returned. The page needs no network and no
    scripts. Up to 200 articles stand on the page itself, if it stays under 3 MB with them, and
    else on linked pages of their own. The whole report is made beside *folder* and then moved, so
    that a report that stands there is replaced whole or not at all. The same comparison gives the
    same bytes; a date of making is printed only if ``SOURCE_DATE_EPOCH`` is set. Raises
    FramingError for an unknown format, for
    a folder with files that no report wrote, and where writing fails.
    """
    wanted = _wanted(formats)
    target = Path(folder)
    old = _written_before(target)
    files: dict[str, bytes] = {}
    if "html" in wanted:
        files |= _page_files(comparison)
    if "csv" in wanted:
        files |= _table_files(comparison)
    try:
        _put(target, files, old)
    except OSError as error:
        raise FramingError(
            f"{target}: the report could not be written ({error.strerror or error}); nothing that"
            " stood there was changed; choose another folder or make room"
        ) from error
    return target / "index.html" if "html" in wanted else target


def _wanted(formats: Iterable[str]) -> set[str]:
    given = [formats] if isinstance(formats, str) else list(formats)
    for name in given:
        if name not in FORMATS:
            raise FramingError(
                f"formats: no {name!r}{nearest(name, FORMATS)}; there are: {', '.join(FORMATS)}"
            )
    if not given:
        raise FramingError(f"formats: none given; there are: {', '.join(FORMATS)}")
    return set(given)


def _written_before(target: Path) -> set[str]:
    """Return the files of the report that stands at *target*; refuse if others stand there."""
    try:
        if not target.exists():
            return set()
        if not target.is_dir():
            raise FramingError(f"{target}: is a file; give a folder for the report")
        there = {
            path.relative_to(target).as_posix()
            for path in target.rglob("*")
            if path.is_file() or path.is_symlink()
        }
        manifest = target / _MANIFEST
        old = set(json.loads(manifest.read_text("utf-8"))["files"]) if manifest.is_file() else set()
    except (ValueError, KeyError, TypeError) as error:
        raise FramingError(
            f"{target / _MANIFEST}: is not a report's list of files; choose another folder"
        ) from error
    except OSError as error:
        raise FramingError(f"{target}: cannot be read ({error.strerror or error})") from error
    foreign = sorted(there - old - {_MANIFEST})
    if foreign:
        raise FramingError(
            f"{target}: holds files that no report wrote, for example {foreign[0]!r}; nothing was"
            " changed; choose an empty or a new folder"
        )
    return old


def _put(target: Path, files: Mapping[str, bytes], old: set[str]) -> None:
    """Write *files* beside *target*, then move the whole into its place."""
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(target))
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-", dir=target.parent))
    try:
        for name, content in files.items():
            path = fresh / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        listed = json.dumps({"made_by": "media-framing", "files": sorted(files)}, indent=1)
        (fresh / _MANIFEST).write_text(listed + "\n", encoding="utf-8")
        fresh.chmod(0o755)
        if target.exists():
            _exchange(target, fresh)
        else:
            fresh.rename(target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _exchange(target: Path, fresh: Path) -> None:
    """Put *fresh* in the place of *target*, which is put back if that fails."""
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-old-", dir=target.parent))
    aside.rmdir()
    target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _page_files(comparison: Comparison) -> dict[str, bytes]:
    """Return the page and its charts; articles are pages of their own where they weigh too much."""
    drawn: dict[str, DrawnChart] = {}
    apart = len(comparison.analysis.corpus) > MOST_ON_ONE_PAGE
    files = _pages(comparison, drawn, apart=apart)
    if not apart and len(files["index.html"]) > MOST_BYTES:
        files = _pages(comparison, drawn, apart=True)
    for chart in drawn.values():
        files[f"charts/{chart.name}.svg"] = chart.svg
        files[f"charts/{chart.name}.png"] = chart.png
    return files


def _pages(
    comparison: Comparison, drawn: dict[str, DrawnChart], *, apart: bool
) -> dict[str, bytes]:
    names = safe_names([article.id for article in comparison.analysis.corpus])

    def page_of(number: int) -> str:
        return f"articles/{names[number]}.html" if apart else ""

    context = page_context(comparison, page_of=page_of, drawn=drawn)
    context |= {"apart": apart, "page_of": page_of, **_style_and_script()}
    templates = _templates()
    files = {"index.html": templates.get_template("report.html.j2").render(context).encode()}
    if apart:
        one = templates.get_template("article_page.html.j2")
        for article in context["articles"]:
            files[page_of(article.number)] = one.render(context, article=article).encode()
    return files


def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _style_and_script() -> dict[str, Any]:
    """Return the page's own style and script, and the policy that allows no others."""
    from markupsafe import Markup

    style = (_TEMPLATES / "report.css").read_text("utf-8")
    script = (_TEMPLATES / "report.js").read_text("utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return {"style": Markup(style), "script": Markup(script), "policy": policy}


def _table_files(comparison: Comparison) -> dict[str, bytes]:
    files = {}
    for name in COMPARISON_TABLES:
        files[f"tables/{name}.csv"] = _csv(getattr(comparison, name))
    for name in ANALYSIS_TABLES:
        part = f"analysis_{name}" if name in COMPARISON_TABLES else name
        files[f"tables/{part}.csv"] = _csv(getattr(comparison.analysis, name))
    return files


def _csv(table: pd.DataFrame) -> bytes:
    spans = [name for name in table.columns if name.endswith("_spans")]
    if spans:
        table = table.assign(**{name: table[name].map(json.dumps) for name in spans})
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text.encode()
