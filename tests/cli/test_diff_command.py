import json

import pytest
from command import Msctl
from invented import LEDGER, ROAD, SCHOOL, County


def test_old_and_new_of_each_field_with_the_difference_of_numbers(
    archive: County, msctl: Msctl
) -> None:
    archive.replace(ROAD, "total = 120", "total = 130")
    archive.replace(ROAD, "开工建设。", "开工建设，\\n完成路基。")
    done = msctl("diff")
    assert (done.code, done.err) == (0, "")
    assert done.lines == [
        f"修改 {LEDGER}/01",
        "  总投资",
        "    旧 120",
        "    新 130  +10 (+8.3%)",
        "  二季度 进度计划",
        "    旧 开工建设。",
        "    新 开工建设，",
        "       完成路基。",
    ]


def test_json_has_id_change_and_fields(archive: County, msctl: Msctl) -> None:
    archive.replace(SCHOOL, 'difficulties = "雨季施工慢。"\n', "")
    field = {"path": "report.Q2.difficulties", "old": "雨季施工慢。", "new": None}
    expected = [{"id": SCHOOL, "change": "changed", "fields": [field]}]
    assert msctl("diff", "--format", "json").text == (
        json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
    )


def test_between_any_two_moments(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    archive.commit("追加", "2024-04-01")
    archive.replace(ROAD, "130", "140")
    archive.commit("再追加", "2024-05-01")
    done = msctl("diff", "--from", "2024-03-31", "--to", "HEAD~1", "--format", "json")
    (record,) = json.loads(done.text)
    assert record["fields"] == [{"path": "funding.total", "old": 120, "new": 130}]


def test_a_record_added_has_all_its_fields_as_new(archive: County, msctl: Msctl) -> None:
    archive.write(f"{LEDGER}/09-qiao", 'number = "9"\nname = "桥"\n')
    (record,) = json.loads(msctl("diff", "--format", "json").text)
    assert (record["id"], record["change"]) == (f"{LEDGER}/09-qiao", "added")
    assert record["fields"] == [
        {"path": "number", "old": None, "new": "9"},
        {"path": "name", "old": None, "new": "桥"},
    ]


@pytest.mark.parametrize("args", [(), ("--format", "json")])
def test_exit_code_tells_of_differences_when_asked(
    archive: County, msctl: Msctl, args: tuple[str, ...]
) -> None:
    assert msctl("diff", "--exit-code", *args).code == 0
    archive.replace(ROAD, "120", "130")
    assert msctl("diff", *args).code == 0
    assert msctl("diff", "--exit-code", *args).code == 1
    assert msctl("diff", "minsheng/3", "--exit-code", *args).code == 0


def test_moments_may_stand_in_front_of_scopes(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    archive.commit("追加", "2024-04-01")
    archive.replace(ROAD, "130", "140")
    archive.replace(SCHOOL, "雨季", "雨天")
    archive.commit("再追加", "2024-05-01")
    named = msctl("diff", "--from", "HEAD~2", "--to", "HEAD~1")
    assert named.lines
    assert msctl("diff", "HEAD~2", "HEAD~1").out == named.out
    assert msctl("diff", "2024-03-31", "2024-04-02", "2024/minsheng/1").out == named.out
    assert msctl("diff", "HEAD~1", "minsheng/3").lines[0] == f"修改 {LEDGER}/03"


def test_a_word_that_is_a_scope_and_a_moment_is_asked_for(archive: County, msctl: Msctl) -> None:
    archive.git("branch", "jia-xian")
    done = msctl("diff", "jia-xian")
    assert done.code == 2
    assert "jia-xian" in done.err
    assert msctl("diff", "--from", "jia-xian").code == 0
    done = msctl("diff", "yi-xian")
    assert (done.code, "不是台账或项目" in done.err) == (2, True)


def test_staged_compares_the_index(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    archive.git("add", ".")
    archive.replace(ROAD, "130", "140")
    (record,) = json.loads(msctl("diff", "--staged", "--format", "json").text)
    assert record["fields"] == [{"path": "funding.total", "old": 120, "new": 130}]
    assert msctl("diff", "--staged", "--to", "HEAD").code == 2


def test_stat_counts(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "total = 120", "total = 130\nown = 3")
    assert msctl("diff", "--stat").lines == [
        f"修改 {LEDGER}/01  新增 1 处，修改 1 处，删去 0 处",
        "共 1 个文件：新增 1 处，修改 1 处，删去 0 处",
    ]
    assert json.loads(msctl("diff", "--stat", "--format", "json").text) == [
        {"id": ROAD, "change": "changed", "set": 1, "changed": 1, "removed": 0}
    ]


def test_a_change_of_the_layout_alone_is_shown_only_when_asked(
    archive: County, msctl: Msctl
) -> None:
    archive.replace(SCHOOL, "# 督查室整理", "# 督查室")
    assert msctl("diff").out == b""
    assert msctl("diff", "--layout").lines == [f"仅格式变化 {LEDGER}/03"]
    archive.commit("注释", "2024-05-01")
    assert "注释" not in msctl("log").text
    assert "注释" in msctl("log", "--layout").text


LONG = "已完成路基4公里，正在铺设路面，预计九月底完工并组织验收。"


def long_edit(county: County) -> None:
    county.replace(ROAD, "已完成路基4公里。", LONG)
    county.commit("长文", "2024-04-01")
    county.replace(ROAD, "路基4公里，正在铺设路面", "路基12公里，路面铺设过半")
    county.replace(ROAD, 'responsible = ["丁街道"]', 'responsible = ["丙局"]')


def test_lists_and_long_wording_show_what_differs(archive: County, msctl: Msctl) -> None:
    long_edit(archive)
    lines = msctl("diff").lines
    assert "    减 丁街道" in lines
    assert "    增 丙局" in lines
    (marked,) = (line for line in lines if line.startswith("    改"))
    assert "[-4-]{+12+}公里" in marked


def test_colour_is_put_in_on_demand_and_never_against_no_color(
    archive: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_edit(archive)
    assert b"\x1b" not in msctl("diff").out
    coloured = msctl("diff", "--color", "always").text
    assert "\x1b[31m4\x1b[0m\x1b[32m12\x1b[0m公里" in coloured
    assert b"\x1b" not in msctl("diff", "--color", "never").out


@pytest.mark.parametrize("command", ["diff", "log"])
def test_html_and_markdown_take_no_markup_from_records(
    archive: County, msctl: Msctl, command: str
) -> None:
    archive.replace(ROAD, "村道路硬化", "<script>*道*</script>|\\u001b[31m")
    archive.commit("<b>题</b> *星*", "2024-05-01")
    args = ("HEAD~1", "HEAD") if command == "diff" else ("-n", "1")
    page = msctl(command, *args, "--format", "html").text
    assert page.startswith("<!DOCTYPE html>")
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    text = msctl(command, *args, "--format", "md").text
    assert r"\<script\>\*道\*" in text
    assert "\x1b" not in text
