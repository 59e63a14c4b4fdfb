r"""
Les briques d'un réseau
=======================

Une somme pondérée et un biais, ``Linear`` refait à la main, les fonctions
d'activation et leurs dérivées, un réseau de neuf couches, puis ce que change
la largeur.
"""

# %% imports
import math

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits, load_iris, make_moons
from sklearn.linear_model import LogisticRegression
from torch import nn

# %% neurone
# Une fleur d'iris : quatre longueurs, en centimètres.
iris = load_iris()
x = torch.tensor(iris.data[0], dtype=torch.float32)  # (4,)
w = torch.tensor([0.5, -1.0, 2.0, 0.1])              # (4,)
b = torch.tensor(0.3)                                # ()
print("x :", x)
print((w * x).sum() + b, w @ x + b)

# %% rond
def rond(ax, x, y, texte, couleur, taille=0.34):
    ax.add_patch(plt.Circle((x, y), taille, fc=couleur, lw=0))
    ax.text(x, y, texte, ha="center", va="center", color="white",
            weight="bold")


# %% neurone-figure
fig, ax = plt.subplots(figsize=(8, 3.9), layout="constrained")
fleche = dict(arrowstyle="-|>", lw=2, mutation_scale=18, color="0.5")
for i, (entree, poids) in enumerate(zip(x.tolist(), w.tolist())):
    haut = 3.15 - 0.9 * i
    rond(ax, 0, haut, f"{entree:.1f}".replace(".", ","), "C0")
    ax.annotate("", (2.95, 1.8), (0.36, haut), arrowprops=fleche)
    ax.text(0.75, haut - 0.22 * (haut - 1.8) + 0.13, f"× {poids:.1f}"
            .replace(".", ",").replace("-", "−"), color="C1")
rond(ax, 3.4, 1.8, "Σ + b", "C2", taille=0.46)
ax.text(3.4, 2.85, "b = 0,3", color="C2", ha="center")
ax.annotate("", (5.1, 1.8), (3.9, 1.8), arrowprops=fleche)
z = (w @ x + b).item()
rond(ax, 5.55, 1.8, f"{z:.2f}".replace(".", ","), "C3", taille=0.46)
for place, nom in ((0, "entrées"), (5.55, "sortie")):
    ax.text(place, 3.75, nom, ha="center")
ax.set(xlim=(-0.6, 6.3), ylim=(0, 4.1), aspect="equal")
ax.axis("off")
# Figure : un neurone. Quatre entrées, 5,1, 3,5, 1,4 et 0,2, sont multipliées
# par les poids 0,5, −1, 2 et 0,1 écrits sur leurs flèches ; un rond les
# additionne avec le biais, 0,3, et la sortie vaut 2,17.
# Diapositive : 7.4 × 3.6
plt.show()

# %% releve-neurone
assert abs(z - (2.55 - 3.5 + 2.8 + 0.02 + 0.3)) < 1e-5

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

# %% releve-comparaison
assert torch.equal(maison.weight, officielle.weight)
assert torch.allclose(maison(X), officielle(X))
assert maison(torch.ones(2, 5, 4)).shape == (2, 5, 3)

# %% gradients-compares
maison(X).pow(2).mean().backward()
officielle(X).pow(2).mean().backward()
for a, o in zip(maison.parameters(), officielle.parameters()):
    print(tuple(a.shape), torch.allclose(a.grad, o.grad))

# %% mauvaise-taille
try:
    officielle(X[:, :3])
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)
    message_taille = str(erreur)

# %% mauvais-type
fleurs = torch.from_numpy(iris.data)  # (150, 4)
try:
    officielle(fleurs)
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)
    message_type = str(erreur)

# %% bon-type
print(fleurs.dtype, officielle(fleurs.float()).shape)

# %% releve-erreurs
assert "cannot be multiplied (150x3 and 4x3)" in message_taille
assert "Double and Float" in message_type

# %% effondrement
premiere, seconde = nn.Linear(4, 8), nn.Linear(8, 3)
A, a = premiere.weight, premiere.bias  # (8, 4), (8,)
B, b = seconde.weight, seconde.bias    # (3, 8), (3,)
deux_couches = seconde(premiere(X))    # (150, 3)
une_couche = X @ (B @ A).T + (B @ a + b)
print("une couche suffit :",
      torch.allclose(deux_couches, une_couche, atol=1e-5))

