"""« Copier le programme jusqu'ici »: what is copied runs alone, and prints what is shown.

In one session the last block of some scripts, whose program holds the others'; all the blocks
of all the scripts with ``COURS_ESSAIS=tout``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from builder.session import course_session
from course.run.terminal import final_state
from harness.browsing import Opener
from harness.course import ROOT
from harness.drawn import drawn
from harness.student import run_without_network
from playwright.sync_api import Page

MOST = 6
SCRIPTS = sorted((ROOT / "gallery").glob("[0-9e]*/*.py"))
QUOTED = re.compile(r'data-program="([^":]+):(\d+)"')


def blocks_of(site: Path, script: str) -> dict[int, str]:
    """Return the cells of a script that chapters quote, each with one of the chapters."""
    found = {}
    for page in sorted((site / "html/chapitres").glob("*.html")):
        for name, cell in QUOTED.findall(page.read_text(encoding="utf-8")):
            if name == script:
                found[int(cell)] = page.stem
    return found


def copied(page: Page, block: str) -> str:
    """Press the button of a block; return what is in the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(f'[data-program="{block}"] .copy-program').first
    button.evaluate("button => button.click()")  # a solution is folded
    page.wait_for_function("button => button.textContent === 'Copié'", arg=button.element_handle())
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(
    "path", drawn(SCRIPTS, MOST), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_what_is_copied_prints_what_is_shown(
    path: Path, site: Path, visit: Opener, tmp_path: Path
) -> None:
    """In an empty folder, without network nor screen."""
    script = path.relative_to(ROOT / "gallery").with_suffix("").as_posix()
    session = course_session()
    record = session.store.load(session.script(script))
    assert record
    blocks = blocks_of(site, script)
    if os.environ.get("COURS_ESSAIS") != "tout":
        blocks = dict(sorted(blocks.items())[-1:])
    pages = {name: visit(f"html/chapitres/{name}.html").page for name in set(blocks.values())}
    for cell, chapter in blocks.items():
        program = copied(pages[chapter], f"{script}:{cell}")
        (tmp_path / "programme.py").write_text(program, encoding="utf-8")
        (tmp_path / "vide").mkdir(exist_ok=True)
        ran = run_without_network(["../programme.py"], cwd=tmp_path / "vide", helpers=tmp_path)
        assert ran.returncode == 0, ran.stderr
        assert final_state(ran.stdout) == record.cells[cell].stdout


def test_from_the_disk_too(site: Path, visit: Opener) -> None:
    """There pages may fetch nothing: the programs are a script."""
    page = visit((site / "html/chapitres/02-autograd.html").as_uri()).page
    script, cell = QUOTED.findall(page.content())[0]
    assert copied(page, f"{script}:{cell}").startswith("# %% ")


def test_lines_kept_of_a_cell_are_copied_with_the_others(visit: Opener) -> None:
    """Lines of a function alone do not run."""
    page = visit("html/chapitres/02-autograd.html").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator("[data-cut]").first
    shown = block.locator("pre").first.text_content()
    button = block.locator(".copy")
    assert button.text_content() == "Copier la cellule"
    button.click()
    page.wait_for_function("button => button.textContent === 'Copié'", arg=button.element_handle())
    whole = page.evaluate("navigator.clipboard.readText()")
    assert shown
    assert shown.strip() in whole
    assert len(whole) > len(shown.strip()) + 1
