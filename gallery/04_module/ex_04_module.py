"""
Exercice : construire, compter, observer
========================================

Construire un réseau de n'importe quelle
profondeur, compter ses paramètres, et mesurer par des crochets la part
de sorties nulles.
"""

# %% imports
import torch
from sklearn.datasets import load_digits
from torch import nn

# %% donnees
# 1 797 chiffres de 8 pixels sur 8, ramenés entre 0 et 1.
chiffres = load_digits()
images = torch.tensor(chiffres.data, dtype=torch.float32) / 16  # (1797, 64)
etiquettes = torch.tensor(chiffres.target)                      # (1797,)


# %% construire
def construire(tailles):
    """Un réseau pour des tailles comme [64, 32, 10]."""
    # À FAIRE : des couches Linear, une ReLU entre deux couches
    # Indice : ``zip(tailles, tailles[1:])`` donne (64, 32), puis (32, 10).
    # Indice : les logits sortent sans activation : pas de ReLU à la fin.
    # Indice : ``nn.Sequential(*couches)`` accepte une liste dépliée.
    couches = []
    for entrees, sorties in zip(tailles, tailles[1:]):
        couches += [nn.Linear(entrees, sorties), nn.ReLU()]
    return nn.Sequential(*couches[:-1])
    # FIN


# %% compter
def compter(modele):
    """Le nombre de valeurs que l'optimiseur corrigera."""
    # À FAIRE : la somme des tailles des paramètres non gelés
    # Indice : ``p.numel()`` est le nombre de valeurs de ``p``.
    # Indice : un paramètre gelé a ``requires_grad`` à ``False``.
    return sum(p.numel() for p in modele.parameters() if p.requires_grad)
    # FIN


# %% mesurer
def part_de_zeros(modele, x):
    """Pour chaque ReLU, par rang : la part de ses sorties nulles."""
    # À FAIRE : un crochet par ReLU, un passage, puis retirer les crochets
    # Indice : ``enumerate(modele)`` parcourt un ``Sequential`` avec le rang.
    # Indice : le crochet est une fonction (couche, entrees, sortie).
    # Indice : ``register_forward_hook`` rend un objet qui a ``remove()``.
    parts, crochets = {}, []
    for rang, couche in enumerate(modele):
        if isinstance(couche, nn.ReLU):
            def noter(couche, entrees, sortie, rang=rang):
                parts[rang] = (sortie == 0).float().mean().item()

            crochets.append(couche.register_forward_hook(noter))
    with torch.no_grad():
        modele(x)
    for crochet in crochets:
        crochet.remove()
    return parts
    # FIN


# %% essai-compte
torch.manual_seed(0)
modele = construire([64, 32, 16, 10])
print(modele)
print(compter(modele))

# %% essai-zeros
for rang, part in part_de_zeros(modele, images).items():
    print(f"couche {rang} : {part:.0%} de zéros")

# %% essai-biais
# Un biais très négatif éteint toute la première couche.
with torch.no_grad():
    modele[0].bias.fill_(-100.0)
print(part_de_zeros(modele, images))


# %% verifier-construction
def verifier_construction():
    """Les couches sont les bonnes, dans l'ordre."""
    noms = [type(c).__name__ for c in construire([6, 5, 4, 3])]
    assert noms[-1:] != ["ReLU"], (
        "une ReLU après la dernière couche : les logits ne seraient jamais "
        "négatifs (indice 2)")
    attendus = ["Linear", "ReLU", "Linear", "ReLU", "Linear"]
    assert noms == attendus, f"{noms} au lieu de {attendus}"
    sortie = construire([6, 5, 4, 3])(torch.ones(2, 6))
    assert sortie.shape == (2, 3), (
        f"forme {tuple(sortie.shape)} en sortie au lieu de (2, 3)")


# %% verifier-parametres
def verifier_parametres():
    """Tous les paramètres sont visibles du réseau."""
    formes = [tuple(p.shape) for p in construire([6, 5, 3]).parameters()]
    assert formes == [(5, 6), (5,), (3, 5), (3,)], (
        f"parameters() donne les formes {formes} ; il faut deux matrices et "
        "deux biais")


# %% verifier-compte
def verifier_compte():
    """Le compte comprend les biais."""
    compte = compter(nn.Linear(3, 2))
    assert compte != 6, "6 pour Linear(3, 2) : il manque les deux biais"
    assert compte != 2, (
        "2 pour Linear(3, 2) : ce sont les tenseurs, pas leurs valeurs "
        "(indice 1)")
    assert compte == 8, f"{compte} au lieu de 8 pour Linear(3, 2)"


# %% verifier-gel
def verifier_gel():
    """Une couche gelée ne compte pas."""
    gele = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
    gele[0].requires_grad_(False)
    compte = compter(gele)
    assert compte == 3, (
        f"{compte} au lieu de 3 : une couche gelée n'est pas corrigée "
        "(indice 2)")


# %% verifier-zeros
def verifier_zeros():
    """La part de zéros est celle des sorties de chaque ReLU."""
    identite = nn.Linear(2, 2)
    with torch.no_grad():
        identite.weight.copy_(torch.eye(2))
        identite.bias.zero_()
    x = torch.tensor([[1.0, -1.0], [2.0, -2.0], [3.0, 4.0], [5.0, 6.0]])
    parts = part_de_zeros(nn.Sequential(identite, nn.ReLU()), x)
    assert list(parts) == [1], (
        f"clés {list(parts)} au lieu de [1] : seules les ReLU comptent, par "
        "leur rang")
    assert abs(parts[1] - 0.25) < 1e-6, (
        f"{parts[1]:.2f} au lieu de 0,25 : deux zéros sur huit sorties")


# %% verifier-crochets
class Compteur(nn.Sequential):
    appels = 0

    def forward(self, x):
        self.appels += 1
        return super().forward(x)


def verifier_crochets():
    """Le réseau est appelé, crochets posés, puis rendu comme il était."""
    reseau = Compteur(nn.Linear(2, 2), nn.ReLU())
    part_de_zeros(reseau, torch.ones(1, 2))
    assert reseau.appels, (
        "le réseau n'a pas été appelé : posez un crochet sur chaque ReLU, "
        "puis appelez modele(x) (indice 2)")
    restants = sum(len(c._forward_hooks) for c in reseau.modules())
    assert restants == 0, (
        f"{restants} crochet reste posé : chaque appel en ajouterait un "
        "(indice 3)")


# %% verifications
for verifier in (verifier_construction, verifier_parametres, verifier_compte,
                 verifier_gel, verifier_zeros, verifier_crochets):
    verifier()
compte_essai = compter(modele)
assert compte_essai == 64 * 32 + 32 + 32 * 16 + 16 + 16 * 10 + 10
assert part_de_zeros(modele, images)[1] == 1
