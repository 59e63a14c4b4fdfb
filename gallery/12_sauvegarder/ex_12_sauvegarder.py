"""
Exercice : un point de reprise
==============================

Écrire la fonction qui enregistre un entraînement, et celle qui le reprend, de
sorte que la suite soit la même, au bit près, que si rien n'avait été coupé.
"""

# %% imports
import os
import pickle
import tempfile
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# %% donnees
tirage = torch.Generator().manual_seed(0)
x = torch.randn(64, 4, generator=tirage)  # (64, 4)
y = (x[:, 0] > 0).long()                  # (64,)
jeu = TensorDataset(x, y)

# %% dossier
temporaire = tempfile.TemporaryDirectory()
dossier = Path(temporaire.name)


# %% preparer
def preparer(graine=0):
    """Un modèle à dropout, Adam, et des lots que g mélange."""
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5),
                           nn.Linear(8, 2))
    optimiseur = torch.optim.Adam(modele.parameters(), lr=0.05)
    return modele, optimiseur, torch.Generator().manual_seed(graine)


# %% epoques
def avancer(modele, optimiseur, g, historique, jusqu_a):
    """Des époques de plus, jusqu'à celle que l'on dit."""
    lots = DataLoader(jeu, batch_size=16, shuffle=True, generator=g)
    while len(historique) < jusqu_a:
        somme = 0.0
        for images, cibles in lots:
            optimiseur.zero_grad()
            perte = nn.functional.cross_entropy(modele(images), cibles)
            perte.backward()
            optimiseur.step()
            somme += perte.item() * len(cibles)
        historique.append(somme / len(jeu))
    return historique


# %% enregistrer
def enregistrer(fichier, modele, optimiseur, g, historique):
    """Écrit tout ce qu'il faut pour reprendre."""
    # À FAIRE : un dictionnaire, écrit sans risquer l'ancien fichier
    # Indice : un dictionnaire d'états, pas d'objets : ``state_dict()`` du
    # modèle et de l'optimiseur, et la liste ``historique``.
    # Indice : deux générateurs servent : ``g.get_state()`` pour l'ordre des
    # lots, ``torch.get_rng_state()`` pour le dropout.
    # Indice : ``torch.save`` dans un autre fichier du même dossier, puis
    # ``os.replace(autre, fichier)``.
    point = {"modele": modele.state_dict(),
             "optimiseur": optimiseur.state_dict(),
             "ordre": g.get_state(), "hasard": torch.get_rng_state(),
             "historique": historique}
    provisoire = fichier.with_suffix(".tmp")
    torch.save(point, provisoire)
    os.replace(provisoire, fichier)
    # FIN


# %% reprendre
def reprendre(fichier, modele, optimiseur, g):
    """Remet tout en place ; rend l'historique, vide s'il n'y a rien."""
    # À FAIRE : lire le fichier s'il existe, et remettre chaque état
    # Indice : ``fichier.exists()`` ; sans fichier, on rend ``[]`` et l'on ne
    # touche à rien.
    # Indice : ``torch.load(fichier)``, dont le réglage d'origine n'exécute
    # rien ; puis ``load_state_dict`` du modèle, puis celui de l'optimiseur.
    # Indice : ``g.set_state(...)`` et ``torch.set_rng_state(...)`` : c'est
    # le générateur reçu qu'il faut régler, pas un nouveau.
    if not fichier.exists():
        return []
    point = torch.load(fichier)
    modele.load_state_dict(point["modele"])
    optimiseur.load_state_dict(point["optimiseur"])
    g.set_state(point["ordre"])
    torch.set_rng_state(point["hasard"])
    return point["historique"]
    # FIN


# %% essai-coupe
entier = avancer(*preparer(), [], jusqu_a=6)

# %% essai-trois
tout = preparer()
historique = avancer(*tout, [], jusqu_a=3)
enregistrer(dossier / "essai.pt", *tout, historique)

# %% essai-repris
tout = preparer(graine=1)  # un autre départ, que la reprise doit effacer
historique = reprendre(dossier / "essai.pt", *tout)
repris = avancer(*tout, historique, jusqu_a=6)
print(repris == entier)


# %% verifier-fichier
def couper(nom, graine=0):
    """Trois époques, enregistrées ; rend le fichier et ce qui tournait."""
    fichier = Path(tempfile.mkdtemp(dir=dossier)) / nom
    tout = preparer(graine)
    historique = avancer(*tout, [], 3)
    enregistrer(fichier, *tout, historique)
    assert fichier.is_file(), (
        "aucun fichier n'a été écrit au nom demandé (indice 3)")
    return fichier, tout, historique


# %% verifier-ecrit
def verifier_ecrit():
    """Le fichier se lit sans rien exécuter"""
    fichier, *_ = couper("ecrit.pt")
    try:
        point = torch.load(fichier, weights_only=True)
    except pickle.UnpicklingError as erreur:
        refus = str(erreur).partition("Unsupported")[2]
        quoi = ("le modèle entier" if "torch.nn" in refus else
                "l'optimiseur entier" if "torch.optim" in refus else
                "le générateur entier" if "Generator" in refus else
                "un objet")
        raise AssertionError(
            f"torch.load refuse ce fichier : il contient {quoi}, et non son "
            "état (indice 1)") from None
    assert isinstance(point, (dict, list, tuple)), (
        "le fichier ne contient pas un dictionnaire (indice 1)")


