"""The LaTeX table: every judged contrast, and nothing that LaTeX would read as a command."""

from __future__ import annotations

import re

from framing.comparison import Comparison
from framing.report.latex import escape_latex, latex_files


def test_a_row_for_every_judged_contrast(comparison: Comparison) -> None:
    table = latex_files(comparison)["tables/contrasts.tex"].decode()
    rows = table.split("\\endfoot\n")[1].splitlines()[:-1]
    assert len(rows) == (comparison.contrasts["verdict"] != "too_few").sum()
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {7}


def test_braces_are_balanced(comparison: Comparison) -> None:
    table = re.sub(r"\\[{}]", "", latex_files(comparison)["tables/contrasts.tex"].decode())
    assert table.count("{") == table.count("}")


def test_every_special_character_is_escaped() -> None:
    escaped = escape_latex("\\input{x} $1 & 50% #a_b ~ ^ <i>")
    assert "\\input" not in escaped
    assert re.search(r"(?<!\\)[&%$#_]", escaped) is None
