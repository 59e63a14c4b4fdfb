"""What authors read when the build stops."""

ERROR_CATEGORY = "Erreur dans le cours"
UPSTREAM_CHANGED = (
    "{library} {found} : {name} a changé (lu en {read}) ; mettre à jour {file}.py, qui s'en sert."
)
NOT_UTF8 = (
    "l'octet {byte:02X} n'est pas de l'UTF-8 : enregistrer le fichier en UTF-8 (et non en latin-1)."
)
NOT_AS_DECLARED = (
    "l'octet {byte:02X} n'est pas de l'encodage déclaré ({encoding}) : enregistrer le fichier en "
    "UTF-8 et retirer la déclaration."
)
UNKNOWN_ENCODING = (
    "Python refuse l'encodage déclaré : enregistrer le fichier en UTF-8 et retirer la déclaration."
)
NEAREST = " Le plus proche : « {name} »."
KNOWN_NAMES = " Noms connus : {names}."
UNKNOWN_SCRIPT = "script inconnu dans gallery/ : « {script} »."
AMBIGUOUS_SCRIPT = "plusieurs scripts s'appellent « {script} » : {names}. Préciser le dossier."
UNKNOWN_CELL = "cellule inconnue dans {script}.py : « {cell} »."
HEADER_IN_A_TEXT = (
    "la cellule « {cell} » est coupée en deux : une ligne « # %% » se trouve dans un texte entre "
    "guillemets. L'y écrire autrement, par exemple « #%% » précédé d'une espace."
)
NO_TITLE = (
    "ce script n'a pas de titre : le commencer par un texte entre guillemets triples, dont la "
    "première ligne est soulignée de « ==== » et suivie d'une phrase ou deux."
)
CELLS_IN_A_MODULE = (
    "ce fichier a des cellules (« # %% ») et son nom n'est pas celui d'un script : le renommer "
    "plot_{name}, ou retirer les « # %% » si d'autres scripts l'importent."
)
DUPLICATE_CELL = "deux cellules s'appellent « {cell} » (l'autre est ligne {line})."
NEEDS_TWICE = "deux lignes « # Besoins » : n'en garder qu'une."
UNKNOWN_NEED = "besoin inconnu : « {need} »."
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
OUTPUT_OF_OTHER_LINES = (
    "« :lines: » laisse de côté les lignes de « {cell} » qui affichent sa sortie : "
    "les ajouter, ou écrire « :show: code »."
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
ONLY_TABS = "« tabs » ne contient que des « tab », deux au moins."
SAME_TABS = "deux onglets portent le même nom : « {name} »."
LONE_TAB = "« tab » s'écrit dans « tabs », qui dit ce que l'on choisit."
ONLY_COLUMNS = "« columns » ne contient que des « column »."
BAD_WIDTH = "« :width: {given} » : écrire un pourcentage entre 10 et 90."
FIT_WITHOUT_REASON = (
    "« :fit: none » dispense la diapositive du contrôle : dire pourquoi par « :reason: »."
)
TURN_WITHOUT_MINUTES = (
    "« :layout: turn » sans durée : ajouter « :minutes: 5 », ou y placer un exercice "
    "dont la durée est connue."
)
PAUSE_WITHOUT_MINUTES = "une pause sans durée : ajouter « :minutes: 10 » sous « :layout: pause »."
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

# conf.py.
UNKNOWN_SETTING = "conf.py ne connaît pas « {name} »."
COMPUTED_SETTING = (
    "« {name} » doit être écrit tel quel, sans calcul : des outils le lisent sans exécuter conf.py."
)
SETTING_TYPE = "{name} = {value!r} : il faut {wanted}."
SETTING_TYPES = {
    "<class 'str'>": "un texte, entre guillemets",
    "<class 'int'>": "un nombre entier",
    "<class 'bool'>": "un booléen",
    "list[str]": "une liste de textes",
    "dict[str, str]": "un dictionnaire de textes",
}
MISSING_FILE = "{name} : il n'y a pas de fichier « {file} » dans {folder}."
GALLERY_PLACES = (
    "sphinx_gallery_conf : « {name} » vient de course_gallery et de course_generated ; l'ôter."
)
# What neither a page nor a slide can show right.
TWO_NUMBERS = (
    "l'équation « {label} » aurait deux numéros : retirer « \\tag », ou l'étiquette « {label} »."
)
RAW_OF_OTHER_FORMAT = (
    "« raw {format} » : les pages et les diapositives sont en HTML, personne ne verrait ce texte."
)
NO_PLACE_FOR = "« {name} » : ni les pages ni les diapositives n'ont de place pour lui ; le retirer."
BEFORE_THE_TITLE = (
    "ceci précède le titre du chapitre, et aucune diapositive ne le montrerait : "
    "le placer sous le titre."
)
