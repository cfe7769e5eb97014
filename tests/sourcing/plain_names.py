"""The rules for names of persons, one article, one run of capitalized words at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from framing.sourcing.word_roles import ROLE_CODE, SOURCE_ROLES
from framing.text.vocabulary import normalize_word
from tests.sourcing.plain_words import Text, Word, role_in_place

Role = tuple[int, bool]  # its code, and whether a vague office tells it
TELLING_ROLES = ("police", "medical", "military", "ngo_or_un", "business")


@dataclass(frozen=True)
class Run:
    """Capitalized words from ``titles`` to ``stop``, the name behind the titles from ``first``."""

    titles: int
    first: int
    stop: int


@dataclass
class Person:
    """A person, first named in full at word ``at``; ``words`` introduce the person."""

    name: str
    at: int
    mentions: int = 0
    given: str | None = None
    is_told: bool = False
    gender: str | None = None
    role: int = 0
    words: set[str] = field(default_factory=set)
    roles: list[Role] = field(default_factory=list)

    def most_telling_role(self) -> int:
        """Return the first role, or if an office tells it vaguely, the first telling one."""
        role, vague = self.roles[0]
        telling = [r for r, v in self.roles if not v and SOURCE_ROLES[r - 1] in TELLING_ROLES]
        return telling[0] if vague and telling else role


def gender_told(words: list[Word], woman: str, man: str) -> set[str]:
    genders = {"woman": woman, "man": man}
    return {gender for gender, name in genders.items() for word in words if word.is_(name)}


class PlainNames:
    """The persons of one article by surname, and what is told with surnames."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.persons: dict[str, list[Person]] = {}
        self.courtesy: dict[str, set[str]] = {}
        self.roles: dict[str, int] = {}
        self.companies: set[str] = set()
        self.places: set[str] = set()
        self.bodies: dict[str, bool] = {}  # by last word, whether it is a news outlet
        self.runs = [run for run in self._runs() if run.first < run.stop]
        titled = {self._ends(run)[1] for run in self.runs if run.titles < run.first}
        bodies = [run for run in self.runs if self._noun_of_body(run)]
        self.body_runs = [run for run in bodies if self._ends(run)[1] not in titled]
        self.named_bodies = {self._ends(run) for run in self.body_runs}
        for run in self.runs:
            self._learn(run)
            if self._names_person(run):
                self._introduce(run)
        for person in self.everyone():
            if not person.is_told:
                person.gender = person.given

    def everyone(self) -> list[Person]:
        return [person for bearers in self.persons.values() for person in bearers]

    def _runs(self) -> list[Run]:
        """Return runs of capitalized words that only a blank or an initial's period parts."""
        text, found, i = self.text, [], 0
        while i < len(text.words):
            if not text.in_name(i):
                i += 1
                continue
            stop = i + 1
            while (
                stop < len(text.words)
                and text.in_name(stop)
                and text.near(i, stop)
                and not text.words[stop - 1].is_("possessive")
                and re.fullmatch(r" |\..", text.gap(stop - 1), re.DOTALL)
            ):
                stop += 1
            if stop - i > 1 or not text.words[i].is_("function"):
                found.append(Run(i, self._behind_titles(i, stop), stop))
            i = stop
        return found

    def _behind_titles(self, begin: int, stop: int) -> int:
        """Return where the name begins: behind the last title inside, and function words."""
        words, first = self.text.words, begin
        for i in range(begin, stop - 1):
            if words[i].is_("bare title") and not words[i].is_("bare title or name"):
                first = i + 1
        if begin and words[begin - 1].type == "of" and words[begin].is_("bare portfolio"):
            first = max(first, begin + 1)
        while first < stop and words[first].is_("bare title", "bare function"):
            first += 1
        return first

    def _names_person(self, run: Run) -> bool:
        words = self.text.words[run.first : run.stop]
        return (
            2 <= len(words) <= 4
            and self._ends(run) not in self.named_bodies
            and not any(word.is_("organization") for word in words)
            and not words[-1].is_("bare media")
            and not words[0].is_("bare place begins")
        )

    def _learn(self, run: Run) -> None:
        """Learn from courtesy titles, titles before a surname, campaigns, votes, companies."""
        text, words, surname = self.text, self.text.words, self.text.words[run.stop - 1].bare
        if run.titles < run.first:
            told = gender_told([words[run.first - 1]], "bare woman", "bare man")
            self.courtesy.setdefault(surname, set()).update(told)
        role = self._titled_role(run)[0] if run.stop - run.first == 1 else 0
        behind = text.near(run.first, run.stop)
        before, earlier = text.near(run.first, run.first - 1), text.near(run.first, run.first - 2)
        votes = before is not None and (
            before.is_("elects")
            or (before.type == "for" and earlier is not None and earlier.is_("vote"))
        )
        if votes or (behind is not None and behind.is_("told by") and behind.small):
            role = ROLE_CODE["government"]
        if role:
            self.roles.setdefault(surname, role)
        if run.stop - run.first > 1 and words[run.stop - 1].is_("bare company"):
            self.companies.add(words[run.first].type)
        if before is not None and before.is_("lies in") and run.stop - run.first == 1:
            self.places.add(surname)
        if run in self.body_runs:
            self.bodies.setdefault(surname, self._is_of_news(self._noun_of_body(run) or 0))

    def _is_of_news(self, noun: int) -> bool:
        word, before = self.text.words[noun], self.text.words[max(noun - 1, 0)]
        other = word.type == "website" or before.type == "social"
        return (word.is_("media") and not other) or before.is_("bare media")

    def _ends(self, run: Run) -> tuple[str, str]:
        return self.text.words[run.first].type, self.text.words[run.stop - 1].bare

    def _noun_of_body(self, run: Run) -> int | None:
        """Return the noun that introduces a body: before its name, or ending an apposition."""
        text, words, at = self.text, self.text.words, run.first - 1
        before = text.near(run.first, at)
        if run.titles != run.first:
            return None
        given = words[run.first].is_("first name of woman", "first name of man")
        leads = before is not None and before.is_("body") and not text.in_name(at)
        if leads and not text.gap(at).strip() and not (given and run.stop - run.first > 1):
            return at
        article = words[run.stop] if run.stop < len(words) else None
        if "," not in text.gap(run.stop - 1) or article is None:
            return None
        for last in range(run.stop, run.stop + 7):
            after = text.near(run.stop, last + 1)
            if after is None or after.is_("head end") or "," in text.gap(last):
                noun = words[last]
                is_body = noun.is_("body") and noun.small and not noun.is_("person ending")
                begins = article.type in ("a", "an", "the")
                return last if last > run.stop and begins and is_body else None
        return None

    def _introduce(self, run: Run) -> None:
        """Count a mention in full, with the words that introduce it."""
        text, words = self.text, self.text.words
        name = text.named(run.first, run.stop)
        bearers = self.persons.setdefault(words[run.stop - 1].bare, [])
        person = next((p for p in bearers if p.name == name), None)
        if person is None:
            person = Person(name, run.first)
            given = gender_told([words[run.first]], "first name of woman", "first name of man")
            person.given = next(iter(given)) if len(given) == 1 else None
            bearers.append(person)
        person.mentions += 1
        titles = words[run.titles : run.first]
        before = text.near(run.first, run.first - 1)
        lead = [before] if before is not None and before.small else []
        behind = words[run.stop : self._apposition_stop(run)]
        own = [] if behind and behind[0].type == "whose" else behind
        told = gender_told(titles, "bare woman", "bare man") | gender_told(
            lead + own, "woman", "man"
        )
        if told and not person.is_told:
            person.is_told = True
            person.gender = next(iter(told)) if len(told) == 1 else None
        role = self._introduced_role(run, lead, behind)
        if role[0]:
            person.roles.append(role)
            person.role = person.most_telling_role()
        person.words |= {w.bare for w in titles} | {w.type for w in lead + behind}

    def _titled_role(self, run: Run) -> Role:
        """Return the first role that the titles tell; a bare rank is military."""
        words, titles = self.text.words, range(run.titles, run.first)
        for i in titles:
            if role := role_in_place(self.text, i):
                return role, words[i].is_("vague office")
        ranks = any(words[i].is_("rank") for i in titles)
        fire = any(words[i].type == "fire" for i in titles)
        return (ROLE_CODE["military"] if ranks and not fire else 0), False

    def _introduced_role(self, run: Run, lead: list[Word], behind: list[Word]) -> Role:
        """Return the role by the titles, the words before the name, or those behind it."""
        titled, after = self._titled_role(run), (0, False)
        leading = self._leading_role(run) if lead else (0, False)
        told = [(w.role, w.is_("vague office")) for w in behind if w.role]
        if told:
            after = next((role for role in told if not role[1]), told[0])
        junior = any(w.is_("junior rank") for w in self.text.words[run.titles : run.first])
        police = (ROLE_CODE["police"], False)
        if junior and titled == (ROLE_CODE["military"], False) and police in (leading, after):
            return police
        return next((role for role in (titled, leading, after) if role[0]), (0, False))

    def _leading_role(self, run: Run) -> Role:
        """Return the role of the word before a name: of an office, that of words before it."""
        text, words, at = self.text, self.text.words, run.first - 1
        word = words[at]
        own = word.role, word.role > 0 and word.is_("vague office")
        if not word.is_("official_unnamed", "media", "group") or (
            word.role and not word.is_("defers")
        ):
            return own
        for i in range(at - 1, at - 6, -1):
            if not text.near(at, i) or len(text.gap(i)) != 1 or words[i].is_("function"):
                break
            if words[i].role:
                return words[i].role, False
        return own

    def _apposition_stop(self, run: Run) -> int:
        """Return where the apposition behind the comma stops, at most nine words on."""
        text, stop = self.text, run.stop
        if "," not in text.gap(stop - 1):
            return stop
        while stop - run.stop < 9 and (word := text.near(run.first, stop)):
            if word.type == "who" or (stop > run.stop and "," in text.gap(stop - 1)):
                break
            stop += 1
        return stop

    def person(self, name: str) -> Person | None:
        return next((p for p in self.everyone() if p.name == name), None)

    def leader(self, surname: str) -> Person | None:
        """Return the bearer most often named in full."""
        return max(self.persons.get(surname, []), key=lambda p: p.mentions, default=None)

    def ending(self, text: str, surname: str) -> str | None:
        """Return the first person with whose name *text* ends."""
        for person in self.persons.get(surname, []):
            if text == person.name or text.endswith(" " + person.name):
                return person.name
        return None

    def called(self, first: int, stop: int) -> str:
        """Return the fullest name of whom the words name."""
        text, surname = self.text.named(first, stop), self.text.words[stop - 1].bare
        leader = self.leader(surname)
        if stop - first == 1:
            return leader.name if leader else text
        return self.ending(text, surname) or text

    def gendered(self, surname: str, gender: str) -> Person | None:
        """Return the bearer known to be of *gender*, or the one who must be."""
        bearers = self.persons.get(surname, [])
        fitting = [p for p in bearers if p.gender == gender]
        unknown = [p for p in bearers if p.gender is None]
        others = self.courtesy.get(surname, set()) - {gender}
        explained = not others or any(p.gender in others for p in bearers)
        if not fitting and len(unknown) == 1 and explained:
            fitting = unknown
        return max(fitting, key=lambda p: p.mentions, default=None)

    def gender_of(self, name: str) -> str | None:
        person = self.person(name)
        if person is not None and person.gender:
            return person.gender
        told = self.courtesy.get(normalize_word(name.rpartition(" ")[2]), set())
        return next(iter(told)) if len(told) == 1 else None

    def role_of(self, name: str) -> int:
        """Return the role told with the surname, of the first bearer only, else with the name."""
        surname, person = normalize_word(name.rpartition(" ")[2]), self.person(name)
        known = not self.persons.get(surname) or person is self.leader(surname)
        told = self.roles.get(surname, 0) if known else 0
        return told or (person.role if person is not None else 0)

    def role_of_owner(self, surname: str) -> int:
        leader = self.leader(surname)
        return self.role_of(leader.name if leader else surname)

    def holder(self, office: str, before: int) -> str | None:
        """Return the last person introduced as *office* who is first named before a word."""
        holders = [p for p in self.everyone() if office in p.words and p.at < before]
        return max(holders, key=lambda p: p.at).name if holders else None
