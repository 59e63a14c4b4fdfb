"""
Le degré d'un polynôme
======================

Quinze points, un polynôme dont on choisit le degré : trop raide, trop souple,
et entre les deux. Puis le biais et la variance, mesurés sur cinq cents
tirages.
"""

# %% imports
import math

import matplotlib.pyplot as plt
import torch

plt.rcParams["font.size"] = 15

# %% donnees
# Quinze abscisses fixes ; les ordonnées ont un bruit d'écart type 0,3.
bruit = 0.3


def vraie(x):
    return torch.sin(math.pi * x)


def observer(x, g):
    return vraie(x) + bruit * torch.randn(x.shape, generator=g).double()


# %% points
g = torch.Generator().manual_seed(10)
x = torch.linspace(-1, 1, 15).double()           # (15,) pour ajuster
y = observer(x, g)                               # (15,)
x_val = 2 * torch.rand(15, generator=g).double() - 1
y_val = observer(x_val, g)                       # (15,) pour choisir

# %% points-de-test
x_test = 2 * torch.rand(500, generator=g).double() - 1
y_test = observer(x_test, g)                     # (500,) pour annoncer


# %% ajuster
def puissances(x, degre):
    return x[:, None] ** torch.arange(degre + 1)  # (n, degre + 1)


def ajuster(x, y, degre):
    A = puissances(x, degre)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


def erreur(w, x, y):
    ecarts = puissances(x, len(w) - 1) @ w - y
    return round((ecarts**2).mean().item(), 5)


# %% degres
degres = list(range(15))
poids = [ajuster(x, y, degre) for degre in degres]
sur_train = [erreur(w, x, y) for w in poids]
sur_val = [erreur(w, x_val, y_val) for w in poids]

# %% curseur
fin = torch.linspace(-1, 1, 400).double()
for degre, w in zip(degres, poids):
    fig, ax = plt.subplots(figsize=(8, 4.6), layout="constrained")
    courbe = (puissances(fin, degre) @ w).round(decimals=4)
    ax.plot(fin, courbe, color="C0", lw=3)
    ax.plot(x, y, "o", color="C0", ms=10, label="entraînement")
    ax.plot(x_val, y_val, "^", color="C1", ms=10, label="validation")
    ax.set(xlim=(-1.05, 1.05), ylim=(-2, 2), xlabel="x", ylabel="y",
           xticks=[-1, 0, 1], yticks=range(-2, 3))
    titre = (f"degré {degre} : erreur {sur_train[degre]:.2f}, "
             f"en validation {sur_val[degre]:.2f}")
    ax.set_title(titre.replace(".", ","), fontsize=17)
    ax.legend(loc="upper left", ncols=2, columnspacing=1)
    fig.set_label(str(degre))
    # Séquence : degré
    # Figure : quinze points ronds d'entraînement, quinze triangles de
    # validation, et le polynôme ajusté sur les ronds. Au degré 0 une
    # horizontale, au degré 3 une vague qui passe au milieu des deux sortes de
    # points, au degré 14 une courbe qui touche tous les ronds et s'échappe
    # entre eux, surtout aux bords.
    # Diapositive : 8 × 3.7
    plt.show()

# %% choisir
choix = min(degres, key=lambda d: sur_val[d])
au_test = erreur(poids[choix], x_test, y_test)
print("degré choisi :", choix)
print(f"erreur au test, lue une fois : {au_test:.2f}")

# %% tirages
# 500 jeux de n points : 250 bruits, puis les mêmes de signe
# contraire, pour que la moyenne des courbes soit sans bruit.
def tirer(degre, n=15, fois=250, lam=0.0):
    """Ajuste 500 polynômes, et rend leurs valeurs sur 400 abscisses."""
    g = torch.Generator().manual_seed(2)
    x = torch.linspace(-1, 1, n).double()
    e = bruit * torch.randn(n, fois, generator=g).double()
    Y = vraie(x)[:, None] + torch.cat([e, -e], dim=1)  # (n, 500)
    A = puissances(x, degre)
    if lam:  # une pénalité, écrite comme degre + 1 points de plus
        racine = math.sqrt(n * lam) * torch.eye(degre + 1).double()
        racine[0, 0] = 0                         # la constante est libre
        A = torch.cat([A, racine])
        Y = torch.cat([Y, torch.zeros(degre + 1, 2 * fois).double()])
    W = torch.linalg.lstsq(A, Y).solution        # (degre + 1, 500)
    return puissances(fin, degre) @ W            # (400, 500)


