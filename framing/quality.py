"""Warnings that protect the comparison: what about an article's text could mislead a count."""

from __future__ import annotations

import re

_BROKEN = re.compile(r"\d,<>|<>,|<>\s*(?:dead|killed|injured|people|per\s+cent|%)|\d[.,]<>")
_SHORT = 100


def text_warnings(text: str) -> list[str]:
    """Return the warnings about the wording of one article, each a code and a sentence."""
    found = []
    if not text or text.isspace():
        return ["empty: the article has no text"]
    if len(text) < 20 * _SHORT and len(text.split()) < _SHORT:
        found.append(f"very_short: {len(text.split())} words")
    if "<>" in text and _BROKEN.search(text):
        found.append("broken_numerals: digits were lost, as in some machine translations")
    return found
