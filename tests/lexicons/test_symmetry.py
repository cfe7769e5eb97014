"""The shelf treats the sides of a conflict alike: in its entries, its stances and its matching."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

import framing
from framing.lexicon import Lexicon, load_lexicon, shipped_lexicons
from framing.matching import match_texts

NAMING = [key for key in shipped_lexicons() if key.startswith("naming/")]
STANCED = ("delegitimizing", "legitimizing")

# Names that change places when two sides do; each pair is of one kind.
SWAPS = {
    "israel_palestine": (
        ("israel", "palestine"),
        (
            ("Israelis", "Palestinians"),
            ("Israeli", "Palestinian"),
            ("Netanyahu", "Abbas"),
            ("Sderot", "Jenin"),
            ("Haifa", "Ramallah"),
        ),
        (
            "Gunfire killed three Israelis in Sderot on Monday, officials said. Netanyahu condemned"
            " the brutal attack and claimed that nobody had warned Haifa.",
            "Four Palestinians were wounded near Jenin. “We heard shots,” an Israeli doctor said."
            " Abbas, who spoke in Ramallah, called it a so-called accident.",
            "Two Israeli teenagers were abducted outside Haifa, a Palestinian official told"
            " reporters, and 11 Palestinians fled their homes.",
        ),
    ),
    "russia_ukraine": (
        ("russia", "ukraine"),
        (
            ("Russians", "Ukrainians"),
            ("Russian", "Ukrainian"),
            ("Putin", "Zelensky"),
            ("Moscow", "Kyiv"),
            ("Belgorod", "Kharkiv"),
        ),
        (
            "Shelling killed five Ukrainians in Kharkiv overnight. Zelensky alleged that Russian"
            " troops had fired first; Putin denied the heinous crime.",
            "Seven Russians were hurt in Belgorod, Moscow admitted. A Ukrainian soldier said the"
            " strike was a tragic mistake.",
            "“The talks failed,” Putin said in Moscow, while 40 Ukrainians waited in Kyiv.",
        ),
    ),
    "china": (
        ("china", "taiwan"),
        (("Beijing", "Taipei"), ("Xi Jinping", "Lai Ching-te"), ("Chinese", "Taiwanese")),
        (
            "Two Chinese sailors drowned, Beijing said. Xi Jinping blamed reckless Taiwanese"
            " fishermen and vowed revenge.",
            "Lai Ching-te insisted in Taipei that nine Taiwanese were detained.",
        ),
    ),
}

# Labels that outlets of either side use, in sentences invented here and not in the entries.
RECALL = {
    "israel_palestine": {
        "israel": (
            ("Sirens sent the IDF to the ridge above Gaza.", "idf"),
            ("Near the fence, Israeli soldiers burned brush.", "israeli_troops"),
            ("Tehran mocked the Zionist entity again.", "zionist_entity"),
            ("Her brother served in the Israeli army in Gaza.", "israeli_military"),
            ("A Gaza teacher said occupation soldiers took his keys.", "occupation_forces"),
            ("The Jewish state turned seventy-five.", "jewish_state"),
            ("Israeli hostages were counted twice.", "hostages"),
            ("Two captives waved from a car in Gaza.", "captives"),
            ("He sued the Netanyahu government over Gaza.", "netanyahu_government"),
            ("Donors froze cash because of Israeli settlements.", "settlements"),
            ("A settler fired into the air near Nablus, Palestinian farmers said.", "settlers"),
            ("Settler attacks emptied the Palestinian hamlet.", "settler_violence"),
            ("The security fence hums at night near the West Bank town.", "security_fence"),
            ("Students painted doves on the apartheid wall in Palestine.", "apartheid_wall"),
            ("The envoy named the Zionist regime.", "zionist_regime"),
            ("Israel's right to defend itself was on the agenda.", "self_defense"),
            ("Two fallen soldiers were buried in Israel.", "fallen_soldiers"),
            ("Critics saw an assassination ordered by Israel.", "assassination"),
            ("The blockade of Gaza kept cement out.", "blockade"),
            ("The outlet counted murdered Israelis by town.", "murdered_israelis"),
        ),
        "palestine": (
            ("Schools closed as the terror group mourned its chief in Gaza.", "terror_group"),
            ("The Hamas terrorist hid in a silo.", "terrorists"),
            ("He was called a martyr in Jenin.", "martyrs"),
            ("A resistance fighter left a note in Rafah.", "resistance_fighters"),
            ("Palestinian militants denied the report.", "militants"),
            ("Gunmen fled the Gaza hospital.", "gunmen"),
            ("The resistance movement in Gaza chose a new head.", "resistance_movement"),
            ("Palestinian prisoners began a fast.", "palestinian_prisoners"),
            ("Security prisoners lost visits, Israel said.", "security_prisoners"),
            ("The Hamas government paid half wages.", "hamas_government"),
            ("Abuse of Palestinian hostages must end, he said.", "palestinian_hostages"),
            ("She spoke for the State of Palestine.", "state_of_palestine"),
            ("The Hamas-run clinic network in Gaza closed.", "hamas_run"),
            ("Hamas fighters held the stairwell.", "hamas_fighters"),
            ("A terror attack shook the Israeli port.", "terror_attack"),
            ("They praised the resistance operation at the Israeli post.", "resistance_operation"),
            ("Freed prisoners danced in Ramallah.", "freed_prisoners"),
            ("Hezbollah, the Lebanese terror group, fired at Israel.", "hezbollah_terror"),
            ("The Palestinian Authority raised fees.", "palestinian_authority"),
            ("The Hamas regime banned the song.", "hamas_regime"),
        ),
    },
    "russia_ukraine": {
        "russia": (
            ("Bread doubled in price after the Russian invasion of Ukraine.", "russian_invasion"),
            ("The special military operation goes on in Ukraine.", "special_military_operation"),
            ("Russian troops left the Ukrainian farm.", "russian_forces"),
            ("The occupiers took the tractor, a Ukrainian farmer said.", "russian_occupiers"),
            ("Orcs broke the gate, the Kyiv blogger wrote.", "orcs"),
            ("Ukraine sued over the annexation of Crimea.", "annexation_of_crimea"),
            ("Pro-Russian separatists held the Donbas mine.", "separatists"),
            ("Nobody in Kyiv trusts the Putin regime.", "putin_regime"),
            ("Sham referendums were held in Kherson, Ukraine.", "sham_referendums"),
            ("He blamed Russian aggression against Ukraine.", "russian_aggression"),
        ),
        "ukraine": (
            ("The Kiev regime refused, the deputy said.", "kyiv_regime"),
            ("Ukrainian forces swam the Dnipro.", "ukrainian_forces"),
            ("Ukronazis fired the shell, the host claimed in Donbass.", "ukronazis"),
            ("The neo-Nazi battalion trained near Kyiv.", "neo_nazis"),
            ("A book on the Maidan coup sold in Kiev.", "maidan_coup"),
            ("The Revolution of Dignity has a museum in Kyiv.", "revolution_of_dignity"),
            ("Ukrainian authorities cut the quota.", "kyiv_authorities"),
            ("Deported children came home to Ukraine.", "deported_children"),
            ("A puppet government sits in Kiev, he wrote.", "puppet_government"),
            ("The defenders of Mariupol sang in Ukraine.", "ukrainian_defenders"),
        ),
    },
}


@pytest.fixture(scope="module")
def analyzer() -> framing.Analyzer:
    return framing.Analyzer()


def _naming() -> list[Lexicon]:
    return [load_lexicon(key) for key in NAMING]


@pytest.mark.parametrize("key", NAMING)
def test_every_referent_has_labels_of_several_stances_or_says_why_not(key: str) -> None:
    lexicon = load_lexicon(key)
    stances = defaultdict(set)
    for entry in lexicon.entries:
        for referent in entry.referent:
            stances[referent].add(entry.stance)
    lacking = [
        name
        for name, referent in lexicon.referents.items()
        if len(stances[name]) < 2 and not referent.note
    ]
    assert not lacking, f"{key}: add labels of another stance, or a note, for {lacking}"


@pytest.mark.parametrize("key", NAMING)
def test_a_stance_rests_on_voices_of_differing_position(key: str) -> None:
    lexicon = load_lexicon(key)
    lone = [
        entry.category
        for entry in lexicon.entries
        if entry.stance in STANCED
        and len({lexicon.sources[s].said_by for s in entry.source if s in lexicon.sources}) < 2
    ]
    assert not lone, f"{key}: cite a second voice, or say contested, for {lone}"


def _swap(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    other = dict(pairs) | {b: a for a, b in pairs}
    names = sorted(other, key=len, reverse=True)
    swapped = re.sub("|".join(map(re.escape, names)), lambda m: other[m[0]], text)
    swapped = re.sub(r"\b([Aa])n (?=[^AEIOUaeiou])", r"\1 ", swapped)
    return re.sub(r"\b([Aa]) (?=[AEIOaeio]|Ukr)", r"\1n ", swapped)


KEYS = [(topic, n) for topic, (_, _, texts) in SWAPS.items() for n in range(len(texts))]


def _swapped_rows(
    analyzer: framing.Analyzer, topic: str, number: int, table: str, columns: list[str]
) -> tuple[list[object], list[object]]:
    """Return the rows of a table with sides exchanged, and the rows of the exchanged text."""
    (a, b), pairs, texts = SWAPS[topic]
    exchange = {a: b, b: a}
    for one, two in pairs:  # a figure's quantity may itself be a people: "40 Ukrainians"
        one, two = one.lower().rstrip("s"), two.lower().rstrip("s")
        exchange |= {one: two, two: one}
    tables = []
    for text in (texts[number], _swap(texts[number], pairs)):
        rows = getattr(analyzer.analyze(text), table)
        if table == "hits":  # labels are for one side only; their symmetry is tested by recall
            rows = rows[~rows["feature"].str.startswith("naming.")]
        tables.append(rows[columns].astype(object).fillna("").to_numpy().tolist())
    expected = [[exchange.get(v, v) if isinstance(v, str) else v for v in r] for r in tables[0]]
    return expected, tables[1]


@pytest.mark.parametrize(("topic", "number"), KEYS)
@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("hits", ["feature", "stance", "section", "sentence", "side"]),
        ("harm", ["harm_class", "verb_class", "form", "agent_expressed", "victim_side"]),
        ("figures", ["value", "bound", "quantity", "unit", "side"]),
    ],
)
def test_swapping_names_swaps_sides_and_changes_nothing_else(
    topic: str, number: int, table: str, columns: list[str], analyzer: framing.Analyzer
) -> None:
    expected, got = _swapped_rows(analyzer, topic, number, table, columns)
    assert got == expected


@pytest.mark.parametrize(("topic", "number"), KEYS)
def test_swapping_names_leaves_who_is_cited_as_it_is(
    topic: str, number: int, analyzer: framing.Analyzer
) -> None:
    columns = ["directness", "cue_stance", "source_type", "source_role", "side"]
    expected, got = _swapped_rows(analyzer, topic, number, "attributions", columns)
    assert got == expected


def test_both_sides_names_are_there_to_be_swapped(analyzer: framing.Analyzer) -> None:
    for topic, (sides, pairs, texts) in SWAPS.items():
        found = Counter(
            side
            for text in texts
            for side in analyzer.analyze(text).hits["side"].dropna()
            if side in sides
        )
        assert set(found) == set(sides), topic
        assert all(any(a in t or b in t for t in texts) for a, b in pairs), topic


@pytest.mark.parametrize("topic", sorted(RECALL))
def test_recall_of_labels_differs_little_between_sides(topic: str) -> None:
    lexicons = [x for x in _naming() if x.topic in (topic, "general")]
    recall = {}
    for side, cases in RECALL[topic].items():
        found = match_texts([text for text, _ in cases], lexicons)
        hits = [
            f"naming.{label}" in {feature for feature, _ in features}
            for (_, label), features in zip(cases, found, strict=True)
        ]
        recall[side] = sum(hits) / len(hits)
        missed = [case for case, hit in zip(cases, hits, strict=True) if not hit]
        print(f"{topic} {side}: recall {recall[side]:.2f}; missed {missed}")
    assert min(recall.values()) >= 0.9
    assert max(recall.values()) - min(recall.values()) <= 0.05


def test_sides_have_like_numbers_of_names() -> None:
    """Names of each of the two main sides; one may have at most a half more than the other."""
    for topic, (sides, _, _) in SWAPS.items():
        if topic == "china":  # Taiwan is a small part of what the file is about
            continue
        counts = Counter(e.side for e in load_lexicon(f"actors/{topic}").entries)
        few, many = sorted(counts[side] for side in sides)
        assert many <= 1.5 * few, f"{topic}: {counts}"
