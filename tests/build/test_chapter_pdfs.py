"""``make site PDF=oui``: each page offers itself as a PDF, which is never an old one."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.workshop import CHAPTER, Workshop
from pypdf import PdfReader

OTHER = """
Autre
=====

Voir :doc:`01-essai`.

Suite
-----

{word}.
"""


def pdf_of(workshop: Workshop, chapter: str) -> Path:
    """Return where the PDF of a chapter is published."""
    return workshop.root / f"build/site/chapitres-pdf/{chapter}.pdf"


def page_of(workshop: Workshop, chapter: str) -> str:
    """Return the published page of a chapter."""
    page = workshop.root / f"build/site/html/chapitres/{chapter}.html"
    return page.read_text(encoding="utf-8")


def addresses(reader: PdfReader) -> list[str]:
    """Return where the links of a PDF lead, outside of it."""
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots") or []]
    actions = [note["/A"] for note in notes if "/A" in note]
    return [str(action["/URI"]) for action in actions if "/URI" in action]


@pytest.mark.timeout(600)
def test_a_page_leads_to_its_pdf_and_only_what_changed_is_printed_again(
    workshop: Workshop,
) -> None:
    """Text, bookmarks; links lead to the published site, and inside."""
    conf = workshop.root / "source/conf.py"
    workshop.write(
        "source/conf.py", f'{conf.read_text()}\nhtml_baseurl = "https://un.site/cours"\n'
    )
    workshop.write("source/chapitres/02-autre.rst", OTHER.format(word="Un mot"))
    status, said = workshop.build("site", "--pdf")
    assert status == 0, said
    page = page_of(workshop, "02-autre")
    assert 'href="../../chapitres-pdf/02-autre.pdf"' in page
    reader = PdfReader(pdf_of(workshop, "02-autre"))
    text = "".join(one.extract_text() for one in reader.pages)
    assert "Un mot." in text
    assert "1 / 1" in text
    assert "Les réponses" in text  # where they are, with the address
    assert "https://un.site/cours/html/chapitres/02-autre.html" in addresses(reader)
    assert "Suite" in str(reader.outline)
    assert "https://un.site/cours/html/chapitres/01-essai.html" in addresses(reader)
    assert not [one for one in addresses(reader) if "127.0.0.1" in one]

    before = pdf_of(workshop, "01-essai").read_bytes()
    workshop.write("source/chapitres/02-autre.rst", OTHER.format(word="Deux mots"))
    status, said = workshop.build("site", "--pdf")
    assert status == 0, said
    assert said.count("impression de ") == 1
    assert pdf_of(workshop, "01-essai").read_bytes() == before
    text = "".join(one.extract_text() for one in PdfReader(pdf_of(workshop, "02-autre")).pages)
    assert "Deux mots." in text


def test_decks_alone_have_no_page_to_print(workshop: Workshop) -> None:
    """It says so, and builds nothing."""
    status, said = workshop.build("slides", "--pdf")
    assert status == 2
    assert "--pdf imprime des pages" in said
    assert "Construction" not in said


def test_a_site_without_them_has_none(workshop: Workshop) -> None:
    """Not one that an earlier site left, nor a link to it."""
    assert workshop.build("site", "--pdf")[0] == 0
    assert pdf_of(workshop, "01-essai").exists()
    workshop.write("source/chapitres/01-essai.rst", CHAPTER.replace("Soit", "Voici"))
    assert workshop.build("site")[0] == 0
    assert list((workshop.root / "build/site").rglob("*.pdf")) == []
    assert ".pdf" not in page_of(workshop, "01-essai")
