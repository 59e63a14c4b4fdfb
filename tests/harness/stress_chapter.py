"""A chapter of slides too long for any room: planted overflows, and the same with ``fit``."""

from __future__ import annotations

LONG_CODE = "\n".join(f"valeur_{rank} = {rank} * {rank}  # ligne {rank}" for rank in range(1, 81))
SCRIPT = f'''"""
Un script
=========

De quoi remplir une salle.
"""

# %% imports
import matplotlib.pyplot as plt

# %% quatre-vingts
{LONG_CODE}

# %% bavard
for ligne in range(40):
    print("ligne", ligne, "de la sortie")

# %% large
print("un nom " * 40)

# %% grande-figure
fig, axes = plt.subplots(figsize=(6, 9), layout="constrained")
axes.plot([0, 1], [0, 1])
axes.set(xlabel="abscisse", ylabel="ordonnée")
# Figure : une droite qui monte.
plt.show()
'''

TABLE = "\n".join(
    [".. list-table::", "   :header-rows: 1", ""]
    + [f"   * - Rang {rank}\n     - Nom {rank}\n     - Ce que c'est" for rank in range(31)]
)
WIDE_TABLE = "\n".join(
    [".. list-table::", ""]
    + [f"   {'*' if rank == 0 else ' '} - " + "Colonne" * 2 for rank in range(12)]
)
NESTED = "\n".join(
    f"- Point {rank}\n\n  - Détail {rank} a\n  - Détail {rank} b\n" for rank in range(1, 10)
)
NUMBERED = "\n".join(f"#. Une consigne, numéro {rank}" for rank in range(1, 31))
SUM = " + ".join(rf"\frac{{x^{{{rank}}}}}{{{rank}!}}" for rank in range(1, 26))
TALL_FORMULA = r" \\ ".join(rf"f_{{{rank}}}(x) &= x^{{{rank}}}" for rank in range(1, 25))
PARAGRAPH = "\n".join(
    ["Une phrase assez longue pour tenir une ligne entière de la diapositive."] * 20
)
SNIPPET = ".. snippet:: plot_un\n   :cell: {cell}\n"
LOW = '.. raw:: html\n\n   <div style="margin-top: 500px">{inside}</div>'

# What overflows: {title: (content, the kinds of complaint one of which must be made)}.
PLANTED = {
    "Code long": (SNIPPET.format(cell="quatre-vingts"), {"bottom", "clipped"}),
    "Sortie longue": (SNIPPET.format(cell="bavard"), {"bottom"}),
    "Sortie large": (SNIPPET.format(cell="large"), {"right", "clipped"}),
    "Tableau long": (TABLE, {"bottom"}),
    "Tableau large": (WIDE_TABLE, {"right"}),
    "Formule longue": (f".. math::\n\n   {SUM}", {"right"}),
    "Formule haute": (f".. math::\n\n   {TALL_FORMULA}", {"bottom", "top"}),
    "Liste imbriquée": (NESTED, {"bottom"}),
    "Texte long": (PARAGRAPH, {"bottom"}),
    "Figure coupée": (
        f"{PARAGRAPH[:900]}\n\n{SNIPPET.format(cell='grande-figure')}   :show: figure\n",
        {"figure-small", "figure-bottom", "bottom", "overlap"},
    ),
    "Texte minuscule": (
        '.. raw:: html\n\n   <p style="font-size: 17px">À lire de près</p>',
        {"small-text"},
    ),
    "Code minuscule": (
        '.. raw:: html\n\n   <pre style="font-size: 13px">x = 1</pre>',
        {"small-code"},
    ),
}
# The same, told what to do; and what is cut by its nature, exempt with a reason.
FITTED = {
    "Code long": ("split", SNIPPET.format(cell="quatre-vingts")),
    "Sortie longue": ("split", SNIPPET.format(cell="bavard")),
    "Tableau long": ("split", TABLE),
    "Liste imbriquée": ("split", NESTED),
    "Liste numérotée": ("split", NUMBERED),
    "Texte long": ("scroll", PARAGRAPH),
    "Formule un peu haute": (
        "shrink",
        ".. math::\n\n   " + r" \\ ".join(rf"f_{{{rank}}}(x) &= x" for rank in range(1, 15)),
    ),
    "Code un peu long": ("shrink", SNIPPET.format(cell="quatre-vingts") + "   :lines: 1-18\n"),
    "Liste un peu longue": ("shrink", "\n".join(f"- Point {rank}" for rank in range(12))),
    "Figure haute": (
        "shrink",
        SNIPPET.format(cell="grande-figure") + "   :show: figure\n",
    ),
    "Sortie large": ("none\n   :reason: la ligne se coupe exprès", SNIPPET.format(cell="large")),
}


def planted() -> str:
    """Return the chapter that overflows."""
    return "Un mot.\n\n" + "\n\n".join(
        f"{title}\n{'-' * len(title)}\n\n{content}" for title, (content, _) in PLANTED.items()
    )


def fitted() -> str:
    """Return the chapter whose slides say what to do."""
    return "Un mot.\n\n" + "\n\n".join(
        f"{title}\n{'-' * len(title)}\n\n.. slide::\n   :fit: {fit}\n\n{content}"
        for title, (fit, content) in FITTED.items()
    )
