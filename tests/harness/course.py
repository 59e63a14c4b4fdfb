"""A small course written in the test: scripts and chapters as text, built for real."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = '''"""
Un script
=========

Ce que fait le script.
"""

# %% imports
import math

# %% double
x = 21
print("le double de", x)
print(2 * x)

# %% fin
moitie = math.pi / 2
reponse = 2 * x
forme = (2, 3)
'''

EXERCISE = '''"""
Exercice : le double
====================

Écrire le double.
"""

# %% imports
import math

# %% double
def double(x):
    # À FAIRE : le double de ``x``
    # Indice : une somme de $x + x$.
    # Indice : ou un produit
    #   par ``2``.
    resultat = 2 * x
    return resultat
    # FIN

# %% essai-double
print("le double de 21 est", double(21))

# %% verifier-double
def verifier_double():
    """Le double de trois est six."""
    assert double(3) is not None, "rien n'est rendu (indice 1)"
    assert double(3) == 6, f"{double(3)} au lieu de 6 (indice 2)"

# %% verifications
verifier_double()
reponse = double(21)
'''

CONFIGURATION = """
extensions = ["course"]
course_name = "Essai"
language = "fr"
pygments_style = "default"
"""


@dataclass
class Build:
    """What a build gave: its output folder, its warnings, the documents it read."""

    folder: Path
    warnings: str
    error: str = ""
    read: list[str] = field(default_factory=list)

    def html(self, docname: str) -> str:
        """Return a built document."""
        return (self.folder / f"{docname}.html").read_text(encoding="utf-8")


class Course:
    """A small course in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("constraints.txt", "")
        self.write("gallery/GALLERY_HEADER.rst", "Scripts\n=======\n\nTous.\n")
        self.write("gallery/01_essai/GALLERY_HEADER.rst", "Essai\n-----\n\nUn.\n")
        self.write(
            "source/index.rst",
            "Sommaire\n========\n\n.. toctree::\n   :glob:\n\n   chapitres/*\n   galerie/index\n",
        )
        self.write("source/conf.py", CONFIGURATION)

    def configure(self, **settings: object) -> None:
        """Say more in conf.py."""
        conf = self.root / "source/conf.py"
        lines = [f"{name} = {value!r}\n" for name, value in settings.items()]
        conf.write_text(conf.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")

    def write(self, name: str, text: str) -> Path:
        """Write a file of the course; the text may be indented with the test."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def script(self, text: str = SCRIPT, name: str = "01_essai/plot_un") -> Path:
        """Write a gallery script."""
        return self.write(f"gallery/{name}.py", text)

    def chapter(self, text: str, name: str = "01-essai.rst") -> Path:
        """Write a chapter; a title is added when the text has none."""
        text = dedent(text)
        if name.endswith(".rst") and "===" not in text:
            text = f"Un chapitre\n===========\n\n{text}"
        if name.endswith(".md") and not text.lstrip().startswith(("# ", "---")):
            text = f"# Un chapitre\n\n{text}"
        return self.write(f"source/chapitres/{name}", text)

    def build(self, builder: str = "html") -> Build:
        """Run Sphinx for real; warnings are collected, errors too."""
        from sphinx.application import Sphinx
        from sphinx.errors import SphinxError
        from sphinx.util.docutils import docutils_namespace, patch_docutils

        source, out = self.root / "source", self.root / "build" / builder
        warnings = StringIO()
        result = Build(out, "")
        if not list(self.root.glob("gallery/*/*.py")):
            self.script()
        try:
            with patch_docutils(), docutils_namespace():
                app = Sphinx(
                    source,
                    source,
                    out,
                    self.root / "build" / f"{builder}.doctrees",
                    builder,
                    status=StringIO(),
                    warning=warnings,
                    tags=["decks"] if builder == "revealjs" else [],
                )
                app.connect(
                    "env-before-read-docs",
                    lambda app, env, docnames: result.read.extend(sorted(docnames)),
                )
                app.build()
        except SphinxError as error:
            result.error = str(error)
        result.warnings = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue())
        return result
