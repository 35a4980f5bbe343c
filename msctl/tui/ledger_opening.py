"""A ledger brought into its list: a small one at once, a large one from a worker."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.paths import ProjectId
from msctl.report.subject import Surroundings
from msctl.tui.finder import Finder
from msctl.tui.ledger_making import CHANGED_AT_ONCE, Made, Making, unless_stopped
from msctl.tui.widgets.ledger_message import Counted

if TYPE_CHECKING:
    from msctl.tui.widgets.ledger_pane import LedgerPane


class LedgerOpening:
    """Has what a list shows made, and puts it there."""

    def __init__(self, pane: "LedgerPane") -> None:
        self._pane = pane
        self._making: Making | None = None
        """what is being made of a large ledger"""
        self._aim: ProjectId | None = None
        """the project to go to once it is made"""

    def is_making(self, making: Making) -> bool:
        """Whether the same is being made already."""
        return making.is_of(self._making)

    def begin(self, making: Making) -> None:
        """Show a ledger as soon as it is made; what is shown stays until then. A new one begins at
        its top, or where it was asked to go."""
        if not making.is_small:
            if not self.is_making(making):
                self._make_in_worker(making)
            return
        view, around = making.view(), Surroundings(making.session.snapshot)
        self._put(making, Made(around.snapshot, view, Finder(view.projects, around)))
        if making.like is None:
            self._go_to_aim()

    def drop(self) -> None:
        """What is being made is not wanted any more."""
        self._making = self._aim = None

    def go_to(self, project: ProjectId) -> bool:
        """Put the cursor on a project, or have it put there once its ledger is ready; False where
        it is not shown."""
        if self._pane.view is None or self._making is not None:
            self._aim = project
            return True
        return self._pane.grid.move_to(project)

    def _go_to_aim(self) -> None:
        aim, self._aim = self._aim, None
        if aim is None or not self._pane.grid.move_to(aim):
            self._pane.grid.action_edge(-1)

    def _make_in_worker(self, making: Making) -> None:
        what = t("grid.opening")

        def then(made: Made | None) -> None:
            if self._making is not making:
                return  # another one was asked for meanwhile
            self._making = None
            if made is None:
                self._pane.grid.empty = t("grid.not-opened")
                self._pane.say(t("background.stopped", what=what))
            elif (changed := _changed_since(making, made)) is None:
                self._make_in_worker(making)
            else:
                self._made(making, made, changed)

        self._making = making
        self._pane.work("list", what, making.steps, unless_stopped(making.make), then)

    def _made(self, making: Making, made: Made, changed: Sequence[ProjectId]) -> None:
        made.view.update(changed)
        projects = map(made.view.project, changed)
        made.finder.update(filter(None, projects), made.snapshot)
        self._put(making, made)
        if making.like is None or self._aim is not None:
            self._go_to_aim()
        if making.like is None:
            self._pane.say("")
        self._pane.post_message(Counted())

    def _put(self, making: Making, made: Made) -> None:
        self._making = None
        self._pane.take(making.session, made)


def _changed_since(making: Making, made: Made) -> list[ProjectId] | None:
    """What was typed since a ledger was made; None where it has to be made anew."""
    session = making.session
    if session.snapshot is not made.snapshot or session.has_unmade(making.ledger, CHANGED_AT_ONCE):
        return None
    changed = made.view.refresh(session)
    return None if changed is None or len(changed) > CHANGED_AT_ONCE else changed
