"""
Exercice : un budget de douze essais
====================================

Tirer des réglages au hasard, en essayer six sur une graine, puis rejouer les
deux meilleurs sur trois graines neuves : douze entraînements, pas un de plus.
"""

# %% imports
import math

import torch
from sklearn.datasets import load_digits
from torch import nn

# %% donnees
# Chiffres de 8 pixels sur 8 : 800 pour apprendre, 500 pour valider.
chiffres = load_digits()
images = torch.tensor(chiffres.data, dtype=torch.float32) / 16  # (1797, 64)
etiquettes = torch.tensor(chiffres.target)                      # (1797,)
ordre = torch.randperm(1797, generator=torch.Generator().manual_seed(0))
appris, a_valider = ordre[:800], ordre[800:1300]
largeurs = [16, 32, 64, 128]
critere = nn.CrossEntropyLoss()


# %% essayer
def essayer(reglage, graine):
    """Dix époques, puis la perte de validation."""
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(64, reglage["caches"]), nn.ReLU(),
                           nn.Linear(reglage["caches"], 10))
    adamw = torch.optim.AdamW(modele.parameters(), lr=reglage["taux"])
    g = torch.Generator().manual_seed(graine)
    for _ in range(10):
        for lot in appris[torch.randperm(800, generator=g)].split(100):
            adamw.zero_grad()
            critere(modele(images[lot]), etiquettes[lot]).backward()
            adamw.step()
    with torch.inference_mode():
        return critere(modele(images[a_valider]), etiquettes[a_valider]).item()


# %% tirer-reglages
def tirer_reglages(n, g):
    """n réglages : un taux de 0,0001 à 1, et une largeur de la liste."""
    # À FAIRE : n dictionnaires, de clés "taux" et "caches"
    # Indice : tirez l'exposant du taux, de −4 à 0, puis élevez 10 à cette
    # puissance ; ``torch.rand(1, generator=g).item()`` va de 0 à 1.
    # Indice : pour la largeur, un second tirage, indépendant :
    # ``torch.randint(len(largeurs), (1,), generator=g).item()`` est un rang
    # de ``largeurs``.
    # Indice : ``item()`` fait d'un tenseur un nombre ; tous les tirages
    # prennent ``generator=g``.
    reglages = []
    for _ in range(n):
        exposant = -4 + 4 * torch.rand(1, generator=g).item()
        rang = torch.randint(len(largeurs), (1,), generator=g).item()
        reglages.append({"taux": 10**exposant, "caches": largeurs[rang]})
    return reglages
    # FIN


# %% depenser
def depenser(essayer, candidats, finalistes, graines):
    """Rend le réglage choisi, sa perte moyenne et son écart type."""
    # À FAIRE : un essai par candidat, puis les finalistes sur ces graines
    # Indice : chaque candidat une fois, ``essayer(candidat, 0)`` ; gardez les
    # ``finalistes`` candidats aux plus petites pertes.
    # Indice : ``nan`` n'est jamais le plus petit, mais ``sorted`` et ``min``
    # s'y trompent : remplacez-le par ``math.inf`` dès qu'il est lu.
    # Indice : rejouez chaque finaliste sur chacune des ``graines``, et
    # choisissez d'après ces seules pertes : celle de la graine 0, qui a servi
    # à trier, est trop belle.
    # Indice : l'écart type divise par le nombre de graines moins une.
    def lire(reglage, graine):
        perte = essayer(reglage, graine)
        return math.inf if math.isnan(perte) else perte

    premieres = [lire(candidat, 0) for candidat in candidats]
    rangs = sorted(range(len(candidats)), key=lambda i: premieres[i])
    bilans = []
    for rang in rangs[:finalistes]:
        pertes = torch.tensor([lire(candidats[rang], s) for s in graines],
                              dtype=torch.float64)
        bilans.append((pertes.mean().item(), pertes.std().item(), rang))
    moyenne, ecart, rang = min(bilans)
    return candidats[rang], moyenne, ecart
    # FIN


