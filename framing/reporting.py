"""Writing a report: a page that opens offline, charts and tables, put in place all at once."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.archive.folder import local_folder
from framing.comparison import check_comparison
from framing.errors import FramingError, nearest
from framing.report.codebook import PAGE
from framing.report.folder import check_folder, put_files
from framing.report.json_document import json_files
from framing.report.latex import latex_files
from framing.report.page import page_context
from framing.report.safe_names import safe_names
from framing.report.summary import markdown_files
from framing.report.table_files import csv_files, excel_files, parquet_files

if TYPE_CHECKING:
    from framing.comparison import Comparison
    from framing.report.charts import DrawnChart

MOST_ON_ONE_PAGE = 200
MOST_BYTES = 3_000_000
_TEMPLATES = Path(__file__).parent / "report" / "templates"


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
    files = {
        "index.html": templates.get_template("report.html.j2").render(context).encode(),
        PAGE: templates.get_template("codebook_page.html.j2").render(context).encode(),
    }
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


_WRITERS: Mapping[str, Callable[[Comparison], dict[str, bytes]]] = {
    "html": _page_files,
    "csv": csv_files,
    "parquet": parquet_files,
    "excel": excel_files,
    "markdown": markdown_files,
    "latex": latex_files,
    "json": json_files,
}
FORMATS = tuple(_WRITERS)


def write_report(
    comparison: Comparison,
    folder: str | os.PathLike[str],
    *,
    formats: str | Iterable[str] = ("html", "csv"),
) -> Path:
    """Write the report of *comparison* into *folder* and return the path of its ``index.html``.

    *formats* are any of ``html`` (the page, with ``charts/*.svg`` and ``*.png``), ``csv`` and
    ``parquet`` (``tables/*``), ``excel`` (``comparison.xlsx``, a sheet a table), ``markdown``
    (``summary.md``), ``latex`` (``tables/contrasts.tex``) and ``json`` (``comparison.json`` with
    its schema); without ``html`` the folder is returned. The page needs no network and no
    scripts. Up to 200 articles stand on the page itself, if it stays under 3 MB with them, and
    else on linked pages of their own. The whole report is made beside *folder* and then moved, so
    that a report that stands there is replaced whole or not at all. The same comparison gives the
    same bytes; a date of making is printed only if ``SOURCE_DATE_EPOCH`` is set. Raises
    FramingError for an unknown format, for one whose library is not installed, for a folder with
    files that no report wrote, and where writing fails.

    >>> import framing
    >>> from tempfile import TemporaryDirectory
    >>> reports = [
    ...     {"outlet": "Courier", "event": "strike", "text": "Dockers end the so-called strike."},
    ...     {"outlet": "Lantern", "event": "strike", "text": "The strike of the dockers ends."},
    ... ]
    >>> analysis = framing.analyze(framing.read_articles(reports), lexicons=["distancing"])
    >>> with TemporaryDirectory() as folder:
    ...     made = write_report(framing.compare(analysis), f"{folder}/report", formats="markdown")
    ...     sorted(path.name for path in made.iterdir())
    ['report.json', 'summary.md']
    """
    check_comparison(comparison, "write_report")
    wanted = check_report(folder, formats)
    target = Path(folder)
    files: dict[str, bytes] = {}
    for name in wanted:
        files |= _WRITERS[name](comparison)
    put_files(target, files)
    return target / "index.html" if "html" in wanted else target


def check_report(folder: str | os.PathLike[str], formats: str | Iterable[str]) -> list[str]:
    """Return the *formats* in order; raises FramingError where a report could not be written."""
    wanted = _wanted(formats)
    check_folder(local_folder(os.fspath(folder)))
    return wanted


def _wanted(formats: str | Iterable[str]) -> list[str]:
    given = [formats] if isinstance(formats, str) else list(formats)
    for name in given:
        if name not in FORMATS:
            raise FramingError(
                f"formats: no {name!r}{nearest(name, FORMATS)}; there are: {', '.join(FORMATS)}"
            )
    if not given:
        raise FramingError(f"formats: none given; there are: {', '.join(FORMATS)}")
    return [name for name in FORMATS if name in given]
