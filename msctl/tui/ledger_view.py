"""A ledger as the grid and the top line show it: columns, rows, order and counts, without a screen.

What is shown of a project is put together when it is first looked at, and again only when that
project has changed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from msctl.locale.catalogue import t
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.values import Value
from msctl.tui.ledger_cells import Cells, LedgerCell, Order, ledger_cells
from msctl.tui.ledger_columns import (
    SHARE,
    LedgerColumn,
    columns_for,
    default_keys,
    number_width,
    used_paths,
)
from msctl.tui.ledger_counts import AT_ONCE, LedgerCounts
from msctl.tui.ledger_order import (
    HEADING,
    Group,
    Sorting,
    gather,
    is_heading,
    sort_keys,
    with_headings,
)
from msctl.tui.session import Session
from msctl.tui.standing_cells import COUNTED, STYLES
from msctl.tui.widgets.grid_line import GridColumn, GridRow

FROZEN = 3
"""the unsaved mark, the number and the name stay when the grid scrolls"""
_NAME = (14, 44)
_UNIT = (8, 22)
_WIDE = 100
"""cells of a grid from which a bar takes more room"""


_KEPT = 2000
"""projects whose cells are put together before anybody looks, a kilobyte each; those of a page
further down take 10 ms"""


_COUNTED = 100
"""changed projects that are counted and ordered while the screen waits, 0.3 ms each"""


@dataclass(frozen=True, slots=True)
class FoundOrders:
    """What a column sorts by, in the order of the projects, while they have not changed."""

    column: str
    version: int
    orders: list[Order]


class LedgerView:
    """What is shown of one ledger."""

    def __init__(
        self,
        session: Session,
        ledger_id: LedgerId,
        chosen: Sequence[str] | None = None,
        projects: Iterable[Project] | None = None,
    ) -> None:
        """A view.

        Args:
            session: The open records.
            ledger_id: The ledger.
            chosen: The keys of the columns behind number and name; None for the usual ones.
            projects: The ledger's as they would be once saved; None asks the session for them.
        """
        self.id = ledger_id
        self._session = session
        self._recorded = session.snapshot.ledger(ledger_id)
        self.ledger = session.ledger(ledger_id)
        """as it would be once saved"""
        self.region = session.snapshot.region(ledger_id.region)
        self.projects = session.projects(ledger_id) if projects is None else list(projects)
        self._places: dict[str, int] = {
            project.id: place for place, project in enumerate(self.projects)
        }
        self._used = used_paths(self.projects)
        self.all_columns = columns_for(self._used, number_width(self.projects), ledger_id.year)
        self._chosen = chosen
        self._shown: list[LedgerColumn] = []
        self._wide = False
        self.sorting = Sorting()
        self.group = ""
        self.folded: set[str] = set()
        self.selected: set[str] = set()
        self._looked_at: dict[str, LedgerColumn] = {}
        """the columns that are shown or sorted by, or were"""
        self._cells: dict[str, Cells] = {}
        self._orders: dict[str, list[Order]] = {}
        """what a column is sorted by, in the order of the projects"""
        self._rows: dict[str, GridRow] = {}
        self._version = 0
        """what :meth:`learn` began with has changed when this has"""
        self._groups: dict[str, Group] = {}
        self.figures = LedgerCounts(self.ledger, self.projects)

    # Columns.

    @property
    def chosen(self) -> list[str]:
        """The keys of the columns behind number and name."""
        if self._chosen is None:
            return default_keys(self.all_columns)
        known = {column.key for column in self.all_columns}
        return [key for key in self._chosen if key in known and key not in ("number", "name")]

    def choose(self, keys: Sequence[str] | None) -> None:
        """Show other columns; None for the usual ones."""
        self._chosen = keys
        self._forget()

    def columns(self, width: int) -> list[GridColumn]:
        """The columns for a grid of some cells: the names take what is left.

        Of the usual columns the money goes first where there is no room; chosen ones all stay, and
        the grid scrolls.
        """
        if (width >= _WIDE) is not self._wide:
            self._wide = width >= _WIDE
            self._forget()
        by_key = {column.key: self._laid_out(column) for column in self.all_columns}
        number = by_key["number"]
        rest = [by_key[key] for key in self.chosen]
        free = width - number.least - 7 - _taken(rest)
        for key in ("share", "invested", "planned"):
            if self._chosen is None and free < _NAME[0] + _UNIT[0] and key in self.chosen:
                gone = by_key[key]
                rest.remove(gone)
                free += gone.least + 1
        unit = max(_UNIT[0], min(_UNIT[1], free // 3))
        has_units = "units" in self.chosen
        name = max(_NAME[0], min(_NAME[1], free - unit if has_units else free))
        widths = {"name": name, "units": unit}
        self._shown = [number, by_key["name"], *rest]
        self._looked_at |= {column.key: column for column in self._shown}
        self._rows.clear()
        return [
            GridColumn("unsaved", "", 1, style="bold $warning"),
            *(self._grid_column(column, widths) for column in self._shown),
        ]

    def _laid_out(self, column: LedgerColumn) -> LedgerColumn:
        return replace(column, least=column.most) if column.key == SHARE and self._wide else column

    def _grid_column(self, column: LedgerColumn, widths: dict[str, int]) -> GridColumn:
        mark = self.sorting.mark if column.key == self.sorting.column else ""
        width = widths.get(column.key, column.least)
        return GridColumn(column.key, column.title, width, column.align, mark=mark)

    @property
    def shown(self) -> list[LedgerColumn]:
        """The columns in sight, number and name first."""
        return self._shown

    def column(self, key: str) -> LedgerColumn | None:
        """A column by its key."""
        return next((column for column in self.all_columns if column.key == key), None)

    # Rows.

    def project(self, key: str) -> Project | None:
        """The project of a row; None for a heading and for one that is gone."""
        place = self._places.get(key)
        return None if place is None else self.projects[place]

    def row(self, key: str) -> GridRow:
        """What the grid shows of a project, or of the heading of a group."""
        if (row := self._rows.get(key)) is None:
            row = self._rows[key] = self._heading(key) if is_heading(key) else self._row(key)
        return row

    def rows(self, wanted: Sequence[ProjectId] | None = None) -> list[GridRow]:
        """The rows of the projects, or of those wanted, in the order asked for."""
        if not self._shown:
            self.columns(_WIDE)
        return [self.row(key) for key in self.keys(wanted)]

    def keys(self, wanted: Sequence[str] | None = None) -> list[str]:
        """The keys of the rows to show, of all projects or of those wanted, which are in printed
        order."""
        keys: Sequence[str] = list(self._places) if wanted is None else wanted
        ordered = sort_keys(keys, self._orders_of(wanted), self.sorting)
        if not self.group:
            return ordered
        groups = gather(ordered, self.group_name)
        self._groups = {group.key: group for group in groups}
        for key in [key for key in self._rows if is_heading(key)]:
            del self._rows[key]
        return with_headings(groups, self.folded)

    def group_name(self, key: str) -> str:
        """The category or unit that a project is gathered under."""
        project = self.projects[self._places[key]]
        if self.group == "category":
            return project.record.text("category")
        names = project.units("lead") or project.units("responsible")
        return (self.region.unit_of(names[0]) or names[0]) if names else ""

    def members(self, heading: str) -> tuple[str, ...]:
        """The projects below a heading, those of a folded group too."""
        group = self._groups.get(heading)
        return group.members if group else ()

    def cell(self, key: str, column: str) -> LedgerCell:
        """One cell of a project."""
        cells = self._cells.get(key)
        if cells is None or column not in cells:
            if column not in self._looked_at:
                found = self.column(column)
                self._looked_at |= {column: found} if found else {}
            project = self.projects[self._places[key]]
            cells = self._cells[key] = self._cells_of(project)
        return cells[column]

    def _cells_of(self, project: Project) -> Cells:
        return ledger_cells(self.ledger, project, list(self._looked_at.values()))

    def _orders_of(self, wanted: Sequence[str] | None) -> Sequence[Order]:
        """What projects are sorted by in the column asked for; of all of them for None."""
        key = self.sorting.column
        if not key:
            return ()
        orders = self._orders.get(key)
        if orders is None:
            orders = self._orders[key] = self._orders_in(key)
        if wanted is None:
            return orders
        return [orders[self._places[own]] for own in wanted]

    def sorts_at_once(self, key: str) -> bool:
        """Whether sorting by a column takes but a moment."""
        return not key or key in self._orders or len(self.projects) <= AT_ONCE

    def find_orders(self, key: str, step: Callable[[], object]) -> "FoundOrders":
        """What a column sorts by, for :meth:`keep_orders`; takes its time with many projects, so
        call it from a worker thread. ``step`` is called for each of them, and may raise."""
        return FoundOrders(key, self._version, self._orders_in(key, step))

    def keep_orders(self, found: "FoundOrders") -> bool:
        """Sort by what was found; False when projects have changed since."""
        if found.version != self._version:
            return False
        self._orders[found.column] = found.orders
        return True

    def _orders_in(self, key: str, step: Callable[[], object] = lambda: None) -> list[Order]:
        column = self.column(key)
        if column is None:
            return [()] * len(self.projects)
        found = []
        for project in list(self.projects):
            cells = self._cells.get(project.id)
            if cells is None or key not in cells:
                cells = ledger_cells(self.ledger, project, [column])
            found.append(cells[key].order)
            step()
        return found

    def learn(self, is_cancelled: Callable[[], bool] = lambda: False) -> None:
        """Put the cells of all projects together, so that paging and sorting find them ready;
        takes its time with many, so call it from a worker thread."""
        version = self._version
        orders: dict[str, list[Order]] = {column.key: [] for column in self._shown}
        for place, project in enumerate(list(self.projects)):
            cells = self._cells.get(project.id) or self._cells_of(project)
            if is_cancelled() or self._version != version or not orders.keys() <= cells.keys():
                return
            if place < _KEPT:
                self._cells.setdefault(project.id, cells)
                if self._version != version:  # it may be this one that changed meanwhile
                    self._cells.pop(project.id, None)
                    return
            for key, found in orders.items():
                found.append(cells[key].order)
        self._orders |= orders

    def _row(self, key: str) -> GridRow:
        found = [self.cell(key, column.key) for column in self._shown]
        unsaved = self._session.unsaved_paths(ProjectId(key))
        marks = [
            (place, "*")
            for place, column in enumerate(self._shown, 1)
            if unsaved and any(column.covers(path) for path in unsaved)
        ]
        if key in self.selected:
            marks.append((0, "+"))
        return GridRow(
            key,
            ("*" if unsaved else "", *(cell.text for cell in found)),
            (None, *(cell.style for cell in found)),
            tuple(marks),
        )

    def _heading(self, key: str) -> GridRow:
        members = self.members(key)
        name = key.removeprefix(HEADING) or t("grid.no-group")
        chosen = sum(member in self.selected for member in members)
        text = t("grid.heading", name=name, count=len(members))
        if chosen:
            text = t("grid.heading-chosen", heading=text, count=chosen)
        sign = "+" if key in self.folded else "-"
        return GridRow(key, (f"{sign} {text}",), heading=True)

    # What changes.

    def refresh(self, session: Session) -> list[ProjectId] | None:
        """Take in what was saved, typed or read: the projects that changed.

        None when the ledger itself changed, or projects came or went: then make a new view.
        """
        listed = session.projects(self.id)
        if (
            session.snapshot.ledger(self.id) is not self._recorded
            or _says_otherwise(self.ledger, session.ledger(self.id))
            or session.snapshot.region(self.id.region) is not self.region
            or len(listed) != len(self.projects)
        ):
            return None
        changed = []
        for old, new in zip(self.projects, listed, strict=True):
            if old is not new:
                if old.id != new.id:
                    return None
                changed.append(new.id)
        marked = [key for key, row in self._rows.items() if row.cells[0] == "*"]
        return list(dict.fromkeys([*changed, *map(ProjectId, marked)]))

    def again(self, session: Session, projects: Iterable[Project] | None = None) -> "LedgerView":
        """The ledger as it is now, shown in the same way; ``projects`` as for a new view."""
        view = LedgerView(session, self.id, self._chosen, projects)
        view.sorting, view.group, view.folded = self.sorting, self.group, self.folded
        view.selected = {key for key in self.selected if view.project(key) is not None}
        return view

    def update(self, changed: Sequence[ProjectId]) -> bool:
        """Look at some projects again, as they would be once saved; whether they bring fields, and
        with them columns, that the ledger had not."""
        self._version += 1
        self.ledger = self._session.ledger(self.id)
        if len(changed) > _COUNTED:
            # workers count and order so many anew
            self.figures.forget(self.ledger)
            self._orders.clear()
        for key in changed:
            place = self._places.get(key)
            project = self._session.project(key)
            if place is None or project is None:
                continue
            before = self.projects[place]
            self.projects[place] = project
            self.figures.update(before, project, self.ledger)
            self._cells.pop(key, None)
            self._rows.pop(key, None)
            for name, orders in self._orders.items():
                orders[place] = self.cell(key, name).order

        found = used_paths(self.projects[self._places[key]] for key in changed if self._has(key))
        if found <= self._used:
            return False
        self._used |= found
        width = number_width(self.projects)
        self.all_columns = columns_for(self._used, width, self.id.year)
        self._forget()
        return True

    def _has(self, key: ProjectId) -> bool:
        return key in self._places

    def redraw(self, keys: Iterable[str]) -> None:
        """Make rows anew whose marks have changed."""
        for key in keys:
            self._rows.pop(key, None)
        for key in [key for key in self._rows if is_heading(key)]:
            del self._rows[key]

    def _forget(self) -> None:
        self._version += 1
        self._looked_at = {}
        self._orders.clear()
        self._cells.clear()
        self._rows.clear()

    def counts(self) -> list[tuple[str, int, str]]:
        """How many projects stand how by their last report: word, count and colour."""
        found = self.figures.words
        return [(t(f"report.standing.{k}"), found[k], STYLES[k]) for k in COUNTED if found[k]]

    @property
    def count_filters(self) -> list[str]:
        """For each of those words the filter that wants these projects."""
        return [t("grid.counted-by", word=word) for word, _, _ in self.counts()]

    @property
    def planned(self) -> Decimal | None:
        """The planned money of all projects; None when none is stated."""
        return self.figures.planned


def _taken(columns: Iterable[LedgerColumn]) -> int:
    """The cells of columns but those that share what is left."""
    return sum(column.least + 1 for column in columns if column.key != "units")


def _says_otherwise(before: Ledger, now: Ledger) -> bool:
    """Whether a ledger says something else of what is shown, beside listing words that only the
    projects use which are being typed into."""
    if before is now:
        return False
    return _but_words(before) != _but_words(now) or any(
        now.status.get(word, meaning) != meaning for word, meaning in before.status.items()
    )


def _but_words(ledger: Ledger) -> dict[FieldPath, Value]:
    return {path: value for path, value in ledger.record.leaves() if path[0] != "status"}
