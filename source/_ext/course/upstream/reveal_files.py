"""reveal.js, as sphinx-revealjs brings it: its English, and what no deck loads of it.

Its few strings are fixed in its files: they are replaced in the built copy. Its plugins are left
out: the notes' window of its own is the slides alone, where ours is the whole lecture
(``deck/reveal_theme/static/lecture.js``), and its magnifier moves the page, notes included.
``reveal.css`` beside this module is reveal.js's sheet without the effects that no deck
asks for (vertical slides, other transitions and fragments, its overview, videos): 16 KB of 54.
It goes with one version of theirs; when theirs changes, compare them, then write its new hash
here.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..base import wording
from .contract import Contract, Name, changed

FOLDER = "revealjs"
LIBRARY = "sphinx-revealjs"
BUILDER = "sphinx_revealjs.builders:RevealjsHTMLBuilder"
SHEET = "dist/reveal.css"
SHEET_READ = "68f915a11ebf7203c0446576b7e952ff61c5dd02134a8a226ffaf62ed42136d2"
UNUSED = ("css", "dist/theme", "plugin")
UNUSED_FILES = ("**/*.map", "**/*.esm.js")
NAMES = Contract(
    __name__,
    Name(
        LIBRARY,
        "sphinx_revealjs.builders",
        "RevealjsHTMLBuilder",
        why="decks are what it writes, with our translator and our template",
    ),
    Name(LIBRARY, BUILDER, "name", why="nodes, transforms and handlers ask for it", holds=FOLDER),
    Name(
        LIBRARY,
        "sphinx_revealjs.builders",
        "get_internal_static_path",
        why="reveal.js's files are copied from there into _static",
    ),
)


def finish(static: Path) -> None:
    """Translate the copy of reveal.js, and take out of it what no deck loads."""
    folder = static / FOLDER
    for name in UNUSED:
        shutil.rmtree(folder / name, ignore_errors=True)
    for pattern in UNUSED_FILES:
        for path in folder.glob(pattern):
            path.unlink()
    for name, strings in wording.REVEAL_STRINGS.items():
        write(folder / name, translated(read(folder / name), name, strings))
    write(folder / SHEET, our_sheet(read(folder / SHEET)))


def read(path: Path) -> str:
    """Return the text of a file of reveal.js; raise ExtensionError if it is not there."""
    if not path.exists():
        raise changed(LIBRARY, f"reveal.js/{path.name}", __name__)
    return path.read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    """Write a file of the copy."""
    path.write_text(text, encoding="utf-8")


def translated(script: str, name: str, strings: dict[str, str]) -> str:
    """Return a script in French; raise ExtensionError when its English is not the one known."""
    for english, french in strings.items():
        if english not in script:
            raise changed(LIBRARY, f"reveal.js/{name} « {english} »", __name__)
        script = script.replace(english, french)
    return script


def our_sheet(theirs: str) -> str:
    """Return the sheet that decks load; raise ExtensionError if theirs is not the one read."""
    if hashlib.sha256(theirs.encode()).hexdigest() != SHEET_READ:
        raise changed(LIBRARY, f"reveal.js/{SHEET}", __name__)
    return Path(__file__).with_name("reveal.css").read_text(encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before anything is written."""
    NAMES.hold(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
