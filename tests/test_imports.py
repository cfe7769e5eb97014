"""A file imports only from files above it: one direction of data, and no cycle."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "framing"
ORDER = """
errors article tables dates cues blocks glance page credit_lines cleaning metadata furniture
near_copies quality columns formats formats.encoding formats.news_export formats.record
formats.archives formats.delimited formats.json_lines formats.plain_text formats.tables
formats.web_page formats.sources reading characters vocabulary abbreviations tokens sections
sentences terms word_patterns lexicon lexicon_import automaton guards lexicon_export
guard_screen matching lexicon_check codebook referents token_lists actor_tokens parties
mark_pairing quotation_marks quotation_words quotation_context quotation_features quotation_kind
quotes attribution_features attribution_model attributions source_words cue_stance source_names
sources voice numbers quantities figure_rules figures harm_mentions harm_words clauses
harm_agents victim_sides victims harm_nouns harm_forms harm drawing masking quotation_rate
markers.marker_hits markers.distancing_phrases markers.scare_quotes markers background
similarity linkage events wording passages omissions frames findings workers analysis_tables
concordance analysis uncovered occurrences counts estimate resampling statistics
statistics.correction statistics.naming_distance statistics.rate_ratio statistics.contrasts
statistics.log_odds statistics.power statistics.rates statistics.reliability statistics.accuracy
statistics.shares selection settings compared compared.contrasts compared.coverage
compared.figures compared.passages compared.rates compared.sensitivity compared.source_patterns
compared.tally compared.harm compared.naming compared.omissions compared.sourcing
compared.titles compared.wire compared.words compared.quotation explanation coding_files
coding_units coding_plan coding_codes coding_correction comparison coding vectorizer plain_names
safe_names charts.style charts.bars charts.coverage charts.dispersion charts.doubt
charts.figures charts.harm charts.naming charts.quotation charts.sourcing charts.timeline
charts.words highlight report_articles report_evidence report_events report_sentences
charts.contrasts charts.paired charts report_charts report_findings report_tables report_page
notebook reporting cli __main__ __init__
""".split()
# Called by a notebook only, on a finished object: the views stand below what they show.
VIEWS = {("article", "notebook"), ("analysis", "notebook"), ("comparison", "notebook")}


def module_of(path: Path) -> str:
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    if parts[-1] == "__init__" and len(parts) > 1:
        parts.pop()
    return ".".join(parts)


def imports_of(path: Path, modules: set[str]) -> set[str]:
    """Return the modules of the package that a file imports, inside functions as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "framing":
            base = (node.module or "").removeprefix("framing").lstrip(".")
            for alias in node.names:
                full = f"{base}.{alias.name}".lstrip(".")
                found.add(full if full in modules else base or "__init__")
    return found


def test_every_file_has_its_place() -> None:
    assert sorted(ORDER) == sorted(map(module_of, PACKAGE.rglob("*.py")))


def test_files_import_only_from_files_above() -> None:
    paths = {module_of(path): path for path in PACKAGE.rglob("*.py")}
    place = {name: number for number, name in enumerate(ORDER)}
    wrong = [
        f"{name} imports {used}"
        for name, path in paths.items()
        for used in sorted(imports_of(path, set(paths)))
        if used != name and place[used] > place[name] and (name, used) not in VIEWS
    ]
    assert not wrong


def test_no_file_bears_the_name_of_a_public_function() -> None:
    import framing

    functions = {name for name in framing.__all__ if name[0].islower()}
    assert not functions & {path.stem for path in PACKAGE.glob("*.py")}
