"""Outlet against outlet on the same events: estimates as tables, and the passages behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from framing.analysis import Analysis, check_analysis
from framing.compared.contrasts import contrast_estimates, contrasts_table, families
from framing.compared.coverage import coverage_table
from framing.compared.figures import figures_table
from framing.compared.harm import harm_table
from framing.compared.naming import naming_table
from framing.compared.naming_distance import naming_distance_table
from framing.compared.omissions import all_omissions, omissions_table
from framing.compared.passages import passage_pairs, passages_table
from framing.compared.quotation import Use, quotation_table, uses_of
from framing.compared.rates import rates_table
from framing.compared.selection import (
    Selection,
    Wire,
    events_of,
    is_translated,
    notes_on,
    select_articles,
)
from framing.compared.sensitivity import sensitivity_table
from framing.compared.settings import Settings, Within, Wording, read_settings
from framing.compared.source_patterns import (
    article_sources_table,
    only_sources_table,
    source_patterns_table,
)
from framing.compared.sourcing import sourcing_table
from framing.compared.titles import titles_table
from framing.compared.wire import find_wire, staff_sentences, staff_words, wire_table
from framing.compared.words import words_table
from framing.corpus.occurrences import TABLES, Occurrences, find_occurrences
from framing.counts import WHOLE_TEXT, Counts, count_occurrences
from framing.errors import FramingError, nearest
from framing.text.sentences import sentence_spans

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from framing.alignment.omissions import Omission
    from framing.alignment.passages import PassagePair
    from framing.estimate import Estimates

_SHARED = {"event": ("shared event", "shared events"), "story": ("shared story", "shared stories")}
_NOTHING = "No feature is found in own voice on shared events, so nothing is contrasted."


class Comparison:
    """Outlets compared on the events they share; every table is made when first looked at.

    ``coverage, rates, contrasts, words, naming, naming_distance, quotation, sourcing, harm,
    figures, omissions, passages`` are data frames, and so are ``titles``, ``wire``,
    ``sensitivity``, ``source_patterns``, ``article_sources`` and ``only_sources``.
    :meth:`explain` leads from a row to the passages behind it, exactly as many as were counted.
    """

    def __init__(self, analysis: Analysis, settings: Settings, *, coded: Any = None) -> None:
        self.analysis = analysis
        self.settings = settings
        self._coded = coded
        self._origin: Comparison | None = None  # the one that this differs from in a setting

    def __repr__(self) -> str:
        chosen = self.selection
        counts = (
            (len(chosen.outlets), "outlet", "outlets"),
            (len(chosen.shared), *_SHARED[self.settings.within]),
            (int(chosen.compared.sum()), "article", "articles"),
        )
        said = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts)
        return f"<Comparison: {said}>"

    def _repr_html_(self) -> str:
        from framing.report.notebook import comparison_html

        return str(comparison_html(self))

    @cached_property
    def selection(self) -> Selection:
        """Which articles are counted, as which outlet and event, and which are not and why."""
        event, apart = events_of(self.analysis, self.settings.within)
        chosen = select_articles(
            self.analysis.corpus,
            event,
            apart=apart,
            within=self.settings.within,
            groups=self.settings.groups,
            translated=self.settings.translated,
            wording=self.settings.wording,
        )
        if self.settings.wording == "staff":
            known = self._origin
            wire = known.shared_passages if known else find_wire(self.analysis, chosen)
            return replace(chosen, wire=wire)
        return chosen

    @property
    def notes(self) -> tuple[str, ...]:
        """What cannot be compared and why, a sentence each; empty where all can be."""
        found = self.counts.features("own", WHOLE_TEXT, self.selection.shared)
        missing = [feature for feature in self.settings.primary if feature not in found]
        outlets = {article.outlet for article in self.analysis.corpus if article.outlet}
        strange = sorted(set(self.settings.groups) - outlets)
        shared, contrasted = (
            self.selection.shared,
            families(self.counts, self.selection, WHOLE_TEXT),
        )
        nothing = shared and not contrasted and not families(self.counts, self.selection, "title")
        return (
            *notes_on(self.selection),
            *([_NOTHING] if nothing else []),
            *(f"{feature}: not found in own voice on shared events." for feature in missing),
            *(f"groups: no article of {o!r}{nearest(o, outlets)}." for o in strange),
        )

    @cached_property
    def sentences(self) -> list[NDArray[np.int64]]:
        """The offsets of each article's sentences, in the order of the corpus."""
        return sentence_spans([article.text for article in self.analysis.corpus])

    @cached_property
    def _published(self) -> Occurrences:
        if self._origin:
            return self._origin._published
        analysis = self.analysis
        return find_occurrences(analysis.findings, analysis.lexicons, analysis.referents)

    @cached_property
    def occurrences(self) -> Occurrences:
        """Every occurrence of every feature, wire copy left out for staff wording."""
        wire, findings = self.selection.wire, self.analysis.findings
        if not wire.spans:
            return self._published
        return self._published.without([wire.holds(getattr(findings, name)) for name in TABLES])

    @cached_property
    def counts(self) -> Counts:
        """The counts behind every table of rates."""
        return count_occurrences(
            self.occurrences,
            self.analysis.findings,
            outlet=self.selection.outlet,
            event=self.selection.event,
            counted=self.selection.counted,
            words=self._words,
        )

    @cached_property
    def _words(self) -> NDArray[np.int64]:
        """The words of each article by voice and section, wire copy left out for staff wording."""
        return staff_words(self.analysis, self.selection.wire)

    @cached_property
    def estimates(self) -> tuple[tuple[str, Estimates], ...]:
        """(section, estimates) of each family behind ``contrasts``, pair by pair."""
        return tuple(contrast_estimates(self.counts, self.selection, self.settings))

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """What each outlet covered: articles, words and first report by event."""
        return coverage_table(self.analysis, self.selection)

    @cached_property
    def rates(self) -> pd.DataFrame:
        """How often each outlet uses each feature, by voice and section, over all its events."""
        return rates_table(self.counts, self.selection)

    @cached_property
    def contrasts(self) -> pd.DataFrame:
        """Every feature and pair of outlets on shared events, own voice."""
        return contrasts_table(self.estimates, self.counts)

    @cached_property
    def titles(self) -> pd.DataFrame:
        """How much more often each outlet uses a feature in its titles than in its bodies."""
        return titles_table(self.counts, self.selection)

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        """Contrasts whose verdict changes with staff wording, or with translated articles."""
        other: Wording = "published" if self.settings.wording == "staff" else "staff"
        settings = {f"wording={other}": replace(self.settings, wording=other)}
        if any(a.warnings and is_translated(a) for a in self.analysis.corpus):
            translated = not self.settings.translated
            settings[f"translated={translated}"] = replace(self.settings, translated=translated)
        others = {}
        for name, other_settings in settings.items():
            comparison = Comparison(self.analysis, other_settings)
            comparison._origin = self
            if not self.selection.counts_as(comparison.selection):
                others[name] = comparison.estimates
        return sensitivity_table(self.estimates, others)

    @cached_property
    def wire(self) -> pd.DataFrame:
        """Passages that outlets share word for word; left out of staff wording."""
        return wire_table(self.analysis, self.selection, self.shared_passages)

    @cached_property
    def shared_passages(self) -> Wire:
        """Passages that outlets share word for word, whether or not they are left out."""
        if self.selection.wire.spans:
            return self.selection.wire
        return find_wire(self.analysis, self.selection)

    @cached_property
    def article_sources(self) -> pd.DataFrame:
        """How much of each article is attributed, to how many sources, and to whom first."""
        sentences = staff_sentences(self.analysis, self.sentences, self.selection.wire)
        return article_sources_table(self.analysis, self.selection, sentences, self._words)

    @cached_property
    def source_patterns(self) -> pd.DataFrame:
        """How each outlet reports: shares attributed and quoted, single sources, doubt by side."""
        return source_patterns_table(self.analysis, self.selection, self.article_sources)

    @cached_property
    def only_sources(self) -> pd.DataFrame:
        """Named sources that one outlet alone cites on the events it shares with others."""
        return only_sources_table(self.analysis, self.selection)

    @cached_property
    def corrected(self) -> pd.DataFrame:
        """The contrasts of coded measures, corrected for detector error; empty without codes."""
        from framing.coding.correction import corrected_contrasts

        if self._coded is None:
            return self.contrasts.iloc[:0]
        return corrected_contrasts(self, self._coded)

    @cached_property
    def words(self) -> pd.DataFrame:
        """Each outlet's distinctive words and phrases against the others on shared events."""
        return words_table(self.analysis, self.selection, self.settings.seed)

    @cached_property
    def naming(self) -> pd.DataFrame:
        """Which label each outlet chooses for each referent: shares, pooled and by event."""
        return naming_table(self.analysis, self.selection)

    @cached_property
    def naming_distance(self) -> pd.DataFrame:
        """How far apart two outlets' labels for a referent are, less what chance would give."""
        return naming_distance_table(self.counts, self.selection, self.settings)

    @cached_property
    def uses(self) -> list[Use]:
        """The uses behind ``quotation``, of every word that is in scare quotes anywhere."""
        return uses_of(self.analysis, self.selection)

    @cached_property
    def quotation(self) -> pd.DataFrame:
        """How often each outlet puts a word in scare quotes, out of its uses in own voice."""
        return quotation_table(self.uses, self.selection)

    @cached_property
    def sourcing(self) -> pd.DataFrame:
        """Whom each outlet cites, and with what stance, as shares of its attributions."""
        return sourcing_table(self.analysis, self.selection)

    @cached_property
    def harm(self) -> pd.DataFrame:
        """In which words each outlet tells who was hurt, as shares of its mentions of that harm."""
        return harm_table(self.analysis, self.selection)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """The figures of each event side by side, and whether they agree."""
        return figures_table(self.analysis, self.selection)

    @cached_property
    def omitted(self) -> list[Omission]:
        """The omissions behind ``omissions``, with every place where an item is reported."""
        return all_omissions(self.analysis, self.selection)

    @cached_property
    def omissions(self) -> pd.DataFrame:
        """What other outlets report of an event and some do not; three outlets or more."""
        return omissions_table(self.omitted)

    @cached_property
    def pairs(self) -> list[PassagePair]:
        """The aligned passages behind ``passages``, with the spans that only one side has."""
        return passage_pairs(self.analysis, self.selection, self.sentences)

    @cached_property
    def passages(self) -> pd.DataFrame:
        """Sentences of two outlets on the same fact, with what only one of them says."""
        return passages_table(self.pairs)

    def explain(self, row: Mapping[str, Any] | pd.Series[Any]) -> pd.DataFrame:
        """Return the passages behind a *row* of any table, exactly as many as were counted.

        Rows of ``source_patterns`` count words and articles, and have none. Raises FramingError
        for those, and for something that is no row of a table of this comparison.
        """
        from framing.compared.explanation import explain

        return explain(self, row)


