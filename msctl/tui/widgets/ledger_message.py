"""What the list of a ledger tells its owner: `LedgerPane.Told`, `LedgerPane.Edited` and others."""

from collections.abc import Sequence

from textual.message import Message

from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.tui.finder import Finder
from msctl.tui.pasting import Pasted as PastedRange


class Told(Message, namespace="ledger_pane"):
    """What just happened, or what is wrong."""

    def __init__(self, text: str, error: MsctlError | None = None) -> None:
        super().__init__()
        self.text = text
        self.error = error


class Counted(Message, namespace="ledger_pane"):
    """The counts of the top line are there."""


class Edited(Message, namespace="ledger_pane"):
    """Something was typed into projects."""

    def __init__(self, projects: Sequence[ProjectId]) -> None:
        super().__init__()
        self.projects = projects


class Pasted(Message, namespace="ledger_pane"):
    """A range of a spreadsheet was pasted."""

    def __init__(self, pasted: PastedRange) -> None:
        super().__init__()
        self.pasted = pasted


class Learnt(Message, namespace="ledger_pane"):
    """All projects are ready for filters."""

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self.finder = finder
