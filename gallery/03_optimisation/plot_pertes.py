r"""
Mesurer l'erreur par un nombre
==============================

L'erreur quadratique, l'entropie croisée et sa version binaire, écrites à la
main puis comparées à celles de PyTorch. Le script mesure aussi, sur cinq
graines, ce que coûte un softmax placé avant ``CrossEntropyLoss``.
"""

# %% imports
import math
import textwrap
import warnings

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
)
from torch import nn

torch.set_printoptions(precision=4, sci_mode=False)

# %% donnees
# 442 patients diabétiques : la progression de la maladie en un an.
diabete = load_diabetes(scaled=False)
progression = torch.tensor(diabete.target).float()  # (442,)
cible = progression[:3]                             # (3,)
print(cible)

# %% mse-main
prediction = torch.tensor([150.0, 100.0, 150.0])  # (3,)
ecarts = prediction - cible
print(ecarts)
print(ecarts**2)
print((ecarts**2).mean())

# %% mse-pytorch
critere = nn.MSELoss()
print(critere(prediction, cible))
assert critere(prediction, cible) == (ecarts**2).mean()

# %% mse-reductions
for reduction in ("none", "sum", "mean"):
    valeur = nn.MSELoss(reduction=reduction)(prediction, cible)
    print(f"{reduction:5}", tuple(valeur.shape), valeur)

# %% mse-formes
# (3, 1) contre (3,) : la diffusion compare chaque patient à tous.
colonne = prediction[:, None]  # (3, 1)
carres = (colonne - cible) ** 2
print(carres)
print(carres.mean())

# %% mse-avertissement
# nn.MSELoss fait le même calcul ; il avertit, une fois.
with warnings.catch_warnings(record=True) as avertissements:
    warnings.simplefilter("always")
    fausse = critere(colonne, cible)
print(f"{fausse:.0f} au lieu de {critere(prediction, cible):.0f}")
print(textwrap.fill(str(avertissements[0].message).split(" Please")[0], 72))
assert fausse == carres.mean() and carres.shape == (3, 3)
assert critere(colonne[:, 0], cible) == critere(prediction, cible)

# %% releve-formes
# Diffusée, la perte ramène chaque prédiction vers la moyenne des cibles :
# c'est là, et là seulement, que son gradient s'annule.
au_milieu = progression.mean().repeat(442)[:, None].requires_grad_()
diffusee = ((au_milieu - progression) ** 2).mean()  # (442, 442)
diffusee.backward()
assert au_milieu.grad.abs().max() < 1e-5

# %% constantes
# La même prédiction pour tous : quelle constante choisir ?
essais = torch.arange(100.0, 200.0, 0.5)         # (200,)
ecarts_essais = essais[:, None] - progression    # (200, 442)
quadratique = (ecarts_essais**2).mean(dim=1)     # (200,)
absolue = ecarts_essais.abs().mean(dim=1)        # (200,)
meilleure = essais[quadratique.argmin()].item()
print("moyenne :", round(progression.mean().item(), 1))
print("minimum de la perte quadratique :", meilleure)

# %% constantes-figure
fig, axes = plt.subplots(1, 2, figsize=(9.5, 4.4), layout="constrained")
reperes = [("moyenne", progression.mean()), ("médiane", progression.median())]
courbes = [("MSE", quadratique), ("écart absolu moyen", absolue)]
for ax, (nom, courbe), (repere, ou) in zip(axes, courbes, reperes):
    ax.plot(essais, courbe)
    ax.axvline(ou, color="C1", ls="--")
    ax.set(xlabel="prédiction constante", ylabel=nom)
    ax.set_title(f"{repere} : {ou:.0f}", color="C1")
# Figure : deux courbes de perte selon la constante prédite, entre 100 et
# 200. À gauche, la perte quadratique est une parabole dont le minimum est
# à la moyenne, 152. À droite, l'écart absolu moyen forme un creux plus
# arrondi dont le minimum est à la médiane, vers 140.
# Diapositive : 7.5 × 3.6
plt.show()

