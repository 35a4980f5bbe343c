"""The sentences: what the system says is told in the user's language."""

import errno
import os

from msctl.locale.catalogue import sentence, set_language
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
