"""What students may type, and the section of the real course that answers."""

# ruff: noqa: E501 - messages are pasted whole

from __future__ import annotations

from typing import Any

import pytest
from course.pages.search.script import fold
from harness.browsing import Opener

# The section comes first.
FRENCH = {
    "produit matriciel": "01-tenseurs#le-produit-matriciel-a-la-main",
    "diffusion": "01-tenseurs#la-diffusion",
    "règle de diffusion": "01-tenseurs#la-regle-de-diffusion",
    "nombres aléatoires": "01-tenseurs#tirer-au-hasard",
    "graine d’un générateur": "01-tenseurs#une-graine-un-generateur",
    "débordement": "01-tenseurs#le-type-qui-deborde",
    "changer de type": "01-tenseurs#convertir",
    "concaténer des tenseurs": "01-tenseurs#assembler",
    "transposée non contiguë": "01-tenseurs#quand-view-refuse",
    "mémoire partagée NumPy": "01-tenseurs#aller-et-venir-avec-numpy",
    "masque booléen": "01-tenseurs#les-masques",
    "règle de la chaîne": "02-autograd#la-regle-de-la-chaine-a-la-main",
    "rétropropagation": "02-autograd#retropropager-en-vingt-cinq-lignes",
    "remettre les gradients à zéro": "02-autograd#effacer-avant-de-recommencer",
    "dérivée seconde": "02-autograd#deriver-plusieurs-fois",
    "différences finies": "02-autograd#verifier-un-gradient",
    "graphes de calcul": "02-autograd#le-graphe-de-calcul",
    "modifier un tenseur sur place": "02-autograd#ecrire-sur-place",
    "opération personnalisée": "02-autograd#ecrire-sa-propre-operation",
    "descente de gradient complète": "02-autograd#une-descente-complete",
    "choisir l’appareil": "00-installer#choisir-l-appareil",
    "entropie croisée": "03-optimisation#choisir-une-classe-l-entropie-croisee",
    "taux d’apprentissage trop grand": "03-optimisation#trop-petit-bon-trop-grand",
    "compter les paramètres": "04-module#les-parametres-et-leur-compte",
    "jeu itérable": "05-donnees#lire-un-flux",
    "fuite de données": "05-donnees#ce-qui-fuit-d-une-part-a-l-autre",
    "écrêter le gradient": "06-boucle#ecreter-le-gradient",
    "matrice de confusion": "07-evaluer#la-matrice-de-confusion",
    "diagramme de fiabilité": "07-evaluer#le-diagramme-de-fiabilite",
    "arrêt anticipé": "08-regularisation#l-arret-anticipe",
    "biais et variance": "08-regularisation#biais-et-variance",
    "écrire la LayerNorm": "09-normalisation#la-layernorm",
    "tirage de Kaiming": "09-normalisation#ecrire-les-tirages",
    "combien de graines": "11-hyperparametres#combien-de-graines",
    "balayage du taux": "11-hyperparametres#le-taux-d-abord",
    "classes déséquilibrées": "10-desequilibre#",
    "prix des erreurs": "10-desequilibre#le-prix-des-erreurs",
    "point de reprise": "12-sauvegarder#un-point-de-reprise",
    "modèle entier": "12-sauvegarder#le-modele-entier",
    "régression linéaire": "03-optimisation#une-regression-lineaire-a-la-main",
}
# Names of code, whole, with their dots or pasted with their parentheses.
NAMES = {
    "zero_grad": "02-autograd#effacer-avant-de-recommencer",
    "optimizer.zero_grad()": "02-autograd#effacer-avant-de-recommencer",
    "permute": "01-tenseurs#permute-n-est-pas-view",
    "F.cross_entropy": "03-optimisation#pourquoi-des-logits",
    "nn.Linear": "04-module#linear-refait-a-la-main",
    "num_workers": "05-donnees#plusieurs-processus-de-lecture",
    "state_dict": "04-module#state-dict-l-etat-d-un-module",
    "torch.no_grad()": "02-autograd#ce-que-le-graphe-ne-voit-pas",
    "no_grad": "02-autograd#ce-que-le-graphe-ne-voit-pas",
    "detach": "02-autograd#detach-coupe-un-chemin",
    "DataLoader": "05-donnees#le-chargeur-de-pytorch",
    "clip_grad_norm_": "06-boucle#ecreter-le-gradient",
    "nn.CrossEntropyLoss": "03-optimisation#moins-le-logarithme-de-la-bonne-classe",
    "loss.backward": "02-autograd#le-meme-calcul-avec-pytorch",
    "requires_grad": "02-autograd#le-meme-calcul-avec-pytorch",
    "nn.Sequential": "04-module#sequential-quand-le-trajet-est-une-file",
    "torch.cat": "01-tenseurs#assembler",
    "nn.Dropout": "08-regularisation#comme-celui-de-pytorch",
    "register_buffer": "04-module#les-tampons",
    "nn.LayerNorm": "09-normalisation#la-layernorm",
    "WeightedRandomSampler": "10-desequilibre#un-tirage-par-weightedrandomsampler",
    "map_location": "12-sauvegarder#sur-un-autre-appareil",
    "weights_only": "12-sauvegarder#lire-sans-executer",
    "roc_curve": "07-evaluer#tous-les-seuils-a-la-fois",
    "OneCycleLR": "11-hyperparametres#quatre-formules",
    "RandomizedSearchCV": "11-hyperparametres#par-une-bibliotheque",
}
# Error messages, pasted.
ERRORS = {
    "mat1 and mat2 shapes cannot be multiplied": "01-tenseurs#le-produit-matriciel-a-la-main",
    "RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x4 and 5x6)": "01-tenseurs#le-produit-matriciel-a-la-main",
    "element 0 of tensors does not require grad and does not have a grad_fn": "02-autograd#deriver-plusieurs-fois",
    "grad can be implicitly created only for scalar outputs": "02-autograd#un-seul-nombre-a-deriver",
    "RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed)": "02-autograd#un-graphe-ne-sert-qu-une-fois",
    "The size of tensor a (5) must match the size of tensor b (4) at non-singleton dimension 0": "01-tenseurs#la-regle-de-diffusion",
    "one of the variables needed for gradient computation has been modified by an inplace operation": "02-autograd#ecrire-sur-place",
    "stack expects each tensor to be equal size": "05-donnees#assembler-des-exemples-inegaux",
    "view size is not compatible with input tensor's size and stride": "01-tenseurs#quand-view-refuse",
    "Expected more than 1 value per channel when training, got input size torch.Size([1, 64])": "07-evaluer#l-oubli-mesure-trente-fois",
    "Inference tensors cannot be saved for backward": "07-evaluer#une-temperature",
    "running_mean should contain 10 elements not 64": "09-normalisation#les-petits-lots",
    "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False": "12-sauvegarder#sur-un-autre-appareil",
    "Torch not compiled with CUDA enabled": "00-installer#un-programme-qui-tourne-partout",
}
# English terms.
ENGLISH = {
    "learning rate": "03-optimisation#descendre-a-la-main",
    "batch": "05-donnees#du-jeu-aux-lots",
    "overfitting": "08-regularisation#quinze-points-un-degre",
    "broadcasting": "01-tenseurs#la-diffusion",
    "training loop": "06-boucle#",
    "weight decay": "03-optimisation#adamw-degrader-les-poids-a-part",
    "backpropagation": "02-autograd#retropropager-en-vingt-cinq-lignes",
    "activation function": "04-module#pourquoi-une-activation",
    "confusion matrix": "07-evaluer#la-matrice-de-confusion",
    "chain rule": "02-autograd#la-regle-de-la-chaine-a-la-main",
    "early stopping": "08-regularisation#l-arret-anticipe",
    "checkpoint": "12-sauvegarder#un-point-de-reprise",
    "data leakage": "05-donnees#ce-qui-fuit-d-une-part-a-l-autre",
    "random search": "11-hyperparametres#au-hasard-plutot-qu-en-grille",
}
# With a wrong letter or two; what was meant is offered.
MISSPELT = {
    "rétropropagasion": "02-autograd#retropropager-en-vingt-cinq-lignes",
    "produit matrisiel": "01-tenseurs#le-produit-matriciel-a-la-main",
    "zero_gard": "02-autograd#effacer-avant-de-recommencer",
    "permutte": "01-tenseurs#permute-n-est-pas-view",
    "DataLaoder": "05-donnees#le-chargeur-de-pytorch",
    "difussion": "01-tenseurs#la-diffusion",
    "optimizeur": "03-optimisation#",
    "masque boléen": "01-tenseurs#les-masques",
    "verifier un gradiant": "02-autograd#verifier-un-gradient",
    "entropie croisé": "03-optimisation#choisir-une-classe-l-entropie-croisee",
}
KINDS = ["names", "errors", "english", "misspelt"]
ASK = """async queries => {
    while (!window.courseSearch.isReady()) await new Promise(resolve => setTimeout(resolve, 50));
    return queries.map(query => window.courseSearch.rank(query).results.slice(0, 3)
        .map(({section}) => section.page + "#" + section.anchor));
}"""


