"""What authors read of the run of a script, and of its figures."""

RUNNING = "  exécution {rank} sur {count} : gallery/{script}.py{rest}"
WITHOUT_GPU = "  pas de GPU ici : gallery/{script}.py n'est pas exécuté"
TIME_LEFT = " (reste environ {seconds} s)"
SLOWEST = "  les plus longs : {scripts}"
TOO_LONG = (
    "le script n'avait pas fini au bout de {seconds} s : le raccourcir, ou écrire en tête "
    "« # Besoins : 20 min »."
)
KILLED_BY = {
    "SIGKILL": "le script a été arrêté par le système ({signal}) : la mémoire était sans doute "
    "épuisée. Réduire ce qu'il garde, ou dire « # Besoins : 8 Go ».",
    "SIGSEGV": "une bibliothèque compilée a lu où elle ne devait pas ({signal}) : le script s'est "
    "arrêté net.",
    "SIGABRT": "une bibliothèque compilée a arrêté le script ({signal}) ; sa raison est affichée "
    "quand on le lance seul.",
}
KILLED_BY_SIGNAL = "le script a été arrêté par le signal {signal}."
SCRIPT_EXITED = (
    "le script s'est arrêté avant la fin de cette cellule, par os._exit({code}) ou une "
    "bibliothèque qui en fait autant : le laisser aller jusqu'au bout."
)
SCRIPT_ASKS = (
    "le script attend une réponse au clavier (input) et personne n'est là pour la donner : "
    "écrire la valeur dans le script."
)
MISSING_PACKAGE = (
    ". Un paquet de plus s'ajoute à « pyproject.toml » ; la commande suivante l'installe."
)
RECORDER_BROKEN = (
    "ce que donne le script n'a pas pu être enregistré, par une faute de l'outil, ou parce que le "
    "script change une bibliothèque de Python : {error}"
)
SCRIPT_ENDED_BADLY = (
    "le script est allé au bout, puis s'est arrêté sur une erreur (code {code}) : lancé seul, il "
    "la montre."
)
CLOSED_RECORDS = (
    "{folder} : impossible d'y écrire ({why}), ce dossier est à « {owner} » : le rendre à qui "
    "construit, ou l'effacer."
)
RECORDER_FAILED = (
    "ce que donne le script n'a pas pu être enregistré, par une faute de l'outil : {error}"
)
KEEPER_DIED = "le processus qui surveillait le script a été tué : relancer la même commande."
PRINTS_TOO_MUCH = (
    "le script affiche plus de {most} Mo : afficher moins, un lecteur n'en verrait pas la fin."
)
SHOWS_THE_TOOL = (
    "cette cellule affiche la pile d'appels au-delà du script, jusqu'à {file} de l'outil, ce que "
    "« python {script} » ne ferait pas : la limiter (limit=…), ou réduire « stacklevel »."
)
INPUTS_CHANGE = (
    "un fichier que le script lit change à chaque exécution : le script l'écrit-il lui-même, "
    "hors de son dossier ?"
)
SCRIPT_LEFT = "le script se termine par exit({code}) : le laisser aller jusqu'au bout."
PROVING = "  preuve des vérifications de gallery/{script}.py"
FAILED_SCRIPT = "le script a échoué{cell} : {error}"
IN_CELL = " dans la cellule « {cell} »"
NOT_RECORDED = "le script {script}.py n'a pas encore été exécuté : aucune sortie enregistrée."
FIGURE_WITHOUT_ALT = (
    "la figure n'a pas de texte de remplacement : ajouter au-dessus de "
    "plt.show() un commentaire « # Figure : ce que l'on voit »."
)
FIGURE_CLOSED = (
    "plt.close() ferme une figure que personne n'a vue : la montrer d'abord par plt.show(), qui la "
    "ferme aussi, ou ne pas la tracer."
)
PART_TEXT, PART_LINE = "du texte « {text} »", "d'une ligne ou d'un contour"
GROUNDS = ("clair", "sombre")
UNREADABLE_COLOUR = (
    "la couleur {colour} {part} ne se lit pas sur fond {ground} : ne pas donner de couleur, ou en "
    "prendre une qui se lit sur les deux fonds, de « C0 » à « C5 »."
)
HEAVY_FIGURE = (
    "la figure pèse {weight} Mo et 1 Mo est la limite, ses nuages de points déjà changés en "
    "images : tracer moins de textes ou de courbes, ou la faire plus petite."
)
MISSING_GLYPHS = "la police n'a pas : {glyphs}"
SAID_OF_FIGURE = "matplotlib dit de la figure : {text}"
NOTICE = "  attention : {path}:{line} : {text}"
