"""
Un réseau, quatre écritures
===========================

Le même petit réseau, entraîné sur les mêmes points : NumPy avec les
gradients à la main, les tenseurs, autograd, puis ``torch.nn``. Quatre fois
la même perte.
"""

# %% imports
import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import make_moons
from torch import nn

# %% donnees
# Deux lunes emmêlées : 200 points, deux classes.
X, y = make_moons(200, noise=0.2, random_state=0)
cible = y[:, None].astype(float)
print(X.shape, X.dtype, cible.shape)

# %% lunes
fig, ax = plt.subplots(figsize=(8, 4.6), layout="constrained")
for classe, signe in ((0, "o"), (1, "^")):
    points = X[y == classe]
    ax.plot(points[:, 0], points[:, 1], signe, color=f"C{classe}",
            label=f"classe {classe}")
ax.set(xlabel="première coordonnée", ylabel="seconde coordonnée")
ax.legend()
# Figure : deux lunes de points, l'une tournée vers le bas, l'autre vers le
# haut, dont les pointes s'emboîtent ; aucune droite ne les sépare.
# Diapositive : 6.6 × 3.6
plt.show()

# %% depart
# Les mêmes paramètres de départ pour les quatre écritures.
hasard = np.random.default_rng(0)
depart = [
    hasard.normal(size=(2, 8)),        # W1
    np.zeros(8),                       # b1
    hasard.normal(size=(8, 1)) * 0.5,  # W2
    np.zeros(1),                       # b2
]

# %% en-numpy
# Quatre lignes pour la perte, six pour ses gradients et les corrections.
def en_numpy(X, cible, poids, pas=300, taux=0.5):
    W1, b1, W2, b2 = (p.copy() for p in poids)
    pertes = []
    for _ in range(pas):
        H = np.tanh(X @ W1 + b1)                # (200, 8)
        P = 1 / (1 + np.exp(-(H @ W2 + b2)))    # (200, 1)
        L = cible * np.log(P) + (1 - cible) * np.log(1 - P)
        pertes.append(-L.mean())
        gS = (P - cible) / len(X)
        gZ = gS @ W2.T * (1 - H**2)
        W2 -= taux * H.T @ gS
        b2 -= taux * gS.sum(0)
        W1 -= taux * X.T @ gZ
        b1 -= taux * gZ.sum(0)
    return pertes


# %% en-tenseurs
def en_tenseurs(X, cible, poids, pas=300, taux=0.5):
    W1, b1, W2, b2 = (p.clone() for p in poids)
    pertes = []
    for _ in range(pas):
        H = torch.tanh(X @ W1 + b1)             # (200, 8)
        P = 1 / (1 + torch.exp(-(H @ W2 + b2)))  # (200, 1)
        L = cible * torch.log(P) + (1 - cible) * torch.log(1 - P)
        pertes.append(-L.mean())
        gS = (P - cible) / len(X)
        gZ = gS @ W2.T * (1 - H**2)
        W2 -= taux * H.T @ gS
        b2 -= taux * gS.sum(0)
        W1 -= taux * X.T @ gZ
        b1 -= taux * gZ.sum(0)
    return pertes


# %% avec-autograd
def avec_autograd(X, cible, poids, pas=300, taux=0.5):
    poids = [p.clone().requires_grad_() for p in poids]
    W1, b1, W2, b2 = poids
    pertes = []
    for _ in range(pas):
        H = torch.tanh(X @ W1 + b1)              # (200, 8)
        P = 1 / (1 + torch.exp(-(H @ W2 + b2)))  # (200, 1)
        L = cible * torch.log(P) + (1 - cible) * torch.log(1 - P)
        (-L.mean()).backward()
        with torch.no_grad():
            for p in poids:
                p -= taux * p.grad
                p.grad = None
        pertes.append(-L.mean().detach())
    return pertes


# %% partir-de
# ``nn.Linear`` range ses poids en (sorties, entrées) : la transposée.
@torch.no_grad()
def partir_de(modele, poids):
    for parametre, p in zip(modele.parameters(), poids):
        parametre.copy_(p.T if p.ndim == 2 else p)