def compare(
    analysis: Analysis,
    *,
    by: str = "outlet",
    within: Within = "event",
    primary: Iterable[str] = (),
    pairs: Iterable[tuple[str, str]] | None = None,
    against_rest: bool = False,
    groups: Mapping[str, str] | None = None,
    wording: Wording = "published",
    translated: bool = False,
    coded: Any = None,
    seed: int = 0,
) -> Comparison:
    """Compare outlets on the events they share.

    *by* is ``"outlet"``; *groups* maps outlets to groups that are compared in their place.
    *within* matches on ``"event"`` or, more loosely, on ``"story"``. Up to 20 *primary* features
    are adjusted by max-T, the others are exploratory (Benjamini-Hochberg). With *against_rest*
    each outlet is compared with all others, weighted equally, instead of pair by pair. *wording*
    ``"published"`` lets near-duplicates within an outlet and event share one weight; ``"staff"``
    leaves out what several outlets share word for word (listed in ``wire``). Machine-*translated*
    articles are evidence, but are not counted unless asked for. *coded* are coded sheets,
    as :func:`framing.agreement` takes them, for the table ``corrected``. *seed* draws the swaps
    of the tests. Raises FramingError for what it does not know.

    >>> import framing
    >>> reports = [
    ...     {"outlet": "Courier", "event": "strike", "text": "Dockers end the so-called strike."},
    ...     {"outlet": "Lantern", "event": "strike", "text": "The strike of the dockers ends."},
    ... ]
    >>> analysis = framing.analyze(framing.read_articles(reports), lexicons=["distancing"])
    >>> comparison = compare(analysis)
    >>> comparison
    <Comparison: 2 outlets, 1 shared event, 2 articles>
    >>> comparison.explain(comparison.contrasts.iloc[0])["text"].tolist()
    ['so-called']
    """
    settings = read_settings(
        by=by,
        within=within,
        primary=primary,
        pairs=pairs,
        against_rest=against_rest,
        groups=groups,
        wording=wording,
        translated=translated,
        seed=seed,
    )
    check_analysis(analysis, "compare")
    comparison = Comparison(analysis, settings, coded=coded)
    _check_names(comparison)
    return comparison


def check_comparison(given: object, taker: str) -> None:
    """Raise FramingError, in the name of *taker*, if what it was *given* is no Comparison."""
    if not isinstance(given, Comparison):
        raise FramingError(
            f"{taker} takes a Comparison, got {type(given).__name__}: call framing.compare first"
        )


def _check_names(comparison: Comparison) -> None:
    """Raise FramingError for a feature or outlet of the settings that was not found."""
    settings = comparison.settings
    known = {*comparison.counts.unit, *comparison.analysis.features}
    for feature in settings.primary:
        if feature not in known:
            raise FramingError(f"primary: no feature {feature!r}{nearest(feature, known)}")
    outlets = comparison.selection.outlets
    for pair in settings.pairs or ():
        for outlet in pair:
            if outlet not in outlets:
                raise FramingError(
                    f"pairs: no outlet {outlet!r}{nearest(outlet, outlets)}; there are:"
                    f" {', '.join(outlets)}"
                )
