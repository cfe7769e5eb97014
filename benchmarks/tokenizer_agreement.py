"""How far the words of this library agree with those of NLTK's word tokenizer, and where not.

    python -m benchmarks.tokenizer_agreement [--data FILE_OR_FOLDER]

Words are compared as ranges of characters, sentence by sentence; tokens of NLTK without a letter
or digit are punctuation and left out. The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from nltk.tokenize import NLTKWordTokenizer

from framing.reading import read_articles
from framing.text.sentences import sentence_spans
from framing.tokens import tokenize

_EXAMPLES = Path(__file__).parent.parent / "examples" / "corpus"
Range = tuple[int, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print agreement and the classes of difference with two examples each."""
    parser = argparse.ArgumentParser(prog="benchmarks.tokenizer_agreement", description=__doc__)
    parser.add_argument("--data", default=str(_EXAMPLES))
    parser.add_argument("--most", type=int, default=200, help="articles to compare")
    options = parser.parse_args(arguments)
    texts = [a.text for a in read_articles(options.data, clean=False)[: options.most]]
    same = ours = theirs = 0
    classes: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for text in texts:
        mine, other = _own_words(text), _nltk_words(text)
        same, ours, theirs = same + len(mine & other), ours + len(mine), theirs + len(other)
        for start, end in sorted(mine - other):
            kind = _class_of(text[start:end], text[end : end + 1])
            classes[kind] += 1
            examples.setdefault(kind, []).append(text[start:end])
    total = sum(classes.values())
    for kind, count in classes.most_common():
        shown = ", ".join(list(dict.fromkeys(examples[kind]))[:3])
        print(f"{count / max(total, 1):6.1%}  {kind:<28} {shown}")
    share = 2 * same / (ours + theirs) if ours + theirs else 1.0
    print(json.dumps({"agreement": round(share, 4), "words": ours, "nltk_words": theirs}))
    return 0


def _own_words(text: str) -> set[Range]:
    tokens = tokenize([text])
    return set(zip(tokens.start.tolist(), tokens.end.tolist(), strict=True))


def _nltk_words(text: str) -> set[Range]:
    tokenizer = NLTKWordTokenizer()
    found = set()
    for begin, stop in sentence_spans([text])[0].tolist():
        for start, end in tokenizer.span_tokenize(text[begin:stop]):
            if any(c.isalnum() for c in text[begin + start : begin + end]):
                found.add((begin + start, begin + end))
    return found


def _class_of(word: str, after: str) -> str:
    if "'" in word or "’" in word:
        return "contraction or possessive"
    if after == ".":
        return "period after an abbreviation"
    if "-" in word or after in "-–—":
        return "hyphen or dash"
    if after in "/_@#&" or "/" in word:
        return "slash or sign"
    if any(c.isdigit() for c in word):
        return "number"
    return "other"


if __name__ == "__main__":
    sys.exit(main())
