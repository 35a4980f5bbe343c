"""The title of the terminal: whose records these are, and before it what is unsaved."""

from msctl.locale.catalogue import t
from msctl.text.safe import single_line
from msctl.tui.session import Session


def window_title(session: Session) -> str:
    """``* 未保存 2 - msctl records``."""
    folder = single_line(session.records.root.resolve().name)
    unsaved = session.unsaved_fields
    if unsaved:
        return t("keys.window.unsaved", count=unsaved, folder=folder)
    return t("keys.window.saved", folder=folder)
