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
from torch.optim import SGD, Adam

plt.rcParams["font.size"] = 18.5

# %% donnees
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)

# %% trouver-l-erreur
# Il manque une ligne à cette boucle. Laquelle ?
def entrainer(taux, epoques=20, graine=0, taille=64, algorithme=SGD):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 32), nn.ReLU(),
                           nn.Linear(32, 10))
    optimiseur = algorithme(modele.parameters(), lr=taux)
    pertes = []
    for epoque in range(epoques):
        total = 0.0
        for lot in torch.randperm(len(x)).split(taille):
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
# sa lancée et le dépasse ; et l'écart de chaque lot au gradient complet s'y
# ajoute pour toujours. La ligne manquante est ``optimiseur.zero_grad()``.
def entrainer_juste(taux, epoques=20, graine=0, taille=64, algorithme=SGD):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 32), nn.ReLU(),
                           nn.Linear(32, 10))
    optimiseur = algorithme(modele.parameters(), lr=taux)
    pertes = []
    for epoque in range(epoques):
        total = 0.0
        for lot in torch.randperm(len(x)).split(taille):
            perte = cross_entropy(modele(x[lot]), y[lot])
            optimiseur.zero_grad()
            perte.backward()
            optimiseur.step()
            total += perte.item() * len(lot)
        pertes.append(total / len(x))
    return pertes


# %% comparaison
# Avec Adam, la boucle fausse commence par aller plus vite que la juste.
avec = entrainer_juste(taux=0.1)
adam_sans = entrainer(taux=0.001, algorithme=Adam)
adam_avec = entrainer_juste(taux=0.001, algorithme=Adam)
fig, axes = plt.subplots(1, 2, figsize=(9, 4.2), layout="constrained",
                         sharey=True)
for ax, juste, fausse, titre in ((axes[0], avec, sans, "SGD, taux 0,1"),
                                 (axes[1], adam_avec, adam_sans,
                                  "Adam, taux 0,001")):
    ax.plot(range(1, 21), juste, color="C0", lw=2.5,
            label="avec zero_grad")
    ax.plot(range(1, 21), fausse, "--", color="C1", lw=2.5,
            label="sans zero_grad")
    ax.set_title(titre, fontsize=18.5)
    ax.set(xlabel="époque", ylim=(0, 2.5), xlim=(0, 21),
           xticks=range(0, 21, 5))
axes[0].set(ylabel="perte")
fig.legend(*axes[0].get_legend_handles_labels(), ncols=2,
           loc="outside upper center")
# Figure : deux panneaux, la perte pendant vingt époques, avec et sans
# zero_grad. Pour SGD, sans zero_grad, elle descend deux époques puis remonte
# par à-coups, alors que l'autre descend régulièrement jusqu'à 0,2. Pour Adam,
# sans zero_grad, elle descend plus vite que l'autre jusque vers la dixième
# époque, puis remonte ; l'autre continue de descendre et passe devant.
# Diapositive : 8 × 3.3
plt.show()

# %% taux-minuscule
# Un taux assez petit cache l'erreur : la boucle fausse apprend.
sans_taux_minuscule = entrainer(taux=0.0002, epoques=120)
for epoque in (20, 30, 55, 110):
    print(f"sans, taux 0,0002, époque {epoque:3} : "
          f"{sans_taux_minuscule[epoque - 1]:.2f}")
print(f"avec, taux 0,1,    époque  20 : {avec[-1]:.2f}")

# %% lot-entier
# La même faute, autant de pas et le même taux, mais un seul lot de toutes
# les images : sans le bruit des lots, la perte finit par descendre.
lot_entier = entrainer(taux=0.1, epoques=580, taille=len(x))
print(f"580 lots de 64    : {sans[-1]:.2f}")
print(f"580 lots de 1 797 : {lot_entier[-1]:.2f}")

# %% verifications
for graine in (0, 1, 2):
    sans_ = entrainer(0.1, graine=graine)
    avec_ = entrainer_juste(0.1, graine=graine)
    assert sans_.index(min(sans_)) < 6 and sans_[-1] > 2 * min(sans_)
    assert avec_[-1] < 0.25
    assert all(suivante < p for p, suivante in zip(avec_, avec_[1:]))
    # Adam : la boucle fausse est d'abord devant, puis derrière.
    adam = entrainer(0.001, graine=graine, algorithme=Adam)
    adam_juste = entrainer_juste(0.001, graine=graine, algorithme=Adam)
    assert all(a < b - 0.1 for a, b in zip(adam[3:7], adam_juste[3:7]))
    assert adam[-1] > 2 * adam_juste[-1]
    # Au taux 0,0002 : une bosse, puis la perte redescend plus bas.
    minuscule = sans_taux_minuscule
    if graine == 1:
        minuscule = entrainer(0.0002, epoques=120, graine=1)
    creux = min(minuscule[:45])
    assert 20 < minuscule.index(creux) < 45
    assert 0.3 < minuscule[19] < 1
    assert max(minuscule[45:70]) > 1.2 * creux
    assert min(minuscule[90:]) < 0.75 * creux

# %% lot-entier-verifie
# Le lot entier dépasse, revient, et descend.
for graine in (0, 1):
    entier = lot_entier
    if graine == 1:
        entier = entrainer(0.1, 580, 1, len(x))
    assert entier[-1] < 0.05
    assert max(entier[150:330]) > 1.1 * min(entier[:180])

# %% nombres-cites
epoques_de_descente = sans.index(min(sans)) + 1
epoque_de_remontee = epoques_de_descente + 1
perte_minimale_sans, perte_finale_sans = min(sans), sans[-1]
perte_finale_avec = avec[-1]
perte_20, perte_30, perte_55, perte_110 = (
    sans_taux_minuscule[n - 1] for n in (20, 30, 55, 110))
perte_lot_entier = lot_entier[-1]

# %% releve-adam
adam_devant = sum(a < b for a, b in zip(adam_sans, adam_avec))
assert all(a < b for a, b in zip(adam_sans[:adam_devant], adam_avec))
adam_sans_6, adam_avec_6 = adam_sans[5], adam_avec[5]
adam_sans_20, adam_avec_20 = adam_sans[-1], adam_avec[-1]
epoques = len(sans)
