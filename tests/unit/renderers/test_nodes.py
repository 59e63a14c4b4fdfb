"""Whatever docutils and Sphinx can write, a page and a deck show.

The chapters beside this file hold a construct of each kind, in both formats. In them a
word that starts with ``vu`` must be read on the page and on a slide, as text or as the
name of an image; one that starts with ``cache`` must not.
"""

from __future__ import annotations

import html
import inspect
import pickle
import re
import shutil
from pathlib import Path

import pytest
from course.deck.writer import DeckTranslator
from docutils import nodes
from harness.course import Build, Course
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

CHAPTERS = Path(__file__).with_name("chapters")
NAMES = sorted(path.name for path in CHAPTERS.iterdir() if path.suffix in (".rst", ".md"))
BUILDERS = ("html", "revealjs")
BODY = {
    "html": re.compile(r"<article.*?>(.*)</article>", re.DOTALL),
    "revealjs": re.compile(r'<div class="slides">(.*)</main>', re.DOTALL),
}
# What no chapter's document holds once it is read, and why.
ABSENT = {
    "docinfo and what it holds, that front_matter.py reads": """docinfo address author authors
        contact copyright date organization revision status version""",
    "refused (test_refused.py)": "decoration doctest_block footer header",
    "another node by then": "citation_reference pending substitution_reference",
    "a mistake, told with its line": "problematic system_message",
    "made as it is written": "compact_paragraph number_reference start_of_file",
    "made by autodoc or by no directive": "desc_sig_element desc_type pending_xref_condition",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of these chapters."""
    course = Course(tmp_path_factory.mktemp("noeuds"))
    shutil.copytree(CHAPTERS, course.root / "source/chapitres", dirs_exist_ok=True)
    conf = course.root / "source/conf.py"
    known = conf.read_text(encoding="utf-8").replace('"fieldlist"', '"fieldlist", "deflist"')
    conf.write_text(f"{known}\nnumfig = True\n", encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def built(course: Course) -> dict[str, Build]:
    """Its pages and its decks."""
    return {builder: course.build(builder) for builder in BUILDERS}


def read(body: str) -> str:
    """Return what one reads, texts and names of images; letters of a formula together."""
    body = re.sub(r"<(script|style).*?</\1>|</?m\w+[^>]*>", "", body, flags=re.DOTALL)
    said = re.findall(r'(?:alt|title)="([^"]*)"', body)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", "", body), *said]))


def words(text: str, start: str) -> set[str]:
    """Return the words of a chapter that start so."""
    return set(re.findall(rf"\b{start}\w+", text))


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_construct_is_shown(built: dict[str, Build], name: str, builder: str) -> None:
    """Nothing is dropped in silence."""
    source = (CHAPTERS / name).read_text(encoding="utf-8")
    body = BODY[builder].search(built[builder].html(f"chapitres/{Path(name).stem}"))
    assert body is not None
    shown = read(body[1])

    assert sorted(word for word in words(source, "vu") if word not in shown) == []
    assert sorted(word for word in words(source, "cache") if word in shown) == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_construct_is_warned_about(built: dict[str, Build], builder: str) -> None:
    """All of them are legitimate."""
    assert (built[builder].error, built[builder].warnings) == ("", "")


def test_every_node_is_tried(course: Course, built: dict[str, Build]) -> None:
    """A node that a new version of docutils or Sphinx brings is not forgotten."""
    tried = {
        type(node).__name__
        for path in course.root.glob("build/*.doctrees/chapitres/*.doctree")
        for node in pickle.loads(path.read_bytes()).findall()
    }
    ours = {name for names in ABSENT.values() for name in names.split()}
    of_sphinx = {
        kind.__name__
        for kind in vars(addnodes).values()
        if inspect.isclass(kind)
        and issubclass(kind, nodes.Element)
        and kind.__module__ == addnodes.__name__
        and not kind.__name__.startswith("_")
    }

    assert sorted({*nodes.node_class_names, *of_sphinx} - tried - ours) == []
    assert sorted(tried & ours) == []


def test_the_deck_writes_all_that_a_page_writes() -> None:
    """Its translator leaves none of Sphinx's methods out."""
    methods = {name for name in dir(HTML5Translator) if name.startswith(("visit_", "depart_"))}
    assert methods <= set(dir(DeckTranslator))


def test_a_slide_holds_no_other_slide(built: dict[str, Build]) -> None:
    """reveal.js would make a column of a section within a section, for a title of level 4."""
    body = built["revealjs"].html("chapitres/03-code").partition('class="slides">')[2]
    depth, deepest = 0, 0
    for tag in re.findall(r"</?section", body):
        depth += 1 if tag == "<section" else -1
        deepest = max(deepest, depth)
    assert deepest == 1
