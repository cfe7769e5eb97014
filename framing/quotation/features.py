"""What speaks for one kind of quotation or another: flags of each span and of its surroundings.

The flags follow the order of decision of our codebook (docs/explanation/quotation-marks.md):
a reporting structure with a source, an explicit mention, so-called, a name or title, the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context, any_of, of_class
from framing.quotation.others import flags_of_others
from framing.text.characters import FIRST_WORD_CODE, LOWER, character_tables, is_one_of
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, NUMERIC

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]

_BLANK, _HARD_BLANK = ord(" "), 0xA0
_SHORTEST_TITLE_WORD = 4
_LEAST_TITLE_WORDS = 2
_LEAST_TITLE_SHARE = 0.75


def quotation_features(context: Context) -> tuple[Flags, tuple[str, ...]]:
    """Return the flags of each span, shape (n_spans, n_features), and their names."""
    flags: dict[str, Flags] = {}
    for part in (_form, _position, _words_before, _words_after, _wider):
        flags.update(part(context))
    flags.update(flags_of_others(context, flags))
    flags.update(_combined(flags))
    flags.update(_title_line(context, flags))
    return np.ascontiguousarray(np.stack(list(flags.values())).T), tuple(flags)


def _form(c: Context) -> dict[str, Flags]:
    """What the span itself looks like."""
    spans, shape = c.spans, c.shape
    n = spans.last - spans.first
    first_shape = shape[spans.first]
    inner = shape[c.inner]
    capital = (inner == CAPITALIZED) | (inner == ALL_CAPS) | (inner == NUMERIC)
    small = of_class(c.inner_classes, "small")
    n_capital, n_free = c.inside_count(capital), c.inside_count(small & ~capital)
    title = (n_capital + n_free == n) & (n_capital > 0)
    capitals_inside = c.inside_count(inner == ALL_CAPS)
    last_inner = c.inner_end
    sentence = c.tokens.sentence
    return {
        "one_word": n == 1,
        "two_words": n == 2,
        "three_or_four_words": (n >= 3) & (n <= 4),
        "five_to_eight_words": (n >= 5) & (n <= 8),
        "nine_to_fifteen_words": (n >= 9) & (n <= 15),
        "over_fifteen_words": n > 15,
        "begins_lower": first_shape == LOWERCASE,
        "begins_capital": (first_shape == CAPITALIZED) | (first_shape == ALL_CAPS),
        "all_capitals": (capitals_inside == n),
        "title_case": title & (n > 1),
        "capital_word": title & (n == 1),
        "half_capitals": ~title & (2 * n_capital >= n) & (n > 1),
        "begins_article": of_class(c.first_classes, "determiner"),
        "begins_verb": of_class(c.first_classes, "be", "auxiliary"),
        "begins_and": of_class(c.first_classes, "and", "small")
        & ~of_class(c.first_classes, "determiner"),
        "first_person": c.inside("first_person"),
        "second_person": c.inside("second_person"),
        "third_person": c.inside("he"),
        "finite_verb": c.inside("be", "auxiliary"),
        "several_sentences": sentence[spans.last - 1] > sentence[spans.first],
        "ends_comma": last_inner == ord(","),
        "ends_stop": last_inner == ord("."),
        "ends_question": (last_inner == ord("?")) | (last_inner == ord("!")),
        "single_marks": spans.single,
        "nested": spans.depth > 0,
        "runs": spans.runs_on | spans.continues | spans.unclosed,
        "only_country": _only_country(c, n),
        "ends_ing": _ends(c, c.types[spans.first], "ing"),
        "ends_s_noun": _ends(c, c.types[spans.last - 1], "s") & (n <= 2),
    }


def _only_country(c: Context, n: Indices) -> Flags:
    """Tell spans that hold the name of a state and nothing else: 'Israel', "State of Palestine"."""
    country, other = of_class(c.inner_classes, "country"), of_class(c.inner_classes, "state")
    capital = c.shape[c.inner] != LOWERCASE
    named = c.inside_count(country & capital)
    flags: Flags = (named > 0) & (c.inside_count((country & capital) | other) == n) & (n <= 5)
    return flags


def _ends(c: Context, types: Indices, ending: str) -> Flags:
    """Tell which of *types* end in *ending*."""

    def decide(types: Sequence[str]) -> list[int]:
        return [word.endswith(ending) for word in types]

    column = c.tokens.vocabulary.column(f"ends_in_{ending}", decide, np.bool_).values()
    flags: Flags = column[types]
    return flags


def _position(c: Context) -> dict[str, Flags]:
    """Where in sentence and paragraph the span stands."""
    spans, tokens = c.spans, c.tokens
    space = (c.gap_left == _BLANK) | (c.gap_left == _HARD_BLANK)
    lead = np.where(space, c.gap_left2, c.gap_left)
    opens_paragraph = _differs(tokens.paragraph, spans.first - 1, spans.first)
    opens_sentence = c.left[0] == c.none
    closes_paragraph = _differs(tokens.paragraph, spans.last, spans.last - 1)
    closes_sentence = c.right[0] == c.none
    trail_space = (c.gap_right == _BLANK) | (c.gap_right == _HARD_BLANK)
    case = character_tables().case
    follows = tokens.start[np.minimum(spans.last, len(tokens) - 1)]
    follows[spans.last == len(tokens)] = len(tokens.units) - 1
    next_lower = case.take(tokens.units.take(follows)) == LOWER
    title_line = _first_paragraph(c)
    return {
        "opens_paragraph": opens_paragraph,
        "opens_sentence": opens_sentence & ~opens_paragraph,
        "after_comma": lead == ord(","),
        "after_colon": (lead == ord(":")) | (lead == ord(";")),
        "after_dash": is_one_of(lead, "—–-…"),
        "after_bracket": is_one_of(lead, "(["),
        "closes_paragraph": closes_paragraph,
        "closes_sentence": closes_sentence & ~closes_paragraph,
        "whole_paragraph": opens_paragraph & closes_paragraph,
        "before_comma": c.gap_right == ord(","),
        "before_stop": is_one_of(c.gap_right, ".;?!"),
        "before_dash": is_one_of(c.gap_right, "—–-"),
        "before_bracket": is_one_of(c.gap_right, "()"),
        "before_lower_word": trail_space & next_lower & ~closes_sentence,
        "before_capital": trail_space & ~next_lower & ~closes_sentence,
        "headline": title_line,
        "only_sentence": _only_paragraph(c),
    }


def _differs(column: npt.NDArray[Any], one: Indices, other: Indices) -> Flags:
    """Tell where *column* differs between two tokens, or the one is outside the batch."""
    n = len(column)
    outside = (one < 0) | (one >= n) | (other < 0) | (other >= n)
    flags: Flags = outside | (column[np.clip(one, 0, n - 1)] != column[np.clip(other, 0, n - 1)])
    return flags


def _first_paragraph(c: Context) -> Flags:
    """Tell spans in the first paragraph of a text of several, if that one is short."""
    tokens, article = c.tokens, c.spans.article
    starts = tokens.paragraph_first
    size = np.diff(np.append(starts, len(tokens)))
    paragraph = tokens.paragraph[c.spans.first]
    first = paragraph == tokens.paragraph[np.minimum(tokens.first[article], len(tokens) - 1)]
    flags: Flags = first & (size[paragraph] <= 22) & ~_only_paragraph(c)
    return flags


def _only_paragraph(c: Context) -> Flags:
    tokens, article = c.tokens, c.spans.article
    begin, stop = tokens.first[article], tokens.first[article + 1] - 1
    flags: Flags = (tokens.sentence[stop] - tokens.sentence[begin]) <= 1
    return flags


def _words_before(c: Context) -> dict[str, Flags]:
    """The words before the span, in its sentence."""
    one, two = c.left_classes[:2]
    shape, second_shape, third_shape = c.left_shapes[:3]
    word = c.left_types[0]
    near = c.left_classes[:3]
    letter = (c.gap_left == _BLANK) & (character_tables().fold.take(c.gap_left2) >= FIRST_WORD_CODE)
    possessive = _ends(c, word, "'s") | _ends(c, word, "s'")
    return {
        "word_before": letter,
        "article_before": letter & of_class(one, "determiner"),
        "holder_before": letter & (of_class(one, "holder") | possessive),
        "named_holder_before": letter & possessive & (shape == CAPITALIZED),
        "preposition_before": letter & of_class(one, "preposition"),
        "of_before": letter & of_class(one, "of"),
        "as_before": letter & of_class(one, "as"),
        "that_before": any_of(c.left_classes[:2], "that"),
        "and_before": letter & of_class(one, "and"),
        "not_before": letter & any_of(near, "not"),
        "be_before": letter & of_class(one, "be"),
        "adjective_like_before": letter & (shape == LOWERCASE) & (one == 0),
        "name_before": letter & (shape == CAPITALIZED) & ~possessive,
        "say_before": of_class(one, "say"),
        "say_near_before": any_of(c.left_classes[1:4], "say"),
        "say_in_sentence_before": any_of(c.left_classes[4:], "say"),
        "call_before": any_of(near, "call"),
        "call_in_sentence_before": any_of(c.left_classes[3:], "call"),
        "mention_before": any_of(c.left_classes[:2], "mention"),
        "mention_just_before": of_class(one, "mention"),
        "mention_near_before": any_of(c.left_classes[2:5], "mention"),
        "mention_like_before": any_of(c.left_classes[:3], "mention_like"),
        "work_before": any_of(c.left_classes[:2], "work"),
        "work_in_sentence": any_of(c.left_classes[2:], "work")
        | any_of(c.right_classes[2:], "work"),
        "work_like_before": any_of(c.left_classes[:3], "work_like"),
        "called_before": of_class(one, "call"),
        "call_as_before": of_class(one, "as") & any_of(c.left_classes[1:], "call", "say"),
        "rule_before": any_of(near, "rule"),
        "so_called_before": any_of(near, "so_called"),
        "self_before": any_of(near, "self"),
        "he_before": any_of(near, "he"),
        "he_in_sentence": any_of(c.left_classes[3:], "he"),
        "document_before": any_of(c.left_classes, "document"),
        "role_before": any_of(c.left_classes, "role"),
        "name_in_sentence_before": (c.left_shapes == CAPITALIZED).any(axis=0),
        "to_before": letter & of_class(one, "to"),
        "verb_like_before": letter & (_ends(c, word, "ed") | _ends(c, word, "ing")),
        "noun_role_before": letter & of_class(two, "determiner", "holder") & (shape == LOWERCASE),
        "about_before": letter & of_class(one, "about"),
        "for_before": letter & of_class(one, "for"),
        "name_two_before": (second_shape == CAPITALIZED) | (third_shape == CAPITALIZED),
    }


def _words_after(c: Context) -> dict[str, Flags]:
    """The words after the span, in its sentence."""
    one, two = c.right_classes[:2]
    shape = c.right_shapes[0]
    letter = (c.gap_right == _BLANK) & (c.right[0] != c.none)
    return {
        "say_after": of_class(one, "say"),
        "he_said_after": (of_class(one, "he") | (shape == CAPITALIZED)) & of_class(two, "say"),
        "say_near_after": any_of(c.right_classes[1:5], "say"),
        "say_in_sentence_after": any_of(c.right_classes[5:], "say"),
        "mention_after": any_of(c.right_classes[:2], "mention"),
        "mention_just_after": of_class(one, "mention"),
        "work_after": any_of(c.right_classes[:2], "work", "work_like"),
        "rule_just_after": of_class(one, "rule"),
        "rule_after": any_of(c.right_classes[1:3], "rule"),
        "and_after": of_class(one, "and"),
        "preposition_after": letter & of_class(one, "preposition", "of", "for", "about", "to"),
        "be_after": letter & of_class(one, "be", "auxiliary"),
        "noun_like_after": letter & (shape == LOWERCASE) & (one == 0),
        "name_after": letter & (shape == CAPITALIZED),
        "name_before_and_after": letter
        & (shape == CAPITALIZED)
        & (c.left_shapes[0] == CAPITALIZED),
        "he_in_sentence_after": any_of(c.right_classes, "he"),
        "according_after": any_of(c.right_classes, "according"),
        "role_after": any_of(c.right_classes[:6], "role"),
        "remark_after": any_of(c.right_classes[:2], "remark"),
        "that_after": letter & of_class(one, "that"),
    }


def _wider(c: Context) -> dict[str, Flags]:
    """Sources in the neighboring sentences."""
    say_before = any_of(c.before_classes, "say", "call")
    say_after = any_of(c.after_classes[:8], "say")
    return {
        "according_in_sentence": any_of(c.left_classes, "according"),
        "say_in_sentence_ahead": say_before,
        "say_in_next_sentence": say_after,
        "he_in_next_sentence": any_of(c.after_classes[:3], "he"),
        "name_in_next_sentence": (c.shape[c.after[1:4]] == CAPITALIZED).any(axis=0),
        "document_ahead": any_of(c.before_classes, "document"),
        "role_ahead": any_of(c.before_classes, "role"),
        "no_say_near": ~(say_before | say_after)
        & ~any_of(c.left_classes, "say", "call", "according")
        & ~any_of(c.right_classes, "say", "call", "according"),
        "no_name_in_sentence": ~(c.left_shapes == CAPITALIZED).any(axis=0)
        & ~(c.right_shapes == CAPITALIZED).any(axis=0)
        & ~any_of(c.left_classes, "he")
        & ~any_of(c.right_classes, "he"),
    }


def _combined(f: dict[str, Flags]) -> dict[str, Flags]:
    """Conjunctions that a linear model cannot make itself."""
    short = f["one_word"] | f["two_words"] | f["three_or_four_words"]
    stands_alone = f["opens_paragraph"] | f["opens_sentence"] | f["after_comma"] | f["after_colon"]
    said = (
        f["say_before"]
        | f["say_near_before"]
        | f["say_after"]
        | f["say_near_after"]
        | f["he_said_after"]
    )
    framed = f["article_before"] | f["holder_before"] | f["noun_role_before"]
    reported = said | f["say_in_sentence_before"] | f["call_before"] | f["according_after"]
    reported |= f["say_in_sentence_after"] | f["according_in_sentence"]
    names = f["title_case"] | f["capital_word"]
    return {
        "sentence_of_its_own": stands_alone & f["begins_capital"] & ~f["title_case"],
        "said_and_alone": stands_alone & said,
        "capital_mid_sentence": names & f["word_before"],
        "capital_alone": names & stands_alone,
        "framed_noun": framed & short & f["begins_lower"] & f["before_lower_word"],
        "framed_short": framed & short & f["begins_lower"],
        "framed_short_unreported": framed & short & f["begins_lower"] & ~reported,
        "framed_short_reported": framed & short & f["begins_lower"] & reported,
        "short_unreported": short & ~reported,
        "short_lower_unreported": short & ~reported & f["begins_lower"],
        "one_word_unreported": f["one_word"] & ~reported & f["begins_lower"],
        "long_lower": ~short & f["begins_lower"],
        "long_capital": ~short & f["begins_capital"] & ~f["title_case"],
        "long_mid_sentence": ~short & f["word_before"],
        "no_source_at_all": f["no_say_near"] & f["no_name_in_sentence"],
        "name_mid_unreported": names & f["word_before"] & ~reported,
        "name_reported": names & reported,
        "lower_unreported_only_sentence": short & ~reported & f["only_sentence"],
        "single_headline": f["single_marks"] & f["headline"],
        "nested_short": f["nested"] & short,
        "subheading": f["whole_paragraph"] & (short | f["five_to_eight_words"]),
        "headline_echo": f["headline"] & f["echo_of_longer"],
        "headline_short": f["headline"] & short,
        "headline_name": f["headline"] & names,
        "rule_framed": framed & f["rule_just_after"],
        "mentioned": f["mention_just_before"] | f["mention_just_after"],
        "mentioned_unreported": (f["mention_before"] | f["mention_like_before"]) & ~reported,
        "echo_short": f["echo_of_longer"] & short,
        "bare_short": f["without_marks_elsewhere"] & short,
        "bare_name": f["without_marks_elsewhere"] & names,
        "so_called_capital": f["so_called_before"] & names,
        "country_in_marks": f["only_country"]
        & ~(stands_alone & (f["ends_comma"] | f["ends_stop"] | f["ends_question"]))
        & ~(f["mention_before"] | f["mention_just_after"] | f["work_before"]),
    }


def _title_line(c: Context, f: dict[str, Flags]) -> dict[str, Flags]:
    """Whether the line around is in title case, where capitals in marks tell nothing of a name."""

    def decide(types: Sequence[str]) -> list[int]:
        return [len(word) >= _SHORTEST_TITLE_WORD for word in types]

    long = c.tokens.vocabulary.column("title_words", decide, np.bool_).values()
    types = np.concatenate((c.left_types, c.right_types))
    shapes = np.concatenate((c.left_shapes, c.right_shapes))
    counted = long[types]
    words = counted.sum(axis=0)
    capitals = (counted & ((shapes == CAPITALIZED) | (shapes == ALL_CAPS))).sum(axis=0)
    line = (words >= _LEAST_TITLE_WORDS) & (capitals >= _LEAST_TITLE_SHARE * words)
    names = f["title_case"] | f["capital_word"]
    short = f["one_word"] | f["two_words"] | f["three_or_four_words"]
    return {
        "title_line": line,
        "title_line_name": line & names,
        "title_line_short": line & short,
        "name_in_plain_line": ~line & names & f["word_before"],
        "title_in_plain_line": ~line & f["title_case"] & f["word_before"],
    }
