"""What an author may write in each place of the small course of ``edited_files.py``.

The first text of a place is the course as it was; an empty name removes a file.
"""

from __future__ import annotations

PLACES: dict[str, list[str]] = {
    # Names of files: renamed, removed.
    "un": ["01-un", "01-premier"],
    "deux": ["02-deux", "02-second"],
    "trois": ["03-trois", "05-dernier"],
    "quatre": ["04-quatre", "00-avant", ""],
    "script": ["plot_un", "plot_premier"],
    "autre": ["plot_deux", "plot_autre", ""],
    "image": ["carre", "rond"],
    "dossier": ["01_essai", "01_debut"],
    "annexe_rst": ["06-annexe", "", ""],
    "annexe_md": ["", "06-annexe", ""],
    "annexe_liste": ["chapitres/06-annexe", "chapitres/06-annexe", ""],
    # Titles, sections, and what leads to them.
    "titre_un": ["Premier chapitre", "Un autre titre", "Un titre avec ``code``"],
    "titre_deux": ["Deuxième chapitre", "La suite", "Avec $x^2$"],
    "titre_trois": ["Troisième chapitre", "La fin"],
    "titre_mesures": ["Mesures", "Des mesures"],
    "titre_dossier": ["Essai", "Début"],
    "description": ["Le premier.", "Le tout premier."],
    "minutes": ["20", "30"],
    "legende": ["\n   :caption: Les chapitres", "\n   :caption: Partie 1", ""],
    "numeros": ["", "\n   :numbered:"],
    "profondeur": ["1", "3"],
    "ordre": [
        "chapitres/«un»\n   chapitres/«deux»\n   chapitres/«trois»\n   chapitres/«quatre»",
        "chapitres/«quatre»\n   chapitres/«deux»\n   chapitres/«un»\n   chapitres/«trois»",
        "chapitres/«un»\n   chapitres/«trois»\n   chapitres/«quatre»",
    ],
    "ordre_deux": ["", "", "chapitres/«deux»"],
    "section_un": ["Début", "Départ", "Une section plus longue"],
    "section_mesures": ["Temps", "Des temps"],
    "section_deux": ["Une section", "Deux sections"],
    "slug": ["une-section", "deux-sections"],
    "niveau_deux": ["###", "##"],
    "debut": ["debut", "depart"],
    "ancre_un": [".. _«debut»:", "", "", ""],
    "ancre_trois": ["", ".. _«debut»:", "", ""],
    "ancre_deux": ["", "", "(«debut»)=\n", ""],
    "ancre_mesures": ["", "", "", ".. _«debut»:"],
    "nue": ["nue", "sans-titre"],
    "nue_un": [".. _«nue»:", ""],
    "nue_trois": ["", ".. _«nue»:"],
    "section_en_plus": ["", "Ajout\n-----\n\nUn ajout.\n", ".. _plus:\n\nPlus\n----\n\nEncore.\n"],
    "titre_en_plus": ["", "## Ajout\n\nUn ajout.\n"],
    # What is numbered.
    "equation": ["e1", "e3"],
    "avant": ["", ".. math::\n   :label: e0\n\n   a = b\n"],
    "equation_un": [":label: «equation»", ""],
    "equation_deux": ["(e2)", "(«equation»)"],
    "vise_e2": ["e2", "«equation»"],
    "figure": ["dessin", "schema"],
    "avant_figure": ["", ".. figure:: img/autre.svg\n   :alt: Avant\n\n   Une figure avant."],
    "citation_un": [".. [Knuth74] Un livre.", ""],
    "citation_trois": ["", ".. [Knuth74] Un autre livre."],
    "autre_image": ["img/autre.svg", "/morceaux/autre.svg"],
    # Empty but where the course is broken.
    "vise_ancre": [""],
    "vise_mot": [""],
    "double_ancre": [""],
    "double_equation": [""],
    # Words.
    "mot_un": ["Un mot.", "Un autre mot.", "Un mot et un gradient.\n\nUne ligne de plus."],
    "mot_deux": ["Un mot.", "La perte et le gradient.", "Une ligne.\n\nDeux lignes.\n"],
    "mot_trois": ["Un mot.", "Des mots."],
    "inclus": [
        "Un texte inclus, de perte.",
        "Un autre texte inclus.\n\nTitre inclus\n------------",
    ],
    "terme": ["gradient", "pente"],
    "terme_avant": ["", "perte !\n      *ouch*. Un cri, à l'ancre de la perte."],
    "anglais": ["gradient", "slope"],
    "definition": ["La liste des pentes.", "Ce que dit la dérivée."],
    "autre_terme": ["", "vecteur\n      *vector*. Une liste de nombres."],
    # Questions.
    "question": ["Que vaut deux fois 21 ?", "Combien font deux fois 21 ?"],
    "quiz_deux": [
        "",
        ":::::{quiz} Combien ?\n:kind: number\n:script: «script»\n:answer: reponse\n"
        ":stated: «double»\n\n:::{explanation}\nLe double.\n:::\n:::::\n",
    ],
    "reprise": ["", ".. slidefrom:: «deux»#«slug»", ".. slidefrom:: «deux»#sous-section"],
    "comparaison": ["", ".. compare:: «script»\n   :before: «cellule»\n   :after: fin"],
    "exercice": [
        "",
        ".. exercise:: Le double\n   :script: ex_01_double\n   :minutes: 5\n\n   Écrire le double.",
    ],
    "indice": ["une somme de", "la somme de"],
    "objectif": ["Je sais doubler.", "Je sais multiplier."],
    # Scripts and data.
    "titre_script": ["Un script", "Un script renommé"],
    "commentaire": ["Ces lignes sont un texte.", "Un commentaire changé."],
    "ligne": ["", "# un commentaire de plus\n"],
    "x": ["21", "30"],
    "double": ["42", "60"],
    "cellule": ["double", "doublement"],
    "donnees": ["1 2 3", "4 5 6 7"],
    "dessin_script": ["[1, 4, 9]", "[9, 4, 1]"],
    "facteur": ["2", "3"],
    "texte_en_plus": ["", "plus"],
    "couleur": ["red", "blue"],
    "fichier": ["a,b\n1,2\n", "a,b\n3,4\n"],
    "dehors": ["Des notes.", "D'autres notes."],
    # What is no text of the course: its settings, its styles.
    "reglage": [
        "",
        'course_name = "Un autre nom"\n',
        'course_authors = ["Une autre"]\ncourse_licence = "Libre."\n',
        'course_dividers = False\nhtml_css_files = ["edite.css"]\n',
        'numfig_format = {"figure": "Schéma %s"}\n',
    ],
    "style": ["body { color: red }\n", "body { color: blue }\n"],
}
# Those that go together: an author who edits one edits the others.
TOGETHER = {
    "x": ["double"],
    "ordre": ["ordre_deux"],
    "section_deux": ["slug"],
    "ancre_un": ["ancre_trois", "ancre_deux", "ancre_mesures"],
    "annexe_rst": ["annexe_md", "annexe_liste"],
    "citation_un": ["citation_trois"],
    "nue_un": ["nue_trois"],
    "equation_un": ["equation_deux", "vise_e2"],
}
# Left out of what is edited by itself.
TIED = {name for names in TOGETHER.values() for name in names}
# What the course is refused for: a reference that leads nowhere, a place said twice.
BREAKING = {
    "un": "",
    "deux": "",
    "trois": "",
    "script": "",
    "facteur": "1 +",
    "image": "",
    "ordre": "chapitres/«un»\n   chapitres/«trois»",
    "vise_mot": "absent",
    "vise_ancre": "absent",
    "double_ancre": ".. _«debut»:",
    "double_equation": "(«equation»)",
    "mot_trois": "Un ``mot.",
    "reglage": 'course_dividers = "oui"\n',
}
