"""What most outlets report of an event and some do not.

An omission is claimed with care: only where three or more outlets are compared and most of the
others have the item, and never where the outlet has as much as the item's last word or initials.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.alignment.wording import stem
from framing.article import Article
from framing.linkage.background import Background, load_background, term, words

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


def find_entities(articles: Sequence[Article]) -> list[Mention]:
    """Return the names in *articles* of one event, one form for each name across them.

    Names are runs of capitalized words, less titles, weekdays and words capitalized only because
    they begin a sentence. Forms with the same rare last word are one name, called as it is most
    often called in full. Articles without an outlet, and outlets' own names, are left out.
    """
    background = load_background()
    outlets = {term(word) for a in articles for word in (a.outlet or "").split()}
    found: list[tuple[str, str, Article, int, int]] = []
    for article in articles:
        if not article.outlet:
            continue
        for form, start, end in _runs(article, background):
            key = _key(form, background)
            if not set(key.split()) <= outlets:
                found.append((key, form, article, start, end))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for key, form, *_ in found:
        forms[key][form] += 1
    known = {key for key in forms if " " in key}
    initials = {
        "".join(word[0] for word in key.split() if word not in _TITLES): key for key in known
    }
    spoken = {key: _called(counts) for key, counts in forms.items()}
    out = []
    for key, _, article, start, end in found:
        held = initials.get(key.replace(".", ""), key)
        out.append(Mention(spoken[held], "entity", article.outlet or "", article.id, start, end))
    out += _last_words(articles, out)
    return sorted(out, key=lambda m: (m.article, m.start, m.item))


def _last_words(articles: Sequence[Article], found: Sequence[Mention]) -> list[Mention]:
    """Return the last words of names in outlets that have no more of the name than that."""
    having: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for mention in found:
        having[mention.item].add(mention.outlet)
        named[stem(term(mention.item.split()[-1]))].add(mention.item)
    out = []
    for article in articles:
        for match in words(article.text) if article.outlet else ():
            if not match.group()[0].isupper():
                continue
            for item in sorted(named.get(stem(term(match.group())), ())):
                if article.outlet and article.outlet not in having[item]:
                    at = match.span()
                    out.append(Mention(item, "entity", article.outlet, article.id, *at))
    return out


def _runs(article: Article, background: Background) -> list[tuple[str, int, int]]:
    """Return form, start and end of each name in the body; a headline capitalizes anything."""
    text = article.text
    lower = set(re.findall(r"\b[a-z]+\b", text))
    out = []
    for run in _RUN.finditer(text, article.body_start):
        parts = [
            (_POSSESSIVE.sub("", match.group()), run.start() + match.start())
            for match in re.finditer(r"\S+", run.group())
        ]
        titled = [k for k, (word, _) in enumerate(parts) if term(word).strip(".") in _TITLES]
        parts = parts[titled[-1] + 1 :] if titled else parts
        opens = _OPENS.search(text, max(0, run.start() - 4), run.start()) is not None
        while parts and (
            term(parts[0][0]) in _CALENDAR
            or ((opens or len(parts) == 1) and _is_no_name(parts[0][0], lower, background))
        ):
            parts.pop(0)
        if not parts or _PARTY.fullmatch(parts[-1][0]):
            continue
        last, at = parts[-1]
        form = " ".join(word for word, _ in parts)
        if len(form) > 1 and term(last) not in _CALENDAR:
            out.append((form, parts[0][1], at + len(last)))
    return out


def _is_no_name(word: str, lower: set[str], background: Background) -> bool:
    folded = term(word) if word else ""
    bare = folded.strip(".")
    if word.isupper() and len(bare) > 1:
        return False
    return bare in lower or not background.is_name(bare)


def _key(form: str, background: Background) -> str:
    parts = [term(word) for word in form.split()]
    rare = background.document_frequency.get(parts[-1], 0) < _RARE * background.n_documents
    return parts[-1] if rare else " ".join(parts).replace(".", "")


def _called(counts: Counter[str]) -> str:
    """Return the commonest full form; the longer, then the first by alphabet, of equals."""
    full = {form: n for form, n in counts.items() if " " in form} or dict(counts)
    return min(full, key=lambda form: (-full[form], -len(form), form))
