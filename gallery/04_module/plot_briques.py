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

# %% mauvais-type
fleurs = torch.from_numpy(iris.data)  # (150, 4)
try:
    officielle(fleurs)
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% bon-type
print(fleurs.dtype, officielle(fleurs.float()).shape)

# %% releve-message
def message(entree):
    try:
        officielle(entree)
    except RuntimeError as erreur:
        return str(erreur)


# %% releve-erreurs
assert "cannot be multiplied (150x3 and 4x3)" in message(X[:, :3])
assert "Double and Float" in message(fleurs)

# %% effondrement
premiere, seconde = nn.Linear(4, 8), nn.Linear(8, 3)
A, a = premiere.weight, premiere.bias  # (8, 4), (8,)
B, b = seconde.weight, seconde.bias    # (3, 8), (3,)
deux = seconde(premiere(X))            # (150, 3)
une = X @ (B @ A).T + (B @ a + b)      # (150, 3)
print(torch.allclose(deux, une, atol=1e-5))

# %% releve-effondrement
assert torch.allclose(deux, une, atol=1e-5)
avec_relu = seconde(torch.relu(premiere(X)))
assert not torch.allclose(avec_relu, une, atol=0.1)

# %% trois-fonctions
def sigmoide(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    return (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))


def relu(x):
    return torch.where(x > 0, x, 0)


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
x = torch.linspace(-4, 4, 257, requires_grad=True)  # (257,), dont 0
courbes = {}
for nom, (f, derivee) in fonctions.items():
    (calculee,) = torch.autograd.grad(f(x).sum(), x)
    assert torch.allclose(calculee, derivee(x), atol=1e-5), nom
    courbes[nom] = f(x).detach(), calculee

# %% releve-fonctions
F = nn.functional
officielles = [torch.sigmoid, torch.tanh, torch.relu,
               lambda x: F.leaky_relu(x, 0.1), F.gelu, F.silu]
for f, (valeur, _) in zip(officielles, courbes.values()):
    assert torch.allclose(f(x), valeur, atol=1e-6)
# En 0, ReLU n'a pas de dérivée : PyTorch y prend 0.
(officielle_relu,) = torch.autograd.grad(torch.relu(x).sum(), x)
assert x[128] == 0 and torch.equal(officielle_relu, courbes["ReLU"][1])

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
# Diapositive : 7.3 × 3.7
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
images_8 = torch.tensor(chiffres.data)[ordre].float() / 16  # (1797, 64)
cibles_8 = torch.tensor(chiffres.target)[ordre]            # (1797,)

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
    logits = modele(images_8[:256])  # (256, 10)
    perte = nn.functional.cross_entropy(logits, cibles_8[:256])
    perte.backward()
    return [couche.weight.grad.norm().item() for couche in modele
            if isinstance(couche, nn.Linear)]


# %% neuf-couches
fig, ax = plt.subplots(figsize=(8, 4.4), layout="constrained")
au_depart = {}
noms = {nn.Tanh: "tanh", nn.ReLU: "ReLU", nn.Sigmoid: "sigmoïde"}
for activation, trait in zip(noms, ("^:C2", "o-C0", "s--C1")):
    lignes = [normes(profond(activation, graine)) for graine in range(5)]
    au_depart[activation] = torch.tensor(lignes)  # (5, 9)
    ax.semilogy(range(1, 10), au_depart[activation].T, trait,
                label=[noms[activation]] + [None] * 4)
ax.set(xlabel="couche, de l'entrée à la sortie", xticks=range(1, 10),
       ylabel="norme du gradient")
ax.legend(title="cinq graines")
# Figure : la norme du gradient des poids, couche par couche, avant
# l'entraînement, en échelle logarithmique. Avec la sigmoïde, elle baisse
# de la dernière couche à la première d'un facteur de plusieurs millions ;
# avec ReLU, d'un facteur cinquante à cent ; avec tanh, d'un facteur dix.
# Diapositive : 6.6 × 3.6
plt.show()

# %% releve-normes
rapports_tanh, rapports_relu, rapports_sigmoide = (
    au_depart[activation][:, 8] / au_depart[activation][:, 0]
    for activation in noms)
assert rapports_sigmoide.min() > 1e6 and rapports_relu.max() < 300
assert rapports_tanh.max() < 15 < 30 < rapports_relu.min()
rapport_tanh = rapports_tanh.median().item()
rapport_relu = rapports_relu.median().item()
millions_sigmoide = rapports_sigmoide.median().item() / 1e6

