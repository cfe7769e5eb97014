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
    from framing.analysis import Analysis as Analysis
    from framing.analysis import Analyzer as Analyzer
    from framing.analysis import analyze as analyze
    from framing.archive.archive import Archive as Archive
    from framing.archive.contrasts import compare_counts as compare_counts
    from framing.archive.counting import count as count
    from framing.archive.findings import write_findings as write_findings
    from framing.article import Article as Article
    from framing.charts import chart as chart
    from framing.coding.plan import coding_sheet as coding_sheet
    from framing.coding.sheets import agreement as agreement
    from framing.comparison import Comparison as Comparison
    from framing.comparison import compare as compare
    from framing.errors import FramingError as FramingError
    from framing.errors import LexiconError as LexiconError
    from framing.errors import ReadError as ReadError
    from framing.events import match_events as match_events
    from framing.furniture import learn_furniture as learn_furniture
    from framing.lexicon import Lexicon as Lexicon
    from framing.lexicon import lexicon_from_terms as lexicon_from_terms
    from framing.lexicon import load_lexicon as load_lexicon
    from framing.lexicon import read_lexicon as read_lexicon
    from framing.reading import iter_articles as iter_articles
    from framing.reading import read_articles as read_articles
    from framing.reporting import write_report as write_report
    from framing.shelf.exports import export_lexicon as export_lexicon
    from framing.shelf.imports import import_lexicon as import_lexicon
    from framing.shelf.imports import lexicon_from_frame as lexicon_from_frame
    from framing.statistics.power import power as power
    from framing.vectorizer import FramingVectorizer as FramingVectorizer

__version__ = "0.1.0"

_MODULES = ("cluster", "coding")  # of these, users call functions by module and name

# What needs a heavy library is imported when it is first asked for.
_LATER = {
    "Analysis": "framing.analysis",
    "Analyzer": "framing.analysis",
    "analyze": "framing.analysis",
    "Archive": "framing.archive.archive",
    "compare_counts": "framing.archive.contrasts",
    "count": "framing.archive.counting",
    "write_findings": "framing.archive.findings",
    "Article": "framing.article",
    "agreement": "framing.coding.sheets",
    "coding_sheet": "framing.coding.plan",
    "Comparison": "framing.comparison",
    "compare": "framing.comparison",
    "FramingError": "framing.errors",
    "FramingVectorizer": "framing.vectorizer",
    "LexiconError": "framing.errors",
    "ReadError": "framing.errors",
    "Lexicon": "framing.lexicon",
    "export_lexicon": "framing.shelf.exports",
    "import_lexicon": "framing.shelf.imports",
    "lexicon_from_frame": "framing.shelf.imports",
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
    "Archive",
    "Article",
    "Comparison",
    "FramingError",
    "FramingVectorizer",
    "Lexicon",
    "LexiconError",
    "ReadError",
    "agreement",
    "analyze",
    "chart",
    "coding_sheet",
    "compare",
    "compare_counts",
    "count",
    "export_lexicon",
    "import_lexicon",
    "iter_articles",
    "learn_furniture",
    "lexicon_from_frame",
    "lexicon_from_terms",
    "load_lexicon",
    "match_events",
    "power",
    "read_articles",
    "read_lexicon",
    "write_findings",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Import the public names that need heavy libraries when they are first asked for."""
    if name in _MODULES:
        return import_module(f"framing.{name}")
    if name not in _LATER:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_LATER[name]), name)
    return value


def __dir__() -> list[str]:
    """Name what is public, so that it is completed and helped with before it is first used."""
    return sorted({*globals(), *__all__, *_MODULES})
