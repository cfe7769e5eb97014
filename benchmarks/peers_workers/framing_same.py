"""This library, warm, only what the pipeline on a parser gives: phrases, and quotations by whom."""

from loop import given, serve

from framing.attributions import find_attributions
from framing.lexicon import load_lexicon, shipped_lexicons
from framing.matching import Matcher, compile_lexicons
from framing.quotes import find_quotes
from framing.text.vocabulary import Vocabulary
from framing.tokens import tokenize

texts, _ = given()
vocabulary = Vocabulary()
lexicons = compile_lexicons([load_lexicon(key) for key in shipped_lexicons()])
matcher = Matcher(lexicons, vocabulary)


def one_pass() -> list[object]:
    found: list[object] = []
    for first in range(0, len(texts), 128):
        tokens = tokenize(texts[first : first + 128], vocabulary=vocabulary)
        quotes = find_quotes(tokens)
        found.append((matcher.match(tokens), quotes, find_attributions(tokens, quotes)))
    return found


serve(one_pass)
