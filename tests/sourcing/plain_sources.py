"""Who the sources of one article are, by rules written one source at a time."""

from __future__ import annotations

from dataclasses import dataclass

from framing.sourcing.word_roles import ROLE_CODE, SOURCE_ROLES
from tests.sourcing.plain_heads import Actors, Head, head_of, type_of
from tests.sourcing.plain_names import TELLING_ROLES, PlainNames
from tests.sourcing.plain_words import Text, role_in_place

_UNNAMED = ("official_unnamed", "anonymous", "eyewitness")
_INDIVIDUAL = (*_UNNAMED, "named_person", "pronoun")
_BODIES = ("named_organization", "group")
_BODY_AGAIN = ("group", "movement", "organization", "organisation", "faction")
_MEANT = {
    "they": (*_UNNAMED, "group"),
    "it": (*_BODIES, "document"),
}


@dataclass
class Source:
    """What is known of one source; ``speaks`` tells that it is one person."""

    head: Head
    kind: str
    gender: str | None
    side: str | None
    name: str | None = None
    speaks: bool = False
    role: int = 0


class PlainSources:
    """The sources of one text, found in order; *spans* are their first and stop words."""

    def __init__(
        self, text: Text, spans: list[tuple[int, int]], *, actors: Actors, outlet: str | None
    ) -> None:
        self.text, self.words, self.actors = text, text.words, actors
        self.names = PlainNames(text)
        heads = [head_of(text, first, stop) for first, stop in spans]
        kinds = [type_of(text, head, self.names, actors, outlet) for head in heads]
        self.sources = [self._said(*pair) for pair in zip(heads, kinds, strict=True)]
        for i in range(len(self.sources)):
            self._find_speaker(i)
        for source in self.sources:
            source.role = self._role(source)
        self._hand_on_by_name()
        for i in range(len(self.sources)):
            self._hand_on(i)

    def _said(self, head: Head, kind: str) -> Source:
        """Return a source with what its own words say."""
        words = self.words[head.first : head.stop]
        telling = [w for w in words if kind == "pronoun" or not w.is_("possessive pronoun")]
        told = [g for g in ("woman", "man") if any(w.is_("says " + g) for w in telling)]
        sides = {self.actors[i][0] for i in range(head.first, head.end) if i in self.actors}
        return Source(
            head,
            kind,
            gender=told[0] if told and kind in _INDIVIDUAL else None,
            side=sides.pop() if len(sides) == 1 else None,
            speaks=kind in _UNNAMED and not words[-1].is_("plural", "body of officials"),
        )

    def _find_speaker(self, i: int) -> None:
        source = self.sources[i]
        if source.kind == "named_person":
            name: str | None = self._person(source)
        elif source.kind == "named_organization":
            name = self._organization(source)
        elif source.kind == "pronoun":
            name = self._pronoun(i)
        else:
            name = self._apposition(source) or self._holder(source)
        if name is None:
            return
        source.name = name
        source.gender = source.gender or self.names.gender_of(name)
        source.speaks = source.kind != "named_organization"
        person = self.names.person(name)
        if source.speaks and person is not None and person.gender is None:
            person.gender = source.gender

    def _person(self, source: Source) -> str:
        head, surname = source.head, self.words[source.head.stop - 1].bare
        if source.gender and head.stop - head.name == 1 and self.names.persons.get(surname):
            bearer = self.names.gendered(surname, source.gender)
            return bearer.name if bearer else self.text.named(head.name, head.stop)
        return self.names.called(head.name, head.stop)

    def _organization(self, source: Source) -> str:
        head = source.head
        name = self.text.named(head.name if head.body else head.first, head.stop)
        first, _, rest = name.partition(" ")
        return rest if rest and first in ("The", "the", "A", "a", "An", "an") else name

    def _apposition(self, source: Source) -> str | None:
        """Return the person whom capitalized words right behind the head name."""
        first = stop = source.head.stop
        while stop < source.head.end and self.text.in_name(stop):
            stop += 1
        last = self.words[stop - 1]
        fits = source.kind in ("official_unnamed", "anonymous", "group")
        if not fits or stop - first < 2 or last.is_("possessive"):
            return None
        name = self.names.ending(self.text.written(first, stop), last.bare)
        source.kind = "named_person" if name else source.kind
        return name

    def _holder(self, source: Source) -> str | None:
        first, last = self.words[source.head.first], self.words[source.head.stop - 1]
        many = last.is_("plural", "body of officials")
        if source.kind != "official_unnamed" or first.type != "the" or many:
            return None
        return self.names.holder(last.type, source.head.first)

    def _pronoun(self, i: int) -> str | None:
        """Return whom "he", "she" or "who" stands for; its side is that of their last words."""
        source = self.sources[i]
        if source.gender is None:
            is_who = self.words[source.head.first].type == "who"
            name = self._relative(source.head.first) if is_who else None
        else:
            name = self._antecedent(i, source.gender)
        same = [s.side for s in self._spoken(i) if (s.name or "") == name]
        source.side = source.side or (same[-1] if same else None)
        return name or None

    def _relative(self, at: int) -> str | None:
        for run in self.names.runs:
            if run.stop == at and self.words[at - 1].bare in self.names.persons:
                return self.names.called(run.first, run.stop)
        return None

    def _spoken(self, i: int) -> list[Source]:
        return [s for s in self.sources[max(0, i - 8) : i] if s.speaks]

    def _antecedent(self, i: int, gender: str) -> str | None:
        """Return the nearest person of *gender*, sentence by sentence, speakers first.

        The first of no known gender is taken if a sentence has none of the right one.
        """
        at = self.sources[i].head.first
        pronoun, places = self.words[at], {}
        for source in sorted(self._spoken(i), key=lambda s: s.head.first):
            word = self.words[source.head.first]
            if word.paragraph >= pronoun.paragraph - 3:
                told = source.gender or (self.names.gender_of(source.name) if source.name else None)
                places.setdefault(word.sentence, []).append((source.name or "", told))
        for run in self.names.runs:
            word = self.words[run.first]
            if (
                run.first < at
                and word.paragraph >= pronoun.paragraph - 3
                and self.words[run.stop - 1].bare in self.names.persons
                and self.text.quoted(run.first) == self.text.quoted(at)
            ):
                name = self.names.called(run.first, run.stop)
                places.setdefault(word.sentence, []).append((name, self.names.gender_of(name)))
        for sentence in sorted(places, reverse=True):
            for wanted in (gender, None):
                for name, told in places[sentence]:
                    if told == wanted:
                        return name
        return None

    def _role(self, source: Source) -> int:
        """Return the role by the words, the owner, the speaker; an actors lexicon knows better."""
        if source.kind == "media":
            return ROLE_CODE["media"]
        head = source.head
        stop = head.stop if source.kind == "anonymous" else head.end
        actors = [self.actors[i][1] for i in range(head.first, stop) if i in self.actors]
        known = [role for role in actors if role in ("government", "military", "armed_group")]
        by_name = self.names.role_of(source.name) if source.name else 0
        role = self._role_by_words(head)
        clear = [
            self._role_in_place(i)[0] and not self.words[i].is_("vague office")
            for i in range(head.first, head.end)
        ]
        if not any(clear) and (None, *SOURCE_ROLES)[by_name] in TELLING_ROLES:
            role = by_name
        role = role or self._role_of_owner(head) or by_name
        own = [w for w in self.words[head.first : head.stop] if w.type != "the"]
        country = source.kind == "named_organization" and len(own) == 1
        if not role and not known and country and own[0].is_("bare country"):
            role = ROLE_CODE["government"]
        last = self.words[head.stop - 1]
        organization = source.kind == "named_organization"
        if not role and organization and last.bare in self.names.companies:
            role = ROLE_CODE["business"]
        if role == ROLE_CODE["government"] and source.side == "un":
            role = ROLE_CODE["ngo_or_un"]
        if known and (role in (0, ROLE_CODE["government"]) or known[0] == "armed_group"):
            role = ROLE_CODE[known[0]]
        return role

    def _role_by_words(self, head: Head) -> int:
        """Return the last role of the head, else the first of the source; an owner gives way."""
        told = [(*self._role_in_place(i), i < head.stop) for i in range(head.first, head.end)]
        if any(role == ROLE_CODE["police"] for role, *_ in told):
            ranks = [self.words[i].is_("junior rank") for i in range(head.first, head.end)]
            told = [
                (ROLE_CODE["police"] if rank else role, *rest)
                for rank, (role, *rest) in zip(ranks, told, strict=True)
            ]
        plain = [(role, inside) for role, gives_way, inside in told if role and not gives_way]
        every = [(role, inside) for role, _, inside in told if role]
        for found in (plain, every):
            inside_head = [role for role, inside in found if inside]
            if inside_head:
                return inside_head[-1]
            if found:
                return found[0][0]
        return 0

    def _role_in_place(self, i: int) -> tuple[int, bool]:
        """Return the role of word *i* beside its neighbors, and whether it gives way to others."""
        word, role, after = self.words[i], role_in_place(self.text, i), self.text.near(i, i + 1)
        if word.type in ("officer", "officers") and self._is_people(i - 1):
            role = 0
        owns = word.is_("plural") and role > 0 and after is not None and after.role > 0
        return role, word.is_("defers", "possessive") or owns

    def _is_people(self, i: int) -> bool:
        return self.actors.get(i, ("", ""))[1] == "demonym"

    def _role_of_owner(self, head: Head) -> int:
        """Return the role of the person whose team or aide the source is."""
        owners = [w.bare for w in self.words[head.first : head.stop - 1] if w.is_("possessive")]
        return next(filter(None, map(self.names.role_of_owner, owners)), 0)

    def _hand_on_by_name(self) -> None:
        first: dict[str, Source] = {}
        for source in self.sources:
            if source.name:
                earlier = first.setdefault(source.name, source)
                source.side, source.role = (
                    source.side or earlier.side,
                    source.role or earlier.role,
                )

    def _hand_on(self, i: int) -> None:
        """Give "they", "it", "the group" what the last source of a fitting type has."""
        source = self.sources[i]
        meant = self._kinds_meant(source)
        for earlier in reversed(self.sources[max(0, i - 8) : i]):
            here, there = self._paragraph(source), self._paragraph(earlier)
            if here - there > 1:
                return
            if earlier.kind in meant or (self._is_it(source) and self._is_body(earlier)):
                source.side, source.role = (
                    source.side or earlier.side,
                    source.role or earlier.role,
                )
                return

    def _is_it(self, source: Source) -> bool:
        return source.kind == "pronoun" and self.words[source.head.first].type == "it"

    def _is_body(self, source: Source) -> bool:
        return self.words[source.head.stop - 1].is_("body of officials")

    def _paragraph(self, source: Source) -> int:
        return self.words[source.head.first].paragraph

    def _kinds_meant(self, source: Source) -> tuple[str, ...]:
        head = source.head
        first, last = self.words[head.first], self.words[head.stop - 1]
        if source.kind == "pronoun":
            return _MEANT.get(first.type, ())
        if first.type != "the":
            return ()
        if source.kind == "group":
            again = head.stop - head.first == 2 and last.type in _BODY_AGAIN
            return _BODIES if again else ()
        return (source.kind,) if source.kind in ("anonymous", "official_unnamed") else ()


def rows_of(sources: PlainSources) -> list[tuple[str | None, ...]]:
    """Return type, role, side, gender and speaker of each source."""
    return [
        (s.kind, (None, *SOURCE_ROLES)[s.role], s.side, s.gender, s.name) for s in sources.sources
    ]
