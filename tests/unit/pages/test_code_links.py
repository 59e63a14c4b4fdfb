"""Names of the code lead to their documentation; nothing else does."""

from __future__ import annotations

import ast
import re
import zlib
from html.parser import HTMLParser

import pytest
from course.pages.quoted_code.documentation_links import linked_html
from course.scripts.code_names import names_in
from course.scripts.documented_names import documented, projects, read_inventory
from course.scripts.listing import script_names
from course.scripts.script import read_script
from harness.course import ROOT, SCRIPT, Course
from lock.inventories import merged, python_names, sites, written
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

IMPORTS = """
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
from torch.nn import functional as F
from torch.utils.data import DataLoader
"""


def found(code: str, classes: dict[str, list[str]] | None = None) -> dict[str, str]:
    """Return what is linked in a cell: the text and the name it leads to."""
    names = names_in([IMPORTS, code], [{}, classes or {}])[1]
    lines = code.split("\n")
    return {lines[one.line - 1][one.start : one.end]: one.name for one in names}


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("torch.ones(3)", "torch.ones", "torch.ones"),
        ("nn.Linear(2, 3)", "nn.Linear", "torch.nn.Linear"),
        ("F.relu(-1)", "F.relu", "torch.nn.functional.relu"),
        ("DataLoader([])", "DataLoader", "torch.utils.data.DataLoader"),
        ("plt.subplots()", "plt.subplots", "matplotlib.pyplot.subplots"),
        ("np.pi", "np.pi", "numpy.pi"),
        ("été = torch.ones(3)", "torch.ones", "torch.ones"),
        ("torch.ones(3).sum()", "sum", "torch.Tensor.sum"),
        ("(2 * torch.ones(3))[0].item()", "item", "torch.Tensor.item"),
        ("nn.Linear(2, 3).parameters()", "parameters", "torch.nn.Module.parameters"),
        ("nn.Linear(2, 3).state_dict()", "state_dict", "torch.nn.Module.state_dict"),
    ],
)
def test_what_a_name_stands_for_is_read_from_the_code(code: str, text: str, name: str) -> None:
    """Imports, aliases, and what functions return by their signature."""
    assert found(code).get(text) == name


def test_methods_of_variables_are_known_from_the_run() -> None:
    """A variable's class was recorded after the cell."""
    classes = {"x": ["torch.Tensor"], "axes[]": ["matplotlib.axes.Axes"]}
    linked = found("x.mean()\naxes[0].plot([1])", classes)
    assert linked == {"mean": "torch.Tensor.mean", "plot": "matplotlib.axes.Axes.plot"}


@pytest.mark.parametrize(
    "code",
    [
        "def moyenne(x):\n    return x.mean()",
        "[x.mean() for x in (1, 2)]",
        "y.mean()",
        "torch.nexiste_pas()",
        "'torch.ones'  # torch.ones",
    ],
)
def test_a_guess_is_no_link(code: str) -> None:
    """A parameter, an unknown variable, a string: no link rather than a wrong one."""
    assert found(code, {"x": ["torch.Tensor"]}) == {}


def test_a_variable_that_changes_class_in_the_cell_has_no_link() -> None:
    """At its first line it was still the other one."""
    before, after = {"x": ["numpy.ndarray"]}, {"x": ["torch.Tensor"]}
    assert names_in(["x", "x.mean()"], [before, after])[1] == []


TORCH_SCRIPT = SCRIPT.replace("import math", "import math\nimport torch").replace(
    "x = 21", "x = 21\nvecteur = torch.ones(x)\nprint(vecteur.sum(), 1 < 2)"
)
ONES = "https://docs.pytorch.org/docs/stable/generated/torch.ones.html"


def test_the_layout_of_the_code_stays_as_it_is(course: Course) -> None:
    """Links add tags alone: text, lines and colours are the same; a stop of Tab a name."""
    course.script(TORCH_SCRIPT)
    course.chapter(".. snippet:: plot_un\n   :cell: double\n   :steps: 2\n" * 2)
    html = course.build().html("chapitres/01-essai")
    assert re.findall(rf'<a href="{ONES}"( tabindex="-1")?>', html) == ["", ' tabindex="-1"']
    block = re.findall(r"<pre>(.*?)</pre>", html, re.DOTALL)[1]  # after the imports
    assert block.count("<a ") == block.count("</a>") == 2
    text = re.sub(r"<[^>]*>", "", block)
    assert text.startswith("x = 21\nvecteur = torch.ones(x)\nprint(vecteur.sum(), 1 &lt; 2)\n")


