"""The document of the rules is made from the program's table, and current."""

import runpy
from pathlib import Path

from msctl.locale.catalogue import set_language

DOCS = Path(__file__).parents[2] / "docs"


def test_the_document_of_the_rules_is_current() -> None:
    made = runpy.run_path(str(DOCS / "checks.py"))["document"]()
    set_language("zh")
    assert made == (DOCS / "checks.md").read_text("utf-8"), "run python docs/checks.py"
