"""Every French string that the extension shows, to readers and to authors."""

# What authors read when the build stops.
ERROR_CATEGORY = "Erreur dans le cours"
NEAREST = " Le plus proche : « {name} »."
KNOWN_NAMES = " Noms connus : {names}."
UNKNOWN_SCRIPT = "script inconnu dans gallery/ : « {script} »."
AMBIGUOUS_SCRIPT = "plusieurs scripts s'appellent « {script} » : {names}. Préciser le dossier."
UNKNOWN_CELL = "cellule inconnue dans {script}.py : « {cell} »."
DUPLICATE_CELL = "deux cellules s'appellent « {cell} » (l'autre est ligne {line})."
RUNNING = "  exécution {rank} sur {count} : gallery/{script}.py{rest}"
TIME_LEFT = " (reste environ {seconds} s)"
SLOWEST = "  les plus longs : {scripts}"
TOO_LONG = (
    "le script n'avait pas fini au bout de {seconds} s : le raccourcir, ou écrire en tête "
    "« # Besoins : 20 min »."
)
SCRIPT_DIED = "le script a été arrêté net (code {code}) : mémoire épuisée, ou bibliothèque fautive."
SCRIPT_LEFT = "le script se termine par exit({code}) : le laisser aller jusqu'au bout."
NEEDS_TWICE = "deux lignes « # Besoins » : n'en garder qu'une."
UNKNOWN_NEED = "besoin inconnu : « {need} »."
PROVING = "  preuve des vérifications de gallery/{script}.py"
FAILED_SCRIPT = "le script a échoué{cell} : {error}"
IN_CELL = " dans la cellule « {cell} »"
NOT_RECORDED = "le script {script}.py n'a pas encore été exécuté : aucune sortie enregistrée."
FIGURE_WITHOUT_ALT = (
    "la figure n'a pas de texte de remplacement : ajouter au-dessus de "
    "plt.show() un commentaire « # Figure : ce que l'on voit »."
)
SEQUENCE_WITHOUT_UNIT = (
    "« # Séquence : » sans rien après : écrire ce qui change d'une image à l'autre, "
    "comme « # Séquence : époque »."
)
SEQUENCE_LENGTH = (
    "une séquence compte de 2 à {most} images et celle-ci en a {count} : dessiner une figure "
    "par tour de boucle, suivie de plt.show(), ou retirer « # Séquence »."
)
FRAME_LABEL = (
    "l'image {rank} de la séquence s'appelle « {label} » : lui donner un nom court ({most} "
    "caractères, sans formule) par ax.set_title(…) ou fig.set_label(…), comme « époque 3 »."
)
FRAMES_ALIKE = (
    "{times} images de la séquence s'appellent « {label} » : mettre dans le titre ce qui change."
)
HEAVY_SEQUENCE = (
    "la séquence pèse {weight} Ko, {most} au plus : moins d'images, une grille plus grossière, "
    "ou rasterized=True."
)
BAD_FRAMES = (
    "« :frames: {given} » : écrire un nombre d'images, ou leurs rangs dans l'ordre ; "
    "la séquence en compte {count}."
)
NO_SEQUENCE = "« :frames: » : la cellule « {cell} » n'est pas une séquence d'images."
UNKNOWN_VALUE = "valeur non enregistrée par {script}.py : « {value} »."
VALUE_SYNTAX = "écrire :value:`script.nom` ou :value:`script.nom|format`, et non « {text} »."
VALUE_FORMAT = "le format « {format} » ne convient pas à {script}.{value} (= {given!r}) : {error}"
MISSING_OPTION = "l'option « :{option}: » est obligatoire."
UNKNOWN_CHOICE = "valeur inconnue pour l'option « :{option}: » : « {given} »."
UNKNOWN_OPTION = "option inconnue de la directive « {directive} » : « {option} »."
LINES_OUT_OF_RANGE = (
    "« {given} » ne désigne pas des lignes de la cellule « {cell} », qui en compte {count}."
)
NOTHING_TO_SHOW = "la cellule « {cell} » ne donne rien pour « :show: {show} »."
MISPLACED_SLIDE = (
    "une marque de diapositive ne peut pas se trouver à l'intérieur de « {parent} » : "
    "la placer entre deux blocs, au niveau du texte."
)
UNKNOWN_SLIDES = "« :slides: {given} » : écrire « titles » ou « marked »."
BREAK_SYNTAX = 'après « +++ », écrire un objet JSON comme {{"layout": "center"}} : {error}'
DEAD_CODE = (
    "bloc de code Python tapé à la main : le placer dans une cellule de gallery/ "
    "et le citer avec « snippet »."
)
BAD_MINUTES = "« :minutes: {given} » : écrire un nombre de minutes, comme 2 ou 1,5."
ONLY_COLUMNS = "« columns » ne contient que des « column »."
BAD_WIDTH = "« :width: {given} » : écrire un pourcentage entre 10 et 90."
FIT_WITHOUT_REASON = (
    "« :fit: none » dispense la diapositive du contrôle : dire pourquoi par « :reason: »."
)
EMPTY_SLIDE = (
    "diapositive vide, sans titre ni contenu : retirer cette marque, ou lui donner un texte."
)
REASON_WITHOUT_FIT = "« :reason: » n'a de sens qu'avec « :fit: none »."
SPLIT_STEPS = (
    "« :fit: split » ne peut pas couper un code parcouru par « :steps: » : "
    "retirer l'un des deux, ou montrer moins de lignes avec « :lines: »."
)
WRONG_SUM = (
    "le chapitre annonce {announced} min et les notes en prévoient {planned} : "
    "corriger « minutes », ou les « :minutes: » des notes."
)
UNKNOWN_PROFILE = "profil inconnu : COURS_PROFIL={given}."
NOTHING_TO_PREDICT = "« :output: predict » : cette cellule ne donne rien à prévoir."
NOTHING_DIFFERS = "ces cellules ont le même code, rien ne diffère : {cells}."
UNKNOWN_KEY = "clé inconnue en tête de chapitre : « {key} »."
EMPTY_MENU = "le menu du chapitre est vide : aucune section n'a de diapositive."
LONG_NOTES = (
    "notes trop longues pour la fenêtre de l'enseignant : environ {lines} lignes, "
    "{most} au plus. Raccourcir, ou partager la diapositive."
)
NO_REGION = (
    "cet exercice n'a rien à faire écrire : entourer, dans une fonction, le code de la solution "
    "de « # À FAIRE : … » et de « # FIN »."
)
REGION_WITHOUT_END = "cette région n'a pas de fin : ajouter « # FIN » sous son code."
END_WITHOUT_REGION = "« # FIN » sans « # À FAIRE : … » au-dessus."
REGION_OUTSIDE = "une région se trouve dans une fonction, code compris, et contient du code."
REGION_WITHOUT_TASK = "« # À FAIRE : » doit dire quoi faire, sur la même ligne."
REGION_WITHOUT_HINT = (
    "la région de {function} n'a pas d'indice : ajouter « # Indice : … » sous « # À FAIRE : … »."
)
TWO_REGIONS = "une seule région par fonction : {function} en a deux."
ALMOST_MARKER = "« {line} » : écrire « # À FAIRE : … », « # Indice : … » ou « # FIN »."
STRAY_HINT = "un indice se place juste sous « # À FAIRE : … », avant le code."
NO_CHECKER = (
    "cet exercice n'a pas de vérification : ajouter une cellule « # %% verifier-… » "
    "avec une fonction verifier_…()."
)
CHECKER_CELL = "{function} se place dans une cellule « # %% verifier-… », et non dans « {cell} »."
CHECKER_WITHOUT_DOC = "{function} n'a pas de docstring : y dire en une ligne ce qu'elle vérifie."
BAD_CHECKER = "{function} refuse la solution elle-même : {message}"
UNCHECKED_REGION = (
    "aucune vérification n'échoue quand {function} reste à faire : en ajouter une qui l'appelle."
)
NOT_AN_EXERCISE = "« {script} » n'est pas un exercice : son nom commence par « ex_ »."
HINTS_IN_SCRIPT = (
    "les indices s'écrivent dans le script, sous « # À FAIRE : … » : « # Indice : … »."
)

