r"""
Cinq optimiseurs, écrits puis comparés
======================================

SGD, momentum, RMSprop, Adam et AdamW en quelques lignes chacun, comparés pas
à pas à ceux de ``torch.optim``, sur une vallée tirée de vraies mesures, puis
sur des chiffres manuscrits.
"""

# %% imports
import math
import os
import time

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits, load_iris

complet = os.environ.get("COURS_PROFIL") == "complet"

# %% vallee
# La longueur du sépale d'après les deux mesures du pétale, presque
# proportionnelles l'une à l'autre.
mesures = torch.tensor(load_iris().data).float()       # (150, 4)
mesures = (mesures - mesures.mean(dim=0)) / mesures.std(dim=0)
sepale, petale = mesures[:, 0], mesures[:, 2:]         # (150,), (150, 2)
correlation = torch.corrcoef(petale.T)[0, 1].item()
print(f"corrélation des deux mesures : {correlation:.2f}")

# %% perte-vallee
def perte_de(p, entrees=petale):  # p : deux poids, ou n fois deux poids
    return ((p @ entrees.T - sepale) ** 2).mean(dim=-1)


def gradient_de(p, entrees=petale):
    return 2 * (p @ entrees.T - sepale) @ entrees / len(sepale)


fond = torch.linalg.lstsq(petale, sepale[:, None]).solution.flatten()
perte_du_fond = perte_de(fond).item()
print(fond, round(perte_du_fond, 4))

# %% courbures
# La raideur de la vallée, en travers et en long : deux fois un plus ou
# moins la corrélation des deux mesures.
en_long, en_travers = torch.linalg.eigvalsh(
    2 * petale.T @ petale / len(sepale)).tolist()
assert abs(en_travers - 2 * (1 + correlation)) < 0.03
assert abs(en_long - 2 * (1 - correlation)) < 0.03 * en_long
print(f"en travers {en_travers:.2f}, en long {en_long:.3f}, "
      f"rapport {en_travers / en_long:.0f}")

# %% sgd
def sgd(p, g, etat, taux):
    return p - taux * g


# %% momentum
def momentum(p, g, etat, taux, beta=0.9):
    etat["v"] = beta * etat.get("v", 0) + g
    return p - taux * etat["v"]


# %% rmsprop
def rmsprop(p, g, etat, taux, alpha=0.99, eps=1e-8):
    s = alpha * etat.get("s", 0) + (1 - alpha) * g**2
    etat["s"] = s
    return p - taux * g / (s.sqrt() + eps)


# %% adam
def adam(p, g, etat, taux, b1=0.9, b2=0.999, eps=1e-8):
    k = etat["k"] = etat.get("k", 0) + 1
    m = etat["m"] = b1 * etat.get("m", 0) + (1 - b1) * g
    s = etat["s"] = b2 * etat.get("s", 0) + (1 - b2) * g**2
    m = m / (1 - b1**k)  # corrige le départ à zéro
    s = s / (1 - b2**k)
    return p - taux * m / (s.sqrt() + eps)


# %% adamw
def adamw(p, g, etat, taux, degradation=0.01):
    return adam(p * (1 - taux * degradation), g, etat, taux)


# %% trajet
def trajet(methode, taux, pas, depart, entrees=petale, **options):
    p, etat, points = depart, {}, [depart]
    for _ in range(pas):
        p = methode(p, gradient_de(p, entrees), etat, taux, **options)
        points.append(p)
    return torch.stack(points)  # (pas + 1, 2)


def trajet_pytorch(optimiseur, depart, pas):
    p = depart.clone().requires_grad_()
    opt, points = optimiseur([p]), [depart]
    for _ in range(pas):
        opt.zero_grad()
        perte_de(p).backward()
        opt.step()
        points.append(p.detach().clone())
    return torch.stack(points)


# %% accord
# La même marche, pas à pas, que les classes de ``torch.optim``.
depart = torch.tensor([-1.5, 1.0])
optim = torch.optim
paires = [
    (sgd, 0.1, lambda p: optim.SGD(p, lr=0.1)),
    (momentum, 0.05, lambda p: optim.SGD(p, lr=0.05, momentum=0.9)),
    (rmsprop, 0.05, lambda p: optim.RMSprop(p, lr=0.05)),
    (adam, 0.1, lambda p: optim.Adam(p, lr=0.1)),
    (adamw, 0.1, lambda p: optim.AdamW(p, lr=0.1)),
]
for methode, taux, officiel in paires:
    main = trajet(methode, taux, 50, depart)
    pytorch = trajet_pytorch(officiel, depart, 50)
    ecart = (main - pytorch).abs().max().item()
    assert ecart < 1e-4, methode.__name__
    print(f"{methode.__name__} | {ecart:.0e}")

