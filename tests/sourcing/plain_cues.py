"""The rules for the stance of a cue, one cue at a time."""

from __future__ import annotations

from framing.matching import CompiledLexicons
from framing.sourcing.cue_words import verb_forms
from tests.sourcing.plain_words import Text

_ARTICLES = "a an the his her its their our my your this that these those no".split()
_NOT_A_VERB = "the a an his her its their our my this that these those".split()
Hits = list[tuple[str, str]]  # lexicon and stance of the entries that match in a cue


def stance_of(
    text: Text, first: int, stop: int, hits: Hits, lexicons: CompiledLexicons
) -> str | None:
    """Return the stance of a cue: of its verbs, else its nouns, else by its words alone."""
    found = None
    for lexicon in ("reporting_verbs", "attribution_nouns"):
        stances = [stance for name, stance in hits if name == lexicon]
        telling = [stance for stance in stances if stance != "neutral"]
        found = found or next(iter(telling + stances), None)
    found = found or _by_words(text, first, stop, lexicons)
    asks = found == "neutral" and text.words[stop - 1].is_("asking") and _asks_to_act(text, stop)
    return "directive" if asks else found


def _by_words(text: Text, first: int, stop: int, lexicons: CompiledLexicons) -> str | None:
    forms, found = verb_forms(lexicons, "reporting_verbs"), None
    behind = [text.near(stop - 1, i) for i in range(stop, stop + 4)]
    near = [word.type for word in (*text.words[first:stop], *behind) if word]
    for i, word in enumerate(near[: stop - first]):
        form = forms.get(word)
        noun = i > 0 and near[i - 1] in _ARTICLES
        if form is not None and not noun and form.fits(near[i + 1 :]):
            if form.stance != "neutral":
                return form.stance
            found = form.stance
    return found


def _asks_to_act(text: Text, stop: int) -> bool:
    """Tell whether "to" and a verb stand within four words: "told the crowd to leave"."""
    for i in range(stop, stop + 4):
        word = text.near(stop - 1, i)
        if word is None or word.type == "that" or text.gap(i - 1).strip():
            return False
        if word.type == "to":
            verb = text.near(stop - 1, i + 1)
            return verb is not None and verb.type not in _NOT_A_VERB and verb.small
    return False


def is_negated(text: Text, first: int, stop: int) -> bool:
    """Tell whether a cue holds a negation; one of up to two words, also the word before it."""
    before = text.near(first, first - 1) if stop - first < 3 else None
    words = [*([before] if before else []), *text.words[first:stop]]
    return any(word.is_("negation") for word in words)
