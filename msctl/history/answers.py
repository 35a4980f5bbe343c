"""Answer the questions of a merge, one by one or many at once; each answer is written at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from msctl.history.conflict import Conflict, MergeState
from msctl.history.markers import split
from msctl.history.merged_file import table_and_year
from msctl.history.merging import Part
from msctl.history.questions import NO_STAGES, apart, derived, waiting
from msctl.history.refusals import NoSuchConflict, NotAnAnswer
from msctl.history.repository import Repository
from msctl.model.changes import Change, compare
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store import atomic
from msctl.store.editing import edit
from msctl.store.errors import UnreadableFile
from msctl.store.lock import locked
from msctl.store.syntax import SyntaxFault, parse

Side = Literal["base", "ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a conflict is settled with: a side, or else a value (None removes the field)."""

    side: Side | None = None
    value: Value | None = None


def resolve(repository: Repository, answers: Iterable[tuple[Conflict, Answer]]) -> None:
    """Write answers into the files. A file with no question left is settled for git, too.

    Raises NoSuchConflict for one that is not open any more, NotAnAnswer for a value where a whole
    file or table is in question, Locked, EditFailed, UnreadableFile, DiskRefused, GitFailed.
    """
    with locked(repository.root):
        state = waiting(repository)
        for conflict, answer in answers:
            if conflict.kind == "rule":
                _answer_breach(repository, conflict, answer)
            else:
                _answer(repository, state, conflict, answer)
        _settle(repository, state)
        state.save(repository)


def settle(repository: Repository) -> None:
    """Write the files whose sides merge by field without a question (a clone without the driver
    leaves them with markers), and take markers out of the others. Raises as :func:`resolve`."""
    with locked(repository.root):
        state = waiting(repository)
        for path in state.files:
            _take_apart(repository, state, path)
        _settle(repository, state)
        state.save(repository)


def _answer(repository: Repository, state: MergeState, conflict: Conflict, answer: Answer) -> None:
    kept = state.files.get(conflict.file)
    place = f"{conflict.id} {conflict.path}".strip()
    if kept is None:
        raise NoSuchConflict(place=place)
    found = next((n for n, c in enumerate(kept.conflicts) if c == conflict), None)
    if found is None:
        raise NoSuchConflict(place=place)
    _take_apart(repository, state, conflict.file)
    if conflict.path:
        _write_field(repository, conflict, answer)
    elif answer.side is None:
        raise NotAnAnswer(id=conflict.id, path=conflict.path)
    else:
        _write_file(repository, state, conflict, answer.side)
    kept.conflicts[found] = replace(conflict, answered=True)


def chosen(conflict: Conflict, answer: Answer) -> Part:
    """What an answer puts at the conflict's path. Raises NotAnAnswer."""
    if answer.side is None:
        if conflict.whole:
            raise NotAnAnswer(id=conflict.id, path=conflict.path)
        return answer.value
    return {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}[answer.side]


def _answer_breach(repository: Repository, conflict: Conflict, answer: Answer) -> None:
    if not conflict.path:
        raise NotAnAnswer(id=conflict.id, path=conflict.path)
    _write_field(repository, conflict, answer)
    _add(repository, [conflict.file])


def _write_field(repository: Repository, conflict: Conflict, answer: Answer) -> None:
    place = repository.top / conflict.file
    data = place.read_bytes()
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        record = Record.from_tree(parse(text))
    except SyntaxFault as fault:
        raise UnreadableFile(
            file=conflict.file, line=fault.line, column=fault.column, reason=fault.reason
        ) from None
    table, year = table_and_year(conflict.file)
    changes = _changes(record, conflict, chosen(conflict, answer))
    new = edit(text, changes, year, table, conflict.file)
    if new != text:
        if b"\r\n" in data:
            new = new.replace("\n", "\r\n")
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        atomic.replace(place, mark + new.encode("utf-8"))


def _changes(record: Record, conflict: Conflict, wanted: Part) -> list[Change]:
    """From what the file has at a conflict's path to what it shall have."""
    path = conflict.path
    old = Record({p: v for p, v in record.fields.items() if p.starts_with(path)})
    if isinstance(wanted, Record):
        new = Record({path + below: value for below, value in wanted.leaves()})
    else:
        new = Record({path: wanted} if wanted is not None else {})
    changes = compare(conflict.id, old, new)
    # a value makes room for a table before the table comes, and the reverse
    return sorted(changes, key=lambda change: change.new is not None)


def _write_file(repository: Repository, state: MergeState, conflict: Conflict, side: Side) -> None:
    place = repository.top / conflict.file
    stages = dict(zip(("base", "ours", "theirs"), state.files[conflict.file].stages, strict=True))
    if conflict.kind == "moved":
        target = {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}[side]
        _move(repository, conflict.file, str(target))
        return
    if state.files[conflict.file].stages == NO_STAGES:
        found = split(place.read_text("utf-8"))
        data = None if found is None else {"ours": found.ours, "theirs": found.theirs}.get(side)
        if data is not None:
            atomic.replace(place, data.encode("utf-8"))
        return
    entry = stages[side]
    wanted = repository.objects.read([entry.blob])[0] if entry is not None else None
    if wanted is not None:
        atomic.replace(place, wanted)
    elif place.exists():
        atomic.remove(place)


def _move(repository: Repository, old: str, new: str) -> None:
    if old != new:
        source = repository.top / old
        atomic.replace(repository.top / new, source.read_bytes())
        atomic.remove(source)
        _add(repository, [new])


def _take_apart(repository: Repository, state: MergeState, path: str) -> None:
    """Put our values in the place of git's conflict markers, and the mended file into a work tree
    that git left with nothing readable."""
    place = repository.top / path
    kept = state.files[path]
    if any(conflict.answered for conflict in kept.conflicts):
        return
    try:
        text = place.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return
    if split(text) is None and not (kept.stages != NO_STAGES and not _reads(text)):
        return
    found = derived(repository, path, kept.stages) if kept.stages != NO_STAGES else None
    found = found or apart(repository, path)
    if found is not None and found.data is not None:
        if any(c.kind == "unreadable" and not c.path for c in kept.conflicts):
            return  # nothing better is known
        atomic.replace(place, found.data)


def _reads(text: str) -> bool:
    try:
        parse(text)
    except SyntaxFault:
        return False
    return True


def _settle(repository: Repository, state: MergeState) -> None:
    """Tell git which files are no longer in question."""
    done = [p for p, kept in state.files.items() if all(c.answered for c in kept.conflicts)]
    for path in done:
        _take_apart(repository, state, path)
    _add(repository, [path for path in done if state.files[path].stages != NO_STAGES])
    for path in done:
        del state.files[path]


def _add(repository: Repository, paths: list[str]) -> None:
    if paths:
        names = "".join(f"{path}\0" for path in paths).encode("utf-8", errors="surrogateescape")
        repository.git.write("update-index", "--add", "--remove", "-z", "--stdin", data=names)
