"""
Le septième lot s'arrête
========================

Un modèle linéaire classe des iris par lots de seize. Six lots passent sans
bruit, le septième lève une erreur : une cible est hors limites, alors que le
fichier ne contient que trois espèces.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_iris

# %% donnees
# Un fichier où les trois espèces portent les numéros 1, 2 et 3.
iris = load_iris()
x = torch.tensor(iris.data).float()      # (150, 4)
x = (x - x.mean(dim=0)) / x.std(dim=0)
especes = torch.tensor(iris.target) + 1  # (150,)


# %% trouver-l-erreur
# Trois espèces, trois scores. Six lots passent : qu'a le septième de plus ?
def apprendre(cibles, pertes, tours=1):
    W = torch.zeros(4, 3, requires_grad=True)
    b = torch.zeros(3, requires_grad=True)
    optimiseur = torch.optim.SGD([W, b], lr=0.1)
    for rangs in torch.arange(150).repeat(tours).split(16):
        perte = F.cross_entropy(x[rangs] @ W + b, cibles[rangs])
        optimiseur.zero_grad()
        perte.backward()
        optimiseur.step()
        pertes.append(perte.item())
    return (x @ W + b).argmax(dim=1)  # (150,)


# %% symptome
pertes_arretees = []
try:
    apprendre(especes, pertes_arretees)
except IndexError as erreur:
    message = str(erreur)
    print("lots passés :", len(pertes_arretees))
    print(type(erreur).__name__, ":", message)

# %% lire-le-message
# *La cible 3 est hors limites.* Trois scores ont les rangs 0, 1 et 2 : aucun
# n'a le rang 3. Les fleurs du fichier sont rangées par espèce, et les six
# premiers lots n'en contiennent que deux. Leurs numéros, 1 et 2, désignent
# des scores qui existent, mais pas ceux que l'on croit.
for rang, rangs in enumerate(torch.arange(112).split(16), start=1):
    print("lot", rang, ":", especes[rangs].unique().tolist())

# %% correction
# ``CrossEntropyLoss`` compte les classes à partir de 0, comme les rangs d'un
# tenseur. Ajouter un quatrième score ferait taire l'erreur, et laisserait au
# modèle une classe qui n'existe pas.
pertes_justes = []
prevu = apprendre(especes - 1, pertes_justes, tours=10)
exactitude = (prevu == especes - 1).float().mean().item()
print(f"exactitude : {exactitude:.2f}")

# %% comparaison
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ax.plot(range(1, 7), pertes_arretees, "s--", color="C1",
        label="classes 1, 2, 3")
ax.plot(7, pertes_arretees[-1], "X", color="C1", ms=14)
ax.plot(range(1, len(pertes_justes) + 1), pertes_justes, color="C0",
        label="classes 0, 1, 2")
ax.set(xlabel="lot", ylabel="perte", xlim=(0, 60))
ax.legend(loc="upper right")
# Figure : la perte selon le lot. Avec les classes 1, 2, 3, elle s'arrête au
# septième lot, marqué d'une croix. Avec les classes 0, 1, 2, elle continue,
# en dents de scie parce que les fleurs ne sont pas mélangées, et descend.
plt.show()

# %% verifications
assert len(pertes_arretees) == 6 and "Target 3 is out of bounds" in message
assert exactitude > 0.8
assert sum(pertes_justes[-10:]) < 0.8 * sum(pertes_justes[:10])
