"""Every French string that the extension shows, to readers and to authors."""

# What authors read when the build stops.
ERROR_CATEGORY = "Erreur dans le cours"
NEAREST = " Le plus proche : « {name} »."
KNOWN_NAMES = " Noms connus : {names}."
UNKNOWN_SCRIPT = "script inconnu dans gallery/ : « {script} »."
AMBIGUOUS_SCRIPT = "plusieurs scripts s'appellent « {script} » : {names}. Préciser le dossier."
UNKNOWN_CELL = "cellule inconnue dans {script}.py : « {cell} »."
DUPLICATE_CELL = "deux cellules s'appellent « {cell} » (l'autre est ligne {line})."
RUNNING = "exécution de gallery/{script}.py"
FAILED_SCRIPT = "le script a échoué{cell} : {error}"
IN_CELL = " dans la cellule « {cell} »"
NOT_RECORDED = "le script {script}.py n'a pas encore été exécuté : aucune sortie enregistrée."
FIGURE_WITHOUT_ALT = (
    "la figure n'a pas de texte de remplacement : ajouter au-dessus de "
    "plt.show() un commentaire « # Figure : ce que l'on voit »."
)
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

# What readers see.
COURSE = "Apprendre PyTorch"
OUTPUT = "Sortie"
CODE = "Code"
FIGURE = "Figure"
SCRIPT = "Script"
SLIDE = "Diapositive"
TO_SLIDE = "Voir « {title} » en diapositive"
TO_PAGE = "Lire cette section sur la page"
TO_DECK = "Diapositives"
TO_DECK_TITLE = "Ouvrir les diapositives du chapitre"
CONTINUED = "(suite)"
NOTES = "Notes"
MISCONCEPTION = "Erreur classique"
QUESTION = "Question"
ANSWER = "Réponse"
EXERCISE = "Exercice"
HINT = "Indice {number}"
SOLUTION = "Solution"
SPOILER = "Afficher le contenu"
UNEXECUTED = "Code non exécuté"
READING_TIME = "Lecture : {minutes} min"
LECTURE_TIME = "Cours : {minutes} min"
RUNNING_TIME = "Scripts : {count}, {duration}"
RUNNING_STEPS = (
    (10, "moins de 10 s"),
    (30, "moins de 30 s"),
    (60, "moins d'une minute"),
)
RUNNING_LONG = "plus d'une minute"
CHAPTER_SCRIPTS = "Scripts de ce chapitre"
DOWNLOAD_SCRIPT = "script"
DOWNLOAD_NOTEBOOK = "notebook"
QUOTED_IN = "Cité dans"

# The deck's tools and help.
TOOL_SCRIPT = "La page du script, avec tout ce qu'il affiche"
TOOL_PAGE = "Lire cette section sur la page (touche T)"
TOOL_THEME = "Clair ou sombre (touche D)"
TOOL_NOTES = "Notes de l'enseignant (touche S)"
TOOL_HELP = "Aide (touche ?)"
HELP_TITLE = "Touches"
HELP_CLOSE = "Fermer"
HELP_KEYS = [
    (["→", "Espace"], "étape ou diapositive suivante"),
    (["←"], "étape ou diapositive précédente"),
    (["Début", "Fin"], "première, dernière diapositive"),
    (["O"], "vue d'ensemble"),
    (["G"], "aller à une diapositive"),
    (["B"], "écran noir"),
    (["F"], "plein écran"),
    (["S"], "notes de l'enseignant, dans une seconde fenêtre"),
    (["T"], "la page, au même endroit"),
    (["D"], "clair ou sombre"),
    (["?"], "cette aide"),
]
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
