"""How outlets differ in language on the same events, with the passage behind every number.

>>> import framing
>>> analysis = framing.analyze("The so-called reform passed.", lexicons=["distancing"])
>>> analysis.kwic("distancing")["text"].tolist()
['so-called']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.charts import chart as chart
    from framing.events import match_events as match_events
    from framing.furniture import learn_furniture as learn_furniture
    from framing.reporting import write_report as write_report
    from framing.statistics.power import power as power

__version__ = "0.1.0"

# What needs a heavy library is imported when it is first asked for.
_LATER = {
    "Analysis": "framing.analysis",
    "Analyzer": "framing.analysis",
    "analyze": "framing.analysis",
    "Article": "framing.article",
    "Comparison": "framing.comparison",
    "compare": "framing.comparison",
    "FramingError": "framing.errors",
    "LexiconError": "framing.errors",
    "ReadError": "framing.errors",
    "Lexicon": "framing.lexicon",
    "lexicon_from_terms": "framing.lexicon",
    "load_lexicon": "framing.lexicon",
    "read_lexicon": "framing.lexicon",
    "iter_articles": "framing.reading",
    "read_articles": "framing.reading",
    "chart": "framing.charts",
    "learn_furniture": "framing.furniture",
    "match_events": "framing.events",
    "power": "framing.statistics.power",
    "write_report": "framing.reporting",
}

__all__ = [
    "Analysis",
    "Analyzer",
    "Article",
    "Comparison",
    "FramingError",
    "Lexicon",
    "LexiconError",
    "ReadError",
    "analyze",
    "chart",
    "compare",
    "iter_articles",
    "learn_furniture",
    "lexicon_from_terms",
    "load_lexicon",
    "match_events",
    "power",
    "read_articles",
    "read_lexicon",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Import the public names that need heavy libraries when they are first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_LATER[name]), name)
    return value
