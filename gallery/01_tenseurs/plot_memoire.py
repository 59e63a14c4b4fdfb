r"""
La mémoire derrière un tenseur
==============================

Un stockage, une forme, des pas : ``view``, ``reshape``, ``permute``,
puis NumPy et les appareils.
"""

# %% imports
import textwrap

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.colors import to_rgba
from sklearn.datasets import load_digits, load_sample_images

# %% deux-vues
# ``view`` donne une autre forme aux mêmes nombres.
x = torch.arange(12)  # (12,)
m = x.view(3, 4)      # (3, 4)
m[0, 1] = 100
print(m)
print(x)

# %% pas
# Le pas (*stride*) : combien de cases avancer quand un indice augmente.
x = torch.arange(12)
m = x.view(3, 4)
for t in (m, m.T, m[:, ::2]):
    print(tuple(t.shape), t.stride())

# %% dessin
# Dessiner un tableau de cases ; la couleur dit d'où vient le nombre.
def grille(ax, tableau, x, y, titre=""):
    for i, rangee in enumerate(tableau.tolist()):
        for j, v in enumerate(rangee):
            couleur = f"C{v // 4}"  # la ligne de m
            ax.add_patch(plt.Rectangle((x + j, y - i - 1), 1, 1, lw=2,
                                       ec=couleur, fc=to_rgba(couleur, 0.2)))
            ax.text(x + j + 0.5, y - i - 0.5, v, ha="center", va="center")
    ax.text(x, y + 0.2, titre, va="bottom")


def saut(ax, depart, arrivee, texte, creux):
    ax.annotate("", arrivee, depart, arrowprops=dict(
        arrowstyle="-|>", lw=2, color="0.5", mutation_scale=18,
        connectionstyle=f"arc3,rad={-creux}"))
    x, y = (depart[0] + arrivee[0]) / 2, depart[1] + 0.5
    ax.text(x, y + 0.35, texte, ha="center")

# %% pas-figure
# Un seul stockage, trois tenseurs.
fig, ax = plt.subplots(figsize=(9, 5.6), layout="constrained")
grille(ax, x[None], 0.6, 6.9)
saut(ax, (1.1, 6.95), (5.1, 6.95), "+4", 0.3)
saut(ax, (6.1, 6.95), (7.1, 6.95), "+1", 0.7)
ax.text(8.2, 7.3, "stockage : une seule suite")
for t, debut, titre in ((m, 0, "m : (3, 4)"), (m.T, 5.4, "m.T : (4, 3)"),
                        (m[:, ::2], 9.8, "m[:, ::2] : (3, 2)")):
    grille(ax, t, debut, 4, titre)
    ax.text(debut, -0.9, f"pas {t.stride()}")
ax.set(xlim=(-0.1, 14.2), ylim=(-1.1, 8.3), aspect="equal")
ax.axis("off")
# Diapositive : 5.8 × 3.8
# Figure : en haut, une bande de douze cases numérotées de 0 à 11, avec une
# flèche longue « +4 » et une flèche courte « +1 ». Dessous, trois grilles
# qui lisent cette bande, leurs pas dessous : m par lignes de quatre, m.T
# où les lignes sont devenues des colonnes, m[:, ::2] qui saute une case
# sur deux.
plt.show()

# %% lire-main
# Retrouver chaque case à la main : départ + i × pas 0 + j × pas 1.
def lire(stockage, t, i, j):
    pas = t.stride()
    return stockage[t.storage_offset() + i * pas[0] + j * pas[1]]

for t in (m, m.T, m[:, ::2], m[1:]):
    for i in range(t.shape[0]):
        for j in range(t.shape[1]):
            assert lire(x, t, i, j) == t[i, j]
print(m[1:].storage_offset())  # m[1:] commence à la case 4

# %% trajet-figure
# Le trajet de la lecture dans le stockage : m.T saute, puis revient.
def trajet(ax, lecture, titre):
    grille(ax, x[None], 0, 1)
    for de, a in zip(lecture, lecture[1:]):
        avant = a > de
        ax.annotate("", (a + 0.5, 1 if avant else 0),
                    (de + 0.5, 1 if avant else 0), arrowprops=dict(
            arrowstyle="-|>", color="0.5", mutation_scale=14, lw=1.8,
            ls="-" if avant else "--", connectionstyle="arc3,rad="
            + ("-0.5" if avant else "-0.35")))
    ax.set(xlim=(-0.1, 12.1), aspect="equal", title=titre)
    ax.axis("off")


