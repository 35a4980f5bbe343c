"""Sync over real bare repositories: what comes together, and what stops it with nothing lost."""

import subprocess
from pathlib import Path

import pytest

from msctl.check.merge_rules import merge_breaches
from msctl.history.answers import Answer, resolve, settle
from msctl.history.committing import commit
from msctl.history.conclusion import abort, finish
from msctl.history.conflict import place
from msctl.history.errors import NoCommits, RepositoryBusy
from msctl.history.questions import conflicts
from msctl.history.refusals import (
    NoRemote,
    NoSuchConflict,
    NotAnAnswer,
    NothingInCommon,
    NothingToMerge,
    OnNoBranch,
    RemoteDenied,
    RemoteRefused,
    RemoteRewritten,
    RemoteUnreachable,
    UnresolvedConflicts,
    UnsavedInTheWay,
)
from msctl.history.repository import Repository
from msctl.history.witness import Witnesses
from msctl.locale.catalogue import sentence
from msctl.model.paths import FieldPath
from msctl.store.records import Records

from .neighbours import Round, clone, daemon, name, put, put_only, shared, synced, tree, web
from .office import LEDGER, Office

ONE, TWO = name(1), name(2)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return shared(tmp_path)


@pytest.fixture
def here(bare: Path, tmp_path: Path) -> Office:
    return clone(bare, tmp_path / "己方")


@pytest.fixture
def there(bare: Path, tmp_path: Path) -> Office:
    return clone(bare, tmp_path / "对方")


def read(office: Office, project: str, path: str) -> str:
    return Records(office.root).read(project).record.text(*FieldPath.parse(path))


def test_different_fields_come_together_and_the_shared_history_is_the_first_parent(
    here: Office, there: Office
) -> None:
    put(there, ONE, "note", "对方")
    synced(there)
    put(here, ONE, "category", "己方")
    mine = here.head
    done = synced(here)
    assert (done.received, done.sent, done.merged) == (1, 2, True)
    assert here.git("rev-parse", "HEAD^1", "HEAD^2").split() == [there.head, mine]
    assert (read(here, ONE, "note"), read(here, ONE, "category")) == ("对方", "己方")
    again = synced(there)
    assert (again.received, again.sent, again.merged) == (2, 0, False)
    assert tree(here) == tree(there)
    assert here.status == there.status == []
    assert synced(here).received == synced(here).sent == 0


def test_a_first_sync_makes_the_branch_and_follows_it(here: Office, tmp_path: Path) -> None:
    here.git("init", "--quiet", "--bare", str(tmp_path / "空.git"))
    here.git("remote", "set-url", "origin", str(tmp_path / "空.git"))
    here.git("switch", "--quiet", "-c", "工作")
    for note in ("refs/remotes/origin/main", "refs/msctl/synced/origin/main"):
        here.git("update-ref", "-d", note)
    assert synced(here).sent == 1
    assert here.git("config", "branch.工作.merge").strip() == "refs/heads/工作"


def test_what_is_not_committed_takes_the_incoming_fields(here: Office, there: Office) -> None:
    put(there, ONE, "note", "对方")
    synced(there)
    put_only(here, ONE, "category", "未存")
    (here.root / "记事.txt").write_text("x")
    here.git("add", "记事.txt")
    synced(here)
    assert (read(here, ONE, "note"), read(here, ONE, "category")) == ("对方", "未存")
    assert set(here.status) == {f" M {ONE}.toml", "A  记事.txt"}


@pytest.mark.parametrize("kind", ["field", "file", "new"])
def test_what_is_not_committed_and_meets_incoming_changes_stops_the_sync(
    here: Office, there: Office, kind: str
) -> None:
    if kind == "field":
        put(there, ONE, "note", "对方")
        put_only(here, ONE, "note", "未存")
    else:
        (there.root / "说明.md").write_text("对方")
        there.commit()
        (here.root / "说明.md").write_text("未存")
    synced(there)
    put(here, TWO, "note", "己方")
    before = here.head, tree(here), here.status
    with pytest.raises(UnsavedInTheWay) as caught:
        synced(here)
    assert ("01-xiangmu" if kind == "field" else "说明.md") in sentence(caught.value)
    assert (here.head, tree(here), here.status) == before
    with here.repository() as repository:
        assert conflicts(repository) == []


