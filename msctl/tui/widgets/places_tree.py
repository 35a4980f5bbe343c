"""The tree of regions, years and ledgers, and of files that cannot be read."""

from collections.abc import Mapping

from rich.style import Style
from rich.text import Text
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from msctl.locale.catalogue import finding_sentence, place, t
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot
from msctl.text.safe import single_line
from msctl.text.width import cells, cut


class PlacesTree(Tree[str]):
    """Where a user can go: Enter opens a ledger, or the first one of a region or year; the space
    bar folds."""

    # Textual's triangles are two cells wide on many Chinese terminals.
    ICON_NODE = "> "
    ICON_NODE_EXPANDED = "v "

    DEFAULT_CSS = """
    PlacesTree { background: $surface; padding: 0; scrollbar-size: 0 1; }
    """

    class Opened(Message):
        """A ledger was chosen."""

        def __init__(self, ledger: LedgerId) -> None:
            super().__init__()
            self.ledger = ledger

    class Asked(Message):
        """An unreadable file was chosen: its trouble in one sentence."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        # the base measures the root's label
        self._sizes: dict[str, str] = {}
        super().__init__(Text(t("tui.tree.title")), id=id)
        self.show_root = False
        self.show_guides = False
        self.auto_expand = False
        self.guide_depth = 2
        self._branches: dict[str, TreeNode[str]] = {}
        self._troubles: dict[str, str] = {}

    def show(
        self,
        snapshot: Snapshot,
        current: LedgerId | None,
        sizes: Mapping[LedgerId, int] | None = None,
    ) -> None:
        """Show the places of a snapshot, the cursor on the current ledger.

        ``sizes`` tells how many projects the ledgers have where the snapshot holds none yet.
        """
        self.clear()
        self._branches = {}
        for ledger, projects in snapshot.by_ledger.items():
            region = self._branch(self.root, ledger.region, snapshot.region(ledger.region).name)
            size = len(projects) if sizes is None else sizes[ledger]
            year = self._branch(region, f"{ledger.region}/{ledger.year}", str(ledger.year))
            self._sizes[ledger] = f" {size}"
            label = single_line(ledger_word(snapshot, ledger))
            self._branches[ledger] = year.add_leaf(Text(label), data=ledger)
        if snapshot.unreadable:
            trouble = self._branch(self.root, "!", t("tui.tree.unreadable"))
            for finding in snapshot.unreadable:
                key = f"!{finding.file}"
                self._troubles[key] = f"{place(finding)} {finding_sentence(finding)}"
                trouble.add_leaf(Text(single_line(finding.file)), data=key)
        # asking for the last line counts the lines, which the cursor needs; moving it later would
        # take back what the user has pressed meanwhile
        if self.last_line >= 0 and current in self._branches:
            self.move_cursor(self._branches[current])

    def _branch(self, parent: TreeNode[str], key: str, label: str) -> TreeNode[str]:
        if key not in self._branches:
            self._branches[key] = parent.add(Text(single_line(label)), data=key, expand=True)
        return self._branches[key]

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """A name as far as there is room, and behind a ledger's how many projects it has."""
        size = self._sizes.get(node.data or "", "")
        depth, above = 0, node.parent
        while above is not None and above is not self.root:
            depth, above = depth + 1, above.parent
        icon = ""
        if node.allow_expand:
            icon = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        name = str(node.label)
        # the first layout asks before there is a width; the guides stand left of a label
        if room := self.scrollable_content_region.width:
            name = cut(name, room - depth * self.guide_depth - cells(icon + size))
        return Text.assemble((icon, base_style), (name + size, style))

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """A ledger opens; a file that cannot be read says why."""
        event.stop()
        node = event.node
        data = node.data or ""
        if data.startswith("!"):
            if data in self._troubles:
                self.post_message(self.Asked(self._troubles[data]))
            return
        while data.count("/") < 2 and node.children:
            node = node.children[0]
            data = node.data or ""
        if data.count("/") == 2:
            self.post_message(self.Opened(LedgerId(data)))


def ledger_word(snapshot: Snapshot, ledger: LedgerId) -> str:
    """What a ledger is called beside others of its year: its title."""
    return snapshot.ledger(ledger).title
