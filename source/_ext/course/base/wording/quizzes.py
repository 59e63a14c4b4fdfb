"""What quizzes and the student's progress say in the browser."""

RAPPELS = "Rappels\u00a0: ce qu’il reste des chapitres précédents"
NO_RAPPEL = "« rappels » ne contient que des « rappel »."
RAPPEL_ALONE = "« rappel » se place dans « rappels »."
UNKNOWN_RECALLED = "aucune question de ce chapitre ne commence par « {question} »."
RECALLED_TWICE = "plusieurs questions de ce chapitre commencent par « {question} »."
UNKNOWN_RECALLED_CHAPTER = "« {chapter} » n'est pas un chapitre qui précède."
RAPPELS_LEAD = "Les questions viennent de\u00a0:"
RESUME = "Reprendre\u00a0: {title}"
BROWSER = {
    "glossary": {"glossary": "Glossaire"},
    "front": {"resume": RESUME},
    "landmarks": {
        "question": "Question {rank} sur {count}",
        "resume": RESUME,
        "score": "Réponses justes\u00a0: {right} sur {count}.",
    },
    "figures": {
        "enlarge": "Agrandir",
        "enlargeFigure": "Agrandir la figure",
        "larger": "Plus grand",
        "whole": "Voir en entier",
        "more": "La figure continue à droite\u00a0: faites glisser.",
        "close": "Fermer",
    },
    "looks": {"documentation": "Documentation, en anglais"},
    "tabs": {},
    "predict": {
        "guess": "Votre prévision\u00a0:",
        "always": "Toujours afficher les sorties, sans les prévoir",
    },
    "program": {
        "copy": "Copier le programme jusqu’ici",
        "cell": "Copier la cellule",
        "copied": "Copié",
        "failed": "Échec de la copie",
    },
    "quiz-lines": {
        "up": "Monter\u00a0:",
        "down": "Descendre\u00a0:",
        "moved": "Ligne {rank} sur {count}",
    },
    "quiz": {
        "check": "Vérifier",
        "again": "Réessayer",
        "reveal": "Voir la réponse",
        "right": "✓ Juste.",
        "wrong": "✗ Ce n’est pas cela.",
        "line": "Ligne {rank} à revoir.",
        "missing": "Il manque quelque chose après la ligne {rank}.",
        "dimensions": [
            "Le nombre de dimensions n’est pas le bon.",
            "Le nombre de dimensions est juste.",
        ],
        "answer": "La réponse\u00a0:",
        "explanation": "La réponse\u00a0:",
        "misplaced": "La première ligne qui n’est pas à sa place est la ligne {rank}.",
        "unreadable": {
            "choice": "Choisissez d’abord une réponse.",
            "number": "Écrivez un nombre, comme 12 ou 0,5.",
            "shape": "Écrivez une forme, comme (2, 3).",
            "print": "Écrivez ce que le code affiche.",
            "order": "Rangez d’abord les lignes.",
        },
    },
    "progress": {"mark": "{done} sur {total}", "title": "Ma progression"},
    "progress-page": {
        "exported": "Fichier enregistré.",
        "imported": "Progression ajoutée à celle de ce navigateur.",
        "refused": "Ce fichier n’est pas une progression de ce cours\u00a0: rien n’a changé.",
        "confirm": "Effacer les réponses et les cases cochées de ce navigateur\u202f?",
        "erased": "Progression effacée.",
    },
}
PROGRESS = {
    "title": "Ma progression",
    "lead": (
        "Vos réponses et vos cases cochées restent dans ce navigateur\u00a0: "
        "il n’y a ni compte ni envoi."
    ),
    "without_script": "Cette page demande JavaScript.",
    "heads": ["Chapitre", "Questions réussies", "Objectifs cochés"],
    "elsewhere": "La reprendre ailleurs",
    "elsewhere_lead": (
        "Enregistrez-la dans un fichier, puis ouvrez ce fichier ici, "
        "sur l’autre machine\u00a0: elle s’ajoute à ce qui s’y trouve déjà."
    ),
    "export": "Enregistrer dans un fichier",
    "import": "Ouvrir un fichier",
    "erase": "Tout effacer",
}
