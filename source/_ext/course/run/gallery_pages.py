"""The pages that sphinx-gallery makes of the scripts, made again when they would differ.

sphinx-gallery reads every script at each build to know; here the state of the gallery
says it: the contents of its files, the keys of its records, our own code. The folder of
the generated pages says of which state it is. Nothing to write;
``extensions = ["course.run.gallery_pages"]``, after ``course.run.gallery_execution``.
"""

from __future__ import annotations

import gc
import hashlib
import json
from pathlib import Path
from shutil import rmtree
from typing import Any

from sphinx.application import Sphinx

from ..base.addresses import generated_folder
from ..base.files import write_whole
from ..base.state import state_of
from ..records.inputs import folder_files
from ..records.profiles import current_profile
from ..records.session import session_of
from ..upstream import gallery_hooks

STATE_MARK = ".state"  # in the folder of generated pages
MAKER_MARK = ".made-by"


def state_kept(app: Sphinx) -> str:
    """Return the state of the generated pages if no script changed, else an empty text."""
    mark = _state_mark(app)
    known = state_of(app.config).only_texts_changed and mark.exists()
    return mark.read_text(encoding="utf-8") if known else ""


def make_pages(app: Sphinx) -> None:
    """Let sphinx-gallery make the pages of the scripts, unless they are those of this state.

    It reads every script at each build to know; here the contents of the files say it.
    """
    if are_pages_current(app):
        return
    mark = _state_mark(app)
    mark.unlink(missing_ok=True)
    forget_pages_made_otherwise(app, mark.parent)
    remove_pages_of_gone_scripts(mark.parent, set(session_of(app.config).names))
    gc.freeze()  # sphinx-gallery collects after each script, replayed or not
    gallery_hooks.make_pages(app)


def are_pages_current(app: Sphinx) -> bool:
    """Tell whether the generated pages are those of this state, notebooks and all."""
    mark = _state_mark(app)
    return mark.exists() and mark.read_text(encoding="utf-8") == state_of(app.config).gallery_state


def note_state(app: Sphinx) -> None:
    """Last of what writes in the generated folder: say of which state it is."""
    if not are_pages_current(app):
        write_whole(_state_mark(app), state_of(app.config).gallery_state)


def _state_mark(app: Sphinx) -> Path:
    return generated_folder(app) / STATE_MARK


def forget_changed_pages(app: Sphinx, states: dict[str, str]) -> None:
    """Have sphinx-gallery make again the pages of the scripts whose record is another one."""
    mark = _state_mark(app)
    try:
        before = json.loads(mark.read_text(encoding="utf-8"))["scripts"]
    except (OSError, ValueError, KeyError, TypeError):
        before = {}
    for path in mark.parent.glob("*/*.py.md5"):
        name = path.relative_to(mark.parent).as_posix().removesuffix(".py.md5")
        if name not in states or before.get(name) != states[name]:
            gallery_hooks.forget(mark.parent, name)


def state_of_gallery(
    app: Sphinx, states: dict[str, str], notices: list[tuple[str, int, str]]
) -> str:
    """Say what the pages of the scripts are made of: each record, and all together.

    What the runs have to tell the author is kept there too.
    """
    session = session_of(app.config)
    digests = session.store.digests
    seen = [(name, digests.of(path)) for name, path in folder_files(session.gallery)]
    everything = json.dumps([seen, states, current_profile(), _maker(app)])
    digest = hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({"everything": digest, "scripts": states, "notices": notices})


def _maker(app: Sphinx) -> list[str]:
    """Say what makes the pages and the notebooks: our code and conf.py."""
    return [app.config.course_code, Path(app.confdir, "conf.py").read_text(encoding="utf-8")]


def forget_pages_made_otherwise(app: Sphinx, pages: Path) -> None:
    """Have sphinx-gallery make every page again, which it does for an edited script alone."""
    mark, maker = pages / MAKER_MARK, json.dumps(_maker(app))
    if not mark.exists() or mark.read_text(encoding="utf-8") != maker:
        for known in pages.glob("*/*.md5"):
            known.unlink()
        pages.mkdir(parents=True, exist_ok=True)
        mark.write_text(maker, encoding="utf-8")


def remove_pages_of_gone_scripts(pages: Path, names: set[str]) -> None:
    """Remove what was generated for a script that was renamed or removed since."""
    for page in pages.glob("*/*.rst"):
        name = page.relative_to(pages).with_suffix("").as_posix()
        if page.stem in gallery_hooks.NOT_A_SCRIPT or name in names:
            continue
        for path in page.parent.rglob(f"{page.stem}[._]*"):
            path.unlink()
    for folder in {path.parent for path in pages.glob("*/index.rst")}:
        if not any(name.startswith(f"{folder.name}/") for name in names):
            rmtree(folder)


def setup(app: Sphinx) -> dict[str, Any]:
    """Take sphinx-gallery's place, once the scripts have run."""
    gallery_hooks.stand_in(app, make_pages)
    app.connect("builder-inited", note_state, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
