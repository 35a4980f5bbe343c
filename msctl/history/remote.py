"""The other side of a sync: which one it is, and fetching from it and pushing to it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from msctl.history.git import Output
from msctl.history.refusals import (
    NoRemote,
    OnNoBranch,
    RemoteDenied,
    RemoteRefused,
    RemoteUnreachable,
)
from msctl.history.repository import Repository
from msctl.model.errors import MsctlError

Told = Callable[[str], None]
"""takes a line of git's own progress"""

_DENIED = re.compile(
    r"Authentication failed|could not read (Username|Password)|Permission denied|"
    r"HTTP 40[13]|error: 40[13]|Host key verification failed|terminal prompts disabled|"
    r"Invalid username or password|access denied",
    re.IGNORECASE,
)
_UNREACHABLE = re.compile(
    r"Could not resolve host|Could not read from remote|unable to access|Connection (refused|"
    r"timed out|reset|closed)|Failed to connect|does not appear to be a git repository|"
    r"No route to host|Network is unreachable|unable to connect|unable to look up|not found|"
    r"hung up|does not exist|No such file|early EOF|timed out",
    re.IGNORECASE,
)
"""how git and the programs under it say, in English, why a remote does not answer"""

_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


@dataclass(frozen=True)
class Remote:
    """The branch of another repository that the current branch goes with."""

    repository: Repository
    name: str
    branch: str
    """the remote branch's full name"""
    local: str
    """the current branch's full name"""

    @classmethod
    def of(cls, repository: Repository) -> "Remote":
        """The branch's own remote, else the only one or the one named origin; its upstream
        branch, else the one of the same name. Raises OnNoBranch, NoRemote."""
        branch = repository.branch()
        if branch is None:
            raise OnNoBranch(root=repository.root)
        names = repository.git.read("remote").decode("utf-8", errors="replace").split()
        name = _setting(repository, f"branch.{branch}.remote")
        merge = _setting(repository, f"branch.{branch}.merge") if name in names else None
        if name not in names:
            name = "origin" if "origin" in names else names[0] if len(names) == 1 else None
        if name is None:
            raise NoRemote(root=repository.root)
        return cls(repository, name, merge or f"refs/heads/{branch}", f"refs/heads/{branch}")

    @property
    def tracking(self) -> str:
        """Where the last fetched commit is noted."""
        return f"refs/remotes/{self.name}/{self.branch.removeprefix('refs/heads/')}"

    @property
    def synced(self) -> str:
        """Where the last commit that was synced with is noted: a plain ``git fetch`` moves the
        other note even when the remote's history was rewritten."""
        return f"refs/msctl/synced/{self.name}/{self.branch.removeprefix('refs/heads/')}"

    @property
    def place(self) -> str:
        """The remote for messages: its name and address, without a password."""
        asked = self.repository.git.ask("remote", "get-url", self.name)
        return f"{self.name} ({without_secret(asked.out.decode('utf-8', 'replace').strip())})"

    def noted(self, reference: str) -> str | None:
        """The commit a reference stands for; None when there is none."""
        asked = self.repository.git.ask(
            "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}"
        )
        return None if asked.status else asked.out.decode("ascii").strip()

    def fetch(self, told: Told, prompts: bool) -> str | None:
        """Get the branch's commits and return its tip; None when the remote has no such branch.

        Raises RemoteUnreachable, RemoteDenied, RemoteRefused.
        """
        # with an empty refmap nothing but the named branch moves
        branch = f"+{self.branch}:{self.tracking}"
        command = ("fetch", "--progress", "--no-tags", "--refmap=", self.name, branch)
        output = self.repository.git.transfer(command, told, prompts=prompts)
        if output.status == 0:
            return self.noted(self.tracking)
        if "couldn't find remote ref" in output.said:
            return None
        raise self._refusal(output)

    def push(self, commit: str, told: Told, prompts: bool) -> bool:
        """Push a commit as the branch; False when somebody else was first.

        Raises RemoteUnreachable, RemoteDenied, RemoteRefused.
        """
        command = ("push", "--progress", "--porcelain", self.name, f"{commit}:{self.branch}")
        output = self.repository.git.transfer(command, told, prompts=prompts)
        if output.status == 0:
            return True
        told_by_line = output.out.decode("utf-8", errors="replace")
        first = ("non-fast-forward", "fetch first", "stale info", "failed to update ref")
        taken = ("cannot lock ref", "incorrect old value", "reference already exists")
        if any(word in told_by_line + output.said for word in first + taken):
            return False
        raise self._refusal(output, told_by_line)

    def note(self, commit: str) -> None:
        """Remember that this side and the remote have a commit in common. Raises GitFailed."""
        for reference in (self.synced, self.tracking):
            self.repository.git.write("update-ref", reference, commit)

    def _refusal(self, output: Output, porcelain: str = "") -> MsctlError:
        said = output.said
        refused = re.search(r"\[remote rejected\] \((.*)\)", porcelain)
        reason = without_secret(_reason(said) or output.reason)
        if refused:
            remote = [line for line in said.splitlines() if line.startswith("remote: ")]
            words = " ".join(line.removeprefix("remote: ").strip() for line in remote).strip()
            return RemoteRefused(remote=self.place, reason=words or refused[1])
        if _DENIED.search(said):
            return RemoteDenied(remote=self.place, reason=reason)
        if _UNREACHABLE.search(said):
            return RemoteUnreachable(remote=self.place, reason=reason)
        return RemoteRefused(remote=self.place, reason=reason)


def without_secret(text: str) -> str:
    """An address or a message without names and passwords in addresses."""
    return _SECRET.sub("", text)


def _reason(said: str) -> str:
    """The telling lines of git's words: not its progress, nor its advice."""
    lines = [line.strip() for line in re.split(r"[\r\n]+", said)]
    telling = [line for line in lines if re.match(r"(fatal|error|ssh|remote|Permission)\b", line)]
    return "; ".join(telling[:3] or [line for line in lines if line][:2])[:300]


def _setting(repository: Repository, name: str) -> str | None:
    asked = repository.git.ask("config", "--get", name)
    return None if asked.status else asked.out.decode("utf-8", errors="replace").strip() or None
