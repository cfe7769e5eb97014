"""The command ``framing``."""

from __future__ import annotations

import argparse
import csv
import sys
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.interrupts import heeded_interrupts
from framing.tables import ANALYSIS_TABLES, COMPARISON_TABLES

if TYPE_CHECKING:
    from framing.analysis import Analysis
    from framing.article import Article
    from framing.comparison import Comparison
    from framing.formats.record import Source
    from framing.lexicon import Lexicon

_COLUMNS = ("text", "title", "outlet", "event", "date")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    It is 0 if all is done, 1 if not, 2 if it was wrongly called and 130 if it was interrupted.
    """
    try:
        with heeded_interrupts() as interrupts:
            options = _parser().parse_args(arguments)
            warnings.showwarning = _warn_in_one_line
            status = int(options.run(options))
            interrupts.check()
            return status
    except FramingError as error:
        print(f"framing: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except OSError as error:
        where = error.filename or "what is printed could not be written"
        print(f"framing: {where}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("framing: interrupted", file=sys.stderr)
        return 130


def _warn_in_one_line(message: Any, *_: Any, **__: Any) -> None:
    print(f"framing: warning: {message}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    import framing

    parser = argparse.ArgumentParser(
        prog="framing",
        description="How outlets differ in language on the same events.",
        epilog="ARTICLES: a folder, a file (.txt .jsonl .csv ...), a quoted glob pattern,"
        " or - for JSON lines from standard input.",
    )
    parser.add_argument("--version", action="version", version=f"framing {framing.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    report = _command(commands, "report", _report, "analyze, compare and write a page")
    report.add_argument("--out", default="report", metavar="FOLDER", help="default: report")
    report.add_argument(
        "--format",
        action="append",
        metavar="FORMAT",
        help="html csv parquet excel markdown latex json; may be repeated; default: html and csv",
    )
    _add_comparison_options(report)
    found = _command(commands, "analyze", _analyze, "write the tables of findings")
    _add_table_options(found, ANALYSIS_TABLES, default="hits")
    compared = _command(commands, "compare", _compare, "write the tables of a comparison")
    _add_table_options(compared, COMPARISON_TABLES, default="contrasts")
    _add_comparison_options(compared)
    kwic = _command(commands, "kwic", _kwic, "print every hit of a feature in its context")
    kwic.add_argument(
        "feature", metavar="FEATURE", help="for example naming.terror_organization, or naming"
    )
    kwic.add_argument(
        "--width", type=int, default=50, help="characters on either side; default: 50"
    )
    _add_lexicon_commands(commands)
    return parser


def _add_lexicon_commands(commands: Any) -> None:
    lexicon = commands.add_parser("lexicon", help="check or list lexicons").add_subparsers(
        required=True, metavar="ACTION"
    )
    check = lexicon.add_parser("check", help="check lexicons entry by entry")
    check.add_argument("files", nargs="+", metavar="FILE")
    check.set_defaults(run=_lexicon_check)
    listed = lexicon.add_parser("list", help="list the lexicons that come with the library")
    listed.set_defaults(run=_lexicon_list)


def _command(commands: Any, name: str, run: Any, help_text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help_text, description=help_text.capitalize() + "."
    )
    command.add_argument(
        "articles",
        metavar="ARTICLES",
        help="a folder (EVENT/OUTLET.txt), a file (.txt .jsonl .csv ...), a quoted pattern,"
        " or - for JSON lines from standard input",
    )
    for role in _COLUMNS:
        command.add_argument(
            f"--{role}-column", metavar="NAME", help=f"the column of a table with the {role}"
        )
    command.add_argument(
        "--lexicon",
        action="append",
        metavar="NAME_OR_FILE",
        help="a shipped lexicon or a file (.toml .dic .yml .lc3 .csv); may be repeated",
    )
    command.add_argument(
        "--dayfirst", choices=["yes", "no"], help="whether 03/04/2031 is the third of April"
    )
    command.add_argument("--no-clean", action="store_true", help="keep page furniture")
    command.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="processes; -1: one a core; default: 1"
    )
    command.set_defaults(run=run)
    return command


def _add_table_options(
    command: argparse.ArgumentParser, tables: Iterable[str], *, default: str
) -> None:
    command.add_argument("--out", metavar="FOLDER", help="write every table as CSV into FOLDER")
    command.add_argument(
        "--table",
        choices=list(tables),
        default=default,
        help=f"the table to print as CSV; default: {default}",
    )


def _add_comparison_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--within",
        choices=["event", "story"],
        default="event",
        help="compare reports of one happening, or of one running story; default: event",
    )
    command.add_argument(
        "--primary",
        action="append",
        default=[],
        metavar="FEATURE",
        help="a feature you chose before looking, adjusted apart; may be repeated",
    )
    command.add_argument(
        "--group",
        action="append",
        default=[],
        metavar="NAME=OUTLET,OUTLET",
        help="outlets compared as one, such as several spellings of it; may be repeated",
    )
    command.add_argument(
        "--wording",
        choices=["published", "staff"],
        default="published",
        help="all that was published, or staff copy without agencies'; default: published",
    )
    command.add_argument("--seed", type=int, default=0, help="of the resampling; default: 0")


def _read_and_analyze(options: argparse.Namespace) -> Analysis:
    from framing.analysis import analyze, resolve_lexicons
    from framing.corpus.workers import count_processes
    from framing.reading import read_articles

    # What can be wrong with the call is said before anything is read.
    count_processes(options.jobs, 0)
    lexicons = resolve_lexicons(_lexicons(options.lexicon))
    if not options.articles.strip():
        raise FramingError("ARTICLES is empty; give a folder, a file or a quoted pattern")
    columns = {f"{role}_column": getattr(options, f"{role}_column") for role in _COLUMNS}
    dayfirst = None if options.dayfirst is None else options.dayfirst == "yes"
    articles = read_articles(
        _given(options.articles), clean=not options.no_clean, dayfirst=dayfirst, **columns
    )
    if not any(article.text.strip() for article in articles):
        raise FramingError(f"{options.articles}: none of {len(articles)} articles has any text")
    _warn_of_articles(articles)
    return analyze(articles, lexicons=lexicons, n_jobs=options.jobs)


def _given(articles: str) -> str | Source:
    """Return where the *articles* are: a path or pattern, or ``-``, lines of standard input."""
    if articles != "-":
        return articles
    from framing.formats.record import Source

    return Source("standard input", ("stdin.jsonl",), lambda: sys.stdin.buffer)


def _warn_of_articles(articles: Sequence[Article]) -> None:
    """Say how many articles lack what a comparison rests on, with the ids of some."""

    def warned_of(code: str) -> list[str]:
        return [a.id for a in articles if any(w.startswith(code) for w in a.warnings)]

    two_ways = "have a date that can be read in two ways (give --dayfirst yes or no)"
    twice = "hold characters encoded twice (â€™ for ’): marks and names so written are missed"
    for ids, lacking in (
        ([a.id for a in articles if not a.text.strip()], "have no text"),
        (warned_of("not_english"), "seem not to be in English, which alone is understood"),
        (warned_of("double_encoded"), twice),
        (warned_of("date_ambiguous"), two_ways),
    ):
        if ids:
            some = ", ".join(ids[:3]) + (", ..." if len(ids) > 3 else "")
            _warn_in_one_line(f"{len(ids)} of {len(articles)} articles {lacking}: {some}")


def _lexicons(given: Sequence[str] | None) -> list[str | Lexicon] | None:
    if given is None:
        return None
    from framing.shelf.imports import import_lexicon

    return [import_lexicon(name) if Path(name).suffix else name for name in given]


def _read_and_compare(options: argparse.Namespace) -> Comparison:
    from framing.comparison import compare

    groups = _groups(options.group)
    comparison = compare(
        _read_and_analyze(options),
        within=options.within,
        primary=options.primary,
        groups=groups,
        wording=options.wording,
        seed=options.seed,
    )
    for note in comparison.notes if groups else ():
        if note.startswith("groups:"):
            _warn_in_one_line(note)
    _warn_of_nothing_to_compare(comparison)
    return comparison


def _groups(given: Sequence[str]) -> dict[str, str]:
    """Return the group of each outlet; an outlet with a comma in its name stands in double quotes.

    >>> _groups(["Courier=HARBOR COURIER, Harbor Courier", 'Echo="Echo, The"'])
    {'HARBOR COURIER': 'Courier', 'Harbor Courier': 'Courier', 'Echo, The': 'Echo'}
    """
    groups: dict[str, str] = {}
    for group in given:
        name, _, listed = group.partition("=")
        outlets = [o for o in next(csv.reader([listed], skipinitialspace=True), []) if o.strip()]
        if not name.strip() or not outlets:
            raise FramingError(f"--group {group!r}: it takes NAME=OUTLET,OUTLET")
        for outlet in map(str.strip, outlets):
            if groups.setdefault(outlet, name.strip()) != name.strip():
                raise FramingError(
                    f"--group {group!r}: {outlet!r} is in the group {groups[outlet]!r} already"
                )
    return groups


def _warn_of_nothing_to_compare(comparison: Comparison) -> None:
    """Say that no event is shared, which else only shows in an empty table or page."""
    chosen = comparison.selection
    if chosen.shared:
        return
    nameless = sum(not outlet for outlet in chosen.outlet)
    remedy = (
        f"{nameless} of {len(chosen.outlet)} articles have no outlet: lay files out as"
        " EVENT/OUTLET.txt and give their folder, or name a column with --outlet-column"
        if nameless
        else f"outlets: {', '.join(chosen.outlets)}"
    )
    _warn_in_one_line(
        f"no {comparison.settings.within} is covered by two outlets, so nothing is compared;"
        f" {remedy}"
    )


def _report(options: argparse.Namespace) -> int:
    from framing.reporting import check_report, write_report

    formats = options.format or ("html", "csv")
    check_report(options.out, formats)
    print(write_report(_read_and_compare(options), options.out, formats=formats))
    return 0


def _analyze(options: argparse.Namespace) -> int:
    _print_or_write(_read_and_analyze(options), list(ANALYSIS_TABLES), options)
    return 0


def _compare(options: argparse.Namespace) -> int:
    _print_or_write(_read_and_compare(options), list(COMPARISON_TABLES), options)
    return 0


def _print_or_write(
    result: Analysis | Comparison, names: Sequence[str], options: argparse.Namespace
) -> None:
    if not options.out:
        getattr(result, options.table).to_csv(sys.stdout, index=False)
        return
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        getattr(result, name).to_csv(folder / f"{name}.csv", index=False)
    print(folder)


def _kwic(options: argparse.Namespace) -> int:
    found = _read_and_analyze(options).kwic(options.feature, width=options.width)
    for row in found.itertuples():
        outlet = row.outlet if isinstance(row.outlet, str) else row.article
        line = f"{row.before[-options.width :]:>{options.width}}[{row.text}]{row.after}"
        print(f"{outlet:<20.20} {row.voice:<10} {line}")
    return 0


def _lexicon_check(options: argparse.Namespace) -> int:
    from framing.lexicon import read_lexicon
    from framing.shelf.check import check_lexicon

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
        size = len(lexicon.entries)
        checked = sum(entry.source != ("own",) for entry in lexicon.entries)
        print(f"{path}: {size} entries, {checked} checked, {len(problems)} problems")
    return int(failed)


def _lexicon_list(options: argparse.Namespace) -> int:
    from framing.lexicon import shipped_lexicons

    del options
    print("\n".join(shipped_lexicons()))
    return 0
