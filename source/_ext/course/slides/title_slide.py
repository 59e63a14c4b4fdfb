"""What a room follows a deck by: the title slide's facts and code, and a menu.

The title slide says how long the lecture is and for whom, and what conf.py says of the
course: its authors, institution, date, licence and logo; with the site's address, a short
one of the page, and its QR code, made here::

    course_date, course_logo = "automne 2026", "_static/logo.svg"

    html_baseurl = "https://cours.example/pytorch"     →  cours.example/pytorch/html/01.html

``chaptermenu`` lists the sections of the chapter, each a link to its slide::

    .. slide::

    .. chaptermenu::
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..base import wording
from ..base.addresses import chapter_name, is_chapter, published
from ..base.directive import CourseDirective
from ..base.errors import CourseError, report
from ..base.settings import settings_of
from ..language.numbers import french
from .qr_code import qr_code
from .visibility import slideonly

SHORT = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="refresh" content="0; url={page}"><link rel="canonical" href="{page}">
</head><body><p><a href="{page}">{title}</a></p></body></html>
"""


class title_facts(nodes.General, nodes.Element):  # noqa: N801
    """Under the first title: ``facts``, ``credits``, ``licence``, ``logo``, ``address``."""


class chapter_menu(nodes.General, nodes.Element):  # noqa: N801
    """Where the list of the chapter's sections goes."""


class ChapterMenu(CourseDirective):
    """List the sections of the chapter, on slides only."""

    has_content = False

    def build(self) -> Sequence[nodes.Node]:
        """Return the place of the list."""
        node = chapter_menu()
        self.set_source_info(node)
        return [slideonly("", node)]


def short_name(config: Any, docname: str) -> str:
    """Return the name of the short page: ``01`` for chapitres/01-tenseurs."""
    return chapter_name(config, docname).partition("-")[0]


def facts_of(
    env: BuildEnvironment, docname: str, lecture: float, exercises: float
) -> title_facts | None:
    """Return what the title slide of a chapter says, if anything: the minutes of its clock."""
    if not is_chapter(env.config, docname):
        return None
    metadata = env.metadata[docname]
    settings = settings_of(env.config)
    facts = [str(metadata.get("audience", "")).strip()]
    announced = str(metadata.get("minutes", "")).strip()
    if announced and lecture:
        announced = french(lecture, "g")
    if announced:
        facts.insert(0, wording.LECTURE_LENGTH.format(minutes=announced))
        if exercises:
            facts[0] += wording.EXERCISES_AFTER.format(minutes=french(exercises, "g"))
    facts = [fact for fact in facts if fact]
    credits = [", ".join(settings.authors), settings.institution, settings.date]
    return title_facts(
        "",
        facts=facts,
        credits=[text for text in credits if text],
        licence=settings.licence,
        logo=logo_name(settings.logo),
        institution=settings.institution or settings.name,
        address=published(env.config, short_name(env.config, docname)),
    )


def logo_name(logo: str) -> str:
    """Return the name of the logo in _static, an empty text when there is none."""
    return f"logo{Path(logo).suffix}" if logo else ""


def fill_menus(slides: Sequence[nodes.Element], docname: str) -> None:
    """Write the menus of a deck, now that its slides have their ids."""
    sections = [slide for slide in slides if slide["section"] and not slide[0]["running"]]
    for slide in slides:
        for menu in list(slide.findall(chapter_menu)):
            if not sections:
                report(CourseError(wording.EMPTY_MENU), menu)
            items = nodes.enumerated_list(classes=["chapter-menu"], enumtype="arabic", suffix=".")
            for section in sections:
                words = [child.deepcopy() for child in section[0].children]
                link = nodes.reference("", "", *words, refuri=f"#/{section['ids'][0]}")
                items += nodes.list_item("", nodes.paragraph("", "", link))
            menu.replace_self(items)


def write_short_pages(app: Sphinx, exception: Exception | None) -> None:
    """Write ``01.html``, which leads to the chapter's page; none without an address."""
    if exception is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    wanted = {}
    if app.config.html_baseurl:
        for docname in app.env.found_docs:
            if is_chapter(app.config, docname):
                wanted[out / f"{short_name(app.config, docname)}.html"] = docname
    for path in set(out.glob("[0-9][0-9].html")) - set(wanted):
        path.unlink()
    for path, docname in wanted.items():
        title = escape(app.env.titles[docname].astext())
        path.write_text(SHORT.format(title=title, page=f"{docname}.html"), encoding="utf-8")


def visit_title_facts(self: Any, node: title_facts) -> None:
    """Write the facts, then the code and the address."""
    if node["facts"]:
        self.body.append(f'<p class="title-facts">{self.encode(" · ".join(node["facts"]))}</p>\n')
    if node["logo"]:
        static = "../" * self.builder.current_docname.count("/") + "_static"
        alt = self.attval(node["institution"])
        self.body.append(f'<img class="title-logo" src="{static}/{node["logo"]}" alt="{alt}">\n')
    lines = [" · ".join(node["credits"]), node["licence"]]
    if any(lines):
        said = "<br>".join(self.encode(line) for line in lines if line)
        self.body.append(f'<p class="title-credits">{said}</p>\n')
    if node["address"]:
        shown = self.encode(node["address"].partition("://")[2])
        self.body.append(
            f'<p class="title-address">{qr_code(node["address"])}'
            f'<a href="{node["address"]}">{shown}</a></p>\n'
        )
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the nodes and the short pages."""
    app.add_directive("chaptermenu", ChapterMenu)
    app.add_node(chapter_menu)
    app.add_node(title_facts, revealjs=(visit_title_facts, None))
    app.connect("build-finished", write_short_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
