"""Cleaning selects the article from a page: invented layouts, the real pages, and laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from framing.cleaning import _select, _without_credit_lines, clean_text
from framing.pages.blocks import split_units
from framing.pages.glance import glance
from framing.pages.page import mark_page
from framing.reading import read_articles

LAYOUTS = sorted(Path(__file__).parent.joinpath("layouts").glob("*.txt"))
SEEDS = Path(__file__).parents[2] / "shared" / "data" / "seeds"
PARAGRAPH = (
    "The port reopened on Monday after a week of talks, its director told the council there."
)
SECTIONS = {"D": "dek", "C": "caption", "S": "subheading"}


def load(path: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the fields and the marked lines of a layout file."""
    head, _, page = path.read_text(encoding="utf-8").partition("====\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return fields, [(line[0], line[2:]) for line in page.splitlines()]


def page_of(lines: list[tuple[str, str]]) -> str:
    return "\n".join(text for _, text in lines) + "\n"


def bare(text: str) -> str:
    return text.strip().lstrip("•#*-– ").strip()


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_an_invented_page_keeps_its_article_and_nothing_else(path: Path) -> None:
    _, lines = load(path)
    wanted = [bare(text) for mark, text in lines if mark != "-" and text.strip()]
    cleaned = clean_text(page_of(lines))
    assert [bare(line) for line in cleaned.text.splitlines() if line.strip()] == wanted


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_an_invented_page_gives_up_its_headline_and_sections(path: Path) -> None:
    _, lines = load(path)
    cleaned = clean_text(page_of(lines))
    titles = [bare(text) for mark, text in lines if mark == "T"]
    assert cleaned.title == (titles[0] if titles else None)
    found = [(s.section, cleaned.text[s.start : s.end]) for s in cleaned.sections]
    assert found == [(SECTIONS[mark], bare(text)) for mark, text in lines if mark in SECTIONS]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_an_invented_page_gives_up_what_it_says_of_itself_and_no_more(path: Path) -> None:
    fields, lines = load(path)
    [article] = read_articles(page_of(lines))
    published = article.published
    shown = None
    if published is not None:
        shown = f"{published:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    found = {"outlet": article.outlet, "published": shown, "byline": article.byline}
    assert {key: value for key, value in found.items() if value is not None} == fields


# The body of each real page, as marked by hand before any output was looked at: ranges of the file
# that a reader would keep (headline, dek and caption among them). Offsets only, no text.
MARKED = {
    "000": [
        (2233, 2295), (2378, 2501), (2659, 2786), (2788, 3020), (3022, 3185), (3187, 3407),
        (3629, 3658), (3660, 3868), (4007, 4180), (4182, 4359), (4361, 4513), (4598, 4831),
        (4833, 4990), (4992, 5251), (5253, 5339),
    ],
    "001": [(0, 59), (61, 589), (926, 5795)],
    "002": [(0, 64), (132, 3118)],
    "003": [(0, 3683)],
    "004": [(0, 62), (134, 1754)],
}  # fmt: skip
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"{SEEDS} is not there")


def seed(number: str) -> tuple[str, set[int]]:
    """Return a real page and the places of the characters kept that are not white space."""
    [path] = SEEDS.glob(f"{number}_*.txt")
    raw = path.read_bytes().decode("utf-8")
    return raw, {
        at for start, end in MARKED[number] for at in range(start, end) if not raw[at].isspace()
    }


@needs_seeds
@pytest.mark.parametrize("number", MARKED)
def test_a_real_page_is_cleaned_as_a_reader_would(
    number: str, record_property: pytest.RecordProperty
) -> None:
    raw, wanted = seed(number)
    removed = {at for r in clean_text(raw).removed for at in range(r.start, r.end)}
    kept = {at for at in range(len(raw)) if at not in removed and not raw[at].isspace()}
    precision, recall = len(kept & wanted) / len(kept), len(kept & wanted) / len(wanted)
    record_property("precision", precision)
    record_property("recall", recall)
    print(f"{number}: precision {precision:.4f}, recall {recall:.4f}")
    assert precision >= 0.99
    assert recall >= 0.99


