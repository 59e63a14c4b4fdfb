r"""
Mesurer l'erreur par un nombre
==============================

L'erreur quadratique, l'entropie croisée et sa version binaire, écrites à la
main puis comparées à celles de PyTorch. Le script mesure aussi, sur cinq
graines, ce que coûte un softmax placé avant ``CrossEntropyLoss``.
"""

# %% imports
import math
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
with warnings.catch_warnings(record=True) as avertissements:
    warnings.simplefilter("always")
    fausse = critere(colonne, cible)
print(f"{fausse:.0f} au lieu de {critere(prediction, cible):.0f}")
print(avertissements[0].category.__name__)

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
    ax.text(ou + 2, courbe.max(), f"{repere} : {ou:.0f}", color="C1",
            va="top")
    ax.set(xlabel="prédiction constante", ylabel=nom)
# Figure : deux courbes de perte selon la constante prédite, entre 100 et
# 200. À gauche, la perte quadratique est une parabole dont le minimum est
# à la moyenne, 152. À droite, l'écart absolu moyen forme un creux plus
# arrondi dont le minimum est à la médiane, vers 140.
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

# %% entropie-main
p_juste = p[torch.arange(3), y]  # (3,)
print(p_juste)
print(-torch.log(p_juste))
print(-torch.log(p_juste).mean())

# %% entropie-pytorch
critere = nn.CrossEntropyLoss()
print(critere(z, y))
assert torch.allclose(critere(z, y), -torch.log(p_juste).mean())

# %% log-figure
fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
axe = torch.linspace(0.002, 1, 400)
ax.plot(axe, -torch.log(axe))
noms = [f"fleur {i}" for i in choix]
for nom, valeur, marque in zip(noms, p_juste, "osD"):
    ax.plot(valeur, -torch.log(valeur), marque, ms=11, label=nom)
ax.axhline(math.log(3), color="0.5", ls="--", lw=1.5)
ax.text(0.995, math.log(3) + 0.1, "au hasard, 3 classes : ln 3",
        ha="right")
ax.set(xlabel="probabilité donnée à la bonne classe", ylabel="perte")
ax.legend()
# Figure : la courbe de −ln p, très haute près de p = 0 et nulle en p = 1.
# Trois fleurs y sont placées : l'une en bas à droite, où la perte est
# presque nulle, les deux autres plus à gauche, la dernière la plus haute.
# Une ligne marque ln 3, la perte d'un modèle qui répond au hasard.
plt.show()

# %% debordement
grands = torch.tensor([[1000.0, 0.0, -1000.0]])
bonne = torch.tensor([1])
q = torch.exp(grands) / torch.exp(grands).sum(dim=1, keepdim=True)
print("à la main :", -torch.log(q[0, 1]))
print("PyTorch   :", F.cross_entropy(grands, bonne))

# %% log-somme-exp
# −log p = log(somme des exp) − z de la bonne classe ; retirer le plus
# grand logit ne change rien au résultat et empêche le débordement.
def entropie_croisee(z, y):
    plus_grand = z.max(dim=1, keepdim=True).values          # (n, 1)
    reste = torch.log(torch.exp(z - plus_grand).sum(dim=1))  # (n,)
    log_somme = plus_grand[:, 0] + reste                     # (n,)
    return (log_somme - z[torch.arange(len(z)), y]).mean()


print(entropie_croisee(grands, bonne))
print(entropie_croisee(logits, espece), F.cross_entropy(logits, espece))

# %% gradient-logits
suivi = z.clone().requires_grad_()  # (3, 3)
F.cross_entropy(suivi, y, reduction="sum").backward()
print(suivi.grad)
print(p - F.one_hot(y, 3))

# %% binaire-donnees
# Une tumeur : maligne ou bénigne, d'après son rayon moyen.
tumeurs = load_breast_cancer()
rayon = torch.tensor(tumeurs.data[:, 0]).float()   # (569,), en millimètres
benigne = torch.tensor(tumeurs.target).float()     # (569,), 1 ou 0
score = 15 - rayon                                 # (569,) un logit
trois = [18, 19, 40]
print(rayon[trois], benigne[trois])

# %% binaire-main
s, b = score[trois], benigne[trois]   # (3,), (3,)
p1 = 1 / (1 + torch.exp(-s))          # la sigmoïde
pertes = -(b * torch.log(p1) + (1 - b) * torch.log(1 - p1))
print(p1)
print(pertes.mean(), nn.BCEWithLogitsLoss()(s, b))

