"""Every chart: drawn with few and many outlets and events, nothing overlapping, said in words."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

import framing
from framing.charts import CHARTS, alt_text, chart, doubt, figures
from framing.charts.bars import Bar, Panel, bar_matrix, describe_panels
from framing.charts.labels import display_width, fit, fit_names
from framing.charts.paired import contrast_of, event_rates
from framing.charts.quotation import quotation_panels
from framing.charts.style import drawing_style
from framing.comparison import Comparison
from framing.errors import FramingError
from tests.charts.invented import invented, outlet_names

NAMES = [name for name in CHARTS if name != "quotation"]
CASES = [(name, *size) for name in NAMES for size in ((2, 1), (5, 12), (12, 8))]
CASES += [(name, 2, 40) for name in ("coverage", "timeline", "paired", "dispersion")]


def _texts(figure: Figure) -> list[tuple[str, tuple[float, ...]]]:
    """Return the visible texts of a drawn figure with their boxes in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    found = []
    not_drawn = _labels_out_of_view(figure)
    for text in figure.findobj(Text):
        hidden = not text.get_visible() or not text.get_text().strip()
        if hidden or isinstance(text, Annotation) or id(text) in not_drawn:
            continue
        box = text.get_window_extent(renderer)
        found.append((text.get_text(), (box.x0, box.y0, box.x1, box.y1)))
    return found


def _labels_out_of_view(figure: Figure) -> set[int]:
    """Return the labels of ticks that exist but lie outside their axis, or whose axes are off."""
    found = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not axes.axison or not low <= tick.get_loc() <= high:
                    found |= {id(tick.label1), id(tick.label2)}
    return found


def _overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes share more than a hair's breadth."""
    width, height = figure.get_size_inches() * figure.dpi
    inside = [
        (text, box)
        for text, box in _texts(figure)
        if box[2] > 0 and box[0] < width and box[3] > 0 and box[1] < height
    ]
    return [
        (a, b)
        for (a, x), (b, y) in itertools.combinations(inside, 2)
        if min(x[2], y[2]) - max(x[0], y[0]) > 2 and min(x[3], y[3]) - max(x[1], y[1]) > 2
    ]


@pytest.mark.parametrize(("name", "n_outlets", "n_events"), CASES)
def test_no_label_covers_another(name: str, n_outlets: int, n_events: int) -> None:
    comparison = invented(n_outlets, n_events)
    if not alt_text(comparison, name):
        pytest.skip("nothing to draw of so few articles")
    with drawing_style():
        figure = chart(comparison, name)
        assert _overlaps(figure) == []


def test_the_test_of_overlaps_sees_one() -> None:
    figure = Figure()
    figure.text(0.5, 0.5, "one text here")
    figure.text(0.51, 0.5, "another there")
    assert _overlaps(figure) == [("one text here", "another there")]


def test_outlets_stand_in_alphabetical_order() -> None:
    axes = chart(invented(5, 12), "coverage").axes[0]
    first = [label.get_text().split()[0] for label in axes.get_xticklabels()]
    assert first == sorted(first)


def test_coverage_counts_are_those_of_the_table() -> None:
    comparison = invented(2, 1)
    axes = chart(comparison, "coverage").axes[0]
    assert [t.get_text() for t in axes.texts] == [str(n) for n in comparison.coverage["n_articles"]]


def test_paired_rates_are_per_thousand_words() -> None:
    comparison = invented(2, 40)
    feature = "reporting_verbs.doubting"
    row = comparison.contrasts[
        (comparison.contrasts["feature"] == feature) & (comparison.contrasts["section"] == "text")
    ].iloc[0]
    figure = chart(comparison, "paired", feature=feature)
    drawn = np.concatenate([line.get_xdata() for line in figure.axes[0].lines[-2:]])
    rates = [
        row["n_target"] / row["exposure_target"],
        row["n_reference"] / row["exposure_reference"],
    ]
    # Every event has texts of like length here, so the mean of the dots is near the pooled rate.
    assert np.mean(drawn) == pytest.approx(1000 * np.mean(rates), rel=0.05)


def test_alternative_text_tells_the_numbers() -> None:
    comparison = invented(5, 12)
    assert alt_text(comparison, "coverage").count("covers 12") == 5
    assert chart(comparison, "coverage").get_label() == alt_text(comparison, "coverage")


@pytest.mark.parametrize(("most", "says"), [(1, "1 of "), (10_000, "")])
def test_contrasts_that_are_left_out_are_counted(most: int, says: str) -> None:
    comparison = invented(5, 12)
    judged = int((comparison.contrasts["verdict"] != "too_few").sum())
    said = alt_text(comparison, "contrasts", most=most)
    assert ("that can be judged" in said) == bool(says)
    assert f"{says}{judged} that" in said or not says


@pytest.mark.parametrize(("out_of", "lines"), [(4, 0), (5, 1)])
def test_a_share_of_few_has_no_interval(out_of: int, lines: int) -> None:
    bar = Bar("killed", "Courier", 0.5, 2, out_of, 0.1, 0.9)
    figure = bar_matrix([Panel("", {"Courier": 100}, (bar,))], ["Courier"], caption="")
    assert len(figure.axes[0].lines) == lines


def test_figures_of_different_units_stand_apart() -> None:
    reports = [
        {
            "outlet": outlet,
            "event": "flood",
            "text": f"The flood lasted {days} days. It took crews {hours} hours to reach the town.",
        }
        for outlet, days, hours in (("Courier", 3, 20), ("Ledger", 4, 20))
    ]
    comparison = framing.compare(framing.analyze(reports, lexicons=["hedges"]))
    titles = [title for title, _, _ in figures.figure_groups(comparison)]
    assert titles == ["Duration (day): Flood", "Duration (hour): Flood"]


