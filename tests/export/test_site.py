"""The page for the public: what it shows and hides, and how a real browser shows it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.export.errors import NotASite
from msctl.export.origin import Origin
from msctl.export.site.folder import LIST, put
from msctl.export.site.listing import SIZE
from msctl.export.site.pages import Site, pages
from msctl.export.site.public import Public
from msctl.locale.catalogue import LANGUAGES, set_language
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot

from .browser import Page, opened, program
from .ledgers import LEDGER, ROWS, in_rows, record, snapshot_of

ORIGIN = Origin("1.0", "site", "qinghe")
LIFT = """
number = "1"
name = "既有住宅加裝電梯"
category = "一、宜居"
content = "加裝電梯25部"
note = "内部掌握"
units.lead = ["住建局"]
units.leader = ["王某"]
funding.total = 120
plan.Q1 = { text = "完成2部", investment = 20 }
plan.Q2.text = "完成20部"
report.Q1 = { progress = "已完成2部", status = "达序", difficulties = "资金紧张" }
measure."部" = { target = 25, unit = "部", report = { Q1 = 2 } }
waive.rule = { reason = "不必核对", by = "张三", date = 2024-01-01 }
adjustment."2024-05-01" = { field = "measure.部.target", old = "30", new = "25" }
"""
SCHOOL = """
number = "2"
name = "學校操場＜script＞alert(1)＜/script＞ <script>alert(1)</script>"
category = "二、教育"
units.lead = ["教体局", "住建局"]
report.Q1 = { status = "滞后" }
"""
WORDS = """
title = "清河区2024年民生实事项目任务进展情况统计表"
status."达序" = { state = "in-progress", pace = "on-track" }
status."滞后" = { state = "in-progress", pace = "behind" }
"""


def county(*more: str) -> Snapshot:
    return snapshot_of(WORDS, LIFT, SCHOOL, *more)


def made(snapshot: Snapshot) -> dict[str, str]:
    site = Site(snapshot, snapshot.by_ledger[LEDGER], ORIGIN)
    return {name: data.decode() for name, data in pages(site).items()}


class Sources(HTMLParser):
    """Every address that a page would load or lead to, and every element it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name != "style", tag
            if name in ("src", "href", "srcset", "action", "data", "poster"):
                self.addresses.append(value or "")


def test_a_page_names_no_other_host_and_loads_nothing() -> None:
    for name, text in made(county()).items():
        if name.endswith(".js"):
            continue
        found = Sources()
        found.feed(text)
        assert found.elements.isdisjoint({"link", "img", "iframe", "object", "base", "embed"})
        assert all(re.fullmatch(r"(\.\./)*[\w/-]+\.html", name) for name in found.addresses)
        style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
        assert style is not None
        assert "url(" not in style[1]
        assert "@import" not in style[1]
        assert "default-src &#39;none&#39;" in text


def test_wording_is_escaped_wherever_it_stands() -> None:
    files = made(county())
    assert all("<script>alert" not in text for text in files.values())
    assert "&lt;script&gt;alert(1)" in files["index.html"]
    assert "\\u003cscript>alert(1)" in files["list/words-1.js"]


def test_what_an_office_keeps_to_itself_is_on_no_page() -> None:
    everything = "".join(made(county()).values())  # what a search looks in included
    for word in ("内部掌握", "资金紧张", "不必核对", "张三", "王某"):
        assert word not in everything
    for word in ("加裝電梯25部", "已完成2部", "达序", "120 万元", "住建局", "原目标"):
        assert word in everything


@pytest.mark.parametrize(
    ("path", "public"),
    [
        ("content", True),
        ("task.1.plan.Q2.text", True),
        ("report.Y.status", True),
        ("report.Y.difficulties", True),  # ROWS prints it
        ("report.Q1.difficulties", True),
        ("report.Q1.next_steps", True),
        ("note", False),
        ("units.leader", False),
        ("waive.rule.reason", False),
        ("extra.备注", False),
        ("link.other", False),
    ],
)
def test_the_official_table_says_what_else_is_public(path: str, *, public: bool) -> None:
    assert (FieldPath.parse(path) in Public(Ledger(LEDGER, record(ROWS)))) is public


