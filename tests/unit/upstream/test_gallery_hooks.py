"""sphinx-gallery runs cells and makes pages where we stand, and its pages hold what we look for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course.pages.quoted_code.documentation_links import LinkCode
from course.upstream import gallery_hooks
from harness.course import SCRIPT, Course
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx_gallery import gen_gallery, gen_rst
from sphinx_gallery._doctree_links import CodeLinksTransform


def test_the_pages_of_scripts_hold_what_we_look_for(course: Course) -> None:
    """The rows of downloads, what is no prose, the first cell, the hash of the text."""
    course.script()
    course.chapter("Un mot.")
    course.build()
    folder = course.root / "source/galerie/01_essai"
    page = (folder / "plot_un.rst").read_text(encoding="utf-8")
    for mark in (gallery_hooks.FOOTER, gallery_hooks.DOWNLOAD, gallery_hooks.FIRST_CELL):
        assert mark in page
    assert "sphx-glr-download-link-note" in page
    assert (folder / "plot_un.py.md5").exists()
    gallery_hooks.forget(folder, "plot_un")
    assert not (folder / "plot_un.py.md5").exists()


def test_each_cell_goes_through_what_wraps_the_executor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that runs alone too; and who wraps it again takes the place of the first."""
    seen: list[str] = []

    def wrapper(name: str) -> Callable[[gallery_hooks.Executor], gallery_hooks.Executor]:
        def wrap(original: gallery_hooks.Executor) -> gallery_hooks.Executor:
            def execute(*arguments: Any) -> str:
                seen.append(f"{name} {arguments[1].type}")
                return original(*arguments)

            return execute

        return wrap

    monkeypatch.setattr(gen_rst, "execute_code_block", gen_rst.execute_code_block)
    gallery_hooks.wrap_executor(wrapper("un"))
    gallery_hooks.wrap_executor(wrapper("deux"))
    script = tmp_path / "plot_un.py"
    script.write_text(SCRIPT)
    called: list[object] = []

    def call(run: Callable[[], object]) -> tuple[float, object]:
        called.append(run())
        return 0.0, None

    gallery_hooks.run_alone(script, tmp_path / "target", call, lambda *figures: "")
    assert seen.count("deux code") == 3
    assert not any(one.startswith("un ") for one in seen)
    assert len(called) >= 3


def test_ours_is_called_in_place_of_what_makes_pages(course: Course) -> None:
    """At the same time, and theirs only when we ask."""
    course.script()
    course.chapter("Un mot.")
    source, out = course.root / "source", course.root / "out"
    with patch_docutils(), docutils_namespace():
        app = Sphinx(source, source, out, out, "html", status=None)
    handlers = [listener.handler for listener in app.events.listeners["builder-inited"]]
    assert gen_gallery.generate_gallery_rst not in handlers
    assert "make_pages" in [handler.__name__ for handler in handlers]


def test_our_links_of_code_come_before_those_of_sphinx_gallery() -> None:
    """It would link to inventories that it fetches."""
    assert LinkCode.default_priority < CodeLinksTransform.default_priority


def test_what_sphinx_gallery_would_run_is_what_its_settings_say() -> None:
    """A script that the pattern leaves out is shown, and not run."""
    settings = {**gen_gallery.DEFAULT_GALLERY_CONF, "filename_pattern": "plot"}
    assert gallery_hooks.would_run(Path("plot_x.py"), settings)
    assert not gallery_hooks.would_run(Path("autre.py"), settings)
