"""
Exercice : préparer un jeu sans fuite
=====================================

Découper un tableau en gardant les proportions des classes, calculer moyenne
et écart type lot par lot, et normaliser au moment de lire.
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
# Première étape.
def decouper(y, part, graine):
    # À FAIRE : les rangs de l'entraînement, puis ceux du test ; le test
    #   reçoit la proportion ``part`` de chaque classe, tirée avec la graine
    # Indice : traitez chaque classe à part, puis réunissez les morceaux par
    #   ``torch.cat``.
    # Indice : ``(y == classe).nonzero().flatten()`` donne les rangs d'une
    #   classe.
    # Indice : un ``torch.randperm(len(rangs), generator=g)`` en indice
    #   mélange ``rangs`` ; les ``round(part * len(rangs))`` premiers vont
    #   au test.
    g = torch.Generator().manual_seed(graine)
    entrainement, test = [], []
    for classe in y.unique():
        rangs = (y == classe).nonzero().flatten()
        rangs = rangs[torch.randperm(len(rangs), generator=g)]
        n = round(part * len(rangs))
        test.append(rangs[:n])
        entrainement.append(rangs[n:])
    return torch.cat(entrainement), torch.cat(test)
    # FIN


# %% statistiques
# Deuxième étape.
def statistiques(chargeur):
    # À FAIRE : la moyenne et l'écart type de chaque colonne, en float32, en
    #   un seul parcours des couples (x, y) du chargeur
    # Indice : le dernier lot est plus petit ; additionnez des sommes, pas
    #   des moyennes.
    # Indice : il faut trois totaux : le nombre de lignes, la somme de x et
    #   la somme de ``x**2``.
    # Indice : la variance est la moyenne des carrés moins le carré de la
    #   moyenne ; additionnez en ``double()``, et rendez en ``float()``.
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
# Troisième étape.
class Normalise(Dataset):
    """Un jeu qui en enveloppe un autre, et normalise à la lecture."""

    def __init__(self, jeu, moyenne, ecart):
        self.jeu, self.moyenne, self.ecart = jeu, moyenne, ecart

    def __len__(self):
        return len(self.jeu)

    def __getitem__(self, i):
        # À FAIRE : l'exemple i du jeu enveloppé, mesures normalisées,
        #   étiquette intacte, sans modifier le jeu
        # Indice : ``self.jeu[i]`` rend un couple.
        # Indice : la moyenne et l'écart type sont ceux reçus par
        #   ``__init__`` ; rien n'est recalculé ici.
        # Indice : ``x -= m`` écrit dans le tenseur du jeu ; ``x - m`` en
        #   crée un autre.
        mesures, etiquette = self.jeu[i]
        return (mesures - self.moyenne) / self.ecart, etiquette
        # FIN


# %% essai-preparation
entrainement, test = decouper(y, part=0.2, graine=0)
print(len(entrainement), len(test))
moyenne, ecart = statistiques(
    DataLoader(Subset(jeu, entrainement), batch_size=32))
prepare = Normalise(jeu, moyenne, ecart)
for nom, rangs in (("entraînement", entrainement), ("test", test)):
    lot, classes = next(iter(
        DataLoader(Subset(prepare, rangs), batch_size=500)))
    print(f"{nom:12} : moyennes d'au plus {lot.mean(dim=0).abs().max():.2f},",
          f"part bénigne {classes.float().mean():.2f}")


# %% verifier-outils
# Un autre jeu que celui du fichier : trois classes, aux noms quelconques.
def trois_classes():
    return torch.tensor([7, 3, 5, 7, 7, 3] * 10)  # (60,)


def rangs_de(y, part, graine):
    """Les deux listes de rangs, quel que soit le type qui les contient."""
    copie = y.clone()
    rendus = decouper(y, part, graine)
    assert torch.equal(y, copie), "les étiquettes reçues ont été modifiées"
    assert isinstance(rendus, tuple | list) and len(rendus) == 2, (
        "deux groupes de rangs attendus : entraînement, test (indice 1)")
    listes = [torch.as_tensor(r) for r in rendus]
    assert all(r.dtype != torch.bool for r in listes), (
        "des rangs attendus, non un masque de vrais et de faux (indice 2)")
    return [r.flatten().tolist() for r in listes]


# %% verifier-partition
def verifier_partition():
    """Chaque rang va d'un seul côté, et aucun ne se perd"""
    for etiquettes in (y, trois_classes()):
        a, t = rangs_de(etiquettes, 0.25, 0)
        assert set(a).isdisjoint(t), (
            "un même rang est dans l'entraînement et dans le test")
        vues = {etiquettes[r].item() for r in (*a, *t)
                if 0 <= r < len(etiquettes)}
        absentes = set(etiquettes.tolist()) - vues
        assert not absentes, (
            f"les classes {sorted(absentes)} ne sont nulle part : les lire "
            "dans y, par y.unique() (indice 1)")
        assert sorted([*a, *t]) == list(range(len(etiquettes))), (
            "il manque des rangs, ou certains sont répétés, ou ce ne sont "
            "pas des rangs (indice 2)")
        assert len(a) > len(t), (
            "le test est la plus grande part : rendre l'entraînement, puis "
            "le test")


