"""A file imports only from files above it: one direction of data, and no cycle."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "framing"
ORDER = """
errors garbage interrupts data_frames article table_columns tables arrow_tables
pages pages.blocks pages.captions pages.dates pages.credit_lines
pages.cues pages.metadata pages.outlet_names pages.near_copies pages.quality pages.screens
pages.body pages.head
pages.lines pages.glance pages.page cleaning furniture formats formats.columns formats.encoding
formats.factiva formats.news_export formats.record formats.archives formats.delimited
formats.json_lines formats.tables formats.web_page formats.plain_text formats.warc formats.workbook
formats.sources reading text
text.abbreviations text.characters text.token_ranges text.type_columns text.gap_types
text.vocabulary text.word_spans text.boundaries tokens text.gaps
text.marked text.sections text.sentences text.token_lists text.nearby terms
terms.entry_lines terms.grammar terms.steps terms.word_patterns terms.automaton
terms.candidates terms.walker lexicon terms.guards terms.guard_screen matching
shelf shelf.check shelf.citations shelf.codebook shelf.imports shelf.exports actors
actors.actor_tokens
actors.parties actors.referents quotation quotation.mark_pairing quotation.mark_finding
quotation.marks quotation.words quotation.context quotation.dictionary quotation.others
quotation.features quotation.measures quotation.model quotation.word_scores
quotation.span_features quotation.evidence quotation.kind quotes sourcing.features
sourcing.quoted_paragraphs
sourcing.signatures sourcing.codes sourcing.model sourcing.candidates sourcing.decoding
sourcing.network sourcing sourcing.roles sourcing.verb_forms sourcing.words
sourcing.headline_acts sourcing.listed_words sourcing.inserted_words sourcing.inserted_cues
sourcing.source_edges sourcing.lost_sources
sourcing.impersonal_cues sourcing.neighboring_cues sourcing.content_ends
sourcing.coordinate_verbs sourcing.whole_clauses sourcing.missing_cues sourcing.named_speakers
sourcing.quoted_sources sourcing.parentheticals attributions
sourcing.word_classes
sourcing.cue_words sourcing.cue_stance sourcing.source_heads sourcing.word_roles
sourcing.bodies sourcing.name_runs sourcing.name_mentions sourcing.persons sourcing.names
sourcing.source_types
sourcing.anonymity sourcing.source_roles sourcing.antecedents sourcing.speakers sourcing.sources
voice numerals numerals.numbers numerals.numerals numerals.neighbors
numerals.word_classes
numerals.quantities numerals.names numerals.bounds numerals.broken numerals.candidates
numerals.ranges numerals.rules numerals.scopes numerals.tallies figures harm
harm.words harm.word_classes harm.gap_marks harm.spans harm.readings harm.candidates
harm.clauses harm.guards harm.phrases harm.mention harm.agents harm.subjects harm.nouns
harm.verbs harm.forms harm.victims harm.victim_sides harm.finding coding.drawing coding.masking
markers.marker_hits markers.distancing_phrases markers.scare_quotes markers linkage
linkage.background linkage.word_columns linkage.clusters linkage.sparse_rows
linkage.term_counts linkage.copies linkage.similarity linkage.times linkage.scores linkage.stories
events alignment alignment.wording
alignment.batches alignment.shared_passages alignment.omissions alignment.name_forms
alignment.name_parts alignment.entities alignment.sentence_words alignment.matches alignment.facts
alignment.differences alignment.passages archive.folder corpus
corpus.frames corpus.freed_memory corpus.threads corpus.findings
corpus.analysis_tables
corpus.occurrences corpus.progress corpus.workers concordance analysis corpus.uncovered
counts estimate statistics
statistics.tails resampling statistics.correction statistics.naming_distance
statistics.rate_ratio statistics.verdicts statistics.exposure statistics.contrast_parts
statistics.pairs statistics.against_rest statistics.families statistics.contrasts
statistics.log_odds statistics.power statistics.rates statistics.reliability
statistics.accuracy statistics.shares
compared compared.selection compared.coverage compared.conflicts
compared.figures compared.passages compared.rates compared.sensitivity compared.settings
compared.contrasts compared.figure_words compared.source_patterns compared.tally compared.harm
compared.naming compared.naming_distance compared.omissions compared.sourcing compared.titles
compared.wire compared.words
compared.quotation
compared.explanation coding.files coding.units coding.plan coding.codes coding.correction
comparison coding.sheets coding vectorizer report report.folder report.highlight
report.plain_names report.spelling charts.labels charts.style charts.bars charts.coverage
charts.dispersion charts.doubt charts.figures charts.harm charts.naming charts.quotation
charts.sourcing charts.timeline charts.words report.articles report.codebook report.evidence
report.events report.latex report.provenance report.safe_names report.sentences charts.contrasts
charts.paired charts report.charts report.findings report.judged report.notebook report.table_files
report.json_document report.tables report.page report.summary reporting archive
archive.contrasts archive.stream archive.counting archive.archive archive.findings cluster cli
__main__ __init__
""".split()
# Called by a notebook only, on a finished object: the views stand below what they show.
VIEWS = {(name, "report.notebook") for name in ("article", "analysis", "comparison")}


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
