"""Noun phrases around a verb, by closed word classes and marks: no parser."""

from __future__ import annotations

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.harm.words import harm_words
from framing.numerals.word_classes import MONTHS, WEEKDAYS
from framing.text.token_lists import TokenLists
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC

BE = words_of(wc.BE, wc.SYNTAX)
HAVE = words_of(wc.HAVE, wc.SYNTAX)
MODALS = words_of(wc.MODAL, wc.SYNTAX)
_ADVERBS = words_of(wc.ADVERB, wc.SYNTAX)
_SUBORDINATORS = words_of(wc.SUBORDINATOR, wc.SYNTAX)
_STARTS_PHRASE = words_of(wc.OPENS_OBJECT, wc.SYNTAX)
_AFTER_PASSIVE = words_of(wc.NO_OBJECT, wc.SYNTAX)
_ENDS_OBJECT = words_of(wc.ENDS_OBJECT, wc.SYNTAX)
_NOT_VERBS = words_of(wc.NOT_VERB, wc.SYNTAX)
_OPENS_ASIDE = words_of(wc.OPENS_ASIDE, wc.SYNTAX)
_COMMON_VERBS = words_of(wc.COMMON_VERB, wc.SYNTAX)
_FREQUENT_VERBS = _COMMON_VERBS | BE | HAVE | MODALS

_LOOSE = words_of(wc.LOOSE, wc.SYNTAX)
DATES = MONTHS | WEEKDAYS
_CLOCK = words_of(wc.CLOCK, wc.SYNTAX)
_BEFORE_DATE = words_of(wc.BEFORE_DATE, wc.SYNTAX)
_OPENS_DATE = _BEFORE_DATE | DATES
_YEAR = 4
_PERSONS = words_of(wc.PERSON, wc.ROLES)
SUBJECTS = words_of(wc.SUBJECT, wc.SYNTAX)
_OPENS_SETTING = words_of(wc.OPENS_SETTING, wc.SYNTAX)
_DETERMINERS = words_of(wc.DETERMINER, wc.SYNTAX)
_RELATIVES = words_of(wc.RELATIVE, wc.SYNTAX)
_OPENS_CLAUSE = words_of(wc.OPENS_CLAUSE, wc.SYNTAX)
_GLUED = frozenset((".", "?", "!"))  # page extractors drop the space between two sentences


def verb_group(lists: TokenLists, i: int) -> tuple[int, str]:
    """Return the first token of the verb group that ends at *i*, and its auxiliary.

    The auxiliary is ``be``, ``have``, ``modal`` or an empty string.
    """
    words, sentence, breaks = lists.words, lists.sentence, lists.breaks
    first, auxiliary, j = i, "", i - 1
    while i - j <= 6 and sentence[i] == sentence[j] and not breaks[j]:
        word = words[j]
        if word in BE:
            auxiliary = auxiliary or "be"
        elif word in HAVE:
            auxiliary = auxiliary or "have"
        elif word in MODALS or word.endswith("n't"):
            auxiliary = auxiliary or "modal"
        elif word in _ADVERBS or word.endswith("ly"):
            j -= 1
            continue
        else:
            break
        first, j = j, j - 1
    return first, auxiliary


def starts_object(lists: TokenLists, i: int) -> bool:
    """Tell whether a noun phrase (an object) begins right after token *i*."""
    j = i + 1
    if not lists.same_sentence(i, j) or lists.breaks[i]:
        return lists.same_sentence(i, j) and lists.gap(i).strip() in ("“", '"')
    word, after = lists.words[j], lists.near(j, j + 1)
    if word in ("at", "as", "up", "over", "about", "around"):
        return after in ("least", "many", "to", "most", "a", "an") or (
            lists.shape_near(j, j + 1) == NUMERIC
        )
    if word in ("this", "that", "these", "last", "so"):
        return word == "these"
    if word in _AFTER_PASSIVE or word in ("and", "or", "but", "to", "of"):
        return False
    if is_verb(lists, j) and not word.endswith("ing"):
        return False
    return word in _STARTS_PHRASE or lists.shape[j] != LOWERCASE or not word.endswith("ly")


