"""What the naming lexicons miss: nouns and appositives around a party's name without an entry."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.harm.word_classes import AUXILIARY, SYNTAX, words_of
from framing.tokens import tokenize

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("head", "appositive")
COLUMNS = ("kind", "side", "wording", "outlet", "count", "n_articles", "example")

_LONGEST_HEAD, _LONGEST_APPOSITIVE = 3, 6
_CLOSED = words_of(AUXILIARY, SYNTAX) | frozenset(
    """a about above across after again against ahead all along also although amid among an and
    any are around as at away back because before behind being below between both but by down
    during each either even ever every few first for from had he her here hers him his how i if in
    inside instead into it its itself just last later least less like many me more most much my
    near never next no nor not now of off often on once one only onto or other our out outside over
    own per rather said same say says second several she since so some soon still such than that
    the their them then there these they this those though through throughout thus till to
    together told too toward towards two under unless until up upon us very was we well went were
    what when where whether which while who whom whose why with within without yet you your
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_SIDE_COMPOUND = re.compile(r"-(?:aligned|allied|backed|based|controlled|held|led|linked|run)$")
_AFTER_COMMA = re.compile(r",\s+")
_NAMES = ("person", "organization", "armed_group", "government", "military")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A wording beside a party's name: offsets into the article, and how it stands there."""

    kind: str
    side: str
    start: int
    end: int


def uncovered_wordings(analysis: Analysis, *, at_least: int = 1) -> pd.DataFrame:
    """Return wordings around the names of parties that no naming entry covers, by outlet.

    A *head* is the noun phrase after a party's demonym or a compound of its name ("Northern
    gunmen", "Northern-backed fighters"); an *appositive* stands after a name between commas ("the
    Front, the country's largest militia,"). One row for each wording and outlet with at least
    *at_least* occurrences, most frequent wordings first: ``kind, side, wording, outlet, count,
    n_articles, example``. Nothing is parsed: read it as a list of places to look at.
    """
    import pandas as pd

    found: dict[tuple[str, str, str, str], Counter[int]] = defaultdict(Counter)
    examples: dict[tuple[str, str, str, str], str] = {}
    hits = _Hits(analysis)
    for number, article in enumerate(analysis.corpus):
        for spot in _spots(article.text, hits, number):
            wording = re.sub(r"\s+", " ", article.text[spot.start : spot.end]).lower()
            key = (spot.kind, spot.side, wording, article.outlet or "")
            found[key][number] += 1
            around = article.text[max(0, spot.start - 60) : spot.end + 40]
            examples.setdefault(key, re.sub(r"\s+", " ", around).strip())
    total: Counter[tuple[str, ...]] = Counter()
    for key, articles in found.items():
        total[key[:3]] += articles.total()
    rows = [
        (*key, articles.total(), len(articles), examples[key])
        for key, articles in found.items()
        if articles.total() >= at_least
    ]
    rows.sort(key=lambda row: (-total[row[:3]], row[:3], -row[4], row[3]))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    text = {name: "string" for name in COLUMNS if name not in ("count", "n_articles")}
    return frame.astype({**text, "count": "int64", "n_articles": "int64"})


class _Hits:
    """The hits of an analysis by article: names of parties, labels, and reporting verbs."""

    def __init__(self, analysis: Analysis) -> None:
        self.parties: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
        self.covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.verbs: dict[int, set[int]] = defaultdict(set)
        self.sides: dict[str, str] = {}
        frame, lexicons = analysis.findings.hits, analysis.lexicons
        columns = (frame[name].tolist() for name in ("article", "start", "end", "entry"))
        for article, start, end, number in zip(*columns, strict=True):
            if number < 0:
                continue
            entry, name = lexicons.entries[number], lexicons.lexicon_of(number).name
            if name == "actors" and entry.side:
                self.parties[article].append((start, end, entry.side, entry.category))
                wording = analysis.corpus[article].text[start:end].lower()
                self.sides.setdefault(wording, entry.side)
            if name in ("actors", "naming", "context"):
                self.covered[article].append((start, end))
            elif name == "reporting_verbs":
                self.verbs[article].add(start)


def _spots(text: str, hits: _Hits, number: int) -> Iterator[_Spot]:
    tokens = tokenize([text])
    words, starts, ends = tokens.words(), tokens.start.tolist(), tokens.end.tolist()
    phrases = _Phrases(text, words, starts, ends, hits.verbs[number])
    covered = hits.covered[number]
    at = {start: i for i, start in enumerate(starts)}
    ending = {end: i for i, end in enumerate(ends)}
    for start, end, side, category in hits.parties[number]:
        last = ending.get(end, ending.get(end + 2))
        if last is None or start not in at:
            continue
        if category == "demonym" and ends[last] == end:
            span = phrases.after(last, _LONGEST_HEAD)
            if span and not _overlaps(covered, *span):
                yield _Spot("head", side, *span)
        elif category in _NAMES:
            span = phrases.appositive(last)
            if span and not _overlaps(covered, *span):
                yield _Spot("appositive", side, *span)
    for i, word in enumerate(words):
        if _SIDE_COMPOUND.search(word):
            name_side = hits.sides.get(word.rsplit("-", 1)[0])
            span = phrases.after(i, _LONGEST_HEAD)
            if name_side and span and not _overlaps(covered, starts[i], span[1]):
                yield _Spot("head", name_side, *span)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The words of one article, and runs of them that look like the inside of a noun phrase."""

    text: str
    words: Sequence[str]
    start: Sequence[int]
    end: Sequence[int]
    verbs: set[int]

    def after(self, i: int, longest: int) -> tuple[int, int] | None:
        """Return the run of up to *longest* words after word *i*, through its first plural."""
        last = i
        while last - i < longest and self._goes_on(last, first=last == i):
            last += 1
            if last > i and _looks_plural(self.words[last]):
                break
        return (self.start[i + 1], self.end[last]) if last > i else None

    def appositive(self, i: int) -> tuple[int, int] | None:
        """Return what stands after word *i* as ", the ..." or ", a ...", without its article."""
        j = i + 1
        if j + 1 >= len(self.words) or self.words[j] not in ("a", "an", "the"):
            return None
        if not _AFTER_COMMA.fullmatch(self.text[self.end[i] : self.start[j]]):
            return None
        return self.after(j, _LONGEST_APPOSITIVE)

    def _goes_on(self, i: int, *, first: bool) -> bool:
        if i + 1 >= len(self.words) or self.text[self.end[i] : self.start[i + 1]] != " ":
            return False
        word = self.words[i + 1]
        looks_verbal = self.start[i + 1] in self.verbs or word.endswith(("ed", "ing", "ly"))
        is_name = self.text[self.start[i + 1]].isupper()
        return (
            word not in _CLOSED and word.isalpha() and not is_name and (first or not looks_verbal)
        )


def _looks_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))


def _overlaps(covered: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < stop and begin < end for begin, stop in covered)
