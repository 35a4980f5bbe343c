"""How the screens word places, changes, errors and commit messages."""

from collections.abc import Iterable, Sequence

from msctl.check.words import table_of
from msctl.locale.catalogue import has, t
from msctl.locale.labels import choice_label, field_label
from msctl.model.changes import Change
from msctl.model.errors import MsctlError
from msctl.model.fields import LEDGER, PROJECT, Field, FieldTable, Kind
from msctl.model.paths import FieldPath, LedgerId, ProjectId, RecordId
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.store.errors import DiskRefused
from msctl.tui.steps import Step

_NAMED = 6
"""projects that are named; more are counted"""
_PROPOSED_NUMBERS = 4
"""project numbers a proposed commit message lists before it only counts them"""
_PROPOSED_GROUPS = 2


def told(error: MsctlError) -> str:
    """The sentence of an error, its field in the office's words; where the sentence would send to
    the command line, one that names the keys of the screens."""
    details = {
        key: field_label(value, _table_with(value))
        if isinstance(value, FieldPath) and value
        else value
        for key, value in error.details.items()
    }
    own = f"tui.trouble.{error.key}"
    return t(own, **details) if has(own) else t(f"error.{error.key}", **details)


def _table_with(path: FieldPath) -> FieldTable:
    """The table that an error speaks of, which names no record: a project's, unless only a
    ledger's knows the field."""
    if _field(path, PROJECT) is None and _field(path, LEDGER) is not None:
        return LEDGER
    return PROJECT


def _field(path: FieldPath, table: FieldTable) -> Field | None:
    try:
        return table.find(path)
    except MsctlError:
        return None


def told_error(error: MsctlError | OSError) -> MsctlError:
    """An error that has a sentence: the system's own is told as the disk refusing."""
    if isinstance(error, OSError):
        return DiskRefused(file=error.filename or "-", reason=error.strerror or error)
    return error


def region_word(name: str) -> str:
    """The short name of a region: 栖霞市 is 栖霞, 温州市鹿城区 is 鹿城, 攀枝花市东区 is 东区."""
    _, found, rest = name.partition("市")
    short = rest if found and rest else name
    return short[:-1] if short[-1:] in ("市", "县", "区", "旗") and len(short) > 2 else short


def project_word(snapshot: Snapshot, project: ProjectId) -> str:
    """A project in one word or two: ``栖霞 11``."""
    return f"{region_word(snapshot.region(project.region).name)} {_number(snapshot, project)}"


def _number(snapshot: Snapshot, project: ProjectId) -> str:
    found = snapshot.projects.get(project)
    return found.number if found else project.slug


def project_title(snapshot: Snapshot, project: ProjectId) -> str:
    """A project's region, number and name."""
    found = snapshot.projects.get(project)
    return f"{project_word(snapshot, project)} {found.name if found else ''}".strip()


def ledger_word(snapshot: Snapshot, ledger: LedgerId) -> str:
    """A ledger in a word or two: ``涟水 台账``; with its year where its region has several, with
    its title where it has several in that year."""
    region = region_word(snapshot.region(ledger.region).name)
    others = [one for one in snapshot.ledgers if one.region == ledger.region and one != ledger]
    if any(one.year == ledger.year for one in others):
        return f"{region} {snapshot.ledger(ledger).title}"
    record = t("ledger.record-of", year=ledger.year) if others else t("ledger.record")
    return f"{region} {record}"


def record_word(snapshot: Snapshot, record: RecordId) -> str:
    """A project or ledger in a word or two."""
    if isinstance(record, LedgerId):
        return ledger_word(snapshot, record)
    return project_word(snapshot, record)


def record_title(snapshot: Snapshot, record: RecordId) -> str:
    """A project's region, number and name, or a ledger's region and title."""
    if isinstance(record, ProjectId):
        return project_title(snapshot, record)
    region, title = region_word(snapshot.region(record.region).name), snapshot.ledger(record).title
    return title if region in title else f"{region} {title}"


