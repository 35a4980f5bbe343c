"""``msctl verify``: a document against the records, and who made the difference."""

import json
import zipfile
from pathlib import Path

import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

FORMATS = ["html", "xlsx", "docx", "csv", "tsv", "md", "txt"]


def exported(msctl: Msctl, name: str, *options: str, scope: str = LEDGER) -> Path:
    form = {"txt": "text"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
    done = msctl("export", scope, "--format", form, "-o", name, "--stamp", *options)
    assert done.code == 0, done.err
    return Path(name)


def committed(archive: County, author: str, day: str) -> None:
    archive.commit("改计划", day)
    archive.git("commit", "--quiet", "--amend", "-m", "改计划", "--author", f"{author} <a@b.cn>")


def edit_docx(file: Path, old: str, new: str) -> None:
    """Replace a wording in the document, as a person does in Word."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize("ending", FORMATS)
def test_what_was_exported_agrees_and_says_where_it_comes_from(
    archive: County, msctl: Msctl, ending: str
) -> None:
    file = exported(msctl, f"表.{ending}")
    done = msctl("verify", str(file))
    assert (done.code, done.text) == (0, "")
    assert "与台账一致" in done.err
    assert archive.git("rev-parse", "HEAD").strip() in done.err


@pytest.mark.parametrize("ending", FORMATS[:-1])
def test_a_record_that_changed_since_is_told_by_row_and_column(
    archive: County, msctl: Msctl, ending: str
) -> None:
    file = exported(msctl, f"表.{ending}")
    archive.replace(SCHOOL, 'status = "进展缓慢"', 'status = "已完成"')
    done = msctl("verify", str(file), "--format", "json")
    assert done.code == 1
    (found,) = json.loads(done.text)
    assert (found["kind"], found["id"], found["column"]) == ("cell", SCHOOL, "完成情况")
    assert (found["document"], found["records"]) == ("进展缓慢", "已完成")
    assert found["cause"] == "changed"
    assert msctl("--at", "HEAD", "verify", str(file)).code == 0


def test_a_cell_that_was_edited_in_word_is_told(archive: County, msctl: Msctl) -> None:
    file = exported(msctl, "表.docx")
    edit_docx(file, "开工建设。", "竣工。")
    done = msctl("verify", str(file), "--format", "json")
    assert done.code == 1
    (found,) = json.loads(done.text)
    assert (found["id"], found["column"], found["cause"]) == (ROAD, "进度计划", "edited")
    assert "竣工" in found["document"]
    assert "（文件被改过）" in msctl("verify", str(file)).text


def test_who_changed_the_records_since_is_told_with_the_project(
    archive: County, msctl: Msctl
) -> None:
    file = exported(msctl, "表.xlsx")
    long = "一季度：" + "完成前期工作，" * 12
    archive.replace(ROAD, "开工建设。", long + "开工。")
    told = msctl("verify", str(file)).text
    assert "（1 村道路硬化）：" in told
    assert told.rstrip().endswith("（导出后台账改过）"), "nobody has committed it"
    committed(archive, "乙局 王某", "2024-07-01")
    told = msctl("verify", str(file)).text
    assert told.rstrip().endswith("（导出后台账改过：乙局 王某 2024-07-01）")
    later = exported(msctl, "后.xlsx")
    archive.replace(ROAD, long + "开工。", long + "已开工。")
    committed(archive, "丙局 李某", "2024-07-02")
    told = msctl("verify", str(later)).text
    assert "，开工。”，台账为“" in told, "the part that differs is shown, however late it comes"
    assert told.rstrip().endswith("（导出后台账改过：丙局 李某 2024-07-02）")
    (found,) = json.loads(msctl("verify", str(file), "--format", "json").text)
    assert [one["author"] for one in found["changed_by"]] == ["丙局 李某", "乙局 王某"]


def test_a_row_that_is_not_in_the_document_is_told(archive: County, msctl: Msctl) -> None:
    file = exported(msctl, "表.xlsx")
    archive.write(f"{LEDGER}/04-xin.toml", 'number = "4"\nname = "新项目"\n')
    found = json.loads(msctl("verify", str(file), "--format", "json").text)
    assert ("row-missing", f"{LEDGER}/04-xin", "changed") in [
        (one["kind"], one["id"], one["cause"]) for one in found
    ]
    # the label of the totals row counts the projects
    assert {one["kind"] for one in found} == {"row-missing", "cell"}


@pytest.mark.parametrize("ending", ["docx", "csv", "pdf"])
def test_a_column_that_came_since_makes_no_other_cell_differ(
    archive: County, msctl: Msctl, ending: str
) -> None:
    """A layout leaves out what nobody fills; the first who fills it adds a column in the middle."""
    before = exported(msctl, f"前.{ending}", "--layout", "progress", "--period", "Q2")
    archive.replace(ROAD, 'progress = "已完成路基', 'next_steps = "铺面。"\nprogress = "已完成路基')
    archive.commit("下一步", "2024-07-01")
    found = json.loads(msctl("verify", str(before), "--format", "json").text)
    assert [(one["kind"], one["id"], one["document"], one["records"]) for one in found] == [
        ("header", None, "", "下一步打算"),
        ("cell", ROAD, "", "铺面。"),
    ]
    assert found[1]["column"] == "下一步打算"
    assert found[1]["cause"] == "changed"
    after = exported(msctl, f"后.{ending}", "--layout", "progress", "--period", "Q2")
    archive.replace(ROAD, 'next_steps = "铺面。"\n', "")
    found = json.loads(msctl("verify", str(after), "--format", "json").text)
    assert [(one["id"], one["column"], one["document"], one["records"]) for one in found] == [
        (None, "下一步打算", "下一步打算", ""),
        (ROAD, "下一步打算", "铺面。", ""),
    ]
    assert found[1]["cause"] == "changed"


def test_another_title_is_told(archive: County, msctl: Msctl) -> None:
    file = exported(msctl, "表.html")
    archive.replace(f"{LEDGER}/ledger.toml", "2024年民生实事项目表", "2024年民生实事表")
    (found,) = json.loads(msctl("verify", str(file), "--format", "json").text)
    assert (found["kind"], found["records"]) == ("text", "甲县2024年民生实事表")


@pytest.mark.parametrize("ending", FORMATS[:3])
def test_another_note_below_the_table_is_told(archive: County, msctl: Msctl, ending: str) -> None:
    note = archive.write(
        f"{LEDGER}/ledger.toml",
        'note = "注：※为市级项目。\\n填表人：王某"\n' + archive.text(f"{LEDGER}/ledger.toml"),
    )
    file = exported(msctl, f"表.{ending}")
    assert msctl("verify", str(file)).code == 0
    note.write_text(note.read_text("utf-8").replace("市级", "省级"), "utf-8")
    (found,) = json.loads(msctl("verify", str(file), "--format", "json").text)
    assert (found["kind"], found["id"]) == ("text", None)
    assert (found["document"], found["records"]) == ("注：※为市级项目。", "注：※为省级项目。")


def test_a_document_says_its_layout_and_period(archive: County, msctl: Msctl) -> None:
    file = exported(msctl, "进展.docx", "--layout", "progress", "--period", "Q2")
    assert msctl("verify", str(file)).code == 0
    archive.replace(ROAD, "已完成路基4公里。", "已完成路基5公里。")
    assert msctl("verify", str(file)).code == 1


def test_a_document_stays_of_its_period_when_another_is_reported(
    archive: County, msctl: Msctl
) -> None:
    file = exported(msctl, "进展.docx", "--layout", "progress")
    archive.write(ROAD, archive.text(ROAD) + '\n[report.Q3]\nstatus = "已完成"\n')
    assert "三季度" in msctl("export", LEDGER, "--layout", "progress").text
    assert msctl("verify", str(file)).code == 0


def test_a_units_list_is_held_against_what_the_unit_answers_for(
    archive: County, msctl: Msctl
) -> None:
    file = exported(msctl, "乙局.docx", "--layout", "units", "--unit", "县乙局")
    archive.replace(ELDERLY, "老年食堂", "老年餐厅")
    assert msctl("verify", str(file)).code == 0
    archive.replace(ROAD, "村道路硬化", "村道路亮化")
    (found,) = json.loads(msctl("verify", str(file), "--format", "json").text)
    assert (found["id"], found["records"]) == (ROAD, "村道路亮化")


def test_a_document_of_some_projects_is_held_against_these(archive: County, msctl: Msctl) -> None:
    file = exported(msctl, "一项.docx", scope=ROAD)
    archive.replace(SCHOOL, 'status = "进展缓慢"', 'status = "已完成"')
    assert msctl("verify", str(file)).code == 0


def test_a_document_without_origin_needs_to_be_named(archive: County, msctl: Msctl) -> None:
    msctl("export", LEDGER, "--format", "csv", "-o", "表.csv")
    done = msctl("verify", "表.csv")
    assert done.code == 2
    assert "--as" in done.err
    assert msctl("verify", "表.csv", "--as", f"{LEDGER}/official").code == 0
    Path("表.csv").write_text(Path("表.csv").read_text("utf-8").replace("120", "210"), "utf-8")
    (found,) = json.loads(
        msctl("verify", "表.csv", "--as", f"{LEDGER}/official", "--format", "json").text
    )
    assert (found["column"], found["document"]) == ("资金（万元）/总投资", "210")
    assert found["cause"] is None


def test_records_with_changes_not_committed_are_marked(archive: County, msctl: Msctl) -> None:
    archive.replace(SCHOOL, 'status = "进展缓慢"', 'status = "已完成"')
    file = exported(msctl, "表.docx")
    head = archive.git("rev-parse", "HEAD").strip()
    assert f"{head}+" in msctl("verify", str(file)).err


def test_several_ledgers_in_one_document(archive: County, msctl: Msctl) -> None:
    file = exported(msctl, "全部.docx", "--layout", "plan", scope="*")
    assert msctl("verify", str(file)).code == 0
    archive.replace(ROAD, "村道路硬化", "村道路亮化")
    found = json.loads(msctl("verify", str(file), "--format", "json").text)
    assert [(one["ledger"], one["id"]) for one in found] == [(LEDGER, ROAD)]


def test_lists_and_other_files_are_refused_in_a_sentence(archive: County, msctl: Msctl) -> None:
    msctl("list", "--format", "docx", "-o", "单.docx")
    assert "msctl list" in msctl("verify", "单.docx").err
    Path("图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    done = msctl("verify", "图.png")
    assert done.code == 2
    assert "图.png" in done.err


def test_records_without_history_are_verified_too(county: County, msctl: Msctl) -> None:
    file = exported(msctl, "表.docx")
    assert msctl("verify", str(file)).code == 0
    county.replace(SCHOOL, 'status = "进展缓慢"', 'status = "已完成"')
    (found,) = json.loads(msctl("verify", str(file), "--format", "json").text)
    assert found["cause"] is None
