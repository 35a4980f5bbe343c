"""Layouts: the columns of an official table and the field paths its cells read.

A layout works in both directions: the importer reads a table by it, the exporter writes by it.

In ``ledger.toml``::

    [layout.official]
    title = "{region}{year}年{period}进展表"  # the ledger's title when absent
    tasks = "rows"                      # what a row is, see ROWS
    period = "Y"                        # what PERIOD and {period} stand for unless asked
    [layout.official.totals]            # a computed row: label, place, span of the label's cell
    [layout.official.column.plan]
    header = ["形象进度"]                # one title a header level, equal neighbours merge
    fields = ["plan"]                   # field paths (PERIOD: the period that is asked for);
                                        # "plan" is the whole plan as wording
    show = "used"                       # the column is left out where no row has anything in it
    merge = "project"                   # one cell for all rows of a project
                                        # (or same, category, unit)
    separator = "、"                     # between names; a new line when absent
    empty = "——"                        # printed where nothing is recorded
    task_name = "（{name}）"              # how the plan's cell begins with the task's name
    words = { new = "新增实施" }          # printed words of a choice field
    lead_words = { "report.Y.next_steps" = "下一步工作打算：" }
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msctl.model.errors import BadLayout, MsctlError
from msctl.model.fields import PROJECT, Field, Kind
from msctl.model.paths import FieldPath
from msctl.model.period import Period, parse_period
from msctl.model.record import Record

PLAN = FieldPath.of("plan")
"""The field path that stands for the whole plan: lead-in, then each period with its label."""


ROWS = ("rows", "paragraphs", "measures", "units", "categories")
"""What stands in a row: a task (``rows``), a project with its tasks as paragraphs of one cell, a
measure of a task, a task under each unit that answers for it, or a category with its sums."""

COMPUTED: Mapping[str, Mapping[str, Kind]] = {
    "rows": {"task": Kind.TEXT},
    "paragraphs": {},
    "measures": {
        "task": Kind.TEXT,
        "measure": Kind.TEXT,
        "measure.NAME.done": Kind.NUMBER,
        "measure.NAME.rate": Kind.TEXT,
    },
    "units": {"task": Kind.TEXT, "unit": Kind.TEXT, "roles": Kind.TEXT},
    "categories": {"projects": Kind.NUMBER},
}
"""What a column may read besides fields: the task's own name, the measure's name, what is done of
it and at which rate, the row's unit and its roles, the number of projects."""

_PERIOD = "PERIOD"
_IN_TITLES = "{period}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its titles from the top, what its cells read, how they are joined and merged."""

    key: str
    header: tuple[str, ...]
    fields: tuple[FieldPath, ...]
    kinds: tuple[Kind, ...]
    merge: str = ""
    """"" one cell a row; "project" one a project; "same" one for what rows of a project have in
    common; "category" and "unit" one a run of equal values"""
    width: int = 0
    """cells it wants in a text table; 0 lets the writer decide"""
    separator: str = "\n"
    empty: str = ""
    task_name: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    lead_words: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    """left out where no row has anything in it"""

    @property
    def money(self) -> bool:
        """Whether its cells are amounts in the ledger's money unit."""
        return self.kinds == (Kind.MONEY,)

    @property
    def numeric(self) -> bool:
        """Whether its cells are numbers that a totals row adds up."""
        return self.kinds in ((Kind.MONEY,), (Kind.NUMBER,))

    @property
    def is_plan(self) -> bool:
        """Whether its cells hold a whole plan."""
        return self.fields == (PLAN,)

    @property
    def reported(self) -> bool:
        """Whether it says what was done, not what was promised."""
        return any(path[0] == "report" for path in self.fields)


