"""Features of words, many at once as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.sourcing.features import NAME_CLASSES, cue_stem, feature_columns, type_features


def plain_features(word: str) -> list[str]:
    if word in NAME_CLASSES:
        return list(NAME_CLASSES[word])
    features = ["w=" + word, "s=" + cue_stem(word), "3=" + word[-3:], "2=" + word[-2:]]
    features.append("p=" + word[:4])
    if "-" in word:
        features.append("hyphen")
    if word.endswith(("'s", "s'")):
        features += ["possessive", "w=" + word[:-2]]
    if word[:1].isdigit():
        features.append("number")
    features.append(f"n={min(len(word), 10)}")
    return features


WORDS = st.one_of(st.sampled_from(sorted(NAME_CLASSES)), st.text("aeds'-4", max_size=12))


@given(st.lists(WORDS))
def test_many_words_have_the_features_of_each(words: list[str]) -> None:
    columns = feature_columns(words)
    found = [[column[i] for column in columns if column[i]] for i in range(len(words))]
    assert found == [plain_features(word) for word in words]
    assert found == [type_features(word) for word in words]
