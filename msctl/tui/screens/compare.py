"""Compare: a ledger or a project at two periods, or at two moments, field by field."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId, ProjectId
from msctl.text.safe import single_line
from msctl.text.width import cells
from msctl.tui.commands import COMMANDS, bindings_at
from msctl.tui.compare_sides import Moments, Sides, compared, first_sides, seen_from
from msctl.tui.compare_view import (
    Entry,
    count_line,
    draw,
    kinds,
    narrowed,
    plain_text,
    table,
)
from msctl.tui.copying import Form, offer, text_of
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.list_page import ListPage
from msctl.tui.screens.project import project_word_of
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told


class CompareScreen(ListPage):
    """What differs, one task or record a line, and the one under the cursor whole."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("compare")
    KEYS = (
        *("back", "sides", "only-field", "show-all", "next-flag", "copy", "help"),
        *("open", "next-pane"),
    )

    def __init__(self, ledger: LedgerId, project: ProjectId | None = None) -> None:
        """A ledger is compared, or one project of it; to begin with in the last two periods."""
        super().__init__()
        self._ledger = ledger
        self._project = project
        self._sides: Sides | None = None
        self._entries: list[Entry] = []
        self._shown: dict[str, Entry] = {}
        self._kind = ""
        self._everything = False
        self._counted = ""

    def on_mount(self) -> None:
        """Compare."""
        self._compare()

    def records_read(self) -> None:
        """The records were read anew."""
        self._compare()

    @property
    def _titles(self) -> tuple[str, str]:
        return self._sides.titles if self._sides else ("", "")

    def _compare(self) -> None:
        host, project, ledger = self.host, self._project, self._ledger
        self._sides = self._sides or first_sides(host.session, ledger)
        if host.lookback.moment is not None:
            self._sides = seen_from(host.lookback.moment.commit[:10], self._sides)
        sides = self._sides
        self._show_title()
        host.in_background(
            "compare",
            lambda: compared(host.session, host.archive, ledger, project, sides),
            self._found,
            self._refused,
        )

    def _show_title(self) -> None:
        snapshot = self.host.session.snapshot
        place = snapshot.ledger(self._ledger).title
        if self._project is not None:
            place = project_word_of(self, self._project)
        old, new = self._titles
        line = t("compare.title", place=place, old=old, new=new)
        self._title.update(Content(single_line(line)))

    def _found(self, entries: list[Entry]) -> None:
        if not self.is_attached:
            return
        self._entries = entries
        self._fill(tell=True)

    def _refused(self, error: MsctlError) -> None:
        self._entries = []
        self._fill()
        self._grid.empty = told(error)
        self.host.tell(error)

    def _fill(self, *, tell: bool = False) -> None:
        found = narrowed(self._entries, self._kind, everything=self._everything)
        self._shown = {entry.key: entry for entry in found}
        nothing = t("compare.none", key=COMMANDS["show-all"].shown_key)
        alone = "same-moments" if isinstance(self._sides, Moments) else "nothing"
        self._grid.empty = nothing if self._entries else t(f"compare.{alone}")
        self._fit()
        self._grid.set_rows(
            GridRow(
                entry.key,
                (entry.number, single_line(entry.name), entry.summary, entry.flags),
                (None, None, None, "bold $text-warning"),
            )
            for entry in found
        )
        self._draw()
        if tell:
            self._counted = self._told(found)
            self.host.say(self._counted)

    def _told(self, found: Sequence[Entry]) -> str:
        what = t("compare.everything") if self._everything else t("compare.changes-only")
        field = t("compare.only-field", field=self._kind) if self._kind else ""
        return "  ".join(part for part in (count_line(self._entries, found), what, field) if part)

    def _fit(self) -> None:
        width = self._grid.size.width - 6
        entries = self._shown.values()
        number = max([cells(t("compare.number")), *(cells(e.number) for e in entries)])
        flags = max([cells(t("compare.flags")), *(cells(e.flags) for e in entries)])
        flags = min(flags, width // 4)
        name = min(max([8, *(cells(e.name) for e in entries)]), (width - number) // 3)
        self._grid.set_columns(
            [
                GridColumn("number", t("compare.number"), number),
                GridColumn("name", t("compare.name"), name),
                GridColumn("summary", t("compare.summary"), max(8, width - number - name - flags)),
                GridColumn("flags", t("compare.flags"), flags),
            ]
        )
        self._draw()

    @property
    def _entry(self) -> Entry | None:
        return self._shown.get(self._grid.cursor_row_key or "")

    def _fill_sheet(self, sheet: Sheet) -> None:
        if self._entry is not None:
            draw(sheet, self._entry, self._titles, beside=self.is_wide)

    # What can be done.

    def action_back(self) -> None:
        """Leave; how much this list holds says nothing on another screen."""
        if self.host.said[0] == self._counted:
            self.host.say("")
        super().action_back()

    def action_sides(self) -> None:
        """Choose what is compared with what."""
        from msctl.tui.screens.sides import SidesScreen

        if self._sides is not None:
            self.app.push_screen(SidesScreen(self._ledger, self._sides, self._chose))

    def _chose(self, sides: Sides) -> None:
        self._sides = sides
        self._kind = ""
        self._compare()

    def action_show_all(self) -> None:
        """List what is unchanged too, or only what changed."""
        self._everything = not self._everything
        self._fill(tell=True)

    def action_only_field(self) -> None:
        """Show one kind of field only."""
        options = [("", t("compare.all-fields"))]
        options += [(kind, kind) for kind in kinds(self._entries)]

        def chosen(kind: str | None) -> None:
            self._kind = kind or ""
            self._fill(tell=True)

        self.app.push_screen(Ask(t("compare.which-field"), [], options), chosen)

    def action_next_flag(self) -> None:
        """Go to the next entry that is flagged."""
        keys = [entry.key for entry in self._shown.values()]
        here = keys.index(self._entry.key) + 1 if self._entry is not None else 0
        for key in (*keys[here:], *keys[:here]):
            if self._shown[key].flags:
                self._grid.move_to(key)
                return
        self.host.say(t("compare.no-flag"))

    @on(Grid.Selected)
    def action_open(self) -> None:
        """Show the project under the cursor."""
        from msctl.tui.screens.project import ProjectScreen

        if self._entry is not None and self._entry.project is not None:
            self.app.push_screen(ProjectScreen(self._entry.project))

    def action_copy(self) -> None:
        """Copy what is shown."""
        shown, titles = list(self._shown.values()), self._titles
        one = [self._entry] if self._entry is not None else []
        offer(
            self.host,
            (
                Form("one", lambda: plain_text(one, titles)),
                Form("all", lambda: plain_text(shown, titles)),
                Form("md", text_of(lambda: table(shown, titles), "md")),
                Form("tsv", text_of(lambda: table(shown, titles), "tsv")),
            ),
        )
