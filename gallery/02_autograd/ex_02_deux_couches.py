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
# Première étape.
def gradient_prediction(P, cible):
    # À FAIRE : gP, la dérivée de la perte par rapport à P, (N, 1)
    # Indice : chaque prédiction n'intervient que dans son propre carré ; gP
    #   a la forme de P.
    # Indice : la dérivée de ``u**2`` est ``2 * u`` ; la moyenne divise par
    #   le nombre de lignes.
    return 2 * (P - cible) / len(P)  # (N, 1)
    # FIN

# %% couche-2
# Deuxième étape.
def gradients_couche_2(H, gP):
    # À FAIRE : gW2, (4, 1), et gb2, (1,)
    # Indice : gW2 a la forme de W2 ; une seule combinaison de H, (N, 4), et
    #   de gP, (N, 1), la donne.
    # Indice : un biais est ajouté à chaque ligne ; son gradient est donc
    #   une somme sur les lignes, comme toute somme de chemins.
    gW2 = H.T @ gP       # (4, 1)
    gb2 = gP.sum(dim=0)  # (1,)
    return gW2, gb2
    # FIN

# %% couche-1
# Troisième étape.
def gradients_couche_1(X, H, gP, W2):
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
    gW2, gb2 = gradients_couche_2(H, gP)
    gW1, gb1 = gradients_couche_1(X, H, gP, W2)
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
def reference(graine=0, echelle=1.0):
    g = torch.Generator().manual_seed(graine)
    X = echelle * torch.randn(5, 3, generator=g)  # (5, 3)
    cible = torch.randn(5, 1, generator=g)        # (5, 1)
    W1, b1, W2, b2 = [
        (taille * torch.randn(forme, generator=g)).requires_grad_()
        for forme, taille in [((3, 4), 1), ((4,), echelle), ((4, 1), 1),
                              ((1,), 1)]]
    Z = X @ W1 + b1              # (5, 4)
    H = torch.tanh(Z)            # (5, 4)
    P = H @ W2 + b2              # (5, 1)
    P.retain_grad()
    ((P - cible) ** 2).mean().backward(retain_graph=True)
    sans_tanh = torch.autograd.grad(Z @ W2, (W1, b1), P.grad)
    return [t.detach() for t in (X, cible, H, P, W2)], [
        t.grad for t in (P, W1, b1, W2, b2)], sans_tanh

# %% verifier-refus
def refuser(retenu):
    raise RuntimeError("grad : un graphe est enregistré")

# %% verifier-appel
def rendre(fonction, noms, *donnees):
    """Ce que rend la fonction, calculé là où autograd n'enregistre rien."""
    copies = [d.clone() for d in donnees]
    try:
        with (torch.inference_mode(),
              torch.autograd.graph.saved_tensors_hooks(refuser, refuser)):
            rendus = fonction(*copies)
    except NotImplementedError:  # rien n'est encore écrit
        raise
    except RuntimeError as erreur:
        assert "grad" not in str(erreur), (
            "pas d'autograd ici : ce gradient s'écrit avec des opérations "
            "ordinaires (indice 1)")
        raise AssertionError(
            f"deux formes ne vont pas ensemble (indice 1) : {erreur}"
        ) from None
    assert all(map(torch.equal, copies, donnees)), (
        "une entrée a été modifiée sur place : la fonction rend des "
        "gradients, elle ne change rien de ce qu'elle reçoit")
    rendus = (rendus,) if torch.is_tensor(rendus) else tuple(rendus)
    assert len(rendus) == len(noms), (
        f"{len(rendus)} valeur(s) rendue(s) au lieu de {len(noms)} : "
        + ", ".join(noms))
    return rendus

# %% verifier-forme
def meme_nature(nom, rendu, attendu, indice):
    """La forme, puis le type."""
    assert rendu.shape == attendu.shape, (
        f"{nom} est de forme {tuple(rendu.shape)} au lieu de "
        f"{tuple(attendu.shape)} (indice {indice})")
    assert rendu.dtype == attendu.dtype, (
        f"{nom} est de type {rendu.dtype} au lieu de {attendu.dtype}, celui "
        "des données")


def proche(un, autre):
    return torch.allclose(un, autre, rtol=1e-4, atol=1e-6)

