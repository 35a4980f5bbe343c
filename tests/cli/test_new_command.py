import pytest
from command import Msctl
from invented import LEDGER, ROAD, County

BRIDGE = f"{LEDGER}/09-shiqiao-jiagu"


def test_a_new_project_is_a_new_file_in_canonical_form(county: County, msctl: Msctl) -> None:
    before = county.tree()
    done = msctl(
        *("new", "2024/minsheng", "9", "石桥加固"),
        *("plan.Q2.text=开工。", "units.lead=乙局", "category=交通", "funding.total=1,200"),
    )
    assert (done.code, done.text, done.err) == (0, f"{BRIDGE}\n", "")
    assert county.tree() == before | {
        f"{BRIDGE}.toml": """\
number = "9"
name = "石桥加固"
category = "交通"

[units]
lead = ["乙局"]

[funding]
total = 1200

[plan.Q2]
text = "开工。"
""".encode()
    }


def test_the_first_project_of_a_ledger(county: County, msctl: Msctl) -> None:
    county.write("jia-xian/2025/minsheng/ledger.toml", 'title = "2025年"\n')
    done = msctl("new", "jia-xian/2025", "一", "石桥")
    assert (done.code, done.text) == (0, "jia-xian/2025/minsheng/yi-shiqiao\n")


def test_a_message_commits_the_new_file(archive: County, msctl: Msctl) -> None:
    assert msctl("new", LEDGER, "9", "石桥加固", "-m", "新增石桥").code == 0
    shown = archive.git("show", "--format=%s", "--name-status").split()
    assert shown == ["新增石桥", "A", f"records/{BRIDGE}.toml"]


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        ((LEDGER, "1", "石桥"), 2, f"序号 1 已被 {ROAD} 使用"),
        ((LEDGER, "9", "石桥", "number=1"), 2, f"序号 1 已被 {ROAD} 使用"),
        ((LEDGER, "9", "石桥", "units.lead=某处"), 2, "units.lead 的单位“某处”"),
        ((LEDGER, "9", "  "), 2, "name 不能为空"),
        ((LEDGER, " ", "石桥"), 2, "number 不能为空"),
        (("jia-xian", "9", "石桥"), 2, "“jia-xian”不止一个"),
        (("yi-xian/2024/minsheng", "9", "石桥"), 2, "没有与“yi-xian/2024/minsheng”相符的"),
        (("../2024/minsheng", "9", "石桥"), 2, "“../2024/minsheng”会离开台账文件夹"),
        (("/tmp", "9", "石桥"), 2, "“/tmp”会离开台账文件夹"),
        ((LEDGER, "9"), 2, "缺少 NAME"),
    ],
)
def test_what_cannot_be_added_writes_nothing(
    county: County, msctl: Msctl, args: tuple[str, ...], code: int, sentence: str
) -> None:
    before = county.tree()
    done = msctl("new", *args)
    assert (done.code, done.out) == (code, b"")
    assert done.err.startswith(f"msctl: {sentence}")
    assert county.tree() == before


def test_a_file_that_exists_is_not_overwritten(county: County, msctl: Msctl) -> None:
    county.write(BRIDGE, 'number = "8"\nname = "别的"\n')
    done = msctl("new", LEDGER, "9", "石桥加固")
    assert (done.code, done.err) == (
        4,
        f"msctl: {BRIDGE}.toml 已经存在，没有覆盖；请换一个名称或序号。\n",
    )
    assert "别的" in county.text(BRIDGE)


def test_a_name_and_number_that_look_like_paths_stay_in_the_ledger(
    county: County, msctl: Msctl
) -> None:
    done = msctl("new", LEDGER, "../9", "../../x/石桥")
    assert done.code == 0
    assert done.text.startswith(f"{LEDGER}/")
    assert done.text.count("/") == 3
