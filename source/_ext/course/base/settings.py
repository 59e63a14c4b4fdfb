"""What makes this course itself: every ``course_*`` value of conf.py, its type and default.

conf.py says only what differs, each value written as it is, since the tools read it without
running the file (before Sphinx is imported)::

    course_name = "Apprendre PyTorch"
    course_packages = {"torch": "PyTorch"}

    settings_of(app.config).chapters     # in the extension: 'chapitres'
    settings_in(Path("source/conf.py"))  # in the tools: the same

``configuration.py`` declares them to Sphinx and refuses a wrong type or an unknown name.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

PREFIX = "course_"
# What is said of slides: notes that ask where nothing is hidden, long code, long outputs, and,
# measured in a browser, small texts in figures and small code.
REMARKS = ("questions", "listings", "printouts", "figures", "code")


def setting(default: Any, about: str, rebuild: str = "env", among: tuple[str, ...] = ()) -> Any:
    """Declare a value: its default, what it is, what a change of it makes again, its names."""
    metadata = {"about": about, "rebuild": rebuild, "among": among}
    if isinstance(default, (dict, list)):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """The values of a course; ``course_name`` of conf.py is ``name`` here."""

    # What it is.
    name: str = setting("Cours", "its name, Sphinx's project")
    slug: str = setting("cours", "names its zip, its folder and the progress that browsers keep")
    authors: list[str] = setting([], "their names, Sphinx's author")
    institution: str = setting("", "said on the title slides")
    date: str = setting("", "said on the title slides: « automne 2026 »")
    logo: str = setting("", "a picture of the title slides, from the folder of conf.py")
    licence: str = setting("", "a sentence, on title slides and at the end of what is downloaded")
    repository: str = setting("", "https://github.com/author/course: Colab, mistakes, changes")
    branch: str = setting("main", "the branch of the repository that readers propose changes to")
    notebooks: str = setting("gh-pages/html/carnets", "branch and folder of the site's notebooks")

    # Where its parts are.
    chapters: str = setting("chapitres", "folder of the chapters")
    glossary: str = setting("glossaire", "document of the glossary")
    pages_only: list[str] = setting([], "documents without a deck, besides the glossary")
    gallery: str = setting("../gallery", "folder of the scripts")
    mistakes: str = setting("erreurs", "folder of the classical mistakes, among the scripts")
    generated: str = setting("galerie", "folder of the pages made of the scripts")
    records: str = setting("../build/records", "folder of what the scripts gave", rebuild="")
    requirements: str = setting("../requirements.txt", "what a student installs")
    lock_file: str = setting("../constraints.txt", "the locked versions", rebuild="")

    # What its scripts use.
    packages: dict[str, str] = setting({}, "those that pages name first, and how they write them")
    inventories: dict[str, str] = setting({}, "documentation of each library, for `make lock`", "")
    time_limit: int = setting(300, "seconds for a script that does not say how long it takes", "")

    # Its slides; what is not refused is listed by `make check-slides`.
    longest_listing: int = setting(15, "lines of code that a slide shows without a reason")
    longest_printout: int = setting(4, "printed lines that a slide shows")
    refused: list[str] = setting(["listings"], "what of REMARKS stops the build", among=REMARKS)

    # Its versions (``audiences.py``).
    audiences: list[str] = setting([], "those for whom slides and blocks may be, by ``:for:``")
    audience: str = setting("", "the one for whom it is built; all without it")

    # Its look.
    dividers: bool = setting(True, "a slide of the deck announces each section")
    deck_css: list[str] = setting([], "sheets that decks load last, from the folder of conf.py")
    dark_code_style: str = setting("a11y-dark", "Pygments style of code on dark pages and slides")


TYPES: dict[str, Any] = get_type_hints(Settings)


def names() -> list[str]:
    """Return the names as conf.py writes them."""
    return [PREFIX + one.name for one in fields(Settings)]


def settings_of(config: Any) -> Settings:
    """Return the values of Sphinx's configuration."""
    return Settings(**{one.name: config[PREFIX + one.name] for one in fields(Settings)})


def settings_in(conf: Path) -> Settings:
    """Return the values that a conf.py gives, without running it; what is wrong is left out."""
    try:
        written = written_in(conf)
    except (OSError, SyntaxError):
        return Settings()
    given = {one: written[PREFIX + one][0] for one in TYPES if PREFIX + one in written}
    return Settings(**{one: value for one, value in given.items() if has_type(value, TYPES[one])})


def written_in(conf: Path, prefix: str = PREFIX) -> dict[str, tuple[Any, int]]:
    """Return the ``course_*`` names of a conf.py (others by their prefix), with value and line.

    A value that is computed there is given as its syntax tree.
    """
    found: dict[str, tuple[Any, int]] = {}
    for node in ast.parse(conf.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id.startswith(prefix):
                found[target.id] = (_literal(getattr(node, "value", None)), node.lineno)
    return found


def _literal(value: ast.expr | None) -> Any:
    try:
        return ast.literal_eval(value) if value is not None else None
    except ValueError:
        return value


def has_type(value: Any, wanted: Any) -> bool:
    """Tell whether a value is of a declared type: ``str``, ``int``, ``list[str]``…"""
    kind, inside = get_origin(wanted) or wanted, get_args(wanted)
    if type(value) is not kind:
        return False
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    return not inside or all(isinstance(part, str) for part in parts)