# %% verifier-proportions
def verifier_proportions():
    """Le test reçoit la même part de chaque classe"""
    for etiquettes, graine, part in (
            (y, 0, 0.2), (y, 1, 0.2), (y, 2, 0.5), (trois_classes(), 0, 0.2)):
        t = rangs_de(etiquettes, part, graine)[1]
        total = len(etiquettes)
        assert abs(len(t) - part * total) <= 3, (
            f"part={part} : {len(t)} exemples au test sur {total} ; la part "
            "se lit dans l'argument (indice 3)")
        for classe in etiquettes.unique():
            n = (etiquettes[t] == classe).sum().item()
            attendu = part * (etiquettes == classe).sum().item()
            assert abs(n - attendu) <= 1, (
                f"part={part} : {n} exemples de la classe {classe} au test, "
                f"{attendu:.0f} attendus (indice 1)")


# %% verifier-tirage
def verifier_hasard():
    """La graine décide du tirage"""
    (_, un), (_, encore), (_, autre) = (
        rangs_de(y, 0.2, graine) for graine in (1, 1, 2))
    assert un == encore, (
        "la même graine donne deux découpes : passer generator=g (indice 3)")
    assert set(un) != set(autre), (
        "deux graines donnent la même découpe : mélanger (indice 3)")
    debut = [r for r in un if r < 100]
    assert 5 < len(debut) < 40, (
        "le test vient presque entier d'un bout du fichier (indice 3)")


# %% verifier-lots
class Lots:
    """Ce que rend un chargeur, en un seul parcours."""

    def __init__(self, lignes, tailles):
        self.lots = [(x.clone(), torch.zeros(len(x)).long())
                     for x in lignes.split(tailles)]
        self.parcours = 0

    def __len__(self):
        return len(self.lots)

    def __iter__(self):
        self.parcours += 1
        assert self.parcours == 1, (
            "le chargeur est parcouru deux fois : les trois totaux se "
            "remplissent ensemble (indice 2)")
        return iter(self.lots)

    @property
    def dataset(self):
        raise AssertionError("lire les lots du chargeur, pas son jeu")


# %% verifier-calcul
def calculer(lignes, tailles):
    lots = Lots(lignes, tailles)
    rendus = statistiques(lots)
    assert torch.equal(torch.cat([x for x, _ in lots.lots]), lignes), (
        "les lots ont été modifiés : calculer sans écrire dedans")
    assert isinstance(rendus, tuple | list) and len(rendus) == 2, (
        "deux résultats attendus : moyenne, écart type")
    for nom, t in zip(("moyenne", "écart type"), rendus):
        assert torch.is_tensor(t) and t.shape == lignes.shape[1:], (
            f"{nom} : {tuple(lignes.shape[1:])} attendu, une valeur par "
            "colonne (indice 2)")
        assert t.dtype == torch.float32, (
            f"{nom} de type {t.dtype} : finir par .float() (indice 3)")
    return rendus


