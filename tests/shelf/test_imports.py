from __future__ import annotations

import warnings
from dataclasses import astuple, replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from framing.errors import LexiconError, ReadWarning
from framing.lexicon import Lexicon, lexicon_from_terms, load_lexicon, shipped_lexicons
from framing.matching import match_texts
from framing.shelf.exports import export_lexicon, to_quanteda
from framing.shelf.imports import decode, import_lexicon, lexicon_from_frame


def read(tmp_path: Path, name: str, content: str | bytes) -> Lexicon:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return import_lexicon(path)


def terms(lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(entry.category, entry.term) for entry in lexicon.entries]


LIWC = "%\n1\tDock Work\n2\tAnger\n%\n\nstevedore*\t1\nfurious\t2\nhot and cold\t1\t2\n"
FOUND = [
    ("dock_work", "stevedore*"),
    ("anger", "furious"),
    ("dock_work", "hot and cold"),
    ("anger", "hot and cold"),
]


@pytest.mark.parametrize(
    "content",
    [
        LIWC,
        LIWC.replace("\t", " "),
        LIWC.replace("\t", "   "),
        LIWC.replace("\n", "\r\n"),
        LIWC.replace("%\n\n", "\n"),
        LIWC.replace("%\n", ""),
        LIWC.replace("%", " % "),
        LIWC.replace("furious", "// a note\n# another\nfurious"),
        LIWC.replace("1\tDock", "01\tDock").replace("cold\t1", "cold\t01"),
        LIWC.encode("utf-8-sig"),
        LIWC.encode("utf-16"),
        LIWC.encode("utf-16-le"),
        LIWC.encode("utf-16-be"),
        LIWC + "%\n",
        LIWC.replace("furious\t2", "furious\t2\t2"),
        LIWC.rstrip("\n"),
    ],
    ids=lambda content: repr(content[:30]),
)
def test_messy_liwc_files(tmp_path: Path, content: str | bytes) -> None:
    assert terms(read(tmp_path, "docks.dic", content)) == FOUND


def test_liwc_names_and_levels(tmp_path: Path) -> None:
    head = "%\n1\taffect (Affect)\n\t2\tnegemo (Negative Emotion)\n\t\t3\tanger (Anger)\n4\tx\n%\n"
    content = head + "rage 1 2 3\n"
    lexicon = read(tmp_path, "LIWC 2015.dic", content)
    assert lexicon.name == "liwc_2015"
    assert lexicon.features() == (
        "liwc_2015.affect",
        "liwc_2015.affect.negemo",
        "liwc_2015.affect.negemo.anger",
    )
    assert lexicon.categories["affect.negemo"] == "negemo (Negative Emotion)"


def test_latin_letters_in_an_old_encoding(tmp_path: Path) -> None:
    content = "%\n1\tlieu\n%\ncafé*\t1\n".encode("cp1252")
    assert terms(read(tmp_path, "x.dic", content)) == [("lieu", "café*")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("like\t(02 134)125/464\t253", "line 6: .*condition"),
        ("kind\t<of>131/125\t135", "line 6: .*condition"),
        (":)\t1", "line 6: .*condition"),
        ("AT&T\t1", "line 6: .*never one word"),
        ("lonely", "line 6: .*no number"),
        ("lonely\t9", "line 6: 'lonely': no category has number 9"),
        ("*\t1", "line 6: .*only"),
    ],
)
def test_what_liwc_files_hold_and_we_cannot_use(tmp_path: Path, line: str, says: str) -> None:
    content = f"%\n1\ta\n2\tb\n%\ngood\t1\n{line}\n"
    with pytest.warns(ReadWarning, match=says):
        lexicon = read(tmp_path, "x.dic", content)
    assert terms(lexicon) == [("a", "good")]


def test_a_warning_counts_what_it_does_not_show(tmp_path: Path) -> None:
    with pytest.warns(ReadWarning, match="left out 9: .*; and 4 more"):
        read(tmp_path, "x.dic", "%\n1\ta\n%\ngood\t1\n" + "AT&T\t1\n" * 9)


YAML = """\
emotion:
  negative:
    anger: [furious, "hot under the collar"]
    __: [bad]
  positive: [good*]
vote: [yes, no, on]
Public Office: mayor
"""


def test_quanteda_levels_are_kept(tmp_path: Path) -> None:
    assert terms(read(tmp_path, "mood.yml", YAML)) == [
        ("emotion.negative.anger", "furious"),
        ("emotion.negative.anger", "hot under the collar"),
        ("emotion.negative", "bad"),
        ("emotion.positive", "good*"),
        ("vote", "yes"),
        ("vote", "no"),
        ("vote", "on"),
        ("public_office", "mayor"),
    ]