WORDS = st.sampled_from(
    [
        "Share",
        "Related News",
        "Most Read",
        "BREAKING",
        "By A. Writer",
        "Port reopens after a week",
        "The port reopened on Monday after a week of talks, its director said.",
        "“No,” she said.",
        "A longer strike",
        "• Politics",
        "- Politics",
        "# Port reopens",
        "3 May 2031",
        "Read more: Pilots wait",
        "Boats in the harbor. (AP Photo/A. Writer)",
        "— Ledger (@ledger) May 3, 2031",
        "2 min read",
        "Crews went home, and the mediator, who had spent the night between two floors of a hotel,"
        " said that he would call again when either side had something new to say about pensions.",
        "Lena Park is a reporter at the harbor desk.",
        "café\u2009– 𝔭ort",
        "x",
        "Monday",
    ]
)
BREAKS = st.sampled_from(["\n", "\n\n", "\n\n", "\r\n\r\n", "\n \n", "\n  ", " \n\n"])
PAGES = st.lists(st.tuples(WORDS, BREAKS), max_size=12).map(
    lambda parts: "".join(line + gap for line, gap in parts)
)
AGAIN = st.sampled_from(["", "A longer strike\n\nA longer strike.\n\n", "He came\n\nHe came.\n\n"])
PROSE = st.sampled_from(
    [
        "The port reopened on Monday after a week of talks, its director said.",
        "“We got most of what we asked for,” said the head of the union, and went in.",
        "Crews (about 200 of them) had gathered at the gate an hour before the shift.",
        "With the vote, the strike ended: ships came in, and the crews went back to work.",
        "A longer strike",
        "“No.”",
        "He left.",
    ]
)
ARTICLES = st.lists(st.tuples(PROSE, st.sampled_from(["\n", "\n\n", "\n\n"])), max_size=14).map(
    lambda parts: "".join(line + gap for line, gap in parts)
)


@given(PAGES | ARTICLES | st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_what_is_kept_and_what_is_removed_partition_the_page(raw: str) -> None:
    cleaned = clean_text(raw)
    removed = [at for r in cleaned.removed for at in range(r.start, r.end)]
    assert len(set(removed)) == len(removed)
    gone = set(removed)
    assert cleaned.text == "".join(char for at, char in enumerate(raw) if at not in gone)
    assert all(r.start < r.end and r.reason for r in cleaned.removed)


@given(PAGES | ARTICLES)
@settings(max_examples=100, deadline=None)
def test_sections_and_headline_lie_in_the_text(raw: str) -> None:
    cleaned = clean_text(raw)
    assert cleaned.title is None or cleaned.text.startswith(cleaned.title)
    assert 0 <= cleaned.body_start <= len(cleaned.text)
    for section in cleaned.sections:
        assert cleaned.body_start <= section.start < section.end <= len(cleaned.text)


def assert_the_long_way_agrees(raw: str, title: str | None) -> None:
    """The plain slow way is the oracle of the short one."""
    long = _select(raw, mark_page(split_units(raw), title_known=title is not None, furniture=()))
    long = _without_credit_lines(long)
    short = clean_text(raw, title=title)
    assert (short.text, short.title, short.body_start) == (long.text, long.title, long.body_start)
    assert (short.removed, short.sections) == (long.removed, long.sections)
    assert (short.removed_lines, short.near_title) == (long.removed_lines, long.near_title)


@given(
    ARTICLES | PAGES, AGAIN, st.sampled_from([None, "A longer strike", "Port opens", "He left."])
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_the_short_way_comes_to_what_the_long_way_comes_to(
    body: str, again: str, title: str | None
) -> None:
    raw = again + body if title is None else f"{title}\n\n{again}{body}"
    assume(glance(raw, title) is not None)
    assert_the_long_way_agrees(raw, title)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_the_short_way_agrees_on_every_start_and_end_of_an_invented_page(path: Path) -> None:
    _, lines = load(path)
    for start in range(len(lines)):
        for part in (lines[start:], lines[: start + 1], lines[start : start + 8]):
            raw = page_of(part)
            if glance(raw, None) is not None:
                assert_the_long_way_agrees(raw, None)


@pytest.mark.parametrize(
    "line",
    [
        "Register of deeds officials said on Monday that the papers had been lost in the flood.",
        "Share prices fell by two percent on the news, and rose again before the close of trade.",
        "By the time the boats came home the harbor had been shut for a day and a night.",
        "Sources: nobody in the port authority would say who had ordered the gates to be shut.",
        "Read between the lines of the offer and the pension fund is what it is all about.",
        "Follow the money, she said, and you will find the breakwater at the end of every road.",
        "Home was far away for the crews of the forty ships that waited outside the breakwater.",
        "Copyright law was no help to the painter, whose poster hung on every wall of the port.",
    ],
)
def test_a_sentence_that_begins_like_furniture_stays(line: str) -> None:
    prose = "The port reopened on Monday after a week of talks, its director said on the quay."
    raw = f"{prose}\n\n{line}\n\n{prose[:-1]} again.\n\n{prose[:-1]} at noon."
    assert clean_text(raw).text == raw


def test_a_headline_that_stands_twice_goes_once_though_broken_into_lines() -> None:
    title = "Port reopens after nine days; Crews return before dawn"
    prose = "The port reopened on Monday after a week of talks, its director said."
    raw = f"{title}\n\nPort reopens after nine days;\nCrews return before dawn.\n\n{prose}"
    cleaned = clean_text(raw, title=title)
    assert cleaned.text == f"{title}\n\n{prose}"
    long = _select(raw, mark_page(split_units(raw), title_known=True, furniture=()))
    assert long.text == cleaned.text


@pytest.mark.parametrize(
    "page",
    [
        "{t}\n\nIt is a long way home.\n\n{p}\n\n{p} Again.",
        "{t}\n\nOPINION.\n\n{p}\n\nHe left.\n\nShe stayed.\n\n{p} Again.",
        "{t}\n\n{t}.\n\nTwo pilots are hurt.\n\n{p}\n\n{p} Again.",
        "{t}\n\n{p}\n\n{p} Again.\n\nNobody was hurt.",
        "{t}\n\n{p}\n\n___.\n\n{p} Again.\n\nIt shut.\n\nIt shut again.",
    ],
)
def test_short_sentences_pass_the_short_way(page: str) -> None:
    title = "Port reopens after nine days of talks on the quay"
    prose = "The port reopened on Monday after a week of talks, its director said."
    raw = page.format(t=title, p=prose)
    assert glance(raw, title) is not None
    assert_the_long_way_agrees(raw, title)


@pytest.mark.parametrize("again", ["{t}\n\n{t}.", "{t}\n\n{t}", "\n{t}\n\n{t}."])
@pytest.mark.parametrize(
    "title", ["Port opens", "Port reopens after nine days of talks, 3 May 2031"]
)
def test_a_headline_found_and_written_again_passes_the_short_way(again: str, title: str) -> None:
    prose = "The port reopened on Monday after a week of talks, its director said."
    raw = f"{again.format(t=title)}\n\n{prose}\n\n{prose} Again.\n\n{prose}"
    assert glance(raw, None) is not None
    assert_the_long_way_agrees(raw, None)
    assert clean_text(raw).text.count(title) == 1


def test_a_headline_that_stands_three_times_stays_once() -> None:
    prose = "The port reopened on Monday after a week of talks, its director said."
    cleaned = clean_text(f"Port opens\n\nPort opens\n\nPort opens\n\n{prose}", title="Port opens")
    assert cleaned.text == f"Port opens\n\n{prose}"


def test_dates_between_paragraphs_stay_as_subheadings() -> None:
    prose = "The port reopened on Monday after a week of talks, its director said."
    raw = f"{prose}\n\nMay 3, 2031\n\n{prose[:-1]} again.\n\nMonday\n\n{prose[:-1]} at noon."
    cleaned = clean_text(raw)
    assert cleaned.text == raw
    found = [cleaned.text[s.start : s.end] for s in cleaned.sections]
    assert found == ["May 3, 2031", "Monday"]


def test_a_blank_line_stays_between_headline_and_body_when_lines_go_between_them() -> None:
    prose = "The port reopened on Monday after a week of talks, its director said."
    cleaned = clean_text(f"Port reopens\nShare:\n\n{prose}")
    assert cleaned.text == f"Port reopens\n\n{prose}"
    assert cleaned.text[cleaned.body_start :] == prose


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("From our industrial editor, Ann Lee", "Ann Lee"),
        ("From our own correspondent in Northport", None),
        ("From our staff reporters", None),
    ],
)
def test_a_line_that_names_our_editor_is_a_byline(line: str, byline: str | None) -> None:
    prose = "The port reopened on Monday after a week of talks, its director said."
    [article] = read_articles([{"text": f"Port reopens after nine days\n\n{line}\n\n{prose}\n"}])
    assert article.text == f"Port reopens after nine days\n\n{prose}"
    assert article.byline == byline


