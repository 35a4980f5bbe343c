"""Answers of a merge taken back, one after the other, until it ends."""

from pathlib import Path

import pytest

from msctl.check.merge_rules import merge_breaches
from msctl.history.answers import Answer
from msctl.history.conclusion import finish
from msctl.history.conflict import Conflict
from msctl.history.questions import conflicts
from msctl.history.refusals import NothingToMerge, NotTakenBack, UnresolvedConflicts
from msctl.history.repository import Repository
from msctl.history.taking_back import answer

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


def test_each_answer_is_taken_back_in_its_turn_and_can_be_given_anew(merging: Office) -> None:
    with merging.repository() as repository:
        kept = [state(merging, repository)]
        back = []
        for side in ("theirs", "base", "ours"):
            back.append(answer(repository, [(open_(repository)[0], Answer(side=side))]))
            kept.append(state(merging, repository))
        assert open_(repository) == []
        for undo, before in zip(reversed(back), reversed(kept[:-1]), strict=True):
            undo()
            assert state(merging, repository) == before
        every = [(conflict, Answer(side="theirs")) for conflict in open_(repository)]
        back_all = answer(repository, every)
        back_all()
        assert state(merging, repository) == kept[0]
        answer(repository, every)
        finish(repository, rules=merge_breaches)
        assert merging.git("status", "--porcelain") == ""


def test_what_somebody_changed_since_is_not_taken_back(merging: Office) -> None:
    with merging.repository() as repository:
        conflict = open_(repository)[0]
        back = answer(repository, [(conflict, Answer(side="theirs"))])
        file = repository.top / conflict.file
        file.write_text(file.read_text("utf-8") + "# 手工加的\n", "utf-8")
        before = state(merging, repository)
        with pytest.raises(NotTakenBack):
            back()
        assert state(merging, repository) == before


def test_after_the_end_nothing_is_taken_back(merging: Office) -> None:
    with merging.repository() as repository:
        every = [(conflict, Answer(side="ours")) for conflict in open_(repository)]
        back = answer(repository, every)
        finish(repository, rules=merge_breaches)
        before = state(merging, repository)
        with pytest.raises(NothingToMerge):
            back()
        assert state(merging, repository) == before
