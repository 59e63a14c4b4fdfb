"""Code and outputs folded where a reader would, marks in the margin, paper cut between lines."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from harness.browsing import Opener
from harness.course import Course
from playwright.sync_api import Page
from pypdf import PdfReader

LONG = "\n".join(f"etape_{rank} = {rank}" for rank in range(45))
SCRIPT = f'''"""
Des lignes longues
==================
"""

# %% imports
import math

# %% lignes
def tourner(vecteur_de_depart, angle_de_rotation):
    return [math.cos(angle_de_rotation), -math.sin(angle_de_rotation)]


ligne = sorted(set(map(str, [12, 9, 13])))         # trois notes, triées


# %% erreur
print("RuntimeError : expected the two tensors to have the same dtype, but got float != double")

# %% colonnes
for nom in ("torch.uint8", "torch.float32"):
    print(f"{{nom:13}} un octet par nombre, puis deux mots pour dire la suite")

# %% longue
{LONG}
'''
CHAPTER = """
.. snippet:: 01_essai/plot_un
   :cell: lignes
   :steps: 1-2

.. snippet:: 01_essai/plot_un
   :cell: erreur
   :show: output

.. snippet:: 01_essai/plot_un
   :cell: colonnes
   :show: output

.. code-block:: bash

   python ex_01_prototypes.py --verifier copie.py

.. list-table::
   :header-rows: 1

   * - Fonction
     - Ce qu'elle rend
   * - ``calculer_prototypes(images, classes)``
     - ``torch.nn.functional.one_hot`` et la moyenne des images de chaque classe
"""
PAPER = """{filler}
Une partie annoncée
-------------------

Voici tout le programme :

.. snippet:: 01_essai/plot_un
   :cell: longue
   :reason: il se lit en entier
"""
# The rows of an element, as one reads them.
ROWS = """(element) => {
    const rows = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) {
        const text = walker.currentNode, range = document.createRange();
        for (let at = 0; at < text.length; at++) {
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            const box = [...range.getClientRects()].at(-1);
            if (!box?.width) continue;
            if (last === null || box.top > last + 6) rows.push({ text: "", left: box.left });
            last = box.top;
            const row = rows.at(-1);
            row.text += text.data[at];
        }
    }
    return rows.map(({ text, left }) => [text.trimEnd(), left]);
}"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a course whose lines are long."""
    course = Course(tmp_path_factory.mktemp("replis"))
    course.script(SCRIPT)
    course.chapter(CHAPTER)
    filler = "\n".join(f"Un paragraphe, le {rank}.\n" for rank in range(8))
    course.chapter(PAPER.format(filler=filler), "02-papier.rst")
    built = course.build()
    assert (built.error, built.warnings) == ("", "")
    return built.folder


@pytest.fixture(params=[390, 360])
def phone(request: pytest.FixtureRequest, reader: Opener) -> Page:
    """The page in a telephone, its fonts there."""
    context = reader.browser.new_context(
        viewport={"width": request.param, "height": 844}, has_touch=True, is_mobile=True
    )
    reader.contexts.append(context)
    page = context.new_page()
    page.goto(f"{reader.address}/chapitres/01-essai.html")
    page.evaluate("document.documentElement.classList.add('whole')")
    page.evaluate("""document.fonts.load('16px "Atkinson Hyperlegible Mono"')""")
    return page


def rows_of(page: Page, selector: str) -> list[str]:
    """Return what each row of an element reads."""
    return [text.strip() for text, _ in page.locator(selector).first.evaluate(ROWS)]


def test_rows_of_code_end_where_a_reader_would(phone: Page) -> None:
    """A name, an operator and what follows it, a comment stay whole."""
    block = phone.locator(".snippet pre", has_text="tourner").first
    rows = [text.strip() for text, _ in block.evaluate(ROWS)]
    assert "-math.sin(angle_de_rotation)]" in rows
    assert any(row.endswith("# trois notes, triées") for row in rows)
    assert rows[:2] == ["def tourner(vecteur_de_depart,", "angle_de_rotation):"]


def test_a_command_keeps_its_options_whole(phone: Page) -> None:
    """Its letters become smaller first."""
    assert all(row != "--" for row in rows_of(phone, ".highlight-bash pre"))
    assert "--verifier" in " ".join(rows_of(phone, ".highlight-bash pre")).split()
    size = phone.locator(".highlight-bash pre").evaluate(
        "pre => parseFloat(getComputedStyle(pre).fontSize)"
    )
    assert 11.5 <= size < 12.4


def test_what_is_copied_is_what_was_written(phone: Page) -> None:
    """By the button, which takes the text, as by a selection."""
    code = SCRIPT.partition("# %% lignes\n")[2].partition("\n\n\n# %%")[0]
    block = phone.locator(".snippet pre", has_text="tourner").first
    assert str(block.text_content()).strip() == code
    selected = block.evaluate(
        "pre => { getSelection().selectAllChildren(pre); return getSelection().toString(); }"
    )
    assert [line for line in selected.split("\n") if line] == [
        line for line in code.split("\n") if line
    ]


def test_an_error_is_folded_and_columns_hang_under_the_last(phone: Page) -> None:
    """In letters that one can read, and nothing is cut."""
    for output in phone.locator(".snippet-output pre").all():
        size, over = output.evaluate(
            "pre => [parseFloat(getComputedStyle(pre).fontSize), pre.scrollWidth - pre.clientWidth]"
        )
        assert size >= 11.5
        assert over <= 1
    first, second = phone.locator(".snippet-output .long", has_text="torch.").first.evaluate(ROWS)[
        :2
    ]
    assert first[0].startswith("torch.uint8   un octet")
    assert second[1] - first[1] > 80


def test_the_mark_of_a_line_is_left_of_its_letters(phone: Page) -> None:
    """On every row; on paper too."""
    for media in ("screen", "print"):
        phone.emulate_media(media=media)
        marks = phone.locator(".hll").all()
        assert len(marks) == 2
        for mark in marks:
            left = mark.evaluate("one => one.getBoundingClientRect().left")
            bar = mark.evaluate("one => parseFloat(getComputedStyle(one).borderLeftWidth)")
            rows = mark.evaluate(ROWS)
            assert all(start >= left + bar for _, start in rows)
            frame = mark.evaluate("one => one.closest('pre').getBoundingClientRect().left")
            assert left == pytest.approx(frame, abs=1)


def test_a_table_of_words_needs_no_scrolling(phone: Page) -> None:
    """Its code is folded in its cells."""
    over = phone.locator(".table-wrapper").evaluate("one => one.scrollWidth - one.clientWidth")
    assert over <= 1


def test_paper_cuts_a_long_code_and_keeps_a_title_with_it(reader: Opener) -> None:
    """The title, its sentence and the first lines are on one sheet, the last ones on the next."""
    page = reader("chapitres/02-papier.html").page
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    begun = next(rank for rank, text in enumerate(sheets) if "Une partie annoncée" in text)
    assert "Voici tout le programme" in sheets[begun]
    assert "etape_4 = 4" in sheets[begun]
    assert "etape_44 = 44" in sheets[begun + 1]
    assert "etape_40 = 40" in sheets[begun + 1]
