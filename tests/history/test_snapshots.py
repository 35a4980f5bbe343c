"""The records as of a commit or a date."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from msctl.history.errors import BeforeHistory, NoCommits, UnknownRevision
from msctl.history.repository import Repository
from msctl.history.snapshots import read_file, resolve, snapshot_at
from msctl.model.errors import BadDate, ExitCode, OutsideRecords
from msctl.model.paths import ProjectId

from .office import CLINIC, LEDGER, ROAD, Office


def at(text: str) -> int:
    """A moment in Lianshui."""
    return int(dt.datetime.fromisoformat(f"{text}+08:00").timestamp())


def test_a_commit_tag_branch_and_short_hash_are_names(
    office: Office, repository: Repository
) -> None:
    first = office.commit()
    office.git("tag", "-a", "-m", "第一季度", "一季度")
    office.commit()
    for when in (first, first[:10], "一季度", "HEAD~1", "main^"):
        assert resolve(repository, when) == first


def test_a_date_is_the_last_commit_of_that_day_in_local_time(
    office: Office, repository: Repository
) -> None:
    office.commit(at=at("2024-06-29T09:00"))
    noon = office.commit(at=at("2024-06-30T12:00"))
    late = office.commit(at=at("2024-06-30T23:59:59"))
    office.commit(at=at("2024-07-01T00:00"))
    assert resolve(repository, "2024-06-30") == late
    assert resolve(repository, "2024-06") == late
    assert resolve(repository, "2024") == office.head
    assert noon != late


def test_a_day_without_commits_is_the_last_one_before(
    office: Office, repository: Repository
) -> None:
    first = office.commit(at=at("2024-03-01T09:00"))
    office.commit(at=at("2024-09-01T09:00"))
    assert resolve(repository, "2024-06-30") == first


def test_a_date_before_the_first_commit_names_that(office: Office, repository: Repository) -> None:
    office.commit(at=at("2024-03-01T09:00"))
    with pytest.raises(BeforeHistory) as caught:
        resolve(repository, "2023")
    assert caught.value.details == {"revision": "2023", "first": "2024-03-01"}


def test_a_branch_merged_later_did_not_hold_on_that_day(
    office: Office, repository: Repository
) -> None:
    main = office.commit(at=at("2024-06-01T09:00"))
    office.git("checkout", "--quiet", "-b", "draft")
    office.commit(at=at("2024-06-20T09:00"))
    office.git("checkout", "--quiet", "main")
    office.tick(at("2024-07-10T09:00"))
    office.git("merge", "--quiet", "--no-ff", "draft", "-m", "并入")
    assert resolve(repository, "2024-06-30") == main


def test_a_tag_that_looks_like_a_date_wins(office: Office, repository: Repository) -> None:
    first = office.commit(at=at("2024-01-01T09:00"))
    office.git("tag", "2024")
    office.commit(at=at("2024-05-01T09:00"))
    assert resolve(repository, "2024") == first


def test_a_day_that_no_month_has_is_told(office: Office, repository: Repository) -> None:
    office.commit()
    with pytest.raises(BadDate):
        resolve(repository, "2024-02-30")


@pytest.mark.parametrize(
    "revision",
    [
        *("", "-", "--output=x", "-x", "a\nb", "a\0b", "\x1b[31m", "\udcff"),
        *("main..main", "HEAD:records", "HEAD^{tree}", "no such", "无此", "@{", "0" * 40),
    ],
)
def test_what_names_no_commit_is_refused_and_does_nothing(
    office: Office, repository: Repository, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.top)
    office.project(CLINIC, number="27")
    office.commit()
    before = sorted(office.top.iterdir())
    with pytest.raises(UnknownRevision) as caught:
        resolve(repository, revision)
    assert caught.value.exit_code is ExitCode.USAGE
    assert sorted(office.top.iterdir()) == before


def test_before_the_first_commit_the_error_says_so(repository: Repository) -> None:
    for when in ("HEAD", "main", "2024-06-30"):
        with pytest.raises(NoCommits):
            resolve(repository, when)


def test_a_snapshot_holds_what_the_commit_held(office: Office, repository: Repository) -> None:
    office.write("msctl.toml", "")
    office.write("lianshui/region.toml", 'name = "涟水县"\n')
    office.write(f"{LEDGER}/ledger.toml", 'title = "2024年实事"\n')
    office.project(CLINIC, number="27", name="村卫生室")
    (office.top / "说明.toml").write_text("x = [", encoding="utf-8")
    office.write(".msctl/draft.toml", "x = [")
    first = office.commit()
    office.project(CLINIC, number="27", name="卫生室")
    office.project(ROAD, number="28")
    office.commit()

    then = snapshot_at(repository, first)
    assert then.at == first
    assert list(then.projects) == [CLINIC]
    assert then.projects[ProjectId(CLINIC)].name == "村卫生室"
    assert then.region("lianshui").name == "涟水县"
    assert then.by_ledger.keys() == {LEDGER}
    assert then.findings == ()
    assert len(snapshot_at(repository, "HEAD").projects) == 2


def test_a_broken_file_of_the_past_hides_no_other(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.write(f"{ROAD}.toml", "number = [")
    snapshot = snapshot_at(repository, office.commit())
    assert list(snapshot.projects) == [CLINIC]
    assert [finding.id for finding in snapshot.unreadable] == [ROAD]


def test_a_commit_before_the_records_has_an_empty_snapshot(
    office: Office, repository: Repository
) -> None:
    snapshot = snapshot_at(repository, office.commit())
    assert not snapshot.projects
    assert not snapshot.findings


def test_a_link_in_the_past_is_no_record(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    (office.root / f"{ROAD}.toml").symlink_to("/etc/passwd")
    assert list(snapshot_at(repository, office.commit()).projects) == [CLINIC]


def test_one_file_of_the_past_can_be_read(office: Office, repository: Repository) -> None:
    path = office.write(f"{CLINIC}.toml", "number = '27' # 原样\n")
    first = office.commit()
    path.unlink()
    office.commit()
    assert read_file(repository, first, f"{CLINIC}.toml") == "number = '27' # 原样\n".encode()
    assert read_file(repository, "HEAD", f"{CLINIC}.toml") is None
    assert read_file(repository, first, LEDGER) is None
    with pytest.raises(OutsideRecords):
        read_file(repository, first, "../说明.toml")


def test_a_missing_object_does_not_end_the_reader(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    blob = office.git("rev-parse", f"HEAD:records/{CLINIC}.toml").strip()
    assert repository.objects.read(["1" * 40, blob, "2" * 40]) == [None, b'number = "27"\n', None]
    with pytest.raises(ValueError, match="HEAD"):
        repository.objects.read(["HEAD"])


def test_many_objects_come_back_in_order(office: Office, repository: Repository) -> None:
    texts = [f"number = '{n}'\n" + "# 长文\n" * 5000 for n in range(450)]
    for number, text in enumerate(texts):
        office.write(f"{LEDGER}/{number:03}-x.toml", text)
    assert len(snapshot_at(repository, office.commit()).projects) == 450


def test_threads_may_share_the_reader(office: Office, repository: Repository) -> None:
    for number in range(30):
        office.project(f"{LEDGER}/{number:02}-x", number=str(number))
    first = office.commit()
    with ThreadPoolExecutor(4) as pool:
        snapshots = list(pool.map(lambda _: snapshot_at(repository, first), range(12)))
    numbers = [[p.number for p in snapshot.projects.values()] for snapshot in snapshots]
    assert numbers == [[str(number) for number in range(30)]] * 12


def test_the_reader_starts_again_after_it_was_closed(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    first = office.commit()
    for _ in range(2):
        assert snapshot_at(repository, first).projects
        repository.close()


def test_a_shallow_clone_has_what_it_has(office: Office, tmp_path: Path) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    office.project(CLINIC, number="28")
    office.commit()
    clone = office.clone(tmp_path / "浅", "--depth=1")
    with clone.repository() as repository:
        assert snapshot_at(repository, "HEAD").projects
        with pytest.raises(UnknownRevision):
            resolve(repository, "HEAD~1")
