"""What a chapter's text would show wrong without a word is refused: a sentence, a file, a line."""

from __future__ import annotations

import pytest
from harness.course import Course

HEAD = "# Titre\n\n"  # the text starts at line 3
REST_HEAD = "Titre\n=====\n\n"  # at line 4

FENCES = {
    "a fence that is never closed": ("```text\na\n\n## Suite\n\nb\n", 3, "« ```text » ouvre"),
    "a directive that is never closed": (":::{note}\na\n\n## Suite\n\nb\n", 3, "« :::{note} »"),
    "a fence closed too short": ("::::{note}\na\n:::\n\nb\n", 3, "la ligne 5, « ::: », est trop"),
    "a fence inside a directive": ("::::{note}\n```text\na\n::::\n", 4, "« ```text » ouvre"),
    "a fence closed twice": (
        ":::{note}\n:::{tip}\na\n:::\n:::\n\nb\n",
        4,
        "ne sont pas plus longues",
    ),
    "a fence closed once too often": (":::{note}\na\n:::\n:::\n\nb\n", 6, "déjà fermé"),
    "a title in an admonition": (
        ":::{note}\na\n\n## Suite\n\nb\n:::\n",
        6,
        "« Suite » se trouve à l'intérieur de « note » (ligne 3)",
    ),
    "a title in a box of ours": (":::{misconception} x\na\n\n## Suite\n:::\n", 6, "« Suite »"),
}


@pytest.mark.parametrize("name", FENCES)
def test_a_block_that_swallows_is_refused(course: Course, name: str) -> None:
    """Once, where it opens, or at the title."""
    text, line, said = FENCES[name]
    course.chapter(HEAD + text, "01-essai.md")
    (warning,) = course.build().warnings.splitlines()
    assert f"01-essai.md:{line}: " in warning
    assert said in warning


def test_blocks_that_are_closed_are_not(course: Course) -> None:
    """In lists, quotes and one another; code may show fences."""
    course.chapter(
        HEAD
        + "::::{note}\n:::{tip}\na\n:::\n\n```text\n:::{note}\n```\n::::\n\n- b\n\n"
        + "  ```text\n  c\n  ```\n\n> ~~~text\n> d\n> ~~~\n\n````text\n```\n# e\n````\n",
        "01-essai.md",
    )
    assert not course.build().warnings


def test_lines_count_the_front_matter(course: Course) -> None:
    """They are those of the file."""
    course.chapter("---\ndescription: Un\nminutes: 1\n---\n\n# Un\n\n```text\na\n", "01-essai.md")
    assert "01-essai.md:8: " in course.build().warnings


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (".. note::\n\n   a\n\n   Suite\n   -----\n", 9, "un titre se trouve à l'intérieur"),
        ("Un **mot.\n", 4, "« ** » ouvre un texte en gras"),
        ("Un ``mot.\n", 4, "« `` » ouvre un code"),
        ("Suites\n----\n\na\n", 5, "le trait sous ce titre"),
    ],
)
def test_docutils_speaks_french(course: Course, text: str, line: int, said: str) -> None:
    """The sentences that an author meets."""
    course.chapter(REST_HEAD + text)
    warnings = course.build().warnings
    assert f"01-essai.rst:{line}: " in warnings
    assert said in warnings
    assert warnings.count("01-essai.rst:") == 1


