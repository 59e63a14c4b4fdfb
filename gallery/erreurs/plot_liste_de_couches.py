"""
Une exactitude qui plafonne
===========================

Trois couches, une boucle d'entraînement sans défaut, aucun message. La perte
descend un peu, et l'exactitude s'arrête loin de ce que l'on attend.
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


# %% trouver-l-erreur
# Le calcul aboutit. Qu'est-ce qui manque pourtant à ce réseau ?
class Reseau(nn.Module):
    def __init__(self):
        super().__init__()
        self.couches = [nn.Linear(64, 64), nn.Linear(64, 64)]
        self.sortie = nn.Linear(64, 10)

    def forward(self, x):
        for couche in self.couches:
            x = torch.relu(couche(x))
        return self.sortie(x)


# %% entrainer
def entrainer(classe, epoques=10, graine=0):
    torch.manual_seed(graine)
    modele = classe()
    optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
    scores = []
    for epoque in range(epoques):
        for lot in torch.randperm(1500).split(64):
            optimiseur.zero_grad()
            cross_entropy(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
        reponses = modele(x_test).argmax(1)
        scores.append((reponses == y_test).float().mean().item())
    return modele, scores


# %% symptome
torch.manual_seed(0)
depart = [couche.weight.clone() for couche in Reseau().couches]
gele, scores_geles = entrainer(Reseau)
print("paramètres comptés :", sum(p.numel() for p in gele.parameters()))
print("couches inchangées :", [torch.equal(couche.weight, w)
                               for couche, w in zip(gele.couches, depart)])

# %% symptome-figure
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.plot(range(1, 11), scores_geles, "s--", color="C1")
ax.set(xlabel="époque", ylabel="exactitude au test", ylim=(0, 1),
       xticks=range(1, 11))
# Figure : l'exactitude au test pendant dix époques. Elle part de 0,2 et
# plafonne vers 0,4.
plt.show()

# %% correction
# Un ``Module`` n'inscrit que les modules qu'on lui donne en attribut. Une
# liste Python n'en est pas un : ses couches calculent, mais
# ``parameters()`` les ignore, ``to(device)`` ne les déplace pas et
# ``state_dict()`` ne les enregistre pas. ``nn.ModuleList`` les inscrit.
class ReseauJuste(Reseau):
    def __init__(self):
        super().__init__()
        self.couches = nn.ModuleList(self.couches)


juste, scores_justes = entrainer(ReseauJuste)
print("paramètres comptés :", sum(p.numel() for p in juste.parameters()))

# %% comparaison
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
ax.plot(range(1, 11), scores_geles, "s--", color="C1", label="liste Python")
ax.plot(range(1, 11), scores_justes, "o-", color="C0", label="ModuleList")
ax.set(xlabel="époque", ylabel="exactitude au test", ylim=(0, 1),
       xticks=range(1, 11))
ax.legend(loc="lower right")
# Figure : l'exactitude au test pendant dix époques. Avec une liste Python,
# elle plafonne vers 0,4 ; avec ModuleList, elle dépasse 0,8.
plt.show()

# %% verifications
for graine in (1, 2):
    _, a = entrainer(Reseau, graine=graine)
    _, b = entrainer(ReseauJuste, graine=graine)
    assert b[-1] > a[-1] + 0.15
parametres_geles = sum(p.numel() for p in gele.parameters())
parametres_justes = sum(p.numel() for p in juste.parameters())
exactitude_gelee, exactitude_juste = scores_geles[-1], scores_justes[-1]
assert parametres_geles == 64 * 10 + 10
assert parametres_justes == parametres_geles + 2 * (64 * 64 + 64)
assert exactitude_juste > exactitude_gelee + 0.15
assert all(torch.equal(couche.weight, w)
           for couche, w in zip(gele.couches, depart))
deplace = Reseau().to("meta")
assert deplace.sortie.weight.is_meta
assert not deplace.couches[0].weight.is_meta
assert len(gele.state_dict()) == 2 and len(juste.state_dict()) == 6
