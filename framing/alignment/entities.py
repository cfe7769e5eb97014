"""The names in articles of each event, one form for each name, and who else is meant by them.

Names are runs of capitalized words, less titles, weekdays and words capitalized only because they
begin a sentence. Outlets that have no more of a name than its last word, its country's people
or its holder's office have the name all the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from framing.alignment.name_forms import one_name, root
from framing.alignment.name_parts import RUN, is_calendar_or_number, name_parts
from framing.alignment.omissions import Mention
from framing.article import Article
from framing.linkage.background import load_background, term
from framing.linkage.word_columns import SMALL, WordColumns, find_words

# A name at the beginning of a sentence may be no name.
_OPENS = re.compile(r"(?:\A|[.!?:\n][\s\"“‘']*|[\"“‘'])\Z")
# Where a report was written is no part of what it tells: "LIRA (RNS) — ", "LIRA, Korvat - ".
_DATELINE = re.compile(
    r"^[A-Z][A-Z.’' -]+[A-Z](?:, [A-Z][\w. ]{1,24})?\s?(?:\([^()\n]{1,40}\)\s?)?[―—–-]+\s", re.M
)
_OPENING = 400  # characters of a body in which its dateline stands
# They say where the place before them lies: "Lira, Fla."
_STATES = frozenset(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb"
    " Nev Okla Ore Pa Tenn Va Vt Wash Wis Wyo".split()
)
_PARTY = re.compile(r"[A-Z]-[A-Z]\w*")
_HEADS = frozenset("president premier minister chancellor pope king queen governor mayor".split())
_OFFICE = re.compile(
    r"\b((?:(?:vice|prime|foreign|defen[cs]e|interior|finance|justice)[ -])?\w+)(?:['’]s?)?\Z",
    re.IGNORECASE,
)
_LONGEST_RANK = len("interior ")

Name = tuple[int, str, int, int]  # article, form, start and end


def find_entities(
    articles: Sequence[Article], outlets: Sequence[str], events: Sequence[int]
) -> list[list[Mention]]:
    """Return the names in *articles* of each event, in order of article and place.

    *outlets* are those under which the articles are compared, and *events* number their events
    from 0. Outlets' own names are left out.

    >>> texts = ["Governor Ana Bresk left Lira.", "Bresk left.", "The governor left."]
    >>> articles = [Article(id=name, outlet=name, text=t) for name, t in zip("PQR", texts)]
    >>> [(m.item, m.outlet) for m in find_entities(articles, "PQR", [0, 0, 0])[0]]
    [('Ana Bresk', 'P'), ('Lira', 'P'), ('Ana Bresk', 'Q'), ('Ana Bresk', 'R')]
    """
    words = find_words([article.text for article in articles])
    names = list(_names(articles, events, _written_small(words, events)))
    own = {
        root(w) for a, o in zip(articles, outlets, strict=True) for w in f"{a.outlet} {o}".split()
    }
    names = [name for name in names if not {root(word) for word in name[1].split()} <= own]
    forms: dict[int, Counter[str]] = defaultdict(Counter)
    for n, form, *_ in names:
        forms[events[n]][form] += 1
    item_of = {event: one_name(counts) for event, counts in forms.items()}
    found: list[list[Mention]] = [[] for _ in range(max(events, default=-1) + 1)]
    for n, form, start, end in names:
        item = item_of[events[n]][form]
        found[events[n]].append(_mention(item, articles, outlets, n, start, end))
    having = {
        (event, mention.item, mention.outlet)
        for event, mentions in enumerate(found)
        for mention in mentions
    }
    for n, item, start, end in (
        *_last_words(words, found, events),
        *_offices(articles, words, events, names, item_of),
    ):
        if (events[n], item, outlets[n]) not in having:
            found[events[n]].append(_mention(item, articles, outlets, n, start, end))
    return [sorted(mentions, key=lambda m: (m.article, m.start, m.item)) for mentions in found]


def _mention(
    item: str, articles: Sequence[Article], outlets: Sequence[str], n: int, start: int, end: int
) -> Mention:
    return Mention(item, "entity", outlets[n], articles[n].id, start, end)


def _written_small(words: WordColumns, events: Sequence[int]) -> Callable[[int, str], bool]:
    """Return what says whether an event's articles write a word without a capital."""
    small = np.zeros((max(events, default=-1) + 1, len(words.vocabulary)), np.bool_)
    chosen = words.case == SMALL
    small[np.array(events, np.int64)[words.text[chosen]], words.type_id[chosen]] = True
    number = {word: n for n, word in enumerate(words.vocabulary.types)}

    def is_small(event: int, word: str) -> bool:
        return word in number and bool(small[event, number[word]])

    return is_small


