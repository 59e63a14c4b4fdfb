"""
Exercice : une boucle, et la même en accumulant
===============================================

Écrire la boucle d'entraînement d'une époque, avec son bilan pondéré, puis une
seconde qui ne corrige le modèle que tous les ``k`` lots.
"""

# %% imports
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# %% donnees
# 1 797 chiffres de 8 pixels sur 8 : 28 lots de 64, puis un de 5.
chiffres = load_digits()
images = torch.tensor(chiffres.data, dtype=torch.float32) / 16  # (1797, 64)
etiquettes = torch.tensor(chiffres.target)                      # (1797,)
jeu = TensorDataset(images, etiquettes)


# %% modele
def nouveau_modele():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def faire_lots(taille):
    g = torch.Generator().manual_seed(0)
    return DataLoader(jeu, batch_size=taille, shuffle=True, generator=g)


# %% entrainer
def entrainer(modele, lots, critere, optimiseur):
    """Une époque : rend la perte et l'exactitude de l'époque."""
    # À FAIRE : les cinq gestes sur chaque lot, et le bilan de l'époque
    # Indice : effacer, prédire, mesurer, remonter, corriger ; avant la
    # boucle, ``modele.train()``.
    # Indice : ``perte.item()`` est une moyenne sur le lot : multipliez-la
    # par ``len(cible)`` avant d'additionner.
    # Indice : ``(logits.argmax(dim=1) == cible).sum().item()`` compte les
    # bonnes réponses ; divisez à la fin par le nombre d'images.
    modele.train()
    somme, justes, nombre = 0.0, 0, 0
    for x, cible in lots:
        optimiseur.zero_grad()
        logits = modele(x)
        perte = critere(logits, cible)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cible)
        justes += (logits.argmax(dim=1) == cible).sum().item()
        nombre += len(cible)
    return somme / nombre, justes / nombre
    # FIN


# %% accumuler
def accumuler(modele, lots, critere, optimiseur, k):
    """Une époque : une correction tous les k lots de même taille."""
    # À FAIRE : les mêmes gestes, avec une correction tous les k lots
    # Indice : ``enumerate(lots, start=1)`` donne le rang du lot ; on corrige
    # quand ``rang % k == 0``.
    # Indice : ``backward`` additionne ; pour obtenir la moyenne des k lots,
    # divisez chaque perte par ``k``.
    # Indice : effacez au départ, puis après chaque correction, pas ailleurs.
    modele.train()
    optimiseur.zero_grad()
    for rang, (x, cible) in enumerate(lots, start=1):
        perte = critere(modele(x), cible)
        (perte / k).backward()
        if rang % k == 0:
            optimiseur.step()
            optimiseur.zero_grad()
    # FIN


# %% essai-entrainer
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.2)
critere = nn.CrossEntropyLoss()
bilans = []
for epoque in range(1, 6):
    bilans.append(entrainer(modele, faire_lots(64), critere, optimiseur))
    print(f"époque {epoque} : perte {bilans[-1][0]:.3f}, "
          f"exactitude {bilans[-1][1]:.3f}")

# %% essai-accumuler
# Douze lots de 16, accumulés par quatre : trois corrections, celles de trois
# lots de 64.
petit = [(images[i:i + 16], etiquettes[i:i + 16]) for i in range(0, 192, 16)]
grand = [(images[i:i + 64], etiquettes[i:i + 64]) for i in range(0, 192, 64)]
accumule, ordinaire = nouveau_modele(), nouveau_modele()
sgd = torch.optim.SGD(accumule.parameters(), lr=0.2)
accumuler(accumule, petit, critere, sgd, k=4)
sgd = torch.optim.SGD(ordinaire.parameters(), lr=0.2)
entrainer(ordinaire, grand, critere, sgd)
ecart = (accumule[0].weight - ordinaire[0].weight).abs().max().item()
print(ecart < 1e-6)


# %% verifier-aides
# Un modèle d'un seul poids, une perte dont la dérivée se calcule de tête.
class UnPoids(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(1.0))
        self.modes = []

    def forward(self, x):
        self.modes.append(self.training)
        return self.w * x  # (n, classes)


def perte_de_test(logits, cible):
    return logits[:, 0].mean()  # sa dérivée : la moyenne de x


