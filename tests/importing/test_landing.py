"""The laws of an import into records that are there: who alone changed a field has it."""

from hypothesis import given
from hypothesis import strategies as st

from msctl.importing.earlier import NOTHING, Earlier
from msctl.importing.landing import Landing, plan_landing, plan_returned
from msctl.model.changes import apply
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value

LEDGER = LedgerId("yi-xian/2024/minsheng")
ID = ProjectId(f"{LEDGER}/01-lu")
NAMED = {FieldPath.of("number"): "1", FieldPath.of("name"): "村道路硬化"}
PATHS = [
    FieldPath.of("content"),
    FieldPath.of("note"),
    FieldPath.of("report", "Q1", "progress"),
    FieldPath.of("report", "Q2", "progress"),
    FieldPath.of("task", "1", "content"),
]
COLUMNS = [FieldPath.of("content"), FieldPath.of("note"), FieldPath.of("report")]

texts = st.sampled_from(["甲", "乙", "丙"])
fields = st.dictionaries(st.sampled_from(PATHS), texts)


def snapshot(ours: dict[FieldPath, str]) -> Snapshot:
    record = Record({**NAMED, **ours})
    region = {"yi-xian": Region("yi-xian", Record({}))}
    return Snapshot(region, {LEDGER: Ledger(LEDGER, Record({}))}, {ID: Project(ID, record)})


def lay(
    ours: dict[FieldPath, str], document: dict[FieldPath, str], base: dict[FieldPath, str] | None
) -> Landing:
    known: dict[FieldPath, Value | None] = {**NAMED, **(base or {})}
    earlier = NOTHING if base is None else Earlier({ID: known})
    row = Record({**NAMED, **document})
    return plan_landing(
        snapshot(ours), LEDGER, Record({}), [row], accept=False, earlier=earlier, covered=COLUMNS
    )


def result(ours: dict[FieldPath, str], landing: Landing) -> Record:
    own = [change for change in landing.changes if change.id == ID]
    return apply(Record({**NAMED, **ours}), own)


@given(ours=fields, document=fields, base=fields)
def test_each_field_is_somebodys_or_asked(
    ours: dict[FieldPath, str], document: dict[FieldPath, str], base: dict[FieldPath, str]
) -> None:
    landing = lay(ours, document, base)
    asked = [question.path for question in landing.questions]
    merged = result(ours, landing)
    for path in PATHS:
        if any(path[: len(place)] == place for place in asked):
            continue
        mine, yours, before = ours.get(path), document.get(path), base.get(path)
        if yours is None or before == yours:
            expected = mine  # the document says nothing new
        elif mine in (before, yours):
            expected = yours
        else:
            raise AssertionError(f"{path} was changed on both sides and not asked")
        assert merged.get(path) == expected


@given(ours=fields, document=fields)
def test_without_a_base_no_value_is_replaced(
    ours: dict[FieldPath, str], document: dict[FieldPath, str]
) -> None:
    landing = lay(ours, document, None)
    merged = result(ours, landing)
    for path, value in ours.items():
        assert merged.get(path) == value
    differing = {p for p in document if p in ours and ours[p] != document[p]}
    asked = [question.path for question in landing.questions]
    assert all(any(path[: len(place)] == place for place in asked) for path in differing)


@given(ours=fields, base=fields)
def test_the_same_document_again_changes_nothing(
    ours: dict[FieldPath, str], base: dict[FieldPath, str]
) -> None:
    landing = lay(ours, base, base)
    assert not landing.questions
    assert result(ours, landing).fields == {**NAMED, **ours}


@given(ours=fields, base=fields)
def test_what_a_document_leaves_out_is_told_and_stays(
    ours: dict[FieldPath, str], base: dict[FieldPath, str]
) -> None:
    landing = lay(ours, {}, base)
    assert result(ours, landing).fields == {**NAMED, **ours}
    told = {change.path for change in (*landing.gone, *landing.kept)}
    covered = {path for path in base if path[0] != "task" or path[2] == "content"}
    assert told == {path for path in covered if path in ours}
    # only what nobody touched since can go on request
    removed = result(ours, landing.with_removals())
    for path in PATHS:
        gone = path in ours and path in base and ours[path] == base[path]
        assert removed.get(path) == (None if gone else ours.get(path))


@given(handed=fields, ours=fields, filled=fields)
def test_a_form_changes_only_what_it_changed(
    handed: dict[FieldPath, str], ours: dict[FieldPath, str], filled: dict[FieldPath, str]
) -> None:
    values: dict[FieldPath, Value | None] = {path: handed.get(path) for path in PATHS}
    landing = plan_returned(snapshot(ours), {ID: Record({**filled})}, Earlier({ID: values}))
    asked = [question.path for question in landing.questions]
    merged = result(ours, landing)
    for path in PATHS:
        if any(path[: len(place)] == place for place in asked):
            assert filled.get(path) != handed.get(path)
        elif path not in filled or filled[path] == handed.get(path):
            assert merged.get(path) == ours.get(path)
        else:
            assert merged.get(path) == filled[path]
