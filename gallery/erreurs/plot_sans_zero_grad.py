"""
Une perte qui descend, puis remonte
===================================

Un petit réseau apprend à lire des chiffres. Les premières époques se passent
bien, puis la perte remonte. Aucune erreur, aucun avertissement.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

plt.rcParams["font.size"] = 18.5

# %% donnees
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)

# %% trouver-l-erreur
# Il manque une ligne à cette boucle. Laquelle ?
def entrainer(taux, epoques=20, graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 32), nn.ReLU(),
                           nn.Linear(32, 10))
    optimiseur = torch.optim.SGD(modele.parameters(), lr=taux)
    pertes = []
    for epoque in range(epoques):
        total = 0.0
        for lot in torch.randperm(len(x)).split(64):
            perte = cross_entropy(modele(x[lot]), y[lot])
            perte.backward()
            optimiseur.step()
            total += perte.item() * len(lot)
        pertes.append(total / len(x))
    return pertes


# %% symptome
sans = entrainer(taux=0.1)
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ax.plot(range(1, 21), sans, "--", color="C1")
ax.set(xlabel="époque", ylabel="perte moyenne", ylim=(0, None),
       xticks=range(0, 21, 5))
# Figure : la perte moyenne de chaque époque, pendant vingt époques. Elle
# descend deux époques, de 1,7 à 0,6, puis remonte par à-coups et finit plus
# haut qu'au départ.
plt.show()

# %% correction
# ``backward()`` ajoute à ``.grad``, il n'y écrit pas. Sans remise à zéro, le
# deuxième lot suit la somme de deux gradients, le centième la somme de cent.
# Rien ne freine cette somme : arrivé près du minimum, le modèle continue sur
# sa lancée et le dépasse. La ligne manquante est ``optimiseur.zero_grad()``.
def entrainer_juste(taux, epoques=20, graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 32), nn.ReLU(),
                           nn.Linear(32, 10))
    optimiseur = torch.optim.SGD(modele.parameters(), lr=taux)
    pertes = []
    for epoque in range(epoques):
        total = 0.0
        for lot in torch.randperm(len(x)).split(64):
            perte = cross_entropy(modele(x[lot]), y[lot])
            optimiseur.zero_grad()
            perte.backward()
            optimiseur.step()
            total += perte.item() * len(lot)
        pertes.append(total / len(x))
    return pertes


# %% comparaison
# Un taux dix fois plus petit ne répare rien : la remontée vient plus tard.
sans_petit_taux = entrainer(taux=0.01)
avec = entrainer_juste(taux=0.1)
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
rangs = range(1, 21)
ax.plot(rangs, sans, "--", color="C1", label="sans,\ntaux 0,1")
ax.plot(rangs, sans_petit_taux, ":", color="C3",
        label="sans,\ntaux 0,01")
ax.plot(rangs, avec, color="C0", label="avec,\ntaux 0,1")
ax.set(xlabel="époque", ylabel="perte", ylim=(0, None), xlim=(0, 21),
       xticks=range(0, 21, 5))
fig.legend(loc="outside right upper", handlelength=1.5)
# Figure : trois courbes de la perte pendant vingt époques. Sans zero_grad,
# au taux 0,1, elle descend deux époques puis remonte par à-coups ; au
# taux 0,01, elle descend quatre époques, puis remonte plus lentement. Avec
# zero_grad, elle descend régulièrement jusqu'à 0,2.
# Diapositive : 8 × 3.2
plt.show()

# %% taux-minuscule
# Un taux assez petit cache l'erreur. À 0,0002, la boucle fausse n'est pas
# remontée après vingt époques, elle est seulement plus haut ; avec soixante
# époques, on la voit remonter.
sans_taux_minuscule = entrainer(taux=0.0002, epoques=60)
print(f"sans, taux 0,0002, époque 20 : {sans_taux_minuscule[19]:.2f}")
print(f"avec, taux 0,1,    époque 20 : {avec[19]:.2f}")

# %% verifications
# Trois graines : la descente s'arrête tôt, la remontée ne manque jamais.
for graine in (0, 1, 2):
    sans_ = entrainer(0.1, graine=graine)
    petit = entrainer(0.01, graine=graine)
    avec_ = entrainer_juste(0.1, graine=graine)
    assert sans_.index(min(sans_)) < 6 and sans_[-1] > 2 * min(sans_)
    assert petit.index(min(petit)) < 8 and petit[-1] > 2 * min(petit)
    assert avec_[-1] < 0.25
    assert all(suivante < p for p, suivante in zip(avec_, avec_[1:]))
    minuscule = sans_taux_minuscule
    if graine:
        minuscule = entrainer(0.0002, epoques=60, graine=graine)
    assert 20 < minuscule.index(min(minuscule)) < 45
    assert avec_[-1] + 0.1 < minuscule[19] < 1
    assert minuscule[-1] > 1.05 * min(minuscule)
assert sans_petit_taux.index(min(sans_petit_taux)) > sans.index(min(sans))

# %% nombres-cites
epoques_de_descente = sans.index(min(sans)) + 1
epoques_de_descente_petit = sans_petit_taux.index(min(sans_petit_taux)) + 1
perte_minimale_sans, perte_finale_sans = min(sans), sans[-1]
perte_finale_petit, perte_finale_avec = sans_petit_taux[-1], avec[-1]
epoques_de_descente_minuscule = (
    sans_taux_minuscule.index(min(sans_taux_minuscule)) + 1)
epoques = len(sans)