# %% releve-effondrement
assert torch.allclose(deux_couches, une_couche, atol=1e-5)
avec_relu = seconde(torch.relu(premiere(X)))
assert not torch.allclose(avec_relu, une_couche, atol=0.1)

# %% trois-fonctions
def sigmoide(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    return (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))


def relu(x):
    return x.clamp(min=0)


# %% trois-variantes
def relu_a_fuite(x, pente=0.1):
    return torch.where(x > 0, x, pente * x)


def gelu(x):
    return x * (1 + torch.erf(x / math.sqrt(2))) / 2


def silu(x):
    return x * sigmoide(x)


# %% derivees-a-la-main
def phi(x):
    return torch.exp(-x**2 / 2) / math.sqrt(2 * math.pi)


fonctions = {
    "sigmoïde": (sigmoide, lambda x: sigmoide(x) * (1 - sigmoide(x))),
    "tanh": (tanh, lambda x: 1 - tanh(x)**2),
    "ReLU": (relu, lambda x: (x > 0).float()),
    "ReLU à fuite": (relu_a_fuite, lambda x: torch.where(x > 0, 1, 0.1)),
    "GELU": (gelu, lambda x: (1 + torch.erf(x / math.sqrt(2))) / 2
             + x * phi(x)),
    "SiLU": (silu, lambda x: sigmoide(x) * (1 + x * (1 - sigmoide(x)))),
}

# %% derivees-par-autograd
x = torch.linspace(-4, 4, 320, requires_grad=True)  # (320,)
courbes = {}
for nom, (f, derivee) in fonctions.items():
    (pente,) = torch.autograd.grad(f(x).sum(), x)
    assert torch.allclose(pente, derivee(x), atol=1e-5), nom
    courbes[nom] = f(x).detach(), pente

# %% releve-fonctions
F = nn.functional
officielles = [torch.sigmoid, torch.tanh, torch.relu,
               lambda x: F.leaky_relu(x, 0.1), F.gelu, F.silu]
for f, (valeur, _) in zip(officielles, courbes.values()):
    assert torch.allclose(f(x), valeur, atol=1e-6)

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
# Diapositive : 7.4 × 3.9
plt.show()

# %% pente-de-la-sigmoide
pente_sigmoide = courbes["sigmoïde"][1].max().item()
pente_tanh = courbes["tanh"][1].max().item()
produit_de_huit = pente_sigmoide**8
print(f"{pente_sigmoide:.2f}  {pente_tanh:.2f}")
print(f"huit sigmoïdes de suite : au plus {produit_de_huit:.0e}")

# %% chiffres
# 1 797 chiffres manuscrits de 8 pixels sur 8, livrés avec scikit-learn.
# Mélangés : les derniers du fichier sont plus difficiles que les autres.
chiffres = load_digits()
g = torch.Generator().manual_seed(0)
ordre = torch.randperm(1797, generator=g)
images = torch.tensor(chiffres.data)[ordre].float() / 16  # (1797, 64)
etiquettes = torch.tensor(chiffres.target)[ordre]         # (1797,)

# %% profond
def profond(activation, graine):
    """Neuf couches linéaires, une activation entre deux."""
    torch.manual_seed(graine)
    couches = []
    for _ in range(8):
        couches += [nn.Linear(64, 64), activation()]
    return nn.Sequential(*couches, nn.Linear(64, 10))


# %% normes-des-gradients
def normes(modele):
    logits = modele(images[:256])  # (256, 10)
    perte = nn.functional.cross_entropy(logits, etiquettes[:256])
    perte.backward()
    return [couche.weight.grad.norm().item() for couche in modele
            if isinstance(couche, nn.Linear)]


# %% neuf-couches
fig, ax = plt.subplots(figsize=(8, 4.4), layout="constrained")
au_depart = {}
for activation, signe, couleur in ((nn.ReLU, "o-", "C0"),
                                   (nn.Sigmoid, "s--", "C1")):
    lignes = [normes(profond(activation, graine)) for graine in range(5)]
    au_depart[activation] = torch.tensor(lignes)  # (5, 9)
    nom = {nn.ReLU: "ReLU", nn.Sigmoid: "sigmoïde"}[activation]
    ax.semilogy(range(1, 10), au_depart[activation].T, signe,
                color=couleur, label=[nom] + [None] * 4)
