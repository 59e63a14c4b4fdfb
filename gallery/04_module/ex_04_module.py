"""
Exercice : un module à soi
==========================

Écrire un ``Module`` qui normalise ses entrées par des tampons, puis les
fait passer dans des couches de tailles quelconques. Compter ce qu'il
apprend, et mesurer par des crochets ce que ses ReLU éteignent.
"""

# %% imports
import torch
from sklearn.datasets import load_wine
from torch import nn

# %% donnees
# 178 vins, treize mesures chimiques, trois cépages.
jeu = load_wine()
vins = torch.tensor(jeu.data, dtype=torch.float32)  # (178, 13)
cepages = torch.tensor(jeu.target)                  # (178,)

# %% perceptron
class Perceptron(nn.Module):
    """Des mesures normalisées, des couches linéaires, des ReLU."""

    def __init__(self, tailles, exemples):
        # À FAIRE : les tampons moyenne et ecart, et les pièces de couches
        # Indice : avant toute affectation vient ``super().__init__()``.
        # Indice : ``register_buffer("moyenne", …)`` ; une moyenne et un
        #   écart type par mesure se calculent avec ``dim=0``.
        # Indice : ``zip(tailles, tailles[1:])`` donne les tailles de chaque
        #   couche ; ``nn.ModuleList`` ou ``nn.Sequential`` les inscrit, une
        #   liste Python non.
        # Indice : une ``nn.ReLU()`` entre deux couches, aucune à la fin.
        super().__init__()
        self.register_buffer("moyenne", exemples.mean(dim=0))
        self.register_buffer("ecart", exemples.std(dim=0))
        pieces = []
        for entrees, sorties in zip(tailles, tailles[1:]):
            pieces += [nn.Linear(entrees, sorties), nn.ReLU()]
        self.couches = nn.Sequential(*pieces[:-1])
        # FIN

    def forward(self, x):
        # À FAIRE : les logits, à partir de x, (n, tailles[0])
        # Indice : normaliser, c'est retirer la moyenne, puis diviser par
        #   l'écart type ; les tampons les contiennent.
        # Indice : la sortie de chaque pièce de ``self.couches`` est
        #   l'entrée de la suivante.
        x = (x - self.moyenne) / self.ecart
        for piece in self.couches:
            x = piece(x)
        return x
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
def parts_de_zeros(modele, x):
    """La part de sorties nulles de chaque ReLU, dans l'ordre du calcul."""
    # À FAIRE : un crochet par ReLU, un passage, puis retirer les crochets
    # Indice : ``modele.modules()`` parcourt toutes les pièces, même celles
    #   qui sont rangées dans une autre ; ``isinstance(piece, nn.ReLU)`` dit
    #   si l'une d'elles est une ReLU.
    # Indice : un crochet est une fonction (couche, entrees, sortie) ; il
    #   peut ajouter un nombre à une liste.
    # Indice : ``register_forward_hook`` rend un objet qui a ``remove()``.
    parts = []

    def noter(couche, entrees, sortie):
        parts.append((sortie == 0).float().mean().item())

    crochets = [piece.register_forward_hook(noter)
                for piece in modele.modules() if isinstance(piece, nn.ReLU)]
    with torch.inference_mode():
        modele(x)
    for crochet in crochets:
        crochet.remove()
    return parts
    # FIN

# %% essai-compte
torch.manual_seed(0)
modele = Perceptron([13, 32, 16, 3], vins)
print("à corriger :", compter(modele))

# %% essai-zeros
print("zéros au départ :",
      [f"{part:.0%}" for part in parts_de_zeros(modele, vins)])

# %% essai-apprendre
# 50 vins sont gardés pour juger ; les tampons viennent des 128 autres.
ordre = torch.randperm(178, generator=torch.Generator().manual_seed(0))
appris, neufs = ordre[:128], ordre[128:]
torch.manual_seed(0)
modele = Perceptron([13, 32, 16, 3], vins[appris])
optimiseur = torch.optim.Adam(modele.parameters(), lr=0.01)
pertes = []
for _ in range(100):
    optimiseur.zero_grad()
    logits = modele(vins[appris])  # (128, 3)
    perte = nn.functional.cross_entropy(logits, cepages[appris])
    perte.backward()
    optimiseur.step()
    pertes.append(perte.item())
print(f"perte : {pertes[0]:.2f} au premier pas, {pertes[-1]:.3f} au dernier")