# %% trajectoires
# Quatre trajets depuis le même point.
taux_sgd, taux_momentum, taux_rmsprop, taux_adam = 0.45, 0.05, 0.1, 0.2
marches = {
    "SGD": (trajet(sgd, taux_sgd, 60, depart), "C0", "o"),
    "momentum": (trajet(momentum, taux_momentum, 60, depart), "C1", "s"),
    "RMSprop": (trajet(rmsprop, taux_rmsprop, 60, depart, alpha=0.9),
                "C2", "D"),
    "Adam": (trajet(adam, taux_adam, 60, depart), "C3", "^"),
}

# %% vallee-figure
u, v = torch.linspace(-1.9, 2.2, 80), torch.linspace(-1.7, 2.3, 70)
U, V = torch.meshgrid(u, v, indexing="xy")             # (70, 80)
points = torch.stack([U, V], dim=-1)                   # (70, 80, 2)
carte = (points @ petale.T - sepale).square().mean(dim=2)  # (70, 80)
niveaux = perte_du_fond + torch.logspace(-2.5, 1.2, 9)
fig, axes = plt.subplots(1, 2, figsize=(9.5, 4.6), layout="constrained")
axes[0].plot(*petale.T, ".", color="C5", rasterized=True)
axes[0].set(xlabel="longueur du pétale", ylabel="largeur du pétale",
            title="150 fleurs")
axes[1].contour(u, v, carte, levels=niveaux, colors="C0", linewidths=1)
axes[1].plot(*marches["SGD"][0][:21].T, "o-", color="C3", ms=4, lw=1.5)
axes[1].plot(*fond, "*", color="C1", ms=16)
axes[1].set(xlabel="poids de la longueur", ylabel="poids de la largeur",
            title="la perte, et 20 pas de SGD")
# Figure : à gauche, les deux mesures du pétale de 150 fleurs, presque
# alignées. À droite, les courbes de niveau de la perte selon les deux
# poids : des ellipses très allongées, en diagonale descendante, autour du
# minimum marqué d'une étoile ; vingt pas de SGD la traversent en zigzag.
# Diapositive : 7.45 × 3.53
plt.show()

# %% trajectoires-figure
for pas in (0, 1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 60):
    fig, ax = plt.subplots(figsize=(9, 5.1), layout="constrained")
    fig.set_label(f"{pas}")
    ax.contour(u, v, carte, levels=niveaux, colors="0.5", linewidths=0.8)
    for nom, (points, couleur, marque) in marches.items():
        ax.plot(*points[: pas + 1].T, "-", color=couleur, lw=1.5)
        ax.plot(*points[pas], marque, color=couleur, ms=10, label=nom)
    ax.plot(*fond, "*", color="C5", ms=18, zorder=0)
    ax.set(xlabel="poids de la longueur", ylabel="poids de la largeur",
           xlim=(-1.9, 2.2), ylim=(-1.7, 2.3), title=f"pas {pas}")
    if pas >= 10:  # avant, à deviner
        ax.legend(ncols=2, loc="lower left")
    # Séquence : pas
    # Figure : les courbes de niveau d'une vallée étroite en diagonale et
    # quatre trajets partis du même point, en haut à gauche. SGD zigzague
    # puis longe le fond ; le momentum dépasse le minimum et revient ;
    # RMSprop et Adam avancent du même pas dans les deux directions. Les
    # noms des quatre marques n'apparaissent qu'au pas 10.
    # Diapositive : 6.66 × 3.69
    plt.show()
    plt.close()

# %% premier-pas
# Le premier pas, depuis zéro, au taux 0,1. Celui d'Adam a la longueur du
# taux, quel que soit le gradient ; celui de RMSprop, dix fois le taux.
zero = torch.tensor(0.0)
for g in (1000.0, 1.0, 0.001):
    grad = torch.tensor(g)
    pas_de = [abs(methode(zero, grad, {}, 0.1).item())
              for methode in (sgd, rmsprop, adam)]
    print(f"{g:g} | {pas_de[0]:g} | {pas_de[1]:.2f} | {pas_de[2]:.2f}")

# %% echelle
# Multiplier la perte par 1 000 : SGD part à l'infini, Adam ne change pas.
def trajet_multiplie(methode, taux, facteur, pas=60):
    p, etat = depart, {}
    for _ in range(pas):
        p = methode(p, facteur * gradient_de(p), etat, taux)
    return p


for methode, taux in ((sgd, 0.1), (adam, 0.1)):
    for facteur in (1, 1000):
        p = trajet_multiplie(methode, taux, facteur)
        print(f"{methode.__name__} | {facteur} | "
              f"{p[0]:.2f} | {p[1]:.2f}")

# %% duel
# Dix départs sur un cercle, chaque méthode à son meilleur taux d'une même
# liste : combien de pas pour arriver, et rester, à 0,001 du minimum ?
marge = 0.001
g = torch.Generator().manual_seed(0)
angles = 2 * math.pi * torch.rand(10, generator=g)
departs = fond + 3 * torch.stack([angles.cos(), angles.sin()], dim=1)
# En float64 : près du fond, RMSprop amplifie l'arrondi du float32.
petale64, departs = petale.double(), departs.double()


taux_du_duel = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5,
                2.0]
douze_taux = torch.tensor(taux_du_duel).double()[:, None, None]  # (12, 1, 1)


