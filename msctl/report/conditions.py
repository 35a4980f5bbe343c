"""Conditions: the ``--where`` filters over projects.

A condition is ``COLUMN OP VALUE``, for instance ``planned>=100`` or ``plan.*.text~招标``; see
:mod:`msctl.report.columns` for the columns. It holds when one of the project's values in the
column fits; ``!=`` and ``!~`` hold when none does. ``COLUMN=`` asks for projects without a value,
``COLUMN!=`` for those with one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msctl.model.errors import BadCondition, BadNumber
from msctl.model.money import parse_decimal
from msctl.model.paths import FieldPath
from msctl.model.project import natural
from msctl.model.values import Value, to_text
from msctl.report import columns
from msctl.report.listing import Row
from msctl.text.fold import fold

_FORM = re.compile(
    r"""\s*(?P<column>(?:"(?:[^"\\]|\\.)*"|[^"=!~<>])+?)\s*(?P<op>!=|!~|<=|>=|=|~|<|>)(?P<value>.*)""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter."""

    column: str
    op: str
    """one of ``= != ~ !~ < <= > >=``"""
    value: str
    number: Decimal | None = None
    """the value, when the column holds numbers"""

    def holds(self, row: Row) -> bool:
        """Whether a project fits."""
        found = [value for value in self._values(row) if value not in ("", ())]
        if self.op in ("=", "!=") and not self.value:
            return bool(found) is (self.op == "!=")
        negated = self.op.startswith("!")
        return any(self._fits(row, value) for value in found) is not negated

    def _values(self, row: Row) -> Iterator[Value]:
        """The project's values; a name is looked for among its tasks' names too."""
        if self.column == "name":
            return columns.recorded(row, FieldPath.of("name"))
        return columns.values(row, self.column)

    def _fits(self, row: Row, value: Value) -> bool:
        if self.op in ("~", "!~"):
            wanted = fold(self.value)
            return any(wanted in fold(word) for word in columns.words(row, self.column, value))
        if self.op in ("=", "!="):
            if self.number is not None and isinstance(value, Decimal):
                return value == self.number
            wanted = fold(self.value)
            return any(wanted == fold(word) for word in columns.words(row, self.column, value))
        return self._ordered(value)

    def _ordered(self, value: Value) -> bool:
        left: object
        right: object
        if self.number is not None and isinstance(value, Decimal):
            left, right = value, self.number
        elif self.column == "number":
            left, right = natural(to_text(value)), natural(self.value)
        else:
            left, right = to_text(value), self.value
        return {
            "<": left < right,  # type: ignore[operator]
            "<=": left <= right,  # type: ignore[operator]
            ">": left > right,  # type: ignore[operator]
            ">=": left >= right,  # type: ignore[operator]
        }[self.op]


def parse(text: str) -> Condition:
    """Read a condition. Raises BadCondition, and for the column what check_column raises."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise BadCondition(value=text)
    column, op, value = match["column"], match["op"], match["value"].strip()
    columns.check_column(column)
    number = None
    if columns.is_numeric(column) and value:
        try:
            number = parse_decimal(value)
        except BadNumber:
            if op not in ("~", "!~"):
                raise BadCondition(value=text) from None
    elif op in ("<", "<=", ">", ">=") and not value:
        raise BadCondition(value=text)
    return Condition(column, op, value, number)


def where(listed: Iterable[Row], conditions: Sequence[Condition]) -> list[Row]:
    """The rows that all conditions hold for."""
    return [row for row in listed if all(condition.holds(row) for condition in conditions)]
