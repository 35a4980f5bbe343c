"""The boundaries of the house, and that every word it says is in both catalogues."""

import ast
import json
import pkgutil
import re
import subprocess
import sys
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from string import Formatter

import pytest
from invented import LEDGER, County

import msctl
from msctl.locale.catalogue import LANGUAGES, keys
from msctl.model.errors import MsctlError

ROOT = Path(msctl.__file__).parent

MODULES = """
import json, sys
from msctl.__main__ import open_screens
from msctl.cli.main import run
code = run(sys.argv[1:], open_screens)
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def imported_by(*args: str) -> set[str]:
    """The modules that a process has imported when a command line ends."""
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *args], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    assert isinstance(modules, list)
    return set(modules)


@pytest.mark.parametrize(
    "args",
    [("list",), ("export", LEDGER), ("check",), (), ("--help",), ("--version",)],
    ids=lambda args: args[0] if args else "overview",
)
def test_no_command_imports_the_screens(county: County, args: tuple[str, ...]) -> None:
    modules = imported_by(*args)
    assert "msctl.cli.main" in modules
    assert not modules & {"textual", "rich", "msctl.tui"}


@pytest.mark.parametrize("args", [("--help",), ("--version",)], ids=lambda args: args[0])
def test_help_and_version_import_nothing_that_they_do_not_need(args: tuple[str, ...]) -> None:
    modules = imported_by(*args)
    assert not modules & {"git", "tabulate", "tomlkit", "pypinyin", "rapidfuzz"}


def test_looking_at_the_folder_needs_no_git(county: County) -> None:
    assert not imported_by("list") & {"git", "pypinyin", "tomlkit"}


def test_each_folder_imports_only_what_stands_below_it() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@cache
def errors() -> dict[str, type[MsctlError]]:
    """Every error of the package, by the key of its sentence."""
    for module in pkgutil.walk_packages([str(ROOT)], "msctl."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    found: list[type[MsctlError]] = []
    waiting = MsctlError.__subclasses__()
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if error.__module__.startswith("msctl."):
            found.append(error)
    return {MsctlError.key.fget(error.__new__(error)): error for error in found}  # type: ignore[attr-defined]


def details_of(error: type[MsctlError]) -> set[str]:
    """The details that an error's docstring names: ``Details: file, reason.``"""
    told = re.search(r"Details:\s*([\w\s,]+)\.", error.__doc__ or "")
    return set(re.split(r",\s*", told[1].strip())) if told else set()


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every message of a language, by key."""
    from msctl.locale.catalogue import _messages

    found: dict[str, str] = {}
    for file in resources.files("msctl.locale").joinpath(language).iterdir():
        found |= _messages(language, file.name.removesuffix(".toml"))
    return found


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def details_named(message: str) -> set[str]:
    """The placeholders of a message without the keys of commands, which nobody has to give."""
    return {name for name in placeholders(message) if not name.startswith("@")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_sentence(language: str) -> None:
    assert (
        sorted(errors().keys() - {k.removeprefix("error.") for k in keys(language, "error")}) == []
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_names_only_details_that_its_error_has(language: str) -> None:
    unknown = {
        key: extra
        for key, error in errors().items()
        if (extra := details_named(catalogue(language).get(f"error.{key}", "")) - details_of(error))
    }
    assert unknown == {}


def test_every_sentence_of_an_error_ends_as_one() -> None:
    for key in errors():
        assert catalogue("zh").get(f"error.{key}", "。")[-1] in "。}", key
        assert catalogue("en").get(f"error.{key}", ".")[-1] in ".}", key


def test_both_languages_have_the_same_keys() -> None:
    assert catalogue("zh").keys() == catalogue("en").keys()


def test_both_languages_have_the_same_placeholders() -> None:
    differing = {
        key: (placeholders(message), placeholders(catalogue("en")[key]))
        for key, message in catalogue("zh").items()
        if placeholders(message) != placeholders(catalogue("en")[key])
    }
    assert differing == {}


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """Every call of the package by a plain name: its place, the name, the call."""
    return [
        (f"{file.relative_to(ROOT)}:{node.lineno}", node.func.id, node)
        for file in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def calls_of_t() -> list[tuple[str, ast.Call]]:
    """Every ``t(...)`` of the package, with its place."""
    return [(place, call) for place, name, call in calls() if name == "t" and call.args]


def test_an_error_is_raised_with_every_detail_that_its_sentence_names() -> None:
    by_name = {error.__name__: key for key, error in errors().items()}
    missing = []
    for place, name, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        if name in by_name and None not in given and not call.args:
            sentence = catalogue("zh").get(f"error.{by_name[name]}", "")
            missing += [(place, detail) for detail in details_named(sentence) - given]
    assert missing == []


def test_every_message_that_the_code_asks_for_is_there() -> None:
    asked = [(p, c.args[0].value) for p, c in calls_of_t() if isinstance(c.args[0], ast.Constant)]
    assert len(asked) > 100
    assert [(place, key) for place, key in asked if key not in catalogue("zh")] == []


def test_every_message_is_asked_for() -> None:
    """By its key, or by the beginning of a composed one."""
    files = [*ROOT.rglob("*.py"), *ROOT.rglob("*.html"), *(ROOT.parent / "docs").glob("*.py")]
    code = "\n".join(file.read_text("utf-8") for file in files)
    begins = tuple(re.findall(r"""["']([a-z]+\.[\w.-]*)(?:\{|' ~)""", code))
    kept = {f"error.{key}" for key in errors()}
    asked = {key for key in catalogue("zh") if key in code or key.startswith(begins)}
    assert sorted(catalogue("zh").keys() - asked - kept) == []


def test_a_message_is_given_every_detail_it_names() -> None:
    missing = []
    for place, call in calls_of_t():
        if isinstance(call.args[0], ast.Constant) and None not in {k.arg for k in call.keywords}:
            given = {keyword.arg for keyword in call.keywords}
            lacking = details_named(catalogue("zh").get(str(call.args[0].value), "")) - given
            missing += [(place, detail) for detail in lacking]
    assert missing == []


def test_a_composed_key_has_messages_below_its_beginning() -> None:
    for place, call in calls_of_t():
        key = call.args[0]
        if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            begin = str(key.values[0].value)
            assert any(known.startswith(begin) for known in catalogue("zh")), (place, begin)
