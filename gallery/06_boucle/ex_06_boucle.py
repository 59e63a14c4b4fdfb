"""
Exercice : une boucle, et la même en accumulant
===============================================

Écrire la boucle d'entraînement d'une époque, avec son bilan pondéré, puis une
seconde qui ne corrige le modèle que tous les ``k`` lots.
"""

# %% imports
import weakref

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# %% donnees
# 1 797 chiffres de 8 pixels sur 8 : 28 lots de 64, puis un de 5.
chiffres = load_digits()
x = torch.tensor(chiffres.data, dtype=torch.float32) / 16  # (1797, 64)
y = torch.tensor(chiffres.target)                          # (1797,)
jeu = TensorDataset(x, y)


# %% modele
def nouveau_modele():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


# %% entrainer
def entrainer(modele, lots, critere, optimiseur):
    """Une époque : rend la perte et l'exactitude de l'époque."""
    # À FAIRE : les cinq gestes sur chaque lot, et le bilan de l'époque
    # Indice : effacer, prédire, calculer la perte, rétropropager,
    # corriger ; avant la boucle, ``modele.train()``.
    # Indice : ``perte.item()`` est une moyenne sur le lot : multipliez-la
    # par ``len(cibles)`` avant d'additionner.
    # Indice : ``(logits.argmax(dim=1) == cibles).sum().item()`` compte les
    # bonnes réponses, sur les logits déjà calculés ; divisez à la fin par
    # le nombre d'images.
    modele.train()
    somme, justes, nombre = 0.0, 0, 0
    for images, cibles in lots:
        optimiseur.zero_grad()
        logits = modele(images)
        perte = critere(logits, cibles)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cibles)
        justes += (logits.argmax(dim=1) == cibles).sum().item()
        nombre += len(cibles)
    return somme / nombre, justes / nombre
    # FIN


# %% accumuler
def accumuler(modele, lots, critere, optimiseur, k):
    """Une époque : une correction tous les k lots de même taille."""
    # À FAIRE : les mêmes gestes, avec une correction tous les k lots
    # Indice : ``enumerate(lots, start=1)`` donne le rang du lot ; on corrige
    # quand ``rang % k == 0``.
    # Indice : ``backward`` additionne ; pour obtenir la moyenne des k lots,
    # divisez chaque perte par ``k``, et appelez ``backward`` à chaque lot.
    # Indice : effacez au départ, puis après chaque correction, pas ailleurs.
    modele.train()
    optimiseur.zero_grad()
    for rang, (images, cibles) in enumerate(lots, start=1):
        perte = critere(modele(images), cibles)
        (perte / k).backward()
        if rang % k == 0:
            optimiseur.step()
            optimiseur.zero_grad()
    # FIN


# %% essai-entrainer
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.2)
critere = nn.CrossEntropyLoss()
lots, bilans = faire_lots(jeu, 64, melanger=True), []
for epoque in range(1, 6):
    bilans.append(entrainer(modele, lots, critere, optimiseur))
    print(f"époque {epoque} : perte {bilans[-1][0]:.3f}, "
          f"exactitude {bilans[-1][1]:.3f}")

# %% essai-accumuler
# 192 images : douze lots de 16, accumulés par quatre, puis trois lots de 64.
debut = TensorDataset(x[:192], y[:192])
accumule, ordinaire = nouveau_modele(), nouveau_modele()
sgd = torch.optim.SGD(accumule.parameters(), lr=0.2)
accumuler(accumule, faire_lots(debut, 16), critere, sgd, k=4)
sgd = torch.optim.SGD(ordinaire.parameters(), lr=0.2)
entrainer(ordinaire, faire_lots(debut, 64), critere, sgd)
ecart = (accumule[0].weight - ordinaire[0].weight).abs().max().item()
print(ecart < 1e-6)


# %% verifier-modele
# Un modèle d'un seul poids, une perte dont la dérivée se calcule de tête.
class UnPoids(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(1.0))
        self.tailles = []

    def forward(self, images):
        self.tailles.append(len(images))
        return self.w * images  # (n, 2)


# %% verifier-optimiseur
class Releve(torch.optim.SGD):
    """SGD, et le gradient que chacun de ses pas a lu."""

    def __init__(self, modele, taux):
        super().__init__(modele.parameters(), lr=taux)
        self.gradients = []

    def step(self, closure=None):
        p = self.param_groups[0]["params"][0]
        self.gradients.append(None if p.grad is None else p.grad.item())
        return super().step(closure)


# %% verifier-trace
# Une trace vit aussi longtemps que le graphe où elle est passée.
class Trace:
    pass


class Graphe(torch.autograd.Function):
    @staticmethod
    def forward(ctx, perte, trace):
        ctx.trace = trace
        return perte.clone()

    @staticmethod
    def backward(ctx, recu):
        return recu, None


# %% verifier-critere
class Critere:
    """La moyenne de la première colonne, et ce qui se passe autour."""

    def __init__(self, modele):
        self.modele, self.modes = modele, []
        self.traces, self.ensemble = [], 0

    def __call__(self, logits, cibles):
        self.modes.append(self.modele.training)
        vivantes = sum(t() is not None for t in self.traces)
        self.ensemble = max(self.ensemble, vivantes)
        trace = Trace()
        self.traces.append(weakref.ref(trace))
        return Graphe.apply(logits[:, 0].mean(), trace)


