from __future__ import annotations

import pickle
import random
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks

from framing.analysis import resolve_lexicons
from framing.matching import match_texts
from framing.vectorizer import FramingVectorizer

TEXTS = ["The so-called reform passed.", "He claimed it. He claimed it again.", ""]
LEXICON = {"doubt": ["so-called", "claim*"], "never": ["zzzz"]}


def test_counts_and_names() -> None:
    vectorizer = FramingVectorizer(LEXICON).fit(TEXTS)
    assert vectorizer.get_feature_names_out().tolist() == ["own.doubt", "own.never"]
    assert vectorizer.transform(TEXTS).tolist() == [[1, 0], [2, 0], [0, 0]]


def test_rates_are_per_thousand_words() -> None:
    assert FramingVectorizer(LEXICON, rates=True).fit_transform(TEXTS)[0, 0] == 250.0


def test_counts_are_those_of_matching() -> None:
    found = match_texts(TEXTS, resolve_lexicons(LEXICON))
    counts = FramingVectorizer(LEXICON).fit_transform(TEXTS)
    assert counts.sum(axis=1).tolist() == [len(f) for f in found]


def test_it_works_in_a_pipeline_and_gives_frames() -> None:
    pipeline = make_pipeline(FramingVectorizer(LEXICON), LogisticRegression())
    assert pipeline.fit(TEXTS, [0, 1, 0]).predict(TEXTS).shape == (3,)
    frame = FramingVectorizer(LEXICON).set_output(transform="pandas").fit_transform(TEXTS)
    assert isinstance(frame, pd.DataFrame)
    assert frame.columns.tolist() == ["own.doubt", "own.never"]


def test_it_can_be_cloned_and_pickled() -> None:
    fitted = clone(FramingVectorizer(LEXICON)).fit(TEXTS)
    again = pickle.loads(pickle.dumps(fitted))
    np.testing.assert_array_equal(again.transform(TEXTS), fitted.transform(TEXTS))


# The rest of scikit-learn's checks hand over arrays of numbers; scikit-learn itself runs none for
# an estimator of texts. Their laws (order, subsets, idempotence, inputs left alone) follow below.
APPLICABLE = """
do_not_raise_errors_in_init_or_set_params estimator_cloneable estimator_repr
estimator_tags_renamed estimators_unfitted get_feature_names_out_error get_params_invariance
global_output_transform_pandas mixin_order no_attributes_set_in_init
parameters_default_constructible set_output_transform set_output_transform_pandas set_params
transformer_get_feature_names_out transformer_get_feature_names_out_pandas
transformers_unfitted valid_tag_types
""".split()


@pytest.mark.parametrize("name", APPLICABLE)
def test_checks_of_scikit_learn_that_apply_to_texts(name: str) -> None:
    check = getattr(estimator_checks, f"check_{name}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        check("FramingVectorizer", FramingVectorizer(LEXICON))


def test_fitting_again_changes_nothing() -> None:
    vectorizer = FramingVectorizer(LEXICON)
    first = vectorizer.fit(TEXTS).transform(TEXTS)
    assert vectorizer.fit(["other"]) is vectorizer
    np.testing.assert_array_equal(vectorizer.transform(TEXTS), first)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.lists(st.sampled_from(TEXTS), max_size=300), st.randoms(use_true_random=False))
def test_rows_do_not_depend_on_their_neighbors(texts: list[str], chance: random.Random) -> None:
    vectorizer = FramingVectorizer(LEXICON, rates=True).fit(TEXTS)
    alone = {text: vectorizer.transform([text])[0].tolist() for text in TEXTS}
    chance.shuffle(texts)
    assert vectorizer.transform(texts).tolist() == [alone[text] for text in texts]


def test_parameters_and_texts_are_left_alone() -> None:
    texts, lexicon = list(TEXTS), {"doubt": ["so-called"]}
    vectorizer = FramingVectorizer(lexicon)
    vectorizer.fit_transform(texts)
    assert texts == TEXTS
    assert vectorizer.get_params() == {"lexicons": {"doubt": ["so-called"]}, "rates": False}


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Series])
def test_texts_come_in_lists_arrays_and_series(kind: Callable[[list[str]], Any]) -> None:
    counts = FramingVectorizer(LEXICON).fit_transform(kind(TEXTS))
    assert counts.tolist() == [[1, 0], [2, 0], [0, 0]]


def test_an_own_lexicon_beside_shipped_ones() -> None:
    vectorizer = FramingVectorizer(["hedges", LEXICON]).fit(TEXTS)
    names = vectorizer.get_feature_names_out().tolist()
    assert names == sorted(names)
    assert {"own.doubt", "own.never"} < set(names)


@pytest.mark.parametrize("texts", ["one text", [1], [None]])
def test_what_is_no_list_of_texts(texts: object) -> None:
    with pytest.raises(ValueError, match="str"):
        FramingVectorizer(LEXICON).fit(texts)  # type: ignore[arg-type]