ax.set(xlabel="couche, de l'entrée à la sortie", xticks=range(1, 10),
       ylabel="norme du gradient")
ax.legend(title="cinq graines")
# Figure : la norme du gradient des poids, couche par couche, avant
# l'entraînement, en échelle logarithmique. Avec la sigmoïde, elle baisse
# de la dernière couche à la première d'un facteur de plusieurs millions ;
# avec ReLU, d'un facteur cinquante à cent.
# Diapositive : 6.6 × 3.6
plt.show()

# %% releve-normes
rapports_sigmoide = au_depart[nn.Sigmoid][:, 8] / au_depart[nn.Sigmoid][:, 0]
rapports_relu = au_depart[nn.ReLU][:, 8] / au_depart[nn.ReLU][:, 0]
assert rapports_sigmoide.min() > 1e6 and rapports_relu.max() < 300
rapport_relu = rapports_relu.median().item()
millions_sigmoide = rapports_sigmoide.median().item() / 1e6

# %% releve-aller
# L'aller s'évanouit aussi : la réponse ne dépend presque plus de l'image.
@torch.no_grad()
def variation(activation, graine):
    modele = profond(activation, graine).double()
    logits = modele(images.double())  # (1797, 10), sans arrondi visible
    return logits.std(dim=0).mean().item()


variation_sigmoide = max(variation(nn.Sigmoid, s) for s in range(5))
assert variation_sigmoide < torch.finfo(torch.float32).eps
assert min(variation(nn.ReLU, s) for s in range(5)) > 1e-5

# %% releve-epsilon
# Les gradients de la première couche sont plus petits que l'epsilon d'Adam,
# dont le pas est donc loin d'être égal au taux.
taille_des_gradients = []
for graine in range(5):
    modele = profond(nn.Sigmoid, graine)
    normes(modele)
    taille_des_gradients.append(modele[0].weight.grad.abs().mean().item())
    avant = modele[0].weight.detach().clone()
    torch.optim.Adam(modele.parameters(), lr=0.001).step()
    pas_moyen = (modele[0].weight - avant).abs().mean().item()
    assert pas_moyen < 0.001 / 4
gradient_premiere = max(taille_des_gradients)
assert gradient_premiere < 1e-8 / 3
# Les matrices de poids expliquent le reste : huit dérivées d'un quart ne
# font qu'un facteur 65 536.
assert rapports_sigmoide.min() > 20 / produit_de_huit

# %% apprendre-les-chiffres
def apprendre(modele, graine, taux, pas=200, optimiseur=torch.optim.Adam):
    """Apprend les 1 400 premières images ; rend la perte finale."""
    g = torch.Generator().manual_seed(graine)
    correcteur = optimiseur(modele.parameters(), lr=taux)
    for _ in range(pas):
        tirage = torch.randint(1400, (100,), generator=g)
        correcteur.zero_grad()
        perte = nn.functional.cross_entropy(
            modele(images[tirage]), etiquettes[tirage])
        perte.backward()
        correcteur.step()
    with torch.no_grad():
        logits = modele(images[:1400])  # (1400, 10)
        return nn.functional.cross_entropy(logits, etiquettes[:1400]).item()


# %% profond-residuel
class Ajout(nn.Module):
    """Une couche et sa sigmoïde, ajoutées à leur entrée."""

    def __init__(self):
        super().__init__()
        self.interieur = nn.Sequential(nn.Linear(64, 64), nn.Sigmoid())

    def forward(self, x):
        return x + self.interieur(x)


rapports_residuels, pertes_residuelles = [], []
for graine in range(5):
    torch.manual_seed(graine)
    modele = nn.Sequential(*(Ajout() for _ in range(8)), nn.Linear(64, 10))
    normes(modele)
    premiere, derniere = modele[0].interieur[0], modele[-1]
    rapports_residuels.append((derniere.weight.grad.norm()
                               / premiere.weight.grad.norm()).item())
    pertes_residuelles.append(apprendre(modele, graine, 0.001))
