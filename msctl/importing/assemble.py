"""Rows to records: each project with its tasks, by a layout."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msctl.importing.account import Kept, Tally
from msctl.importing.cells import NUMBER, CellReader, title_of
from msctl.importing.residue import PART, REPEATED_CELL, compact
from msctl.importing.rows import DataRow, group_rows
from msctl.importing.schedules import Schedule
from msctl.importing.whole_cells import Take, taker
from msctl.model.layout import Column
from msctl.model.paths import FieldPath
from msctl.model.project import PROJECT_ONLY
from msctl.model.record import Record
from msctl.model.values import Value, to_text

_NAME = FieldPath.of("name")
_CATEGORY = FieldPath.of("category")
_CONTENT = FieldPath.of("content")
_PART_OF = "其中"
LONGEST_NAME = 40
"""Characters of a name that is taken from a content."""

Wanted = Callable[[FieldPath], bool]
"""Whether a field belongs to the part that is read."""


def assemble(
    data: Sequence[DataRow],
    reader: CellReader,
    wanted: Wanted = lambda path: True,
    told: Callable[[int], None] = lambda rows: None,
) -> list[Record]:
    """The projects of a table in printed order; ``told`` hears how many rows are read.

    A project without a number column gets its place in the table for one, which is told.
    """
    read = 0
    columns = reader.layout.columns
    number = _column_of(columns, NUMBER)
    takers = [taker(reader, column) if wanted(column.fields[0]) else None for column in columns]
    category = ""
    records: list[Record] = []
    for rows in group_rows(data, number, _column_of(columns, _NAME)):
        printed = compact(rows[0].cells[number]) if number is not None else ""
        reader.tally.number = printed or str(len(records) + 1)
        project = _Project(reader, takers, wanted, category, len(rows))
        for index, row in enumerate(rows):
            project.read(row, index)
        if number in project.whole:
            project.add_up()
        category = project.category
        if not printed:
            reader.tally.guess("number", NUMBER, reader.tally.number, "")
            project.fields.setdefault(NUMBER, reader.tally.number)
        if rows[0].category:
            project.fields.setdefault(_CATEGORY, rows[0].category)
        if _NAME not in project.fields and wanted(_NAME):
            _name(project.fields, reader.tally)
        records.append(Record(project.fields))
        read += len(rows)
        told(read)
    return records


def _name(fields: dict[FieldPath, Value], tally: Tally) -> None:
    """A name for a project whose table gives none: the first clause of its content, or what its
    first row is called where each row has a name of its own."""
    content = fields.get(_CONTENT)
    if isinstance(content, str) and (clause := re.split(r"[，。；：,;:\n]", content)[0].strip()):
        name, quote = clause[:LONGEST_NAME], content
    else:
        named = (
            to_text(v) for path, v in fields.items() if path[0] == "task" and path[2:] == _NAME
        )
        name = quote = next(named, "")
    if name:
        tally.guess("name", _NAME, name, quote)
        fields[_NAME] = name


def merge_tables(tables: Sequence[Sequence[Record]], tally: Tally) -> list[Record]:
    """The projects of several tables: one that stands in several has the fields of all.

    It is the same one where number and name are equal. What a later table says otherwise is kept
    in ``extra``.
    """
    if len(tables) < 2:
        return [project for projects in tables for project in projects]
    found: dict[tuple[str, str], Record] = {}
    for projects in tables:
        for project in projects:
            key = (project.text("number"), project.text("name"))
            before = found.get(key)
            found[key] = project if before is None else _merged(before, project, tally)
    return list(found.values())


def _merged(before: Record, project: Record, tally: Tally) -> Record:
    fields = dict(before.fields)
    tally.number = project.text("number")
    for path, value in project.leaves():
        held = fields.setdefault(path, value)
        if held != value:
            title = str(path)
            text = to_text(value)
            tally.kept.append(Kept(tally.number, title, text))
            fields[FieldPath.of("extra", title)] = text
    return Record(fields)


def _column_of(columns: Sequence[Column], path: FieldPath) -> int | None:
    return next((i for i, column in enumerate(columns) if column.fields == (path,)), None)


@dataclass(frozen=True, slots=True)
class _Share:
    """What one row of a project states of the project's money."""

    task: str
    value: Decimal
    source: str
    column: Column


