"""
Une régression qui répond toujours la moyenne
=============================================

Le modèle reçoit dix mesures par patient, et sa prédiction ne change presque
pas de l'un à l'autre. Son erreur est celle d'une réponse constante.
"""

# %% imports
import warnings

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from torch import nn
from torch.nn.functional import mse_loss

# %% donnees
# 442 patients ; la progression de leur diabète, centrée et réduite. Les
# colonnes de ce jeu sont de norme 1 : le facteur 20 les ramène vers 1.
table = load_diabetes()
x = torch.tensor(table.data).float() * 20  # (442, 10)
y = torch.tensor(table.target).float()     # (442,)
y = (y - y.mean()) / y.std()

# %% trouver-l-erreur
# PyTorch émet ici un avertissement ; dans un journal, il passe inaperçu.
# Quelles sont les formes des deux arguments de ``mse_loss`` ?
def entrainer(cible, epoques=40, graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 1))
    optimiseur = torch.optim.SGD(modele.parameters(), lr=0.05)
    for epoque in range(epoques):
        for lot in torch.randperm(len(x)).split(32):
            perte = mse_loss(modele(x[lot]), cible[lot])
            optimiseur.zero_grad()
            perte.backward()
            optimiseur.step()
    return modele(x).detach().flatten()  # (442,)


with warnings.catch_warnings(record=True) as avis:
    warnings.simplefilter("always")
    plates = entrainer(cible=y)

# %% symptome
def erreur(prediction):
    return ((prediction - y) ** 2).mean().item()


print(f"erreur quadratique   : {erreur(plates):.2f}")
print(f"en répondant moyenne : {erreur(torch.zeros(442)):.2f}")
print(f"écart-type prédit    : {plates.std():.2f}")

# %% symptome-figure
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.plot(y, plates, "^", color="C1", alpha=0.4, ms=5, rasterized=True)
ax.axline((0, 0), slope=1, color="0.5", ls=":")
ax.set(xlabel="progression mesurée", ylabel="progression prédite",
       ylim=(-1.8, 2.6))
# Figure : la valeur prédite selon la valeur mesurée. Les points forment une
# bande plate à zéro, au lieu de suivre la diagonale en pointillé.
plt.show()

# %% correction
# Le modèle rend (32, 1), la cible est (32,). La diffusion en fait un tableau
# de 32 × 32 : chaque prédiction est comparée à toutes les cibles du lot, et
# la meilleure réponse est leur moyenne. Une colonne à la cible suffit.
justes = entrainer(cible=y[:, None])  # (442, 1)
print(f"erreur quadratique   : {erreur(justes):.2f}")
print("avertissement :", str(avis[0].message)[:46] + "…")

# %% formes
prediction, cible = torch.zeros(32, 1), torch.zeros(32)
print((prediction - cible).shape)
print((prediction - cible[:, None]).shape)

# %% comparaison
fig, axes = plt.subplots(1, 2, figsize=(9, 4.4), sharex=True, sharey=True,
                         layout="constrained")
for ax, p, k, titre in zip(axes, (plates, justes), (1, 0), (
        "cible (N,)", "cible (N, 1)")):
    ax.plot(y, p, "s^"[k], color=f"C{k}", alpha=0.4, ms=4,
            rasterized=True)
    ax.axline((0, 0), slope=1, color="0.5", ls=":")
    ax.set(title=titre, xlabel="progression mesurée")
axes[0].set_ylabel("progression prédite")
# Figure : deux nuages de la valeur prédite selon la valeur mesurée. Avec une
# cible (N,), les points forment une bande plate à zéro. Avec une cible
# (N, 1), ils montent le long de la diagonale.
plt.show()

# %% verifications
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for graine in (1, 2):
        assert entrainer(y, graine=graine).std() < 0.15
        assert entrainer(y[:, None], graine=graine).std() > 0.5
assert 0.8 < x.std() < 1.2
assert "Using a target size" in str(avis[0].message)
forme_diffusee = (prediction - cible).shape
erreur_plate, erreur_juste = erreur(plates), erreur(justes)
ecart_plat, ecart_juste = plates.std().item(), justes.std().item()
assert erreur_plate > 0.9 and erreur_juste < 0.55 and ecart_plat < 0.15
