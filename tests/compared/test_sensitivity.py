from __future__ import annotations

import framing
from framing.compared.sensitivity import sensitivity_table
from framing.estimate import Estimates, Verdict


def _contrasts(
    verdict: Verdict, ratio: float = 2.0, feature: str = "f"
) -> list[tuple[str, Estimates]]:
    columns = {"feature": feature, "target": "A", "reference": "B", "verdict": verdict, "why": "w"}
    return [("text", Estimates({**{k: [v] for k, v in columns.items()}, "value": [ratio]}))]


def test_both_verdicts_are_shown_where_they_differ() -> None:
    table = sensitivity_table(_contrasts("differs"), {"s": _contrasts("no_evidence", 1.5)})
    row = table.iloc[0]
    assert (row.verdict, row.other_verdict, row.setting) == ("differs", "no_evidence", "s")


def test_what_does_not_change_is_not_listed() -> None:
    assert sensitivity_table(_contrasts("differs"), {"s": _contrasts("differs")}).empty


def test_a_feature_that_the_other_setting_lacks_is_too_few_there() -> None:
    table = sensitivity_table(_contrasts("differs"), {"s": _contrasts("too_few", feature="g")})
    assert table["other_verdict"].tolist() == ["too_few"]


def test_a_comparison_without_wire_copy_is_not_sensitive_to_it() -> None:
    assert framing.compare(framing.analyze([])).sensitivity.empty