def conflict_on_note(here: Office, there: Office) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_AUTHOR_NAME", "李四")
        put(there, ONE, "note", "对方", "对方改备注")
    put(there, TWO, "note", "对方")
    synced(there)
    put(here, ONE, "note", "己方", "己方改备注")
    with pytest.raises(UnresolvedConflicts):
        synced(here)


def test_a_question_waits_with_three_values_and_both_authors(here: Office, there: Office) -> None:
    conflict_on_note(here, there)
    with here.repository() as repository:
        (found,) = conflicts(repository, merge_breaches)
        assert (found.id, str(found.path), found.kind) == (ONE, "note", "added")
        assert (found.base, found.ours, found.theirs) == (None, "己方", "对方")
        witnesses = Witnesses(repository)
        ours, theirs = witnesses.ours(found), witnesses.theirs(found)
    assert ours is not None
    assert theirs is not None
    assert (ours.subject, theirs.subject) == ("己方改备注", "对方改备注")
    assert (ours.author, theirs.author) == ("张三", "李四")
    # our value in a file that reads, theirs where nothing was in question
    assert (read(here, ONE, "note"), read(here, TWO, "note")) == ("己方", "对方")
    assert here.git("diff", "--name-only", "--diff-filter=U").split() == [f"{ONE}.toml"]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (Answer(side="ours"), "己方"),
        (Answer(side="theirs"), "对方"),
        (Answer(side="base"), ""),
        (Answer(value="第四"), "第四"),
        (Answer(), ""),
    ],
)
def test_an_answer_is_written_and_the_next_sync_ends_the_merge(
    here: Office, there: Office, answer: Answer, value: str
) -> None:
    conflict_on_note(here, there)
    with here.repository() as repository:
        (found,) = conflicts(repository)
        resolve(repository, [(found, answer)])
        assert conflicts(repository) == []
        with pytest.raises(NoSuchConflict):
            resolve(repository, [(found, answer)])
    assert read(here, ONE, "note") == value
    synced(here)
    assert here.git("rev-parse", "HEAD^1").strip() == there.head
    synced(there)
    assert tree(here) == tree(there)
    assert here.status == []
    assert not (here.top / ".git" / "msctl-conflicts.json").exists()


def test_nothing_is_committed_while_a_question_is_open(here: Office, there: Office) -> None:
    conflict_on_note(here, there)
    before = here.head
    put_only(here, TWO, "category", "另改")
    with here.repository() as repository:
        with pytest.raises(RepositoryBusy):
            commit(repository, "存")
        with pytest.raises(UnresolvedConflicts):
            finish(repository)
    with pytest.raises(UnresolvedConflicts):
        synced(here)
    with pytest.raises(UnresolvedConflicts):
        synced(here, dry_run=True)
    assert here.head == before


def test_answers_survive_an_interruption(here: Office, there: Office) -> None:
    put(there, ONE, "note", "对方")
    put(there, ONE, "category", "对方")
    synced(there)
    put(here, ONE, "note", "己方")
    put(here, ONE, "category", "己方")
    with pytest.raises(UnresolvedConflicts):
        synced(here)
    with here.repository() as repository:
        first = conflicts(repository)[0]
        resolve(repository, [(first, Answer(side="theirs"))])
    with here.repository() as repository:
        (second,) = conflicts(repository)
        assert second.path != first.path
        resolve(repository, [(second, Answer(side="theirs"))])
    synced(here)
    assert tree(here) == tree(there)


def test_a_lost_file_of_answers_only_asks_again(here: Office, there: Office) -> None:
    conflict_on_note(here, there)
    with here.repository() as repository:
        place(repository).write_text("{")
        assert [str(c.path) for c in conflicts(repository)] == ["note"]


