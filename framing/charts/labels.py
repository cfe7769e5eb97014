"""Names that fit on a chart: wrapped, cut, and still told apart where they are cut alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from unicodedata import bidirectional, category, east_asian_width

from framing.report.plain_names import clean

_CUT = "…"


def display_width(text: str) -> int:
    """Return how many Latin letters wide *text* is: Chinese characters take two, accents none.

    >>> display_width("Dispatch"), display_width("晚报")
    (8, 4)
    """
    seen = (c for c in text if category(c) not in ("Mn", "Me", "Cf"))
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in seen)


def fit(text: str, width: int, lines: int = 2) -> str:
    """Return *text* wrapped to *lines* of *width* letters, cut with an ellipsis.

    >>> fit("The Ostermoor Evening Dispatch and Advertiser", 18)
    'The Ostermoor\\nEvening Dispatch …'
    """
    wrapped = _wrap(clean(text), width)
    if len(wrapped) <= lines:
        return "\n".join(wrapped)
    last = wrapped[lines - 1]
    while display_width(last) > width - 2:
        head, space, _ = last.rpartition(" ")
        last = head if space else last[:-1]
    return "\n".join([*wrapped[: lines - 1], f"{last.rstrip()} {_CUT}".lstrip()])


def fit_names(names: Sequence[str], width: int, lines: int = 2) -> list[str]:
    """Return each of *names* as by `fit`; those that would be cut alike keep their ends instead.

    Where the ends are alike as well they are numbered in their order.

    >>> fit_names(["The Calderfield Evening Dispatch", "The Calderfield Evening Post"], 18, 1)
    ['The Calde…Dispatch', 'The Calde…ing Post']
    """
    cut = [fit(name, width, lines) for name in names]
    for end in (_last_words, _last):
        alike = _shared(names, cut)
        pairs = zip(names, cut, strict=True)
        cut = [_keep(end, n, width, lines) if label in alike else label for n, label in pairs]
    alike = _shared(names, cut)
    pairs = zip(names, cut, strict=True)
    return [
        _in_place(_numbered(n, width, lines, names.index(n) + 1) if label in alike else label)
        for n, label in pairs
    ]


def _in_place(label: str) -> str:
    """Return *label* so that what stands beside a right-to-left name stays on its own side."""
    if not any(bidirectional(c) in ("R", "AL") for c in label):
        return label
    return "\n".join(f"\u200e{line}\u200f\u200e" for line in label.split("\n"))


def _shared(names: Sequence[str], cut: Sequence[str]) -> set[str]:
    """Return the labels that stand for more than one name."""
    different = set(zip(cut, names, strict=True))
    return {label for label, n in Counter(label for label, _ in different).items() if n > 1}


def _keep(end: Callable[[str, int], str], name: str, width: int, lines: int) -> str:
    """Return *name* with its middle left out: on one line, or with its *end* on the last."""
    text = clean(name)
    if lines > 1:
        return "\n".join([*_wrap(text, width)[: lines - 1], _CUT + end(text, width - 1)])
    back = (width - 1) // 2
    return f"{_first(text, width - 1 - back)}{_CUT}{end(text, back)}"


def _numbered(name: str, width: int, lines: int, number: int) -> str:
    mark = f" ({number})"
    return fit(name, width - len(mark), lines) + mark


def _first(text: str, width: int) -> str:
    while display_width(text) > width:
        text = text[:-1]
    return text.rstrip()


def _last(text: str, width: int) -> str:
    while display_width(text) > width:
        text = text[1:]
    return text


def _last_words(text: str, width: int) -> str:
    """Return the end of *text* from the beginning of a word, if that leaves most of *width*."""
    end = _last(text, width + 1)
    whole = end.partition(" ")[2]
    return whole if 4 * display_width(whole) >= 3 * width else _last(text, width)


def _wrap(text: str, width: int) -> list[str]:
    """Return *text* in lines no wider than *width*; words that are wider are broken."""
    lines: list[str] = []
    for word in text.split():
        if lines and display_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        while display_width(word) > width:
            head = _first(word, width) or word[0]
            lines.append(head)
            word = word[len(head) :]
        if word:
            lines.append(word)
    return lines
