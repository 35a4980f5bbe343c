"""The files of the site: a page that lists the projects, and one for each.

Style, script and charts stand in each page. Its policy lets a browser run no script but ours (named
by its hash), load nothing but, in the list, the scripts that lie beside it, and send nothing
anywhere.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from msctl.export.charts import svg
from msctl.export.charts.drawing import NARROW
from msctl.export.charts.kinds import Request, draw
from msctl.export.errors import NothingToDraw
from msctl.export.origin import Origin
from msctl.export.site import listing
from msctl.export.site.timeline import Entry
from msctl.export.site.view import ProjectView, view
from msctl.locale.catalogue import t
from msctl.model.money import plain
from msctl.model.paths import ProjectId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.figures import SHARES
from msctl.report.script import labels_for
from msctl.report.summary import Summary, summarise
from msctl.text.fold import traditional_of
from msctl.text.safe import printable

if TYPE_CHECKING:
    from jinja2 import Environment

CHARTS = ("progress", "states", "money")
_MOST_NAMES = 6
"""regions that a title names, ledgers that stand below it"""


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
    with labels_for(site.snapshot, (project.id.ledger for project in site.projects)):
        for done, project in enumerate(site.projects, 1):
            views.append(view(site.snapshot, project, site.period))
            told(done)
        found = _list(environment, site, views)
    template = environment.get_template("project.html")
    for ledger, own in groupby(site.projects, lambda project: project.id.ledger):
        # a page stands in the script of its own ledger, the list in that of all of them
        with labels_for(site.snapshot, [ledger]):
            for project in own:
                one = view(site.snapshot, project, site.period)
                home = "../" * one.file.count("/") + "index.html"
                entries = (site.history or {}).get(one.id, ())
                found[one.file] = template.render(project=one, home=home, history=entries)
                told(done := done + 1)
    return {file: text.encode("utf-8") for file, text in found.items()}


def _list(environment: "Environment", site: Site, views: Sequence[ProjectView]) -> dict[str, str]:
    """The site's first page, the other pages of its list, and the scripts beside them."""
    ledgers = list(dict.fromkeys(one.ledger for one in views))
    regions = list(dict.fromkeys(one.region for one in views))
    title = site.title or (ledgers[0] if len(ledgers) == 1 else _title(regions))
    listed = listing.parts(views)
    common = {"title": title, "several": len(regions) > 1, "pages": len(listed)}
    found = {
        "index.html": environment.get_template("index.html").render(
            **common,
            **_figures(site),
            policy=environment.globals["list_policy"],
            ledgers=ledgers if ledgers != [title] and len(ledgers) <= _MOST_NAMES else [],
            places=listing.places(views),
            all=len(views),
            projects=listed[0].views,
            facts=_facts(views),
        )
    }
    template = environment.get_template("list.html")
    for part in listed[1:]:
        found[part.file] = template.render(**common, here=part.number, projects=part.views)
    macro = environment.get_template("cards.html").module
    card = partial(macro.card, home="", several=common["several"])  # type: ignore[attr-defined]
    return found | listing.data(views, card)


def _title(regions: Sequence[str]) -> str:
    names = "、".join(regions[:_MOST_NAMES])
    more = len(regions) > _MOST_NAMES
    return t("site.title-more" if more else "site.title", names=names, count=len(regions))


def _figures(site: Site) -> dict[str, object]:
    """What stands above the list."""
    summary = summarise(site.snapshot, site.projects, (), site.period)
    return {
        "totals": summary.totals,
        "shares": SHARES,
        "money": list(_money(summary)),
        "charts": list(_charts(site)),
    }


def _facts(views: Sequence[ProjectView]) -> str:
    """What the script has to know of the list before it loads anything."""
    scripts = dict(traditional_of("".join(one.haystack for one in views)))
    return listing.embedded({"scripts": scripts, "all": len(views), "size": listing.SIZE})


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
        "policy": _policy(style),
        "list_policy": _policy(style, search),
        "origin": origin,
        "date": origin.date.date().isoformat() if origin.date else "",
    }
    return environment


def _policy(style: str, search: str | None = None) -> str:
    """What a browser may do with a page: apply this style; in the list, run this script and those
    that lie beside it; nothing else."""
    scripts = f"script-src '{_hash(search)}' 'self'; " if search is not None else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {scripts}"
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


def _asset(name: str) -> str:
    return files("msctl.export.site").joinpath(name).read_text(encoding="utf-8")
