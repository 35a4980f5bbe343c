import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, OLD_LEDGER, ROAD, SCHOOL, WELL, County


def test_another_number_changes_the_number_and_not_the_file(county: County, msctl: Msctl) -> None:
    before = county.text(SCHOOL)
    done = msctl("move", "2024/minsheng/3", "--number", "7")
    assert (done.code, done.text) == (0, f"{SCHOOL}\n")
    assert county.text(SCHOOL) == before.replace('number = "3"', 'number = "7"')


def test_it_repairs_a_number_given_twice(county: County, msctl: Msctl) -> None:
    county.replace(SCHOOL, 'number = "3"', 'number = "2"')
    assert msctl("list", "2024/minsheng/2", "--format", "csv", "--columns", "name").lines[1:] == [
        "老年食堂",
        "学校操场改造",
    ]
    assert msctl("check").code == 1
    assert msctl("move", SCHOOL, "--number", "3").code == 0
    assert msctl("check").code == 0


def test_another_ledger_takes_the_text_as_it_is(county: County, msctl: Msctl) -> None:
    before = county.tree()
    done = msctl("move", SCHOOL, "--ledger", "jia-xian/2023")
    new = f"{OLD_LEDGER}/03-xuexiao-caochang"
    assert (done.code, done.text, done.err) == (0, f"{new}\n", f"{SCHOOL} 已移到 {new}。\n")
    moved = before.pop(f"{SCHOOL}.toml")
    assert county.tree() == before | {f"{new}.toml": moved}


def test_line_ends_move_along(county: County, msctl: Msctl) -> None:
    data = ("\ufeff" + county.text(SCHOOL).replace("\n", "\r\n")).encode()
    county.write(SCHOOL, data)
    assert msctl("move", SCHOOL, "--ledger", OLD_LEDGER).code == 0
    assert county.file(f"{OLD_LEDGER}/03-xuexiao-caochang").read_bytes() == data


def test_a_message_commits_both_ends(archive: County, msctl: Msctl) -> None:
    assert msctl("move", SCHOOL, "--ledger", OLD_LEDGER, "-m", "移到上年").code == 0
    assert archive.git("status", "--short") == ""
    assert archive.git("show", "--format=", "--name-status", "-M").startswith("R100\t")


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        ((SCHOOL, "--number", "1"), 2, f"序号 1 已被 {ROAD} 使用"),
        ((SCHOOL, "--number", " "), 2, "number 不能为空"),
        ((ROAD, "--ledger", OLD_LEDGER), 2, f"序号 1 已被 {WELL} 使用"),
        ((SCHOOL, "--ledger", "../x"), 2, "“../x”会离开台账文件夹"),
        (("2024/minsheng/9", "--number", "1"), 2, "没有与“2024/minsheng/9”相符的"),
        (("jia-xian/2024", "--number", "9"), 2, "“jia-xian/2024”不止一个"),
    ],
)
def test_what_cannot_be_moved_stays(
    county: County, msctl: Msctl, args: tuple[str, ...], code: int, sentence: str
) -> None:
    before = county.tree()
    done = msctl("move", *args)
    assert (done.code, done.out) == (code, b"")
    assert done.err.startswith(f"msctl: {sentence}")
    assert county.tree() == before


def test_a_file_in_the_way_leaves_number_and_place_as_they_were(
    county: County, msctl: Msctl
) -> None:
    county.write(f"{OLD_LEDGER}/02-laonian-shitang", 'number = "5"\nname = "在先"\n')
    before = county.tree()
    done = msctl("move", ELDERLY, "--ledger", OLD_LEDGER, "--number", "6")
    assert done.code == 4
    assert f"{OLD_LEDGER}/02-laonian-shitang.toml 已经存在" in done.err
    assert county.tree() == before


def test_the_ledger_stays_readable_under_its_number(county: County, msctl: Msctl) -> None:
    msctl("move", ELDERLY, "--number", "12")
    assert msctl("show", f"{LEDGER}/12", "--format", "json").code == 0
