"""Checking a lexicon: its schema, its sources, and every entry against its own hit and miss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.errors import LexiconError, nearest
from framing.lexicon import OWN, STANCES, Entry, Lexicon
from framing.matching import Matcher, compile_lexicons
from framing.terms.grammar import parse_term
from framing.terms.guards import compile_guard
from framing.tokens import tokenize

_CATEGORY = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line of a lexicon, and what to do about it."""

    path: str
    line: int | None
    term: str | None
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        if not self.term:
            return f"{place}: {self.message}"
        shown = (
            self.term if len(self.term) <= _LONGEST_SHOWN else f"{self.term[:_LONGEST_SHOWN]}..."
        )
        return f"{place}: {shown!r}: {self.message}"


def check_lexicon(lexicon: Lexicon) -> list[Problem]:
    """Return what is wrong with *lexicon*, in order of lines; an empty list if nothing is.

    >>> from framing.lexicon import lexicon_from_terms
    >>> [p.message.split(":")[0] for p in check_lexicon(lexicon_from_terms(["strike"]))]
    ['no source', 'no hit', 'no miss']
    """
    path = lexicon.path or lexicon.key
    problems = [
        Problem(path, entry.line, entry.term, message)
        for entry in lexicon.entries
        for message in (*_entry_problems(entry, lexicon), *_term_problems(entry))
    ]
    problems += [Problem(path, None, None, message) for message in _head_problems(lexicon)]
    problems += [Problem(path, e.line, e.term, m) for e, m in _duplicates(lexicon)]
    if not any(_term_problems(entry) for entry in lexicon.entries):
        problems += [Problem(path, e.line, e.term, m) for e, m in _misfits(lexicon)]
    return sorted(problems, key=lambda p: p.line or 0)


def _head_problems(lexicon: Lexicon) -> Iterator[str]:
    if lexicon.path is None:
        return
    for key in ("about", "version", "licence", "scope"):
        if not getattr(lexicon, key):
            yield f'no {key}: write {key} = "..." at the head of the file'
    used = {name for entry in lexicon.entries for name in entry.source}
    for name, source in lexicon.sources.items():
        if name not in used:
            yield f"source {name!r} is named by no entry: remove it, or name it"
        if not (source.url or source.isbn or source.package):
            yield f"source {name!r} has no url, isbn or package: say where it can be found"
        if not source.read:
            yield f'source {name!r} does not say how it was read: write read = "..."'
    for term in lexicon.about_any:
        try:
            parse_term(term)
        except LexiconError as error:
            yield f"about_any: {error}"


def _entry_problems(entry: Entry, lexicon: Lexicon) -> Iterator[str]:
    if not entry.source:
        yield 'no source: name a key of sources, or write source = "own" with a reason'
    for name in entry.source:
        if name != OWN and name not in lexicon.sources:
            yield f"unknown source {name!r}{nearest(name, lexicon.sources)}"
    if OWN in entry.source and not entry.reason:
        yield 'source = "own" needs a reason = "..."'
    if not _CATEGORY.fullmatch(entry.category):
        yield f"category {entry.category!r}: use lower case letters, digits and underscores"
    elif lexicon.categories and entry.category not in lexicon.categories:
        close = nearest(entry.category, lexicon.categories)
        yield f"unknown category {entry.category!r}{close}: add it to categories"
    if entry.stance is not None and entry.stance not in STANCES:
        yield f"stance {entry.stance!r}: it is one of {', '.join(STANCES)}"
    if entry.stance in ("delegitimizing", "legitimizing") and not any(
        lexicon.sources[name].said_by for name in entry.source if name in lexicon.sources
    ):
        yield f"stance {entry.stance!r} needs a source with said_by; else it is contested"
    for name in entry.referent:
        if name not in lexicon.referents:
            yield f"unknown referent {name!r}{nearest(name, lexicon.referents)}"
    if entry.grade is not None and entry.grade not in (1, 2, 3):
        yield f"grade {entry.grade!r}: it is 1, 2 or 3"
    for key in ("hit", "miss"):
        if not getattr(entry, key):
            yield f"no {key}: give a sentence of your own in which the term must {key}"


def _term_problems(entry: Entry) -> list[str]:
    problems = []
    try:
        parse_term(entry.term)
    except LexiconError as error:
        problems.append(str(error))
    try:
        compile_guard(entry)
    except LexiconError as error:
        problems.append(f"guard: {error}")
    return problems


def _duplicates(lexicon: Lexicon) -> Iterator[tuple[Entry, str]]:
    seen: dict[object, Entry] = {}
    for entry in lexicon.entries:
        try:
            key = (
                parse_term(entry.term),
                entry.case,
                entry.not_before,
                entry.not_after,
                entry.needs,
            )
        except LexiconError:
            continue
        if key in seen:
            yield entry, f"matches the same as line {seen[key].line or '?'} ({seen[key].term!r})"
        seen.setdefault(key, entry)


def _misfits(lexicon: Lexicon) -> Iterator[tuple[Entry, str]]:
    """Yield entries that miss in their hit sentence, or hit in their miss sentence."""
    compiled = compile_lexicons([lexicon], gated=False)
    entries = lexicon.entries
    tokens = tokenize(
        [entry.hit or "" for entry in entries] + [entry.miss or "" for entry in entries]
    )
    matcher = Matcher(compiled, tokens.vocabulary)
    every, final = matcher.match(tokens, overlapping=True), matcher.match(tokens)
    raw = set(zip(every.article.tolist(), every.entry.tolist(), strict=True))
    kept = set(zip(final.article.tolist(), final.entry.tolist(), strict=True))
    winners: dict[int, set[int]] = {}
    for article, number in kept:
        winners.setdefault(article, set()).add(number)
    for number, entry in enumerate(entries):
        if entry.hit and (number, number) not in raw:
            yield entry, f"does not match in its hit {entry.hit!r}: mend the term, guards or hit"
        elif entry.hit and (number, number) not in kept:
            others = ", ".join(
                f"line {entries[n].line or '?'} ({entries[n].term!r})"
                for n in sorted(winners.get(number, ()))
            )
            yield entry, f"is shadowed in its hit by {others}: remove one or change the hit"
        if entry.miss and (number + len(entries), number) in kept:
            yield entry, f"matches in its miss {entry.miss!r}: add a guard or change the miss"
