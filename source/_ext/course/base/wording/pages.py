"""What readers see on pages."""

OUTPUT = "Sortie"
PROGRAM_HIDES = "les cellules d'avant n'affichent rien"  # a comment of a copied program
SNIPPET_CUT = "Extrait de {script}"
IMPORTS = "Ce que {script}.py importe"
SCRIPT_CELLS = "Cellules\u00a0:"
CELL_NOT_RUN = "Cette cellule demande un GPU\u00a0: elle n’a pas été exécutée ici."
VALUE_NOT_RUN = "(non calculé ici\u00a0: demande un GPU)"
QUIZ_NOT_RUN = (
    "Une question porte sur {script}.py, qui demande un GPU\u00a0: elle n’est pas posée ici, "
    "faute de réponse calculée."
)
LONG_OUTPUT = "Sortie\u00a0: {count} lignes"
PREDICT = "Que va donner ce code\u202f?"
PREDICT_FIRST = "À prévoir, puis à afficher"
PREDICT_SHOW, COVERED_SHOW = "Voir la sortie", "Voir la réponse"
SCRUBBER_BUTTONS = (
    ("back", "Image précédente"),
    ("play", "Faire défiler"),
    ("on", "Image suivante"),
)
BEFORE, AFTER = "Avant", "Après"
CODE = "Code"
FIGURE = "Figure"
SCRIPT = "Script"
TO_SLIDE = "Voir « {title} » en diapositive"
TO_PAGE = "Lire cette section sur la page"
TO_DECK = "Diapositives"
TO_DECK_TITLE = "Ouvrir les diapositives du chapitre"
CONTINUED = "(suite, {rank}/{count})"
PLANNED = "{here} min, {so_far} sur {total}"
MISCONCEPTION = "Erreur classique"
BANK_LINK = "Chercher l'erreur"
BANK_FOLD = "Explication et correction"
QUESTION = "Question"
ANSWER = "Réponse"
QUIZ_WITHOUT_SCRIPT = "Pour répondre ici, autorisez JavaScript dans votre navigateur."
QUIZ_LABELS = {
    "number": "Votre réponse, un nombre",
    "shape": "Votre réponse, une forme comme (2, 3)",
    "print": "Ce que le code affiche",
}
EXERCISE = "Exercice"
EXERCISE_LENGTH = "{minutes} min"
EXERCISE_FILE = "Télécharger {file}, à compléter"
EXERCISE_NOTEBOOK = "Le même, en carnet"
EXERCISE_HOW_TO = (
    "Complétez les lignes marquées ``TODO``, puis, dans le dossier du fichier, vérifiez. "
    "Chaque vérification dit ce qui passe, ce qui échoue et où lire un indice."
)
EXERCISE_COMMAND = "python {file} --verifier"
HINTS_OF = "Indices pour"
HINT = "Indice {number} sur {count}"
SOLUTION = "Solution"
SOLUTION_PAGE = (
    "Cette page est la solution de l'exercice. Le fichier à compléter : "
    ":download:`{stem}.py <exercices/{stem}.py>`, ou le carnet "
    ":download:`{stem}.ipynb <exercices/{stem}.ipynb>`."
)
SPOILER = "Afficher le contenu"
UNEXECUTED = "Code non exécuté"
READING_TIME = "Lecture : {minutes} min"
LECTURE_TIME = "Cours : {minutes} min"
RUNNING_TIME = "Scripts : {count}, {duration}"
RUNNING_STEPS = (
    (30, "moins de 30\u00a0s"),
    (60, "moins d'une minute"),
    (300, "moins de 5\u00a0minutes"),
)
RUNNING_LONG = "plus de 5 minutes"
ORIGIN = "Exécuté avec le profil {profile}, sur {device}, en {duration}\u00a0: {versions}."
PROFILE_QUICK, PROFILE_FULL = "rapide", "complet"
PROCESSOR = "processeur"
APPLE_DEVICE = "GPU Apple"
FROM_ENGLISH = "De l'anglais au français"
CHAPTER_SCRIPTS = "Scripts de ce chapitre"
DOWNLOAD_SCRIPT = "script"
DOWNLOAD_NOTEBOOK = "carnet"
DOWNLOAD_EXERCISE = "fichier à compléter"
DOWNLOAD_TO_COMPLETE = "carnet à compléter"
DOWNLOAD_SOLUTION = "solution"
DOWNLOAD_SOLVED = "carnet de la solution"
LECTURE_LENGTH = "{minutes} min"
EXERCISES_AFTER = ", puis {minutes} min d’exercice"
PAPER_NOTE = (
    "Les réponses, les indices et les fichiers à compléter sont à l’écran, sur la page du chapitre."
)
QR_CODE = "Code QR : l'adresse de la page de ce chapitre"
COLAB = "Ouvrir dans Colab"
QUOTED_IN = "Cité dans"
SIDEBAR_ALL = "Toute la liste ({count})"
# Sections that repeat the words of the others: found after them.
REHEARSAL_SECTIONS = {
    "Objectifs",
    "Auto-évaluation",
    "Exercice",
    "À retenir",
    "Liste de contrôle",
    "Pour aller plus loin",
}
SEARCH_FIELD = "Rechercher (touche /)"
PAGE_KEYS = "Touches\u00a0: <kbd>/</kbd> rechercher"
PAGE_KEY_SLIDES = (
    "<kbd>T</kbd> voir ce passage en diapositive, <kbd>P</kbd> et <kbd>N</kbd> chapitres "
    "précédent et suivant"
)
SEARCH_BUTTON = "Rechercher"
SEARCH_PAGE_FIELD = "Rechercher dans le cours"
SEARCH = {
    "title": "Résultats de la recherche",
    "one": "1 section",
    "many": "{count} sections, la plus proche d’abord",
    "none": "Aucun résultat.",
    "advice": "Essayez un autre mot, ou moins de mots\u00a0; accents et pluriels ne comptent pas.",
    "meant": "Vouliez-vous dire",
    "loading": "Lecture du cours…",
    "close": "Fermer la recherche",
}

# The front page.
FRONT_LEAD = (
    "Un cours en français où chaque ligne de code a été exécutée et chaque nombre "
    "calculé à la dernière construction. Il se lit, se projette et se télécharge, "
    "sans réseau."
)
REPORT = "Signaler une erreur"
EDIT = "Modifier cette page"
DATE = "%d %B %Y"
FRONT_BUILT = "Dernière construction le {date}."
FRONT_VERSIONS = "Exécuté avec {versions}."
FRONT_START = "Commencer"
FRONT_TEACH = "Projeter les diapositives"
FRONT_RUN = "Les scripts du cours"
FRONT_GLOSSARY = "Glossaire"
FRONT_PROGRESS = "Ma progression"
FRONT_CHAPTERS = "Les chapitres"
FRONT_DECK = "Diapositives"
FRONT_FACTS = "{slides} diapositives, {minutes} min"
NOT_FOUND = "Page introuvable"
NOT_FOUND_LEAD = (
    "Cette adresse ne mène à aucune page du cours : le lien est ancien, ou mal recopié."
)
NOT_FOUND_HOME = "Accueil du cours"
NOT_FOUND_SEARCH = "Rechercher"
FRONT_DOWNLOAD = "Télécharger (zip)"
