r"""
Calculer avec des tenseurs
==========================

Terme à terme ou produit matriciel, diffusion, réductions, indices et masques.
"""

# %% imports
import math
import textwrap  # coupe un message trop long
import time

import matplotlib.pyplot as plt
import torch
from matplotlib.colors import to_rgba
from sklearn.datasets import load_sample_images

# %% terme-a-terme
# Les opérateurs agissent case par case.
notes = torch.tensor([[12.0, 8.0, 16.0],
                      [9.0, 14.0, 10.0]])  # (2 élèves, 3 matières)
print(notes + 1)
print(notes / 20)
print(notes * notes)

# %% sur-place
# Un nom qui finit par ``_`` modifie le tenseur lui-même.
copie = notes.clone()
print(copie.add(1)[0], copie[0])
copie.add_(1)
print(copie[0])

# %% produit-main
# Le produit matriciel, écrit avec trois boucles.
def produit(a, b):
    c = torch.zeros(a.shape[0], b.shape[1])
    for i in range(a.shape[0]):          # ligne de a
        for j in range(b.shape[1]):      # colonne de b
            for k in range(a.shape[1]):  # terme de la somme
                c[i, j] += a[i, k] * b[k, j]
    return c

# %% produit-verifie
# Deux élèves, trois matières, deux concours aux coefficients différents.
coefs = torch.tensor([[2.0, 1.0],
                      [3.0, 1.0],
                      [1.0, 4.0]])  # (3, 2) matières × concours
points = produit(notes, coefs)      # (2, 3) @ (3, 2) -> (2, 2)
print(points)
assert torch.allclose(points, notes @ coefs)
assert torch.allclose(points, torch.mm(notes, coefs))
assert torch.allclose(points, torch.matmul(notes, coefs))

# %% produit-formes
# Les deux dimensions qui se touchent diffèrent : (2, 3) @ (2, 3).
try:
    notes @ notes
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)
print((notes @ notes.T).shape)  # (2, 3) @ (3, 2)

# %% identite
# Des 1 sur la diagonale, des 0 ailleurs.
print(torch.eye(3))
print(torch.equal(notes @ torch.eye(3), notes))

# %% produit-types
# Et les types doivent être les mêmes.
try:
    notes @ coefs.double()
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))

# %% duree
# La durée moyenne d'un appel, en secondes.
def duree(fonction, appels):
    debut = time.perf_counter()
    for _ in range(appels):
        fonction()
    return (time.perf_counter() - debut) / appels

g = torch.Generator().manual_seed(0)
a = torch.rand(20, 20, generator=g)  # (20, 20)
lent = duree(lambda: produit(a, a), 1)
rapide = duree(lambda: a @ a, 1000)
print("plus de mille fois plus rapide :", lent > 1000 * rapide)

# %% dessin
# Dessiner un tableau de cases, chacune avec son nombre.
def cases(ax, tableau, x, y, couleur="C5", forts=(), pales=()):
    for i, rangee in enumerate(tableau.tolist()):
        for j, v in enumerate(rangee):
            fort, pale = (i, j) in forts, (i, j) in pales
            ax.add_patch(plt.Rectangle(
                (x + j, y - i - 1), 1, 1, ls=":" if pale else "-",
                fc=to_rgba(couleur, 0.5 if fort else 0 if pale else 0.15),
                ec=couleur, lw=1 if pale else 2, zorder=1 if pale else 2,
            ))
            nombre = f"{v:g}".replace(".", ",")
            ax.text(x + j + 0.5, y - i - 0.5, nombre, zorder=3,
                    ha="center", va="center", alpha=0.7 if pale else 1)
    ax.set(aspect="equal")
    ax.axis("off")

# %% produit-figure
# Une case du résultat : une ligne multipliée par une colonne.
fig, ax = plt.subplots(figsize=(9, 2.6), layout="constrained")
ligne = [(0, k) for k in range(3)]
colonne = [(k, 1) for k in range(3)]
cases(ax, notes, 0, 2.5, "C0", forts=ligne)
cases(ax, coefs, 4, 3, "C1", forts=colonne)
cases(ax, points, 7, 2.5, "C2", forts=[(0, 1)])
ax.text(3.5, 1.5, "@", ha="center", va="center", fontsize="x-large")
ax.text(6.5, 1.5, "=", ha="center", va="center", fontsize="x-large")
for x, forme in ((1.5, "(2, 3)"), (5, "(3, 2)"), (8, "(2, 2)")):
    ax.text(x, -0.5, forme, ha="center")
