"""The base of the screens that show edits of many fields before they are typed in.

One key types them in, unsaved as whatever is typed; the key that saves everywhere else types them
in and saves them.
"""

from collections.abc import Sequence

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.text.safe import single_line
from msctl.text.width import cells
from msctl.tui.proposals import Proposal, take
from msctl.tui.screens.page import Page
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told

_FIXED = 5 + 16
"""cells of the number and the project"""


class ProposingScreen(Page):
    """Lists proposals with old and new text; one key takes all that have no mistake."""

    KEYS = ("take-all", "take-save", "next-pane", "back", "help")

    def __init__(self) -> None:
        super().__init__()
        self.proposals: Sequence[Proposal] = ()
        self._grid = Grid(id="proposals", frozen=0, cell_cursor=False, empty=t("grid.bulk.none"))

    @property
    def step_name(self) -> str:
        """What the step is called in the list of steps."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """The texts share the width; the names of fields take what they need, up to a third."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        names = [cells(field_label(path)) for path in {edit.path for edit in self.proposals}]
        width = max(24, self._grid.size.width - _FIXED - 8)
        label = max(8, width // 5, min(width // 3, max(names, default=0)))
        text = max(6, (width - label) // 3)
        self._grid.set_columns(
            [
                GridColumn("number", t("grid.bulk.number"), 5),
                GridColumn("project", t("grid.bulk.project"), 16),
                GridColumn("field", t("grid.bulk.field"), label),
                GridColumn("old", t("tui.old"), text, style="$foreground-muted"),
                GridColumn("new", t("tui.new"), text),
                GridColumn("trouble", t("grid.bulk.trouble"), text, style="$text-error"),
            ]
        )

    def show(self, proposals: Sequence[Proposal]) -> None:
        """Show other proposals."""
        self.proposals = proposals
        self._fit()
        self._grid.set_rows(
            self._row(str(number), proposal) for number, proposal in enumerate(proposals)
        )

    def _row(self, key: str, proposal: Proposal) -> GridRow:
        found = self.host.session.project(proposal.project)
        number, name = (found.number, found.name) if found else ("", proposal.project.slug)
        texts = (
            number,
            name,
            field_label(proposal.path),
            single_line(proposal.old) or t("grid.empty"),
            single_line(proposal.new) or t("grid.empty"),
            told(proposal.error) if proposal.error else "",
        )
        return GridRow(key, texts)

    @property
    def counted(self) -> str:
        """How many edits there are, and how many have a mistake."""
        wrong = sum(proposal.error is not None for proposal in self.proposals)
        projects = len({proposal.project for proposal in self.proposals})
        key = "grid.bulk.counted-wrong" if wrong else "grid.bulk.counted"
        return t(key, count=len(self.proposals), projects=projects, wrong=wrong)

    def action_take_all(self) -> None:
        """Type the edits in, as one step."""
        if taken := self._take():
            self.host.say(self._told("taken", taken))

    def action_take_save(self) -> None:
        """Type the edits in and save them, as one step."""
        if taken := self._take():
            projects = list(dict.fromkeys(proposal.project for proposal in taken))
            told = self._told("saved", taken)
            self.host.keeping.save(projects, lambda: self.host.say(told), joins=True)

    def _take(self) -> list[Proposal]:
        """What could be typed in; the screen is left then."""
        try:
            taken = take(self.host.session, self.proposals, self.step_name)
        except MsctlError as error:
            self.host.tell(error)
            return []
        if taken:
            self.dismiss()
        else:
            self.host.say(t("grid.bulk.none"))
        return taken

    def _told(self, done: str, taken: Sequence[Proposal]) -> str:
        details = {"name": self.step_name, "count": len(taken), "key": t("tui.keyname.undo")}
        return t(f"grid.bulk.{done}", **details)