def test_lexicoder(tmp_path: Path) -> None:
    lexicon = read(tmp_path, "sent.lc3", "+NEGATIVE\nawful \nnot good\n\n+POSITIVE\r\ngood*\n")
    assert terms(lexicon) == [
        ("negative", "awful"),
        ("negative", "not good"),
        ("positive", "good*"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.dic", "good\t1\n", "no categories.*begins with a line of %"),
        ("x.dic", "", "no categories"),
        ("x.yml", "a: [b", "not valid YAML"),
        ("x.yml", "- a\n- b\n", "write keys with lists"),
        ("x.yml", "a: &a [b, *a]\n", "(recursive|hold themselves)"),
        ("x.yml", "a: []\n", "no term could be read"),
        ("x.lc3", "good\n+A\n", "x.lc3:1: 'good' stands before any category"),
        ("x.csv", "word,category\na,b\n", "unknown column 'word'"),
        ("x.csv", "category\nb\n", "no column 'term'"),
        ("x.csv", "term,categroy\na,b\n", "did you mean 'category'"),
        ("x.csv", "term,category\n,b\n", "row 1: the term is missing"),
        ("x.doc", "a", "no lexicon format has the suffix '.doc'"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: str, says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        read(tmp_path, name, content)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"nowhere.dic: cannot be read"):
        import_lexicon(tmp_path / "nowhere.dic")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    content = "term,category\nwalkout*,strike\n".replace(",", delimiter)
    assert terms(read(tmp_path, "x.csv", content)) == [("strike", "walkout*")]


def test_csv_that_a_spreadsheet_spoiled_keeps_its_good_rows(tmp_path: Path) -> None:
    with pytest.warns(ReadWarning, match="row 2: .*never one word"):
        lexicon = read(tmp_path, "x.csv", "term,category\ngood,a\nAT&T,a\n")
    assert len(lexicon.entries) == 1


@pytest.mark.parametrize("blank", ["", "  ", '" "'])
def test_a_row_without_a_term_is_left_out(tmp_path: Path, blank: str) -> None:
    with pytest.warns(ReadWarning, match="x.csv: left out 1: row 2: the term is missing"):
        lexicon = read(tmp_path, "x.csv", f"term,category\ngood,a\n{blank},a\nbad,b\n")
    assert terms(lexicon) == [("a", "good"), ("b", "bad")]


def test_a_data_frame_without_a_term_names_the_row() -> None:
    with pytest.raises(LexiconError, match="row 1: the term is missing"):
        lexicon_from_frame(pd.DataFrame({"term": ["good", None]}))


def test_a_data_frame_with_missing_values_and_guards() -> None:
    frame = pd.DataFrame(
        {
            "term": ["resistance", "US"],
            "category": ["armed", "state"],
            "not_after": ["antibiotic; ~met", None],
            "case": [None, True],
            "grade": [2.0, float("nan")],
        }
    )
    one, two = lexicon_from_frame(frame).entries
    assert (one.not_after, one.case, one.grade) == (("antibiotic", "~met"), False, 2)
    assert (two.not_after, two.case, two.grade) == ((), True, None)


def test_a_data_frame_with_a_bad_term_names_the_row() -> None:
    frame = pd.DataFrame({"term": ["fine", "AT&T"]}, index=["r1", "r2"])
    with pytest.raises(LexiconError, match=r"row r2: .*never one word"):
        lexicon_from_frame(frame)


def test_a_word_counts_in_every_category_that_lists_it(tmp_path: Path) -> None:
    lexicon = read(tmp_path, "docks.dic", LIWC)
    assert [feature for feature, _ in match_texts(["It blew hot and cold."], [lexicon])[0]] == [
        "docks.dock_work",
        "docks.anger",
    ]


@pytest.mark.parametrize("key", shipped_lexicons())
def test_csv_keeps_every_entry(tmp_path: Path, key: str) -> None:
    lexicon = load_lexicon(key)
    path = tmp_path / "copy.csv"
    export_lexicon(lexicon, path)
    again = import_lexicon(path, name=lexicon.name)

    def bare(x: Lexicon) -> list[tuple[object, ...]]:
        entries = [replace(e, line=None, term=" ".join(e.term.split())) for e in x.entries]
        return [astuple(entry) for entry in entries]

    assert bare(again) == bare(lexicon)


def test_yaml_and_back_keeps_categories_and_what_matches(tmp_path: Path) -> None:
    lexicon = lexicon_from_terms(
        {
            "a.b": ["self-styled king*", "(so)? called"],
            "a": ["on", "no"],
            "c": ["state-*", "x (y|z w)?"],
        }
    )
    export_lexicon(lexicon, tmp_path / "copy.yml")
    again = import_lexicon(tmp_path / "copy.yml", name="own")
    assert again.features() == lexicon.features()
    texts = ["A self styled king, a self-styled king, so called, no state-run x z w.", "On x y."]
    found = [sorted(x) for x in match_texts(texts, [again])]
    assert found == [sorted(x) for x in match_texts(texts, [lexicon])]


def test_yaml_is_a_quanteda_dictionary_of_lists_of_text() -> None:
    table = yaml.safe_load(to_quanteda(lexicon_from_terms({"a.b": ["no"], "a.b.c": ["on"]})))
    assert table == {"a": {"b": {"__": ["no"], "c": ["on"]}}}


def test_yaml_warns_of_lost_guards() -> None:
    with pytest.warns(ReadWarning, match=r"hedges: \d+ of \d+ entries have guards"):
        to_quanteda(load_lexicon("hedges"))


def test_an_unknown_suffix_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"cannot write '.xml'"):
        export_lexicon(lexicon_from_terms(["a"]), tmp_path / "x.xml")


def test_toml_files_are_read_as_ever(tmp_path: Path) -> None:
    content = 'name = "n"\nentries = [\n  { term = "a", category = "c" },\n]\n'
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(tmp_path, "x.toml", content).key == "n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_decoding(encoding: str) -> None:
    assert decode("a category\nof plain words".encode(encoding)) == "a category\nof plain words"
