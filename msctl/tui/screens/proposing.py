"""The base of the screens that show edits of many fields before they are typed in.

One key types them in, unsaved as whatever is typed; the key that saves everywhere else types them
in and saves them. Many edits are found, and made ready to be typed in, in a worker.
"""

from collections.abc import Callable, Sequence

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.text.safe import single_line
from msctl.text.width import cells
from msctl.tui.background import Job
from msctl.tui.batch import Batch
from msctl.tui.ledger_making import unless_stopped
from msctl.tui.proposals import Proposal, Told, batch_of, good, silent
from msctl.tui.screens.page import Page
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told

_FIXED = 5 + 16
"""cells of the number and the project"""

AT_ONCE = 300
"""projects or edits that are looked through while the screen waits, some 0.1 ms each"""

Find = Callable[[Told], Sequence[Proposal]]
"""Finds the edits, telling of each project; anywhere."""


class ProposingScreen(Page):
    """Lists proposals with old and new text; one key takes all that have no mistake."""

    KEYS = ("take-all", "take-save", "next-pane", "back", "help")

    def __init__(self) -> None:
        super().__init__()
        self.proposals: Sequence[Proposal] = ()
        self._finding: Find | None = None
        """what is being found in a worker"""
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

    def propose(self, find: Find, projects: int) -> None:
        """Show the edits that are found among so many projects."""
        self._finding = None
        if projects <= AT_ONCE:
            self.show(find(silent))
            return
        self._finding = find
        self._grid.empty = what = t("grid.bulk.making")
        self.show(())

        def then(found: Sequence[Proposal] | None) -> None:
            if self._finding is not find or not self.is_attached:
                return  # others were asked for meanwhile
            self._finding = None
            if found is None:
                self._grid.empty = t("background.stopped", what=what)
                self.host.say(t("background.stopped", what=what))
            else:
                self._grid.empty = t("grid.bulk.none")
                self.show(found)

        job = Job(self.host.post_message, what, projects)
        work = unless_stopped(lambda job: find(job.step))
        self.host.background.run_in_steps("propose", job, work, then, self.host.tell)

    def show(self, proposals: Sequence[Proposal]) -> None:
        """Show other proposals."""
        self.proposals = proposals
        self._fit()
        keys = {str(number): proposal for number, proposal in enumerate(proposals)}
        self._grid.set_keys(list(keys), lambda key: self._row(key, keys[key]))

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
        self._take(lambda taken: self.host.say(self._told("taken", taken)))

    def action_take_save(self) -> None:
        """Type the edits in and save them, as one step."""

        def save(taken: Sequence[Proposal]) -> None:
            projects = list(dict.fromkeys(proposal.project for proposal in taken))
            told = self._told("saved", taken)
            self.host.keeping.save(projects, lambda: self.host.say(told), joins=True)

        self._take(save)

    def _take(self, then: Callable[[Sequence[Proposal]], None]) -> None:
        """Type in what can be typed in; the screen is left, and ``then`` follows."""
        host, name, taken = self.host, self.step_name, good(self.proposals)
        if self._finding is not None:
            host.say(t("grid.bulk.not-ready"))
        elif not taken:
            host.say(t("grid.bulk.none"))
        elif len(taken) <= AT_ONCE:
            try:
                batch = batch_of(host.session, taken, name, silent)
            except MsctlError as error:
                host.tell(error)
            else:
                self._type(batch, taken, then)
        else:
            self._take_in_worker(name, taken, then)

    def _take_in_worker(
        self,
        name: str,
        taken: Sequence[Proposal],
        then: Callable[[Sequence[Proposal]], None],
    ) -> None:
        host, what = self.host, t("grid.bulk.taking")

        def over(batch: Batch | None) -> None:
            if batch is None:
                host.say(t("background.stopped", what=what))
            elif self.is_attached:
                self._type(batch, taken, then)

        job = Job(host.post_message, what, len(taken))
        work = unless_stopped(lambda job: batch_of(host.session, taken, name, job.step))
        host.background.run_in_steps("take", job, work, over, host.tell)

    def _type(
        self,
        batch: Batch,
        taken: Sequence[Proposal],
        then: Callable[[Sequence[Proposal]], None],
    ) -> None:
        if self.host.session.type_all(batch):
            self.dismiss()
            then(taken)
        else:  # something was typed or read meanwhile
            self._take_in_worker(batch.step.name, taken, then)

    def _told(self, done: str, taken: Sequence[Proposal]) -> str:
        details = {"name": self.step_name, "count": len(taken), "key": t("tui.keyname.undo")}
        return t(f"grid.bulk.{done}", **details)
