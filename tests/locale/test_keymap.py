"""A user's own keys: taken where they can be, refused with both names where they cannot."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.locale.catalogue import sentence
from msctl.locale.commands import COMMANDS, PLACES, use_keymap
from msctl.locale.keymap import FREE, LAST_RESORT, Keymap, read_keymap


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    yield
    use_keymap({})


def told(keymap: Keymap) -> list[str]:
    return [sentence(trouble) for trouble in keymap.troubles]


def test_a_free_key_is_taken_and_shown() -> None:
    keymap = read_keymap({"edit": " F2,", "export": "Insert, f8"})
    assert keymap.troubles == ()
    assert keymap.keys == {"edit": "f2", "export": "insert,f8"}
    keymap.use()
    assert COMMANDS["export"].shown_keys == "Ins F8"
    assert COMMANDS["history"].shown_key == "F3"


def test_two_commands_can_change_places() -> None:
    keymap = read_keymap({"export": "f9", "review": "f8"})
    assert (keymap.of("export"), keymap.of("review"), keymap.troubles) == (("f9",), ("f8",), ())


def test_a_taken_key_is_told_with_both_names_and_not_given() -> None:
    keymap = read_keymap({"sync": "f3"})
    assert keymap.keys == {}
    assert told(keymap) == [
        "同步 (sync) 不能用 F3：同一画面的 留痕 (history) 已经用它，按键没有换；请换一个键。"
    ]


@pytest.mark.parametrize(
    ("command", "key", "said"),
    [
        ("exprot", "f12", "没有叫“exprot”的命令"),
        ("edit", "e", "填报 (edit) 不能用“E”"),
        ("edit", "ctrl+m", "填报 (edit) 不能用“Ctrl+M”"),
        ("edit", "up", "填报 (edit) 不能用“上”"),
        ("edit", LAST_RESORT, "填报 (edit) 不能用“Ctrl+Q”"),
        ("edit", "", "填报 (edit) 不能用“”"),
        ("filter", "/", "筛选 (filter) 不能用"),
        ("next-pane", "f12", "换栏 (next-pane) 的键不能换"),
    ],
)
def test_what_cannot_be_had_is_one_sentence(command: str, key: str, said: str) -> None:
    keymap = read_keymap({command: key})
    assert keymap.keys == {}
    [sentence_] = told(keymap)
    assert said in sentence_


def test_leaving_keeps_its_last_key() -> None:
    assert read_keymap({"leave": "insert"}).of("leave") == ("insert", LAST_RESORT)
    assert read_keymap({"leave": "f2"}).of("leave") == ("f10", LAST_RESORT)


@given(
    st.dictionaries(st.sampled_from(sorted(COMMANDS)), st.sampled_from(sorted(FREE)), max_size=6)
)
def test_no_place_has_a_key_twice_that_it_did_not_have_twice_before(wanted: dict[str, str]) -> None:
    keymap = read_keymap(wanted)
    assert LAST_RESORT in keymap.of("leave")
    for place, names in PLACES.items():
        here = [*names, *(() if place == "app" else PLACES["app"])]
        for name in here:
            for other in set(here) - {name}:
                shared = set(keymap.of(name)) & set(keymap.of(other))
                own = set(COMMANDS[name].keys.split(",")) & set(COMMANDS[other].keys.split(","))
                assert shared <= own, (place, name, other)