@settings(max_examples=30)  # each makes two whole pages
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_wording_keeps_the_page_whole(name: str) -> None:
    shown = record('number = "1"').set(FieldPath.of("name"), name)
    snapshot = snapshot_of(WORDS, 'number = "1"\nname = "x"')
    project = next(iter(snapshot.projects.values()))
    own = type(project)(project.id, shown.set(FieldPath.of("content"), name))
    text = pages(Site(snapshot, [own], ORIGIN))["index.html"].decode()
    assert text.count("<li data-unit=") == 1
    assert text.count("</script>") == 2
    assert pages(Site(snapshot, [own], ORIGIN))["index.html"].decode() == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_made_in_both_languages(language: str) -> None:
    set_language(language)
    for snapshot in (county(), in_rows()):
        assert len([name for name in made(snapshot) if name.endswith(".html")]) == 3


def test_a_page_stands_in_the_script_of_its_ledger_and_the_list_in_that_of_all() -> None:
    other = ProjectId("qinghe/2024/qita/01-qita")
    title = 'title = "清河區重點民生實事進展情況表"'
    simple = Project(other, record('number = "1"\nname = "道路绿化养护工程"'))
    both = snapshot_of(title, LIFT, SCHOOL)
    both = replace(
        both,
        ledgers={**both.ledgers, other.ledger: Ledger(other.ledger, record('title = "项目"'))},
        projects={**both.projects, other: simple},
    )
    whole = pages(Site(both, [*both.projects.values()], ORIGIN))
    files = {name: data.decode() for name, data in whole.items()}
    first, *_ = both.by_ledger[LEDGER]
    assert "返回清單" in files[f"{first.id}.html"]
    assert "返回清单" in files[f"{other}.html"]
    assert "项目清单" in files["index.html"]
    assert "項目清單" in made(both)["index.html"]


def test_a_project_of_which_one_task_is_told_completed_is_not_shown_as_completed() -> None:
    ledger = ROWS + '[status."已完成"]\nstate = "completed"\n'
    tasks = '[task.1]\nname = "甲"\nreport.Q2.status = "已完成"\n[task.2]\nname = "乙"\n'
    half = f'number = "1"\nname = "路"\n{tasks}'
    both = half + 'report.Q2.status = "已完成"\n'
    badge = '<span class="badge">已完成</span>'
    for text, counted in ((half, 0), (both, 1)):
        files = made(snapshot_of(ledger, text))
        assert files["index.html"].count(badge) == counted
        page = next(text for name, text in files.items() if name.startswith(LEDGER))
        assert page.split("<h2>")[0].count(badge) == counted


def test_the_folder_loses_only_pages_that_are_no_more(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert put(folder, {"index.html": b"1", "a/b.html": b"2"}) == 0
    (folder / "own.txt").write_text("mine", encoding="utf-8")
    (folder / LIST).write_text("index.html\na/b.html\n../outside.html\nown.txt\n", encoding="utf-8")
    (tmp_path / "outside.html").write_text("not ours", encoding="utf-8")
    assert put(folder, {"index.html": b"3"}) == 1
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        LIST,
        "index.html",
        "own.txt",
    ]
    assert (tmp_path / "outside.html").exists()
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.docx").write_bytes(b"")
    with pytest.raises(NotASite):
        put(foreign, {"index.html": b"1"})
    assert put(foreign, {"index.html": b"1"}, force=True) == 0


