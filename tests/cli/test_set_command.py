import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County


def test_one_field_changes_and_only_its_line(county: County, msctl: Msctl) -> None:
    before = county.tree()
    done = msctl("set", "2024/minsheng/1", "report.Q2.status=已完成")
    expected = before[f"{ROAD}.toml"].replace("按期推进".encode(), "已完成".encode())
    assert (done.code, done.out) == (0, b"")
    assert county.tree() == before | {f"{ROAD}.toml": expected}


def test_what_changed_is_told(county: County, msctl: Msctl) -> None:
    done = msctl("set", ROAD, "report.Q2.status=已完成", "plan.Q2.investment=90")
    assert done.err.splitlines() == [
        f"{LEDGER}/01 二季度 完成情况: 按期推进 -> 已完成",
        f"{LEDGER}/01 二季度 计划投资: 100 -> 90",
    ]


def test_an_empty_value_removes_the_field(county: County, msctl: Msctl) -> None:
    assert msctl("set", SCHOOL, "report.Q2.difficulties=").code == 0
    assert "difficulties" not in county.text(SCHOOL)
    assert "# 督查室整理" in county.text(SCHOOL)


def test_names_are_parted_by_a_comma_of_either_kind(county: County, msctl: Msctl) -> None:
    assert msctl("set", SCHOOL, "units.responsible=乙局、丙局，丁街道").code == 0
    assert 'responsible = ["乙局", "丙局", "丁街道"]' in county.text(SCHOOL)


def test_a_task_is_addressed_inside_its_project(county: County, msctl: Msctl) -> None:
    assert msctl("set", ELDERLY, "task.2.report.Q2.status=已完成").code == 0
    assert county.text(ELDERLY).count("已完成") == 2


def test_a_ledger_and_a_region_are_changed_by_their_ids(county: County, msctl: Msctl) -> None:
    assert msctl("set", LEDGER, 'status."已完工".state=completed').code == 0
    assert msctl("set", "jia-xian", 'unit."己局".kind=unit').code == 0
    assert msctl("set", ROAD, "report.Q2.status=已完工", "units.lead=己局").code == 0


def test_the_same_value_writes_nothing(county: County, msctl: Msctl) -> None:
    stamp = county.file(ROAD).stat().st_mtime_ns
    done = msctl("set", ROAD, "funding.total=120.0")
    assert (done.code, done.err) == (0, f"{ROAD} 没有变化。\n")
    assert county.file(ROAD).stat().st_mtime_ns == stamp


def test_a_message_commits_that_record_alone(archive: County, msctl: Msctl) -> None:
    archive.replace(SCHOOL, "雨季施工慢", "缺料")
    done = msctl("set", ROAD, "name=村路", "-m", "改名")
    head = archive.git("rev-parse", "HEAD")[:10]
    assert (done.code, done.err.splitlines()[-1]) == (0, f"已存档 {head}：改名")
    assert archive.git("show", "--format=%s%n%an", "--name-only").split() == [
        "改名",
        "张三",
        f"records/{ROAD}.toml",
    ]


@pytest.mark.parametrize(
    ("assignment", "sentence"),
    [
        ("name", "“name”看不懂：请写成 字段=值"),
        ("name=", "name 不能为空。"),
        ("number=", "number 不能为空。"),
        ("nam=路", "没有字段“nam”（是不是 "),
        ("plan=路", "没有字段“plan”"),
        ("plan..text=路", "字段路径“plan..text”写法有误"),
        ("plan.Q5.text=路", "期次“Q5”不认识"),
        ("plan.M1-Q2.text=路", "期次“M1-Q2”不认识"),
        ("funding.total=很多", "“很多”不是数字"),
        ("funding.total=NaN", "“NaN”不是数字"),
        ("report.Q2.as_of=2024-02-30", "“2024-02-30”不是日期"),
        ("adjustment.昨天.reason=雨", "“昨天”不是日期"),
        ("kind=旧", "kind 不能填“旧”：只能填 new、continuing。"),
        ("task.x.name=路", "没有字段“task.x”（是不是 task.1）"),
        ("task.1.number=2", "没有字段“task.1.number”"),
        ("report.Q2.status=乱写", f"report.Q2.status 的完成情况“乱写”不在台账 {LEDGER} 的用语中"),
        ("marks=票决、国家级", f"marks 的标识“国家级”不在台账 {LEDGER} 的图例中"),
        ("units.lead=乙居", "units.lead 的单位“乙居”不在 jia-xian 的单位名册中（是不是 "),
        ("number=3", f"序号 3 已被 {SCHOOL} 使用"),
    ],
)
def test_a_wrong_assignment_is_one_sentence_and_writes_nothing(
    county: County, msctl: Msctl, assignment: str, sentence: str
) -> None:
    before = county.tree()
    done = msctl("set", ROAD, "content=先改这个", assignment)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"msctl: {sentence}")
    assert done.err.count("\n") == 1
    assert county.tree() == before


def test_the_past_cannot_be_changed(archive: County, msctl: Msctl) -> None:
    before = archive.tree()
    done = msctl("--at", "HEAD", "set", ROAD, "name=路")
    assert (done.code, done.err) == (2, "msctl: --at 只用于查看，不能和改动一起使用。\n")
    assert archive.tree() == before


@pytest.mark.parametrize(
    ("assignment", "file", "table", "line"),
    [
        ("units.lead=己局", "jia-xian/region.toml", '[unit."己局"]', 'kind = "unit"'),
        (
            "report.Q2.status=已完工",
            f"{LEDGER}/ledger.toml",
            '[status."已完工"]',
            'state = "in-progress"',
        ),
    ],
)
def test_doing_what_the_sentence_says_mends_it(
    county: County, msctl: Msctl, assignment: str, file: str, table: str, line: str
) -> None:
    told = msctl("set", ROAD, assignment).err
    assert table in told
    assert line in told
    county.write(file, f"{county.text(file)}\n{table}\n{line}\n")
    assert msctl("set", ROAD, assignment).code == 0
