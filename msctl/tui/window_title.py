"""The title of the terminal: whose records these are, and before it what is unsaved."""

from functools import cache
from pathlib import Path

from msctl.locale.catalogue import t
from msctl.text.safe import single_line
from msctl.tui.session import Session


def window_title(session: Session) -> str:
    """``* 未保存 2 - msctl records``."""
    folder = _folder(session.records.root)
    unsaved = session.unsaved_fields
    if unsaved:
        return t("keys.window.unsaved", count=unsaved, folder=folder)
    return t("keys.window.saved", folder=folder)


@cache
def _folder(root: Path) -> str:
    """Kept, because it is asked for with every frame."""
    return single_line(root.resolve().name)