def test_giving_up_goes_back_to_before_the_merge(here: Office, there: Office) -> None:
    put(here, ONE, "note", "己方")
    before = tree(here)
    put(there, ONE, "note", "对方")
    synced(there)
    with pytest.raises(UnresolvedConflicts):
        synced(here)
    with here.repository() as repository:
        abort(repository)
        assert conflicts(repository) == []
        with pytest.raises(NothingToMerge):
            abort(repository)
        with pytest.raises(NothingToMerge):
            finish(repository)
    assert (tree(here), here.status) == (before, [])


def test_a_crash_before_the_merge_is_noted_is_mended_by_the_next_sync(
    here: Office, there: Office
) -> None:
    conflict_on_note(here, there)
    (here.top / ".git" / "MERGE_HEAD").unlink()
    (here.root / f"{TWO}.toml").write_bytes(b'number = "2"\nname = "\xe9\xa1\xb9\xe7\x9b\xae2"\n')
    with pytest.raises(UnresolvedConflicts):
        synced(here)
    assert read(here, TWO, "note") == "对方"
    with here.repository() as repository:
        resolve(repository, [(c, Answer(side="theirs")) for c in conflicts(repository)])
    synced(here)
    assert tree(here) == tree(there)


def test_a_number_given_twice_is_a_question(here: Office, there: Office) -> None:
    for office, slug in ((there, "09-duifang"), (here, "09-jifang")):
        office.project(f"{LEDGER}/{slug}", number="9", name=slug)
        office.commit()
    synced(there)
    with pytest.raises(UnresolvedConflicts):
        synced(here)
    with here.repository() as repository:
        found = conflicts(repository, merge_breaches)
        assert {(c.kind, str(c.path)) for c in found} == {("rule", "number")}
        with pytest.raises(UnresolvedConflicts):
            finish(repository, rules=merge_breaches)
        resolve(repository, [(found[0], Answer(value="10"))])
        assert conflicts(repository, merge_breaches) == []
    synced(here)
    synced(there)
    assert tree(here) == tree(there)


@pytest.mark.parametrize("side", ["ours", "theirs", "base"])
def test_a_removed_file_that_was_edited_is_answered_as_a_whole(
    here: Office, there: Office, side: str
) -> None:
    put(there, ONE, "note", "对方")
    synced(there)
    (here.root / f"{ONE}.toml").unlink()
    here.commit()
    with pytest.raises(UnresolvedConflicts):
        synced(here)
    with here.repository() as repository:
        (found,) = conflicts(repository)
        assert (found.kind, found.whole, found.ours) == ("deleted", True, None)
        with pytest.raises(NotAnAnswer):
            resolve(repository, [(found, Answer(value="x"))])
        resolve(repository, [(found, Answer(side=side))])  # type: ignore[arg-type]
    synced(here)
    synced(there)
    assert tree(here) == tree(there)
    assert (f"{ONE}.toml" in tree(here)) == (side != "ours")
    if side == "theirs":
        assert read(here, ONE, "note") == "对方"


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_markers_of_a_clone_without_the_driver_are_questions(
    here: Office, there: Office, style: str
) -> None:
    put(there, ONE, "note", "对方")
    put(there, ONE, "name", "对方")
    synced(there)
    put(here, ONE, "note", "己方")
    here.git("config", "merge.conflictStyle", style)
    here.git("pull", "--quiet", "--no-rebase", check=False)
    assert "<<<<<<<" in (here.root / f"{ONE}.toml").read_text("utf-8")
    with here.repository() as repository:
        settle(repository)
        assert (read(here, ONE, "note"), read(here, ONE, "name")) == ("己方", "对方")
        (found,) = conflicts(repository)
        resolve(repository, [(found, Answer(side="theirs"))])
        finish(repository)
    assert tree(here) == tree(there)


def test_markers_of_fields_that_do_not_meet_need_no_answer(here: Office, there: Office) -> None:
    put(there, ONE, "note", "对方")
    synced(there)
    put(here, ONE, "content", "己方")
    here.git("pull", "--quiet", "--no-rebase", check=False)
    with here.repository() as repository:
        settle(repository)
        assert conflicts(repository) == []
        finish(repository)
    assert (read(here, ONE, "note"), read(here, ONE, "content")) == ("对方", "己方")