fig, (haut, bas) = plt.subplots(2, figsize=(9, 4.8), layout="constrained",
                                height_ratios=[1.5, 4])
trajet(haut, m.flatten().tolist(), "m, lu ligne par ligne")
trajet(bas, m.T.flatten().tolist(), "m.T, lu ligne par ligne")
haut.set(ylim=(-0.1, 1.7))
bas.set(ylim=(-1.7, 2.4))
# Diapositive : 7.5 × 4
# Figure : deux fois la bande des douze cases. Pour m, des flèches vont de
# chaque case à la suivante. Pour m.T, elles sautent de quatre en quatre,
# 0, 4, 8, puis reviennent en pointillé à 1, et ainsi de suite.
plt.show()

# %% transposee
# La transposée se lit en sautant : ``view`` ne peut pas l'aplatir.
t = m.T  # (4, 3)
print(t.is_contiguous())
try:
    t.view(12)
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))

# %% reshape
# ``reshape`` rend une vue si possible, une copie sinon.
print(m.reshape(12).data_ptr() == x.data_ptr())
print(t.reshape(12).data_ptr() == x.data_ptr())

# %% contigu
print(t.reshape(12))
print(torch.equal(t.contiguous().view(12), t.reshape(12)))

# %% pas-zero
# ``expand`` : un pas de 0 relit la même case.
colonne = torch.tensor([[0.0], [10.0], [20.0]])  # (3, 1)
etiree = colonne.expand(3, 4)                    # (3, 4)
print(colonne.stride(), etiree.stride())
etiree[0, 3] = 5  # une case de la vue
print(etiree[0])
try:
    etiree.add_(1)  # toutes à la fois
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))

# %% partage-indices
# Une tranche est une vue ; une liste d'indices ou un masque, une copie.
suite = torch.arange(6)             # (6,)
masque = (suite > 0) & (suite < 4)  # (6,), booléens
par_tranche = suite[1:4]            # (3,)
par_liste = suite[[1, 2, 3]]        # (3,)
par_masque = suite[masque]          # (3,)
suite[1] = 100
print(par_tranche[0], par_liste[0], par_masque[0])

# %% ecrire-par-indices
# À gauche d'un ``=``, tous les trois écrivent dans le tenseur.
suite[[4, 5]] = 7
suite[suite > 50] = 0
print(suite)
print(par_tranche)  # la vue suit toujours

# %% aplatir
# Une image devient une ligne ; ``-1`` laisse PyTorch compter.
images = torch.tensor(load_digits().images)  # (1797, 8, 8)
print(images.flatten().shape)
print(images.flatten(start_dim=1).shape)
print(images.view(-1, 64).shape)

# %% permuter
# Du format des photos (H, L, C) à celui de PyTorch (C, H, L).
photo = torch.tensor(load_sample_images().images[1])  # (427, 640, 3)
p = photo.permute(2, 0, 1)
q = photo.view(3, 427, 640)
print(p.shape == q.shape)
print(torch.equal(p, q))

# %% permuter-figure
# Le premier plan de chacun : il devrait contenir le rouge.
fig, axes = plt.subplots(1, 3, figsize=(10, 2.7), layout="constrained")
titres = ("photo", "permute(…)[0]", "view(…)[0]")
for ax, image, titre in zip(axes, (photo, p[0], q[0]), titres):
    ax.imshow(image, cmap="gray")
    ax.set_title(titre)
    ax.axis("off")
# Figure : la photo du dahlia ; son plan rouge obtenu par permute, une fleur
# claire sur fond noir ; le plan obtenu par view, où l'on ne voit que le
# haut de la fleur, élargi et haché de rayures sombres.
plt.show()

# %% ajouter-dimension
# Une dimension de taille 1 s'ajoute et s'enlève sans rien copier.
chiffre = images[0]                  # (8, 8)
un_lot = chiffre[None, None]         # (1, 1, 8, 8)
print(chiffre.unsqueeze(0).shape)
print(un_lot.shape)
print(un_lot.squeeze(0).shape)       # la dimension 0 seulement
print(un_lot.squeeze().shape)        # toutes celles de taille 1

