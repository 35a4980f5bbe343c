"""A page: a full screen with the status line and the line of keys at its foot."""

from functools import cache
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.text.safe import single_line
from msctl.text.width import cells, cut
from msctl.tui.widgets.key_line import KeyLine
from msctl.tui.widgets.past_line import PastLine
from msctl.tui.widgets.status_line import StatusLine
from msctl.tui.wording import told

if TYPE_CHECKING:
    from msctl.report.reporting_periods import KeptPeriod
    from msctl.tui.app import MsctlApp
    from msctl.tui.project_view import ProjectView

WIDE = 110
"""cells from which panes stand side by side"""


class Page(Screen[None]):
    """The base of the full screens."""

    KEYS: ClassVar[tuple[str, ...]] = ()
    """the commands named at the foot"""

    _left_at: Size | None = None
    """the window when another screen came above this one"""

    @property
    def host(self) -> "MsctlApp":
        """The app."""
        return cast("MsctlApp", self.app)

    @property
    def is_wide(self) -> bool:
        """Whether panes stand side by side."""
        return self.app.size.width >= WIDE

    def compose(self) -> ComposeResult:
        """The line that tells of the past, the page's own widgets, then its foot."""
        yield PastLine()
        yield from self.body()
        yield StatusLine()
        yield KeyLine(self.KEYS)

    def on_screen_suspend(self) -> None:
        """Another screen comes above this one."""
        self._left_at = self.app.size

    def on_screen_resume(self) -> None:
        """The past may have been entered or left on another screen, and the window made larger or
        smaller."""
        self.moment_changed()
        size = self.app.size
        if self._left_at not in (None, size):
            # once more, when the panes are laid out for it
            self.post_message(Resize(size, size))

    def moment_changed(self) -> None:
        """Say above the page whether the past is shown."""
        moment = self.host.lookback.moment
        self.query_one(PastLine).show(moment.band if moment else "")

    def body(self) -> ComposeResult:
        """The page's own widgets."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Return to the screen below."""
        self.dismiss()

    def action_undo(self) -> None:
        """Take the last step back."""
        self.host.undo()

    def action_redo(self) -> None:
        """Do the step that was undone last again."""
        self.host.redo()

    def action_steps(self) -> None:
        """List the steps that can be undone."""
        from msctl.tui.screens.steps import StepsScreen

        self.app.push_screen(StepsScreen())


class TitleLine(Static):
    """The line at the head of a page. Of one too long the middle goes: the end says which period
    it is and what is unsaved."""

    def render(self) -> Content:
        """The title, as far as there is room."""
        text = single_line(str(self.content))
        width = self.content_size.width
        if cells(text) <= width:
            return Content(text)
        end = next(i for i in range(len(text) + 1) if cells(text[i:]) <= width // 2)
        return Content(cut(text[:end], width - cells(text[end:])) + text[end:])


def title(text: str) -> TitleLine:
    """The line at the head of a page."""
    return TitleLine(Content(single_line(text)), classes="title")


@cache
def reporting() -> "KeptPeriod":
    """The period that a ledger is reporting on."""
    from msctl.report.reporting_periods import KeptPeriod

    return KeptPeriod()


def project_view(page: Page, project: ProjectId) -> "ProjectView | None":
    """What a page shows of a project now."""
    from msctl.tui.project_view import ProjectView

    host = page.host
    session = host.session
    found = session.project(project)
    if found is None:
        return None
    listed = session.snapshot.by_ledger.get(project.ledger, ())
    own = [f.finding for f in host.findings.found or () if f.project == project and not f.waiver]
    trouble = host.archiving.history_trouble
    return ProjectView(
        found,
        session.ledger(project.ledger),
        frozenset(session.unsaved_paths(project)),
        host.archiving.history.get(project),
        told(trouble) if trouble else "",
        reporting().of(listed, project.year),
        own,
        _source(page, project),
    )


def _source(page: Page, project: ProjectId) -> str:
    """The file's text; of the past none, for it is not the file's now."""
    if page.host.lookback.moment is not None:
        return ""
    try:
        return page.host.session.records.read(project).text
    except MsctlError as error:
        return told(error)
