"""The open questions: which conflicts a merge has left, from git's index and what is kept.

git's index is the truth about which files are in question, so a merge that git began, with or
without msctl's driver, or gave up, needs no telling. Conflict markers that somebody committed are
found in the files. Rules that the merged records break are looked for anew each time.
"""

import os
from collections.abc import Iterator

from msctl.history.conflict import Conflict, MergeState, Waiting, conflict_of
from msctl.history.markers import split
from msctl.history.merged_file import WHOLE, MergedFile, merge_file, merge_unrelated
from msctl.history.merging import Disagreement, part
from msctl.history.repository import Repository
from msctl.history.snapshots import snapshot_at
from msctl.history.tree_merge import Entry, Rules, Stages, new_breaches, os_name
from msctl.model.snapshot import Snapshot
from msctl.store.records import Records


def conflicts(repository: Repository, rules: Rules | None = None) -> list[Conflict]:
    """The conflicts that wait for an answer, by file; with ``rules``, then the breaches of them
    while a merge is not ended. Raises GitFailed, DiskRefused.
    """
    state = waiting(repository)
    found = [c for kept in state.files.values() for c in kept.conflicts if not c.answered]
    return found + list(_breaches(repository, rules)) if rules is not None else found


def waiting(repository: Repository) -> MergeState:
    """All files in question with their conflicts, answered ones too, without those that git
    holds for settled."""
    kept = MergeState.load(repository)
    unmerged = unmerged_files(repository)
    state = MergeState(kept.theirs if _is_merging(repository) else "", kept.message)
    for path, stages in unmerged.items():
        known = kept.files.get(path)
        if known is not None and known.stages == stages:
            state.files[path] = known
        else:
            found = derived(repository, path, stages)
            listed = [conflict_of(repository, path, one) for one in found.conflicts]
            state.files[path] = Waiting(stages, listed)
    for path, known in kept.files.items():
        if known.stages == NO_STAGES and path not in unmerged:
            state.files[path] = known
    for path in marked_files(repository):
        if path not in state.files:
            sides = apart(repository, path)
            if sides is not None:
                listed = [conflict_of(repository, path, one) for one in sides.conflicts]
                state.files[path] = Waiting(NO_STAGES, listed)
    return state


NO_STAGES: Stages = (None, None, None)


def derived(repository: Repository, path: str, stages: Stages) -> MergedFile:
    """A file of git's index that is not merged, merged by field."""
    base, ours, theirs = (
        repository.objects.read([entry.blob])[0] if entry is not None and entry.ordinary else None
        for entry in stages
    )
    if path.endswith(".toml") and repository.below(path) is not None:
        return merge_file(path, base, ours, theirs)
    kept = ours if ours is not None else theirs
    return MergedFile(kept, (Disagreement(WHOLE, "file", None, None, None),))


def apart(repository: Repository, path: str) -> MergedFile | None:
    """A file with conflict markers, merged by field from its sides; None for one without."""
    try:
        text = (repository.top / path).read_bytes().decode("utf-8")
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
        return None
    sides = split(text)
    if sides is None:
        return None
    ours, theirs = sides.ours.encode("utf-8"), sides.theirs.encode("utf-8")
    if sides.base is None:
        return merge_unrelated(path, ours, theirs)
    return merge_file(path, sides.base.encode("utf-8"), ours, theirs)


def unmerged_files(repository: Repository) -> dict[str, Stages]:
    """The files that git's index holds for not merged, with their versions."""
    found: dict[str, list[Entry | None]] = {}
    for line in repository.git.read("ls-files", "--unmerged", "-z").split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, blob, stage = about.decode("ascii").split(" ")
        found.setdefault(os_name(name), [None, None, None])[int(stage) - 1] = Entry(mode, blob)
    return {path: (base, ours, theirs) for path, (base, ours, theirs) in found.items()}


def marked_files(repository: Repository) -> Iterator[str]:
    """The record files that hold a line as git's conflict markers begin with."""
    scope = repository.scope()
    asked = repository.git.ask("grep", "-l", "-z", "--untracked", "-e", "^<<<<<<<", *scope)
    for name in asked.out.split(b"\0")[:-1]:
        path = os_name(name)
        if path.endswith(".toml"):
            yield path


def _is_merging(repository: Repository) -> bool:
    return (repository.git_folder / "MERGE_HEAD").exists()


def merged_side(repository: Repository) -> str | None:
    """The commit that is being merged, picked or reverted into the work tree; None when none is."""
    for name in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD"):
        try:
            return (repository.git_folder / name).read_text("ascii").split()[0]
        except (FileNotFoundError, IndexError):
            continue
    return None


def _committing_side() -> str | None:
    """The commit that git is merging while it runs a hook: a merge that it commits by itself has
    no note in git's folder yet, and is only named in the environment."""
    names = [name for name in os.environ if name.startswith("GITHEAD_")]
    return names[0].removeprefix("GITHEAD_") if len(names) == 1 else None


def _breaches(repository: Repository, rules: Rules) -> Iterator[Conflict]:
    theirs = merged_side(repository) if _is_merging(repository) else _committing_side()
    ours = repository.head()
    if theirs is None or ours is None:
        return
    sides: list[Snapshot] = []

    def read_sides() -> list[Snapshot]:
        sides[:] = [snapshot_at(repository, ours), snapshot_at(repository, theirs)]
        return sides

    for finding in new_breaches(rules, Records(repository.root).snapshot, read_sides):
        records = [side.record(finding.id) for side in sides]
        mine, yours = (part(r, finding.path) if r and finding.path else None for r in records)
        file = repository.prefix + finding.file
        yield Conflict(finding.id, finding.path, "rule", None, mine, yours, file, finding)
