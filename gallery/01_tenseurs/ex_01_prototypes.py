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
# Première étape.
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
# Deuxième étape.
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
# Troisième étape.
def predire(x, prototypes):
    # À FAIRE : la classe du prototype le plus proche, (n,)
    # Indice : vos distances sont de forme (n, 10), une colonne par classe.
    # Indice : le plus proche a la plus petite distance : ``argmin``, sur la
    #   dimension des classes.
    distances = calculer_distances(x, prototypes)  # (n, 10)
    return distances.argmin(dim=1)                 # (n,)
    # FIN

# %% exactitude
# Quatrième étape.
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

# %% verifier-operations
# Compte les opérations, et arrête une boucle avant qu'elle ne dure.
class Compteur(torch.overrides.TorchFunctionMode):
    def __init__(self, boucle):
        super().__init__()
        self.reste, self.boucle = 200, boucle

    def __torch_function__(self, operation, types, args=(), kwargs=None):
        nom = getattr(operation, "__name__", "")
        self.reste -= nom != "__get__"  # lire une forme ne coûte rien
        assert self.reste > 0, self.boucle
        assert nom != "tolist", (
            "des listes Python au lieu de tenseurs : " + self.boucle)
        return operation(*args, **(kwargs or {}))

# %% verifier-appel
def rendre(fonction, *donnees, boucle="une boucle de trop"):
    """Ce que rend la fonction, sans boucle ni changement de ses arguments."""
    copies = [d.clone() for d in donnees]
    try:
        with Compteur(boucle):
            rendu = fonction(*copies)
    except NotImplementedError:  # rien n'est encore écrit
        raise
    except (RuntimeError, IndexError) as erreur:
        raise AssertionError(
            f"des formes ou des types ne vont pas ensemble : {erreur}"
        ) from None
    assert all(map(torch.equal, copies, donnees)), (
        "un argument a été modifié sur place : écrire dans un nouveau tenseur")
    assert rendu is not None, "la fonction ne rend rien : return manque"
    return rendu

# %% verifier-nature
def meme_nature(rendu, attendu, remede):
    """Un tenseur, de la bonne forme, du bon type."""
    assert torch.is_tensor(rendu), (
        f"{type(rendu).__name__} au lieu d'un tenseur : {remede}")
    assert rendu.shape == attendu.shape, (
        f"forme {tuple(rendu.shape)} au lieu de {tuple(attendu.shape)} : "
        f"{remede}")
    assert rendu.dtype == attendu.dtype, (
        f"type {rendu.dtype} au lieu de {attendu.dtype}")

# %% verifier-donnees
def images_melangees(nombre, graine):
    """Des images au hasard, de classes inégales, dans le désordre."""
    g = torch.Generator().manual_seed(graine)
    x = 16 * torch.rand(nombre, 64, generator=g)  # (nombre, 64)
    tirage = torch.rand(nombre - 20, generator=g) ** 2
    y = torch.cat([torch.arange(20) % 10, (10 * tirage).long()])
    return x, y[torch.randperm(nombre, generator=g)]

# %% verifier-prototypes
def verifier_prototypes():
    """Les prototypes sont les dix images moyennes, (10, 64)"""
    x, y = images_melangees(400, 0)
    p = rendre(calculer_prototypes, x, y, boucle=(
        "une boucle sur les images : un masque les prend toutes d'un coup "
        "(indice 1)"))
    un_sur_c = torch.nn.functional.one_hot(y, 10).float()  # (400, 10)
    moyennes = un_sur_c.T @ x / un_sur_c.sum(dim=0)[:, None]
    meme_nature(p, moyennes, "une moyenne par classe, avec dim=0, puis "
                "torch.stack (indice 2)")
    assert not torch.allclose(p, un_sur_c.T @ x, atol=1e-2), (
        "une somme au lieu d'une moyenne (indice 2)")
    assert torch.allclose(p, moyennes, atol=1e-2), (
        "bonne forme, mais prototypes[c] n'est pas la moyenne des images "
        "de la classe c (indice 1)")

