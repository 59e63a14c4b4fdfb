"""
Créer des tenseurs
==================

Des dimensions 0 à 4 sur de vraies images, les fonctions de création,
le hasard reproductible et les types de nombres.
"""

# %% imports
import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_digits, load_sample_images

# %% chiffre
# Une image de chiffre manuscrit est un tableau de nombres :
# 0 pour le blanc du papier, 16 pour l'encre.
images = torch.tensor(load_digits().images)  # (1797, 8, 8)
chiffre = images[0]                          # (8, 8)
print(chiffre.shape)
print(chiffre[2])

# %% chiffre-figure
# La même image, telle qu'on la voit et telle que le réseau la reçoit.
fig, (gauche, droite) = plt.subplots(
    1, 2, figsize=(9, 4.4), layout="constrained"
)
gauche.imshow(chiffre, cmap="gray_r")
droite.imshow(torch.full((8, 8), torch.nan))
for i in range(8):
    for j in range(8):
        droite.text(j, i, int(chiffre[i, j]), ha="center", va="center")
for ax in (gauche, droite):
    ax.add_patch(
        plt.Rectangle((-0.5, 1.5), 8, 1, fill=False, ec="C1", lw=3)
    )
    ax.set(xlabel="colonne", xticks=range(8), yticks=range(8))
gauche.set(ylabel="ligne", title="ce que l'on voit")
droite.set(title="ce que reçoit le réseau")
# Diapositive : 7 × 3.4
# Figure : à gauche, un zéro manuscrit de 8 pixels sur 8 ; à droite, les
# 64 nombres de 0 à 16 qui le codent. La ligne 2 est encadrée des deux
# côtés : 0, 3, 15, 2, 0, 11, 8, 0.
plt.show()

# %% dimensions
# Deux photographies en couleurs : chaque indice enlève une dimension.
photos = np.array(load_sample_images().images)  # d'une liste de deux
photos = torch.tensor(photos)  # (2, 427, 640, 3)
photo = photos[1]     # la seconde photo
ligne = photo[120]    # une ligne de pixels
pixel = ligne[300]    # un pixel
rouge = pixel[0]      # une intensité

# %% formes
for nom, t in [("photos", photos), ("photo", photo), ("ligne", ligne),
               ("pixel", pixel), ("rouge", rouge)]:
    print(nom, t.ndim, tuple(t.shape))

# %% nombre-python
# ``item()`` sort le nombre d'un tenseur qui n'en contient qu'un.
print(rouge)
print(rouge.item())

# %% dimensions-figure
# Les mêmes tenseurs, dessinés.
fig, axes = plt.subplots(2, 2, figsize=(9, 5.2), layout="constrained")
(pile, une), (rang, point) = axes
for i, d in enumerate((0, 150)):
    coin = (1.6 * d, 1.6 * d + 640, d + 427, d)
    pile.imshow(photos[i, ::2, ::2], extent=coin)
pile.set(xlim=(0, 880), ylim=(577, 0), title="4 : deux photos")
une.imshow(photo[::2, ::2], extent=(0, 640, 427, 0))
une.axhline(120, color="C1", lw=3)
une.set(title="3 : une photo")
noms, couleurs = ("rouge", "vert", "bleu"), ("C3", "C2", "C0")
for c, nom in enumerate(noms):
    rang.plot(ligne[:, c], color=couleurs[c], ls=("-", "--", ":")[c])
    barre = point.bar(nom, int(pixel[c]), color=couleurs[c])
    point.bar_label(barre)
    rang.text(455, (215, 160, 110)[c], nom, color=couleurs[c])
rang.set(title="2 : une ligne", xlabel="colonne", xlim=(0, 640),
         xticks=(0, 200, 400, 600), ylabel="intensité", ylim=(0, 270))
point.set(title="1 : un pixel", ylabel="intensité", ylim=(0, 290))
point.text(0.42, 261, "← 0 : une intensité", va="center")
pile.axis("off")
une.axis("off")
# Diapositive : 7.4 × 4.3
# Figure : quatre dessins. Deux photos superposées (4 dimensions) ; la
# photo d'un dahlia, une ligne horizontale surlignée (3) ; les courbes
# rouge, verte et bleue le long de cette ligne, hautes sur la fleur (2) ;
# trois barres, les intensités d'un seul pixel (1), dont la première est
# un simple nombre (0).
plt.show()

