"""What speaks for one kind of quotation or another: flags of each span and of its surroundings.

The flags follow the order of decision of our codebook (docs/explanation/quotation-marks.md):
a reporting structure with a source, an explicit mention, so-called, a name or title, the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context, any_of, of_class
from framing.quotation.others import flags_of_others
from framing.text.characters import FIRST_WORD_CODE, LOWER, character_tables, is_one_of
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, NUMERIC

Flags = npt.NDArray[np.bool_]
Types = npt.NDArray[np.int32]
Named = dict[str, Flags]

_BLANK = ord(" ")
_LONGEST_TITLE_LINE = 22
_SHORTEST_TITLE_WORD = 4
_LEAST_TITLE_WORDS = 2
_LEAST_TITLE_SHARE = 0.75


def quotation_flags(context: Context) -> Named:
    """Return the flags of each span by name, each of shape (n_spans,)."""
    flags: Named = {}
    for part in (
        _size,
        _form,
        _words_inside,
        _lead,
        _trail,
        _place,
        _word_before,
        _words_before,
        _words_after,
        _sources_around,
    ):
        flags.update(part(context))
    flags.update(flags_of_others(context, flags))
    for combined in (_combined, _unreported, _title_line):
        flags.update(combined(context, flags))
    return flags


def _size(c: Context) -> Named:
    """How many words the span has."""
    n = c.size
    return {
        "one_word": n == 1,
        "two_words": n == 2,
        "three_or_four_words": (n >= 3) & (n <= 4),
        "five_to_eight_words": (n >= 5) & (n <= 8),
        "nine_to_fifteen_words": (n >= 9) & (n <= 15),
        "over_fifteen_words": n > 15,
    }


def _form(c: Context) -> Named:
    """Capitals and marks of the span itself."""
    n, spans, first, end = c.size, c.spans, c.first_shapes, c.inner_end
    all_caps = c.inner_shapes == ALL_CAPS
    capital = (c.inner_shapes == CAPITALIZED) | all_caps | (c.inner_shapes == NUMERIC)
    free = of_class(c.inner_classes, "small") & ~capital
    country = of_class(c.inner_classes, "country") & (c.inner_shapes != LOWERCASE)
    of_country = country | of_class(c.inner_classes, "state")
    n_capital, n_free, n_caps, n_country, n_of_country = c.inside_counts(
        capital, free, all_caps, country, of_country
    )
    title = (n_capital + n_free == n) & (n_capital > 0)
    return {
        "begins_lower": first == LOWERCASE,
        "begins_capital": (first == CAPITALIZED) | (first == ALL_CAPS),
        "all_capitals": n_caps == n,
        "title_case": title & (n > 1),
        "capital_word": title & (n == 1),
        "half_capitals": ~title & (2 * n_capital >= n) & (n > 1),
        "ends_comma": end == ord(","),
        "ends_stop": end == ord("."),
        "ends_question": is_one_of(end, "?!"),
        "single_marks": spans.single,
        "nested": spans.depth > 0,
        "runs": spans.runs_on | spans.continues | spans.unclosed,
        # The name of a state and nothing else: 'Israel', "State of Palestine".
        "only_country": (n_country > 0) & (n_of_country == n) & (n <= 5),
    }


def _words_inside(c: Context) -> Named:
    """The words of the span."""
    spans, first, sentence = c.spans, c.first_classes, c.tokens.sentence
    article = of_class(first, "determiner")
    return {
        "begins_article": article,
        "begins_verb": of_class(first, "be", "auxiliary"),
        "begins_and": of_class(first, "and", "small") & ~article,
        "first_person": c.inside("first_person"),
        "second_person": c.inside("second_person"),
        "third_person": c.inside("he"),
        "finite_verb": c.inside("be", "auxiliary"),
        "several_sentences": sentence.take(spans.last - 1) > sentence.take(spans.first),
        "ends_ing": _ends(c, c.inside_types[0], "ing"),
        "ends_s_noun": _ends(c, c.last_types, "s") & (c.size <= 2),
    }


def _ends(c: Context, types: Types, ending: str) -> Flags:
    """Tell which of *types* end in *ending*."""

    def decide(types: Sequence[str]) -> list[bool]:
        return [word.endswith(ending) for word in types]

    return c.tokens.vocabulary.column(f"ends_in_{ending}", decide, np.bool_).of(types)


def _lead(c: Context) -> Named:
    """The mark before the span."""
    lead = np.where(is_one_of(c.gap_left, " \xa0"), c.gap_left2, c.gap_left)
    return {
        "after_comma": lead == ord(","),
        "after_colon": is_one_of(lead, ":;"),
        "after_dash": is_one_of(lead, "—–-…"),
        "after_bracket": is_one_of(lead, "(["),
    }


def _trail(c: Context) -> Named:
    """The mark or letter after the span."""
    tokens, last, gap = c.tokens, c.spans.last, c.gap_right
    following = tokens.start.take(last, mode="clip")
    following[last == len(tokens)] = len(tokens.units) - 1
    is_lower = character_tables().case.take(tokens.units.take(following)) == LOWER
    spaced = is_one_of(gap, " \xa0") & ~c.closes_sentence
    return {
        "before_comma": gap == ord(","),
        "before_stop": is_one_of(gap, ".;?!"),
        "before_dash": is_one_of(gap, "—–-"),
        "before_bracket": is_one_of(gap, "()"),
        "before_lower_word": spaced & is_lower,
        "before_capital": spaced & ~is_lower,
    }


def _place(c: Context) -> Named:
    """Where in sentence, paragraph and text the span stands."""
    spans, tokens = c.spans, c.tokens
    starts = tokens.paragraph_first
    stops = np.append(starts[1:], len(tokens))
    paragraph = tokens.paragraph.take(spans.first)
    opens = starts.take(paragraph) == spans.first
    closes = stops.take(tokens.paragraph.take(spans.last - 1)) == spans.last
    text_first, text_last = tokens.first.take(spans.article), tokens.first.take(spans.article + 1)
    only = tokens.sentence.take(text_last - 1) - tokens.sentence.take(text_first) <= 1
    is_first = paragraph == tokens.paragraph.take(text_first)
    is_line = (stops - starts).take(paragraph) <= _LONGEST_TITLE_LINE
    return {
        "opens_paragraph": opens,
        "opens_sentence": c.opens_sentence & ~opens,
        "closes_paragraph": closes,
        "closes_sentence": c.closes_sentence & ~closes,
        "whole_paragraph": opens & closes,
        "headline": is_first & is_line & ~only,
        "only_sentence": only,
    }


def _word_before(c: Context) -> Named:
    """The word just before the span, in its sentence."""
    one, two = c.left_classes[:2]
    shape = c.left_shapes[0]
    word = c.left_types[0]
    letter = (c.gap_left == _BLANK) & (character_tables().fold.take(c.gap_left2) >= FIRST_WORD_CODE)
    possessive = _ends(c, word, "'s") | _ends(c, word, "s'")
    lower, capital = letter & (shape == LOWERCASE), letter & (shape == CAPITALIZED)
    return {
        "word_before": letter,
        "article_before": letter & of_class(one, "determiner"),
        "holder_before": letter & (of_class(one, "holder") | possessive),
        "named_holder_before": capital & possessive,
        "preposition_before": letter & of_class(one, "preposition"),
        "of_before": letter & of_class(one, "of"),
        "as_before": letter & of_class(one, "as"),
        "and_before": letter & of_class(one, "and"),
        "be_before": letter & of_class(one, "be"),
        "adjective_like_before": lower & (one == 0),
        "name_before": capital & ~possessive,
        "say_before": of_class(one, "say"),
        "mention_just_before": of_class(one, "mention"),
        "called_before": of_class(one, "call"),
        "call_as_before": of_class(one, "as") & any_of(c.left_classes[1:], "call", "say"),
        "to_before": letter & of_class(one, "to"),
        "verb_like_before": letter & (_ends(c, word, "ed") | _ends(c, word, "ing")),
        "noun_role_before": lower & of_class(two, "determiner", "holder"),
        "about_before": letter & of_class(one, "about"),
        "for_before": letter & of_class(one, "for"),
        "not_before": letter & any_of(c.left_classes[:3], "not"),
    }


def _words_before(c: Context) -> Named:
    """The words before the span, near and far in its sentence."""
    left, shapes = c.left_classes, c.left_shapes
    # What any of the nearest one, two, three … words is.
    two, three, all_of_them = (np.bitwise_or.reduce(left[:n], axis=0) for n in (2, 3, len(left)))
    beyond_three = np.bitwise_or.reduce(left[3:], axis=0)
    beyond_two = np.bitwise_or.reduce(np.stack((left[2], beyond_three)), axis=0)
    return {
        "that_before": of_class(two, "that"),
        "say_near_before": any_of(left[1:4], "say"),
        "say_in_sentence_before": any_of(left[4:], "say"),
        "call_before": of_class(three, "call"),
        "call_in_sentence_before": of_class(beyond_three, "call"),
        "mention_before": of_class(two, "mention"),
        "mention_near_before": any_of(left[2:5], "mention"),
        "mention_like_before": of_class(three, "mention_like"),
        "work_before": of_class(two, "work"),
        "work_in_sentence": of_class(beyond_two, "work") | any_of(c.right_classes[2:], "work"),
        "work_like_before": of_class(three, "work_like"),
        "rule_before": of_class(three, "rule"),
        "so_called_before": of_class(three, "so_called"),
        "self_before": of_class(three, "self"),
        "he_before": of_class(three, "he"),
        "he_in_sentence": of_class(beyond_three, "he"),
        "document_before": of_class(all_of_them, "document"),
        "role_before": of_class(all_of_them, "role"),
        "according_in_sentence": of_class(all_of_them, "according"),
        "name_in_sentence_before": (shapes == CAPITALIZED).any(axis=0),
        "name_two_before": (shapes[1] == CAPITALIZED) | (shapes[2] == CAPITALIZED),
    }


def _words_after(c: Context) -> Named:
    """The words after the span, in its sentence."""
    right = c.right_classes
    one, two = right[:2]
    both, all_of_them = (np.bitwise_or.reduce(right[:n], axis=0) for n in (2, len(right)))
    letter = (c.gap_right == _BLANK) & ~c.closes_sentence
    capital = c.right_shapes[0] == CAPITALIZED
    return {
        "say_after": of_class(one, "say"),
        "he_said_after": (of_class(one, "he") | capital) & of_class(two, "say"),
        "say_near_after": any_of(right[1:5], "say"),
        "say_in_sentence_after": any_of(right[5:], "say"),
        "mention_after": of_class(both, "mention"),
        "mention_just_after": of_class(one, "mention"),
        "work_after": of_class(both, "work", "work_like"),
        "rule_just_after": of_class(one, "rule"),
        "rule_after": any_of(right[1:3], "rule"),
        "and_after": of_class(one, "and"),
        "preposition_after": letter & of_class(one, "preposition", "of", "for", "about", "to"),
        "be_after": letter & of_class(one, "be", "auxiliary"),
        "noun_like_after": letter & (c.right_shapes[0] == LOWERCASE) & (one == 0),
        "name_after": letter & capital,
        "name_before_and_after": letter & capital & (c.left_shapes[0] == CAPITALIZED),
        "he_in_sentence_after": of_class(all_of_them, "he"),
        "according_after": of_class(all_of_them, "according"),
        "role_after": any_of(right[:6], "role"),
        "remark_after": of_class(both, "remark"),
        "that_after": letter & of_class(one, "that"),
    }


def _sources_around(c: Context) -> Named:
    """Sources in the sentence and in the neighboring ones."""
    ahead = np.bitwise_or.reduce(c.before_classes, axis=0)
    beside = np.bitwise_or.reduce(c.left_classes | c.right_classes, axis=0)
    names = (c.left_shapes == CAPITALIZED) | (c.right_shapes == CAPITALIZED)
    say_ahead, say_next = of_class(ahead, "say", "call"), any_of(c.after_classes, "say")
    return {
        "say_in_sentence_ahead": say_ahead,
        "say_in_next_sentence": say_next,
        "he_in_next_sentence": any_of(c.after_classes[:3], "he"),
        "name_in_next_sentence": (c.after_shapes[1:4] == CAPITALIZED).any(axis=0),
        "document_ahead": of_class(ahead, "document"),
        "role_ahead": of_class(ahead, "role"),
        "no_say_near": ~(say_ahead | say_next | of_class(beside, "say", "call", "according")),
        "no_name_in_sentence": ~(names.any(axis=0) | of_class(beside, "he")),
    }


def _combined(c: Context, f: Named) -> Named:
    """Conjunctions that a linear model cannot make itself, whoever is said to speak."""
    short, names = _is_short(f), f["title_case"] | f["capital_word"]
    framed = f["article_before"] | f["holder_before"] | f["noun_role_before"]
    stands_alone = f["opens_paragraph"] | f["opens_sentence"] | f["after_comma"] | f["after_colon"]
    ends = f["ends_comma"] | f["ends_stop"] | f["ends_question"]
    return {
        "sentence_of_its_own": stands_alone & f["begins_capital"] & ~f["title_case"],
        "said_and_alone": stands_alone & _is_said(f),
        "capital_mid_sentence": names & f["word_before"],
        "capital_alone": names & stands_alone,
        "framed_noun": framed & short & f["begins_lower"] & f["before_lower_word"],
        "framed_short": framed & short & f["begins_lower"],
        "long_lower": ~short & f["begins_lower"],
        "long_capital": ~short & f["begins_capital"] & ~f["title_case"],
        "long_mid_sentence": ~short & f["word_before"],
        "no_source_at_all": f["no_say_near"] & f["no_name_in_sentence"],
        "single_headline": f["single_marks"] & f["headline"],
        "nested_short": f["nested"] & short,
        "subheading": f["whole_paragraph"] & (short | f["five_to_eight_words"]),
        "headline_echo": f["headline"] & f["echo_of_longer"],
        "headline_short": f["headline"] & short,
        "headline_name": f["headline"] & names,
        "rule_framed": framed & f["rule_just_after"],
        "mentioned": f["mention_just_before"] | f["mention_just_after"],
        "echo_short": f["echo_of_longer"] & short,
        "bare_short": f["without_marks_elsewhere"] & short,
        "bare_name": f["without_marks_elsewhere"] & names,
        "so_called_capital": f["so_called_before"] & names,
        "country_in_marks": f["only_country"]
        & ~(stands_alone & ends)
        & ~(f["mention_before"] | f["mention_just_after"] | f["work_before"]),
    }


def _unreported(c: Context, f: Named) -> Named:
    """Conjunctions with whether somebody is said to speak."""
    short, names = _is_short(f), f["title_case"] | f["capital_word"]
    framed = f["article_before"] | f["holder_before"] | f["noun_role_before"]
    framed_short = framed & short & f["begins_lower"]
    reported = _is_said(f) | f["say_in_sentence_before"] | f["call_before"] | f["according_after"]
    reported |= f["say_in_sentence_after"] | f["according_in_sentence"]
    return {
        "framed_short_unreported": framed_short & ~reported,
        "framed_short_reported": framed_short & reported,
        "short_unreported": short & ~reported,
        "short_lower_unreported": short & ~reported & f["begins_lower"],
        "one_word_unreported": f["one_word"] & ~reported & f["begins_lower"],
        "name_mid_unreported": names & f["word_before"] & ~reported,
        "name_reported": names & reported,
        "lower_unreported_only_sentence": short & ~reported & f["only_sentence"],
        "mentioned_unreported": (f["mention_before"] | f["mention_like_before"]) & ~reported,
    }


def _is_short(f: Named) -> Flags:
    return f["one_word"] | f["two_words"] | f["three_or_four_words"]


def _is_said(f: Named) -> Flags:
    """Tell where somebody is said to speak right beside the span."""
    said = f["say_before"] | f["say_near_before"] | f["say_after"] | f["say_near_after"]
    return said | f["he_said_after"]


def _title_line(c: Context, f: Named) -> Named:
    """Whether the line around is in title case, where capitals in marks tell nothing of a name."""

    def decide(types: Sequence[str]) -> list[bool]:
        return [len(word) >= _SHORTEST_TITLE_WORD for word in types]

    long = c.tokens.vocabulary.column("title_words", decide, np.bool_)
    counted = long.of(np.concatenate((c.left_types, c.right_types)))
    shapes = np.concatenate((c.left_shapes, c.right_shapes))
    words = counted.sum(axis=0, dtype=np.uint8)
    capitals = counted & ((shapes == CAPITALIZED) | (shapes == ALL_CAPS))
    line = capitals.sum(axis=0, dtype=np.uint8) >= _LEAST_TITLE_SHARE * words
    line &= words >= _LEAST_TITLE_WORDS
    names = f["title_case"] | f["capital_word"]
    return {
        "title_line": line,
        "title_line_name": line & names,
        "title_line_short": line & _is_short(f),
        "name_in_plain_line": ~line & names & f["word_before"],
        "title_in_plain_line": ~line & f["title_case"] & f["word_before"],
    }
