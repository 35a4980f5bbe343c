"""A user's own layout: every mistake is told, at the line it stands in."""

import tomllib
from decimal import Decimal

import pytest

from msctl.check.structure import findings
from msctl.locale.catalogue import LANGUAGES, finding_sentence, set_language
from msctl.model.finding import Finding
from msctl.model.ledger import Ledger
from msctl.model.paths import LedgerId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

LEDGER = LedgerId("jiaxian/2024/minsheng")

SOUND = """\
title = "表"
[layout.own]
tasks = "rows"
[layout.own.totals]
label = "合计"
span = 2
[layout.own.column.number]
header = ["序号"]
fields = ["number"]
[layout.own.column.kind]
header = ["类型"]
fields = ["kind"]
words = { new = "新增" }
[layout.own.column.total]
header = ["投资", "总投资"]
fields = ["funding.total"]
[layout.own.column.county]
header = ["投资", "县财政"]
fields = ["funding.county"]
[layout.own.column.done]
header = ["{period}进展"]
fields = ["report.PERIOD.progress", "report.PERIOD.next_steps"]
lead_words = { "report.PERIOD.next_steps" = "下一步：" }
"""


def found(text: str) -> list[Finding]:
    record = Record.from_tree(tomllib.loads(text, parse_float=Decimal))
    snapshot = Snapshot({}, {LEDGER: Ledger(LEDGER, record)}, {})
    return findings(snapshot, lambda _file: text.encode())


def test_a_sound_layout_has_no_findings() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "path"),
    [
        ('["kind"]', '["knd"]', "layout-field", "column.kind.fields"),
        ('["number"]', '["measure.NAME.rate"]', "layout-field", "column.number.fields"),
        ('["funding.county"]', '["funding.total"]', "layout-field-twice", "column.county.fields"),
        ('["投资", "县财政"]', '["投资"]', "layout-title-levels", "column.county.header"),
        ('["投资", "县财政"]', '["投资", ""]', "layout-blank-title", "column.county.header"),
        ("span = 2", "span = 3", "layout-totals-over", "totals.span"),
        ("span = 2", "span = 9", "layout-totals-span", "totals.span"),
        ('label = "合计"', 'place = "last"', "layout-totals-label", "totals"),
        ("new =", "old =", "layout-words", "column.kind.words.old"),
        ('"下一步：" }', '"下一步：" }\n[layout.x]\ntasks = "rows"', "layout-without-columns", ""),
        ('"下一步：" }', '"下一步：" }\nmerge = "unit"', "layout-merge", "column.done.merge"),
        ('"下一步：" }', '"下一步：" }\nwidth = 1', "layout-width", "column.done.width"),
        ('tasks = "rows"', 'period = "Q5"', "layout-period", "period"),
        ('fields = ["kind"]', "", "layout-without-fields", "column.kind"),
        ('label = "合计"', 'label = "合计（{project}个）"', "layout-filled-in", "totals.label"),
        ('tasks = "rows"', 'title = "{regoin}表"', "layout-filled-in", "title"),
        ('"{period}进展"', '"{periods}进展"', "layout-filled-in", "column.done.header"),
        ('["funding.county"]', '["funding.contry"]', "layout-source", "column.county.fields"),
    ],
)
def test_each_mistake_is_told_where_it_stands(old: str, new: str, rule: str, path: str) -> None:
    text = SOUND.replace(old, new, 1)
    told = [finding for finding in found(text) if finding.rule == rule]
    assert len(told) == 1
    finding = told[0]
    name = "x" if rule == "layout-without-columns" else "own"
    assert str(finding.path) == f"layout.{name}.{path}".rstrip(".")
    assert finding.file == f"{LEDGER}/ledger.toml"
    if "\n" not in new and new and path:
        line = text.splitlines()[finding.line - 1]
        assert new in line or line.startswith("[")
    for language in LANGUAGES:
        set_language(language)
        assert "{" not in finding_sentence(finding)


def test_what_is_filled_in_and_a_source_of_the_offices_own_are_no_findings() -> None:
    text = SOUND.replace("funding.county", "funding.central").replace("合计", "合计{projects}个")
    assert found(text.replace('tasks = "rows"', 'title = "{region}{year}年{period}表"')) == []


def test_words_that_lead_a_field_of_another_column_are_told() -> None:
    text = SOUND.replace('lead_words = { "report.PERIOD', 'lead_words = { "report.Q1')
    (finding,) = found(text)
    assert finding.rule == "layout-lead-words"
    assert finding.line == len(text.splitlines())


def test_a_layout_without_numbers_has_no_totals() -> None:
    text = SOUND.replace("funding.total", "content").replace("funding.county", "note")
    assert [finding.rule for finding in found(text)] == ["layout-totals-text"]


def test_titles_that_are_not_neighbours_are_told() -> None:
    text = SOUND.replace('header = ["类型"]', 'header = ["投资", "类型"]').replace(
        '["投资", "总投资"]', '["总投资"]'
    )
    assert [finding.rule for finding in found(text)] == ["layout-titles-apart"]


def test_a_near_field_is_proposed() -> None:
    (finding,) = found(SOUND.replace('["number"]', '["units.leed"]'))
    assert "units.lead" in finding.expected
