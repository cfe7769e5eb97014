"""Features of a casualty sentence in roles, never in names: for each side, where it stands.

A feature is, say, "a demonym of this side is in the victim phrase" or "the attack was on a place
of this side"; the weights are the same for both sides. Words of manner (air war, hostage taking)
count toward the side that has a regular army, whichever that is. So a conflict with other names
and places, known through another actors lexicon, has the same features.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.text.token_lists import TokenLists

Floats = npt.NDArray[np.float64]
Span = tuple[int, int]


class Mention(NamedTuple):
    """A mention of harm: spans are (first, last) tokens of the batch, None where not expressed."""

    first: int
    last: int
    harm: str
    form: str
    victim: Span | None
    agent: Span | None
    means: Span | None
    target: Span | None
    side: str | None


# A place of both sides leaves the library's rule open; the model has to name a side all the same.
_READ_AS = {"": "person", "shared_place": "place"}
_ROLES = ("demonym", "place", "military", "armed_group", "government", "organization", "event")
PER_SIDE = (
    *("victim_demonym", "victim_member", "victim_place", "victim_event"),
    *("place_after", "place_before", "target", "agent", "means", "owner"),
    *("nearest", "first", "far"),
    *(f"elsewhere_{role}" for role in _ROLES),
)
_SIDE_INDEX = {name: i for i, name in enumerate(PER_SIDE)}

MANNERS = {
    "air": """airstrike airstrikes air-strike bombing bombings bombardment bombardments bombed bombs
        bomb shelling shells missile missiles warplane warplanes drone drones jets rubble collapsed
        flattened leveled strike strikes struck blast explosion explosions bombarded pounded""",
    "ground": """gunmen gunman militants militant terrorists terrorist attackers attacker assailants
        infiltrators fighters rampage stormed incursion infiltrated breached overran massacre
        massacres invaded marauding infiltration intruders breach rampaging storming""",
    "hostage": """hostage hostages kidnapped abducted abducting kidnapping captive captives captured
        seized abductions abduction capturing""",
    "siege": """siege blockade besieged fuel electricity evacuate evacuated evacuation displaced aid
        humanitarian water trapped""",
    "hospital": """hospital hospitals patients patient morgue morgues surgeon ambulance ambulances
        medics paramedics paramedic wards""",
    "festival": "festival concert party partygoers revelers concertgoers ravers rave attendees",
    "retaliation": """retaliatory retaliation response counterattack counterstrikes reprisal
        retaliated retaliate offensive campaign counteroffensive counterstrike""",
    "surprise": """surprise unprecedented worst deadliest deadly terror terrorism atrocities
        atrocity""",
    "attack": "attack attacks assault assaults",
    "soldier": "soldier soldiers troops reservist officer sergeant lieutenant captain major police",
    "foreign": """citizens nationals foreign nationality dual foreigners citizen national american
        americans british french german canadian thai ukrainian nepali""",
    "family": "children child relatives family families cousin cousins brother brothers uncle",
    "frail": "babies baby infants elderly grandparents women grandmothers",
    "journalist": "journalist journalists reporter reporters photographer videographer",
    "settler": "settler settlers checkpoint clashes camp camps",
    "rocket": "rocket rockets",
    "border": "border fence communities community towns",
    "mourning": "vigil rally funeral funerals mourners mourn buried burial",
}
_MANNER_OF = {word: i for i, words in enumerate(MANNERS.values()) for word in words.split()}
_N_MANNERS = len(MANNERS)
GENERAL = (*(f"{where}_{m}" for where in ("all", "victim", "agent") for m in MANNERS), "bias")
BOTH = (
    *("bias", "mentions_differ", "two_in_victim", "two_places", "both_sides", "in_the_war"),
    *("coordinated", "two_demonyms", "silent", "several_mentions", "n_mentions"),
)

_OF_PLACE = frozenset(
    "in across inside throughout within at near around from outside into to on of".split()
)
_ON = frozenset("on against in into at of".split())
_ASSAULTS = frozenset(
    """attack attacks assault assaults raid raids strike strikes airstrike airstrikes bombardment
    bombing bombings offensive incursion invasion massacre rampage onslaught war campaign response
    retaliation counterattack operation siege breached stormed invaded attacked struck infiltrated
    entered bombed raided""".split()
)
_ANAPHORS = frozenset(
    """it they he she we group troops forces army military militants gunmen terrorists fighters
    militia attackers""".split()
)
_BLAME = frozenset("blame blames blamed blaming".split())
_BORDER = frozenset("border borders fence crossing frontier".split())
_BOTH_SIDES = ("both sides", "two sides", "each side", "either side", "other side", "both peoples")
_HARM = frozenset("killed died dead death deaths lives toll casualties fatalities".split())
_WAR = frozenset("war conflict fighting violence clashes".split())
_REACH = 14


@dataclass(frozen=True, slots=True, eq=False)
class SentenceFeatures:
    """``sides``: (2, len(PER_SIDE)); ``general``: (len(GENERAL),); ``both``: (len(BOTH),)."""

    sides: Floats
    general: Floats
    both: Floats


def sentence_features(
    lists: TokenLists,
    mentions: Sequence[Mention],
    actors: Mapping[int, tuple[str | None, str]],
    span: tuple[int, int],
    sides: tuple[str, str],
    *,
    masked: bool = False,
) -> SentenceFeatures:
    """Return the features of tokens ``span[0]`` to ``span[1]`` (exclusive).

    *sides* names first the side with a regular army. *masked* hides each mention's harm word,
    agent and means, so that the features hold nothing that a study of wording would measure.
    """
    reader = _Reader(lists, actors, span, {s: i for i, s in enumerate(sides)}, masked)
    per_side, general = reader.read(mentions)
    single = [reader.read([m])[0] for m in mentions]
    return SentenceFeatures(per_side, general, _both(reader, per_side, single))


class _Reader:
    """Holds one sentence while its mentions are read."""

    def __init__(
        self,
        lists: TokenLists,
        actors: Mapping[int, tuple[str | None, str]],
        span: tuple[int, int],
        sides: dict[str, int],
        masked: bool,
    ) -> None:
        self.lists, self.span, self.masked = lists, span, masked
        known = {k: actors[k] for k in range(*span) if k in actors}
        self.side = {k: sides[side] for k, (side, _) in known.items() if side in sides}
        self.role = {k: _READ_AS.get(known[k][1], known[k][1]) for k in self.side}

    def read(self, mentions: Sequence[Mention]) -> tuple[Floats, Floats]:
        per_side, general = np.zeros((2, len(PER_SIDE))), np.zeros(len(GENERAL))
        general[-1] = 1
        hidden, used = self._hidden(mentions), set[int]()
        segments: set[int] = set()
        for m in mentions:
            segment = self._segment(m.first)
            segments.update(range(*segment))
            self._victim(m, per_side, general, hidden, used)
            self._places(m, segment, per_side, hidden, used)
            if not self.masked:
                self._agent(m, segment, per_side, general)
        inside = segments or set(range(*self.span))
        self._elsewhere(mentions, per_side, inside, hidden, used)
        for k in inside:
            if not (self.masked and k in hidden):
                self._manner(k, 0, general)
        return per_side, general

    def _hidden(self, mentions: Sequence[Mention]) -> set[int]:
        spans = [s for m in mentions for s in ((m.first, m.last), m.agent, m.means) if s]
        return {k for first, last in spans for k in range(first, last + 1)}

    def _segment(self, i: int) -> tuple[int, int]:
        """Return the stretch around *i* up to where an extractor glued two sentences together."""
        first, stop = i, i + 1
        while first > self.span[0] and not self._glued(first - 1):
            first -= 1
        while stop < self.span[1] and not self._glued(stop - 1):
            stop += 1
        return first, stop

    def _glued(self, j: int) -> bool:
        gap = self.lists.gap(j)
        glued = gap != "" and gap[0] in ".?!" and not gap[-1].isspace()
        return glued or self.lists.sentence[j] != self.lists.sentence[j + 1]

    def _set(self, per_side: Floats, k: int, name: str) -> None:
        per_side[self.side[k], _SIDE_INDEX[name]] = 1

    def _manner(self, k: int, where: int, general: Floats) -> None:
        manner = _MANNER_OF.get(self.lists.words[k])
        if manner is not None:
            general[where * _N_MANNERS + manner] = 1

    def _victim(
        self, m: Mention, per_side: Floats, general: Floats, hidden: set[int], used: set[int]
    ) -> None:
        for k in range(m.victim[0], m.victim[1] + 1) if m.victim else ():
            if k in hidden:
                continue
            self._manner(k, 1, general)
            if k in self.side:
                role = self.role[k]
                kind = role if role in ("demonym", "place", "event") else "member"
                self._set(per_side, k, f"victim_{kind}")
                used.add(k)

    def _places(
        self,
        m: Mention,
        segment: tuple[int, int],
        per_side: Floats,
        hidden: set[int],
        used: set[int],
    ) -> None:
        for k in range(m.last + 1, min(segment[1], m.last + _REACH)):
            if k > m.last + _REACH // 2 and self.lists.breaks[k - 1]:
                break
            if self._is_place(k, hidden, _OF_PLACE):
                self._set(per_side, k, "place_after")
                used.add(k)
                break
        for k in range(m.first - 1, max(segment[0] - 1, m.first - _REACH), -1):
            if k not in used and self._is_place(k, hidden, _OF_PLACE - {"into", "to", "on", "of"}):
                self._set(per_side, k, "place_before")
                used.add(k)
                break
        for k in range(m.target[0], m.target[1] + 1) if m.target else ():
            if k in self.side and not self._is_blamed(k):
                self._set(per_side, k, "target")
                used.add(k)
        for k in range(max(segment[0], m.first - _REACH), m.first):
            attacked = self._after(k, _ON, 2) and self._after(k, _ASSAULTS, 4)
            if attacked and self.role.get(k) in ("place", "demonym") and not self._is_blamed(k):
                self._set(per_side, k, "target")

    def _is_place(self, k: int, hidden: set[int], prepositions: frozenset[str]) -> bool:
        if self.role.get(k) != "place" or k in hidden:
            return False
        if self.lists.near(k, k + 1) in _BORDER:
            return False
        return self._after(k, prepositions, 3)

    def _is_blamed(self, k: int) -> bool:
        """Tell "blamed the strike on them" from "the strike on them"."""
        return self._after(k, _BLAME, 8) or self.lists.near(k, k + 1) in _BORDER

    def _owns_attack(self, k: int) -> bool:
        """Tell "Ruritania's retaliation" and "Ruritanian air strikes" from a party acted on."""
        return any(self.lists.near(k, j) in _ASSAULTS for j in (k + 1, k + 2))

    def _after(self, k: int, words: frozenset[str], reach: int) -> bool:
        first = max(self.span[0], k - reach)
        return any(self.lists.words[j] in words for j in range(first, k))

    def _agent(
        self, m: Mention, segment: tuple[int, int], per_side: Floats, general: Floats
    ) -> None:
        for k in range(m.means[0], m.means[1] + 1) if m.means else ():
            if k in self.side:
                self._set(per_side, k, "means")
        if m.agent is None:
            return
        for k in range(m.agent[0], m.agent[1] + 1):
            self._manner(k, 2, general)
        named = self._agent_token(m.agent, segment[0])
        if named is not None and self.role[named] != "event":
            self._set(per_side, named, "agent")

    def _agent_token(self, agent: tuple[int, int], first: int) -> int | None:
        """Return the party in the agent phrase; for "it" or "the group" the one before it."""
        inside = next((k for k in range(agent[0], agent[1] + 1) if k in self.side), None)
        if inside is not None or self.lists.words[agent[1]] not in _ANAPHORS:
            return inside
        before = range(agent[0] - 1, first - 1, -1)
        return next((k for k in before if k in self.side and not self._after(k, _ON, 1)), None)

    def _elsewhere(
        self,
        mentions: Sequence[Mention],
        per_side: Floats,
        inside: set[int],
        hidden: set[int],
        used: set[int],
    ) -> None:
        seen = [k for k in sorted(self.side) if k not in hidden]
        owners = [] if self.masked else [k for k in seen if k in inside and self._owns_attack(k)]
        for k in owners:
            self._set(per_side, k, "owner")
        seen = [k for k in seen if k not in owners]
        for k in seen:
            if k not in inside:
                self._set(per_side, k, "far")
            elif k not in used and self.role[k] in _ROLES:
                self._set(per_side, k, f"elsewhere_{self.role[k]}")
        near = [k for k in seen if k in inside]
        if near:
            self._set(per_side, near[0], "first")
            distance = {k: min(abs(k - m.first) for m in mentions) for k in near if mentions}
            if distance:
                self._set(per_side, min(distance, key=lambda k: (distance[k], k)), "nearest")


def _both(reader: _Reader, per_side: Floats, single: Sequence[Floats]) -> Floats:
    victim = [f[:, :4].sum(1) + f[:, 4] for f in single]
    wins = {int(np.sign(v[0] - v[1])) for v in victim}
    words = reader.lists.words[reader.span[0] : reader.span[1]]
    text = " ".join(words)
    demonym = per_side[:, _SIDE_INDEX["victim_demonym"]]
    demonym = demonym + per_side[:, _SIDE_INDEX["elsewhere_demonym"]]
    placed = [f[:, _SIDE_INDEX["place_after"]] + f[:, 2] for f in single]
    return np.array(
        [
            1,
            {1, -1} <= wins,
            any((f[:, :3].sum(1) > 0).all() for f in single),
            any((p > 0).all() for p in placed),
            any(phrase in text for phrase in _BOTH_SIDES),
            bool(_HARM.intersection(words)) and _in_the_war(words),
            _coordinated(reader),
            bool((demonym > 0).all()),
            per_side.sum() == 0,
            len(single) > 1,
            min(len(single), 4),
        ],
        np.float64,
    )


def _in_the_war(words: Sequence[str]) -> bool:
    """Tell "19 have died in the war" and "the war has killed": no side is meant in particular."""
    for i, word in enumerate(words):
        if word in _WAR and (
            (
                {"in", "of", "during", "since"} & set(words[max(i - 4, 0) : i])
                and _HARM.intersection(words[max(i - 9, 0) : i])
            )
            or _HARM.intersection(words[i + 1 : i + 6])
        ):
            return True
    return False


def _coordinated(reader: _Reader) -> bool:
    """Tell "A and B" where A and B are of two sides and play one role."""
    words, side, role = reader.lists.words, reader.side, reader.role
    return any(
        words[k + 1] == "and"
        and k + 2 in side
        and side[k] != side[k + 2]
        and role[k] == role[k + 2]
        for k in side
        if k + 2 < reader.span[1]
    )
