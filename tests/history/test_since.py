"""Who changed a record since a commit."""

from invented import ROAD, SCHOOL, WELL, County

from msctl.history.repository import Repository
from msctl.history.since import changed_since


def subjects(county: County, commit: str, *records: str) -> dict[str, list[str]]:
    with Repository.of(county.root) as repository:
        found = changed_since(repository, commit, records)
        return {record: [one.subject for one in commits] for record, commits in found.items()}


def test_only_later_commits_count_those_of_merged_branches_too(archive: County) -> None:
    first = archive.git("rev-parse", "HEAD").strip()
    archive.git("checkout", "--quiet", "-b", "side")
    archive.replace(WELL, "number", 'note = "旁"\nnumber')
    archive.commit("旁支", "2024-07-02")
    archive.git("checkout", "--quiet", "main")
    archive.replace(ROAD, "路基4公里", "路基7公里")
    own = archive.commit("主干", "2024-07-03")
    archive.git("merge", "--quiet", "--no-edit", "side")
    archive.replace(ROAD, "路基7公里", "路基8公里")
    archive.commit("又改", "2024-07-04")
    asked = (ROAD, WELL, SCHOOL)
    assert subjects(archive, first, *asked) == {ROAD: ["又改", "主干"], WELL: ["旁支"]}
    assert subjects(archive, own, *asked) == {ROAD: ["又改"], WELL: ["旁支"]}
    assert subjects(archive, "HEAD", *asked) == {}


def test_what_is_not_committed_and_mere_layout_were_changed_by_nobody(archive: County) -> None:
    first = archive.git("rev-parse", "HEAD").strip()
    archive.write(ROAD, "# 注\n" + archive.text(ROAD))
    archive.commit("注释", "2024-07-02")
    archive.replace(ROAD, "路基4公里", "路基7公里")
    assert subjects(archive, first, ROAD) == {}
