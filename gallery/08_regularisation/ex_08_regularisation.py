"""
Exercice : une pénalité, et un arrêt qui garde les meilleurs poids
==================================================================

Écrire une pénalité qui épargne les biais, puis une boucle qui s'arrête quand
la validation ne progresse plus, et qui rend le modèle à son meilleur moment.
"""

# %% imports
import copy
import math

import torch
from sklearn.datasets import load_digits
from torch import nn

# %% donnees
# Quatre-vingts chiffres de 8 pixels sur 8 pour apprendre, 800 pour valider.
chiffres = load_digits()
images = torch.tensor(chiffres.data, dtype=torch.float32) / 16  # (1797, 64)
etiquettes = torch.tensor(chiffres.target)                      # (1797,)
ordre = torch.randperm(1797, generator=torch.Generator().manual_seed(0))
peu, a_valider = ordre[:80], ordre[80:880]
critere = nn.CrossEntropyLoss()


# %% modele
def nouveau_modele():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))


@torch.inference_mode()
def valider(modele):
    """La perte de validation d'un modèle."""
    modele.eval()
    return critere(modele(images[a_valider]), etiquettes[a_valider]).item()


# %% penaliser
def penaliser(modele, l1, l2):
    """La pénalité : l1 × somme des |w|, plus l2 / 2 × somme des w²."""
    # À FAIRE : l1 Σ|w| + l2/2 Σw², sur tous les poids, sans les biais
    # Indice : ``modele.parameters()`` donne poids et biais ; un biais n'a
    # qu'une dimension, un poids en a deux ou plus : ``p.dim() > 1``.
    # Indice : ``p.abs().sum()`` et ``(p**2).sum()``, avec leurs forces ; pas
    # de ``item()`` ni de ``detach()``, car la pénalité doit se dériver.
    poids = [p for p in modele.parameters() if p.dim() > 1]
    somme_1 = sum(p.abs().sum() for p in poids)
    somme_2 = sum((p**2).sum() for p in poids)
    return l1 * somme_1 + l2 / 2 * somme_2
    # FIN


# %% arreter
def arreter(modele, une_epoque, valider, patience, epoques_max):
    """Entraîne, s'arrête à temps, et rend la liste des pertes lues."""
    # À FAIRE : la boucle, sa patience, et le retour aux meilleurs poids
    # Indice : à chaque époque : ``une_epoque(modele)``, puis
    # ``valider(modele)``, dont le résultat s'ajoute à la liste à rendre.
    # Indice : un progrès est une perte plus petite que la meilleure lue, qui
    # vaut ``math.inf`` au départ ; il remet le compte à zéro. Au bout de
    # ``patience`` époques de suite sans progrès, on s'arrête.
    # Indice : ``copy.deepcopy(modele.state_dict())`` garde une copie des
    # poids à chaque progrès ; ``load_state_dict`` les rend, après la boucle.
    pertes, meilleure, sans_progres = [], math.inf, 0
    for _ in range(epoques_max):
        une_epoque(modele)
        pertes.append(valider(modele))
        if pertes[-1] < meilleure:  # faux pour nan, même à la première
            meilleure, sans_progres = pertes[-1], 0
            meilleurs = copy.deepcopy(modele.state_dict())
        else:
            sans_progres += 1
        if sans_progres >= patience:
            break
    modele.load_state_dict(meilleurs)
    return pertes
    # FIN


# %% essai-penaliser
essai = nn.Linear(2, 1)
with torch.no_grad():
    essai.weight.copy_(torch.tensor([[3.0, -4.0]]))
    essai.bias.fill_(100.0)
print(penaliser(essai, l1=1.0, l2=0.0), penaliser(essai, l1=0.0, l2=1.0))

# %% essai-arreter
modele = nouveau_modele()
sgd = torch.optim.SGD(modele.parameters(), lr=0.5)


def une_epoque(modele):
    modele.train()
    sgd.zero_grad()
    perte = critere(modele(images[peu]), etiquettes[peu])
    (perte + penaliser(modele, l1=0.0, l2=1e-3)).backward()
    sgd.step()