calcul = " + ".join(
    f"{a:g}×{b:g}" for a, b in zip(notes[0].tolist(), coefs[:, 1].tolist())
)
ax.text(9.3, 2, f"{calcul} = {points[0, 1]:g}", va="center")
ax.set(xlim=(-0.2, 14.5), ylim=(-0.8, 3.2))
# Figure : une matrice de 2 lignes et 3 colonnes, fois une matrice de
# 3 lignes et 2 colonnes, égale une matrice 2 × 2. La première ligne et la
# seconde colonne sont surlignées ; leur somme de produits, 12×1 + 8×1 +
# 16×4 = 84, est la case surlignée du résultat.
plt.show()

# %% gris
# ``@`` accepte plus de deux dimensions : ici il agit sur la dernière.
# Les octets de la photo deviennent des flottants, comme les coefficients.
photo = torch.tensor(load_sample_images().images[1]).float()
luminance = torch.tensor([0.299, 0.587, 0.114])  # rouge, vert, bleu
gris = photo @ luminance  # (427, 640, 3) @ (3,) -> (427, 640)
print(gris.shape)

# %% produit-par-lots
# Trente groupes d'élèves : les deux dernières dimensions se multiplient.
groupes = torch.rand(30, 2, 3, generator=g)  # (30, 2, 3)
baremes = torch.rand(30, 3, 2, generator=g)  # (30, 3, 2)
print((groupes @ coefs).shape)    # un seul barème pour tous
print((groupes @ baremes).shape)  # à chaque groupe le sien
try:
    groupes @ baremes[:7]
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))

# %% rotation
# Une matrice déplace les points du plan : celle-ci les tourne de 30°.
angle = math.radians(30)
R = torch.tensor([[math.cos(angle), -math.sin(angle)],
                  [math.sin(angle), math.cos(angle)]])
print(R @ torch.tensor([1.0, 0.0]))  # où va le point (1, 0)

# %% etoile-ou-arobase
# Tourner de 30°, puis encore de 30° ?
print(R @ R)
print(R * R)

# %% etoile-figure
# Le même drapeau, transformé par les deux matrices.
drapeau = torch.tensor([[0.0, 0.0], [0.0, 3.0], [2.0, 3.0],
                        [1.5, 2.3], [2.0, 1.6], [0.3, 1.6], [0.3, 0.0]])
fig, axes = plt.subplots(
    1, 3, figsize=(10, 4), layout="constrained", sharex=True, sharey=True
)
titres = ("départ", "R @ R : juste,\ntourné de 60°",
          "R * R : faux,\naucune erreur")
for k, (ax, M) in enumerate(zip(axes, (torch.eye(2), R @ R, R * R))):
    coins = drapeau @ M.T  # (7, 2)
    ax.fill(*drapeau.T, fc="none", ec="0.5", ls=":", lw=1.5)
    ax.fill(*coins.T, color=f"C{(5, 2, 1)[k]}", alpha=0.8)
    ax.set_title(titres[k], fontsize=19)
    ax.tick_params(labelsize=19)
    ax.set(aspect="equal", yticks=range(4))
    ax.set(xlim=(-3.2, 2.9), ylim=(-0.4, 3.6), xticks=(-2, 0, 2))
# Figure : un drapeau debout ; le même, tourné de 60 degrés vers la gauche
# sans déformation ; le même, écrasé le long d'une diagonale et non tourné,
# ce que donne la multiplication terme à terme.
plt.show()

# %% etoile-formes
# Avec d'autres formes, l'étoile refuse parfois, mais pas toujours.
try:
    notes * coefs  # (2, 3) * (3, 2)
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))
print((photo * luminance).shape)  # accepté, mais rien n'est gris

# %% diffusion-main
# Étirer les deux tenseurs à la main, puis laisser faire ``+``.
colonne = torch.tensor([[0.0], [10.0], [20.0]])  # (3, 1)
ligne = torch.tensor([1.0, 2.0, 3.0, 4.0])       # (4,)
col = colonne.expand(3, 4)  # la colonne, lue 4 fois
lig = ligne.expand(3, 4)    # la ligne, lue 3 fois
print(col + lig)
assert torch.equal(colonne + ligne, col + lig)

