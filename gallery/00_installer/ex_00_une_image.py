"""
Exercice : prédire une image de votre choix
===========================================

Choisir l'appareil de calcul, préparer n'importe quelle image pour le modèle
de dix lignes, puis lui demander quel chiffre il y voit.
"""

# %% imports
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

# %% modele
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
W = torch.zeros(64, 10, requires_grad=True)
b = torch.zeros(10, requires_grad=True)
optimiseur = torch.optim.Adam([W, b], lr=0.03)
for _ in range(200):
    perte = F.cross_entropy(x[:1200] @ W + b, y[:1200])
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()
W, b = W.detach(), b.detach()


# %% appareil
def choisir_appareil():
    """L'appareil de calcul : un torch.device."""
    # À FAIRE : cuda s'il y en a un, sinon mps, sinon cpu
    # Indice : l'ordre compte ; un ``return`` par cas.
    # Indice : ``torch.cuda.is_available()`` et
    # ``torch.backends.mps.is_available()`` rendent vrai ou faux.
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")
    # FIN


# %% preparer
def preparer(image):
    """Un tableau NumPy en tenseur (1, 64), entre 0 et 1, encre à 1.

    L'image est grise (h, l) ou en couleurs (h, l, 3), en entiers de 0 à
    255 ou en flottants de 0 à 1 ; l'encre est sombre sur papier clair.
    """
    # À FAIRE : le tenseur (1, 64) que le modèle attend
    # Indice : en flottants d'abord ; des entiers se divisent par 255.
    # Indice : ``.mean(dim=2)`` fait une image grise de trois couleurs.
    # Indice : l'encre doit valoir 1 et le papier 0 : ``1 - image``.
    # Indice : ``F.adaptive_avg_pool2d(image[None], (8, 8))`` réduit ;
    # ``.view(1, 64)`` finit.
    entiers = image.dtype == np.uint8
    image = torch.tensor(image).float()
    if entiers:
        image = image / 255
    if image.dim() == 3:
        image = image.mean(dim=2)
    image = 1 - image
    return F.adaptive_avg_pool2d(image[None], (8, 8)).view(1, 64)
    # FIN


# %% predire
def predire(image, W, b):
    """Le chiffre que le modèle voit : un int."""
    # À FAIRE : la classe qui a le plus grand score
    # Indice : préparer l'image, puis un produit matriciel et le biais.
    # Indice : ``.argmax(dim=1)`` rend (1,) ; ``.item()`` en fait un int.
    scores = preparer(image) @ W + b  # (1, 10)
    return scores.argmax(dim=1).item()
    # FIN


# %% essai-photo
# Une fausse photo : un chiffre agrandi, sombre sur papier clair.
def photographier(pixels):
    grand = np.kron(pixels / 16, np.ones((20, 20)))     # (160, 160)
    papier = 255 * (1 - 0.9 * grand)
    return np.stack([papier] * 3, axis=2).astype(np.uint8)


photo = photographier(chiffres.images[1207])
print(photo.shape, photo.dtype)
print(choisir_appareil())
print("prédiction :", predire(photo, W, b), "  étiquette :", y[1207].item())

# %% essai-figure
fig, axes = plt.subplots(1, 2, figsize=(8, 4), layout="constrained")
axes[0].imshow(photo)
axes[1].imshow(preparer(photo).view(8, 8), cmap="gray", vmin=0, vmax=1)
for ax, titre in zip(axes, ("la photo", "ce que voit le modèle")):
    ax.set(title=titre, xticks=[], yticks=[])
# Figure : à gauche, un chiffre sombre sur papier clair, de 160 pixels sur
# 160 ; à droite, le même chiffre clair sur fond noir, en 8 pixels sur 8.
plt.show()

# %% essai-votre-image
# Remplacer par plt.imread("mon_chiffre.png")[..., :3] : un chiffre seul,
# sombre sur papier clair, cadré au plus juste dans un carré.
mon_image = photographier(chiffres.images[1203])
print("prédiction :", predire(mon_image, W, b))

