r"""
Descendre le gradient, à la main
================================

Minimiser :math:`(x - 5)^2`, choisir le taux d'apprentissage, puis régler les
deux nombres d'une régression linéaire sur de vraies données, sans autograd
d'abord, avec ``torch.optim`` ensuite.
"""

# %% imports
import math

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes

# %% descente-main
# La dérivée de (x − 5)² est 2(x − 5).
x, taux = 0.0, 0.1
for pas in range(4):
    pente = 2 * (x - 5)
    x = x - taux * pente
    print(f"pas {pas + 1} : pente {pente:6.2f}, x = {x:.2f}")

# %% parcourir
def parcourir(taux, pas, depart=0.0):
    x, trajet = depart, [depart]
    for _ in range(pas):
        x = x - taux * 2 * (x - 5)
        trajet.append(x)
    return trajet


# %% trois-taux
for taux in (0.01, 0.1, 0.9, 1.05):
    print(f"taux {taux:4} : après 20 pas, x = {parcourir(taux, 20)[-1]:.2f}")

# %% facteur
# À chaque pas, l'écart à 5 est multiplié par 1 − 2 × taux.
for taux in (0.01, 0.1, 0.9, 1.05):
    ecarts = [x - 5 for x in parcourir(taux, 5)]
    print(f"taux {taux:4} : facteur {ecarts[1] / ecarts[0]:+.2f}")
    for k, ecart in enumerate(ecarts):
        assert abs(ecart - (1 - 2 * taux) ** k * -5) < 1e-9

# %% taux-figure
fig, axes = plt.subplots(1, 3, figsize=(10, 4.4), sharey=True,
                         layout="constrained")
abscisses = torch.linspace(-2.5, 12.5, 200)
for ax, taux, nom in zip(axes, (0.01, 0.1, 1.05),
                         ("trop petit", "bon", "trop grand")):
    trajet = torch.tensor(parcourir(taux, 8))  # (9,)
    ax.plot(abscisses, (abscisses - 5) ** 2, color="0.5", lw=1.5)
    ax.plot(trajet, (trajet - 5) ** 2, "o-", color="C1", lw=1.5)
    ax.plot(trajet[0], (trajet[0] - 5) ** 2, "s", color="C0", ms=11)
    ecrit = str(taux).replace(".", ",")
    ax.set(xlabel="x", title=f"{nom} : {ecrit}", ylim=(-3, 58))
axes[0].set(ylabel="(x − 5)²")
# Figure : la parabole (x − 5)² trois fois, avec huit pas depuis x = 0,
# marqué d'un carré. Taux 0,01 : les points sont serrés près du départ.
# Taux 0,1 : ils descendent vers 5. Taux 1,05 : ils sautent d'un bord à
# l'autre et montent.
# Diapositive : 8.46 × 3.31
plt.show()

# %% plusieurs-creux
# Retrouver la fréquence d'une sinusoïde : la vraie est 2.
instants = torch.linspace(0, 6, 40)  # (40,)
releves = torch.sin(2 * instants)


def perte_frequence(f):
    return ((torch.sin(f * instants) - releves) ** 2).mean()


arrivees = {}
for depart in (0.4, 1.4, 2.8):
    f = torch.tensor(depart, requires_grad=True)
    for _ in range(200):
        (pente,) = torch.autograd.grad(perte_frequence(f), f)
        with torch.no_grad():
            f -= 0.02 * pente
    arrivees[depart] = f.item(), perte_frequence(f).item()
    print(f"départ {depart} : arrivée {f.item():.2f}, "
          f"perte {arrivees[depart][1]:.2f}")

# %% plusieurs-creux-figure
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
frequences = torch.linspace(0, 4, 200)
ax.plot(frequences, [perte_frequence(f) for f in frequences], color="0.5")
for (depart, (arrivee, perte)), marque in zip(arrivees.items(), "osD"):
    hauteur = perte_frequence(torch.tensor(depart))
    ax.plot(depart, hauteur, marque, color="C0", ms=13)
    ax.plot(arrivee, perte, marque, color="C1", ms=13)