# %% diffusion-figure
# Les cases pâles ne sont pas en mémoire : elles sont lues plusieurs fois.
fig, ax = plt.subplots(figsize=(10, 2.9), layout="constrained")
copies_c = [(i, j) for i in range(3) for j in range(1, 4)]
copies_l = [(i, j) for i in range(1, 3) for j in range(4)]
cases(ax, col, 0, 3, "C0", pales=copies_c)
cases(ax, lig, 5.5, 3, "C1", pales=copies_l)
cases(ax, col + lig, 11, 3, "C2")
for x, signe in ((4.75, "+"), (10.25, "=")):
    ax.text(x, 1.5, signe, ha="center", va="center", fontsize="x-large")
for x, forme in ((2, "(3, 1) → (3, 4)"), (7.5, "(4,) → (3, 4)"),
                 (13, "(3, 4)")):
    ax.text(x, -0.6, forme, ha="center")
ax.set(xlim=(-0.2, 15.2), ylim=(-1, 3.2))
# Figure : trois tableaux de 3 lignes et 4 colonnes. Une colonne 0, 10, 20
# dont trois copies pâles ; une ligne 1, 2, 3, 4 dont deux copies pâles ;
# leur somme, de 1 à 24, où toutes les cases sont pleines.
plt.show()

# %% diffusion-regle
# La règle entière tient en quelques lignes.
def forme_commune(f, g):
    n = max(len(f), len(g))
    f = (1,) * (n - len(f)) + f  # aligner à droite
    g = (1,) * (n - len(g)) + g
    for m, k in zip(f, g):
        if m != k and 1 not in (m, k):
            raise ValueError(f"{m} contre {k}")
    return tuple(k if m == 1 else m for m, k in zip(f, g))

for une, autre in [((3, 1), (4,)), ((427, 640, 3), (3,)),
                   ((30, 1, 3), (2, 1))]:
    print(une, "et", autre, "->", forme_commune(une, autre))
    assert forme_commune(une, autre) == torch.broadcast_shapes(une, autre)

# %% alignement-dessin
# Une forme par rangée, les dimensions alignées à droite.
def empiler(ax, f, g, titre):
    commune = []
    for colonne in range(-max(len(f), len(g)), 0):
        m = f[colonne] if -colonne <= len(f) else None
        k = g[colonne] if -colonne <= len(g) else None
        if None in (m, k) or 1 in (m, k) or m == k:
            commune.append((max(m or 1, k or 1), "C2"))
        else:
            commune.append(("≠", "C1"))
        for y, longueur in ((2.2, m), (1.1, k)):
            x, absent = colonne * 1.5, longueur is None
            ax.add_patch(plt.Rectangle(
                (x, y), 1.4, 1, fc="none", ec="C0", lw=2,
                ls=":" if absent else "-"))
            ax.text(x + 0.7, y + 0.5, 1 if absent else longueur,
                    ha="center", va="center", alpha=0.7 if absent else 1)
    for x, (texte, couleur) in enumerate(commune, -len(commune)):
        ax.add_patch(plt.Rectangle((1.5 * x, -0.3), 1.4, 1, lw=2,
                                   fc=to_rgba(couleur, 0.2), ec=couleur))
        ax.text(1.5 * x + 0.7, 0.2, texte, ha="center", va="center")
    ax.set(xlim=(-4.8, 0.2), ylim=(-0.6, 3.4), title=titre)
    ax.axis("off")

# %% alignement-figure
fig, axes = plt.subplots(1, 4, figsize=(10, 3), layout="constrained")
cas = [((5, 1), (1, 4), "colonne, ligne"),
       ((427, 640, 3), (3,), "photo, couleurs"),
       ((30, 1, 3), (2, 1), "avec des 1"),
       ((4, 3), (4,), "deux fois un 4")]
for ax, (une, autre, titre) in zip(axes, cas):
    empiler(ax, une, autre, titre)
# Diapositive : 8.2 × 3.1
# Figure : quatre additions de formes alignées à droite, une dimension
# absente comptant pour un 1 en pointillé. (5, 1) et (1, 4) donnent (5, 4) ;
# (427, 640, 3) et (3) donnent (427, 640, 3) ; (30, 1, 3) et (2, 1)
# donnent (30, 2, 3) ; (4, 3) et (4) se heurtent, 3 contre 4.
plt.show()

# %% diffusion-erreur
# Un bonus par élève : (2,) se place sous les matières, pas sous les élèves.
bonus = torch.tensor([1.0, 2.0])  # (2,)
try:
    notes + bonus
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))

# %% diffusion-colonne
print(notes + bonus[:, None])  # (2, 3) + (2, 1)

