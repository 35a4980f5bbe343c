"""The files of the site: a page of all projects, and one for each.

Everything a page needs stands in it: style, script and charts. Its policy lets a browser load
nothing, run no script but ours (named by its hash), and send nothing anywhere.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from msctl.export.charts import svg
from msctl.export.charts.drawing import NARROW
from msctl.export.charts.kinds import Request, draw
from msctl.export.errors import NothingToDraw
from msctl.export.origin import Origin
from msctl.export.site.timeline import Entry
from msctl.export.site.view import ProjectView, places, view
from msctl.locale.catalogue import t
from msctl.model.money import plain
from msctl.model.paths import ProjectId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.figures import SHARES
from msctl.report.summary import Summary, summarise
from msctl.text.fold import traditional_of
from msctl.text.safe import printable

if TYPE_CHECKING:
    from jinja2 import Environment

CHARTS = ("progress", "states", "money")


@dataclass(frozen=True, slots=True)
class Site:
    """What the site is made of."""

    snapshot: Snapshot
    projects: Sequence[Project]
    origin: Origin
    title: str = ""
    """empty: the ledger's title, or the regions' names"""
    period: Period | None = None
    history: Mapping[ProjectId, Sequence[Entry]] | None = None


def pages(site: Site, told: Callable[[int], None] = lambda done: None) -> dict[str, bytes]:
    """The content of every file, by its path below the site's folder; the same records give the
    same bytes. ``told`` hears how many steps are done, two for each project."""
    environment = _environment(site.origin)
    views = []
    for done, project in enumerate(site.projects, 1):
        views.append(view(site.snapshot, project, site.period))
        told(done)
    found = {"index.html": _index(environment, site, views)}
    template = environment.get_template("project.html")
    for done, one in enumerate(views, len(views) + 1):
        home = "../" * one.file.count("/") + "index.html"
        entries = (site.history or {}).get(one.id, ())
        found[one.file] = template.render(project=one, home=home, history=entries)
        told(done)
    return {file: text.encode("utf-8") for file, text in found.items()}


def _index(environment: "Environment", site: Site, views: Sequence[ProjectView]) -> str:
    summary = summarise(site.snapshot, site.projects, (), site.period)
    ledgers = list(dict.fromkeys(one.ledger for one in views))
    regions = list(dict.fromkeys(one.region for one in views))
    title = site.title or (
        ledgers[0] if len(ledgers) == 1 else t("site.title", names="、".join(regions))
    )
    haystacks = "".join(one.haystack for one in views)
    return environment.get_template("index.html").render(
        title=title,
        ledgers=ledgers if ledgers != [title] else [],
        several=len(regions) > 1,
        totals=summary.totals,
        shares=SHARES,
        money=list(_money(summary)),
        charts=list(_charts(site)),
        places=places(views),
        projects=views,
        scripts=_json(dict(traditional_of(haystacks))),
    )


def _money(summary: Summary) -> Iterable[tuple[str, str]]:
    for name in ("planned", "invested"):
        amount = getattr(summary.totals, name)
        if amount is not None:
            label = t(f"report.figure.{name}")
            unit = t("report.figure.in-unit", label=label, unit=summary.money_unit)
            yield unit, plain(amount)


def _charts(site: Site) -> Iterable[dict[str, str]]:
    several = len({project.id.region for project in site.projects}) > 1
    for kind in CHARTS:
        # units of different regions bear the same names, so regions stand for them
        by = ("region",) if several and kind != "money" else ()
        try:
            chart = draw(kind, Request(site.snapshot, site.projects, by, site.period))
        except NothingToDraw:
            continue
        if len(chart.labels) > 1 or not chart.stacked:
            yield {
                "wide": svg.write(chart, prefix=f"{kind}-w"),
                "narrow": svg.write(chart, width=NARROW, prefix=f"{kind}-n"),
            }


def _environment(origin: Origin) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("msctl.export.site", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_safe,
    )
    style, search = (_asset(name) for name in ("style.css", "search.js"))
    environment.globals |= {
        "t": t,
        "style": _trusted(style),
        "search": search,
        "policy": _policy(style, search),
        "origin": origin,
        "date": origin.date.date().isoformat() if origin.date else "",
    }
    return environment


def _policy(style: str, search: str) -> str:
    """What a browser may do with a page: apply this style, run this script, nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(search)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _trusted(text: str) -> object:
    from markupsafe import Markup

    return Markup(text)


def _safe(value: object) -> object:
    """Wording with what would steer a terminal or a reader's eyes made visible."""
    return printable(value) if type(value) is str else value


def _json(value: object) -> str:
    """JSON that may stand in a script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _asset(name: str) -> str:
    return files("msctl.export.site").joinpath(name).read_text(encoding="utf-8")
