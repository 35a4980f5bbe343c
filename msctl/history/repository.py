"""The git repository that holds a records root, also one where the records are only a folder."""

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from msctl.history.errors import (
    GitFailed,
    NoCommits,
    NoIdentity,
    NoRepository,
    UntrustedRepository,
)
from msctl.history.git import Git
from msctl.history.objects import Objects
from msctl.model.paths import reject_outside

_OPERATIONS = (
    ("rebase-merge", "rebase"),
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
)
"""What git leaves in its folder while an operation waits, the most telling first."""

_NOBODY = ("ident", "auto-detect", "disallowed characters")
"""what git's several sentences about a missing or empty name or address have in common"""

_SETTINGS = {
    # an office's server may lose its power: a commit is on the disk when git says so
    "core.fsync": "committed,index,reference",
    "core.quotePath": "false",
}


class Repository:
    """The repository around a records root. Use it as a context or call :meth:`close`."""

    def __init__(self, git: Git, root: Path, top: Path, git_folder: Path, common: Path) -> None:
        self.git = git
        """runs in the top folder"""
        self.root = root
        """the records root, resolved"""
        self.top = top
        """the work tree's top folder"""
        self.git_folder = git_folder
        """this work tree's own git folder"""
        self._common = common
        inside = root.relative_to(top).as_posix()
        self.prefix = "" if inside == "." else f"{inside}/"
        """the records root below the top: empty, or a path that ends in ``/``"""

    @classmethod
    def of(cls, records_root: Path) -> Self:
        """The repository that a records root lies in: the innermost work tree, also a linked one
        or a submodule's.

        Raises NoRepository, UntrustedRepository, GitMissing, GitFailed.
        """
        root = records_root.resolve()
        if not root.is_dir():
            raise NoRepository(root=records_root)
        asked = Git(root).ask(
            "rev-parse",
            "--path-format=absolute",
            "--show-toplevel",
            "--git-dir",
            "--git-common-dir",
        )
        if asked.status:
            raise _refusal(records_root, asked.said, asked.reason)
        places = asked.out.decode("utf-8", errors="surrogateescape").splitlines()
        top, git_folder, common = (Path(place) for place in places)
        return cls(Git(top), root, top, git_folder, common)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the helper process; the repository can still be used."""
        if "objects" in self.__dict__:
            self.objects.close()

    @cached_property
    def objects(self) -> Objects:
        """The contents of the repository's objects."""
        return Objects(self.git)

    def inside(self, file: str) -> str:
        """A path below the records root as a path below the top. Raises OutsideRecords."""
        reject_outside(file)
        return self.prefix + file.rstrip("/")

    def below(self, path: str) -> str | None:
        """A path below the top as a path below the records root; None when it is not below."""
        return path.removeprefix(self.prefix) if path.startswith(self.prefix) else None

    def scope(self, files: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The arguments that hold a git command to the records, or to some of their files and
        folders. Raises OutsideRecords."""
        paths = [self.inside(file) for file in files] or [self.prefix.rstrip("/")]
        return ("--", *(path for path in paths if path))

    def head(self) -> str | None:
        """The hash of the commit the work tree stands on; None before the first one."""
        asked = self.git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return None if asked.status else asked.out.decode().strip()

    def need_head(self) -> str:
        """As :meth:`head`. Raises NoCommits."""
        head = self.head()
        if head is None:
            raise NoCommits(root=self.root)
        return head

    def branch(self) -> str | None:
        """The branch the work tree stands on, also one without commits; None for a detached
        head, where everything works and a commit belongs to no branch."""
        asked = self.git.ask("symbolic-ref", "--quiet", "--short", "HEAD")
        return None if asked.status else asked.out.decode("utf-8", errors="replace").strip()

    def operation(self) -> str | None:
        """The git operation that waits for its end here: rebase, am, merge, cherry-pick, revert
        or bisect; None when there is none."""
        for name, operation in _OPERATIONS:
            if (self.git_folder / name).exists():
                return operation
        return None

    def identity(self) -> tuple[str, str]:
        """The name and e-mail address that commits will carry; only what somebody has set
        counts, never git's guess from the machine's names. Raises NoIdentity, GitFailed."""
        author, committer = (
            self.git.ask("-c", "user.useConfigOnly=true", "var", f"GIT_{role}_IDENT")
            for role in ("AUTHOR", "COMMITTER")
        )
        for asked in (author, committer):
            if asked.status and any(words in asked.said for words in _NOBODY):
                raise NoIdentity(root=self.root)
            if asked.status:
                raise GitFailed(command="var", reason=asked.reason)
        name, _, rest = author.out.decode("utf-8", errors="replace").rpartition(" <")
        return name, rest.partition(">")[0]

    def ahead_behind(self) -> tuple[int, int] | None:
        """How many commits the branch has that its upstream lacks, and the reverse, as of the
        last fetch; None without an upstream."""
        upstream = self.git.ask("rev-parse", "--verify", "--quiet", "@{upstream}^{commit}")
        head = self.head()
        if upstream.status or head is None:
            return None
        between = f"{head}...{upstream.out.decode().strip()}"
        counts = self.git.read("rev-list", "--left-right", "--count", between, "--")
        ahead, behind = counts.split()
        return int(ahead), int(behind)

    @property
    def own_folder(self) -> Path:
        """Where msctl keeps what can be made again: in the git folder that all work trees of the
        repository share."""
        return self._common / "msctl"

    @property
    def is_grafted(self) -> bool:
        """Whether somebody gave commits other parents or contents than they were made with."""
        replaced = self._common / "refs" / "replace"
        packed = self._common / "packed-refs"
        return (
            (self._common / "info" / "grafts").exists()
            or (replaced.is_dir() and any(replaced.iterdir()))
            or (packed.exists() and b" refs/replace/" in packed.read_bytes())
        )

    @property
    def cut_off(self) -> frozenset[str]:
        """The commits of a shallow clone whose parents are not in it."""
        try:
            return frozenset((self._common / "shallow").read_text("ascii").split())
        except FileNotFoundError:
            return frozenset()


def init(path: Path) -> Repository:
    """Make a folder a git repository with the branch ``main`` and the settings that records want.

    A folder that is one already only gets the settings. Raises GitMissing, GitFailed.
    """
    path.mkdir(parents=True, exist_ok=True)
    git = Git(path.resolve())
    git.write("init", "--quiet", "--initial-branch=main")
    for name, value in _SETTINGS.items():
        git.write("config", "--local", name, value)
    return Repository.of(path)


def _refusal(root: Path, said: str, reason: str) -> NoRepository | UntrustedRepository | GitFailed:
    if "dubious ownership" in said:
        return UntrustedRepository(root=root, reason=reason)
    if "not a git repository" in said or "work tree" in said:
        return NoRepository(root=root)
    return GitFailed(command="rev-parse", reason=reason)
