"""What authors read of what a slide hides until asked, and of what it shows at once."""

UNKNOWN_CURTAIN = "« :curtain: » ne connaît pas « {given} »."
CURTAIN_EDGES = (
    "« :curtain: {given} » : écrire les bords gauche, haut, droit et bas de ce qui est caché, en "
    "pourcentages de la figure, comme 50% 0 100% 100%."
)
CURTAIN_WITHOUT_FIGURE = (
    "« :curtain: » : la cellule « {cell} » ne montre ici aucune figure à cacher. Pour une sortie : "
    "« :output: predict » ; pour un autre bloc : « cover »."
)
CURTAIN_ON_SEQUENCE = (
    "« :curtain: » : la cellule « {cell} » est une séquence, dont chaque touche montre l'image "
    "suivante ; retirer le rideau, ou citer une seule image."
)
SLIDE_SIZE = (
    "« # Diapositive : {given} » : écrire la largeur et la hauteur de la figure sur les "
    "diapositives, en pouces de {least} à {most}, comme 6 × 3.5."
)
NO_TITLES = "« :curtain: titles » : cette figure n'a pas de titre ; en donner les bords."
UNKNOWN_COLUMN = "« :table: » : le script n'a pas enregistré de liste « {value} »."
NOT_A_COLUMN = "« :table: » : « {value} » n'est pas une liste."
UNEVEN_COLUMNS = "« :table: {values} » : ces listes n'ont pas la même longueur."
NOTHING_FOR_A_TABLE = "« :table: » : la cellule « {cell} » n'affiche rien ici."
NO_ROWS = (
    "« :table: » : cette sortie n'est pas faite de lignes de même forme. Aligner ce que le script "
    "affiche, ou nommer les listes qu'il enregistre : « :table: taux, pertes »."
)
HEADER_COUNT = "« :header: » donne {header} titres et la table a {columns} colonnes."
UNCOVER_WITHOUT_STEPS = "« :uncover: » n'a de sens qu'avec « :steps: »."
HEADER_WITHOUT_TABLE = "« :header: » n'a de sens qu'avec « :table: »."

# Blocks, cells and choices that the room guesses.
NOTHING_TO_COVER = "« cover » est vide : y placer ce que la salle doit deviner."
COVER_WITHOUT_TABLE = "« :{option}: » cache les cases d'une table, et « cover » n'en contient pas."
NO_SUCH_CELLS = "« :{option}: {given} » : cette table n'en a que {count}, sans son en-tête."
COVERED_CHOICES = "« :cover: choices » : un quiz « {kind} » n'a pas de choix à cacher."
NOTHING_TO_REVEAL = (
    "les notes demandent avant de montrer (« {note} ») et tout est à l'écran : cacher la réponse "
    "par « :output: predict », « :curtain: », « cover » ou « :uncover: »."
)
LONG_LISTING = (
    "ce code a {count} lignes, {most} au plus sur une diapositive : en montrer moins par "
    "« :lines: », le parcourir en deux diapositives, ou dire pourquoi par « :reason: »."
)
LONG_PRINTOUT = (
    "cette sortie a {count} lignes, {most} au plus sur une diapositive : « :table: » en fait une "
    "table, ou la remplacer par une figure."
)
