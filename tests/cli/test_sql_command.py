import json
import signal
import time
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from command import Msctl
from invented import ELDERLY, ROAD, SCHOOL, WELL, County

import msctl as package
from msctl.report import database
from msctl.report.relations import TABLES

RECORDS = Path(package.__file__).parents[1] / "records"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
Tree = dict[str, object]


def found(msctl: Msctl, *args: str) -> list[dict[str, object]]:
    done = msctl("sql", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    rows = json.loads(done.text)
    assert isinstance(rows, list)
    return rows


def test_json_is_an_array_of_objects_with_null(county: County, msctl: Msctl) -> None:
    query = "SELECT id, number, planned, kind FROM projects WHERE year = 2024"
    assert found(msctl, query) == [
        {"id": ROAD, "number": "1", "planned": 120, "kind": "new"},
        {"id": ELDERLY, "number": "2", "planned": 80, "kind": "continuing"},
        {"id": SCHOOL, "number": "3", "planned": None, "kind": None},
    ]


def test_the_formats_of_lists(county: County, msctl: Msctl) -> None:
    query = "SELECT name, planned FROM projects WHERE year = 2024"
    assert msctl("sql", query, "--format", "csv").lines == [
        "name,planned",
        "村道路硬化,120",
        "老年食堂,80",
        "学校操场改造,",
    ]
    assert msctl("sql", query, "--format", "tsv").lines[1] == "村道路硬化\t120"
    assert msctl("sql", query, "--format", "md").lines[2] == "| 村道路硬化   |       120 |"
    assert "| 老年食堂     |        80 |" in msctl("sql", query).lines
    assert msctl("sql", query, "--format", "csv", "--bom").out.startswith(b"\xef\xbb\xbfname")


def test_a_result_into_a_file_is_not_overwritten(county: County, msctl: Msctl) -> None:
    query = ("sql", "SELECT 1 AS one", "--format", "csv", "-o", "out.csv")
    assert msctl(*query).code == 0
    assert Path("out.csv").read_bytes() == b"one\n1\n"
    assert msctl(*query).code == 2
    assert msctl(*query, "--force").code == 0


def test_chinese_values_and_names_of_columns(county: County, msctl: Msctl) -> None:
    query = "SELECT status AS 完成情况, count(*) AS 项数 FROM tasks WHERE status = '按期推进'"
    assert found(msctl, query) == [{"完成情况": "按期推进", "项数": 2}]


def test_the_query_from_standard_input(county: County, msctl: Msctl) -> None:
    done = msctl("sql", "-", "--format", "csv", typed="\ufeffSELECT count(*) AS n\nFROM projects\n")
    assert (done.code, done.lines, done.err) == (0, ["n", "4"], "")


def test_no_control_sequence_comes_out(county: County, msctl: Msctl) -> None:
    county.replace(ROAD, "村道路硬化", "村\\u001b[31m\\u202e路")
    query = "SELECT name AS \"n\x1b[0m\u202e\" FROM projects WHERE number = '1' AND year = 2024"
    for form in ("table", "csv", "tsv", "md", "json"):
        done = msctl("sql", query, "--format", form)
        assert done.code == 0
        assert not set(done.text) & {"\x1b", "\u202e"}, form


def test_a_formula_does_not_run_in_a_spreadsheet(county: County, msctl: Msctl) -> None:
    assert msctl("sql", "SELECT '=1+1' AS a, -2 AS b", "--format", "csv").lines[1] == "'=1+1,-2"


def test_the_schema_names_every_table_and_column(tmp_path: Path, msctl: Msctl) -> None:
    rows = json.loads(msctl("sql", "--schema", "--format", "json").text)
    told: dict[str, list[object]] = {}
    for row in rows:
        told.setdefault(row["table"], []).append(row["column"])
        assert row["meaning"]
        assert row["meaning"] != row["column"]
    assert told == {table: [None, *columns] for table, columns in TABLES.items()}
    assert {"table": "plans", "column": "text", "type": "TEXT", "meaning": "进度计划"} in rows


def test_no_query_is_told(county: County, msctl: Msctl) -> None:
    done = msctl("sql")
    assert (done.code, done.out) == (2, b"")
    assert "QUERY" in done.err


def test_bad_sql_is_one_sentence_with_the_tables(county: County, msctl: Msctl) -> None:
    done = msctl("sql", "SELECT * FROM project")
    assert (done.code, done.out) == (2, b"")
    assert done.err == (
        "msctl: 这条 SQL 不能执行：no such table: project；可查的表有 "
        + "、".join(TABLES)
        + "，各列见 msctl sql --schema。\n"
    )


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO projects (id) VALUES ('x')",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'other.db'",
        "PRAGMA query_only = OFF",
        "SELECT load_extension('other.db')",
    ],
)
def test_a_query_only_reads(archive: County, msctl: Msctl, query: str) -> None:
    before = archive.tree()
    done = msctl("sql", query)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("msctl: 这不是一条查询")
    assert archive.tree() == before
    assert archive.git("status", "--short") == ""


