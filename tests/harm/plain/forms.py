"""How one harm word is used: as verb, noun or "dead", in which form, by whom and to whom."""

from __future__ import annotations

from dataclasses import replace

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.harm.words import (
    ADJECTIVE,
    BASE,
    GERUND,
    PARTICIPLE,
    PAST,
    THIRD,
    HarmWord,
    harm_words,
)
from framing.numerals.numbers import CARDINAL, read_number_word
from framing.text.token_lists import TokenLists
from framing.tokens import CAPITALIZED, LOWERCASE
from tests.harm.plain import clauses
from tests.harm.plain.agents import agent_after, means_after, split_attack, target_of
from tests.harm.plain.mention import Mention, Span, certainty_of
from tests.harm.plain.nouns import BY, DETERMINERS, is_demonym, read_dead, read_noun
from tests.harm.plain.subjects import agent_before
from tests.harm.plain.victims import is_home, is_person

BEFORE_ATTRIBUTE = words_of(wc.BEFORE_ATTRIBUTE, wc.ROLES)
_PRONOUNS = words_of(wc.PRONOUN, wc.ROLES)
_PLURALS = words_of(wc.NOT_SINGULAR, wc.ROLES)
CAPTIVES = words_of(wc.CAPTIVE, wc.ROLES)
_ARTICLES = frozenset(("the", "a", "an"))
_RELATIVES = words_of(wc.OBJECT_RELATIVE, wc.ROLES)
_PERSONS = words_of(wc.PERSON, wc.ROLES)
_HOMES = words_of(wc.HOME, wc.ROLES)
_IDEAS = words_of(wc.IDEA, wc.ROLES)
_MAY_BE_VERBAL = frozenset(("attacked", "attack", "assaulted", "assault", "targeted"))
_MAY_END_IN_DEATH = frozenset(("shot", "beaten", "stabbed", "burned"))


def read_mention(lists: TokenLists, i: int) -> Mention | None:
    """Return how the harm word at token *i* is used, or None where it means something else."""
    words = harm_words()
    word = lists.words[i]
    if _guarded(lists, i):
        return None
    verb, noun = words.verbs.get(word), words.nouns.get(word)
    found = None
    if verb is not None and (noun is None or not _stands_as_noun(lists, i)):
        verb = None if _follows_article(lists, i, verb) else verb
    else:
        verb = None
    if verb is not None:
        found = _read_verb(lists, i, verb)
    if found is None and noun is not None:
        read = read_dead if ADJECTIVE in noun.kinds else read_noun
        found = read(lists, i, noun)
    if found is None:
        return None
    victim = clauses.without_setting(lists, found.victim)
    agent = clauses.without_setting(lists, found.agent)
    found = found._replace(victim=victim, agent=agent)
    return None if _is_verbal(lists, found) else found


def _is_verbal(lists: TokenLists, found: Mention) -> bool:
    """Tell the attack on a record, a plan or the press from one on people or places."""
    if found.victim is None or found.verb_class not in _MAY_BE_VERBAL:
        return False
    words = lists.words[found.victim[0] : found.victim[1] + 1]
    end = next((k for k, word in enumerate(words) if word in ("of", "and", "or")), len(words))
    head = lists.words[found.victim[0] + end - 1]
    return head in _IDEAS and not any(word in _PERSONS | _HOMES for word in words)


def _guarded(lists: TokenLists, i: int) -> bool:
    words = harm_words()
    word = lists.words[i]
    not_before, not_after = words.not_before.get(word), words.not_after.get(word)
    if not_after is not None and lists.near(i, i - 1) in not_after:
        return True
    if not_before is None or lists.gap(i).strip():
        return False
    after = lists.near(i, i + 1)
    skip = after in _ARTICLES and word != "hurt" and lists.near(i, i + 2) in not_before
    return skip or after in not_before


def _follows_article(lists: TokenLists, i: int, verb: HarmWord) -> bool:
    """Tell the noun "crush" of "in the crush" from a base form."""
    base = not verb.kinds & {PAST, PARTICIPLE, GERUND}
    return base and lists.near(i, i - 1) in _ARTICLES


