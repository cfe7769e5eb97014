"""How one harm word is used: its grammatical form, its victim, its agent and its certainty."""

from __future__ import annotations

from dataclasses import dataclass, replace

from framing import clauses
from framing.harm_words import (
    ADJECTIVE,
    BASE,
    GERUND,
    PARTICIPLE,
    PAST,
    THIRD,
    HarmWord,
    harm_words,
)
from framing.token_lists import TokenLists
from framing.victims import is_home, is_person

Span = tuple[int, int]

_BY = frozenset(("by",))
_MEANS = frozenset(("in", "by", "from", "during", "after", "under"))
_MEANS_NOUNS = frozenset(
    """airstrike airstrikes strike strikes bombing bombings bombardment shelling raid raids attack
    attacks assault fire rocket rockets missile missiles offensive operation gunfire drone drones
    bombs onslaught invasion incursion ambush massacre rampage""".split()
)
_ATTACK_NOUNS = _MEANS_NOUNS | frozenset(
    """blast blasts explosion explosions shooting shootings war campaign response retaliation
    counterattack counterstrikes clashes shell shells bomb missile violence fighting fire crash
    collapse""".split()
)
_TARGETS = frozenset("on against in at into near across targeting inside".split())
_LEFT_STOPS = frozenset(
    """of to from in on at into with for amid following after since during as when while that which
    who but by over about against before until""".split()
)
_ON = frozenset(("on", "against", "targeting"))
_OF = frozenset(("of", "among"))
_HEDGES = frozenset(
    """reportedly allegedly apparently believed feared presumed purportedly alleged suspected likely
    possibly perhaps may might appears appeared seems claimed unconfirmed""".split()
)
_HYPOTHETICAL = frozenset("if would could will can should to threatened threatens unless".split())
_NEGATIONS = frozenset(
    "not no never nobody none without isn't wasn't weren't didn't hadn't haven't hasn't".split()
)
_NOT_AGENT = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday then now far accident mistake name
    noon midnight""".split()
)
_BEFORE_ATTRIBUTE = frozenset("the a an his her their its our my these many several of and".split())
_DETERMINERS = frozenset("the a an this that these those his her their its more each".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A harm word in use; spans are (first, last) tokens, None where not expressed.

    ``means`` is the phrase that names the attack it happened in ("in a rebel raid"), which may
    hold the agent; ``target`` is what that attack, or an attack that is the subject, was on ("on
    the northern town"). The side decision looks at the target only.
    """

    first: int
    last: int
    harm: str
    verb_class: str
    form: str
    victim: Span | None = None
    agent: Span | None = None
    means: Span | None = None
    target: Span | None = None
    certainty: str = "asserted"


def read_mention(lists: TokenLists, i: int) -> Mention | None:
    """Return how the harm word at token *i* is used, or None where it means something else."""
    words = harm_words()
    word = lists.words[i]
    if _guarded(lists, i):
        return None
    verb, noun = words.verbs.get(word), words.nouns.get(word)
    if verb is not None and (noun is None or not _stands_as_noun(lists, i)):
        found = _read_verb(lists, i, verb)
        if found is not None or noun is None:
            return found
    if noun is None:
        return None
    if ADJECTIVE in noun.kinds:
        return _read_dead(lists, i, noun)
    return _read_noun(lists, i, noun)


def _guarded(lists: TokenLists, i: int) -> bool:
    words = harm_words()
    word = lists.words[i]
    after = lists.word(i + 1) if lists.gap(i).strip() == "" else ""
    skip = after in ("the", "a", "an") and lists.word(i + 2) in words.not_before.get(word, ())
    before = lists.word(i - 1) if lists.same_sentence(i - 1, i) else ""
    return (
        after in words.not_before.get(word, ())
        or (skip and word not in ("hurt",))
        or before in words.not_after.get(word, ())
    )


def _stands_as_noun(lists: TokenLists, i: int) -> bool:
    before = lists.word(i - 1)
    if not lists.same_sentence(i - 1, i):
        return not clauses.starts_object(lists, i)
    if before in ("to", "will", "would", "could", "can", "may", "might") or before in clauses.BE:
        return before in clauses.BE and lists.words[i] in ("murder", "massacre", "slaughter")
    if before in _DETERMINERS or before.endswith("'s") or before in ("of", "in", "for", "by"):
        return True
    after = lists.word(i + 1)
    return after in ("of", "on", "against", "in", "by", "that", "and", "was", "were", "") or (
        not clauses.starts_object(lists, i)
    )


