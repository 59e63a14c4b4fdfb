"""
Le premier tour passe, le deuxième s'arrête
===========================================

Une droite apprend à passer par des points. Le premier tour de la boucle se
fait sans bruit, le deuxième lève une erreur que l'on croit comprendre, et
dont le remède affiché ne répare rien.
"""

# %% imports
import textwrap

import matplotlib.pyplot as plt
import torch

# %% donnees
x = torch.linspace(-1, 1, 20)  # (20,)
y = 3 * x + 1                  # (20,)


# %% trouver-l-erreur
# Un tour fait, puis une erreur. Quelle ligne n'est pas à sa place ?
def ajuster(tours, garder=False):
    a = torch.tensor(0.0, requires_grad=True)
    prediction = a * x + 1  # (20,)
    pertes = []
    for _ in range(tours):
        perte = ((prediction - y) ** 2).mean()
        a.grad = None
        perte.backward(retain_graph=garder)
        with torch.no_grad():
            a -= 0.5 * a.grad
        pertes.append(perte.item())
    return a, pertes


# %% symptome
print("un tour :", ajuster(1)[1])
try:
    ajuster(2)
except RuntimeError as erreur:
    message = str(erreur)
    print(textwrap.fill(message, 72))

# %% lire-le-message
# Mot à mot : *essai de parcourir le graphe une seconde fois, ou de lire des
# tenseurs retenus après leur libération*. Puis un conseil : *indiquez
# retain_graph=True si vous devez parcourir le graphe une seconde fois*.
# Devez-vous ? Le conseil fait taire l'erreur, et la perte ne bouge plus :
a, pertes = ajuster(20, garder=True)
print("perte, tour 1 :", round(pertes[0], 3))
print("perte, tour 20 :", round(pertes[-1], 3), "  a =", round(a.item(), 1))

# %% correction
# La prédiction est calculée une fois, avant la boucle : elle garde la valeur
# et le graphe du premier ``a``. Chaque tour doit refaire le passage avant,
# donc la ligne descend dans la boucle.
def ajuster_juste(tours):
    a = torch.tensor(0.0, requires_grad=True)
    pertes = []
    for _ in range(tours):
        prediction = a * x + 1  # (20,)
        perte = ((prediction - y) ** 2).mean()
        a.grad = None
        perte.backward()
        with torch.no_grad():
            a -= 0.5 * a.grad
        pertes.append(perte.item())
    return a, pertes


# %% comparaison
juste, pertes_justes = ajuster_juste(20)
fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
ax.plot(range(1, 21), pertes, "--", color="C1",
        label="hors de la boucle, retain_graph")
ax.plot(range(1, 21), pertes_justes, color="C0", label="dans la boucle")
ax.set(xlabel="tour", ylabel="perte", xticks=range(0, 21, 5), ylim=(0, 4.6))
ax.legend(loc="upper right")
# Figure : la perte pendant vingt tours. Avec la prédiction hors de la boucle
# et retain_graph, une droite horizontale : la perte reste celle du départ.
# Avec la prédiction dans la boucle, elle descend à zéro.
plt.show()

# %% verifications
assert "backward through the graph a second time" in message
assert "retain_graph=True" in message
assert pertes[0] == pertes[-1] and a.item() > 20   # a s'éloigne sans fin de 3
assert abs(juste.item() - 3) < 0.01 and pertes_justes[-1] < 1e-3
