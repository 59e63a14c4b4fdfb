"""
Exercice : des poids, une perte pesée, le seuil le moins cher
=============================================================

Donner à chaque classe un poids inverse de son effectif, écrire l'entropie
croisée pesée sans la bibliothèque, puis choisir le seuil qui coûte le moins.
"""

# %% imports
import torch
from sklearn.datasets import load_digits
from torch import nn

# %% donnees
# 8 × 8 pixels ; les 8 sont rares dans l'entraînement : 30 sur un millier.
chiffres = load_digits()
images = torch.tensor(chiffres.data, dtype=torch.float32) / 16  # (1797, 64)
etiquettes = torch.tensor(chiffres.target)                      # (1797,)
ordre = torch.randperm(1797, generator=torch.Generator().manual_seed(0))
debut, a_valider = ordre[:1130], ordre[1130:]
huits = debut[etiquettes[debut] == 8]
appris = torch.cat([debut[etiquettes[debut] != 8], huits[:30]])


# %% modele
def nouveau_modele():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


# %% poids
def poids_des_classes(cibles, classes):
    """Un poids par classe, n / (classes × effectif) ; 0 si elle est vide."""
    # À FAIRE : un tenseur de ``classes`` nombres
    # Indice : ``cibles.bincount(minlength=classes)`` compte chaque classe,
    # même absente.
    # Indice : n est le nombre d'images, ``len(cibles)`` ; plus la classe est
    # rare, plus son poids est grand.
    # Indice : une classe vide donne une division par zéro : remplacez l'infini
    # par 0, par exemple avec ``torch.where``.
    effectifs = cibles.bincount(minlength=classes)
    poids = len(cibles) / (classes * effectifs.clamp(min=1))
    return torch.where(effectifs > 0, poids, 0.0)
    # FIN


# %% perte
def perte_pesee(logits, cibles, poids):
    """L'entropie croisée pesée, comme ``CrossEntropyLoss(weight=poids)``."""
    # À FAIRE : la moyenne pesée, sans ``cross_entropy``
    # Indice : la perte d'une image est l'opposé du logarithme de la
    # probabilité de sa bonne classe : ``logits.log_softmax(dim=1)``.
    # Indice : ``t[torch.arange(len(cibles)), cibles]`` prend une case par
    # ligne ; ``poids[cibles]`` donne le poids de chaque image.
    # Indice : on divise par la somme des poids des images du lot, et non par
    # leur nombre.
    log_probas = logits.log_softmax(dim=1)
    pertes = -log_probas[torch.arange(len(cibles)), cibles]
    return (poids[cibles] * pertes).sum() / poids[cibles].sum()
    # FIN


# %% seuil
def seuil_le_moins_cher(scores, positifs, prix):
    """Le seuil, parmi les scores, du plus petit coût ; un nombre."""
    # À FAIRE : un manqué coûte ``prix``, une fausse alerte 1
    # Indice : une image est annoncée quand ``score >= seuil`` ; un manqué est
    # un positif non annoncé.
    # Indice : essayez chaque score comme seuil ; le coût est
    # ``prix * manqués + alertes``.
    # Indice : à coût égal, gardez le plus haut seuil : parcourez les scores du
    # plus grand au plus petit, et ne changez que pour un coût plus petit.
    meilleur, moindre = None, float("inf")
    for seuil in scores.unique().flip(0):
        annonces = scores >= seuil
        manques = (~annonces & positifs).sum()
        alertes = (annonces & ~positifs).sum()
        if prix * manques + alertes < moindre:
            moindre, meilleur = prix * manques + alertes, seuil.item()
    return meilleur
    # FIN


# %% essai-poids
poids = poids_des_classes(etiquettes[appris], 10)
print([round(p, 2) for p in poids.tolist()])


# %% essai-perte
def entrainer(poids):
    modele = nouveau_modele()
    adam = torch.optim.AdamW(modele.parameters(), lr=0.01)
    for pas in range(60):
        adam.zero_grad()
        perte_pesee(modele(images[appris]), etiquettes[appris],
                    poids).backward()
        adam.step()
    with torch.inference_mode():
        return modele.eval()(images[a_valider])  # (667, 10)


vrais_huit = etiquettes[a_valider] == 8
bilans = {}
for nom, p in (("sans poids", torch.ones(10)), ("avec poids", poids)):
    trouves = entrainer(p).argmax(dim=1)[vrais_huit] == 8
    bilans[nom] = trouves.float().mean().item()
    print(nom, ": rappel du 8", round(bilans[nom], 2))

