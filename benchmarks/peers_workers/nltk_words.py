"""NLTK's word tokenizer."""

from loop import given, serve
from nltk.tokenize import NLTKWordTokenizer

texts, _ = given()
tokenizer = NLTKWordTokenizer()
serve(lambda: [tokenizer.tokenize(text) for text in texts])
