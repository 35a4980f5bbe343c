"""A conflict: one question of a merge as data, and the file beside the index that keeps them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from msctl.history.merging import Disagreement, Kind, Part
from msctl.history.readings import owner_of
from msctl.history.repository import Repository
from msctl.history.tree_merge import Entry, Stages
from msctl.model.finding import Finding
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import to_json
from msctl.store import atomic
from msctl.store.canonical import to_text, value_text
from msctl.store.syntax import parse

FILE = "msctl-conflicts.json"
"""in the work tree's own git folder, where its index is"""


@dataclass(frozen=True)
class Conflict:
    """One question: where it is, and what each side has there."""

    id: str
    """the project, ledger or region; of a file that holds no record, its path below the top"""
    path: FieldPath
    """the field, or a table of fields; empty for the whole file"""
    kind: Kind
    base: Part
    ours: Part
    theirs: Part
    file: str = ""
    """below the top"""
    breach: Finding | None = None
    """of the kind ``rule``: what the merged records break"""
    answered: bool = False

    @property
    def whole(self) -> bool:
        """Whether only a side can be chosen, not a value."""
        return not self.path or any(
            isinstance(s, Record) for s in (self.base, self.ours, self.theirs)
        )

    def to_json(self) -> dict[str, object]:
        """For scripts: values as in ``show``, tables and files as nested objects."""
        sides = {"base": self.base, "ours": self.ours, "theirs": self.theirs}
        shown = {side: _shown(part) for side, part in sides.items()}
        return {"id": self.id, "path": str(self.path), "kind": self.kind, **shown}


def _shown(part: Part) -> object:
    return part.to_tree() if isinstance(part, Record) else to_json(part)


@dataclass
class Waiting:
    """What one file in question waits for."""

    stages: Stages
    """its versions; without any, the file was found with conflict markers"""
    conflicts: list[Conflict]


@dataclass
class MergeState:
    """What is kept between the commands that answer a merge's questions."""

    theirs: str = ""
    """the commit that a sync merges; empty for a merge that git began"""
    message: str = ""
    files: dict[str, Waiting] = field(default_factory=dict)
    """by path below the top"""

    @classmethod
    def load(cls, repository: Repository) -> "MergeState":
        """The kept state; an empty one when there is none, or when it cannot be read, for
        everything in it can be found again from git's index but for the answers."""
        try:
            data = json.loads(place(repository).read_text("utf-8"))
            files = {
                path: read_waiting(repository, path, kept) for path, kept in data["files"].items()
            }
            return cls(data["theirs"], data["message"], files)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return cls()

    def save(self, repository: Repository) -> None:
        """Keep the state, or its file no longer when there is nothing to keep.

        Raises DiskRefused.
        """
        kept = place(repository)
        if self.theirs or self.files:
            files = {path: waiting_json(waiting) for path, waiting in self.files.items()}
            data = {"format": 1, "theirs": self.theirs, "message": self.message, "files": files}
            atomic.replace(kept, json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8"))
        elif kept.exists():
            atomic.remove(kept)


def place(repository: Repository) -> Path:
    """The file that keeps the conflicts."""
    return repository.git_folder / FILE


def conflict_of(repository: Repository, path: str, found: Disagreement) -> Conflict:
    """A file's disagreement as a conflict; ``path`` is below the top."""
    below = repository.below(path)
    owner = owner_of(below) if below is not None else None
    sides = (found.base, found.ours, found.theirs)
    return Conflict(owner or below or path, found.path, found.kind, *sides, file=path)


def waiting_json(waiting: Waiting) -> dict[str, object]:
    """What a file waits for, as it is kept."""
    stages = [[entry.mode, entry.blob] if entry else None for entry in waiting.stages]
    return {"stages": stages, "conflicts": [_conflict_json(c) for c in waiting.conflicts]}


def _conflict_json(conflict: Conflict) -> dict[str, object]:
    return {
        "path": list(conflict.path),
        "kind": conflict.kind,
        "base": part_json(conflict.base),
        "ours": part_json(conflict.ours),
        "theirs": part_json(conflict.theirs),
        "answered": conflict.answered,
    }


def read_waiting(repository: Repository, path: str, kept: Mapping[str, Any]) -> Waiting:
    """What :func:`waiting_json` kept of a file. Raises ValueError, KeyError, TypeError."""
    base, ours, theirs = (Entry(*entry) if entry else None for entry in kept["stages"])
    conflicts = []
    for told in kept["conflicts"]:
        sides = [read_part(told[side]) for side in ("base", "ours", "theirs")]
        found = conflict_of(
            repository, path, Disagreement(FieldPath(told["path"]), told["kind"], *sides)
        )
        conflicts.append(replace(found, answered=bool(told["answered"])))
    return Waiting((base, ours, theirs), conflicts)


def part_json(part: Part) -> object:
    """What a side has, as it is kept: as TOML, which keeps dates, numbers and texts apart, as JSON
    does not."""
    if part is None:
        return None
    return {"table": to_text(part, 0)} if isinstance(part, Record) else {"value": value_text(part)}


def read_part(kept: Mapping[str, str] | None) -> Part:
    """What :func:`part_json` kept. Raises KeyError, TypeError, SyntaxFault."""
    if kept is None:
        return None
    if "table" in kept:
        return Record.from_tree(parse(kept["table"]))
    return Record.from_tree(parse(f"v = {kept['value']}")).get(FieldPath.of("v"))