pertes = arreter(modele, une_epoque, valider, patience=20, epoques_max=500)
print(f"{len(pertes)} époques, meilleure perte {min(pertes):.3f}, "
      f"modèle rendu {valider(modele):.3f}")


# %% verifier-modele-connu
def modele_connu():
    """Poids 1, −2, 4 et 4, −5 ; biais 100, 200 et 200."""
    modele = nn.Sequential(nn.Linear(3, 1), nn.ReLU(), nn.Linear(1, 2))
    with torch.no_grad():
        modele[0].weight.copy_(torch.tensor([[1.0, -2.0, 4.0]]))
        modele[2].weight.copy_(torch.tensor([[4.0], [-5.0]]))
        modele[0].bias.fill_(100.0)
        modele[2].bias.fill_(200.0)
    return modele


# %% verifier-penalite-rendue
def verifier_penalite_rendue():
    """La pénalité est un tenseur d'un seul nombre, qui se dérive"""
    rendu = penaliser(modele_connu(), 0.5, 0.25)
    assert rendu is not None, "la fonction ne rend rien : manque-t-il return ?"
    assert torch.is_tensor(rendu), (
        "la pénalité est un nombre Python : sans tenseur, backward ne la "
        "verra pas (indice 2)")
    assert rendu.numel() == 1, (
        f"forme {tuple(rendu.shape)} au lieu d'un seul nombre : additionnez "
        "tout (indice 2)")
    assert rendu.requires_grad, (
        "la pénalité ne se dérive pas : elle a perdu son graphe (indice 2)")


# %% verifier-penalite-l1
def verifier_penalite_l1():
    """La part L1 : la somme des valeurs absolues des poids"""
    # |w| : 1 + 2 + 4, puis 4 + 5 ; en tout 16.
    un = penaliser(modele_connu(), 1.0, 0.0).item()
    assert abs(un - 516) > 1e-3, (
        "les biais sont pénalisés eux aussi (indice 1)")
    assert abs(un) > 1e-3, "la part L1 vaut 0 : l1 est ignoré (indice 2)"
    assert abs(un - 2) > 1e-3 and abs(un - 4) > 1e-3, (
        "les poids ont été additionnés avant la valeur absolue : −2 et 2 "
        "s'annulent (indice 2)")
    assert abs(un - 7) > 1e-3 and abs(un - 9) > 1e-3, (
        "une seule couche est pénalisée : parcourez tous les paramètres "
        "(indice 1)")
    assert abs(un - 3.2) > 1e-3 and abs(un - 41 / 6) > 1e-3, (
        "une moyenne au lieu d'une somme (indice 2)")
    assert abs(un - 16) < 1e-3, (
        f"pénalité L1 de {un:g} au lieu de 16 (indice 2)")


# %% verifier-penalite-l2
def verifier_penalite_l2():
    """La part L2 : la moitié de la somme des carrés, et les deux ensemble"""
    # w² : 1 + 4 + 16, puis 16 + 25 ; en tout 62, dont la moitié est 31.
    deux = penaliser(modele_connu(), 0.0, 1.0).item()
    assert abs(deux) > 1e-3, "la part L2 vaut 0 : l2 est ignoré (indice 2)"
    assert abs(deux - 62) > 1e-3, (
        "pénalité L2 de 62 au lieu de 31 : il manque la moitié (indice 2)")
    normes = 21**0.5 + 41**0.5
    assert min(abs(deux - normes), abs(deux - normes / 2),
               abs(deux - 62**0.5 / 2)) > 1e-3, (
        "une norme au lieu de la somme des carrés (indice 2)")
    assert abs(deux - 31) < 1e-3, (
        f"pénalité L2 de {deux:g} au lieu de 31 (indice 2)")
    trois = penaliser(modele_connu(), 2.0, 4.0).item()
    assert abs(trois - 156) < 1e-3, (
        f"{trois:g} au lieu de 156 pour l1 = 2 et l2 = 4 : chaque force "
        "multiplie sa somme (indice 2)")


