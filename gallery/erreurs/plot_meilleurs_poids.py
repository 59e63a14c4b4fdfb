"""
Les meilleurs poids, perdus
===========================

La boucle surveille la validation, garde les meilleurs poids et les reprend à
la fin. La perte, elle, reste celle de la dernière époque.
"""

# %% imports
import copy

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

plt.rcParams["font.size"] = 18.5

# %% donnees
# Cent chiffres pour apprendre : de quoi surapprendre vite.
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
ordre = torch.randperm(1797, generator=torch.Generator().manual_seed(0))
peu, a_valider = ordre[:100], ordre[100:900]


# %% preparer
def preparer(graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    return modele, torch.optim.Adam(modele.parameters(), lr=0.03)


def une_epoque(modele, optimiseur):
    modele.train()
    optimiseur.zero_grad()
    cross_entropy(modele(x[peu]), y[peu]).backward()
    optimiseur.step()


@torch.inference_mode()
def valider(modele):
    modele.eval()
    return cross_entropy(modele(x[a_valider]), y[a_valider]).item()


# %% trouver-l-erreur
# Que valent les poids repris à la dernière ligne ?
def entrainer(graine=0, epoques=80):
    modele, optimiseur = preparer(graine)
    meilleure, pertes = float("inf"), []
    for epoque in range(epoques):
        une_epoque(modele, optimiseur)
        pertes.append(valider(modele))
        if pertes[-1] < meilleure:
            meilleure = pertes[-1]
            poids = modele.state_dict()
    modele.load_state_dict(poids)
    return modele, pertes


# %% symptome
modele, pertes = entrainer()
print(f"meilleure perte : {min(pertes):.3f}")
print(f"poids repris    : {valider(modele):.3f}")
print(f"dernière époque : {pertes[-1]:.3f}")


# %% correction
# ``state_dict()`` rend les tenseurs du modèle, pas une copie : l'optimiseur
# continue de les corriger sur place. ``copy.deepcopy`` les met à l'abri.
def entrainer_juste(graine=0, epoques=80):
    modele, optimiseur = preparer(graine)
    meilleure, pertes = float("inf"), []
    for epoque in range(epoques):
        une_epoque(modele, optimiseur)
        pertes.append(valider(modele))
        if pertes[-1] < meilleure:
            meilleure = pertes[-1]
            poids = copy.deepcopy(modele.state_dict())
    modele.load_state_dict(poids)
    return modele, pertes


# %% comparaison
juste, _ = entrainer_juste()
reprise, reprise_juste = valider(modele), valider(juste)
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ax.plot(range(1, 81), pertes, color="C5", lw=2.5)
ax.plot(80, reprise, "X", color="C1", ms=15, clip_on=False,
        label="repris sans copie")
ax.plot(80, reprise_juste, "o", color="C0", ms=13, clip_on=False,
        label="repris après copie")
ax.axhline(reprise_juste, color="C0", ls=":", lw=2)
ax.set(xlabel="époque", ylabel="perte de validation", xlim=(0, 82),
       ylim=(0, 2))
ax.legend(loc="upper center")
# Figure : la perte de validation descend, touche son creux, puis remonte. Les
# poids repris sans copie sont au bout de la courbe, en haut ; ceux que l'on
# avait copiés sont à la hauteur du creux.
# Diapositive : 8 × 3.3
plt.show()

# %% quiz-copies
# Trois façons de garder les poids, puis une époque de plus.
suivi, optimiseur = preparer()
depart = suivi[0].weight.detach().clone()
gardes = {"dict": dict(suivi.state_dict()), "copy": suivi.state_dict().copy(),
          "clone": {k: v.clone() for k, v in suivi.state_dict().items()}}

# %% copies-apres
une_epoque(suivi, optimiseur)
dict_garde, copy_garde, clone_garde = (
    torch.equal(poids["0.weight"], depart) for poids in gardes.values())
assert (dict_garde, copy_garde, clone_garde) == (False, False, True)

# %% verifications
# Cinq graines : sans copie, on reprend toujours la dernière époque.
for graine in range(5):
    modele_, pertes_ = entrainer(graine)
    juste_, _ = entrainer_juste(graine)
    assert valider(modele_) == pertes_[-1] > 1.2 * min(pertes_)
    assert valider(juste_) == min(pertes_)
perte_meilleure, perte_derniere = min(pertes), pertes[-1]
perte_sans_copie, perte_apres_copie = reprise, reprise_juste
