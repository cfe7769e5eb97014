"""Rule-based markers: each file finds one way in which wording frames what it reports."""

from __future__ import annotations

from collections.abc import Callable

from framing.attributions import Attributions
from framing.markers.distancing_phrases import find_distancing_phrases
from framing.markers.marker_hits import MarkerHits
from framing.markers.scare_quotes import find_scare_quotes
from framing.quotes import Quotes
from framing.tokens import Tokens

Marker = Callable[[Tokens, Quotes, Attributions], MarkerHits]

MARKERS: dict[str, Marker] = {
    "distancing_phrase": find_distancing_phrases,
    "scare_quote": find_scare_quotes,
}
"""Every marker by the name it has in tables, as ``marker.scare_quote``."""