# %% diffusion-piege
# Trois températures annoncées, en colonne ; trois relevées, en ligne.
annoncees = torch.tensor([[11.0], [9.0], [14.0]])  # (3, 1)
relevees = torch.tensor([12.0, 9.0, 13.0])         # (3,)
print((annoncees - relevees).shape)
print(((annoncees - relevees) ** 2).mean())

# %% diffusion-piege-corrige
# En ligne toutes les deux, et la vérification qui tient en une ligne.
annoncees_ligne = annoncees[:, 0]  # (3,)
assert annoncees_ligne.shape == relevees.shape
print(((annoncees_ligne - relevees) ** 2).mean())

# %% reductions
# ``dim`` désigne la dimension qui disparaît.
print(notes.mean())
print(notes.mean(dim=0))
print(notes.mean(dim=1))
print(notes.mean(dim=1, keepdim=True).shape)

# %% reductions-figure
# Le sens dans lequel on écrase le tableau.
fig, ax = plt.subplots(figsize=(9, 3), layout="constrained")
for x, dim in ((0, 0), (6.5, 1)):
    cases(ax, notes, x, 4, "C0")
    moyennes = notes.mean(dim=dim, keepdim=True)
    sens = dict(arrowstyle="-|>", lw=2.5, color="0.5", mutation_scale=20)
    if dim == 0:
        cases(ax, moyennes, x, 1, "C1")
        fleches = [((x + j + 0.5, 1.95), (0, -0.9)) for j in range(3)]
    else:
        cases(ax, moyennes, x + 4, 4, "C1")
        fleches = [((x + 3.05, 3.5 - i), (0.9, 0)) for i in range(2)]
    for (fx, fy), (dx, dy) in fleches:
        ax.annotate("", (fx + dx, fy + dy), (fx, fy), arrowprops=sens)
ax.text(3.3, 0.5, "dim=0 : par matière, (3,)", va="center")
ax.text(6.5, 1.5, "dim=1 : par élève, (2,)", va="center")
ax.set(xlim=(-0.2, 12), ylim=(-0.1, 4.1))
# Figure : le tableau de 2 élèves et 3 matières, deux fois. À gauche, des
# flèches vers le bas mènent à trois moyennes, une par matière (dim=0). À
# droite, des flèches vers la droite mènent à deux moyennes, une par élève
# (dim=1).
plt.show()

# %% centrer
# Retirer à chaque note la moyenne de sa matière, puis de son élève.
print(notes - notes.mean(dim=0))                # (2, 3) - (3,)
print(notes - notes.mean(dim=1, keepdim=True))  # (2, 3) - (2, 1)

# %% moyenne-entiers
# La moyenne veut des flottants.
try:
    torch.tensor([12, 8, 15]).mean()
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 66))

# %% argmax
# Où est le maximum : la meilleure matière de chaque élève.
print(notes.argmax(dim=1))
print(notes.argmax())  # position dans le tableau mis à plat
valeurs, indices = notes.max(dim=1)
print(valeurs, indices)
print(notes.max())  # sans dim, un seul scalaire

# %% normaliser
# Réduire puis diffuser : chaque couleur ramenée à moyenne 0, écart type 1.
moyenne = photo.mean(dim=(0, 1))          # (3,)
ecart_type = photo.std(dim=(0, 1))        # (3,)
normalisee = (photo - moyenne) / ecart_type  # (427, 640, 3)
print(moyenne)
print(normalisee.std(dim=(0, 1)))

# %% indices
# Lignes, colonnes, tranches, listes d'indices.
print(notes[0])          # première ligne
print(notes[:, 1])       # deuxième colonne
print(notes[-1, -1])     # dernière case
print(notes[:, [2, 0]])  # colonnes choisies
print(notes[[0, 1], [2, 0]])  # les cases (0, 2) et (1, 0)
print(photo[80:360, 170:450].shape, photo[::2, ::2].shape)

# %% indices-ordre
# Un tenseur d'entiers sert aussi d'indice : ici, un ordre.
ordre = torch.tensor([1, 0])  # (2,)
print(notes[ordre])
print(torch.equal(notes[ordre], notes.flip(0)))

# %% indices-figure
# Les cases que chaque écriture choisit, et la forme de ce qu'elle rend.
fig, axes = plt.subplots(2, 2, figsize=(9, 4), layout="constrained")
choix = {"notes[0]": (0,), "notes[:, 1]": (slice(None), 1),
         "notes[:, 1:2]": (slice(None), slice(1, 2)),
         "notes[[0, 1], [2, 0]]": ([0, 1], [2, 0])}
