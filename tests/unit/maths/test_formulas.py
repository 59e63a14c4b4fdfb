"""Formulas: rendered at build time, and broken ones said where they are."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from course.maths import formulas as mathematics
from course.maths import katex as latex
from harness.course import STATIC, build_pages

EXTENSIONS = ["course.maths.formulas"]
TITLE = "Titre\n=====\n\n"


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_formulas_are_static_html_and_read_aloud_in_pages_and_decks(
    tmp_path: Path, builder: str
) -> None:
    """No script renders them in the browser, and a screen reader reads them."""
    text = TITLE + "La perte :math:`\\ell = y^2`.\n\n.. math:: \\frac{1}{2}\n"
    built = build_pages(
        tmp_path,
        {"index.rst": text},
        extensions=["sphinx_revealjs", *EXTENSIONS],
        builder=builder,
        revealjs_static_path=[str(STATIC)],
    )

    page = built.html()
    assert "parallel" not in built.warnings
    read_aloud = {"html": '<span class="katex-mathml"><math', "revealjs": 'role="math" aria-label='}
    assert page.count(read_aloud[builder]) == 2
    assert '<span class="katex-display">' in page
    assert "mathjax" not in page.lower()
    assert "katex.min.js" not in page


def test_a_page_without_formula_loads_nothing_for_them(tmp_path: Path) -> None:
    """The sheet and its fonts weigh as much as a chapter's text."""
    built = build_pages(
        tmp_path,
        {"index.rst": TITLE + ".. toctree::\n\n   x\n", "x.rst": TITLE + ":math:`x`\n"},
        extensions=EXTENSIONS,
    )

    assert "katex" not in built.html()
    assert built.html("x").count("katex/katex.min.css") == 1


def test_v8_does_not_start_when_there_is_no_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes 0.2 s, and an incremental build takes little more in all."""
    latex.engine.cache_clear()
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    built = build_pages(tmp_path, {"index.rst": TITLE}, extensions=EXTENSIONS)

    assert not built.warnings


def test_a_formula_already_read_is_not_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rewriting a page, for its navigation say, must cost no rendering."""
    pages = {"index.rst": TITLE + ":math:`x+1`\n"}
    first = build_pages(tmp_path, pages, extensions=EXTENSIONS).html()
    monkeypatch.setattr(mathematics, "render", None)
    again = build_pages(tmp_path, pages, extensions=EXTENSIONS, html_title="Autre")

    assert re.findall(r'class="katex".*</math>', first)
    assert re.findall(r'class="katex".*</math>', first) == re.findall(
        r'class="katex".*</math>', again.html()
    )


def test_a_document_read_again_renders_its_new_formulas_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Starting V8 takes longer than reading a chapter whose words changed."""
    build_pages(tmp_path, {"index.rst": TITLE + ":math:`a+b`\n"}, extensions=EXTENSIONS)
    rendered: list[str] = []

    def render(tex: str, *options: object) -> str:
        rendered.append(tex)
        return latex.render(tex, *options)

    monkeypatch.setattr(mathematics, "render", render)
    text = TITLE + "Un mot, :math:`a+b` et :math:`c+d`.\n"
    built = build_pages(tmp_path, {"index.rst": text}, extensions=EXTENSIONS)
    assert rendered == ["c+d"]
    assert built.html().count('<span class="katex">') == 2


def test_numbers_and_labels_of_equations_work_in_both_formats(tmp_path: Path) -> None:
    """A chapter refers to its equations by number."""
    rst = TITLE + ".. math:: a = b\n   :label: un\n\nVoir :eq:`un`.\n\n.. toctree::\n\n   md\n"
    md = "# Titre\n\n$$\nc = d\n$$ (deux)\n\nVoir {eq}`deux`.\n"
    built = build_pages(tmp_path, {"index.rst": rst, "md.md": md}, extensions=EXTENSIONS)

    assert not built.warnings
    assert 'id="equation-un"' in built.html()
    assert '<span class="eqno">(1)' in built.html()
    assert 'href="#equation-un">(1)</a>' in built.html()
    assert re.search(r'id="equation-\S*deux"', built.html("md"))


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\frca{1}{2}", r"commande inconnue « \frca ». Le plus proche : « \frac »."),
        (r"\nbla f", r"Le plus proche : « \nabla »."),
        (r"\begin{aligne}x\end{aligne}", "environnement inconnu « aligne »."),
        (r"\frac{1}{2", "une accolade n'est pas fermée."),
        (r"a } b", "une accolade fermante est de trop."),
        (r"x_1_2", "deux indices"),
        (r"\left( x", r"« \left » sans « \right »."),
        (r"a & b", "« & » hors d'un environnement d'alignement."),
    ],
)
def test_broken_latex_is_explained_in_french_with_katexs_reason(tex: str, said: str) -> None:
    """An author needs what is wrong, and the nearest valid name when there is one."""
    with pytest.raises(latex.BrokenFormulaError) as error:
        latex.render(tex)

    assert said in str(error.value)
    assert "KaTeX : " in str(error.value)


def test_broken_formulas_are_located_at_their_own_line(tmp_path: Path) -> None:
    """Inline formulas have no line in the tree: the paragraph is searched."""
    rst = (
        TITLE
        + "Un :math:`x` et\npuis :math:`\\frca`.\n\n.. math::\n\n   \\aalpha\n"
        + "\n.. toctree::\n\n   md\n"
    )
    md = "# Titre\n\nUn $x$ et\npuis $\\nbla$.\n\n- un\n- $\\thtea$\n"
    built = build_pages(tmp_path, {"index.rst": rst, "md.md": md}, extensions=EXTENSIONS)

    lines = re.findall(r"(\S+):(\d+): WARNING", built.warnings)
    assert sorted((Path(name).name, int(line)) for name, line in lines) == [
        ("index.rst", 5),
        ("index.rst", 7),
        ("md.md", 4),
        ("md.md", 7),
    ]
    assert "[course.math]" in built.warnings


def test_a_broken_formula_is_reported_until_it_is_right(tmp_path: Path) -> None:
    """Sphinx reads a document once: the second build would pass in silence."""
    broken, right = {"index.rst": TITLE + ":math:`\\frca`\n"}, {"index.rst": TITLE + ":math:`x`\n"}

    assert build_pages(tmp_path, broken, extensions=EXTENSIONS).warnings
    assert build_pages(tmp_path, broken, extensions=EXTENSIONS).warnings
    assert not build_pages(tmp_path, right, extensions=EXTENSIONS).warnings
    assert not build_pages(tmp_path, right, extensions=EXTENSIONS).warnings


def test_equations_parted_by_a_blank_line_go_one_under_the_other() -> None:
    """As Sphinx does with its other renderers, aligned on & where there is one."""
    assert latex.display_source("a\n\nb", False) == "\\begin{gathered}a\\\\\nb\\end{gathered}"
    assert latex.display_source("a&b\\\\c&d", False) == "\\begin{aligned}a&b\\\\c&d\\end{aligned}"
    assert latex.display_source("a\\\\b", True) == "a\\\\b"
    alone = "\\begin{align}a\\\\b\\end{align}"
    assert latex.display_source(alone, False) == alone.replace("align", "align*")


def test_styles_are_shorter_and_the_same() -> None:
    """A formula's HTML is mostly styles: zeros that say nothing go."""
    short = latex._short_style
    full = 'style="margin-left:0em;top:-0.25em;height:10.5em;margin-right:0.05em;"'

    assert latex.STYLE.sub(short, full) == 'style="top:-.25em;height:10.5em;margin-right:.05em"'


