"""
La perte refuse la cible
========================

Un lot d'images, dix logits par image, une étiquette par image. Le réseau
répond sans protester, et c'est la perte qui s'arrête, sur la cible.
"""

# %% imports
import torch
from sklearn.datasets import load_digits
from torch import nn

# %% donnees
chiffres = load_digits()
images = torch.tensor(chiffres.images).float() / 16  # (1797, 8, 8)
etiquettes = torch.tensor(chiffres.target)           # (1797,)
lot, y = images[:32], etiquettes[:32]

# %% trouver-l-erreur
# Les étiquettes sont bonnes : 32 entiers, pour 32 images. Où est la faute ?
torch.manual_seed(0)
modele = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 10))
logits = modele(lot)

# %% symptome
try:
    nn.functional.cross_entropy(logits, y)
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)
    message = str(erreur)
print(logits.shape)

# %% correction
# *Taille de cible attendue [32, 10], reçue [32].* Le message accuse la
# cible, mais la faute est en amont. ``Linear`` n'agit que sur la dernière
# dimension : ici, chaque ligne de 8 pixels, et non l'image, a donné dix
# logits. La perte lit alors la deuxième dimension comme celle des classes.
# ``nn.Flatten`` fait de chaque image une ligne de 64 nombres.
torch.manual_seed(0)
juste = nn.Sequential(nn.Flatten(), nn.Linear(64, 16), nn.ReLU(),
                      nn.Linear(16, 10))

# %% comparaison
# Lire la forme des logits avant de calculer la perte : (lot, classes).
print("sans Flatten :", modele(lot).shape)
print("avec Flatten :", juste(lot).shape)
print("perte :", nn.functional.cross_entropy(juste(lot), y))

# %% verifications
assert "Expected target size [32, 10], got [32]" in message
assert modele(lot).shape == (32, 8, 10) and juste(lot).shape == (32, 10)
