"""git itself merging and comparing by field, and everything taken back byte for byte."""

import subprocess
from pathlib import Path

import pytest

from msctl.history.errors import GitFailed
from msctl.history.questions import conflicts
from msctl.history.refusals import NotARepository
from msctl.history.registration import HOOKS, Registration
from msctl.history.repository import Repository

from .office import CLINIC, LEDGER, Office

TEXT = 'number = "27"\nname = "村卫生室"\n\n[funding]\ntotal = 80\ncounty = 20\n'


@pytest.fixture
def clinic(office: Office) -> Office:
    office.write("msctl.toml", "format = 1\n")
    office.write(f"{CLINIC}.toml", TEXT)
    office.commit()
    Registration.of(office.root).register()
    return office


def edit(office: Office, *pairs: tuple[str, str]) -> None:
    text = (office.root / f"{CLINIC}.toml").read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    office.write(f"{CLINIC}.toml", text)
    office.commit()


def diverge(office: Office, ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    office.git("switch", "--quiet", "-c", "theirs")
    edit(office, theirs)
    office.git("switch", "--quiet", "main")
    edit(office, ours)


def git(office: Office, *arguments: str) -> int:
    return subprocess.run(
        ["git", *arguments], cwd=office.top, capture_output=True, check=False
    ).returncode


def test_git_merges_neighbouring_lines_by_field(clinic: Office) -> None:
    diverge(clinic, ("total = 80", "total = 90"), ("county = 20", "county = 30"))
    assert git(clinic, "merge", "--quiet", "--no-edit", "theirs") == 0
    text = (clinic.root / f"{CLINIC}.toml").read_text("utf-8")
    assert text == TEXT.replace("80", "90").replace("20", "30")


def test_git_stops_at_one_field_and_the_file_holds_our_value(clinic: Office) -> None:
    diverge(clinic, ("total = 80", "total = 90"), ("total = 80", "total = 100"))
    assert git(clinic, "merge", "--no-edit", "theirs") == 1
    assert (clinic.root / f"{CLINIC}.toml").read_text("utf-8") == TEXT.replace("80", "90")
    with clinic.repository() as repository:
        found = conflicts(repository)
    assert [(c.id, str(c.path), str(c.ours), str(c.theirs)) for c in found] == [
        (CLINIC, "funding.total", "90", "100")
    ]


def test_git_rebases_by_field(clinic: Office) -> None:
    diverge(clinic, ("total = 80", "total = 90"), ("county = 20", "county = 30"))
    assert git(clinic, "rebase", "--quiet", "theirs") == 0
    assert "total = 90\ncounty = 30" in (clinic.root / f"{CLINIC}.toml").read_text("utf-8")


def test_crossed_histories_merge_where_both_ancestors_agree(clinic: Office) -> None:
    diverge(clinic, ("total = 80", "total = 90"), ("county = 20", "county = 30"))
    clinic.git("branch", "ours")
    assert git(clinic, "merge", "--quiet", "--no-edit", "theirs") == 0
    clinic.git("switch", "--quiet", "theirs")
    assert git(clinic, "merge", "--quiet", "--no-edit", "ours") == 0
    edit(clinic, ("total = 90", "total = 95"))
    clinic.git("switch", "--quiet", "main")
    edit(clinic, ("county = 30", "county = 35"))
    assert git(clinic, "merge", "--quiet", "--no-edit", "theirs") == 0
    assert "total = 95\ncounty = 35" in (clinic.root / f"{CLINIC}.toml").read_text("utf-8")


def test_diff_and_log_speak_fields(clinic: Office) -> None:
    edit(clinic, ("total = 80", "total = 90"), ('name = "村卫生室"', 'name = """\n村\n卫生室"""'))
    for command in (("diff", "HEAD~"), ("log", "-p", "-1"), ("show",)):
        lines = clinic.git(*command).splitlines()
        assert {"-funding.total: 80", "+funding.total: 90", "+name: 村", "+name: 卫生室"} <= set(
            lines
        )


def test_the_hook_refuses_what_is_in_question_and_nothing_else(clinic: Office) -> None:
    diverge(clinic, ("total = 80", "total = 90"), ("total = 80", "total = 100"))
    git(clinic, "merge", "--no-edit", "theirs")
    done = subprocess.run(
        ["git", "commit", "-am", "x"], cwd=clinic.top, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert "msctl resolve" in done.stderr.decode()
    clinic.git("merge", "--abort")
    edit(clinic, ("county = 20", "county = 21"))
    clinic.write(f"{CLINIC}.toml", f"<<<<<<< x\n{TEXT}=======\n>>>>>>> y\n")
    assert git(clinic, "commit", "-am", "x") != 0


def snapshot(office: Office) -> dict[str, tuple[bytes, int]]:
    folder = office.top / ".git"
    places = [folder / "config", folder / "info" / "attributes", *(folder / "hooks").glob("*")]
    return {p.name: (p.read_bytes(), p.stat().st_mode) for p in places if p.exists()}


@pytest.mark.parametrize("attributes", [None, b"", b"*.md text\n", b"*.md text"])
@pytest.mark.parametrize("tail", [b"", b"[user]\n\tname = x"])
def test_undo_leaves_every_byte_as_it_was(
    office: Office, attributes: bytes | None, tail: bytes
) -> None:
    folder = office.top / ".git"
    (folder / "info").mkdir(exist_ok=True)
    (folder / "config").write_bytes((folder / "config").read_bytes() + tail)
    if attributes is not None:
        (folder / "info" / "attributes").write_bytes(attributes)
    hook = folder / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    hook.chmod(0o755)
    before = snapshot(office)
    registration = Registration.of(office.root)
    registration.register()
    registration.register()
    assert snapshot(office).keys() - before.keys() >= {
        "pre-merge-commit",
        "pre-commit.before-msctl",
    }
    registration.unregister()
    registration.unregister()
    assert snapshot(office) == before


def test_settings_made_meanwhile_stay(office: Office) -> None:
    before = snapshot(office)["config"][0]
    registration = Registration.of(office.root)
    registration.register()
    office.git("config", "user.email", "x@example.com")
    registration.unregister()
    assert snapshot(office)["config"][0] == before + b"[user]\n\temail = x@example.com\n"


def test_a_hook_that_was_there_still_runs(clinic: Office) -> None:
    registration = Registration.of(clinic.root)
    registration.unregister()
    hook = clinic.top / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho ran > ran.txt\n")
    hook.chmod(0o755)
    registration.register()
    edit(clinic, ("total = 80", "total = 90"))
    assert (clinic.top / "ran.txt").exists()


def test_a_hooks_folder_of_all_repositories_is_left_alone(office: Office, tmp_path: Path) -> None:
    office.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    registration = Registration.of(office.root)
    registration.register()
    assert registration.hooks is None
    assert not (tmp_path / "hooks").exists()
    assert not any((office.top / ".git" / "hooks" / name).exists() for name in HOOKS)


def test_linked_work_trees_merge_by_field_too(clinic: Office, tmp_path: Path) -> None:
    clinic.git("worktree", "add", "--quiet", "-b", "theirs", str(tmp_path / "副本"))
    other = Office(tmp_path / "副本")
    edit(other, ("county = 20", "county = 30"))
    edit(clinic, ("total = 80", "total = 90"))
    assert git(other, "merge", "--quiet", "--no-edit", "main") == 0
    assert "total = 90\ncounty = 30" in (other.root / f"{CLINIC}.toml").read_text("utf-8")


def test_a_bare_repository_speaks_fields(clinic: Office, tmp_path: Path) -> None:
    edit(clinic, ("total = 80", "total = 90"))
    bare = tmp_path / "库.git"
    clinic.git("clone", "--quiet", "--bare", ".", str(bare))
    before = (bare / "config").read_bytes()
    registration = Registration.of(bare)
    registration.register()
    assert registration.prefixes == ("records/",)
    said = subprocess.run(["git", "log", "-p", "-1"], cwd=bare, capture_output=True, check=True)
    assert "+funding.total: 90" in said.stdout.decode()
    registration.unregister()
    assert (bare / "config").read_bytes() == before


@pytest.mark.parametrize("records", ["台账 [1]*", 'a "b"', "x#y", "r\\s"])
def test_a_records_folder_with_signs_in_its_name_is_found_by_git(
    tmp_path: Path, records: str
) -> None:
    office = Office(tmp_path / "x", records)
    office.git("init", "--quiet", "--initial-branch=main")
    office.write("msctl.toml", "format = 1\n")
    office.write(f"{CLINIC}.toml", TEXT)
    office.commit()
    Registration.of(office.root).register()
    diverge(office, ("total = 80", "total = 90"), ("county = 20", "county = 30"))
    assert git(office, "merge", "--quiet", "--no-edit", "theirs") == 0


def test_git_writing_its_settings_is_waited_for_by_the_user(office: Office) -> None:
    (office.top / ".git" / "config.lock").write_text("")
    with pytest.raises(GitFailed):
        Registration.of(office.root).register()


def test_a_folder_outside_of_git_is_told(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "gone"):
        with pytest.raises(NotARepository):
            Registration.of(place)


def test_the_repository_knows_whether_it_is_set_up(clinic: Office, repository: Repository) -> None:
    del repository
    assert Registration.of(clinic.root).done
    Registration.of(clinic.root).unregister()
    assert not Registration.of(clinic.root).done


def test_the_hook_holds_the_merged_records_against_the_rules(clinic: Office) -> None:
    clinic.write(f"{LEDGER}/ledger.toml", 'title = "表"\n')
    clinic.commit()
    clinic.git("switch", "--quiet", "-c", "theirs")
    clinic.project(f"{LEDGER}/09-duifang", number="9", name="对方")
    clinic.commit()
    clinic.git("switch", "--quiet", "main")
    clinic.project(f"{LEDGER}/09-jifang", number="9", name="己方")
    before = clinic.commit()
    assert git(clinic, "merge", "--no-edit", "theirs") != 0
    assert clinic.head == before
    clinic.project(f"{LEDGER}/09-jifang", number="10", name="己方")
    clinic.git("add", "--all")
    assert git(clinic, "commit", "--no-edit") == 0
