"""Several clones of one ledger that edit and sync, and servers on this machine's own network."""

import contextlib
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer, ThreadingTCPServer
from threading import Thread
from urllib.parse import unquote

from msctl.check.merge_rules import merge_breaches
from msctl.history.answers import Answer, resolve
from msctl.history.committing import commit
from msctl.history.questions import conflicts
from msctl.history.refusals import UnresolvedConflicts
from msctl.history.registration import Registration
from msctl.history.syncing import Synced, Wishes, sync
from msctl.model.changes import Change
from msctl.model.paths import FieldPath
from msctl.store.records import Records

from .office import LEDGER, Office

STATUS = ("未开工", "按期推进", "已完成")
LEDGER_TEXT = 'title = "表"\n' + "".join(
    f'\n[status."{word}"]\nstate = "{state}"\n'
    for word, state in zip(STATUS, ("not-started", "in-progress", "completed"), strict=True)
)


def shared(place: Path, projects: int = 3) -> Path:
    """A bare repository with a ledger."""
    office = Office(place / "起点", records="")
    office.git("init", "--quiet", "--initial-branch=main")
    office.write("msctl.toml", "format = 1\n")
    office.write(f"{LEDGER}/ledger.toml", LEDGER_TEXT)
    for number in range(1, projects + 1):
        office.project(name(number), number=str(number), name=f"项目{number}")
    office.commit("建立台账")
    bare = place / "共享.git"
    office.git("clone", "--quiet", "--bare", ".", str(bare))
    return bare


def name(number: int) -> str:
    return f"{LEDGER}/{number:02}-xiangmu"


def clone(address: str | Path, place: Path) -> Office:
    subprocess.run(["git", "clone", "--quiet", str(address), str(place)], check=True)
    return Office(place, records="")


def synced(office: Office, **wishes: object) -> Synced:
    with office.repository() as repository:
        return sync(repository, Wishes("合并", rules=merge_breaches, **wishes))  # type: ignore[arg-type]


def put(office: Office, project: str, path: str, value: object, message: str = "改") -> None:
    """Change one field and commit it."""
    put_only(office, project, path, value)
    with office.repository() as repository:
        office.tick()
        commit(repository, message, [f"{project}.toml"])


def put_only(office: Office, project: str, path: str, value: object) -> None:
    records = Records(office.root)
    field = FieldPath.parse(path)
    old = records.read(project).record.get(field)
    records.save([Change(project, field, old, value)])  # type: ignore[arg-type]


FIELDS = (
    "note",
    "content",
    "report.Q1.progress",
    "report.Q2.progress",
    "report.Q2.status",
    "category",
)


class Round:
    """Clones that take turns in editing, committing and syncing, and answer what is asked."""

    def __init__(self, place: Path, seed: int, clones: int = 3) -> None:
        self.chance = random.Random(seed)
        self.bare = shared(place)
        self.offices = [clone(self.bare, place / f"同事{n}") for n in range(clones)]
        self.asked = 0
        for office in self.offices[:1]:
            Registration.of(office.root).register()

    def step(self) -> None:
        """One colleague edits one to three fields, perhaps adds or removes a project, and perhaps
        syncs."""
        office = self.chance.choice(self.offices)
        for _ in range(self.chance.randint(1, 3)):
            self._edit(office)
        if self.chance.random() < 0.6:
            self.sync(office)

    def _edit(self, office: Office) -> None:
        projects = sorted((office.root / LEDGER).glob("*-xiangmu*.toml"))
        wish = self.chance.random()
        if wish < 0.04 or not projects:
            # two colleagues who take one name add one file twice, of one number
            number = self.chance.randint(4, 40)
            file = f"{name(number)}.toml"
            if not (office.root / file).exists():
                office.project(
                    name(number), number=str(number), name=f"新{self.chance.randint(0, 9)}"
                )
                office.commit("添加")
            return
        path = self.chance.choice(projects)
        if wish < 0.07 and len(projects) > 3:
            path.unlink()
            office.commit("删去")
            return
        field = self.chance.choice(FIELDS)
        words = STATUS if field.endswith("status") else tuple(f"{field}{n}" for n in range(9))
        project = path.relative_to(office.root).as_posix().removesuffix(".toml")
        with contextlib.suppress(NothingNew):
            self._set(office, project, field, self.chance.choice(words))

    @staticmethod
    def _set(office: Office, project: str, field: str, value: str) -> None:
        if Records(office.root).read(project).record.text(*field.split(".")) == value:
            raise NothingNew
        put(office, project, field, value)

    def sync(self, office: Office) -> None:
        """Sync, answering every question by chance."""
        office.tick()
        for _ in range(30):
            try:
                synced(office)
                return
            except UnresolvedConflicts:
                self._answer(office)
        raise AssertionError("the questions have no end")

    def _answer(self, office: Office) -> None:
        with office.repository() as repository:
            for conflict in conflicts(repository, merge_breaches):
                self.asked += 1
                if conflict.kind == "rule":
                    answer = Answer(value=str(self.chance.randint(100, 999)))
                else:
                    answer = Answer(side=self.chance.choice(("ours", "theirs")))
                resolve(repository, [(conflict, answer)])

    def settle(self) -> None:
        """Sync until all have everything."""
        for _ in range(2):
            for office in self.offices:
                self.sync(office)

    def trees(self) -> list[dict[str, bytes]]:
        return [tree(office) for office in self.offices]


