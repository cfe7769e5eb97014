"""The command ``framing``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from framing.errors import FramingError
from framing.lexicon import read_lexicon
from framing.lexicon_check import check_lexicon


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, 1 for a failed task, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except FramingError as error:
        print(f"framing: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="framing", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    lexicon = commands.add_parser("lexicon", help="work with lexicons").add_subparsers(
        required=True, metavar="ACTION"
    )
    check = lexicon.add_parser("check", help="check lexicons entry by entry")
    check.add_argument("files", nargs="+", metavar="FILE")
    check.set_defaults(run=_lexicon_check)
    return parser


def _lexicon_check(options: argparse.Namespace) -> int:
    failed = False
    for path in options.files:
        try:
            lexicon = read_lexicon(path)
        except FramingError as error:
            failed = True
            print(error)
            continue
        problems = check_lexicon(lexicon)
        failed |= bool(problems)
        for problem in problems:
            print(problem)
        checked = sum(entry.source != ("own",) for entry in lexicon.entries)
        print(
            f"{path}: {len(lexicon.entries)} entries, {checked} checked, {len(problems)} problems"
        )
    return int(failed)
