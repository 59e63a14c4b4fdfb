"""
Exercice : des réponses à la matrice, puis au seuil
===================================================

Recueillir les réponses d'un modèle sur tous les lots, les ranger dans une
matrice de confusion, en tirer le rappel et la précision de chaque classe, puis
choisir un seuil et le juger sur d'autres images.
"""

# %% imports
import torch
from sklearn.datasets import load_digits
from sklearn.metrics import confusion_matrix
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# %% donnees
# 1 797 chiffres de 8 pixels sur 8 : 1 200 à apprendre, 597 à valider.
chiffres = load_digits()
x = torch.tensor(chiffres.data, dtype=torch.float32) / 16  # (1797, 64)
y = torch.tensor(chiffres.target)                          # (1797,)
appris = TensorDataset(x[:1200], y[:1200])
a_valider = TensorDataset(x[1200:], y[1200:])


# %% modele
def nouveau_modele():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU(),
                         nn.Dropout(0.3), nn.Linear(32, 10))


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


# %% repondre
def repondre(modele, lots):
    """Les réponses et les cibles de tous les lots, deux tenseurs (n,)."""
    # À FAIRE : une réponse et une cible par image, sans graphe
    # Indice : avant la boucle, ``modele.eval()`` ; autour d'elle,
    # ``with torch.inference_mode():``.
    # Indice : la réponse est la classe du plus grand logit,
    # ``modele(images).argmax(dim=1)``.
    # Indice : ajoutez les réponses et les cibles d'un lot à deux listes, dans
    # le même tour ; ``torch.cat`` les met bout à bout à la fin.
    modele.eval()
    toutes_reponses, toutes_cibles = [], []
    with torch.inference_mode():
        for images, cibles in lots:
            toutes_reponses.append(modele(images).argmax(dim=1))
            toutes_cibles.append(cibles)
    return torch.cat(toutes_reponses), torch.cat(toutes_cibles)
    # FIN


# %% matrice
def matrice_de_confusion(cibles, reponses, classes):
    """La matrice (classes, classes) : une ligne par vraie classe."""
    # À FAIRE : compter les images de chaque couple (cible, réponse)
    # Indice : partez de ``torch.zeros(classes, classes, dtype=torch.int64)``
    # et ajoutez 1 par image.
    # Indice : ``matrice[cibles, reponses] += 1`` ne compte qu'une fois les
    # couples répétés ; il faut une boucle, ou ``bincount``.
    # Indice : le couple (i, j) a pour rang ``classes * i + j`` ; comptez les
    # rangs par ``bincount(minlength=classes**2)``, puis ``view``.
    rangs = classes * cibles + reponses
    return rangs.bincount(minlength=classes**2).view(classes, classes)
    # FIN


# %% mesures
def rappel_et_precision(matrice):
    """Le rappel et la précision de chaque classe, deux tenseurs."""
    # À FAIRE : diviser la diagonale ; une division par zéro donne 0
    # Indice : les réponses justes de chaque classe sont sur la diagonale,
    # ``matrice.diagonal()``.
    # Indice : le rappel divise par la somme de la ligne, ``sum(dim=1)`` ; la
    # précision, par celle de la colonne, ``sum(dim=0)``.
    # Indice : une classe jamais annoncée a une colonne nulle, et 0 / 0 donne
    # nan : ``clamp(min=1)`` sur la somme, ou ``nan_to_num``.
    justes = matrice.diagonal()
    rappel = justes / matrice.sum(dim=1).clamp(min=1)
    precision = justes / matrice.sum(dim=0).clamp(min=1)
    return rappel, precision
    # FIN


# %% seuil
def seuil_pour_rappel(scores, positifs, voulu):
    """Le plus haut seuil, un nombre, dont le rappel atteint ``voulu``."""
    # À FAIRE : le plus haut seuil qui trouve assez de positifs
    # Indice : le rappel ne compte que les positifs : triez leurs scores,
    # ``scores[positifs].sort(descending=True).values``.
    # Indice : le premier score, pris pour seuil, trouve un positif, le
    # deuxième deux… : divisez 1, 2, 3… par leur nombre.
    # Indice : gardez le premier rang où ce rappel est ``>= voulu`` ;
    # ``nonzero()[0, 0]`` le donne.
    tries = scores[positifs].sort(descending=True).values
    rappels = torch.arange(1, len(tries) + 1) / len(tries)
    return tries[(rappels >= voulu).nonzero()[0, 0]].item()
    # FIN