# %% verifier-distances
def verifier_distances():
    """Chaque distance est la somme des carrés des 64 écarts, (n, 10)"""
    g = torch.Generator().manual_seed(1)
    x = torch.rand(300, 64, generator=g)  # (300, 64)
    p = torch.rand(10, 64, generator=g)   # (10, 64)
    d = rendre(calculer_distances, x, p, boucle=(
        "une boucle sur les images ou les pixels : la diffusion fait toutes "
        "les soustractions d'un coup (indice 1)"))
    racines = torch.linalg.vector_norm(x[:, None] - p, dim=2)
    meme_nature(d, racines, "la somme porte sur les pixels, la dernière "
                "dimension (indice 2)")
    for faux, raison in [
            (racines, "la racine carrée est de trop"),
            (racines**2 / 64, "une moyenne au lieu d'une somme"),
            ((x[:, None] - p).abs().sum(dim=2), "des valeurs absolues au "
             "lieu de carrés"),
            ((x[:, None] - p).sum(dim=2), "des écarts au lieu de leurs "
             "carrés : ils se compensent"),
            (x @ p.T, "un produit scalaire n'est pas une distance")]:
        assert not torch.allclose(d, faux, atol=1e-3), f"{raison} (indice 2)"
    assert torch.allclose(d, racines**2, atol=1e-3), (
        "bonne forme, mais ce n'est pas la somme des carrés des écarts")

# %% verifier-prediction
# Chaque image est un prototype à peine changé : sa classe est connue.
def verifier_prediction():
    """Chaque image reçoit la classe du prototype le plus proche, (n,)"""
    g = torch.Generator().manual_seed(2)
    direction = torch.rand(64, generator=g)
    rangs = torch.randperm(10, generator=g)
    p = (1.0 + rangs[:, None]) * direction  # (10, 64), tous alignés
    y = torch.randint(10, (300,), generator=g)  # (300,)
    x = p[y] + 0.01 * torch.rand(300, 64, generator=g)
    c = rendre(predire, x, p, boucle=(
        "une boucle sur les images : argmin(dim=1) répond pour toutes "
        "(indice 2)"))
    meme_nature(c, y, "une classe par image, dim=1 (indice 2)")
    assert not torch.equal(c, torch.cdist(x, p).argmax(dim=1)), (
        "la classe la plus lointaine : la plus petite distance, non la plus "
        "grande (indice 2)")
    assert not torch.equal(c, x.argmax(dim=1)), (
        "les prototypes ne servent pas : comparer leurs distances (indice 1)")
    assert not torch.equal(c, (x @ p.T).argmax(dim=1)), (
        "le plus grand produit scalaire n'est pas la plus petite distance "
        "(indice 1)")
    assert torch.equal(c, y), (
        f"{int((c != y).sum())} images sur 300 reçoivent une autre classe "
        "que celle du prototype le plus proche (indice 1)")

# %% verifier-exactitude
def verifier_exactitude():
    """Trois bonnes réponses sur quatre font une exactitude de 0,75"""
    vraies = torch.tensor([1, 2, 3, 4])
    for predites, attendue in [([1, 2, 3, 9], 0.75), ([0, 0, 0, 0], 0),
                               ([1, 0], 0.5)]:
        y = vraies[:len(predites)]
        rendue = rendre(calculer_exactitude, torch.tensor(predites), y)
        assert not torch.is_tensor(rendue) or rendue.numel() == 1, (
            f"{rendue.numel()} nombres au lieu d'un : il manque une moyenne "
            "(indice 2)")
        e, fautes = float(rendue), 1 - attendue
        assert e == attendue or e != attendue * len(y), (
            f"{e:g} est le nombre de bonnes réponses : le diviser (indice 2)")
        assert e == attendue or e != fautes, (
            f"{e:g} est la proportion de fautes (indice 1)")
        assert abs(e - attendue) < 1e-6, (
            f"{e:g} au lieu de {attendue:g} pour {predites} devant "
            f"{y.tolist()} (indice 1)")

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
taille_ecarts = len(x_test) * 10 * 64
taille_distances = distances.numel()
# Les mêmes écarts pour 60 000 images de 784 pixels, à 4 octets.
gigaoctets = 60_000 * 10 * 784 * 4 / 1e9
