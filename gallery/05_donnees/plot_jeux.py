"""
Du fichier au lot
=================

Un ``Dataset`` pour un tableau de vins, un ``DataLoader`` écrit à la main puis
comparé à celui de PyTorch, l'assemblage d'exemples de longueurs différentes,
et un jeu lu ligne par ligne.
"""

# %% imports
import textwrap
from importlib.resources import files

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

# %% fichier
# Le fichier vient avec scikit-learn : des vins de trois cépages.
chemin = files("sklearn.datasets") / "data/wine_data.csv"
for ligne in chemin.read_text().splitlines()[:4]:
    print(ligne[:40], "…", ligne[-12:])

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
print(y, y.dtype)

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

# %% chargeur-main
def charger(jeu, taille, generateur):
    ordre = torch.randperm(len(jeu), generator=generateur)
    for rangs in ordre.split(taille):             # mélanger, grouper
        exemples = [jeu[i] for i in rangs]        # lire
        xs, ys = zip(*exemples)
        yield torch.stack(xs), torch.stack(ys)    # assembler


# %% chargeur-compare
def melange():
    return torch.Generator().manual_seed(0)


torch_le_fait = DataLoader(
    vins, batch_size=32, sampler=RandomSampler(vins, generator=melange())
)
for a, b in zip(charger(vins, 32, melange()), torch_le_fait, strict=True):
    assert torch.equal(a[0], b[0]) and torch.equal(a[1], b[1])

# %% chargeur
chargeur = DataLoader(vins, batch_size=32, shuffle=True,
                      generator=torch.Generator().manual_seed(0))
print(len(chargeur), "lots")
for x, y in chargeur:
    print(x.shape, y.shape)

# %% deux-epoques
# Un nouvel ordre à chaque parcours.
for epoque in (1, 2):
    x, y = next(iter(chargeur))
    print("époque", epoque, ":", y[:12].tolist())

# %% dernier-lot
nombre_de_lots, taille_du_dernier = len(chargeur), len(vins) % 32
sans_le_dernier = DataLoader(vins, batch_size=32, drop_last=True)
print(len(sans_le_dernier), "lots avec drop_last")

# %% moyenne-des-lots
# La moyenne des moyennes de lots n'est pas la moyenne des vins.
moyennes = [x[:, -1].mean() for x, y in chargeur]
moyenne_des_moyennes = torch.stack(moyennes).mean().item()
vraie_moyenne = vins.x[:, -1].mean().item()

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
axes[0].set(ylabel="vins", ylim=(0, 46))
fig.legend(*axes[0].get_legend_handles_labels(), ncols=3,
           loc="outside upper center", fontsize=13)
# Figure : six barres par volet, une par lot. Sans mélange, les premiers lots
# n'ont que le cépage 0, les derniers que le cépage 2. Avec mélange, chaque
# lot contient les trois cépages.
plt.show()

# %% echelles
# Des mesures d'unités différentes, et leur moyenne.
print("alcool  :", round(vins.x[:, 0].mean().item(), 1), "% vol.")
print("proline :", round(vins.x[:, -1].mean().item(), 1), "mg/L")

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
    print(textwrap.fill(f"{type(erreur).__name__} : {erreur}", 66))

# %% assembler
def assembler(exemples):
    longueurs = torch.tensor([len(e) for e in exemples])
    return pad_sequence(exemples, batch_first=True), longueurs


lot, longueurs = next(iter(
    DataLoader(Prenoms(), batch_size=4, collate_fn=assembler)))
print(lot)
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
for essai in (lambda: len(flux), lambda: flux[0],
              lambda: DataLoader(flux, shuffle=True)):
    try:
        essai()
    except (TypeError, ValueError, NotImplementedError) as erreur:
        print(type(erreur).__name__)

# %% decoupe
g = torch.Generator().manual_seed(0)
apprentissage, validation, test = random_split(
    vins, [0.6, 0.2, 0.2], generator=g
)
print(len(apprentissage), len(validation), len(test))
print(apprentissage.indices[:6])

