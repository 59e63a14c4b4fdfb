"""What notebooks and archives say."""

NOTEBOOK_MARKUP = "ce texte ne peut pas passer dans le carnet : « {markup} »."
BAD_REPOSITORY = (
    "course_repository = « {given} » : écrire l'adresse d'un dépôt GitHub, comme "
    "https://github.com/auteur/cours, ou rien."
)
NOTEBOOK_SOLUTION = "**Solution de l'exercice.** "
NOTEBOOK_ABOUT = (
    "*Carnet du cours {course}, tiré du script `{script}.py`. Les cellules "
    "s'exécutent dans l'ordre.{missing}"
)
# Two ends of it: when the course has packages to install, and when it has none.
NOTEBOOK_MISSING = " S'il manque un module :* `pip install {packages}`"
NOTEBOOK_COMPLETE = "*"

ARCHIVE_README = """\
{course} : scripts, carnets et exercices du cours

    scripts/      les scripts cités par les chapitres : python scripts/…/plot_….py
    carnets/      les mêmes, pour Jupyter
    exercices/    à compléter, en carnet ou en script : python exercices/…/ex_….py --verifier
    solutions/    les exercices résolus, script et carnet

Il faut Python 3.11 ou plus récent, et une seule installation :

    python -m pip install -r requirements.txt

Ensuite tout fonctionne sans réseau. Les données sont dans les
paquets installés ; aucun script n'en télécharge.

{licence}
"""
BUNDLE_README = """\
{course}, hors ligne

Ouvrir index.html dans un navigateur : tout le cours est là, sans réseau.

    index.html      la page d'accueil
    html/           les pages des chapitres et des scripts
    slides/         les diaporamas (touche ? pour les autres touches)
    pdf/            les diaporamas imprimés
    chapitres-pdf/  les pages des chapitres, imprimées
    scripts/        les scripts cités : python scripts/…/plot_….py
    carnets/        les mêmes, pour Jupyter
    exercices/      à compléter, en carnet ou en script : python exercices/…/ex_….py --verifier
    solutions/      les exercices résolus, script et carnet

Lire, projeter, chercher et répondre aux questions ne demande qu'un navigateur.
Exécuter les scripts demande Python 3.11 ou plus récent et, une seule fois, avec le
réseau, les paquets de requirements.txt :

    python -m pip install -r requirements.txt

Pour une machine qui n'a jamais de réseau, les prendre ailleurs, sur une machine du
même système et de la même version de Python, et les apporter dans un dossier :

    python -m pip download -r requirements.txt -d paquets
    python -m pip install --no-index --find-links paquets -r requirements.txt

Les données sont dans ces paquets : aucun script n'en télécharge.

{licence}
"""
