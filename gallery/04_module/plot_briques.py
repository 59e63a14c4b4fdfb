r"""
Les briques d'un réseau
=======================

Une somme pondérée et un biais, ``Linear`` refait à la main, les fonctions
d'activation et leurs dérivées, puis ce que change la largeur.
"""

# %% imports
import math
import os

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_iris, make_moons
from torch import nn

# %% profil
complet = os.environ.get("COURS_PROFIL") == "complet"

# %% neurone
# Une fleur d'iris : quatre longueurs, en centimètres.
iris = load_iris()
x = torch.tensor(iris.data[0], dtype=torch.float32)  # (4,)
w = torch.tensor([0.5, -1.0, 2.0, 0.1])              # (4,)
b = torch.tensor(0.3)                                # ()
print(x)
print((w * x).sum() + b, w @ x + b)

# %% couche
# Trois neurones et 150 fleurs d'un coup.
g = torch.Generator().manual_seed(0)
X = torch.tensor(iris.data, dtype=torch.float32)  # (150, 4)
W = torch.randn(3, 4, generator=g)                # (sorties, entrées)
b = torch.randn(3, generator=g)                   # (3,)
Z = X @ W.T + b                                   # (150, 3)
print(Z.shape)

# %% lineaire
class Lineaire(nn.Module):
    def __init__(self, entrees, sorties):
        super().__init__()
        borne = 1 / math.sqrt(entrees)
        W = torch.empty(sorties, entrees).uniform_(-borne, borne)
        b = torch.empty(sorties).uniform_(-borne, borne)
        self.weight = nn.Parameter(W)
        self.bias = nn.Parameter(b)

    def forward(self, x):                     # (…, entrées)
        return x @ self.weight.T + self.bias  # (…, sorties)


# %% comparaison
# ``nn.Linear`` tire ses poids dans le générateur global : c'est lui que l'on
# règle ici.
torch.manual_seed(0)
maison = Lineaire(4, 3)
torch.manual_seed(0)
officielle = nn.Linear(4, 3)
print(torch.equal(maison.weight, officielle.weight))
print(torch.allclose(maison(X), officielle(X)))
assert torch.allclose(maison(X), officielle(X))
assert maison(torch.ones(2, 5, 4)).shape == (2, 5, 3)

# %% gradients-compares
maison(X).pow(2).mean().backward()
officielle(X).pow(2).mean().backward()
for a, o in zip(maison.parameters(), officielle.parameters()):
    print(tuple(a.shape), torch.allclose(a.grad, o.grad))

# %% effondrement
# Deux couches sans activation, et la couche unique qui les remplace.
a, b = nn.Linear(4, 8), nn.Linear(8, 3)
with torch.no_grad():
    W = b.weight @ a.weight           # (3, 4)
    biais = b.weight @ a.bias + b.bias  # (3,)
    print(torch.allclose(b(a(X)), X @ W.T + biais, atol=1e-5))

# %% activations
fonctions = {
    "sigmoïde": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU": torch.relu,
    "ReLU à fuite": lambda x: nn.functional.leaky_relu(x, 0.1),
    "GELU": nn.functional.gelu,
    "SiLU": nn.functional.silu,
}
x = torch.linspace(-4, 4, 321, requires_grad=True)  # (321,)
courbes = {}
for nom, f in fonctions.items():
    (pente,) = torch.autograd.grad(f(x).sum(), x)
    courbes[nom] = f(x).detach(), pente

# %% activations-figure
fig, axes = plt.subplots(2, 3, figsize=(9.5, 5.2), sharex=True,
                         layout="constrained")
for ax, (nom, (valeur, pente)) in zip(axes.flat, courbes.items()):
    ax.plot(x.detach(), valeur, "-", color="C0", lw=2.5)
    ax.plot(x.detach(), pente, "--", color="C1", lw=2.5)
    ax.set(title=nom, ylim=(-1.2, 2.2))
    ax.axhline(0, color="0.5", lw=0.8)
fig.legend(["fonction", "dérivée"], loc="outside lower center", ncols=2)
# Figure : six fonctions d'activation et leurs dérivées en tirets, entre −4
# et 4. Celles de la sigmoïde et de tanh s'éteignent aux bords ; celle de
# ReLU saute de 0 à 1 en 0 ; ReLU à fuite garde une petite pente à gauche ;
# GELU et SiLU arrondissent l'angle et leur dérivée dépasse un peu 1.
plt.show()

# %% pente-de-la-sigmoide
pente_sigmoide = courbes["sigmoïde"][1].max().item()
pente_tanh = courbes["tanh"][1].max().item()
print(f"{pente_sigmoide:.2f}  {pente_tanh:.2f}")
print(f"dix sigmoïdes de suite : {pente_sigmoide**10:.0e}")

# %% lunes
# Des points pour apprendre, d'autres, jamais vus, pour juger.
def lunes(nombre, graine):
    X, y = make_moons(nombre, noise=0.2, random_state=graine)
    X = torch.tensor(X, dtype=torch.float32)           # (n, 2)
    return X, torch.tensor(y, dtype=torch.float32)[:, None]


X, cible = lunes(300, graine=0)
X_neuf, cible_neuve = lunes(2000, graine=1)

