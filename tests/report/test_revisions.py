"""What is flagged between two moments, through real commits."""

from pathlib import Path

import pytest
from invented import ELDERLY, FILES, ROAD, SCHOOL, County

from msctl.history.repository import Repository
from msctl.report.revisions import Revision, between
from msctl.store.records import Records

MEASURE = '\n[measure."路面"]\ntarget = 12\nunit = "公里"\nmode = "cumulative"\nreport.Q1 = 4\n'


def revisions(county: County, old: str, new: str | None = None) -> dict[str, Revision]:
    with Repository.of(county.root) as repository:
        found = between(repository, Records(county.root).snapshot(), old, new)
    return {one.change.id: one for one in found}


@pytest.fixture
def county(tmp_path: Path) -> County:
    """The invented records on the disk: the folder's own fixture is a snapshot of them."""
    made = County(tmp_path / "甲县")
    for file, text in FILES.items():
        made.write(file, text)
    return made


@pytest.fixture
def measured(archive: County) -> str:
    """A commit in which the road has a measure; its hash."""
    archive.write(ROAD, archive.text(ROAD) + MEASURE)
    return archive.commit("加指标", "2024-04-01")


@pytest.mark.parametrize(
    ("record", "old", "new", "flags"),
    [
        (ROAD, 'status = "按期推进"', 'status = "已完成"', ("completed",)),
        (ROAD, 'status = "按期推进"', 'status = "进展缓慢"', ("behind",)),
        (ROAD, "report.Q1 = 4", "report.Q1 = 3", ("fell",)),
        (ROAD, "report.Q1 = 4", "report.Q1 = 5", ()),
        (ROAD, "report.Q1 = 4\n", "", ("missing",)),
        (ROAD, 'status = "按期推进"\n', "", ("missing",)),
        (ROAD, "target = 12", "target = 10", ("target",)),
        (ROAD, "硬化村道路12公里", "硬化村道路10公里", ("target",)),
        (ROAD, "investment = 100", "investment = 90", ("target",)),
        (ROAD, '"路面"]\n', '"路面"]\nplan.Q3 = 9\n', ()),
        (SCHOOL, "雨季施工慢。", "雨季施工慢，材料涨价。", ()),
        (ELDERLY, '[task.1.plan.Q2]\ntext = "投入', '[task.1.plan.Q2]\ntext = "装修', ("target",)),
    ],
)
def test_a_change_is_flagged_for_what_it_means(
    archive: County, measured: str, record: str, old: str, new: str, flags: tuple[str, ...]
) -> None:
    archive.replace(record, old, new)
    assert revisions(archive, measured)[record].flags == flags
    done = archive.commit("改", "2024-07-01")
    archive.replace(record, new or "number", old or "number")
    assert revisions(archive, measured, done)[record].flags == flags


def test_an_adjustment_recorded_with_it_explains_a_changed_target(
    archive: County, measured: str
) -> None:
    archive.replace(ROAD, "target = 12", "target = 10")
    text = '\n[adjustment.2024-06-01]\nfield = "measure.路面.target"\nreason = "线路调整"\n'
    archive.write(ROAD, archive.text(ROAD) + text)
    assert revisions(archive, measured)[ROAD].flags == ()


def test_a_report_in_another_periods_words_is_told_at_any_two_moments(
    archive: County, measured: str
) -> None:
    copied = '\n[report.Q3]\nprogress = "已完成路基4公里。"\n'
    archive.write(ROAD, archive.text(ROAD) + copied)
    assert revisions(archive, measured)[ROAD].flags == ("unchanged",)
    done = archive.commit("三季度", "2024-10-01")
    archive.write(ROAD, archive.text(ROAD).replace(copied, ""))
    assert revisions(archive, measured, done)[ROAD].flags == ("unchanged",)
