"""The journal of what is typed and not saved: what a killed session leaves behind.

It lies below ``.msctl/``, one file a process. A session that ends in good order removes its own; a
session that begins takes over what the same user's ended processes have left.
"""

import contextlib
import getpass
import json
import os
from collections.abc import Mapping
from pathlib import Path

from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId
from msctl.store.atomic import remove, replace
from msctl.store.lock import private_folder

Texts = Mapping[ProjectId, Mapping[FieldPath, str]]
"""What is typed, by project and field."""


class Journal:
    """What one process has typed and not saved."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._written: Texts = {}

    def _file(self, process: int) -> Path:
        return private_folder(self._root) / f"typed-{_user()}-{process}.json"

    def write(self, texts: Texts) -> None:
        """Put down what is typed now; nothing typed, no file. Raises DiskRefused."""
        if texts == self._written:
            return
        file = self._file(os.getpid())
        if texts:
            told = {p: {str(path): text for path, text in of.items()} for p, of in texts.items()}
            replace(file, json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8"))
        elif file.exists():
            remove(file)
        self._written = {project: dict(of) for project, of in texts.items()}

    def left_behind(self) -> dict[ProjectId, dict[FieldPath, str]]:
        """What ended processes of this user had typed; their files go once it is written anew."""
        found: dict[ProjectId, dict[FieldPath, str]] = {}
        for file in self._others():
            with contextlib.suppress(ValueError, AttributeError, MsctlError):
                for project, of in json.loads(file.read_text("utf-8")).items():
                    texts = {FieldPath.parse(path): str(text) for path, text in of.items()}
                    found.setdefault(ProjectId.parse(project), {}).update(texts)
        return found

    def forget_left_behind(self) -> None:
        """Remove the files of ended processes; what they held is in this journal now."""
        for file in self._others():
            remove(file)

    def _others(self) -> list[Path]:
        """The files of this user's ended processes. The folder is not made for the question: a
        records root may be read-only."""
        files = sorted((self._root / ".msctl").glob(f"typed-{_user()}-*.json"))
        return [file for file in files if not _alive(file.stem.rpartition("-")[2])]


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True  # no file of ours, or a process of somebody else
    return True


def _user() -> str:
    try:
        return "".join(c for c in getpass.getuser() if c.isalnum()) or "user"
    except (KeyError, OSError):
        return str(os.getuid())
