"""Slugs and initials of Chinese names."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.text.pinyin import initials, slug, spellings

NAMES = st.text(
    st.sampled_from("老年助餐服务重庆绿女〇●（）-_ /.A9é“一\x00𠮷") | st.characters(), max_size=30
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("老年助餐服务网络建设项目", "laonian-zhucan-fuwu-wangluo-jianshe"),
        ("5G基站（二期）建设", "5g-jizhan-erqi-jianshe"),
        ("重庆路绿化", "chongqing-lulv-hua"),
        ("城区１号", "chengqu-1-hao"),
        ("●○", "item"),
        ("", "item"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_short_slug_ends_with_a_whole_pair() -> None:
    assert slug("老年助餐服务网络建设项目", 20) == "laonian-zhucan-fuwu"


@settings(deadline=None)
@given(NAMES, st.integers(4, 60))
def test_a_slug_is_a_plain_file_name(name: str, max_length: int) -> None:
    result = slug(name, max_length)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", result)
    assert len(result) <= max_length


def test_initials() -> None:
    assert initials("老旧小区加装电梯") == "ljxqjzdt"
    assert initials("重庆路5G基站（二期）") == "cql5gjzeq"


@settings(deadline=None)
@given(NAMES)
def test_initials_are_ascii(text: str) -> None:
    assert re.fullmatch("[a-z0-9]*", initials(text))


def test_importing_the_text_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, msctl.text.pinyin, msctl.text.width, msctl.text.wrap, msctl.text.fold,"
        " msctl.text.safe, msctl.text.diff;"
        "print(sorted({'pypinyin', 'rapidfuzz', 'wcwidth', 'textual', 'rich'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_name_is_spelled_by_its_words_and_by_each_other_reading() -> None:
    assert spellings("老旧小区加装电梯").split()[:2] == ["ljxqjzdt", "laojiuxiaoqujiazhuangdianti"]
    assert {"tzcql", "tiaozhengchongqinglu", "dzcql", "tzzql"} <= set(
        spellings("调整重庆路").split()
    )
    assert spellings("5G基站WiFi").split()[0] == "5gjzwifi"
    assert spellings("，。") == ""


@settings(deadline=None)
@given(st.text(max_size=30))
def test_spellings_are_lower_case_letters_and_digits(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9\n]*", spellings(text))
    assert len(spellings(text).split()) <= 25