def compter(methode, departs, entrees, options):
    """Pour chaque taux, les pas pour arriver, puis pour rester."""
    points = trajet(methode, douze_taux, 300, departs.expand(12, 10, 2),
                    entrees, **options)              # (301, 12, 10, 2)
    pres = perte_de(points, entrees) <= perte_du_fond + marge
    premier = pres.int().argmax(dim=0)               # (12, 10)
    premier[~pres.any(dim=0)] = 301
    dernier = 301 - (~pres).int().flip(0).argmax(dim=0)
    return [pas.double().mean(dim=1).round().int().tolist()
            for pas in (premier, dernier)]


# %% duel-resultat
# La même liberté pour les deux méthodes qui ont un élan : 0,8 ou 0,9.
methodes = [("SGD", sgd, {}), ("momentum 0,8", momentum, {"beta": 0.8}),
            ("momentum 0,9", momentum, {}), ("RMSprop", rmsprop, {}),
            ("Adam 0,8", adam, {"b1": 0.8}), ("Adam 0,9", adam, {})]
moyennes, taux_retenus, passages = {}, {}, {}
for nom, methode, options in methodes:
    arrivees, restes = compter(methode, departs, petale64, options)
    moyennes[nom], taux_retenus[nom], passages[nom] = min(
        zip(restes, taux_du_duel, arrivees))
    print(f"{nom:12} : {moyennes[nom]:3} pas, taux {taux_retenus[nom]}")

# %% duel-figure
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ordre = sorted(moyennes, key=moyennes.get, reverse=True)
ax.barh(ordre, [moyennes[nom] for nom in ordre], color="C0")
for rang, nom in enumerate(ordre):
    taux = str(taux_retenus[nom]).replace(".", ",")
    ax.text(moyennes[nom] + 5, rang,
            f"{moyennes[nom]}  (taux {taux})", va="center")
ax.plot([passages[nom] for nom in ordre], ordre, "D", color="C1", ms=10,
        label="premier passage au fond")
ax.set(xlabel="pas pour arriver au fond et y rester, dix départs",
       xlim=(0, 205))
ax.legend(loc="upper right")
# Figure : six barres horizontales, le nombre moyen de pas pour rester au
# fond, et un losange au premier passage. De la plus courte à la plus
# longue : momentum 0,8 et Adam 0,8 presque à égalité, SGD, puis Adam 0,9 et
# momentum 0,9 presque à égalité, et RMSprop, deux fois plus longue. Le
# losange est au bout de la barre de SGD, avant le bout des autres.
# Diapositive : 8.6 × 3.9
plt.show()

# %% vallee-droite
# Les mêmes fleurs, décrites par la somme et la différence des mesures :
# la même vallée, tournée le long des axes, et le taux choisi de nouveau.
tourner = torch.tensor([[1.0, 1.0], [1.0, -1.0]]).double() / 2**0.5
sur_les_axes = {}
for nom, methode, options in methodes:
    sur_les_axes[nom] = min(compter(methode, departs @ tourner,
                                    petale64 @ tourner, options)[1])
    print(f"{nom} | {moyennes[nom]} | {sur_les_axes[nom]}")

# %% chiffres
# 1797 chiffres manuscrits : 1200 sont appris, 597 mis de côté.
chiffres = load_digits()
pixels = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
classes = torch.tensor(chiffres.target)            # (1797,)


def perte_chiffres(W, b, rangs):
    return F.cross_entropy(pixels[rangs] @ W + b, classes[rangs])


tous = torch.arange(len(pixels))
melange = torch.randperm(len(pixels),
                         generator=torch.Generator().manual_seed(0))
apprises = melange[:1200]

# %% lots
# Le gradient d'un lot tiré au hasard s'écarte de celui de toutes les
# images ; l'écart est rapporté à la longueur de ce dernier.
W, b = torch.zeros(64, 10, requires_grad=True), torch.zeros(10)
(entier,) = torch.autograd.grad(perte_chiffres(W, b, tous), W)
g = torch.Generator().manual_seed(0)
bruit = {}
for taille in (1, 4, 16, 64, 256, 1024):
    ecarts = []
    for _ in range(100):
        lot = torch.randint(len(pixels), (taille,), generator=g)
        (partiel,) = torch.autograd.grad(perte_chiffres(W, b, lot), W)
        ecarts.append((partiel - entier).norm() / entier.norm())
    bruit[taille] = sum(ecarts).item() / 100
    print(f"lot de {taille:4} : bruit {bruit[taille]:.2f}")

# %% lots-temps
# Un lot de 64 demande 28 fois moins de calculs ; en temps, l'écart est
# moindre, car chaque pas a un coût fixe.
durees = {}
for taille in (64, len(pixels)):
    mesures_faites = []
    for _ in range(40):
        debut = time.perf_counter()
        torch.autograd.grad(perte_chiffres(W, b, tous[:taille]), W)
        mesures_faites.append(time.perf_counter() - debut)
    durees[taille] = min(mesures_faites)