def places_of(visit: Opener, queries: dict[str, str]) -> tuple[list[str], list[str], list[Any]]:
    """Return each query with and without accents, the place wanted, and the first three found."""
    page = visit("html/search.html?q=tenseur").page
    page.wait_for_selector("ul.search li")
    asked = [query for one in queries for query in (one, fold(one))]
    wanted = [f"chapitres/{place}" for place in queries.values() for _ in range(2)]
    return asked, wanted, page.evaluate(ASK, asked)


def test_queries_find_the_right_section_first(visit: Opener) -> None:
    """In French, with and without accents, asked of the code that the pages run."""
    asked, wanted, found = places_of(visit, FRENCH)

    first = [places[0] if places else "" for places in found]
    assert dict(zip(asked, first, strict=True)) == dict(zip(asked, wanted, strict=True))


@pytest.mark.parametrize("queries", [NAMES, ERRORS, ENGLISH, MISSPELT], ids=KINDS)
def test_the_right_section_is_among_the_first_three(visit: Opener, queries: dict[str, str]) -> None:
    """Names of code, error messages, English terms, wrong letters."""
    asked, wanted, found = places_of(visit, queries)

    missed = [
        (query, place, places)
        for query, place, places in zip(asked, wanted, found, strict=True)
        if place not in places
    ]
    assert len(asked) >= 10
    assert missed == []