def test_changes_are_the_log_and_at_bounds_them(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "按期推进", "已完成")
    archive.commit("二季度填报", "2024-07-05")
    archive.replace(ROAD, "total = 120", "total = 150.5")
    archive.commit("调整投资", "2024-08-01")
    query = "SELECT subject, id, path, old, new FROM changes WHERE change = 'changed'"
    money = {
        "subject": "调整投资",
        "id": ROAD,
        "path": "funding.total",
        "old": 120,
        "new": 150.5,
    }
    report = {
        "subject": "二季度填报",
        "id": ROAD,
        "path": "report.Q2.status",
        "old": "按期推进",
        "new": "已完成",
    }
    assert found(msctl, query) == [money, report]
    assert found(msctl, query, "--at", "2024-07-31") == [report]
    everything = found(msctl, "SELECT commit_id, time, author, email, subject FROM changes")
    logged = json.loads(msctl("log", "--format", "json").text)
    assert [tuple(row.values()) for row in everything] == [
        tuple(commit[key] for key in ("commit", "time", "author", "email", "subject"))
        for commit in logged
        for _ in commit["changes"]
    ]


def test_at_asks_the_records_of_then(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "按期推进", "已完成")
    archive.commit("二季度填报", "2024-07-05")
    archive.replace(ROAD, "已完成", "进展缓慢")
    query = f"SELECT status, light FROM projects WHERE id = '{ROAD}'"
    assert found(msctl, query) == [{"status": "进展缓慢", "light": "yellow"}]
    assert found(msctl, query, "--at", "HEAD") == [{"status": "已完成", "light": "done"}]
    assert found(msctl, query, "--at", "2024-06-30") == [{"status": "按期推进", "light": "green"}]
    assert msctl("--at", "nonsense", "sql", query).code == 2


def test_changes_without_a_repository_are_one_sentence(county: County, msctl: Msctl) -> None:
    assert found(msctl, "SELECT count(*) AS n FROM projects") == [{"n": 4}]
    done = msctl("sql", "SELECT * FROM changes")
    assert (done.code, done.out) == (5, b"")
    assert done.err.count("\n") == 1


def test_a_broken_file_is_told_and_the_others_are_asked(county: County, msctl: Msctl) -> None:
    county.write(WELL, "number = \n")
    done = msctl("sql", "SELECT count(*) AS n FROM projects", "--format", "csv")
    assert (done.code, done.lines) == (3, ["n", "3"])
    assert f"{WELL}.toml:1" in done.err


def test_an_endless_query_is_stopped(county: County, msctl: Msctl) -> None:
    begin = time.monotonic()
    done = msctl("sql", ENDLESS, "--timeout", "0.2")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("msctl: 查询超过 0.2 秒")
    assert time.monotonic() - begin < 10


def test_ctrl_c_stops_a_query(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []

    def press(text: str) -> str:
        if not pressed:
            signal.raise_signal(signal.SIGINT)
        pressed.append(text)
        return text

    # pressed while SQLite calls back, where it would swallow an exception
    monkeypatch.setattr(database, "fold", press)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        done = msctl("sql", ENDLESS.replace("count(*)", "count(fold(x))"), "--timeout", "20")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.code, done.out) == (130, b"")
    assert "msctl:" not in done.err
    assert 0 < len(pressed) < 20_000


