"""Comparisons of invented articles, as many outlets and events as a test asks for."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from framing.analysis import Analyzer
from framing.article import Article
from framing.comparison import Comparison, compare

LEXICONS = ("reporting_verbs", "distancing", "hedges", "naming/israel_palestine")
LONG = (
    "The Ostermoor and Greater Calderfield Evening Dispatch",
    "Süddeutsche Morgenzeitung für Stadt und Landkreis",
    "Вечерние новости Брэкуотера и окрестностей",
    "Η Καθημερινή Εφημερίδα του Βάντρυ",
    "Le Courrier républicain de l’Arrondissement",
    "Gazeta Wieczorna Województwa Przykładowego",
    "صحيفة المساء اليومية في المقاطعة الشمالية",
    "北方省晚报每日新闻与城市广告综合版面",
    "The Ostermoor and Greater Calderfield Evening Dispatch, County Edition",
)
_SAID = ("said", "claimed", "said", "alleged", "said", "claimed")
_LABEL = ("militants", "fighters", "terrorists", "gunmen")


def outlet_names(n: int) -> list[str]:
    """Return *n* long names, foreign ones among them."""
    return [LONG[k % len(LONG)] + ("" if k < len(LONG) else f" {k}") for k in range(n)]


@cache
def invented(n_outlets: int, n_events: int) -> Comparison:
    """Return a comparison of *n_outlets* on *n_events*, one article each."""
    articles = []
    for event in range(n_events):
        for k, outlet in enumerate(outlet_names(n_outlets)):
            verb = _SAID[(k + event // 2) % len(_SAID)]
            label = _LABEL[(k + event) % len(_LABEL)]
            dead = event + 3
            text = (
                f"Bridge {event} closed\n\nPalestinian {label} {verb} on Monday that {dead + k}"
                f" people were killed at bridge {event}. The mayor, Ida Holm, {verb} that the"
                f" river may rise. Police said that {dead} people were killed by the flood."
            )
            articles.append(
                Article(
                    id=f"{event}-{k}",
                    text=text,
                    outlet=outlet,
                    title=text.split("\n")[0],
                    body_start=text.index("\n\n") + 2,
                    event=f"bridge-closing-number-{event}-in-the-northern-province",
                    published=datetime(2026, 1, 1) + timedelta(days=event, hours=k),
                )
            )
    return compare(_analyzer().analyze(articles))


@cache
def _analyzer() -> Analyzer:
    return Analyzer(lexicons=LEXICONS)
