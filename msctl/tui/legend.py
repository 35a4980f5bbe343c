"""A ledger's legend: its marks with their signs, listed, changed and taken off."""

from collections.abc import Iterator, Sequence

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, parse_value
from msctl.model.paths import FieldPath, LedgerId
from msctl.report.legend import mark_counts, uses_of_mark
from msctl.report.status_words import Use
from msctl.tui.errors import MarkInUse, MarkOfParts, MarkTaken, NoMark, NoSign
from msctl.tui.session import Session
from msctl.tui.widgets.grid_line import GridRow
from msctl.tui.wording import projects_word

MARK = "mark:"
"""before a mark in the key of its row"""
MARKS = "= marks"
"""the key of the legend's heading"""


def mark_rows(session: Session, ledger: LedgerId) -> Iterator[GridRow]:
    """The rows of the legend: each mark with its sign and how often it is used."""
    marks = session.ledger(ledger).marks
    heading = t("ledger.marks", count=len(marks)) if marks else t("ledger.no-marks")
    yield GridRow(MARKS, (heading,), heading=True)
    unsaved = frozenset(session.unsaved_paths(ledger))
    counts = mark_counts(session.projects(ledger))
    for mark, sign in marks.items():
        told = t("ledger.meaning", meaning=sign, count=counts[mark])
        is_new = _path(mark) in unsaved
        yield GridRow(f"{MARK}{mark}", ("*" if is_new else "", mark, told))


def mark_uses(session: Session, ledger: LedgerId, mark: str) -> Sequence[Use]:
    """The projects and tasks with a mark, with what is typed and not saved."""
    return uses_of_mark(session.projects(ledger), mark)


def trouble_with(session: Session, ledger: LedgerId, mark: str, sign: str) -> MsctlError | None:
    """What keeps a mark from being listed; an empty ``sign`` tells of the mark alone."""
    field = PROJECT.require(FieldPath.of("marks"))
    if not mark:
        return NoMark()
    if parse_value(field, mark) != (mark,):
        return MarkOfParts(mark=mark)
    if mark in session.ledger(ledger).marks:
        return MarkTaken(mark=mark)
    return None if sign else NoSign(mark=mark)


def list_mark(session: Session, ledger: LedgerId, mark: str, sign: str, name: str) -> None:
    """List a mark with its sign, or give it another one, as one step of this name. Raises what a
    session over the past refuses with."""
    with session.step(name):
        if (error := session.type(ledger, _path(mark), sign)) is not None:
            raise error


def remove_mark(session: Session, ledger: LedgerId, mark: str) -> None:
    """Take a mark off a ledger's legend, as one step that can be undone. Raises MarkInUse, and what
    a session over the past refuses with."""
    found = mark_uses(session, ledger, mark)
    if found:
        places = projects_word(session.snapshot, [use.project for use in found])
        raise MarkInUse(mark=mark, count=len(found), places=places)
    list_mark(session, ledger, mark, "", t("ledger.step-remove-mark", mark=mark))


def _path(mark: str) -> FieldPath:
    return FieldPath.of("marks", mark)
