"""Writes keys.md beside this file from the program's table of commands; run it after a change."""

from collections.abc import Iterator
from pathlib import Path

from msctl.export.keys import keys_table
from msctl.export.writing import write
from msctl.locale.catalogue import LANGUAGES, set_language, t
from msctl.locale.key_table import key_rows
from msctl.locale.keymap import Keymap

FILE = Path(__file__).with_name("keys.md")


def document() -> str:
    """The table in every language."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    for language in LANGUAGES:
        set_language(language)
        yield f"# {t('keys.title')}\n\n{t('keys.intro')}\n"
        yield write(keys_table(key_rows(Keymap({}))), "md").decode("utf-8")
    set_language(None)


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