# Quizzes, for authors.
EXPRESSION_SYNTAX = "« {expression} » n'est pas une expression Python : {error}."
EXPRESSION_REFUSED = (
    "« {expression} » : une expression de quiz n'a ni attribut, ni affectation, ni fonction "
    "anonyme ; calculer la valeur dans le script et la nommer ici."
)
EXPRESSION_FAILED = "« {expression} » échoue : {error}."
EXPRESSION_VALUES = " Valeurs enregistrées : {values}."
OPTION_OF_OTHER_KIND = "l'option « :{option}: » n'a pas de sens dans un quiz « {kind} »."
CHOICES_OF_OTHER_KIND = "un quiz « {kind} » n'a pas de « choice » : écrire une « explanation »."
EXPLANATION_OF_CHOICES = "dans un quiz « choice », chaque « choice » porte son explication."
ONE_EXPLANATION = "ce quiz doit avoir une « explanation » et une seule ; il en a {count}."
EMPTY_EXPLANATION = "explication vide : dire pourquoi la réponse est celle-là."
UNEXPLAINED_CHOICE = (
    "le choix « {choice} » n'est pas expliqué : dire pourquoi il est juste ou faux."
)
TOO_FEW_CHOICES = "un quiz « choice » a deux choix au moins ; celui-ci en a {count}."
NOT_TRUE_OR_FALSE = "« {expression} » vaut {value!r} : écrire une comparaison, vraie ou fausse."
MARKED_CHOICES = "un seul choix doit porter « :correct: » ; ici {count}."
TRUE_CHOICES = "plusieurs choix sont vrais : {choices}."
FALSE_ANSWER = "le choix marqué juste, « {choice} », est faux : « {expression} » n'est pas vrai."
NOT_A_NUMBER = "« :{option}: » vaut {value!r} : il faut un nombre."
NO_TOLERANCE = "la réponse, {value!r}, n'est pas un entier : donner « :tolerance: »."
NOT_A_SHAPE = "« :{option}: » vaut {value!r} : il faut une forme, comme (32, 10)."
OTHER_ANSWER = (
    "la réponse annoncée, {stated!r}, n'est pas celle de {script}.py : {expression} = {value!r}."
)
OTHER_OUTPUT = "la réponse annoncée, {stated!r}, n'est pas ce que la cellule affiche : {printed!r}."
PRINTED_LINES = (
    "la cellule « {cell} » affiche {count} lignes : un quiz « print » en demande de 1 à {most}."
)
ORDERED_LINES = (
    "la cellule « {cell} » a {count} lignes : un quiz « order » en demande de {fewest} à {most}."
)
NO_ORDER = "tous les ordres seraient justes : rien à demander."
OUTSIDE_QUIZ = "« choice » et « explanation » se placent directement dans un « quiz »."
CHECKLIST_CONTENT = "« checklist » contient une liste à puces, et rien d'autre."
CHECKLIST_COUNT = (
    "la liste de contrôle a {items} points et le chapitre {objectives} objectifs : "
    "elle les reprend un à un."
)
ASKED_TWICE = "cette question est déjà posée dans le chapitre : la formuler autrement."