# %% facteur-par-couche
# Une couche linéaire tirée par PyTorch divise l'étendue de ce qui la
# traverse par racine de 3, quel que soit le nombre de ses entrées.
for entrees in (16, 64, 256):
    torch.manual_seed(0)
    g = torch.Generator().manual_seed(0)
    couche = nn.Linear(entrees, 64, bias=False)
    sorties = couche(torch.randn(1000, entrees, generator=g))
    assert abs(1 / sorties.std() - math.sqrt(3)) < 0.06
# Au retour, la transposée divise la norme d'autant, quelles que soient les
# tailles.
for entrees, sorties in ((64, 64), (64, 10), (16, 64), (256, 64)):
    couche = nn.Linear(entrees, sorties, bias=False)
    gradients = torch.randn(1000, sorties, generator=g)
    remontes = gradients @ couche.weight
    assert abs(gradients.norm() / remontes.norm() - math.sqrt(3)) < 0.15
par_couche = 4 * math.sqrt(3)
millions_calcules = par_couche**8 / 1e6
print(f"{par_couche:.1f} par couche, {millions_calcules:.1f} millions")

# %% agrandir
@torch.no_grad()
def agrandir(modele, facteur, sigmoide=True):
    """Agrandir les poids ; la sigmoïde rend 1/2 en moyenne, à retirer."""
    for rang, couche in enumerate(modele[::2]):  # une pièce sur deux
        couche.weight *= facteur
        if sigmoide and rang:
            couche.bias -= couche.weight.sum(dim=1) / 2
    return modele


# %% variation
@torch.inference_mode()
def variation(modele):
    """Écart type des logits d'une image à l'autre ; modèle mis en float64."""
    logits = modele.double()(images_8.double())  # (1797, 10)
    return logits.std(dim=0).mean().item()


# %% agrandir-essai
# La même mesure avant et après ; des cinq graines, on garde la médiane.
avant, apres, rapports_agrandis = [], [], []
for graine in range(5):
    avant.append(variation(profond(nn.Sigmoid, graine)))
    modele = agrandir(profond(nn.Sigmoid, graine), 4 * math.sqrt(3))
    n = normes(modele)
    rapports_agrandis.append(n[8] / n[0])
    apres.append(variation(modele))
variation_sigmoide, variation_agrandie, rapport_agrandi = (
    sorted(mesures)[2] for mesures in (avant, apres, rapports_agrandis))
print(f"logits : {variation_sigmoide:.0e}, puis {variation_agrandie:.1f}")
print(f"rapport des gradients : {rapport_agrandi:.0f}")

# %% releve-variation
assert max(avant) < 1e-7 and min(apres) > 0.1
assert max(rapports_agrandis) < 10
assert 0.4 < millions_sigmoide / millions_calcules < 2.5

# %% apprendre-les-chiffres
def apprendre(modele, graine, taux, pas=200, optimiseur=torch.optim.Adam):
    """Apprend les 1 400 premières images ; rend la perte finale."""
    g = torch.Generator().manual_seed(graine)
    # fused : une seule opération corrige tous les paramètres, plus vite.
    correcteur = optimiseur(modele.parameters(), lr=taux, fused=True)
    for _ in range(pas):
        tirage = torch.randint(1400, (100,), generator=g)
        correcteur.zero_grad()
        perte = nn.functional.cross_entropy(
            modele(images_8[tirage]), cibles_8[tirage])
        perte.backward()
        correcteur.step()
    with torch.inference_mode():
        logits = modele(images_8[:1400])  # (1400, 10)
        return nn.functional.cross_entropy(logits, cibles_8[:1400]).item()


# %% neuf-couches-entrainees
finales = {}
for activation, agrandi in ((nn.Sigmoid, False), (nn.Sigmoid, True),
                            (nn.Tanh, False), (nn.ReLU, False)):
    pertes = []
    for graine in range(3):
        modele = profond(activation, graine)
        if agrandi:
            agrandir(modele, 4 * math.sqrt(3))
        pertes.append(apprendre(modele, graine, taux=0.001))
    finales[activation, agrandi] = pertes
    poids = "agrandis" if agrandi else "de PyTorch"
    print(f"{noms[activation]} | {poids} | "
          f"{min(pertes):.1f} | {max(pertes):.1f}".replace(".", ","))

