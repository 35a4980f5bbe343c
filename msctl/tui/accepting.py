"""The app while it decides on an import: the accept screen in front of all others."""

from msctl.importing.proposal import Decision, Proposal
from msctl.store.records import Records
from msctl.store.settings import Settings
from msctl.tui.app import MsctlApp
from msctl.tui.import_draft import ImportDraft
from msctl.tui.screens.accept import AcceptScreen


class AcceptApp(MsctlApp):
    """Shows a proposal, and ends when it is decided."""

    def __init__(
        self, records: Records, settings: Settings, proposal: Proposal, message: str
    ) -> None:
        super().__init__(records, settings)
        self._accept = AcceptScreen(proposal, message, ImportDraft(records.root, proposal))

    def on_mount(self) -> None:
        """The proposal is what this is about."""
        self.session.snapshot = self._accept.view.proposal.snapshot
        self.push_screen(self._accept)

    @property
    def decision(self) -> Decision | None:
        """What was decided; None when the user left."""
        return self._accept.decision