def test_an_unknown_chart_names_the_nearest() -> None:
    with pytest.raises(FramingError, match="did you mean 'naming'"):
        chart(invented(2, 1), "nameing")


def test_an_unknown_feature_is_refused() -> None:
    with pytest.raises(FramingError, match=r"no contrast of 'x\.y'"):
        chart(invented(2, 1), "paired", feature="x.y")


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(FramingError, match="nothing to draw"):
        chart(invented(2, 1), "quotation")


@pytest.mark.parametrize("name", ["coverage", "contrasts", "naming"])
def test_the_same_chart_is_drawn_twice(name: str) -> None:
    """Image test: no pixel differs by more than 2 of 255 (in fact none should)."""
    images = []
    for _ in range(2):
        with drawing_style():
            canvas = FigureCanvasAgg(chart(invented(5, 12), name))
            canvas.draw()
            images.append(np.asarray(canvas.buffer_rgba()).astype(int))
    assert images[0].shape == images[1].shape
    assert np.abs(images[0] - images[1]).max() <= 2


def test_long_names_are_cut_and_not_lost() -> None:
    axes = chart(invented(12, 8), "coverage").axes[0]
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert len(labels) == len(outlet_names(12))
    assert max(display_width(line) for label in labels for line in label.split("\n")) <= 13


_ALIKE = (
    "The Ostermoor and Greater Calderfield Evening Dispatch, City Edition",
    "The Ostermoor and Greater Calderfield Evening Dispatch, County Edition",
    "The Ostermoor and Greater Calderfield Evening Post",
    "北方省晚报每日新闻与城市广告综合版面第一版",
    "北方省晚报每日新闻与城市广告综合版面第二版",
    "صحيفة المساء اليومية في المقاطعة الشمالية",
    "A" * 70,
    "A" * 80,
)


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("width", [13, 22, 40])
def test_names_that_are_cut_stay_apart_and_fit(width: int, lines: int) -> None:
    labels = fit_names(_ALIKE, width, lines)
    assert len(set(labels)) == len(_ALIKE)
    widest = max(
        display_width(line.strip("\u200e\u200f")) for x in labels for line in x.split("\n")
    )
    assert widest <= width
    assert max(label.count("\n") + 1 for label in labels) <= lines


def test_the_same_name_has_the_same_label() -> None:
    assert len(set(fit_names([_ALIKE[0], _ALIKE[1], _ALIKE[0]], 20, 1))) == 2


def test_signs_of_mathematics_in_names_are_text() -> None:
    with drawing_style():
        figure = Figure()
        figure.text(0, 0, fit("$x^2$ News_", 20))
        FigureCanvasAgg(figure).draw()


def test_alternative_text_tells_no_missing_number(comparison: Comparison) -> None:
    for name in ("contrasts", "paired", "naming", "harm", "quotation", "dispersion"):
        assert "–" not in alt_text(comparison, name)


def test_of_kinds_that_tie_none_is_left_out() -> None:
    bars = tuple(Bar(row, "A", 0.5, 2, 4) for row in ("passive", "active"))
    said = describe_panels([Panel("deaths", {"A": 4}, bars)], "Bars.")
    assert said == "Bars. Commonest by outlet, 1 panel. Deaths: A active and passive 2 of 4 each."


@pytest.mark.parametrize(("out_of", "said"), [(4, "2 of 4"), (5, "40% (2)")])
def test_a_bar_of_few_tells_no_share(out_of: int, said: str) -> None:
    assert Bar("strike", "A", 2 / out_of, 2, out_of).said == said


def test_the_chart_of_scare_quotes_counts_what_stands_in_them(comparison: Comparison) -> None:
    (panel,) = quotation_panels(comparison)
    table = comparison.quotation.set_index(["term", "outlet"])
    for bar in panel.bars:
        row = table.loc[(bar.row.strip("“”"), bar.column)]
        assert (bar.count, bar.out_of) == (row.scare_quoted, row.uses)


def test_places_are_counted_as_contrasts_count(comparison: Comparison) -> None:
    feature = "reporting_verbs.doubting"
    rows = comparison.rates
    rows = rows[(rows["feature"] == feature) & (rows["section"] == "text")]
    own = rows[rows["voice"] == "own"].set_index("outlet")["count"].to_dict()
    said = alt_text(comparison, "dispersion", feature=feature)
    assert own
    assert all(f"{outlet} {count:g} in 12 articles" in said for outlet, count in own.items())


def test_events_without_a_hit_are_counted_and_not_drawn(comparison: Comparison) -> None:
    row = contrast_of(comparison, feature="anonymity.unnamed_source", target=None, reference=None)
    assert row is not None
    empty = sum(e.target_hits + e.reference_hits == 0 for e in event_rates(comparison, row))
    figure = chart(comparison, "paired", feature="anonymity.unnamed_source")
    assert empty > 0
    assert len(figure.axes[0].get_yticklabels()) == row["n_events"] - empty
    assert f"{empty} event" in figure.get_supxlabel().replace("\n", " ")


def test_titles_of_sides_begin_with_a_capital(monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = invented(2, 1)
    first, second = comparison.selection.outlets
    shares = {"migrants": {first: (1, 6), second: (2, 7)}, "us": {first: (0, 5), second: (1, 5)}}
    monkeypatch.setattr(doubt, "doubt_shares", lambda _: shares)
    assert [panel.get_title() for panel in doubt.draw(comparison).axes] == ["Migrants", "US"]