class NothingNew(Exception):
    pass


def tree(office: Office) -> dict[str, bytes]:
    return {
        path.relative_to(office.root).as_posix(): path.read_bytes()
        for path in sorted(office.root.rglob("*.toml"))
        if ".msctl" not in path.parts and ".git" not in path.parts
    }


@contextlib.contextmanager
def daemon(folder: Path) -> Iterator[str]:
    """``git daemon`` over the repositories of a folder; its address."""
    command = ("git", "daemon", "--inetd", "--export-all", "--enable=receive-pack")

    class Handler(StreamRequestHandler):
        rbufsize = 0

        def handle(self) -> None:
            # one process a connection, as inetd starts it: no port has to be found for git
            subprocess.run(
                [*command, f"--base-path={folder}", str(folder)],
                stdin=self.connection,
                stdout=self.connection,
                stderr=subprocess.DEVNULL,
                check=False,
            )

    with _serving(ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"git://127.0.0.1:{port}"


@contextlib.contextmanager
def _serving(server: TCPServer) -> Iterator[int]:
    """A server at work; its port."""
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def web(folder: Path, password: str | None = None) -> Iterator[str]:
    """``git http-backend`` behind a small web server; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            if password is not None and not self.headers.get("authorization"):
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="x"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path, _, query = unquote(self.path).partition("?")
            data = self._body()
            environment = os.environ | {
                "GIT_PROJECT_ROOT": str(folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("content-type", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("content-encoding", ""),
                "GIT_PROTOCOL": self.headers.get("git-protocol", ""),
                "REMOTE_USER": "x",
                "REMOTE_ADDR": "127.0.0.1",
            }
            done = subprocess.run(
                ["git", "http-backend"],
                input=data,
                env=environment,
                capture_output=True,
                check=False,
            )
            head, _, body = done.stdout.partition(b"\r\n\r\n")
            lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
            self.send_response(int(lines.pop("Status", "200").split()[0]))
            for key, value in lines.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _body(self) -> bytes:
            if self.headers.get("transfer-encoding") == "chunked":
                found = b""
                while size := int(self.rfile.readline(), 16):
                    found += self.rfile.read(size)
                    self.rfile.readline()
                return found
            return self.rfile.read(int(self.headers.get("content-length") or 0))

        def log_message(self, *_: object) -> None:
            pass

    with _serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}"


def at_once(commands: Sequence[Sequence[str]]) -> list[subprocess.CompletedProcess[str]]:
    """Run ``msctl`` command lines in processes of their own, all at the same time."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "msctl", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    done = []
    for process in started:
        out, err = process.communicate()
        done.append(subprocess.CompletedProcess(process.args, process.returncode, out, err))
    return done