# %% biais-variance
def biais_et_variance(courbes):
    """Deux nombres, pour des courbes de forme (abscisses, tirages)."""
    moyenne = courbes.mean(dim=1)                      # (400,)
    biais2 = ((moyenne - vraie(fin)) ** 2).mean()
    variance = courbes.var(dim=1, correction=0).mean()
    return round(biais2.item(), 9), float(f"{variance:.5g}")


# %% decomposition
for degre in (1, 3, 14):
    biais2, variance = biais_et_variance(tirer(degre))
    print(f"degré {degre:2} : biais² {biais2:.3f}, variance {variance:.2g}")

# %% eventail-figure
fig, axes = plt.subplots(1, 3, figsize=(9.5, 4), sharey=True,
                         layout="constrained")
for ax, degre in zip(axes, (1, 3, 14)):
    courbes = tirer(degre)
    ax.plot(fin, courbes[:, :30], color="C0", lw=0.8, alpha=0.5,
            rasterized=True)
    ax.plot(fin, vraie(fin), "--", color="C1", lw=3.5)
    ax.plot(fin, courbes.mean(dim=1), color="C3", lw=3)
    ax.set(title=f"degré {degre}", ylim=(-2, 2), xlabel="x", xticks=[-1, 0, 1])
axes[0].set_ylabel("y")
for trait, couleur, nom in (("-", "C0", "30 ajustements"),
                            ("-", "C3", "moyenne de 500"),
                            ("--", "C1", "vraie courbe")):
    axes[0].plot([], [], trait, color=couleur, lw=3, label=nom)
fig.legend(*axes[0].get_legend_handles_labels(), ncols=3,
           loc="outside upper center", columnspacing=1, handlelength=1.5)
# Figure : trois volets, trente ajustements chacun, la moyenne de cinq cents.
# Au degré 1, des droites serrées, dont la moyenne manque la vague : du biais.
# Au degré 3, des vagues assez serrées autour de la vraie. Au degré 14, des
# courbes qui partent dans tous les sens, mais dont la moyenne suit la vraie :
# de la variance.
# Diapositive : 8.6 × 3.5
plt.show()

# %% somme
# L'erreur sur des points neufs, et la somme qui doit l'égaler.
parts = {d: biais_et_variance(tirer(d)) for d in range(13)}
g = torch.Generator().manual_seed(3)
neufs = observer(fin[:, None].repeat(1, 500), g)           # (400, 500)
erreurs = {d: ((tirer(d) - neufs) ** 2).mean().item() for d in parts}
for d in (1, 3, 9):
    somme = sum(parts[d]) + bruit**2
    print(f"degré {d} : erreur {erreurs[d]:.3f}, somme {somme:.3f}")

# %% parts-figure
fig, ax = plt.subplots(figsize=(8.5, 4.2), layout="constrained")
rangs = list(parts)
ax.semilogy(rangs, [erreurs[d] for d in rangs], "D-", color="C3", ms=8,
            lw=2.5, label="erreur")
ax.semilogy(rangs, [parts[d][0] for d in rangs], "o--", color="C0", ms=8,
            lw=2, label="biais²")
ax.semilogy(rangs, [parts[d][1] for d in rangs], "s:", color="C1", ms=8,
            lw=2, label="variance")
ax.axhline(bruit**2, color="C5", ls="-.", lw=2, label="bruit")
ax.set(xlabel="degré", ylabel="erreur quadratique", ylim=(1e-5, 3),
       xticks=range(0, 13, 2))
fig.legend(loc="outside right upper", handlelength=1.8)
# Figure : en échelle logarithmique, selon le degré. Le biais au carré descend
# par marches, et sort du cadre après le degré 6 ; la variance monte sans
# cesse ; l'erreur, leur somme plus le bruit, descend jusqu'au degré 3, puis
# remonte.
# Diapositive : 8.5 × 3.5
plt.show()

# %% plus-de-donnees
nombres = [15, 30, 60, 120, 240]
plus = {d: [sum(biais_et_variance(tirer(d, n))) for n in nombres]
        for d in (1, 12)}

# %% donnees-figure
fig, ax = plt.subplots(figsize=(8.5, 4), layout="constrained")
ax.loglog(nombres, plus[1], "o--", color="C0", ms=9, lw=2.5,
          label="degré 1")
ax.loglog(nombres, plus[12], "s-", color="C1", ms=9, lw=2.5,
          label="degré 12")
ax.set(xlabel="points d'entraînement", ylabel="biais² + variance",
       xticks=nombres, xticklabels=nombres)
