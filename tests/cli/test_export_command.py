import csv
import io
import json
from pathlib import Path

import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

from msctl.importing.readers.opening import open_file

CSV = """\
序号,项目名称,资金（万元）,,进度计划,牵头单位,完成情况
,,总投资,县级,,,
合计（3个）,,200,60.5,,,
1,村道路硬化,120,60.5,"一季度：完成招标。
二季度：开工建设。",乙局,按期推进
2,东食堂,80,,二季度：投入运营。,丙局,已完成
,西食堂,,,四季度：投入运营。,丙局,按期推进
3,学校操场改造,,,上半年：完成改造。,县乙局、丙局,进展缓慢
"""


def rows(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def piped(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_the_official_table_as_csv(county: County, msctl: Msctl) -> None:
    done = msctl("export", LEDGER, "--format", "csv")
    assert (done.code, done.text, done.err) == (0, CSV, "")


def test_the_official_table_as_markdown(county: County, msctl: Msctl) -> None:
    done = msctl("export", LEDGER, "--format", "md")
    title, blank, header, _, *body = done.lines
    assert (done.code, title, blank) == (0, "# 甲县2024年民生实事项目表", "")
    assert piped(header)[2:5] == ["资金（万元）/总投资", "资金（万元）/县级", "进度计划"]
    expected = [[cell.replace("\n", "<br>") for cell in row] for row in rows(CSV.encode())[2:]]
    assert [piped(row) for row in body] == expected


def test_tsv_has_the_same_cells(county: County, msctl: Msctl) -> None:
    done = msctl("export", LEDGER, "--format", "tsv")
    assert rows(done.out, "\t") == rows(CSV.encode())


def test_text_has_every_cell_below_the_title(county: County, msctl: Msctl) -> None:
    done = msctl("export", LEDGER, "--width", "100")
    assert done.code == 0
    assert done.lines[0].strip() == "甲县2024年民生实事项目表"
    for row in rows(CSV.encode()):
        for cell in row:
            assert all(line in done.text for line in cell.split("\n"))


def test_fill_repeats_merged_cells(county: County, msctl: Msctl) -> None:
    filled = rows(msctl("export", LEDGER, "--format", "csv", "--fill").out)
    assert [row[0] for row in filled[3:]] == ["1", "2", "2", "3"]
    assert [row[2] for row in filled[3:]] == ["120", "80", "80", ""]
    assert filled[0][2:4] == ["资金（万元）"] * 2


def test_json_has_an_object_for_each_row(county: County, msctl: Msctl) -> None:
    found = json.loads(msctl("export", LEDGER, "--format", "json").text)
    assert [(row["id"], row["task"]) for row in found] == [
        (ROAD, None),
        (ELDERLY, "1"),
        (ELDERLY, "2"),
        (SCHOOL, None),
    ]
    assert list(found[0]) == [
        *("id", "task", "number", "name", "total", "county", "plan", "lead", "status")
    ]
    assert (found[0]["total"], found[0]["county"], found[3]["total"]) == (120, 60.5, None)
    assert found[3]["lead"] == ["县乙局", "丙局"]


def test_a_part_of_the_ledger_has_its_own_totals(county: County, msctl: Msctl) -> None:
    found = rows(msctl("export", "2024/minsheng/1", "--format", "csv").out)
    assert found[2][:4] == ["合计（1个）", "", "120", "60.5"]
    assert len(found) == 4


def test_the_same_records_give_the_same_bytes(county: County, msctl: Msctl) -> None:
    for form in ("text", "md", "csv", "tsv", "json"):
        first = msctl("export", LEDGER, "--format", form).out
        assert msctl("export", LEDGER, "--format", form).out == first
        assert first.endswith(b"\n")
        assert b"\r" not in first


def test_bom_goes_before_csv_and_tsv_only(county: County, msctl: Msctl) -> None:
    for form in ("csv", "tsv"):
        plain = msctl("export", LEDGER, "--format", form).out
        assert msctl("export", LEDGER, "--format", form, "--bom").out == b"\xef\xbb\xbf" + plain
    done = msctl("export", LEDGER, "--format", "md", "--bom")
    assert (done.code, done.out) == (2, b"")


def test_output_is_a_file_that_is_not_overwritten_unasked(county: County, msctl: Msctl) -> None:
    file = county.top / "公示表.csv"
    asked = ("export", LEDGER, "--format", "csv", "-o", str(file))
    done = msctl(*asked)
    assert (done.code, done.out) == (0, b"")
    assert done.err == f"已写入 {file}（5 行）。\n"
    assert file.read_text("utf-8") == CSV
    file.write_bytes(b"mine")
    assert msctl(*asked).code == 2
    assert file.read_bytes() == b"mine"
    assert msctl(*asked, "--force").code == 0
    assert file.read_text("utf-8") == CSV


def test_a_folder_that_is_not_there_is_made_for_the_file(county: County, msctl: Msctl) -> None:
    file = county.top / "公示" / "表.csv"
    assert msctl("export", LEDGER, "--format", "csv", "-o", str(file)).code == 0
    assert file.read_text("utf-8") == CSV


def test_at_exports_what_was_recorded_then(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "total = 120", "total = 150")
    archive.replace(f"{LEDGER}/ledger.toml", "总投资", "总额")
    archive.commit("追加", "2024-06-01")
    now = msctl("export", LEDGER, "--format", "csv").text
    assert "总额" in now
    assert msctl("--at", "2024-05-31", "export", LEDGER, "--format", "csv").text == CSV


def test_a_cell_that_looks_like_a_formula_is_no_formula(county: County, msctl: Msctl) -> None:
    county.replace(ROAD, "村道路硬化", "=HYPERLINK(1)")
    assert rows(msctl("export", LEDGER, "--format", "csv").out)[3][1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (
            (LEDGER, "--layout", "gongshi"),
            f"台账 {LEDGER} 没有版式“gongshi”（现有：official、",
        ),
        (("jia-xian", "--format", "csv"), "“csv”格式的一个文件只放一张表"),
        (("jia-xian/2023",), "台账 jia-xian/2023/minsheng 没有版式“official”（现有：plan、"),
        (("yi-xian",), "没有与“yi-xian”相符的台账或项目"),
        ((LEDGER, "--format", "wps"), "--format 的值不对"),
        ((LEDGER, "--width", "7"), "--width 的值不对"),
        ((), "缺少 SCOPE"),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(
    county: County, msctl: Msctl, args: tuple[str, ...], sentence: str
) -> None:
    done = msctl("export", *args)
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert done.err.startswith(f"msctl: {sentence}")


def test_several_ledgers_go_into_a_folder_or_one_document(
    county: County, msctl: Msctl, tmp_path: Path
) -> None:
    done = msctl("export", "jia-xian", "--layout", "plan", "--format", "docx", "-o", f"{tmp_path}/")
    assert done.code == 0
    names = ["jia-xian-2023-minsheng-plan.docx", "jia-xian-2024-minsheng-plan.docx"]
    assert [line.split("（")[0] for line in done.err.splitlines()] == [
        f"已写入 {tmp_path}/{name}" for name in names
    ]
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == names
    again = msctl("export", "jia-xian", "--layout", "plan", "--format", "csv", "-o", f"{tmp_path}/")
    assert again.code == 0
    whole = tmp_path / "全部.xlsx"
    assert (
        msctl("export", "jia-xian", "--layout", "plan", "--format", "xlsx", "-o", str(whole)).code
        == 0
    )
    assert [table.rows[0][0] for table in open_file(whole).tables] == ["序号", "项目类别"]


def test_annexes_of_one_document_stand_in_the_order_of_their_numbers(
    county: County, msctl: Msctl
) -> None:
    for name, heading in (("a", "附件10"), ("b", "附件2"), ("c", "附件1")):
        county.write(
            f"jia-xian/2025/{name}/ledger.toml", f'title = "{name}表"\nheading = "{heading}"\n'
            '[layout.official.column.name]\nheader = ["名称"]\nfields = ["name"]\n'
        )  # fmt: skip
        county.write(f"jia-xian/2025/{name}/1.toml", 'number = "1"\nname = "甲"\n')
    pages = msctl("export", "jia-xian/2025", "--format", "md", "-o", "-").text
    assert [line for line in pages.split("\n") if line.startswith("# ")] == [
        "# c表",
        "# b表",
        "# a表",
    ]
    asked = msctl("export", "jia-xian/2025/a jia-xian/2025/c", "--format", "md").text
    assert asked.index("# a表") < asked.index("# c表"), "as they are asked for"


def test_the_stamp_is_printed_and_the_data_stays(county: County, msctl: Msctl) -> None:
    plain = msctl("export", LEDGER, "--format", "csv").text
    stamped = msctl("export", LEDGER, "--format", "csv", "--stamp").text
    assert stamped.startswith(plain)
    assert stamped[len(plain) :].startswith("导出自 msctl ")


def test_lists_are_documents_too(county: County, msctl: Msctl) -> None:
    for form in ("html", "xlsx", "docx"):
        done = msctl("list", LEDGER, "--format", form, "-o", f"单.{form}")
        assert done.code == 0, done.err
        (table,) = open_file(Path(f"单.{form}")).tables
        assert len(table.rows) == 4
        assert table.rows[1][1] == "村道路硬化"


def test_the_same_records_give_the_same_bytes_in_any_time_zone(
    archive: County, process: Msctl
) -> None:
    for form in ("docx", "xlsx", "html", "pdf"):
        one, other = (
            process("export", LEDGER, "--format", form, "--stamp", TZ=zone, PYTHONHASHSEED=seed)
            for zone, seed in (("Asia/Shanghai", "1"), ("America/New_York", "2"))
        )
        assert one.code == other.code == 0, one.err
        assert one.out == other.out


def test_a_unit_gets_what_it_answers_for_under_any_of_its_names(
    county: County, msctl: Msctl
) -> None:
    for name in ("乙局", "县乙局"):
        listed = msctl("export", LEDGER, "--layout", "units", "--unit", name, "--format", "csv")
        assert [row[:3] for row in rows(listed.out)[1:]] == [
            ["乙局", "1", "村道路硬化"],
            ["", "3", "学校操场改造"],
        ]
    official = rows(msctl("export", LEDGER, "--unit", "乙局", "--format", "csv").out)
    assert [row[1] for row in official[2:]] == ["", "村道路硬化", "学校操场改造"]
    assert official[2][0] == "合计（2个）"
    done = msctl("export", LEDGER, "--unit", "戊局")
    assert (done.code, done.out) == (2, b"")
    assert "没有“戊局”承担的项目" in done.err
