"""What a returned form says: the fields a unit filled in, beside the values it was handed.

Only cells of open columns count, and only where they say something else than what was handed out.
Everything else that somebody wrote is told, not taken: rows and columns of one's own, changed
wording of given cells, rows whose project is gone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from msctl.check.words import check_value
from msctl.importing.earlier import Earlier
from msctl.importing.form_file import FormFile, FormLine, FormSheet
from msctl.importing.quantities import amount_of, number_of
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, Kind, parse_value
from msctl.model.money import plain
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period, parse_period
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.forms import REPORTED, GivenCell, form_row, measure_rows, row_key
from msctl.text.fold import fold
from msctl.text.safe import printable

_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
"""a day as people write it: 2024-9-25, 2024/9/25, 2024年9月25日"""
_NOTHING = {"无", "無", "-", "—", "——", "－", "/", "／"}
_PERCENT = ("%", "％")


class FormWithoutPeriod(MsctlError):
    """A form that no longer says what it is for. Details: file."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something in a form that became no field, or that was read with help."""

    kind: str
    """row (no such project), gone (the project was removed), column, given (changed wording),
    status (a value worded otherwise: in other width or script, with its unit), twice (a row that
    stands there twice), merged, sheet (a sheet of one's own), beside (a comment, a text box, words
    that are struck through)"""
    sheet: str
    row: int
    text: str
    more: str = ""
    """the title of an added column, the word that was taken, the wording that was handed out, what
    kind of text it is"""
    column: str = ""
    """the key of a given cell's column"""
    id: ProjectId | None = None
    path: FieldPath | None = None
    """the field that a given cell shows"""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value of its field."""

    sheet: str
    row: int
    column: str
    error: MsctlError


@dataclass
class Returned:
    """What a form brings."""

    records: dict[ProjectId, Record] = field(default_factory=dict)
    earlier: dict[ProjectId, dict[FieldPath, Value | None]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    cells: int = 0
    """open cells that differ from what was handed out"""

    def base(self) -> Earlier:
        """The handed-out values of the cells that came back, as a merge takes them."""
        return Earlier(self.earlier)


def returned(form: FormFile, snapshot: Snapshot, handed: Snapshot | None) -> Returned:
    """Read a form against the records.

    Args:
        form: the file.
        snapshot: the records now; their words decide what a cell may hold.
        handed: the records at the form's commit, for a form that lost its hidden sheet; None
            when that commit is not here.

    Raises FormWithoutPeriod.
    """
    period = form.facts.get("period")
    if not period:
        raise FormWithoutPeriod(file=form.name)
    reader = _Reader(form, snapshot, handed, period)
    for kind, sheet_name, row, text in form.beside:
        told = {"above": "row", "sheet": "sheet"}.get(kind, "beside")
        reader.found.told.append(Told(told, sheet_name, row, text, kind))
    for sheet in form.sheets:
        reader.read(sheet)
    return reader.found


class _Reader:
    def __init__(
        self, form: FormFile, snapshot: Snapshot, handed: Snapshot | None, period: str
    ) -> None:
        self.form = form
        self.snapshot = snapshot
        self.handed = handed
        self.period = period
        self._at = parse_period(period)
        self.found = Returned()
        self._fields: dict[ProjectId, dict[FieldPath, Value]] = {}
        self._seen: set[str] = set()
        self._by_wording = dict(self._wordings())

    def _wordings(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Rows by number and name, for those that lost their id."""
        ledgers = set(filter(None, self.form.facts.get("ledgers", "").split(",")))
        for project in self.snapshot.projects.values():
            if ledgers and project.id.ledger not in ledgers:
                continue
            for task in project.tasks:
                own = task.text("name")
                name = project.name if task.key is None else f"{project.name}{own}"
                key = row_key(project.id, task.key)
                yield (fold(project.number), fold(name)), key

    def read(self, sheet: FormSheet) -> None:
        for line in sheet.rows:
            self._line(sheet, line)
        self.found.records = {key: Record(fields) for key, fields in self._fields.items()}

    def _line(self, sheet: FormSheet, line: FormLine) -> None:
        self._strange(sheet, line)
        key = self._key(sheet, line)
        if key is None:
            words = [cell.strip() for cell in line.cells if cell.strip()]
            if words and not any(word.startswith("msctl-form 1;") for word in words):
                self.found.told.append(Told("row", sheet.name, line.number, " ".join(words)))
            return
        project, task, measure = _taken_apart(key)
        if project not in self.snapshot.projects:
            self.found.told.append(Told("gone", sheet.name, line.number, project))
            return
        if key in self._seen:
            self.found.told.append(Told("twice", sheet.name, line.number, key))
            return
        self._seen.add(key)
        self._given(sheet, line, key)
        prefix = FieldPath.of("task", task) if task else FieldPath()
        if measure is not None:
            path = prefix + FieldPath.of("measure", measure, "report", self.period)
            if not any((project, p) in self.form.handed_out for p in (path,)):
                path = self._measure_path(project, prefix, measure) or path
            self._cell(sheet, line, "figure", project, path)
            return
        for column in REPORTED:
            path = prefix + FieldPath.of("report", self.period, column)
            self._cell(sheet, line, column, project, path)

    def _measure_path(
        self, project: ProjectId, prefix: FieldPath, measure: str
    ) -> FieldPath | None:
        """Where the measure of a row stands: with its task, or with its project."""
        record = self.snapshot.projects[project].record
        for place in (prefix, FieldPath()):
            if record.keys((*place, "measure", measure)):
                return place + FieldPath.of("measure", measure, "report", self.period)
        return None

    def _key(self, sheet: FormSheet, line: FormLine) -> str | None:
        own = line.cell(sheet.columns.get("id"))
        if own.count("/") == 3 and "\n" not in own:
            return own
        number, name = (line.cell(sheet.columns.get(key)) for key in ("number", "name"))
        found = self._by_wording.get((fold(number), fold(name)))
        measure = line.cell(sheet.columns.get("measure"))
        if found is not None and measure:
            return f"{found}#measure={measure}"
        return found

    def _strange(self, sheet: FormSheet, line: FormLine) -> None:
        for place, title in sheet.strange.items():
            cell = line.cell(place)
            if cell:
                told = Told("column", sheet.name, line.number, cell, title)
                self.found.told.append(told)

    def _given(self, sheet: FormSheet, line: FormLine, key: str) -> None:
        """Given cells are not taken; each that says something else than what was handed out, and
        than the records by now, is told."""
        shown = _given_cells(self.snapshot, key, self._at)
        was = _given_cells(self.handed, key, self._at) if self.handed is not None else {}
        for column, now in shown.items():
            place = sheet.columns.get(column)
            if place is None or place in line.covered:
                continue
            text = line.cell(place)
            then = was.get(column, now).text
            handed = self.form.given.get((key, column), printable(then))
            if _same(text, handed) or _same(text, printable(now.text)):
                continue
            project = _taken_apart(key)[0]
            self.found.told.append(
                Told("given", sheet.name, line.number, text, handed, column, project, now.path)
            )

    def _cell(
        self, sheet: FormSheet, line: FormLine, column: str, project: ProjectId, path: FieldPath
    ) -> None:
        place = sheet.columns.get(column)
        if place is None:
            return  # the column was deleted: that says nothing about its values
        if place in line.covered:
            self.found.told.append(Told("merged", sheet.name, line.number, column))
            return
        text = self._without_nothing(line.cell(place), path)
        known, handed = self._handed_out(project, path)
        if known:
            self.found.earlier.setdefault(project, {})[path] = handed
            if text == printable(to_text(handed)).strip():
                if handed is not None:
                    self._fields.setdefault(project, {})[path] = handed
                return
        if not text:
            if known and handed is not None:
                self.found.cells += 1
            return
        try:
            value = self._value(sheet, line, project, path, text)
        except MsctlError as error:
            self.found.faults.append(Fault(sheet.name, line.number, column, error))
            return
        self.found.cells += not known or value != handed
        self._fields.setdefault(project, {})[path] = value

    def _without_nothing(self, text: str, path: FieldPath) -> str:
        """What a cell says; where a number or a day belongs, a word for none of it is empty."""
        numeric = PROJECT.require(path).kind in (Kind.MONEY, Kind.NUMBER, Kind.DATE)
        return "" if numeric and text in _NOTHING else text

    def _handed_out(self, project: ProjectId, path: FieldPath) -> tuple[bool, Value | None]:
        """Whether it is known what a cell held when the form was made, and what."""
        text = self.form.handed_out.get((project, path))
        if text is not None:
            return True, parse_value(PROJECT.require(path), text) if text else None
        if not self.form.handed_out and self.handed is not None:
            found = self.handed.projects.get(project)
            return found is not None, found.record.get(path) if found else None
        return False, None

    def _value(
        self, sheet: FormSheet, line: FormLine, project: ProjectId, path: FieldPath, text: str
    ) -> Value:
        """A cell as a value of its field. Raises what is wrong with it."""
        own = PROJECT.require(path)
        if own.kind is Kind.STATUS:
            word = self._status(project, text)
            if word != text:
                self.found.told.append(Told("status", sheet.name, line.number, text, word))
            text = word
        if own.kind is Kind.DATE and (
            found := _DATE.fullmatch(unicodedata.normalize("NFKC", text))
        ):
            text = "-".join(part.zfill(2) for part in found.groups())
        taken = self._bare_number(own.kind, project, path, text)
        if taken != text and not text.endswith(_PERCENT):
            self.found.told.append(Told("status", sheet.name, line.number, text, taken))
        value = parse_value(own, taken)
        error = check_value(self.snapshot, project, path, value)
        if error is not None:
            raise error
        return value

    def _bare_number(self, kind: Kind, project: ProjectId, path: FieldPath, text: str) -> str:
        """A number without the unit that somebody wrote behind it: money in the ledger's unit, a
        figure in its measure's. 85% is 85 of a measure that counts in per cent."""
        if kind is Kind.MONEY:
            unit = self.snapshot.ledger(project.ledger).money_unit
            amount = amount_of(text, unit, unit)
            return plain(amount.value) if amount is not None and amount.converted else text
        if kind is not Kind.NUMBER:
            return text
        record = self.snapshot.projects[project].record
        unit = to_text(record.get(FieldPath((*path[:-2], "unit")))).strip()
        if unit.endswith(_PERCENT) and text.endswith(_PERCENT):
            return text[:-1]
        number = text.removesuffix(unit).strip()
        return number if number_of(number) is not None else text

    def _status(self, project: ProjectId, text: str) -> str:
        """The ledger's word for what somebody wrote, when it is the same but for blanks, width and
        script. What is only alike stays as it is: 不是 holds 是, 已完成一半 holds 已完成."""
        words = list(self.snapshot.ledger(project.ledger).status)
        same = [word for word in words if fold(word) == fold(text)]
        return text if text in words or not same else same[0]


def _given_cells(snapshot: Snapshot, key: str, period: Period) -> dict[str, GivenCell]:
    """What a form made now would tell in a row, by column; nothing where there is no such row."""
    project_id, task_key, name = _taken_apart(key)
    project = snapshot.projects.get(project_id)
    task = next((t for t in project.tasks if t.key == task_key), None) if project else None
    if task is None:
        return {}
    row = form_row(task, period)
    measures = (one for one in measure_rows(row, period) if one.measure.name == name)
    cells = row.given if name is None else next((one.given for one in measures), ())
    return {cell.column: cell for cell in cells}


def _same(one: str, other: str) -> bool:
    """Whether two wordings are the same but for blanks, width and script, which office programs
    and input methods change by themselves."""
    return fold("".join(one.split())) == fold("".join(other.split()))


def _taken_apart(key: str) -> tuple[ProjectId, str | None, str | None]:
    """A row's id as project, task and measure."""
    rest, _, measure = key.partition("#measure=")
    project, _, task = rest.partition("#")
    return ProjectId(project), task or None, measure or None
