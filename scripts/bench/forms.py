"""A course written as each tool wants it: the same words, the same cells. Usage::

    files = gallery_files(course)     # {"gallery/part_01/plot_chapitre_001.py": "…", …}

One function a tool; a file that does not change between two courses has the same text
in both, so that an edit touches one file.
"""

from __future__ import annotations

import json
import re

from .content import Chapter, Course

FORMULA = re.compile(r"\$(.+?)\$")
TITLE = "Un cours"


def rst(text: str) -> str:
    """Return a text as reStructuredText."""
    return FORMULA.sub(r":math:`\1`", text)


def heading(title: str, under: str) -> str:
    """Return an underlined title."""
    return f"{title}\n{under * len(title)}"


def comment(text: str) -> str:
    """Return lines as Python comments."""
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def toctree(names: list[str], caption: str = "") -> str:
    """Return a toctree."""
    options = "   :maxdepth: 1\n" + (f"   :caption: {caption}\n" if caption else "")
    return f".. toctree::\n{options}\n" + "".join(f"   {name}\n" for name in names)


def course_files(course: Course) -> dict[str, str]:
    """Return the scripts and the chapters of our own form."""
    files = {"gallery/GALLERY_HEADER.rst": heading("Scripts", "=") + "\n\nTous les scripts.\n"}
    trees = []
    for part in course.parts:
        folder = f"{part:02}_partie"
        title = f"Partie {part}"
        files[f"gallery/{folder}/GALLERY_HEADER.rst"] = heading(title, "-") + "\n\nSes scripts.\n"
        chapters = [chapter for chapter in course.chapters if chapter.part == part]
        for chapter in chapters:
            script = f"{folder}/plot_{chapter.slug}"
            files[f"gallery/{script}.py"] = _course_script(chapter)
            files[f"source/chapitres/{chapter.slug}.rst"] = _course_chapter(chapter, script)
        trees.append(toctree([f"chapitres/{chapter.slug}" for chapter in chapters], title))
    trees.append(toctree(["glossaire", "galerie/index"], "Références"))
    files["source/index.rst"] = "\n\n".join([heading(TITLE, "="), *trees])
    return files


def _course_script(chapter: Chapter) -> str:
    cells = [f"# %% {section.cell}\n{section.code}\n" for section in chapter.sections]
    head = f'"""\n{heading(chapter.title, "=")}\n\n{chapter.summary}\n"""\n'
    return "\n".join([head, *cells])


def _course_chapter(chapter: Chapter, script: str) -> str:
    blocks = [heading(chapter.title, "="), rst(chapter.intro)]
    for section in chapter.sections:
        blocks += [heading(section.title, "-"), rst(section.text)]
        blocks.append(f".. snippet:: {script}\n   :cell: {section.cell}")
    return "\n\n".join(blocks) + "\n"


def gallery_files(course: Course) -> dict[str, str]:
    """Return the scripts of sphinx-gallery, which are the chapters, and the index."""
    header = "gallery/GALLERY_HEADER.rst"
    files = {header: heading("Chapitres", "=") + "\n\nTous les chapitres.\n"}
    for part in course.parts:
        title = heading(f"Partie {part}", "-")
        files[f"gallery/part_{part:02}/GALLERY_HEADER.rst"] = f"{title}\n\nSes chapitres.\n"
    for chapter in course.chapters:
        cells = [
            f"# %%\n{comment(heading(section.title, '-'))}\n{comment(rst(section.text))}\n"
            f"\n{section.code}\n"
            for section in chapter.sections
        ]
        words = f"{rst(chapter.summary)}\n\n{rst(chapter.intro)}"
        head = f'"""\n{heading(chapter.title, "=")}\n\n{words}\n"""\n'
        files[f"gallery/part_{chapter.part:02}/plot_{chapter.slug}.py"] = "\n".join([head, *cells])
    files["source/index.rst"] = f"{heading(TITLE, '=')}\n\n{toctree(['auto/index'])}"
    return files


def mkdocs_files(course: Course) -> dict[str, str]:
    """Return the scripts of mkdocs-gallery, whose texts are Markdown, and the home page."""
    files = {"docs/index.md": f"# {TITLE}\n", "docs/gallery/README.md": "# Chapitres\n"}
    for part in course.parts:
        files[f"docs/gallery/part_{part:02}/README.md"] = f"## Partie {part}\n"
    for chapter in course.chapters:
        cells = [
            f"# %%\n# ## {section.title}\n{comment(section.text)}\n\n{section.code}\n"
            for section in chapter.sections
        ]
        head = f'"""\n# {chapter.title}\n\n{chapter.summary}\n\n{chapter.intro}\n"""\n'
        name = f"docs/gallery/part_{chapter.part:02}/plot_{chapter.slug}.py"
        files[name] = "\n".join([head, *cells])
    return files


def myst_files(course: Course) -> dict[str, str]:
    """Return the notebooks of myst-nb, written in Markdown, and the index."""
    front = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
    files = {}
    for chapter in course.chapters:
        blocks = [f"# {chapter.title}", chapter.summary, chapter.intro]
        for section in chapter.sections:
            blocks += [f"## {section.title}", section.text]
            blocks.append(f"```{{code-cell}} python3\n{section.code}\n```")
        files[f"source/chapters/{chapter.slug}.md"] = front + "\n\n".join(blocks) + "\n"
    trees = [
        toctree(
            [f"chapters/{chapter.slug}" for chapter in course.chapters if chapter.part == part],
            f"Partie {part}",
        )
        for part in course.parts
    ]
    files["source/index.rst"] = "\n\n".join([heading(TITLE, "="), *trees])
    return files


def notebook_files(course: Course) -> dict[str, str]:
    """Return the notebooks of nbconvert; a title starts a slide."""
    files = {}
    for chapter in course.chapters:
        cells = [_markdown(f"# {chapter.title}\n\n{chapter.summary}\n\n{chapter.intro}")]
        for section in chapter.sections:
            cells.append(_markdown(f"## {section.title}\n\n{section.text}"))
            cells.append({**_cell("code", section.code), "execution_count": None, "outputs": []})
        for rank, cell in enumerate(cells):
            cell["id"] = f"cell-{rank}"
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
        book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        files[f"{chapter.slug}.ipynb"] = json.dumps(book, ensure_ascii=False, indent=1)
    return files


def _cell(kind: str, source: str) -> dict[str, object]:
    return {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True)}


def _markdown(source: str) -> dict[str, object]:
    return {**_cell("markdown", source), "metadata": {"slideshow": {"slide_type": "slide"}}}


def configuration(**settings: object) -> str:
    """Return a conf.py that says ``settings``."""
    return "".join(f"{name} = {value!r}\n" for name, value in settings.items())
