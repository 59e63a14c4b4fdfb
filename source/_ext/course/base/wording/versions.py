"""What authors read of the versions of a deck, and of slides taken from other chapters."""

UNKNOWN_AUDIENCE = "public inconnu : « {audience} »."
NO_AUDIENCES = (
    "public inconnu : « {audience} » ; conf.py n'en nomme aucun. "
    'Y écrire course_audiences = ["{audience}"].'
)
ALL_HAVE_THE_TITLE = (
    "« :for: » : la première diapositive est de toutes les versions du chapitre ; marquer ses "
    "sections, ou celles de ses diapositives qui ne sont pas pour tous."
)
# A slide taken from another chapter, on the page that has only the link.
TAKEN_BEFORE, TAKEN_AFTER = "Voir ", ", chapitre « {chapter} »."
TAKEN_FROM_NO_CHAPTER = "« slidefrom {name} » : pas de chapitre « {chapter} »."
TAKEN_WITHOUT_PLACE = (
    "« slidefrom {name} » : écrire le chapitre et le nom de la diapositive, tel que l'adresse du "
    "diaporama le montre (01-chapitre#la-section), ou une étiquette ; celle-ci n'existe pas."
)
NO_SUCH_SLIDE = (
    "« slidefrom {name} » : le chapitre « {chapter} » n'a pas de diapositive « {slide} »."
)
TAKEN_FROM_ITSELF = "« slidefrom {name} » : cette diapositive est de ce chapitre-ci."
TAKEN_WHOLE = (
    "« slidefrom {name} » : c'est la première diapositive d'un chapitre ; nommer une section."
)
TAKEN_TWICE = (
    "« slidefrom {name} » : ces diapositives en reprennent d'autres ; nommer celles du chapitre "
    "d'où elles viennent."
)
MISPLACED_TAKEN = (
    "« slidefrom » ne peut pas se trouver à l'intérieur de « {parent} » : le placer entre deux "
    "blocs, au niveau du texte."
)
