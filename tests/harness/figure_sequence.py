"""A script that records a sequence of figures, to be varied by tests."""

from __future__ import annotations

FRAMES = 12
SEQUENCE = '''"""
Une suite
=========

Une droite qui tourne.
"""

# %% imports
import matplotlib.pyplot as plt

# %% suite
for etape in range(12):
    fig, ax = plt.subplots(figsize=(4, 2), layout="constrained")
    ax.plot([0, 1], [0, etape])
    ax.set(ylim=(0, 12))
    ax.set_title(f"étape {etape} : hauteur {etape / 2}")
    # Figure : une droite qui part de l'origine
    # et monte de plus en plus.
    # Séquence : étape
    plt.show()
    plt.close()

# %% seule
print("rien à voir")
'''
QUOTE = ".. snippet:: plot_un\n   :cell: suite\n"