# %% releve-constantes
moyenne = progression.mean().item()
mediane = progression.median().item()
meilleure_absolue = essais[absolue.argmin()].item()
assert abs(meilleure - moyenne) <= 0.5
assert abs(meilleure_absolue - mediane) <= 1
assert moyenne - mediane > 10

# %% iris
# Trois espèces ; le score d'une espèce est l'opposé de la distance au carré
# à son prototype, la fleur moyenne de l'espèce.
iris = load_iris()
mesures = torch.tensor(iris.data).float()  # (150, 4), en centimètres
espece = torch.tensor(iris.target)         # (150,), 0, 1 ou 2
prototypes = torch.stack([mesures[espece == c].mean(dim=0)
                          for c in range(3)])            # (3, 4)
distances = ((mesures[:, None] - prototypes) ** 2).sum(dim=2)
logits = -distances                                      # (150, 3)

# %% releve-iris
# Bouger un peu un prototype ne change aucune décision.
pres = prototypes + torch.tensor([0.001, 0.0, 0.0, 0.0])
voisins = -((mesures[:, None] - pres) ** 2).sum(dim=2)
assert torch.equal(voisins.argmax(dim=1), logits.argmax(dim=1))

# %% logits
choix = [0, 70, 106]
z, y = logits[choix], espece[choix]  # (3, 3), (3,)
print(z)
print(y)

# %% softmax
p = torch.exp(z) / torch.exp(z).sum(dim=1, keepdim=True)  # (3, 3)
print(p)
print(p.sum(dim=1))
assert torch.allclose(p, torch.softmax(z, dim=1))

# %% decaler
# Ajouter la même constante à tous les logits d'une fleur.
print(torch.softmax(z + 100, dim=1))
assert torch.allclose(torch.softmax(z + 100, dim=1), p, atol=1e-4)

# %% entropie-main
p_juste = p[torch.arange(3), y]  # (3,)
print(p_juste)
print(-torch.log(p_juste))
print(-torch.log(p_juste).mean())

# %% vraisemblance
# La probabilité des trois bonnes réponses à la fois, puis son logarithme.
vraisemblance = p_juste.prod()
print(vraisemblance)
print(-torch.log(vraisemblance), -torch.log(p_juste).sum())
assert torch.allclose(-torch.log(vraisemblance), -torch.log(p_juste).sum())

# %% produit-nul
# Cinquante bonnes réponses, une chance sur dix donnée à chacune.
un_dixieme = torch.full((50,), 0.1)  # (50,)
print("produit :", un_dixieme.prod())
print("somme   :", -torch.log(un_dixieme).sum())
assert un_dixieme.prod() == 0

# %% entropie-pytorch
critere = nn.CrossEntropyLoss()
print(critere(z, y))
assert torch.allclose(critere(z, y), -torch.log(p_juste).mean())

# %% cibles-souples
# La cible peut aussi être une répartition, une part par classe : la perte
# est alors la somme des −part × ln p. Partager un dixième entre les trois
# classes retient le modèle d'être trop sûr de lui.
souples = 0.9 * F.one_hot(y, 3) + 0.1 / 3  # (3, 3)
print(critere(z, souples))
print(nn.CrossEntropyLoss(label_smoothing=0.1)(z, y))
assert torch.allclose(critere(z, souples),
                      nn.CrossEntropyLoss(label_smoothing=0.1)(z, y))

# %% log-figure
fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
axe = torch.linspace(0.002, 1, 400)
ax.plot(axe, -torch.log(axe))
noms = [f"fleur {i}" for i in choix]
for nom, valeur, marque in zip(noms, p_juste, "osD"):
    ax.plot(valeur, -torch.log(valeur), marque, ms=11, label=nom)
ax.axhline(math.log(3), color="0.5", ls="--", lw=1.5)
ax.text(0.995, math.log(3) + 0.1, "un tiers partout : ln 3",
        ha="right")
ax.set(xlabel="probabilité donnée à la bonne classe", ylabel="perte")
ax.legend()
# Figure : la courbe de −ln p, très haute près de p = 0 et nulle en p = 1.
# Trois fleurs y sont placées : l'une en bas à droite, où la perte est
# presque nulle, les deux autres plus à gauche, la dernière la plus haute.
# Une ligne marque ln 3, la perte d'un modèle qui répond un tiers partout.
# Diapositive : 6.84 × 3.42
plt.show()