def own_label(path: FieldPath, table: FieldTable = PROJECT) -> str:
    """A field's label without its period, its task and its other chosen keys."""
    rest = path[2:] if path[:1] == ("task",) else path
    found = table.find(FieldPath(rest))
    group = "field" if table is PROJECT else "field.ledger"
    key = f"{group}.{found.label_key}" if found else ""
    return t(key) if has(key) else str(path)


def value_word(path: FieldPath, value: Value | None, table: FieldTable = PROJECT) -> str:
    """A value as the office writes it: a word of a fixed choice by its label."""
    text = to_text(value)
    found = _field(path, table)
    return choice_label(text) if found is not None and found.kind is Kind.CHOICE else text


def fields_word(paths: Iterable[FieldPath], table: FieldTable = PROJECT) -> str:
    """Fields in words, those of one period together: ``二季度 进展情况、完成情况``."""
    return _fields_word((path, table) for path in paths)


def _fields_word(fields: Iterable[tuple[FieldPath, FieldTable]]) -> str:
    groups: dict[str, list[str]] = {}
    for path, table in dict.fromkeys(fields):
        label, own = field_label(path, table), _own_label(path, table)
        head = label.removesuffix(own).strip() if label.endswith(own) else ""
        groups.setdefault(head, []).append(own if head else label)
    words = [f"{head} {'、'.join(dict.fromkeys(lasts))}".strip() for head, lasts in groups.items()]
    if len(words) > _PROPOSED_GROUPS:
        words = [*words[:_PROPOSED_GROUPS], t("tui.more", count=len(words) - _PROPOSED_GROUPS)]
    return "；".join(words)


def changes_word(snapshot: Snapshot, changes: Iterable[Change]) -> str:
    """Changes in one line, fit for a commit message: ``栖霞 11：二季度 进展情况、完成情况``."""
    return places_word(snapshot, [(change.id, change.path) for change in changes])


def step_word(snapshot: Snapshot, step: Step) -> str:
    """What a step did, and to which fields: ``填写 栖霞 11：二季度 进展情况``."""
    what = step.name or t(f"edit.step.{step.kind.value}")
    return t("edit.step-line", what=what, places=places_word(snapshot, step.places))


def projects_word(snapshot: Snapshot, projects: Iterable[ProjectId]) -> str:
    """Projects by name, each once; the first few of many."""
    found = list(dict.fromkeys(projects))
    named = t("message.and").join(project_word(snapshot, project) for project in found[:_NAMED])
    rest = len(found) - _NAMED
    return f"{named} {t('tui.more', count=rest)}" if rest > 0 else named


def places_word(snapshot: Snapshot, fields: Sequence[tuple[str, FieldPath]]) -> str:
    """Fields of records in one line: ``栖霞 11：二季度 进展情况、完成情况``."""
    own: dict[tuple[str, int], list[str]] = {}
    for record in dict.fromkeys([record for record, _ in fields]):
        depth = record.count("/")
        own.setdefault((record.partition("/")[0] if depth > 1 else record, depth), []).append(
            record
        )
    places: dict[str, list[str]] = {}
    for (region, depth), records in own.items():
        if depth == 3:
            word = region_word(snapshot.region(region).name)
            known = places.setdefault(word, [])
            # thousands are only counted
            few = records[: _PROPOSED_NUMBERS + 1]
            known += [_number(snapshot, ProjectId(record)) for record in few]
            known += records[len(few) :]
        elif depth == 2:
            for record in records:
                word, _, name = ledger_word(snapshot, LedgerId(record)).partition(" ")
                places.setdefault(word, []).append(name)
        else:
            places.setdefault(region, [])
    words = []
    for word, numbers in places.items():
        shown = t("message.and").join(numbers[: _PROPOSED_NUMBERS + 1])
        if len(numbers) > _PROPOSED_NUMBERS:
            shown = t("tui.projects", count=len(numbers))
        words.append(f"{word} {shown}".strip())
    kinds = {(path, record.count("/")): record for record, path in fields}
    told_fields = _fields_word((path, table_of(record)) for (path, _), record in kinds.items())
    return t("tui.change-line", place=t("message.and").join(words), fields=told_fields)


def _own_label(path: FieldPath, table: FieldTable) -> str:
    try:
        return own_label(path, table)
    except MsctlError:
        return str(path)