# %% essai-repondre
modele = nouveau_modele()
adam = torch.optim.Adam(modele.parameters(), lr=3e-3)
lots = faire_lots(appris, 64, melanger=True)
for epoque in range(10):
    modele.train()
    for images, cibles in lots:
        adam.zero_grad()
        nn.functional.cross_entropy(modele(images), cibles).backward()
        adam.step()
reponses, cibles = repondre(modele, faire_lots(a_valider, 100))
exactitude = (reponses == cibles).float().mean().item()
print(f"{len(reponses)} réponses, exactitude {exactitude:.3f}")

# %% essai-matrice
matrice = matrice_de_confusion(cibles, reponses, 10)
print(matrice)

# %% essai-mesures
rappel, precision = rappel_et_precision(matrice)
print("plus petit rappel :", rappel.argmin().item(), "à",
      round(rappel.min().item(), 2))
print("plus petite précision :", precision.argmin().item(), "à",
      round(precision.min().item(), 2))


# %% essai-seuil
# Un seuil par chiffre, choisi sur 300 images, jugé sur les 297 autres.
modele.eval()
with torch.inference_mode():
    scores = modele(x[1200:]).softmax(dim=1)  # (597, 10)
choisis, ailleurs = [], []
for k in range(10):
    positifs = y[1200:] == k  # (597,)
    seuil = seuil_pour_rappel(scores[:300, k], positifs[:300], 0.95)
    trouves = (scores[:, k] >= seuil).float()
    choisis.append(trouves[:300][positifs[:300]].mean().item())
    ailleurs.append(trouves[300:][positifs[300:]].mean().item())
print(f"rappel moyen {sum(choisis) / 10:.2f}, ailleurs "
      f"{sum(ailleurs) / 10:.2f}, au pire {min(ailleurs):.2f}")


# %% verifier-modele
# Un modèle dont les logits sont les entrées, et qui note comment on l'appelle.
class Espion(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(1.0))
        self.modes, self.graphes = [], []

    def forward(self, x):
        self.modes.append(self.training)
        self.graphes.append(torch.is_grad_enabled())
        return x * self.w


def interroger():
    """Sept images, trois classes, des lots de 3, 3 et 1, mélangés."""
    lus = torch.tensor([0, 0, 1, 1, 1, 2, 2])
    vrais = torch.tensor([0, 2, 1, 1, 0, 2, 1])
    jeu = TensorDataset(torch.eye(3)[lus] * 5 - 3, vrais)
    modele = Espion().train()
    rendu = repondre(modele, faire_lots(jeu, 3, melanger=True))
    suivi = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    assert suivi, (
        "les gradients restent coupés après l'appel, et plus rien "
        "n'apprendra : écrivez with, qui les rétablit (indice 1)")
    assert modele.modes, "le modèle reçu n'a pas servi (indice 2)"
    return modele, rendu, sorted(zip(lus.tolist(), vrais.tolist()))


# %% verifier-mode
def verifier_mode():
    """Le modèle répond en mode évaluation, sans graphe."""
    modele, _, _ = interroger()
    assert not any(modele.modes), (
        "le modèle était en mode entraînement : il manque eval() (indice 1)")
    assert not any(modele.graphes), (
        "un graphe a été construit à chaque lot : eval() ne l'empêche pas "
        "(indice 1)")


# %% verifier-nombre
def refuser_nombre(t):
    assert t.shape != (7, 3), (
        "les logits sont rendus à la place des réponses (indice 2)")
    assert t.shape != (9,), (
        "9 réponses au lieu de 7 : la plus grande valeur se cherche parmi "
        "les classes, dim=1 (indice 2)")
    assert len(t) != 1, (
        "seul le dernier lot est rendu : gardez ceux d'avant (indice 3)")
    assert len(t) != 3, (
        "seul le premier lot est rendu : return est-il dans la boucle ? "
        "(indice 3)")
    assert len(t) != 6, "il manque le dernier lot, d'une seule image"


