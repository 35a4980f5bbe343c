"""Answers of a merge taken back, one after the other, until it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from msctl.check.merge_rules import merge_breaches
from msctl.history.answers import Answer
from msctl.history.conclusion import abort, finish
from msctl.history.conflict import Conflict
from msctl.history.questions import conflicts
from msctl.history.refusals import NothingToTakeBack, NotTakenBack, UnresolvedConflicts
from msctl.history.repository import Repository
from msctl.history.taking_back import FILE, answer, answered, take_back

from .neighbours import clone, name, put, shared, synced, tree
from .office import Office

ONE, TWO = name(1), name(2)


@pytest.fixture
def merging(tmp_path: Path) -> Office:
    """Two fields of one project and one of another are in question."""
    bare = shared(tmp_path)
    ours, theirs = clone(bare, tmp_path / "己方"), clone(bare, tmp_path / "对方")
    for office, word in ((theirs, "对方"), (ours, "己方")):
        put(office, ONE, "note", f"{word}一")
        put(office, ONE, "name", f"{word}名")
        put(office, TWO, "note", f"{word}二")
    synced(theirs)
    with pytest.raises(UnresolvedConflicts):
        synced(ours)
    return ours


def open_(repository: Repository) -> list[Conflict]:
    return conflicts(repository, merge_breaches)


def state(office: Office, repository: Repository) -> tuple[object, ...]:
    """Everything that an answer may touch."""
    stages = office.git("ls-files", "--stage")
    return tree(office), stages, [(c.file, str(c.path)) for c in open_(repository)]


def digests(office: Office, repository: Repository) -> tuple[object, ...]:
    return (*state(office, repository), answered(repository))


def test_each_answer_is_taken_back_in_its_turn_and_can_be_given_anew(merging: Office) -> None:
    with merging.repository() as repository:
        kept = [digests(merging, repository)]
        for side in ("theirs", "base", "ours"):
            answer(repository, [(open_(repository)[0], Answer(side=side))], f"采用 {side}")
            kept.append(digests(merging, repository))
        assert open_(repository) == []
        assert answered(repository) == ["采用 theirs", "采用 base", "采用 ours"]
        for before in reversed(kept[:-1]):
            take_back(repository)
            assert digests(merging, repository) == before
        with pytest.raises(NothingToTakeBack):
            take_back(repository)
        every = [(conflict, Answer(side="theirs")) for conflict in open_(repository)]
        answer(repository, every)
        take_back(repository)
        assert digests(merging, repository) == kept[0]
        answer(repository, every)
        finish(repository, rules=merge_breaches)
        assert merging.git("status", "--porcelain") == ""


def test_the_next_session_takes_back_what_this_one_answered(merging: Office) -> None:
    with merging.repository() as repository:
        before = state(merging, repository)
        conflict = open_(repository)[0]
        answer(repository, [(conflict, Answer(side="theirs"))], "采用对方")
        # the power went while the next step was being kept
        with (repository.git_folder / FILE).open("ab") as file:
            file.write(b'{"merge": "')
    with merging.repository() as repository:
        assert answered(repository) == ["采用对方"]
        answer(repository, [(open_(repository)[0], Answer(side="ours"))], "采用己方")
        assert answered(repository) == ["采用对方", "采用己方"]
        take_back(repository)
        take_back(repository)
        assert state(merging, repository) == before


def test_what_somebody_changed_since_is_not_taken_back(merging: Office) -> None:
    with merging.repository() as repository:
        conflict = open_(repository)[0]
        answer(repository, [(conflict, Answer(side="theirs"))])
        file = repository.top / conflict.file
        file.write_text(file.read_text("utf-8") + "# 手工加的\n", "utf-8")
        before = state(merging, repository)
        with pytest.raises(NotTakenBack):
            take_back(repository)
        assert state(merging, repository) == before


@pytest.mark.parametrize("end", [finish, abort])
def test_after_the_end_nothing_is_taken_back(
    merging: Office, end: Callable[[Repository], object]
) -> None:
    with merging.repository() as repository:
        every = [(conflict, Answer(side="ours")) for conflict in open_(repository)]
        answer(repository, every)
        end(repository)
        before = state(merging, repository)
        with pytest.raises(NothingToTakeBack):
            take_back(repository)
        assert state(merging, repository) == before
        assert not (repository.git_folder / FILE).exists()


def test_answers_to_a_merge_given_up_with_git_count_no_more(merging: Office) -> None:
    with merging.repository() as repository:
        answer(repository, [(open_(repository)[0], Answer(side="theirs"))], "采用对方")
        merging.git("merge", "--abort")
        with pytest.raises(UnresolvedConflicts):
            synced(merging)
        assert answered(repository) == []
