"""How a comparison was made: what a second run needs to give the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.comparison import Comparison

_LIBRARIES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib", "nltk", "jinja2")


def how_made(comparison: Comparison) -> dict[str, Any]:
    """Return versions, lexicons with their hashes, settings and seed: what a second run needs."""
    settings = comparison.settings
    shown = {name: getattr(settings, name) for name in settings.__slots__}
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    made = (
        f"{datetime.fromtimestamp(int(epoch), UTC):%Y-%m-%d %H:%M UTC}" if epoch.isdigit() else ""
    )
    return {
        "versions": [("media-framing", _version("media-framing"))]
        + [(name, _version(name)) for name in _LIBRARIES],
        "lexicons": lexicon_hashes(comparison),
        "settings": [(name, _shown(value)) for name, value in shown.items()],
        "texts": sha256("\0".join(a.text for a in comparison.analysis.corpus).encode()).hexdigest(),
        "date": made,
    }


def lexicon_hashes(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return (key, version, sha256) of each lexicon: of its file, or else of its entries."""
    found = []
    for lexicon in comparison.analysis.lexicons.lexicons:
        path = Path(lexicon.path) if lexicon.path else None
        if path is not None and path.is_file():
            content = path.read_bytes()
        else:
            content = repr(lexicon.entries).encode()
        found.append((lexicon.key, lexicon.version or "", sha256(content).hexdigest()))
    return sorted(found)


def _shown(value: Any) -> str:
    if value in ((), {}, None):
        return "default"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
