"""Findings as the screen shows them: what is wrong where, filtered, and each one whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msctl.check.waivers import Waiver
from msctl.check.words import table_of
from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import finding_sentence, has, place, t
from msctl.locale.labels import field_label, period_label, rule_label
from msctl.model.finding import Finding, Severity
from msctl.model.paths import FieldPath, LedgerId, ProjectId, RecordId
from msctl.model.period import is_period, parse_period
from msctl.model.snapshot import Snapshot
from msctl.tui.sheet import Sheet
from msctl.tui.wording import region_word

STYLES = {
    Severity.ERROR: "bold $text-error",
    Severity.WARNING: "$text-warning",
    Severity.INFO: "$foreground-muted",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, the waiver it has, and the units in charge of the project that it is about."""

    finding: Finding
    waiver: Waiver | None = None
    units: tuple[str, ...] = ()

    @property
    def project(self) -> ProjectId | None:
        """The project it is about."""
        return ProjectId(self.finding.id) if self.finding.id.count("/") == 3 else None

    @property
    def record(self) -> RecordId | None:
        """The project or ledger it is about."""
        if self.finding.id.count("/") == 2:
            return LedgerId(self.finding.id)
        return self.project


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are shown; empty means all."""

    scope: str = ""
    """a project, ledger or region"""
    severity: str = ""
    rule: str = ""
    unit: str = ""
    waived: bool = False
    """also those that are waived"""

    def keeps(self, found: Found) -> bool:
        """Whether a finding is shown."""
        finding = found.finding
        return (
            (self.waived or found.waiver is None)
            and (not self.scope or f"{finding.id}/".startswith(f"{self.scope}/"))
            and self.severity in ("", finding.severity.value)
            and self.rule in ("", finding.rule)
            and (not self.unit or self.unit in found.units)
        )


def record_name(snapshot: Snapshot, finding: Finding) -> str:
    """What a finding is about, in short: a project's region, number and name, a ledger, a file."""
    depth = finding.id.count("/")
    if depth == 3:
        project = snapshot.projects.get(ProjectId(finding.id))
        region = region_word(snapshot.region(finding.id.partition("/")[0]).name)
        return f"{region} {project.number} {project.name}" if project else finding.file
    if depth == 2:
        return snapshot.ledger(LedgerId(finding.id)).title
    return snapshot.region(finding.id).name if finding.id in snapshot.regions else finding.file


def field_name(finding: Finding) -> str:
    """The field in the office's words; empty where the whole file is meant."""
    return field_label(finding.path, table_of(finding.id)) if finding.path else ""


def in_words(value: str) -> str:
    """What was expected or found; periods as the office calls them."""
    keys = value.split("、")
    if not all(map(is_period, keys)):
        return value
    return t("message.and").join(period_label(parse_period(key)) for key in keys)


def told_finding(finding: Finding) -> str:
    """A finding's sentence, with its field in the office's words."""
    details = {
        key: field_label(value, table_of(finding.id)) if isinstance(value, FieldPath) else value
        for key, value in finding.details.items()
    }
    key = f"error.{finding.rule}"
    return t(key, **details) if has(key) else finding_sentence(finding)


def draw(sheet: Sheet, snapshot: Snapshot, found: Found) -> None:
    """One finding whole."""
    finding = found.finding
    severity = t(f"findings.severity.{finding.severity.value}")
    sheet.pieces(
        [(f"[{severity}] ", STYLES[finding.severity]), (record_name(snapshot, finding), "bold")]
    )
    sheet.text(told_finding(finding))
    sheet.blank()
    rows = (
        ("rule", f"{rule_label(finding.rule)} ({finding.rule})"),
        ("field", field_name(finding)),
        ("quote", finding.quote),
        ("expected", in_words(finding.expected)),
        ("found", in_words(finding.found)),
        ("place", place(finding)),
    )
    for key, text in rows:
        sheet.labelled(t(f"findings.{key}"), [(text, "")], 12)
    if found.waiver is not None:
        waiver = found.waiver
        told = f"{waiver.reason}  {waiver.by} {waiver.date or ''}".rstrip()
        sheet.labelled(t("findings.waived"), [(told, "$text-warning")], 12)


def table(snapshot: Snapshot, found: Iterable[Found]) -> Table:
    """The findings as a table, one a row."""
    keys = ("severity", "record", "field", "sentence", "quote", "expected", "found", "place")
    rows = [
        (
            t(f"findings.severity.{one.finding.severity.value}"),
            record_name(snapshot, one.finding),
            field_name(one.finding),
            told_finding(one.finding),
            one.finding.quote,
            in_words(one.finding.expected),
            in_words(one.finding.found),
            place(one.finding),
        )
        for one in found
    ]
    heads = [t("findings.severity-column"), *(t(f"findings.{key}") for key in keys[1:])]
    columns = [TableColumn(key, head) for key, head in zip(keys, heads, strict=True)]
    return plain_table(columns, rows)


def count_line(found: Sequence[Found]) -> str:
    """How many findings of each weight."""
    counts = Counter(one.finding.severity for one in found if one.waiver is None)
    told = [
        t("findings.count", severity=t(f"findings.severity.{one.value}"), count=counts[one])
        for one in Severity
        if counts[one]
    ]
    waived = sum(one.waiver is not None for one in found)
    if waived:
        told.append(t("findings.count", severity=t("findings.waived"), count=waived))
    return "  ".join(told) or t("findings.none")
