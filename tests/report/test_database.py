"""Queries over the invented county: what the tables hold, and that nothing else is reached."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from msctl.history.difference import RecordChange
from msctl.history.log import Commit
from msctl.model.changes import Change
from msctl.model.paths import FieldPath
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value
from msctl.report import database, relations
from msctl.report.database import (
    Answer,
    BadQuery,
    Database,
    QueryTooLong,
    QueryWrites,
    TooManyRows,
)
from msctl.report.relations import RELATIONS, TABLES

from .conftest import LEDGER, snapshot_of

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {} FROM n"
SCHOOL, ROADS, CLINIC = (f"{LEDGER}/{slug}" for slug in ("1-school", "2-roads", "10-clinic"))

Found = list[tuple[Value | None, ...]]


def unread() -> Iterator[Commit]:
    raise AssertionError("the history was read")


def answer(
    query: str,
    snapshot: Snapshot,
    commits: Callable[[], Iterable[Commit]] = unread,
    timeout: float = 30,
    stopped: Callable[[], object] = lambda: False,
) -> Answer:
    with Database.opened(query, snapshot, commits) as built:
        return built.answer(timeout, stopped)


@pytest.fixture
def ask(county: Snapshot) -> Callable[[str], Found]:
    return lambda query: list(answer(query, county).rows)


Ask = Callable[[str], Found]


def test_projects_are_the_rows_of_the_list(ask: Ask) -> None:
    assert ask("SELECT id, number, name, kind, planned, invested FROM projects") == [
        (SCHOOL, "1", "新建小学", "new", Decimal("1200.5"), Decimal("1000.25")),
        (ROADS, "2", "农村道路", "continuing", Decimal(50), Decimal(5)),
        (CLINIC, "10", "卫生院改造", None, None, None),
    ]
    assert ask("SELECT region_name, year, tasks, marks, lead, money_unit FROM projects")[0] == (
        *("清河县", Decimal(2024), Decimal(0)),
        *("票决制民生实事、省级民生实事", "教体局、住建局", "万元"),
    )


def test_printed_numbers_and_tasks_sort_as_numbers_and_stay_texts(ask: Ask) -> None:
    assert ask("SELECT number FROM projects ORDER BY number DESC") == [("10",), ("2",), ("1",)]
    assert ask("SELECT name FROM projects WHERE number = '10'") == [("卫生院改造",)]
    assert ask("SELECT '9*' < number FROM projects WHERE number > '9*'") == [(Decimal(1),)]


def test_tasks_take_from_their_project_what_they_leave_out(ask: Ask) -> None:
    found = ask("SELECT task, name, responsible, status, pace, light, planned FROM tasks")
    assert found == [
        (None, "新建小学", None, "已完成", None, "done", None),
        ("1", "村内道路", "农林局", "按计划推进", "on-track", "green", Decimal(30)),
        ("2", "田间道路", "农林局", "进展缓慢", "behind", "yellow", Decimal(20)),
        (None, "卫生院改造", "农业\n农村局", None, None, "none", None),
    ]


def test_a_value_that_a_task_inherits_is_there_once(ask: Ask) -> None:
    assert ask(f"SELECT task, unit FROM units WHERE id = '{ROADS}'") == [(None, "农林局")]


def test_plans_and_reports_by_period(ask: Ask) -> None:
    assert ask(f"SELECT * FROM plans WHERE id = '{ROADS}'") == [
        (ROADS, "1", "Q2", "2024-06-30", "进场施工", Decimal(30), "per-period"),
        (ROADS, "2", "Q2", "2024-06-30", "挂网招标", Decimal(20), "per-period"),
    ]
    assert ask(
        "SELECT task, period, progress, status, state, pace, investment FROM reports "
        "WHERE period_end = '2024-06-30'"
    ) == [
        (None, "Q2", "主体封顶", "已完成", "completed", None, Decimal("900.25")),
        ("1", "Q2", "已进场", "按计划推进", "in-progress", "on-track", None),
        ("2", "Q2", "正在招标", "进展缓慢", "in-progress", "behind", Decimal(5)),
        (None, "H1", "正在推进", None, None, None, None),
    ]


def test_funding_units_and_marks(ask: Ask) -> None:
    assert ask("SELECT * FROM funding") == [(SCHOOL, "total", Decimal("1200.5"))]
    assert ask("SELECT role, unit, name FROM units") == [
        ("lead", "教体局", "教体局"),
        ("lead", "住建局", "住建局"),
        ("responsible", "农林局", "农业农村局"),
        ("responsible", "农业\n农村局", "农业农村局"),
    ]
    assert ask("SELECT id, task, mark FROM marks ORDER BY mark DESC") == [
        (SCHOOL, None, "票决制民生实事"),
        (SCHOOL, None, "省级民生实事"),
    ]


def test_measures_and_their_figures() -> None:
    text = """