assert 2 * durees[64] < durees[len(pixels)] < 0.8 * 28 * durees[64]
del durees, mesures_faites, debut

# %% lots-figure
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
ax.loglog(bruit.keys(), bruit.values(), "o-", ms=10)
ax.axhline(1, color="0.5", ls="--", lw=1.5)
ax.text(1, 0.92, "aussi grand que le gradient", va="top")
ax.set(xlabel="taille du lot", ylabel="bruit du gradient",
       xticks=list(bruit), xticklabels=list(bruit),
       yticks=[0.25, 1, 4], yticklabels=["0,25", "1", "4"])
ax.minorticks_off()
# Figure : le bruit du gradient selon la taille du lot, en échelles
# logarithmiques : une droite descendante, de 8 pour un lot d'une image à
# 0,26 pour un lot de 1 024. Elle croise 1 pour un lot de 64 environ.
# Diapositive : 7.29 × 3.09
plt.show()

# %% tirages
def tirer(graine, pas):
    """Les poids de départ d'une graine, ses lots, ses images de côté."""
    g = torch.Generator().manual_seed(graine)
    ordre = torch.randperm(len(pixels), generator=g)
    W = 0.01 * torch.randn(64, 10, generator=g)
    rangs = torch.randint(1200, (pas, 64), generator=g)
    return W, ordre[:1200][rangs], ordre[1200:]


# %% entrainer
# Cinq modèles à la fois, un par graine : la perte est la somme des leurs,
# donc chacun reçoit le gradient de la sienne.
def entrainer(creer, pas, declin=False, graines=range(5)):
    """Les pertes sur les 597 images mises de côté, une par graine."""
    poids, lots, validees = map(
        torch.stack, zip(*(tirer(graine, pas) for graine in graines)))
    W = poids.requires_grad_()                          # (5, 64, 10)
    b = torch.zeros(len(W), 1, 10, requires_grad=True)
    opt = creer([W, b])
    plan = optim.lr_scheduler.CosineAnnealingLR(opt, T_max=pas)
    for lot in lots.transpose(0, 1):                    # (5, 64)
        pertes = pertes_chiffres(W, b, lot)             # (5,)
        opt.zero_grad()
        pertes.sum().backward()
        opt.step()
        if declin:
            plan.step()
    with torch.no_grad():
        return pertes_chiffres(W, b, validees)


def pertes_chiffres(W, b, lots):
    scores = pixels[lots] @ W + b                       # (5, lot, 10)
    return F.cross_entropy(scores.transpose(1, 2), classes[lots],
                           reduction="none").mean(dim=1)


# %% balayage
fabriques = {
    "SGD": lambda taux: lambda p: optim.SGD(p, lr=taux),
    "momentum": lambda taux: lambda p: optim.SGD(p, lr=taux, momentum=0.9),
    "RMSprop": lambda taux: lambda p: optim.RMSprop(p, lr=taux),
    "Adam": lambda taux: lambda p: optim.Adam(p, lr=taux),
}
pas = 500 if complet else 150
taux_essayes = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 3.0, 10.0]
balayage = {nom: torch.stack([entrainer(f(taux), pas)
                              for taux in taux_essayes])  # (9, 5)
            for nom, f in fabriques.items()}
for nom, pertes in balayage.items():
    i = pertes.mean(dim=1).argmin()
    print(f"{nom:8} : meilleur taux {taux_essayes[i]:4}, "
          f"perte {pertes[i].mean():.2f}")

# %% comparaison
# Le taux est affiné autour de chaque creux, sur les cinq mêmes graines,
# puis les quatre sont comparés sur vingt autres. Une graine leur donne à
# tous les mêmes images, les mêmes poids de départ et les mêmes lots.
taux_affines, vingt = {}, {}
for nom, f in fabriques.items():
    milieu = taux_essayes[balayage[nom].mean(dim=1).argmin()]
    voisins = [milieu * k for k in (0.5, 0.7, 1, 1.5, 2)]
    taux_affines[nom] = min(
        voisins, key=lambda taux: entrainer(f(taux), pas).mean())
    vingt[nom] = entrainer(f(taux_affines[nom]), pas,
                           graines=range(5, 25))        # (20,)

# %% comparaison-par-graine
avantage_adam, victoires_adam = {}, {}
for nom in ("SGD", "RMSprop", "momentum"):
    ecarts = vingt[nom] - vingt["Adam"]                 # (20,)
    avantage_adam[nom] = ecarts.mean().item()
    victoires_adam[nom] = int((ecarts > 0).sum())
    print(f"{nom} | {taux_affines[nom]:g} | {avantage_adam[nom]:.3f} | "
          f"{victoires_adam[nom]} sur 20")

# %% balayage-figure
fig, ax = plt.subplots(figsize=(9, 4.9), layout="constrained")
for (nom, pertes), trait in zip(balayage.items(), ("o-", "s--", "D-.", "^:")):
    ax.loglog(taux_essayes, pertes.mean(dim=1), trait, label=nom)
    ax.fill_between(taux_essayes, pertes.amin(dim=1), pertes.amax(dim=1),
                    alpha=0.25)