rapport_residuel, perte_residuelle = (
    sorted(valeurs)[2] for valeurs in (rapports_residuels, pertes_residuelles))
assert max(rapports_residuels) < 200
assert max(pertes_residuelles) < 0.7 * math.log(10)

# %% neuf-couches-entrainees
finales = {}
for nom, activation in (("sigmoïde", nn.Sigmoid), ("ReLU", nn.ReLU)):
    finales[nom] = [apprendre(profond(activation, graine), graine, 0.001)
                    for graine in range(5)]
    print(f"{nom} | {min(finales[nom]):.1f} | {max(finales[nom]):.1f}"
          .replace(".", ","))

# %% releve-neuf-couches
# Répondre au hasard coûte ln 10.
hasard_dix = math.log(10)
sigmoide_finale, relu_finale = min(finales["sigmoïde"]), max(finales["ReLU"])
assert abs(sigmoide_finale - hasard_dix) < 0.02
assert relu_finale < 1
# SGD, lui, ne fait apprendre ni l'un ni l'autre : ReLU ne suffit pas.
avec_sgd = [apprendre(profond(nn.ReLU, graine), graine, 0.1,
                      optimiseur=torch.optim.SGD)
            for graine in range(5)]
relu_sgd = min(avec_sgd)
assert relu_sgd > hasard_dix - 0.05

# %% eteints
@torch.no_grad()
def compter_eteints(modele):
    """Les neurones dont la somme est négative pour les 1 400 images."""
    Z = modele[0](images[:1400])  # (1400, 64)
    return (Z <= 0).all(dim=0).sum().item()


@torch.no_grad()
def exactitude_neuve(modele):
    reponses = modele(images[1400:]).argmax(dim=1)  # (397,)
    return (reponses == etiquettes[1400:]).float().mean().item()


# %% neurones-eteints
bilans = {}
for taux in (0.01, 0.3):
    for nom, brique in (("ReLU", nn.ReLU()),
                        ("ReLU à fuite", nn.LeakyReLU(0.1))):
        for graine in range(5):
            torch.manual_seed(graine)
            modele = nn.Sequential(
                nn.Linear(64, 64), brique, nn.Linear(64, 10))
            apprendre(modele, graine, taux, pas=150)
            bilans[taux, nom, graine] = (compter_eteints(modele),
                                         exactitude_neuve(modele))

# %% eteints-en-table
def moyenne(taux, nom, rang):
    return sum(bilans[taux, nom, graine][rang] for graine in range(5)) / 5


for taux in (0.01, 0.3):
    for nom in ("ReLU", "ReLU à fuite"):
        compte = moyenne(taux, nom, 0)
        print(f"{nom} | {taux} | {compte:.0f}".replace(".", ","),
              f"| {100 * moyenne(taux, nom, 1):.0f} %")

# %% releve-eteints
eteints_grand_taux = moyenne(0.3, "ReLU", 0)
eteints_bon_taux = moyenne(0.01, "ReLU", 0)
relu_grand_taux = moyenne(0.3, "ReLU", 1)
fuite_grand_taux = moyenne(0.3, "ReLU à fuite", 1)
relu_bon_taux = moyenne(0.01, "ReLU", 1)
fuite_bon_taux = moyenne(0.01, "ReLU à fuite", 1)
assert eteints_grand_taux > 55 and 5 < eteints_bon_taux < 25
assert all(bilans[0.3, "ReLU", s][1] + 0.05 < bilans[0.3, "ReLU à fuite", s][1]
           for s in range(5))
assert abs(relu_bon_taux - fuite_bon_taux) < 0.02

# %% lunes
# Des points pour apprendre, d'autres, jamais vus, pour juger.
def lunes(nombre, graine):
    X, y = make_moons(nombre, noise=0.2, random_state=graine)
    X = torch.tensor(X, dtype=torch.float32)           # (n, 2)
    return X, torch.tensor(y, dtype=torch.float32)[:, None]


X, cible = lunes(300, graine=0)
X_neuf, cible_neuve = lunes(2000, graine=1)