def test_macros_of_the_configuration_are_known(tmp_path: Path) -> None:
    """A notation used in every chapter is named once."""
    built = build_pages(
        tmp_path,
        {"index.rst": TITLE + ":math:`\\R^n`\n"},
        extensions=EXTENSIONS,
        katex_macros={r"\R": r"\mathbb{R}"},
    )

    assert not built.warnings
    assert "mathbb" in built.html()


def test_a_formula_in_a_title_leaves_the_windows_title_readable(tmp_path: Path) -> None:
    """Without its tags the formula would come twice, letter by letter."""
    built = build_pages(
        tmp_path, {"index.rst": "Pente :math:`x^2`\n=================\n"}, extensions=EXTENSIONS
    )

    assert "<title>Pente x^2 " in built.html()


def test_each_process_has_its_own_engine() -> None:
    """V8 does not survive a fork, and Sphinx writes in parallel by forking."""
    expected = latex.render("x + 2")
    child = os.fork()
    if not child:
        latex.render.cache_clear()
        os._exit(0 if latex.render("x + 2") == expected else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_formula_has_no_class_and_no_span_that_nothing_styles() -> None:
    """They would be half of the weight of a deck of formulas."""
    sheet = (STATIC / "katex/katex.min.css").read_text(encoding="utf-8")
    html = latex.render(r"\frac{a+b}{2} = \sum_i x_i^2 \quad \text{si } \left(x\right) > 0")
    drawn = html[html.index("katex-html") :]

    found = {name for names in re.findall(r'class="([^"]*)"', drawn) for name in names.split()}
    assert {name for name in found if f".{name}" not in sheet} == set()
    assert "<span>=</span>" not in drawn
    assert "=" in re.sub("<[^>]*>", "", drawn)


def test_what_stands_on_a_strut_keeps_its_box() -> None:
    """A numerator is placed by the rule of the child of a list, which bare text is not."""
    html = latex.render(r"\frac{1}{2}", display=True)

    assert '<span class="pstrut"></span><span>1</span>' in html


def test_the_names_of_spaces_have_their_rules() -> None:
    """Those that KaTeX repeats in styles."""
    sheet = (STATIC / "katex/katex.min.css").read_text(encoding="utf-8")
    html = latex.render(r"a\,b + c = d")

    assert {"thin", "medium", "thick"} == set(re.findall(r'class="mspace (\w+)"', html))
    assert all(f".katex .{name}{{margin-right:" in sheet for name in ("thin", "medium", "thick"))


def test_the_sheet_asks_only_for_fonts_that_are_there() -> None:
    """Its fonts were cut and its sizes made a formula: see _static/katex/README."""
    folder = STATIC / "katex"
    sheet = (folder / "katex.min.css").read_text(encoding="utf-8")
    asked = set(re.findall(r"url\(([^)]+)\)", sheet))

    assert asked == {f"fonts/{path.name}" for path in (folder / "fonts").iterdir()}
    assert all(name.endswith(".woff2") for name in asked)
    assert "--to:.7}" in sheet
