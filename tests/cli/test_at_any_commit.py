"""``--at``: every reading command says what it says in a checkout of that commit."""

import random
import subprocess
from pathlib import Path

import pytest
from command import Msctl
from history.histories import History, made

COMMANDS = (
    ("list", "--format", "json"),
    ("list", "jia-xian", "--format", "csv"),
    ("show", "*", "--format", "json"),
    ("search", "行原文", "--format", "json"),
    ("summary", "--by", "ledger", "--format", "json"),
    ("compare", "--from", "Q1", "--to", "Q2", "--all", "--format", "json"),
    ("sql", "SELECT id, name, planned FROM projects ORDER BY id", "--format", "json"),
    ("check", "--format", "json"),
    ("log", "--format", "json"),
)


@pytest.mark.parametrize("seed", range(4))
def test_at_is_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, msctl: Msctl, seed: int
) -> None:
    top, other = tmp_path / "库", tmp_path / "另"
    history: History = made(top, seed, 25)
    git = ["git", "-C", str(top), "worktree", "add", "--quiet", "--detach", str(other)]
    subprocess.run([*git, "main"], check=True)
    monkeypatch.chdir(tmp_path)
    for commit in random.Random(seed).sample(history.hashes, 3):
        subprocess.run(["git", "-C", str(other), "checkout", "-q", commit], check=True)
        for command in COMMANDS:
            then = msctl("--records", str(top / "records"), "--at", commit, *command)
            there = msctl("--records", str(other / "records"), *command)
            assert then == there, command