# %% essai-juger
with torch.inference_mode():
    reponses = modele(vins[neufs]).argmax(dim=1)  # (50,)
justes = (reponses == cepages[neufs]).sum().item()
print(f"sur les vins gardés : {justes} bonnes réponses sur 50")

# %% verifier-reseau
def exemples_de(taille):
    """Des mesures d'échelles différentes, sans écart type nul."""
    g = torch.Generator().manual_seed(taille)
    x = torch.randn(7, taille, generator=g)       # (7, taille)
    return 5 + torch.arange(1.0, taille + 1) * x


def neuf(*tailles, exemples=None):
    if exemples is None:
        exemples = exemples_de(tailles[0])
    try:
        return Perceptron(list(tailles), exemples)
    except AttributeError as erreur:
        assert "__init__() call" not in str(erreur), (
            "super().__init__() crée les dictionnaires du module : il vient "
            "avant toute affectation (indice 1)")
        raise

# %% verifier-pieces
def verifier_pieces():
    """Le module a les bonnes couches, dans l'ordre"""
    reseau = neuf(6, 5, 4, 3)
    pieces = [piece for piece in reseau.modules()
              if isinstance(piece, (nn.Linear, nn.ReLU))]
    noms = [type(piece).__name__ for piece in pieces]
    assert "Linear" in noms, (
        "aucune couche parmi les pièces du module : une liste Python ne les "
        "inscrit pas (indice 3)")
    assert noms[-1] != "ReLU", (
        "une ReLU vient après la dernière couche : aucun logit ne serait "
        "négatif (indice 4)")
    assert noms.count("ReLU") == 2, (
        f"{noms.count('ReLU')} ReLU au lieu de 2 pour trois couches : une "
        "entre deux couches, chacune la sienne (indice 4)")
    attendu = [(6, 5), (5, 4), (4, 3)]
    obtenu = [(piece.in_features, piece.out_features) for piece in pieces
              if isinstance(piece, nn.Linear)]
    assert obtenu == attendu, (
        f"les couches ont les tailles {obtenu} au lieu de {attendu} "
        "(indice 3)")
    assert all(p.bias is not None for p in pieces if hasattr(p, "bias")), (
        "il manque les biais des couches (indice 3)")

# %% verifier-tampon
def controler(reseau, nom, attendus):
    appris = dict(reseau.named_parameters())
    assert nom not in appris, (
        f"{nom} est un paramètre : l'optimiseur la changerait (indice 2)")
    assert hasattr(reseau, nom), f"le module n'a pas de {nom} (indice 2)"
    assert nom in dict(reseau.named_buffers()), (
        f"{nom} est un attribut ordinaire : ni sauvegardé, ni déplacé "
        "(indice 2)")
    assert nom in reseau.state_dict(), (
        f"{nom} n'est pas dans l'état : persistent=False l'en exclut")
    tampon = getattr(reseau, nom)
    assert tampon.numel() == 4, (
        f"{nom} a {tampon.numel()} valeur(s) au lieu de 4, une par mesure "
        "(indice 2)")
    assert any(torch.allclose(tampon.reshape(-1), a) for a in attendus), (
        f"{nom} n'est pas celle des exemples donnés (indice 2)")

# %% verifier-tampons
def verifier_tampons():
    """La moyenne et l'écart type des exemples sont deux tampons"""
    exemples, avant = exemples_de(4), exemples_de(4)
    reseau = neuf(4, 3, exemples=exemples)
    assert torch.equal(exemples, avant), (
        "les exemples reçus ont été modifiés sur place : - et / rendent de "
        "nouveaux tenseurs, -= et /= non")
    controler(reseau, "moyenne", [exemples.mean(dim=0)])
    controler(reseau, "ecart", [
        exemples.std(dim=0), exemples.std(dim=0, correction=0)])

# %% verifier-reference
def attendu_de(reseau, x, normaliser=True):
    """Les logits, écrits à la main."""
    if normaliser:
        x = (x - reseau.moyenne) / reseau.ecart
    couches = [c for c in reseau.modules() if isinstance(c, nn.Linear)]
    for rang, couche in enumerate(couches):
        if rang:
            x = x.clamp(min=0)
        x = x @ couche.weight.T + couche.bias
    return x


def proche(un, autre):
    return torch.allclose(un, autre, rtol=1e-4, atol=1e-5)