# %% debordement
# Un écart de 110 entre deux logits, la bonne classe étant la plus faible.
grands = torch.tensor([[110.0, 0.0]], requires_grad=True)
bonne = torch.tensor([1])
en_deux = -torch.log(torch.softmax(grands, dim=1)[0, 1])
fusionnee = F.cross_entropy(grands, bonne)
for perte in (en_deux, fusionnee):
    grands.grad = None
    perte.backward()
    print(f"{perte:.0f}", grands.grad.tolist())

# %% debordement-naif
# L'exponentielle écrite telle quelle déborde, elle, bien plus tôt.
for grand in (88.0, 89.0):
    print(grand, torch.exp(torch.tensor(grand)).item())

# %% log-somme-exp
# −log p = log(somme des exp) − z de la bonne classe ; retirer le plus
# grand logit ne change rien au résultat et empêche le débordement.
def entropie_croisee(z, y):
    plus_grand = z.max(dim=1, keepdim=True).values          # (n, 1)
    reste = torch.log(torch.exp(z - plus_grand).sum(dim=1))  # (n,)
    log_somme = plus_grand[:, 0] + reste                     # (n,)
    return (log_somme - z[torch.arange(len(z)), y]).mean()


print(entropie_croisee(grands, bonne).item())
print(entropie_croisee(logits, espece), F.cross_entropy(logits, espece))

# %% gradient-logits
# La somme, pas la moyenne : chaque fleur garde son gradient entier.
suivi = z.clone().requires_grad_()  # (3, 3)
F.cross_entropy(suivi, y, reduction="sum").backward()
print(suivi.grad)

# %% gradient-formule
print(p - F.one_hot(y, 3))

# %% binaire-donnees
# Une tumeur : maligne ou bénigne, d'après son rayon moyen.
tumeurs = load_breast_cancer()
rayon = torch.tensor(tumeurs.data[:, 0]).float()   # (569,)
maligne = 1 - torch.tensor(tumeurs.target).float()  # (569,), 1 ou 0
score = rayon - 15                                 # (569,) un logit
trois = [18, 19, 40]
print("rayon  :", rayon[trois])
print("maligne:", maligne[trois])

# %% binaire-main
z, y = score[trois], maligne[trois]   # (3,), (3,)
p1 = 1 / (1 + torch.exp(-z))          # la sigmoïde
pertes = -(y * torch.log(p1) + (1 - y) * torch.log(1 - p1))
print(p1)
print(pertes)
print(pertes.mean(), nn.BCEWithLogitsLoss()(z, y))

# %% binaire-deux-classes
# La sigmoïde de z est le softmax des deux scores (0, z).
deux = torch.stack([torch.zeros_like(score), score], dim=1)  # (569, 2)
print(F.cross_entropy(deux, maligne.long()))
print(F.binary_cross_entropy_with_logits(score, maligne))

# %% binaire-debordement
# Le modèle est sûr que la réponse est oui, et elle est non.
logit = torch.tensor(200.0, requires_grad=True)
non = torch.tensor(0.0)
en_deux_temps = nn.BCELoss()(torch.sigmoid(logit), non)
d_un_trait = nn.BCEWithLogitsLoss()(logit, non)
for perte in (en_deux_temps, d_un_trait):
    logit.grad = None
    perte.backward()
    print(f"perte {perte:.0f}, gradient {logit.grad:.0f}")

# %% binaire-chaine
# Les deux facteurs de la chaîne : BCELoss, puis la sigmoïde.
sure = torch.tensor(1.0, requires_grad=True)  # la sigmoïde de 200
(devant,) = torch.autograd.grad(nn.BCELoss()(sure, non), sure)
print(f"gradient de BCELoss  : {devant:.0e}")
print(f"pente de la sigmoïde : {sure * (1 - sure):.0f}")
assert devant > 1e11 and torch.sigmoid(logit) == 1

