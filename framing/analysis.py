"""The analysis of a corpus: its findings as tidy tables, each row leading back to its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.archive.folder import local_folder, put_whole
from framing.arrow_tables import arrow_columns, parquet_bytes
from framing.article import Article
from framing.concordance import concordance
from framing.corpus.analysis_tables import COLUMNS_OF, Columns, articles_columns, hits_columns
from framing.corpus.findings import Finder, Findings, article_findings, join_findings
from framing.corpus.progress import progress_bar
from framing.corpus.workers import count_processes, find_in_processes
from framing.data_frames import is_data_frame
from framing.errors import FramingError, LexiconError, nearest
from framing.garbage import garbage_collection_paused
from framing.lexicon import Lexicon, lexicon_from_terms, load_lexicon, shipped_lexicons
from framing.matching import CompiledLexicons
from framing.reading import read_articles, with_own_id
from framing.shelf.imports import lexicon_from_frame
from framing.table_columns import JoinedTexts, join_texts
from framing.tables import ANALYSIS_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.events import EventMatch

_BATCH = 256


class Analysis:
    """What was found in some articles: ``articles, hits, quotes, attributions, figures, harm``.

    The tables are data frames with one row a finding, sorted by article and place, and are made
    when first looked at. Offsets are Python string indices into the article's ``text``.
    """

    def __init__(
        self,
        corpus: Sequence[Article],
        findings: Findings,
        *,
        lexicons: CompiledLexicons,
        referents: Sequence[str],
        events: EventMatch | None = None,
    ) -> None:
        self.corpus = tuple(corpus)
        self.findings = findings
        self.lexicons = lexicons
        self.referents = tuple(referents)
        if events is not None:
            self.events = events

    __iter__ = None  # with __getitem__ alone it would be asked for article 0

    def __len__(self) -> int:
        return len(self.corpus)

    def __contains__(self, article: object) -> bool:
        """Say whether there is an article of this id."""
        return any(a.id == article for a in self.corpus)

    def __repr__(self) -> str:
        n_hits = len(self.findings.hits["start"])
        articles = "article" if len(self.corpus) == 1 else "articles"
        hits = "hit" if n_hits == 1 else "hits"
        return f"<Analysis: {len(self.corpus)} {articles}, {n_hits} {hits}>"

    def _repr_html_(self) -> str:
        from framing.report.notebook import analysis_html

        return str(analysis_html(self))

    @cached_property
    def events(self) -> EventMatch:
        """The events and stories of the articles: as given, else matched by text and date."""
        from framing.events import match_events

        return match_events(self.corpus)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row an article: outlet, title, date, event, story, sizes and warnings."""
        return self._table("articles")

    @cached_property
    def hits(self) -> pd.DataFrame:
        """One row a lexicon or marker hit, with its voice and, if not the outlet's, its source."""
        return self._table("hits")

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """One row a quoted span, marks included, with its kind and the reason for it."""
        return self._table("quotes")

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """One row an attribution: source, cue and content, and who the source is."""
        return self._table("attributions")

    @cached_property
    def figures(self) -> pd.DataFrame:
        """One row a figure: its value and bound, what it counts, and who gives it."""
        return self._table("figures")

    @cached_property
    def harm(self) -> pd.DataFrame:
        """One row a mention of harm to people: who is hurt, in which words, by whom."""
        return self._table("harm")

    @garbage_collection_paused()
    def _table(self, name: str) -> pd.DataFrame:
        return make_table(ANALYSIS_TABLES[name], self._columns(name))

    def _columns(self, name: str) -> Columns:
        """Return the columns of the table *name*; only some need the events matched."""
        if name == "articles":
            return articles_columns(self.corpus, self.findings, self.events)
        texts = self._joined_texts
        if name == "hits":
            known = (self.events, self.lexicons, self.referents)
            return hits_columns(self.corpus, texts, self.findings, *known)
        return COLUMNS_OF[name](self.corpus, texts, self.findings)

    @cached_property
    def _joined_texts(self) -> JoinedTexts:
        return join_texts(article.text for article in self.corpus)

    def to_parquet(self, folder: str | Path) -> Path:
        """Write every table to ``folder/<table>.parquet`` and return the folder.

        Each file is whole or not there. For more articles than memory holds see
        :func:`framing.write_findings`. Raises FramingError where pyarrow is not installed, and
        where writing fails.
        """
        target = local_folder(folder)
        for name, schema in ANALYSIS_TABLES.items():
            file = parquet_bytes(arrow_columns(schema, self._columns(name)))
            put_whole(target / f"{name}.parquet", file)
        return target

    def kwic(self, feature: str, *, width: int = 60) -> pd.DataFrame:
        """Return every hit of *feature* in its context of *width* characters on either side.

        *feature* is ``lexicon.category``, ``marker.name`` or a lexicon's name for all of it.
        Raises FramingError, naming the nearest feature, if there is none.
        """
        return concordance(self.corpus, self.hits, feature, self.features, width=width)

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Every feature that was looked for, sorted, found or not."""
        from framing.markers import MARKERS

        named = {f for lexicon in self.lexicons.lexicons for f in lexicon.features()}
        return tuple(sorted(named | {f"marker.{name}" for name in MARKERS}))

    def __getitem__(self, article: str) -> Analysis:
        """Return the analysis of the one article whose id is *article*.

        Raises FramingError, naming the nearest id, if there is none.
        """
        ids = [a.id for a in self.corpus]
        if article not in ids:
            raise FramingError(
                f"no article {article!r}{nearest(str(article), ids)}; analysis.articles lists ids"
            )
        number = ids.index(article)
        return Analysis(
            [self.corpus[number]],
            article_findings(self.findings, number),
            lexicons=self.lexicons,
            referents=self.referents,
        )


class Analyzer:
    """Compiled lexicons and a vocabulary, kept warm for repeated use.

    What it returns never depends on what it has seen before. *lexicons* are keys of shipped
    lexicons, :class:`Lexicon` objects or ``{category: [terms]}``; all shipped ones by default.

    >>> analyzer = Analyzer(lexicons=["distancing"])
    >>> analyzer.analyze("The alleged reform passed.").hits["text"].tolist()
    ['alleged']
    """

    def __init__(self, *, lexicons: Iterable[Any] | None = None) -> None:
        with garbage_collection_paused():
            self._finder = Finder(resolve_lexicons(lexicons))

    def analyze(self, articles: Any, *, progress: bool | None = None, n_jobs: int = 1) -> Analysis:
        """Return the analysis of *articles*: Articles, or what ``read_articles`` takes, or a text.

        *progress* shows a bar; by default only on a terminal. *n_jobs* processes work on it, as
        many as there are cores for -1; what is found is the same for any number of them. Raises
        FramingError if *n_jobs* is 0 or no whole number, or a process dies.
        """
        corpus = as_articles(articles)
        batches = [corpus[i : i + _BATCH] for i in range(0, len(corpus), _BATCH)] or [[]]
        processes = count_processes(n_jobs, len(batches))
        bar = progress_bar(len(corpus), progress)
        parts = []
        if processes > 1:
            found = find_in_processes(batches, self._finder, n_jobs=processes)
        else:
            found = map(self._finder.find, batches)
        for part in found:
            parts.append(part)
            bar(part.n_articles)
        return Analysis(
            corpus,
            join_findings(parts),
            lexicons=self._finder.lexicons,
            referents=self._finder.referents.names,
        )


def analyze(
    articles: Any,
    *,
    lexicons: Iterable[Any] | None = None,
    progress: bool | None = None,
    n_jobs: int = 1,
) -> Analysis:
    """Find the framing markers and sources of *articles*.

    *articles* are Article objects, or anything :func:`framing.read_articles` takes, or one text.
    *lexicons* are keys of shipped lexicons, Lexicon objects, ``{category: [terms]}`` or data frames
    of terms; all that are shipped by default. *n_jobs* processes work on it (-1: one a core); they
    change nothing in what is found, and pay from a thousand articles on.

    >>> analysis = analyze("The alleged reform passed.", lexicons=["distancing"])
    >>> analysis.hits[["text", "feature", "voice"]].values.tolist()
    [['alleged', 'distancing.attribution_doubt', 'own']]
    """
    return Analyzer(lexicons=lexicons).analyze(articles, progress=progress, n_jobs=n_jobs)


def resolve_lexicons(lexicons: Iterable[Any] | None) -> list[Lexicon]:
    """Return Lexicons for keys, names, Lexicons, mappings or frames; all shipped ones for None."""
    if lexicons is None:
        return [load_lexicon(key) for key in shipped_lexicons()]
    if isinstance(lexicons, str | Lexicon | dict) or is_data_frame(lexicons):
        lexicons = [lexicons]
    if not isinstance(lexicons, Iterable):
        raise LexiconError(f"lexicons = {lexicons!r}: it takes a list, such as ['hedges']")
    found: list[Lexicon] = []
    for given in lexicons:
        if isinstance(given, Lexicon):
            found.append(given)
        elif isinstance(given, str):
            family = [key for key in shipped_lexicons() if key.startswith(f"{given}/")]
            found.extend(load_lexicon(key) for key in family or [given])
        elif is_data_frame(given):
            found.append(lexicon_from_frame(given))
        else:
            found.append(lexicon_from_terms(given))
    return found


def check_analysis(given: object, taker: str) -> None:
    """Raise FramingError, in the name of *taker*, if what it was *given* is no Analysis."""
    if not isinstance(given, Analysis):
        raise FramingError(
            f"{taker} takes an Analysis, got {type(given).__name__}: call framing.analyze first"
        )


def as_articles(articles: Any) -> list[Article]:
    """Return *articles* as a list of Article, reading them if they are not.

    An id that was there before gets a number, as where articles are read.
    """
    if isinstance(articles, Iterator):
        articles = list(articles)
    if isinstance(articles, Article):
        return [articles]
    given = isinstance(articles, Sequence) and not isinstance(articles, str)
    if given and all(isinstance(article, Article) for article in articles):
        seen: dict[str, int] = {}
        return [with_own_id(article, seen) for article in articles]
    return read_articles(articles)