# %% verifier-une-correction
def verifier_une_correction():
    """Chaque lot corrige le modèle, avec son seul gradient."""
    modele = UnPoids()
    sgd = torch.optim.SGD(modele.parameters(), lr=0.1)
    lots = [(torch.full((2, 2), 1.0), torch.tensor([0, 0])),
            (torch.full((2, 2), 2.0), torch.tensor([0, 0]))]
    entrainer(modele, lots, perte_de_test, sgd)
    w = modele.w.item()
    assert abs(w - 1.0) > 1e-6, (
        "le poids n'a pas bougé : il manque backward ou step, ou le gradient "
        "est effacé avant la correction (indice 1)")
    assert abs(w - 0.6) > 1e-6, (
        "le second lot a utilisé aussi le gradient du premier : effacez avec "
        "zero_grad à chaque lot (indice 1)")
    assert abs(w - 0.7) < 1e-6, f"poids {w:.3f} au lieu de 0,7 après deux lots"


# %% verifier-mode
def verifier_mode():
    """Le modèle est en mode entraînement pendant la boucle."""
    modele = UnPoids().eval()
    sgd = torch.optim.SGD(modele.parameters(), lr=0.1)
    entrainer(modele, [(torch.ones(2, 2), torch.tensor([0, 0]))],
              perte_de_test, sgd)
    assert modele.modes == [True], (
        "le modèle était en mode évaluation : il manque train() (indice 1)")


# %% verifier-bilan
def verifier_bilan():
    """La perte et l'exactitude sont des moyennes sur les images."""
    modele = UnPoids()
    sgd = torch.optim.SGD(modele.parameters(), lr=0.0)
    lots = [(torch.tensor([[1.0, 0.0]] * 3), torch.tensor([0, 0, 1])),
            (torch.tensor([[5.0, 0.0]]), torch.tensor([0]))]
    bilan = entrainer(modele, lots, perte_de_test, sgd)
    assert isinstance(bilan, tuple) and len(bilan) == 2, (
        "la fonction rend deux nombres, la perte puis l'exactitude")
    perte, exactitude = bilan
    assert abs(perte - 3.0) > 1e-6, (
        "3,0 au lieu de 2,0 : le lot d'une seule image pèse autant que le "
        "lot de trois (indice 2)")
    assert abs(perte - 2.0) < 1e-6, f"perte {perte:.3f} au lieu de 2,0"
    assert abs(exactitude - 0.75) < 1e-6, (
        f"exactitude {exactitude:.3f} au lieu de 0,75 : trois bonnes "
        "réponses sur quatre (indice 3)")


# %% verifier-accumulation
def verifier_accumulation():
    """Deux lots accumulés valent un lot deux fois plus grand."""
    modele = UnPoids()
    sgd = torch.optim.SGD(modele.parameters(), lr=0.1)
    lots = [(torch.full((2, 2), v), torch.tensor([0, 0])) for v in (1., 3.)]
    accumuler(modele, lots, perte_de_test, sgd, k=2)
    w = modele.w.item()
    assert abs(w - 0.6) > 1e-6, (
        "le pas est deux fois trop grand : divisez chaque perte par k "
        "(indice 2)")
    assert abs(w - 0.7) > 1e-6 and abs(w - 0.85) > 1e-6, (
        "seul le gradient du dernier lot a servi : n'effacez pas entre deux "
        "lots d'un même groupe (indice 3)")
    assert abs(w - 0.8) < 1e-6, f"poids {w:.3f} au lieu de 0,8"


# %% verifier-groupes
def verifier_groupes():
    """Chaque groupe de k lots, même le premier, part d'un gradient effacé."""
    modele = UnPoids()
    modele.w.grad = torch.tensor(10.0)  # laissé par un calcul précédent
    sgd = torch.optim.SGD(modele.parameters(), lr=0.1)
    lots = [(torch.full((1, 2), v), torch.tensor([0])) for v in
            (1., 1., 2., 2.)]
    accumuler(modele, lots, perte_de_test, sgd, k=2)
    w = modele.w.item()
    assert abs(w - 0.6) > 1e-6, (
        "le second groupe a gardé le gradient du premier : effacez après "
        "chaque correction (indice 3)")
    assert abs(w + 0.3) > 1e-6, (
        "le premier groupe a gardé un gradient d'avant l'appel : effacez "
        "aussi au départ (indice 3)")
    assert abs(w - 0.7) < 1e-6, f"poids {w:.3f} au lieu de 0,7"


# %% verifications
for verifier in (verifier_une_correction, verifier_mode, verifier_bilan,
                 verifier_accumulation, verifier_groupes):
    verifier()
perte_epoque_1, exactitude_epoque_1 = bilans[0]
perte_epoque_5, exactitude_epoque_5 = bilans[-1]
assert perte_epoque_5 < 0.5 * perte_epoque_1
assert exactitude_epoque_5 > 0.9
assert ecart < 1e-6
