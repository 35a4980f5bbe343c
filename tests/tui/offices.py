"""Two offices that share a bare repository: ours, whose screens are driven, and a colleague's."""

import os
import subprocess
from pathlib import Path

from invented import County

COLLEAGUE = ("李四", "lisi@example.com")


class Offices:
    """Ours and theirs, one commit in common and pushed."""

    def __init__(self, ours: County, folder: Path) -> None:
        self.ours = ours
        self.bare = folder / "对方.git"
        _git(folder, "clone", "--quiet", "--bare", str(ours.top), str(self.bare))
        ours.git("remote", "add", "origin", str(self.bare))
        ours.git("fetch", "--quiet", "origin")
        ours.git("branch", "--quiet", "--set-upstream-to=origin/main")
        _git(folder, "clone", "--quiet", str(self.bare), str(folder / "乙室"))
        self.theirs = County(folder / "乙室")

    def theirs_change(self, record: str, old: str, new: str, message: str = "对方改") -> None:
        """The colleague changes a file, commits and pushes."""
        self.theirs.replace(record, old, new)
        self.theirs_send(message)

    def theirs_send(self, message: str) -> None:
        """The colleague commits everything and pushes."""
        mine = {name: os.environ[name] for name in os.environ if name.startswith("GIT_")}
        for role in ("AUTHOR", "COMMITTER"):
            os.environ[f"GIT_{role}_NAME"], os.environ[f"GIT_{role}_EMAIL"] = COLLEAGUE
        try:
            self.theirs.commit(message, "2024-07-02")
            self.theirs.git("push", "--quiet", "origin", "HEAD")
        finally:
            os.environ.update(mine)

    def ours_change(self, record: str, old: str, new: str, message: str = "己方改") -> None:
        """We change a file and commit."""
        self.ours.replace(record, old, new)
        self.ours.commit(message, "2024-07-03")

    @property
    def shared(self) -> str:
        """The commit that the bare repository has."""
        return _git(self.bare, "rev-parse", "main").strip()

    def shared_text(self, record: str) -> str:
        """A record as the bare repository has it."""
        return _git(self.bare, "show", f"main:records/{record}.toml")


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout
