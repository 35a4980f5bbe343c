"""One project on a narrow screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from msctl.locale.catalogue import t
from msctl.model.paths import ProjectId
from msctl.tui.commands import bindings_at
from msctl.tui.screens.page import Page, project_view, title
from msctl.tui.widgets.project_pane import ProjectPane
from msctl.tui.wording import project_title


class ProjectScreen(Page):
    """Shows a project over the grid."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("project")
    KEYS = ("back", "edit", "history", "fields", "blame", "review", "help", "leave")

    def __init__(self, project: ProjectId) -> None:
        super().__init__()
        self._project = project
        self._pane = ProjectPane()

    def body(self) -> ComposeResult:
        """The project alone."""
        yield title(t("tui.project.title", project=project_word_of(self, self._project)))
        yield self._pane

    def on_mount(self) -> None:
        """Show it, and read its history."""
        self._pane.focus()
        self._draw()

    def on_screen_resume(self) -> None:
        """What was changed on a screen above is shown."""
        self._draw()

    def records_read(self) -> None:
        """The records were read anew."""
        self._draw()

    def _draw(self) -> None:
        self._pane.show(project_view(self, self._project))
        if self._project not in self.host.archiving.history:
            self.host.archiving.read_history(self._project)

    def findings_read(self) -> None:
        """The checks are done."""
        self._draw()

    def history_read(self, project: ProjectId) -> None:
        """The history of a project is there."""
        if project == self._project:
            self._pane.show(project_view(self, project))

    def action_edit(self) -> None:
        """Write the report of a period."""
        from msctl.tui.screens.form import FormScreen

        self.app.push_screen(FormScreen(self._project))

    def action_history(self) -> None:
        """Show who changed it."""
        from msctl.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self._project))

    def action_fields(self) -> None:
        """List all its fields."""
        from msctl.tui.screens.fields import FieldsScreen

        self.app.push_screen(FieldsScreen(self._project))

    def action_blame(self) -> None:
        """Show who set each field."""
        from msctl.tui.screens.blame import BlameScreen

        self.app.push_screen(BlameScreen(self._project))

    def action_compare(self) -> None:
        """Compare two periods or moments of it."""
        from msctl.tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(self._project.ledger, self._project))

    def action_review(self) -> None:
        """Review and commit."""
        from msctl.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen())

    def action_save(self) -> None:
        """Save what is typed."""
        self.host.save([self._project])


def project_word_of(page: Page, project: ProjectId) -> str:
    """A project's region, number and name."""
    return project_title(page.host.session.snapshot, project)