ax.plot([], [], "o", color="C0", ms=13, label="départ")
ax.plot([], [], "o", color="C1", ms=13, label="arrivée")
ax.set(xlabel="fréquence essayée", ylabel="perte", ylim=(-0.12, 1.65))
ax.legend(loc="lower left")
# Figure : la perte selon la fréquence, une courbe à plusieurs creux. Trois
# départs, en bleu, descendent vers trois arrivées, en orange : le creux de
# gauche, vers 0,7 ; le plus profond, en 2, où la perte est nulle ; celui de
# droite, vers 3,2.
# Diapositive : 7.8 × 3.6
plt.show()

# %% donnees
# 442 patients : indice de masse corporelle, progression en un an.
diabete = load_diabetes(scaled=False)
imc = torch.tensor(diabete.data[:, 2]).float()  # (442,), en kg/m²
y = torch.tensor(diabete.target).float()        # (442,)
x = (imc - imc.mean()) / imc.std()              # (442,)
print(imc[:3])
print(x[:3])

# %% regression-main
w, b, taux = 0.0, 0.0, 0.1
pertes, droites = [], [(w, b)]
for _ in range(100):
    ecart = w * x + b - y              # (442,)
    pertes.append((ecart**2).mean().item())
    grad_w = 2 * (ecart * x).mean()
    grad_b = 2 * ecart.mean()
    w = w - taux * grad_w
    b = b - taux * grad_b
    droites.append((w, b))
print(f"w = {w:.2f}, b = {b:.2f}, perte = {pertes[-1]:.1f}")

# %% droites-figure
fig, ax = plt.subplots(figsize=(9, 5), layout="constrained")
ax.plot(imc, y, ".", color="C5", ms=5, rasterized=True)
bords = torch.tensor([imc.min(), imc.max()])
for k, trait in ((0, ":"), (2, "-."), (5, "--"), (100, "-")):
    w_k, b_k = droites[k]
    hauteurs = w_k * (bords - imc.mean()) / imc.std() + b_k
    ax.plot(bords, hauteurs, trait, color="C1", lw=2.5)
    ax.text(bords[1] + 0.3, hauteurs[1], f"{k} pas" if k else "départ",
            color="C1", va="center")
ax.set(xlabel="indice de masse corporelle (kg/m²)",
       ylabel="progression en un an", xlim=(17, 46.5))
# Figure : le nuage des 442 patients et quatre droites. Celle du départ est
# à plat sur zéro ; après 2, 5 puis 100 pas, la droite monte et s'incline
# jusqu'à traverser le nuage dans sa longueur.
# Diapositive : 8.6 × 4.1
plt.show()

# %% solution-exacte
A = torch.stack([x, torch.ones_like(x)], dim=1)  # (442, 2)
exacte = torch.linalg.lstsq(A, y[:, None]).solution.flatten()
print(f"w = {exacte[0]:.2f}, b = {exacte[1]:.2f}")
assert torch.allclose(torch.stack([w, b]), exacte, rtol=1e-3)
del exacte  # son dernier chiffre change d'une exécution à l'autre

# %% regression-autograd
theta = torch.zeros(2, requires_grad=True)  # w et b
for _ in range(100):
    perte = ((theta[0] * x + theta[1] - y) ** 2).mean()
    theta.grad = None
    perte.backward()
    with torch.no_grad():
        theta -= 0.1 * theta.grad
print(theta.detach())
assert torch.allclose(theta.detach(), torch.stack([w, b]), rtol=1e-4)

# %% regression-optim
theta = torch.zeros(2, requires_grad=True)
optimiseur = torch.optim.SGD([theta], lr=0.1)
for _ in range(100):
    perte = ((theta[0] * x + theta[1] - y) ** 2).mean()
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()
print(theta.detach())
assert torch.allclose(theta.detach(), torch.stack([w, b]), rtol=1e-4)

