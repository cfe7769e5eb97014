"""An article's text as HTML: findings marked by kind, voices told apart, text always escaped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its class on the page, its name in the legend and what it marks."""

    code: str
    name: str
    about: str


KINDS: tuple[Kind, ...] = (
    Kind("kn", "label", "a name chosen for a person, group, place or act"),
    Kind("kd", "reporting word", "a word that reports speech with a stance: doubt, support, force"),
    Kind("ks", "scare quote", "marks around a word that quote nobody"),
    Kind("kl", "loaded word", "evaluation, strong emphasis, euphemism"),
    Kind("kh", "hedge or unnamed source", "words that leave open how sure, or who said it"),
    Kind("kx", "harm", "people killed, hurt, held or driven out"),
    Kind("kf", "figure", "a number and what it counts"),
    Kind("kc", "source", "who is cited"),
)
QUOTED, ATTRIBUTED = "vq", "va"


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding to be marked: offsets into the text, the code of its kind, and a note."""

    start: int
    end: int
    kind: str
    note: str = ""


def highlight(
    text: str,
    marks: Sequence[Mark],
    *,
    voices: Iterable[tuple[int, int, str]] = (),
    anchors: Collection[int] = (),
    prefix: str = "",
) -> Markup:
    """Return *text* as paragraphs of HTML with *marks*.

    *voices* are (start, end, class) of stretches that are not the outlet's own. Each offset in
    *anchors* gets the id ``prefix + offset``. Overlapping marks share their stretch. Nothing in
    *text* or in a note can become markup.

    >>> highlight("A <b> claim.", [Mark(6, 11, "kd", "doubt")])
    Markup('<p>A &lt;b&gt; <mark class="kd" title="doubt">claim</mark>.</p>\\n')
    """
    stretches = sorted(voices)
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    wanted = sorted(set(anchors))
    parts: list[Markup] = []
    for start, end in _paragraphs(text):
        inside = [v for v in stretches if v[0] < end and v[1] > start]
        parts.append(Markup("<p>"))
        at = start
        for first, last, css in inside:
            first, last = max(first, at), min(last, end)
            if first >= last:
                continue
            parts.append(_segments(text, at, first, ordered, wanted, prefix))
            parts.append(Markup('<span class="{}">').format(css))
            parts.append(_segments(text, first, last, ordered, wanted, prefix))
            parts.append(Markup("</span>"))
            at = last
        parts.append(_segments(text, at, end, ordered, wanted, prefix))
        parts.append(Markup("</p>\n"))
    return Markup("").join(parts)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the lines of *text* that hold anything."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            found.append((start, start + len(stripped)))
        at += len(line)
    return found


def _segments(
    text: str, start: int, end: int, marks: Sequence[Mark], anchors: Sequence[int], prefix: str
) -> Markup:
    """Return ``text[start:end]`` cut wherever a mark begins or ends or an anchor stands."""
    if start >= end:
        return Markup("")
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    here = anchors[bisect_left(anchors, start) : bisect_left(anchors, end)]
    cuts = {start, end, *here}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    places = sorted(cuts)
    parts = []
    for first, last in pairwise(places):
        over = [mark for mark in inside if mark.start < last and mark.end > first]
        words = escape(text[first:last])
        name = Markup(' id="{}{}"').format(prefix, first) if first in here else Markup("")
        if over:
            kinds = " ".join(sorted({mark.kind for mark in over}))
            notes = "; ".join(dict.fromkeys(mark.note for mark in over if mark.note))
            title = Markup(' title="{}"').format(notes) if notes else Markup("")
            parts.append(Markup('<mark class="{}"{}{}>{}</mark>').format(kinds, name, title, words))
        elif name:
            parts.append(Markup("<span{}>{}</span>").format(name, words))
        else:
            parts.append(words)
    return Markup("").join(parts)


def mark_spans(
    text: str,
    start: int,
    end: int,
    spans: Collection[tuple[int, int]],
    weak: Collection[tuple[int, int]] = (),
) -> Markup:
    """Return ``text[start:end]`` on one line with *spans* (offsets into *text*) marked.

    What lies in *weak* and not in *spans* is marked faintly.

    >>> mark_spans("Nine died, he said.", 0, 19, [(0, 4)], [(0, 9)])
    Markup('<mark class="only">Nine</mark><span class="less"> died</span>, he said.')
    """
    cuts = {start, end, *(max(start, min(at, end)) for span in (*spans, *weak) for at in span)}
    pieces = [
        (2 if _covered(first, spans) else 1 if _covered(first, weak) else 0, text[first:last])
        for first, last in pairwise(sorted(cuts))
    ]
    return Markup("").join(
        _STRENGTHS[strength].format(_line("".join(words for _, words in run)))
        for strength, run in groupby(pieces, key=itemgetter(0))
    )


_STRENGTHS = (
    Markup("{}"),
    Markup('<span class="less">{}</span>'),
    Markup('<mark class="only">{}</mark>'),
)


def _covered(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= at < last for first, last in spans)


def _line(text: str) -> str:
    return text.replace("\n", " ")