# %% verifier-gradient
def verifier_gradient():
    """Le gradient de la pénalité est celui de ses formules"""
    modele = modele_connu()
    avant = [p.detach().clone() for p in modele.parameters()]
    rendu = penaliser(modele, 0.5, 0.25)
    intacts = map(torch.equal, modele.parameters(), avant)
    assert all(intacts), (
        "la fonction change les poids : elle ne doit que calculer (indice 2)")
    rendu.sum().backward()
    attendu = 0.5 * avant[0].sign() + 0.25 * avant[0]
    recu = modele[0].weight.grad
    assert recu is not None and torch.allclose(recu, attendu), (
        "le gradient n'est pas l1 × signe + l2 × w (indice 2)")


# %% verifier-couches
def verifier_couches():
    """Toutes les couches sont pénalisées, et leurs biais ne le sont pas"""
    torch.manual_seed(0)
    modele = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 4),
                           nn.ReLU(), nn.Linear(4, 2))
    with torch.no_grad():
        modele[2].weight[0] = 0.0  # en zéro, la dérivée de |w| est 0
    penaliser(modele, 0.5, 0.25).sum().backward()
    for p in modele.parameters():
        recu = torch.zeros_like(p) if p.grad is None else p.grad
        attendu = 0.5 * p.sign() + 0.25 * p if p.dim() > 1 else 0 * p
        assert not recu.isnan().any(), (
            "gradient nan pour un poids nul : prenez la valeur absolue "
            "(indice 2)")
        assert torch.allclose(recu, attendu), (
            "dans un réseau de trois couches, le gradient d'une couche est "
            "faux : pénalisez-les toutes (indice 1)")


# %% verifier-scene
class Scene:
    """Un modèle d'un poids, qui vaut le rang de l'époque, et un scénario."""

    def __init__(self, pertes):
        self.modele = nn.Linear(1, 1)
        with torch.no_grad():
            self.modele.weight.fill_(0.0)
        self.modele.register_buffer("vues", torch.zeros(()))
        self.pertes, self.epoques, self.lectures = pertes, 0, 0

    def une_epoque(self, modele):
        self.epoques += 1
        with torch.no_grad():
            modele.weight += 1.0
            modele.vues += 1.0

    def valider(self, modele):
        self.lectures += 1
        rang = min(max(self.epoques, 1), len(self.pertes)) - 1
        return self.pertes[rang]

    def jouer(self, patience, epoques_max=20):
        return arreter(self.modele, self.une_epoque, self.valider, patience,
                       epoques_max)


# %% verifier-arret
def verifier_arret():
    """La boucle s'arrête après patience époques sans progrès"""
    scene = Scene([5.0, 3.0, 4.0, 3.5, 2.0, 6.0, 6.0, 6.0] + [7.0] * 20)
    scene.jouer(patience=3)
    assert scene.epoques > 0, "aucune époque n'a été faite (indice 1)"
    assert scene.epoques != 20, (
        "la boucle va jusqu'au bout : comptez les époques sans progrès, et "
        "sortez (indice 2)")
    assert scene.epoques != 6, (
        "le compte n'est pas remis à zéro par un progrès (indice 2)")
    assert scene.epoques not in (3, 4, 5), (
        f"arrêt à l'époque {scene.epoques}, pour une seule hausse : il faut "
        "patience époques sans progrès (indice 2)")
    assert scene.epoques != 7 and scene.epoques != 9, (
        f"arrêt à l'époque {scene.epoques} au lieu de 8 : une époque trop tôt "
        "ou trop tard (indice 2)")
    assert scene.epoques == 8, (
        f"arrêt à l'époque {scene.epoques} au lieu de 8 (indice 2)")
    assert scene.lectures in (8, 9), (
        f"valider appelée {scene.lectures} fois pour 8 époques (indice 1)")


