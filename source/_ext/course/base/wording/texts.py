"""What authors read of the text of a chapter: fences, titles, markup of another language."""

OPEN_FENCE = (
    "« {fence} » ouvre un bloc que rien ne ferme, et qui avale la suite : ajouter une ligne "
    "« {closing} » à sa fin."
)
SHORT_FENCE = (
    "« {fence} » ouvre un bloc que rien ne ferme, et qui avale la suite : la ligne {line}, "
    "« {short} », est trop courte, écrire « {closing} »."
)
EMPTY_FENCE = (
    "« {fence} » ferme un bloc qui est déjà fermé, et en ouvre un autre : retirer cette ligne, ou "
    "allonger les deux lignes du bloc extérieur."
)
NESTED_FENCE = (
    "« {fence} » se trouve dans un bloc dont les marques (ligne {line}) ne sont pas plus longues, "
    "et que la première fermeture ferme : les allonger d'un caractère, aux deux bouts."
)
SWALLOWED_TITLE = (
    "le titre « {title} » se trouve à l'intérieur de « {name} » (ligne {line}) : fermer ce bloc "
    "avant, ou écrire le titre en gras."
)
TITLE_INSIDE = (
    "un titre se trouve à l'intérieur d'une directive : ramener son texte au bord, ou l'écrire en "
    "gras."
)
OUT_OF_TOCTREE = (
    "cette page n'est dans aucun sommaire, personne n'y arriverait : l'ajouter au « toctree » de "
    "{root}, ou écrire « orphan » en tête."
)
NO_MINUTES = (
    "le chapitre ne dit pas combien il dure : ajouter « minutes » en tête (laissé vide, tant qu'on "
    "ne le sait pas)."
)
IMAGE_WITHOUT_ALT = (
    "l'image « {image} » n'a pas de texte de remplacement : écrire ce que l'on y voit, {how}."
)
HOW_ALT = {True: "entre les crochets de « ![…]({image}) »", False: "par l'option « :alt: »"}
WRITTEN_RAW = "« {found} » s'afficherait tel quel : {instead}."
PRICES_AS_FORMULA = (
    "« ${tex}$ » se lit comme une formule, et ressemble à un texte entre deux prix : écrire le "
    "dollar d'un prix « \\$ »."
)
RAW_SUBSTITUTION = "écrire le texte lui-même, ou le mettre en code"
RAW_TASK = "une liste à cocher s'écrit par la directive « checklist »"
RAW_STRIKE = "rien ne barre ni ne surligne un texte ; l'ôter, ou le mettre en gras"
RAW_STARS = "fermer ce texte en gras, sans espace à ses bords ; ou le mettre en code"
RAW_ROLE = "en Markdown, un rôle s'écrit {role}`texte`, entre accolades"
RAW_OPTION = "cette directive n'a pas d'options ; l'ôter"
RAW_DIRECTIVE = "en Markdown, une directive s'écrit :::{nom}, entre accolades"
RAW_LINK = "en reStructuredText, un lien s'écrit `texte <adresse>`_"
RAW_IMAGE = "en reStructuredText, une image s'écrit « .. image:: fichier »"
RAW_FENCE = "en reStructuredText, un bloc s'écrit « .. directive:: », et son contenu est décalé"
RAW_HEADING = "en reStructuredText, un titre se souligne par une ligne de « === »"
UNKNOWN_DIRECTIVE = "directive inconnue : « {directive} »."
UNKNOWN_ROLE = "rôle inconnu : « {role} »."
BAD_VALUE = "« {value} » n'est pas une valeur de l'option « {option} » de « {directive} »."
MISSING_ARGUMENT = (
    "la directive « {directive} » attend quelque chose à la suite de son nom, sur la même ligne."
)
NO_CONTENT = (
    "la directive « {directive} » ne contient rien : écrire le texte après elle, sans retrait."
)
# What docutils says in English, by the start of its sentence.
DOCUTILS = {
    "Unexpected section title": TITLE_INSIDE,
    "Title underline too short": "le trait sous ce titre est plus court que lui : l'allonger.",
    "Title overline too short": "le trait au-dessus de ce titre est plus court que lui.",
    "Inline strong start-string without": "« ** » ouvre un texte en gras que rien ne ferme.",
    "Inline emphasis start-string without": "« * » ouvre un texte en italique que rien ne ferme.",
    "Inline literal start-string without": "« `` » ouvre un code que rien ne ferme.",
    "Inline interpreted text or phrase": "« ` » ouvre un rôle ou un lien que rien ne ferme.",
    "Explicit markup ends without a blank": "laisser une ligne vide après cette directive.",
    "Block quote ends without a blank": "laisser une ligne vide après ce bloc décalé.",
    "Bullet list ends without a blank": "laisser une ligne vide après cette liste.",
    "Enumerated list ends without a blank": "laisser une ligne vide après cette liste.",
    "Definition list ends without a blank": "laisser une ligne vide après cette définition.",
    "Literal block expected": "« :: » annonce un bloc de code, et rien n'est décalé dessous.",
    "Literal block ends without a blank": "laisser une ligne vide après ce bloc de code.",
    "Unexpected indentation": "cette ligne est décalée : une ligne vide manque avant, peut-être.",
}
