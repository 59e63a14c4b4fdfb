"""The courses that are measured, in no tool's markup. Usage::

    course = three_chapters()          # they run: torch, a training on MNIST
    course = growth(200)               # small cells, not run
    changed = course.with_word(1)      # one word of a chapter
    changed = course.with_summary(1)   # one word of the text at the top of a script
    changed = course.with_cell(1)      # one line of code

Texts hold ``$formulas$``; what is edited is the last chapter of a course that runs
(the one that trains), the middle one of a growing course.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import dedent

from .cells import DESCENT, TENSORS, TRAINING

CHAPTERS_PER_PART = 10
EDITED_SECTION = 2  # neither the imports nor the figure


@dataclass(frozen=True)
class Section:
    """A title, sentences, and a cell of code."""

    title: str
    text: str
    cell: str
    code: str


@dataclass(frozen=True)
class Chapter:
    """What a chapter says and runs; ``summary`` heads its script."""

    number: int
    title: str
    summary: str
    intro: str
    sections: tuple[Section, ...]

    @property
    def slug(self) -> str:
        """Return its name in file names."""
        return f"chapitre_{self.number:03}"

    @property
    def part(self) -> int:
        """Return the number of the part that it is in."""
        return (self.number - 1) // CHAPTERS_PER_PART + 1


@dataclass(frozen=True)
class Course:
    """Chapters; ``runs`` says whether their code is run when they are built."""

    name: str
    chapters: tuple[Chapter, ...]
    runs: bool
    edited: int  # position of the chapter that edits change

    @property
    def parts(self) -> list[int]:
        """Return the numbers of its parts."""
        return sorted({chapter.part for chapter in self.chapters})

    @property
    def edited_chapter(self) -> Chapter:
        """Return the chapter that edits change."""
        return self.chapters[self.edited]

    def with_word(self, mark: int) -> Course:
        """Return the course with another word in a section."""
        old = self.edited_chapter.sections[EDITED_SECTION]
        return self._with_section(replace(old, text=f"{old.text} Retouche {mark}."))

    def with_cell(self, mark: int) -> Course:
        """Return the course with another line in a cell."""
        old = self.edited_chapter.sections[EDITED_SECTION]
        return self._with_section(replace(old, code=f"{old.code}\nretouche = {mark}"))

    def with_summary(self, mark: int) -> Course:
        """Return the course with another word in the text that heads a script."""
        old = self.edited_chapter
        return self._with_chapter(replace(old, summary=f"{old.summary} Retouche {mark}."))

    def _with_section(self, section: Section) -> Course:
        sections = list(self.edited_chapter.sections)
        sections[EDITED_SECTION] = section
        return self._with_chapter(replace(self.edited_chapter, sections=tuple(sections)))

    def _with_chapter(self, chapter: Chapter) -> Course:
        chapters = list(self.chapters)
        chapters[self.edited] = chapter
        return replace(self, chapters=tuple(chapters))


def growth(count: int) -> Course:
    """Return a course of ``count`` chapters whose cells are small and are not run."""
    chapters = tuple(_small_chapter(number) for number in range(1, count + 1))
    return Course(f"croissance-{count:03}", chapters, runs=False, edited=count // 2)


def _small_chapter(number: int) -> Chapter:
    sections = [
        Section("Ce qu'il faut", "La bibliothèque standard suffit.", "imports", "import math")
    ]
    for rank in range(2, 7):
        text = (
            f"La valeur $x_{rank}$ se calcule à partir de la précédente, par une racine.\n"
            "La phrase qui suit le calcul lit ce qui s'affiche, puis dit ce qui change.\n"
            f"À l'étape {rank} du chapitre {number}, l'erreur reste inférieure à $10^{{-{rank}}}$."
        )
        code = f"x_{rank} = math.sqrt({number} + {rank})\nprint(round(x_{rank}, 3))"
        sections.append(Section(f"Étape {rank} du chapitre {number}", text, f"etape-{rank}", code))
    return Chapter(
        number,
        f"Chapitre {number}",
        f"Ce que calcule le script {number}.",
        "Une question ouvre le chapitre, et les cellules y répondent une à une.",
        tuple(sections),
    )


def three_chapters() -> Course:
    """Return the course of the comparison: three chapters of six cells, one trains on MNIST."""
    chapters = (
        _chapter(1, "Les tenseurs", TENSORS),
        _chapter(2, "La descente de gradient", DESCENT),
        _chapter(3, "Entraîner sur MNIST", TRAINING),
    )
    return Course("trois-chapitres", chapters, runs=True, edited=2)


def _chapter(number: int, title: str, cells: str) -> Chapter:
    """Return a chapter whose cells are written ``# name: title`` then code."""
    sections = []
    for block in dedent(cells).strip().split("\n\n# "):
        head, _, code = block.removeprefix("# ").partition("\n")
        name, _, heading = head.partition(": ")
        text = (
            f"Cette étape du chapitre {number} tient en quelques lignes, et $n = {number}$.\n"
            "La sortie qui suit se lit de gauche à droite ; les formes sont en fin de ligne.\n"
            "Rien n'est tapé à la main, tout vient de la dernière exécution."
        )
        sections.append(Section(heading, text, name, code.strip()))
    return Chapter(
        number,
        title,
        f"Les cellules du chapitre {number}.",
        "Une question ouvre le chapitre, et les cellules y répondent une à une.",
        tuple(sections),
    )
