"""
Exercice : initialiser un réseau, normaliser des images
=======================================================

Tirer les poids d'un réseau selon Kaiming, puis écrire la couche qui
normalise un lot d'images, comme ``nn.BatchNorm2d``.
"""

# %% imports
import math

import torch
from torch import nn


# %% initialiser
def initialiser(modele):
    """Poids de Kaiming et biais nuls dans chaque couche linéaire."""
    # À FAIRE : tirer les poids de chaque nn.Linear, et annuler ses biais
    # Indice : ``modele.modules()`` parcourt toutes les couches, même
    # celles d'un module contenu dans un autre ; ``isinstance(couche,
    # nn.Linear)`` reconnaît les bonnes.
    # Indice : l'écart type est ``math.sqrt(2 / entrees)``, où
    # ``couche.weight`` a la forme (sorties, entrées) ; ``normal_(std=...)``
    # tire sur place.
    # Indice : écrire dans un paramètre se fait sous ``torch.no_grad()`` ;
    # une couche créée avec ``bias=False`` a un ``bias`` qui vaut ``None``.
    with torch.no_grad():
        for couche in modele.modules():
            if isinstance(couche, nn.Linear):
                entrees = couche.weight.shape[1]
                couche.weight.normal_(std=math.sqrt(2 / entrees))
                if couche.bias is not None:
                    couche.bias.zero_()
    # FIN


