"""conf.py says what makes a course itself; what it gets wrong stops the build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from course.base.configuration import DEFAULTS, GALLERY
from course.base.settings import Settings, names, settings_in
from harness.course import ROOT, Course


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("course_slug", 3, "course_slug = 3 : il faut un texte, entre guillemets."),
        ("course_time_limit", "5", "course_time_limit = '5' : il faut un nombre entier."),
        ("course_authors", "Moi", "course_authors = 'Moi' : il faut une liste de textes."),
        ("course_packages", {"a": 1}, "course_packages = {'a': 1} : il faut un dictionnaire de te"),
        ("course_slugs", "a", "ne connaît pas « course_slugs ». Le plus proche : « course_slug »."),
    ],
)
def test_a_mistake_in_conf_py_stops_the_build_at_its_line(
    course: Course, name: str, value: object, said: str
) -> None:
    """One sentence: the file and the line, what is there, what there should be."""
    conf = course.root / "source/conf.py"
    line = len(conf.read_text().splitlines()) + 1
    course.configure(**{name: value})
    assert course.build().error.startswith(f"{conf}:{line}: ")
    assert said in course.build().error


def test_a_value_is_written_as_it_is(course: Course) -> None:
    """The tools read it without running conf.py: they must see what the build sees."""
    conf = course.root / "source/conf.py"
    conf.write_text(conf.read_text() + 'course_slug = "-".join(["a", "b"])\n')
    assert "« course_slug » doit être écrit tel quel" in course.build().error


def test_places_of_the_gallery_are_said_once(course: Course) -> None:
    """Two names for one folder would part one day."""
    course.configure(sphinx_gallery_conf={"gallery_dirs": "ailleurs"})
    assert "« gallery_dirs » vient de course_gallery" in course.build().error


def test_tools_read_what_conf_py_says(tmp_path: Path) -> None:
    """Without running it."""
    conf = tmp_path / "conf.py"
    conf.write_text('course_slug = "a"\ncourse_chapters: str = "lecons"\nraise SystemExit\n')
    assert settings_in(conf) == Settings(slug="a", chapters="lecons")


@pytest.mark.parametrize("text", ["course_slug = 3\n", "course_slug = (\n", "course_slug = a\n"])
def test_tools_leave_to_the_build_what_is_wrong_in_conf_py(tmp_path: Path, text: str) -> None:
    """It says so better, and once."""
    (tmp_path / "conf.py").write_text(text)
    assert settings_in(tmp_path / "conf.py") == Settings()


def test_the_course_says_only_what_differs() -> None:
    """A value that is the default is one line too many in conf.py."""
    given, default = settings_in(ROOT / "source/conf.py"), Settings()
    text = (ROOT / "source/conf.py").read_text()
    same = [
        name
        for name in names()
        if f"\n{name} = " in text
        and getattr(given, name.removeprefix("course_"))
        == getattr(default, name.removeprefix("course_"))
    ]
    assert same == []
    assert len(text.splitlines()) < 70


def test_the_word_of_conf_py_goes_before_our_defaults(course: Course) -> None:
    """Even to say what Sphinx says by itself."""
    assert DEFAULTS["html_copy_source"] is False
    assert GALLERY["show_signature"] is False
    course.configure(html_copy_source=True, sphinx_gallery_conf={"show_signature": True})
    course.chapter("Un mot.")
    result = course.build()
    assert (result.error, result.warnings) == ("", "")
    assert (result.folder / "_sources/chapitres/01-essai.rst.txt").exists()
    assert "Sphinx-Gallery" in result.html("galerie/01_essai/plot_un")


OTHER = {
    "course_name": "Dessiner",
    "course_slug": "dessiner",
    "course_institution": "École des arts",
    "course_chapters": "lecons",
    "course_generated": "scripts",
    "course_mistakes": "pieges",
    "course_glossary": "mots",
}
QUIZ = """
.. quiz:: Combien ?
   :kind: number
   :script: 01_essai/plot_un
   :answer: reponse
   :stated: 42

   .. explanation::

      Le double de 21.
"""


@pytest.fixture
def other(course: Course) -> Course:
    """A course whose folders, names and glossary are elsewhere."""
    course.configure(**OTHER)
    course.write(
        "source/index.rst", "Sommaire\n========\n\n.. toctree::\n\n   lecons/01-un\n   mots\n"
    )
    course.write(
        "source/mots.rst", "Mots\n====\n\n.. glossary::\n\n   trait\n      *line*. Une ligne.\n"
    )
    text = f"Un\n==\n\nUn trait, :value:`plot_un.reponse`.\n{QUIZ}"
    course.write("source/lecons/01-un.rst", text)
    course.script()
    return course


def test_another_course_has_its_own_folders_and_names(other: Course) -> None:
    """A chapter is one, whatever the folder: facts, terms, progress, downloads."""
    result = other.build()
    assert (result.error, result.warnings) == ("", "")
    page = result.html("lecons/01-un")
    assert 'class="chapter-facts"' in page
    assert 'class="term" href="../mots.html#term-trait"' in page
    assert 'href="../scripts/01_essai/plot_un.html"' in page
    assert 'data-key="01-un/' in page
    script = (result.folder / "_static/js/progress.js").read_text()
    assert 'COURSE="dessiner"' in script
    assert "`/lecons/${name}.html`" in script
    assert (result.folder / "dessiner.zip").exists()
    about = json.loads((result.folder / "carnets/01_essai/plot_un.ipynb").read_text())["cells"][1]
    assert "cours Dessiner" in "".join(about["source"])
    everything = "".join(path.read_text() for path in result.folder.rglob("*.html"))
    assert "PyTorch" not in everything


def test_another_course_has_its_decks(other: Course) -> None:
    """Without its glossary nor its scripts, which are pages; the title says where."""
    result = other.build("revealjs")
    assert (result.error, result.warnings) == ("", "")
    assert "Dessiner" in result.html("lecons/01-un")
    assert "École des arts" in result.html("lecons/01-un")
    assert not (result.folder / "mots.html").exists()
    assert not (result.folder / "scripts").exists()
