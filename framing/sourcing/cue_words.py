"""What the words of a cue say where no entry of the reporting verbs fits in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.lexicon import Entry
from framing.matching import CompiledLexicons
from framing.text.gaps import gap_is_blank
from framing.text.token_ranges import token_ranges
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_DETERMINERS = frozenset(
    ("a an the his her its their our my your this that these those no").split()
)
_NOT_A_VERB = "the a an his her its their our my this that these those".split()
_FAR = 4


@dataclass(frozen=True, slots=True)
class VerbForm:
    """The stance of a verb, and the wordings behind it with which it means something else."""

    stance: str
    not_before: tuple[tuple[str, ...], ...]

    def fits(self, following: list[str]) -> bool:
        """Tell whether no wording of ``not_before`` begins the words *following*."""
        letters = ("*", *(word[0] for word in following[:1]))  # a wording that fits begins with one
        maybe = [wording for wording in self.not_before if wording[0].startswith(letters)]
        return not any(_begins_with(following, wording) for wording in maybe)


def _begins_with(words: list[str], wording: tuple[str, ...]) -> bool:
    for word, pattern in zip(words, wording, strict=False):
        if word != pattern and not (pattern[-1] == "*" and word.startswith(pattern[:-1])):
            return False
    return len(wording) <= len(words)


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


def stances_of_words(
    tokens: Tokens, first: Indices, stop: Indices, lexicons: CompiledLexicons, lexicon: str
) -> Iterator[tuple[int, str | None]]:
    """Yield cues with the stance of the verb among their tokens, the first that is not neutral.

    The verbs are those of *lexicon*, one of *lexicons*.
    A cue is known to report, so what keeps an entry from hitting a noun ("under stress") does not
    matter here, save an article within the cue ("the claim").
    """
    forms, in_cue = verb_forms(lexicons, lexicon), token_ranges(first, stop)
    is_form = tokens.vocabulary.column(
        ("verb form", lexicons, lexicon), lambda types: [word in forms for word in types], np.bool_
    )
    of_verb = is_form.values().take(tokens.type_id[in_cue.token])
    cues = np.flatnonzero(in_cue.any(of_verb))
    near = token_ranges(first[cues], np.minimum(stop[cues] + _FAR, len(tokens)))
    in_sentence = tokens.sentence[near.token] <= tokens.sentence[stop[cues] - 1][near.owner]
    words = tokens.vocabulary.words(tokens.type_id[near.token[in_sentence]])
    end, size = near.count(in_sentence).cumsum().tolist(), (stop - first)[cues].tolist()
    for cue, begin, to, length in zip(cues.tolist(), [0, *end], end, size, strict=False):
        yield cue, _stance_of_words(words[begin:to], length, forms)


def _stance_of_words(words: list[str], size: int, forms: dict[str, VerbForm]) -> str | None:
    """Return the stance of the first *size* of *words*, read with those behind them."""
    found = None
    for i in range(size):
        form = forms.get(words[i])
        noun = i > 0 and words[i - 1] in _DETERMINERS
        if form is None or noun or not form.fits(words[i + 1 :]):
            continue
        if form.stance != "neutral":
            return form.stance
        found = form.stance
    return found


def asks_to_act(tokens: Tokens, stop: Indices) -> Flags:
    """Tell which asking cues up to tokens *stop* make someone act: "told the crowd to leave".

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["She told the crowd to leave. He told them it was late."])
    >>> asks_to_act(tokens, np.array([2, 8])).tolist()
    [True, False]
    """
    id_of, last = tokens.vocabulary.id_of, len(tokens) - 1
    window = stop[:, None] + np.arange(_FAR)
    at = np.minimum(window, last)
    goes_on = (window < last) & (tokens.sentence[at] == tokens.sentence[stop - 1, None])
    goes_on &= tokens.type_id[at] != id_of("that")
    goes_on &= gap_is_blank(tokens, at.ravel() - 1).reshape(at.shape)
    goes_on = np.logical_and.accumulate(goes_on, axis=1)
    is_to = goes_on & (tokens.type_id[at] == id_of("to"))
    verb = np.minimum(at[np.arange(len(stop)), is_to.argmax(axis=1)] + 1, last)
    is_verb = ~np.isin(tokens.type_id[verb], tokens.vocabulary.ids_of(_NOT_A_VERB))
    is_verb &= tokens.sentence[verb] == tokens.sentence[stop - 1]
    asks: Flags = is_to.any(axis=1) & is_verb & (tokens.shape[verb] == LOWERCASE)
    return asks
