import json

from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County


def test_records_without_a_fault_say_nothing(county: County, msctl: Msctl) -> None:
    done = msctl("check")
    assert (done.code, done.out, done.err) == (0, b"", "")
    assert msctl("check", "--format", "json").text == "[]\n"


def test_json_has_rule_place_and_what_was_expected(county: County, msctl: Msctl) -> None:
    county.replace(ROAD, '"按期推进"', '"差不多"')
    done = msctl("check", "--format", "json")
    (finding,) = json.loads(done.text)
    message = finding.pop("message")
    assert done.code == 1
    assert list(finding.items()) == [
        ("rule", "unknown-status"),
        ("severity", "error"),
        ("id", ROAD),
        ("path", "report.Q2.status"),
        ("quote", "差不多"),
        ("expected", "未开工、按期推进、进展缓慢、已完成"),
        ("found", "差不多"),
        ("file", f"{ROAD}.toml"),
        ("line", 28),
        ("column", 1),
    ]
    assert message.startswith(f"report.Q2.status 的完成情况“差不多”不在台账 {LEDGER} 的用语中")


def test_text_is_a_line_for_each_finding_with_its_place(county: County, msctl: Msctl) -> None:
    county.replace(SCHOOL, "[plan.H1]", "[plan.H3]")
    county.replace(ROAD, "total = 120", 'total = "120"')
    county.replace(ROAD, '["票决"]', '["国家级"]')
    done = msctl("check")
    assert (done.code, done.err) == (1, "")
    assert [line.split(" ")[0] for line in done.lines] == [
        f"{ROAD}.toml:8:1:",
        f"{ROAD}.toml:15:1:",
        f"{SCHOOL}.toml:10:1:",
    ]


def test_a_unit_that_the_register_does_not_know_is_a_warning(county: County, msctl: Msctl) -> None:
    county.replace(SCHOOL, '"丙局"]', '"丙丁局"]')
    (finding,) = json.loads(msctl("check", "--format", "json").text)
    assert (finding["rule"], finding["severity"]) == ("unknown-unit", "warning")
    assert (finding["found"], finding["expected"]) == ("丙丁局", "丙局")


def test_a_number_given_twice_is_found_in_both(county: County, msctl: Msctl) -> None:
    county.replace(SCHOOL, 'number = "3"', 'number = "2"')
    found = json.loads(msctl("check", "--format", "json").text)
    assert [(f["id"], f["rule"], f["path"]) for f in found] == [
        (ELDERLY, "duplicate-number", "number"),
        (SCHOOL, "duplicate-number", "number"),
    ]


def test_a_layout_that_names_no_field_is_found(county: County, msctl: Msctl) -> None:
    county.replace(f"{LEDGER}/ledger.toml", '["funding.county"]', '["funding.country.x"]')
    (finding,) = json.loads(msctl("check", "--format", "json").text)
    assert (finding["rule"], finding["id"]) == ("layout-field", LEDGER)
    assert finding["path"] == "layout.official.column.county.fields"
    assert finding["line"] > 1


def test_a_file_where_none_is_read_is_found(county: County, msctl: Msctl) -> None:
    county.write("jia-xian/2024/01-diu.toml", 'number = "1"\n')
    (finding,) = json.loads(msctl("check", "--format", "json").text)
    assert (finding["rule"], finding["file"]) == ("misplaced-file", "jia-xian/2024/01-diu.toml")


def test_a_free_key_is_a_warning_and_no_error(county: County, msctl: Msctl) -> None:
    county.write(SCHOOL, county.text(SCHOOL) + "\n[mine]\nx = 1\n")
    (finding,) = json.loads(msctl("check", "--format", "json").text)
    assert (finding["rule"], finding["severity"], finding["path"]) == (
        "unknown-field",
        "warning",
        "mine.x",
    )


def test_a_scope_limits_the_findings(county: County, msctl: Msctl) -> None:
    county.replace(SCHOOL, "[plan.H1]", "[plan.H3]")
    assert msctl("check", "minsheng/2").code == 0
    assert msctl("check", "minsheng/3").code == 1


def test_at_checks_what_was_recorded_then(archive: County, msctl: Msctl) -> None:
    archive.replace(SCHOOL, "[plan.H1]", "[plan.H3]")
    archive.commit("写错", "2024-04-01")
    archive.replace(SCHOOL, "[plan.H3]", "[plan.H1]")
    assert msctl("check").code == 0
    done = msctl("--at", "HEAD", "check")
    assert done.code == 1
    assert done.text.startswith(f"{SCHOOL}.toml:10:1: ")
