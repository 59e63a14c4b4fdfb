"""The end of every student's file: it runs the checkers and gives the hints.

stub.py copies what follows this docstring, as it is, under the
exercise's checkers; students read it, so it is short and in French, and needs
the standard library alone. Usage, from the student's file::

    python ex_03_perte.py --verifier
    python ex_03_perte.py --verifier copie.py    (the answers of another file)
    python ex_03_perte.py --indice perte_quadratique 2
"""

# Votre code tourne dans un second Python : s'il boucle sans fin ou s'arrête,
# le premier est encore là pour le dire.
import faulthandler
import io
import json
import os
import re
import subprocess
import sys
import traceback
import types
from pathlib import Path

LIMITE = "\n# Ne rien changer sous cette ligne.\n"
ENTREE = "\n# %% indices-et-verifications\n"
SECONDES, POUR_LE_DEBUT = 10.0, 6.0  # pour le début, six fois plus
DEBUT = "le fichier s'exécute"


def repondre(demande, indices, verifications):
    """Répondre à --indice ou à --verifier ; rendre 0 si tout est juste."""
    fichier = Path(sys.argv[0])
    sys.stdout.reconfigure(errors="replace")  # un terminal peut ignorer ✓
    if demande[0] == "--indice":
        return donner_un_indice(fichier, demande[1:], indices)
    copie = Path(demande[1]) if demande[1:] else fichier
    secondes = float(demande[2]) if demande[2:] else SECONDES
    noms, fonctions = [DEBUT, *verifications], list(indices)
    if demande[3:]:  # c'est le second Python, qui reprend à cette vérification
        executer(fichier, copie, secondes, int(demande[3]), noms, fonctions)
        return 0
    try:
        titres = [DEBUT, *verifications.values()]
        return verifier(fichier, copie, secondes, titres, fonctions)
    except KeyboardInterrupt:
        print("\nVérification interrompue.")
        return 1


def verifier(fichier, copie, secondes, titres, fonctions):
    """Lancer le second Python, autant de fois qu'il s'arrête ; compter."""
    print(f"Vérification de {copie.name}\n", flush=True)
    commande = [sys.executable, str(fichier), "--verifier", str(copie), str(secondes)]
    fautes = []
    while len(fautes) < len(titres) and not any(fautes[:1]):
        avant, trace = len(fautes), ""
        with subprocess.Popen(
            [*commande, str(avant)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONUTF8": "1", "MPLBACKEND": "Agg"},
        ) as second:
            for ligne in second.stdout:
                if ligne.startswith('{"faute"'):
                    fautes.append(afficher(fichier, titres[len(fautes)], **json.loads(ligne)))
                else:
                    trace += ligne
        if len(fautes) < len(titres) and not any(fautes[:1]):
            limite = secondes if fautes else POUR_LE_DEBUT * secondes
            arret = raconter_un_arret(trace, copie, limite, fonctions)
            fautes.append(afficher(fichier, titres[len(fautes)], *arret))
    justes, total = fautes[1:].count(""), len(titres) - 1
    conclure(justes, total)
    return 0 if justes == total else 1


def executer(fichier, copie, secondes, depuis, noms, fonctions):
    """Dans le second Python : exécuter la copie, puis chaque vérification."""
    sortie = sys.stdout
    faulthandler.enable(sortie)
    espace = {}
    for numero, nom in enumerate(noms):
        if 0 < numero < depuis:
            continue
        limite = secondes if numero else POUR_LE_DEBUT * secondes
        faulthandler.dump_traceback_later(limite, exit=True, file=sortie)
        # Vos print() se voient pendant les vérifications, pas au chargement.
        sys.stdout = sys.stderr if numero else io.StringIO()
        faute = fonction = ""
        try:
            if nom == DEBUT:
                espace = charger(fichier, copie)
            else:
                verifier_une(espace, nom)
        except BaseException as erreur:
            faute, fonction = raconter(erreur, copie, espace.get(nom), fonctions)
        faulthandler.cancel_dump_traceback_later()
        if numero >= depuis:
            print(json.dumps({"faute": faute, "fonction": fonction}), file=sortie, flush=True)
        if faute and nom == DEBUT:
            return


def charger(fichier, copie):
    """Exécuter la copie sans ses essais, définir les vérifications ; rendre leurs noms."""
    debut = copie.read_text(encoding="utf-8-sig").partition(LIMITE)[0]
    fin = fichier.read_text(encoding="utf-8-sig").partition(LIMITE)[2].partition(ENTREE)[0]
    essais = re.compile(r"^# ?%% essai.*?(?=^# ?%%|\Z)", flags=re.MULTILINE | re.DOTALL)
    debut = essais.sub(lambda essai: "\n" * essai[0].count("\n"), debut)
    module = sys.modules["exercice"] = types.ModuleType("exercice")
    module.__file__ = str(copie)
    exec(compile(debut, str(copie), "exec"), module.__dict__)
    exec(compile(fin, "vérifications", "exec"), module.__dict__)
    return module.__dict__


def verifier_une(espace, nom):
    """Appeler une vérification, toujours avec les mêmes nombres au hasard."""
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)
    espace[nom]()