def object_span(lists: TokenLists, i: int) -> tuple[int, int] | None:
    """Return the noun phrase after token *i* as (first, last), or None."""
    words, sentence, breaks = lists.words, lists.sentence, lists.breaks
    j = i + 1
    while sentence[j] == sentence[i] and j <= i + 14:
        word = words[j]
        if j > i + 1:
            if breaks[j - 1] and not _continues(lists, j, lists.gap(j - 1)):
                break
            if is_verb(lists, j) and not word.endswith("ing"):
                break
        if word in ("and", "or") and sentence[j + 1] == sentence[i] and is_verb(lists, j + 1):
            break
        if word in _ENDS_OBJECT and not _bounds_number(lists, j):
            break
        j += 1
    return (i + 1, j - 1) if j > i + 1 else None


def _bounds_number(lists: TokenLists, j: int) -> bool:
    """Tell "at least", "as many as" and "over 40", which end no phrase."""
    word, after = lists.words[j], lists.near(j, j + 1)
    if word in ("at", "as", "over") and after in ("least", "many", "most"):
        return True
    if word == "as":
        return lists.near(j, j - 1) == "many"
    return word == "over" and lists.shape_near(j, j + 1) == NUMERIC


def is_verb(lists: TokenLists, j: int) -> bool:
    """Tell whether the word at *j* looks like a verb: a frequent one, or a lower-case "-ed"."""
    word = lists.words[j]
    if word in _FREQUENT_VERBS:
        return True
    return word.endswith(("ed", "ing")) and word not in _NOT_VERBS and lists.shape[j] == LOWERCASE


def is_finite(lists: TokenLists, j: int) -> bool:
    """Tell a word that looks like a verb and ends not in "-ing"."""
    return is_verb(lists, j) and not lists.words[j].endswith("ing")


def _continues(lists: TokenLists, j: int, gap: str) -> bool:
    """Tell whether the phrase goes on after a comma: "12 people, including three children"."""
    if gap.strip() != ",":
        return False
    return lists.words[j] in ("including", "among", "mostly", "many", "most") or (
        lists.shape[j] == NUMERIC and lists.shape_near(j, j - 1) == CAPITALIZED
    )


def subject_span(lists: TokenLists, first: int) -> tuple[int, int] | None:
    """Return the noun phrase before token *first* (a verb group), or None.

    A relative pronoun stands for the phrase before it; asides between commas are passed over.
    """
    last = first - 1
    if not lists.same_sentence(first, last):
        return None
    if lists.words[last] in ("who", "that", "which", "whom"):
        last -= 1
        if not lists.same_sentence(first, last):
            return None
        return antecedent(lists, _phrase_ending_at(lists, last))
    elif lists.words[last] in _SUBORDINATORS or lists.breaks[last]:
        return _subject_before_aside(lists, last) if lists.breaks[last] else None
    return _phrase_ending_at(lists, last)


def _phrase_ending_at(lists: TokenLists, last: int) -> tuple[int, int] | None:
    words, sentence, breaks = lists.words, lists.sentence, lists.breaks
    j = last
    while j > last - 14 and sentence[last] == sentence[j]:
        word = words[j]
        if word in _SUBORDINATORS or (word in _COMMON_VERBS and lists.near(j, j - 1) != "of"):
            break
        if j < last and breaks[j] and words[j + 1] not in _OPENS_ASIDE:
            break
        j -= 1
    if j == last:
        return None
    first = last if words[last] in SUBJECTS else _past_clause(lists, j + 1, last)
    return first, last


def _past_clause(lists: TokenLists, first: int, last: int) -> int:
    """Begin at "three men" in "one of the two collapsed on Tuesday and three men"."""
    ends = [j for j in range(first, last) if _ends_clause(lists, j)]
    joints = [j for j in range(ends[-1] + 1, last) if lists.words[j] == "and"] if ends else []
    if not joints:
        return first
    beyond = joints[0] + 1
    opens = _opens_phrase(lists, beyond) and lists.words[beyond] not in harm_words().verbs
    return beyond if opens else first


def _opens_phrase(lists: TokenLists, j: int) -> bool:
    """Tell whether a noun phrase begins at token *j* for sure: "three", "the", "about", "men"."""
    opens = lists.words[j] in _STARTS_PHRASE | _DETERMINERS | _PERSONS
    return (opens or lists.shape[j] == NUMERIC) and not is_verb(lists, j)