def _names(
    articles: Sequence[Article], events: Sequence[int], is_small: Callable[[int, str], bool]
) -> Iterator[Name]:
    """Yield each name in the bodies; a headline capitalizes anything."""
    known: dict[tuple[int, str, bool], tuple[str, int, int] | None] = {}
    for n, article in enumerate(articles):
        text, event = article.text, events[n]
        dateline = _dateline(article)
        for run in RUN.finditer(text, article.body_start):
            begin = run.start()
            if begin in dateline or (run.group() in _STATES and text.startswith(".", run.end())):
                continue
            key = (event, run.group(), _opens(text, begin))
            if key not in known:
                known[key] = _name_in(*key, is_small)
            if (name := known[key]) is not None:
                form, start, end = name
                yield n, form, begin + start, begin + end


def _dateline(article: Article) -> range:
    """Return where the article says from where it was written, an empty range without."""
    begin = article.body_start
    found = _DATELINE.search(article.text, begin, begin + _OPENING)
    return range(*found.span()) if found else range(0)


def _opens(text: str, begin: int) -> bool:
    """Tell whether a sentence, a quotation or a line begins at *begin*."""
    if text[begin - 1 : begin] == " " and text[begin - 2 : begin - 1].isalnum():
        return False
    return _OPENS.search(text, max(0, begin - 4), begin) is not None


def _name_in(
    event: int, run: str, opens: bool, is_small: Callable[[int, str], bool]
) -> tuple[str, int, int] | None:
    """Return form, start and end of the name in a run of capitals, or None."""
    parts = name_parts(run)
    last = len(parts) - 1
    first = 0
    while first <= last and (
        is_calendar_or_number(parts[first][0])
        or ((opens or first == last) and _is_no_name(parts[first][0], event, is_small))
    ):
        first += 1
    if first > last or _PARTY.fullmatch(parts[last][0]) or is_calendar_or_number(parts[last][0]):
        return None
    form = " ".join([word for word, _ in parts[first:]])
    return (form, parts[first][1], parts[last][1] + len(parts[last][0])) if form[1:] else None


def _is_no_name(word: str, event: int, is_small: Callable[[int, str], bool]) -> bool:
    bare = term(word).strip(".") if word else ""
    if word.isupper() and len(bare) > 1:
        return False
    return is_small(event, bare) or not load_background().is_name(bare)


def _last_words(
    words: WordColumns, found: Sequence[Sequence[Mention]], events: Sequence[int]
) -> Iterator[Name]:
    """Yield the capitalized words that are as much as the last word of an event's name."""
    named: dict[tuple[int, str], set[str]] = defaultdict(set)
    for event, mentions in enumerate(found):
        for item in {mention.item for mention in mentions}:
            named[event, root(item.split()[-1])].add(item)
    wanted = {name for _, name in named}
    surfaces, surface = words.surfaces()
    roots = [root(word) if word[0].isupper() else "" for word in surfaces]
    chosen = np.array([name in wanted for name in roots], np.bool_)
    at = np.flatnonzero(chosen[surface])
    article = words.text[at]
    shift = words.text_start[article]
    columns = (article, surface[at], words.start[at] - shift, words.end[at] - shift)
    for n, k, start, end in zip(*(column.tolist() for column in columns), strict=True):
        for item in sorted(named.get((events[n], roots[k]), ())):
            yield n, item, start, end


def _offices(
    articles: Sequence[Article],
    words: WordColumns,
    events: Sequence[int],
    names: Sequence[Name],
    item_of: dict[int, dict[str, str]],
) -> Iterator[Name]:
    """Yield the offices that stand for the one name of an event that is given with them."""
    named = {(n, start): item_of[events[n]][form] for n, form, start, _ in names}
    holders: dict[tuple[int, str], set[str]] = defaultdict(set)
    alone: list[tuple[int, str, int, int]] = []
    surfaces, surface = words.surfaces()
    at = np.flatnonzero(np.array([term(word) in _HEADS for word in surfaces], np.bool_)[surface])
    article = words.text[at]
    shift = words.text_start[article]
    columns = (article, words.start[at] - shift, words.end[at] - shift)
    for n, start, end in zip(*(column.tolist() for column in columns), strict=True):
        text = articles[n].text
        office = _OFFICE.search(text, max(0, start - _LONGEST_RANK), end)
        if office is None:
            continue
        held = office[1].lower().replace("-", " ").replace("defence", "defense")
        if (n, end + 1) in named:
            holders[events[n], held].add(named[n, end + 1])
        elif not text[end + 1 : end + 2].isupper():
            alone.append((n, held, *office.span(1)))
    for n, held, start, end in alone:
        items = holders.get((events[n], held), ())
        if len(items) == 1:
            yield n, next(iter(items)), start, end