# %% batchnorm-images
class BatchNormImages(nn.Module):
    """La batch normalisation d'un lot d'images (n, canaux, h, l)."""

    def __init__(self, canaux, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.gamma = nn.Parameter(torch.ones(canaux))
        self.beta = nn.Parameter(torch.zeros(canaux))
        self.register_buffer("moyenne", torch.zeros(canaux))
        self.register_buffer("variance", torch.ones(canaux))

    def suivre(self, images):
        """Met à jour les tampons, et rend moyenne et variance du lot."""
        # À FAIRE : les statistiques de chaque canal, puis les tampons
        # Indice : un canal se résume sur les images, les lignes et les
        # colonnes : ``images.mean(dim=(0, 2, 3))``, de forme (canaux,).
        # Indice : deux variances. ``correction=0`` divise par n, et c'est
        # celle que l'on rend ; ``correction=1``, celle du tampon.
        # Indice : le tampon garde 0,9 de sa valeur et prend 0,1 de la
        # nouvelle, sur place. Seuls les tampons s'écrivent sous
        # ``torch.no_grad()`` : le gradient traverse ce que l'on rend.
        axes = (0, 2, 3)
        moyenne = images.mean(dim=axes)
        variance = images.var(dim=axes, correction=0)
        with torch.no_grad():
            corrigee = images.var(dim=axes, correction=1)
            self.moyenne += self.momentum * (moyenne - self.moyenne)
            self.variance += self.momentum * (corrigee - self.variance)
        return moyenne, variance
        # FIN

    def forward(self, images):
        # À FAIRE : normaliser avec le lot ou les tampons, selon le mode
        # Indice : ``self.training`` dit le mode ; ``self.suivre(images)``
        # ne s'appelle qu'en mode entraînement.
        # Indice : pour se diffuser sur (n, canaux, h, l), une statistique
        # de forme (canaux,) devient (canaux, 1, 1) : ``view(-1, 1, 1)``.
        # Indice : retrancher la moyenne, diviser par la racine de la
        # variance plus ``self.eps``, multiplier par gamma, ajouter beta.
        if self.training:
            moyenne, variance = self.suivre(images)
        else:
            moyenne, variance = self.moyenne, self.variance
        moyenne, variance, gamma, beta = (
            t.view(-1, 1, 1) for t in
            (moyenne, variance, self.gamma, self.beta))
        normales = (images - moyenne) / (variance + self.eps).sqrt()
        return gamma * normales + beta
        # FIN


# %% essai-initialiser
torch.manual_seed(0)
essai = nn.Sequential(nn.Linear(500, 200), nn.ReLU(), nn.Linear(200, 10))
initialiser(essai)
print(f"{essai[0].weight.std():.3f}  {essai[2].weight.std():.3f}")

# %% essai-normaliser
norme = BatchNormImages(3)
g = torch.Generator().manual_seed(0)
sortie = norme(5 + 2 * torch.randn(8, 3, 6, 6, generator=g))
print(sortie.shape, sortie.mean().abs().item() < 1e-6)
print(norme.moyenne)


# %% verifier-reseau
class Boite(nn.Module):
    """Un module qui en contient un autre, et des couches sans biais."""

    def __init__(self):
        super().__init__()
        self.tronc = nn.Sequential(
            nn.Linear(400, 300), nn.BatchNorm1d(300), nn.ReLU(),
            nn.Sequential(nn.Linear(300, 600, bias=False), nn.ReLU()))
        self.tete = nn.Linear(600, 200)


def boite_initialisee():
    torch.manual_seed(3)
    boite = Boite()
    with torch.no_grad():
        boite.tronc[1].weight.fill_(7)
        boite.tete.bias.fill_(1)
    initialiser(boite)
    return boite


def lot_d_images(graine=0, n=4):
    g = torch.Generator().manual_seed(graine)
    echelle = torch.tensor([1.0, 4.0, 0.5]).view(3, 1, 1)
    return 3 + echelle * torch.randn(n, 3, 5, 2, generator=g)


# %% verifier-couches
def couches_lineaires():
    boite = boite_initialisee()
    for couche in (boite.tronc[0], boite.tronc[3][0], boite.tete):
        sorties, entrees = couche.weight.shape
        yield couche.weight, sorties, entrees, (2 / entrees)**0.5


def proche(poids, attendu):
    return abs(poids.std().item() / attendu - 1) < 0.02


# %% verifier-tailles
def verifier_tailles():
    """Le tirage touche chaque couche linéaire et compte ses entrées"""
    for poids, sorties, entrees, _ in couches_lineaires():
        assert not proche(poids, (1 / (3 * entrees))**0.5), (
            f"la couche ({entrees}, {sorties}) a gardé les poids de PyTorch : "
            "parcourez toutes les couches, même intérieures (indice 1)")
        assert not proche(poids, (2 / sorties)**0.5), (
            "l'écart type dépend des entrées, et non des sorties : la forme "
            "de weight est (sorties, entrées) (indice 2)")
        assert not proche(poids, (2 / (entrees + sorties))**0.5), (
            "c'est le tirage de Xavier : celui de Kaiming ne compte que les "
            "entrées (indice 2)")


# %% verifier-tirage
def verifier_tirage():
    """Les poids de chaque couche linéaire ont l'écart type de Kaiming"""
    for poids, _, entrees, attendu in couches_lineaires():
        assert not proche(poids, 2 / entrees), (
            "2 / entrées est la variance : il faut sa racine (indice 2)")
        assert not proche(poids, (1 / entrees)**0.5), (
            "il manque le 2 : ReLU ne garde que la moitié (indice 2)")
        assert proche(poids, attendu), (
            f"écart type {poids.std():.4f} au lieu de {attendu:.4f} pour "
            f"{entrees} entrées (indice 2)")
        assert poids.mean().abs() < 0.05 * attendu, (
            "les poids doivent avoir une moyenne nulle (indice 2)")


# %% verifier-biais
def verifier_biais():
    """Les biais sont nuls, et rien d'autre n'a changé"""
    boite = boite_initialisee()
    assert not boite.tronc[0].bias.any() and not boite.tete.bias.any(), (
        "les biais des couches linéaires doivent être nuls (indice 3)")
    assert (boite.tronc[1].weight == 7).all(), (
        "la batch normalisation a été changée : ne touchez qu'aux nn.Linear "
        "(indice 1)")
    parametres = list(boite.parameters())
    assert all(p.requires_grad and p.is_leaf for p in parametres), (
        "un paramètre n'est plus une feuille à entraîner : écrivez sur place "
        "(indice 3)")


# %% verifier-hasard
def verifier_hasard():
    """Deux appels tirent deux fois des poids différents"""
    modele = nn.Linear(50, 50)
    initialiser(modele)
    avant = modele.weight.detach().clone()
    initialiser(modele)
    assert not torch.equal(avant, modele.weight), (
        "deux appels donnent les mêmes poids : ne fixez pas la graine dans "
        "la fonction (indice 2)")


# %% verifier-suivre
def verifier_suivre():
    """suivre rend la moyenne de chaque canal"""
    images, norme = lot_d_images(), BatchNormImages(3)
    try:
        rendu = norme.suivre(images)
    except RuntimeError as erreur:
        raise AssertionError(
            "une statistique n'a pas la forme (canaux,) de son tampon : "
            "résumez chaque canal sur trois dimensions (indice 1) ; PyTorch "
            f"dit : {erreur}") from None
    assert rendu is not None, "suivre ne rend rien : manque-t-il return ?"
    assert isinstance(rendu, (tuple, list)) and len(rendu) == 2, (
        "suivre rend deux tenseurs, moyenne et variance (indice 1)")
    moyenne = torch.as_tensor(rendu[0])
    assert moyenne.numel() == 3, (
        f"moyenne de forme {tuple(moyenne.shape)} au lieu de (3,) : une par "
        "canal (indice 1)")
    attendue = images.transpose(0, 1).reshape(3, -1).mean(1)
    assert torch.allclose(moyenne.flatten(), attendue, atol=1e-5), (
        "la moyenne d'un canal porte sur les images, lignes et colonnes "
        "(indice 1)")


# %% verifier-variance
def verifier_variance():
    """suivre rend la variance de chaque canal, celle qui divise par n"""
    images = lot_d_images()
    variance = torch.as_tensor(BatchNormImages(3).suivre(images)[1])
    par_canal = images.transpose(0, 1).reshape(3, -1)
    attendue = par_canal.var(1, correction=0)
    corrigee = par_canal.var(1, correction=1)
    assert not torch.allclose(variance.flatten(), corrigee, rtol=1e-4), (
        "la variance rendue divise par n − 1 : celle du lot divise par n "
        "(indice 2)")
    assert not torch.allclose(variance.flatten(), attendue.sqrt()), (
        "un écart type au lieu d'une variance (indice 2)")
    assert torch.allclose(variance.flatten(), attendue, rtol=1e-4), (
        "la variance d'un canal n'est pas celle attendue (indice 2)")


# %% verifier-tampons
def verifier_tampon_moyenne():
    """Le tampon moyenne avance d'un dixième vers le lot"""
    images, norme = lot_d_images(1), BatchNormImages(3)
    officielle = nn.BatchNorm2d(3)
    norme.suivre(images), officielle(images)
    assert norme.moyenne.any(), (
        "le tampon moyenne n'a pas bougé (indice 3)")
    assert norme.moyenne.grad_fn is None, (
        "le tampon traîne un graphe : mettez-le à jour sous no_grad "
        "(indice 3)")
    assert not torch.allclose(norme.moyenne, 9 * officielle.running_mean,
                              rtol=1e-3), (
        "0,1 est la part du nouveau lot, pas celle de l'ancien (indice 3)")
    assert torch.allclose(norme.moyenne, officielle.running_mean,
                          atol=1e-6), (
        "le tampon moyenne n'est pas celui de PyTorch : 0,9 de l'ancien, 0,1 "
        "du lot (indice 3)")


# %% verifier-tampon-variance
def verifier_tampon_variance():
    """Le tampon variance prend celle qui divise par n − 1"""
    images, norme = lot_d_images(1), BatchNormImages(3)
    officielle = nn.BatchNorm2d(3)
    norme.suivre(images), officielle(images)
    par_canal = images.transpose(0, 1).reshape(3, -1)
    par_n = 0.9 + 0.1 * par_canal.var(1, correction=0)
    assert not torch.allclose(norme.variance, par_n, rtol=1e-5), (
        "le tampon variance prend la variance divisée par n − 1 (indice 2)")
    assert torch.allclose(norme.variance, officielle.running_var,
                          atol=1e-5), (
        "le tampon variance n'est pas celui de PyTorch (indice 3)")
    assert {"moyenne", "variance"} <= set(dict(norme.named_buffers())), (
        "moyenne et variance doivent rester des tampons (indice 3)")


# %% verifier-momentum
def verifier_momentum():
    """Un autre momentum est respecté"""
    images, norme = lot_d_images(2), BatchNormImages(3, momentum=0.5)
    norme.suivre(images)
    attendue = 0.5 * images.mean(dim=(0, 2, 3))
    assert torch.allclose(norme.moyenne, attendue, atol=1e-5), (
        "0,1 est écrit en dur : la part du lot est self.momentum (indice 3)")


# %% verifier-entrainement
def verifier_entrainement():
    """En mode entraînement, la sortie est celle de nn.BatchNorm2d"""
    images = lot_d_images(3)
    norme, officielle = BatchNormImages(3), nn.BatchNorm2d(3)
    avant = images.clone()
    rendu, attendu = norme(images), officielle(images)
    assert rendu is not None, "forward ne rend rien : manque-t-il return ?"
    assert rendu.shape == images.shape, (
        f"forme {tuple(rendu.shape)} au lieu de {tuple(images.shape)} "
        "(indice 2)")
    assert torch.equal(images, avant), (
        "les images données ont été changées : ne travaillez pas sur place "
        "(indice 3)")
    assert torch.allclose(rendu, attendu, atol=1e-4), (
        "la sortie n'est pas celle du lot normalisé (indice 3)")
    assert torch.allclose(norme.moyenne, officielle.running_mean,
                          atol=1e-6), (
        "forward doit mettre les tampons à jour, une seule fois, par suivre "
        "(indice 1)")


# %% verifier-gamma-beta
def verifier_gamma_beta():
    """gamma multiplie, beta s'ajoute, et tous deux ont un gradient"""
    images, norme = lot_d_images(4), BatchNormImages(3)
    with torch.no_grad():
        norme.gamma.copy_(torch.tensor([2.0, -1.0, 0.5]))
        norme.beta.copy_(torch.tensor([10.0, 20.0, 30.0]))
    rendu = norme(images)
    canaux = rendu.mean(dim=(0, 2, 3))
    assert torch.allclose(canaux, norme.beta, atol=1e-3), (
        "la moyenne de chaque canal doit valoir son beta (indice 3)")
    signes = (rendu[:, 1] - 20) * (images[:, 1] - images[:, 1].mean())
    assert (signes <= 1e-4).all(), (
        "gamma ne multiplie pas le bon canal (indice 2)")
    if rendu.requires_grad:
        rendu.pow(2).sum().backward()
    assert norme.gamma.grad is not None and norme.beta.grad is not None, (
        "gamma et beta n'ont pas de gradient (indice 3)")


# %% verifier-gradient
def verifier_gradient():
    """Le gradient des images est celui de nn.BatchNorm2d"""
    images = lot_d_images(6)
    g = torch.Generator().manual_seed(0)
    poids = torch.randn(images.shape, generator=g)
    gradients = []
    for couche in (BatchNormImages(3), nn.BatchNorm2d(3)):
        entree = images.clone().requires_grad_()
        (couche(entree) * poids).sum().backward()
        gradients.append(entree.grad)
    assert torch.allclose(*gradients, atol=1e-4), (
        "le gradient ne traverse pas la moyenne et la variance du lot : "
        "seuls les tampons s'écrivent sous no_grad (indice 3)")


# %% verifier-petite-variance
def verifier_petite_variance():
    """eps s'ajoute à la variance, sous la racine"""
    images = 0.001 * lot_d_images(5)
    norme, officielle = BatchNormImages(3), nn.BatchNorm2d(3)
    rendu, attendu = norme(images), officielle(images)
    assert torch.allclose(rendu, attendu, atol=1e-4), (
        "sur de très petits écarts, la sortie diffère : eps s'ajoute à la "
        "variance, sous la racine (indice 3)")
    large = BatchNormImages(3, eps=1.0)
    officielle = nn.BatchNorm2d(3, eps=1.0)
    images = lot_d_images(5)
    assert torch.allclose(large(images), officielle(images), atol=1e-4), (
        "un autre eps n'est pas respecté : self.eps (indice 3)")


# %% verifier-evaluation
def verifier_evaluation():
    """En mode évaluation, les tampons servent, et ne changent pas"""
    norme, officielle = BatchNormImages(3), nn.BatchNorm2d(3)
    for graine in range(3):
        norme(lot_d_images(graine)), officielle(lot_d_images(graine))
    norme.eval(), officielle.eval()
    avant = norme.moyenne.clone()
    images = lot_d_images(9, n=1)
    rendu, attendu = norme(images), officielle(images)
    assert torch.equal(norme.moyenne, avant), (
        "les tampons changent en mode évaluation : n'appelez suivre qu'en "
        "mode entraînement (indice 1)")
    assert torch.allclose(rendu, attendu, atol=1e-4), (
        "en mode évaluation, ce sont les tampons qui servent (indice 1)")


# %% verifications
for verifier in (verifier_tailles, verifier_tirage, verifier_biais,
                 verifier_hasard, verifier_suivre, verifier_variance,
                 verifier_tampon_moyenne, verifier_tampon_variance,
                 verifier_momentum,
                 verifier_entrainement, verifier_gamma_beta,
                 verifier_gradient, verifier_petite_variance,
                 verifier_evaluation):
    verifier()
