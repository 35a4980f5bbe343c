"""A made-up office's repository, in which tests write, commit and look."""

import os
import subprocess
from pathlib import Path

from msctl.history.repository import Repository

LEDGER = "lianshui/2024/minsheng"
CLINIC = f"{LEDGER}/27-cun-weishengshi"
ROAD = f"{LEDGER}/28-nongcun-gonglu"


class Office:
    """A git repository with a records root."""

    def __init__(self, top: Path, records: str = "records") -> None:
        self.top = top
        self.root = top / records if records else top
        self.root.mkdir(parents=True, exist_ok=True)
        self.clock = 1_700_000_000
        """2023-11-15 in Lianshui; each commit comes an hour later"""

    def git(self, *arguments: str, check: bool = True) -> str:
        """Run git as a colleague would."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, check=check, capture_output=True, text=True
        )
        return done.stdout

    def write(self, file: str, text: str) -> Path:
        """Write a file below the records root."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def project(self, project: str, **fields: object) -> None:
        """Write a project with texts and whole numbers as given."""
        lines = [
            f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"
            for key, value in fields.items()
        ]
        self.write(f"{project}.toml", "\n".join(lines) + "\n")

    def commit(self, message: str = "存档", at: int | None = None, *arguments: str) -> str:
        """Stage and commit everything, at a time of its own."""
        self.tick(at)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, *arguments)
        return self.head

    def tick(self, at: int | None = None) -> None:
        """Set git's clock."""
        self.clock = at or self.clock + 3600
        for role in ("AUTHOR", "COMMITTER"):
            os.environ[f"GIT_{role}_DATE"] = f"{self.clock} +0800"

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD").strip()

    @property
    def status(self) -> list[str]:
        return self.git("-c", "core.quotePath=false", "status", "--short").splitlines()

    def repository(self) -> Repository:
        return Repository.of(self.root)

    def clone(self, top: Path, *arguments: str) -> "Office":
        """A colleague's copy of the repository."""
        self.git("clone", "--quiet", *arguments, f"file://{self.top}", str(top))
        return Office(top)
