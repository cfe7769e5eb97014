"""What the words of a cue say where no entry of the reporting verbs fits in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from framing.lexicon import Entry
from framing.matching import CompiledLexicons
from framing.tokens import Tokens

_DETERMINERS = frozenset(
    ("a an the his her its their our my your this that these those no").split()
)
_NOT_A_VERB = frozenset("the a an his her its their our my this that these those".split())
_FAR = 4


@dataclass(frozen=True, slots=True)
class VerbForm:
    """The stance of a verb, and the wordings behind it with which it means something else."""

    stance: str
    not_before: tuple[tuple[str, ...], ...]

    def fits(self, following: list[str]) -> bool:
        """Tell whether no wording of ``not_before`` begins the words *following*."""
        return not any(
            len(wording) <= len(following)
            and all(_alike(w, f) for w, f in zip(wording, following, strict=False))
            for wording in self.not_before
        )


def _alike(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@lru_cache(maxsize=8)
def verb_forms(lexicons: CompiledLexicons, lexicon: str) -> dict[str, VerbForm]:
    """Return the forms of the verbs of *lexicon* that are one word, with their stances."""
    forms: dict[str, VerbForm] = {}
    for number, entry in enumerate(lexicons.entries):
        if lexicons.lexicon_of(number).name == lexicon:
            for form in _forms(entry):
                wordings = tuple(tuple(w.lstrip("~").split()) for w in entry.not_before)
                forms.setdefault(form, VerbForm(entry.category, wordings))
    return forms


def _forms(entry: Entry) -> Iterable[str]:
    """Return the words of a term that is one word or a choice of words."""
    words = entry.term.removeprefix("(").removesuffix(")").split("|")
    return words if all(word.isalpha() for word in words) else ()


def stance_of_words(
    tokens: Tokens, first: int, stop: int, forms: dict[str, VerbForm]
) -> str | None:
    """Return the stance of the verb among the tokens of a cue, the first that is not neutral.

    A cue is known to report, so what keeps an entry from hitting a noun ("under stress") does not
    matter here, save an article within the cue ("the claim").
    """
    types = tokens.vocabulary.types
    words = [types[t] for t in tokens.type_id[first : stop + _FAR].tolist()]
    found = None
    for i in range(stop - first):
        form = forms.get(words[i])
        noun = i > 0 and words[i - 1] in _DETERMINERS
        if form is None or noun or not form.fits(words[i + 1 :]):
            continue
        if form.stance != "neutral":
            return form.stance
        found = form.stance
    return found


def asks_to_act(tokens: Tokens, stop: int) -> bool:
    """Tell whether an asking cue up to token *stop* makes someone act: "told the crowd to leave".

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["She told the crowd to leave. He told them it was late."])
    >>> asks_to_act(tokens, 2), asks_to_act(tokens, 8)
    (True, False)
    """
    types, ids = tokens.vocabulary.types, tokens.type_id
    for i in range(stop, min(stop + _FAR, len(tokens) - 1)):
        if tokens.sentence[i] != tokens.sentence[stop - 1] or types[ids[i]] == "that":
            return False
        if tokens.joined[tokens.end[i - 1] : tokens.start[i]].strip():
            return False
        if types[ids[i]] == "to":
            verb = types[ids[i + 1]] not in _NOT_A_VERB and not tokens.shape[i + 1]
            return bool(verb)
    return False