# What readers see.
COURSE = "Apprendre PyTorch"
OUTPUT = "Sortie"
PREDICT = "Que va donner ce code\u202f?"
PREDICT_SHOW = "À prévoir, puis à afficher"
SCRUBBER_BUTTONS = (
    ("back", "Image précédente"),
    ("play", "Faire défiler"),
    ("on", "Image suivante"),
)
BEFORE, AFTER = "Avant", "Après"
CODE = "Code"
FIGURE = "Figure"
SCRIPT = "Script"
SLIDE = "Diapositive"
TO_SLIDE = "Voir « {title} » en diapositive"
TO_PAGE = "Lire cette section sur la page"
TO_DECK = "Diapositives"
TO_DECK_TITLE = "Ouvrir les diapositives du chapitre"
CONTINUED = "(suite, {rank}/{count})"
NOTES = "Notes"
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
    ":download:`{stem}.py <exercices/{stem}.py>`."
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
DOWNLOAD_SOLUTION = "solution"
LECTURE_LENGTH = "{minutes} min"
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
PAGE_KEY_SLIDES = "<kbd>T</kbd> voir ce passage en diapositive"
SEARCH = {
    "title": "Résultats",
    "one": "1 section",
    "many": "{count} sections, la plus proche d’abord",
    "none": "Aucun résultat",
    "advice": "Essayez un autre mot, ou moins de mots ; accents et pluriels ne comptent pas.",
}

