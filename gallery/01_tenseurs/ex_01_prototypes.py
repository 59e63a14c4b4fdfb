"""
Exercice : reconnaître un chiffre à son prototype
=================================================

Corrigé de l'exercice du chapitre 01 : une image moyenne par classe,
des distances par diffusion, un ``argmin``. Aucun apprentissage.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits

# %% donnees
# 1 200 images pour construire, les autres pour juger.
chiffres = load_digits()
images = torch.tensor(chiffres.data).float()  # (1797, 64)
classes = torch.tensor(chiffres.target)       # (1797,)
x, y = images[:1200], classes[:1200]
x_test, y_test = images[1200:], classes[1200:]

# %% prototypes
# Un masque choisit les images d'une classe, une moyenne les résume.
def calculer_prototypes(x, y):
    moyennes = [x[y == c].mean(dim=0) for c in range(10)]
    return torch.stack(moyennes)  # (10, 64)

# %% distances
# (n, 1, 64) - (10, 64) -> (n, 10, 64), puis une somme sur les pixels.
def calculer_distances(x, prototypes):
    ecarts = x[:, None, :] - prototypes
    return (ecarts**2).sum(dim=2)  # (n, 10)

# %% prediction
# Le prototype le plus proche donne la classe.
def predire(x, prototypes):
    distances = calculer_distances(x, prototypes)  # (n, 10)
    return distances.argmin(dim=1)                 # (n,)

# %% resultat
prototypes = calculer_prototypes(x, y)
prediction = predire(x_test, prototypes)
exactitude = (prediction == y_test).float().mean()
print(prediction[:10])
print(y_test[:10])
print(f"{exactitude:.3f}")

# %% controle
# À coller sous votre code.
assert prototypes.shape == (10, 64), "prototypes : forme (10, 64)"
assert torch.allclose(prototypes[7], x[y == 7].mean(dim=0)), (
    "prototypes[7] : la moyenne des images de 7")
distances = calculer_distances(x_test, prototypes)
attendue = ((x_test[5] - prototypes[3]) ** 2).sum()
assert distances.shape == (597, 10), "distances : forme (597, 10)"
assert torch.allclose(distances[5, 3], attendue), (
    "distances[5, 3] : la somme des carrés des écarts")
assert prediction.shape == (597,), "prediction : forme (597,)"
assert torch.equal(prediction, distances.argmin(dim=1)), (
    "prediction : la classe du prototype le plus proche")
assert abs(exactitude - (prediction == y_test).float().mean()) < 1e-6, (
    "exactitude : la proportion de bonnes réponses")
print("Tout est juste.")

# %% prototypes-figure
# Les dix images moyennes.
fig, axes = plt.subplots(2, 5, figsize=(9, 4), layout="constrained")
for c, ax in enumerate(axes.flat):
    ax.imshow(prototypes[c].view(8, 8), cmap="gray_r")
    ax.set_title(c)
    ax.axis("off")
# Figure : dix images floues de 8 pixels sur 8, les moyennes des chiffres 0
# à 9 ; chacun reste reconnaissable.
plt.show()

# %% produit-matriciel
# Sans le grand tenseur (597, 10, 64) : développer le carré.
carres_x = (x_test**2).sum(dim=1, keepdim=True)  # (597, 1)
carres_p = (prototypes**2).sum(dim=1)            # (10,)
sans_ecarts = carres_x - 2 * x_test @ prototypes.T + carres_p
print(torch.allclose(sans_ecarts, distances, rtol=1e-4))

# %% verifications
# Ce que le corrigé affirme, et les nombres qu'il cite.
assert torch.allclose(sans_ecarts, distances, rtol=1e-4)
assert len(x) + len(x_test) == len(images)
hasard = torch.bincount(y_test).max() / len(y_test)
assert exactitude > 5 * hasard
assert exactitude > 0.85
assert hasard < 0.15  # la classe la plus fréquente, environ une sur dix

exactitude_test = exactitude.item()
nombre_test = len(y_test)
nombre_fautes = int((prediction != y_test).sum())
taille_ecarts = len(x_test) * 10 * 64
taille_distances = distances.numel()
