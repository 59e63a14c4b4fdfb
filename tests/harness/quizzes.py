"""A quiz of each kind, and the script that answers them."""

from __future__ import annotations

SCRIPT = '''"""
Un script
=========

Ce que fait le script.
"""

# %% double
x = 21
print("le double de", x)
print(2 * x)

# %% boucle
poids, taux = 3.0, 0.5
for pas in range(4):
    gradient = 2 * poids
    deplacement = taux * gradient
    poids = poids - deplacement

# %% bavard
for ligne in range(9):
    print(ligne)

# %% fin
reponse = 2 * x
moyenne = 1 / 3
forme = (32, 10)
nom = "deux"
'''

CHOICE = """
.. quiz:: Que vaut deux fois 21 ?
   :kind: choice
   :script: plot_un

   .. choice:: 42
      :if: reponse == 42
      :correct:

      Le double, parce que 21 + 21 = 42.

   .. choice:: 21
      :if: reponse == 21

      C'est le nombre lui-même.
"""


def yes_or_no(question: str) -> str:
    """Return a choice between two, of which 42 is right."""
    return f"""\
.. quiz:: {question}
   :kind: choice
   :script: plot_un

   .. choice:: 42
      :if: reponse == 42
      :correct:

      Oui.

   .. choice:: 41
      :if: reponse == 41

      Non.
"""


NUMBER = """
.. quiz:: Que vaut la moyenne ?
   :kind: number
   :script: plot_un
   :answer: moyenne
   :stated: 0.333
   :tolerance: 0.01

   .. explanation::

      Un tiers.
"""
SHAPE = """
.. quiz:: Quelle est la forme ?
   :kind: shape
   :script: plot_un
   :answer: forme
   :stated: (32, 10)

   .. explanation::

      Trente-deux lignes.
"""
PRINT = """
.. quiz:: Qu'affiche ce code ?
   :kind: print
   :script: plot_un
   :cell: double

   .. explanation::

      Deux lignes.
"""
ORDER = """
.. quiz:: Remettez ces lignes en ordre.
   :kind: order
   :script: plot_un
   :cell: boucle

   .. explanation::

      Le gradient vient avant le déplacement.
"""
QUIZZES = {"choice": CHOICE, "number": NUMBER, "shape": SHAPE, "print": PRINT, "order": ORDER}
