"""The scripts of the course of ``files.py``, and what they read: data, texts, a neighbour."""

from __future__ import annotations

from harness.exercise import EXERCISE

SCRIPTS = {
    "gallery/GALLERY_HEADER.rst": "Scripts\n=======\n\nTous.\n",
    "gallery/«dossier»/GALLERY_HEADER.rst": "«titre_dossier»\n-----\n\nUn.\n",
    "gallery/«dossier»/nombres.txt": "«donnees»",
    "gallery/«dossier»/textes/«texte_en_plus».txt": "Un texte.",
    "gallery/«dossier»/voisin.py": "FACTEUR = «facteur»\n",
    "gallery/«dossier»/ex_01_double.py": EXERCISE.replace("une somme de", "«indice»"),
    "gallery/«dossier»/«script».py": '''"""
«titre_script»
=======================

Ce que fait le script.
"""

# %% imports
import os
from pathlib import Path

from voisin import FACTEUR

# %% «cellule»
# «commentaire»
x = «x»
print("le double de", x)
«ligne»print(2 * x, os.environ.get("COURS_PROFIL"))

# %% fin
reponse = 2 * x
nombres = Path("nombres.txt").read_text().split()
print(len(nombres), FACTEUR, sorted(path.name for path in Path("textes").glob("*")))
''',
    "gallery/«dossier»/«autre».py": '''"""
Un dessin
=========

Ce que dessine le script.
"""

# %% imports
import matplotlib.pyplot as plt

# %% dessin
fig, ax = plt.subplots(figsize=(4, 2), layout="constrained")
ax.plot(«dessin_script»)
# Figure : une courbe.
plt.show()
''',
}