# %% assembler
# ``cat`` prolonge une dimension, ``stack`` en crée une.
a, b = images[0], images[1]  # (8, 8) chacun
dessous = torch.cat([a, b], dim=0)
cote = torch.cat([a, b], dim=1)
pile = torch.stack([a, b])
print(*(tuple(t.shape) for t in (dessous, cote, pile)))

# %% assembler-erreur
try:
    torch.stack([torch.ones(2, 3), torch.ones(2, 4)])
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))

# %% assembler-figure
# Les trois assemblages des deux mêmes chiffres.
def encadrer(ax, k, x, y):
    ax.add_patch(plt.Rectangle((x, y), 8, 8, fill=False, lw=3, ec=f"C{k}",
                               zorder=4 - 2 * k))

fig, axes = plt.subplots(1, 3, figsize=(9, 3.2), layout="constrained")
un, deux, trois = axes
un.imshow(dessous, cmap="gray_r", extent=(4, 12, 12.5, -3.5))
deux.imshow(cote, cmap="gray_r", extent=(0, 16, 8.5, 0.5))
trois.imshow(pile[1], cmap="gray_r", extent=(6, 14, 7, -1))
trois.imshow(pile[0], cmap="gray_r", extent=(3, 11, 10, 2), zorder=3)
for ax, coin_0, coin_1 in ((un, (4, -3.5), (4, 4.5)),
                           (deux, (0, 0.5), (8, 0.5)),
                           (trois, (3, 2), (6, -1))):
    encadrer(ax, 1, *coin_1)
    encadrer(ax, 0, *coin_0)
    ax.set(xlim=(-1, 17), ylim=(13, -6))
    ax.axis("off")
for ax, titre in ((un, "cat, dim=0 : (16, 8)"),
                  (deux, "cat, dim=1 : (8, 16)"),
                  (trois, "stack : (2, 8, 8)")):
    ax.text(8, -4.6, titre, ha="center")
# Figure : un zéro et un un manuscrits, encadrés. Assemblés l'un sous
# l'autre (cat, dim=0), l'un à côté de l'autre (cat, dim=1), puis empilés
# l'un derrière l'autre (stack).
plt.show()

# %% numpy-partage
# ``from_numpy`` partage la mémoire, ``torch.tensor`` copie.
a = np.zeros(3)
partage = torch.from_numpy(a)
copie = torch.tensor(a)
a[0] = 7        # NumPy écrit
partage[1] = 5  # PyTorch écrit
print(a)
print(partage)
print(copie)

# %% numpy-retour
# ``numpy()`` partage aussi ; ``clone()`` d'abord pour une copie.
t = torch.ones(3)
vue = t.numpy()
sure = t.clone().numpy()
t.add_(1)
print(vue, sure)

# %% appareil
# L'appareil du chapitre 00, choisi une fois ; le reste n'en parle plus.
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
cree = torch.zeros(2, 3, device=device)  # (2, 3), créé sur place
amene = torch.ones(2, 3).to(device)      # (2, 3), créé puis amené
print((cree + amene).sum().item())

# %% appareil-meta
# ``meta`` : une forme et un type, aucune donnée.
try:
    torch.ones(3) + torch.ones(3, device="meta")
except RuntimeError as erreur:
    print(type(erreur).__name__, erreur, sep=" :\n")

# %% quiz-preparer
image = torch.full((32, 48, 3), 255, dtype=torch.uint8)
image = image.permute(2, 0, 1)
image = image.float() / 255
lot = image.unsqueeze(0)
print(lot.shape, lot.dtype, lot.max())

# %% quiz-permute
six = torch.arange(6).view(2, 3)
print(six.permute(1, 0)[0].tolist(), six.view(3, 2)[0].tolist())

# %% verifications
# Ce que le chapitre affirme, et les nombres qu'il cite.
assert par_tranche.tolist() == [0, 2, 3]
assert par_liste.tolist() == par_masque.tolist() == [1, 2, 3]
assert suite.tolist() == [0, 0, 2, 3, 7, 7]
assert etiree.stride() == (1, 0)
assert etiree[0].tolist() == [5] * 4 and colonne[0, 0] == 5
assert etiree.untyped_storage().nbytes() == 3 * colonne.element_size()