# %% verifier-prediction
def verifier_prediction():
    """gP est la dérivée de la perte par rapport à P, (N, 1)"""
    (X, cible, H, P, W2), (attendu, *_), _ = reference()
    (gP,) = rendre(gradient_prediction, ["gP"], P, cible)
    meme_nature("gP", gP, attendu, 1)
    for facteur, oubli in [(5, "la division par le nombre de lignes"),
                           (0.5, "le facteur 2"), (-1, "le signe"),
                           (5 / 150, "le nombre de lignes, que l'on lit "
                            "sur P au lieu de l'écrire")]:
        assert not proche(gP, facteur * attendu), (
            f"gP est faux d'un facteur : revoir {oubli} (indice 2)")
    assert proche(gP, attendu), (
        "gP a la bonne forme, mais de mauvaises valeurs (indice 2)")

# %% verifier-sortie
def verifier_sortie():
    """gW2 et gb2 sont les gradients de la deuxième couche"""
    (X, cible, H, P, W2), (gP, *_, attendu_W, attendu_b), _ = reference()
    gW2, gb2 = rendre(gradients_couche_2, ["gW2", "gb2"], H, gP)
    meme_nature("gW2", gW2, attendu_W, 1)
    meme_nature("gb2", gb2, attendu_b, 2)
    assert not proche(gW2, attendu_W / 5), (
        "gW2 est divisé une deuxième fois par le nombre de lignes : gP l'est "
        "déjà (indice 1)")
    assert proche(gW2, attendu_W), (
        "gW2 a la bonne forme, mais de mauvaises valeurs (indice 1)")
    assert not proche(gb2, attendu_b / 5), (
        "gb2 est une moyenne : on additionne les chemins (indice 2)")
    assert not proche(gb2, gP[0]), (
        "gb2 ne compte que la première ligne (indice 2)")
    assert proche(gb2, attendu_b), (
        "gb2 a la bonne forme, mais de mauvaises valeurs (indice 2)")

# %% verifier-entree
def verifier_entree():
    """gW1 et gb1 sont les gradients de la première couche"""
    noms = ["gW1", "gb1"]
    # Près de zéro, tanh ne change rien : seuls les produits comptent.
    (X, _, H, _, W2), (gP, gW1, gb1, *_), _ = reference(1, 1e-3)
    rendus = rendre(gradients_couche_1, noms, X, H, gP, W2)
    for nom, rendu, attendu in zip(noms, rendus, [gW1, gb1], strict=True):
        meme_nature(nom, rendu, attendu, 3)
    du_script = torch.autograd.functional.vjp(
        lambda b: (0 * X @ W1 + b) @ globals()["W2"], torch.zeros(4), gP)[1]
    assert not torch.allclose(rendus[1], du_script, rtol=0.02), (
        "gb1 vient du W2 du script : la fonction reçoit le sien en argument")
    assert torch.allclose(rendus[1], gb1, rtol=0.02), (
        "même sans tanh, gb1 est faux : revoir le passage de P à H, puis la "
        "somme (indice 1)")
    assert torch.allclose(rendus[0], gW1, rtol=0.02, atol=1e-6), (
        "même sans tanh, gW1 est faux : revoir le dernier produit (indice 3)")

# %% verifier-tanh
def verifier_tanh():
    """gW1 et gb1 traversent tanh"""
    (X, _, H, _, W2), (gP, gW1, gb1, *_), (plat, _) = reference(2)
    rendus = rendre(gradients_couche_1, ["gW1", "gb1"], X, H, gP, W2)
    for nom, rendu, attendu in zip(["gW1", "gb1"], rendus, [gW1, gb1]):
        meme_nature(nom, rendu, attendu, 3)
    assert not proche(rendus[0], plat), (
        "gW1 ne traverse pas tanh : multiplier par sa dérivée (indice 2)")
    assert proche(rendus[0], gW1), (
        "gW1 est faux dès que tanh se courbe : revoir sa dérivée (indice 2)")
    assert proche(rendus[1], gb1), (
        "gb1 est faux dès que tanh se courbe, et gW1 juste : la même "
        "grandeur sert aux deux (indice 3)")

# %% verifications
for verifier in (verifier_prediction, verifier_sortie, verifier_entree,
                 verifier_tanh):
    verifier()
for manuel, p in [(gW1, W1), (gb1, b1), (gW2, W2), (gb2, b2)]:
    assert torch.allclose(manuel, p.grad, atol=1e-5)

nombre_de_fleurs = len(X)
perte_avant, perte_apres = perte.item(), apres.item()
assert perte_apres < 0.95 * perte_avant