# %% releve-neuf-couches
# Un dixième à chaque chiffre coûte ln 10.
hasard_dix = math.log(10)
assert min(finales[nn.Sigmoid, False]) > hasard_dix - 0.02
assert max(finales[nn.Sigmoid, True]) < 0.7
for activation in (nn.Tanh, nn.ReLU):
    assert max(finales[activation, False]) < 1
# SGD ne fait pas apprendre ReLU, quel que soit le taux ; avec des poids
# multipliés par racine de 6, il y arrive.
SGD = torch.optim.SGD
for taux in (0.01, 0.1, 1.0, 3.0):
    assert apprendre(profond(nn.ReLU, 0), 0, taux, optimiseur=SGD) > 2.25
modele = agrandir(profond(nn.ReLU, 0), math.sqrt(6), sigmoide=False)
assert apprendre(modele, 0, 0.1, optimiseur=SGD) < 0.4

# %% releve-epsilon
# Ni l'arrondi ni l'epsilon d'Adam n'y sont pour rien.
def adam_sans_epsilon(parametres, lr, fused):
    return torch.optim.Adam(parametres, lr=lr, eps=1e-30, fused=fused)


images_8 = images_8.double()
modele = profond(nn.Sigmoid, 0).double()
assert apprendre(modele, 0, 0.001, optimiseur=adam_sans_epsilon) > 2.2
images_8 = images_8.float()

# %% profond-residuel
class Ajout(nn.Module):
    """Une couche et son activation, ajoutées à leur entrée."""

    def __init__(self, activation):
        super().__init__()
        self.interieur = nn.Sequential(nn.Linear(64, 64), activation())

    def forward(self, x):
        return x + self.interieur(x)


def profond_residuel(activation, graine):
    """Les mêmes neuf couches, avec huit additions."""
    torch.manual_seed(graine)
    blocs = (Ajout(activation) for _ in range(8))
    return nn.Sequential(*blocs, nn.Linear(64, 10))


# %% profond-residuel-essai
def rapport_avec_additions(modele):
    normes(modele)
    premiere, derniere = modele[0].interieur[0], modele[-1]
    rapport = derniere.weight.grad.norm() / premiere.weight.grad.norm()
    return rapport.item()


rapports_avec, pertes_avec = {}, {}
for activation in (nn.Sigmoid, nn.ReLU):
    rapports_avec[activation] = sorted(
        rapport_avec_additions(profond_residuel(activation, graine))
        for graine in range(5))
    pertes_avec[activation] = sorted(
        apprendre(profond_residuel(activation, graine), graine, 0.001)
        for graine in range(3))

# %% addition-en-table
def ligne_de_comparaison(activation, addition, rapport, perte):
    print(f"{noms[activation]} | {addition} | {rapport} | {perte:.1f}"
          .replace(".", ","))


for activation in (nn.Sigmoid, nn.ReLU):
    sans = au_depart[activation][:, 8] / au_depart[activation][:, 0]
    sans = sans.median().item()
    ecrit = f"{sans / 1e6:.1f} millions" if sans > 1e6 else f"{sans:.0f}"
    ligne_de_comparaison(activation, "sans", ecrit,
                         sorted(finales[activation, False])[1])
    ligne_de_comparaison(activation, "avec",
                         f"{rapports_avec[activation][2]:.0f}",
                         pertes_avec[activation][1])

# %% releve-residuel
rapport_residuel = rapports_avec[nn.Sigmoid][2]
assert max(rapports_avec[nn.Sigmoid]) < 200
assert max(rapports_avec[nn.ReLU]) < 15 < rapports_relu.min()
assert max(pertes_avec[nn.Sigmoid]) < 0.7 * math.log(10)
assert max(pertes_avec[nn.ReLU]) < min(finales[nn.ReLU, False]) / 2

# %% eteints
@torch.inference_mode()
def compter_eteints(modele):
    """Les neurones dont la somme est négative pour les 1 400 images."""
    Z = modele[0](images_8[:1400])  # (1400, 64)
    return (Z <= 0).all(dim=0).sum().item()


@torch.inference_mode()
def exactitude_neuve(modele):
    reponses = modele(images_8[1400:]).argmax(dim=1)  # (397,)
    return (reponses == cibles_8[1400:]).float().mean().item()