def _read_verb(lists: TokenLists, i: int, verb: HarmWord) -> Mention | None:
    last = i
    if verb.next_word:
        if lists.word(i + 1) != verb.next_word:
            return None
        last = i + 1
    first, auxiliary = clauses.verb_group(lists, i)
    gerund_noun = GERUND in verb.kinds and _is_gerund_noun(lists, i)
    if gerund_noun:
        return _read_noun(lists, i, verb)
    attributive = _attributive(lists, i, verb)
    if attributive is not None:
        return attributive
    if not verb.transitive:
        found: Mention | None = _intransitive(lists, i, first, verb)
    elif _is_passive(lists, i, last, first, auxiliary, verb):
        found = _passive(lists, i, last, first, verb)
    else:
        found = _active(lists, i, last, first, auxiliary, verb)
    if found is None or not _meets(lists, found, verb):
        return None
    return _with_dead(lists, found)


def _is_gerund_noun(lists: TokenLists, i: int) -> bool:
    return lists.word(i + 1) == "of" or (
        lists.word(i - 1) in _DETERMINERS and not clauses.starts_object(lists, i)
    )


def _meets(lists: TokenLists, mention: Mention, verb: HarmWord) -> bool:
    if not verb.needs:
        return True
    victim = mention.victim
    if verb.needs == "captive":
        near = {lists.word(mention.last + k) for k in range(1, 9)}
        return bool(near & {"hostage", "hostages", "captive"}) and victim is not None
    if victim is None:
        return False
    if verb.needs == "home":
        return any(is_home(lists.words[k]) for k in range(victim[0], victim[1] + 1))
    people = any(is_person(lists.words[k], lists.shape[k]) for k in range(victim[0], victim[1] + 1))
    if verb.needs == "attack":
        return people or any(is_home(lists.words[k]) for k in range(victim[0], victim[1] + 1))
    return people


def _with_dead(lists: TokenLists, mention: Mention) -> Mention:
    """Read "shot dead" and "shot and killed" as death by shooting."""
    if mention.verb_class not in ("shot", "beaten", "stabbed", "burned"):
        return mention
    if lists.word(mention.last + 1) != "dead" and (
        lists.word(mention.last + 1) != "to" or lists.word(mention.last + 2) != "death"
    ):
        return mention
    extra = 1 if lists.word(mention.last + 1) == "dead" else 2
    return replace(mention, last=mention.last + extra, harm="death")


def _is_passive(
    lists: TokenLists, i: int, last: int, first: int, auxiliary: str, verb: HarmWord
) -> bool:
    if PARTICIPLE not in verb.kinds:
        return False
    if auxiliary:
        return auxiliary == "be"
    if BASE in verb.kinds and not lists.same_sentence(i - 1, i):
        return False
    end = last
    while lists.word(end + 1) in ("and", "or") and lists.word(end + 2) in harm_words().verbs:
        end += 2
    return not clauses.starts_object(lists, end)


def _passive(lists: TokenLists, i: int, last: int, first: int, verb: HarmWord) -> Mention:
    victim = clauses.subject_span(lists, _through_coordination(lists, first))
    by = clauses.phrase_after(lists, last, _BY, 12)
    agent = _agent_after(lists, by) if by is not None else None
    return Mention(
        first=i,
        last=last,
        harm=verb.harm,
        verb_class=verb.verb_class,
        form="passive_with_agent" if agent else "passive_agentless",
        victim=victim,
        agent=split_attack(lists, agent)[0],
        means=_means_after(lists, last),
        target=_target_of(lists, agent, _means_after(lists, last)),
        certainty=_certainty(lists, i, first),
    )


def _through_coordination(lists: TokenLists, first: int) -> int:
    """Go back from "wounded" in "were killed or wounded" to the group of the first verb."""
    for _ in range(3):
        if lists.word(first - 1) in ("and", "or") and lists.word(first - 2) in harm_words().verbs:
            first, _ = clauses.verb_group(lists, first - 2)
        else:
            break
    return first