# %% listes
# Une liste de listes devient une matrice.
notes = torch.tensor([[12.0, 8.0, 16.0],
                      [9.0, 14.0, 10.0]])
print(notes)

# %% liste-irreguliere
# Toutes les lignes doivent avoir la même longueur.
try:
    torch.tensor([[12.0, 8.0, 16.0], [9.0]])
except ValueError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% remplis
# Une forme suffit, PyTorch remplit.
print(torch.zeros(3))
print(torch.ones(3, dtype=torch.int64))
print(torch.full((3,), 7.5))

# %% vide
# ``empty`` réserve la mémoire sans l'écrire : tout écraser avant de lire.
tampon = torch.empty(2, 3)
tampon.fill_(0.5)
print(tampon)
print(torch.zeros_like(tampon))  # même forme, même type

# %% suites
# ``arange`` fixe le pas, ``linspace`` fixe le nombre de points.
a = torch.arange(0, 10, 2)
b = torch.linspace(0, 10, 5)
print(a)
print(b)

# %% suites-figure
# La borne de droite : exclue par ``arange``, incluse par ``linspace``.
fig, ax = plt.subplots(figsize=(9, 2.5), layout="constrained")
for y, suite, couleur, marque in ((1, a, "C0", "o"), (0, b, "C1", "s")):
    ax.axhline(y, color="0.5", lw=1)
    ax.plot(suite, torch.full((5,), y), marque, color=couleur, ms=12)
ax.plot(10, 1, "o", color="C0", ms=12, mfc="none", mew=2)
ax.text(4, 1.25, "arange : pas de 2, fin exclue", ha="center")
ax.text(5, 0.25, "linspace : 5 points, fin incluse", ha="center")
ax.set(xlim=(-0.5, 10.5), ylim=(-0.4, 1.7), yticks=[])
ax.set_xticks([0, 2, 2.5, 4, 5, 6, 7.5, 8, 10],
              ["0", "2", "\n2,5", "4", "\n5", "6", "\n7,5", "8", "10"])
ax.spines[["left", "right", "top"]].set_visible(False)
# Figure : deux droites graduées de 0 à 10. En haut, arange place cinq
# ronds à 0, 2, 4, 6 et 8, et un rond vide à 10. En bas, linspace place
# cinq carrés à 0 ; 2,5 ; 5 ; 7,5 et 10.
plt.show()

# %% suites-flottants
# Un pas décimal rend la longueur imprévisible.
print(len(torch.arange(0, 0.3, 0.1)), torch.arange(0, 0.3, 0.1))
print(len(torch.arange(1, 1.3, 0.1)), torch.arange(1, 1.3, 0.1))
print(len(torch.linspace(1, 1.2, 3)), torch.linspace(1, 1.2, 3))

# %% hasard
# Trois lois, un générateur local.
g = torch.Generator().manual_seed(0)
u = torch.rand(10_000, generator=g)
z = torch.randn(10_000, generator=g)
n = torch.normal(12.0, 3.0, (10_000,), generator=g)

# %% hasard-figure
# Les mêmes tirages en histogrammes.
fig, axes = plt.subplots(1, 3, figsize=(9, 3), layout="constrained")
titres = ("rand", "randn", "normal(12, 3)")
graduations = ([0, 1], [-3, 0, 3], [3, 12, 21])
for k, (ax, tirage, titre) in enumerate(zip(axes, (u, z, n), titres)):
    ax.hist(tirage.numpy(), bins=40, color=f"C{k}")
    ax.set(title=titre, xlabel="valeur", xticks=graduations[k])
axes[0].set_ylabel("effectif")
# Figure : trois histogrammes de 10 000 tirages. rand est plat entre 0
# et 1 ; randn est une cloche centrée sur 0 ; normal(12, 3) est une
# cloche centrée sur 12 et trois fois plus large.
plt.show()

# %% hasard-entiers
# Des entiers tirés au sort, et un ordre.
g = torch.Generator().manual_seed(0)
print(torch.randint(0, 6, (4,), generator=g))  # de 0 à 5
print(torch.randperm(5, generator=g))  # 0 à 4, mélangés