# The deck's tools and help.
TOOL_SCRIPT = "La page du script, avec tout ce qu'il affiche"
TOOL_PAGE = "Lire cette section sur la page (touche T)"
TOOL_SEARCH = "Rechercher dans le diaporama (touche R)"
TOOL_DRAW = "Écrire sur la diapositive (touche E)"
TOOL_THEME = "Clair ou sombre (touche D)"
TOOL_NOTES = "Notes de l'enseignant (touche S)"
TOOL_HELP = "Aide (touche ?)"
HELP_TITLE = "Touches"
HELP_CLOSE = "Fermer"
# (command of gestures.js, keys, what it does): the help, the keys and the buttons at once.
HELP_KEYS = [
    ("next", ["→", "Espace"], "étape ou diapositive suivante"),
    ("previous", ["←"], "étape ou diapositive précédente"),
    ("first", ["Début"], "première diapositive"),
    ("last", ["Fin"], "dernière diapositive"),
    ("overview", ["O"], "vue d'ensemble"),
    ("jump", ["G"], "aller à une diapositive, par son numéro"),
    ("search", ["R"], "rechercher dans le diaporama"),
    ("zoom", ["Z"], "agrandir ce que montre la souris, puis revenir"),
    ("larger", ["+"], "texte plus grand, pour le fond de la salle"),
    ("smaller", ["-"], "texte moins grand"),
    ("pointer", ["P"], "pointeur"),
    ("draw", ["E"], "écrire sur la diapositive"),
    ("erase", ["X"], "effacer ce qui y est écrit"),
    ("copy", ["C"], "copier le code de la diapositive"),
    ("pause", ["B"], "écran noir"),
    ("fullscreen", ["F"], "plein écran"),
    ("theme", ["D"], "clair ou sombre"),
    ("notes", ["S"], "notes de l'enseignant, dans une seconde fenêtre"),
    ("page", ["T"], "la page, au même endroit"),
    ("help", ["?"], "cette aide"),
]
# What gestures.js says.
GESTURES = {
    "search": "Rechercher",
    "none": "Introuvable",
    "found": "{rank} sur {count}",
    "copied": "Code copié",
    "noCode": "Pas de code sur cette diapositive",
    "pointer": "Pointeur",
    "draw": "Écriture : E pour arrêter, X pour effacer",
    "erased": "Effacé",
    "off": "Arrêté",
    "size": "Texte à {size}\u202f%",
}
# reveal.js's own strings, replaced in the built copy: {file: {English: French}}.
REVEAL_STRINGS = {
    "dist/reveal.js": {
        '"next slide":"previous slide"': '"diapositive suivante":"diapositive précédente"',
        '"previous slide":"next slide"': '"diapositive précédente":"diapositive suivante"',
        'aria-label="below slide"': 'aria-label="diapositive en dessous"',
        'aria-label="above slide"': 'aria-label="diapositive au-dessus"',
        ">Resume presentation<": ">Reprendre<",
        '"Jump to slide"': '"Aller à la diapositive"',
    },
    "plugin/notes/notes.js": {
        "reveal.js - Speaker View": "Notes de l'enseignant",
        "Loading speaker view...": "Ouverture des notes…",
        ">Upcoming<": ">À suivre<",
        ">Time <": ">Temps <",
        ">Click to Reset<": ">Remettre à zéro<",
        ">Pacing – Time to finish current slide<": ">Rythme : temps restant ici<",
        "'Default'": "'Habituelle'",
        "'Wide'": "'Large'",
        "'Tall'": "'Haute'",
        "'Notes only'": "'Notes seules'",
        "'Layout'": "'Disposition'",
        "0:00 AM": "0:00",
        "Cross origin error.<br>The speaker window can only be opened from the same origin.": (
            "Cette fenêtre ne peut être ouverte que par le diaporama."
        ),
        "Error connecting to main window.<br>Please try closing and reopening the speaker view.": (
            "Le diaporama ne répond pas.<br>Fermer cette fenêtre et appuyer de nouveau sur S."
        ),
        "Speaker view popup failed to open. Please make sure popups are allowed and reopen "
        "the speaker view.": (
            "La fenêtre des notes n'a pas pu s'ouvrir : autoriser les fenêtres surgissantes."
        ),
        "'en-US', { hour12: true,": "'fr-FR', { hour12: false,",
    },
}

# The front page.
FRONT_LEAD = (
    "Un cours en français où chaque ligne de code a été exécutée et chaque nombre "
    "calculé à la dernière construction. Il se lit, se projette et se télécharge, "
    "sans réseau."
)
FRONT_READ = "Lire le cours"
FRONT_TEACH = "Projeter les diapositives"
FRONT_RUN = "Exécuter les scripts"
FRONT_CHAPTERS = "Les chapitres"
FRONT_PAGE = "Page"
FRONT_DECK = "Diapositives"
FRONT_FACTS = "{slides} diapositives, {minutes} min de cours"