ax.axhline(math.log(10), color="0.5", ls="--", lw=1.5)
ax.text(1e-3, 2.5, "un dixième partout : ln 10", va="bottom")
ax.set(xlabel="taux d'apprentissage", ylabel="perte de validation",
       ylim=(0.09, 8))
fig.legend(loc="outside upper center", ncols=4)
# Figure : la perte de validation selon le taux, en échelles
# logarithmiques, pour quatre optimiseurs. Chaque courbe descend puis
# remonte. RMSprop a son creux entre 0,03 et 0,1, Adam vers 0,1, le momentum
# vers 1, SGD vers 3 ; les quatre creux sont à peu près à la même hauteur.
# Diapositive : 7.6 × 3.3
plt.show()

# %% declin
# Par où commencer : AdamW, et un taux qui décroît jusqu'à zéro.
g = torch.Generator().manual_seed(0)
rangs = torch.randint(1200, (150, 64), generator=g)
W = torch.zeros(64, 10, requires_grad=True)
b = torch.zeros(10, requires_grad=True)
optimiseur = optim.AdamW([W, b], lr=0.3)
plan = optim.lr_scheduler.CosineAnnealingLR(optimiseur, T_max=150)
taux_suivis = []
for lot in apprises[rangs]:  # 150 lots de 64 images
    perte = perte_chiffres(W, b, lot)
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()
    plan.step()
    taux_suivis.append(plan.get_last_lr()[0])

# %% declin-balayage
def adamw_au(taux):
    return lambda p: optim.AdamW(p, lr=taux)


taux_du_declin = [0.03, 0.1, 0.3, 1.0, 3.0]
declins = {nom: torch.stack([entrainer(adamw_au(taux), 150, oui)
                             for taux in taux_du_declin])  # (5, 5)
           for nom, oui in (("taux constant", False),
                            ("taux décroissant", True))}
for nom, pertes in declins.items():
    print(nom, [f"{p:.2f}" for p in pertes.mean(dim=1).tolist()])

# %% declin-figure
fig, axes = plt.subplots(1, 2, figsize=(9.5, 4.4), layout="constrained",
                         width_ratios=[1, 1.5])
axes[0].plot(range(1, 151), taux_suivis)
axes[0].axhline(0.3, color="C1", ls="--")
axes[0].set(xlabel="pas", ylabel="taux", ylim=(-0.01, 0.34))
for (nom, pertes), trait, couleur in zip(declins.items(), ("s--", "o-"),
                                         ("C1", "C0")):
    axes[1].loglog(taux_du_declin, pertes.mean(dim=1), trait, color=couleur,
                   label=nom)
axes[1].set(xlabel="taux de départ", ylabel="perte de validation",
            ylim=(0.09, 8), yticks=[0.1, 0.3, 1, 3],
            yticklabels=["0,1", "0,3", "1", "3"])
axes[1].minorticks_off()
axes[1].legend(loc="upper left")
# Figure : à gauche, le taux selon le pas : constant, ou descendant de 0,3 à
# zéro en demi-cosinus. À droite, la perte de validation selon le taux de
# départ : les deux courbes se suivent jusqu'à 0,1, puis celle du taux
# constant remonte beaucoup plus vite que l'autre.
# Diapositive : 8.4 × 3.9
plt.show()

# %% etat-garde
# Combien de nombres chaque optimiseur retient, par paramètre.
retenus = {}
for nom, creer in {**fabriques, "AdamW": adamw_au}.items():
    p = torch.ones(100, requires_grad=True)
    opt = creer(0.1)([p])
    (p**2).sum().backward()
    opt.step()
    retenus[nom] = sum(t.shape == p.shape for t in opt.state[p].values()
                       if torch.is_tensor(t))
    print(nom, "|", retenus[nom])

# %% entre-deux-reseaux
# La perte d'un réseau n'est pas convexe. En voici deux, à une couche cachée,
# de deux graines, puis les modèles qui sont entre les deux : une part du
# premier, le reste du second. Sur ce segment, la perte passe au-dessus de la
# corde. Cela ne prouve pas que deux creux soient séparés : un chemin courbe
# peut les relier sans remonter.
def perte_reseau(P):
    caches = torch.relu(pixels @ P[0] + P[1])  # (1797, 32)
    return F.cross_entropy(caches @ P[2] + P[3], classes)


def apprendre(graine):
    g = torch.Generator().manual_seed(graine)
    P = [torch.randn(64, 32, generator=g) / 8, torch.zeros(32),
         torch.randn(32, 10, generator=g) / 6, torch.zeros(10)]
    P = [p.requires_grad_() for p in P]
    opt = optim.Adam(P, lr=0.01)
    for _ in range(200):
        opt.zero_grad()
        perte_reseau(P).backward()
        opt.step()
    return [p.detach() for p in P]


un, autre = apprendre(0), apprendre(1)
pertes_entre = [
    perte_reseau([(1 - t) * a + t * b for a, b in zip(un, autre)]).item()
    for t in torch.linspace(0, 1, 11)]
