"""``notice``: the notice of a period, its template, and what it tells of the published records."""

import re
from collections import Counter
from pathlib import Path

from command import Msctl
from invented import LEDGER, ROAD, County

from msctl.text.script import is_traditional

ROOT = Path(__file__).parents[2] / "records"
NOTICE = ("notice", "2024/minsheng", "--period", "Q2", "--date", "2024-07-10")


def test_it_counts_names_and_annexes_what_the_records_hold(county: County, msctl: Msctl) -> None:
    done = msctl(*NOTICE, "--number", "甲政督〔2024〕3号", "--to", "各镇街")
    assert (done.code, done.err) == (0, "")
    text = done.text.replace("\n", "")
    assert "3项民生实事中，2项按期推进，1项进展缓慢。年度计划投资200万元。" in text
    assert "学校操场改造。责任单位：乙局、丙局。存在困难：雨季施工慢。" in text
    lines = done.lines
    assert "附件：甲县2024年民生实事项目表" in text
    assert lines[lines.index("附件") - 3].strip() == "2024年7月10日"


def test_who_has_not_reported_is_named(county: County, msctl: Msctl) -> None:
    county.replace(ROAD, 'progress = "已完成路基4公里。"\nstatus = "按期推进"\n', "")
    text = msctl(*NOTICE).text.replace("\n", "")
    assert "3项民生实事中，1项按期推进，1项进展缓慢，1项尚未填报。" in text
    assert "乙局尚有1项未填报二季度进展，要尽快补报。" in text


def test_the_counts_of_the_published_ledger_are_those_of_its_table(msctl: Msctl) -> None:
    done = msctl("--records", str(ROOT), "notice", "qixia", "--period", "Q2", "--format", "md")
    words = ("已完成", "已完成二季度任務", "未完成二季度任務")
    table = [line.rsplit("|", 2)[1].strip() for line in done.lines if line.startswith("|")]
    counted = Counter(word for word in table if word in words)
    assert sum(counted.values()) == 30
    said = {word: int(number) for number, word in re.findall(r"(\d+)項([已未]完成\w*)", done.text)}
    assert said == dict(counted)
    named = re.findall(r"^（[一二三四五六七八九十]+）", done.text, re.MULTILINE)
    assert len(named) == counted["未完成二季度任務"]


def test_what_a_notice_adds_stands_in_the_script_of_the_ledger(
    tmp_path: Path, msctl: Msctl
) -> None:
    notice = ("--records", str(ROOT), "notice", "qixia", "--period", "Q1")
    done = msctl(*notice)
    letter = done.text.partition("附件\n")[0]
    # the region's name is a record and stays as it is, wherever it stands
    own = {character for character in letter.replace("栖霞", "") if _only_simplified(character)}
    assert own == set()
    assert "30項民生實事均尚未填報" in letter
    assert "（發文單位）" not in letter
    assert "棲霞市人民政府辦公室" in letter
    template = tmp_path / "notice.txt"
    assert msctl(*notice, "--template-to", str(template)).code == 0
    assert "關於{{ 地区 }}" in template.read_text("utf-8")
    assert msctl(*notice, "--template", str(template)).out == done.out
    table = msctl(
        "--records", str(ROOT), "export", "qixia", "--layout", "progress", "--format", "md"
    )
    assert table.lines[0] == "# 栖霞市2024年民生實事項目二季度進展情況表"
    assert (
        table.lines[2].replace(" ", "")
        == "|序號|項目名稱|任務目標|二季度進展情況|完成情況|責任單位|"
    )


def _only_simplified(character: str) -> bool:
    return is_traditional([character * 2, "東"]) is False


def test_a_template_beside_the_ledger_wins_over_the_regions(county: County, msctl: Msctl) -> None:
    (county.root / "jia-xian/notice.txt").write_text("# 地区的{{ 期次 }}", encoding="utf-8")
    assert msctl(*NOTICE).lines[0].strip() == "地区的二季度"
    (county.root / LEDGER / "notice.txt").write_text("# 台账的{{ 期次 }}", encoding="utf-8-sig")
    assert msctl(*NOTICE).lines[0].strip() == "台账的二季度"
    (county.root / "own.txt").write_text("# 另一份\n{{ 期 }}", encoding="utf-8")
    done = msctl(*NOTICE, "--template", "own.txt")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("msctl: 模板 own.txt 第 2 行的“期”不是可用的词（是不是 期次")


def test_the_built_in_template_can_be_taken_and_used(county: County, msctl: Msctl) -> None:
    assert msctl("notice", "--template-to", "own.txt").code == 0
    assert msctl(*NOTICE, "--template", "own.txt").out == msctl(*NOTICE).out
    assert msctl("notice", "--template-to", "own.txt").code == 2


def test_a_document_is_the_same_bytes_for_the_same_records(archive: County, msctl: Msctl) -> None:
    for name in ("a.docx", "b.docx"):
        assert msctl(*NOTICE, "--format", "docx", "-o", name).code == 0
    first, second = ((archive.root / name).read_bytes() for name in ("a.docx", "b.docx"))
    assert first == second
    assert first.startswith(b"PK")


def test_two_years_are_two_notices_and_a_missing_issuer_is_said(
    county: County, msctl: Msctl
) -> None:
    both = msctl("notice", "jia-xian")
    assert (both.code, both.out) == (2, b"")
    assert "不止一个" in both.err
    unsigned = msctl("notice", "jia-xian/2023", "--date", "2024-01-05")
    assert unsigned.code == 0
    assert "（发文单位）" in unsigned.text
    assert "没有写明发文单位" in unsigned.err
    assert msctl("notice").err.startswith("msctl: 缺少 SCOPE")


def test_what_is_written_is_said_and_what_has_no_projects_is_told(
    county: County, msctl: Msctl
) -> None:
    done = msctl(*NOTICE, "--format", "docx", "-o", "通报.docx")
    assert (done.code, done.out, done.err) == (0, b"", "已写入 通报.docx。\n")
    county.write("jia-xian/2024/kong/ledger.toml", 'title = "空台账"\n')
    done = msctl("notice", "jia-xian/2024/kong", "--period", "Q2")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("msctl: 台账 jia-xian/2024/kong 还没有项目，没有可以通报的进展；")
    assert msctl("notice", "2024/nothing").err.startswith("msctl: 没有与“2024/nothing”相符的台账")
