"""The scripts of ``browser/``, written with their French words, each where it is of use.

``progress.js`` goes to every page, ``front.js`` to the home; ``quiz.js`` to those that
have a quiz, a checklist or questions of earlier chapters, after ``quiz-lines.js`` where some
put lines in order; ``glossary.js`` to those that
use a term; ``program.js`` to those that quote code, ``looks.js`` to these and to those of
scripts, ``predict.js`` to those that have some of it guessed; ``figures.js`` to those with
figures; ``tabs.js`` to those with tabs; ``landmarks.js`` to chapters; ``progress-page.js`` to
its page.
In a script, ``WORDS`` stands for its entry of ``wording.BROWSER``, ``SLUG`` and ``CHAPTERS``
for the course's.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from ..base import files, wording
from ..base.settings import settings_of
from .lean_files import lean

FOLDER = Path(__file__).with_name("browser")
EVERY_PAGE = "progress"
# A script, and what a page that loads it holds, one or the other.
LOADED_BY = {
    "glossary": ('class="term"',),
    "quiz-lines": ('class="quiz-lines"', 'class="rappels'),
    "quiz": ('class="quiz ', 'class="checklist', 'class="rappels'),
    "program": (' data-program="',),
    "looks": (' data-program="', ' id="cellule-'),
    "landmarks": ('class="chapter-facts"',),
    "figures": ("<figure",),
    "tabs": ('class="tabs"',),
    "predict": ('class="predict"',),
    "progress-page": ('id="progress-panel"',),
}


def write_scripts(app: Sphinx) -> None:
    """Write the scripts beside the site's own, before the pages that name them."""
    if app.builder.name != "html":
        return
    for path in FOLDER.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for stand_in, value in stand_ins(app.config, path.stem).items():
            text = text.replace(stand_in, value)
        write_if_new(app, path.name, lean(text, path.suffix))


def stand_ins(config: Config, script: str) -> dict[str, str]:
    """Return what a script holds in place of the course's own words and names."""
    settings, words = settings_of(config), wording.BROWSER[script]
    return {
        "WORDS;": f"{json.dumps(words, ensure_ascii=False)};",
        "SLUG,": f"{json.dumps(settings.slug)},",
        "CHAPTERS/": f"{settings.chapters}/",
    }


def write_if_new(app: Sphinx, name: str, text: str) -> None:
    """Write a script of the site, unless it is already so."""
    files.write_if_new(Path(app.outdir, "_static", "js", name), text)


def is_made_of(app: Sphinx, name: str, origin: str) -> bool:
    """Tell whether a script that ``write_made_of`` wrote is whole, and of this origin."""
    try:
        text = Path(app.outdir, "_static", "js", name).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    mark, _, rest = text.partition("\n")
    return mark == _mark(origin, rest)


def write_made_of(app: Sphinx, name: str, origin: str, text: str) -> None:
    """Write a script of the site that says what it was made of: it need not be made again."""
    write_if_new(app, name, f"{_mark(origin, text)}\n{text}")


def _mark(origin: str, text: str) -> str:
    return f"// {hashlib.sha256((origin + text).encode(errors='surrogatepass')).hexdigest()}"


def remove_others(app: Sphinx, pattern: str, wanted: set[str]) -> None:
    """Remove the scripts of that pattern which are not wanted."""
    for path in Path(app.outdir, "_static", "js").glob(pattern):
        if path.name not in wanted:
            path.unlink()


def load_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give a page the scripts that its text asks for."""
    if app.builder.name != "html":
        return
    body = context.get("body") or ""
    names = [EVERY_PAGE]
    names += [name for name, marks in LOADED_BY.items() if any(mark in body for mark in marks)]
    for name in names:
        app.add_js_file(f"js/{name}.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Write, then load."""
    app.connect("builder-inited", write_scripts)
    app.connect("html-page-context", load_scripts, priority=845)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