print([round(p, 2) for p in pertes_entre])

# %% pixels-blancs
# Trois pixels valent zéro sur toutes les images : le gradient de leurs
# poids est exactement nul.
blancs = (pixels == 0).all(dim=0).nonzero().flatten()
print(blancs.tolist())

# %% degradation
# La même dégradation, celle d'AdamW par défaut, dans Adam puis dans AdamW.
force = 0.01
suivis = {}
for nom, classe in (("Adam", optim.Adam), ("AdamW", optim.AdamW)):
    W = torch.full((64, 10), 0.5, requires_grad=True)
    opt = classe([W], lr=0.01, weight_decay=force)
    suivis[nom] = [0.5]
    for _ in range(100):
        perte = perte_chiffres(W, 0, tous)
        opt.zero_grad()
        perte.backward()
        opt.step()
        suivis[nom].append(W[blancs].mean().item())
    print(f"{nom:5} : poids des pixels vides, 0.5 -> {suivis[nom][-1]:.4f}")
reste = {nom: suivi[-1] for nom, suivi in suivis.items()}

# %% degradation-figure
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
for (nom, suivi), trait, couleur in zip(suivis.items(), ("--", "-"),
                                        ("C1", "C0")):
    ax.plot(suivi, trait, color=couleur, lw=2.5, label=nom)
ax.set(xlabel="pas", ylabel="poids", ylim=(-0.05, 0.6))
ax.legend(loc="center right")
# Figure : les poids des pixels vides pendant cent pas, depuis 0,5. Avec
# AdamW, une ligne presque horizontale. Avec Adam, une descente rapide au
# début, qui s'aplatit en arrivant à zéro.
# Diapositive : 6.2 × 2.4
plt.show()

# %% adam-l2-main
# Ce qu'Adam fait de la dégradation : il l'ajoute au gradient, puis divise.
demi = torch.tensor([0.5])
nul = torch.zeros(1)
print(adam(demi, nul + force * demi, {}, 0.01))  # Adam, weight_decay=0.01
print(adamw(demi, nul, {}, 0.01, degradation=force))

# %% sans-correction
# Le premier pas d'Adam sans la correction du départ.
m, s = 0.1 * 1.0, 0.001 * 1.0**2  # gradient 1
pas_sans_correction = m / s**0.5
print(f"{pas_sans_correction:.2f} fois le taux")

# %% auto-evaluation
# Deux gradients opposés, +1 puis −1 : de combien bouge le deuxième pas ?
etat = {}
apres_un = adam(zero, torch.tensor(1.0), etat, 0.2)
apres_deux = adam(apres_un, torch.tensor(-1.0), etat, 0.2)
assert abs((apres_un - zero).item() + 0.2) < 1e-6
# En pour cent du premier pas ; positif quand il revient.
retour_pour_cent = round(100 * ((apres_un - apres_deux) / apres_un).item())
# Ce qu'Adam retient pour les poids et les biais de dix scores.
nombres_retenus = retenus["Adam"] * (64 * 10 + 10)

# %% releve-duel
pas_sgd, pas_momentum = moyennes["SGD"], moyennes["momentum 0,8"]
pas_momentum_9, pas_rmsprop = moyennes["momentum 0,9"], moyennes["RMSprop"]
pas_adam_8, pas_adam = moyennes["Adam 0,8"], moyennes["Adam 0,9"]

# %% releve-elan
# L'élan compte plus que la méthode : 0,8 contre 0,9, à peu près du simple
# au double, pour les deux.
assert pas_momentum < 0.8 * pas_sgd and pas_adam_8 < 0.8 * pas_sgd
assert pas_adam_8 < 1.2 * pas_momentum and pas_momentum_9 < 1.1 * pas_adam
assert pas_momentum_9 > 1.1 * pas_sgd and pas_adam > 1.1 * pas_sgd
assert pas_rmsprop > 1.5 * pas_adam

# %% releve-passages
# Le momentum à 0,9 passe au fond avant SGD ; tous, sauf SGD, en ressortent.
assert passages["momentum 0,9"] < 0.9 * pas_sgd == 0.9 * passages["SGD"]
assert all(passages[nom] < 0.75 * moyennes[nom]
           for nom in moyennes if nom != "SGD")
# Le meilleur taux de chacun est à l'intérieur de la liste essayée.
assert all(min(taux_du_duel) < t < max(taux_du_duel)
           for t in taux_retenus.values())

# %% releve-orientations
# Tournée, la vallée ne change rien pour SGD et momentum.
for nom in ("SGD", "momentum 0,8", "momentum 0,9"):
    assert abs(moyennes[nom] - sur_les_axes[nom]) <= 1

# %% releve-axes
rmsprop_sur_les_axes = sur_les_axes["RMSprop"]
adam_sur_les_axes = sur_les_axes["Adam 0,9"]
assert rmsprop_sur_les_axes < 0.6 * pas_rmsprop
# Adam n'y gagne presque rien, et RMSprop rien s'il oublie vite.
assert adam_sur_les_axes > 0.85 * pas_adam

