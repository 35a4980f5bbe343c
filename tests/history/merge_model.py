"""What a merge by field must give, leaf by leaf: a model that is written apart from the merge."""

from collections.abc import Iterator

from msctl.history.merged_file import MergedFile
from msctl.history.merging import Disagreement
from msctl.model.changes import same
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store.syntax import parse


def read(merged: MergedFile) -> Record:
    assert merged.data is not None
    return Record.from_tree(parse(merged.data.decode("utf-8")))


def covered(path: FieldPath, conflicts: tuple[Disagreement, ...]) -> bool:
    return any(path.starts_with(conflict.path) for conflict in conflicts)


def may_be_asked_whole(
    path: FieldPath, base: Record, ours: Record, theirs: Record, kind: str
) -> bool:
    """Whether a table around a path was removed on one side and not left alone on the other, or
    added on both sides."""
    for depth in range(1, len(path)):
        before, own, other = (dict(side.under(path[:depth])) for side in (base, ours, theirs))
        if kind == "added" and not before and own and other and own != other:
            return True
        if kind == "deleted" and before and not (own and other) and before not in (own, other):
            return True
    return False


def losses(base: Record, ours: Record, theirs: Record, found: MergedFile) -> Iterator[str]:
    """Everything that is not as the model wants it."""
    result = read(found)
    for path in {**base.fields, **ours.fields, **theirs.fields}:
        before, own, other, now = (side.get(path) for side in (base, ours, theirs, result))
        asked = covered(path, found.conflicts)
        determined, wanted = expected(before, own, other)
        if asked:
            whole = next(c for c in found.conflicts if path.starts_with(c.path))
            if determined and whole.path == path:
                yield f"asked without need: {path}"
            if whole.path != path and not may_be_asked_whole(path, base, ours, theirs, whole.kind):
                yield f"asked about a table without need: {path}"
            if not same(now, own):
                yield f"not our value: {path}"
        elif not determined:
            yield f"silent choice: {path}"
        elif isinstance(wanted, frozenset):
            if not isinstance(now, tuple) or set(now) != wanted:
                yield f"lost a name: {path}"
        elif not same(now, wanted):
            yield f"wrong: {path}"
    yield from (
        f"out of nothing: {path}" for path in result.fields if not known(path, base, ours, theirs)
    )


def known(path: FieldPath, *sides: Record) -> bool:
    return any(path in side.fields for side in sides)


def expected(
    before: Value | None, own: Value | None, other: Value | None
) -> tuple[bool, Value | frozenset[Value] | None]:
    if same(own, other) or same(before, other):
        return True, own
    if same(before, own):
        return True, other
    if isinstance(before, tuple) and isinstance(own, tuple) and isinstance(other, tuple):
        was, mine, yours = frozenset(before), frozenset(own), frozenset(other)
        both_took = was - mine - yours
        if both_took and mine - was - yours and yours - was - mine:
            return False, None
        stays = [name for name in before if name in mine and name in yours]
        orders = [[name for name in side if name in stays] for side in (own, other)]
        if stays not in orders and orders[0] != orders[1]:
            return False, None
        return True, (was & mine & yours) | (mine - was) | (yours - was)
    return False, None


def asked(base: Record, ours: Record, theirs: Record) -> bool:
    """Whether any value or table may be asked about."""
    paths = {**base.fields, **ours.fields, **theirs.fields}
    return any(
        not expected(*(side.get(path) for side in (base, ours, theirs)))[0]
        or any(may_be_asked_whole(path, base, ours, theirs, k) for k in ("added", "deleted"))
        for path in paths
    )
