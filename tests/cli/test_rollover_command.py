"""``rollover``: next year's ledgers."""

from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

NEXT = "jia-xian/2025/minsheng"


def test_the_form_goes_along_and_what_was_issued_does_not(archive: County, msctl: Msctl) -> None:
    archive.replace(
        f"{LEDGER}/ledger.toml", "[marks]", "# 图例见文件\n[due]\nQ1 = 2024-03-25\n\n[marks]"
    )
    archive.replace(f"{LEDGER}/ledger.toml", '["序号"]', '["2024年第2024号", "20240"]')
    done = msctl("rollover", LEDGER, "2025")
    assert (done.code, done.lines) == (0, [NEXT])
    text = archive.text(f"{NEXT}/ledger.toml")
    assert 'title = "甲县2025年民生实事项目表"' in text
    assert "# 图例见文件\n[due]\nQ1 = 2025-03-25\n" in text
    assert 'header = ["2025年第2025号", "20240"]' in text
    assert "\ndate = " not in text
    for kept in ('issuer = "甲县人民政府"', '"省级" = "●"', 'state = "completed"', "span = 2"):
        assert kept in text
    assert "成文日期: 2024-03-01 -> -" in done.err
    assert msctl("check", NEXT).code == 0


def test_unfinished_projects_continue_without_reports_and_money(
    archive: County, msctl: Msctl
) -> None:
    archive.replace(ROAD, '[plan.Q2]\ntext = "开工建设。"', '[plan.2025-M03]\ntext = "完工。"')
    archive.replace(SCHOOL, "进展缓慢", "已完成")
    archive.replace(ROAD, "硬化村道路12公里", "2024年硬化村道路12公里")
    archive.commit("改", "2024-07-02")
    done = msctl("rollover", LEDGER, "2025", "--carry", "unfinished", "-m", "2025年台账")
    new = [f"{NEXT}/{old.rpartition('/')[2]}" for old in (ROAD, ELDERLY)]
    assert (done.code, done.lines) == (0, [NEXT, *new])
    assert "仍写着 2024 年的有：序号 1。" in done.err
    road, elderly = (archive.text(one) for one in new)
    assert "report" not in road + elderly
    assert "funding" not in road + elderly
    assert 'kind = "continuing"' in road
    assert '[plan.M03]\ntext = "完工。"' in road
    assert f'"{ROAD}" = "上年结转"' in road
    assert "东食堂" not in elderly
    assert "西食堂" in elderly
    assert msctl("check", "jia-xian/2025").code == 0
    assert archive.git("log", "-1", "--format=%s").strip() == "2025年台账"
    assert archive.git("status", "--porcelain").strip() == ""


def test_a_dry_run_writes_nothing_and_a_ledger_that_exists_is_left_alone(
    archive: County, msctl: Msctl
) -> None:
    before = archive.tree()
    shown = msctl("rollover", "jia-xian/2024", "2025", "--carry", "unfinished", "--dry-run")
    assert shown.code == 0
    assert len(shown.lines) == 4
    assert "将新建 4 个文件" in shown.err
    assert archive.tree() == before
    taken = msctl("rollover", "jia-xian/2023", "2024")
    assert (taken.code, taken.out) == (4, b"")
    same = msctl("rollover", "jia-xian/2024", "2024")
    assert (same.code, "已是 2024 年的" in same.err) == (2, True)
    past = msctl("--at", "HEAD", "rollover", "jia-xian/2024", "2026")
    assert (past.code, archive.tree()) == (2, before)
