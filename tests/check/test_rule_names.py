"""Every rule has a name in both languages: no screen shows an id where a name belongs."""

import re
from pathlib import Path

import pytest

import msctl.check.layouts as layouts
from msctl.check.merge_rules import BROKEN_LINK, FALLING, NO_LEDGER
from msctl.check.rules import LEDGER_RULES, PROJECT_RULES, YEAR_RULES
from msctl.locale.catalogue import LANGUAGES, keys
from msctl.locale.labels import field_label
from msctl.model import errors
from msctl.model.paths import FieldPath

READING = ("syntax", "encoding", "unreadable", "misplaced-file", "unknown-field")
FIELDS = (
    *(errors.UnknownPeriod, errors.BadDate, errors.BadChoice, errors.BadValue, errors.EmptyValue),
    *(errors.UnknownStatus, errors.UnknownMark, errors.UnknownUnit, errors.DuplicateNumber),
)
LAYOUTS = re.findall(r'_found\(\s*"(layout-[a-z-]+)"', Path(layouts.__file__).read_text("utf-8"))
CONTENTS = [
    *(rule.id for rule in PROJECT_RULES),
    *(rule.id for rule in LEDGER_RULES),
    *(rule.id for rule in YEAR_RULES),
]


def rules() -> list[str]:
    fields = [error.__new__(error).key for error in FIELDS]
    return [*READING, *fields, *LAYOUTS, *CONTENTS, NO_LEDGER, BROKEN_LINK, FALLING]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_name_of_its_own(language: str) -> None:
    assert len(LAYOUTS) > 10
    assert len(CONTENTS) > 10
    named = keys(language, "findings")
    assert [rule for rule in rules() if f"findings.rule-name.{rule}" not in named] == []


def test_a_waiver_names_its_rule_in_words() -> None:
    path = FieldPath.of("waive", "unknown-status", "reason")
    assert field_label(path) == "完成情况用语 免查理由"
    assert field_label(FieldPath.of("waive", "自定", "by")) == "自定 免查署名"
