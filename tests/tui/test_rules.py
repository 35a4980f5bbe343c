"""What the code of the screens keeps to: its words stand in the catalogues, text is typed into two
kinds of fields only, nothing pops up over the text, what is private to Textual is left alone."""

import ast
import importlib
import inspect
import pkgutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widget import Widget

import msctl.tui
from msctl.locale.catalogue import LANGUAGES, keys, set_language, t, use_plain_marks

ROOT = Path(msctl.tui.__file__).parent
SOURCES = {
    str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in ROOT.rglob("*.py")
}
WORKAROUNDS = "compat.py"


def nodes(*but: str) -> Iterator[tuple[str, ast.AST]]:
    """Every piece of code, but for some modules, with its place."""
    for file, tree in SOURCES.items():
        if file not in but:
            for node in ast.walk(tree):
                yield f"{file}:{getattr(node, 'lineno', 0)}", node


def catalogues() -> set[str]:
    """The catalogues that the screens speak from."""
    found = set()
    for _, call in nodes():
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "t":
            key = call.args[0]
            key = key.values[0] if isinstance(key, ast.JoinedStr) else key
            if isinstance(key, ast.Constant):
                found.add(str(key.value).partition(".")[0])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_screens_is_of_ambiguous_width(language: str) -> None:
    """Such characters are drawn two cells wide by many Chinese terminals."""
    set_language(language)
    spoken = catalogues()
    assert {"tui", "grid", "edit", "compare", "report", "field"} <= spoken
    # a sentence of an error quotes what it is about, as a Chinese sentence does
    use_plain_marks(plain=True)
    try:
        for catalogue in spoken | {"error", "rule"}:
            for key in keys(language, catalogue):
                found = [c for c in t(key) if unicodedata.east_asian_width(c) == "A"]
                assert not found, (key, found)
    finally:
        use_plain_marks(plain=False)


def test_the_screens_read_their_words_from_the_catalogue() -> None:
    """No Han character stands in a string of the code, only in comments and docstrings."""
    docstrings = {
        id(node.value)
        for _, node in nodes()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    # these tell apart and join what stands in records
    for place, node in nodes("wording.py", "change_view.py"):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            han = [c for c in node.value if "\u4e00" <= c <= "\u9fff"]
            assert id(node) in docstrings or not han, (place, node.value)


def test_text_is_typed_into_two_kinds_of_fields() -> None:
    """What the fields are tested for, such as input methods and undo, holds for every field."""
    made = [
        (place, node.func.id)
        for place, node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert [one for one in made if one[1] in ("Input", "TextArea", "MaskedInput")] == []
    assert {"Line", "Area"} <= {name for _, name in made}
    bases = [
        place
        for place, node in nodes("widgets/typing.py")
        if isinstance(node, ast.ClassDef)
        and {"Input", "TextArea"} & {base.id for base in node.bases if isinstance(base, ast.Name)}
    ]
    assert bases == []


def test_nothing_pops_up_over_the_text() -> None:
    """Toasts and drop-down lists cut wide characters in two, Textualize/textual#6357."""
    popping = {"Select", "Toast", "notify", "SelectOverlay", "tooltip"}
    for place, node in nodes():
        named = {
            *(alias.name for alias in getattr(node, "names", ()) if isinstance(alias, ast.alias)),
            getattr(node, "attr", ""),
        }
        assert not named & popping, (place, named & popping)


def own_classes() -> Iterator[type]:
    """Our classes that stand on one of Textual's."""
    for module in pkgutil.walk_packages(msctl.tui.__path__, "msctl.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and value.__module__ == module.name:
                own = any(base.__module__.startswith("textual.") for base in value.__mro__)
                yield from [value] if own else []


def private_of_textual(own: type) -> set[str]:
    """The private names that a class of ours inherits from Textual, methods and settings."""
    inherited = {
        name
        for base in own.__mro__
        if base.__module__.startswith("textual.")
        for name in vars(base)
        if name.startswith("_") and not name.startswith("__")
    }
    # what Textual sets in every class that is made
    return inherited - vars(type("Empty", (Widget,), {})).keys()


def test_only_the_workarounds_use_what_is_private_to_textual() -> None:
    used = []
    for own in own_classes():
        private = private_of_textual(own)
        for node in ast.walk(ast.parse(inspect.getsource(own))):
            name = getattr(node, "attr", "") or getattr(node, "name", "")
            if name in private:
                used.append((own.__name__, name))
    # `end_in_a_sentence` takes the place of a method that has no public name
    assert set(used) == {("MsctlApp", "_fatal_error")}
    imported = [
        (place, part)
        for place, node in nodes(WORKAROUNDS)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("textual", "rich"))
        for part in [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        if part.startswith("_")
    ]
    assert imported == []


def test_a_module_that_grows_is_parted() -> None:
    lines = {
        str(file.relative_to(ROOT)): file.read_text("utf-8").count("\n")
        for file in ROOT.rglob("*.py")
    }
    assert lines["app.py"] < 300
    assert [file for file, count in lines.items() if count > 500] == []
