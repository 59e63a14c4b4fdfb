"""French queries over the real course, each with and without its accents."""

from __future__ import annotations

from course.pages.search import fold
from harness.browsing import Opener
from harness.course import ROOT

SITE = ROOT / "build" / "site"
# What a student may type, and the section that answers.
QUERIES = {
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
    "régression linéaire": "03-optimisation#une-regression-lineaire-a-la-main",
}


def test_queries_find_the_right_section_first(visit: Opener) -> None:
    """With and without accents, asked of the code that the search page runs."""
    page = visit("html/search.html?q=tenseur").page
    page.wait_for_selector("ul.search li")
    asked = [query for one in QUERIES for query in (one, fold(one))]
    found = page.evaluate(
        """queries => queries.map(query => {
            const [best] = Search.rank(query);
            return best ? best.section.page + "#" + best.section.anchor : "";
        })""",
        asked,
    )
    wanted = [f"chapitres/{place}" for place in QUERIES.values() for _ in range(2)]

    assert len(QUERIES) >= 20
    assert dict(zip(asked, found, strict=True)) == dict(zip(asked, wanted, strict=True))


def test_a_result_shows_its_section_its_chapter_and_what_was_found(visit: Opener) -> None:
    """Also from the disk, where a page may fetch no other."""
    for seen in (
        visit("html/search.html?q=produit+matriciel"),
        visit((SITE / "html/search.html").as_uri() + "?q=produit+matriciel"),
    ):
        best = seen.page.locator("ul.search li").first
        best.wait_for()
        assert best.locator("a").inner_text() == "Le produit matriciel, à la main"
        assert best.locator(".search-place").inner_text() == "Les tenseurs"
        assert "produits" in best.locator(".context mark").all_inner_texts()
        assert seen.errors == []


def test_the_keyboard_finds_opens_and_goes_to_the_slides(visit: Opener) -> None:
    """The foot of the page says which keys."""
    page = visit("html/chapitres/01-tenseurs.html").page
    assert "/ rechercher" in page.locator(".keys").inner_text()
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'q'")
    page.keyboard.type("graphes de calcul")
    page.keyboard.press("Enter")
    page.wait_for_selector("ul.search a")
    page.locator("ul.search a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/02-autograd.html#le-graphe-de-calcul")
    page.wait_for_selector(".highlighted")
    page.keyboard.press("t")
    page.wait_for_url("**/slides/chapitres/02-autograd.html*#/le-graphe-de-calcul")


def test_the_key_opens_the_drawer_of_a_phone_with_a_keyboard(visit: Opener) -> None:
    """A tablet in portrait hides the sidebar, the search field with it."""
    page = visit("html/chapitres/01-tenseurs.html", 600, 900).page
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'q'")
    page.wait_for_function(
        "document.querySelector('.sidebar-search').getBoundingClientRect().right > 0"
    )