for ax, (titre, indice) in zip(axes.flat, choix.items()):
    pris = torch.zeros(2, 3, dtype=torch.bool)
    pris[indice] = True
    cases(ax, notes, 0, 2, "C0",
          forts=[*map(tuple, pris.nonzero().tolist())])
    ax.text(3.3, 1, f"{tuple(notes[indice].shape)}", va="center")
    ax.set_title(titre, loc="left", family="monospace")
    ax.set(xlim=(-0.1, 5), ylim=(-0.1, 2.1), anchor="W")
# Figure : quatre fois le tableau de 2 élèves et 3 matières, les cases
# choisies plus foncées. notes[0] : la première ligne, (3,) ; notes[:, 1] :
# la deuxième colonne, (2,) ; notes[:, 1:2] : les mêmes cases, (2, 1) ;
# notes[[0, 1], [2, 0]] : la dernière case de la première ligne et la
# première de la seconde, (2,).
# Diapositive : 6.6 × 3.3
plt.show()

# %% masques
# Une comparaison donne un tenseur de booléens, qui sert d'indice.
masque = notes < 10
print(masque)
print(notes[masque])
remontees = notes.clone()
remontees[masque] = 10
print(remontees)

# %% masque-lignes
# Une question par élève : le masque choisit des lignes entières.
admis = notes.mean(dim=1) > 11.5  # (2,)
print(notes[admis])               # (1, 3)

# %% masques-et
# Deux conditions : ``&`` et ``|``, chacune entre parenthèses.
print(notes[(notes >= 10) & (notes < 15)])
print((notes < 10).float().mean())  # la proportion
try:
    notes >= 10 and notes < 15
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% masque-photo
# Garder la couleur là où le rouge dépasse le bleu de plus de 40.
fleur = photo[..., 0] > photo[..., 2] + 40  # (427, 640)
part = fleur.float().mean()
print(part)
sortie = torch.where(
    fleur[..., None],  # (427, 640, 1)
    photo,             # (427, 640, 3)
    gris[..., None],   # (427, 640, 1)
)

# %% masque-figure
# La photo, le masque, le résultat.
fig, axes = plt.subplots(1, 3, figsize=(10, 2.7), layout="constrained")
for ax, image, titre in zip(
    axes, (photo.byte(), fleur, sortie.byte()), ("photo", "masque", "where")
):
    ax.imshow(image[::2, ::2], cmap="gray")
    ax.set_title(titre)
    ax.axis("off")
# Diapositive : 8.2 × 2.4
# Figure : la photo d'un dahlia orangé sur fond sombre ; le masque, blanc
# sur la fleur et par endroits sous elle, noir ailleurs ; le résultat, la
# fleur en couleurs sur un fond gris.
plt.show()

# %% verifications
# Ce que le chapitre affirme, et les nombres qu'il cite.
b = math.radians(60)
R60 = torch.tensor([[math.cos(b), -math.sin(b)],
                    [math.sin(b), math.cos(b)]])
assert torch.allclose(R @ R, R60, atol=1e-6)
assert torch.equal(R * R, (R * R).T)  # symétrique : pas une rotation
assert torch.allclose(R * R, R**2)
assert torch.equal(notes * notes, notes**2)
assert torch.equal(notes, torch.tensor([[12., 8, 16], [9, 14, 10]]))
assert torch.equal(copie, notes + 1)
assert points[0, 1] == 12 * 1 + 8 * 1 + 16 * 4
assert colonne.expand(3, 4).data_ptr() == colonne.data_ptr()
assert col.stride() == (1, 0)
assert lig.stride() == (0, 1)
assert ligne.dim() == 1  # expand ajoute la dimension de gauche
assert (annoncees - relevees).shape == (3, 3)

# %% verifications-2
assert torch.allclose(groupes @ baremes, torch.stack(
    [c @ b for c, b in zip(groupes, baremes)]))
assert torch.allclose(groupes @ baremes, torch.bmm(groupes, baremes))
assert lent > 3000 * rapide  # la page dit mille
del lent, rapide
try:
    torch.mm(photo, luminance)
    raise AssertionError("mm accepte trois dimensions")
except RuntimeError:
    pass