def test_markers_that_somebody_committed_are_questions_too(here: Office) -> None:
    text = (here.root / f"{ONE}.toml").read_text("utf-8")
    marked = f'{text}<<<<<<< HEAD\nnote = "己方"\n=======\nnote = "对方"\n>>>>>>> x\n'
    here.write(f"{ONE}.toml", marked)
    with here.repository() as repository:
        with pytest.raises(UnresolvedConflicts):
            commit(repository, "存")
        (found,) = conflicts(repository)
        assert (str(found.path), found.ours, found.theirs) == ("note", "己方", "对方")
        resolve(repository, [(found, Answer(side="theirs"))])
        assert conflicts(repository) == []
        commit(repository, "存")
    assert read(here, ONE, "note") == "对方"


def test_a_dry_run_tells_and_touches_no_file(here: Office, there: Office) -> None:
    put(there, ONE, "note", "对方")
    synced(there)
    put(here, ONE, "note", "己方")
    before = here.head, tree(here), here.status
    done = synced(here, dry_run=True)
    assert (done.received, done.sent, done.questions) == (1, 1, 1)
    assert (here.head, tree(here), here.status) == before


def test_a_rewritten_remote_stops_the_sync(here: Office, there: Office) -> None:
    put(there, ONE, "note", "一")
    synced(there)
    synced(here)
    there.git("reset", "--quiet", "--hard", "HEAD~")
    put(there, ONE, "note", "二")
    there.git("push", "--quiet", "--force")
    put(here, TWO, "note", "己方")
    before = here.head
    here.git("fetch", "--quiet")  # a colleague's plain git must not hide it
    for _ in range(2):
        with pytest.raises(RemoteRewritten):
            synced(here)
        assert here.head == before
    with pytest.raises(UnresolvedConflicts):
        synced(here, accept_rewritten=True)
    with here.repository() as repository:
        resolve(repository, [(c, Answer(side="theirs")) for c in conflicts(repository)])
    synced(here, accept_rewritten=True)
    assert (read(here, ONE, "note"), read(here, TWO, "note")) == ("二", "己方")
    assert synced(here).sent == 0


def test_histories_without_a_common_commit_stay_apart(here: Office, tmp_path: Path) -> None:
    (tmp_path / "另").mkdir()
    other = shared(tmp_path / "另", projects=1)
    here.git("remote", "set-url", "origin", str(other))
    here.tick()
    with here.repository() as repository:
        here.git("commit", "--quiet", "--amend", "--allow-empty", "-m", "另一段历史")
        del repository
    for note in ("refs/remotes/origin/main", "refs/msctl/synced/origin/main"):
        here.git("update-ref", "-d", note)
    with pytest.raises(NothingInCommon):
        synced(here)


def test_no_remote_no_branch_and_no_commit_are_told(office: Office, here: Office) -> None:
    with pytest.raises(NoRemote):
        synced(office)
    here.git("switch", "--quiet", "--detach")
    with pytest.raises(OnNoBranch):
        synced(here)
    office.git("remote", "add", "origin", str(here.top))
    with pytest.raises(NoCommits):
        synced(office)


@pytest.mark.parametrize(
    "address",
    ["file:///nowhere/x.git", "/nowhere/x.git", "http://127.0.0.1:9/x.git", "git://127.0.0.1:9/x.git",
     "ssh://nobody@127.0.0.1:9/x.git", "http://name:secret@nowhere.invalid/x.git"],
)  # fmt: skip
def test_a_silent_remote_is_told_without_passwords(here: Office, address: str) -> None:
    put(here, ONE, "note", "己方")
    here.git("remote", "set-url", "origin", address)
    before = here.head, tree(here)
    with pytest.raises(RemoteUnreachable) as caught:
        synced(here)
    assert "secret" not in sentence(caught.value)
    assert (here.head, tree(here)) == before