# %% avec-nn
def avec_nn(X, cible, poids, pas=300, taux=0.5):
    modele = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    partir_de(modele.double(), poids)
    critere = nn.BCEWithLogitsLoss()
    optimiseur = torch.optim.SGD(modele.parameters(), lr=taux)
    pertes = []
    for _ in range(pas):
        optimiseur.zero_grad()
        perte = critere(modele(X), cible)
        perte.backward()
        optimiseur.step()
        pertes.append(perte.detach())
    return pertes


# %% quatre-resultats
Xt, ct = torch.from_numpy(X), torch.from_numpy(cible)
poids = [torch.from_numpy(p) for p in depart]
pertes = {
    "NumPy": en_numpy(X, cible, depart),
    "tenseurs": en_tenseurs(Xt, ct, poids),
    "autograd": avec_autograd(Xt, ct, poids),
    "nn": avec_nn(Xt, ct, poids),
}
for nom, liste in pertes.items():
    print(f"{nom:9} {liste[0]:.6f} -> {liste[-1]:.6f}")

# %% quatre-courbes
fig, ax = plt.subplots(figsize=(8.5, 4.6), layout="constrained")
for rang, (nom, liste) in enumerate(pertes.items()):
    ax.plot(range(300), liste, "os^D"[rang], ls="-", color=f"C{rang}",
            markevery=(rang * 10, 40), markersize=9, label=nom)
ax.set(xlabel="pas", ylabel="perte", ylim=(0, 0.8))
ax.legend(title="écriture")
# Figure : quatre courbes de perte exactement superposées, repérées par
# quatre signes décalés ; elles descendent vite pendant cinquante pas, puis
# lentement.
# Diapositive : 7 × 3.8
plt.show()

# %% ecart
reference = torch.tensor(pertes["NumPy"])
ecarts = [(torch.tensor(liste) - reference).abs().max().item()
          for liste in pertes.values()]
print(f"plus grand écart : {max(ecarts):.0e}")
assert max(ecarts) < 1e-10

# %% formes
# Les formes du passage avant, puis celles des gradients.
W1, b1, W2, b2 = (p.clone().requires_grad_() for p in poids)
Z = Xt @ W1 + b1    # (200, 8)
H = torch.tanh(Z)   # (200, 8)
S = H @ W2 + b2     # (200, 1)
perte = nn.functional.binary_cross_entropy_with_logits(S, ct)
for intermediaire in (Z, H, S):
    intermediaire.retain_grad()
perte.backward()

# %% noms
etapes = {"X": Xt, "Z": Z, "H": H, "S": S, "perte": perte}
parametres = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% boite
def boite(ax, x, y, nom, tenseur, couleur):
    texte = f"{nom}\n{tuple(tenseur.shape)}"
    ax.text(x, y, texte, ha="center", va="center", color="white",
            weight="bold", bbox=dict(boxstyle="round,pad=0.4", lw=0,
                                     facecolor=couleur))


# %% schema
fig, ax = plt.subplots(figsize=(8.4, 3.9), layout="constrained")
fleche = dict(arrowstyle="-|>", lw=2.5, mutation_scale=20)
noms = ["@ W1 + b1", "tanh", "@ W2 + b2", "entropie"]
for i, (nom, tenseur) in enumerate(etapes.items()):
    boite(ax, i, 0, nom, tenseur, "C0")
    if i:
        ax.annotate("", (i - 0.33, 0.12), (i - 0.67, 0.12),
                    arrowprops=fleche | dict(color="C0"))
        fin = 0.5 if i == 1 else i - 0.67  # X n'est pas à corriger
        ax.annotate("", (fin, -0.12), (i - 0.33, -0.12),
                    arrowprops=fleche | dict(color="C1", ls="--"))
        ax.text(i - 0.5, 0.42, noms[i - 1], color="C0", ha="center")
