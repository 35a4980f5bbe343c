"""The pane that shows one project, wrapped to its width, with its sections named above it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.locale.catalogue import t
from msctl.text.width import cells
from msctl.tui.project_view import ProjectView, Section


class ProjectPane(VerticalScroll, can_focus=True):
    """Shows a ProjectView; arrows and pages scroll it, left and right change the section."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "section(-1)", t("tui.command.previous"), show=False, id="pane.previous"),
        Binding("right", "section(1)", t("tui.command.next"), show=False, id="pane.next"),
    ]

    DEFAULT_CSS = """
    ProjectPane {
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        & > Static { text-wrap: nowrap; height: auto; }
        & > .sections { dock: top; height: 1; color: $foreground-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self._view: ProjectView | None = None
        self._sections: list[Section] = []
        self._here = ""
        """the section gone to last; empty where the sheet was scrolled otherwise"""
        self._names = Static(Content(""), classes="sections")
        self._static = Static(Content(""))

    def compose(self) -> ComposeResult:
        """The names of the sections, and one text."""
        yield self._names
        yield self._static

    def show(self, view: ProjectView | None) -> None:
        """Show a project, or nothing; another project starts at its top."""
        before = self._view.project.id if self._view else None
        self._view = view
        if view is None or view.project.id != before:
            self._here = ""
            self.scroll_home(animate=False)
        self._draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Name the section in sight."""
        super().watch_scroll_y(old_value, new_value)
        if self.is_attached:
            self._draw_names()

    def _draw(self) -> None:
        # One cell is kept for the scroll bar, so that nothing moves when it appears.
        width = self.size.width - 3
        self._sections = []
        shown = Content("")
        if self._view and width > 0:
            shown, self._sections = self._view.lay_out(width)
        self._static.update(shown)
        self._draw_names()

    @property
    def _at(self) -> int:
        """The place of the section gone to, else of the one at the top of the pane."""
        for place, section in enumerate(self._sections):
            if section.key == self._here:
                return place
        above = [s for s in self._sections if s.line <= self.scroll_offset.y]
        return max(0, len(above) - 1)

    def _draw_names(self) -> None:
        """Name as many sections as fit, the one in sight in brackets."""
        at = self._at
        parts: list[tuple[str, str]] = []
        left = self.size.width - 2
        first = 0
        if sum(cells(section.label) + 3 for section in self._sections) > left:
            first = max(0, at - 1)
        for place, section in enumerate(self._sections[first:], first):
            left -= cells(section.label) + 3
            if left < 0:
                break
            here = place == at
            label = f"[{section.label}]" if here else f" {section.label} "
            parts += [(label, "bold $text-accent" if here else ""), (" ", "")]
        self._names.update(Content.assemble(*parts))

    def action_section(self, by: int) -> None:
        """Go to the next or the previous section."""
        if self._sections:
            place = max(0, min(self._at + by, len(self._sections) - 1))
            section = self._sections[place]
            self.scroll_to(y=section.line, animate=False, immediate=True)
            # the last ones cannot come to the top, but they are in sight
            self._here = section.key
            self._draw_names()

    def action_scroll_down(self) -> None:
        """One line down."""
        self._here = ""
        super().action_scroll_down()

    def action_scroll_up(self) -> None:
        """One line up."""
        self._here = ""
        super().action_scroll_up()

    def action_page_down(self) -> None:
        """One page down."""
        self._here = ""
        super().action_page_down()

    def action_page_up(self) -> None:
        """One page up."""
        self._here = ""
        super().action_page_up()
