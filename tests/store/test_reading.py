import pytest

from msctl.model.paths import FieldPath
from msctl.store.reading import read_record, read_snapshot, record_id

PROJECT = "jia-xian/2024/minsheng/01-lu.toml"

FAULTY = """\
number = 1
name = "  "
kind = "旧"
marks = "省级"
surprise = true

[plan.Q9]
text = "开工"

[plan.Q1]
text = ["开工"]
investment = "二十"
mode = "累计"

[report.Q2]
as_of = "昨天"
status = 2024-01-01

[adjustment."2024-13-01"]
reason = "雨"

[funding]
total = nan
county = true

[task.x]
name = "甲"
"""


def test_every_fault_of_a_file_is_told_with_its_line_and_column() -> None:
    record, findings = read_record(PROJECT, FAULTY.encode())
    assert record is not None
    assert [(f.line, f.column, f.rule, str(f.path)) for f in findings] == [
        (1, 1, "bad-value", "number"),
        (2, 1, "empty-value", "name"),
        (3, 1, "bad-choice", "kind"),
        (4, 1, "bad-value", "marks"),
        (5, 1, "unknown-field", "surprise"),
        (8, 1, "unknown-period", "plan.Q9.text"),
        (11, 1, "bad-value", "plan.Q1.text"),
        (12, 1, "bad-value", "plan.Q1.investment"),
        (13, 1, "bad-choice", "plan.Q1.mode"),
        (16, 1, "bad-value", "report.Q2.as_of"),
        (17, 1, "bad-value", "report.Q2.status"),
        (20, 1, "bad-date", "adjustment.2024-13-01.reason"),
        (23, 1, "bad-value", "funding.total"),
        (24, 1, "bad-value", "funding.county"),
        (27, 1, "unknown-field", "task.x.name"),
    ]


def test_a_value_of_a_wrong_type_stays_in_the_record() -> None:
    record, _ = read_record(PROJECT, FAULTY.encode())
    assert record is not None
    assert record.get(FieldPath.of("plan", "Q1", "investment")) == "二十"
    assert record.get(FieldPath.of("funding", "county")) is True


def test_the_same_faults_with_crlf_and_a_byte_order_mark_have_the_same_places() -> None:
    data = b"\xef\xbb\xbf" + FAULTY.replace("\n", "\r\n").encode()
    assert read_record(PROJECT, data) == read_record(PROJECT, FAULTY.encode())


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff", (1, 1)),
        ('a = "中文'.encode() + b'\xd6\xd0"\n', (1, 8)),
        ('a = "中"\nb = "'.encode() + b"\x80", (2, 6)),
    ],
)
def test_the_first_byte_that_is_not_utf_8_is_told_in_characters(
    data: bytes, place: tuple[int, int]
) -> None:
    record, (finding,) = read_record(PROJECT, data)
    assert record is None
    assert (finding.rule, finding.line, finding.column) == ("encoding", *place)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("jia-xian/region.toml", "jia-xian"),
        ("jia-xian/2024/minsheng/ledger.toml", "jia-xian/2024/minsheng"),
        ("jia-xian/2024/minsheng/01-lu.toml", "jia-xian/2024/minsheng/01-lu"),
        ("region.toml", None),
        ("jia-xian/2024/region.toml", None),
        ("jia-xian/24/minsheng/01-lu.toml", None),
        ("甲县/region.toml", None),
        ("jia-xian/2024/minsheng/民生.toml", None),
        ("jia-xian/2024/minsheng/x/01-lu.toml", None),
        ("jia-xian/2024/minsheng/01-lu.txt", None),
        ("../2024/minsheng/01-lu.toml", None),
    ],
)
def test_only_files_in_their_place_hold_records(file: str, expected: str | None) -> None:
    assert record_id(file) == expected


def test_a_toml_file_elsewhere_is_a_warning_and_other_files_are_nothing() -> None:
    snapshot = read_snapshot([("msctl.toml", b"format = 1\n"), ("x.toml", b""), ("x.docx", b"")])
    assert [(f.rule, f.file) for f in snapshot.findings] == [("misplaced-file", "x.toml")]
    assert snapshot.settings.decimal("format") == 1


def test_money_is_exact() -> None:
    record, _ = read_record(PROJECT, b"funding.total = 48.552\nfunding.own = 0.1\n")
    assert record is not None
    assert [str(v) for _, v in record.leaves()] == ["48.552", "0.1"]


def test_zero_and_absent_differ() -> None:
    record, _ = read_record(PROJECT, b"funding.own = 0\n[funding.x]\n")
    assert record is not None
    assert record.decimal("funding", "own") == 0
    assert record.decimal("funding", "county") is None
    assert record.keys(("funding",)) == ["own"]