# %% quiz-mal-place
# L'effacement entre le retour et la correction : le pas n'a plus de gradient.
q = torch.tensor(3.0, requires_grad=True)
optimiseur = torch.optim.SGD([q], lr=0.1)
for _ in range(20):
    perte = (q - 5) ** 2
    perte.backward()
    optimiseur.zero_grad()
    optimiseur.step()
mal_place = q.item()
assert mal_place == 3

# %% quiz-un-pas
p = torch.tensor(3.0, requires_grad=True)
optimiseur = torch.optim.SGD([p], lr=0.5)
(p**2).backward()
optimiseur.step()
print(p.item())

# %% sans-centrer
# Les mêmes données, l'indice laissé en kg/m².
def perte_finale(entree, taux, pas):
    w = b = torch.tensor(0.0)
    for _ in range(pas):
        ecart = w * entree + b - y
        w, b = (w - taux * 2 * (ecart * entree).mean(),
                b - taux * 2 * ecart.mean())
    return ((w * entree + b - y) ** 2).mean().item()


print("taux 0,1    :", perte_finale(imc, 0.1, 100))
print("taux 0,001  :", round(perte_finale(imc, 1e-3, 100)))

# %% courbures
# La plus forte et la plus faible courbure de la perte, selon l'entrée.
def courbures(entree):
    A = torch.stack([entree, torch.ones_like(entree)], dim=1)
    return torch.linalg.eigvalsh((2 * A.T @ A / len(A)).double())


entrees = {"centré et réduit": x, "centré seul, en kg/m²": imc - imc.mean(),
           "centré seul, en g/m²": 1000 * (imc - imc.mean()),
           "réduit seul": imc / imc.std(), "ni l'un ni l'autre": imc}
for nom, entree in entrees.items():
    faible, forte = courbures(entree).tolist()
    perte_100 = perte_finale(entree, 1 / forte, 100)
    print(f"{nom} | {faible:.2f} | {forte:.0f} | {forte / faible:.0f} | "
          f"{perte_100:.0f}")

# %% balayage
# La perte après 100 pas, pour soixante taux.
taux_essayes = torch.logspace(-4, 0.1, 60).tolist()
finales = [perte_finale(x, taux, 100) for taux in taux_essayes]

# %% balayage-figure
fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
ax.loglog(taux_essayes, finales)
ax.axhline(((y - y.mean()) ** 2).mean(), color="0.5", ls="--", lw=1.5)
ax.text(1e-4, 6500, "prédire la moyenne", va="bottom")
for ou, nom in ((8e-4, "trop petit"), (0.1, "bon"), (2.4, "trop\ngrand")):
    ax.text(ou, 1.1e5, nom, ha="center", color="C1")
ax.set(xlabel="taux d'apprentissage", ylabel="perte après 100 pas",
       xlim=(6e-5, 8), ylim=(2e3, 4e5))
# Figure : la perte après 100 pas selon le taux, en échelles
# logarithmiques. À gauche, sous 0,001, la perte reste haute ; elle descend
# à un plateau bas entre 0,02 et 0,98, puis monte à la verticale au-delà
# de 1.
# Diapositive : 8.2 × 3.6
plt.show()

# %% releve-creux
# Un seul départ trouve la bonne fréquence.
assert abs(arrivees[1.4][0] - 2) < 1e-3 and arrivees[1.4][1] < 1e-5
assert arrivees[0.4][1] > 0.5 and arrivees[2.8][1] > 0.5
creux_gauche, perte_gauche = arrivees[0.4]
creux_droit, perte_droite = arrivees[2.8]