# %% apprendre-les-lunes
def apprendre_les_lunes(largeur, graine, pas=200):
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
def juger(modele, X, cible):
    prediction = modele(X) > 0  # un logit positif dit « classe 1 »
    return (prediction == cible).float().mean().item()


# %% largeurs
largeurs = (1, 2, 4, 64)
modeles = {(n, s): apprendre_les_lunes(n, s)
           for n in largeurs for s in range(5)}
scores = torch.tensor([[juger(modeles[n, s], X_neuf, cible_neuve)
                        for s in range(5)] for n in largeurs])  # (4, 5)
connus = torch.tensor([[juger(modeles[n, s], X, cible)
                        for s in range(5)] for n in largeurs])  # (4, 5)
for n, vus, neufs in zip(largeurs, connus, scores):
    vus, neufs = 100 * vus, 100 * neufs
    print(f"{n:2} | {vus.mean():.1f} % | {neufs.mean():.1f} % |"
          f" {neufs.min():.1f} à {neufs.max():.1f} %".replace(".", ","))

# %% meilleure-frontiere
# La recette des points est connue : un demi-cercle et un bruit gaussien
# d'écart type 0,2. La classe la plus vraisemblable s'en déduit.
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
# ou deux neurones, une droite ou presque, qui coupe les deux lunes ; avec
# quatre et soixante-quatre, une courbe en S qui passe entre elles. Au-dessus
# de chaque panneau, l'exactitude moyenne de cinq graines.
# Diapositive : 9.4 × 3.9
plt.show()

# %% quiz-affine
# Laquelle de ces fonctions, entre deux couches, ne change rien ?
def reste_une_droite(f):
    """Le réseau garde-t-il les milieux, comme le fait une droite ?"""
    u, v = grille[0, :50], grille[90, 60:110]  # (50, 2) chacun
    reseau = nn.Sequential(nn.Linear(2, 8), nn.Linear(8, 1))
    au_milieu, en_u, en_v = (
        reseau[1](f(reseau[0](x))) for x in ((u + v) / 2, u, v))
    return torch.allclose(au_milieu, (en_u + en_v) / 2, atol=1e-4)


droite_triple = reste_une_droite(lambda x: 3 * x - 1)
droite_absolue = reste_une_droite(torch.abs)
droite_sinus = reste_une_droite(torch.sin)

# %% quiz-formes
couche = nn.Linear(5, 7)
sortie = couche(torch.ones(32, 10, 5))
forme_sortie = tuple(sortie.shape)
forme_poids = tuple(couche.weight.shape)

# %% quiz-fuite
t = torch.tensor([-2.0, 3.0], requires_grad=True)
(5 * F.leaky_relu(t, 0.1)).sum().backward()
print(t.grad.tolist())

# %% releve-quiz
assert droite_triple and not droite_absolue and not droite_sinus
assert torch.allclose(t.grad, torch.tensor([0.5, 5.0]))

# %% releve-pentes
assert abs(pente_sigmoide - 0.25) < 1e-3 and abs(pente_tanh - 1) < 1e-3
for nom in ("GELU", "SiLU"):
    pente = courbes[nom][1]
    assert pente.min() < -0.05 and 1.05 < pente.max() < 1.2

# %% releve-largeurs
moyennes = scores.mean(dim=1)  # (4,)
exactitude_1, exactitude_2, exactitude_4, exactitude_64 = moyennes.tolist()
vus_4, vus_64 = connus.mean(dim=1)[2:].tolist()
# Pour chaque graine, quatre neurones font mieux que deux ; soixante-quatre
# perdent un peu sur les points neufs.
assert (scores[2] > scores[1] + 0.05).all()
assert (scores[2] > scores[0] + 0.05).all()
assert scores[3].max() < scores[2].min() and vus_64 > vus_4
assert scores[1].max() < scores[0].min() + 0.005
# Et personne ne dépasse la meilleure frontière.
assert scores.max() < exactitude_ideale < 0.98
assert exactitude_4 > exactitude_ideale - 0.015
logistique = LogisticRegression(C=1e6).fit(X, cible[:, 0])
assert abs(logistique.score(X_neuf, cible_neuve[:, 0]) - exactitude_1) < 0.01

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
