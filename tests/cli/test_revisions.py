import pytest
from command import Msctl
from invented import County


@pytest.mark.parametrize(
    "command", [("list",), ("check",), ("summary",), ("export", "2024/minsheng"), ("log",)]
)
@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("v9.9", "“v9.9”"),
        ("-x", "“-x”"),
        ("--output=/tmp/x", "“--output=/tmp/x”"),
        ("HEAD~9", "“HEAD~9”"),
        ("2024-02-30", "“2024-02-30”不是日期"),
        ("1999", "1999 时还没有存档"),
        ("", "“”"),
        ("HEAD:records", "“HEAD:records”"),
    ],
)
def test_a_moment_that_does_not_exist_is_one_sentence(
    archive: County, msctl: Msctl, command: tuple[str, ...], when: str, words: str
) -> None:
    done = msctl(f"--at={when}", *command)
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert words in done.err


@pytest.mark.parametrize("option", ["--from", "--to"])
@pytest.mark.parametrize("when", ["-x", "--no-index", "none"])
def test_a_diff_takes_no_revision_for_an_option(
    archive: County, msctl: Msctl, option: str, when: str
) -> None:
    done = msctl("diff", f"{option}={when}")
    assert (done.code, done.out) == (2, b"")
    assert f"“{when}”" in done.err


def test_tags_and_branches_are_moments(archive: County, msctl: Msctl) -> None:
    archive.git("tag", "一季度")
    archive.git("branch", "草案")
    for name in ("一季度", "草案", archive.git("rev-parse", "--short", "HEAD").strip()):
        assert msctl("--at", name, "list").code == 0
