"""Everything that is found in articles, as columns; and finding it, a batch at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from framing.actors.parties import Parties
from framing.actors.referents import ReferentResolver
from framing.article import SECTIONS, Article
from framing.attributions import Attributions, Spans, find_attributions
from framing.corpus.frames import Frame, as_column, frame_of, join_frames
from framing.corpus.freed_memory import keep_freed_memory
from framing.corpus.threads import one_thread_of_algebra
from framing.errors import FramingError
from framing.figures import find_figures
from framing.garbage import garbage_collection_paused
from framing.harm.finding import find_harm
from framing.lexicon import Lexicon, load_lexicon
from framing.markers import MARKERS
from framing.markers.marker_hits import MarkerHits
from framing.matching import CompiledLexicons, Matcher, Matches, compile_lexicons
from framing.quotes import Quotes, find_quotes
from framing.sourcing.cue_stance import LEXICON as REPORTING_VERBS
from framing.sourcing.sources import Sources, describe_sources
from framing.text.characters import few_where
from framing.text.sections import find_sections
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize
from framing.voice import VOICES, Voice, assign_voice

MOST_CHARACTERS = 30_000_000  # of one article: a book has one or two million
_ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """The findings of some articles as columns; offsets count from each article's own start.

    ``hits``, ``quotes``, ``attributions``, ``figures`` and ``harm`` are frames, whose ``article``
    numbers the articles and whose ``attribution`` the rows of ``attributions`` (-1 for none).
    ``spans`` holds the source, cue and content spans of each attribution. ``words`` counts
    tokens, shape (n_articles, voices, sections). ``foreign`` are the stretches of text that are
    not in the outlet's own voice, as rows of article, start, end, voice.
    """

    hits: Frame
    quotes: Frame
    attributions: Frame
    figures: Frame
    harm: Frame
    spans: dict[str, Spans]
    words: npt.NDArray[np.int64]
    n_sentences: npt.NDArray[np.int64]
    foreign: npt.NDArray[np.int64]

    @property
    def n_articles(self) -> int:
        """The number of articles."""
        return len(self.words)


class Finder:
    """Finds everything in batches of articles, keeping vocabulary and compiled lexicons warm."""

    def __init__(self, lexicons: Iterable[Lexicon], *, attributions: bool = True) -> None:
        keep_freed_memory()
        self._attributions = attributions
        self.lexicons: CompiledLexicons = compile_lexicons(lexicons)
        self.vocabulary = Vocabulary()
        self._matcher = Matcher(self.lexicons, self.vocabulary)
        self.referents = ReferentResolver(self.lexicons, self.vocabulary)
        self._parties = Parties(self.lexicons)
        self._verb_matcher = self._matcher
        if all(lexicon.name != REPORTING_VERBS for lexicon in self.lexicons.lexicons):
            shipped = compile_lexicons([load_lexicon(REPORTING_VERBS)])
            self._verb_matcher = Matcher(shipped, self.vocabulary)

    def match(self, tokens: Tokens) -> Matches:
        """Return the matches of the lexicons in *tokens*, which are of this finder's vocabulary."""
        return self._matcher.match(tokens)

    def find(self, articles: Sequence[Article]) -> Findings:
        """Return the findings of one batch; 64 to 256 articles at a time run fastest.

        Raises FramingError for an article of more than 30 million characters.
        """
        for article in articles:
            if len(article.text) > MOST_CHARACTERS:
                raise FramingError(
                    f"article {article.id!r} has {len(article.text):,} characters; at most"
                    f" {MOST_CHARACTERS:,} are taken for one article: split it, or leave it out"
                )
        with garbage_collection_paused(), one_thread_of_algebra():
            return self._find(articles)

    def _find(self, articles: Sequence[Article]) -> Findings:
        tokens = tokenize([article.text for article in articles], vocabulary=self.vocabulary)
        section = find_sections(articles, tokens)
        matches = self._matcher.match(tokens)
        quotes = find_quotes(tokens, section=section)
        attributions = _no_attributions()
        if self._attributions and len(tokens):
            attributions = find_attributions(tokens, quotes, section=section)
        voice = assign_voice(tokens, quotes, attributions)
        parties = self._parties.find(matches)
        verbs = self._verb_matcher
        sources = describe_sources(
            tokens,
            attributions,
            articles=articles,
            parties=parties,
            matches=matches if verbs is self._matcher else verbs.match(tokens),
            lexicons=verbs.lexicons,
        )
        figures = find_figures(tokens, section=section, actors=parties)
        harm = find_harm(tokens, section=section, actors=parties)
        referents = self.referents.resolve(tokens, matches, [a.published for a in articles])
        hits = self._hits(tokens, matches, referents, quotes, attributions)
        places = _Places(tokens, voice, section)
        start = tokens.text_start
        return Findings(
            hits=places.put_into(hits),
            quotes=_quote_frame(quotes, section, start),
            attributions=_attribution_frame(attributions, sources, tokens, section),
            figures=places.put_into(frame_of(figures, text_start=start)),
            harm=places.put_into(frame_of(harm, text_start=start)),
            spans={
                role: _own_offsets(getattr(attributions, role), attributions.article, start)
                for role in _ROLES
            },
            words=_count_words(tokens, voice, section),
            n_sentences=_count_sentences(tokens),
            foreign=_foreign_stretches(tokens, voice),
        )

    def _hits(
        self,
        tokens: Tokens,
        matches: Matches,
        referents: npt.NDArray[np.int32],
        quotes: Quotes,
        attributions: Attributions,
    ) -> Frame:
        """Return marker and lexicon hits, sorted by start."""
        markers = [find(tokens, quotes, attributions) for find in MARKERS.values()]
        parts: list[MarkerHits | Matches] = [*markers, matches]
        sizes = [len(part.start) for part in parts]
        n_marked = sum(sizes[:-1])
        start = np.concatenate([part.start for part in parts])
        # Each part is sorted, and where two begin together the marker comes first.
        order = np.argsort(start, kind="stable")
        marked = np.searchsorted(tokens.end, start[:n_marked], "right")
        none = np.full(n_marked, -1, np.int64)
        marker = np.repeat([*range(len(markers)), -1], sizes)
        article = np.concatenate([part.article for part in parts]).take(order)
        shift = tokens.text_start.take(article)
        return {
            "article": article,
            "start": start.take(order) - shift,
            "end": np.concatenate([part.end for part in parts]).take(order) - shift,
            "token": np.concatenate((marked, matches.first)).take(order),
            "entry": np.concatenate((none, matches.entry)).take(order),
            "marker": marker.take(order),
            "referent": np.concatenate((none, referents)).take(order),
            "label": _texts_of_marked([found.label for found in markers], order),
            "reason": _texts_of_marked([found.reason for found in markers], order),
        }


