r"""
Exercice : le gradient d'un réseau à deux couches
=================================================

Prédire la largeur d'un pétale d'iris à partir de trois autres mesures, puis
écrire à la main les quatre gradients du réseau et les comparer à ceux de
PyTorch, tenseur par tenseur.
"""

# %% imports
import torch
from sklearn.datasets import load_iris

# %% donnees
# 150 fleurs, quatre mesures en centimètres. Les trois premières prédisent
# la quatrième.
mesures = torch.tensor(load_iris().data, dtype=torch.float32)  # (150, 4)
mesures = (mesures - mesures.mean(dim=0)) / mesures.std(dim=0)
X, cible = mesures[:, :3], mesures[:, 3:]  # (150, 3), (150, 1)
print(X.shape, cible.shape)

# %% parametres
g = torch.Generator().manual_seed(0)
W1 = torch.randn(3, 4, generator=g).requires_grad_()
b1 = torch.randn(4, generator=g).requires_grad_()
W2 = torch.randn(4, 1, generator=g).requires_grad_()
b2 = torch.randn(1, generator=g).requires_grad_()

# %% passage-avant
Z = X @ W1 + b1                    # (150, 4)
H = torch.tanh(Z)                  # (150, 4)
P = H @ W2 + b2                    # (150, 1)
perte = ((P - cible) ** 2).mean()  # ()
perte.backward()
print(f"perte = {perte.item():.4f}")

# %% solution-sortie
# De la perte vers la deuxième couche.
with torch.no_grad():
    N = len(X)
    gP = 2 * (P - cible) / N      # (150, 1)
    gW2 = H.T @ gP                # (4, 1)
    gb2 = gP.sum(dim=0)           # (1,)

# %% solution-entree
# Puis à travers tanh, jusqu'à la première couche.
with torch.no_grad():
    gH = gP @ W2.T                # (150, 4)
    gZ = gH * (1 - H**2)          # (150, 4)
    gW1 = X.T @ gZ                # (3, 4)
    gb1 = gZ.sum(dim=0)           # (4,)

# %% comparaison
# À coller sous votre code : le premier gradient faux est nommé.
manuels = {"W1": gW1, "b1": gb1, "W2": gW2, "b2": gb2}
autos = {"W1": W1.grad, "b1": b1.grad, "W2": W2.grad, "b2": b2.grad}
for nom, manuel in manuels.items():
    forme = tuple(autos[nom].shape)
    assert manuel.shape == forme, f"g{nom} : forme attendue {forme}"
    ecart = (manuel - autos[nom]).abs().max().item()
    assert ecart < 1e-5, f"g{nom} : bonne forme, mais un écart de {ecart:.1g}"
    print(f"g{nom} {forme} : juste")

# %% un-pas
# Un pas contre le gradient fait baisser la perte.
with torch.no_grad():
    for p, gp in [(W1, gW1), (b1, gb1), (W2, gW2), (b2, gb2)]:
        p -= 0.05 * gp
    apres = ((torch.tanh(X @ W1 + b1) @ W2 + b2 - cible) ** 2).mean()
print(f"perte avant : {perte.item():.4f}   après : {apres.item():.4f}")

# %% verifications
nombre_de_fleurs = len(X)
perte_avant, perte_apres = perte.item(), apres.item()
assert perte_apres < 0.95 * perte_avant
