"""Rows to records: each project with its tasks, by a layout."""

from collections.abc import Sequence

from msctl.importing.cells import CellReader, Leaf
from msctl.importing.residue import REPEATED_CELL, compact
from msctl.importing.rows import Row, group_rows
from msctl.importing.schedules import Schedule
from msctl.model.layout import Column
from msctl.model.paths import FieldPath
from msctl.model.project import PROJECT_ONLY
from msctl.model.record import Record
from msctl.model.values import Value

_NUMBER = (FieldPath.of("number"),)
_CATEGORY = (FieldPath.of("category"),)


def assemble(data: Sequence[Row], reader: CellReader) -> list[Record]:
    """The projects of a table in printed order."""
    columns = reader.layout.columns
    number = next((i for i, c in enumerate(columns) if c.fields == _NUMBER), None)
    category = ""
    records = []
    for rows in group_rows(data, number):
        reader.tally.number = compact(rows[0][number]) if number is not None else ""
        project = _Project(reader, category)
        for index, row in enumerate(rows):
            project.read(row, str(index + 1) if len(rows) > 1 else "")
        category = project.category
        records.append(Record(project.fields))
    return records


class _Project:
    """One project while its rows are read."""

    def __init__(self, reader: CellReader, category: str) -> None:
        self.reader = reader
        self.category = category
        """the category printed last"""
        self.fields: dict[FieldPath, Value] = {}
        self._merged: dict[str, str] = {}

    def read(self, row: Row, task: str) -> None:
        """Takes in one row; ``task`` is its key when the project has several."""
        for column, raw in zip(self.reader.layout.columns, row, strict=True):
            text = self.reader.wording(column, raw)
            if column.merge == "category" and column.fields == _CATEGORY:
                text = self._fill_category(text, task)
            if not text:
                continue
            self.reader.tally.filled[column.key] += 1
            own = task
            if column.merge or column.fields == _NUMBER:
                if self._merged.setdefault(column.key, text) != text:
                    own = task
                elif task not in ("", "1"):
                    self.reader.tally.tell(REPEATED_CELL, text)
                    continue
                else:
                    own = ""
            if column.is_plan:
                self._set_plan(column, text, own)
            else:
                for path, value in self.reader.leaves(column, text):
                    self._set(path, value, own, column, text)

    def _fill_category(self, text: str, task: str) -> str:
        """The category that holds for the project: printed, or printed further above."""
        if text and text == self.category:
            self.reader.tally.tell(REPEATED_CELL, text)
        self.category = text or self.category
        return self.category if task in ("", "1") else ""

    def _set(self, path: FieldPath, value: Value, task: str, column: Column, text: str) -> None:
        if task and path[0] in PROJECT_ONLY and task == "1":
            task = ""
        whole = FieldPath(("task", task, *path)) if task else path
        if whole in self.fields or (task and path[0] in PROJECT_ONLY):
            title = compact(column.header[-1]) or column.key
            self.reader.tally.keep(title, text)
            whole = FieldPath((*(("task", task) if task else ()), "extra", title))
            before = self.fields.get(whole)
            value = f"{before}\n{text}" if isinstance(before, str) else text
        self.fields[whole] = value

    def _set_plan(self, column: Column, text: str, task: str) -> None:
        schedules = self.reader.plan(column, text, named=bool(task))
        for index, schedule in enumerate(schedules):
            key = str(index + 1) if len(schedules) > 1 else task
            for path, value in _plan_leaves(schedule):
                self._set(path, value, key, column, text)


def _plan_leaves(schedule: Schedule) -> list[Leaf]:
    leaves: list[Leaf] = []
    if schedule.name:
        leaves.append((FieldPath.of("name"), schedule.name))
    if schedule.lead_in:
        leaves.append((FieldPath.of("plan", "lead_in"), schedule.lead_in))
    for period, text in schedule.steps.items():
        leaves.append((FieldPath.of("plan", period, "text"), text))
    return leaves