# %% neurones-eteints
bilans = {}
for taux in (0.01, 0.3):
    for nom, brique in (
            ("ReLU", nn.ReLU()), ("ReLU à fuite", nn.LeakyReLU(0.1))):
        for graine in range(5):
            torch.manual_seed(graine)
            modele = nn.Sequential(
                nn.Linear(64, 64), brique, nn.Linear(64, 10))
            apprendre(modele, graine, taux, pas=150)
            bilans[taux, nom, graine] = (
                compter_eteints(modele), exactitude_neuve(modele))

# %% eteints-en-table
def moyenne(taux, nom, rang):
    return sum(bilans[taux, nom, graine][rang] for graine in range(5)) / 5


def ligne_des_eteints(nom, taux):
    compte = moyenne(taux, nom, 0)
    print(f"{nom} | {taux} | {compte:.0f}".replace(".", ","),
          f"| {100 * moyenne(taux, nom, 1):.0f} %")


for taux in (0.01, 0.3):
    ligne_des_eteints("ReLU", taux)

# %% eteints-et-fuite
for taux in (0.01, 0.3):
    ligne_des_eteints("ReLU à fuite", taux)

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
# Cinq jeux pour apprendre, et des points jamais vus, pour juger.
def lunes(nombre, graine):
    X, y = make_moons(nombre, noise=0.2, random_state=graine)
    X = torch.tensor(X, dtype=torch.float32)           # (n, 2)
    return X, torch.tensor(y, dtype=torch.float32)[:, None]


jeux = [lunes(300, graine) for graine in range(5)]
neufs = lunes(10000, graine=100)

# %% apprendre-les-lunes
def apprendre_les_lunes(largeur, graine, pas=700):
    torch.manual_seed(graine)
    X, cible = jeux[graine]
    modele = nn.Sequential(
        nn.Linear(2, largeur), nn.Tanh(), nn.Linear(largeur, 1))
    optimiseur = torch.optim.Adam(
        modele.parameters(), lr=0.05, fused=True)
    for _ in range(pas):
        optimiseur.zero_grad()
        perte = nn.functional.binary_cross_entropy_with_logits(
            modele(X), cible)
        perte.backward()
        optimiseur.step()
    return modele


# %% juger
@torch.inference_mode()
def juger(modele, points, cible):
    prediction = modele(points) > 0  # un logit positif dit « classe 1 »
    return (prediction == cible).float().mean().item()


# %% meilleure-frontiere
# La recette des points est connue : un demi-cercle et un bruit gaussien
# d'écart type 0,2. La classe la plus vraisemblable s'en déduit.
def ideale(points):
    t = torch.linspace(0, math.pi, 100)
    arcs = (torch.stack([t.cos(), t.sin()], dim=1),        # (100, 2)
            torch.stack([1 - t.cos(), 0.5 - t.sin()], dim=1))
    zero, un = (
        torch.exp(-torch.cdist(points, arc)**2 / (2 * 0.2**2)).mean(dim=1)
        for arc in arcs)
    return (un - zero)[:, None]  # positif : classe 1


# %% largeurs
def ligne_de(nom, modeles):
    vus = torch.tensor([juger(m, *jeu) for m, jeu in zip(modeles, jeux)])
    autres = torch.tensor([juger(m, *neufs) for m in modeles])  # (5,)
    print(f"{nom} | {100 * vus.mean():.1f} % | {100 * autres.mean():.1f} %"
          .replace(".", ","))
    return vus, autres


largeurs = (1, 2, 3, 64)
modeles = {n: [apprendre_les_lunes(n, graine) for graine in range(5)]
           for n in largeurs}
bilans_lunes = {n: ligne_de(n, modeles[n]) for n in largeurs}
bilans_lunes["idéale"] = ligne_de("la meilleure frontière", [ideale] * 5)

# %% deux-suffisent
# Deux neurones suffisent pour un S : ces poids, rares, le dessinent.
deux_neurones = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
rares = ([[-6.5, -3.8], [0.7, -0.5]], [4, -0.1], [[5.7, 10.6]], [-0.7])
with torch.no_grad():
    for parametre, valeurs in zip(deux_neurones.parameters(), rares):
        parametre.copy_(torch.tensor(valeurs))
exactitude_deux_rares = juger(deux_neurones, *neufs)
print(f"{exactitude_deux_rares:.1%}")
assert exactitude_deux_rares > 0.95

# %% grille
axe_x, axe_y = torch.linspace(-1.7, 2.7, 150), torch.linspace(-1.3, 1.8, 110)
gx, gy = torch.meshgrid(axe_x, axe_y, indexing="xy")  # (110, 150)
grille = torch.stack([gx, gy], dim=-1)                # (110, 150, 2)

