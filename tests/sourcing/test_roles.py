"""Labels put together into attributions, against the same rules written one label at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.sourcing.model import LABELS
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts, parts_of_labels
from framing.tokens import Tokens, tokenize

KIND = {"S": SOURCE, "Q": CUE, "C": CONTENT}
CONTINUED = {"Sr": ("Sr",), "Cb": ("Cb",), "Qf": ("Sr", "Qf")}
Place = tuple[int, int]


@dataclass
class Frame:
    """One attribution while it is put together by hand."""

    paragraph: int
    last: str = ""
    parts: dict[int, list[Place]] = field(default_factory=lambda: {0: [], 1: [], 2: []})


def plain_frames(labels: list[int], tokens: Tokens) -> list[Frame]:
    frames: list[Frame] = []
    at = 0
    while at < len(labels):
        name, paragraph = LABELS[labels[at]], int(tokens.paragraph[at])
        stop = at + 1
        while (
            stop < len(labels)
            and name[0] != "O"
            and LABELS[labels[stop]] == "I" + name[1:]
            and tokens.paragraph[stop] == paragraph
        ):
            stop += 1
        if name[0] != "O":
            role = name[1:]
            if (
                not frames
                or frames[-1].paragraph != paragraph
                or (role in CONTINUED and frames[-1].last not in CONTINUED[role])
            ):
                frames.append(Frame(paragraph))
            frames[-1].last = role
            frames[-1].parts[KIND[role[0]]].append((at, stop))
        at = stop
    return share([f for f in frames if f.parts[CONTENT]], tokens)


def share(frames: list[Frame], tokens: Tokens) -> list[Frame]:
    for before, frame in pairwise(frames):
        given, cue, content = before.parts[SOURCE], frame.parts[CUE], frame.parts[CONTENT]
        if (
            given
            and cue
            and not frame.parts[SOURCE]
            and cue[0][0] < content[0][0]
            and tokens.sentence[given[0][0]] == tokens.sentence[cue[0][0]]
        ):
            frame.parts[SOURCE] = list(given)
    return frames


def listed(parts: Parts) -> list[dict[int, list[Place]]]:
    rows: list[dict[int, list[Place]]] = [{0: [], 1: [], 2: []} for _ in range(parts.count())]
    columns = (parts.owner, parts.kind, parts.first, parts.stop)
    for owner, kind, first, stop in zip(*(c.tolist() for c in columns), strict=True):
        rows[owner][kind].append((first, stop))
    return rows


def labelled(names: str, text: str) -> list[dict[int, list[Place]]]:
    labels = np.array([LABELS.index(name) for name in names.split()], np.int8)
    return listed(parts_of_labels(labels, np.arange(len(labels)), tokenize([text])))


def test_a_second_cue_shares_the_source() -> None:
    found = labelled("BSr BQf BCf O BQf BCf", "Lee said no and warned us.")
    assert found == [
        {SOURCE: [(0, 1)], CUE: [(1, 2)], CONTENT: [(2, 3)]},
        {SOURCE: [(0, 1)], CUE: [(4, 5)], CONTENT: [(5, 6)]},
    ]


def test_a_source_is_not_shared_with_the_next_sentence() -> None:
    found = labelled("BSr BQf BCf BQf BCf", "Lee said so. Warned us.")
    assert [row[SOURCE] for row in found] == [[(0, 1)], []]


def test_what_has_no_content_is_left_out() -> None:
    assert labelled("BSr BQf O BSr BQf BCf", "Lee said. So Reed said no.") == [
        {SOURCE: [(3, 4)], CUE: [(4, 5)], CONTENT: [(5, 6)]}
    ]


WORDS = ["Lee", "said", "no.\n", "it. So", "and", "was"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(range(len(LABELS))), st.integers(1, 3), st.sampled_from(WORDS)),
        max_size=30,
    )
)
def test_equals_the_rules_one_label_at_a_time(runs: list[tuple[int, int, str]]) -> None:
    numbers, words = [], []
    for label, size, word in runs:
        inner = LABELS.index("I" + LABELS[label][1:]) if LABELS[label][0] == "B" else label
        numbers += [label] + [inner] * (size - 1)
        words += [word] * size
    tokens = tokenize([" ".join(words)])
    labels = np.resize(np.array(numbers, np.int8), len(tokens))
    expected = [frame.parts for frame in plain_frames(labels.tolist(), tokens)]
    every = np.arange(len(tokens))
    assert listed(parts_of_labels(labels, every, tokens)) == expected
    goes_on = np.array([LABELS.index("I" + x[1:] if x[0] == "B" else x) for x in LABELS])
    told = np.diff(tokens.paragraph, prepend=-1) != 0
    told[1:] |= labels[1:] != goes_on[labels[:-1]]
    assert listed(parts_of_labels(labels[told], every[told], tokens)) == expected


PARTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(1, 9)), max_size=8)


@given(
    st.lists(PARTS.filter(bool), max_size=4),
    st.sets(st.integers(0, 18)),
    st.sets(st.integers(0, 3)),
)
def test_what_parts_hold(
    rows: list[list[tuple[int, int, int]]], told: set[int], on: set[int]
) -> None:
    flat = [(owner, *part) for owner, row in enumerate(rows) for part in row]
    owner, kind, first, size = np.array(flat, np.int64).reshape(-1, 4).T
    parts = Parts(first, first + size, kind.astype(np.int8), owner)
    flags = np.isin(np.arange(18), list(told))
    held = [sum(i in told for i in range(first, first + size)) for _, _, first, size in flat]
    assert parts.flagged(flags).tolist() == held
    asked = np.array([i in on for i in range(len(rows))], np.bool_)
    cues = {o for (o, k, _, _), n in zip(flat, held, strict=True) if k == CUE and n}
    assert np.flatnonzero(parts.holds(CUE, flags)).tolist() == sorted(cues)
    assert np.flatnonzero(parts.holds(CUE, flags, asked=asked)).tolist() == sorted(cues & on)
    places = np.stack((parts.in_order().owner, parts.in_order().first), axis=1).tolist()
    assert places == sorted([owner, first] for owner, _, first, _ in flat)