def _stands_as_noun(lists: TokenLists, i: int) -> bool:
    """Tell the noun from the verb of one spelling ("attack", "strikes", "shelling")."""
    before, after = lists.near(i, i - 1), lists.near(i, i + 1)
    if not lists.same_sentence(i - 1, i):
        return not clauses.starts_object(lists, i)
    if before in ("to", "will", "would", "could", "can", "may", "might") or before in clauses.BE:
        return before in clauses.BE and lists.words[i] in ("murder", "massacre", "slaughter")
    if before in DETERMINERS or before.endswith("'s") or before in ("of", "in", "for", "by"):
        return True
    if is_demonym(lists, i - 1) or clauses.is_verb(lists, i + 1) or _lacks_subject(lists, i):
        return True
    return after in ("of", "on", "against", "in", "by", "that", "and", "was", "were", "") or (
        not clauses.starts_object(lists, i)
    )


def _lacks_subject(lists: TokenLists, i: int) -> bool:
    """Tell that a base form without auxiliary follows a singular: "drone strike"."""
    verb = harm_words().verbs.get(lists.words[i])
    if verb is None or verb.kinds & {PAST, PARTICIPLE, GERUND, THIRD}:
        return False
    before = lists.words[i - 1]
    return (
        not before.endswith(("s", "men"))
        and before not in _PLURALS
        and lists.shape_near(i, i - 1) == LOWERCASE
    )


def _read_verb(lists: TokenLists, i: int, verb: HarmWord) -> Mention | None:
    last = i
    if verb.next_word:
        if lists.near(i, i + 1) != verb.next_word:
            return None
        last = i + 1
    verb, last = _through_death(lists, last, verb)
    first, auxiliary = clauses.verb_group(lists, i)
    if GERUND in verb.kinds and _is_gerund_noun(lists, i):
        return read_noun(lists, i, verb)
    if THIRD in verb.kinds and lists.same_sentence(i - 1, i) and is_demonym(lists, i - 1):
        return None
    attributive = _attributive(lists, i, verb)
    if attributive is not None:
        return attributive
    if not verb.transitive:
        found: Mention | None = _intransitive(lists, i, first, verb)
    elif _is_passive(lists, i, last, first, auxiliary, verb):
        found = _passive(lists, i, last, first, verb)
    else:
        found = _active(lists, i, last, first, auxiliary, verb)
    return found if found is not None and _meets(lists, found, verb) else None


def _is_gerund_noun(lists: TokenLists, i: int) -> bool:
    return lists.near(i, i + 1) == "of" or (
        lists.same_sentence(i - 1, i)
        and (lists.words[i - 1] in DETERMINERS or is_demonym(lists, i - 1))
        and (clauses.is_verb(lists, i + 1) or not clauses.starts_object(lists, i))
    )


def _meets(lists: TokenLists, mention: Mention, verb: HarmWord) -> bool:
    """Tell whether the victim is what *verb* needs: people, a home, either, or captives."""
    ends_in_death = mention.harm == "death" != harm_words().verbs[lists.words[mention.first]].harm
    if not verb.needs or ends_in_death:
        return True
    victim = mention.victim
    if verb.needs == "captive":
        near = (lists.near(mention.last, mention.last + k) for k in range(1, 9))
        return victim is not None and not CAPTIVES.isdisjoint(near)
    if victim is None:
        return False
    phrase = range(victim[0], victim[1] + 1)
    if verb.needs in ("home", "attack") and any(is_home(lists.words[k]) for k in phrase):
        return True
    number = read_number_word(lists.words[victim[1]])
    if verb.needs != "home" and number is not None and number.kind == CARDINAL:
        return True
    return verb.needs != "home" and any(
        lists.shape[k] == CAPITALIZED or is_person(lists.words[k], LOWERCASE) for k in phrase
    )


def _through_death(lists: TokenLists, last: int, verb: HarmWord) -> tuple[HarmWord, int]:
    """Go on from "shot" in "shot dead", and "beaten" in "beaten to death", as verbs of death."""
    if verb.verb_class in _MAY_END_IN_DEATH:
        after = lists.near(last, last + 1)
        if after == "dead":
            return replace(verb, harm="death"), last + 1
        if after == "to" and lists.near(last, last + 2) == "death":
            return replace(verb, harm="death"), last + 2
    return verb, last


