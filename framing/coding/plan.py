"""Sheets for coders, drawn at random and blind to the outlet, and the key to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.analysis import check_analysis
from framing.coding.drawing import draw_stratified
from framing.coding.files import HIDDEN, NOT_ASKED, write_sheet
from framing.coding.masking import Mask
from framing.coding.units import (
    KINDS,
    MEASURES,
    NONE_FOUND,
    QUESTIONS,
    SENTENCE,
    Sentences,
    check_measures,
    describe_measure,
    find_sentences,
    labels,
    unit_ids,
)
from framing.errors import FramingError

if TYPE_CHECKING:
    import os

    import pandas as pd

    from framing.analysis import Analysis

_SHARE = {SENTENCE: 2}
_TASKS = {
    "sentence": "count in the sentence marked ⟦ ⟧; 0 if none",
    "attribution": "the first attribution that begins in the sentence marked ⟦ ⟧",
    "harm": "the first mention of harm to people in the sentence marked ⟦ ⟧",
}
_FEATURE = re.compile(r"\w+\.\w|labels of |mentions of ")
FIXED_COLUMNS = ("unit", "kind", "task", "before", "text", "after")


def coding_sheet(
    analysis: Analysis,
    *,
    n: int = 200,
    measures: Iterable[str] | None = None,
    kinds: Iterable[str] = KINDS,
    path: str | os.PathLike[str] | None = None,
    also_mask: Iterable[str] = (),
    seed: int = 0,
) -> pd.DataFrame:
    """Draw *n* units of *analysis* for human coders, with and without hits, blind to the outlet.

    A unit is a sentence outside captions, asked about in one of three *kinds*: ``sentence`` (how
    many of each of *measures*, features such as ``marker.scare_quote``; half of the units),
    ``attribution`` (stance of the cue and type of source of the first one) and ``harm`` (class
    and form of the first mention). Units are drawn at random within strata, outlet by what the
    machine found, and ``inclusion_probability`` is the chance each had. Names of outlets, of
    authors and those in *also_mask* are replaced; rows are shuffled.

    Returns the sheet: ``unit, kind, task, before, text, after``, one empty column a question
    ("–" where a unit is not asked), ``comment`` and ``inclusion_probability``. What the machine
    found is not in it; see :func:`coding_key`. With *path* (.csv or .xlsx) it writes three files:
    the sheet without probabilities, ``<stem>_key.csv``, which coders must not see, and
    ``<stem>_instructions.md``. Raises FramingError for unknown measures or kinds, too small an
    *n*, an analysis without outlets and paths that cannot be written.

    >>> import framing
    >>> texts = [{"outlet": o, "text": f"{o} shut. It was closed."} for o in ("Alpha", "Beta")]
    >>> sheet = coding_sheet(framing.analyze(texts, lexicons=["hedges"]), kinds=["sentence"])
    >>> sorted(sheet["text"])
    ['⟦It was closed.⟧', '⟦It was closed.⟧', '⟦[outlet] shut.⟧', '⟦[outlet] shut.⟧']
    """
    import pandas as pd

    check_analysis(analysis, "coding_sheet")
    chosen_kinds = _checked_kinds(kinds)
    chosen = check_measures(analysis, MEASURES if measures is None else measures)
    sentences = find_sentences(analysis)
    if not len(sentences):
        raise FramingError("coding sheet: no sentence of an article whose outlet is known")
    rng = np.random.default_rng(seed)
    drawn = []
    for kind, size in _sizes(n, chosen_kinds).items():
        strata = _strata(analysis, sentences, kind, chosen, size, drawing=True)
        where, probability = draw_stratified(strata, size, rng)
        drawn += [(kind, w, p) for w, p in zip(where.tolist(), probability.tolist(), strict=True)]
    drawn = [drawn[i] for i in rng.permutation(len(drawn))]
    sheet = pd.DataFrame(_rows(analysis, sentences, drawn, chosen, also_mask))
    if path is not None:
        key = coding_key(analysis, sheet)
        write_sheet(sheet, key, instructions(analysis, chosen, chosen_kinds), Path(path))
    return sheet


def _checked_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    given = tuple(dict.fromkeys([kinds] if isinstance(kinds, str) else kinds))
    unknown = [kind for kind in given if kind not in KINDS]
    if unknown or not given:
        raise FramingError(f"kinds = {list(given)!r}: it takes some of {', '.join(KINDS)}")
    return given


def _sizes(n: int, kinds: Sequence[str]) -> dict[str, int]:
    """Share *n* units among *kinds*, twice as many sentences as others."""
    weights = [_SHARE.get(kind, 1) for kind in kinds]
    bounds = np.round(np.cumsum([0, *weights]) / sum(weights) * n).astype(int)
    return dict(zip(kinds, np.diff(bounds).tolist(), strict=True))


def _strata(
    analysis: Analysis,
    sentences: Sentences,
    kind: str,
    measures: Sequence[str],
    n: int,
    *,
    drawing: bool = False,
) -> list[str]:
    """Return each sentence's stratum, what was found told apart as finely as *n* units allow."""
    outlets = [analysis.corpus[a].outlet for a in sentences.article.tolist()]
    found = labels(analysis, sentences, kind, measures)[1]
    nothing = NONE_FOUND if kind == SENTENCE else QUESTIONS[kind][next(iter(QUESTIONS[kind]))][0]
    some = [label if label == nothing else "something found" for label in found]
    for telling in (found, some):
        strata = [f"{outlet} / {label}" for outlet, label in zip(outlets, telling, strict=True)]
        if 2 * len(set(strata)) <= n:
            return strata
    if drawing and len(set(strata)) > n:
        raise FramingError(
            f"coding sheet: {len(set(outlets))} outlets, with and without finds, make"
            f" {len(set(strata))} strata of kind {kind!r}, but only {n} units go to it;"
            " raise n or give fewer kinds"
        )
    return strata