# %% essai-seuil
scores = entrainer(torch.ones(10)).softmax(dim=1)[:, 8]
for prix in (1, 10):
    seuil = seuil_le_moins_cher(scores, vrais_huit, prix)
    rappel = (scores >= seuil)[vrais_huit].float().mean().item()
    print(f"prix {prix} : seuil {seuil:.3f}, rappel {rappel:.2f}")


# %% verifier-forme-poids
def verifier_forme_poids():
    """Un poids par classe, dans un tenseur de flottants"""
    cibles = torch.tensor([0, 0, 0, 0, 1, 1, 2, 2])
    temoin = cibles.clone()
    p = poids_des_classes(cibles, 3)
    assert torch.equal(cibles, temoin), "les cibles reçues ont été modifiées"
    assert torch.is_tensor(p), (
        f"la fonction rend {type(p).__name__} au lieu d'un tenseur (indice 1)")
    assert p.shape != (8,), (
        "un poids par image au lieu d'un par classe (indice 1)")
    assert p.shape == (3,), (
        f"forme {tuple(p.shape)} au lieu de (3,) (indice 1)")
    assert p.is_floating_point(), (
        "les poids sont des entiers : divisez par / (indice 2)")


# %% verifier-poids
def verifier_poids():
    """Le poids est n / (classes × effectif)"""
    cibles = torch.tensor([0, 0, 0, 0, 1, 1, 2, 2])
    p = poids_des_classes(cibles, 3).double()
    attendu = torch.tensor([8 / 12, 8 / 6, 8 / 6]).double()
    assert p[0] < p[1], (
        "la classe fréquente pèse plus que la rare : c'est l'inverse "
        "(indice 2)")
    assert not torch.allclose(p, 3 * attendu), (
        "il manque le nombre de classes au dénominateur (indice 2)")
    assert torch.allclose(p, attendu, atol=1e-5), (
        f"{[round(v, 3) for v in p.tolist()]} au lieu de "
        "[0.667, 1.333, 1.333] (indice 2)")


# %% verifier-absente
def verifier_absente():
    """Une classe sans image a un poids nul"""
    p = poids_des_classes(torch.tensor([0, 0, 2]), 5)
    assert p.shape == (5,), (
        f"forme {tuple(p.shape)} au lieu de (5,) : une classe absente a aussi "
        "son poids (indice 1)")
    assert torch.isfinite(p).all(), (
        "une classe vide a un poids infini : elle doit avoir 0 (indice 3)")
    assert p[1] == 0 and p[3] == 0 and p[4] == 0, (
        f"une classe vide a le poids {p[1].item():.2f} au lieu de 0 "
        "(indice 3)")
    assert abs(p[2].item() - 3 / 5) < 1e-5, (
        f"la classe 2 a le poids {p[2].item():.2f} au lieu de 0.60 : n et "
        "le nombre de classes comptent aussi les vides (indice 2)")


# %% verifier-cas-perte
def cas():
    """Trois images, trois classes ; la dernière pèse dix fois plus."""
    logits = torch.tensor([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0],
                           [1.0, 0.0, 0.0]], requires_grad=True)
    return logits, torch.tensor([0, 1, 2]), torch.tensor([1.0, 2.0, 10.0])


def perte_du_cas():
    logits, cibles, poids = cas()
    p = perte_pesee(logits, cibles, poids)
    assert p is not None, "la fonction ne rend rien : manque-t-il return ?"
    assert torch.is_tensor(p), (
        "la perte est un nombre Python : backward ne la verra pas (indice 2)")
    assert p.shape == (), (
        f"forme {tuple(p.shape)} au lieu d'un seul nombre : il faut la "
        "moyenne du lot (indice 3)")
    return logits, p


# %% verifier-perte
def verifier_perte():
    """La perte est la moyenne pesée du lot"""
    _, p = perte_du_cas()
    v = p.item()
    assert v > 0, "la perte est négative : il manque l'opposé (indice 1)"
    assert abs(v - 16.8568 / 3) > 1e-2, (
        "divisée par le nombre d'images, et non par la somme de leurs poids "
        "(indice 3)")
    assert abs(v - 16.8568) > 1e-2, (
        "c'est la somme : il faut diviser par la somme des poids (indice 3)")
    assert abs(v - 0.7808) > 1e-3, (
        "les poids sont ignorés : poids[cibles] (indice 2)")
    attendue = nn.functional.cross_entropy(*cas()[:2], weight=cas()[2]).item()
    assert abs(v - attendue) < 1e-4, (
        f"perte {v:.4f} au lieu de {attendue:.4f} (indice 2)")


