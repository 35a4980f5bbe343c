"""Tell git about msctl: the merge driver, the text converter and the hooks, and take it all back.

The driver stands in the repository's own settings and the patterns in ``info/attributes``, which
all work trees share and a bare repository reads too; nothing of it is committed. Each text is put
in as a block and taken out as that block, so that the files are afterwards as they were before.
"""

import importlib.util
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from msctl.history.driver import MARKER_SIZE
from msctl.history.errors import GitFailed
from msctl.history.git import Git
from msctl.history.refusals import NotARepository
from msctl.store import atomic

_BEGIN, _END = "# msctl >>>", "# msctl <<<"
_NEW = f"{_BEGIN} new"
HOOKS = ("pre-commit", "pre-merge-commit")
_KEPT = ".before-msctl"
"""behind the name of a hook that was there before, and runs after ours"""

_SETTINGS = """\
[merge "msctl"]
	name = msctl
	driver = {driver} %O %A %B %L %P
[diff "msctl"]
	textconv = {driver} --textconv
"""
_ATTRIBUTES = f"merge=msctl diff=msctl conflict-marker-size={MARKER_SIZE}"

_HOOK = """\
#!/bin/sh
# msctl: nothing in question is committed
folder=$(git rev-parse --git-dir) || exit 1
if [ "${{0##*/}}" = pre-merge-commit ] || [ -e "$folder/MERGE_HEAD" ] ||
	[ -e "$folder/msctl-conflicts.json" ] ||
	git grep --cached -q -e '^<<<<<<<' -- '*.toml'; then
	top=$(git rev-parse --show-toplevel) || exit 1
	{msctl} --records "$top"/{prefix} conflicts --hook || exit 1
fi
if [ -x "$0{kept}" ]; then
	exec "$0{kept}" "$@"
fi
"""


@dataclass(frozen=True)
class Registration:
    """A repository's files that tell git about msctl."""

    config: Path
    attributes: Path
    hooks: Path | None
    """None where the user keeps hooks for all repositories together: those are not ours"""
    prefixes: tuple[str, ...]
    """the records roots below the top, each empty or ending in ``/``"""

    @classmethod
    def of(cls, folder: Path) -> "Registration":
        """The repository of a records root, of any folder in a work tree, or a bare one.

        Raises NotARepository, GitMissing, GitFailed.
        """
        if not folder.is_dir():
            raise NotARepository(folder=folder)
        git = Git(folder.resolve())
        asked = git.ask("rev-parse", "--path-format=absolute", "--git-common-dir")
        if asked.status:
            raise NotARepository(folder=folder)
        common = Path(os.fsdecode(asked.out.rstrip(b"\n")))
        # the reader itself looks into no hooks, which is no setting of the user
        told = git.ask("config", "--show-scope", "--get-all", "core.hooksPath").out.splitlines()
        shared = any(not line.startswith(b"command\t") for line in told)
        hooks = None if shared else common / "hooks"
        return cls(common / "config", common / "info" / "attributes", hooks, _prefixes(git, folder))

    @property
    def done(self) -> bool:
        """Whether git knows msctl here already."""
        return _BEGIN in _text(self.config)

    def register(self) -> None:
        """Write the settings, patterns and hooks; doing it again brings them up to date.

        Raises DiskRefused, GitFailed when git is writing its settings.
        """
        self.unregister()
        _with_lock(self.config, _added(_text(self.config), _SETTINGS.format(driver=_driver())))
        lines = "".join(f"{_pattern(prefix)} {_ATTRIBUTES}\n" for prefix in self.prefixes)
        _write(self.attributes, _added(_text(self.attributes), lines, self.attributes.exists()))
        if self.hooks is None:
            return
        for name in HOOKS:
            hook = self.hooks / name
            if hook.exists():
                hook.rename(hook.with_name(name + _KEPT))
            prefix = shlex.quote(self.prefixes[0]) if self.prefixes[0] else ""
            _write(hook, _HOOK.format(msctl=_msctl(), prefix=prefix, kept=_KEPT))
            hook.chmod(0o755)

    def unregister(self) -> None:
        """Take all of it out again. Raises DiskRefused, GitFailed."""
        text = _text(self.config)
        if _BEGIN in text:
            _with_lock(self.config, _taken_out(text))
        text = _text(self.attributes)
        if _BEGIN in text:
            rest = _taken_out(text)
            if rest or _NEW not in text:
                _write(self.attributes, rest)
            else:
                atomic.remove(self.attributes)
        for name in HOOKS if self.hooks is not None else ():
            assert self.hooks is not None
            hook, kept = self.hooks / name, self.hooks / (name + _KEPT)
            if "# msctl:" in _text(hook):
                atomic.remove(hook)
                if kept.exists():
                    kept.rename(hook)