MARKDOWN = {
    "{{ nom }}": "écrire le texte lui-même",
    "- [ ] un": "« - [ ] » s'afficherait tel quel : une liste à cocher",
    "- [x] un": "« - [x] »",
    "Un ~~mot~~ de trop": "« ~~mot~~ »",
    "Un ==mot== de trop": "« ==mot== »",
    "Un **mot de trop": "fermer ce texte en gras",
    "Un :term:`mot` de trop": "un rôle s'écrit {role}",
    ".. note:: Un mot": "une directive s'écrit :::{nom}",
}
REST = {
    "Voir [ici](https://a.example)": "un lien s'écrit `texte <adresse>`_",
    "![mot](a.png)": "une image s'écrit",
    "{{ nom }}": "écrire le texte",
    "- [ ] un": "une liste à cocher",
    "## Suite": "un titre se souligne",
    ":::{note}\nUn mot.": "un bloc s'écrit",
    ".. versionadded:: 1\n   :titre: Deux": "« :titre: » s'afficherait tel quel : cette",
}


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_that_would_print_raw_is_refused(course: Course, text: str) -> None:
    """With what to write."""
    course.chapter(f"{HEAD}{text}\n", "01-essai.md")
    (warning,) = course.build().warnings.splitlines()
    assert "01-essai.md:3: " in warning
    assert MARKDOWN[text] in warning


def test_an_option_where_there_are_none_is_refused(course: Course) -> None:
    """It would be the first line of the quotation."""
    course.chapter(f"{HEAD}:::{{epigraph}}\n:titre: Deux\n\nUn mot.\n:::\n", "01-essai.md")
    (warning,) = course.build().warnings.splitlines()
    assert "01-essai.md:4: " in warning
    assert "« :titre: » s'afficherait tel quel : cette directive n'a pas d'options" in warning


@pytest.mark.parametrize("text", REST)
def test_markdown_in_restructuredtext_is_refused(course: Course, text: str) -> None:
    """One writes what one is used to."""
    course.chapter(f"{REST_HEAD}{text}\n")
    (warning,) = course.build().warnings.splitlines()
    assert "01-essai.rst:4: " in warning
    assert REST[text] in warning


def test_the_same_in_code_and_comments_is_free(course: Course) -> None:
    """And sums, intervals, powers with spaces."""
    text = "`{{ a }}` et `**kw`, 2 \\*\\* 3, [0, 1[, a == b, ~3.\n\n```text\n- [ ] a\n~~b~~\n```\n"
    course.chapter(f"{HEAD}{text}\n<!-- {{{{ c }}}} -->\n\n% ==d==\n", "01-essai.md")
    assert not course.build().warnings


@pytest.mark.parametrize(
    ("name", "text", "line", "how"),
    [
        ("01-essai.md", f"{HEAD}![](a.png)\n", 3, "entre les crochets de « ![…](a.png) »"),
        ("01-essai.md", HEAD + ":::{image} a.png\n:::\n", 3, "par l'option « :alt: »"),
        ("01-essai.rst", REST_HEAD + ".. image:: a.png\n", 4, "par l'option « :alt: »"),
        ("01-essai.rst", REST_HEAD + ".. figure:: a.png\n\n   Légende.\n", 4, "« :alt: »"),
    ],
)
def test_an_image_without_its_text_is_refused(
    course: Course, name: str, text: str, line: int, how: str
) -> None:
    """Who cannot see it is told."""
    (course.root / "source/chapitres").mkdir()
    (course.root / "source/chapitres/a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    course.chapter(text, name)
    (warning,) = course.build().warnings.splitlines()
    assert f"{name}:{line}: " in warning
    assert "n'a pas de texte de remplacement" in warning
    assert how in warning


def test_a_page_in_no_table_of_contents_is_refused(course: Course) -> None:
    """In French, and once."""
    course.chapter("Un mot.")
    course.write("source/perdue.rst", "Perdue\n======\n\nUn mot.\n")
    course.write("source/voulue.rst", ":orphan:\n\nVoulue\n======\n\nUn mot.\n")
    (warning,) = course.build().warnings.splitlines()
    assert "perdue.rst:1: " in warning
    assert "dans aucun sommaire" in warning


def test_a_chapter_says_how_long_it_is(course: Course) -> None:
    """Or that it is not known yet, as an imported one does."""
    text = ":description: Un.\n{}\n\nTitre\n=====\n\nUn mot.\n"
    course.chapter(text.format(":orphan:"))
    assert "01-essai.rst:1: WARNING: le chapitre ne dit pas" in course.build().warnings
    course.chapter(text.format(":minutes:"))
    assert not course.build().warnings