# %% verifier-remplace
class Coupure:
    def __reduce__(self):
        raise OSError("coupé")


# %% verifier-coupure
def verifier_remplace():
    """Une écriture coupée laisse l'ancien fichier entier"""
    fichier, tout, _ = couper("point.pt")
    avant = fichier.read_bytes()
    try:
        enregistrer(fichier, *tout, [Coupure()])
    except OSError:
        pass
    assert fichier.exists(), (
        "la fonction a effacé l'ancien fichier avant d'avoir écrit le "
        "nouveau (indice 3)")
    assert fichier.read_bytes() == avant, (
        "une écriture coupée a détruit l'ancien fichier : écrivez à côté, "
        "puis remplacez (indice 3)")


# %% verifier-rien
def verifier_rien():
    """Sans fichier, l'historique est vide et rien ne change"""
    tout = preparer()
    avant = torch.get_rng_state(), tout[2].get_state()
    try:
        rendu = reprendre(dossier / "absent.pt", *tout)
    except FileNotFoundError:
        raise AssertionError(
            "au premier lancement, il n'y a pas encore de fichier "
            "(indice 1)") from None
    assert rendu == [], f"{rendu!r} au lieu de [], sans fichier (indice 1)"
    apres = torch.get_rng_state(), tout[2].get_state()
    assert all(map(torch.equal, avant, apres)), (
        "sans fichier, les générateurs ont bougé (indice 1)")


# %% verifier-poids
def reprise(graine=7):
    fichier, tout, historique = couper("reprise.pt")
    etats = {"ordre": tout[2].get_state(), "hasard": torch.get_rng_state()}
    neuf = preparer(graine)
    torch.rand(3)
    etats["neufs"] = neuf[2].get_state(), torch.get_rng_state()
    rendu = reprendre(fichier, *neuf)
    return tout, neuf, rendu, historique, etats


# %% verifier-modele
def verifier_poids():
    """Le modèle repris a les poids enregistrés"""
    (modele, _, _), (repris, _, _), *_ = reprise()
    egaux = map(torch.equal, modele.state_dict().values(),
                repris.state_dict().values())
    assert all(egaux), (
        "le modèle repris n'a pas les poids enregistrés (indice 2)")


# %% verifier-optimiseur
def verifier_optimiseur():
    """L'optimiseur reçu retrouve ses moyennes"""
    (_, adam, _), (_, repris, _), *_ = reprise()
    assert repris.state, (
        "Adam a perdu ses moyennes : son état aussi se reprend, dans "
        "l'optimiseur reçu (indice 2)")
    attendu, recu = adam.state_dict(), repris.state_dict()
    for rang, etat in attendu["state"].items():
        assert torch.equal(recu["state"][rang]["exp_avg"],
                           etat["exp_avg"]), (
            "les moyennes d'Adam ne sont pas celles qu'on a enregistrées "
            "(indice 2)")


# %% verifier-generateurs
def verifier_generateurs():
    """Les deux générateurs reprennent où ils en étaient"""
    _, (_, _, g), _, _, etats = reprise()
    hasard, (g_neuf, hasard_neuf) = torch.get_rng_state(), etats["neufs"]
    assert not torch.equal(g.get_state(), g_neuf), (
        "le générateur des lots n'a pas bougé : réglez le g reçu (indice 3)")
    assert torch.equal(g.get_state(), etats["ordre"]), (
        "le générateur des lots n'est pas où il en était (indice 3)")
    assert not torch.equal(hasard, hasard_neuf), (
        "le générateur du dropout n'a pas été réglé (indice 3)")
    assert not torch.equal(hasard, etats["ordre"]), (
        "le générateur du dropout a reçu l'état de celui des lots "
        "(indice 3)")
    assert torch.equal(hasard, etats["hasard"]), (
        "le générateur du dropout n'est pas où il en était (indice 3)")


# %% verifier-historique
def verifier_historique():
    """L'historique est rendu, et celui d'avant n'a pas changé"""
    *_, rendu, historique, _ = reprise()
    assert rendu is not None, "reprendre ne rend rien : manque-t-il return ?"
    assert isinstance(rendu, list), (
        f"reprendre rend {type(rendu).__name__} au lieu de la liste "
        "historique (indice 1)")
    assert rendu == historique and len(rendu) == 3, (
        f"{len(rendu)} époques dans l'historique rendu au lieu de 3 "
        "(indice 1)")


# %% verifier-suite
def verifier_suite():
    """La suite est la même, au bit près"""
    for graine in (0, 3):
        entier = avancer(*preparer(graine), [], 6)
        fichier, *_ = couper("suite.pt", graine)
        tout = preparer(graine + 1)
        suite = avancer(*tout, list(reprendre(fichier, *tout)), 6)
        assert suite == entier, (
            "la suite n'est pas celle d'un entraînement jamais coupé "
            "(indice 3)")


# %% verifications
for verifier in (verifier_ecrit, verifier_remplace, verifier_rien,
                 verifier_poids, verifier_optimiseur, verifier_generateurs,
                 verifier_historique, verifier_suite):
    verifier()
assert repris == entier
epoques_reprises = len(repris) - 3
