"""What the course of ``files.py`` has beside its chapters: no deck, another format, outside."""

from __future__ import annotations

ANNEXES = {
    "source/mesures.rst": """\
«titre_mesures»
===============

«ancre_mesures»

«section_mesures»
-----------------

Voir :ref:`la fin <fin>`, :doc:`/galerie/«dossier»/«script»`.
""",
    "source/chapitres/«annexe_rst».rst": """\
:description: Une annexe.
:minutes: 3

Annexe
======

Voir :ref:`«debut»`, :doc:`/galerie/«dossier»/«script»`, :term:`perte`, :doc:`/mesures`.
""",
    "source/chapitres/«annexe_md».md": """\
---
description: Une annexe.
minutes: 3
---

# Annexe

Voir {ref}`«debut»`, {doc}`/galerie/«dossier»/«script»`, {term}`perte`, [](/mesures.rst).
""",
    "source/morceaux/autre.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle r="7"/></svg>
""",
    "dehors/notes.txt": "«dehors»",
}
