"""What a lecturer sees in a deck: tools, help, gestures, reveal.js's own strings."""

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
    ("uncover", ["M"], "montrer tout ce que la diapositive cache, ou le cacher"),
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
# On what the room is to guess.
COVERED = "?"
# The slides that the deck makes.
PAUSE = "Pause"
SECTION_RANK = "Partie {rank} sur {count}"
RECALLED = "Rappel : {chapter}"
HANDS = "Mains levées pour {choice}"
COUNTDOWN = {
    "start": "Lancer",
    "pause": "Arrêter",
    "reset": "Remettre à zéro",
    "label": "Compte à rebours",
    "over": "Terminé",
}
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
