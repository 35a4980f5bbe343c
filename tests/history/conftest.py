"""Fixed people, clock, place and settings for git."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from msctl.history.repository import Repository

from .office import Office


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("XDG_CONFIG_HOME", "EMAIL", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    settings = {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "TZ": "Asia/Shanghai",
        "GIT_AUTHOR_NAME": "张三",
        "GIT_AUTHOR_EMAIL": "zhangsan@example.com",
        "GIT_COMMITTER_NAME": "张三",
        "GIT_COMMITTER_EMAIL": "zhangsan@example.com",
        "GIT_AUTHOR_DATE": "1700000000 +0800",
        "GIT_COMMITTER_DATE": "1700000000 +0800",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A repository in which the records are only a folder."""
    made = Office(tmp_path / "县政府 督查室")
    made.git("init", "--quiet", "--initial-branch=main")
    return made


@pytest.fixture
def repository(office: Office) -> Iterator[Repository]:
    with office.repository() as found:
        yield found
