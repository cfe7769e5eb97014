"""Warnings that protect the comparison: what about an article's text could mislead a count.

Each warning is a code, a colon and a sentence. They describe; what follows from them (leaving an
article out of lexical contrasts, say) is decided where articles are compared.
"""

from __future__ import annotations

import re

_BROKEN = re.compile(
    r"\d[.,]<>|<>[.,](?:<>|\d)|<>\s+(?:dead|killed|injured|wounded|people|percent)"
)
_NOTICE = re.compile(
    r"\b(?:machine|automatic(?:ally)?|auto|computer|AI)[- ]translat(?:ed|ion)\b"
    r"|\btranslat(?:ed|ion)\s+(?:\w+\s+){0,3}(?:by|with|using|via|from\s+\w+\s+by)\s+(?:an?\s+)?"
    r"(?:google|deepl|bing|yandex|chatgpt|AI\b|artificial\s+intelligence|machine|software)"
    r"|\bgoogle\s+translate\b",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"\b(?:subscribe|sign\s+up|log\s?in|register|sign\s+in)\b[^.\n]{0,40}\b(?:to\s+(?:continue|read"
    r"|unlock|access)|for\s+(?:full|unlimited)\s+access)|\bto\s+(?:continue|keep)\s+reading\b"
    r"|\b(?:this\s+)?(?:article|story|content)\s+is\s+(?:only\s+)?(?:available\s+)?(?:for|to"
    r"|exclusive"
    r"\s+to)\s+(?:our\s+)?subscribers|\balready\s+a\s+subscriber\b|\bsubscribers?[- ]only\b"
    r"|\bfree\s+articles?\s+(?:left|remaining|this\s+month)|\bunlock\s+this\s+(?:article|story)",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?(?:p|div|br|a|span|strong|em|img|h[1-6]|li|ul)(?:\s[^<>]*)?/?>", re.I)
_LABEL = re.compile(r"(?m)^[ \t]*(?:Title|TITLE|Headline|HEADLINE)[ \t]*:")
_RULE = re.compile(r"(?m)^[ \t]*_{5,}[ \t]*$")
# UTF-8 that was read as Windows-1252 or Latin-1: marks and dashes, and accented letters.
_TWICE_ENCODED = re.compile(r"â(?:€|\x80)|Ã[\x80-\xbf]")
# Common words of English that are not common words of its neighbors.
_COMMON = frozenset(
    "the of and to that with for said his they their which were been will would have by from this"
    " but he who are its as about after again against because before being between could did does"
    " down during each every few into just many more much never new off only other our out people"
    " should since some still than them there these those through too until very what when where"
    " while why without you your".split()
)
# A quick look for the labels of several articles: the engine finds one letter faster than a word.
_LABELED = re.compile(r":(?:(?<=Title:)|(?<=HEADLINE:))")
_ASKING = ("subscri", "to read", "reading", "unlock", "free article", "full access")
_SHORT = 100
_SAMPLES = (300, 900, 3000)
_FEW = 20
_STUB = 2500
_END = 1000


def text_warnings(text: str, raw: str) -> list[str]:
    """Return the warnings about the wording of one article; *raw* is the page it came from.

    >>> text_warnings("It shut.", "It shut.")
    ['very_short: 2 words']
    """
    if not text or text.isspace():
        return ["empty: the article has no text"]
    found = ["nul_bytes: the text holds NUL characters"] if "\x00" in raw else []
    n_words = len(text.split(None, _SHORT)) if len(text) < 20 * _SHORT else _SHORT
    if n_words < _SHORT:
        found.append(f"very_short: {n_words} words")
    found += _translation(text, raw)
    language = _language(text)
    if language not in ("en", None):
        found.append(f"not_english: the language seems to be {language!r}")
    found += _repetition(text)
    if len(text) < _STUB and _asks_to_pay(raw[-600:]):
        found.append("paywall: the page asks to subscribe or to log in to read on")
    if (_LABELED.search(raw) or ("_" in raw and "_____" in raw)) and _several(raw):
        found.append("several_articles: save each article in a file of its own, or as rows")
    if ("â" in text or "Ã" in text) and (twice := _TWICE_ENCODED.findall(text)):
        found.append(
            f"double_encoded: {twice[0]!r} and the like, {len(twice)} in all, are characters"
            " encoded twice; marks and names so written are missed: read the source as UTF-8"
        )
    if "<" in text and len(_TAG.findall(text)) > 2:
        found.append("html_markup: the text holds HTML tags; give .html files or extracted text")
    return found


def _translation(text: str, raw: str) -> list[str]:
    found = []
    broken = _BROKEN.findall(text) if "<" in text and "<>" in text else []
    notice = _notice(raw[:_END]) or _notice(raw[max(_END, len(raw) - _END) :])
    if broken:
        found.append(f"broken_numerals: digits were lost in {len(broken)} places")
    if notice:
        found.append(f"machine_translated: the page says so ({notice[0]!r})")
    elif broken:
        found.append("machine_translated: likely, since digits were lost as translators lose them")
    return found


def _notice(end: str) -> re.Match[str] | None:
    return _NOTICE.search(end) if "ranslat" in end or "RANSLAT" in end else None


def _asks_to_pay(ending: str) -> bool:
    low = ending.lower()
    return any(word in low for word in _ASKING) and _PAYWALL.search(low) is not None


def _language(text: str) -> str | None:
    """Return the language of a text that does not hold the share of common words English has."""
    # Loading the classifier takes a second; plain English is known by its commonest words.
    for sample in _SAMPLES:
        words = text[:sample].lower().split()
        if sum(map(_COMMON.__contains__, words)) >= 0.1 * len(words):
            return None
        if len(words) < _FEW and not _is_of_another_script(text[:sample]):
            return None
    import py3langid

    language: str = py3langid.classify(text[:1200])[0]
    return language


def _is_of_another_script(text: str) -> bool:
    """Say whether most of 20 letters or more are none that English is written in."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _FEW and 2 * sum(map(str.isascii, letters)) < len(letters)


def _repetition(text: str) -> list[str]:
    long = [line for line in text.split("\n") if len(line) > 60]
    extra = len(long) - len(set(long))
    return [f"repeated_paragraphs: {extra} stand more than once"] if extra else []


def _several(raw: str) -> bool:
    if len(_LABEL.findall(raw)) > 1:
        return True
    return sum(len(part.split()) > 150 for part in _RULE.split(raw)) > 1
