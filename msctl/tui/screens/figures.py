"""Figures: the numbers that a report's text states, offered for the number fields beside it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from msctl.importing.proposals import Proposed
from msctl.importing.reported import reported_figures
from msctl.locale.catalogue import t
from msctl.model.paths import ProjectId
from msctl.model.values import to_text
from msctl.tui.commands import bindings_at
from msctl.tui.form_context import Report, report_field, report_label, task_of
from msctl.tui.screens.tick_page import TickPage
from msctl.tui.sheet import LABEL_STYLE, Sheet
from msctl.tui.widgets.grid import GridColumn
from msctl.tui.wording import project_title


class FiguresScreen(TickPage):
    """What can be taken, each with the words it stands in; only what is ticked is taken."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("figures")
    KEYS = ("accept", "tick", "tick-all", "next-pane", "back", "help")

    def __init__(self, project: ProjectId, report: Report) -> None:
        super().__init__(t("edit.figures.none"))
        self._project = project
        self._report = report
        self._offers: dict[str, Proposed] = {}

    @property
    def heading(self) -> str:
        """The project."""
        place = project_title(self.host.session.snapshot, self._project)
        return t("edit.figures.title", project=place)

    @property
    def keys(self) -> Sequence[str]:
        """A row a field."""
        return list(self._offers)

    @property
    def _text(self) -> str:
        """The text that the figures come from."""
        project = self.host.session.project(self._project)
        if project is None:
            return ""
        return task_of(project, self._report).report(self._report.period).progress

    def on_mount(self) -> None:
        """What would fill an empty field is ticked."""
        super().on_mount()
        session = self.host.session
        project = session.project(self._project)
        if project is None:
            return
        task = task_of(project, self._report)
        unit = session.snapshot.ledger(self._project.ledger).money_unit
        for offer in reported_figures(task, self._report.period, self._text, unit):
            now = session.text(self._project, offer.path)
            if now != to_text(offer.value):
                self._offers[str(offer.path)] = offer
                self.ticked |= set() if now else {str(offer.path)}

    def columns(self, width: int) -> list[GridColumn]:
        """The field and the wording share what is left."""
        field = max(12, width // 2 - 10)
        return [
            GridColumn("field", t("tui.fields.field"), field),
            GridColumn("now", t("tui.restore.now"), 9, "right"),
            GridColumn("offer", t("edit.figures.offer"), 9, "right"),
            GridColumn("quote", t("edit.figures.quote"), max(10, width - field - 20)),
        ]

    def cells(self, key: str) -> tuple[str, ...]:
        """The field, what it holds, what the text states, and its words."""
        offer = self._offers[key]
        now = self.host.session.text(self._project, offer.path) or t("tui.empty")
        project = self.host.session.project(self._project)
        field = report_field(project, offer.path) if project else str(offer.path)
        return field, now, to_text(offer.value), offer.quote

    def _label(self, offer: Proposed) -> str:
        project = self.host.session.project(self._project)
        return report_label(project, offer.path) if project else str(offer.path)

    def show(self, sheet: Sheet, key: str) -> None:
        """The whole text with the words marked."""
        offer = self._offers[key]
        sheet.text(self._label(offer), LABEL_STYLE)
        before, found, after = self._text.partition(offer.quote)
        sheet.pieces([(before, ""), (found, "bold underline $text-accent"), (after, "")])

    def action_accept(self) -> None:
        """Type the ticked figures into their fields, as one step."""
        session = self.host.session
        if not self.ticked:
            self.host.say(t("edit.figures.nothing"))
            return
        with session.step(t("edit.figures.step")):
            for key in self.ticked:
                offer = self._offers[key]
                session.type(self._project, offer.path, to_text(offer.value))
        word = t("tui.keyname.undo")
        self.host.say(t("edit.figures.taken", count=len(self.ticked), key=word))
        self.dismiss()