# %% verifier-lancer
def lancer(fonction, valeurs, modele=None, **suite):
    """Des lots de deux images constantes, un taux de 0,2."""
    modele = modele or UnPoids()
    x = torch.tensor(valeurs).repeat_interleave(2)[:, None].repeat(1, 2)
    cibles = torch.zeros(len(x), dtype=torch.int64)
    critere, sgd = Critere(modele), Releve(modele, 0.2)
    fonction(modele, DataLoader(TensorDataset(x, cibles), batch_size=2),
             critere, sgd, **suite)
    assert critere.modes, (
        "la fonction critere reçue n'a pas servi : c'est elle qui calcule "
        "la perte (indice 1)")
    assert all(critere.modes), (
        "le modèle était en mode évaluation : il manque train() (indice 1)")
    return modele, critere, sgd


# %% verifier-corrections
def verifier_corrections():
    """Chaque lot corrige le modèle, avec son seul gradient."""
    modele, _, sgd = lancer(entrainer, [1.0, 2.0, 4.0], UnPoids().eval())
    w = modele.w.item()
    assert abs(w - 1.0) > 1e-6, (
        "le poids n'a pas bougé : il manque backward ou step, ou step ne "
        "trouve aucun gradient, effacé ou pas encore calculé (indice 1)")
    assert abs(w - 0.8) > 1e-6, (
        "seul le premier lot a corrigé le modèle : return est-il dans la "
        "boucle ? (indice 3)")
    assert abs(w + 1.2) > 1e-6, (
        "chaque lot a utilisé aussi le gradient des précédents : effacez avec "
        "zero_grad à chaque lot (indice 1)")
    assert abs(w - 0.4) > 1e-6, (
        "chaque lot est corrigé avec le gradient du précédent : corrigez "
        "après avoir rétropropagé (indice 1)")
    assert abs(w + 0.4) < 1e-6, (
        f"poids {w:.3f} au lieu de -0,4 : le pas n'est pas celui de "
        "l'optimiseur reçu (indice 1)")
    assert len(sgd.gradients) == 3, (
        "les poids sont justes, mais ce n'est pas l'optimiseur reçu qui les "
        "a corrigés (indice 1)")


# %% verifier-rendu
def bilan_de_quatre_images():
    """Un lot de trois images, puis un lot d'une seule."""
    modele = UnPoids()
    sgd = torch.optim.SGD(modele.parameters(), lr=0.2)
    x = torch.tensor([[1.0, 0.0]] * 3 + [[5.0, 0.0]])
    lots = DataLoader(TensorDataset(x, torch.tensor([0, 0, 1, 0])),
                      batch_size=3)
    return entrainer(modele, lots, Critere(modele), sgd), modele.tailles


def verifier_rendu():
    """La fonction rend deux nombres, la perte puis l'exactitude."""
    bilan = bilan_de_quatre_images()[0]
    assert isinstance(bilan, (tuple, list)) and len(bilan) == 2, (
        "la fonction rend deux nombres, la perte puis l'exactitude")
    assert not torch.is_tensor(bilan[0]), (
        "la perte rendue est un tenseur : item() en fait un nombre "
        "(indice 2)")
    assert not torch.is_tensor(bilan[1]), (
        "l'exactitude rendue est un tenseur : item() en fait un nombre "
        "(indice 3)")


# %% verifier-un-passage
def verifier_un_passage():
    """Le bilan vient des logits d'avant chaque correction."""
    (perte, _), tailles = bilan_de_quatre_images()
    assert tailles != [3, 1, 3, 1], (
        "les images repassent dans le modèle à la fin de l'époque : le bilan "
        "s'additionne pendant la boucle (indice 2)")
    assert tailles == [3, 1] or abs(perte - 1.75) > 1e-6, (
        "l'exactitude est celle du modèle déjà corrigé : comptez sur les "
        "logits qui ont donné la perte (indice 3)")
    assert tailles == [3, 1], (
        "chaque lot passe deux fois dans le modèle : la perte est celle que "
        "backward a reçue (indice 2)")


# %% verifier-bilan
def verifier_bilan():
    """La perte et l'exactitude sont des moyennes sur les images."""
    perte, exactitude = bilan_de_quatre_images()[0]
    assert abs(perte - 0.75) > 1e-6, (
        "les deux nombres sont justes, dans le mauvais ordre")
    assert abs(perte - 2.5) > 1e-6, (
        "2,5 au lieu de 1,75 : le lot d'une seule image pèse autant que le "
        "lot de trois (indice 2)")
    assert abs(perte - 1.75) < 1e-6, f"perte {perte:.3f} au lieu de 1,75"
    assert abs(exactitude - 5 / 6) > 1e-6, (
        "0,833 au lieu de 0,75 : l'exactitude aussi est une moyenne sur les "
        "images, pas sur les lots (indice 3)")
    assert exactitude <= 1, (
        f"exactitude {exactitude:g} au lieu de 0,75 : une part, entre 0 et "
        "1 (indice 3)")
    assert abs(exactitude - 0.75) < 1e-6, (
        f"exactitude {exactitude:.3f} au lieu de 0,75 : trois bonnes "
        "réponses sur quatre (indice 3)")


