"""scikit-learn's counts of words and pairs of words."""

from loop import given, serve
from sklearn.feature_extraction.text import CountVectorizer

texts, _ = given()
serve(lambda: CountVectorizer(ngram_range=(1, 2)).fit_transform(texts))