# %% normaliser-vins
x = vins.x[apprentissage.indices]  # (107, 13)
moyenne, ecart = x.mean(dim=0), x.std(dim=0)
normalise = (vins.x - moyenne) / ecart  # les mêmes nombres partout
for part in (apprentissage, test):
    print(normalise[part.indices].mean(dim=0)[:3].round(decimals=3))


# %% entrainer
def exactitude(graine, taux=0.05, normaliser=True):
    g = torch.Generator().manual_seed(graine)
    ia, _, it = random_split(range(len(vins)), [0.6, 0.2, 0.2], g)
    xa, ya = vins[torch.tensor(list(ia))]  # apprentissage
    xt, yt = vins[torch.tensor(list(it))]  # test
    if normaliser:
        m, s = xa.mean(dim=0), xa.std(dim=0)
        xa, xt = (xa - m) / s, (xt - m) / s
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(13, 16), nn.ReLU(), nn.Linear(16, 3))
    optimiseur = torch.optim.SGD(modele.parameters(), lr=taux)
    for epoque in range(15):
        for x, y in DataLoader(TensorDataset(xa, ya), batch_size=16,
                               shuffle=True, generator=g):
            optimiseur.zero_grad()
            cross_entropy(modele(x), y).backward()
            optimiseur.step()
    return (modele(xt).argmax(1) == yt).float().mean().item()


# %% avec-ou-sans-normaliser
# Cinq graines ; pour les mesures brutes, le meilleur de trois taux.
avec = [exactitude(g) for g in range(5)]
sans = [max(exactitude(g, taux, normaliser=False)
            for taux in (0.05, 0.001, 1e-5)) for g in range(5)]
print(f"mesures brutes      : {sum(sans) / 5:.2f}")
print(f"mesures normalisées : {sum(avec) / 5:.2f}")

# %% quiz-reste
chargeur_7 = DataLoader(range(7), batch_size=3, drop_last=True)
print(len(chargeur_7), [len(lot) for lot in chargeur_7])

# %% quiz-preparer
rangs = random_split(range(178), [0.8, 0.2], g)[0].indices
x = vins.x[rangs]
m, s = x.mean(dim=0), x.std(dim=0)
prets = TensorDataset((vins.x - m) / s, vins.y)
a_apprendre = Subset(prets, rangs)
final = DataLoader(a_apprendre, batch_size=32, shuffle=True)

# %% verifications
assert cepages == vins.y.tolist() == sorted(cepages)
assert (nombre_de_lots, taille_du_dernier) == (6, 18)
assert abs(moyenne_des_moyennes - vraie_moyenne) > 0.5
assert all((c > 0).all() for c in composition(chargeur))
assert (composition(en_ordre)[0] > 0).sum() == 1
assert min(avec) > 0.85 and min(avec) > max(sans) + 0.05
centre, autre = (normalise[p.indices].mean(0)
                 for p in (apprentissage, test))
assert centre.abs().max() < 1e-4 and autre.abs().max() > 0.1
torch.manual_seed(0)
couche = nn.Linear(13, 3)  # le gradient d'un poids suit sa mesure
cross_entropy(couche(vins.x), vins.y).backward()
par_mesure = couche.weight.grad.abs().mean(0)  # (13,)
assert par_mesure[12] > 300 * par_mesure[1]  # proline, acide malique
assert vins.x[:, 12].mean() > 300 * vins.x[:, 1].mean()
assert longueurs.tolist() == [3, 5, 6, 5] and lot.shape == (4, 6)
vus = [y for _, y in DataLoader(flux, batch_size=None)]
assert vus == cepages

# %% auto-evaluation
exactitude_normalisee, exactitude_brute = sum(avec) / 5, sum(sans) / 5
nombre_de_vins, nombre_de_mesures = len(vins), vins.x.shape[1]
forme_premier_lot = next(iter(chargeur))[0].shape
forme_lot_prenoms = lot.shape
lots_de_50 = len(DataLoader(vins, batch_size=50))
dernier_de_50 = nombre_de_vins % 50
parts = (len(apprentissage), len(validation), len(test))
