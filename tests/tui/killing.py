"""A scripted session in a real terminal that is ended at a random moment, and what it left."""

import contextlib
import math
import os
import signal
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from invented import FILES, LEDGER, OLD_LEDGER, County
from terminal import PATIENCE, Terminal

from msctl.model.changes import compare
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.record import Record
from msctl.model.values import to_text
from msctl.tui.journal import Journal
from msctl.tui.steps import Place

WAYS = ("kill -9", "SIGTERM", "SIGHUP", "closed window")
PROJECTS = tuple(ProjectId(f"{LEDGER}/{number:02}-xiangmu") for number in range(1, 5))
PERIOD = "Q1"
WRITTEN = ("progress", "difficulties", "next_steps")
"""the text fields of the form, in its order; the status stands behind the first one"""
STATUS = "按期推进"

F2, F6, F10 = b"\x1bOQ", b"\x1b[17~", b"\x1b[21~"
TAB, ENTER, CTRL_S = b"\t", b"\r", b"\x13"
SECOND = b"\x1b[H\x1b[C"
"""the first choice, and one to the right"""


class Ended(Exception):
    """The moment has come."""


@dataclass
class Edit:
    """One committed edit: a field and what was typed into it."""

    place: Place
    text: str


@dataclass
class Outcome:
    """What a session left, and what is wrong with that."""

    way: str
    moment: float
    seconds: float = 0.0
    """how long the script took; 0 where it was ended"""
    committed: int = 0
    """edits that were committed before the end"""
    in_files: int = 0
    in_journal: int = 0
    faults: list[str] = field(default_factory=list)


def make_records(top: Path) -> County:
    """Four empty projects of one ledger, which the script fills, beside one that nobody opens."""
    county = County(top)
    for file, text in FILES.items():
        if not file.startswith((f"{LEDGER}/0", OLD_LEDGER)):
            county.write(file, text)
    for number, project in enumerate(PROJECTS, 1):
        text = f'number = "{number}"\nname = "项目{number}"\n\n[plan.{PERIOD}]\ntext = "开工。"\n'
        county.write(project, f"# 督查室整理\n{text}")
    return county


class Script:
    """Drives the form through the projects; knows which edits are committed."""

    def __init__(self, terminal: Terminal, moment: float, random: Random) -> None:
        self._terminal = terminal
        self._moment = moment
        self._end = math.inf
        self._random = random
        self.seconds = 0.0
        """how long typing and saving took; whole only where nothing ended it"""
        self.committed: list[Edit] = []
        self._left: list[Edit] = []

    def run(self) -> None:
        """The whole script. Raises Ended at the moment, counted from the open form."""
        self._wait_for("甲县2024年")
        self._send(ENTER)
        self._wait_for("项目4")
        self._send(F2)
        self._wait_for("填报 甲县 1 ")
        begin = time.monotonic()
        self._end = begin + self._moment
        for number, project in enumerate(PROJECTS, 1):
            self._wait_for(f"填报 甲县 {number} ")
            self._fill(project, number)
            self._send(F6 if number < len(PROJECTS) else CTRL_S)
        while "填报 甲县" in self._terminal.text:
            self._pause(0.01)
        self._commit()
        self.seconds = time.monotonic() - begin

    def _fill(self, project: ProjectId, number: int) -> None:
        for key in WRITTEN:
            text = f"{key[0]}{number}{self._random.choice('甲乙丙丁戊己')}处"
            place = (project, FieldPath.of("report", PERIOD, key))
            for character in text:
                self._send(character.encode())
                self._pause(self._random.uniform(0, 0.02))
            # what is typed in this field is seen, so the field before was left
            self._wait_for(text)
            self._commit()
            self._send(TAB)
            self._left = [Edit(place, text)]
            if key == "progress":
                self._send(SECOND)
                self._wait_for(f"(*) {STATUS}")
                self._commit()
                self._left = [Edit((project, FieldPath.of("report", PERIOD, "status")), STATUS)]
                self._send(TAB)

    def _commit(self) -> None:
        self.committed += self._left
        self._left = []

    def _send(self, data: bytes) -> None:
        self._pause(0)
        self._terminal.send(data)

    def _pause(self, seconds: float) -> None:
        self._terminal.read(min(seconds, max(0.0, self._end - time.monotonic())) or 0.001)
        if time.monotonic() >= self._end:
            raise Ended

    def _wait_for(self, text: str) -> None:
        patience = time.monotonic() + PATIENCE
        while text not in self._terminal.text:
            if time.monotonic() > patience:
                raise AssertionError(f"{text} is not on the screen:\n{self._terminal.text}")
            self._pause(0.01)


def run_session(top: Path, way: str, moment: float, random: Random) -> Outcome:
    """A session that is ended some seconds after typing began, and what is wrong with what it
    left; a later moment than the script's end ends a session that waits."""
    county = make_records(top)
    before = county.tree()
    outcome = Outcome(way, moment)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    with Terminal(county) as terminal:
        script = Script(terminal, moment, random)
        with contextlib.suppress(Ended):
            script.run()
        _end(terminal, way)
    outcome.seconds = script.seconds
    outcome.committed = len(script.committed)
    outcome.faults += _damage(county, before)
    _look_for(county, script.committed, outcome)
    return outcome


def _end(terminal: Terminal, way: str) -> None:
    if way == "closed window":
        terminal.close_window()
    else:
        number = signal.SIGKILL if way == "kill -9" else getattr(signal, way)
        terminal.kill(number)
    patience = time.monotonic() + PATIENCE
    while terminal.process.poll() is None:
        assert time.monotonic() < patience, f"{way} does not end it"
        if way == "closed window":
            time.sleep(0.01)
        else:
            terminal.read(0.01)


def _damage(county: County, before: dict[str, bytes]) -> Iterator[str]:
    """Files that are no TOML, that nobody may have touched, or hold what nobody typed."""
    after = county.tree()
    for file in sorted(before.keys() ^ after.keys()):
        yield f"{file} came or went"
    edited = {f"{project}.toml" for project in PROJECTS}
    for file in before.keys() & after.keys():
        if file not in edited and before[file] != after[file]:
            yield f"{file} was touched"
    for file in edited & after.keys():
        try:
            old, new = _record(before[file]), _record(after[file])
        except (ValueError, UnicodeDecodeError) as error:
            yield f"{file} is damaged: {error}"
            continue
        for change in compare(file, old, new):
            if change.old is not None or change.path[:2] != ("report", PERIOD):
                yield f"{file}: {change.path} was changed"


def _record(data: bytes) -> Record:
    return Record.from_tree(tomllib.loads(data.decode("utf-8"), parse_float=Decimal))


def _look_for(county: County, committed: list[Edit], outcome: Outcome) -> None:
    """Each committed edit is in its file, or offered by the journal."""
    offered = [left.typed for left in Journal(county.root).left_behind()]
    for edit in committed:
        project, path = edit.place
        record = _record(county.file(project).read_bytes())
        if to_text(record.get(path)) == edit.text:
            outcome.in_files += 1
        elif any(typed[edit.place].text == edit.text for typed in offered if edit.place in typed):
            outcome.in_journal += 1
        else:
            outcome.faults.append(f"{project} {path}: “{edit.text}” is lost")