# %% frontieres
fig, axes = plt.subplots(1, 4, figsize=(10, 3.9), sharey=True,
                         layout="constrained")
X, cible = jeux[0]
for ax, n in zip(axes, largeurs):
    with torch.no_grad():
        carte = torch.sigmoid(modeles[n][0](grille))[..., 0]  # (110, 150)
    ax.contourf(gx, gy, carte, levels=[0, 0.5, 1], colors=["C0", "C1"],
                alpha=0.25)
    ax.contour(gx, gy, carte, levels=[0.5], colors="0.5", linewidths=2.5)
    for classe, signe in ((0, "o"), (1, "^")):
        points = X[cible[:, 0] == classe]
        ax.plot(points[:, 0], points[:, 1], signe, color=f"C{classe}",
                markersize=4, rasterized=True)
    nom = "neurone" if n == 1 else "neurones"
    score = f"{100 * bilans_lunes[n][1].mean():.1f} %".replace(".", ",")
    ax.set(title=f"{n} {nom}\n{score}", xticks=[], yticks=[])
# Figure : la frontière apprise sur deux lunes, pour quatre largeurs. Avec un
# ou deux neurones, une droite ou presque, qui coupe les deux lunes ; avec
# trois, une courbe en S qui passe entre elles ; avec soixante-quatre, un S
# plus étroit, qui serre les points de près. Au-dessus de chaque panneau,
# l'exactitude sur des points neufs, en moyenne de cinq jeux.
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
sortie.sum().backward()
forme_du_gradient = tuple(couche.weight.grad.shape)
assert tuple(sortie.shape) == (32, 10, 7)

# %% quiz-fuite
t = torch.tensor([-2.0, 3.0], requires_grad=True)
(5 * nn.functional.leaky_relu(t, 0.1)).sum().backward()
pente_de_fuite = t.grad[0].item()

# %% releve-quiz
assert droite_triple and not droite_absolue and not droite_sinus
assert torch.allclose(t.grad, torch.tensor([0.5, 5.0]))

# %% releve-pentes
assert abs(pente_sigmoide - 0.25) < 1e-3 and abs(pente_tanh - 1) < 1e-3
for nom in ("GELU", "SiLU"):
    pente = courbes[nom][1]
    assert pente.min() < -0.05 and 1.05 < pente.max() < 1.2

# %% releve-largeurs
from sklearn.linear_model import LogisticRegression

vus, autres = ({n: paire[rang] for n, paire in bilans_lunes.items()}
               for rang in (0, 1))
exactitude_1, exactitude_2, exactitude_3, exactitude_64 = (
    autres[n].mean().item() for n in largeurs)
exactitude_ideale = autres["idéale"].mean().item()
ideale_vus = vus["idéale"].mean().item()
vus_64 = vus[64].mean().item()
# Pour chaque jeu, trois neurones font mieux que deux.
assert (autres[3] > autres[2] + 0.05).all()
assert (autres[3] > autres[1] + 0.05).all()
assert abs(exactitude_2 - exactitude_1) < 0.01
# Trois dépassent de peu la meilleure frontière sur les points appris.
assert 0 < vus[3].mean().item() - ideale_vus < 0.005
# Soixante-quatre dépassent la meilleure frontière sur les points appris, et
# perdent, pour chaque jeu, sur les points neufs.
assert (vus[64] > vus["idéale"]).all() and vus_64 > ideale_vus + 0.01
assert (autres[64] < autres[3] - 0.005).all()
assert max(autres[n].max() for n in largeurs) < exactitude_ideale
assert exactitude_3 > exactitude_ideale - 0.015
logistique = LogisticRegression(C=1e6).fit(X, cible[:, 0])
assert abs(logistique.score(neufs[0], neufs[1][:, 0]) - exactitude_1) < 0.01

# %% releve-droite
# Un neurone : la frontière est une droite.
with torch.no_grad():
    un_neurone = modeles[1][0]
    w = un_neurone[0].weight[0]            # (2,)
    le_long = torch.stack([-w[1], w[0]])   # perpendiculaire à w
    assert torch.allclose(un_neurone(neufs[0] + 5 * le_long),
                          un_neurone(neufs[0]), atol=1e-2)

# %% verifications
relu_negatif = courbes["ReLU"][1][:100].abs().max().item()
assert relu_negatif == 0
