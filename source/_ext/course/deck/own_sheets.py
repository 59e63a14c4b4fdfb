"""A course's own look of its decks: sheets of its own, which decks load after all others.

Usage, in conf.py::

    course_deck_css = ["_static/universite.css"]       # from the folder of conf.py
    revealjs_css_files = ["autre.css"]                 # sphinx-revealjs's, from its static folders

A sheet of ``course_deck_css`` is copied with the files that its ``url(…)`` name, and the
first that is not there is refused. Colours are custom properties of ``deck.css``::

    [data-theme="light"] { --accent: #b8860b; --title-paper: #0b2a5b; }
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from ..base.addresses import DECK_BUILDER
from ..base.configuration import missing_file
from ..base.errors import CourseError
from ..base.settings import settings_of

FOLDER = "own"  # in _static
URL = re.compile(r"url\(\s*([\"']?)(.+?)\1\s*\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ELSEWHERE = re.compile(r"[a-z]+:|//|/|#")


def own_sheets(config: Config) -> list[str]:
    """Return what decks load last, from the folder of the decks, or an address."""
    theirs = [
        name if ELSEWHERE.match(name) else f"_static/{name}" for name in config.revealjs_css_files
    ]
    return theirs + [f"_static/{FOLDER}/{name}" for name in settings_of(config).deck_css]


def check_sheets(app: Sphinx, config: Config) -> None:
    """Refuse a sheet that is not there. Raises CourseError."""
    conf = Path(os.path.realpath(app.confdir))
    for name in settings_of(config).deck_css:
        for path in with_its_files(conf / name):
            if not _is_in(conf, path):
                raise _missing("course_deck_css", os.path.relpath(path, conf), [conf], conf)
    folders = [conf / name for name in config.revealjs_static_path]
    for name in config.revealjs_css_files:
        if not ELSEWHERE.match(name) and not any(_is_in(one, one / name) for one in folders):
            raise _missing("revealjs_css_files", name, folders, conf)


def _is_in(folder: Path, path: Path) -> bool:
    return path.is_file() and Path(os.path.normpath(path)).is_relative_to(folder)


def _missing(setting: str, name: str, folders: list[Path], conf: Path) -> CourseError:
    beside = [(folder / name).parent for folder in folders]
    names = {one.name for folder in beside for one in folder.glob(f"*{Path(name).suffix}")}
    return missing_file(setting, name, ", ".join(map(str, folders)), names, conf)


def with_its_files(sheet: Path) -> Iterator[Path]:
    """Yield a sheet, then the files that it names."""
    yield sheet
    if sheet.is_file():
        for _, name in URL.findall(COMMENT.sub("", sheet.read_text(encoding="utf-8"))):
            if not ELSEWHERE.match(name):
                yield sheet.parent / re.split("[?#]", name)[0]


def copy_sheets(app: Sphinx, exception: Exception | None) -> None:
    """Put them beside the deck's own, each where it was from conf.py."""
    if exception is not None or app.builder.name != DECK_BUILDER:
        return
    out = Path(app.outdir, "_static", FOLDER)
    shutil.rmtree(out, ignore_errors=True)
    for name in settings_of(app.config).deck_css:
        for path in with_its_files(Path(app.confdir, name)):
            place = out / os.path.relpath(path, app.confdir)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def setup(app: Sphinx) -> dict[str, Any]:
    """Look before anything is read; copy at the end."""
    app.connect("config-inited", check_sheets, priority=3)
    app.connect("build-finished", copy_sheets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
