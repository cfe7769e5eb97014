"""Factiva exports, with codes and in their fixed order; all files are invented."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from framing.formats.factiva import split_factiva
from framing.reading import read_articles

CODED = """HD Northport dockers
reject offer
BY By Ann Lee
WC 431 words
PD 3 May 2031
ET 17:42
SN Harbor Courier
SC HRBC
LA English
CY (c) 2031 Harbor Courier Ltd.

LP Dockers rejected an offer of four percent on Saturday, their union said.

TD Its members vote again within a week.

"It does not come close," said Ned Alder.

CO nptrm : Northport Terminals
PUB Harbor Courier Ltd.
AN Document HRBC000020310503e75300001

HD Rain at last
PD 4 May 2031
SN The Ledger
LP The first rain for two months fell over the valley.
AN Document LDGR000020310504e75300002
"""
ORDERED = """News
Northport dockers reject offer
Ann Lee
431 words
3 May 2031
17:42
Harbor Courier
HRBC
4
English
(c) 2031 Harbor Courier Ltd.

Dockers rejected an offer of four percent on Saturday, their union said.

Its members vote again within a week.

"It does not come close," said Ned Alder.

Document HRBC000020310503e75300001


Rain at last
120 words
4 May 2031
The Ledger
English
(c) 2031. The Ledger.

The first rain for two months fell over the valley.

Document LDGR000020310504e75300002


Search Summary
Text    strike
"""


@pytest.mark.parametrize("export", [CODED, ORDERED, ORDERED.replace("\n", "\r\n")])
def test_the_articles_of_an_export(export: str, tmp_path: Path) -> None:
    path = tmp_path / "factiva.txt"
    path.write_text(export, encoding="utf-8", newline="")
    first, second = read_articles(path)
    assert (first.title, first.outlet) == ("Northport dockers reject offer", "Harbor Courier")
    assert (first.byline, first.published) == ("Ann Lee", datetime(2031, 5, 3))
    assert first.text[first.body_start :].splitlines() == [
        "Dockers rejected an offer of four percent on Saturday, their union said.",
        "",
        "Its members vote again within a week.",
        "",
        '"It does not come close," said Ned Alder.',
    ]
    assert (second.title, second.outlet) == ("Rain at last", "The Ledger")
    assert (second.byline, second.published) == (None, datetime(2031, 5, 4))


@pytest.mark.parametrize(
    "text",
    [
        "Port shuts\n\nIt shut.\n",
        "The leak\n\nIt reads:\n\nDocument HRBC000020310503\n\nNothing else is known of it.\n",
        "Document HRBC000020310503\n",
    ],
)
def test_other_texts_are_no_export(text: str) -> None:
    assert split_factiva(text) == []
