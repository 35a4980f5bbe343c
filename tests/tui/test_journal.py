"""The journal: what a killed process typed is found again."""

import os
import subprocess
import sys

from invented import ROAD, County

from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.journal import Journal

TYPED = {ProjectId(ROAD): {FieldPath.of("extra", "1. 备注"): "第一行\n第二行"}}


def ended_process() -> int:
    """The id of a process that is gone."""
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    return int(done.stdout)


def test_what_an_ended_process_typed_is_left_behind(county: County) -> None:
    Journal(county.root).write(TYPED)
    own = next((county.root / ".msctl").glob("typed-*.json"))
    assert Journal(county.root).left_behind() == {}, "this process is alive"
    own.rename(own.with_name(own.name.replace(str(os.getpid()), str(ended_process()))))
    later = Journal(county.root)
    assert later.left_behind() == TYPED
    later.forget_left_behind()
    assert later.left_behind() == {}


def test_nothing_typed_leaves_no_file(county: County) -> None:
    journal = Journal(county.root)
    journal.write(TYPED)
    journal.write({})
    assert list((county.root / ".msctl").glob("typed-*.json")) == []


def test_a_broken_journal_is_passed_over(county: County) -> None:
    Journal(county.root).write(TYPED)
    own = next((county.root / ".msctl").glob("typed-*.json"))
    broken = own.with_name(own.name.replace(str(os.getpid()), str(ended_process())))
    broken.write_text("{", encoding="utf-8")
    assert Journal(county.root).left_behind() == {}


def test_asking_makes_no_folder(county: County) -> None:
    assert Journal(county.root).left_behind() == {}
    assert not (county.root / ".msctl").exists()
