from pathlib import Path

import pytest
from command import Msctl
from invented import County

DUMP = """\
附件
乙县2024年民生实事完成情况表
\t序号
\t项目名称
\t建设内容
\t牵头单位
\t是否完成

\t1
\t村道路硬化
\t硬化村道路12公里。
\t乙局
\t是

\t2
\t老年食堂
\t建设老年食堂3个，
供应午餐。
\t丙局
丁街道
\t按计划推进
"""
INTO = "yi-xian/2024/minsheng"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "完成情况表.txt"
    file.write_text(DUMP, encoding="utf-8")
    return file


def added(county: County, before: dict[str, bytes]) -> list[str]:
    return sorted(county.tree().keys() - before.keys())


def test_region_ledger_and_projects_are_made(county: County, msctl: Msctl, dump: Path) -> None:
    before = county.tree()
    done = msctl("import", str(dump), "--into", INTO, "--accept")
    assert (done.code, done.out) == (0, b"")
    assert done.err.splitlines()[-1] == "已写入 2 个项目，4 个文件。"
    assert added(county, before) == [
        f"{INTO}/01-cundao-luying-hua.toml",
        f"{INTO}/02-laonian-shitang.toml",
        f"{INTO}/ledger.toml",
        "yi-xian/region.toml",
    ]
    assert before.items() <= county.tree().items()


def test_what_is_imported_can_be_listed_and_has_no_errors(
    county: County, msctl: Msctl, dump: Path
) -> None:
    msctl("import", str(dump), "--into", INTO, "--accept")
    asked = ("list", INTO, "--columns", "number,name,lead", "--format", "csv")
    assert msctl(*asked).lines[1:] == ["1,村道路硬化,乙局", "2,老年食堂,丙局、丁街道"]
    assert '"severity": "error"' not in msctl("check", INTO, "--format", "json").text


def test_the_table_is_exported_as_it_came(county: County, msctl: Msctl, dump: Path) -> None:
    msctl("import", str(dump), "--into", INTO, "--accept")
    done = msctl("export", INTO, "--format", "csv")
    assert done.text == (
        "序号,项目名称,建设内容,牵头单位,是否完成\n"
        "1,村道路硬化,硬化村道路12公里。,乙局,是\n"
        '2,老年食堂,"建设老年食堂3个，\n供应午餐。","丙局\n丁街道",按计划推进\n'
    )


def test_a_dry_run_tells_the_account_and_writes_nothing(
    county: County, msctl: Msctl, dump: Path
) -> None:
    before = county.tree()
    done = msctl("import", str(dump), "--into", INTO, "--dry-run")
    assert (done.code, done.out) == (0, b"")
    assert done.err.startswith("读入第 1/1 张表：")
    assert done.err.splitlines()[-1] == "未写入（--dry-run）；将写 4 个文件。"
    assert county.tree() == before


def test_the_same_document_again_changes_nothing(county: County, msctl: Msctl, dump: Path) -> None:
    msctl("import", str(dump), "--into", INTO, "--accept")
    before = county.tree()
    assert msctl("import", str(dump), "--into", INTO, "--accept").code == 0
    assert county.tree() == before


def test_a_value_that_differs_is_a_conflict_and_nothing_is_written(
    county: County, msctl: Msctl, dump: Path
) -> None:
    msctl("import", str(dump), "--into", INTO, "--accept")
    before = county.tree()
    dump.write_text(DUMP.replace("12公里", "15公里"), encoding="utf-8")
    done = msctl("import", str(dump), "--into", INTO, "--accept")
    assert done.code == 4
    assert "content" in done.err
    assert "12公里" in done.err
    assert "15公里" in done.err
    assert done.err.splitlines()[-1].startswith("msctl: 文件与台账有 1 处不同")
    assert county.tree() == before


def test_a_message_commits_what_was_written(archive: County, msctl: Msctl, dump: Path) -> None:
    assert msctl("import", str(dump), "--into", INTO, "--accept", "-m", "导入乙县").code == 0
    assert archive.git("status", "--short") == ""
    assert archive.git("log", "-1", "--format=%s") == "导入乙县\n"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("没有.txt", "--into", INTO), "没有文件 没有.txt"),
        (("{dump}", "--into", "../x/2024/y"), "“../x/2024/y”会离开台账文件夹"),
        (("{dump}", "--into", "yi-xian"), "编号“yi-xian”写法有误：应为 REGION/YEAR/LEDGER"),
        (("{dump}", "--into", "yi-xian/24/minsheng"), "编号“yi-xian/24/minsheng”写法有误"),
        (("{dump}", "--into", "乙县/2024/minsheng"), "编号“乙县/2024/minsheng”写法有误"),
        (("{dump}",), "缺少"),
        (("{dump}", "--into", INTO, "--table", "7"), ""),
        (("{dump}", "--into", INTO, "--table", "0"), ""),
        (("{dump}", "--into", INTO, "--part", "x"), "--part 的值不对"),
    ],
)
def test_what_cannot_be_imported_is_one_sentence(
    county: County, msctl: Msctl, dump: Path, args: tuple[str, ...], sentence: str
) -> None:
    before = county.tree()
    done = msctl("import", *(arg.replace("{dump}", str(dump)) for arg in args))
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert done.err.startswith(f"msctl: {sentence}")
    assert "内部出错" not in done.err
    assert county.tree() == before


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "只有文字，没有表格。\n".encode()])
def test_a_file_without_a_table_is_one_sentence(
    county: County, msctl: Msctl, dump: Path, data: bytes
) -> None:
    before = county.tree()
    dump.write_bytes(data)
    done = msctl("import", str(dump), "--into", INTO)
    assert done.code in (2, 3)
    assert "内部出错" not in done.err
    assert county.tree() == before