# %% verifications-contigu
assert x.untyped_storage().data_ptr() == m.T.untyped_storage().data_ptr()
assert m.is_contiguous()
assert not m.T.is_contiguous()
assert not m[:, ::2].is_contiguous()

# %% verifications-pas
# Une tranche est une vue dont le premier nombre est ailleurs.
assert m[1:].data_ptr() != m.data_ptr()
assert m[1:].untyped_storage().data_ptr() == m.untyped_storage().data_ptr()
assert m.stride() == (4, 1)
assert m.T.stride() == (1, 4)
assert m[:, ::2].stride() == (4, 2)
assert m.T.reshape(12).tolist()[:4] == [0, 4, 8, 1]
assert m.reshape(12).data_ptr() == x.data_ptr()
assert m.T.reshape(12).data_ptr() != x.data_ptr()

# %% verifications-images
assert torch.equal(images.view(-1, 64), images.flatten(start_dim=1))
assert p.data_ptr() == q.data_ptr() == photo.data_ptr()
assert torch.equal(p[0], photo[:, :, 0])
assert not torch.equal(q[0], photo[:, :, 0])
assert un_lot.data_ptr() == chiffre.data_ptr()
assert un_lot.squeeze(0).shape == (1, 8, 8)
assert images.squeeze(0).shape == images.shape  # rien, et sans erreur
assert not p.is_contiguous()
try:
    p.view(-1)
    raise AssertionError("la photo permutée s'aplatit par view")
except RuntimeError:
    pass
# Un tenseur contigu : ``contiguous`` le rend tel quel.
assert m.contiguous() is m and m.T.contiguous() is not m.T

# %% verifications-vues
# Pas contigu, mais d'un pas constant : une vue à une dimension existe.
assert m[:, ::2].view(6).stride() == (2,)
assert m[:, ::2].view(6).data_ptr() == m.data_ptr()
try:
    m[:, :3].view(9)
    raise AssertionError("0, 1, 2, 4 : aucun pas ne va")
except RuntimeError:
    pass
# ``flatten`` : une vue, ou une copie ; un entier : une vue.
assert m.flatten().data_ptr() == m.data_ptr() != m.T.flatten().data_ptr()
assert m[0].data_ptr() == m.data_ptr()
# Un seul nombre du processeur est accepté partout.
assert (torch.ones(3, device="meta") + torch.tensor(2.0)).is_meta

# %% verifications-2
assert un_lot.squeeze().shape == (8, 8)  # la dimension du lot est perdue
assert pile[0].equal(images[0])
assert dessous[:8].equal(images[0])
assert a.tolist() == [7, 5, 0]
assert partage.tolist() == [7, 5, 0]
assert copie.tolist() == [0, 0, 0]
assert copie.dtype == partage.dtype == torch.float64

# %% verifications-3
assert vue.tolist() == [2, 2, 2]
assert sure.tolist() == [1, 1, 1]
assert torch.tensor(np.zeros(3)).float().dtype == torch.float32
assert amene.to(device) is amene
assert cree.device == amene.device
assert partage.float().data_ptr() != partage.data_ptr()
try:
    torch.empty(3, device="meta").cpu()
    raise AssertionError("meta n'a pas de données à copier")
except NotImplementedError:
    pass

# %% verifications-4
# L'auto-évaluation
y = torch.arange(12)
y.view(3, 4).T.reshape(12)[0] = 100  # écrit dans une copie
x_apres_reshape = int(y[0])
y.view(3, 4).reshape(12)[0] = 100    # écrit dans une vue
x_apres_vue = int(y[0])
assert x_apres_reshape == 0
assert x_apres_vue == 100
y = torch.arange(12)
y.view(3, 4)[1:].reshape(8)[0] = 100  # une vue, qui commence à la case 4
cases_a_100 = (y == 100).nonzero().flatten().tolist()
assert cases_a_100 == [4]

# %% verifications-5
assert photo.permute(2, 0, 1).stride() == (1, 640 * 3, 3)
depart_tranche = m[1:].storage_offset()
forme_permutee = tuple(p.shape)
cases_etirees, cases_en_memoire = etiree.numel(), colonne.numel()
