import json

from command import Msctl
from invented import ROAD, SCHOOL, County


def two_edits(county: County) -> None:
    county.replace(ROAD, "total = 120", "total = 130")
    county.replace(ROAD, "按期推进", "已完成")
    county.commit("改两处", "2024-05-06")


def test_a_field_is_restored_alone_and_nothing_is_committed(archive: County, msctl: Msctl) -> None:
    old = archive.text(ROAD)
    two_edits(archive)
    head = archive.git("rev-parse", "HEAD")
    done = msctl("restore", ROAD, "funding.total", "--at", "2024-04-01")
    assert (done.code, done.out) == (0, b"")
    assert archive.text(ROAD) == old.replace("按期推进", "已完成")
    assert archive.git("rev-parse", "HEAD") == head


def test_a_group_of_fields_by_a_pattern_and_commit_at_once(archive: County, msctl: Msctl) -> None:
    old = archive.text(ROAD)
    two_edits(archive)
    assert msctl("restore", ROAD, "report.Q?", "--at", "HEAD~1", "-m", "恢复进度").code == 0
    assert archive.text(ROAD) == old.replace("total = 120", "total = 130")
    assert archive.git("log", "-1", "--format=%s").strip() == "恢复进度"


def test_a_whole_file_comes_back_with_its_comments(archive: County, msctl: Msctl) -> None:
    old = archive.text(SCHOOL)
    archive.write(SCHOOL, 'number = "3"\nname = "操场"\n')
    archive.commit("重写", "2024-05-06")
    assert msctl("restore", SCHOOL, "--at", "2024-04-01").code == 0
    assert archive.text(SCHOOL) == old


def test_a_removed_project_comes_back(archive: County, msctl: Msctl) -> None:
    old = archive.text(SCHOOL)
    archive.file(SCHOOL).unlink()
    archive.commit("调出", "2024-05-06")
    assert msctl("restore", SCHOOL, "--at", "HEAD~1").code == 0
    assert archive.text(SCHOOL) == old


def test_a_moved_project_gets_the_value_it_had_under_its_old_id(
    archive: County, msctl: Msctl
) -> None:
    assert msctl("move", ROAD, "--ledger", "jia-xian/2023/minsheng", "--number", "8").code == 0
    new = ROAD.replace("2024", "2023")
    archive.commit("移动", "2024-05-06")
    archive.replace(new, "total = 120", "total = 130")
    archive.commit("追加", "2024-05-07")
    assert msctl("restore", new, "funding.total", "--at", "2024-04-01").code == 0
    assert "total = 120" in archive.text(new)


def test_what_is_not_committed_is_not_lost(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "total = 120", "total = 999")
    before = archive.tree()
    for args in ((ROAD, "funding.total"), (ROAD,)):
        done = msctl("restore", *args)
        assert done.code == 4
        assert "未存档" in done.err
    assert archive.tree() == before
    assert msctl("restore", ROAD, "funding.total", "--force").code == 0
    assert "total = 120" in archive.text(ROAD)


def test_other_uncommitted_fields_stay_when_one_is_restored(archive: County, msctl: Msctl) -> None:
    two_edits(archive)
    archive.replace(ROAD, "county = 60.5", "county = 61")
    assert msctl("restore", ROAD, "funding.total", "--at", "HEAD~1").code == 0
    assert "total = 120" in archive.text(ROAD)
    assert "county = 61" in archive.text(ROAD)


def test_nothing_to_restore_is_said(archive: County, msctl: Msctl) -> None:
    done = msctl("restore", ROAD)
    assert (done.code, done.err) == (0, f"{ROAD} 没有变化。\n")
    assert msctl("restore", ROAD, "plan.Q4").code == 2
    archive.write(f"{ROAD}-x", 'number = "9"\nname = "桥"\n')
    done = msctl("restore", f"{ROAD}-x", "--at", "HEAD")
    assert (done.code, "还不存在" in done.err) == (2, True)


