"""
Une perte qui devient nan
=========================

Une régression linéaire sur dix mesures. La perte monte, déborde, puis ne
vaut plus rien : ``nan``.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes

# %% donnees
# 442 patients ; la progression de leur diabète, centrée et réduite. Les
# colonnes de ce jeu sont de norme 1 : le facteur 20 les ramène vers 1.
table = load_diabetes()
x = torch.tensor(table.data).float() * 20  # (442, 10)
y = torch.tensor(table.target).float()     # (442,)
y = (y - y.mean()) / y.std()


# %% trouver-l-erreur
# La boucle est juste. Quel nombre ne l'est pas ?
def descendre(taux=0.5, pas=120):
    w = torch.zeros(10, requires_grad=True)
    pertes = []
    for _ in range(pas):
        perte = ((x @ w - y) ** 2).mean()
        perte.backward()
        with torch.no_grad():
            w -= taux * w.grad
        w.grad = None
        pertes.append(perte.item())
    return pertes


# %% symptome
folle = descendre()
for pas in (0, 1, 2, 20, 50, 110):
    print(f"pas {pas:3} : {folle[pas]:.3g}")

# %% symptome-figure
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.semilogy(folle, "--", color="C1")
ax.set(xlabel="pas", ylabel="perte", xlim=(-5, 125))
# Figure : la perte en échelle logarithmique. Une droite monte de 1 à plus de
# 10³⁰ en quarante pas, puis plus rien n'est tracé jusqu'au pas 120.
plt.show()

# %% correction
# Chaque pas traverse le minimum et arrive plus loin que son départ : le pas
# suivant est plus grand encore. La perte est multipliée à chaque pas par un
# même nombre, dépasse ``float32``, devient ``inf``, puis ``inf - inf`` donne
# ``nan``. Un ``nan`` ne repart jamais : toute opération avec lui rend nan.
sage = descendre(taux=0.1)
print(f"dernière perte : {sage[-1]:.3f}")

# %% limite
# Pour une perte quadratique, la limite se calcule : 2 divisé par la plus
# forte courbure.
courbure = torch.linalg.eigvalsh(2 * x.T @ x / len(x)).max()
taux_limite = (2 / courbure).item()
print(f"taux limite : {taux_limite:.3f}")
for taux in (0.95 * taux_limite, 1.05 * taux_limite):
    p = descendre(taux, pas=400)
    print(f"{taux:.3f} :", "diverge" if not p[-1] < p[0] else "converge")

# %% comparaison
fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
ax.semilogy(folle, "--", color="C1", label="taux 0,5")
ax.semilogy(sage, color="C0", label="taux 0,1")
premier_nan = next(i for i, p in enumerate(folle) if p != p)
dernier_fini = max(i for i, p in enumerate(folle) if p < float("inf"))
ax.plot(dernier_fini, folle[dernier_fini], "X", color="C1", ms=12)
ax.annotate("inf, puis nan", (dernier_fini, folle[dernier_fini]),
            (-12, 0), textcoords="offset points", ha="right", va="center")
ax.set(xlabel="pas", ylabel="perte", ylim=(1e-3, 1e42))
ax.legend(loc="center right")
# Figure : la perte en échelle logarithmique. Au taux 0,5, une droite monte de
# 1 à plus de 10³⁰, puis s'interrompt sur une croix, « inf, puis nan ». Au
# taux 0,1, la courbe reste sous 1.
plt.show()

# %% verifications
assert folle[1] > folle[0] and folle[-1] != folle[-1]
assert dernier_fini < premier_nan < 120
rapports = [b / a for a, b in zip(folle[20:30], folle[21:31])]
assert max(rapports) - min(rapports) < 0.1  # le même nombre à chaque pas
assert all(b <= a for a, b in zip(sage, sage[1:])) and sage[-1] < 0.5
assert descendre(0.95 * taux_limite, 400)[-1] < 1
assert not descendre(1.05 * taux_limite, 400)[-1] < 1
perte_sage = sage[-1]
facteur_par_pas = rapports[-1]
pas_de_nan = premier_nan