# %% verifier-formes
def verifier_formes():
    """Une réponse et une cible par image."""
    _, rendu, paires = interroger()
    assert isinstance(rendu, (tuple, list)) and len(rendu) == 2, (
        "la fonction rend deux tenseurs, les réponses puis les cibles")
    for t in rendu:
        assert torch.is_tensor(t), (
            f"la fonction rend {type(t).__name__} au lieu d'un tenseur "
            "(indice 3)")
    for nom, t in zip(("réponses", "cibles"), rendu):
        refuser_nombre(t)
        assert t.shape == (len(paires),), (
            f"{nom} : forme {tuple(t.shape)} au lieu de (7,) (indice 3)")
        assert t.dtype == torch.int64, (
            f"{nom} : type {t.dtype} au lieu de torch.int64 (indice 2)")


# %% verifier-paires
def verifier_paires():
    """Chaque réponse est à côté de la cible de la même image."""
    _, (reponses, cibles), paires = interroger()
    obtenues = sorted(zip(reponses.tolist(), cibles.tolist()))
    assert obtenues != sorted((c, r) for r, c in paires), (
        "les deux tenseurs sont justes, dans le mauvais ordre : les "
        "réponses d'abord")
    seules = sorted(r for r, _ in obtenues), sorted(c for _, c in obtenues)
    attendues = sorted(r for r, _ in paires), sorted(c for _, c in paires)
    assert obtenues == paires or seules != attendues, (
        "les réponses et les cibles ne vont pas ensemble : les lots sont "
        "mélangés à chaque passage, n'en faites qu'un (indice 3)")
    assert obtenues == paires, (
        "des réponses ne sont pas la classe du plus grand logit (indice 2)")


# %% verifier-forme-matrice
def refuser_forme(m):
    assert torch.is_tensor(m), (
        f"la fonction rend {type(m).__name__} au lieu d'un tenseur "
        "(indice 1)")
    assert m.shape != (3, 3), (
        "forme (3, 3) au lieu de (4, 4) : une classe absente a aussi sa "
        "ligne et sa colonne (indice 1)")
    assert m.shape == (4, 4), (
        f"forme {tuple(m.shape)} au lieu de (4, 4) (indice 1)")


# %% verifier-matrice
def verifier_matrice():
    """Une ligne par vraie classe, une colonne par réponse."""
    cibles = torch.tensor([0, 0, 0, 0, 1, 1, 2])
    reponses = torch.tensor([0, 0, 0, 2, 1, 0, 1])
    temoins = cibles.clone(), reponses.clone()
    attendue = torch.tensor([[3, 0, 1, 0], [1, 1, 0, 0],
                             [0, 1, 0, 0], [0, 0, 0, 0]])
    m = matrice_de_confusion(cibles, reponses, 4)
    assert torch.equal(cibles, temoins[0]) and torch.equal(
        reponses, temoins[1]), "les tenseurs reçus ont été modifiés"
    refuser_forme(m)
    assert not torch.equal(m, attendue.T), (
        "la matrice est couchée : les vraies classes sont les lignes "
        "(indice 3)")
    assert not torch.equal(m, (attendue > 0).to(m.dtype)), (
        "les couples répétés ne comptent qu'une fois (indice 2)")
    assert not m.is_floating_point(), (
        "la matrice compte des images, des entiers (indice 1)")
    assert torch.equal(m, attendue), (
        f"{m.tolist()} au lieu de {attendue.tolist()} (indice 1)")


# %% verifier-formes-mesures
def mesurer():
    """Une matrice dont la dernière classe n'est jamais annoncée."""
    m = torch.tensor([[8, 2, 0], [1, 4, 0], [0, 5, 0]])
    temoin = m.clone()
    rendu = rappel_et_precision(m)
    assert torch.equal(m, temoin), "la matrice reçue a été modifiée"
    assert isinstance(rendu, (tuple, list)) and len(rendu) == 2, (
        "la fonction rend deux tenseurs, le rappel puis la précision")
    for t in rendu:
        assert torch.is_tensor(t) and t.shape == (3,), (
            "le rappel et la précision ont un nombre par classe, forme (3,) "
            "(indice 1)")
    return [t.double() for t in rendu]


