r"""
Rappels de mathématiques
========================

Produit scalaire, produit matriciel et transposée, dérivée, dérivée
partielle, exponentielle et logarithme, moyenne et écart type.
"""

# %% imports
import math

import matplotlib.pyplot as plt
import numpy as np
import torch

# %% produit-scalaire
notes = torch.tensor([12.0, 8.0, 16.0])  # (3,)
coefs = torch.tensor([2.0, 3.0, 1.0])    # (3,)
print(12 * 2 + 8 * 3 + 16 * 1)
print(notes @ coefs)

# %% angle
# Le signe dit si deux flèches vont du même côté.
est = torch.tensor([1.0, 0.0])  # (2,)
for fleche in ([2.0, 1.0], [0.0, 3.0], [-2.0, 1.0]):
    print(fleche, (est @ torch.tensor(fleche)).item())

# %% produit-matriciel
A = torch.tensor([[1.0, 2.0],
                  [0.0, 1.0],
                  [3.0, 0.0]])       # (3, 2)
B = torch.tensor([[1.0, 0.0, 2.0],
                  [4.0, 1.0, 0.0]])  # (2, 3)
print(A @ B)                         # (3, 3)
print(A[0] @ B[:, 2])  # sa case (0, 2)

# %% transposee
print(A.T)  # (2, 3)
print(torch.equal((A @ B).T, B.T @ A.T))

# %% pente
# La pente moyenne de x², de 3 à 3 + h.
for h in (1, 0.1, 0.01, 0.001):
    print(h, round(((3 + h) ** 2 - 3**2) / h, 6))

# %% pente-figure
x = torch.linspace(0, 5, 100)
fig, ax = plt.subplots(figsize=(8, 3.8), layout="constrained")
ax.plot(x, x**2, label="x²")
for h, ligne in ((1.5, ":"), (0.5, "--")):
    pente = ((3 + h) ** 2 - 9) / h
    ax.axline((3, 9), slope=pente, color="C1", ls=ligne,
              label=f"h = {h} : {pente}".replace(".", ","))
ax.axline((3, 9), slope=6, color="C2", lw=3, label="tangente : 6")
ax.plot(3, 9, "o", color="C0", ms=10)
ax.set(xlabel="x", ylim=(0, 22), xlim=(1, 5))
ax.legend(loc="upper left")
# Figure : la courbe de x² et, au point x = 3, trois droites. Deux coupent
# la courbe plus loin, avec des pentes de 7,5 et 6,5 ; la troisième, la
# tangente, ne fait que la toucher, avec une pente de 6.
plt.show()

# %% derivees-usuelles
# Chaque dérivée, mesurée en x = 2 par une petite différence centrée.
h = 1e-6
for nom, f, exacte in [
    ("x³", lambda x: x**3, 3 * 2**2),
    ("1/x", lambda x: 1 / x, -1 / 2**2),
    ("exp(x)", math.exp, math.exp(2)),
    ("ln(x)", math.log, 1 / 2),
    ("x² + 3x", lambda x: x**2 + 3 * x, 2 * 2 + 3),
    ("x exp(x)", lambda x: x * math.exp(x), (1 + 2) * math.exp(2)),
    ("exp(3x)", lambda x: math.exp(3 * x), 3 * math.exp(6)),
]:
    mesuree = (f(2 + h) - f(2 - h)) / (2 * h)
    print(f"{nom:8} {mesuree:8.3f} {exacte:8.3f}")
    assert math.isclose(mesuree, exacte, rel_tol=1e-6)

# %% partielles
# On bouge un seul nombre ; l'autre ne change pas.
def f(a, b):
    return a**2 * b

h = 1e-6
print(round((f(3 + h, 5) - f(3, 5)) / h, 3))  # 2ab
print(round((f(3, 5 + h) - f(3, 5)) / h, 3))  # a²

# %% exp-ln-figure
x = torch.linspace(-3, 4, 200)
fig, ax = plt.subplots(figsize=(8, 3.8), layout="constrained")
ax.plot(x, x.exp(), label="exp")
ax.plot(x[x > 0.02], x[x > 0.02].log(), "--", color="C1", label="ln")
ax.plot(x, x, ":", color="0.5", label="y = x")
ax.set(xlim=(-3, 4), ylim=(-3, 4), aspect="equal", xlabel="x")
ax.legend(loc="upper left")
# Figure : l'exponentielle, toujours positive, passe par (0, 1) et monte de
# plus en plus vite ; le logarithme, défini à droite de 0, passe par (1, 0)
# et monte de moins en moins vite. Ils sont symétriques par rapport à la
# diagonale.
plt.show()

# %% exp-ln
a, b = torch.tensor(2.0), torch.tensor(5.0)
print(torch.exp(a + b), torch.exp(a) * torch.exp(b))
print(torch.log(a * b), torch.log(a) + torch.log(b))
print(torch.log(torch.exp(a)))

# %% produit-de-petits
# Cinquante probabilités de 0,1, multipliées entre elles.
p = torch.full((50,), 0.1)  # (50,)
print(p.prod())
print(p.log().sum())

# %% moyenne
tailles = torch.tensor([160.0, 172.0, 168.0, 180.0])  # (4,)
m = tailles.mean()
print(m, tailles - m)

# %% ecart-type
variance = ((tailles - m) ** 2).mean()
print(variance, variance.sqrt())
print(tailles.std(correction=0))  # divise par 4
print(tailles.std())              # divise par 3

# %% reduire
s = tailles.std(correction=0)
reduites = (tailles - m) / s
print(reduites)
print(reduites.mean().item(), round(reduites.std(correction=0).item(), 6))

# %% verifications
# Ce que la page affirme.
assert notes @ coefs == 64
assert (A @ B)[0, 2] == A[0] @ B[:, 2] == 2
assert torch.equal((A @ B).T, B.T @ A.T)
assert p.prod() == 0 and abs(p.log().sum() + 50 * math.log(10)) < 1e-3
assert torch.isclose(torch.exp(a + b), torch.exp(a) * torch.exp(b))
assert np.std(tailles.numpy()) == tailles.std(correction=0)
assert tailles.std() > tailles.std(correction=0)
assert abs(reduites.mean()) < 1e-6
assert abs(reduites.std(correction=0) - 1) < 1e-6
assert abs(float(reduites @ reduites) / 4 - 1) < 1e-5

# Réduire marche aussi pour cinq tirages au hasard.
for graine in range(5):
    g = torch.Generator().manual_seed(graine)
    tirage = 3 + 7 * torch.randn(1000, generator=g)
    tirage = (tirage - tirage.mean()) / tirage.std(correction=0)
    assert abs(tirage.mean()) < 1e-4
    assert abs(tirage.std(correction=0) - 1) < 1e-4