# %% binaire-deux-classes
# La sigmoïde de s est le softmax des deux scores (0, s).
deux = torch.stack([torch.zeros_like(score), score], dim=1)  # (569, 2)
print(F.cross_entropy(deux, benigne.long()))
print(F.binary_cross_entropy_with_logits(score, benigne))

# %% binaire-debordement
zero, pertes_200, pentes_200 = torch.tensor(0.0), [], []
for critere, avant in ((nn.BCELoss(), torch.sigmoid),
                       (nn.BCEWithLogitsLoss(), nn.Identity())):
    logit = torch.tensor(200.0, requires_grad=True)
    perte = critere(avant(logit), zero)
    perte.backward()
    print(f"{type(critere).__name__:17} : perte {perte:.0f}, "
          f"gradient {logit.grad:.0f}")
    pertes_200.append(perte.item())
    pentes_200.append(logit.grad.item())

# %% types
# Les cibles n'ont pas le même type d'une perte à l'autre.
for nom, essai in (
    ("BCE, cible entière", lambda: F.binary_cross_entropy_with_logits(
        s, b.long())),
    ("entropie, cible float", lambda: F.cross_entropy(logits,
                                                      espece.float())),
):
    try:
        essai()
    except (RuntimeError, ValueError) as erreur:
        print(nom, ":", type(erreur).__name__)
        print("  ", str(erreur)[:66])

# %% mauvais-exemple
# La bonne classe est la première ; le modèle est sûr de la deuxième.
gradients = {}
for nom, avant in (("logits", lambda z: z),
                   ("softmax", lambda z: torch.softmax(z, dim=1))):
    z = torch.tensor([[0.0, 8.0, 0.0]], requires_grad=True)
    F.cross_entropy(avant(z), torch.tensor([0])).backward()
    print(f"{nom:7}", [f"{g:.4f}" for g in z.grad[0].tolist()])
    gradients[nom] = z.grad[0]

# %% chiffres
# 1 797 chiffres manuscrits, intensités ramenées entre 0 et 1.
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
    prevu = (pixels[test] @ W + b).argmax(dim=1)
    return courbe, (prevu == classes[test]).float().mean().item()


# %% cinq-graines
def telle_quelle(z):
    return z


def avec_softmax(z):
    return torch.softmax(z, dim=1)


bilan = {}
for methode, taux, pas in ((torch.optim.SGD, 0.5, 200),
                           (torch.optim.Adam, 0.03, 200)):
    for nom, avant in (("logits", telle_quelle),
                       ("softmax d'abord", avec_softmax)):
        essais = [entrainer(avant, methode, taux, pas, graine)
                  for graine in range(5)]
        bilan[methode.__name__, nom] = essais
        scores = sorted(e for _, e in essais)
        print(f"{methode.__name__:4} {nom:15} : exactitude de "
              f"{scores[0]:.3f} à {scores[-1]:.3f}")

# %% plancher
# Le mieux qu'un softmax puisse donner à la perte : (1, 0, …, 0).
parfait = torch.zeros(1, 10)
parfait[0, 0] = 1.0
plancher = F.cross_entropy(parfait, torch.tensor([0])).item()
print(round(plancher, 4))

# %% softmax-figure
fig, axes = plt.subplots(1, 2, figsize=(9.5, 4.6), sharey=True,
                         layout="constrained")
for ax, methode in zip(axes, ("SGD", "Adam")):
    for nom, couleur, trait in (("logits", "C0", "-"),
                                ("softmax d'abord", "C1", "--")):
        for i, (courbe, _) in enumerate(bilan[methode, nom]):
            ax.plot(courbe, trait, color=couleur, lw=1.5,
                    label=nom if i == 0 else None)
    ax.axhline(plancher, color="0.5", ls=":", lw=1.5)
    ax.set(xlabel="pas", title=methode)
axes[0].set(ylabel="perte affichée")
axes[0].text(200, plancher - 0.05, "plancher", va="top", ha="right")
axes[1].legend()
# Figure : la perte pendant 200 pas, cinq graines par courbe, avec SGD à
# gauche et Adam à droite. Sur les logits, elle descend bien au-dessous de
# 0,4. Avec un softmax d'abord, elle reste au-dessus d'un plancher à 1,46 :
# avec SGD elle est encore près de 1,8 au pas 200.
plt.show()

