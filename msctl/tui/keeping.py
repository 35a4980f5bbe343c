"""The keeping of what is typed, for all screens: save, undo, redo, the journal, and the questions
that a file changed by others or an ended session leaves."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msctl.check.words import table_of
from msctl.locale.catalogue import t
from msctl.model.changes import Change
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId, RecordId
from msctl.model.values import Value
from msctl.store.records import Records
from msctl.tui.errors import ChangedMeanwhile, GarbledJournal, GoneMeanwhile
from msctl.tui.journal import Journal, LeftBehind
from msctl.tui.session import Session
from msctl.tui.steps import Place, Step, Typed
from msctl.tui.wording import changes_word, fields_word, record_word, step_word, told
from msctl.tui.writer import Writer
from msctl.tui.writing import Writing, Written

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp

Found = tuple[int, Place]
"""The number of an ended session, and a field of it."""

EVERY = 1.0
"""seconds after which typing that goes on is in the journal at the latest"""

SHOWN_AT_ONCE = 500
"""written fields that are taken and shown in one turn, some 0.1 ms each; more are shown in a turn
of their own, so that a key can come between"""


def nothing() -> None:
    """What comes after a save that nothing waits for."""


class Keeping:
    """Keeps what is typed in the session of an app."""

    def __init__(self, host: "MsctlApp", records: Records) -> None:
        self._host = host
        self.session = Session(records, kept=self.keep)
        self._journal = Journal(records.root)
        self._trouble: MsctlError | None = None
        self.writer = Writer(host)
        self._is_closed = False

    # The journal.

    def keep(self) -> None:
        """Put what is typed into the journal, so that not even a killed process loses it."""
        try:
            self._journal.write(self.session.to_keep)
            self._trouble = None
        except MsctlError as error:
            # told once, not every second
            if self._trouble is None:
                self._host.tell(error)
            self._trouble = error

    @property
    def is_kept(self) -> bool:
        """Whether the journal holds all that is typed; a full disk takes none of it."""
        return self._trouble is None

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
        typed: dict[RecordId, dict[FieldPath, Typed]] = {}
        for number, (record, path) in sorted(chosen, reverse=True):
            # the newest session comes last, and counts
            one = left_behind[number].typed[record, path]
            typed.setdefault(record, {})[path] = one
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

    def take_typed(self) -> None:
        """Take what stands in open forms: the message of the last key may still be on its way."""
        for screen in self._host.screen_stack:
            if hasattr(screen, "take_typed"):
                screen.take_typed()
        self.session.settle()

    # Saving: what is typed is taken, written by the writer, and shown.

    def save(
        self,
        records: Sequence[RecordId] | None = None,
        then: Callable[[], object] = nothing,
        otherwise: Callable[[], object] = nothing,
        *,
        joins: bool = False,
    ) -> None:
        """Save what is typed; tells what was saved or why it was not.

        Where others changed the same fields, the user is asked first.

        Args:
            records: Whose fields; None means all.
            then: Called once it is saved: in a moment, or after the answers.
            otherwise: Called where it is not saved.
            joins: Whether the save becomes one step with the step before it.
        """

        def begin() -> Writing:
            return self.session.begin_save(records, joins=joins)

        def refused(error: MsctlError) -> None:
            otherwise()
            if isinstance(error, ChangedMeanwhile | GoneMeanwhile):
                self._ask(records, then)

        # a save that joined another has nothing to add to what that one said
        nothing_left = "" if self.writer.is_busy else self._nothing_to_save()
        said = partial(self._saved, nothing_left)
        self.writer.after(lambda: self._write(begin, said, then, otherwise, refused))

    def _saved(self, nothing_left: str, step: Step) -> str:
        if not step.places:
            return nothing_left
        line = changes_word(self.session.snapshot, step.changes)
        return t("tui.saved", changes=line, key=t("tui.keyname.undo"))

    def _ask(self, records: Sequence[RecordId] | None, then: Callable[[], object]) -> None:
        from msctl.tui.screens.clashes import ClashesScreen

        self._host.push_screen(ClashesScreen(records, lambda: self.save(records, then)))

    def _write(
        self,
        begin: Callable[[], Writing],
        said: Callable[[Step], str],
        then: Callable[[], object],
        stopped: Callable[[], object] = nothing,
        refused: Callable[[MsctlError], object] = lambda error: None,
    ) -> None:
        """Let something be written, take it, and show it.

        Args:
            begin: Takes what is to be written; what is wrong with it is told.
            said: What is said of the step that was done; empty leaves what was said before.
            then: Called once it is done.
            stopped: Called where the user stopped it.
            refused: Called where it was not done, or not all of it.
        """

        def over(written: Written | None) -> bool:
            self.session.finish(written or Written())
            if len(writing.places) <= SHOWN_AT_ONCE:
                self._show()
            else:
                self._host.call_after_refresh(self._show)
            if written is None:
                self._host.say(t("saving.stopped"))
                stopped()
            elif written.trouble is not None:
                self._host.tell(written.trouble)
                refused(written.trouble)
            elif written.done is not None:
                if words := said(written.done):
                    self._host.say(words)
                then()
                return True
            return False

        try:
            writing = begin()
        except MsctlError as error:
            self._host.tell(error)
            refused(error)
        else:
            self.writer.write(writing, over)

    def _nothing_to_save(self) -> str:
        """What is said where there is nothing to save: a form saves its own project only."""
        others = len(self.session.unsaved)
        return t("tui.others-unsaved", count=others) if others else t("tui.nothing-unsaved")

    def save_all(self) -> None:
        """Before the terminal goes: save what can be saved, each project by itself where they
        cannot be saved together.

        What is being written is waited for; what cannot be saved stays in the journal. Raises
        OSError that tells of it.
        """
        self.writer.end()
        self.take_typed()
        self.keep()
        trouble = self._try_to_save(None)
        for record in self.session.unsaved if trouble else ():
            trouble = self._try_to_save([record]) or trouble
        if self.session.unsaved and trouble is not None:
            raise OSError(told(trouble))

    def _try_to_save(self, records: Sequence[RecordId] | None) -> MsctlError | None:
        try:
            self.session.save(records)
        except MsctlError as error:
            return error
        return None

    def restore(
        self,
        project: ProjectId,
        values: Mapping[FieldPath, Value | None],
        then: Callable[[], object] = nothing,
    ) -> None:
        """Save earlier values of a project; tells what was restored or why it was not; ``then``
        follows once they are."""

        def said(step: Step) -> str:
            line = changes_word(self.session.snapshot, step.changes)
            return t("tui.restored", changes=line, key=t("tui.keyname.undo"))

        def begin() -> Writing:
            return self.session.begin_restore(project, values)

        self.writer.after(lambda: self._write(begin, said, then))

    def edit_file(self, project: ProjectId) -> None:
        """Change a project's file in the user's own editor; what is typed must be saved before."""
        self.writer.after(lambda: self._edit_file(project))

    def _edit_file(self, project: ProjectId) -> None:
        from msctl.tui.compat import lent_terminal
        from msctl.tui.external import edit_text

        host = self._host
        if self.session.unsaved_paths(project):
            host.say(t("edit.file.save-first"))
            return
        made: list[Change] = []
        try:
            document = self.session.records.read(project)
            with lent_terminal(host):
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

    def discard(self, record: RecordId, then: Callable[[], object] = nothing) -> None:
        """Drop what is typed into a record; it can be undone; ``then`` follows."""

        def drop() -> None:
            self.session.discard(record)
            self._host.say(t("edit.discarded", key=t("tui.keyname.undo")))
            then()

        self.writer.after(drop)

    def leave(self) -> None:
        """Drop all that is typed, for good."""
        for record in self.session.unsaved:
            self.session.discard(record)
        self.keep()

    def close(self) -> None:
        """The screens end: what is typed stays in the journal unless it was dropped."""
        self._is_closed = True
        self.writer.end()
        self.session.settle()
        self.keep()
        self._journal.close()

    # Undo and redo.

    def undo(self, then: Callable[[], object] = nothing) -> None:
        """Take the last step back and name it; ``then`` follows if there was one and it could be
        done."""
        self.writer.after(
            lambda: self._go(self.session.begin_undo(), "undone", t("tui.nothing-to-undo"), then)
        )

    def redo(self, then: Callable[[], object] = nothing) -> None:
        """Do the step that was undone last again and name it; ``then`` as in :meth:`undo`."""
        self.writer.after(
            lambda: self._go(self.session.begin_redo(), "redone", t("edit.nothing-to-redo"), then)
        )

    def _go(
        self, writing: Writing | None, done: str, nothing_left: str, then: Callable[[], object]
    ) -> None:
        if writing is None:
            self._host.say(nothing_left)
            return
        key = f"edit.{done}-{'save' if writing.step.changes else 'typing'}"

        def said(_: Step) -> str:
            step = writing.of or writing.step
            return t(key, step=step_word(self.session.snapshot, step))

        self._write(lambda: writing, said, then)

    def _show(self) -> None:
        """Show everywhere what a step left."""
        if self._is_closed:
            return
        self._host.records_changed()
        for screen in self._host.screen_stack:
            if hasattr(screen, "records_read"):
                screen.records_read()

    # What is unsaved, in words.

    def unsaved_lines(self) -> list[str]:
        """What is typed and not saved, a line a record."""
        return [
            f"{record_word(self.session.snapshot, record)} "
            f"{fields_word(self.session.unsaved_paths(record), table_of(record))}"
            for record in self.session.unsaved
        ]