@pytest.mark.xfail(strict=True, reason="two words below a menu look like one more of its entries")
def test_a_headline_of_two_words_right_below_a_menu_is_found() -> None:
    prose = "The port reopened on Monday after a week of talks, its director said."
    assert clean_text(f"Home\nWorld\nNews\nPort opens\n\n{prose}\n").title == "Port opens"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Mara Quill", id="the author of an entry of a live blog"),
        pytest.param("About our opinion section", id="a heading above a note on the section"),
        pytest.param(
            "NPT transcripts are made on a deadline, and this may not be their final form.",
            id="a note on how transcripts are made",
        ),
    ],
)
@pytest.mark.xfail(
    strict=True, reason="nothing in its form or first word tells it from the article"
)
def test_furniture_that_reads_like_the_article_goes(line: str) -> None:
    page = f"Port reopens\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH.replace('port', 'quay')}\n"
    assert line not in clean_text(page).text


HERON = "A heron nests on the roof of the customs house, and nobody there uses the front door."


@pytest.mark.parametrize("link", ["Read more »", "Read the full story →", "See more ›"])
def test_a_link_with_an_arrow_ends_no_article(link: str) -> None:
    page = f"Port reopens\n\n{PARAGRAPH}\n\n{link}\n\nA heron\n\n{HERON}\n"
    cleaned = clean_text(page)
    assert "nests" in cleaned.text
    assert link not in cleaned.text


def test_a_note_on_the_author_stays_where_no_credits_follow_it() -> None:
    note = "Mara Quill is a reporter for the Ledger who was arrested at the north gate on Monday."
    assert note in clean_text(f"Reporter arrested\n\nBy A. Writer\n\n{note}\n\n{PARAGRAPH}\n").text
