"""Jumps in a list of projects: to the next one that is behind, unreported, changed or at fault."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.finding import Finding
from msctl.model.paths import ProjectId
from msctl.report.filters import parse_filter
from msctl.report.subject import Subject, Surroundings

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp
    from msctl.tui.widgets.grid import Grid

FILTERS: dict[str, tuple[str, ...]] = {
    "next-behind": ("status:behind,stalled",),
    "next-unreported": ("due:",),
    "next-changed": ("unsaved:", "changed:"),
}
"""What a jump looks for, in the words of the filter line; one of them is enough."""


def next_key(keys: Sequence[str], current: str | None, holds: Callable[[str], bool]) -> str | None:
    """The next key after the current one that is looked for, from the start again at the end; None
    when there is no other. Only as many are looked at as are needed."""
    start = keys.index(current) + 1 if current in keys else 0
    ahead = (*keys[start:], *keys[:start])
    return next((key for key in ahead if key != current and holds(key)), None)


def by_filter(command: str, around: Surroundings) -> Callable[[str], bool]:
    """Whether a project is what a command of FILTERS looks for."""
    filters = [parse_filter(text) for text in FILTERS[command]]

    def holds(key: str) -> bool:
        project = around.snapshot.projects.get(ProjectId(key))
        if project is None:
            return False
        subject = Subject(project, around)
        return any(asked.holds(subject) for asked in filters)

    return holds


def at_fault(findings: Collection[Finding]) -> Callable[[str], bool]:
    """Whether a finding is about a project."""
    ids = {finding.id for finding in findings}
    return lambda key: key in ids


def jump(host: "MsctlApp", grid: "Grid", command: str, *, first: bool = False) -> None:
    """Move the cursor of a grid of projects to the next one that a command looks for, or to the
    first; tells when there is none, or none yet."""
    if command == "next-finding":
        if host.findings.found is None:
            host.findings.look()
            host.say(t("keys.jump.checking"))
            return
        holds = at_fault([found.finding for found in host.findings.found if found.waiver is None])
    else:
        changed = (
            None
            if host.archiving.pending is None
            else {ProjectId(change.id) for change in host.archiving.pending}
        )
        session = host.session
        around = Surroundings(session.snapshot, changed, session.unsaved_projects)
        holds = by_filter(command, around)
    found_key = next_key(grid.keys, None if first else grid.cursor_row_key, holds)
    if found_key is not None:
        grid.move_to(found_key)
    elif grid.cursor_row_key is not None and holds(grid.cursor_row_key):
        host.say(t("keys.jump.only", what=t(f"keys.jump.{command}")))
    else:
        host.say(t("keys.jump.none", what=t(f"keys.jump.{command}")))
