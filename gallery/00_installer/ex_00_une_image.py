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


# %% cadrer
# Deux fonctions du chapitre, prêtes à servir.
def cadrer(encre):
    """En noir et blanc, à toute la hauteur et au milieu : (32, 32)."""
    trait = encre > 0.5
    lignes = trait.any(dim=1).nonzero().flatten()
    colonnes = trait.any(dim=0).nonzero().flatten()
    trait = trait[lignes[0]:lignes[-1] + 1, colonnes[0]:colonnes[-1] + 1]
    hauteur, largeur = trait.shape
    largeur = max(4, min(20, round(32 * largeur / hauteur)))
    trait = F.adaptive_avg_pool2d(trait[None].float(), (32, largeur))[0]
    vide = 32 - largeur  # moitié à gauche, moitié à droite
    return F.pad(trait, (vide // 2, vide - vide // 2))


def reduire(image):
    """La moyenne de chaque bloc : (8, 8)."""
    return F.adaptive_avg_pool2d(image[None], (8, 8))[0]


# %% appareil
def choisir_appareil(sans_gpu=False):
    """L'appareil de calcul : un torch.device."""
    # À FAIRE : le GPU s'il y en a un et qu'on ne le refuse pas ; sinon cpu
    # Indice : l'ordre compte ; un ``return`` par cas.
    # Indice : ``torch.accelerator`` pose la question sans nommer de marque ;
    # ou bien ``torch.cuda.is_available()`` et
    # ``torch.backends.mps.is_available()``, l'un après l'autre.
    if torch.accelerator.is_available() and not sans_gpu:
        return torch.accelerator.current_accelerator()
    return torch.device("cpu")
    # FIN


# %% preparer
def preparer(image):
    """Un tableau NumPy en tenseur (1, 64), entre 0 et 1, encre à 1.

    L'image est grise (h, l) ou en couleurs (h, l, 3), en entiers de 0 à
    255 ou en flottants de 0 à 1 ; l'encre est plus sombre que le papier.
    """
    # À FAIRE : du gris, étiré, cadré, réduit, puis mis à plat
    # Indice : un tenseur de flottants d'abord : ``torch.tensor(image)``,
    # puis ``.float()``.
    # Indice : ``.mean(dim=2)`` fait une image grise de trois couleurs ; une
    # image déjà grise a deux dimensions.
    # Indice : étirer, c'est mettre le point le plus clair à 0 et le plus
    # sombre à 1, d'après le maximum et le minimum de cette image.
    # Indice : ``cadrer`` puis ``reduire`` rendent (8, 8) ;
    # ``.view(1, 64)`` finit.
    gris = torch.tensor(image).float()
    if gris.dim() == 3:
        gris = gris.mean(dim=2)  # (h, l)
    clair, sombre = gris.max(), gris.min()
    encre = (clair - gris) / (clair - sombre)
    return reduire(cadrer(encre)).view(1, 64)
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
# Une fausse photo : un chiffre agrandi, sur un coin de papier gris.
def fausse_photo(pixels):
    grand = F.interpolate(
        pixels.view(1, 1, 8, 8), size=(128, 128), mode="bilinear"
    )
    encre = np.zeros((200, 220))
    encre[20:148, 70:198] = grand[0, 0]
    papier = np.linspace(120, 150, 220) * (1 - 0.65 * encre)
    return np.stack([papier] * 3, axis=2).astype(np.uint8)


# Votre photo : ``plt.imread("mon_chiffre.jpg")`` ; couchée, elle se
# redresse par ``np.rot90(photo).copy()``.
photo = fausse_photo(x[1207])
print(photo.shape, photo.dtype)
print(choisir_appareil())
print("prédiction :", predire(photo, W, b), "  étiquette :", y[1207].item())

# %% essai-figure
fig, axes = plt.subplots(1, 2, figsize=(8, 4), layout="constrained")
axes[0].imshow(photo)
axes[1].imshow(preparer(photo).view(8, 8), cmap="gray", vmin=0, vmax=1)
for ax, titre in zip(axes, ("la photo", "ce que voit le modèle")):
    ax.set_title(titre, fontsize=16)
    ax.set(xticks=[], yticks=[])
# Figure : à gauche, un chiffre sombre dans un coin d'une feuille grise, de
# 200 pixels sur 220 ; à droite, le même chiffre clair sur fond noir, centré,
# en 8 pixels sur 8.
plt.show()

# %% verifier-machines
# Une machine simulée : ce que PyTorch y répondrait.
def simuler(nvidia, apple):
    def actuel(check_available=False):
        if nvidia or apple:
            return torch.device("cuda" if nvidia else "mps")

    return {(torch.cuda, "is_available"): lambda: nvidia,
            (torch.cuda, "device_count"): lambda: int(nvidia),
            (torch.backends.mps, "is_available"): lambda: apple,
            (torch.mps, "is_available"): lambda: apple,
            (torch.accelerator, "is_available"): lambda: nvidia or apple,
            (torch.accelerator, "device_count"): lambda: int(nvidia or apple),
            (torch.accelerator, "current_accelerator"): actuel}


# %% verifier-appel-appareil
def choisi(nvidia, apple, *refus):
    """Ce que la fonction choisit sur la machine simulée."""
    faux = simuler(nvidia, apple)
    vrais = {lieu: getattr(*lieu) for lieu in faux if hasattr(*lieu)}
    try:
        for lieu in vrais:
            setattr(*lieu, faux[lieu])
        appareil = choisir_appareil(*refus)
    finally:
        for lieu in vrais:
            setattr(*lieu, vrais[lieu])
    assert appareil is not None, (
        "None au lieu d'un torch.device : que rendre sans GPU ?")
    assert isinstance(appareil, torch.device), (
        f"{type(appareil).__name__} au lieu d'un torch.device : "
        "torch.device(\"cpu\") et non \"cpu\"")
    return appareil.type


# %% verifier-appareil
def verifier_appareil():
    """L'appareil est le meilleur, sur quatre machines simulées"""
    for nvidia, apple, juste in ((False, False, "cpu"),
                                 (True, False, "cuda"),
                                 (False, True, "mps"),
                                 (True, True, "cuda")):
        appareil = choisi(nvidia, apple)
        assert appareil == juste, (
            f"machine où cuda est {'là' if nvidia else 'absent'} et mps "
            f"{'là' if apple else 'absent'} : {appareil} au lieu de "
            f"{juste} (indice {1 if nvidia and apple else 2})")


# %% verifier-sans-gpu
def verifier_sans_gpu():
    """Avec sans_gpu=True, c'est le processeur, même s'il y a un GPU"""
    for nvidia, apple in ((True, False), (False, True), (False, False)):
        appareil = choisi(nvidia, apple, True)
        assert appareil == "cpu", (
            f"sans_gpu=True sur une machine à GPU : {appareil} au lieu de "
            "cpu (indice 1)")


# %% verifier-papier
# Un F d'encre, et les papiers où on le trouve.
def lettre():
    encre = torch.zeros(60, 50)
    encre[8:52, 12:20] = encre[8:16, 12:40] = encre[26:34, 12:32] = 1
    return encre


def papiers():
    f = lettre().numpy()
    gris = (np.linspace(100, 128, 50) * (1 - 0.7 * f)).astype(np.uint8)
    yield "grise, entiers", (255 * (1 - f)).astype(np.uint8)
    yield "grise, flottants", 1 - f
    yield "grise et peu éclairée, entiers", gris
    yield "grise et peu contrastée, flottants", 0.9 - 0.3 * f
    for nom, couleur in (("rouge", 0), ("verte", 1), ("bleue", 2)):
        image = np.full((60, 50, 3), 230, dtype=np.uint8)
        for canal in {0, 1, 2} - {couleur}:
            image[..., canal] -= (200 * f).astype(np.uint8)
        yield f"à l'encre {nom}, entiers", image


# %% verifier-appel
def prepare(nom, image):
    try:
        return preparer(image)
    except IndexError:
        raise AssertionError(
            f"image {nom} : cadrer n'y trouve pas d'encre. " + (
                "Elle ne se voit que dans deux couleurs sur trois (indice 2)"
                if image.ndim == 3
                else "Étirer d'abord le contraste (indice 3)")
        ) from None


# %% verifier-forme
def verifier_forme():
    """L'image préparée est un tenseur (1, 64) de float32"""
    for nom, image in papiers():
        copie = image.copy()
        entree = prepare(nom, image)
        assert np.array_equal(copie, image), (
            "l'image reçue a été modifiée : travaillez sur un tenseur à vous "
            "(indice 1)")
        assert isinstance(entree, torch.Tensor), (
            f"{type(entree).__name__} au lieu d'un tenseur (indice 1)")
        assert entree.shape == (1, 64), (
            f"image {nom} {image.shape} : forme {tuple(entree.shape)} "
            "au lieu de (1, 64) (indice 4)")
        assert entree.dtype == torch.float32, (
            f"image {nom} : type {entree.dtype} au lieu de torch.float32 "
            "(indice 1)")


# %% verifier-valeurs
def verifier_valeurs():
    """Le papier vaut 0, l'encre vaut 1, quels que soient papier et encre"""
    juste = reduire(cadrer(lettre()))
    for nom, image in papiers():
        rendu = prepare(nom, image).view(8, 8)
        assert not rendu.isnan().any(), (
            f"image {nom} : des nan, donc une division par zéro (indice 3)")
        assert rendu.abs().max() < 1.01, (
            f"image {nom} : des valeurs jusqu'à {rendu.abs().max():.3g} au "
            "lieu de 1 (indice 3)")
        assert not torch.allclose(rendu.T, juste, atol=0.02), (
            "lignes et colonnes échangées")
        envers = reduire(cadrer(1 - lettre()))
        assert not torch.allclose(rendu, envers, atol=0.02), (
            f"image {nom} : le papier est pris pour l'encre (indice 3)")
        entiere = reduire(lettre())
        assert not torch.allclose(rendu, entiere, atol=0.1), (
            f"image {nom} : le chiffre n'est pas cadré (indice 4)")
        assert torch.allclose(rendu, juste, atol=0.02), (
            f"image {nom} : l'encre n'arrive pas à sa place ; le contraste "
            "de cette image est-il étiré ? (indice 3)")


# %% verifier-prediction
def verifier_prediction():
    """Le chiffre prédit est un int, celui du plus grand score"""
    image = (255 * (1 - lettre())).numpy().astype(np.uint8)
    for k in range(10):
        Wk, bk = torch.zeros(64, 10), torch.zeros(10)
        bk[k] = 1
        rendu = predire(image, Wk, bk)
        assert isinstance(rendu, int) and not isinstance(rendu, bool), (
            f"{type(rendu).__name__} au lieu d'un int (indice 2)")
        assert rendu == k, (
            f"W nul et biais de {k} à 1 : {rendu} au lieu de {k} ; la "
            "fonction emploie-t-elle le W et le b qu'elle reçoit ? "
            "(indice 1)")
        Wk[:, k], bk[k], bk[(k + 1) % 10] = 1, 0, 1
        assert predire(image, Wk, bk) == k, (
            f"le score de {k} vaut la somme des pixels, celui de "
            f"{(k + 1) % 10} vaut 1 : il fallait répondre {k} (indice 1)")


# %% verifier-chiffres
def verifier_chiffres():
    """De vrais chiffres, photographiés, sont le plus souvent bien lus"""
    justes = 0
    for k in range(1200, 1300):
        encre = F.interpolate(x[k].view(1, 1, 8, 8), size=(64, 64),
                              mode="bilinear")[0, 0].numpy()
        papier = (140 * (1 - 0.6 * encre)).astype(np.uint8)
        justes += predire(papier, W, b) == int(chiffres.target[k])
    assert justes >= 80, (
        f"{justes} justes sur 100 : il en faut 80 (indice 1)")


# %% verifications
for verifier in (verifier_appareil, verifier_sans_gpu, verifier_forme,
                 verifier_valeurs, verifier_prediction, verifier_chiffres):
    verifier()
forme_photo = photo.shape
prediction_photo, etiquette_photo = predire(photo, W, b), y[1207].item()
assert prediction_photo == etiquette_photo
assert predire(fausse_photo(x[1203]), W, b) == y[1203].item()
# Une photo tournée : sans ``copy``, PyTorch la refuse.
for tours in (1, 2, 3):
    couchee = np.rot90(photo, tours)
    assert predire(couchee.copy(), W, b) in range(10)
    try:
        torch.tensor(couchee)
        raise AssertionError("un tableau tourné est accepté sans copie")
    except ValueError as erreur:
        assert "negative" in str(erreur)
debout = np.rot90(np.rot90(photo).copy(), 3).copy()
assert predire(debout, W, b) == etiquette_photo