def _rows(
    analysis: Analysis,
    sentences: Sentences,
    drawn: Sequence[tuple[str, int, float]],
    measures: Sequence[str],
    also_mask: Iterable[str],
) -> list[dict[str, Any]]:
    mask = Mask({a.outlet for a in analysis.corpus if a.outlet}, also=also_mask)
    ids = {kind: unit_ids(analysis, sentences, kind) for kind in {kind for kind, _, _ in drawn}}
    questions = {kind: _columns(kind, measures) for kind in KINDS}
    asked = [name for kind in KINDS if kind in ids for name in questions[kind]]
    rows = []
    for kind, number, probability in drawn:
        before, text, after = _in_context(analysis, sentences, number, mask)
        blank = {name: "" if name in questions[kind] else NOT_ASKED for name in asked}
        fixed = (ids[kind][number], kind, _TASKS[kind], before, text, after)
        rows.append(
            {
                **dict(zip(FIXED_COLUMNS, fixed, strict=True)),
                **blank,
                "comment": "",
                HIDDEN: probability,
            }
        )
    return rows


def _columns(kind: str, measures: Sequence[str]) -> tuple[str, ...]:
    return tuple(measures) if kind == SENTENCE else tuple(QUESTIONS[kind])


def _in_context(
    analysis: Analysis, sentences: Sentences, number: int, mask: Mask
) -> tuple[str, str, str]:
    article = analysis.corpus[int(sentences.article[number])]
    spans, place = sentences.spans[int(sentences.article[number])], int(sentences.place[number])

    def shown(at: int) -> str:
        if not 0 <= at < len(spans):
            return ""
        start, end = spans[at].tolist()
        return mask(" ".join(article.text[start:end].split()), article)

    return shown(place - 1), f"⟦{shown(place)}⟧", shown(place + 1)


def coding_key(analysis: Analysis, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return what the machine found in the units of *sheet*, and where they come from.

    Columns: ``unit, kind, article, outlet, event, start, end, stratum, inclusion_probability``
    and one a question, as in the sheet. The same analysis always gives the same key. Raises
    FramingError for units that are not sentences of *analysis*.
    """
    import pandas as pd

    measures = measures_of(sheet)
    sentences = find_sentences(analysis)
    events = analysis.events.event
    rows: dict[str, dict[str, Any]] = {}
    for kind in sorted(set(sheet["kind"].astype(str))):
        if kind not in KINDS:
            raise FramingError(f"sheet: kind {kind!r}; it takes {', '.join(KINDS)}")
        columns = labels(analysis, sentences, kind, measures)[0]
        strata = _strata(analysis, sentences, kind, measures, int((sheet["kind"] == kind).sum()))
        place = {unit: i for i, unit in enumerate(unit_ids(analysis, sentences, kind))}
        for unit in sheet["unit"][sheet["kind"] == kind].astype(str):
            if unit not in place:
                raise FramingError(
                    f"sheet: unit {unit} is no sentence of this analysis; give the analysis of the"
                    " articles from which the sheet was drawn"
                )
            i = place[unit]
            article = analysis.corpus[int(sentences.article[i])]
            rows[unit] = {
                "unit": unit,
                "kind": kind,
                "article": article.id,
                "outlet": article.outlet,
                "event": events[int(sentences.article[i])],
                "start": int(sentences.start[i]),
                "end": int(sentences.end[i]),
                "stratum": strata[i],
                **{name: values[i] for name, values in columns.items()},
            }
    units = dict.fromkeys(sheet["unit"].astype(str))
    table = pd.DataFrame([rows[unit] for unit in units], dtype=object)  # counts stay whole
    if HIDDEN in sheet.columns:
        known = sheet.drop_duplicates("unit").set_index("unit")[HIDDEN]
        table.insert(8, HIDDEN, table["unit"].map(known))
    asked = [name for kind in KINDS for name in _columns(kind, measures) if name in table]
    return table.astype(dict.fromkeys(asked, object)).fillna(dict.fromkeys(asked, NOT_ASKED))


def measures_of(sheet: pd.DataFrame) -> tuple[str, ...]:
    """Return the measures that the columns of *sheet* ask about; coders may add other columns."""
    return tuple(name for name in sheet.columns if name in MEASURES or _FEATURE.match(name))


def instructions(analysis: Analysis, measures: Sequence[str], kinds: Sequence[str]) -> str:
    """Return the instructions for coders of a sheet, as Markdown."""
    lines = [
        "# Instructions for coders",
        "",
        "Code alone, from the text shown; do not look up the article. The sentence to code stands"
        " in ⟦ ⟧; the sentences before and after it are for context only.",
        "Fill every empty cell. Leave cells with – as they are, and do not change `unit`. What is"
        " unclear goes into `comment`, but decide all the same.",
        "Own voice means the outlet's words: neither inside quotation marks that report somebody's"
        " words, nor in what a source is said to have said.",
        "",
    ]
    for kind in kinds:
        lines += [f"## Rows of kind `{kind}`: {_TASKS[kind]}", ""]
        if kind == SENTENCE:
            lines += [f"- `{name}`: {describe_measure(analysis, name)}" for name in measures]
        else:
            lines += [f"- `{name}`: one of {', '.join(v)}" for name, v in QUESTIONS[kind].items()]
        lines.append("")
    return "\n".join(lines)