class _Project:
    """One project while its rows are read."""

    def __init__(
        self,
        reader: CellReader,
        takers: Sequence[Take | None],
        wanted: Wanted,
        category: str,
        height: int,
    ) -> None:
        self.reader = reader
        self.category = category
        """the category printed last"""
        self.fields: dict[FieldPath, Value] = {}
        self._takers = takers if height == 1 else [None] * len(takers)
        self._wanted = wanted
        self._height = height
        self._merged: dict[str, str] = {}
        self.whole: set[int] = set()
        """the columns whose merged cell takes all rows of the project"""
        self._shares: dict[FieldPath, list[_Share]] = {}
        """by the field of a project's money, what each of its rows has of it"""

    def read(self, row: DataRow, index: int) -> None:
        """Takes in one of the project's rows."""
        task = str(index + 1) if self._height > 1 else ""
        tally = self.reader.tally
        for place, (column, take, raw) in enumerate(
            zip(self.reader.layout.columns, self._takers, row.cells, strict=True)
        ):
            if raw and take is not None and place not in row.made and take(self.fields, raw):
                tally.filled[column.key] += 1
            elif raw:
                if index == 0 and row.begins.get(place, ("", 0))[1] >= self._height > 1:
                    self.whole.add(place)
                tally.begin("" if place in row.made else raw)
                text = self.reader.wording(column, raw)
                tally.filled[column.key] += bool(text)
                self._read(column, text, "" if place in self.whole else task)
                tally.end()
            elif place in row.covered or column.fields == (_CATEGORY,):
                # what is filled in here has been counted where it is printed
                tally.begin("")
                self._fill(column, place, row.covered.get(place, ("", 0)), task)
                tally.end()

    def _fill(self, column: Column, place: int, covered: tuple[str, int], task: str) -> None:
        """A place that a merged cell takes which began above: its wording holds here too."""
        text, left = covered
        if column.fields == (_CATEGORY,):
            self._read(column, "", task)
            return
        if task not in ("", "1") and (place in self.whole or column.merge):
            return
        if column.fields == (NUMBER,):
            return
        if self._height > 1 and left >= self._height:
            self.whole.add(place)
            task = ""
        self._read(column, self.reader.wording(column, text), task)

    def _read(self, column: Column, text: str, task: str) -> None:
        if column.merge == "category" and column.fields == (_CATEGORY,):
            text = self._fill_category(text, task)
        if not text:
            return
        own = task
        if column.merge or column.fields == (NUMBER,):
            if self._merged.setdefault(column.key, text) != text:
                own = task
            elif task not in ("", "1"):
                self.reader.tally.tell(REPEATED_CELL, text)
                return
            else:
                own = ""
        if column.is_plan:
            self._set_plan(column, text, own)
        else:
            for path, value, source in self.reader.leaves(column, text):
                self._set(path, value, own, column, source)

    def _fill_category(self, text: str, task: str) -> str:
        """The category that holds for the project: printed, or printed further above."""
        if text and text == self.category:
            self.reader.tally.tell(REPEATED_CELL, text)
        self.category = text or self.category
        return self.category if task in ("", "1") else ""

    def _set(self, path: FieldPath, value: Value, task: str, column: Column, source: str) -> None:
        """Sets a field, or ``extra`` where another cell has set it already."""
        tally = self.reader.tally
        if task and path[0] == "funding" and isinstance(value, Decimal) and path in column.fields:
            self._shares.setdefault(path, []).append(_Share(task, value, source, column))
        if not self._wanted(path):
            tally.tell(PART, source)
            return
        if task and path[0] in PROJECT_ONLY and task == "1":
            task = ""
        whole = FieldPath(("task", task, *path)) if task else path
        if path[0] == "extra" or whole in self.fields or (task and path[0] in PROJECT_ONLY):
            title = path[1] if path[0] == "extra" else title_of(column)
            tally.keep(title, source)
            whole = FieldPath((*(("task", task) if task else ()), "extra", title))
            before = self.fields.get(whole)
            value = f"{before}\n{source}" if isinstance(before, str) else source
        else:
            tally.mapped(source)
        self.fields[whole] = value

    def add_up(self) -> None:
        """Of rows that share one number, each with money of its own, the project has the sum; not
        where the first row states it already, or a row is part of another one (其中)."""
        texts = (to_text(value) for value in self.fields.values())
        if any(_PART_OF in text for text in texts):
            return
        for path, shares in self._shares.items():
            first, *others = shares
            total = sum((share.value for share in shares), Decimal(0))
            if not others or total == 2 * first.value:
                continue
            for share in shares:
                own = FieldPath.of("task", share.task, "extra", title_of(share.column))
                self.fields.setdefault(own, share.source)
            self.fields[path] = total
            quote = " + ".join(share.source for share in shares)
            self.reader.tally.guess("sum", path, total, quote)

    def _set_plan(self, column: Column, text: str, task: str) -> None:
        schedules = self.reader.plan(column, text, named=bool(task))
        for index, schedule in enumerate(schedules):
            key = str(index + 1) if len(schedules) > 1 else task
            for path, value in _plan_leaves(schedule):
                self._set(path, value, key, column, value)
        if column.task_name:
            # the signs around a task's name are the layout's
            self.reader.tally.mapped(column.task_name.replace("{name}", ""))


def _plan_leaves(schedule: Schedule) -> list[tuple[FieldPath, str]]:
    leaves = []
    if schedule.name:
        leaves.append((FieldPath.of("name"), schedule.name))
    if schedule.lead_in:
        leaves.append((FieldPath.of("plan", "lead_in"), schedule.lead_in))
    for period, text in schedule.steps.items():
        leaves.append((FieldPath.of("plan", period, "text"), text))
    return leaves