# %% auto-evaluation
# Un autre taux, dix fois plus petit ou quatre fois plus grand, passe-t-il
# sous le plancher ?
plancher_franchi = any(min(c) < plancher
                       for c, _ in bilan["Adam", "softmax d'abord"])
plancher_franchi_taux = any(
    min(entrainer(avec_softmax, torch.optim.Adam, taux, 200, 0)[0]) < plancher
    for taux in (0.003, 0.12))
plancher_franchi_logits = min(bilan["Adam", "logits"][0][0]) < plancher
uniformes = torch.zeros(32, 10)          # (32, 10)
etiquettes = torch.arange(32) % 10       # (32,)
perte_uniforme = F.cross_entropy(uniformes, etiquettes).item()
forme_sans_moyenne = F.cross_entropy(uniformes, etiquettes,
                                     reduction="none").shape

# %% releve-softmax
assert not plancher_franchi and not plancher_franchi_taux
assert plancher_franchi_logits
scores_justes = [e for _, e in bilan["SGD", "logits"]]
scores_softmax = [e for _, e in bilan["SGD", "softmax d'abord"]]
pire_juste, meilleur_softmax = min(scores_justes), max(scores_softmax)
pire_softmax = min(scores_softmax)
moyenne_juste = sum(scores_justes) / 5
moyenne_softmax = sum(scores_softmax) / 5
adam_juste = sum(e for _, e in bilan["Adam", "logits"]) / 5
adam_softmax = sum(e for _, e in bilan["Adam", "softmax d'abord"]) / 5
ecart_adam = adam_juste - adam_softmax
assert pire_juste > meilleur_softmax + 0.03
assert moyenne_juste - moyenne_softmax > 0.15
assert 0 <= abs(ecart_adam) < 0.03
for methode in ("SGD", "Adam"):
    assert all(min(c) > plancher for c, _ in bilan[methode, "softmax d'abord"])
    assert all(c[-1] < 0.4 for c, _ in bilan[methode, "logits"])

# %% releve-calculs
# Les calculs à la main sont ceux de PyTorch.
assert not torch.log(q[0, 1]).isfinite()
assert torch.allclose(entropie_croisee(logits, espece),
                      F.cross_entropy(logits, espece))
assert entropie_croisee(grands, bonne) == 1000
assert torch.allclose(pertes.mean(), nn.BCEWithLogitsLoss()(s, b))
assert torch.allclose(F.cross_entropy(deux, benigne.long()),
                      F.binary_cross_entropy_with_logits(score, benigne))
assert torch.allclose(suivi.grad, p - F.one_hot(espece[choix], 3), atol=1e-6)
perte_sature, pente_saturee = pertes_200[0], pentes_200[0]
assert perte_sature == 100 and pente_saturee == 0 and pentes_200[1] == 1
# Au premier pas, dix classes et de petits poids : la perte est ln 10.
assert all(abs(c[0] - math.log(10)) < 0.05 for c, _ in bilan["SGD", "logits"])

# %% verifications
assert gradients["logits"][0] < -0.99
rapport_gradients = (gradients["logits"][0]
                     / gradients["softmax"][0]).item()
assert rapport_gradients > 1000
assert abs(plancher - math.log(math.e + 9) + 1) < 1e-5
# Le pire : toute la probabilité sur une autre classe, un de plus.
plafond = F.cross_entropy(parfait, torch.tensor([1])).item()
assert abs(plafond - plancher - 1) < 1e-5
nombre_patients, nombre_tumeurs = len(progression), len(benigne)
mse_main = (ecarts**2).mean().item()
mse_diffusee = fausse.item()
assert mse_diffusee > 5 * mse_main
p_fleurs = p_juste.tolist()
p_troisieme, perte_troisieme = p_fleurs[2], -math.log(p_fleurs[2])
perte_moyenne_fleurs = -torch.log(p_juste).mean().item()
hasard_trois = math.log(3)
assert perte_troisieme > hasard_trois
p_maligne_40 = 1 - p1[2].item()
plus_fort_logit = torch.log(torch.tensor(3.4e38)).item()
assert not torch.exp(torch.tensor(plus_fort_logit + 1)).isfinite()