def _prefixes(git: Git, folder: Path) -> tuple[str, ...]:
    asked = git.ask("rev-parse", "--show-toplevel")
    if asked.status == 0 and (folder / "msctl.toml").is_file():
        inside = folder.resolve().relative_to(os.fsdecode(asked.out.rstrip(b"\n"))).as_posix()
        return ("" if inside == "." else f"{inside}/",)
    listed = git.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD")
    names = [name.decode("utf-8", "surrogateescape") for name in listed.out.split(b"\0")]
    found = [n.removesuffix("msctl.toml") for n in names if f"/{n}".endswith("/msctl.toml")]
    return tuple(found) or ("",)


def _pattern(prefix: str) -> str:
    """A pattern of gitattributes for the records below a folder, in C's quotes."""
    inner = "".join(f"\\{c}" if c in "\\*?[" else c for c in prefix) + (
        "**/*.toml" if prefix else "*.toml"
    )
    quoted = inner.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"' if any(c in inner for c in ' \t"#!\\') else inner


def driver_command() -> list[str]:
    """The words that start the driver. Without ``site``, which takes longer than a merge, Python
    must be told where msctl and its libraries lie."""
    here = Path(__file__).resolve().with_name("driver.py")
    folders = [here.parents[2], *_libraries()]
    return [sys.executable, "-I", "-S", str(here), *map(str, dict.fromkeys(folders)), "--"]


def _driver() -> str:
    """The driver's command for git's settings: the shell's quotes inside those of the settings."""
    command = " ".join(map(shlex.quote, driver_command()))
    return '"' + command.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _libraries() -> list[Path]:
    """Where the libraries of a merge lie."""
    found = [importlib.util.find_spec(name) for name in ("toml_rs", "tomlkit")]
    return [Path(spec.origin).resolve().parents[1] for spec in found if spec and spec.origin]


def _msctl() -> str:
    return f"{shlex.quote(sys.executable)} -P -m msctl"


def _added(text: str, block: str, exists: bool = True) -> str:
    """A text with a block at its end; the mark tells whether there was a file, and whether it
    ended in a line break."""
    gap = "" if not text or text.endswith("\n") else "\n"
    begin = f"{_BEGIN} " if gap else _BEGIN if exists else _NEW
    return f"{text}{gap}{begin}\n{block}{_END}\n"


def _taken_out(text: str) -> str:
    start = text.index(_BEGIN)
    stop = text.find(_END, start)
    end = stop + len(_END) + 1 if stop >= 0 else len(text)
    if text.startswith(f"{_BEGIN} \n", start):
        start -= 1
    return text[:start] + text[end:]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return ""


def _write(path: Path, text: str) -> None:
    atomic.replace(path, text.encode("utf-8", errors="surrogateescape"))


def _with_lock(config: Path, text: str) -> None:
    """Replace git's settings under git's own lock, whose name is the new file's."""
    lock = config.with_name(f"{config.name}.lock")
    try:
        descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        raise GitFailed(command="config", reason=str(lock)) from None
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, config.stat().st_mode & 0o777)
        file.write(text.encode("utf-8", errors="surrogateescape"))
        file.flush()
        os.fsync(file.fileno())
    lock.replace(config)
