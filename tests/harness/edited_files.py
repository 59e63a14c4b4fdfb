"""A small course that borrows everywhere, written with places that an author may edit.

``FILES`` holds the files, by name; ``«place»`` stands for one of the texts of ``PLACES``, the
first of which is the course as it was. A file whose name has an empty place is not there.
"""

from __future__ import annotations

PLACES: dict[str, list[str]] = {
    # Names of files: renamed, removed.
    "un": ["01-un", "01-premier"],
    "deux": ["02-deux", "02-second"],
    "trois": ["03-trois", "05-dernier"],
    "quatre": ["04-quatre", "00-avant", ""],
    "script": ["plot_un", "plot_premier"],
    "autre": ["plot_deux", "plot_autre", ""],
    "image": ["carre", "rond"],
    # Titles, sections, and what leads to them.
    "titre_un": ["Premier chapitre", "Un autre titre", "Un titre avec ``code``"],
    "titre_deux": ["Deuxième chapitre", "La suite", "Avec $x^2$"],
    "titre_trois": ["Troisième chapitre", "La fin"],
    "minutes": ["20", "30"],
    "legende": ["Les chapitres", "Partie 1", ""],
    "numeros": ["", ":numbered:"],
    "profondeur": ["1", "3"],
    "ordre": [
        "chapitres/«un»\n   chapitres/«deux»\n   chapitres/«trois»\n   chapitres/«quatre»",
        "chapitres/«quatre»\n   chapitres/«deux»\n   chapitres/«un»\n   chapitres/«trois»",
        "chapitres/«un»\n   chapitres/«trois»\n   chapitres/«quatre»",
    ],
    "section_un": ["Début", "Départ", "Une section plus longue"],
    "section_deux": ["Une section", "Deux sections"],
    "slug": ["une-section", "deux-sections"],
    "niveau_deux": ["###", "##"],
    "debut": ["debut", "depart"],
    "ancre_un": [".. _«debut»:", "", ""],
    "ancre_trois": ["", ".. _«debut»:", ""],
    "ancre_deux": ["", "", "(«debut»)=\n"],
    "nue": ["nue", "sans-titre"],
    "nue_un": [".. _«nue»:", ""],
    "nue_trois": ["", ".. _«nue»:"],
    "section_en_plus": ["", "Ajout\n-----\n\nUn ajout.\n", ".. _plus:\n\nPlus\n----\n\nEncore.\n"],
    "titre_en_plus": ["", "## Ajout\n\nUn ajout.\n"],
    # What is numbered.
    "equation": ["e1", "e3"],
    "avant": ["", ".. math::\n   :label: e0\n\n   a = b\n"],
    "equation_un": [":label: «equation»", ""],
    "equation_deux": ["(e2)", "(«equation»)"],
    "vise_e2": ["e2", "«equation»"],
    "figure": ["dessin", "schema"],
    "avant_figure": ["", ".. figure:: img/autre.svg\n   :alt: Avant\n\n   Une figure avant."],
    # Empty but where the course is broken.
    "vise_ancre": [""],
    "vise_mot": [""],
    "double_ancre": [""],
    "double_equation": [""],
    # Words.
    "mot_un": ["Un mot.", "Un autre mot.", "Un mot et un gradient.\n\nUne ligne de plus."],
    "mot_deux": ["Un mot.", "La perte et le gradient.", "Une ligne.\n\nDeux lignes.\n"],
    "mot_trois": ["Un mot.", "Des mots."],
    "inclus": [
        "Un texte inclus, de perte.",
        "Un autre texte inclus.\n\nTitre inclus\n------------",
    ],
    "terme": ["gradient", "pente"],
    "anglais": ["gradient", "slope"],
    "definition": ["La liste des pentes.", "Ce que dit la dérivée."],
    "autre_terme": ["", "vecteur\n      *vector*. Une liste de nombres."],
    # Questions.
    "question": ["Que vaut deux fois 21 ?", "Combien font deux fois 21 ?"],
    "quiz_deux": [
        "",
        ":::::{quiz} Combien ?\n:kind: number\n:script: «script»\n:answer: reponse\n"
        ":stated: «double»\n\n:::{explanation}\nLe double.\n:::\n:::::\n",
    ],
    "objectif": ["Je sais doubler.", "Je sais multiplier."],
    # Scripts and data.
    "titre_script": ["Un script", "Un script renommé"],
    "commentaire": ["Ces lignes sont un texte.", "Un commentaire changé."],
    "ligne": ["", "# un commentaire de plus\n"],
    "x": ["21", "30"],
    "double": ["42", "60"],
    "cellule": ["double", "doublement"],
    "donnees": ["1 2 3", "4 5 6 7"],
    "dessin_script": ["[1, 4, 9]", "[9, 4, 1]"],
    "couleur": ["red", "blue"],
    "fichier": ["a,b\n1,2\n", "a,b\n3,4\n"],
}
# Those that go together: an author who edits one edits the others.
TOGETHER = {
    "x": ["double"],
    "section_deux": ["slug"],
    "ancre_un": ["ancre_trois", "ancre_deux"],
    "nue_un": ["nue_trois"],
    "equation_un": ["equation_deux", "vise_e2"],
}
# Left out of what is edited by itself.
TIED = {name for names in TOGETHER.values() for name in names}
# What the course is refused for: a reference that leads nowhere, a place said twice.
BREAKING = {
    "un": "",
    "deux": "",
    "trois": "",
    "script": "",
    "image": "",
    "vise_mot": "absent",
    "vise_ancre": "absent",
    "double_ancre": ".. _«debut»:",
    "double_equation": "(«equation»)",
    "mot_trois": "Un ``mot.",
}