def _until_death(lists: TokenLists, victim: Span | None, verb: HarmWord) -> tuple[Span | None, int]:
    """Return the victims and the last word of "both of them dead" or "him to death", else -1."""
    if victim is None or verb.verb_class not in _MAY_END_IN_DEATH:
        return victim, -1
    first, last = victim
    if lists.words[last] == "dead" and last > first:
        return (first, last - 1), last
    if lists.near(last, last + 1) == "to" and lists.near(last, last + 2) == "death":
        return victim, last + 2
    return victim, -1


def _is_passive(
    lists: TokenLists, i: int, last: int, first: int, auxiliary: str, verb: HarmWord
) -> bool:
    if PARTICIPLE not in verb.kinds:
        return False
    if auxiliary:
        return auxiliary == "be"
    if BASE in verb.kinds and not lists.same_sentence(i - 1, i):
        return False
    end = _past_coordination(lists, last)
    return not clauses.starts_object(lists, end) and _object_before(lists, i, first) is None


def _past_coordination(lists: TokenLists, last: int) -> int:
    """Go on from "killed" in "killed and wounded many" to the last verb of the pair or triple."""
    for _ in range(2):
        if lists.near(last, last + 1) not in ("and", "or"):
            break
        if lists.near(last, last + 2) not in harm_words().verbs:
            break
        last += 2
    return last


def _object_before(lists: TokenLists, i: int, first: int) -> Span | None:
    """Return the victims in "the men that rebels abducted" and "the men they abducted"."""
    subject = clauses.subject_span(lists, first)
    if subject is None or not {PAST} & harm_words().verbs[lists.words[i]].kinds:
        return None
    pronoun = subject[0] - 1
    if not lists.same_sentence(pronoun, i):
        return None
    if lists.words[subject[0]] in clauses.LEADS:
        return None
    if lists.words[pronoun] not in _RELATIVES:
        person = lists.words[pronoun] in _PERSONS - _PRONOUNS and not lists.breaks[pronoun]
        alone = subject[0] == subject[1] and lists.words[subject[0]] in clauses.SUBJECTS
        if not person or not alone:
            return None
        return clauses.antecedent(lists, clauses.subject_span(lists, subject[0]))
    if subject[1] - subject[0] > 4 or lists.breaks[pronoun - 1]:
        return None
    return clauses.antecedent(lists, clauses.subject_span(lists, pronoun))


def _passive(lists: TokenLists, i: int, last: int, first: int, verb: HarmWord) -> Mention:
    victim = number = _number_before(lists, i) if first == i else None
    named = lists.near(i, i - 1) in ("the", "of") or (number and _other_verb(lists, last + 1))
    named = named and first == last and lists.words[i] in ("wounded", "injured")
    if victim is None:
        victim = _subject_before(lists, i, first, verb)
    by = clauses.phrase_after(lists, last, BY, 12)
    agent = agent_after(lists, by) if by is not None and not _other_verb(lists, last + 1) else None
    if named:
        victim, agent = (number[0] if number else i, i), None
    means = means_after(lists, last)
    captive = verb.needs == "captive" and clauses.is_complement(lists, last + 1)
    return Mention(
        first=i,
        last=last,
        harm=verb.harm,
        verb_class=verb.verb_class,
        form="nominal" if named else "passive_with_agent" if agent else "passive_agentless",
        victim=victim,
        agent=split_attack(lists, agent)[0],
        means=means,
        target=target_of(lists, agent, means),
        certainty=certainty_of(lists, i, first),
        result=last + 1 if captive else -1,
    )


def _subject_before(lists: TokenLists, i: int, first: int, verb: HarmWord) -> Span | None:
    """Return the subject of a passive or intransitive, also "The man walked home and died"."""
    start = _through_coordination(lists, first)
    finite = (start < i or not verb.transitive) and GERUND not in verb.kinds
    if finite and lists.near(start, start - 1) in ("and", "but"):
        return clauses.clause_subject(lists, start)
    return clauses.subject_span(lists, start)


def _other_verb(lists: TokenLists, j: int) -> bool:
    """Tell the "examined" of "12 wounded examined by nurses"."""
    return clauses.is_finite(lists, j) and lists.words[j] not in harm_words().verbs


