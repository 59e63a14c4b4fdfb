"""An exercise of one function, as its author writes it."""

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