# %% verifier-progres
def verifier_progres():
    """Un progrès se compare à la meilleure, et l'égalité n'en est pas un"""
    scene = Scene([5.0, 2.0, 4.0, 3.0, 2.5, 1.0, 1.0])
    scene.jouer(patience=3)
    assert scene.epoques == 5, (
        f"arrêt à l'époque {scene.epoques} au lieu de 5 : comparez à la "
        "meilleure perte, pas à la précédente (indice 2)")
    scene = Scene([5.0, 4.999, 4.998, 6.0, 6.0, 6.0])
    scene.jouer(patience=2)
    assert scene.epoques == 5, (
        f"arrêt à l'époque {scene.epoques} au lieu de 5 : une baisse, même "
        "petite, est un progrès (indice 2)")
    scene = Scene([2.0] * 20)
    scene.jouer(patience=4)
    assert scene.epoques == 5, (
        f"arrêt à l'époque {scene.epoques} au lieu de 5 : une perte égale "
        "n'est pas un progrès (indice 2)")


# %% verifier-nan
def verifier_nan():
    """Une perte nan n'est jamais un progrès"""
    scene = Scene([3.0, float("nan"), float("nan"), float("nan")] * 5)
    scene.jouer(patience=2)
    assert scene.epoques == 3, (
        f"arrêt à l'époque {scene.epoques} au lieu de 3 : une perte nan "
        "n'est pas un progrès (indice 2)")
    scene = Scene([float("nan"), 4.0, 3.0, 5.0, 5.0] * 4)
    scene.jouer(patience=2)
    assert scene.epoques == 5 and scene.modele.weight.item() == 3, (
        f"arrêt à l'époque {scene.epoques}, poids de l'époque "
        f"{scene.modele.weight.item():g}, au lieu de 5 et 3 : une première "
        "perte nan n'est pas un progrès non plus (indice 2)")


# %% verifier-poids
def verifier_poids():
    """Le modèle rendu est celui de la meilleure époque"""
    scene = Scene([5.0, 3.0, 4.0, 3.5, 2.0] + [6.0] * 20)
    scene.jouer(patience=3)
    poids = scene.modele.weight.item()
    assert poids != 8, (
        "le modèle a les poids de la dernière époque : reprenez les "
        "meilleurs, et gardez-en une copie (indice 3)")
    assert poids != 2, (
        "le modèle a les poids du premier progrès, pas du meilleur "
        "(indice 3)")
    assert poids == 5, (
        f"le modèle a les poids de l'époque {poids:g} au lieu de 5 "
        "(indice 3)")
    assert scene.modele.vues.item() == 5, (
        "les tampons du modèle sont ceux d'une autre époque : reprenez tout "
        "l'état, pas les seuls paramètres (indice 3)")
    assert scene.modele.weight.requires_grad, (
        "le modèle rendu ne se dérive plus : laissez requires_grad "
        "(indice 3)")


# %% verifier-fin
def verifier_fin():
    """Sans arrêt, le modèle rendu est aussi celui de la meilleure époque"""
    scene = Scene([9.0, 8.0, 7.0, 6.0, 5.0, 5.5])
    scene.jouer(patience=3, epoques_max=6)
    assert scene.epoques == 6, (
        f"{scene.epoques} époques au lieu de epoques_max, 6 (indice 1)")
    assert scene.modele.weight.item() == 5, (
        "quand rien n'arrête la boucle, le modèle doit aussi avoir ses "
        "meilleurs poids (indice 3)")


# %% verifier-liste
def verifier_liste():
    """La fonction rend la liste des pertes de validation"""
    scene = Scene([5.0, 3.0, 4.0, 4.5] + [7.0] * 20)
    rendu = scene.jouer(patience=2)
    assert isinstance(rendu, (list, tuple)), (
        f"la fonction rend {type(rendu).__name__} au lieu d'une liste "
        "(indice 1)")
    assert list(rendu) == [5.0, 3.0, 4.0, 4.5], (
        f"liste rendue {list(rendu)} au lieu de [5.0, 3.0, 4.0, 4.5] : une "
        "perte par époque faite (indice 1)")


# %% verifications
for verifier in (verifier_penalite_rendue, verifier_penalite_l1,
                 verifier_penalite_l2, verifier_gradient,
                 verifier_couches, verifier_arret, verifier_progres,
                 verifier_nan, verifier_poids, verifier_fin,
                 verifier_liste):
    verifier()
perte_meilleure, nombre_d_epoques = min(pertes), len(pertes)
assert valider(modele) == perte_meilleure
assert nombre_d_epoques < 500