# %% graine
# La même graine donne les mêmes nombres.
def tirer(graine):
    g = torch.Generator().manual_seed(graine)
    return torch.rand(3, generator=g)

print(tirer(0))
print(tirer(0))
print(tirer(1))

# %% graine-globale
# La graine globale est partagée : un tirage de plus décale la suite.
torch.manual_seed(0)
attendu = torch.rand(3)

torch.manual_seed(0)
torch.rand(1)  # une bibliothèque tire un nombre
print(torch.equal(torch.rand(3), attendu))

g = torch.Generator().manual_seed(0)
torch.rand(1)  # la même, encore une fois
print(torch.equal(torch.rand(3, generator=g), attendu))

# %% attributs
# Forme, type, appareil : les trois attributs à lire avant tout calcul.
print(photo.shape, photo.dtype, photo.device)
print(images.shape, images.dtype, images.device)
print(torch.tensor([1, 2]).dtype, torch.tensor([1.0, 2.0]).dtype)

# %% conversions
# La même suite dans quatre types.
x = torch.tensor([0.0, 0.4, -1.9, 2.7])
print(x.dtype, x)
print(x.to(torch.float64))
print(x.to(torch.int64))  # ou x.long()
print(x.to(torch.bool))   # ou x.bool()

# %% melanger
# La catégorie la plus large d'abord, le nombre de bits ensuite.
entiers = torch.tensor([1, 2])      # (2,), int64
reels = torch.tensor([0.5, 1.5])    # (2,), float32
doubles = reels.double()            # (2,), float64
print((entiers + reels).dtype)  # 64 bits et 32 bits
print((reels + doubles).dtype)

# %% melanger-zero-dimension
# Un tenseur à zéro dimension ne compte que par sa catégorie.
un_double = torch.tensor(2.0, dtype=torch.float64)  # ()
print((reels * un_double).dtype)
print((entiers * un_double).dtype)
print((entiers * 2.0).dtype)  # un nombre Python
print((photo + 100).dtype)    # des octets le restent

# %% octets
# Ce que coûte chaque type pour les 1 797 images de chiffres.
for dtype in (torch.uint8, torch.float32, torch.float64):
    t = images.to(dtype)
    print(f"{str(dtype):13} {t.element_size()} o par nombre,",
          f"{t.nbytes // 1024} Kio pour toutes les images")

# %% seize-bits
# Deux façons de partager seize bits : de la précision, ou de l'étendue.
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    i = torch.finfo(dtype)
    print(f"{str(dtype)[6:]} {i.bits} {i.max:.5g} {i.eps:.0e}")

# %% seize-bits-limites
grand = torch.tensor([70_000.0, 1.001])
print(grand.to(torch.float16))
print(grand.to(torch.bfloat16))

# %% debordement
# Un octet s'arrête à 255, puis repart de 0.
pavillon = photos[0]      # (427, 640, 3)
ciel = pavillon[20, 400]  # (3,) : un pixel du ciel
print(ciel)
print(ciel + 100)  # reste en uint8
print((ciel.float() + 100).clamp(max=255))
print((pavillon > 155).float().mean())  # la part qui déborde

# %% debordement-figure
# Éclaircir une photo de 100, en octets puis en flottants.
faux = pavillon + 100
juste = (pavillon.float() + 100).clamp(max=255).to(torch.uint8)
titres = ("photo", "en octets", "en flottants")
fig, axes = plt.subplots(1, 3, figsize=(10, 2.7), layout="constrained")
for ax, image, titre in zip(axes, (pavillon, faux, juste), titres):
    ax.imshow(image[::2, ::2])
    ax.set_title(titre)
    ax.axis("off")
# Figure : trois fois la photo du pavillon. L'originale ; la version
# calculée en octets, où le ciel clair devient sombre et bariolé ; la
# version calculée en flottants, simplement plus claire.
plt.show()

# %% quiz-octet
sombre = torch.tensor(20, dtype=torch.uint8)
print((sombre - 50).item())
print((sombre.float() - 50).clamp(min=0).item())

