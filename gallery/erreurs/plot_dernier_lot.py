"""
Trente-huit lots passent, le dernier s'arrête
=============================================

Des chiffres sont lus par lots de 32. Tout va bien jusqu'au dernier lot, où
une fonction qui a marché trente-huit fois lève une erreur.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits

# %% donnees
# 1 217 images à lire, avec une dimension pour leur unique couleur. Les
# prototypes sont les images moyennes des dix chiffres.
table = load_digits()
images = torch.tensor(table.images).float()[:, None]  # (1797, 1, 8, 8)
chiffres = torch.tensor(table.target)                 # (1797,)
prototypes = torch.stack(
    [images[chiffres == c].mean(dim=0).flatten() for c in range(10)])
lots = images[:1217].split(32)  # 39 lots

# %% trouver-l-erreur
# Quelle est la forme de ``grilles`` ?
def lire(lot):
    grilles = lot.squeeze()
    pixels = grilles.flatten(start_dim=1)
    return torch.cdist(pixels, prototypes).argmin(dim=1)


# %% symptome
lus = 0
try:
    for lot in lots:
        lire(lot)
        lus += 1
except RuntimeError as erreur:
    print("après", lus, "lots :", erreur)

# %% symptome-figure
# Combien d'exemples la fonction croit-elle recevoir ?
vrais = [len(lot) for lot in lots[-6:]]
vus = [len(lot.squeeze()) for lot in lots[-6:]]
rangs = torch.arange(len(lots) - 5, len(lots) + 1)
fig, ax = plt.subplots(figsize=(8, 3.6), layout="constrained")
for decalage, nombres, nom, hachure in ((-0.2, vrais, "dans le lot", ""),
                                        (0.2, vus, "vus", "//")):
    barres = ax.bar(rangs + decalage, nombres, 0.4, label=nom,
                    hatch=hachure, alpha=0.8)
    ax.bar_label(barres)
ax.set(xlabel="lot", ylabel="exemples", xticks=rangs.tolist(),
       ylim=(0, 48))
ax.legend(ncols=2, loc="upper left")
# Figure : pour chacun des six derniers lots, deux barres. Les cinq premiers
# ont 32 images et la fonction en voit 32. Le dernier en a une seule, et la
# fonction en voit huit.
plt.show()

# %% lire-le-message
# Mot à mot : *X1 et X2 doivent avoir le même nombre de colonnes, X1 : 8,
# X2 : 64*. ``X1`` est le premier argument, ``pixels`` : il a 8 colonnes au
# lieu de 64. Afficher les formes dit où elles changent.
for lot in (lots[0], lots[-1]):
    print(tuple(lot.shape), "->", tuple(lot.squeeze().shape))

# %% correction
# ``squeeze()`` enlève toutes les dimensions de longueur 1, donc aussi celle
# du lot quand il n'a qu'une image : ses 8 lignes passent pour 8 exemples.
# On nomme la dimension à enlever.
def lire_juste(lot):
    grilles = lot.squeeze(1)               # (n, 8, 8)
    pixels = grilles.flatten(start_dim=1)  # (n, 64)
    return torch.cdist(pixels, prototypes).argmin(dim=1)


# %% comparaison
predits = torch.cat([lire_juste(lot) for lot in lots])
print(predits.shape, lire_juste(lots[-1]))

# %% verifications
nombre_de_lots, lots_lus = len(lots), lus
assert lots_lus == nombre_de_lots - 1 == 38
assert [len(lot) for lot in lots[-2:]] == [32, 1]
assert vus == [32] * 5 + [8]
assert torch.equal(lire(lots[0]), lire_juste(lots[0]))
assert predits.shape == (1217,)
assert (predits == chiffres[:1217]).float().mean() > 0.85
