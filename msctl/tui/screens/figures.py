"""Figures: the numbers that a report's text states, offered for the number fields beside it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.importing.proposals import Proposed
from msctl.importing.reported import reported_figures
from msctl.locale.catalogue import t
from msctl.model.paths import ProjectId
from msctl.model.values import to_text
from msctl.tui.commands import bindings_at
from msctl.tui.form_context import Report, report_label, task_of
from msctl.tui.screens.page import Page, title
from msctl.tui.screens.review import TickGrid
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import project_title


class FiguresScreen(Page):
    """What can be taken, each with the words it stands in; only what is ticked is taken."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("figures")
    KEYS = ("accept", "tick", "tick-all", "next-pane", "back", "help")

    def __init__(self, project: ProjectId, report: Report) -> None:
        super().__init__()
        self._project = project
        self._report = report
        self._offers: dict[str, Proposed] = {}
        self._ticked: set[str] = set()
        self._grid = TickGrid(frozen=0, cell_cursor=False, empty=t("edit.figures.none"))
        self._static = Static(Content(""), classes="sheet")
        self._scroll = VerticalScroll(self._static)

    def body(self) -> ComposeResult:
        """The offers, and the whole text they come from."""
        place = project_title(self.host.session.snapshot, self._project)
        yield title(t("edit.figures.title", project=place))
        with Vertical(id="stack", classes="-list"):
            yield self._grid
            yield self._scroll

    def on_mount(self) -> None:
        """What would fill an empty field is ticked."""
        session = self.host.session
        project = session.project(self._project)
        if project is not None:
            task = task_of(project, self._report)
            unit = session.snapshot.ledger(self._project.ledger).money_unit
            text = task.report(self._report.period).progress
            for offer in reported_figures(task, self._report.period, text, unit):
                now = session.text(self._project, offer.path)
                if now != to_text(offer.value):
                    self._offers[str(offer.path)] = offer
                    self._ticked |= set() if now else {str(offer.path)}
        self._grid.focus()

    def on_resize(self) -> None:
        """The columns share the width."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        width = self._grid.size.width - 9
        field = max(12, width // 2 - 10)
        self._grid.set_columns(
            [
                GridColumn("in", "", 3),
                GridColumn("field", t("tui.fields.field"), field),
                GridColumn("now", t("tui.restore.now"), 9, "right"),
                GridColumn("offer", t("edit.figures.offer"), 9, "right"),
                GridColumn("quote", t("edit.figures.quote"), max(10, width - field - 20)),
            ]
        )
        self._fill()

    def _fill(self) -> None:
        session = self.host.session
        project = session.project(self._project)
        rows = []
        for key, offer in self._offers.items():
            label = report_label(project, offer.path).partition("（")[0] if project else key
            mark = "[x]" if key in self._ticked else "[ ]"
            now = session.text(self._project, offer.path) or t("tui.empty")
            rows.append(GridRow(key, (mark, label, now, to_text(offer.value), offer.quote)))
        self._grid.set_rows(rows)
        self._draw()

    @on(Grid.Highlighted)
    def _draw(self) -> None:
        project = self.host.session.project(self._project)
        sheet = Sheet(self._scroll.size.width - 3)
        offer = self._offers.get(self._grid.cursor_row_key or "")
        if project is not None:
            text = task_of(project, self._report).report(self._report.period).progress
            before, found, after = text.partition(offer.quote if offer else "\0")
            sheet.pieces([(before, ""), (found, "bold underline $text-accent"), (after, "")])
            if offer is not None:
                sheet.blank()
                sheet.text(report_label(project, offer.path), "$foreground-muted")
        self._static.update(sheet.content)

    @on(Grid.Selected)
    def _toggle(self) -> None:
        key = self._grid.cursor_row_key
        if key is not None:
            self._ticked ^= {key}
            self._fill()

    def action_tick_all(self) -> None:
        """Tick all offers, or none when all are."""
        whole = set(self._offers)
        self._ticked = set() if self._ticked == whole else whole
        self._fill()

    def action_accept(self) -> None:
        """Type the ticked figures into their fields, as one step."""
        session = self.host.session
        if not self._ticked:
            self.host.say(t("edit.figures.nothing"))
            return
        with session.step(t("edit.figures.step")):
            for key in self._ticked:
                offer = self._offers[key]
                session.type(self._project, offer.path, to_text(offer.value))
        key_word = t("tui.keyname.undo")
        self.host.say(t("edit.figures.taken", count=len(self._ticked), key=key_word))
        self.dismiss()