# %% releve-oublieux
oublieux, oublieux_axes = (
    min(zip(compter(rmsprop, points, entrees, {"alpha": 0.9})[1],
            taux_du_duel))
    for points, entrees in ((departs, petale64),
                            (departs @ tourner, petale64 @ tourner)))
assert oublieux_axes[0] > 0.85 * oublieux[0]
assert min(oublieux[1], oublieux_axes[1]) > taux_du_duel[0]
rmsprop_oublieux = oublieux[0]
rmsprop_oublieux_sur_les_axes = oublieux_axes[0]

# %% releve-pas
# AdamW, à sa dégradation par défaut, suit Adam de près sur cette vallée.
ecart_adamw = (trajet(adamw, taux_adam, 60, depart)
               - trajet(adam, taux_adam, 60, depart)).norm(dim=1).max().item()
assert ecart_adamw < 0.1
# Sous un gradient constant, l'élan tend vers dix fois ce gradient.
etat = {}
for _ in range(200):
    momentum(zero, torch.tensor(1.0), etat, 0.1)
assert abs(etat["v"] - 10) < 1e-3
assert abs(rmsprop(zero, torch.tensor(1.0), {}, 0.1) + 1) < 1e-4

# %% releve-rmsprop
# Après mille pas, un gradient constant de 100 ou de 0,01 avance du taux.
for constant in (100.0, 0.01):
    etat, q = {}, zero
    for _ in range(1000):
        avant, q = q, rmsprop(q, torch.tensor(constant), etat, 0.1)
    assert abs((avant - q).item() - 0.1) < 1e-3

# %% releve-vallee
# RMSprop ne se pose pas : il tourne à une distance de l'ordre du taux.
for taux in (0.05, 0.1, 0.2):
    fin = trajet(rmsprop, taux, 400, depart, alpha=0.9)[-50:]
    rayon = (fin - fond).norm(dim=1)
    assert 0.2 * taux < rayon.mean() < 3 * taux
# %% releve-adam-se-pose
# Adam, lui, se pose, car s se souvient longtemps des grands gradients du
# départ : RMSprop avec la même mémoire se pose aussi.
posee = trajet(adam, 0.1, 400, depart)[-50:]
assert (posee - fond).norm(dim=1).mean() < 0.01 * 0.1
longue = trajet(rmsprop, 0.1, 400, depart, alpha=0.999)[-50:]
assert (longue - fond).norm(dim=1).mean() < 0.01 * 0.1
courte = trajet(adam, 0.1, 400, depart, b2=0.9)[-50:]
assert (courte - fond).norm(dim=1).mean() > 0.01 * 0.1


# %% releve-bruit
# Avec un gradient bruité, comme celui d'un lot, Adam ne se pose pas.
def bruiter(methode):
    g = torch.Generator().manual_seed(0)

    def bruitee(p, grad, etat, taux):
        bruit_du_lot = 0.5 * torch.randn(2, generator=g)
        return methode(p, grad + bruit_du_lot, etat, taux)
    return bruitee


for methode in (adam, rmsprop):
    fin = trajet(bruiter(methode), 0.1, 400, depart)[-200:]
    assert (fin - fond).norm(dim=1).mean() > 0.1

# %% releve-allongement
allongement = en_travers / en_long
taux_maximal = 2 / en_travers
assert allongement > 40 and correlation > 0.95
# SGD diverge juste au-dessus de ce taux, pas juste au-dessous.
assert perte_de(trajet(sgd, 1.05 * taux_maximal, 200, depart)[-1]) > 100
assert perte_de(trajet(sgd, 0.95 * taux_maximal, 200, depart)[-1]) < 0.3
# Adam ne voit pas l'échelle de la perte, SGD si.
memes = [trajet_multiplie(adam, 0.1, f) for f in (1, 1000)]
assert torch.allclose(*memes, atol=1e-3)
assert not trajet_multiplie(sgd, 0.1, 1000).isfinite().all()

# %% releve-balayage
# Au meilleur taux, les quatre se valent ; au même taux, non.
creux = {nom: p.mean(dim=1).min().item() for nom, p in balayage.items()}
au_centieme = {nom: p[2] for nom, p in balayage.items()}
assert max(creux.values()) < (2 if complet else 1.5) * min(creux.values())
assert au_centieme["SGD"].min() > 4 * au_centieme["Adam"].max()

# %% releve-meilleurs-taux
meilleur_taux = {nom: taux_essayes[p.mean(dim=1).argmin()]
                 for nom, p in balayage.items()}
assert meilleur_taux["SGD"] >= 10 * meilleur_taux["Adam"]
assert 0.02 < meilleur_taux["Adam"] < 0.5
assert meilleur_taux["SGD"] < taux_essayes[-1]

# %% releve-centieme
perte_sgd_centieme = au_centieme["SGD"].mean().item()
perte_adam_centieme = au_centieme["Adam"].mean().item()
creux_min, creux_max = min(creux.values()), max(creux.values())