# %% essai-tirer
for reglage in tirer_reglages(3, torch.Generator().manual_seed(0)):
    print(f"taux {reglage['taux']:.4f}, {reglage['caches']} neurones")

# %% essai-depenser
candidats = tirer_reglages(6, torch.Generator().manual_seed(0))
choisi, moyenne, ecart = depenser(essayer, candidats, 2, (1, 2, 3))
print(f"taux {choisi['taux']:.4f}, {choisi['caches']} neurones : "
      f"{moyenne:.3f} ± {ecart:.3f}")


# %% verifier-liste
def verifier_liste():
    """n réglages, chacun un dictionnaire de deux nombres"""
    for n in (5, 1):
        rendu = tirer_reglages(n, torch.Generator().manual_seed(0))
        assert rendu is not None, (
            "la fonction ne rend rien : manque-t-il return ?")
        assert isinstance(rendu, (list, tuple)), (
            f"la fonction rend {type(rendu).__name__} au lieu d'une liste")
        assert len(rendu) == n, (
            f"{len(rendu)} réglages au lieu de {n} : le nombre est n")
        for reglage in rendu:
            assert isinstance(reglage, dict) and set(reglage) == {
                "taux", "caches"}, (
                'chaque réglage est un dictionnaire, de clés "taux" et '
                '"caches"')
            assert not any(map(torch.is_tensor, reglage.values())), (
                "un réglage contient un tenseur : item() en fait un nombre "
                "(indice 3)")


# %% verifier-generateur
def verifier_generateur():
    """Les tirages viennent de g, et de lui seul"""
    torch.manual_seed(1)
    un = tirer_reglages(20, torch.Generator().manual_seed(5))
    torch.manual_seed(2)
    deux = tirer_reglages(20, torch.Generator().manual_seed(5))
    trois = tirer_reglages(20, torch.Generator().manual_seed(6))
    assert list(un) == list(deux), (
        "le même générateur donne deux listes différentes : il manque "
        "generator=g (indice 3)")
    assert list(un) != list(trois), (
        "deux générateurs donnent la même liste : g est ignoré (indice 3)")
    g = torch.Generator().manual_seed(5)
    suite = [tirer_reglages(10, g) for _ in range(2)]
    assert list(suite[0]) != list(suite[1]), (
        "deux appels de suite donnent la même liste : ne remettez pas de "
        "graine dans g (indice 3)")


# %% verifier-taux
def verifier_taux():
    """L'exposant du taux est uniforme, de −4 à 0"""
    rendu = tirer_reglages(2000, torch.Generator().manual_seed(0))
    taux = torch.tensor([r["taux"] for r in rendu], dtype=torch.float64)
    assert (taux > 0).all(), (
        "un taux est nul ou négatif : il va de 0,0001 à 1 (indice 1)")
    assert not (taux > 1 + 1e-9).any(), (
        f"un taux de {taux.max():.3g} : le plus grand est 1 (indice 1)")
    assert taux.min() > 0.99e-4, (
        f"un taux de {taux.min():.1e} : le plus petit est 0,0001 (indice 1)")
    hauts = (taux > 0.1).double().mean().item()
    assert hauts < 0.8, (
        f"{hauts:.0%} des taux dépassent 0,1 : tirez l'exposant, pas le taux "
        "(indice 1)")
    assert len(set(taux.tolist())) > 1500, (
        "les mêmes taux reviennent : l'exposant n'est pas un entier, et "
        "chaque réglage a le sien (indice 1)")
    for bas in (-4, -3, -2, -1):
        part = ((taux >= 10**bas) & (taux < 10 ** (bas + 1))).double().mean()
        assert abs(part.item() - 0.25) < 0.05, (
            f"{part:.0%} des taux entre 1e{bas} et 1e{bas + 1}, au lieu d'un "
            "quart (indice 1)")