# %% apprendre
def apprendre(largeur, graine, pas=1000 if complet else 300):
    torch.manual_seed(graine)
    modele = nn.Sequential(
        nn.Linear(2, largeur), nn.Tanh(), nn.Linear(largeur, 1))
    optimiseur = torch.optim.Adam(modele.parameters(), lr=0.05)
    for _ in range(pas):
        optimiseur.zero_grad()
        perte = nn.functional.binary_cross_entropy_with_logits(
            modele(X), cible)
        perte.backward()
        optimiseur.step()
    return modele


# %% juger
@torch.no_grad()
def juger(modele):
    prediction = modele(X_neuf) > 0              # logit > 0 : classe 1
    return (prediction == cible_neuve).float().mean().item()


# %% largeurs
largeurs = (1, 2, 4, 64)
graines = range(5)
modeles = {(n, s): apprendre(n, s) for n in largeurs for s in graines}
scores = torch.tensor(
    [[juger(modeles[n, s]) for s in graines] for n in largeurs])  # (4, 5)
for n, ligne in zip(largeurs, scores):
    print(f"largeur {n:2} : {ligne.mean():.3f} ± {ligne.std():.3f}")

# %% meilleure-frontiere
# La recette des points est connue : un demi-cercle et un bruit gaussien
# d'écart-type 0,2. La classe la plus vraisemblable s'en déduit.
t = torch.linspace(0, math.pi, 500)
arcs = (torch.stack([t.cos(), t.sin()], dim=1),            # (500, 2)
        torch.stack([1 - t.cos(), 0.5 - t.sin()], dim=1))
vraisemblances = [
    torch.exp(-torch.cdist(X_neuf, arc)**2 / (2 * 0.2**2)).mean(dim=1)
    for arc in arcs]                                       # 2 × (2000,)
choix = (vraisemblances[1] > vraisemblances[0]).float()[:, None]
exactitude_ideale = (choix == cible_neuve).float().mean().item()
print(f"la meilleure frontière : {exactitude_ideale:.3f}")

# %% grille
axe_x, axe_y = torch.linspace(-1.7, 2.7, 150), torch.linspace(-1.3, 1.8, 110)
gx, gy = torch.meshgrid(axe_x, axe_y, indexing="xy")  # (110, 150)
grille = torch.stack([gx, gy], dim=-1)                # (110, 150, 2)

# %% frontieres
fig, axes = plt.subplots(1, 4, figsize=(10, 3.9), sharey=True,
                         layout="constrained")
for ax, n, ligne in zip(axes, largeurs, scores):
    with torch.no_grad():
        carte = torch.sigmoid(modeles[n, 0](grille))[..., 0]  # (110, 150)
    ax.contourf(gx, gy, carte, levels=[0, 0.5, 1], colors=["C0", "C1"],
                alpha=0.25)
    ax.contour(gx, gy, carte, levels=[0.5], colors="0.5", linewidths=2.5)
    for classe, signe in ((0, "o"), (1, "^")):
        points = X[cible[:, 0] == classe]
        ax.plot(points[:, 0], points[:, 1], signe, color=f"C{classe}",
                markersize=4, rasterized=True)
    nom = "neurone" if n == 1 else "neurones"
    score = f"{100 * ligne.mean():.1f} %".replace(".", ",")
    ax.set(title=f"{n} {nom}\n{score}", xticks=[], yticks=[])
# Figure : la frontière apprise sur deux lunes, pour quatre largeurs. Avec un
# ou deux neurones, une droite ou presque, qui coupe les deux croissants ; avec
# quatre et soixante-quatre, une courbe en S qui passe entre eux. Au-dessus de
# chaque panneau, l'exactitude moyenne de cinq graines.
plt.show()

# %% quiz-formes
couche = nn.Linear(5, 7)
sortie = couche(torch.ones(32, 5))
forme_sortie = tuple(sortie.shape)
forme_poids = tuple(couche.weight.shape)
poids_et_biais = sum(p.numel() for p in couche.parameters())

# %% releve-pentes
assert abs(pente_sigmoide - 0.25) < 1e-4 and abs(pente_tanh - 1) < 1e-4
assert 0 < pente_sigmoide**10 <= 1e-6
for nom in ("GELU", "SiLU"):
    pente = courbes[nom][1]
    assert pente.min() < -0.05 and 1.05 < pente.max() < 1.2

# %% releve-largeurs
moyennes = scores.mean(dim=1)  # (4,)
exactitude_1, exactitude_2, exactitude_4, exactitude_64 = moyennes.tolist()
# Pour chaque graine, quatre neurones font mieux que deux ; soixante-quatre
# n'apportent rien de plus.
assert (scores[2] > scores[1] + 0.05).all()
assert (scores[2] > scores[0] + 0.05).all()
assert exactitude_64 < exactitude_4 + 0.005
assert scores[1].max() < scores[0].min() + 0.005
# Et personne ne dépasse la meilleure frontière.
assert scores.max() < exactitude_ideale < 0.98
assert exactitude_4 > exactitude_ideale - 0.015

# %% releve-droite
# Un neurone : la frontière est une droite.
with torch.no_grad():
    w = modeles[1, 0][0].weight[0]                  # (2,)
    le_long = torch.stack([-w[1], w[0]])            # perpendiculaire à w
    assert torch.allclose(modeles[1, 0](X_neuf + 5 * le_long),
                          modeles[1, 0](X_neuf), atol=1e-2)

# %% verifications
relu_negatif = courbes["ReLU"][1][:100].abs().max().item()
assert relu_negatif == 0