# %% verifier-moyenne
def verifier_moyenne():
    """La moyenne est juste, même quand un lot est plus petit"""
    for lignes in (x, torch.arange(28.0).view(7, 4) ** 2):
        tailles = [len(lignes) - 3, 2, 1]
        m, _ = calculer(lignes, tailles)
        par_lot = torch.stack([x.mean(0) for x in lignes.split(tailles)])
        assert not torch.allclose(m, par_lot.mean(0), rtol=1e-4), (
            "c'est la moyenne des moyennes : le petit lot compte trop "
            "(indice 1)")
        assert torch.allclose(m, lignes.mean(dim=0), rtol=1e-4), (
            "moyenne fausse : chaque ligne de chaque lot compte une fois "
            "(indice 2)")


# %% verifier-ecart
def verifier_ecart():
    """L'écart type est celui de toutes les lignes"""
    for lignes, tailles in ((x, [300, 268, 1]), (x[:200], [60] * 3 + [20])):
        _, s = calculer(lignes, tailles)
        assert not torch.allclose(s, lignes.var(dim=0), rtol=0.01), (
            "c'est la variance : il manque la racine carrée (indice 3)")
        assert torch.allclose(s, lignes.std(dim=0), rtol=0.01), (
            "écart type faux : partir de la moyenne des carrés de toutes "
            "les lignes (indice 3)")


# %% verifier-decimales
def verifier_decimales():
    """L'écart type reste juste loin de zéro"""
    g = torch.Generator().manual_seed(0)
    lignes = 5000 + torch.randn(400, 3, generator=g)
    _, s = calculer(lignes, [100] * 4)
    assert torch.allclose(s, lignes.std(dim=0), rtol=0.01), (
        f"mesures vers 5 000 : écarts {[round(v, 1) for v in s.tolist()]} au "
        "lieu de 1 ; les décimales se perdent en float32 (indice 3)")


# %% verifier-normaliser
def verifier_jeu():
    """Le jeu normalise les mesures et laisse l'étiquette"""
    petit = TensorDataset(torch.tensor([[9.0, 9.0], [3.0, 8.0]]),
                          torch.tensor([0, 1]))
    prepare = Normalise(petit, torch.tensor([1.0, 2.0]),
                        torch.tensor([2.0, 3.0]))
    exemple = prepare[1]
    assert isinstance(exemple, tuple | list) and len(exemple) == 2, (
        "un exemple est un couple (mesures, étiquette) (indice 1)")
    mesures, etiquette = exemple
    assert torch.as_tensor(etiquette).dtype == torch.int64, (
        "l'étiquette doit rester un entier : seule x se normalise")
    assert etiquette == 1, "l'étiquette a changé : seule x se normalise"
    assert torch.allclose(mesures.float(), torch.tensor([1.0, 2.0])), (
        f"mesures {mesures.tolist()} au lieu de [1.0, 2.0] (indice 2)")
    assert mesures.dtype == torch.float32, (
        f"mesures de type {mesures.dtype} au lieu de torch.float32")


# %% verifier-intact
def verifier_intact():
    """Lire ne change rien au jeu enveloppé"""
    lignes = torch.tensor([[3.0, 8.0]])
    petit = TensorDataset(lignes, torch.tensor([1]))
    prepare = Normalise(petit, torch.tensor([1.0, 2.0]),
                        torch.tensor([2.0, 3.0]))
    prepare[0], prepare[0]
    assert lignes.tolist() == [[3.0, 8.0]], (
        "le jeu enveloppé a changé : à l'époque suivante, il serait "
        "normalisé deux fois (indice 3)")


# %% verifications
for verifier in (verifier_partition, verifier_proportions, verifier_hasard,
                 verifier_moyenne, verifier_ecart, verifier_decimales,
                 verifier_jeu, verifier_intact):
    verifier()
nombre_entrainement, nombre_test = len(entrainement), len(test)