def raconter(erreur, copie, verification, fonctions):
    """Dire une erreur en une phrase ; nommer la fonction dont un indice aidera."""
    lieux = [(cadre.f_code, ligne) for cadre, ligne in traceback.walk_tb(erreur.__traceback__)]
    lieux = [(code, ligne) for code, ligne in lieux if code.co_filename == str(copie)]
    ligne = f"ligne {lieux[-1][1]} : " if lieux else ""
    texte, genre = str(erreur), type(erreur).__name__
    match erreur:
        case AssertionError():
            phrase = f"{ligne}{texte}" if texte else f"{ligne}un « assert » échoue"
        case NotImplementedError():
            phrase = texte or f"{ligne}reste à faire"
        case SyntaxError():
            phrase = f"ligne {erreur.lineno} : erreur de syntaxe ({erreur.msg})"
            phrase += f"\n{(erreur.text or '').strip()}"
        case SystemExit():
            phrase = f"{ligne}le code arrête Python par exit() : retirer cet appel"
        case ModuleNotFoundError():
            phrase = f"{ligne}le module « {erreur.name} » n'est pas installé, ou son nom est faux"
        case ImportError():
            phrase = f"{ligne}import impossible ({texte})"
        case NameError():
            phrase = f"{ligne}« {erreur.name} » n'existe pas : mal écrit, effacé ou renommé ?"
        case EOFError():
            phrase = f"{ligne}le code attend une réponse au clavier : retirer cet appel"
        case RecursionError():
            phrase = f"{ligne}la fonction s'appelle elle-même sans fin"
        case FileNotFoundError() if not lieux:
            phrase = f"le fichier « {copie} » n'existe pas"
        case _:
            phrase = f"{ligne}{genre} : {texte}"
    if "NoneType" in texte:
        phrase += "\nUne fonction rend None : son « return » est-il oublié ?"
    traversees = [code.co_qualname for code, _ in reversed(lieux)]
    nommees = verification.__code__.co_names if verification else ()
    for nom in [*traversees, *nommees]:
        for fonction in fonctions:
            if nom in (fonction, fonction.partition(".")[0]):
                return phrase, fonction
    return phrase, ""


def raconter_un_arret(trace, copie, secondes, fonctions):
    """Dire pourquoi le second Python s'est arrêté, d'après sa trace."""
    lieu = re.search(rf'{re.escape(copie.name)}", line (\d+) in (\S+)', trace)
    ligne = f"ligne {lieu[1]} : " if lieu else ""
    fonction = next((nom for nom in fonctions if lieu and nom.endswith(lieu[2])), "")
    if "Timeout" in trace:
        return f"{ligne}pas de réponse en {secondes:g} s, une boucle sans fin ?", fonction
    return f"{ligne}Python s'est arrêté brutalement", fonction


def afficher(fichier, titre, faute, fonction):
    """Afficher une vérification et, si elle échoue, la faute et où lire un indice."""
    if faute or titre != DEBUT:
        print(f"✗ échoué   {titre}" if faute else f"✓ réussi   {titre}")
    for ligne in faute.splitlines():
        print(f"           {ligne}")
    if fonction:
        numero = re.search(r"indice (\d)", faute)
        rang = numero[1] if numero else ""
        print(f"           aide : {demander(fichier, fonction, rang)}")
    sys.stdout.flush()
    return faute


def conclure(justes, total):
    """Afficher combien de vérifications sont justes."""
    fin = " : tout est juste." if justes == total else "."
    print(f"\n{justes} vérification{'s' * (justes > 1)} sur {total}{fin}")


def demander(fichier, fonction, rang=""):
    """Rendre la commande qui affiche un indice."""
    return f"python {fichier.name} --indice {fonction} {rang}".rstrip()


def donner_un_indice(fichier, demande, indices):
    """Afficher un indice d'une fonction : le premier, ou celui du numéro donné."""
    fonction, numero = [*demande, "", ""][:2]
    if fonction not in indices:
        if fonction:
            print(f"Pas d'indice pour « {fonction} ».")
        for nom, textes in indices.items():
            print(f"{demander(fichier, nom)}   (1 à {len(textes)})")
        return 1 if fonction else 0
    textes = indices[fonction]
    rang = min(max(int(numero), 1), len(textes)) if numero.isdigit() else 1
    print(f"Indice {rang} sur {len(textes)} : {textes[rang - 1]}")
    if rang < len(textes):
        print(f"Le suivant : {demander(fichier, fonction, rang + 1)}")
    return 0