# %% verifier-mesures
def verifier_mesures():
    """Le rappel lit les lignes, la précision les colonnes."""
    rappel, precision = mesurer()
    lignes = torch.tensor([0.8, 0.8, 0.0], dtype=torch.double)
    colonnes = torch.tensor([8 / 9, 4 / 11, 0.0], dtype=torch.double)
    r, p = rappel.nan_to_num(), precision.nan_to_num()
    assert not (torch.allclose(r, colonnes) and torch.allclose(p, lignes)), (
        "les deux mesures sont échangées : le rappel lit les lignes "
        "(indice 2)")
    assert not (r == 0).all(), (
        "tout vaut zéro : // arrondit vers le bas, divisez par / (indice 1)")
    assert torch.allclose(r, lignes, atol=1e-6), (
        f"rappel {[round(v, 3) for v in rappel.tolist()]} au lieu de "
        "[0.8, 0.8, 0.0] (indice 2)")
    assert torch.allclose(p, colonnes, atol=1e-6), (
        f"précision {[round(v, 3) for v in precision.tolist()]} au lieu de "
        "[0.889, 0.364, 0.0] (indice 2)")


# %% verifier-zero
def verifier_zero():
    """Une classe jamais annoncée, ou absente, donne 0, pas nan."""
    _, precision = mesurer()
    assert not precision.isnan().any(), (
        "0 / 0 donne nan pour la classe jamais annoncée (indice 3)")
    rappel, _ = rappel_et_precision(torch.tensor([[3, 1], [0, 0]]))
    assert not rappel.isnan().any(), (
        "0 / 0 donne nan pour la classe absente : le rappel aussi se "
        "protège (indice 3)")
    assert abs(rappel[0].item() - 0.75) < 1e-6


# %% verifier-seuil
def essayer_seuil(scores, positifs, voulu, attendu):
    temoins = scores.clone(), positifs.clone()
    seuil = seuil_pour_rappel(scores, positifs, voulu)
    assert torch.equal(scores, temoins[0]) and torch.equal(
        positifs, temoins[1]), "les scores reçus ont été modifiés"
    refuser_seuil(seuil)
    obtenu = (scores >= seuil)[positifs].float().mean().item()
    assert obtenu > voulu - 1e-6, (
        f"avec le seuil {float(seuil):.3f}, le rappel n'est que de "
        f"{obtenu:.1f}, pour {voulu} voulu (indice 3)")
    assert abs(seuil - attendu) < 1e-6, (
        f"seuil {float(seuil):.3f} : un plus haut, {attendu}, suffit "
        f"pour un rappel de {voulu} (indice 1)")


def verifier_seuil():
    """Le plus haut seuil qui trouve assez de positifs."""
    scores = torch.tensor([0.5, 0.9, 0.25, 0.75, 0.125, 0.625, 0.375])
    positifs = torch.tensor([0, 1, 1, 0, 1, 1, 1]).bool()
    for voulu, attendu in ((0.8, 0.25), (0.5, 0.375), (1.0, 0.125)):
        essayer_seuil(scores, positifs, voulu, attendu)


# %% verifier-egaux
def verifier_egaux():
    """Des scores égaux, et un rappel qui ne tombe pas juste."""
    scores = torch.tensor([0.875, 0.75, 0.75, 0.5, 0.125])
    positifs = torch.tensor([1, 1, 0, 1, 0]).bool()
    essayer_seuil(scores, positifs, 1.0, 0.5)
    essayer_seuil(scores, positifs, 0.6, 0.75)
    dix = torch.arange(1, 13) / 16  # deux négatifs, puis dix positifs
    essayer_seuil(dix, dix > 0.15, 0.95, 0.1875)


# %% verifier-nombre-seuil
def refuser_seuil(seuil):
    assert seuil is not None and torch.as_tensor(seuil).numel() == 1, (
        "la fonction rend un seul nombre, le seuil (indice 3)")
    assert not isinstance(seuil, int) and not (
        torch.is_tensor(seuil) and not seuil.is_floating_point()), (
        "un rang est rendu à la place du score de ce rang (indice 3)")


# %% verifications
for verifier in (verifier_mode, verifier_formes, verifier_paires,
                 verifier_matrice, verifier_mesures, verifier_zero,
                 verifier_seuil, verifier_egaux):
    verifier()
assert (matrice.numpy() == confusion_matrix(cibles, reponses)).all()
assert exactitude > 0.88
chiffre_difficile, rappel_difficile = (rappel.argmin().item(),
                                       rappel.min().item())
rappel_choisi, rappel_ailleurs = sum(choisis) / 10, sum(ailleurs) / 10
pire_ailleurs = min(ailleurs)
pire_chiffre = ailleurs.index(pire_ailleurs)
assert rappel_choisi > 0.95 > rappel_ailleurs + 0.03