assert torch.allclose(normalisee.mean(dim=(0, 1)), torch.zeros(3), atol=1e-3)
assert torch.allclose(normalisee.std(dim=(0, 1)), torch.ones(3), atol=1e-3)
assert torch.allclose(luminance.sum(), torch.tensor(1.0))
assert notes.mean(dim=1).shape == (2,)
assert notes.argmax(dim=1).tolist() == [2, 1]
assert notes.argmax() == 2

# %% verifications-3
assert torch.equal(valeurs, notes.amax(dim=1))
assert masque.dtype == torch.bool
assert masque.sum() == 2
assert admis.tolist() == [True, False]
assert notes[[0, 1], [2, 0]].tolist() == [notes[0, 2], notes[1, 0]]

# %% verifications-masques
# Deux indices de suite à gauche d'un = : on écrit dans une copie.
essai = notes.clone()
essai[masque][0] = 5
assert torch.equal(essai, notes)
# En octets, un bleu de 230 plus 40 repartirait de 14.
assert torch.tensor([230], dtype=torch.uint8) + 40 == 14
try:
    bool(notes > 10)
    raise AssertionError("plusieurs booléens en font un")
except RuntimeError as erreur:
    assert "ambiguous" in str(erreur)
try:
    notes >= 10 & notes < 15
    raise AssertionError("sans parenthèses, & passe avant >=")
except (TypeError, RuntimeError, NotImplementedError):
    pass

# %% verifications-indices
assert torch.equal(sortie[fleur], photo[fleur])
assert 0.15 < part < 0.3
assert notes[:, 1].shape == (2,)
assert notes[:, 1:2].shape == (2, 1)
assert notes[masque].shape == (2,)
try:
    notes[::-1]
    raise AssertionError("un pas négatif est accepté")
except ValueError:
    pass
assert notes.flip(0)[0].equal(notes[-1])
assert notes.flip(0).untyped_storage().data_ptr() != notes.data_ptr()

# %% verifications-4
# L'auto-évaluation
try:
    question_diffusion = tuple(
        (torch.ones(4, 1) * torch.ones(3, 1, 5)).shape)
except RuntimeError:
    question_diffusion = "erreur"
lot = torch.rand(16, 3, 28, 28, generator=g)
forme_moyenne = tuple(lot.mean(dim=(0, 2, 3)).shape)
forme_moyenne_lot = tuple(lot.mean(dim=0).shape)

# %% verifications-5
# Le chapitre 00 : 597 images, dix scores chacune.
scores = torch.rand(597, 10, generator=g)          # (597, 10)
y = torch.randint(10, (597,), generator=g)         # (597,)
juste = (scores.argmax(dim=1) == y).float().mean()
try:
    par_dim_0 = (scores.argmax(dim=0) == y).float().mean()
    exactitude_dim_0 = "exactitude" if par_dim_0 == juste else "faux"
except RuntimeError:
    exactitude_dim_0 = "erreur"
# Avec dix images, aucune erreur.
assert (scores[:10].argmax(dim=0) == y[:10]).shape == (10,)

produits_main = notes.shape[0] * coefs.shape[1] * notes.shape[1]
aire_juste = torch.linalg.det(R @ R).item()
aire_fausse = torch.linalg.det(R * R).item()
assert abs(aire_juste - 1) < 1e-5

# %% verifications-diffusion
# Les dix lignes du chapitre 00 : le biais s'ajoute à chaque ligne.
forme_dix_lignes = tuple(
    (torch.zeros(1200, 64) @ torch.zeros(64, 10) + torch.zeros(10)).shape)
# Une différence, puis une distance, par point et par centre.
ecarts = torch.zeros(5, 2)[:, None, :] - torch.zeros(3, 2)
assert ecarts.shape == (5, 3, 2) and ecarts.sum(dim=2).shape == (5, 3)
# Une moyenne retirée : il reste 0.
assert (notes - notes.mean(dim=0)).mean(dim=0).abs().max() < 1e-6

# %% verifications-6
assert abs(aire_fausse - 0.5) < 1e-5
etoile_forme = tuple((photo * luminance).shape)
arobase_forme = tuple((photo @ luminance).shape)
erreur_juste = ((annoncees_ligne - relevees) ** 2).mean().item()
erreur_piege = ((annoncees - relevees) ** 2).mean().item()
assert erreur_piege > 5 * erreur_juste
# Aucun écart ne dépasse 1°, donc aucune moyenne de carrés ne devrait.
plus_grand_ecart = (annoncees_ligne - relevees).abs().max().item()
assert plus_grand_ecart == 1 < erreur_piege
part_fleur = part.item()
