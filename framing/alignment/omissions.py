"""What most outlets report of an event and some do not.

An omission is claimed with care: only where three or more outlets are compared and most of the
others have the item, and never where the outlet has as much as the item's last word or initials.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from framing.alignment.wording import stem
from framing.article import Article
from framing.linkage.background import Background, load_background, term

FEWEST_OUTLETS = 3

_WORD = r"[A-Z][\w’'-]*(?:\.[A-Z])*"
_RUN = re.compile(rf"{_WORD}(?:(?: | al-| bin | de )(?:{_WORD}))*")
_TITLES = frozenset(
    "mr mrs ms dr sir president vice prime minister foreign defense defence secretary senator"
    " sen rep representative governor gov mayor general gen colonel col king queen prince pope"
    " judge chief former spokesman spokeswoman spokesperson speaker leader of state the a an"
    " chancellor ambassador justice attorney director officer captain sergeant republican"
    " democrat democratic sens reps coordinator adviser advisor chairman chairwoman chair"
    " nominee candidate host".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december jan feb mar apr jun jul aug sept sep"
    " oct nov dec today yesterday tomorrow".split()
)
# A last word this rare in news stands for the whole name ("Blinken"); "House" does not.
_RARE = 0.02
_PART = re.compile(r"\S+")
_SMALL = re.compile(r"[a-z]+")
# A word, as the background counts them, that begins with a capital or with a letter beyond ASCII.
_CAPITAL = re.compile(r"[^\W\d_a-z](?<![^\W\d_].)(?<![^\W\d_]['’].)[^\W\d_]*(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
# A name at the beginning of a sentence may be no name.
_OPENS = re.compile(r"(?:\A|[.!?:\n][\s\"“‘']*|[\"“‘'])\Z")
_PARTY = re.compile(r"[A-Z]-[A-Z]\w*")


@dataclass(frozen=True, slots=True)
class Mention:
    """An ``item`` of some ``kind`` (entity, figure, source, label) in an outlet's article."""

    item: str
    kind: str
    outlet: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Omission:
    """An item that outlets of one event report and others do not.

    ``n_articles`` counts the articles that have it; ``share`` is the share of the event's outlets
    that do, and orders the rows; ``mentions`` is the evidence.
    """

    event: str
    item: str
    kind: str
    reported_by: tuple[str, ...]
    not_reported_by: tuple[str, ...]
    n_articles: int
    share: float
    mentions: tuple[Mention, ...]


def find_omissions(
    mentions: Iterable[Mention], outlets: Iterable[str], *, event: str
) -> list[Omission]:
    """Return the items that more than half of *outlets*, but not all, report; none below three.

    >>> has = [Mention("Lira", "entity", outlet, outlet, 0, 4) for outlet in ("a", "b")]
    >>> row, = find_omissions(has, ["a", "b", "c"], event="e")
    >>> row.item, row.reported_by, row.not_reported_by
    ('Lira', ('a', 'b'), ('c',))
    >>> find_omissions(has, ["a", "b"], event="e")
    []
    """
    all_outlets = sorted(set(outlets))
    if len(all_outlets) < FEWEST_OUTLETS:
        return []
    places: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        places[mention.kind, mention.item].append(mention)
    rows = []
    for (kind, item), found in places.items():
        having = {mention.outlet for mention in found}
        lacking = tuple(outlet for outlet in all_outlets if outlet not in having)
        if not lacking or 2 * len(having) <= len(all_outlets):
            continue
        rows.append(
            Omission(
                event,
                item,
                kind,
                tuple(sorted(having)),
                lacking,
                len({mention.article for mention in found}),
                len(having) / len(all_outlets),
                tuple(sorted(found, key=lambda m: (m.outlet, m.article, m.start))),
            )
        )
    rows = [row for row in rows if not any(_is_part(row, other) for other in rows)]
    return sorted(rows, key=lambda row: (-row.share, -row.n_articles, row.kind, row.item))


def _is_part(row: Omission, other: Omission) -> bool:
    """Say whether *other* is the same omission under a longer name."""
    same = (row.kind, row.not_reported_by) == (other.kind, other.not_reported_by)
    return same and set(row.item.split()) < set(other.item.split())


