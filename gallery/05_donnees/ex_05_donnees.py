"""
Exercice : préparer un jeu sans fuite
=====================================

Découper un tableau en gardant les proportions des classes, calculer moyenne
et écart-type lot par lot, et normaliser au moment de lire.
"""

# %% imports
import torch
from sklearn.datasets import load_breast_cancer
from torch.utils.data import DataLoader, Dataset, Subset, TensorDataset

# %% donnees
# 569 tumeurs, 30 mesures, deux diagnostics : 212 malignes, 357 bénignes.
x = torch.tensor(load_breast_cancer().data).float()  # (569, 30)
y = torch.tensor(load_breast_cancer().target)        # (569,)
jeu = TensorDataset(x, y)


# %% decouper
# Chaque classe est mélangée, puis coupée, à part.
def decouper(y, part, graine):
    # À FAIRE : deux tenseurs de rangs, apprentissage puis test ; le test
    #   reçoit ``part`` de chaque classe, tirée au hasard avec la graine
    # Indice : traitez chaque classe à part, puis réunissez les morceaux par
    #   ``torch.cat``.
    # Indice : ``(y == classe).nonzero().flatten()`` donne les rangs d'une
    #   classe.
    # Indice : un ``torch.randperm(len(rangs), generator=g)`` en indice
    #   mélange ``rangs`` ; les ``round(part * len(rangs))`` premiers vont
    #   au test.
    g = torch.Generator().manual_seed(graine)
    apprentissage, test = [], []
    for classe in y.unique():
        rangs = (y == classe).nonzero().flatten()
        rangs = rangs[torch.randperm(len(rangs), generator=g)]
        n = round(part * len(rangs))
        test.append(rangs[:n])
        apprentissage.append(rangs[n:])
    return torch.cat(apprentissage), torch.cat(test)
    # FIN


# %% statistiques
# Un seul passage, sans garder les lots.
def statistiques(chargeur):
    # À FAIRE : la moyenne et l'écart-type de chaque colonne, en un seul
    #   parcours des couples (x, y) du chargeur
    # Indice : le dernier lot est plus petit ; additionnez des sommes, pas
    #   des moyennes.
    # Indice : il faut trois totaux : le nombre de lignes, la somme de x et
    #   la somme de ``x**2``.
    # Indice : la variance est la moyenne des carrés moins le carré de la
    #   moyenne ; calculez en ``double()``.
    n, somme, carres = 0, 0, 0
    for lot, _ in chargeur:
        n += len(lot)
        somme = somme + lot.double().sum(dim=0)
        carres = carres + (lot.double() ** 2).sum(dim=0)
    moyenne = somme / n
    ecart = (carres / n - moyenne**2).sqrt()
    return moyenne.float(), ecart.float()
    # FIN


# %% normaliser
# Un jeu qui en enveloppe un autre.
class Normalise(Dataset):
    def __init__(self, jeu, moyenne, ecart):
        self.jeu, self.moyenne, self.ecart = jeu, moyenne, ecart

    def __len__(self):
        return len(self.jeu)

    def __getitem__(self, i):
        # À FAIRE : l'exemple i du jeu enveloppé, mesures normalisées,
        #   étiquette intacte
        # Indice : ``self.jeu[i]`` rend un couple.
        # Indice : la moyenne et l'écart-type sont ceux reçus par
        #   ``__init__`` ; rien n'est recalculé ici.
        mesures, etiquette = self.jeu[i]
        return (mesures - self.moyenne) / self.ecart, etiquette
        # FIN


# %% essai-preparation
apprentissage, test = decouper(y, part=0.2, graine=0)
print(len(apprentissage), len(test))
moyenne, ecart = statistiques(
    DataLoader(Subset(jeu, apprentissage.tolist()), batch_size=32))
