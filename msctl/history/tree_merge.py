"""Merge two commits: every file of the repository, records by field, all others by line."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from msctl.history.merged_file import WHOLE, MergedFile, merge_file, shown
from msctl.history.merging import Disagreement
from msctl.history.raw import MOVED
from msctl.history.repository import Repository
from msctl.history.snapshots import files_at
from msctl.model.finding import Finding
from msctl.model.snapshot import Snapshot
from msctl.store.reading import read_snapshot

Rules = Callable[[Snapshot], list[Finding]]
"""the rules that a merge may not break; each finding is a breach"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as git holds it."""

    mode: str
    blob: str

    @property
    def ordinary(self) -> bool:
        """Whether it is a file with a text: no link, no submodule."""
        return self.mode.startswith("100")


Stages = tuple[Entry | None, Entry | None, Entry | None]
"""base, ours, theirs"""


@dataclass(frozen=True, slots=True)
class FileMerge:
    """What becomes of one path below the top."""

    stages: Stages
    result: Entry | None
    """None for no file; with conflicts, the file that holds our values"""
    conflicts: tuple[Disagreement, ...] = ()


@dataclass(frozen=True)
class TreeMerge:
    """Two commits merged: what differs from ours."""

    repository: Repository
    ours: str
    theirs: str
    files: Mapping[str, FileMerge]
    """by path below the top: where the result is not what ours has, or is a question"""

    @property
    def conflicts(self) -> bool:
        """Whether anything has to be asked."""
        return any(merge.conflicts for merge in self.files.values())

    @cached_property
    def tree(self) -> str:
        """The merged tree's hash. Raises GitFailed."""
        git = self.repository.git
        with tempfile.TemporaryDirectory(prefix="msctl-") as folder:
            index = Path(folder) / "index"
            git.write("read-tree", self.ours, index=index)
            results = {path: merge.result for path, merge in self.files.items()}
            lines = "".join(index_line(path, entry) for path, entry in results.items())
            git.write("update-index", "-z", "--index-info", data=_bytes(lines), index=index)
            return git.write("write-tree", index=index).decode("ascii").strip()

    def breaches(self, rules: Rules) -> list[Finding]:
        """The rules that the merged records break and neither side's do."""
        return new_breaches(
            rules,
            lambda: _snapshot(self.repository, self.tree),
            lambda: [_snapshot(self.repository, side) for side in (self.ours, self.theirs)],
        )


def new_breaches(
    rules: Rules, merged: Callable[[], Snapshot], sides: Callable[[], Sequence[Snapshot]]
) -> list[Finding]:
    """What the merged records break and neither side did; the sides are read only if needed."""
    found = rules(merged())
    if not found:
        return []
    known = {_breach(finding) for side in sides() for finding in rules(side)}
    return [finding for finding in found if _breach(finding) not in known]


