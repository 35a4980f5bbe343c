"""The user's own editor for one text; what goes wrong keeps the old text and the edited file."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from msctl.model.errors import MsctlError
from msctl.tui.errors import EditorRefused


def edit_text(text: str, suffix: str, accept: Callable[[str], object] = str) -> str:
    """Let the user change a text in their editor; the new text. The terminal must be free for it.

    A line end that editors add at the end of a file is taken off again.

    Args:
        text: The text.
        suffix: Of the file that the editor gets, such as ``.txt``.
        accept: Takes the edited text; what it raises as MsctlError refuses the text.

    Raises EditorRefused where the editor cannot be run, ends with another code than 0 or leaves
    what is no UTF-8 or is refused; the edited file is kept then.
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
        edited = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
        if not text.endswith("\n"):
            edited = edited.removesuffix("\n")
        if edited != text:
            accept(edited)
    except EditorRefused:
        raise
    except (OSError, ValueError, MsctlError) as error:
        raise EditorRefused(editor=editor, file=file, reason=error) from error
    file.unlink()
    return edited
