"""Sheets as invented coders fill them in, and a corpus in which the machine errs."""

from __future__ import annotations

import numpy as np
import pandas as pd

import framing
from framing.article import Article
from framing.coding.units import MEASURES, QUESTIONS

ASKED = (*MEASURES, *(name for questions in QUESTIONS.values() for name in questions))


def as_coded(sheet: pd.DataFrame, key: pd.DataFrame) -> pd.DataFrame:
    """Return *sheet* as a coder who always agrees with the machine would fill it in."""
    answers = key.set_index("unit").loc[sheet["unit"], [c for c in ASKED if c in sheet]]
    return sheet.assign(**{name: answers[name].to_numpy() for name in answers})


def planted_error(seed: int) -> framing.Analysis:
    """Outlets use a word alike; the machine sees it in one outlet, in the other only half of it.

    The word has two spellings; the lexicon knows one, and the second outlet writes the other in
    half of its uses.
    """
    rng = np.random.default_rng(seed)
    articles = []
    for event in range(16):
        level = 0.3 * rng.lognormal(-0.08, 0.4)
        for outlet in ("Alpha", "Beta"):
            said = rng.random(30) < level
            unseen = (rng.random(30) < 0.6) & (outlet == "Beta")
            words = np.where(said, np.where(unseen, "blorf", "zorb"), "rain")
            text = " ".join(f"Then {word} came over town." for word in words)
            articles.append(
                Article(id=f"{event}-{outlet}", outlet=outlet, event=str(event), text=text)
            )
    return framing.analyze(articles, lexicons=[{"zorb": ["zorb"]}])