@dataclass(frozen=True, slots=True)
class Totals:
    """The computed row: its label (``{projects}`` is counted), its place, the label's columns."""

    label: str
    place: str = "first"
    span: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one official table."""

    name: str
    columns: tuple[Column, ...]
    title: str = ""
    tasks: str = "rows"
    totals: Totals | None = None
    period: Period | None = None
    """what PERIOD stands for; None when it stands nowhere"""

    @property
    def levels(self) -> int:
        """How many header rows there are."""
        return max(len(column.header) for column in self.columns)

    def column(self, key: str) -> Column | None:
        """The column of a key."""
        return next((column for column in self.columns if column.key == key), None)

    @property
    def headers(self) -> tuple[tuple[str, ...], ...]:
        """The header rows as a document prints them: a merged title stands once, blank after."""
        rows = []
        for level in range(self.levels):
            row: list[str] = []
            for index, column in enumerate(self.columns):
                title = column.header[level] if level < len(column.header) else ""
                before = self.columns[index - 1].header if index else ()
                merged = (
                    level < len(column.header) - 1
                    and len(before) > level + 1
                    and before[: level + 1] == column.header[: level + 1]
                )
                row.append("" if merged else title)
            rows.append(tuple(row))
        return tuple(rows)


def names_period(record: Record) -> bool:
    """Whether a layout's table depends on the period that is asked for."""
    columns = record.keys(("column",))
    fields = (path for key in columns for path in _fields(record, key))
    titles = (title for key in columns for title in record.names("column", key, "header"))
    return (
        bool(record.text("period"))
        or any(_PERIOD in path.split(".") for path in fields)
        or any(_IN_TITLES in title for title in (record.text("title"), *titles))
    )


def read_layout(ledger: str, name: str, record: Record, period: Period | None = None) -> Layout:
    """A layout from its part of the ledger's record (paths without ``layout.NAME``).

    Where it speaks of no period in particular, it is read for ``period`` (None: the one it names
    itself, else the year). Raises BadLayout, which names the field that is wrong, UnknownPeriod.
    """
    asked = (period or parse_period(record.text("period") or "Y")) if names_period(record) else None
    tasks = record.text("tasks") or "rows"
    computed = COMPUTED.get(tasks, {})

    def wrong(where: str, reason: str) -> BadLayout:
        return BadLayout(ledger=ledger, layout=name, field=where, reason=reason)

    columns = []
    for key in record.keys(("column",)):
        at = f"layout.{name}.column.{key}"
        texts = _fields(record, key)
        if not texts:
            raise wrong(f"{at}.fields", "absent")
        paths, kinds = [], []
        for text in texts:
            try:
                path = _path(text, asked)
                kind = computed.get(text) or _kind(path)
            except MsctlError as error:
                raise wrong(f"{at}.fields", str(error)) from error
            paths.append(path)
            kinds.append(kind)
        columns.append(
            Column(
                key=key,
                header=record.names("column", key, "header") or ("",),
                fields=tuple(paths),
                kinds=tuple(kinds),
                merge=record.text("column", key, "merge"),
                width=int(record.decimal("column", key, "width") or 0),
                separator=record.text("column", key, "separator") or "\n",
                empty=record.text("column", key, "empty"),
                task_name=record.text("column", key, "task_name"),
                words=_words(record, key, "words"),
                lead_words={
                    str(_path(text, asked)): word
                    for text, word in _words(record, key, "lead_words").items()
                },
                optional=record.text("column", key, "show") == "used",
            )
        )
    if not columns:
        raise wrong(f"layout.{name}.column", "absent")
    totals = None
    if label := record.text("totals", "label"):
        span = int(record.decimal("totals", "span") or 1)
        if not 1 <= span <= len(columns):
            raise wrong(f"layout.{name}.totals.span", str(span))
        totals = Totals(label, record.text("totals", "place") or "first", span)
    return Layout(name, tuple(columns), record.text("title"), tasks, totals, asked)


def _fields(record: Record, key: str) -> tuple[str, ...]:
    return record.names("column", key, "fields")


def _path(text: str, period: Period | None) -> FieldPath:
    path = FieldPath.parse(text)
    if period is None:
        return path
    return FieldPath(period.key if key == _PERIOD else key for key in path)


def _kind(path: FieldPath) -> Kind:
    return Kind.BLOCK if path == PLAN else PROJECT.require(path).kind


def _words(record: Record, key: str, group: str) -> dict[str, str]:
    prefix = ("column", key, group)
    return {p[3]: str(v) for p, v in record.under(prefix) if len(p) == 4}


def field_of(path: FieldPath) -> Field | None:
    """The project field a layout's path reads; None for the whole plan."""
    return None if path == PLAN else PROJECT.find(path)
