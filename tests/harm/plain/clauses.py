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
AUXILIARIES = BE | HAVE | MODALS
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
LEADS, _THOSE, _OPENS_PART = (
    words_of(kind, wc.SYNTAX) for kind in (wc.LEADS, wc.THOSE, wc.OPENS_PART)
)
_ASKS, _ASIDE, _CAPTIVES = (words_of(kind, wc.ROLES) for kind in (wc.ASKS, wc.ASIDE, wc.CAPTIVE))
_OPENS_CLAUSE = words_of(wc.OPENS_CLAUSE, wc.SYNTAX)
GLUED = frozenset((".", "?", "!"))  # page extractors drop the space between two sentences


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
    if (is_verb(lists, j) and not word.endswith("ing")) or is_complement(lists, j):
        return False
    return word in _STARTS_PHRASE or lists.shape[j] != LOWERCASE or not word.endswith("ly")


def is_complement(lists: TokenLists, j: int) -> bool:
    """Tell the "hostage" of "taken hostage" and "held them hostage" from "hostage Ana Grel"."""
    word, goes_on = lists.words[j], lists.near(j, j + 1) in _STARTS_PHRASE
    alone = not goes_on and lists.shape_near(j, j + 1) != CAPITALIZED
    return word in _CAPTIVES and not word.endswith("s") and alone


