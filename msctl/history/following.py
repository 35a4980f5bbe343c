"""Following records to the names they had before they were moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from msctl.history.raw import RawChange
from msctl.history.readings import owner_of
from msctl.history.repository import Repository
from msctl.history.walk import Step


@dataclass(frozen=True, slots=True)
class Names:
    """Files and folders, paths below the top."""

    files: frozenset[str]
    folders: tuple[str, ...]
    """each ends in ``/``; an empty one is everything"""

    @classmethod
    def of(cls, repository: Repository, paths: Iterable[str]) -> "Names":
        """Files and folders below the records root; none stands for all. Raises OutsideRecords."""
        files, folders = set(), []
        for path in paths:
            if owner_of(path):
                files.add(repository.inside(path))
            else:
                folders.append(repository.inside(path) + "/")
        return cls(frozenset(files), tuple(folders if files or folders else [repository.prefix]))

    def hold(self, path: str) -> bool:
        """Whether a path is one of them, or below one."""
        return path in self.files or path.startswith(self.folders)

    def touch(self, entry: RawChange) -> bool:
        """Whether a changed file is one of them, or was before it was moved."""
        return self.hold(entry.path) or (entry.old_path != entry.path and self.hold(entry.old_path))

    def before(self, side: Iterable[RawChange]) -> "Names":
        """The names on the old side of a comparison: a moved file has its old one there."""
        moved = {e.path: e.old_path for e in side if e.old_path != e.path and self.hold(e.path)}
        if not moved:
            return self
        files = frozenset(moved.get(file, file) for file in self.files) | set(moved.values())
        return replace(self, files=files)

    def and_those(self, other: "Names") -> "Names":
        """The names of both."""
        return self if other.files <= self.files else replace(self, files=self.files | other.files)


def followed(steps: Iterable[Step], names: Names) -> Iterator[tuple[Step, Names]]:
    """Each commit of a walk with the names that are meant there, and of its files only those.

    A name moves along every side of a merge by itself: the branch that did not move a project yet
    has it under the old name. git's own ``--follow`` also goes on along copies, and next year's
    project begins as a copy of this year's.
    """
    waiting: dict[str, Names] = {}
    for step in steps:
        own = waiting.pop(step.commit, names)
        sides = step.sides
        if any(sides):
            sides = tuple(tuple(e for e in side if own.touch(e)) for side in sides)
            step = replace(step, sides=sides)
        # along first parents a merge has one side only
        for parent, side in zip(step.parents, sides, strict=False):
            older = own.before(side) if side else own
            seen = waiting.get(parent)
            waiting[parent] = older if seen is None or seen is older else seen.and_those(older)
        yield step, own
