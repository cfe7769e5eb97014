"""Exports of news databases, invented in the layouts of two of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from framing.formats.news_export import split_export
from framing.reading import read_articles

LABELED = """\
____________________________________________________________

Document 1 of 2

Port reopens after nine days

Author: Quill, Mara

Publication info: Northport Ledger ; Northport [Northport] 03 May 2031: A.1.

Abstract: The port is open again.

Full text: The port of Northport reopened on Monday after a week of talks.

Sources: nobody at the gate would say who had called the vote.

Subject: Ports; Strikes

Title: Port reopens after nine days
Publication title: Northport Ledger
Publication date: May 3, 2031
ProQuest document ID: 1234567
Document URL: https://db.example/1234567
____________________________________________________________

Document 2 of 2

Milk runs short on the islands

Publication info: The Saltmarsh Echo ; Saltmarsh [Saltmarsh] 30 Apr 2031: 3.

Full text: Shops on the outer islands have sold their last fresh milk.

Subject: Milk
Title: Milk runs short on the islands
Publication title: The Saltmarsh Echo
Publication date: Apr 30, 2031
____________________________________________________________
"""

CENTERED = """\
                               1 of 2 DOCUMENTS


                             Northport Ledger

                           May 3, 2031 Saturday
                           Late Edition - Final

Port reopens after nine days

BYLINE: By MARA QUILL

SECTION: Section A; Pg. 1

LENGTH: 212 words

DATELINE: NORTHPORT

BODY:

   The port of Northport reopened on Monday after a week of talks.

   Crews went back to work before dawn.

LOAD-DATE: May 4, 2031

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS


                             The Saltmarsh Echo

                           April 30, 2031 Wednesday

Milk runs short on the islands

LENGTH: 90 words

BODY:

   Shops on the outer islands have sold their last fresh milk.

LOAD-DATE: May 1, 2031
"""

DELIVERED = """\
Port reopens after nine days
Northport Ledger
May 3, 2031 Saturday

Copyright 2031 Northport Ledger All Rights Reserved
Section: A; Pg. 1
Length: 212 words
Byline: Mara Quill
Body

The port of Northport reopened on Monday after a week of talks.

Load-Date: May 4, 2031


End of Document
Milk runs short on the islands
The Saltmarsh Echo
April 30, 2031 Wednesday

Length: 90 words
Body

Shops on the outer islands have sold their last fresh milk.

Load-Date: May 1, 2031


End of Document
"""

SIMPLE = """\
Title: Port reopens after nine days
Publication: Northport Ledger
Date: 3 May 2031
Full text:
The port of Northport reopened on Monday after a week of talks.

Title: Milk runs short on the islands
Publication: The Saltmarsh Echo
Date: 30 April 2031
Full text:
Shops on the outer islands have sold their last fresh milk.
"""


@pytest.mark.parametrize("export", [LABELED, CENTERED, DELIVERED, SIMPLE])
def test_an_export_becomes_its_articles(export: str, tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(export, encoding="utf-8")
    first, second = read_articles(path)
    assert (first.title, first.outlet) == ("Port reopens after nine days", "Northport Ledger")
    assert first.published == datetime(2031, 5, 3)
    assert first.text[first.body_start :].startswith("The port of Northport reopened on Monday")
    assert (second.title, second.outlet) == ("Milk runs short on the islands", "The Saltmarsh Echo")
    assert second.published == datetime(2031, 4, 30)
    assert second.text.endswith("last fresh milk.")
    assert (first.id, second.id) == ("export-1", "export-2")


@pytest.mark.parametrize("export", [LABELED, CENTERED, DELIVERED])
def test_the_byline_is_read(export: str) -> None:
    assert "QUILL" in split_export(export)[0]["byline"].upper()


def test_a_paragraph_that_begins_like_a_field_stays_in_the_text() -> None:
    assert "Sources: nobody at the gate" in split_export(LABELED)[0]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Port reopens\n\nThe port reopened.",
        "Text: a word that a story may begin with.\n\nThe port reopened.",
        "Body\n\nThe port reopened.",
    ],
)
def test_an_ordinary_text_is_no_export(text: str) -> None:
    assert split_export(text) == []
