"""The user's own editor for one text; what goes wrong keeps the old text and the edited file."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from msctl.model.errors import MsctlError
from msctl.tui.errors import EditedLost, EditedNotText, EditedWrong, EditorNotRun, EditorRefused
from msctl.tui.wording import told


def edit_text(text: str, suffix: str, accept: Callable[[str], object] = str) -> str:
    """Let the user change a text in their editor; the new text. The terminal must be free for it.

    A line end that editors add at the end of a file is taken off again.

    Args:
        text: The text.
        suffix: Of the file that the editor gets, such as ``.txt``.
        accept: Takes the edited text; what it raises as MsctlError refuses the text.

    Raises EditorNotRun, and with the edited file kept EditorRefused where the editor ends with
    another code than 0, EditedLost, EditedNotText, EditedWrong where the text is refused.
    """
    descriptor, name = tempfile.mkstemp(prefix="msctl-", suffix=suffix)
    file = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
        opened.write(text)
    _run_editor(file)
    edited = _read(file)
    if not text.endswith("\n"):
        edited = edited.removesuffix("\n")
    if edited != text:
        try:
            accept(edited)
        except MsctlError as error:
            raise EditedWrong(file=file, reason=told(error)) from error
    file.unlink()
    return edited


def _run_editor(file: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), str(file)], check=False)
    except OSError as error:
        file.unlink()
        raise EditorNotRun(editor=editor, reason=error.strerror or error) from error
    except ValueError as error:
        # a quote without its fellow: shlex has no word for it that a user could read
        file.unlink()
        raise EditorNotRun(editor=editor, reason='"') from error
    if done.returncode:
        raise EditorRefused(editor=editor, file=file, code=done.returncode)


def _read(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EditedLost(file=file, reason=error.strerror or error) from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditedNotText(file=file, line=data.count(b"\n", 0, error.start) + 1) from error