# %% verifier-prepare
class Prepare(Perceptron):
    """Un module déjà construit : forward se juge seul."""

    def __init__(self, *tailles):
        nn.Module.__init__(self)
        exemples = exemples_de(tailles[0])
        self.register_buffer("moyenne", exemples.mean(dim=0))
        self.register_buffer("ecart", exemples.std(dim=0))
        self.couches = nn.Sequential(nn.Linear(*tailles[:2]))
        for entrees, sorties in zip(tailles[1:], tailles[2:]):
            self.couches.append(nn.ReLU())
            self.couches.append(nn.Linear(entrees, sorties))

# %% verifier-calcul
def verifier_calcul():
    """forward rend les logits, pour toute profondeur et tout lot"""
    for tailles in ([4, 3], [4, 5, 3], [4, 6, 5, 4, 3]):
        reseau = Prepare(*tailles)
        x = 3 * exemples_de(4)[:5] - 2  # un autre lot que les exemples
        avant = x.clone()
        sortie = reseau(x)
        assert torch.equal(x, avant), (
            "le lot reçu a été modifié sur place : - et / rendent de "
            "nouveaux tenseurs, -= et /= non")
        assert torch.is_tensor(sortie), (
            f"forward rend {type(sortie).__name__} au lieu d'un tenseur")
        comparer(reseau, x, sortie, len(tailles) - 1)
        assert sortie.requires_grad, (
            "la sortie n'est plus suivie : rien ne s'apprendrait")

# %% verifier-comparaison
def comparer(reseau, x, sortie, nombre):
    juste = attendu_de(reseau, x)
    assert sortie.shape == juste.shape, (
        f"avec {nombre} couche(s) Linear, la sortie est de forme "
        f"{tuple(sortie.shape)} au lieu de {tuple(juste.shape)} : forward "
        "parcourt self.couches en entier (indice 2 de Perceptron.forward)")
    sur_le_lot = (x - x.mean(dim=0)) / x.std(dim=0)
    assert not proche(sortie, attendu_de(reseau, x, False)), (
        "x n'est pas normalisé (indice 1 de Perceptron.forward)")
    assert not proche(sortie, attendu_de(reseau, sur_le_lot, False)), (
        "x est normalisé par sa propre moyenne : celle des exemples est "
        "dans les tampons (indice 1 de Perceptron.forward)")
    assert not proche(sortie, juste.softmax(dim=1)), (
        "ce sont des probabilités : la perte attend des logits")
    assert not proche(sortie, juste.clamp(min=0)), (
        "une ReLU suit la dernière couche : les logits n'ont pas de borne")
    assert proche(sortie, juste), (
        f"avec {nombre} couche(s) Linear, les valeurs sont fausses : la "
        "sortie de chaque pièce est l'entrée de la suivante (indice 2 de "
        "Perceptron.forward)")

# %% verifier-ensemble
def verifier_ensemble():
    """Construit et appelé, votre module calcule juste"""
    reseau, x = neuf(4, 6, 5, 3), exemples_de(4)[:5]
    sortie, juste = reseau(x), attendu_de(reseau, x)
    assert getattr(sortie, "shape", None) == juste.shape and proche(
            sortie, juste), (
        "chaque méthode est juste, mais ensemble elles ne le sont pas : "
        "forward lit-il bien ce que __init__ a rangé ?")

# %% verifier-exemple
class AvecTampon(nn.Module):
    """Une couche rangée dans une autre pièce, et un tampon."""

    def __init__(self):
        super().__init__()
        self.interieur = nn.Sequential(nn.Sequential(nn.Linear(3, 2)))
        self.register_buffer("moyenne", torch.zeros(5))

    def forward(self, x):
        return self.interieur(x)


def compte_de(modele):
    try:
        return int(compter(modele))
    except (TypeError, AttributeError) as erreur:
        raise AssertionError(
            "compter reçoit n'importe quel module, sans en connaître les "
            f"pièces : parameters() les parcourt toutes ({erreur})"
        ) from None

