"""A small course that borrows everywhere; ``«place»`` stands for a text of ``edited_places.py``.

A file whose name has an empty place is not there.
"""

from __future__ import annotations

from harness.edited.annexes import ANNEXES
from harness.edited.scripts import SCRIPTS

FILES = {
    "source/conf.py": "«reglage»",
    "source/_static/edite.css": "«style»",
    "source/index.rst": """\
Sommaire
========

.. toctree::
   :maxdepth: «profondeur»«numeros»«legende»

   «ordre»

.. toctree::

   glossaire
   «annexe_liste»
   «ordre_deux»
   mesures
   galerie/index
""",
    "source/glossaire.rst": """\
Glossaire
=========

.. english-names::

.. glossary::

   «terme_avant»

   «terme»
      *«anglais»*. «definition»

   perte
      *loss*. Un nombre qui mesure l'erreur.

   «autre_terme»
""",
    "source/chapitres/«un».rst": """\
:description: «description»
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

Un paragraphe sans titre. Voir [Knuth74]_.

«citation_un»

.. image:: «autre_image»
   :alt: Un cercle

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

«comparaison»

«exercice»

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
Et [la fin](«trois».rst#fin), [](#«slug»), {doc}`/galerie/«dossier»/«script»`.

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

.. literalinclude:: ../../dehors/notes.txt

«reprise»

«citation_trois»
""",
    "source/chapitres/«quatre».md": """\
---
description: Le quatrième.
minutes: 5
---

# Quatrième chapitre

::::{rappels}
:::{rappel} «un»
:question: «question»

Une note.
:::
::::

Voir [](«deux».md#«slug»), [](«deux».md#sous-section), [](«deux».md), {doc}`«trois»`.
La perte et le gradient. Voir {term}`perte`, {numref}`autre`,
Puis {ref}`«debut»`.

## Une suite

{ref}`sphx_glr_galerie_«dossier»_«script».py`
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
    **ANNEXES,
    **SCRIPTS,
}