def real_files() -> Iterator[tuple[str, Tree]]:
    for file in sorted(RECORDS.glob("*/*/*/*.toml")):
        if file.name != "ledger.toml":
            tree = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
            yield file.relative_to(RECORDS).as_posix().removesuffix(".toml"), tree


def real_owners() -> Iterator[tuple[str, str | None, Tree]]:
    for record, tree in real_files():
        yield record, None, tree
        yield from ((record, key, own) for key, own in table(tree, "task"))


def table(tree: Tree, key: str) -> list[tuple[str, Tree]]:
    group = tree.get(key, {})
    assert isinstance(group, dict)
    return [(name, own) for name, own in group.items() if isinstance(own, dict)]


def real(msctl: Msctl, query: str) -> list[tuple[object, ...]]:
    rows = found(msctl, query, "--records", str(RECORDS))
    return sorted((tuple(row.values()) for row in rows), key=repr)


def number(value: object) -> object:
    return float(value) if isinstance(value, Decimal | int) else value


def test_every_plan_of_the_five_offices_is_there(msctl: Msctl) -> None:
    expected = [
        (record, key, period, own.get("text"), number(own.get("investment")))
        for record, key, tree in real_owners()
        for period, own in table(tree, "plan")
    ]
    assert len(expected) > 300
    assert real(msctl, "SELECT id, task, period, text, investment * 1.0 FROM plans") == [
        (*row[:4], int(row[4]) if isinstance(row[4], float) and row[4].is_integer() else row[4])
        for row in sorted(expected, key=repr)
    ]


def test_every_report_of_the_five_offices_is_there(msctl: Msctl) -> None:
    expected = [
        (record, key, period, own.get("progress"), own.get("status"), own.get("next_steps"))
        for record, key, tree in real_owners()
        for period, own in table(tree, "report")
    ]
    assert len(expected) > 80
    query = "SELECT id, task, period, progress, status, next_steps FROM reports"
    assert real(msctl, query) == sorted(expected, key=repr)


def test_every_unit_and_mark_of_the_five_offices_is_there(msctl: Msctl) -> None:
    units, marks = [], []
    for record, key, tree in real_owners():
        group = tree.get("units", {})
        assert isinstance(group, dict)
        units += [(record, key, role, name) for role, names in group.items() for name in names]
        names = tree.get("marks", [])
        assert isinstance(names, list)
        marks += [(record, key, name) for name in names]
    assert len(units) > 200
    assert real(msctl, "SELECT id, task, role, unit FROM units") == sorted(units, key=repr)
    assert real(msctl, "SELECT id, task, mark FROM marks") == sorted(marks, key=repr)


def test_every_measure_figure_of_the_five_offices_is_there(msctl: Msctl) -> None:
    expected = [
        (record, key, name, side, period)
        for record, key, tree in real_owners()
        for name, own in table(tree, "measure")
        for side in ("plan", "report")
        for period in dict(own.get(side, {}))  # type: ignore[call-overload]
    ]
    assert real(msctl, "SELECT id, task, name, side, period FROM measure_figures") == sorted(
        expected, key=repr
    )


def test_money_adds_up_to_the_summarys_figures(msctl: Msctl) -> None:
    query = "SELECT region, count(*), sum(planned), sum(invested) FROM projects GROUP BY region"
    summary = json.loads(
        msctl("--records", str(RECORDS), "summary", "--by", "region", "--format", "json").text
    )
    assert real(msctl, query) == sorted(
        ((g["region"], g["projects"], g["planned"], g["invested"]) for g in summary), key=repr
    )
    amounts = [
        Decimal(amount)
        for _, tree in real_files()
        for amount in dict(tree.get("funding", {})).values()  # type: ignore[call-overload]
    ]
    exact = sum(amounts, Decimal(0))
    assert real(msctl, "SELECT sum(amount) FROM funding") == [(float(exact),)]


def test_a_row_of_work_a_task(msctl: Msctl) -> None:
    summary = json.loads(msctl("--records", str(RECORDS), "summary", "--format", "json").text)
    assert real(msctl, "SELECT count(*) FROM tasks") == [(summary[0]["tasks"],)]
