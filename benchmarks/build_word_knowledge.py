"""Make ``framing/data/word_knowledge.tsv.gz``: how common a word is in news, and what it names.

    python -m benchmarks.build_word_knowledge --wordnet /usr/share/wordnet

Reads the database of WordNet 3.0 (Debian package ``wordnet-base``) and the document frequencies in
``framing/data/background_df.tsv.gz``. A line holds what is known and all words of which it is: a
number of news texts that hold the word, or the parts of speech that WordNet gives it (n, v, a, r)
and the number of the lexicographer's file of its first noun sense (act, person ...), 0 for none.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parent.parent / "framing" / "data"
_PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_OFFSET = re.compile(r"\d{8}")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--out", type=Path, default=_DATA / "word_knowledge.tsv.gz")
    arguments = parser.parse_args()
    news = _news_counts(_DATA / "background_df.tsv.gz")
    parts, noun_file = _senses(arguments.wordnet)
    known: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(news):
        known["", news[word]].append(word)
    for word in sorted(parts):
        known["".join(parts[word]), noun_file.get(word, 0)].append(word)
    lines = [
        f"{letters}\t{number}\t{' '.join(words)}"
        for (letters, number), words in sorted(known.items())
    ]
    notice = (
        "# Senses: WordNet 3.0, Copyright 2006 by Princeton University; see WORDNET-LICENSE.txt"
    )
    arguments.out.write_bytes(
        gzip.compress("\n".join([notice, *lines]).encode("utf-8"), 9, mtime=0)
    )
    print(f"{len({*news, *parts})} words, {arguments.out.stat().st_size} bytes")


def _news_counts(path: Path) -> dict[str, int]:
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()[1:]
    return {word: int(count) for word, count, _ in (line.split("\t") for line in lines)}


def _senses(folder: Path) -> tuple[defaultdict[str, list[str]], dict[str, int]]:
    parts: defaultdict[str, list[str]] = defaultdict(list)
    noun_file: dict[str, int] = {}
    for letter, name in _PARTS.items():
        file_of = {line[:8]: int(line.split()[1]) for line in _records(folder / f"data.{name}")}
        for line in _records(folder / f"index.{name}"):
            fields = line.split()
            if "_" in fields[0]:
                continue
            parts[fields[0]].append(letter)
            if letter == "n":
                first_sense = next(field for field in fields if _OFFSET.fullmatch(field))
                noun_file[fields[0]] = file_of[first_sense]
    return parts, noun_file


def _records(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        # The licence stands before the records, each of its lines indented.
        yield from (line for line in lines if not line.startswith("  "))


if __name__ == "__main__":
    main()