number = "1"
name = "电梯"
[task.1.measure."加装"]
target = 25
unit = "部"
relation = "at-least"
mode = "cumulative"
[task.1.measure."加装".plan]
Q2 = 10
2025-M03 = 25
[task.1.measure."加装".report]
Q2 = 10.5
"""
    snapshot = snapshot_of({SCHOOL: text})

    def ask(query: str) -> Found:
        return list(answer(query, snapshot).rows)

    assert ask("SELECT * FROM measures") == [
        (SCHOOL, "1", "加装", Decimal(25), "部", "at-least", "cumulative")
    ]
    assert ask("SELECT side, period, period_end, value FROM measure_figures") == [
        ("plan", "Q2", "2024-06-30", Decimal(10)),
        ("plan", "2025-M03", "2025-03-31", Decimal(25)),
        ("report", "Q2", "2024-06-30", Decimal("10.5")),
    ]


def test_fields_hold_every_value_of_every_record(ask: Ask, county: Snapshot) -> None:
    found = ask("SELECT id, path, value FROM fields")
    assert len(found) == sum(len(p.record.fields) for p in county.projects.values())
    assert (SCHOOL, "report.Q2.investment", Decimal("900.25")) in found
    assert (ROADS, "task.2.report.Q2.status", "进展缓慢") in found


def test_changes_are_the_log_and_empty_is_not_absent(county: Snapshot) -> None:
    path = FieldPath.parse("report.Q2.status")
    money = FieldPath.parse("funding.total")
    changes = (
        Change(SCHOOL, path, None, ""),
        Change(SCHOOL, money, Decimal("0.1"), Decimal("0.3")),
    )
    commit = Commit(
        commit="a" * 40,
        time=dt.datetime(2024, 7, 5, 12, tzinfo=dt.UTC),
        author="张三",
        email="z@example.com",
        subject="填报",
        body="",
        records=(RecordChange(SCHOOL, f"{SCHOOL}.toml", "changed", changes),),
        parents=(),
    )
    query = "SELECT *, new - old FROM changes"
    assert list(answer(query, county, lambda: [commit]).rows) == [
        (
            *("a" * 40, "2024-07-05T12:00:00+00:00", "张三", "z@example.com", "填报"),
            *(SCHOOL, str(path), "changed", None, "", None),
        ),
        (
            *("a" * 40, "2024-07-05T12:00:00+00:00", "张三", "z@example.com", "填报"),
            *(SCHOOL, str(money), "changed", Decimal("0.1"), Decimal("0.3"), Decimal("0.2")),
        ),
    ]


@pytest.mark.parametrize("table", TABLES)
def test_only_the_named_tables_are_built(
    county: Snapshot, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []
    for name, relation in RELATIONS.items():

        def noted(snapshot: Snapshot, name: str = name) -> Iterator[relations.Row]:
            built.append(name)
            return iter(())

        monkeypatch.setitem(RELATIONS, name, relations.Relation(relation.columns, noted))

    def read() -> list[Commit]:
        built.append("changes")
        return []

    query = f'WITH some AS (SELECT * FROM "{table.upper()}" AS x) SELECT count(*) FROM some'
    with Database.opened(query, county, read) as built_tables:
        assert built_tables.named == {table}
    assert built == [table]


def test_every_table_has_as_many_columns_as_its_rows_have_values(county: Snapshot) -> None:
    for name, relation in RELATIONS.items():
        assert {len(row) for row in relation.rows(county)} <= {len(TABLES[name])}


def test_sums_are_rounded_and_results_plain(ask: Ask) -> None:
    assert ask("SELECT 0.1 + 0.2, 1.0 / 3, 2.0, -0.0, 1e20, 7, NULL, x'00ff', 9e999, '文'") == [
        (
            *(Decimal("0.3"), Decimal("0.333333"), Decimal(2), Decimal(0), Decimal(10) ** 20),
            *(Decimal(7), None, "x'00ff'", "inf", "文"),
        )
    ]


def test_columns_of_one_name_are_told_apart(county: Snapshot) -> None:
    query = "SELECT id, id, name AS id_2, id FROM projects"
    assert answer(query, county).columns == ("id", "id_2", "id_2_2", "id_3")


def test_fold_makes_searching_blind_to_width_and_white_space(ask: Ask) -> None:
    assert ask("SELECT fold('Ａ b\n农业'), fold(NULL), fold(12)") == [("ab农业", None, "12")]
    query = "SELECT id FROM units WHERE fold(unit) = fold('农业 农村局')"
    assert ask(query) == [(CLINIC,)]


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ; ",
        "-- nothing",
        "INSERT INTO projects (id) VALUES ('x')",
        "UPDATE projects SET name = 'x'",
        "DELETE FROM projects",
        "WITH x AS (SELECT 1) INSERT INTO marks SELECT 1, 1, 1 FROM x",
        "EXPLAIN DELETE FROM projects",
        "DROP TABLE projects",
        "CREATE TABLE other (a)",
        "CREATE TEMP VIEW other AS SELECT 1",
        "ATTACH '{file}' AS other",
        "VACUUM INTO '{file}'",
        "VACUUM",
        "REINDEX",
        "ANALYZE",
        "BEGIN",
        "SAVEPOINT a",
        "PRAGMA query_only = OFF",
        "PRAGMA user_version",
        "PRAGMA temp_store_directory = '{file}'",
        "SELECT * FROM pragma_table_info('projects')",
        "SELECT * FROM dbstat",
        "SELECT load_extension('{file}')",
        "SELECT LOAD_EXTENSION('{file}', 'x')",
        "SELECT fts3_tokenizer('simple')",
    ],
)
def test_all_but_reading_is_refused_and_writes_nothing(
    county: Snapshot, tmp_path: Path, query: str
) -> None:
    file = tmp_path / "other.db"
    with pytest.raises((QueryWrites, BadQuery)) as caught:
        answer(query.replace("{file}", str(file)), county)
    assert isinstance(caught.value, QueryWrites) or "no such table: dbstat" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_the_built_database_is_sealed_twice(county: Snapshot) -> None:
    with Database.opened("SELECT * FROM marks", county, unread) as built:
        for statement in ("DELETE FROM marks", "PRAGMA query_only = OFF", "ATTACH ':memory:' AS x"):
            with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
                built._connection.execute(statement)
        built._connection.set_authorizer(None)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            built._connection.execute("DELETE FROM marks")
        assert len(built.answer(30).rows) == 2


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nope FROM projects", "no such column: nope"),
        ("SELECT * FROM nope", "no such table: nope"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("SELECT 1; DROP TABLE projects", "one statement at a time"),
        ("SELECT ?", "bindings"),
        ("SELECT 1 \0", "null character"),
        ("SELECT '\udcff'", "surrogates"),
        ("SELECT randomblob(100000000)", "too big"),
        ("SELECT CAST(x'ff' AS TEXT)", "UTF-8"),
        ("SELECT abs(-9223372036854775807 - 1)", "overflow"),
    ],
)
def test_bad_sql_is_told_with_its_reason_and_the_tables(
    county: Snapshot, query: str, reason: str
) -> None:
    with pytest.raises(BadQuery) as caught:
        answer(query, county)
    assert reason in str(caught.value.details["reason"])
    assert caught.value.details["tables"] == tuple(TABLES)


def test_a_query_without_end_is_stopped_by_time(county: Snapshot) -> None:
    with pytest.raises(QueryTooLong) as caught:
        answer(ENDLESS.format("count(*)"), county, timeout=0.2)
    assert caught.value.details == {"seconds": "0.2"}


def test_a_query_without_end_is_stopped_when_asked(county: Snapshot) -> None:
    looks: list[int] = []

    def third_look() -> bool:
        looks.append(1)
        return len(looks) == 3

    with pytest.raises(QueryTooLong):
        answer(ENDLESS.format("count(*)"), county, stopped=third_look)


def test_a_result_without_end_is_refused(county: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MOST_ROWS", 100)
    assert len(answer(ENDLESS.format("x") + " LIMIT 100", county).rows) == 100
    with pytest.raises(TooManyRows):
        answer(ENDLESS.format("x"), county)