def _breach(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.id, finding.path, finding.found, str(finding.details)


def _snapshot(repository: Repository, tree: str) -> Snapshot:
    return read_snapshot(files_at(repository, tree), at=tree)


def merge_trees(repository: Repository, bases: Sequence[str], ours: str, theirs: str) -> TreeMerge:
    """Merge two commits, named by full hashes, over their common ancestors (at least one).

    The merged files are in git's store afterwards; nothing else is touched. A file that one side
    moved (``move --ledger``) takes the other side's changes in its new place. Raises GitFailed.
    """
    plan = _plan(repository, bases, ours, theirs)
    merged = {path: _merge_one(repository, path, case) for path, case in plan.cases.items()}
    new = {p: m.data for p, m in merged.items() if isinstance(m, MergedFile) and m.data is not None}
    blobs = dict(zip(new, _store(repository, list(new.values())), strict=True))
    files = {path: FileMerge((entry, entry, None), None) for path, entry in plan.gone.items()}
    for path, case in plan.cases.items():
        found = merged[path]
        conflicts = (*plan.moved.get(path, ()),)
        if isinstance(found, MergedFile):
            entry = Entry(_mode(case.stages), blobs[path]) if path in blobs else None
            conflicts = (*conflicts, *found.conflicts)
        else:
            entry = found
        if entry != case.here or conflicts:
            files[path] = FileMerge(case.stages, entry, conflicts)
    return TreeMerge(repository, ours, theirs, files)


@dataclass(frozen=True, slots=True)
class _Case:
    stages: Stages
    here: Entry | None
    """what ours has at the path itself: of a file that they moved, nothing"""
    crossed: tuple[Entry | None, ...] = ()
    moved: bool = False


@dataclass
class _Plan:
    cases: dict[str, _Case] = field(default_factory=dict)
    gone: dict[str, Entry] = field(default_factory=dict)
    """old places of files that they moved and ours still has"""
    moved: dict[str, tuple[Disagreement, ...]] = field(default_factory=dict)
    """files that went to two places"""


_Changed = dict[str, tuple[Entry | None, Entry | None]]


def _plan(repository: Repository, bases: Sequence[str], ours: str, theirs: str) -> _Plan:
    base = bases[0]
    own, other = _changed(repository, base, ours), _changed(repository, base, theirs)
    further = [_changed(repository, base, crossed) for crossed in bases[1:]]
    plan = _Plan()
    for path in dict.fromkeys([*other, *(path for changed in further for path in changed)]):
        sides = [side[path] for side in (own, other, *further) if path in side]
        before = sides[0][0]
        mine, yours = (side.get(path, (before, before))[1] for side in (own, other))
        crossed = tuple(side.get(path, (before, before))[1] for side in further)
        crossed = crossed if any(path in changed for changed in further) else ()
        plan.cases[path] = _Case((before, mine, yours), mine, crossed)
    if any(None in (own.get(path, (0, 0))[1], other[path][1]) for path in other):
        _follow_moves(repository, plan, base, (ours, own), (theirs, other))
    return plan


def _follow_moves(
    repository: Repository,
    plan: _Plan,
    base: str,
    here: tuple[str, _Changed],
    there: tuple[str, _Changed],
) -> None:
    (ours, own), (theirs, other) = here, there
    my_moves, their_moves = _moves(repository, base, ours), _moves(repository, base, theirs)
    for old, new in my_moves.items():
        target = their_moves.get(old)
        if old not in other or (new in other and target != new):
            continue
        yours = other[target or old][1]
        plan.cases.pop(old, None)
        plan.cases[new] = _Case((own[old][0], own[new][1], yours), own[new][1], moved=True)
        if target not in (None, new):
            assert target is not None
            plan.cases.pop(target, None)
            plan.moved[new] = (Disagreement(WHOLE, "moved", old, new, target),)
    for old, new in their_moves.items():
        if old not in own or old in my_moves or new in own:
            continue
        before, mine = own[old]
        plan.cases.pop(old, None)
        if mine is not None:
            plan.gone[old] = mine
        plan.cases[new] = _Case((before, mine, other[new][1]), None, moved=True)


def _merge_one(repository: Repository, path: str, case: _Case) -> MergedFile | Entry | None:
    """A merged file with its bytes, or an entry that one side has as it is."""
    before, mine, yours = case.stages
    if case.moved and (mine is None or yours is None):
        # who moved a file wants it, as who edited it does
        sides = [_read(repository, entry) for entry in case.stages]
        parts = [shown(side) for side in sides]
        return MergedFile(sides[1] or sides[2], (Disagreement(WHOLE, "deleted", *parts),))
    if not case.crossed:
        if mine == yours or before == yours:
            return mine
        if before == mine:
            return yours
    kinds = {entry.ordinary for entry in (before, mine, yours) if entry is not None}
    if kinds != {True}:
        if before in (mine, yours):
            return mine if before == yours else yours
        return _asked(repository, mine or yours)
    datas = [_read(repository, entry) for entry in (before, mine, yours, *case.crossed)]
    if _is_record(repository, path):
        return merge_file(path, datas[0], datas[1], datas[2], datas[3:])
    if datas[1] is None or datas[2] is None or datas[0] is None:
        return _asked(repository, mine or yours)
    return _merge_lines(repository, datas[0], datas[1], datas[2])


def _asked(repository: Repository, kept: Entry | None) -> MergedFile:
    question = Disagreement(WHOLE, "file", None, None, None)
    return MergedFile(_read(repository, kept), (question,))


def _merge_lines(repository: Repository, *versions: bytes) -> MergedFile:
    base, ours, theirs = versions
    with tempfile.TemporaryDirectory(prefix="msctl-") as folder:
        places = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for place, data in zip(places, (ours, base, theirs), strict=True):
            place.write_bytes(data)
        asked = repository.git.ask("merge-file", "-p", "-q", *map(str, places))
    if asked.status == 0:
        return MergedFile(asked.out)
    # with a count of conflicts, or because the files are no text
    return MergedFile(ours, (Disagreement(WHOLE, "file", None, None, None),))


def _is_record(repository: Repository, path: str) -> bool:
    return path.endswith(".toml") and repository.below(path) is not None


def _mode(stages: Stages) -> str:
    before, mine, yours = (entry.mode if entry else None for entry in stages)
    return (yours if mine is None or mine == before else mine) or mine or "100644"


def _read(repository: Repository, entry: Entry | None) -> bytes | None:
    return repository.objects.read([entry.blob])[0] if entry is not None else None


def _changed(repository: Repository, old: str, new: str) -> _Changed:
    """The files that differ between two commits: before and after."""
    command = ("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", old, new)
    return dict(_raw_entries(repository.git.read(*command)))


def _raw_entries(listing: bytes) -> Iterator[tuple[str, tuple[Entry | None, Entry | None]]]:
    tokens = iter(listing.split(b"\0"))
    for about in tokens:
        if about.startswith(b":"):
            old_mode, new_mode, old, new, _ = about[1:].decode("ascii").split(" ")
            sides = [
                None if m == "000000" else Entry(m, b)
                for m, b in ((old_mode, old), (new_mode, new))
            ]
            yield next(tokens).decode("utf-8", errors="surrogateescape"), (sides[0], sides[1])


def _moves(repository: Repository, old: str, new: str) -> dict[str, str]:
    command = ("diff-tree", "-r", "-z", "--name-status", MOVED, "--diff-filter=R", old, new)
    names = [os_name(token) for token in repository.git.read(*command).split(b"\0")[:-1]]
    return dict(zip(names[1::3], names[2::3], strict=True))


def os_name(token: bytes) -> str:
    """A path as git gives it with ``-z``."""
    return token.decode("utf-8", errors="surrogateescape")


def _store(repository: Repository, datas: Sequence[bytes]) -> list[str]:
    """Put contents into git's store; their blobs."""
    if not datas:
        return []
    with tempfile.TemporaryDirectory(prefix="msctl-") as folder:
        places = [Path(folder) / str(number) for number in range(len(datas))]
        for place, data in zip(places, datas, strict=True):
            place.write_bytes(data)
        names = _bytes("".join(f"{place}\n" for place in places))
        command = ("hash-object", "-w", "--no-filters", "--stdin-paths")
        return repository.git.write(*command, data=names).decode("ascii").split()


def index_line(path: str, entry: Entry | None, stage: int = 0) -> str:
    """A line for ``update-index -z --index-info``; without an entry the path is taken out."""
    if entry is None:
        return f"0 {'0' * 40}\t{path}\0"
    return f"{entry.mode} {entry.blob} {stage}\t{path}\0"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogateescape")
