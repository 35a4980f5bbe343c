"""What all tests stand on: fixed language, people and clock, an invented county, and ``msctl``."""

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import Done, Msctl
from hypothesis import HealthCheck, settings
from invented import FILES, County, on_day

from msctl.cli.main import run
from msctl.locale.catalogue import set_language
from msctl.store.records import Records
from msctl.store.settings import Settings

# a busy machine is no mistake: no example has a time limit; and the same code gives the same answer
# each time: `pytest --hypothesis-profile=search` looks for examples that nobody has seen
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", _PATIENT)
settings.register_profile("msctl", _PATIENT, derandomize=True)
settings.load_profile("msctl")

SETTINGS = {
    # no language is named, so msctl speaks Chinese
    "LC_ALL": "C.UTF-8",
    "TZ": "Asia/Shanghai",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "张三",
    "GIT_AUTHOR_EMAIL": "zhangsan@example.com",
    "GIT_COMMITTER_NAME": "张三",
    "GIT_COMMITTER_EMAIL": "zhangsan@example.com",
    "GIT_AUTHOR_DATE": "2024-07-01T12:00:00+08:00",
    "GIT_COMMITTER_DATE": "2024-07-01T12:00:00+08:00",
}
ARCHIVED = "2024-03-01"
"""The day of the first commit of `archive`."""
FOREIGN = (
    # the size of a terminal is asked of the terminal; a runner of tests may name its own
    *("COLUMNS", "LINES"),
    *("LANG", "LANGUAGE", "LC_MESSAGES", "EMAIL", "VISUAL", "EDITOR"),
    *("MSCTL_RECORDS", "MSCTL_DEBUG", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"),
    # what is printed is kept back and written as on anybody's machine
    "PYTHONUNBUFFERED",
)
"""What the machine may have set and no test may see."""


@pytest.fixture(autouse=True)
def surroundings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    home = tmp_path_factory.getbasetemp() / "nobody"
    home.mkdir(exist_ok=True)
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    places = {"HOME": home, "XDG_CONFIG_HOME": home, "GIT_CONFIG_GLOBAL": home / ".gitconfig"}
    # one test's choices are not another's
    places["MSCTL_SETTINGS"] = tmp_path_factory.mktemp("own") / "settings.toml"
    for name, value in (SETTINGS | {name: str(place) for name, place in places.items()}).items():
        monkeypatch.setenv(name, value)
    set_language("zh")
    time.tzset()
    yield
    set_language(None)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    """The invented records without a repository; the current folder is their root."""
    made = County(tmp_path / "甲县 督查室")
    for file, text in FILES.items():
        made.write(file, text)
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture(scope="session")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of `archive`, made once: git takes longer to make one than to copy one."""
    made = County(tmp_path_factory.mktemp("archived") / "once")
    for file, text in FILES.items():
        made.write(file, text)
    (made.top / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in FOREIGN:
            patch.delenv(name, raising=False)
        for name, value in (SETTINGS | {"GIT_CONFIG_GLOBAL": os.devnull}).items():
            patch.setenv(name, value)
        made.git("init", "--quiet", "--initial-branch=main", "--template=")
        made.commit("建立台账", ARCHIVED)
    return made.top


@pytest.fixture
def archive(county: County, archived: Path) -> County:
    """The invented records in a git repository with one commit."""
    shutil.copytree(archived / ".git", county.top / ".git")
    shutil.copy(archived / ".gitignore", county.top)
    # the times and places of the files are others now
    county.git("update-index", "-q", "--refresh")
    on_day(ARCHIVED)
    return county


@pytest.fixture
def msctl(monkeypatch: pytest.MonkeyPatch) -> Msctl:
    """Runs one command line in this process, as from a script: nothing is a terminal."""

    def open_screens(records: Records, _when: str | None, _settings: Settings) -> int:
        raise AssertionError(f"the screens were opened on {records.root}")

    def call(*args: str, typed: str = "") -> Done:
        streams = [io.BytesIO(), io.BytesIO()]
        with monkeypatch.context() as patch:
            out, err = (io.TextIOWrapper(stream, "utf-8") for stream in streams)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.StringIO(typed))
            code = run(args, open_screens)
            out.flush()
            err.flush()
        return Done(int(code), streams[0].getvalue(), streams[1].getvalue().decode("utf-8"))

    return call


@pytest.fixture
def process() -> Msctl:
    """Runs one command line in a process of its own."""

    def call(*args: str, **variables: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "msctl", *args],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=os.environ | variables,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return call
