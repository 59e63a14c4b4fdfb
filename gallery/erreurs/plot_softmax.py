"""
Un réseau qui apprend au ralenti
================================

Le même réseau, les mêmes chiffres, le même taux : la perte part de la bonne
valeur, descend à peine, et ne s'approche jamais de zéro.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

# %% donnees
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
x_test, y_test = x[1500:], y[1500:]


# %% entrainer
def entrainer(modele, epoques=15):
    optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
    critere = nn.CrossEntropyLoss()
    pertes = []
    for epoque in range(epoques):
        total = 0.0
        for lot in torch.randperm(1500).split(64):
            perte = critere(modele(x[lot]), y[lot])
            optimiseur.zero_grad()
            perte.backward()
            optimiseur.step()
            total += perte.item() * len(lot)
        pertes.append(total / 1500)
    return pertes


# %% trouver-l-erreur
# Dix classes, des probabilités en sortie : qu'est-ce qui ne va pas ?
def construire(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(
        nn.Linear(64, 32), nn.ReLU(),
        nn.Linear(32, 10), nn.Softmax(dim=1),
    )


# %% symptome
def exactitude(modele):
    with torch.no_grad():
        return (modele(x_test).argmax(1) == y_test).float().mean().item()


ralenti = construire()
pertes_ralenties = entrainer(ralenti)
print(f"perte : de {pertes_ralenties[0]:.2f} à {pertes_ralenties[-1]:.2f}")
print(f"exactitude au test : {exactitude(ralenti):.2f}")

# %% symptome-figure
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.plot(range(1, 16), pertes_ralenties, "--", color="C1")
ax.set(xlabel="époque", ylabel="perte moyenne", ylim=(0, 2.9),
       xticks=range(1, 16, 2))
# Figure : la perte moyenne pendant quinze époques, presque plate, vers 2,3.
plt.show()

# %% correction
# ``CrossEntropyLoss`` attend les scores et leur applique elle-même softmax.
# Ici il est appliqué deux fois. La sortie du premier est entre 0 et 1 : le
# second ne peut plus en faire que des probabilités voisines, même quand le
# réseau est sûr de lui, et son gradient est très petit. Le réseau rend des
# scores ; softmax ne sert qu'à lire des probabilités, hors de la perte.
def construire_juste(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(
        nn.Linear(64, 32), nn.ReLU(),
        nn.Linear(32, 10),
    )


# %% plancher
# La plus petite perte possible avec deux softmax : une sortie parfaite.
parfaite = torch.zeros(1, 10)
parfaite[0, 3] = 1
plancher = nn.CrossEntropyLoss()(parfaite, torch.tensor([3])).item()
print(f"sûr à 100 % et juste : {plancher:.2f}")

# %% comparaison
juste = construire_juste()
pertes_justes = entrainer(juste)
fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
ax.plot(range(1, 16), pertes_ralenties, "--", color="C1",
        label="softmax, puis CrossEntropyLoss")
ax.plot(range(1, 16), pertes_justes, color="C0",
        label="scores, puis CrossEntropyLoss")
ax.axhline(plancher, color="C1", ls=":", lw=1.5)
ax.text(15, plancher - 0.04, "plancher avec deux softmax", color="C1",
        ha="right", va="top", fontsize=13)
ax.set(xlabel="époque", ylabel="perte moyenne", ylim=(0, 2.9),
       xticks=range(1, 16, 2))
ax.legend(loc="upper right", fontsize=13)
# Figure : deux courbes de perte sur quinze époques. Avec deux softmax, elle
# reste près de 2,3. Avec les scores, elle descend de 2,3 à 0,25. Une ligne
# pointillée, vers 1,46, marque la perte minimale avec deux softmax.
plt.show()

# %% verifications
for graine in (1, 2):
    a, b = construire(graine), construire_juste(graine)
    assert entrainer(a)[-1] > 1.8 and entrainer(b)[-1] < 0.4
    assert exactitude(b) > exactitude(a) + 0.4
for graine in range(3):
    a, b = construire(graine), construire_juste(graine)
    for m in (a, b):
        nn.CrossEntropyLoss()(m(x), y).backward()
    assert torch.equal(a[2].weight, b[2].weight)
    assert b[2].weight.grad.norm() > 5 * a[2].weight.grad.norm()
exactitude_ralentie = exactitude(ralenti)
exactitude_juste = exactitude(juste)
perte_ralentie, perte_juste = pertes_ralenties[-1], pertes_justes[-1]
assert exactitude_juste > exactitude_ralentie + 0.4
assert abs(plancher - 1.461) < 1e-3 and perte_ralentie > plancher