places = [(0.1, -1), (0.9, -1), (2.1, -1), (2.9, -1)]
for (nom, p), (px, py) in zip(parametres.items(), places):
    boite(ax, px, py, nom, p, "C2")
    ax.annotate("", (px, -0.72), (0.5 if px < 1 else 2.5, -0.16),
                arrowprops=fleche | dict(color="C1", ls="--"))
ax.text(3.95, -1, "trait : avant\ntirets : gradient", va="center",
        ha="center")
ax.set(xlim=(-0.45, 4.5), ylim=(-1.3, 0.6))
ax.axis("off")
# Figure : une chaîne de boîtes. En trait plein, vers la droite, X (200, 2)
# devient Z (200, 8), H (200, 8), S (200, 1), puis la perte, sans dimension.
# En tirets, le gradient revient de la perte vers la gauche et descend aux
# paramètres W1 (2, 8), b1 (8), W2 (8, 1) et b2 (1).
# Diapositive : 8 × 3.7
plt.show()

# %% releve-formes
# Un gradient a la forme du tenseur par rapport auquel on dérive.
for tenseur in (*parametres.values(), Z, H, S):
    assert tenseur.grad.shape == tenseur.shape

# %% meilleure-droite
# Aucune droite ne sépare les deux lunes. Pour chaque direction, on coupe
# entre deux points, partout, et l'on garde le plus grand compte de justes.
def justes_le_long(angle):
    rang = np.argsort(X @ [np.cos(angle), np.sin(angle)])
    uns = np.append(0, np.cumsum(y[rang]))                # avant la coupe
    zeros = np.append(0, np.cumsum(1 - y[rang]))
    justes = zeros + uns[-1] - uns                        # (201,)
    return max(justes.max(), len(y) - justes.min())


meilleure_droite = max(
    justes_le_long(angle) for angle in np.linspace(0, np.pi, 721)) / len(X)
print(f"la meilleure droite : {meilleure_droite:.1%}")

# %% releve-donnees
from sklearn.linear_model import LogisticRegression

droite_logistique = LogisticRegression(C=1e6).fit(X, y).score(X, y)
assert droite_logistique + 0.01 < meilleure_droite < 0.9

# %% releve-ordre
# Corriger W2 avant de remonter donne à W1 un autre gradient.
with torch.no_grad():
    gS = (torch.sigmoid(S) - ct) / len(ct)
    for ancien, pareil in ((W2, True), (W2 - 0.5 * W2.grad, False)):
        gZ = gS @ ancien.T * (1 - H**2)
        assert torch.allclose(Xt.T @ gZ, W1.grad) == pareil

# %% releve-simple-precision
# En float32, les écritures s'écartent de l'arrondi, et pas davantage.
simples = [p.float() for p in poids]
en_simple = torch.stack(avec_autograd(Xt.float(), ct.float(), simples))
ecart_simple = (en_simple.double() - reference).abs().max().item()
assert 1e-9 < ecart_simple < 1e-6

# %% releve-perte
# La formule écrite est bien l'entropie croisée binaire.
assert abs(perte.item() - pertes["NumPy"][0]) < 1e-12
perte_depart = float(pertes["NumPy"][0])
perte_finale = float(pertes["NumPy"][-1])
assert perte_finale < 0.5 * perte_depart
ecart_maximal = max(ecarts)

# %% auto-evaluation
# Une couche de cinq neurones au milieu, dans l'écriture de NumPy.
W_milieu = torch.ones(8, 5, dtype=torch.float64, requires_grad=True)
torch.tanh(H.detach() @ W_milieu).sum().backward()
forme_du_milieu = tuple(W_milieu.grad.shape)
assert forme_du_milieu == (8, 5)

# %% lignes
def lignes(fonction):
    numeros = (ligne for *_, ligne in fonction.__code__.co_lines())
    return len({n for n in numeros if n}) - 1


# %% verifications
# Les lignes exécutées, sans celle du ``def``.
lignes_numpy, lignes_nn = lignes(en_numpy), lignes(avec_nn)
lignes_copie = lignes(partir_de)
assert lignes_numpy == lignes_nn + lignes_copie
assert 1 <= lignes_numpy - lignes_nn <= 2
nombre_de_points = len(X)