def split_attack(lists: TokenLists, span: Span | None) -> tuple[Span | None, Span | None]:
    """Split "the rebel attack on a northern town" into who attacked and what was attacked."""
    if span is None:
        return None, None
    head = next((j for j in range(span[1], span[0] - 1, -1) if _is_attack(lists, j)), None)
    if head is None:
        return span, None
    first = head
    while first > span[0] and not _ends_modifiers(lists, first - 1):
        first -= 1
    last, target = head, None
    for j in range(head + 1, span[1] + 1):
        if lists.words[j] == "by" and target is None:
            last = span[1]
            break
        if lists.words[j] in _TARGETS and j < span[1]:
            target = (j + 1, span[1])
            break
    return (first, last), target


def _is_attack(lists: TokenLists, j: int) -> bool:
    return lists.words[j] in _ATTACK_NOUNS


def _ends_modifiers(lists: TokenLists, j: int) -> bool:
    word = lists.words[j]
    if clauses.is_break(lists.gap(j)):
        return True
    if word == "and":
        return not _is_attack(lists, j - 1)
    return word in _LEFT_STOPS or (clauses.is_verb(lists, j) and not word.endswith("ing"))


def _agent_after(lists: TokenLists, by: int) -> Span | None:
    if lists.word(by + 1) in _NOT_AGENT or lists.word(by + 1).endswith("ing"):
        return None
    if by + 1 < len(lists.shape) and lists.shape[by + 1] == 3:
        return None
    return clauses.object_span(lists, by)


def _means_after(lists: TokenLists, last: int) -> Span | None:
    at = clauses.phrase_after(lists, last, _MEANS, 10)
    if at is None:
        return None
    end = at
    while lists.same_sentence(at, end + 1) and end < at + 7:
        end += 1
        if lists.words[end] in _MEANS_NOUNS:
            return (at, end)
        if end > at + 1 and clauses.is_break(lists.gap(end - 1)):
            return None
    return None


def _target_of(lists: TokenLists, agent: Span | None, means: Span | None) -> Span | None:
    """Return what the attack was on: inside the by-phrase, or right after the means."""
    inside = split_attack(lists, agent)[1]
    if inside is not None or means is None:
        return inside
    if lists.word(means[1] + 1) in _TARGETS and not clauses.is_break(lists.gap(means[1])):
        return clauses.object_span(lists, means[1] + 1)
    return None


def _attributive(lists: TokenLists, i: int, verb: HarmWord) -> Mention | None:
    """Read "her slain son" and "the murdered women": a participle before its noun."""
    before, after = lists.word(i - 1), lists.word(i + 1)
    if PARTICIPLE not in verb.kinds or BASE in verb.kinds or before not in _BEFORE_ATTRIBUTE:
        return None
    if not lists.same_sentence(i, i + 1) or lists.gap(i) != " " or not is_person(after, 0):
        return None
    victim = (i + 1, i + 1)
    form = "passive_agentless"
    return Mention(
        i, i, verb.harm, verb.verb_class, form, victim, certainty=_certainty(lists, i, i)
    )


def _active(
    lists: TokenLists, i: int, last: int, first: int, auxiliary: str, verb: HarmWord
) -> Mention | None:
    if not verb.kinds & {BASE, THIRD, PAST, PARTICIPLE, GERUND}:
        return None
    end = last
    while lists.word(end + 1) in ("and", "or") and lists.word(end + 2) in harm_words().verbs:
        end += 2
    victim = clauses.object_span(lists, end) if clauses.starts_object(lists, end) else None
    if GERUND in verb.kinds:
        agent = clauses.clause_subject(lists, i) if lists.gap(i - 1).strip() == "," else None
        agent = agent or clauses.subject_span(lists, first)
    else:
        start = _through_coordination(lists, first)
        agent = clauses.subject_span(lists, start)
        if agent is None and lists.gap(first - 1).strip() == ",":
            agent = clauses.clause_subject(lists, i)
    if victim is None and verb.kinds & {BASE, THIRD} and agent is None:
        return None
    agent, target = split_attack(lists, agent)
    return Mention(
        first=i,
        last=last,
        harm=verb.harm,
        verb_class=verb.verb_class,
        form="active",
        victim=victim,
        agent=agent,
        target=target,
        certainty=_certainty(lists, i, first),
    )


def _intransitive(lists: TokenLists, i: int, first: int, verb: HarmWord) -> Mention:
    return Mention(
        first=i,
        last=i,
        harm=verb.harm,
        verb_class=verb.verb_class,
        form="intransitive",
        victim=clauses.subject_span(lists, _through_coordination(lists, first)),
        means=_means_after(lists, i),
        target=_target_of(lists, None, _means_after(lists, i)),
        certainty=_certainty(lists, i, first),
    )


