"""
Un plan compté en époques, avancé à chaque lot
==============================================

Le taux doit être divisé par dix toutes les quatre époques. La boucle, elle,
avance le plan à chaque lot : au bout de quelques dizaines d'images, rien
n'apprend plus.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

plt.rcParams["font.size"] = 18.5

# %% donnees
# 1200 chiffres pour apprendre, par lots de 64 : 19 lots par époque.
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
ordre = torch.randperm(1797, generator=torch.Generator().manual_seed(0))
appris, a_valider = ordre[:1200], ordre[1200:]


# %% preparer
def preparer(graine):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=0.01)
    plan = torch.optim.lr_scheduler.StepLR(optimiseur, step_size=4)
    return modele, optimiseur, plan


# %% corriger
def corriger(modele, optimiseur, lot):
    optimiseur.zero_grad()
    cross_entropy(modele(x[lot]), y[lot]).backward()
    optimiseur.step()


# %% valider
@torch.inference_mode()
def valider(modele):
    return cross_entropy(modele(x[a_valider]), y[a_valider]).item()


# %% trouver-l-erreur
# Le taux est divisé par dix tous les quatre… quoi ?
def entrainer(graine=0, epoques=12):
    modele, optimiseur, plan = preparer(graine)
    g, pertes = torch.Generator().manual_seed(graine), []
    for epoque in range(epoques):
        melange = appris[torch.randperm(1200, generator=g)]
        for lot in melange.split(64):
            corriger(modele, optimiseur, lot)
            plan.step()
        pertes.append(valider(modele))
    return pertes, plan.get_last_lr()[0]


# %% symptome
pertes, taux_final = entrainer()
print(f"perte, époques 1 et 12 : {pertes[0]:.3f} et {pertes[-1]:.3f}")
print(f"taux à la fin : {taux_final:.0e}")


# %% correction
# ``step_size=4`` compte les appels de ``plan.step()`` : un par époque ici.
# Avec un plan compté en lots (un cycle), l'appel reste dans la boucle.
def entrainer_juste(graine=0, epoques=12):
    modele, optimiseur, plan = preparer(graine)
    g, pertes = torch.Generator().manual_seed(graine), []
    for epoque in range(epoques):
        melange = appris[torch.randperm(1200, generator=g)]
        for lot in melange.split(64):
            corriger(modele, optimiseur, lot)
        plan.step()
        pertes.append(valider(modele))
    return pertes, plan.get_last_lr()[0]


# %% comparaison
justes, taux_juste = entrainer_juste()
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ax.plot(range(1, 13), pertes, "X--", color="C1", ms=11, lw=2.5,
        label="avancé à chaque lot")
ax.plot(range(1, 13), justes, "o-", color="C0", ms=9, lw=2.5,
        label="avancé à chaque époque")
ax.set(xlabel="époque", ylabel="perte de validation", ylim=(0, 2.4),
       xticks=range(2, 13, 2))
ax.legend(loc="center right")
# Figure : avancé à chaque lot, la perte de validation reste dès la première
# époque sur un plateau, près de celle du hasard ; avancé à chaque époque,
# elle descend loin en dessous.
# Diapositive : 8 × 3.3
plt.show()

# %% releve
perte_premiere, perte_derniere = pertes[0], pertes[-1]
perte_juste = justes[-1]
lots_par_epoque = len(appris.split(64))

# %% verifications
# Cinq graines : le plateau dès la première époque, puis plus rien.
for graine in range(5):
    fautives, _ = entrainer(graine)
    bonnes, _ = entrainer_juste(graine)
    assert abs(fautives[0] - fautives[-1]) < 1e-3
    assert fautives[-1] > 1.2 and bonnes[-1] < 0.25
assert taux_final < 1e-20 and taux_juste > 1e-6
