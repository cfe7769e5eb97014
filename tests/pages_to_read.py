"""An invented article, as text and as a row of a table, and files to read it from."""

from __future__ import annotations

from pathlib import Path

PROSE = (
    "The port of Northport reopened on Monday after a week of talks, its director said.\n\n"
    "Crews went back to work before dawn, and forty ships that had waited came in by night.\n\n"
    "The offer raises night pay by four percent and leaves the pension fund as it is.\n"
)
ROW = {
    "id": "a1",
    "source": "Ledger",
    "headline": "Port reopens",
    "body": PROSE,
    "date": "2031-05-03",
    "event": "port-strike",
    "link": "https://ledger.example/a1",
    "author": "Mara Quill",
}


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path