def _read_dead(lists: TokenLists, i: int, noun: HarmWord) -> Mention | None:
    """Read "left 12 dead", "12 dead", "the dead" and "were dead"."""
    before = lists.word(i - 1)
    form, agent, victim = "intransitive", None, None
    if before in ("the", "of"):
        form, victim = "nominal", (i, i)
    elif lists.word(i + 1) in ("and", "or") and lists.word(i + 2) in ("wounded", "injured"):
        victim = clauses.subject_span(lists, i)
    elif is_person(lists.word(i + 1), 0):
        victim = (i, i + 1)
    else:
        first, _ = clauses.verb_group(lists, i)
        victim = clauses.subject_span(lists, first)
    left = next((j for j in range(i - 1, i - 9, -1) if lists.word(j) in ("left", "leaving")), None)
    if left is not None and lists.same_sentence(left, i):
        form, victim = "active", (left + 1, i - 1) if left + 1 <= i - 1 else None
        agent = (
            clauses.clause_subject(lists, left)
            if lists.words[left] == "leaving"
            else clauses.subject_span(lists, left)
        )
    return Mention(
        first=i,
        last=i,
        harm=noun.harm,
        verb_class=noun.verb_class,
        form=form,
        victim=victim,
        agent=agent,
        certainty=_certainty(lists, i, i),
    )


def _read_noun(lists: TokenLists, i: int, noun: HarmWord) -> Mention | None:
    if noun.verb_class == "toll":
        before = lists.word(i - 1)
        if before not in ("death", "the", "civilian", "human", "casualty", "overall", "combined"):
            return None
    if lists.words[i] == "death" and lists.word(i + 1) == "toll":
        return None
    victim, agent = _noun_victim(lists, i, noun), None
    by = clauses.phrase_after(lists, i, _BY, 10)
    if by is not None:
        agent = _agent_after(lists, by)
    if agent is None and noun.harm in ("attack", "captivity", "death"):
        agent = _possessor(lists, i) if noun.harm == "attack" else None
    return Mention(
        first=i,
        last=i,
        harm=noun.harm,
        verb_class=noun.verb_class,
        form="nominal",
        victim=victim,
        agent=agent,
        certainty=_certainty(lists, i, i),
    )


def _noun_victim(lists: TokenLists, i: int, noun: HarmWord) -> Span | None:
    if noun.harm == "attack":
        on = clauses.phrase_after(lists, i, _ON, 3)
        return clauses.object_span(lists, on) if on is not None else None
    of = clauses.phrase_after(lists, i, _OF, 2)
    if of is not None:
        return clauses.object_span(lists, of)
    if is_person(lists.words[i], 0):
        first = i
        while lists.same_sentence(first - 1, i) and first > i - 5 and _modifies(lists, first - 1):
            first -= 1
        return (first, i)
    return _possessor(lists, i)


def _possessor(lists: TokenLists, i: int) -> Span | None:
    """Return the modifiers right before a noun that may name its party: "Ruritanian", "his"."""
    first = i
    while first > i - 4 and lists.same_sentence(first - 1, i) and _modifies(lists, first - 1):
        first -= 1
    if first == i:
        return None
    named = any(lists.shape[k] in (1, 2, 3) for k in range(first, i))
    owned = lists.words[first] in ("his", "her", "their", "its")
    return (first, i - 1) if named or owned else None


def _modifies(lists: TokenLists, j: int) -> bool:
    if j < 0 or lists.gap(j).strip(" -\u00a0"):
        return False
    word = lists.words[j]
    return word not in ("the", "a", "an", "and", "of", "in", "on", "to", "by", "said", "for") and (
        lists.shape[j] > 0 or word.endswith(("an", "al", "ish", "ese", "i", "'s")) or word in
        ("his", "her", "their", "its", "civilian", "air", "deadly")
    )  # fmt: skip


def _certainty(lists: TokenLists, i: int, first: int) -> str:
    window = [lists.words[j] for j in range(max(first - 3, 0), i + 1) if lists.same_sentence(i, j)]
    if _NEGATIONS.intersection(window):
        return "negated"
    if _HEDGES.intersection(window):
        return "hedged"
    return "hypothetical" if _HYPOTHETICAL.intersection(window) else "asserted"
