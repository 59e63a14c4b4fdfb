"""
Un modèle qui change d'avis
===========================

Le même modèle, la même image, deux appels : deux réponses différentes. Et
une exactitude au test qui varie d'une mesure à l'autre.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

# %% donnees
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
x_test, y_test = x[1500:], y[1500:]


# %% entrainer
def entrainer(graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.5),
                           nn.Linear(64, 10))
    optimiseur = torch.optim.SGD(modele.parameters(), lr=0.2)
    for epoque in range(20):
        for lot in torch.randperm(1500).split(64):
            optimiseur.zero_grad()
            cross_entropy(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
    return modele


# %% trouver-l-erreur
# Rien n'est tiré au sort dans cette fonction. D'où vient le hasard ?
def evaluer(modele):
    with torch.no_grad():
        scores = modele(x_test)  # (297, 10)
    return (scores.argmax(1) == y_test).float().mean().item()


modele = entrainer()
mesures = [evaluer(modele) for _ in range(20)]

# %% symptome
print([round(m, 2) for m in mesures[:6]])
with torch.no_grad():
    print(modele(x_test[:1])[0, :4])
    print(modele(x_test[:1])[0, :4])

# %% symptome-figure
# Vingt fois la même mesure, sur le même modèle.
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.plot(range(1, 21), mesures, "s--", color="C1")
ax.set(xlabel="mesure du même modèle", ylabel="exactitude au test",
       ylim=(0.7, 1), xticks=range(1, 21, 3))
# Figure : vingt mesures de l'exactitude d'un même modèle ; elles sautent
# entre 0,80 et 0,87.
plt.show()

# %% correction
# Dropout éteint au hasard la moitié des neurones cachés tant que le modèle
# est en mode entraînement, celui de sa création. ``no_grad`` n'y change
# rien : il arrête l'enregistrement, pas le hasard. ``eval()`` éteint
# dropout, et ``train()`` le rallume pour l'époque suivante.
def evaluer_juste(modele):
    modele.eval()
    with torch.no_grad():
        scores = modele(x_test)  # (297, 10)
    modele.train()
    return (scores.argmax(1) == y_test).float().mean().item()


mesures_justes = [evaluer_juste(modele) for _ in range(20)]
print(sorted(set(round(m, 2) for m in mesures_justes)))

# %% comparaison
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
ax.plot(range(1, 21), mesures, "s--", color="C1", label="sans eval()")
ax.plot(range(1, 21), mesures_justes, "o-", color="C0", label="avec eval()")
ax.set(xlabel="mesure du même modèle", ylabel="exactitude au test",
       ylim=(0.7, 1), xticks=range(1, 21, 3))
ax.legend(loc="upper right", ncols=2)
# Figure : vingt mesures de l'exactitude d'un même modèle. Sans eval(), elles
# sautent entre 0,80 et 0,87 ; avec eval(), elles sont toutes à 0,90.
plt.show()

# %% verifications
assert max(mesures) - min(mesures) > 0.02
assert len(set(mesures_justes)) == 1 and mesures_justes[0] > max(mesures)
autre = entrainer(graine=1)
assert evaluer_juste(autre) > max(evaluer(autre) for _ in range(5))
plus_basse, plus_haute = min(mesures), max(mesures)
exactitude_juste = mesures_justes[0]
moyenne_sans_eval = sum(mesures) / len(mesures)
