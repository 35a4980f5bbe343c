"""Findings: what the checks found, the field it is about, and what was accepted with a reason."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.check.waivers import paths
from msctl.locale.catalogue import t
from msctl.locale.labels import rule_label
from msctl.model.errors import MsctlError
from msctl.model.fields import LEDGER, PROJECT, FieldTable
from msctl.model.finding import Severity
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.text.width import cells
from msctl.tui.authorship import with_author
from msctl.tui.commands import COMMANDS, bindings_at
from msctl.tui.copying import Form, offer, text_of
from msctl.tui.findings_view import (
    STYLES,
    Filter,
    Found,
    count_line,
    draw,
    field_name,
    record_name,
    table,
    told_finding,
)
from msctl.tui.history_view import scope_word, scopes_of
from msctl.tui.screens.list_page import ListPage
from msctl.tui.screens.pick import PickScreen
from msctl.tui.screens.project import project_word_of
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told


class FindingsScreen(ListPage):
    """One finding a line, and the one under the cursor whole."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("findings")
    FRAME = ("stack", "-list")
    KEYS = (
        *("open", "waive", "widen", "only-severity", "only-rule", "only-unit", "show-waived"),
        *("back", "copy", "save", "next-pane", "help"),
    )

    def __init__(self, ledger: LedgerId | None = None, project: ProjectId | None = None) -> None:
        """The screen.

        Args:
            ledger: Whose findings are shown first; None for those of all.
            project: Only of this one of it.
        """
        super().__init__()
        self._scopes = scopes_of(project, str(ledger or ""))
        self._filter = Filter(scope=self._scopes[0])
        self._shown: dict[str, Found] = {}
        self._grid.empty = t("findings.looking")

    def on_mount(self) -> None:
        """Show what is known."""
        self.findings_read()

    def on_screen_resume(self) -> None:
        """The screen is new, or a field may have been edited on a screen above: check what changed
        since."""
        self.host.findings.look()

    def findings_read(self) -> None:
        """The findings are there, or why they are not."""
        findings = self.host.findings
        if findings.trouble is not None:
            self._grid.empty = told(findings.trouble)
        elif findings.is_stopped:
            self._grid.empty = t("findings.stopped", key=COMMANDS["findings"].shown_key)
        elif findings.found is not None:
            self._grid.empty = t("findings.none")
        self._fill()

    def _fill(self) -> None:
        listed = [one for one in self.host.findings.found or () if self._filter.keeps(one)]
        self._shown = {str(number): one for number, one in enumerate(listed)}
        self._grid.set_keys(list(self._shown), self._row)
        self._show_title()
        self._draw()

    def _row(self, key: str) -> GridRow:
        one, snapshot = self._shown[key], self.host.session.snapshot
        level = one.finding.severity.value
        return GridRow(
            key,
            (
                t("findings.waived") if one.waiver else t(f"findings.severity.{level}"),
                record_name(snapshot, one.finding),
                field_name(one.finding),
                told_finding(one.finding),
            ),
            (STYLES[Severity.INFO] if one.waiver else STYLES[one.finding.severity], None, None),
        )

    def _show_title(self) -> None:
        project = ProjectId(self._filter.scope) if self._filter.scope.count("/") == 3 else None
        snapshot = self.host.session.snapshot
        place = (
            project_word_of(self, project) if project else scope_word(snapshot, self._filter.scope)
        )
        parts = [t("findings.title", place=place)]
        if self.host.findings.found is not None:
            parts.append(count_line(list(self._shown.values())))
        if self._filter.severity:
            parts.append(t(f"findings.severity.{self._filter.severity}"))
        parts += [rule_label(self._filter.rule)] if self._filter.rule else []
        parts += [self._filter.unit] if self._filter.unit else []
        self._title.update(Content("  ".join(parts)))

    def _fit(self) -> None:
        width = self._grid.size.width - 6
        words = [t("findings.waived"), *(t(f"findings.severity.{one.value}") for one in Severity)]
        severity, record, field = max(map(cells, words)), max(12, width // 4), max(10, width // 5)
        room = max(10, width - severity - record - field)
        self._grid.set_columns(
            [
                GridColumn("severity", "", severity),
                GridColumn("record", t("findings.record"), record),
                GridColumn("field", t("findings.field"), field),
                GridColumn("sentence", t("findings.sentence"), room),
            ]
        )
        self._draw()

    @property
    def _one(self) -> Found | None:
        return self._shown.get(self._grid.cursor_row_key or "")

    def _fill_sheet(self, sheet: Sheet) -> None:
        if self._one is not None:
            draw(sheet, self.host.session.snapshot, self._one)

    # Filters.

    def _narrow(self, **changes: object) -> None:
        self._filter = replace(self._filter, **changes)  # type: ignore[arg-type]
        self._fill()

    def action_widen(self) -> None:
        """From a project's findings to its ledger's, its region's, all, and back."""
        at = self._scopes.index(self._filter.scope) + 1
        self._narrow(scope=self._scopes[at % len(self._scopes)])

    def action_only_severity(self) -> None:
        """Show all, then errors only, then warnings only, and so on."""
        order = ["", *(one.value for one in Severity)]
        at = order.index(self._filter.severity) + 1
        self._narrow(severity=order[at % len(order)])

    def action_only_rule(self) -> None:
        """Show the findings of one rule."""
        rules = dict.fromkeys(one.finding.rule for one in self.host.findings.found or ())
        options = [("", t("findings.all")), *((rule, rule_label(rule)) for rule in rules)]
        self.app.push_screen(
            PickScreen(t("findings.which-rule"), options, lambda rule: self._narrow(rule=rule))
        )

    def action_only_unit(self) -> None:
        """Show the findings about one unit's projects."""
        found = self.host.findings.found or ()
        units = dict.fromkeys(unit for one in found for unit in one.units)
        options = [("", t("findings.all")), *((unit, unit) for unit in units)]
        self.app.push_screen(
            PickScreen(t("findings.which-unit"), options, lambda unit: self._narrow(unit=unit))
        )

    def action_show_waived(self) -> None:
        """List what is waived, too, or hide it again."""
        self._narrow(waived=not self._filter.waived)

    # What can be done with one.

    @on(Grid.Selected)
    def action_open(self) -> None:
        """Go to the field that a finding is about."""
        one = self._one
        if one is None:
            return
        snapshot = self.host.session.snapshot
        if one.project in snapshot.projects:
            self._open(ProjectId(one.finding.id), one.finding.path)
        elif one.record in snapshot.ledgers and _is_field(one.finding.path, LEDGER):
            self._open_ledger(LedgerId(one.finding.id), one.finding.path)
        else:
            self.host.say(t("findings.by-hand", file=one.finding.file))

    def _open(self, project: ProjectId, path: FieldPath) -> None:
        from msctl.tui.screens.form import FormScreen
        from msctl.tui.screens.project import ProjectScreen

        looking = self.host.lookback.moment is not None
        if looking or not _is_field(path, PROJECT):
            self.app.push_screen(ProjectScreen(project))
        else:
            self.app.push_screen(FormScreen(project, [path]))

    def _open_ledger(self, ledger: LedgerId, path: FieldPath) -> None:
        from msctl.tui.screens.ledger_form import LedgerFormScreen
        from msctl.tui.screens.ledger_settings import LedgerSettingsScreen

        if self.host.lookback.moment is not None:
            self.app.push_screen(LedgerSettingsScreen(ledger))
        else:
            self.app.push_screen(LedgerFormScreen(ledger, [path]))

    def action_waive(self) -> None:
        """Accept a finding with a reason, or take that back."""
        one = self._one
        if one is None:
            return
        if self.host.session.snapshot.record(one.record or "") is None:
            self.host.say(t("findings.not-waivable"))
        elif one.waiver is not None:
            self._type(one, "", "", "")
            self.host.say(t("findings.unwaived", key=COMMANDS["save"].shown_key))
        else:
            with_author(self.host, lambda name: self._ask_reason(one, name))

    def _ask_reason(self, one: Found, name: str) -> None:
        from msctl.tui.screens.waive import WaiveScreen

        self.app.push_screen(WaiveScreen(one, name, self._waive))

    def _waive(self, one: Found, reason: str, name: str, day: str) -> None:
        if self._type(one, reason, name, day):
            self.host.say(t("findings.now-waived", key=COMMANDS["save"].shown_key))

    def _type(self, one: Found, *texts: str) -> bool:
        """Type a waiver into the record, as one step; whether it was taken."""
        session, record = self.host.session, one.record
        if record is None:
            return False
        with session.step(t("findings.step", rule=rule_label(one.finding.rule))):
            for path, text in zip(paths(one.finding.rule), texts, strict=True):
                error = session.type(record, path, text)
                if error is not None:
                    self.host.tell(error)
                    return False
        self.host.refresh_lists()
        self.host.findings.look()
        return True

    def action_save(self) -> None:
        """Save what is typed."""
        self.host.save()

    def action_undo(self) -> None:
        """Take the last step back."""
        self.host.undo(self.host.findings.look)

    def action_copy(self) -> None:
        """Copy the findings that are listed."""
        snapshot, shown = self.host.session.snapshot, list(self._shown.values())
        one = [self._one] if self._one is not None else []
        offer(
            self.host,
            (
                Form("one", text_of(lambda: table(snapshot, one), "tsv")),
                Form("md", text_of(lambda: table(snapshot, shown), "md")),
                Form("tsv", text_of(lambda: table(snapshot, shown), "tsv")),
            ),
        )


def _is_field(path: FieldPath, table: FieldTable) -> bool:
    """Whether a form can show a field: a layout, or a key that the table does not know, is put
    right by hand."""
    try:
        return bool(path) and path[0] != "layout" and table.find(path) is not None
    except MsctlError:
        return False
