"""Quick looks that let plain lines pass before their wording is matched with that of furniture.

A line that none of them holds back would match none of the patterns either.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The first words of the lines in cues.py.
FIRST_WORDS = frozenset(
    """
    about accept ad ads advertisement already also android app author authors back become breaking
    by categories category click close comments connect continue copy copyright cookie cookies date
    don't don’t download edited editing editor's editor’s editors email enable end enter explore
    facebook file filed follow further get headlines image install ios javascript join just
    keywords key latest leave link list listen live loading log media more most must news
    newsletter next originally photo picture pinned play please popular posted previous print
    privacy promoted published read reading receive recommended register related report reporting
    save scroll search see share show sign skip source sources sponsored story subscribe suggested
    support supported tag tags our gift thank toggle top topic topics trending try turn tweet
    twitter unlock unsubscribe updated were you video view views watch whatsapp with writing
    written your © (c) (reporting (editing (additional (with (writing additional (this
    """.split()
)


# The same as they are written at the start of a line: a look-up that lower-cases nothing.
_FIRST_AS_WRITTEN = frozenset(
    form + mark
    for word in FIRST_WORDS
    for form in (word, word.capitalize(), word.upper(), word.title())
    for mark in ("", ":", ",", "!", ".")
)


def _pattern_of(words: Iterable[str]) -> str:
    """Write the pattern of *words* in either case, a choice for each letter.

    The engine tries alternatives one by one: a choice among the first letters, then among the
    second ones that follow, is many times faster than a choice among words.

    >>> _pattern_of(["by", "be"])
    '[bB](?:[eE](?!\\\\w)|[yY](?!\\\\w))'
    """
    after: dict[str, list[str]] = {}
    for word in sorted(words):
        after.setdefault(word[:1], []).append(word[1:])
    choices = [
        (f"[{first}{first.upper()}]" if first.isalpha() else re.escape(first)) + _pattern_of(rest)
        if first
        else r"(?!\w)"
        for first, rest in after.items()
    ]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


# All of these forms and a few more, for the start of a line.
FIRST_WORD = _pattern_of(FIRST_WORDS)

# How far before the end of a line a credit may begin.
_CREDIT_LENGTH = 80
# What holds_cue_words and may_hold_credit look for, in the way that is fastest: the engine finds a
# letter faster than a word, so rare letters stand for "inbox", "cookies", " via " and "eserved",
# and "may not be".
_TELLING_WORDS = ("@", "newsletter")
_TELLING_LETTERS = tuple(
    map(
        re.compile,
        (
            r"x(?<=inbox)",
            r"k(?<=cook)ies",
            r"v(?:ia (?<= via )|ed(?<=eserved))",
            r"b(?<=may not b)e",
        ),
    )
)
_CREDIT_WORDS = ("/", "hoto")

# First words of the other short lines that are furniture: networks, menus, dates, agencies.
_LABEL_WORDS = FIRST_WORDS | frozenset(
    """
    @ accessibility africa all america americas analysis article articles asia author authors
    breadcrumb breadcrumbs breaking bookmark business byline c careers category contact content
    correspondent create created culture custom decline donate donation don't don’t e-mail e-paper
    economy edition editor editors english entertainment epaper estimated europe event expand
    explained explainer faq faqs features feature find first flipboard friday from google got
    hide home homepage i in insta instagram inputs issued item jobs join journalist journalists keep
    label labels language latest learn lifestyle like likes line linkedin list live login log
    manage mastodon messenger middle modified monday mute my no not ok open opens opinion other
    paid pause photos pin pinterest play pocket podcast podcasts politics promoted publisher pubs
    reddit reject reporter reporters remove rss saturday say science search shares sign signal
    site sitemap slide slogan sms sports sport staff stories sunday support tech technology
    telegram terms text this threads thursday tiktok tik tag today toggle tuesday tumblr twitter uk
    unmute update uploaded urgent us viber videos video wednesday weather what whats whatsapp words
    world write writer writers www x yesterday you youtube
    jan january feb february mar march apr april may jun june jul july aug august sep sept september
    oct october nov november dec december image slide story commented viewed watched reads you
    """.split()
)


def may_be_label(line: str) -> bool:
    """Say whether a short line needs to be matched against the wording of furniture.

    >>> may_be_label("Monday"), may_be_label("A longer truce")
    (True, False)
    """
    head = line[:24].split(None, 1)[0].lower().rstrip(":,.!|-–—()'’s")
    return (
        not line[0].isalpha()
        or head in _LABEL_WORDS
        or head + "s" in _LABEL_WORDS
        or line[-1] in ")]"
        or "/" in line
        or "@" in line
        or ":" in line
        or " | " in line
        or "hoto" in line
        or " via " in line
        or "post shared" in line
        or may_be_furniture(line)
    )


def holds_cue_words(text: str) -> bool:
    """Say whether wording that gives a line away wherever it stands occurs in *text*.

    >>> holds_cue_words("All rights reserved."), holds_cue_words("The port closed.")
    (True, False)
    """
    return (
        ("@" in text and "(@" in text)
        or "newsletter" in text
        or "inbox" in text
        or "cookies" in text
        or "eserved" in text
        or "may not be" in text
    )


def holds_post_link(text: str) -> bool:
    """Say whether a link that embedded posts end with occurs in *text*.

    >>> holds_post_link("Boats pic.twitter.com/a1"), holds_post_link("The port closed.")
    (True, False)
    """
    return "/" in text and ("pic.twitter.com" in text or "t.co/" in text)


def telling_places(text: str) -> list[int]:
    """Return the offsets of all words that can make a line furniture wherever they stand in it.

    A line without them passes ``holds_cue_words`` and ``may_hold_credit``.

    >>> telling_places("Deckhand/Ledger. All rights reserved."), telling_places("The port closed.")
    ([8, 33], [])
    >>> telling_places(f"Deckhand/Ledger {80 * 'x'}")
    []
    """
    places = []
    for word in _TELLING_WORDS:
        if word in text:
            places += [match.start() for match in re.finditer(word, text)]
    for letter in _TELLING_LETTERS:
        if letter.search(text):
            places += [match.start() for match in letter.finditer(text)]
    for word in _CREDIT_WORDS:
        if word in text:
            found = (match.start() for match in re.finditer(word, text))
            places += [place for place in found if _ends_line(text, place)]
    return sorted(places)


def _ends_line(text: str, place: int) -> bool:
    """Say whether a line of *text* ends so soon after *place* that a credit may stand there."""
    stop = place + _CREDIT_LENGTH
    return stop >= len(text) or text.find("\n", place, stop + 1) >= 0


def may_hold_credit(line: str) -> bool:
    """Say whether a line may end with a credit that stands in no brackets.

    >>> may_hold_credit("The port. A. Writer/Ledger"), may_hold_credit("The port closed.")
    (True, False)
    """
    tail = line[-_CREDIT_LENGTH:]
    return "/" in tail or "hoto" in tail or " via " in tail


def starts_like_furniture(line: str) -> bool:
    """Say whether the first word of a paragraph is one that furniture begins with.

    >>> starts_like_furniture("Related: a port closes."), starts_like_furniture("A port closes.")
    (True, False)
    """
    return line[: line.find(" ", 0, 24)] in _FIRST_AS_WRITTEN


def may_be_furniture(line: str) -> bool:
    """Say whether a paragraph of prose needs to be matched against the wording of furniture.

    >>> may_be_furniture("Sign up for our newsletter to read more about ports and their people.")
    True
    >>> may_be_furniture("The port closed on Monday after a week of talks, its director said.")
    False
    """
    return len(line) <= 400 and (starts_like_furniture(line) or holds_cue_words(line))