def without_clause(lists: TokenLists, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return "two men" for "two men and women", the object before an auxiliary: "were hurt"."""
    if span is None:
        return None
    first, last = span
    after = lists.near(last, last + 1)
    auxiliary = after in (BE | HAVE | MODALS) - {"to"} or after.endswith("n't")
    joints = [j for j in range(first, last + 1) if lists.words[j] == "and"]
    joined = joints and first < joints[-1] < last
    return (first, joints[-1] - 1) if auxiliary and joined and not lists.breaks[last] else span


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
        if word in ("and", "or") and sentence[j + 1] == sentence[i] and _joins_verb(lists, j):
            break
        if word in _ENDS_OBJECT and not _bounds_number(lists, j):
            break
        j += 1
    return (i + 1, j - 1) if j > i + 1 else None


def _joins_verb(lists: TokenLists, j: int) -> bool:
    after = lists.words[j + 1]
    harms = after in harm_words().verbs and after.endswith(("ed", "ing"))
    return harms or is_verb(lists, j + 1)


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
        if not lists.same_sentence(first, last) or lists.words[last] in _ASKS:
            return None
    elif lists.words[last] in _SUBORDINATORS or lists.breaks[last]:
        aside = lists.breaks[last]
        return antecedent(lists, _subject_before_aside(lists, last)) if aside else None
    return antecedent(lists, _phrase_ending_at(lists, last))


def _phrase_ending_at(lists: TokenLists, last: int) -> tuple[int, int] | None:
    words, sentence, breaks = lists.words, lists.sentence, lists.breaks
    j = last
    while j > last - 14 and sentence[last] == sentence[j]:
        word = words[j]
        if word in _SUBORDINATORS or (word in _COMMON_VERBS and lists.near(j, j - 1) != "of"):
            break
        if j < last and breaks[j] and not _goes_back(lists, j):
            break
        j -= 1
    if j == last:
        return None
    if words[last] in SUBJECTS or (words[last] in _THOSE and not _is_part(lists, last)):
        return last, last
    first = _past_clause(lists, j + 1, last)
    gerund = is_verb(lists, first) and words[first].endswith("ing") and breaks[first - 1]
    return first + (gerund and first < last), last


def _goes_back(lists: TokenLists, j: int) -> bool:
    """Tell the mark behind token *j* that a subject goes on before: ", 26," or ", a nurse"."""
    if lists.gap(j) in GLUED or ")" in lists.gap(j):
        return False
    aged = lists.shape[j] == CAPITALIZED and lists.shape[j + 1] == NUMERIC
    aged = aged and lists.gap(j).strip() == "," and lists.breaks[j + 1]
    return aged or lists.words[j + 1] in _OPENS_ASIDE


def _is_part(lists: TokenLists, last: int) -> bool:
    """Tell "twelve of those" from "the families of those"."""
    part = lists.near(last, last - 2) in _OPENS_PART or lists.shape_near(last, last - 2) == NUMERIC
    return lists.near(last, last - 1) == "of" and part


def _past_clause(lists: TokenLists, first: int, last: int) -> int:
    """Begin at "three men" in "one of the two collapsed on Tuesday and three men"."""
    ends = [j for j in range(first, last) if _ends_clause(lists, j)]
    joints = [j for j in range(ends[-1] + 1, last) if lists.words[j] == "and"] if ends else []
    if not joints:
        return first
    beyond = joints[0] + 1
    opens = opens_phrase(lists, beyond) and lists.words[beyond] not in harm_words().verbs
    return beyond if opens else first


def opens_phrase(lists: TokenLists, j: int) -> bool:
    """Tell whether a noun phrase begins at token *j* for sure: "three", "the", "about", "men"."""
    opens = lists.words[j] in _STARTS_PHRASE | _DETERMINERS | _PERSONS
    return (opens or lists.shape[j] == NUMERIC) and not is_verb(lists, j)


def antecedent(lists: TokenLists, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a phrase without a verb whose object it ends with: "accused rebels"."""
    if span is None:
        return None
    verbs = [j for j in range(span[0], span[1]) if is_finite(lists, j)]
    if not verbs or not opens_phrase(lists, verbs[-1] + 1):
        return span
    begin = verbs[-1] + 1
    limit = lists.words[begin] in ("at", "as", "over") and not _bounds_number(lists, begin)
    attribute = _DETERMINERS | _STARTS_PHRASE | _OPENS_SETTING | LEADS
    limit = limit or lists.words[begin - 1] == "to"  # "aged 7 to 12"
    return span if limit or lists.words[begin - 2] in attribute else (begin, span[1])


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
            apart = not {"said", "says"}.isdisjoint(lists.words[j + 1 : last + 1])
            apart = apart or lists.words[j + 1] in _ASIDE
            return (found[0], j if apart else last) if found else None
        j -= 1
    return None


def clause_subject(lists: TokenLists, i: int) -> tuple[int, int] | None:
    """Return the subject of the main clause before token *i*: its first noun phrase."""
    j = before = _before_clause(lists, i)
    relative = lists.same_sentence(i, j) and lists.words[j] in _RELATIVES
    relative = relative and lists.same_sentence(j - 1, j)
    if relative and not is_finite(lists, j - 1) and not _begins_phrase(lists, j):
        if lists.gap(i - 1).strip() != ",":
            return subject_span(lists, j + 1)
        before = _before_clause(lists, j)
    j = before + 1
    while not lists.same_sentence(i, j):
        j += 1
    j = max(j, i - 60)
    j = _past_setting(lists, j, min(j + 9, i) - 1) if j < i else j
    last = j
    while last < i and last < j + 9:
        word = lists.words[last]
        if last > j and (word in _COMMON_VERBS or word in MODALS or word.endswith("ed")):
            break
        if last > j and lists.breaks[last - 1]:
            break
        last += 1
    return (j, last - 1) if last > j else None


def _before_clause(lists: TokenLists, i: int) -> int:
    """Return the last token before *i* that a clause begins behind, else one before the text."""
    ends = _SUBORDINATORS | {"said", "says"}
    return next(
        (j for j in range(i - 1, -1, -1) if lists.words[j] in ends or lists.gap(j) in GLUED), -1
    )


def _begins_phrase(lists: TokenLists, j: int) -> bool:
    """Tell "that the army took" and "which, by then," from "that took"."""
    begins = opens_phrase(lists, j + 1) or lists.shape[j + 1] != LOWERCASE
    return begins or lists.words[j + 1] in SUBJECTS or lists.breaks[j]


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
        if lists.words[first] in _LOOSE | LEADS:
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
