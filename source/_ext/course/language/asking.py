"""How French notes say that the room answers before it sees: read in small letters.

``slides/asking.py`` puts them together; a new way of saying it is a new line here.
"""

_MAKE = r"(?:fai(?:re|tes|sons|t)|laiss(?:er|ez|ons)|demand(?:er|ez|ons)|inviter|invitez|oser)\b"
_SHOW = (
    r"(?:montrer|afficher|révéler|dévoiler|découvrir|lire|exécuter|donner|dire|voir|"
    r"lancer (?:la cellule|le code|le script)|regarder|avancer|cliquer|appuyer|passer à la suite)"
)
_SHOWN = (
    r"(?:sorties?|figures?|résultats?|réponses?|courbes?|titres?|légendes?|affichages?|"
    r"solutions?|print|images?|tableaux?|suite|histogrammes?|nombres?|valeurs?|clic|touche)"
)
_IT = r"(?:la |le |les |l'|tout |cette |son |en )?"

ASKS = [
    r"\bdevin(?:er|ez|ons|ent|e|ette)\b",
    r"\bvot(?:er|ez|ons|ent|e)\b",
    r"\bà main levée\b",
    r"\blev(?:er|ez|ons) (?:la|une) main\b(?! : qui (?:a|est|n'a|n'est|connaît)\b)",
    r"\b(?:sondages?|sonder|sondez)\b",
    r"\bpari(?:er|ez|ons|ent)\b",
    r"\bpronosti(?:cs?|quer|quez|quons)\b",
    r"\b(?:cach|masqu|dissimul)(?:er|ez|ons|ant)\b",
    r"\brecouvr(?:ir|ez|ons|ant)\b",
    rf"{_MAKE}[^.?!;:]{{0,40}}?\bpré(?:dire|voir)\b",
    r"\b(?:prédis(?:ez|ons)|prévoyez|prévoyons)\b",
    r"(?:^|[.?!:;] )prédire\b(?! et)",
    r"\bprédictions? (?:de la salle|à voix haute|au tableau|par écrit)",
    rf"\bavant (?:de |d'){_IT}{_SHOW}\b",
    rf"\bavant (?:la |le |les |l'|cette |ces ){_SHOWN}\b",
    rf"\b(?:puis|seulement|ensuite),? {_IT}(?:afficher|montrer|révéler|dévoiler|découvrir)\b",
    r"\b(?:demand|pos)(?:er|ez|ons) (?:la question )?(?:d'abord|avant)\b",
    r"\b(?:ce )?que vaut\b",
    r"\b(?:que va|qu'affiche(?:ra)?|que donne(?:ra)?|ce que va)\b",
    r"\b(?:quel|quelle) (?:sera|est, à votre avis)\b",
    r"\b(?:de mémoire|sans regarder)\b",
    r"\b(?:à votre avis|selon vous|d'après vous|à leur avis)\b",
    r"\bne (?:pas|rien) (?:montrer|afficher|dévoiler|donner)\b",
    r"\bsans (?:montrer|afficher|dévoiler)\b",
    r"\b(?:montr|affich|dévoil|révél)(?:er|ez|ons)\b[^.?!;:]{0,30}(?:\bensuite\b|\bqu'après\b)",
    r"\bet seulement alors\b",
    rf"\b{_SHOWN} (?:rest(?:e|ent|er) )?(?:cachée?s?|masquée?s?|couvert(?:e|es|s)?)\b",
    rf"\bavant que (?:la |le |les |l'){_SHOWN}\b",
    rf"(?:{_MAKE}|\bnot(?:er|ez)\b)[^.?!;:]{{0,40}}\b(?:prédictions?|prévisions?|estimations?)\b",
    r"\bqui (?:pense|dit|croit|penche)\b",
    r"\b(?:compt|regard)(?:er|ez) les mains\b",
    r"\b(?:interrog(?:er|ez) la salle|question à la salle|(?:selon|d'après) la salle)\b",
    r"\b(?:estim|annonc)(?:er|ez|ons)\b[^.?!;:]*\bavant\b",
]
# What comes with the slide that follows needs no curtain on this one.
ASKS_FOR_THE_NEXT = r"\bdiapositive suivante\b"
