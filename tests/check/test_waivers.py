"""Waived findings: with a reason only, of the rule only, and what the command says of them."""

import json

from command import Msctl
from invented import LEDGER, ROAD, SCHOOL, County

from msctl.check.structure import findings
from msctl.check.waivers import apart, paths
from msctl.store.records import Records

WAIVER = '\n[waive.unknown-unit]\nreason = "文件原文如此"\nby = "张三"\ndate = 2024-07-01\n'


def wrong(county: County, waived: str) -> None:
    """Two projects with a unit that nobody knows; one has a waiver."""
    for record in (ROAD, SCHOOL):
        text = county.text(record).replace("乙局", "戊局").replace("县戊局", "戊局")
        county.write(record, text + (waived if record == ROAD else ""))


def test_a_waiver_takes_its_rule_in_its_project_and_needs_a_reason(county: County) -> None:
    wrong(county, WAIVER)
    snapshot = Records(county.root).snapshot()
    open_, waived = apart(snapshot, findings(snapshot, lambda _file: None))
    assert [(one.rule, one.id) for one in open_] == [("unknown-unit", SCHOOL)]
    assert [(one.id, found.reason, found.by) for one, found in waived] == [
        (ROAD, "文件原文如此", "张三")
    ]
    assert next(str(path) for path in paths("unknown-unit")) == "waive.unknown-unit.reason"
    county.replace(ROAD, '"文件原文如此"', '" "')
    snapshot = Records(county.root).snapshot()
    assert len(apart(snapshot, findings(snapshot, lambda _file: None))[0]) == 2


def test_check_leaves_out_what_is_waived_unless_asked(county: County, msctl: Msctl) -> None:
    wrong(county, WAIVER)
    done = msctl("check")
    assert done.code == 1
    assert done.text.count("戊局") == done.text.count(SCHOOL) * 2 > 0
    county.replace(SCHOOL, '"戊局"', '"乙局"')
    assert (msctl("check").code, msctl("check").text) == (0, "")
    done = msctl("check", "--waived")
    assert done.code == 0
    assert "警告（免查：文件原文如此）" in done.text
    [one] = json.loads(msctl("check", "--waived", "--format", "json").text)
    assert one["waived"] == {"reason": "文件原文如此", "by": "张三", "date": "2024-07-01"}


def test_a_ledgers_doubt_is_waived_in_the_ledger(county: County, msctl: Msctl) -> None:
    county.replace(f"{LEDGER}/ledger.toml", "民生实事项目表", "民生实项目表")
    [one] = json.loads(msctl("check", "--format", "json").text)
    assert (one["rule"], one["id"], one["path"]) == ("misspelt", LEDGER, "title")
    assert msctl("set", LEDGER, "waive.misspelt.reason=文件原文如此").code == 0
    assert msctl("check").code == 0
    assert "警告（免查：文件原文如此）" in msctl("check", "--waived").text
