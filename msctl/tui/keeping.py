"""The keeping of what is typed, for all screens: save, undo, redo, the journal, and the questions
that a file changed by others or an ended session leaves."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.changes import Change
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.values import Value
from msctl.store.records import Records
from msctl.tui.errors import ChangedMeanwhile, GarbledJournal, GoneMeanwhile
from msctl.tui.journal import Journal, LeftBehind
from msctl.tui.session import Session
from msctl.tui.steps import Place, Step, Typed
from msctl.tui.wording import changes_word, fields_word, project_word, step_word, told

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp

Found = tuple[int, Place]
"""The number of an ended session, and a field of it."""

EVERY = 1.0
"""seconds after which typing that goes on is in the journal at the latest"""


def nothing() -> None:
    """What comes after a save that nothing waits for."""


class Keeping:
    """Keeps what is typed in the session of an app."""

    def __init__(self, host: "MsctlApp", records: Records) -> None:
        self._host = host
        self.session = Session(records, kept=self.keep)
        self._journal = Journal(records.root)
        self._trouble: MsctlError | None = None

    # The journal.

    def keep(self) -> None:
        """Put what is typed into the journal, so that not even a killed process loses it."""
        try:
            self._journal.write(self.session.typed)
            self._trouble = None
        except MsctlError as error:
            # told once, not every second
            if self._trouble is None:
                self._host.tell(error)
            self._trouble = error

    def recover(self) -> None:
        """Offer what ended sessions had typed and not saved."""
        left_behind = self._journal.left_behind()
        for left in left_behind:
            if left.garbled:
                self._host.tell(GarbledJournal(file=left.file.name, count=left.garbled))
        if any(left.typed for left in left_behind):
            from msctl.tui.screens.recover import RecoverScreen

            self._host.push_screen(RecoverScreen(left_behind))
        else:
            for left in left_behind:
                left.close()

    def take_over(self, left_behind: Sequence[LeftBehind], chosen: Collection[Found]) -> None:
        """Type again what was chosen of the ended sessions; the rest waits for the next start."""
        typed: dict[ProjectId, dict[FieldPath, Typed]] = {}
        for number, (project, path) in sorted(chosen, reverse=True):
            # the newest session comes last, and counts
            one = left_behind[number].typed[project, path]
            typed.setdefault(project, {})[path] = one
        self.session.recover(typed)
        self.drop(left_behind, chosen)
        self._host.say(t("edit.recovered", count=len(chosen), key=t("tui.keyname.undo")))
        self._host.records_changed()

    def drop(self, left_behind: Sequence[LeftBehind], chosen: Collection[Found]) -> None:
        """Take fields out of the journals of ended sessions, for they are in ours now, or are
        dropped for good."""
        for number, left in enumerate(left_behind):
            rest = {p: typed for p, typed in left.typed.items() if (number, p) not in chosen}
            try:
                left.keep_only(rest)
            except MsctlError as error:
                self._host.tell(error)
            left.close()

    def in_turn(self, do: Callable[[], object]) -> None:
        """Do something once the keys that came before it are in their field.

        A key that goes before the focus (a priority binding) is handled while characters that
        arrived with it still wait in the field's own queue.
        """
        screen = self._host.screen
        if screen.focused is None:
            do()
        else:
            screen.focused.call_later(screen.call_later, do)

    def take_typed(self) -> None:
        """Take what stands in open forms: the message of the last key may still be on its way."""
        for screen in self._host.screen_stack:
            if hasattr(screen, "take_typed"):
                screen.take_typed()
        self.session.settle()

    # Saving.

    def save(
        self,
        projects: Sequence[ProjectId] | None = None,
        then: Callable[[], object] = nothing,
    ) -> bool:
        """Save what is typed; tells what was saved or why it was not.

        Where others changed the same fields, the user is asked first; ``then`` is called once it
        is saved, at once or after the answers.

        Returns:
            Whether it is saved now.
        """
        try:
            changes = self.session.save(projects)
        except (ChangedMeanwhile, GoneMeanwhile) as error:
            self._host.tell(error)
            self._ask(projects, then)
            return False
        except MsctlError as error:
            self._host.tell(error)
            return False
        if changes:
            line = changes_word(self.session.snapshot, changes)
            self._host.say(t("tui.saved", changes=line, key=t("tui.keyname.undo")))
        else:
            self._host.say(t("tui.nothing-unsaved"))
        self._host.records_changed()
        then()
        return True

    def _ask(self, projects: Sequence[ProjectId] | None, then: Callable[[], object]) -> None:
        from msctl.tui.screens.clashes import ClashesScreen

        self._host.records_changed()
        self._host.push_screen(ClashesScreen(projects, lambda: self.save(projects, then)))

    def save_all(self) -> None:
        """Before the terminal goes: save what can be saved, each project by itself.

        What cannot be saved stays in the journal. Raises OSError that tells of it.
        """
        self.take_typed()
        self.keep()
        trouble: MsctlError | None = None
        for project in self.session.unsaved:
            try:
                self.session.save([project])
            except MsctlError as error:
                trouble = error
        if trouble is not None:
            raise OSError(told(trouble))

    def restore(self, project: ProjectId, values: Mapping[FieldPath, Value | None]) -> bool:
        """Save earlier values of a project; tells what was restored or why it was not."""
        try:
            changes = self.session.restore(project, values)
        except MsctlError as error:
            self._host.tell(error)
            return False
        line = changes_word(self.session.snapshot, changes)
        self._host.say(t("tui.restored", changes=line, key=t("tui.keyname.undo")))
        self._host.records_changed()
        return True

    def edit_file(self, project: ProjectId) -> None:
        """Change a project's file in the user's own editor; what is typed must be saved before."""
        from msctl.tui.external import edit_text

        host = self._host
        if self.session.unsaved_paths(project):
            host.say(t("edit.file.save-first"))
            return
        made: list[Change] = []
        try:
            document = self.session.records.read(project)
            with host.suspend():
                edit_text(
                    document.text,
                    ".toml",
                    lambda text: made.extend(self.session.rewrite(document, text)),
                )
        except MsctlError as error:
            host.tell(error)
            return
        line = changes_word(self.session.snapshot, made) if made else t("edit.file.same")
        host.say(t("tui.saved", changes=line, key=t("tui.keyname.undo")) if made else line)
        self._show()

    def discard(self, project: ProjectId) -> None:
        """Drop what is typed into a project; it can be undone."""
        self.session.discard(project)
        self._host.say(t("edit.discarded", key=t("tui.keyname.undo")))

    def leave(self) -> None:
        """Drop all that is typed, for good."""
        for project in self.session.unsaved:
            self.session.discard(project)
        self.keep()

    def close(self) -> None:
        """The screens end: what is typed stays in the journal unless it was dropped."""
        self.session.settle()
        self.keep()
        self._journal.close()

    # Undo and redo.

    def undo(self) -> bool:
        """Take the last step back and name it; whether there was one and it could be done."""
        return self._go(self.session.undo, "undone", t("tui.nothing-to-undo"))

    def redo(self) -> bool:
        """Do the step that was undone last again and name it."""
        return self._go(self.session.redo, "redone", t("edit.nothing-to-redo"))

    def _go(self, way: Callable[[], Step | None], done: str, nothing_left: str) -> bool:
        try:
            step = way()
        except MsctlError as error:
            self._host.tell(error)
            self._show()
            return False
        if step is None:
            self._host.say(nothing_left)
            return False
        key = f"edit.{done}-{'save' if step.changes else 'typing'}"
        self._host.say(t(key, step=step_word(self.session.snapshot, step)))
        self._show()
        return True

    def _show(self) -> None:
        """Show everywhere what a step left."""
        self._host.records_changed()
        for screen in self._host.screen_stack:
            if hasattr(screen, "records_read"):
                screen.records_read()

    # What is unsaved, in words.

    def unsaved_lines(self) -> list[str]:
        """What is typed and not saved, a line a project."""
        return [
            f"{project_word(self.session.snapshot, project)} "
            f"{fields_word(self.session.unsaved_paths(project))}"
            for project in self.session.unsaved
        ]
