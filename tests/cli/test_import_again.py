"""A document that comes again merges by field with what was changed here since."""

import json
from pathlib import Path

import pytest
from command import Msctl
from invented import County

TABLE = """\
序号,项目名称,建设内容,牵头单位,是否完成
1,村道路硬化,硬化村道路12公里。,乙局,否
2,老年食堂,建设老年食堂3个。,丙局,否
3,公园绿地,新建公园1个。,丁局,
"""
INTO = "yi-xian/2024/minsheng"
ONE = f"{INTO}/01-cundao-luying-hua"


class Office:
    """A document that an office sends again and again."""

    def __init__(self, county: County, msctl: Msctl, file: Path) -> None:
        self.county, self.msctl, self.file = county, msctl, file
        self.send(TABLE)

    def send(self, text: str, *more: str, code: int = 0) -> str:
        self.file.write_text(text, encoding="utf-8")
        args = ("import", str(self.file), "--into", INTO, "--accept", "-m", "导入", *more)
        done = self.msctl(*args)
        assert done.code == code, done.err
        return done.err

    def value(self, record: str, path: str) -> object:
        found = json.loads(self.msctl("show", record, "--format", "json").text)[0]
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def edit(self, record: str, setting: str) -> None:
        assert self.msctl("set", record, setting, "-m", "填报").code == 0


@pytest.fixture
def office(archive: County, msctl: Msctl, tmp_path: Path) -> Office:
    return Office(archive, msctl, tmp_path / "事项表.csv")


def test_who_alone_changed_a_field_has_it(office: Office) -> None:
    office.edit(f"{INTO}/1", "content=硬化村道路12公里，含排水。")
    told = office.send(TABLE.replace("老年食堂3个", "老年食堂4个"))
    assert office.value(f"{INTO}/1", "content") == "硬化村道路12公里，含排水。"
    assert office.value(f"{INTO}/2", "content") == "建设老年食堂4个。"
    assert "保留 minsheng/01" in told or "台账在上次导入后改为“硬化村道路12公里，含排水。”" in told
    assert office.county.git("status", "--short") == ""


def test_what_an_import_would_write_is_told_line_by_line(office: Office) -> None:
    again = TABLE.replace("老年食堂3个", "老年食堂4个").replace("丁局,", "丁局,是")
    told = office.send(f"{again}4,口袋公园,新建口袋公园2处。,丁局,否\n", "--dry-run")
    assert f"新增 {INTO}/04 口袋公园" in told
    assert f"更新 {INTO}/02 建设内容：“建设老年食堂3个。”改为“建设老年食堂4个。”。" in told
    assert "填入" in told
    args = ("import", str(office.file), "--into", INTO, "--accept", "--dry-run", "--format", "json")
    found = json.loads(office.msctl(*args).text)
    assert [one["name"] for one in found["new"]] == ["口袋公园"]
    assert {"old": "建设老年食堂3个。", "new": "建设老年食堂4个。"}.items() <= next(
        one for one in found["changes"] if one["path"] == "content"
    ).items()


def test_what_both_changed_is_asked_and_nothing_is_written(office: Office) -> None:
    office.edit(f"{INTO}/1", "content=硬化村道路13公里。")
    before = office.county.tree()
    again = TABLE.replace("12公里", "15公里").replace("食堂3个", "食堂4个")
    told = office.send(again, code=4)
    assert "13公里" in told
    assert "15公里" in told
    assert "12公里" in told
    assert office.county.tree() == before
    asked = office.msctl("import", str(office.file), "--into", INTO, "--accept", "--format", "json")
    told = json.loads(asked.text)
    (question,) = told["questions"]
    counts = told["account"]["characters"]
    assert counts["total"] == counts["mapped"] + counts["extra"] + counts["residue"] > 0
    assert (question["path"], question["kind"]) == ("content", "changed")
    assert (question["base"], question["ours"], question["theirs"]) == (
        "硬化村道路12公里。", "硬化村道路13公里。", "硬化村道路15公里。",
    )  # fmt: skip
    assert question["ours_by"]["subject"] == "填报"


@pytest.mark.parametrize(
    ("answer", "content"),
    [
        (("--ours",), "硬化村道路13公里。"),
        (("--theirs",), "硬化村道路15公里。"),
        (("--set", f"{ONE}:content=硬化村道路14公里。"), "硬化村道路14公里。"),
    ],
)
def test_a_question_is_answered_on_the_command_line(
    office: Office, answer: tuple[str, ...], content: str
) -> None:
    office.edit(f"{INTO}/1", "content=硬化村道路13公里。")
    again = TABLE.replace("12公里", "15公里").replace("食堂3个", "食堂4个")
    office.send(again, *answer)
    assert office.value(f"{INTO}/1", "content") == content
    assert office.value(f"{INTO}/2", "content") == "建设老年食堂4个。"
    # what was decided stays decided: the same document again asks nothing
    told = office.send(again)
    assert office.value(f"{INTO}/1", "content") == content, told


def test_an_answer_to_no_question_is_refused(office: Office) -> None:
    assert "没有分歧" in office.send(TABLE, "--set", f"{ONE}:content=x", code=2)


def test_what_the_document_no_longer_has_stays_until_that_is_accepted(office: Office) -> None:
    shorter = TABLE.replace("丙局", "").rsplit("3,", 1)[0]
    told = office.send(shorter)
    assert office.value(f"{INTO}/2", "units.lead") == ["丙局"]
    assert "文件不再有" in told
    assert office.value(f"{INTO}/3", "name") == "公园绿地"
    office.send(shorter, "--accept-removals")
    assert office.value(f"{INTO}/2", "units.lead") is None
    assert office.msctl("show", f"{INTO}/3").code == 2


def test_a_renumbered_row_is_found_by_its_name(office: Office) -> None:
    office.send(TABLE.replace("3,公园", "4,公园"))
    assert office.value(f"{INTO}/4", "name") == "公园绿地"
    listed = office.msctl("list", INTO, "--columns", "number", "--format", "csv").lines[1:]
    assert listed == ["1", "2", "4"]


def test_a_number_that_names_something_else_is_asked(office: Office) -> None:
    told = office.send(TABLE.replace("3,公园绿地", "3,托育机构建设"), code=4)
    assert "公园绿地" in told
    assert "托育机构建设" in told


def test_what_was_removed_here_stays_away(office: Office) -> None:
    assert office.msctl("remove", f"{INTO}/3", "-m", "取消", "-y").code == 0
    told = office.send(TABLE)
    assert "不再写入" in told
    assert office.msctl("show", f"{INTO}/3").code == 2
    office.send(TABLE.replace("公园1个", "公园2个"), code=4)
    office.send(TABLE.replace("公园1个", "公园2个"), "--theirs")
    assert office.value(f"{INTO}/3", "content") == "新建公园2个。"


def test_an_import_that_was_undone_counts_no_more(office: Office) -> None:
    office.send(TABLE.replace("12公里", "15公里"))
    assert office.msctl("undo").code == 0
    assert office.value(f"{INTO}/1", "content") == "硬化村道路12公里。"
    office.send(TABLE.replace("12公里", "15公里"))
    assert office.value(f"{INTO}/1", "content") == "硬化村道路15公里。"