# %% verifier-largeurs
def verifier_largeurs():
    """La largeur vient de la liste, sans lien avec le taux"""
    rendu = tirer_reglages(2000, torch.Generator().manual_seed(0))
    caches = [r["caches"] for r in rendu]
    hors = sorted({str(c) for c in caches if c not in largeurs})
    assert not hors, (
        f"largeur {hors[0]}, qui n'est pas dans la liste (indice 2)")
    for largeur in largeurs:
        part = caches.count(largeur) / 2000
        assert 0.2 < part < 0.3, (
            f"la largeur {largeur} sort {part:.0%} du temps, au lieu d'un "
            "quart (indice 2)")
    petits = [c for c, r in zip(caches, rendu) if r["taux"] < 1e-2]
    part = petits.count(16) / len(petits)
    assert 0.15 < part < 0.35, (
        "la largeur suit le taux : les deux tirages doivent être "
        "indépendants (indice 2)")


# %% verifier-scene
class Scene:
    """Des candidats, leurs pertes par graine, et les essais demandés."""

    def __init__(self, pertes):
        self.pertes, self.appels = pertes, []
        self.candidats = [{"taux": 0.1 / (i + 1), "caches": 16 * (i + 1)}
                          for i in range(len(pertes))]

    def essayer(self, reglage, graine):
        rang = self.candidats.index(reglage)
        self.appels.append((rang, graine))
        return self.pertes[rang].get(graine, 9.0)

    def jouer(self, finalistes=2, graines=(1, 2, 3)):
        rendu = depenser(self.essayer, list(self.candidats), finalistes,
                         graines)
        assert rendu is not None, (
            "la fonction ne rend rien : manque-t-il return ?")
        assert isinstance(rendu, (tuple, list)) and len(rendu) == 3, (
            "la fonction rend trois choses : le réglage, la moyenne, l'écart "
            "type")
        return rendu


# %% verifier-six
def six_candidats():
    """Le 4 est le plus beau sur la graine 0, le 1 sur les autres."""
    return Scene([{0: 0.9}, {0: 0.25, 1: 0.30, 2: 0.33, 3: 0.39}, {0: 0.7},
                  {0: 0.5}, {0: 0.05, 1: 0.36, 2: 0.38, 3: 0.40}, {0: 0.8}])


# %% verifier-budget
def verifier_budget():
    """Douze essais, pas un de plus, et jamais deux fois le même"""
    scene = six_candidats()
    scene.jouer()
    appels = scene.appels
    assert len(set(appels)) == len(appels), (
        "le même essai est payé deux fois : gardez ce qu'il a rendu "
        "(indice 1)")
    assert len(appels) != 24, (
        "24 essais : tous les candidats sont rejoués, et pas les seuls "
        "finalistes (indice 1)")
    assert len(appels) == 12, f"{len(appels)} essais au lieu de 12 (indice 1)"
    assert {a for a in appels if a[1] == 0} == {(i, 0) for i in range(6)}, (
        "chaque candidat est d'abord essayé sur la graine 0 (indice 1)")
    assert {a[0] for a in appels if a[1] != 0} != {0, 5}, (
        "les finalistes sont les plus grandes pertes : gardez les plus "
        "petites (indice 1)")
    assert {a[0] for a in appels if a[1] != 0} == {1, 4}, (
        "les finalistes ne sont pas les deux plus petites pertes de la "
        "graine 0 (indice 1)")


