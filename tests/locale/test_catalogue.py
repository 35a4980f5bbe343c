"""The sentences: what the system says is told in the user's language."""

import errno
import os
import re

import pytest

from msctl.locale.catalogue import LANGUAGES, keys, sentence, set_language, t
from msctl.locale.commands import COMMANDS, use_keymap
from msctl.model.errors import UnknownField, UnknownStatus
from msctl.store.errors import DiskRefused


def test_why_the_system_refused_is_told_in_words() -> None:
    full = DiskRefused(file="甲.toml", reason=os.strerror(errno.ENOSPC))
    assert sentence(full) == "甲.toml 写不进去：磁盘已满；请检查磁盘空间和权限，原文件没有变动。"
    odd = DiskRefused(file="甲.toml", reason="Hörst du {file}?")
    assert "写不进去：Hörst du {file}?；" in sentence(odd), "another reason stays as it is"
    set_language("en")
    try:
        assert "cannot be written: the disk is full;" in sentence(full)
    finally:
        set_language(None)


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_sentence_names_the_key_that_its_command_has_now(name: str) -> None:
    catalogues = ("edit", "findings", "grid", "ledger", "settings", "sync", "tui")
    set_language(name)
    use_keymap(dict.fromkeys(COMMANDS, "insert"))
    try:
        moved = [t(key) for catalogue in catalogues for key in sorted(keys(name, catalogue))]
    finally:
        use_keymap({})
        set_language(None)
    written_out = re.compile(r"Ctrl\+[A-Z]\b|\bF([1-9]|1[0-2])\b")
    [general] = [line for line in moved if written_out.search(line)]
    assert "F12" in general, "which keys there are to choose from"
    assert not any("{@" in line for line in moved)


@pytest.mark.parametrize(("name", "shown"), [("zh", "甲、乙"), ("en", "甲, 乙")])
def test_a_list_is_joined_as_the_language_of_its_sentence_does(name: str, shown: str) -> None:
    set_language(name)
    try:
        assert shown in sentence(
            UnknownStatus(ledger="a/2024/b", path="x", value="y", words=("甲", "乙"))
        )
        assert sentence(UnknownField(path="x", near=("甲", "乙"))).count(shown) == 1
    finally:
        set_language(None)
