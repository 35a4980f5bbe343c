"""The pane that shows one project, wrapped to its width."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.tui.project_view import ProjectView


class ProjectPane(VerticalScroll, can_focus=True):
    """Shows a ProjectView; arrows and pages scroll it."""

    DEFAULT_CSS = """
    ProjectPane {
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        & > Static { text-wrap: nowrap; height: auto; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self._view: ProjectView | None = None
        self._static = Static(Content(""))

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._static

    def show(self, view: ProjectView | None) -> None:
        """Show a project, or nothing; another project starts at its top."""
        before = self._view.project.id if self._view else None
        self._view = view
        if view is None or view.project.id != before:
            self.scroll_home(animate=False)
        self._draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def _draw(self) -> None:
        # One cell is kept for the scroll bar, so that nothing moves when it appears.
        width = self.size.width - 3
        self._static.update(self._view.content(width) if self._view and width > 0 else Content(""))
