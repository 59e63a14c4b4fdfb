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

# %% prediction
# De la perte vers les prédictions.
def gradient_prediction(P, cible):
    # À FAIRE : gP, la dérivée de la perte par rapport à P, (N, 1)
    # Indice : chaque prédiction n'intervient que dans son propre carré ; gP
    #   a la forme de P.
    # Indice : la dérivée de ``u**2`` est ``2 * u`` ; la moyenne divise par
    #   le nombre de lignes.
    return 2 * (P - cible) / len(P)  # (N, 1)
    # FIN

# %% couche-sortie
# Puis la deuxième couche.
def gradients_sortie(H, gP):
    # À FAIRE : gW2, (4, 1), et gb2, (1,)
    # Indice : gW2 a la forme de W2 ; une seule combinaison de H, (N, 4), et
    #   de gP, (N, 1), la donne.
    # Indice : un biais est ajouté à chaque ligne ; son gradient est donc
    #   une somme sur les lignes, comme toute somme de chemins.
    gW2 = H.T @ gP       # (4, 1)
    gb2 = gP.sum(dim=0)  # (1,)
    return gW2, gb2
    # FIN

# %% couche-entree
# Puis, à travers tanh, la première couche.
def gradients_entree(X, H, gP, W2):
    # À FAIRE : gW1, (3, 4), et gb1, (4,)
    # Indice : pour passer de P à H, la matrice est W2 transposée.
    # Indice : pour traverser tanh, multipliez élément par élément par sa
    #   dérivée, qui s'écrit avec H seul : ``1 - H**2``.
    # Indice : la suite est celle de la deuxième couche, avec X pour entrée.
    gH = gP @ W2.T         # (N, 4)
    gZ = gH * (1 - H**2)   # (N, 4)
    return X.T @ gZ, gZ.sum(dim=0)
    # FIN

# %% essai-comparaison
# Vos quatre gradients devant ceux d'autograd.
with torch.no_grad():
    gP = gradient_prediction(P, cible)
    gW2, gb2 = gradients_sortie(H, gP)
    gW1, gb1 = gradients_entree(X, H, gP, W2)
for nom, manuel, p in [("gW1", gW1, W1), ("gb1", gb1, b1),
                       ("gW2", gW2, W2), ("gb2", gb2, b2)]:
    egaux = torch.allclose(manuel, p.grad, atol=1e-5)
    print(nom, tuple(manuel.shape), "juste" if egaux else "faux")

# %% essai-un-pas
# Un pas contre le gradient fait baisser la perte.
with torch.no_grad():
    for p, gp in [(W1, gW1), (b1, gb1), (W2, gW2), (b2, gb2)]:
        p -= 0.05 * gp
    apres = ((torch.tanh(X @ W1 + b1) @ W2 + b2 - cible) ** 2).mean()
print(f"perte avant : {perte.item():.4f}   après : {apres.item():.4f}")

# %% verifier-reference
# Un autre réseau, plus petit, et ses gradients donnés par autograd.
def reference():
    X, cible = torch.randn(5, 3), torch.randn(5, 1)
    W1, b1, W2, b2 = [
        torch.randn(forme, requires_grad=True)
        for forme in [(3, 4), (4,), (4, 1), (1,)]]
    H = torch.tanh(X @ W1 + b1)  # (5, 4)
    P = H @ W2 + b2              # (5, 1)
    P.retain_grad()
    ((P - cible) ** 2).mean().backward()
    return [t.detach() for t in (X, cible, H, P, W2)], [
        t.grad for t in (P, W1, b1, W2, b2)]

# %% verifier-prediction
def verifier_prediction():
    """gP est la dérivée de la perte par rapport à P, (N, 1)"""
    (X, cible, H, P, W2), (attendu, *_) = reference()
    gP = gradient_prediction(P, cible)
    assert gP.shape == P.shape, (
        f"gP est de forme {tuple(gP.shape)} au lieu de (5, 1), celle de P "
        "(indice 1)")
    for facteur, oubli in [(5, "la division par le nombre de lignes"),
                           (0.5, "le facteur 2"), (-1, "le signe")]:
        assert not torch.allclose(gP, facteur * attendu), (
            f"gP est faux d'un facteur : revoir {oubli} (indice 2)")
    assert torch.allclose(gP, attendu), (
        "gP a la bonne forme, mais de mauvaises valeurs (indice 2)")

# %% verifier-sortie
def verifier_sortie():
    """gW2 et gb2 sont les gradients de la deuxième couche"""
    (X, cible, H, P, W2), (gP, *_, gW2, gb2) = reference()
    rendus = gradients_sortie(H, gP)
    for nom, rendu, attendu, indice in zip(
            ["gW2", "gb2"], rendus, [gW2, gb2], [1, 2], strict=True):
        assert rendu.shape == attendu.shape, (
            f"{nom} est de forme {tuple(rendu.shape)} au lieu de "
            f"{tuple(attendu.shape)} (indice {indice})")
        assert torch.allclose(rendu, attendu, atol=1e-6), (
            f"{nom} a la bonne forme, mais de mauvaises valeurs "
            f"(indice {indice})")

# %% verifier-entree-poids
def verifier_poids_entree():
    """gW1 est le gradient des poids de la première couche"""
    (X, cible, H, P, W2), (gP, gW1, *_) = reference()
    rendu = gradients_entree(X, H, gP, W2)[0]
    assert rendu.shape == (3, 4), (
        f"gW1 est de forme {tuple(rendu.shape)} au lieu de (3, 4) (indice 3)")
    assert not torch.allclose(rendu, X.T @ (gP * W2.T)), (
        "gW1 ne traverse pas tanh : multiplier par sa dérivée (indice 2)")
    assert torch.allclose(rendu, gW1, atol=1e-6), (
        "gW1 a la bonne forme, mais de mauvaises valeurs (indice 2)")

# %% verifier-entree-biais
def verifier_biais_entree():
    """gb1 est le gradient des biais de la première couche"""
    (X, cible, H, P, W2), (gP, _, gb1, *_) = reference()
    rendu = gradients_entree(X, H, gP, W2)[1]
    assert rendu.shape == (4,), (
        f"gb1 est de forme {tuple(rendu.shape)} au lieu de (4,) : une somme "
        "sur les lignes (indice 3)")
    assert torch.allclose(rendu, gb1, atol=1e-6), (
        "gb1 a la bonne forme, mais de mauvaises valeurs (indice 2)")

# %% verifications
for verifier in (verifier_prediction, verifier_sortie,
                 verifier_poids_entree, verifier_biais_entree):
    verifier()
for manuel, p in [(gW1, W1), (gb1, b1), (gW2, W2), (gb2, b2)]:
    assert torch.allclose(manuel, p.grad, atol=1e-5)

nombre_de_fleurs = len(X)
perte_avant, perte_apres = perte.item(), apres.item()
assert perte_apres < 0.95 * perte_avant