def find_entities(
    articles: Sequence[Article], outlets: Sequence[str | None] | None = None
) -> list[Mention]:
    """Return the names in *articles* of one event, one form for each name across them.

    Names are runs of capitalized words, less titles, weekdays and words capitalized only because
    they begin a sentence. Forms with the same rare last word are one name, called as it is most
    often called in full. Articles without an outlet, and outlets' own names, are left out.
    *outlets* are those under which the articles are compared, their own unless given.
    """
    background = load_background()
    compared = [a.outlet for a in articles] if outlets is None else list(outlets)
    own_names = {
        term(w) for name in (*compared, *(a.outlet for a in articles)) if name for w in name.split()
    }
    known = [
        (article, outlet) for article, outlet in zip(articles, compared, strict=True) if outlet
    ]
    found = [
        (_key(form, background), form, article, outlet, start, end)
        for article, outlet in known
        for form, start, end in _runs(article, background)
    ]
    found = [row for row in found if not set(row[0].split()) <= own_names]
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for key, form, *_ in found:
        forms[key][form] += 1
    initials = {
        "".join(word[0] for word in key.split() if word not in _TITLES): key
        for key in forms
        if " " in key
    }
    spoken = {key: _called(counts) for key, counts in forms.items()}
    out = []
    for key, _, article, outlet, start, end in found:
        held = initials.get(key.replace(".", ""), key)
        out.append(Mention(spoken[held], "entity", outlet, article.id, start, end))
    out += _last_words(known, out)
    return sorted(out, key=lambda m: (m.article, m.start, m.item))


def _last_words(articles: Sequence[tuple[Article, str]], found: Sequence[Mention]) -> list[Mention]:
    """Return the last words of names in outlets that have no more of the name than that."""
    having: dict[str, set[str]] = defaultdict(set)
    for mention in found:
        having[mention.item].add(mention.outlet)
    named: dict[str, list[str]] = defaultdict(list)
    for item in sorted(having):
        named[_stem_of(item.split()[-1])].append(item)
    out = []
    for article, outlet in articles:
        for match in _CAPITAL.finditer(article.text):
            for item in named.get(_stem_of(match.group()), ()):
                if outlet not in having[item] and match.group()[0].isupper():
                    out.append(Mention(item, "entity", outlet, article.id, *match.span()))
    return out


@lru_cache(maxsize=1 << 16)
def _stem_of(word: str) -> str:
    return stem(term(word))


def _runs(article: Article, background: Background) -> list[tuple[str, int, int]]:
    """Return form, start and end of each name in the body; a headline capitalizes anything."""
    text = article.text
    out = []
    for run in _RUN.finditer(text, article.body_start):
        begin, said = run.start(), run.group()
        parts = _parts(said)
        opens = _OPENS.search(text, max(0, begin - 4), begin) is not None
        first = 0
        while first < len(parts) and (
            term(parts[first][0]) in _CALENDAR
            or (
                (opens or first == len(parts) - 1)
                and _is_no_name(parts[first][0], text, background)
            )
        ):
            first += 1
        if first == len(parts) or _PARTY.fullmatch(parts[-1][0]):
            continue
        last, at = parts[-1]
        form = " ".join([word for word, _ in parts[first:]])
        if len(form) > 1 and term(last) not in _CALENDAR:
            out.append((form, begin + parts[first][1], begin + at + len(last)))
    return out


@lru_cache(maxsize=1 << 16)
def _parts(run: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a run of capitals after its last title, and where they begin."""
    parts = [(_POSSESSIVE.sub("", match.group()), match.start()) for match in _PART.finditer(run)]
    titled = [k for k, (word, _) in enumerate(parts) if term(word).strip(".") in _TITLES]
    return tuple(parts[titled[-1] + 1 :] if titled else parts)


def _is_no_name(word: str, text: str, background: Background) -> bool:
    folded = term(word) if word else ""
    bare = folded.strip(".")
    if word.isupper() and len(bare) > 1:
        return False
    return _is_written_small(bare, text) or not background.is_name(bare)


def _is_written_small(word: str, text: str) -> bool:
    """Say whether the lower-case *word* is a word of *text*."""
    if not _SMALL.fullmatch(word):
        return False
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _joins(text[at - 1 : at]) and not _joins(text[end : end + 1]):
            return True
        at = text.find(word, end)
    return False


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"


def _key(form: str, background: Background) -> str:
    parts = [term(word) for word in form.split()]
    rare = background.document_frequency.get(parts[-1], 0) < _RARE * background.n_documents
    return parts[-1] if rare else " ".join(parts).replace(".", "")


def _called(counts: Counter[str]) -> str:
    """Return the commonest full form; the longer, then the first by alphabet, of equals."""
    full = {form: n for form, n in counts.items() if " " in form} or dict(counts)
    return min(full, key=lambda form: (-full[form], -len(form), form))