# %% types
# Les cibles n'ont pas le même type d'une perte à l'autre ; la BCE exige aussi
# la même forme, là où la MSE ne fait qu'avertir.
for nom, essai in (
    ("BCE, cible entière", lambda: F.binary_cross_entropy_with_logits(
        z, y.long())),
    ("BCE, une colonne", lambda: F.binary_cross_entropy_with_logits(
        z[:, None], y)),
    ("entropie, cible float", lambda: F.cross_entropy(logits,
                                                      espece.float())),
):
    try:
        essai()
    except (RuntimeError, ValueError) as erreur:
        print(nom, ":", type(erreur).__name__)
        print(textwrap.fill(str(erreur).split(". ")[0], 72))

# %% types-sans-erreur
# NumPy calcule en float64 : la MSE l'accepte, et sa perte devient float64.
cible_numpy = torch.tensor(diabete.target[:3])  # (3,), float64
print(F.mse_loss(prediction, cible_numpy))
assert F.mse_loss(prediction, cible_numpy).dtype == torch.float64
assert F.mse_loss(prediction, cible.long()).isfinite()

# %% chiffres
# 1797 chiffres manuscrits, intensités ramenées entre 0 et 1.
chiffres = load_digits()
pixels = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
classes = torch.tensor(chiffres.target)            # (1797,)

# %% entrainer
def entrainer(avant, optimiseur, taux, pas, graine):
    g = torch.Generator().manual_seed(graine)
    ordre = torch.randperm(len(pixels), generator=g)
    app, test = ordre[:1200], ordre[1200:]
    W = (0.01 * torch.randn(64, 10, generator=g)).requires_grad_()
    b = torch.zeros(10, requires_grad=True)
    opt = optimiseur([W, b], lr=taux)
    courbe = []
    for _ in range(pas):
        logits = pixels[app] @ W + b  # (1200, 10)
        perte = F.cross_entropy(avant(logits), classes[app])
        opt.zero_grad()
        perte.backward()
        opt.step()
        courbe.append(perte.item())
    W, b = W.detach(), b.detach()
    prevu = (pixels[test] @ W + b).argmax(dim=1)
    exactitude = (prevu == classes[test]).float().mean().item()
    return courbe, exactitude, (W, b)


# %% cinq-graines
def telle_quelle(z):
    return z


def avec_softmax(z):
    return torch.softmax(z, dim=1)


taux_sgd, taux_adam = 0.5, 0.03
plancher_dix = math.log(math.e + 9) - 1  # la plus petite perte possible
bilan = {}
for methode, taux in ((torch.optim.SGD, taux_sgd),
                      (torch.optim.Adam, taux_adam)):
    for nom, avant in (("logits", telle_quelle),
                       ("softmax d'abord", avec_softmax)):
        essais = [entrainer(avant, methode, taux, 200, graine)
                  for graine in range(5)]
        bilan[methode.__name__, nom] = essais
        scores = sorted(e for _, e, _ in essais)
        print(f"{methode.__name__:4} {nom:15} : exactitude de "
              f"{scores[0]:.3f} à {scores[-1]:.3f}")

# %% taux-plus-grand
# Au même taux, la comparaison est injuste : SGD, au taux qui convient au
# softmax de trop, puis à un taux qui convient aux logits.
taux_rattrape, taux_logits = 8.0, 4.0
rattrapes = [entrainer(avec_softmax, torch.optim.SGD, taux_rattrape, 200, k)
             for k in range(5)]
meilleurs = [entrainer(telle_quelle, torch.optim.SGD, taux_logits, 200, k)
             for k in range(5)]
exactitude_rattrapee = sum(e for _, e, _ in rattrapes) / 5
exactitude_logits = sum(e for _, e, _ in meilleurs) / 5
print(f"softmax d'abord, taux {taux_rattrape} : {exactitude_rattrapee:.3f}")
print(f"logits, taux {taux_logits} : {exactitude_logits:.3f}")
assert min(e for _, e, _ in rattrapes) > 0.94
assert abs(exactitude_rattrapee - exactitude_logits) < 0.015
assert all(min(c) > plancher_dix for c, *_ in rattrapes)
assert all(c[-1] < 0.15 for c, *_ in meilleurs)

