"""What a lecturer sees in a deck: tools, help, gestures, reveal.js's own strings."""

# The deck's tools and help.
TOOL_SCRIPT = "La page du script, avec tout ce qu'il affiche"
TOOL_PAGE = "Lire cette section sur la page (touche T)"
TOOL_SEARCH = "Rechercher dans le diaporama (touche R)"
TOOL_OVERVIEW = "Vue d'ensemble (touche O)"
TOOL_DRAW = "Écrire sur la diapositive (touche E)"
TOOL_THEME = "Clair ou sombre (touche D)"
TOOL_NOTES = "Notes de l'enseignant (touche S)"
TOOL_HELP = "Aide (touche ?)"
HELP_TITLE = "Touches"
HELP_CLOSE = "Fermer"
# (command of gestures.js, keys, what it does): the help, the keys and the buttons at once.
HELP_KEYS = [
    ("next", ["→", "Espace", "Page ↓"], "étape ou diapositive suivante"),
    ("previous", ["←", "Page ↑"], "étape ou diapositive précédente"),
    ("first", ["Début"], "première diapositive"),
    ("last", ["Fin"], "dernière diapositive"),
    ("overview", ["O"], "toutes les diapositives à la fois"),
    ("jump", ["G"], "aller à une diapositive, par son numéro ou son titre"),
    ("search", ["R"], "rechercher dans le diaporama"),
    ("uncover", ["V"], "montrer ou cacher ce que la diapositive couvre, sinon ses résultats"),
    ("zoom", ["Z"], "agrandir ce que montre la souris, puis revenir"),
    ("larger", ["+"], "texte plus grand : autant que la diapositive le permet, puis au-delà"),
    ("smaller", ["-"], "texte moins grand"),
    ("pointer", ["P"], "pointeur"),
    ("draw", ["E"], "écrire sur la diapositive"),
    ("colour", ["1", "2", "3"], "couleur du trait"),
    ("width", ["4", "5"], "trait fin, trait épais"),
    ("undo", ["U"], "annuler le dernier trait ou l'effacement"),
    ("erase", ["X"], "effacer ce qui est écrit ici"),
    ("taught", ["I", "Ctrl+P"], "imprimer « tel qu'enseigné » : le PDF avec ce qui est écrit"),
    ("countdown", ["M"], "compte à rebours, sur les deux écrans"),
    ("copy", ["C"], "copier le code de la diapositive"),
    ("pause", ["B", "."], "écran noir"),
    ("fullscreen", ["F"], "plein écran"),
    ("theme", ["D"], "clair ou sombre"),
    ("notes", ["S"], "notes de l'enseignant, dans une seconde fenêtre"),
    ("notes-larger", ["A"], "notes plus grandes"),
    ("notes-smaller", ["Q"], "notes moins grandes"),
    ("clock", ["H"], "horloge des notes : pause, reprise"),
    ("page", ["T"], "la page, au même endroit"),
    ("escape", ["Échap"], "fermer ce qui est ouvert"),
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
HELP_TWO_SCREENS = (
    "Avec les notes ouvertes, chaque geste de l'une des deux fenêtres se voit dans l'autre. "
    "Cette aide, la vue d'ensemble et les boîtes où l'on tape ne se voient que dans leur fenêtre."
)
# What the scripts of a deck say.
GESTURES = {
    "search": "Rechercher",
    "none": "Introuvable",
    "found": "{rank} sur {count} · Échap : revenir, → : rester ici",
    "hits": "Diapositives : {count}",
    "jump": "Aller à la diapositive",
    "copied": "Code copié",
    "noCode": "Pas de code sur cette diapositive",
    "pointer": "Pointeur : P ou Échap pour arrêter",
    "draw": "Écriture : E ou Échap pour arrêter",
    "erased": "Effacé (U pour annuler)",
    "undone": "Annulé",
    "noUndo": "Rien à annuler sur cette diapositive",
    "off": "Arrêté",
    "size": "Texte à {size}\u202f%",
    "full": "La diapositive est pleine : + encore pour agrandir, ↓ fera défiler",
    "overview": "Toutes les diapositives",
    "close": "Fermer",
    "pens": "Écriture",
    "colours": ["Orange", "Bleu", "Vert"],
    "widths": ["Trait fin", "Trait épais"],
    "undo": "Annuler",
    "erase": "Effacer la diapositive",
    "taught": "Imprimer tel qu'enseigné",
    "stopDrawing": "Arrêter d'écrire",
    "countdown": "Compte à rebours",
    "minutes": "Minutes",
    "start": "Lancer",
    "stop": "Arrêter",
    "noMinutes": "Un nombre de minutes, par exemple 5 ou 1,5",
    "nothingHidden": "Rien à cacher sur cette diapositive",
    "there": {
        "notesLarger": "Notes plus grandes",
        "notesSmaller": "Notes moins grandes",
        "clockPause": "Horloge des notes : pause ou reprise",
    },
    "noNotes": "La fenêtre des notes n'est pas ouverte (touche S)",
    "inNotes": "Les notes sont ici",
    "fullscreenThere": "Plein écran : appuyer sur F dans la fenêtre du diaporama",
    "fullscreenHere": "Plein écran : appuyer sur F ici",
    # The notes window.
    "notesTitle": "Notes · {title}",
    "noNote": "Pas de note pour cette diapositive.",
    "opening": "Ouverture",
    "here": "{spent} sur {planned}",
    "clockPause": "Pause",
    "clockGo": "Reprendre",
    "ahead": "{minutes} min d'avance",
    "behind": "{minutes} min de retard",
    "onTime": "à l'heure",
}
NOTES_WINDOW = "Notes de l'enseignant"
DECK_GONE = "Le diaporama est fermé."
REOPEN_DECK = "L'ouvrir à nouveau"
NEXT_SLIDE = "À suivre"
THE_END = "Fin"
PLAN = "Minutes par section"
PLAN_PLANNED, PLAN_SPENT = "Prévu", "Passé"
CLOCK = "Temps"
CLOCK_LABELS = [
    ("clock-spent", "Écoulé"),
    ("clock-left", "Reste"),
    ("clock-here", "Ici"),
    ("clock-now", "Heure"),
]
CLOCK_KEY = "Arrêter ou reprendre l'horloge (touche H)"
CLOCK_RESET = "Remettre à zéro"
NOTES = "Notes"
NOTES_LARGER = "Notes plus grandes (touche A)"
NOTES_SMALLER = "Notes moins grandes (touche Q)"
# reveal.js's own strings, replaced in the built copy: {file: {English: French}}.
REVEAL_STRINGS = {
    "dist/reveal.js": {
        '"next slide":"previous slide"': '"diapositive suivante":"diapositive précédente"',
        '"previous slide":"next slide"': '"diapositive précédente":"diapositive suivante"',
        'aria-label="below slide"': 'aria-label="diapositive en dessous"',
        'aria-label="above slide"': 'aria-label="diapositive au-dessus"',
        ">Resume presentation<": ">Reprendre<",
    },
}