needs_browser = pytest.mark.skipif(program() is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with opened(tmp_path_factory.mktemp("profile")) as browser:
        yield browser.page()


@pytest.fixture
def address(tmp_path: Path) -> str:
    long = 'number = "3"\nname = "' + "很长的名称" * 20 + "A" * 120 + '"\ncontent = "1/2"'
    snapshot = county(long)
    put(tmp_path, pages(Site(snapshot, snapshot.by_ledger[LEDGER], ORIGIN)))
    return (tmp_path / "index.html").as_uri()


def shown(page: Page) -> list[str]:
    page.settle()
    found = page.ask(
        "[...document.querySelectorAll('.cards > li')].filter(e => !e.hidden)"
        ".map(e => e.querySelector('.name').textContent.split(' ')[0])"
    )
    assert isinstance(found, list)
    return found


def type_words(page: Page, text: str) -> list[str]:
    page.ask("document.querySelector('input[type=search]').focus()")
    page.ask("document.querySelector('input[type=search]').value = ''")
    page.call("Input.insertText", text=text)
    return shown(page)


@needs_browser
def test_a_browser_searches_in_any_script_and_width_and_filters(page: Page, address: str) -> None:
    page.open(address)
    assert shown(page) == ["1", "2", "3"]
    assert type_words(page, "加装电梯") == ["1"]
    assert type_words(page, "加裝電梯") == ["1"]
    assert type_words(page, "教体局 操场") == ["2"]
    assert type_words(page, "２５部") == ["1"]
    assert type_words(page, "没有的词") == []
    assert page.ask("document.getElementById('none').hidden") is False
    assert page.ask("document.getElementById('count').textContent") == "0 / 3 项"
    page.ask("document.querySelector('button[type=reset]').click()")
    page.open(address + "#unit=住建局")
    assert shown(page) == ["1", "2"]
    page.open(address + "#unit=住建局&category=二、教育")
    assert shown(page) == ["2"]


@needs_browser
def test_a_browser_asks_nobody_and_has_nothing_to_complain_of(page: Page, address: str) -> None:
    page.requests.clear()
    page.complaints.clear()
    page.open(address)
    project = page.ask("document.querySelector('.name').href")
    page.open(project)
    asked = [url for url in page.requests if url != "about:blank"]
    assert asked == [address, project]
    page.open(address)
    type_words(page, "加装电梯")
    near = address.removesuffix("index.html") + "list/words-1.js"
    assert page.requests[-2:] == [address, near]
    assert page.complaints == []
    page.ask("fetch('https://example.com/').catch(() => 0)")
    page.ask("1")
    assert any("Content Security Policy" in told for told in page.complaints)


MANY = 2 * SIZE + 30


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    """The site of a ledger whose list has three pages."""
    put(tmp_path, pages(many(MANY)))
    return tmp_path


def many(count: int) -> Site:
    units = ["教体局" if n % 50 == 0 else "住建局" for n in range(1, count + 1)]
    projects = [
        f'number = "{n}"\nname = "第{n}项"\nunits.lead = ["{unit}"]'
        for n, unit in enumerate(units, 1)
    ]
    snapshot = snapshot_of(WORDS, *projects)
    return Site(snapshot, snapshot.by_ledger[LEDGER], ORIGIN)


@needs_browser
def test_a_long_list_is_searched_whole_and_shown_by_and_by(page: Page, long_list: Path) -> None:
    page.complaints.clear()
    page.open((long_list / "index.html").as_uri())
    assert shown(page) == [str(n) for n in range(1, SIZE + 1)]
    page.ask("document.querySelector('#more button').click()")
    assert len(shown(page)) == 2 * SIZE
    assert type_words(page, f"第{MANY - 1}项") == [str(MANY - 1)]
    assert page.ask("document.querySelector('.name').href").endswith(f"/{MANY - 1}-x.html")
    assert page.ask("document.getElementById('more').hidden") is True
    page.open((long_list / "index.html").as_uri() + "#unit=教体局")
    assert shown(page) == ["50", "100", "150", "200"]
    assert page.complaints == []
    (long_list / "list/words-3.js").unlink()
    type_words(page, "第1项")
    assert "list/words-3.js" not in page.ask("document.getElementById('count').textContent")
    page.ask("document.querySelector('select').value = ''")
    type_words(page, "第1项")
    assert "没有读到 list/words-3.js" in page.ask("document.getElementById('count').textContent")


@needs_browser
def test_without_script_the_pages_of_a_long_list_lead_to_each_other(
    page: Page, long_list: Path
) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    seen: list[str] = []
    try:
        address = (long_list / "index.html").as_uri()
        for number in ("2", "3", ""):
            page.open(address)
            seen += shown(page)
            links = page.ask(
                "Object.fromEntries([...document.querySelectorAll('.pages a')]"
                ".map(a => [a.textContent, a.href]))"
            )
            address = links.get(number, "")
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)
    assert seen == [str(n) for n in range(1, MANY + 1)]


def test_the_first_page_is_as_long_for_many_projects_as_for_some() -> None:
    some, all_of_them = (len(pages(many(n))["index.html"]) for n in (SIZE, 3 * SIZE))
    assert all_of_them < 1.05 * some


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(page: Page, address: str, width: int) -> None:
    page.resize(width, 844)
    page.open(address)
    addresses = page.ask(
        "[location.href, ...[...document.querySelectorAll('.name')].map(e => e.href)]"
    )
    assert len(addresses) == 4
    for one in addresses:
        page.open(one)
        assert page.ask("document.documentElement.scrollWidth") <= width
        assert page.ask("parseFloat(getComputedStyle(document.body).fontSize)") >= 16
    page.open(address)
    seen = page.ask(
        "[...document.querySelectorAll('figure > div')]"
        ".filter(e => e.offsetWidth).map(e => e.className)"
    )
    assert set(seen) == {"narrow" if width == 390 else "wide"}


@needs_browser
def test_without_script_the_whole_list_stands_there(page: Page, address: str) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(address)
        assert shown(page) == ["1", "2", "3"]
        assert page.ask("document.getElementById('search').hidden") is True
        assert page.ask("document.getElementById('count').textContent") == "共 3 项"
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)