# %% verifier-memoire
def verifier_memoire():
    """Le graphe d'un lot est libéré avant le suivant."""
    critere = lancer(entrainer, [1.0] * 6)[1]
    assert critere.ensemble <= 2, (
        f"{critere.ensemble} graphes retenus ensemble : additionnez des "
        "nombres, pas des tenseurs (indice 2)")


# %% verifier-accumulation
def verifier_accumulation():
    """k lots accumulés valent un lot k fois plus grand."""
    w = lancer(accumuler, [1.0, 3.0], UnPoids().eval(), k=2)[0].w.item()
    assert abs(w - 1.0) > 1e-6, (
        "le poids n'a pas bougé : il manque une correction, ou le gradient "
        "est effacé avant elle (indice 1)")
    assert abs(w - 0.2) > 1e-6, (
        "le pas est deux fois trop grand : divisez chaque perte par k "
        "(indice 2)")
    assert abs(w - 0.4) > 1e-6 and abs(w - 0.7) > 1e-6, (
        "seul le gradient du dernier lot a servi : n'effacez pas entre deux "
        "lots d'un même groupe (indice 3)")
    assert abs(w - 0.9) > 1e-6, (
        "la correction n'a vu que le premier lot du groupe : les rangs "
        "commencent-ils à 1 ? (indice 1)")
    assert abs(w - 0.5) > 1e-6, (
        "le modèle est corrigé à chaque lot, avec un gradient encore "
        "incomplet : attendez le dernier du groupe (indice 1)")
    assert abs(w - 0.6) < 1e-6, f"poids {w:.3f} au lieu de 0,6 (indice 2)"


# %% verifier-pas
def verifier_pas():
    """L'optimiseur reçu fait le pas, avec le gradient du grand lot."""
    sgd = lancer(accumuler, [1.0, 3.0], k=2)[2]
    assert sgd.gradients, (
        "l'optimiseur reçu n'a fait aucun pas : n'en créez pas un autre, "
        "qui aurait oublié les époques précédentes (indice 1)")
    assert sgd.gradients == [2.0], (
        f"au moment de corriger, le gradient vaut {sgd.gradients[0]:g} au "
        "lieu de 2 : c'est la perte que l'on divise par k, pas le taux, "
        "qu'Adam n'entend pas ainsi (indice 2)")


# %% verifier-k
def verifier_k():
    """Le groupe a la taille demandée, quelle qu'elle soit."""
    for k in (3, 6):
        valeurs = [1.0, 2.0, 3.0] * (k // 3)
        w = lancer(accumuler, valeurs, k=k)[0].w.item()
        assert abs(w - 0.6) < 1e-6, (
            f"poids {w:.3f} au lieu de 0,6 quand k vaut {k} : la taille du "
            "groupe est l'argument k (indice 2)")


# %% verifier-groupes
def verifier_groupes():
    """Chaque groupe de k lots, même le premier, part d'un gradient effacé."""
    modele = UnPoids()
    modele.w.grad = torch.tensor(10.0)  # laissé par un calcul précédent
    w = lancer(accumuler, [1.0, 1.0, 2.0, 2.0], modele, k=2)[0].w.item()
    assert abs(w - 0.2) > 1e-6, (
        "le second groupe a gardé le gradient du premier : effacez après "
        "chaque correction (indice 3)")
    assert abs(w + 1.6) > 1e-6, (
        "le premier groupe a gardé un gradient d'avant l'appel : effacez "
        "aussi au départ (indice 3)")
    assert abs(w - 0.4) < 1e-6, f"poids {w:.3f} au lieu de 0,4 (indice 3)"


# %% verifier-un-lot-a-la-fois
def verifier_un_lot_a_la_fois():
    """La mémoire est celle d'un seul lot."""
    modele, critere, _ = lancer(accumuler, [1.0] * 6, k=6)
    plus_grand = max(modele.tailles)
    assert plus_grand == 2, (
        f"le modèle a reçu {plus_grand} images d'un coup : c'est la mémoire "
        "du grand lot (indice 2)")
    assert critere.ensemble <= 2, (
        f"{critere.ensemble} graphes retenus ensemble : un backward par lot "
        "les libère l'un après l'autre (indice 2)")


# %% verifications
for verifier in (verifier_corrections, verifier_rendu, verifier_bilan,
                 verifier_un_passage, verifier_memoire,
                 verifier_accumulation, verifier_pas, verifier_k,
                 verifier_groupes, verifier_un_lot_a_la_fois):
    verifier()
perte_epoque_1, exactitude_epoque_1 = bilans[0]
perte_epoque_5, exactitude_epoque_5 = bilans[-1]
assert perte_epoque_5 < 0.5 * perte_epoque_1
assert exactitude_epoque_5 > 0.88
assert ecart < 1e-6
