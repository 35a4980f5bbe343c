"""The runner of git: the only place that starts a git process.

GitPython's command runner starts the processes; its object model, which costs ten times as much,
is not used. Arguments are a list and never reach a shell. Import this module only where git is
needed: GitPython costs 60 to 90 ms.
"""

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from msctl.history.errors import GitFailed, GitMissing

# GitPython looks for git when it is imported and fails when there is none; ours is the sentence.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git.cmd
import git.exc

_LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
"""Set by git for its hooks and aliases. The records root alone decides which repository is meant,
and these would turn every command to another one."""

_READ_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C.UTF-8",
}
_READ_OPTIONS = (
    *("-c", "core.quotePath=false"),
    # a repository of somebody else must not start programs of its choice when it is only read
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    # settings of the user that would change what the readers of the output expect
    *("-c", "color.ui=false"),
    *("-c", "diff.relative=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "log.follow=false"),
    *("-c", "log.showSignature=false"),
)
_TRANSFER_OPTIONS = (
    # a server that has gone silent is given up
    *("-c", "http.lowSpeedLimit=100"),
    *("-c", "http.lowSpeedTime=30"),
)
_WAIT = 15
"""seconds until an ssh server that does not answer counts as unreachable"""

_ASK = 0.2
"""seconds of silence after which it is asked whether a transfer is still wanted"""

_WRITE_OPTIONS = ("-c", "core.quotePath=false", "-c", "i18n.commitEncoding=UTF-8")

_REASON = 400
"""characters of git's own words that an error repeats: a hook may print pages"""

_ASIDES = ("warning:", "hint:", "警告：", "提示：")
"""how git begins what is no reason: with core.autocrlf, a line for each file"""


@dataclass(frozen=True, slots=True)
class Output:
    """How a git command ended and what it said."""

    status: int
    out: bytes
    said: str
    """standard error"""

    @property
    def reason(self) -> str:
        """Standard error on one line, without what only stands in front of the reason."""
        lines = [line.strip() for line in self.said.splitlines() if line.strip()]
        reasons = [line for line in lines if not line.startswith(_ASIDES)]
        return "; ".join(reasons or lines)[:_REASON] or f"exit {self.status}"


class Git:
    """git commands in one folder."""

    def __init__(self, folder: Path) -> None:
        """Raises GitMissing."""
        if shutil.which("git") is None:
            raise GitMissing()
        for name in _LOCAL:
            os.environ.pop(name, None)
        self.folder = folder
        self._runner = git.cmd.Git(str(folder))
        self.waiting: Callable[[], None] = _wait_on
        """called every now and then while a transfer says nothing; what it raises ends it"""

    def read(self, *arguments: str) -> bytes:
        """What a reading command prints. Raises GitFailed, GitMissing."""
        output = self.ask(*arguments)
        if output.status:
            raise GitFailed(command=arguments[0], reason=output.reason)
        return output.out

    def ask(self, *arguments: str) -> Output:
        """A reading command whose failure is an answer. Raises GitMissing."""
        return self._run((*_READ_OPTIONS, *arguments), _READ_ENVIRONMENT, b"")

    def write(
        self,
        *arguments: str,
        data: bytes = b"",
        options: tuple[str, ...] = (),
        index: Path | None = None,
    ) -> bytes:
        """Run a command that changes the repository, with its hooks; ``data`` is standard input,
        ``index`` another index than the work tree's own.

        Raises GitFailed, GitMissing.
        """
        # GitPython makes git speak English; hooks and refusals are told to the user, so they keep
        # the user's language. GIT_LITERAL_PATHSPECS would reach the hooks: writers mark each path.
        user = {name: os.environ.get(name, "") for name in ("LC_ALL", "LANGUAGE")}
        environment = {"GIT_TERMINAL_PROMPT": "0", **user}
        if index is not None:
            environment["GIT_INDEX_FILE"] = str(index)
        output = self._run((*_WRITE_OPTIONS, *options, *arguments), environment, data)
        if output.status:
            raise GitFailed(command=arguments[0], reason=output.reason)
        return output.out

    def transfer(
        self, arguments: tuple[str, ...], told: Callable[[str], None], *, prompts: bool
    ) -> Output:
        """A command that talks to another repository, with its hooks. Each line of its progress
        is ``told`` as it comes; with ``prompts`` it may ask for passwords on the terminal.

        git speaks English here, so that a failure can be told apart. Raises GitMissing.
        """
        environment = {"LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
        if not prompts:
            environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS": ""}
        own_ssh = os.environ.get("GIT_SSH_COMMAND") or os.environ.get("GIT_SSH")
        if not own_ssh and self.ask("config", "--get", "core.sshCommand").status:
            batch = "" if prompts else " -o BatchMode=yes"
            environment["GIT_SSH_COMMAND"] = f"ssh -o ConnectTimeout={_WAIT}{batch}"
        command = (*_WRITE_OPTIONS, *_TRANSFER_OPTIONS, *arguments)
        said = []
        process = self._execute(command, environment, subprocess.DEVNULL)
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            for line in _lines(process.stderr, self.waiting):
                said.append(line)
                told(line)
            # a few lines, which the pipe holds until here
            out = process.stdout.read()
            process.wait()
        finally:
            stop(process)
        return Output(process.returncode, out, "\n".join(said))

    @contextlib.contextmanager
    def stream(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A reading command as a running process with pipes; it ends with the block at the latest.

        Raises GitMissing.
        """
        process = self.start(*arguments)
        try:
            yield process
        finally:
            stop(process)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A reading command as a running process with pipes; end it with :func:`stop`.

        Raises GitMissing.
        """
        return self._execute((*_READ_OPTIONS, *arguments), _READ_ENVIRONMENT, subprocess.PIPE)

    def _run(self, arguments: tuple[str, ...], environment: dict[str, str], data: bytes) -> Output:
        with tempfile.TemporaryFile() as source:
            source.write(data)
            source.seek(0)
            process = self._execute(arguments, environment, source)
            out, said = process.communicate()
        return Output(process.returncode, out, said.decode("utf-8", errors="replace"))

    def _execute(
        self, arguments: tuple[str, ...], environment: dict[str, str], source: int | IO[bytes]
    ) -> subprocess.Popen[bytes]:
        # -C as well as the runner's folder: a folder that is gone must fail, not mean another one
        command = ["git", "--no-pager", "-C", str(self.folder), *arguments]
        try:
            wrapped = self._runner.execute(
                command,
                istream=source,  # type: ignore[arg-type]
                as_process=True,
                env=environment,
            )
        except git.exc.GitCommandNotFound as error:
            raise GitMissing() from error
        assert isinstance(wrapped, git.cmd.Git.AutoInterrupt)
        process = wrapped.proc
        assert process is not None
        # the wrapper would kill the process as soon as it is collected
        wrapped.proc = None
        return process


def _read(pipe: int, waiting: Callable[[], None]) -> bytes:
    while not select.select([pipe], [], [], _ASK)[0]:
        waiting()
    return os.read(pipe, 4096)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and close its pipes."""
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    if process.poll() is None:
        process.terminate()
    process.wait()


def _wait_on() -> None:
    """Nobody wants to know whether to go on."""


def _lines(pipe: IO[bytes], waiting: Callable[[], None]) -> Iterator[str]:
    """Lines as they come; git ends the passing ones with a carriage return."""
    rest = b""
    while chunk := _read(pipe.fileno(), waiting):
        *whole, rest = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
        yield from (line.decode("utf-8", errors="replace") for line in whole if line.strip())
    if rest.strip():
        yield rest.decode("utf-8", errors="replace")
