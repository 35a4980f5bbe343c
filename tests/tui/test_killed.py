"""Sessions ended at random moments lose nothing; `benchmarks/killed_sessions.py` ends hundreds."""

from pathlib import Path
from random import Random

import pytest
from killing import WAYS, run_session

LONGEST = 3600.0


@pytest.mark.parametrize("way", WAYS)
def test_a_session_ended_at_a_random_moment_loses_no_committed_edit(
    tmp_path: Path, way: str
) -> None:
    random = Random(way)
    outcome = run_session(tmp_path / "one", way, random.uniform(0.3, 2.0), random)
    assert outcome.faults == []


def test_a_whole_session_commits_every_edit_and_what_is_killed_is_offered(tmp_path: Path) -> None:
    whole = run_session(tmp_path / "whole", "SIGTERM", LONGEST, Random(1))
    assert (whole.committed, whole.in_files, whole.faults) == (16, 16, [])