# %% verifier-poids-du-lot
def verifier_poids_du_lot():
    """Le diviseur compte les images du lot, pas les classes"""
    g = torch.Generator().manual_seed(1)
    logits = torch.randn(6, 4, generator=g)
    cibles = torch.tensor([3, 3, 3, 0, 3, 3])
    poids = torch.tensor([1.0, 2.0, 4.0, 0.5])
    v = perte_pesee(logits, cibles, poids).item()
    attendue = nn.functional.cross_entropy(logits, cibles,
                                           weight=poids).item()
    assert abs(v - attendue) < 1e-4, (
        f"perte {v:.4f} au lieu de {attendue:.4f} : la somme des poids se "
        "prend sur les images du lot (indice 3)")
    grands = perte_pesee(1000 * logits, cibles, poids)
    assert torch.isfinite(grands), (
        "la perte n'est pas finie pour de grands logits : log_softmax, et "
        "non softmax puis log (indice 1)")


# %% verifier-gradient
def verifier_gradient():
    """La perte se dérive, et ne change pas ce qu'elle reçoit"""
    logits, p = perte_du_cas()
    assert p.requires_grad, (
        "la perte a perdu son graphe, et ne se dérive pas (indice 2)")
    recu, = torch.autograd.grad(p, logits)
    temoin, cibles, poids = cas()
    attendu, = torch.autograd.grad(
        nn.functional.cross_entropy(temoin, cibles, weight=poids), temoin)
    assert torch.allclose(recu, attendu, atol=1e-5), (
        "le gradient n'est pas celui de la perte de PyTorch (indice 3)")


# %% verifier-seuil
def verifier_seuil():
    """Le seuil a le plus petit coût"""
    scores = torch.tensor([0.5, 0.9, 0.25, 0.75, 0.125, 0.625, 0.375,
                           0.6875])
    positifs = torch.tensor([0, 1, 1, 0, 0, 1, 0, 1]).bool()
    temoins = scores.clone(), positifs.clone()
    for prix, attendu in ((1, 0.625), (10, 0.25), (0.25, 0.9)):
        seuil = seuil_le_moins_cher(scores, positifs, prix)
        assert torch.equal(scores, temoins[0]) and torch.equal(
            positifs, temoins[1]), "les tenseurs reçus ont été modifiés"
        refuser_seuil(seuil, scores)
        assert abs(seuil - attendu) < 1e-6, (
            f"prix {prix} : seuil {float(seuil):.3f} au lieu de {attendu} "
            f"(indice 2)")


# %% verifier-nombre-seuil
def refuser_seuil(seuil, scores):
    assert seuil is not None and torch.as_tensor(seuil).numel() == 1, (
        "la fonction rend un seul nombre, le seuil (indice 2)")
    assert not isinstance(seuil, int) and not (
        torch.is_tensor(seuil) and not seuil.is_floating_point()), (
        "un rang est rendu à la place du score de ce rang (indice 2)")
    assert any(abs(float(seuil) - s) < 1e-6 for s in scores.tolist()), (
        f"le seuil {float(seuil):.3f} n'est pas l'un des scores (indice 2)")


# %% verifier-egalite
def verifier_egalite():
    """À coût égal, le plus haut seuil ; un score égal au seuil annonce"""
    scores = torch.tensor([0.2, 0.8, 0.4, 0.6])
    positifs = torch.tensor([1, 1, 0, 0]).bool()
    # 0,8 coûte 2 (un manqué), 0,2 coûte 2 (deux alertes).
    seuil = seuil_le_moins_cher(scores, positifs, 2)
    assert abs(seuil - 0.8) < 1e-6, (
        f"seuil {float(seuil):.1f} au lieu de 0.8 : à coût égal, le plus "
        "haut (indice 3)")
    egaux = torch.tensor([0.7, 0.7, 0.7, 0.1])
    positifs = torch.tensor([1, 0, 1, 0]).bool()
    assert abs(seuil_le_moins_cher(egaux, positifs, 1) - 0.7) < 1e-6, (
        "un score égal au seuil est annoncé : score >= seuil (indice 1)")


# %% verifications
for verifier in (verifier_forme_poids, verifier_poids, verifier_absente,
                 verifier_perte, verifier_poids_du_lot, verifier_gradient,
                 verifier_seuil, verifier_egalite):
    verifier()
rappel_sans, rappel_avec = bilans.values()
nombre_appris = len(appris)
assert 1000 < nombre_appris < 1100 and rappel_avec > rappel_sans + 0.1