# %% releve-cordes
# La parabole reste sous toutes ses cordes ; une racine n'a qu'un creux et
# passe pourtant au-dessus de la sienne, entre 0 et 1.
gauche = torch.linspace(-20, 0, 50)[:, None]
droite = torch.linspace(0.1, 20, 50)
milieu = (gauche + droite) / 2
assert ((milieu - 5)**2 <= ((gauche - 5)**2 + (droite - 5)**2) / 2).all()
assert 0.5**0.5 > (0**0.5 + 1**0.5) / 2 + 0.2

# %% releve-regression
perte_depart, perte_fin = pertes[0], pertes[-1]
perte_moyenne = ((y - y.mean()) ** 2).mean().item()
w_final, b_final = w.item(), b.item()
moyenne_y = y.mean().item()
nombre_patients = len(y)
assert abs(x.mean()) < 1e-4  # centré : b va à la moyenne de y
assert perte_fin < 0.7 * perte_moyenne < 0.7 * perte_depart
assert abs(b_final - moyenne_y) < 0.01
assert perte_fin > 0.55 * perte_moyenne  # l'indice n'explique pas tout

# %% releve-droites
# La pente et la hauteur avancent ensemble, à 0,8 fois l'écart par pas.
for k in (1, 2, 5, 20):
    for depart, fin in zip(droites[k], droites[-1]):
        assert abs(depart / fin - (1 - 0.8**k)) < 0.002

# %% releve-taux
# Trop petit, bon, trop grand : le seuil est à 1, deux sur la courbure.
x_petit, x_bon = parcourir(0.01, 20)[-1], parcourir(0.1, 20)[-1]
assert x_petit < 2 and abs(x_bon - 5) < 0.1
assert abs(parcourir(1.05, 20)[-1] - 5) > 20
assert parcourir(0.5, 1)[-1] == 5
# Au taux de 1,05, cent pas donnent une perte énorme, encore finie.
perte_enorme = perte_finale(x, 1.05, 100)
assert 1e9 < perte_enorme < math.inf
assert not math.isfinite(perte_finale(x, 1.05, 1000))
assert abs(parcourir(0.99, 2000)[-1] - 5) < 1e-6
# Depuis cinq autres départs, les mêmes taux mènent au même verdict.
for depart in (-20.0, -3.0, 4.0, 6.0, 50.0):
    fin = abs(depart - 5)
    assert abs(parcourir(0.01, 20, depart)[-1] - 5) > 0.6 * fin
    assert abs(parcourir(0.1, 20, depart)[-1] - 5) < 0.02 * fin
    assert abs(parcourir(1.05, 20, depart)[-1] - 5) > 5 * fin

# %% verifications
# La régression : un plateau de bons taux, puis la divergence.
for taux, finale in zip(taux_essayes, finales):
    if 0.03 < taux < 0.95:
        assert finale < 1.01 * perte_fin
    if taux < 3e-4 or taux > 1.05:
        assert finale > 3 * perte_fin
faible_brut, forte_brut = courbures(imc).tolist()
allongement = forte_brut / faible_brut
rapport_centre, rapport_grammes, rapport_reduit = (
    (courbures(entrees[nom])[1] / courbures(entrees[nom])[0]).item()
    for nom in ("centré seul, en kg/m²", "centré seul, en g/m²",
                "réduit seul"))
# Ni centrer ni réduire ne suffit : l'unité peut refaire une vallée étroite.
assert rapport_centre < 25 and rapport_reduit > 1000
assert rapport_grammes > 1e7
allongement_reduit = (courbures(x)[1] / courbures(x)[0]).item()
taux_maximal_brut = 2 / forte_brut
assert allongement > 10000 and allongement_reduit < 1.01
perte_brute_10000 = perte_finale(imc, 1 / forte_brut, 10000)
assert perte_brute_10000 > 1.02 * perte_fin
assert perte_finale(imc, 1.1 * taux_maximal_brut, 400) > 1e6
assert perte_finale(imc, 0.9 * taux_maximal_brut, 400) < perte_moyenne * 1.1