def test_script_pages_have_links_and_slides_have_none(course: Course) -> None:
    """A stray click must not leave a deck in front of a room."""
    course.script(TORCH_SCRIPT)
    course.chapter(".. snippet:: plot_un\n   :cell: double\n")
    assert ONES in course.build().html("galerie/01_essai/plot_un")
    assert "docs.pytorch.org" not in course.build("revealjs").html("chapitres/01-essai")


def test_parts_of_a_cell_have_their_links(course: Course) -> None:
    """``lines`` shows some lines of a cell; their names keep their places."""
    course.script(TORCH_SCRIPT)
    course.chapter(".. snippet:: plot_un\n   :cell: double\n   :lines: 3\n")
    html = course.build().html("chapitres/01-essai")
    assert "generated/torch.Tensor.sum.html" in html
    assert ONES not in html


class Nesting(HTMLParser):
    """The tags that are open, and those that close another than the last."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Open a tag."""
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last one."""
        if self.open.pop() != tag:
            self.crossed.append(tag)


@pytest.mark.parametrize("marked", [[], [1]])
def test_a_link_that_begins_within_a_token_crosses_no_tag(marked: list[int]) -> None:
    """« @torch » is one token of a decorator's line."""
    code = highlight("@torch.no_grad()\n", PythonLexer(), HtmlFormatter(hl_lines=marked))
    linked = linked_html(code, [(1, 1, 14, "ici", "", True)])
    assert Nesting(linked).crossed == []
    links = re.findall(r"<a [^>]*>(.*?)</a>", linked)
    assert re.sub("<[^>]+>", "", "".join(links)) == "torch.no_grad"


def test_code_that_is_not_highlighted_is_left_alone() -> None:
    """No ``pre``, no links: never a broken block."""
    assert linked_html("<p>x</p>", [(1, 0, 1, "https://a", "", True)]) == "<p>x</p>"


def test_nearly_every_name_that_the_course_uses_has_its_documentation() -> None:
    """``torch.x.y`` in a script is linked; a few constants have no page of their own."""
    missing, count = [], 0
    for name in script_names(ROOT / "gallery"):
        cells = [cell.source for cell in read_script(ROOT / "gallery", name).cells]
        for source, names in zip(cells, names_in(cells, []), strict=True):
            linked = {(one.line, one.start) for one in names}
            tree = ast.parse(source)
            parts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and id(node) not in parts:
                    written_name = ast.unparse(node)
                    if re.fullmatch(r"torch(\.\w+)+", written_name):
                        count += 1
                        line = source.split("\n")[node.lineno - 1]
                        start = len(line.encode()[: node.col_offset].decode())
                        if (node.lineno, start) not in linked:
                            missing.append(f"{name}: {written_name}")
    print(f"{count - len(missing)} names of {count} linked; not: {sorted(set(missing))}")
    assert len(missing) <= 0.02 * count, sorted(set(missing))


def test_the_inventories_lead_to_the_official_sites_only() -> None:
    """Four projects, four addresses; what a chapter needs most is there."""
    assert projects() == {"torch", "torchvision", "matplotlib", "numpy"}
    bases = tuple(site.base for site in sites())
    for name in ("torch.nn.Module.forward", "torch.optim.Adam", "torchvision.datasets.MNIST"):
        assert documented(name).startswith(bases)


def test_a_real_inventory_is_read_and_written_back() -> None:
    """With a network ``make lock`` keeps what the site says, and drops what it has not."""
    lines = [
        b"torch.ones py:function 1 generated/torch.ones.html#$ -",
        b"torch.nn.Parameter_page std:doc -1 generated/torch.nn.parameter.Parameter.html -",
        b"autre.ones py:function 1 autre.html#$ -",
    ]
    content = b"# Sphinx inventory version 2\n# Project\n# Version\n# zlib\n" + zlib.compress(
        b"\n".join(lines)
    )
    site = sites()[0]
    addresses = merged(site, python_names(content))
    read = read_inventory(written(site, addresses, "a test")).addresses
    assert read["torch.ones"] == f"{site.base}generated/torch.ones.html#torch.ones"
    assert "torch.zeros" not in read
    assert "autre.ones" not in read