# %% releve-graines
# D'une graine à l'autre, la perte change plus que d'un optimiseur à
# l'autre : il faut comparer graine par graine.
graine_min = min(p.min().item() for p in vingt.values())
graine_max = max(p.max().item() for p in vingt.values())
etendues = [(p.max() - p.min()).item() for p in vingt.values()]
assert min(etendues) > 2 * max(avantage_adam.values())

# %% releve-victoires
victoires_sgd, victoires_momentum = (victoires_adam[nom]
                                     for nom in ("SGD", "momentum"))
avantage_sgd = avantage_adam["SGD"]
assert complet or victoires_sgd >= 14 and 0.005 < avantage_sgd < 0.04
assert complet or 6 <= victoires_momentum <= 14

# %% releve-defaut
# Le taux par défaut est le premier de la liste, loin du meilleur.
taux_par_defaut = optim.AdamW([torch.zeros(1)]).defaults["lr"]
assert taux_par_defaut == taux_essayes[0]
assert optim.Adam([torch.zeros(1)]).defaults["lr"] == taux_par_defaut
par_defaut = {classe.__name__: classe([torch.zeros(1)]).defaults
              for classe in (optim.SGD, optim.RMSprop, optim.Adam)}
assert [d["lr"] for d in par_defaut.values()] == [0.001, 0.01, 0.001]
assert not any(d["weight_decay"] for d in par_defaut.values())
assert not par_defaut["SGD"]["momentum"]
perte_adam_millieme = balayage["Adam"][0].mean().item()
assert perte_adam_millieme > (2 if complet else 8) * creux["Adam"]
# La vitesse ; les carrés ; les deux.
assert list(retenus.values()) == [0, 1, 1, 2, 2]

# %% releve-declin
# Un taux qui décroît change peu au meilleur taux, beaucoup au-dessus.
constant, decroissant = (declins[nom].mean(dim=1) for nom in declins)
creux_constant = constant.min().item()
creux_decroissant = decroissant.min().item()
assert 0.7 * creux_constant < creux_decroissant < 1.1 * creux_constant
assert (decroissant[3:] < 0.8 * constant[3:]).all()
assert 0 < constant.argmin() < 4 and 0 < decroissant.argmin() < 4

# %% releve-taux-trop-grand
perte_constante_3 = constant[4].item()
perte_decroissante_3 = decroissant[4].item()
assert abs(taux_suivis[-1]) < 1e-9 and taux_suivis[0] < 0.3

# %% releve-plan
# Après T_max pas, le taux remonte.
plan.step()
assert plan.get_last_lr()[0] > taux_suivis[-1]
taux_a_mi_chemin = taux_suivis[74]  # après 75 pas sur 150
assert abs(taux_a_mi_chemin - 0.15) < 1e-9
# 0,3, le taux de l'exemple, est le meilleur des cinq départs.
assert decroissant.argmin() == 2

# %% verifications
# Quatre fois plus d'images, un bruit deux fois moindre.
tailles = list(bruit)
assert all(1.8 < bruit[t] / bruit[4 * t] < 2.2 for t in tailles[:-1])
nombre_chiffres = len(pixels)
rapport_calculs = nombre_chiffres / 64
bruit_1, bruit_64, bruit_256 = bruit[1], bruit[64], bruit[256]
# Entre deux réseaux entraînés, la perte remonte.
perte_aux_bouts = max(pertes_entre[0], pertes_entre[-1])
perte_au_milieu = pertes_entre[5]
assert perte_au_milieu > 10 * perte_aux_bouts
reste_adam, reste_adamw = reste["Adam"], reste["AdamW"]
assert abs(reste_adam) < 0.01 and reste_adamw > 0.494
assert abs(reste_adamw - 0.5 * (1 - 1e-4) ** 100) < 1e-5
assert optim.AdamW([torch.zeros(1)]).defaults["weight_decay"] == force
assert abs(suivis["Adam"][1] - (0.5 - 0.01)) < 1e-4  # un taux au 1er pas
# Pour ces pixels, la force de la dégradation ne compte presque plus.
for force in (1e-5, 1e-3):
    p, etat = torch.tensor([0.5]), {}
    for _ in range(100):
        p = adam(p, force * p, etat, 0.01)
    assert p.abs() < 0.05

# %% grands-gradients
# Et sous de grands gradients, la dégradation ajoutée à eux s'efface : ce
# qu'elle change au poids, à côté de ce qu'AdamW change.
for graine in range(5):
    g = torch.Generator().manual_seed(graine)
    arrivees = {"rien": ({}, 0.5), "Adam": ({}, 0.5), "AdamW": ({}, 0.5)}
    for _ in range(200):
        grad = 10 * torch.randn(1, generator=g)
        for nom, (etat, p) in arrivees.items():
            ajout = 0.01 * p if nom == "Adam" else 0
            arrivees[nom] = etat, adamw(p, grad + ajout, etat, 0.01,
                                        0.01 * (nom == "AdamW"))
    rien, ajoutee, a_part = (p.item() for _, p in arrivees.values())
    assert abs(ajoutee - rien) < 0.35 * abs(a_part - rien)