# %% verifier-appareil
def verifier_appareil():
    """L'appareil est le meilleur, sur quatre machines simulées."""
    # Chaque machine fait répondre vrai ou faux aux deux questions.
    cuda, mps = torch.cuda, torch.backends.mps
    vraies = cuda.is_available, mps.is_available
    try:
        for nvidia, apple, juste in ((False, False, "cpu"),
                                     (True, False, "cuda"),
                                     (False, True, "mps"),
                                     (True, True, "cuda")):
            cuda.is_available = lambda oui=nvidia: oui
            mps.is_available = lambda oui=apple: oui
            appareil = choisir_appareil()
            assert isinstance(appareil, torch.device), (
                f"{type(appareil).__name__} au lieu d'un torch.device : "
                "torch.device(\"cpu\") et non \"cpu\"")
            assert appareil.type == juste, (
                f"machine où cuda est {'là' if nvidia else 'absent'} et mps "
                f"{'là' if apple else 'absent'} : {appareil.type} au lieu de "
                f"{juste} (indice {1 if nvidia and apple else 2})")
    finally:
        cuda.is_available, mps.is_available = vraies


# %% verifier-forme
def verifier_forme():
    """L'image préparée est un tenseur (1, 64) de float32."""
    for forme in ((8, 8), (40, 40), (160, 120, 3)):
        entree = preparer(np.full(forme, 255, dtype=np.uint8))
        assert isinstance(entree, torch.Tensor), (
            f"{type(entree).__name__} au lieu d'un tenseur")
        assert entree.shape == (1, 64), (
            f"image {forme} : forme {tuple(entree.shape)} "
            "au lieu de (1, 64) (indice 4)")
        assert entree.dtype == torch.float32, (
            f"type {entree.dtype} au lieu de torch.float32")


# %% verifier-valeurs
def verifier_valeurs():
    """Le papier vaut 0, l'encre vaut 1, en entiers comme en flottants."""
    blanc = np.full((16, 16), 255, dtype=np.uint8)
    noir = np.zeros((16, 16), dtype=np.uint8)
    for genre, papier, encre in (
            ("entiers", blanc, noir),
            ("flottants", np.ones((16, 16)), np.zeros((16, 16)))):
        p, e = preparer(papier).mean().item(), preparer(encre).mean().item()
        assert not (p > 0.9 and e < 0.1), (
            f"{genre} : le papier vaut {p:.0f} et l'encre {e:.0f}, "
            "c'est le contraire (indice 3)")
        assert max(abs(p), abs(e)) < 1.1, (
            f"{genre} : des valeurs jusqu'à {max(abs(p), abs(e)):.0f}, "
            "il manque la division par 255 (indice 1)")
        assert not p > 0.9, (
            f"{genre} : le papier vaut {p:.3f}, divisé par 255 alors qu'il "
            "va déjà de 0 à 1 (indice 1)")
        assert abs(p) < 0.01 and abs(e - 1) < 0.01, (
            f"{genre} : papier {p:.3f} et encre {e:.3f}, "
            "au lieu de 0 et 1")


# %% verifier-place
def verifier_place():
    """Chaque pixel reste à sa place."""
    image = np.full((8, 8), 255, dtype=np.uint8)
    image[2, 5] = 0
    place = preparer(image).argmax().item()
    assert place == 8 * 2 + 5, (
        f"l'encre de la ligne 2, colonne 5 arrive à la place {place}, "
        "et non 21 : lignes et colonnes échangées ?")


# %% verifier-prediction
def verifier_prediction():
    """Le chiffre prédit est un int, le plus souvent juste."""
    justes = 0
    for k in range(1200, 1300):
        papier = (255 * (1 - chiffres.images[k] / 16)).astype(np.uint8)
        chiffre = predire(papier, W, b)
        assert isinstance(chiffre, int), (
            f"{type(chiffre).__name__} au lieu d'un int (indice 2)")
        justes += chiffre == int(chiffres.target[k])
    assert justes >= 85, f"{justes} justes sur 100, il en faut 85"


# %% verifications
for verifier in (verifier_appareil, verifier_forme, verifier_valeurs,
                 verifier_place, verifier_prediction):
    verifier()
forme_photo = photo.shape
prediction_photo, etiquette_photo = predire(photo, W, b), y[1207].item()
assert prediction_photo == etiquette_photo
assert predire(mon_image, W, b) == y[1203].item()
