"""The user's own editor for one text; what goes wrong keeps the old text and the edited file."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from msctl.tui.errors import EditorRefused


def edit_text(text: str, suffix: str) -> str:
    """Let the user change a text in their editor; the new text. The terminal must be free for it.

    A line end that editors add at the end of a file is taken off again.

    Raises EditorRefused where the editor cannot be run, ends with another code than 0 or leaves
    what is no UTF-8; the edited file is kept then.
    """
    descriptor, name = tempfile.mkstemp(prefix="msctl-", suffix=suffix)
    file = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
        opened.write(text)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), name], check=False)
        if done.returncode:
            raise EditorRefused(editor=editor, file=file, reason=done.returncode)
        edited = file.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise EditorRefused(editor=editor, file=file, reason=error) from error
    file.unlink()
    edited = edited.replace("\r\n", "\n")
    return edited if text.endswith("\n") else edited.removesuffix("\n")