def test_undo_takes_the_last_commit_back_and_redo_brings_it_again(
    archive: County, msctl: Msctl
) -> None:
    first = archive.tree()
    two_edits(archive)
    second = archive.tree()
    archive.replace(SCHOOL, "雨季施工慢。", "已恢复施工。")
    archive.commit("改困难", "2024-05-07")
    third = archive.tree()
    assert msctl("undo").code == 0
    assert archive.tree() == second
    assert archive.git("log", "-1", "--format=%s").strip() == "撤销：改困难"
    assert msctl("undo").code == 0
    assert archive.tree() == first
    assert msctl("redo").code == 0
    assert archive.tree() == second
    assert msctl("redo").code == 0
    assert archive.tree() == third
    done = msctl("redo")
    assert (done.code, done.err[:6]) == (2, "msctl:")
    assert msctl("undo").code == 0
    assert archive.tree() == second


def test_a_field_changed_again_later_is_refused_and_the_commit_named(
    archive: County, msctl: Msctl
) -> None:
    two_edits(archive)
    commit = archive.git("rev-parse", "HEAD").strip()
    archive.replace(ROAD, "total = 130", "total = 140")
    later = archive.commit("再追加", "2024-05-08")
    before = archive.tree()
    done = msctl("undo", commit)
    assert done.code == 4
    assert later[:10] in done.err
    assert "再追加" in done.err
    assert archive.tree() == before
    assert msctl("undo", commit, "--force").code == 0
    assert "total = 120" in archive.text(ROAD)
    assert "按期推进" in archive.text(ROAD)


def test_other_fields_changed_later_do_not_hinder(archive: County, msctl: Msctl) -> None:
    two_edits(archive)
    commit = archive.git("rev-parse", "HEAD").strip()
    archive.replace(ROAD, "county = 60.5", "county = 61")
    archive.commit("再改", "2024-05-08")
    assert msctl("undo", commit).code == 0
    text = archive.text(ROAD)
    assert "total = 120" in text
    assert "county = 61" in text


def test_an_added_a_removed_and_a_moved_record_are_taken_back(
    archive: County, msctl: Msctl
) -> None:
    first = archive.tree()
    archive.write(f"{ROAD}-x", 'number = "9"\nname = "桥"\n')
    archive.file(SCHOOL).unlink()
    archive.commit("一增一减", "2024-05-06")
    assert msctl("undo").code == 0
    assert archive.tree() == first
    assert msctl("redo").code == 0
    assert not archive.file(SCHOOL).exists()
    assert msctl("undo").code == 0
    old = archive.tree()
    assert msctl("move", ROAD, "--ledger", "jia-xian/2023/minsheng", "--number", "8").code == 0
    archive.commit("移动", "2024-05-07")
    assert msctl("undo").code == 0
    assert archive.tree() == old


def test_uncommitted_changes_of_the_same_file_are_never_taken_along(
    archive: County, msctl: Msctl
) -> None:
    two_edits(archive)
    archive.replace(ROAD, "county = 60.5", "county = 61")
    before = archive.tree()
    done = msctl("undo", "--force")
    assert done.code == 4
    assert archive.tree() == before
    archive.git("checkout", "--", ".")
    archive.replace(SCHOOL, "雨季施工慢。", "雨。")
    assert msctl("undo").code == 0
    assert [r["id"] for r in json.loads(msctl("status", "--format", "json").text)] == [SCHOOL]


def test_the_settings_and_nothing_are_refused(archive: County, msctl: Msctl) -> None:
    done = msctl("undo")
    assert done.code == 2
    assert "msctl.toml" in done.err
    archive.git("commit", "--quiet", "--allow-empty", "-m", "空")
    assert msctl("undo", "HEAD").code == 2


def test_in_an_unfinished_merge_nothing_is_written(archive: County, msctl: Msctl) -> None:
    two_edits(archive)
    head = archive.git("rev-parse", "HEAD")
    (archive.top / ".git" / "MERGE_HEAD").write_text(head, encoding="ascii")
    before = archive.tree()
    assert msctl("undo").code == 5
    assert archive.tree() == before