# %% verifier-choix
def verifier_choix():
    """Le choix se fait sur les graines neuves"""
    scene = six_candidats()
    reglage, moyenne, ecart = scene.jouer()
    assert reglage in scene.candidats, (
        "le premier résultat est le réglage choisi, un des candidats")
    rang = scene.candidats.index(reglage)
    assert rang != 4, (
        "le choix se fie à la graine 0, qui a servi à trier : seules les "
        "graines neuves comptent (indice 3)")
    assert rang == 1, "ce n'est pas le finaliste à la plus petite moyenne"
    for nom, nombre in (("la moyenne", moyenne), ("l'écart type", ecart)):
        assert not torch.is_tensor(nombre), (
            f"{nom} est un tenseur : item() en fait un nombre")
    assert abs(moyenne - 0.3175) > 1e-4, (
        "la moyenne contient aussi la graine 0 (indice 3)")
    assert abs(moyenne - 0.33) > 1e-4, "une médiane au lieu d'une moyenne"
    assert abs(moyenne - 0.34) < 1e-4, (
        f"moyenne {moyenne:.4f} au lieu de 0,34 (indice 3)")


# %% verifier-ecart
def verifier_ecart():
    """L'écart type est celui des graines neuves"""
    _, _, ecart = six_candidats().jouer()
    assert abs(ecart - 0.0374) > 1e-3, (
        "l'écart type divise par le nombre de graines : divisez par ce nombre "
        "moins un (indice 4)")
    assert abs(ecart - 0.0021) > 1e-4, (
        "c'est la variance : il manque la racine (indice 4)")
    assert abs(ecart - 0.0265) > 1e-3, (
        "c'est l'incertitude de la moyenne, pas l'écart type (indice 4)")
    assert abs(ecart - 0.0458) < 1e-3, (
        f"écart type {ecart:.4f} au lieu de 0,0458 (indice 4)")


# %% verifier-arguments
def verifier_arguments():
    """Le nombre de finalistes et les graines sont ceux que l'on donne"""
    scene = Scene([{0: 0.1, 7: 0.6, 9: 0.6}, {0: 0.2, 7: 0.5, 9: 0.5},
                   {0: 0.3, 7: 0.2, 9: 0.4}, {0: 0.4, 7: 0.1, 9: 0.1}])
    reglage, moyenne, _ = scene.jouer(finalistes=3, graines=(7, 9))
    neufs = {a for a in scene.appels if a[1] != 0}
    assert {a[1] for a in neufs} == {7, 9}, (
        "les graines rejouées ne sont pas celles que l'on donne (indice 3)")
    assert len({a[0] for a in neufs}) == 3, (
        f"{len({a[0] for a in neufs})} finalistes au lieu de 3 (indice 1)")
    assert reglage == scene.candidats[2] and abs(moyenne - 0.3) < 1e-6, (
        "ce n'est pas le finaliste à la plus petite moyenne (indice 3)")


# %% verifier-nan
def verifier_nan():
    """Une perte nan n'est jamais choisie"""
    nan = math.nan
    bons = {1: 0.3, 2: 0.3, 3: 0.3}
    for place in range(4):
        pertes = [{0: 0.5, **bons}, {0: 0.4, **bons}, {0: 0.9, **bons}]
        pertes.insert(place, {0: nan, 1: 0.1, 2: 0.1, 3: 0.1})
        scene = Scene(pertes)
        scene.jouer()
        assert place not in {a[0] for a in scene.appels if a[1] != 0}, (
            "un candidat dont la perte est nan est devenu finaliste "
            "(indice 2)")
    for premier in (0.1, 0.2):
        scene = Scene([{0: premier, 1: 0.1, 2: nan, 3: 0.1},
                       {0: 0.15, **bons}, {0: 0.9}])
        reglage, moyenne, _ = scene.jouer()
        assert reglage == scene.candidats[1] and abs(moyenne - 0.3) < 1e-6, (
            "un finaliste dont une perte est nan a été choisi (indice 2)")


# %% verifications
for verifier in (verifier_liste, verifier_generateur, verifier_taux,
                 verifier_largeurs, verifier_budget, verifier_choix,
                 verifier_ecart, verifier_arguments, verifier_nan):
    verifier()
perte_choisie, ecart_choisi = moyenne, ecart
taux_choisi, largeur_choisie = choisi["taux"], choisi["caches"]
assert perte_choisie < 0.3