def antecedent(lists: TokenLists, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a phrase without a verb whose object it ends with: "accused rebels"."""
    if span is None:
        return None
    verbs = [j for j in range(span[0], span[1]) if is_finite(lists, j)]
    is_object = verbs and _opens_phrase(lists, verbs[-1] + 1)
    return (verbs[-1] + 1 if is_object else span[0], span[1])


def _ends_clause(lists: TokenLists, j: int) -> bool:
    if lists.words[j] == "dead":
        return True
    finite = is_verb(lists, j) and not lists.words[j].endswith("ing")
    after = lists.near(j, j + 1)
    if after == "and" and lists.words[j] in harm_words().verbs:
        return True
    return finite and after in (_AFTER_PASSIVE | _DETERMINERS) - {"by", "and", "or"}


def _subject_before_aside(lists: TokenLists, last: int) -> tuple[int, int] | None:
    """Pass over ", 26," or ", including five children," to the noun phrase before it."""
    j = last
    while j > last - 12 and lists.same_sentence(last, j):
        if j < last and lists.breaks[j]:
            found = _phrase_ending_at(lists, j)
            says = not {"said", "says"}.isdisjoint(lists.words[j + 1 : last + 1])
            return (found[0], j if says else last) if found else None
        j -= 1
    return None


def clause_subject(lists: TokenLists, i: int) -> tuple[int, int] | None:
    """Return the subject of the main clause before token *i*: its first noun phrase."""
    j = i
    while lists.same_sentence(i, j - 1) and i - j < 60:
        if lists.words[j - 1] in _SUBORDINATORS or lists.words[j - 1] in ("said", "says"):
            break
        if lists.gap(j - 1) in _GLUED:
            break
        j -= 1
    last = j
    while last < i and last < j + 9:
        word = lists.words[last]
        if last > j and (word in _COMMON_VERBS or word in MODALS or word.endswith("ed")):
            break
        if last > j and lists.breaks[last - 1]:
            break
        last += 1
    return (j, last - 1) if last > j else None


def phrase_after(lists: TokenLists, i: int, words: frozenset[str], reach: int) -> int | None:
    """Return the first token after *i* that is one of *words*, in the same clause, or None."""
    sentence, breaks = lists.sentence, lists.breaks
    for j in range(i + 1, i + 1 + reach):
        if sentence[i] != sentence[j] or breaks[j - 1]:
            return None
        word = lists.words[j]
        if word in words:
            return j
        if word in _OPENS_CLAUSE:
            return None
    return None


def without_setting(lists: TokenLists, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a noun phrase without what only sets the scene or joins it to another clause.

    That is dates before it ("In 2026 the army": "the army"), "then", "and" or "or" at its ends.
    """
    if span is None:
        return None
    first, last = _past_setting(lists, *span), span[1]
    while first < last:
        if lists.words[first] in _LOOSE:
            first += 1
            continue
        after_date = _after_date(lists, first, last)
        if after_date == first or after_date > last:
            break
        first = after_date
    while last > first and lists.words[last] in _LOOSE | _RELATIVES:
        last -= 1
    return first, last


def _past_setting(lists: TokenLists, first: int, last: int) -> int:
    """Return where a phrase begins that a preposition opens, after the first comma within it."""
    if lists.words[first] not in _OPENS_SETTING or _bounds_number(lists, first):
        return first
    mark = next((j for j in range(first, last) if lists.breaks[j]), None)
    return first if mark is None or lists.gap(mark).strip() != "," else mark + 1


def _after_date(lists: TokenLists, j: int, last: int) -> int:
    """Return the token after the date or time that begins at *j*, or *j* for none."""
    if lists.words[j] not in _OPENS_DATE:
        return j
    at = j + (lists.words[j] in _BEFORE_DATE)
    numeric = [lists.shape_near(j, k) == NUMERIC for k in (at, at + 1)]
    if at > last:
        return j
    if lists.words[at] in DATES:
        return at + 1 + (numeric[1] and at < last and lists.words[at] in MONTHS)
    if at == j or not numeric[0]:
        return j
    year = lists.words[j] in ("in", "since", "by") and len(lists.words[at]) == _YEAR
    if lists.words[j] == "at" or year:
        return at + 1 + (lists.near(j, at + 1) in _CLOCK)
    return j