def _number_before(lists: TokenLists, i: int) -> Span | None:
    """Return the bare number of "9 dead and 30 wounded", which stands for its victims."""
    j = i
    while j > i - 5 and lists.same_sentence(j - 1, i) and lists.gap(j - 1).isspace():
        if read_number_word(lists.words[j - 1]) is None:
            break
        j -= 1
    return (j, i - 1) if j < i else None


def _through_coordination(lists: TokenLists, first: int) -> int:
    """Go back from "held" in "were killed, wounded or held" to the group of the first verb."""
    for _ in range(3):
        joined = lists.near(first, first - 1) in ("and", "or")
        verb = first - 1 - joined
        if not joined and lists.gap(verb).strip() != ",":
            break
        if lists.near(first, verb) not in harm_words().verbs:
            break
        if lists.near(verb, verb - 1) in DETERMINERS:
            break
        first, _ = clauses.verb_group(lists, verb)
    return first


def _attributive(lists: TokenLists, i: int, verb: HarmWord) -> Mention | None:
    """Read "her slain son" and "the murdered women": a participle before its noun."""
    before, after = lists.near(i, i - 1), lists.near(i, i + 1)
    if PARTICIPLE not in verb.kinds or BASE in verb.kinds or before not in BEFORE_ATTRIBUTE:
        return None
    noun = i + 1 + (lists.same_sentence(i + 1, i + 2) and is_demonym(lists, i + 1))
    after = lists.near(i, noun)
    if (
        not lists.same_sentence(i, noun)
        or lists.gap(i) != " "
        or lists.gap(noun - 1) != " "
        or not is_person(after, LOWERCASE)
        or after in _PRONOUNS
    ):
        return None
    victim = (i + 1, noun)
    form = "passive_agentless"
    return Mention(
        i, i, verb.harm, verb.verb_class, form, victim, certainty=certainty_of(lists, i, i)
    )


def _active(
    lists: TokenLists, i: int, last: int, first: int, auxiliary: str, verb: HarmWord
) -> Mention | None:
    if not verb.kinds & {BASE, THIRD, PAST, PARTICIPLE, GERUND}:
        return None
    end = _past_coordination(lists, last)
    victim = clauses.object_span(lists, end) if clauses.starts_object(lists, end) else None
    victim = clauses.without_clause(lists, victim)
    victim, captive = _without_captive(lists, victim, verb)
    start = first if GERUND in verb.kinds else _through_coordination(lists, first)
    agent = agent_before(lists, i, first, start, is_gerund=GERUND in verb.kinds)
    if victim is None and not auxiliary and GERUND not in verb.kinds:
        victim = _object_before(lists, i, first)
    victim, result = _until_death(lists, victim, verb)
    dies, result = result > captive, max(result, captive)
    may_harm = lists.words[first] == "to" and verb.harm != "captivity"
    if victim is None and verb.kinds & {BASE, THIRD} and agent is None and not may_harm:
        return None
    plain = not verb.kinds & {PAST, PARTICIPLE, GERUND} and not auxiliary
    if victim is None and plain and lists.words[i] not in harm_words().nouns:
        return None
    agent, target = split_attack(lists, agent)
    return Mention(
        first=i,
        last=last,
        harm="death" if dies else verb.harm,
        verb_class=verb.verb_class,
        form="active",
        victim=victim,
        agent=agent,
        target=target,
        certainty=certainty_of(lists, i, first),
        result=result,
    )


def _without_captive(
    lists: TokenLists, victim: Span | None, verb: HarmWord
) -> tuple[Span | None, int]:
    """Return the victims and the "hostage" of "held the crew hostage", else -1."""
    if victim is None or verb.needs != "captive" or victim[0] == victim[1]:
        return victim, -1
    first, last = victim
    return ((first, last - 1), last) if clauses.is_complement(lists, last) else (victim, -1)


def _intransitive(lists: TokenLists, i: int, first: int, verb: HarmWord) -> Mention:
    means = means_after(lists, i)
    return Mention(
        first=i,
        last=i,
        harm=verb.harm,
        verb_class=verb.verb_class,
        form="intransitive",
        victim=_subject_before(lists, i, first, verb),
        means=means,
        target=target_of(lists, None, means),
        certainty=certainty_of(lists, i, first),
    )