# Quizzes and progress, in the browser.
RAPPELS = "Rappels\u00a0: ce qu’il reste des chapitres précédents"
RAPPELS_LEAD = "Les questions viennent de\u00a0:"
BROWSER = {
    "glossary": {"glossary": "Glossaire"},
    "quiz": {
        "check": "Vérifier",
        "again": "Réessayer",
        "reveal": "Voir la réponse",
        "right": "✓ Juste.",
        "wrong": "✗ Ce n’est pas cela.",
        "answer": "La réponse\u00a0:",
        "explanation": "La réponse\u00a0:",
        "up": "Monter\u00a0:",
        "down": "Descendre\u00a0:",
        "moved": "Ligne {rank} sur {count}",
        "unreadable": {
            "choice": "Choisissez d’abord une réponse.",
            "number": "Écrivez un nombre, comme 12 ou 0,5.",
            "shape": "Écrivez une forme, comme (2, 3).",
            "print": "Écrivez ce que le code affiche.",
            "order": "Rangez d’abord les lignes.",
        },
    },
    "progress": {"mark": "{done} sur {total}", "title": "Ma progression"},
    "progress-page": {
        "exported": "Fichier enregistré.",
        "imported": "Progression ajoutée à celle de ce navigateur.",
        "refused": "Ce fichier n’est pas une progression de ce cours\u00a0: rien n’a changé.",
        "confirm": "Effacer les réponses et les cases cochées de ce navigateur\u202f?",
        "erased": "Progression effacée.",
    },
}
PROGRESS = {
    "title": "Ma progression",
    "lead": (
        "Vos réponses et vos cases cochées restent dans ce navigateur\u00a0: "
        "il n’y a ni compte ni envoi."
    ),
    "without_script": "Cette page demande JavaScript.",
    "heads": ["Chapitre", "Questions réussies", "Objectifs cochés"],
    "elsewhere": "La reprendre ailleurs",
    "elsewhere_lead": (
        "Enregistrez-la dans un fichier, puis ouvrez ce fichier ici, "
        "sur l’autre machine\u00a0: elle s’ajoute à ce qui s’y trouve déjà."
    ),
    "export": "Enregistrer dans un fichier",
    "import": "Ouvrir un fichier",
    "erase": "Tout effacer",
}
FRONT_DOWNLOAD = "Télécharger le cours (zip)"

# Notebooks and what is downloaded.
NOTEBOOK_MARKUP = "ce texte ne peut pas passer dans le carnet : « {markup} »."
BAD_REPOSITORY = (
    "course_repository = « {given} » : écrire l'adresse d'un dépôt GitHub, comme "
    "https://github.com/auteur/cours, ou rien."
)
NOTEBOOK_ABOUT = (
    "*Carnet du cours Apprendre PyTorch, tiré du script `{script}.py`. Les cellules "
    "s'exécutent dans l'ordre. S'il manque un module :* "
    "`pip install torch torchvision matplotlib scikit-learn mlxtend`"
)
ARCHIVE_README = """\
Apprendre PyTorch : scripts, carnets et exercices du cours

    scripts/      les scripts cités par les chapitres : python scripts/02_autograd/plot_gradient.py
    carnets/      les mêmes, pour Jupyter
    exercices/    à compléter, puis : python exercices/…/ex_….py --verifier
    solutions/    les exercices résolus, script et carnet

Il faut Python 3.11 ou plus récent, et une seule installation :

    python -m pip install -r requirements.txt

Ensuite tout fonctionne sans réseau. Les données (MNIST, chiffres, photos) sont dans
les paquets installés ; aucun script n'en télécharge.

Code : licence MIT. Textes et figures : CC BY 4.0.
"""
BUNDLE_README = """\
Apprendre PyTorch, hors ligne

Ouvrir index.html dans un navigateur : tout le cours est là, sans réseau.

    index.html    la page d'accueil
    html/         les pages des chapitres et des scripts
    slides/       les diaporamas (touche ? pour les autres touches)
    pdf/          les diaporamas imprimés
    scripts/      les scripts cités : python scripts/02_autograd/plot_gradient.py
    carnets/      les mêmes, pour Jupyter
    exercices/    à compléter, puis : python exercices/…/ex_….py --verifier
    solutions/    les exercices résolus, script et carnet

Lire, projeter, chercher et répondre aux questions ne demande qu'un navigateur.
Exécuter les scripts demande Python 3.11 ou plus récent et, une seule fois, avec le
réseau, les paquets de requirements.txt :

    python -m pip install -r requirements.txt

Pour une machine qui n'a jamais de réseau, les prendre ailleurs, sur une machine du
même système et de la même version de Python, et les apporter dans un dossier :

    python -m pip download -r requirements.txt -d paquets
    python -m pip install --no-index --find-links paquets -r requirements.txt

Les données (MNIST, chiffres, photos) sont dans ces paquets : aucun script n'en
télécharge.

Code : licence MIT. Textes, figures et diapositives : CC BY 4.0.
"""
