from msctl.check.structure import findings
from msctl.model.finding import Finding, Severity
from msctl.model.snapshot import Snapshot


def test_a_file_the_system_will_not_open_is_told_and_not_opened_again() -> None:
    closed = Finding("unreadable", Severity.ERROR, "jiaxian", file="jiaxian/region.toml")

    def refuse(file: str) -> bytes | None:
        raise PermissionError(13, "Permission denied", file)

    assert findings(Snapshot({}, {}, {}, (closed,)), refuse) == [closed]
