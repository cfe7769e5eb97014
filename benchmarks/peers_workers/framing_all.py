"""This library, everything on, warm: articles in memory to columnar findings."""

from loop import given, serve

from framing.analysis import Analyzer
from framing.article import Article

texts, _ = given()
articles = [Article(id=str(n), text=text) for n, text in enumerate(texts)]
analyzer = Analyzer()
serve(lambda: analyzer.analyze(articles))
