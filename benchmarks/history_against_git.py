"""How long history questions take in 5,000 projects and 10,000 commits, as ratios in one run.

    python benchmarks/history_against_git.py [RUNS] [COMMITS] [PROJECTS]

The repository is made by ``git fast-import``: every commit edits one project, every fiftieth is a
merge of a branch of five. Questions are asked in this process, as the screens do, and git's own
answers are timed as processes; the last rows are whole commands, with Python's own start.
"""

import gc
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msctl.history.blame import blame
from msctl.history.log import log
from msctl.history.repository import Repository

FOLDER = 50
"""projects in a ledger, as in a real one"""

GIT = ("git", "-c", "core.quotePath=false")


def project_id(number: int) -> str:
    """Where a project lies."""
    ledger = number // FOLDER
    return f"xian{ledger // 4:02}/{2022 + ledger % 4}/minsheng/{number % FOLDER + 1:02}-xiangmu"


def text(number: int, serial: int) -> str:
    """A project of 1.5 kB, some of whose fields the serial number changes."""
    quarters = "".join(
        f'\n[plan.Q{q}]\ntext = "第{q}季度：完成村道路硬化{number}公里，'
        f'新建错车道{q}处，按期组织验收，计划投资{20 * q}万元；"\ninvestment = {20 * q}\n'
        for q in range(1, 5)
    )
    reports = "".join(
        f'\n[report.Q{q}]\nprogress = "已完成{serial % (7 + q)}公里，占年度任务的'
        f'{serial % 100}%。"\nstatus = "按期推进"\ninvestment = {serial % 90}.5\n'
        for q in range(1, 1 + serial % 4)
    )
    return (
        f'number = "{number % FOLDER + 1}"\nname = "第{number}号村道路硬化"\ncategory = "交通"\n'
        f'content = """\n硬化村道路{number % 37}公里，\n新建错车道6处。"""\nmarks = ["票决"]\n'
        f'\n[units]\nlead = ["交通运输局"]\nresponsible = ["第{number % 20}街道"]\n'
        f"\n[funding]\ntotal = {number % 500}\ncounty = 60.5\n{quarters}{reports}"
    )


def make(top: Path, projects: int, commits: int) -> None:
    """The repository."""
    subprocess.run([*GIT, "init", "-q", "-b", "main", str(top)], check=True)
    importer = subprocess.Popen(
        [*GIT, "fast-import", "--quiet"], cwd=top, stdin=subprocess.PIPE, text=False
    )
    assert importer.stdin is not None
    chance = random.Random(7)

    def commit(mark: int, parents: list[int], files: dict[str, str]) -> None:
        assert importer.stdin is not None
        when = 1_600_000_000 + mark * 600
        who = f"人{mark % 40} <r{mark % 40}@example.com> {when} +0800"
        message = f"第{mark}次填报".encode()
        lines = [f"commit refs/heads/main\nmark :{mark}\nauthor {who}\ncommitter {who}\n"]
        lines += [f"data {len(message)}\n{message.decode()}\n"]
        lines += [f"{w} :{p}\n" for w, p in zip(("from", "merge"), parents, strict=False)]
        for file, content in files.items():
            lines.append(f"M 100644 inline records/{file}\ndata {len(content.encode())}\n")
            lines.append(content + "\n")
        importer.stdin.write("".join(lines).encode())

    first = {f"{project_id(n)}.toml": text(n, 0) for n in range(projects)}
    commit(1, [], {"msctl.toml": "format = 1\n"} | first)
    main = side = 1
    branch: dict[str, str] = {}
    for mark in range(2, commits + 1):
        number = chance.randrange(projects) if mark % 100 else 0
        edit = {f"{project_id(number)}.toml": text(number, mark)}
        place = mark % 50
        if place == 5:
            side = main
        if 5 <= place < 10:
            commit(mark, [side], edit)
            branch |= edit
            side = mark
            continue
        if place == 20 and branch:
            commit(mark, [main, side], branch)
            branch = {}
        else:
            commit(mark, [main], edit)
        main = mark
    importer.stdin.write(f"reset refs/heads/main\nfrom :{main}\n".encode())
    importer.stdin.close()
    assert importer.wait() == 0
    subprocess.run([*GIT, "gc", "-q"], cwd=top, check=True)
    subprocess.run([*GIT, "reset", "-q", "--hard", "main"], cwd=top, check=True)


