"""
Exercice : reconnaître un chiffre à son prototype
=================================================

Une image moyenne par classe, des distances par diffusion, un ``argmin`` :
reconnaître des chiffres sans aucun apprentissage.
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
    # À FAIRE : l'image moyenne de chaque classe, (10, 64)
    # Indice : ``y == 3`` est un masque ; ``x[y == 3]`` contient les images
    #   de 3.
    # Indice : une moyenne avec ``dim=0`` résume une classe, ``torch.stack``
    #   range les dix résultats.
    moyennes = [x[y == c].mean(dim=0) for c in range(10)]
    return torch.stack(moyennes)  # (10, 64)
    # FIN

# %% distances
# (n, 1, 64) - (10, 64) -> (n, 10, 64), puis une somme sur les pixels.
def calculer_distances(x, prototypes):
    # À FAIRE : la somme des carrés des écarts, (n, 10)
    # Indice : deux formes s'étirent en (n, 10, 64) par diffusion : la
    #   seconde est celle des prototypes, (10, 64).
    # Indice : ``x[:, None, :]`` est de forme (n, 1, 64) ; après la
    #   soustraction, il reste une dimension à réduire.
    ecarts = x[:, None, :] - prototypes
    return (ecarts**2).sum(dim=2)  # (n, 10)
    # FIN

# %% prediction
# Le prototype le plus proche donne la classe.
def predire(x, prototypes):
    # À FAIRE : la classe du prototype le plus proche, (n,)
    # Indice : vos distances sont de forme (n, 10), une colonne par classe.
    # Indice : le plus proche a la plus petite distance : ``argmin``, sur la
    #   dimension des classes.
    distances = calculer_distances(x, prototypes)  # (n, 10)
    return distances.argmin(dim=1)                 # (n,)
    # FIN

# %% exactitude
def calculer_exactitude(prediction, y):
    # À FAIRE : la proportion de bonnes réponses, entre 0 et 1
    # Indice : une comparaison rend des booléens.
    # Indice : des booléens en flottants, par ``.float()``, ont une moyenne.
    return (prediction == y).float().mean()  # ()
    # FIN

# %% essai-resultat
prototypes = calculer_prototypes(x, y)
prediction = predire(x_test, prototypes)
exactitude = calculer_exactitude(prediction, y_test)
print(prediction[:10])
print(y_test[:10])
print(f"{exactitude:.3f}")

# %% essai-figure
# Les dix images moyennes.
fig, axes = plt.subplots(2, 5, figsize=(9, 4), layout="constrained")
for c, ax in enumerate(axes.flat):
    ax.imshow(prototypes[c].view(8, 8), cmap="gray_r")
    ax.set_title(c)
    ax.axis("off")
# Figure : dix images floues de 8 pixels sur 8, les moyennes des chiffres 0
# à 9 ; chacun reste reconnaissable.
plt.show()

# %% corrige-produit-matriciel
# Sans le grand tenseur (597, 10, 64) : développer le carré.
distances = calculer_distances(x_test, prototypes)
carres_x = (x_test**2).sum(dim=1, keepdim=True)  # (597, 1)
carres_p = (prototypes**2).sum(dim=1)            # (10,)
sans_ecarts = carres_x - 2 * x_test @ prototypes.T + carres_p
print(torch.allclose(sans_ecarts, distances, rtol=1e-4))

# %% verifier-prototypes
# Trente images au hasard, classées 0, 1, …, 9, 0, 1, …
def verifier_prototypes():
    """Les prototypes sont les dix images moyennes, (10, 64)"""
    images = torch.rand(30, 64)
    p = calculer_prototypes(images, torch.arange(30) % 10)
    assert torch.is_tensor(p), (
        f"{type(p).__name__} au lieu d'un tenseur : ranger les dix moyennes "
        "avec torch.stack (indice 2)")
    assert p.shape == (10, 64), (
        f"forme {tuple(p.shape)} au lieu de (10, 64) : une moyenne sur les "
        "images d'une classe, dim=0 (indice 2)")
    moyennes = images.view(3, 10, 64).mean(dim=0)
    assert torch.allclose(p, moyennes, atol=1e-5), (
        "bonne forme, mais prototypes[c] n'est pas la moyenne des images "
        "de la classe c (indice 1)")

# %% verifier-distances
def verifier_distances():
    """Chaque distance est la somme des carrés des 64 écarts, (n, 10)"""
    images, p = torch.rand(7, 64), torch.rand(10, 64)
    d = calculer_distances(images, p)
    assert d.shape == (7, 10), (
        f"forme {tuple(d.shape)} au lieu de (7, 10) pour 7 images : la "
        "somme porte sur les pixels, la dernière dimension (indice 2)")
    attendues = torch.cdist(images, p)
    assert not torch.allclose(d, attendues, atol=1e-3), (
        "la racine carrée est de trop : la somme des carrés suffit")
    assert not torch.allclose(d, attendues**2 / 64, atol=1e-3), (
        "une moyenne au lieu d'une somme sur les pixels")
    assert torch.allclose(d, attendues**2, atol=1e-3), (
        "bonne forme, mais ce n'est pas la somme des carrés des écarts")

# %% verifier-prediction
# Des images choisies égales à des prototypes : la classe est connue.
def verifier_prediction():
    """Chaque image reçoit la classe du prototype le plus proche, (n,)"""
    p, reponses = 10 * torch.eye(10, 64), torch.tensor([3, 1, 9, 0])
    c = predire(p[reponses], p)
    assert c.shape == (4,), (
        f"forme {tuple(c.shape)} au lieu de (4,) pour 4 images : une classe "
        "par image, dim=1 (indice 2)")
    assert torch.equal(c, reponses), (
        f"{c.tolist()} au lieu de {reponses.tolist()} : la plus petite "
        "distance, non la plus grande (indice 2)")

# %% verifier-exactitude
def verifier_exactitude():
    """Trois bonnes réponses sur quatre font une exactitude de 0,75"""
    predites, vraies = torch.tensor([1, 2, 3, 4]), torch.tensor([1, 2, 3, 9])
    e = float(calculer_exactitude(predites, vraies))
    assert e != 3, "3 est le nombre de bonnes réponses : le diviser"
    assert e != 0.25, "0.25 est la proportion de fautes"
    assert abs(e - 0.75) < 1e-6, f"{e:g} au lieu de 0.75 (indice 1)"

# %% verifications
# Ce que la solution affirme, et les nombres que le chapitre cite.
for verifier in (verifier_prototypes, verifier_distances,
                 verifier_prediction, verifier_exactitude):
    verifier()
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
