"""Several msctl processes at once: each edit is in the files and in the history, or was refused
with a message."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from invented import LEDGER, County

from msctl.store.records import Records

EDITS = """
import sys
from msctl.cli.main import run
worker, project, edits = sys.argv[1], sys.argv[2], int(sys.argv[3])
for n in range(edits):
    code = run(["set", project, f"extra.w{worker}={n}", "-m", f"w{worker} {n}"], lambda _: 0)
    print(n, code, flush=True)
"""


def at_once(
    archive: County, projects: list[str], edits: int
) -> tuple[dict[tuple[int, int], int], str]:
    """The exit code of each edit of each worker, and all that was said."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", EDITS, str(worker), project, str(edits)],
            cwd=archive.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONWARNINGS": "error"},
        )
        for worker, project in enumerate(projects)
    ]
    codes: dict[tuple[int, int], int] = {}
    said = ""
    for worker, process in enumerate(started):
        out, err = process.communicate()
        said += err
        for line in out.splitlines():
            number, code = line.split()
            codes[worker, int(number)] = int(code)
    return codes, said


@pytest.mark.parametrize("several", [True, False])
def test_eight_processes_lose_no_edit(archive: County, several: bool) -> None:
    projects = [f"{LEDGER}/{n:02}-xiangmu" for n in range(11, 19)]
    for n, project in enumerate(projects):
        archive.write(project, f'number = "{n + 11}"\nname = "项目{n}"\n')
    archive.commit("八个项目", "2024-03-02")
    targets = projects if several else [projects[0]] * 8
    codes, said = at_once(archive, targets, 5)
    assert len(codes) == 40
    assert "index.lock" not in said
    assert "Traceback" not in said
    log = archive.git("log", "--format=%s", "-p", "--", "records")
    refused = 0
    for (worker, number), code in codes.items():
        if code:
            refused += 1
        else:
            assert f'+w{worker} = "{number}"' in log
    for worker, target in enumerate(targets):
        done = [number for (w, number), code in codes.items() if w == worker and not code]
        text = Records(Path(archive.root)).read(target).record.text("extra", f"w{worker}")
        assert text == str(max(done))
    # each refusal was told in a sentence of its own
    assert said.count("msctl: ") >= refused
    # on a busy machine one may have waited longer than a command waits
    assert refused < len(codes) / 4
    assert archive.git("status", "--short") == ""