# %% graines-figure
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
rangs = [("Adam", "softmax d'abord"), ("Adam", "logits"),
         ("SGD", "softmax d'abord"), ("SGD", "logits")]
for rang, (methode, nom) in enumerate(rangs):
    scores = [e for _, e, _ in bilan[methode, nom]]
    marque, couleur = ("o", "C0") if nom == "logits" else ("D", "C1")
    ax.plot(scores, [rang] * 5, marque, color=couleur, ms=11, alpha=0.6)
ax.set(xlabel="exactitude sur 597 images mises de côté", xlim=(0.5, 1),
       ylim=(-0.6, 3.6), yticks=range(4),
       yticklabels=[f"{methode}, {nom}" for methode, nom in rangs])
# Figure : quatre rangées de cinq points, l'exactitude de cinq graines. SGD
# sur les logits : entre 0,94 et 0,96. SGD avec un softmax d'abord : entre
# 0,74 et 0,84. Adam : entre 0,95 et 0,98 dans les deux cas.
# Diapositive : 8 × 3.6
plt.show()

# %% depart-dix-fois
# Au départ, les dix probabilités valent un dixième, et le softmax de trop
# divise tous les gradients par dix.
depart = []
for avant in (telle_quelle, avec_softmax):
    nuls = torch.zeros(len(classes), 10, requires_grad=True)  # (1797, 10)
    F.cross_entropy(avant(nuls), classes).backward()
    depart.append(nuls.grad)
rapport_depart = (depart[0] / depart[1]).mean().item()
assert torch.allclose(depart[0], rapport_depart * depart[1], rtol=1e-3)
assert abs(rapport_depart - 10) < 1e-2
print(f"gradients divisés par {rapport_depart:.2f}")

# %% pire-image
# L'image la plus mal classée d'un modèle entraîné par SGD sur les logits.
W, b = meilleurs[0][2]
scores_images = pixels @ W + b  # (1797, 10)
par_image = F.cross_entropy(scores_images, classes, reduction="none")
pire = par_image.argmax().item()
vraie = classes[pire].item()
gradients = {}
for nom, avant in (("logits", telle_quelle),
                   ("softmax d'abord", avec_softmax)):
    z_pire = scores_images[pire].clone().requires_grad_()  # (10,)
    F.cross_entropy(avant(z_pire[None]), classes[pire:pire + 1]).backward()
    gradients[nom] = z_pire.grad
    print(f"{nom:15} : {gradients[nom][vraie]:.4f} sur la bonne classe")

# %% pire-image-figure
fig, axes = plt.subplots(1, 3, figsize=(9.5, 3.9), layout="constrained",
                         width_ratios=[1, 1.6, 1.6])
axes[0].imshow(chiffres.images[pire], cmap="gray_r")
axes[0].set(xticks=[], yticks=[], title=f"un {vraie}")
for ax, (nom, gradient) in zip(axes[1:], gradients.items()):
    ax.bar(range(10), gradient, color="C0" if nom == "logits" else "C1")
    ax.axhline(0, color="0.5", lw=1)
    ax.set(xlabel="classe", xticks=range(0, 10, 2), ylim=(-1.1, 1.1),
           title=nom)
axes[1].set(ylabel="gradient")
axes[2].set(yticklabels=[])
# Figure : à gauche, un 8 mal écrit. Au milieu, le gradient sur les logits :
# presque −1 sur la classe 8, presque 1 sur la classe 1. À droite, avec un
# softmax d'abord, les dix barres sont presque nulles.
# Diapositive : 7.7 × 3.3
plt.show()

# %% plancher
# Le mieux qu'un softmax puisse donner à la perte : (1, 0, …, 0).
parfait = torch.zeros(1, 10)
parfait[0, 0] = 1.0
plancher = F.cross_entropy(parfait, torch.tensor([0])).item()
print(round(plancher, 4))

# %% softmax-figure
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
for nom, couleur, trait in (("logits", "C0", "-"),
                            ("softmax d'abord", "C1", "--")):
    for i, (courbe, *_) in enumerate(bilan["SGD", nom]):
        ax.plot(courbe, trait, color=couleur, lw=1.5,
                label=nom if i == 0 else None)
