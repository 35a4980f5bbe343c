"""``msctl layout``: what there is, what is wrong with it, and a new one from a table."""

import json
from pathlib import Path

from command import Msctl
from invented import LEDGER, OLD_LEDGER, County

FILE = f"{LEDGER}/ledger.toml"


def test_the_list_has_the_ledgers_own_and_those_of_all(county: County, msctl: Msctl) -> None:
    found = json.loads(msctl("layout", "show", "--format", "json").text)
    assert found[0] == {
        "name": "official",
        "ledger": LEDGER,
        "title": "甲县2024年民生实事项目表",
        "columns": 7,
        "period": False,
    }
    assert [(one["name"], one["ledger"], one["period"]) for one in found[1:]] == [
        ("plan", None, False),
        ("progress", None, True),
        ("completion", None, True),
        ("indicators", None, True),
        ("money", None, False),
        ("units", None, False),
    ]
    assert "投资分类汇总表" in msctl("layout", "show").text


def test_one_layout_is_printed_as_toml_or_json(county: County, msctl: Msctl) -> None:
    (found,) = json.loads(msctl("layout", "show", "progress", "--format", "json").text)
    assert found["name"] == "progress"
    assert found["column"]["number"]["fields"] == ["number"]
    done = msctl("layout", "show", "progress", "--format", "csv")
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)


def test_a_layout_shown_is_a_layout_to_copy(county: County, msctl: Msctl) -> None:
    shown = msctl("layout", "show", "progress").text
    own = shown.replace("[layout.progress", "[layout.own")
    county.write(FILE, county.text(FILE) + "\n" + own)
    assert msctl("layout", "check").code == 0
    one, other = (
        msctl("export", LEDGER, "--layout", name, "--period", "Q2", "--format", "csv").text
        for name in ("own", "progress")
    )
    assert one == other
    assert "二季度进展情况" in one


def test_check_tells_file_and_line(county: County, msctl: Msctl) -> None:
    assert msctl("layout", "check").text == "没有发现问题。\n"
    county.replace(FILE, '["units.lead"]', '["units.leed"]')
    done = msctl("layout", "check", LEDGER)
    line = county.text(FILE).splitlines().index('fields = ["units.leed"]') + 1
    assert done.code == 1
    assert done.text.startswith(f"{FILE}:{line}:1: 错误: ")
    assert "units.lead" in done.text
    assert msctl("layout", "check", OLD_LEDGER).code == 0


def test_a_key_given_twice_is_told_with_its_line(county: County, msctl: Msctl) -> None:
    county.replace(FILE, 'fields = ["units.lead"]', 'fields = ["units.lead"]\nfields = ["name"]')
    line = county.text(FILE).splitlines().index('fields = ["units.lead"]') + 2
    done = msctl("layout", "check", LEDGER)
    assert done.code == 1
    assert done.text.startswith(f"{FILE}:{line}:")


def test_a_new_layout_comes_from_anybodys_table(county: County, msctl: Msctl) -> None:
    county.write(FILE, county.text(FILE).replace("[layout.official", "[layout.former"))
    Path("别处.csv").write_text(
        "序号,事项名称,责任单位,年度目标,得分\n1,修路,交通局,修3公里,95\n", encoding="utf-8"
    )
    printed = msctl("layout", "new", "bieren", "--from", "别处.csv")
    assert printed.code == 0
    assert '[layout.bieren.column.responsible]\nheader = ["责任单位"]' in printed.text
    assert 'fields = ["extra.得分"]' in printed.text
    before = county.text(FILE)
    done = msctl("layout", "new", "bieren", "--from", "别处.csv", "--into", LEDGER)
    assert done.code == 0, done.err
    assert county.text(FILE).startswith(before)
    assert msctl("layout", "check").code == 0
    lines = msctl("export", LEDGER, "--layout", "bieren", "--format", "csv").lines
    assert lines[0] == "序号,事项名称,责任单位,年度目标,得分"
    assert lines[1].startswith("1,村道路硬化,丁街道,")


def test_a_fixed_layout_takes_no_period(county: County, msctl: Msctl) -> None:
    done = msctl("export", LEDGER, "--period", "Q3")
    assert (done.code, done.out) == (2, b"")
    assert "版式“official”的期次是写定的" in done.err


def test_there_are_layouts_before_there_is_a_ledger(msctl: Msctl, tmp_path: Path) -> None:
    (tmp_path / "msctl.toml").write_text("format = 1\n", encoding="utf-8")
    shown = msctl("--records", str(tmp_path), "layout", "show", "plan").text
    assert shown.startswith("[layout.plan]\n")


def test_a_name_is_given_once(county: County, msctl: Msctl) -> None:
    msctl("export", LEDGER, "--format", "xlsx", "-o", "表.xlsx")
    before = county.tree()
    done = msctl("layout", "new", "official", "--from", "表.xlsx", "--into", LEDGER)
    assert done.code == 2
    assert "已有版式“official”" in done.err
    assert county.tree() == before


def test_an_unknown_layout_or_table_is_one_sentence(county: County, msctl: Msctl) -> None:
    assert "没有版式“wu”" in msctl("layout", "show", "wu").err
    Path("空.csv").write_text("没有表格\n", encoding="utf-8")
    done = msctl("layout", "new", "xin", "--from", "空.csv")
    assert (done.code, done.err.count("\n")) == (2, 1)