# %% verifications
# Ce que le chapitre affirme, et les nombres qu'il cite.
assert chiffre[2].tolist() == [0, 3, 15, 2, 0, 11, 8, 0]
assert images.min() == 0
assert images.max() == 16
assert [t.ndim for t in (photos, photo, ligne, pixel, rouge)] == [
    4, 3, 2, 1, 0
]
assert len(torch.arange(0, 0.3, 0.1)) == 3
assert len(torch.arange(1, 1.3, 0.1)) == 4  # 1,3 y est
assert 0 <= u.min()
assert u.max() < 1
assert abs(z.mean()) < 0.05
assert abs(z.std() - 1) < 0.05
assert abs(n.mean() - 12) < 0.15
assert abs(n.std() - 3) < 0.15
assert torch.equal(tirer(0), tirer(0))
assert not torch.equal(tirer(0), tirer(1))
assert images.dtype == torch.float64
assert torch.tensor([1, 2]).dtype == torch.int64
assert torch.tensor([1.0, 2.0]).dtype == torch.float32
assert x.long().tolist() == [0, 0, -1, 2]  # tronque, n'arrondit pas

# %% verifications-2
assert (entiers + reels).dtype == torch.float32
assert (reels + doubles).dtype == torch.float64
assert (reels * un_double).dtype == torch.float32   # zéro dimension
assert (entiers * un_double).dtype == torch.float64
assert (entiers * 2.5).dtype == torch.float32
assert (entiers + reels.half()).dtype == torch.float16  # la catégorie
assert (photo + 100).dtype == torch.uint8
assert grand.half()[0] == torch.inf
assert abs(grand.bfloat16()[0] - 70_000) < 500
assert grand.bfloat16()[1] == 1 and grand.half()[1] != 1
assert x.bool().tolist() == [False, True, True, True]
assert ((ciel.int() + 100) % 256).tolist() == (ciel + 100).tolist()
assert (ciel + 100 < ciel).all()
assert torch.zeros(3).dtype == torch.eye(3).dtype == torch.float32
assert torch.eye(3).diag().sum() == torch.eye(3).sum() == 3
assert torch.zeros_like(tampon).shape == tampon.shape
assert torch.ones(2).dtype == torch.full((2,), 7.5).dtype == torch.float32

# Un tirage de plus décale la suite globale, pas celle d'un générateur.
torch.manual_seed(0)
torch.rand(1)
assert not torch.equal(torch.rand(3), attendu)
assert torch.equal(tirer(0), attendu)
# Soustraire trop fait déborder aussi : un pixel sombre devient clair.
assert int(torch.tensor([20], dtype=torch.uint8) - 100) > 150

# %% verifications-3
assert (images[0] + torch.ones(8)).dtype == torch.float64
assert (torch.tensor([1, 2]) / 2).dtype == torch.float32

assert (torch.tensor([1, 2]) + torch.ones(2)).dtype == torch.float32
assert torch.full((3,), 7).dtype == torch.int64
assert images.nbytes == 2 * images.float().nbytes

nombre_images = len(images)
tranche = photos[:, 200, :, 2]  # (2, 640)
tranche_dimensions, tranche_forme = tranche.ndim, tuple(tranche.shape)

# %% verifications-seize-bits
# Entre 65 536 et 131 072, bfloat16 a un nombre tous les 512.
voisins = torch.arange(65_536, 131_072).bfloat16().float().unique()
assert (voisins.diff() == 512).all()
plus_grand_float16 = int(torch.finfo(torch.float16).max)
# Trois chiffres significatifs : l'arrondi change au plus 5 sur 10 000.
g = torch.Generator().manual_seed(0)
tirage = 1 + 60_000 * torch.rand(10_000, generator=g)
assert ((tirage.half().float() - tirage).abs() / tirage).max() < 5e-4

# %% verifications-4
longueur_arange = len(torch.arange(1, 1.3, 0.1))
longueur_arange_zero = len(torch.arange(0, 0.3, 0.1))
ciel_rouge = int(ciel[0])
ciel_deborde = int((ciel + 100)[0])
precision_bfloat16 = torch.finfo(torch.bfloat16).eps
arrondi_bfloat16 = int(grand.bfloat16()[0])
part_debordee = ((pavillon > 155).float().mean()).item()
assert ciel_deborde == ciel_rouge + 100 - 256
assert 0.2 < part_debordee < 0.8