ax.axhline(plancher, color="0.5", ls=":", lw=1.5)
ax.text(200, plancher - 0.05, "plancher", va="top", ha="right")
ax.set(xlabel="pas", ylabel="perte affichée", ylim=(0, 3.2))
ax.legend(loc="upper right", ncols=2)
# Figure : la perte pendant 200 pas de SGD, cinq graines par courbe. Sur les
# logits, elle descend bien au-dessous de 0,4. Avec un softmax d'abord, elle
# reste au-dessus d'un plancher à 1,46, et vaut encore près de 1,8 au pas 200.
# Diapositive : 6.3 × 2.75
plt.show()

# %% trois-questions
# Trois questions par image : pair ? cinq ou plus ? une boucle fermée ?
boucles = torch.tensor([0, 6, 8, 9])
questions = torch.stack([classes % 2 == 0, classes >= 5,
                         torch.isin(classes, boucles)], dim=1)
print(questions[:3].int())  # le 0, le 1, le 2

# %% multi-etiquettes
W = torch.zeros(64, 3, requires_grad=True)
b = torch.zeros(3, requires_grad=True)
optimiseur = torch.optim.Adam([W, b], lr=0.03)
for _ in range(300):
    scores = pixels @ W + b  # (1797, 3)
    perte = nn.BCEWithLogitsLoss()(scores, questions.float())
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()

# %% multi-lecture
zero = scores[0].detach()  # l'image d'un 0
print("trois sigmoïdes :", torch.sigmoid(zero))
print("un softmax      :", torch.softmax(zero, dim=0))

# %% auto-evaluation
# Le plancher d'un softmax de trop, pour deux classes au lieu de dix.
plancher_a_deux = F.cross_entropy(torch.tensor([[1.0, 0.0]]),
                                  torch.tensor([0])).item()
uniformes = torch.full((32, 10), 7.0)     # (32, 10)
etiquettes = torch.arange(32) % 10       # (32,)
perte_uniforme = F.cross_entropy(uniformes, etiquettes).item()
# Une perte de 4,61 au premier pas : combien de classes ?
classes_devinees = round(math.exp(4.61))
assert abs(F.cross_entropy(torch.zeros(1, 100), torch.tensor([3])).item()
           - 4.61) < 0.01
forme_sans_moyenne = F.cross_entropy(uniformes, etiquettes,
                                     reduction="none").shape

# %% releve-softmax
assert abs(plancher_a_deux - math.log(1 + math.exp(-1))) < 1e-6
scores_justes = [e for _, e, _ in bilan["SGD", "logits"]]
scores_softmax = [e for _, e, _ in bilan["SGD", "softmax d'abord"]]
pire_juste, meilleur_softmax = min(scores_justes), max(scores_softmax)
pire_softmax = min(scores_softmax)
moyenne_juste = sum(scores_justes) / 5
moyenne_softmax = sum(scores_softmax) / 5
adam_juste = sum(e for _, e, _ in bilan["Adam", "logits"]) / 5
adam_softmax = sum(e for _, e, _ in bilan["Adam", "softmax d'abord"]) / 5
ecart_adam = adam_juste - adam_softmax
assert pire_juste > meilleur_softmax + 0.03
assert moyenne_juste - moyenne_softmax > 0.15
assert 0 <= abs(ecart_adam) < 0.03
for methode in ("SGD", "Adam"):
    assert all(min(c) > plancher
               for c, *_ in bilan[methode, "softmax d'abord"])
    assert all(c[-1] < 0.4 for c, *_ in bilan[methode, "logits"])

# %% releve-debordement
# En deux temps, une perte infinie ; d'un trait, la bonne.
assert not en_deux.isfinite() and fusionnee == 110
(pente_en_deux,) = torch.autograd.grad(
    -torch.log(torch.softmax(grands, dim=1)[0, 1]), grands)
assert pente_en_deux.isnan().all()
(pente_fusionnee,) = torch.autograd.grad(
    F.cross_entropy(grands, bonne), grands)
assert pente_fusionnee.tolist() == [[1.0, -1.0]]

