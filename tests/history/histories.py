"""Random histories of records, made by ``git fast-import``, and what the test itself knows of them:
which project is which, however often it was moved."""

import random
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

FIELDS = ("name", "note", "plan.Q1.text", "plan.Q3.text")
LEDGERS = ("jia-xian/2024/minsheng", "jia-xian/2024/bumen", "yi-xian/2024/minsheng")


@dataclass(frozen=True)
class State:
    """One project at one commit."""

    id: str
    fields: dict[str, str]
    broken: bool = False
    comment: int = 0

    def text(self, project: int) -> str:
        # enough wording of its own that git knows a moved file again
        wording = [f"第{project}号 {project * 7919 + line} 行原文" for line in range(30)]
        lines = [f"# {self.comment}", 'content = """', *wording, '"""']
        tables: dict[str, list[str]] = {}
        for path, value in self.fields.items():
            table, _, key = path.rpartition(".")
            tables.setdefault(table, []).append(f'{key} = "{value}"')
        for table in sorted(tables):
            lines += [f"[{table}]"] * bool(table) + tables[table]
        return "\n".join(lines) + ("\nbroken = [" if self.broken else "") + "\n"


@dataclass(frozen=True)
class Commit:
    parents: tuple[int, ...]
    projects: dict[int, State]
    """by a number that a move does not change"""


@dataclass
class History:
    """The commits in the order they were made; hashes by the same number."""

    commits: list[Commit] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)

    def setter(self, project: int, path: str, value: str, at: int) -> int:
        """The commit that set a value, by a walk over all states."""
        above_broken: int | None = None
        while True:
            own = self.commits[at].projects[project]
            broken: int | None = None
            for parent in self.commits[at].parents:
                before = self.commits[parent].projects.get(project)
                if before is None:
                    continue
                if before == own:
                    at = parent
                    break
                if before.broken:
                    broken = parent if broken is None else broken
                elif before.fields.get(path) == value:
                    at, above_broken = parent, None
                    break
            else:
                if broken is None:
                    return at if above_broken is None else above_broken
                at, above_broken = broken, at if above_broken is None else above_broken


def made(top: Path, seed: int, count: int) -> History:
    """A repository with a random history of ``count`` commits at ``top``, main the last one."""
    chance = random.Random(seed)
    history = History()
    tips = [0]
    serial = iter(range(10_000))
    first = {n: State(_new_id(chance, next(serial)), {"name": f"名{n}"}) for n in range(3)}
    history.commits.append(Commit((), first))
    for number in range(1, count):
        last = number == count - 1
        wanted = min(len(tips), 3) if last else chance.choice((1, 1, 1, 2, 2, 3))
        parents = tuple(tips if last else chance.sample(tips, min(wanted, len(tips))))
        projects = _merged(chance, [history.commits[parent].projects for parent in parents])
        for _ in range(chance.choice((0, 1, 1, 2)) if len(parents) > 1 else 1):
            _changed(chance, projects, serial)
        history.commits.append(Commit(parents, projects))
        tips = [tip for tip in tips if tip not in parents] + [number]
        if chance.random() < 0.4 and len(tips) < 3:
            tips.append(chance.choice(range(number)))
            tips = list(dict.fromkeys(tips))
    history.hashes = _imported(top, chance, history)
    return history


def _new_id(chance: random.Random, serial: int) -> str:
    return f"{chance.choice(LEDGERS)}/{serial:02}-xiangmu"


def _merged(chance: random.Random, sides: list[dict[int, State]]) -> dict[int, State]:
    if len(sides) == 1:
        return dict(sides[0])
    found = {}
    for project in sorted({number for side in sides for number in side}):
        states = [side[project] for side in sides if project in side]
        if chance.random() < 0.05:
            continue
        chosen = chance.choice(states)
        if chance.random() < 0.5 and not any(state.broken for state in states):
            mixed = {path: chance.choice(states).fields.get(path) for path in FIELDS}
            fields = {path: value for path, value in mixed.items() if value is not None}
            chosen = State(chosen.id, fields or chosen.fields, comment=chosen.comment)
        found[project] = chosen
    return found


def _changed(chance: random.Random, projects: dict[int, State], serial: "object") -> None:
    fresh = next(serial)  # type: ignore[call-overload]
    if not projects or chance.random() < 0.1:
        projects[100 + fresh] = State(_new_id(chance, fresh), {"name": "新"})
        return
    number = chance.choice(sorted(projects))
    own = projects[number]
    doing = chance.random()
    fields = dict(own.fields)
    if doing < 0.08:
        del projects[number]
    elif doing < 0.16:
        projects[number] = State(own.id, fields, not own.broken, own.comment)
    elif doing < 0.22:
        projects[number] = State(own.id, fields, own.broken, own.comment + 1)
    elif doing < 0.4:
        projects[number] = State(_new_id(chance, fresh), fields, own.broken, own.comment)
    else:
        for _ in range(chance.choice((1, 1, 2))):
            fields[chance.choice(FIELDS)] = chance.choice("甲乙")
        if len(fields) > 2 and chance.random() < 0.3:
            del fields[chance.choice(sorted(fields))]
        projects[number] = State(own.id, fields, own.broken, own.comment)


def _imported(top: Path, chance: random.Random, history: History) -> list[str]:
    stream = []
    for number, commit in enumerate(history.commits):
        # a clock that is wrong now and then
        when = 1_700_000_000 + number * 3600 - chance.choice((0, 0, 0, 9000))
        who = f"人{number % 3} <p{number % 3}@example.com> {when} +0800"
        message = f"第{number}次"
        stream += ["commit refs/heads/main", f"mark :{number + 1}", f"author {who}"]
        stream += [f"committer {who}", f"data {len(message.encode())}", message]
        words = ["from", *["merge"] * len(commit.parents)]
        stream += [f"{w} :{p + 1}" for w, p in zip(words, commit.parents, strict=False)]
        stream += ["deleteall"]
        files = {f"{state.id}.toml": state.text(p) for p, state in commit.projects.items()}
        for file, text in {"msctl.toml": "format = 1\n", **files}.items():
            stream += [f"M 100644 inline records/{file}", f"data {len(text.encode())}", text]
    top.mkdir()
    marks = top / "marks"
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=top, check=True)
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force", f"--export-marks={marks}"],
        input="\n".join([*stream, "done", ""]).encode(),
        cwd=top,
        check=True,
    )
    found = dict(line.split() for line in marks.read_text().splitlines())
    marks.unlink()
    subprocess.run(["git", "reset", "--quiet", "--hard", "main"], cwd=top, check=True)
    return [found[f":{number + 1}"] for number in range(len(history.commits))]