# %% verifier-compte
def verifier_compte():
    """Le compte comprend les biais, à toute profondeur"""
    compte = compte_de(nn.Linear(3, 2))
    assert compte != 6, "6 pour Linear(3, 2) : il manque les deux biais"
    assert compte != 2, (
        "2 pour Linear(3, 2) : ce sont les tenseurs, pas leurs valeurs "
        "(indice 1)")
    assert compte == 8, f"{compte} au lieu de 8 pour Linear(3, 2)"
    compte = compte_de(AvecTampon())
    assert compte != 13, (
        "13 au lieu de 8 : les valeurs d'un tampon ne s'apprennent pas")
    assert compte == 8, (
        f"{compte} au lieu de 8 quand la couche est rangée dans une autre "
        "pièce : parameters() les parcourt toutes")

# %% verifier-gel
def verifier_gel():
    """Un paramètre gelé ne compte pas"""
    gele = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
    gele[0].requires_grad_(False)
    compte = compte_de(gele)
    assert compte == 3, (
        f"{compte} au lieu de 3 : une couche gelée n'est pas corrigée "
        "(indice 2)")
    gele[1].weight.requires_grad_(False)
    compte = compte_de(gele)
    assert compte == 1, (
        f"{compte} au lieu de 1 quand seul un biais n'est pas gelé : "
        "regardez chaque paramètre, pas la couche")

# %% verifier-deux-relu
def deux_relu():
    """Deux ReLU, dont une rangée dans une autre pièce."""
    premiere, seconde = nn.Linear(2, 2), nn.Linear(2, 2)
    with torch.no_grad():
        premiere.weight.copy_(torch.eye(2))
        seconde.weight.copy_(torch.tensor([[1.0, 0], [-1, 0]]))
        premiere.bias.zero_()
        seconde.bias.zero_()
    x = torch.tensor([[1.0, -1.0], [2.0, -2.0], [3.0, 4.0], [5.0, 6.0]])
    dedans = nn.Sequential(premiere, nn.ReLU())
    return nn.Sequential(dedans, seconde, nn.ReLU()), x

# %% verifier-zeros
def verifier_zeros():
    """Une part par ReLU, dans l'ordre du calcul"""
    reseau, x = deux_relu()
    parts = parts_de_zeros(reseau, x)
    parts = list(parts.values()) if isinstance(parts, dict) else list(parts)
    assert parts, (
        "aucune part : le réseau doit être appelé une fois les crochets "
        "posés (indice 3)")
    assert None not in parts and len(parts) != 1, (
        f"{parts} : il faut une part par ReLU, où qu'elle soit rangée ; et "
        "un crochet qui lit une variable de la boucle la lit au moment du "
        "passage, quand elle a sa dernière valeur (indices 1 et 2)")
    assert len(parts) == 2, (
        f"{len(parts)} parts au lieu de 2 : seules les ReLU comptent")
    parts = [float(part) for part in parts]
    assert parts != [2, 4] and parts != [25, 50], (
        f"{parts} : une part va de 0 à 1, divisez par le nombre de sorties")
    assert parts != [0.75, 0.5], "ce sont les parts de sorties non nulles"
    assert parts != [0.5, 0.25], "les parts sont dans l'ordre inverse"
    assert all(abs(p - a) < 1e-6 for p, a in zip(parts, [0.25, 0.5])), (
        f"{parts} au lieu de [0.25, 0.5] : la part des sorties nulles")

# %% verifier-crochets
def verifier_crochets():
    """Le réseau est rendu comme il était"""
    reseau, x = deux_relu()
    appels = []
    reseau[2].register_forward_hook(lambda *_: appels.append(1))
    parts_de_zeros(reseau, x)
    assert appels, (
        "le réseau n'a pas été appelé : posez un crochet sur chaque ReLU, "
        "puis appelez modele(x) (indice 3)")
    restants = sum(len(p._forward_hooks) for p in reseau.modules())
    assert restants <= 1, (
        f"{restants - 1} crochet(s) de trop : chaque appel en ajouterait "
        "(indice 3)")
    assert restants == 1, (
        "un crochet qui n'était pas à vous a été retiré : remove() ne "
        "retire que le sien")

# %% verifications
for verifier in (verifier_pieces, verifier_tampons, verifier_calcul,
                 verifier_ensemble, verifier_compte, verifier_gel,
                 verifier_zeros, verifier_crochets):
    verifier()
nombre_de_vins, nombre_de_mesures = vins.shape
compte_essai = compter(modele)
assert compte_essai == 13 * 32 + 32 + 32 * 16 + 16 + 16 * 3 + 3
perte_debut, perte_fin = pertes[0], pertes[-1]
assert perte_fin < 0.05 < perte_debut and justes >= 45