def _texts_of_marked(
    parts: Iterable[Iterable[str]], order: npt.NDArray[np.int64]
) -> npt.NDArray[np.object_]:
    """Return the texts of *parts*, the first rows before they were put in *order*, else None."""
    texts = [text for part in parts for text in part]
    column = np.empty(len(order), object)  # of None
    rows = np.flatnonzero(order < len(texts))
    column[rows] = [texts[i] for i in order[rows].tolist()]
    return column


def _no_attributions() -> Attributions:
    spans = Spans(np.zeros((0, 2), np.int64), np.zeros(1, np.int64))
    none = np.zeros(0, np.int64)
    return Attributions(
        article=none,
        start=none,
        end=none,
        source=spans,
        cue=spans,
        content=spans,
        token=none,
        source_tokens=spans.span,
        cue_tokens=spans.span,
        content_tokens=spans.span,
        directness=none.astype(np.uint8),
        speech=none.astype(np.bool_),
        parent=none,
        confidence=none.astype(np.float32),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """What holds of each token: its sentence, voice and section."""

    tokens: Tokens
    voice: Voice
    section: npt.NDArray[np.uint8]

    def put_into(self, frame: Frame) -> Frame:
        """Return *frame* with what holds of each row's ``token`` in place of that number."""
        rows = dict(frame)
        at = rows.pop("token")
        first_sentence = np.searchsorted(self.tokens.sentence_first, self.tokens.first)
        return {
            **rows,
            "voice": self.voice.voice.take(at),
            "attribution": self.voice.attribution.take(at),
            "section": self.section.take(at),
            "sentence": self.tokens.sentence.take(at) - first_sentence.take(rows["article"]),
        }


def _attribution_frame(
    attributions: Attributions, sources: Sources, tokens: Tokens, section: npt.NDArray[np.uint8]
) -> Frame:
    places = {"token", *_ROLES, *(f"{role}_tokens" for role in _ROLES)}
    return {
        **frame_of(attributions, text_start=tokens.text_start, without=places),
        **{field.name: as_column(getattr(sources, field.name)) for field in fields(sources)},
        "section": section[attributions.token],
    }


def _quote_frame(
    quotes: Quotes, section: npt.NDArray[np.uint8], text_start: npt.NDArray[np.int64]
) -> Frame:
    shift = text_start[quotes.article] if len(quotes) else 0
    at = np.minimum(quotes.first, max(len(section) - 1, 0))
    return {
        "article": quotes.article,
        "start": quotes.start - shift,
        "end": quotes.end - shift,
        "kind": quotes.kind,
        "confidence": quotes.confidence,
        "section": section[at] if len(section) else np.zeros(len(quotes), np.uint8),
        "evidence": quotes.evidence,
    }


def _own_offsets(
    spans: Spans, article: npt.NDArray[np.int64], text_start: npt.NDArray[np.int64]
) -> Spans:
    shift = np.repeat(text_start[article] if len(article) else text_start[:0], np.diff(spans.first))
    return Spans(spans.span - shift[:, None], spans.first)


def _count_words(
    tokens: Tokens, voice: Voice, section: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]:
    shape = (len(tokens.texts), len(VOICES), len(SECTIONS))
    first, article = _stretches(tokens, voice.voice, section)
    cell = (article * len(VOICES) + voice.voice[first]) * len(SECTIONS) + section[first]
    size = np.diff(first, append=len(tokens))
    return np.bincount(cell, size, math.prod(shape)).astype(np.int64).reshape(shape)


def _stretches(
    tokens: Tokens, *columns: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the first token of each run of the same *columns* in one article, and that."""
    begins = np.zeros(len(tokens) + 1, np.bool_)
    begins[tokens.first] = True
    for column in columns:
        begins[1:-1] |= column[1:] != column[:-1]
    first = few_where(begins[:-1])
    return first, np.searchsorted(tokens.first, first, "right") - 1


def _count_sentences(tokens: Tokens) -> npt.NDArray[np.int64]:
    counts: npt.NDArray[np.int64] = np.diff(np.searchsorted(tokens.sentence_first, tokens.first))
    return counts


def _foreign_stretches(tokens: Tokens, voice: Voice) -> npt.NDArray[np.int64]:
    """Return rows of article, start, end, voice for runs of tokens that are not own voice."""
    first, article = _stretches(tokens, voice.voice)
    last = np.append(first[1:], len(tokens)) - 1
    kept = np.flatnonzero(voice.voice[first])
    first, last, article = first[kept], last[kept], article[kept]
    shift = tokens.text_start[article]
    start, end = tokens.start[first] - shift, tokens.end[last] - shift
    return np.stack([article, start, end, voice.voice[first]], axis=1)


def join_findings(parts: Sequence[Findings]) -> Findings:
    """Return the findings of all *parts*, at least one, whose articles follow one another."""
    if len(parts) == 1:
        return parts[0]
    articles = _offsets([part.n_articles for part in parts])
    attributions = _offsets([len(part.attributions["article"]) for part in parts])
    shifts = {"article": articles, "attribution": attributions, "parent": attributions}
    foreign = [
        part.foreign + np.array([shift, 0, 0, 0])
        for part, shift in zip(parts, articles, strict=True)
    ]
    return Findings(
        hits=join_frames([p.hits for p in parts], shifts=shifts),
        quotes=join_frames([p.quotes for p in parts], shifts=shifts),
        attributions=join_frames([p.attributions for p in parts], shifts=shifts),
        figures=join_frames([p.figures for p in parts], shifts=shifts),
        harm=join_frames([p.harm for p in parts], shifts=shifts),
        spans={role: _join_spans([p.spans[role] for p in parts]) for role in _ROLES},
        words=np.concatenate([p.words for p in parts]),
        n_sentences=np.concatenate([p.n_sentences for p in parts]),
        foreign=np.concatenate(foreign),
    )


def _offsets(sizes: Sequence[int]) -> list[int]:
    return [0, *np.cumsum(sizes)[:-1].tolist()]


def _join_spans(parts: Sequence[Spans]) -> Spans:
    shifts = _offsets([len(part.span) for part in parts])
    first = [part.first[:-1] + shift for part, shift in zip(parts, shifts, strict=True)]
    total = np.array([sum(len(part.span) for part in parts)], np.int64)
    return Spans(np.concatenate([p.span for p in parts]), np.concatenate([*first, total]))


def article_findings(findings: Findings, number: int) -> Findings:
    """Return the findings of article *number* alone."""
    own = {
        name: getattr(findings, name)["article"] == number
        for name in ("hits", "quotes", "attributions", "figures", "harm")
    }
    renumber = np.cumsum(own["attributions"]) - 1

    def rows(name: str) -> Frame:
        frame = {key: column[own[name]] for key, column in getattr(findings, name).items()}
        frame["article"] = np.zeros_like(frame["article"])
        for key in ("attribution", "parent"):
            if key in frame and len(frame[key]):
                frame[key] = np.where(frame[key] >= 0, renumber[frame[key]], -1)
        return frame

    return Findings(
        hits=rows("hits"),
        quotes=rows("quotes"),
        attributions=rows("attributions"),
        figures=rows("figures"),
        harm=rows("harm"),
        spans={
            role: _spans_of(spans, own["attributions"]) for role, spans in findings.spans.items()
        },
        words=findings.words[number : number + 1],
        n_sentences=findings.n_sentences[number : number + 1],
        foreign=findings.foreign[findings.foreign[:, 0] == number] * np.array([0, 1, 1, 1]),
    )


def _spans_of(spans: Spans, rows: npt.NDArray[np.bool_]) -> Spans:
    sizes = np.diff(spans.first)
    return Spans(spans.span[np.repeat(rows, sizes)], np.concatenate(([0], np.cumsum(sizes[rows]))))
