"""The summary of a comparison in Markdown: what the page says, in the same order, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from framing.report.events import Fact, event_sections
from framing.report.evidence import Evidence
from framing.report.findings import top_findings
from framing.report.judged import too_few
from framing.report.page import detector_accuracy, selection_summary
from framing.report.plain_names import event_name, outlet_name
from framing.report.provenance import how_made

if TYPE_CHECKING:
    from framing.comparison import Comparison

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_CHARACTERS = 400  # of a passage


def markdown_files(comparison: Comparison) -> dict[str, bytes]:
    """Return ``summary.md``: outlets, coverage, findings, what cannot be said, and how it was made.

    With too few events for findings, the passages of each event stand side by side instead.
    """
    evidence = Evidence(comparison, lambda _: "")
    few = too_few(comparison)
    parts = [
        *_head(comparison),
        *(_findings(comparison, evidence) if few.judged else _side_by_side(comparison, evidence)),
        "## What cannot be said",
        f"**{few.total:,} comparisons: too few to say.** {few.judged} could be judged; in"
        f" {few.no_evidence} of them there is no evidence of a difference.",
        *_accuracy(),
        "## What this is, and is not",
        "Describes wording, not accuracy or intent; no evidence of a difference is not evidence of"
        " sameness.",
        *_made(comparison),
    ]
    return {"summary.md": ("\n\n".join(parts) + "\n").encode()}


def escape_markdown(text: object) -> str:
    """Return *text* on one line so that Markdown shows it as it stands.

    >>> print(escape_markdown("a *so-called* | [reform]"))
    a \\*so-called\\* \\| \\[reform\\]
    """
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def _head(comparison: Comparison) -> Iterator[str]:
    said = selection_summary(comparison)
    yield "# How outlets differ in language on the same events"
    left_out = "; ".join(f"{n} left out because: {why}" for n, why in said["left_out"])
    yield (
        f"**{said['outlets']}, {said['events']}, {said['articles']}**;"
        f" {escape_markdown(left_out) or 'none left out'}."
    )
    if said["alone"]:
        yield f"Another {said['alone'][0]} on {said['alone'][1]} that one outlet alone covered."
    yield "## Who covered what"
    outlets = list(comparison.selection.outlets)
    counts = {
        (row["event"], row["outlet"]): row["n_articles"]
        for row in comparison.coverage.to_dict("records")
    }
    rows = [
        [event_name(event), *(str(counts.get((event, outlet), "–")) for outlet in outlets)]
        for event in comparison.selection.events
    ]
    yield _table(["Articles", *map(outlet_name, outlets)], rows)


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(c if c == "---" else escape_markdown(c) for c in line) + " |"
        for line in lines
    )


def _findings(comparison: Comparison, evidence: Evidence) -> Iterator[str]:
    yield "## What differs"
    findings = top_findings(comparison, evidence)
    if not findings:
        yield "No comparison shows a difference that the events can bear out."
    for n, finding in enumerate(findings, 1):
        yield f"### {n}. {escape_markdown(finding.sentence)}"
        yield f"{escape_markdown(finding.figures)}; {escape_markdown(finding.basis)}."
        for event, fact in finding.examples:
            common = f", in common: {escape_markdown(fact.name)}" if fact.name else ""
            yield f"On the same event ({escape_markdown(event)}{common}):"
            yield _sides(fact)


def _side_by_side(comparison: Comparison, evidence: Evidence) -> Iterator[str]:
    yield "## What these articles can show"
    yield (
        "**These articles cannot support outlet-level comparison; here is what each wrote.** No"
        " inference is made."
    )
    for event in event_sections(comparison, evidence, marks={}):
        yield f"### {escape_markdown(event.name)}"
        yield "\n".join(
            f"- **{escape_markdown(told.outlet)}**: {escape_markdown(told.title)}"
            + "".join(f"; {what}: {escape_markdown(said)}" for what, said in told.facts)
            for told in event.articles
        )
        for fact in event.facts:
            yield f"In common: {escape_markdown(fact.name)}" if fact.name else "On the same event:"
            yield _sides(fact)


def _sides(fact: Fact) -> str:
    return "\n>\n".join(
        f"> **{escape_markdown(side.outlet)}**: {escape_markdown(_cut(side.text))}"
        for side in fact.sides
    )


def _cut(markup: Any) -> str:
    text = " ".join(markup.striptags().split())
    return text if len(text) <= _CHARACTERS else text[: text.rindex(" ", 0, _CHARACTERS)] + " …"


def _accuracy() -> Iterator[str]:
    yield "## How accurate the detectors are"
    yield "Checked against people’s coding of other texts, **not on these articles**."
    rows = [
        (
            detector["name"],
            "; ".join(f"{m['what']}: {m['value']} ({m['on']})" for m in detector["measured"])
            or "not measured",
        )
        for detector in detector_accuracy()
    ]
    yield _table(("Detector", "Measured"), rows)


def _made(comparison: Comparison) -> Iterator[str]:
    made = how_made(comparison)
    yield "## How it was made"
    yield "The same articles, versions, lexicons and settings give the same bytes." + (
        f" Made {made['date']}." if made["date"] else ""
    )
    yield "\n".join(
        [
            "- Versions: " + ", ".join(f"{name} {version}" for name, version in made["versions"]),
            "- Settings: "
            + "; ".join(
                f"{k.replace('_', ' ')}: {escape_markdown(v)}" for k, v in made["settings"]
            ),
            f"- Texts, SHA-256: `{made['texts']}`",
            "- Lexicons: "
            + ", ".join(f"{key} `{digest[:12]}`" for key, _, digest in made["lexicons"]),
        ]
    )
