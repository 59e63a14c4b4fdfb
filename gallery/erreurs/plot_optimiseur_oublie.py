"""
Une reprise qui commence par un saut
====================================

Un entraînement coupé est repris avec les bons poids. La perte fait pourtant
un saut, puis redescend. Aucune erreur, aucun avertissement.
"""

# %% imports
import io

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

plt.rcParams["font.size"] = 18.5

# %% donnees
coupure = 200  # le pas après lequel tout s'arrête
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)


# %% preparer
def preparer(graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    return modele, torch.optim.Adam(modele.parameters(), lr=0.01)


# %% avancer
def avancer(modele, optimiseur, g, pas=coupure):
    """Quelques pas, et la perte de tous les chiffres après chacun."""
    pertes = []
    for _ in range(pas):
        lot = torch.randint(len(x), (256,), generator=g)
        optimiseur.zero_grad()
        cross_entropy(modele(x[lot]), y[lot]).backward()
        optimiseur.step()
        with torch.inference_mode():
            pertes.append(cross_entropy(modele(x), y).item())
    return pertes


# %% trouver-l-erreur
# Que manque-t-il à ce point de reprise ?
def couper_et_reprendre(graine=0):
    modele, optimiseur = preparer(graine)
    g = torch.Generator().manual_seed(graine)
    pertes = avancer(modele, optimiseur, g)
    fichier = io.BytesIO()  # un fichier en mémoire
    torch.save({"modele": modele.state_dict()}, fichier)

    modele, optimiseur = preparer(graine)
    fichier.seek(0)
    point = torch.load(fichier)
    modele.load_state_dict(point["modele"])
    return pertes + avancer(modele, optimiseur, g)


# %% symptome
sans = couper_et_reprendre()
rangs = range(coupure - 20, 2 * coupure + 1)
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ax.plot(rangs, sans[coupure - 21:], color="C1", lw=2.5)
ax.set(xlabel="pas", ylabel="perte", ylim=(0, None))
# Figure : la perte de tous les chiffres, du pas 180 au pas 400. Elle descend
# jusqu'au pas 200, remonte brusquement, puis redescend.
plt.show()

# %% correction
# Adam garde, pour chaque paramètre, une moyenne des gradients et une de leurs
# carrés. Sans elles, il recommence à zéro : ses premiers pas valent le taux
# entier dans chaque direction, même là où le gradient est presque nul.
def couper_et_reprendre_juste(graine=0):
    modele, optimiseur = preparer(graine)
    g = torch.Generator().manual_seed(graine)
    pertes = avancer(modele, optimiseur, g)
    fichier = io.BytesIO()
    torch.save({"modele": modele.state_dict(),
                "optimiseur": optimiseur.state_dict()}, fichier)

    modele, optimiseur = preparer(graine)
    fichier.seek(0)
    point = torch.load(fichier)
    modele.load_state_dict(point["modele"])
    optimiseur.load_state_dict(point["optimiseur"])
    return pertes + avancer(modele, optimiseur, g)


# %% comparaison
avec = couper_et_reprendre_juste()
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ax.plot(rangs, sans[coupure - 21:], "--", color="C1", lw=2.5,
        label="poids seuls")
ax.plot(rangs, avec[coupure - 21:], color="C0", lw=2.5,
        label="poids et optimiseur")
ax.axvline(coupure, color="C3", ls=":", lw=2.5)
ax.set(xlabel="pas", ylabel="perte", ylim=(0, None))
ax.legend(loc="upper right")
# Figure : les pertes de deux reprises, du pas 180 au pas 400 ; la coupure, au
# pas 200, est marquée d'un trait vertical. Avec les poids seuls, la perte
# remonte brusquement, puis redescend. Avec l'état de l'optimiseur, elle
# continue de descendre.
# Diapositive : 8 × 3.2
plt.show()


# %% verifications
# Cinq graines : avec l'état d'Adam, la reprise est exacte, au bit près ; sans
# lui, un saut.
def jamais_coupe(graine):
    return avancer(*preparer(graine), torch.Generator().manual_seed(graine),
                   pas=2 * coupure)


# %% verifier-sauts
sauts, fins = [], []
for graine in range(5):
    sans_, avec_ = (f(graine) for f in (couper_et_reprendre,
                                        couper_et_reprendre_juste))
    assert avec_ == jamais_coupe(graine)
    assert sans_[:coupure] == avec_[:coupure]
    fins.append(avec_[-1] - sans_[-1])
    sauts.append(max(sans_[coupure:coupure + 15]) / sans_[coupure - 1])
    assert max(avec_[coupure:coupure + 15]) < 1.15 * avec_[coupure - 1]
assert min(sauts) > 1.2
assert min(fins) > 0  # plus tard, les poids seuls sont passés dessous

# %% releve
perte_avant = sans[coupure - 1]
perte_saut = max(sans[coupure:coupure + 15])
plus_petit_saut, plus_grand_saut = min(sauts), max(sauts)