# %% releve-entropie
# L'entropie croisée écrite à la main est celle de PyTorch.
assert torch.allclose(entropie_croisee(logits, espece),
                      F.cross_entropy(logits, espece))
assert entropie_croisee(grands, bonne) == 110
assert torch.allclose(suivi.grad, p - F.one_hot(espece[choix], 3), atol=1e-6)

# %% releve-binaire
# La binaire aussi ; la tumeur la plus chère est petite et maligne.
assert torch.allclose(pertes.mean(), nn.BCEWithLogitsLoss()(
    score[trois], maligne[trois]))
assert torch.allclose(F.cross_entropy(deux, maligne.long()),
                      F.binary_cross_entropy_with_logits(score, maligne))
assert pertes.argmax() == 2 and p1[2] < 0.5 and y[2] == 1

# %% releve-saturee
# La sigmoïde arrondie à 1 annule le gradient ; les logits le gardent.
perte_sature = en_deux_temps.item()
(pente_saturee,) = torch.autograd.grad(
    nn.BCELoss()(torch.sigmoid(logit), non), logit)
assert perte_sature == 100 and pente_saturee == 0
assert d_un_trait == 200

# %% releve-depart
# Au premier pas, dix classes et de petits poids : la perte est ln 10.
assert all(abs(c[0] - math.log(10)) < 0.05 for c, *_ in bilan["SGD", "logits"])

# %% releve-pire
prise_pour = scores_images[pire].argmax().item()
p_prise = torch.softmax(scores_images[pire], dim=0)[prise_pour].item()
assert prise_pour != vraie and p_prise > 0.8
assert gradients["logits"][vraie] < -0.98
rapport_gradients = (gradients["logits"][vraie]
                     / gradients["softmax d'abord"][vraie]).item()
assert rapport_gradients > 100

# %% releve-pente
# La pente d'une probabilité selon son logit, p (1 − p), est ce qui manque.
p_vraie = torch.softmax(scores_images[pire], dim=0)[vraie].item()
assert 0.5 < rapport_gradients * p_vraie * (1 - p_vraie) < 2

# %% releve-trois-questions
# Trois oui ou non : leurs probabilités ne se partagent pas 1.
somme_des_trois = torch.sigmoid(zero).sum().item()
assert (torch.sigmoid(zero) > 0.5).tolist() == [True, False, True]
assert torch.softmax(zero, dim=0)[0] < 0.3 and somme_des_trois > 1.9

# %% releve-minima
assert abs(plancher - math.log(math.e + 9) + 1) < 1e-5
# À C classes, le plancher est ln(1 + (C − 1) / e).
for C in (2, 3, 10, 100):
    meilleur = F.one_hot(torch.tensor([0]), C).float()
    assert abs(F.cross_entropy(meilleur, torch.tensor([0])).item()
               - math.log(1 + (C - 1) / math.e)) < 1e-5
# La moyenne annule la pente de la MSE ; à la médiane, autant de cibles
# d'un côté que de l'autre.
assert abs((moyenne - progression).mean()) < 1e-3
assert abs((progression < mediane).sum() - (progression > mediane).sum()) < 5
# Le gradient sur un logit est entre −1 et 1.
assert suivi.grad.abs().max() <= 1

# %% releve-plafond
# Le pire : toute la probabilité sur une autre classe, un de plus.
plafond = F.cross_entropy(parfait, torch.tensor([1])).item()
assert abs(plafond - plancher - 1) < 1e-5

# %% releve-nombres
nombre_patients, nombre_tumeurs = len(progression), len(maligne)
mse_main = (ecarts**2).mean().item()
mse_diffusee = fausse.item()
assert mse_diffusee > 5 * mse_main

# %% verifications
p_fleurs = p_juste.tolist()
p_troisieme, perte_troisieme = p_fleurs[2], -math.log(p_fleurs[2])
perte_moyenne_fleurs = -torch.log(p_juste).mean().item()
hasard_trois = math.log(3)
assert perte_troisieme > hasard_trois
p_maligne_40 = p1[2].item()
plus_fort_logit = torch.log(torch.tensor(3.4e38)).item()
assert not torch.exp(torch.tensor(plus_fort_logit + 1)).isfinite()