prepare = Normalise(jeu, moyenne, ecart)
for nom, rangs in (("apprentissage", apprentissage), ("test", test)):
    lot, classes = next(iter(
        DataLoader(Subset(prepare, rangs.tolist()), batch_size=500)))
    print(f"{nom:14}", tuple(lot.shape), lot.mean(dim=0)[:3],
          f"part bénigne {classes.float().mean():.2f}")


# %% verifier-decoupe
def verifier_partition():
    """Chaque rang va d'un seul côté, et aucun ne se perd"""
    a, t = decouper(y, 0.2, 0)
    assert isinstance(a, torch.Tensor) and isinstance(t, torch.Tensor), (
        "deux tenseurs de rangs attendus, non des listes (indice 1)")
    assert len(a) > len(t), (
        "le test est la plus grande part : rendre apprentissage, puis test")
    assert set(a.tolist()).isdisjoint(t.tolist()), (
        "un même rang est dans l'apprentissage et dans le test")
    assert sorted([*a.tolist(), *t.tolist()]) == list(range(len(y))), (
        "il manque des rangs, ou certains sont répétés")


def verifier_proportions():
    """Le test reçoit la même part de chaque classe"""
    for graine in range(5):
        _, t = decouper(y, 0.2, graine)
        for classe in (0, 1):
            n, total = int((y[t] == classe).sum()), int((y == classe).sum())
            assert abs(n - 0.2 * total) <= 1, (
                f"graine {graine} : {n} exemples de la classe {classe} sur "
                f"{total} au test, un cinquième attendu (indice 1)")


# %% verifier-tirage
def verifier_hasard():
    """La graine décide du tirage"""
    _, un = decouper(y, 0.2, 1)
    _, encore = decouper(y, 0.2, 1)
    _, autre = decouper(y, 0.2, 2)
    assert torch.equal(un, encore), (
        "la même graine donne deux découpes : passer generator=g (indice 3)")
    assert set(un.tolist()) != set(autre.tolist()), (
        "deux graines donnent la même découpe : mélanger (indice 3)")


# %% verifier-statistiques
def verifier_moyenne():
    """La moyenne est juste, même quand le dernier lot est plus petit"""
    m, _ = statistiques(DataLoader(jeu, batch_size=100))
    assert m.shape == (30,), (
        f"forme {tuple(m.shape)} au lieu de (30,) : une moyenne par colonne")
    assert torch.allclose(m, x.mean(dim=0), rtol=1e-4), (
        "moyenne fausse : le dernier lot compte-t-il trop ? (indice 1)")


def verifier_ecart():
    """L'écart-type est celui de toutes les lignes"""
    _, s = statistiques(DataLoader(jeu, batch_size=100))
    assert s.shape == (30,), (
        f"forme {tuple(s.shape)} au lieu de (30,) : un écart par colonne")
    assert not torch.allclose(s, x.var(dim=0), rtol=0.01), (
        "c'est la variance : il manque la racine carrée")
    assert torch.allclose(s, x.std(dim=0), rtol=0.01), (
        "écart-type faux : partir de la moyenne des carrés (indice 3)")


# %% verifier-normaliser
def verifier_jeu():
    """Le jeu normalise les mesures et laisse l'étiquette"""
    petit = TensorDataset(torch.tensor([[3.0, 8.0]]), torch.tensor([1]))
    exemple = Normalise(petit, torch.tensor([1.0, 2.0]),
                        torch.tensor([2.0, 3.0]))[0]
    assert isinstance(exemple, tuple) and len(exemple) == 2, (
        "un exemple est un couple (mesures, étiquette) (indice 1)")
    assert exemple[1] == 1, "l'étiquette a changé : seule x se normalise"
    assert torch.allclose(exemple[0], torch.tensor([1.0, 2.0])), (
        f"mesures {exemple[0].tolist()} au lieu de [1.0, 2.0] (indice 2)")


# %% verifications
for verifier in (verifier_partition, verifier_proportions, verifier_hasard,
                 verifier_moyenne, verifier_ecart, verifier_jeu):
    verifier()
nombre_apprentissage, nombre_test = len(apprentissage), len(test)
