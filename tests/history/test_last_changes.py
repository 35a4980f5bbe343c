"""Who changed each ledger last, and where history stands."""

from pathlib import Path

from invented import LEDGER, OLD_LEDGER, ROAD, WELL, County

from msctl.history.last_changes import last_changes
from msctl.history.repository import Repository
from msctl.history.standpoint import standpoint
from msctl.model.paths import LedgerId

BOTH = (LedgerId(OLD_LEDGER), LedgerId(LEDGER))


def told(county: County) -> dict[str, str]:
    with Repository.of(county.root) as repository:
        found = last_changes(repository, BOTH)
        return {str(ledger): head.subject for ledger, head in found.items()}


def test_each_ledger_has_the_last_commit_that_changed_it(archive: County) -> None:
    assert told(archive) == {LEDGER: "建立台账", OLD_LEDGER: "建立台账"}
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.commit("二季度", "2024-07-02")
    (archive.top / "说明.txt").write_text("无关", encoding="utf-8")
    archive.commit("说明", "2024-07-03")
    assert told(archive) == {LEDGER: "二季度", OLD_LEDGER: "建立台账"}


def test_a_merge_is_told_by_what_it_brought_in(archive: County) -> None:
    archive.git("checkout", "--quiet", "-b", "side")
    archive.replace(WELL, "number", "# 注\nnumber")
    archive.commit("旁支", "2024-07-02")
    archive.git("checkout", "--quiet", "main")
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.commit("主干", "2024-07-03")
    archive.git("merge", "--quiet", "--no-edit", "side")
    assert told(archive) == {LEDGER: "主干", OLD_LEDGER: "旁支"}


def test_before_the_first_commit_nobody_is_told(county: County) -> None:
    county.git("init", "--quiet", "--initial-branch=main")
    assert told(county) == {}


def test_the_standpoint_moves_with_commits_branches_and_fetches(
    archive: County, tmp_path: Path
) -> None:
    with Repository.of(archive.root) as repository:
        seen = [standpoint(repository)]
        assert standpoint(repository) == seen[0]
        archive.replace(ROAD, "路基4公里", "路基7公里")
        assert standpoint(repository) == seen[0], "files are not history"
        archive.commit("二季度", "2024-07-02")
        seen.append(standpoint(repository))
        archive.git("checkout", "--quiet", "-b", "side")
        seen.append(standpoint(repository))
        archive.git("clone", "--quiet", "--bare", str(archive.top), str(tmp_path / "bare"))
        archive.git("remote", "add", "origin", str(tmp_path / "bare"))
        archive.git("fetch", "--quiet", "origin")
        seen.append(standpoint(repository))
        archive.git("pack-refs", "--all")
        seen.append(standpoint(repository))
    assert len(set(seen)) == 5
