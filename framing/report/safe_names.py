"""File names made from any text: safe on every system, and never two the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

_RESERVED = {"con", "prn", "aux", "nul"}
_RESERVED |= {f"{name}{k}" for name in ("com", "lpt") for k in range(10)}
_LONGEST = 60


def safe_names(texts: Iterable[str]) -> list[str]:
    """Return a file name, without extension, for each of *texts*.

    Names hold lower-case ASCII letters, digits, hyphens and underscores, and are none that a
    system reserves; where texts would share a name, each gets a part of its own.

    >>> safe_names(["../../x", "CON", "A b"])
    ['x', 'con-file', 'a-b']
    >>> safe_names(["a/b", "a b"]) == ["a-b", safe_names(["a/b", "a b"])[1]]
    True
    """
    taken: set[str] = set()
    names = []
    for text in texts:
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        name = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        name = name or f"text-{digest}"
        if name in _RESERVED:
            name += "-file"
        candidate, k = name, 1
        while candidate in taken:
            candidate, k = f"{name}-{digest}" + (f"-{k}" if k > 1 else ""), k + 1
        taken.add(candidate)
        names.append(candidate)
    return names
