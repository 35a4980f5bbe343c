"""Blame and log on random histories: against a walk over all states, with and without the index."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msctl.history import index
from msctl.history.blame import blame
from msctl.history.log import Commit, log
from msctl.history.repository import Repository
from msctl.model.paths import FieldPath

from .histories import LEDGERS, History, made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("史") / "库"


HISTORIES = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)


def without_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "steps", lambda *_, **__: None)


@HISTORIES
@given(seed=st.integers(0, 10**9), count=st.integers(2, 60))
def test_blame_is_what_a_walk_over_all_states_finds(
    place: Callable[[], Path], seed: int, count: int
) -> None:
    top = place()
    history = made(top, seed, count)
    with Repository.of(top / "records") as repository, pytest.MonkeyPatch.context() as patch:
        for at in (count - 1, count // 2):
            for project, state in history.commits[at].projects.items():
                if state.broken:
                    continue
                found = blame(repository, state.id, history.hashes[at])
                told = {
                    str(line.path): line.commit for line in found if str(line.path) != "content"
                }
                assert told == expected(history, project, at)
                if at == count - 1:
                    assert blame(repository, state.id) == found
        readable = [state.id for state in history.commits[-1].projects.values() if not state.broken]
        indexed = [blame(repository, project) for project in readable]
        without_index(patch)
        assert [blame(repository, project) for project in readable] == indexed


def expected(history: History, project: int, at: int) -> dict[str, str]:
    fields = history.commits[at].projects[project].fields
    return {
        path: history.hashes[history.setter(project, path, value, at)]
        for path, value in fields.items()
    }


@HISTORIES
@given(seed=st.integers(0, 10**9), count=st.integers(2, 60))
def test_every_log_is_the_same_with_and_without_the_index(
    place: Callable[[], Path], seed: int, count: int
) -> None:
    top = place()
    history = made(top, seed, count)
    ids = [f"{state.id}.toml" for state in history.commits[-1].projects.values()]
    gone = [f"{state.id}.toml" for state in history.commits[count // 2].projects.values()]
    files = list(dict.fromkeys([*ids, *gone]))
    middle = history.hashes[count // 2]
    asked: list[Callable[[Repository], Iterator[Commit]]] = [
        log,
        *(partial(log, paths=[file]) for file in files),
        *(partial(log, paths=[ledger]) for ledger in (*LEDGERS, "jia-xian")),
        partial(log, paths=ids[:2]),
        partial(log, at=middle),
        partial(log, at=middle, paths=[LEDGERS[0]]),
        partial(log, first_parent=True),
        partial(log, first_parent=True, paths=ids[:1]),
        partial(log, field=FieldPath.of("plan", "Q?"), author="p1@"),
        partial(log, since="2023-11-15", until="2023-11-15", paths=ids),
        partial(log, layout=False, limit=5),
    ]
    with Repository.of(top / "records") as repository, pytest.MonkeyPatch.context() as patch:
        list(log(repository, paths=["jia-xian"]))
        assert (repository.own_folder / "history.sqlite").exists()
        indexed = [list(query(repository)) for query in asked]
        without_index(patch)
        assert [list(query(repository)) for query in asked] == indexed
