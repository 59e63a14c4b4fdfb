r"""
Le même réglage sur un réseau
=============================

Deux résultats d'un modèle linéaire, essayés sur des réseaux d'une à trois
couches cachées : ce que coûte un softmax de trop avec Adam, et où est le
bon taux.
"""

# %% imports
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

# %% chiffres
chiffres = load_digits()
pixels = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
classes = torch.tensor(chiffres.target)            # (1797,)


# %% tirer
# Les poids de départ d'une graine, ses lots de 64 parmi 1200 images, et
# les 597 images mises de côté.
def tirer(graine, couches, pas):
    g = torch.Generator().manual_seed(graine)
    ordre = torch.randperm(len(pixels), generator=g)
    poids = []
    for sortie in (64,) * couches + (10,):
        gain = 1 if sortie == 10 else 2
        W = torch.randn(64, sortie, generator=g) * math.sqrt(gain / 64)
        poids += [W, torch.zeros(1, sortie)]
    lots = ordre[:1200][torch.randint(1200, (pas, 64), generator=g)]
    return poids, lots, ordre[1200:]


# %% scores
def scores(P, images):
    """Les logits de cinq réseaux, une ReLU après chaque couche cachée."""
    z = pixels[images]                             # (5, lot, 64)
    for rang in range(0, len(P), 2):
        z = z @ P[rang] + P[rang + 1]
        if rang < len(P) - 2:
            z = z.relu()
    return z                                       # (5, lot, 10)


# %% entrainer
def entrainer(methode, couches, taux, pas, avec_softmax=False):
    """Les logits des images mises de côté, et leurs classes."""
    poids, lots, restent = zip(*(tirer(k, couches, pas) for k in range(5)))
    P = [torch.stack(p).requires_grad_() for p in zip(*poids)]
    restent = torch.stack(restent)                 # (5, 597)
    opt = methode(P, lr=taux)
    for lot in torch.stack(lots, dim=1):           # (5, 64)
        z = scores(P, lot)
        if avec_softmax:
            z = z.softmax(dim=2)
        # Cinq fois la moyenne : la somme des pertes des cinq réseaux.
        perte = 5 * F.cross_entropy(z.flatten(0, 1), classes[lot].flatten())
        opt.zero_grad()
        perte.backward()
        opt.step()
    with torch.no_grad():
        return scores(P, restent), classes[restent]


# %% softmax-de-trop
# Une couche cachée, 300 lots, Adam au taux par défaut puis dix fois plus.
bilan = {}
for taux in (0.001, 0.01):
    for nom, oui in (("logits", False), ("softmax d'abord", True)):
        z, y = entrainer(torch.optim.Adam, 1, taux, 300, oui)
        prevu = z.argmax(dim=2)                    # (5, 597)
        exactes = (prevu == y).float().mean(dim=1)
        oubliees = [10 - len(p.unique()) for p in prevu]
        bilan[taux, nom] = exactes, oubliees
        print(f"{taux} {nom:15} : exactitude",
              [f"{e:.3f}" for e in exactes.tolist()],
              "classes jamais prédites", oubliees)

# %% profondeur
# Le meilleur taux d'AdamW, constant, selon le nombre de couches cachées.
taux_essayes = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3]
par_profondeur = {}
for couches in range(4):
    pertes = []
    for taux in taux_essayes:
        z, y = entrainer(torch.optim.AdamW, couches, taux, 150)
        pertes.append(F.cross_entropy(z.flatten(0, 1), y.flatten()).item())
    par_profondeur[couches] = pertes
    bas = min(pertes)
    print(f"{couches} | {taux_essayes[pertes.index(bas)]} | {bas:.2f} | "
          f"{pertes[0]:.2f}")

# %% profondeur-figure
fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
for (couches, pertes), trait in zip(par_profondeur.items(),
                                    ("o-", "s--", "D-.", "^:")):
    ax.loglog(taux_essayes, pertes, trait,
              label=f"{couches} couche{'s' * (couches > 1)}")
ax.set(xlabel="taux d'apprentissage", ylabel="perte de validation",
       yticks=[0.1, 0.3, 1], yticklabels=["0,1", "0,3", "1"])
ax.minorticks_off()
fig.legend(loc="outside upper center", ncols=4)
# Figure : la perte de validation selon le taux d'AdamW, en échelles
# logarithmiques, pour zéro, une, deux et trois couches cachées. Chaque
# courbe descend puis remonte, et son creux est plus à gauche à chaque
# couche : vers 0,1, puis 0,03, 0,01 et 0,003.
# Diapositive : 7.6 × 3.4
plt.show()

# %% verifications
exactes = {cas: e.mean().item() for cas, (e, _) in bilan.items()}
reseau_logits = exactes[0.001, "logits"]
reseau_softmax = exactes[0.001, "softmax d'abord"]
assert reseau_logits - reseau_softmax > 0.03

# %% releve-oubli
# Sur plusieurs graines, un chiffre n'est plus jamais prédit. Un taux dix
# fois plus grand répare ici presque tout.
graines_amputees = sum(o > 0 for o in bilan[0.001, "softmax d'abord"][1])
assert graines_amputees >= 2 and not any(bilan[0.001, "logits"][1])
perdu_au_taux_dix = exactes[0.01, "logits"] - exactes[0.01, "softmax d'abord"]
assert abs(perdu_au_taux_dix) < 0.02

# %% releve-creux
creux = [taux_essayes[p.index(min(p))] for p in par_profondeur.values()]
assert creux == [0.1, 0.03, 0.01, 0.003]
creux_lineaire, creux_une, creux_deux, creux_trois = creux