FILES = {
    "source/index.rst": """\
Sommaire
========

.. toctree::
   :caption: «legende»
   :maxdepth: «profondeur»
   «numeros»

   «ordre»

.. toctree::

   glossaire
   galerie/index
""",
    "source/glossaire.rst": """\
Glossaire
=========

.. english-names::

.. glossary::

   «terme»
      *«anglais»*. «definition»

   perte
      *loss*. Un nombre qui mesure l'erreur.

   «autre_terme»
""",
    "source/chapitres/«un».rst": """\
:description: Le premier.
:minutes: «minutes»

«titre_un»
==========================

«mot_un»

Objectifs
---------

- Je sais doubler.

«section_en_plus»

«ancre_un»

«section_un»
------------------------

Voir :doc:`«deux»`, :ref:`la fin <fin>`, :eq:`«vise_e2»`, :term:`perte` et :numref:`«figure»`.

«nue_un»

Un paragraphe sans titre.

«avant»

.. math::
   «equation_un»

   y = x^2

.. snippet:: «script»
   :cell: «cellule»

.. quiz:: «question»
   :kind: choice
   :script: «script»

   .. choice:: «double»
      :if: reponse == «double»
      :correct:

      Le double.

   .. choice:: 1
      :if: reponse == 1

      Non.

.. checklist::

   - «objectif»
""",
    "source/chapitres/«deux».md": """\
---
description: Le deuxième.
minutes: 10
---

# «titre_deux»

«mot_deux»

:::{rappels}
:::

«titre_en_plus»

«ancre_deux»## «section_deux»

Voir {ref}`«debut»«vise_ancre»`, [](«un».rst), {ref}`ici <«nue»>`, {eq}`«equation»`.
Et {term}`«terme»«vise_mot»`.
Et [la fin](«trois».rst#fin), [](#«slug»), {doc}`/galerie/01_essai/«script»`.

$$
z = x
$$ «equation_deux»

$$
t = u
$$ «double_equation»

«niveau_deux» Sous-section

Soit {value}`«script».reponse`.

![Une image](img/«image».svg)

«quiz_deux»
""",
    "source/chapitres/«trois».rst": """\
:description: Le troisième.
:minutes: 5

«titre_trois»
===================

«mot_trois»

.. rappels::

«avant_figure»

.. include:: /morceaux/inclus.txt

.. figure:: img/«image».svg
   :alt: Une image
   :name: «figure»

   La légende.

.. figure:: img/autre.svg
   :alt: Une autre
   :name: autre

   Une autre légende.

«ancre_trois»

«double_ancre»

«nue_trois»

.. _fin:

Fin
---

Voir :any:`«debut»`, :numref:`«figure»`, :ref:`autre`, :ref:`ici <«nue»>`.
Et :download:`les données <donnees/table.csv>`.

.. literalinclude:: donnees/table.csv
""",
    "source/chapitres/«quatre».md": """\
---
description: Le quatrième.
minutes: 5
---

# Quatrième chapitre

:::{rappels}
:::

Voir [](«deux».md#«slug»), [](«deux».md#sous-section), [](«deux».md), {doc}`«trois»`.
La perte et le gradient. Voir {term}`perte`, {numref}`autre`,
Puis {ref}`«debut»`.

## Une suite

{ref}`sphx_glr_galerie_01_essai_«script».py`
""",
    "source/morceaux/inclus.txt": "«inclus»\n\nAprès.\n",
    "source/chapitres/img/«image».svg": """\
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9" \
fill="«couleur»"/></svg>
""",
    "source/chapitres/img/autre.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle r="5"/></svg>
""",
    "source/chapitres/donnees/table.csv": "«fichier»",
    "gallery/GALLERY_HEADER.rst": "Scripts\n=======\n\nTous.\n",
    "gallery/01_essai/GALLERY_HEADER.rst": "Essai\n-----\n\nUn.\n",
    "gallery/01_essai/nombres.txt": "«donnees»",
    "gallery/01_essai/«script».py": '''"""
«titre_script»
=======================

Ce que fait le script.
"""

# %% imports
import os
from pathlib import Path

# %% «cellule»
# «commentaire»
x = «x»
print("le double de", x)
«ligne»print(2 * x, os.environ.get("COURS_PROFIL"))

# %% fin
reponse = 2 * x
nombres = Path("nombres.txt").read_text().split()
print(len(nombres))
''',
    "gallery/01_essai/«autre».py": '''"""
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