ax.minorticks_off()
ax.legend()
# Figure : biais² + variance selon le nombre de points, de 15 à 240. Au degré
# 1, la somme reste à la même hauteur ; au degré 12, elle part plus haut,
# s'effondre de 15 à 30 points, puis descend bien au-dessous.
# Diapositive : 8 × 3.3
plt.show()

# %% penalite
# Degré 12 : retenir les coefficients par une pénalité de force lam.
forces = [0.0, 1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1.0]
forces_dites = ["0", "10⁻⁶", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1"]
retenus = [biais_et_variance(tirer(12, lam=lam)) for lam in forces]
biais_retenus = [round(b, 3) for b, _ in retenus]
variances_retenues = [round(v, 3) for _, v in retenus]
for force, (biais2, variance) in zip(forces_dites, retenus):
    print(f"{force:4}  {biais2:.3f}  {variance:.3f}")

# %% releve-coefficients
plus_grand_3, plus_grand_14 = (
    float(f"{poids[d].abs().max().item():.3g}") for d in (3, 14))
assert plus_grand_14 > 100 * plus_grand_3
# En somme, la ligne où s'arrêter.
sommes_retenues = [round(b + v, 3) for b, v in retenus]

# %% quiz-degre
# Autant de coefficients que de points : le polynôme passe par tous.
erreur_cinq = erreur(ajuster(x[:5], y[:5], 4), x[:5], y[:5])
assert erreur_cinq < 1e-4
assert sur_train[14] < 1e-4

# %% releve-degres
assert all(b <= a + 1e-4 for a, b in zip(sur_train, sur_train[1:]))
assert choix == 3
erreur_train_3, erreur_val_3 = sur_train[3], sur_val[3]
erreur_train_0, erreur_val_0 = sur_train[0], sur_val[0]
erreur_train_14, erreur_val_14 = sur_train[14], sur_val[14]
erreur_au_test = au_test

# %% autres-jeux
# Vingt autres jeux, quinze points de validation chacun.
def choisir(graine):
    g = torch.Generator().manual_seed(graine)
    y_, u = observer(x, g), 2 * torch.rand(15, generator=g).double() - 1
    v = observer(u, g)
    return min(degres, key=lambda d: erreur(ajuster(x, y_, d), u, v))



# %% releve-choix
choisis = [choisir(graine) for graine in range(20, 40)]
plus_petit_choix, plus_grand_choix = min(choisis), max(choisis)
choix_de_3_a_6 = sum(3 <= d <= 6 for d in choisis)
assert plus_petit_choix >= 3 and choix_de_3_a_6 >= 14

# %% releve-parts
for d, (biais2, variance) in parts.items():
    somme = biais2 + variance + bruit**2
    assert abs(erreurs[d] - somme) < 0.02 * somme
assert min(erreurs, key=erreurs.get) == 3
assert all(parts[d][1] < parts[d + 1][1] for d in range(12))

# %% releve-biais
biais_1, variance_1 = parts[1]
biais_3, variance_3 = parts[3]
biais_14, variance_14 = biais_et_variance(tirer(14))
assert biais_14 < 1e-6 and retenus[0][0] < 1e-6
variance_du_bruit = bruit**2

# %% verifications
assert abs(plus[1][-1] - plus[1][0]) < 0.15 * plus[1][0]
assert plus[12][-1] < plus[12][0] / 20 and plus[12][0] > 1.5 * plus[1][0]
assert plus[12][-1] < plus[1][-1] / 5

# %% releve-donnees
erreur_1_15, erreur_1_240 = plus[1][0], plus[1][-1]
erreur_12_15, erreur_12_30, erreur_12_240 = (plus[12][k] for k in (0, 1, -1))
# De 15 à 30 points, bien plus que la moitié ; ensuite, comme 1 / n.
assert erreur_12_30 < erreur_12_15 / 8
assert 6 < erreur_12_30 / erreur_12_240 < 10

# %% verifier-penalite
sommes = [b + v for b, v in retenus]
meilleure = sommes.index(min(sommes))
assert 0 < meilleure < len(forces) - 1
assert all(a[1] > b[1] for a, b in zip(retenus, retenus[1:]))
assert retenus[-1][0] > 5 * retenus[meilleure][0]

# %% releve-penalite
force_retenue = forces[meilleure]
somme_sans, somme_avec = sommes[0], sommes[meilleure]
somme_degre_3 = sum(parts[3])

# %% sans-les-coefficients
# Leurs derniers chiffres changent d'une exécution à l'autre.
del poids, w, courbe