def test_sync_works_over_the_git_protocol(bare: Path, tmp_path: Path) -> None:
    with daemon(bare.parent) as address:
        here = clone(f"{address}/{bare.name}", tmp_path / "甲")
        there = clone(f"{address}/{bare.name}", tmp_path / "乙")
        put(there, ONE, "note", "对方")
        synced(there)
        put(here, ONE, "category", "己方")
        assert synced(here).merged


def test_sync_works_over_http_and_tells_who_is_not_let_in(bare: Path, tmp_path: Path) -> None:
    with web(bare.parent) as address:
        here = clone(f"{address}/{bare.name}", tmp_path / "甲")
        there = clone(f"{address}/{bare.name}", tmp_path / "乙")
        put(there, ONE, "note", "对方")
        synced(there)
        put(here, ONE, "category", "己方")
        assert synced(here).merged
    with web(bare.parent, password="x") as address:
        here.git("remote", "set-url", "origin", f"{address}/{bare.name}")
        with pytest.raises(RemoteDenied):
            synced(here)


def test_sync_works_over_ssh(
    bare: Path, here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "ssh"
    script.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n')
    script.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
    monkeypatch.setenv("GIT_SSH_VARIANT", "simple")
    here.git("remote", "set-url", "origin", f"ssh://server{bare}")
    put(here, ONE, "note", "己方")
    assert synced(here).sent == 1


def test_a_remote_that_declines_is_quoted(bare: Path, here: Office) -> None:
    hook = bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 本周封账 >&2\nexit 1\n")
    hook.chmod(0o755)
    put(here, ONE, "note", "己方")
    before = here.head
    with pytest.raises(RemoteRefused) as caught:
        synced(here)
    assert "本周封账" in sentence(caught.value)
    assert here.head == before


def test_a_rejected_push_is_merged_again(
    here: Office, there: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, ONE, "note", "己方")
    put(there, TWO, "note", "对方")
    steps: list[str] = []

    def told(step: str, line: str) -> None:
        if not line:
            steps.append(step)
        if step == "push" and steps.count("push") == 1 and not line:
            synced(there)

    synced(here, told=told)
    assert steps.count("push") == 2
    synced(there)
    assert tree(here) == tree(there)


def test_the_driver_stays_out_of_a_rehearsal_by_git(here: Office, there: Office) -> None:
    put(there, ONE, "note", "对方")
    synced(there)
    put(here, ONE, "note", "己方")
    here.git("fetch", "--quiet")
    here.git("merge-tree", "--write-tree", "HEAD", "origin/main", check=False)
    with here.repository() as repository:
        assert conflicts(repository) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_clones_that_edit_and_sync_come_to_the_same_bytes(tmp_path: Path, seed: int) -> None:
    rounds = Round(tmp_path, seed)
    for _ in range(12):
        rounds.step()
    rounds.settle()
    first, *others = rounds.trees()
    assert all(other == first for other in others)
    for office in rounds.offices:
        assert office.status == []
        subprocess.run(["git", "fsck", "--strict"], cwd=office.top, check=True, capture_output=True)


def test_a_repository_may_hold_the_records_in_a_folder(tmp_path: Path) -> None:
    start = Office(tmp_path / "起点")
    start.git("init", "--quiet", "--initial-branch=main")
    start.write("msctl.toml", "format = 1\n")
    start.project(ONE, number="1", name="一")
    start.commit()
    start.git("clone", "--quiet", "--bare", ".", str(tmp_path / "共享.git"))
    offices = []
    for word in ("甲", "乙"):
        made = clone(tmp_path / "共享.git", tmp_path / word)
        offices.append(Office(made.top))
    put(offices[0], ONE, "note", "一")
    put(offices[1], ONE, "note", "二")
    synced(offices[0])
    with pytest.raises(UnresolvedConflicts):
        synced(offices[1])
    with Repository.of(offices[1].root) as repository:
        (found,) = conflicts(repository)
        assert (found.id, found.file) == (ONE, f"records/{ONE}.toml")
        resolve(repository, [(found, Answer(side="theirs"))])
    synced(offices[1])
    assert read(offices[1], ONE, "note") == "一"