def timed(question: Callable[[], object]) -> float:
    """Seconds a question takes."""
    gc.collect()
    begin = time.perf_counter()
    question()
    return time.perf_counter() - begin


def process(top: Path, *arguments: str, data: bytes = b"") -> bytes:
    """Run a command and read all that it prints."""
    return subprocess.run(arguments, cwd=top, input=data, stdout=subprocess.PIPE, check=True).stdout


def blobs_of(raw: bytes) -> bytes:
    """The new blobs of ``git log --raw --no-abbrev``, each once, a line each."""
    found = {
        line.split()[3]: None
        for line in raw.splitlines()
        if line.startswith(b":") and line.split()[3].strip(b"0")
    }
    return b"".join(blob + b"\n" for blob in found)


def first_build(top: Path) -> None:
    """Build the index in a process of its own, and print its largest memory."""
    with Repository.of(top / "records") as repository:
        begin = time.perf_counter()
        list(log(repository, [f"{project_id(0)}.toml"], limit=1))
        taken = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(taken, memory)


def main(runs: int, commits: int, projects: int) -> None:
    """Make the repository, ask everything, print medians and ratios."""
    with tempfile.TemporaryDirectory(prefix="msctl-") as folder:
        top = Path(folder) / "repository"
        make(top, projects, commits)
        file = f"records/{project_id(0)}.toml"
        index = top / ".git" / "msctl" / "history.sqlite"
        own = [sys.executable, __file__, "--build", str(top)]
        raw = ("git", "log", "--raw", "--no-abbrev")
        times: dict[str, list[float]] = {}

        def note(name: str, seconds: float) -> None:
            times.setdefault(name, []).append(seconds)

        memory = 0.0
        for _ in range(min(runs, 3)):
            note("git log --raw", timed(lambda: process(top, *raw)))
            names = blobs_of(process(top, *raw))
            begin = time.perf_counter()
            process(top, "git", "cat-file", "--batch", data=names)
            note("git cat-file --batch", time.perf_counter() - begin)
            index.unlink(missing_ok=True)
            told = subprocess.run(own, stdout=subprocess.PIPE, check=True, text=True).stdout.split()
            note("first build", float(told[0]))
            memory = max(memory, float(told[1]))
        command = [sys.executable, "-m", "msctl", "--records", str(top / "records")]
        with Repository.of(top / "records") as repository:
            paths = [f"{project_id(0)}.toml"]
            for _ in range(runs):
                note(
                    "git log -p -- FILE",
                    timed(lambda: process(top, "git", "log", "-p", "--", file)),
                )
                note("log of a project", timed(lambda: list(log(repository, paths))))
                note("git blame FILE", timed(lambda: process(top, "git", "blame", file)))
                note("blame of a project", timed(lambda: blame(repository, project_id(0))))
                note("msctl log", timed(lambda: process(top, *command, "log", project_id(0))))
                note("msctl blame", timed(lambda: process(top, *command, "blame", project_id(0))))
            note("log of all", timed(lambda: list(log(repository))))
            for number in range(runs):
                (top / file).write_text(text(0, 77 + number), encoding="utf-8")
                process(top, *GIT, "-c", "user.name=x", "-c", "user.email=x", "commit", "-qam", "x")
                note("one more commit", timed(lambda: list(log(repository, paths))))
        size = index.stat().st_size / 1e6
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    middle["log --raw + cat-file"] = middle["git log --raw"] + middle["git cat-file --batch"]
    against = {
        "first build": "log --raw + cat-file",
        "log of a project": "git log -p -- FILE",
        "blame of a project": "git blame FILE",
        "msctl blame": "git blame FILE",
        "msctl log": "git log -p -- FILE",
    }
    for name, taken in middle.items():
        ratio = f"{taken / middle[against[name]]:6.2f} x {against[name]}" if name in against else ""
        print(f"{name:22} {taken * 1000:8.1f} ms  {ratio}")
    print(f"memory of the build    {memory:8.1f} MB, index {size:.1f} MB")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    if sys.argv[1:2] == ["--build"]:
        first_build(Path(sys.argv[2]))
    else:
        given = [int(arg) for arg in sys.argv[1:]]
        main(*(given + [5, 10_000, 5_000][len(given) :]))
