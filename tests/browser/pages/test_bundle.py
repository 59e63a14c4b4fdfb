"""The zip of the course, opened where there is no network at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from decks import bundle as command
from harness.browsing import Opener
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def unzipped(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle as a student unzips it."""
    folder = tmp_path_factory.mktemp("bundle")
    command.bundle(site, None, folder / "cours.zip")
    with zipfile.ZipFile(folder / "cours.zip") as archive:
        archive.extractall(folder)
    return folder / "apprendre-pytorch"


def test_everything_works_from_the_disk_with_the_network_cut(
    chromium: Browser, unzipped: Path
) -> None:
    """Front page, page, deck, search, downloads: one visit, every other request refused."""
    opener = Opener(chromium, "")
    seen = opener((unzipped / "index.html").as_uri())
    seen.page.context.set_offline(True)
    seen.page.context.route(
        lambda url: not url.startswith(("file:", "data:", "blob:")), lambda route: route.abort()
    )
    page = seen.page
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("main").get_by_role("link", name="Autograd").first.click()
    page.locator(".katex-html").first.wait_for()
    page.wait_for_function(
        "[...document.images].filter(i => i.getClientRects().length && i.complete)"
        ".every(i => i.naturalWidth > 0)"
    )
    for link in page.locator("a.download").all():
        target = link.get_attribute("href") or ""
        assert (Path(page.url.removeprefix("file://")).parent / target).is_file()
    page.locator(".sidebar-search").fill("rétropropagation")
    page.keyboard.press("Enter")
    page.locator("ul.search li a").first.click()
    page.wait_for_url("**/02-autograd.html#*")
    page.locator(".deck-link a").first.click()
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    assert page.evaluate("Reveal.getTotalSlides()") > 10
    page.wait_for_timeout(300)

    assert seen.errors == []
    assert seen.outside("file://") == []
    for context in opener.contexts:
        context.close()


def test_the_bundle_holds_what_its_readme_names(unzipped: Path) -> None:
    """Its reader has nothing else."""
    readme = (unzipped / "LISEZMOI.txt").read_text(encoding="utf-8")
    named = {line.split()[0] for line in readme.splitlines() if line.startswith("    ")}
    present = {f"{path.name}/" if path.is_dir() else path.name for path in unzipped.iterdir()}

    assert {name for name in named if name.endswith(("/", ".html"))} == present - {
        "LISEZMOI.txt",
        "requirements.txt",
    } | {"pdf/", "chapitres-pdf/"}  # a browser prints them


def test_a_bundle_without_its_parts_says_which_command_makes_them(
    site: Path, tmp_path: Path
) -> None:
    """In one sentence, and nothing half written is left."""
    for place, pdfs, missing in (
        (tmp_path, None, "make site"),
        (site, tmp_path, r"00-installer\.pdf.*make pdf"),
    ):
        with pytest.raises(command.NothingToBundleError, match=missing):
            command.bundle(place, pdfs, tmp_path / "out" / "cours.zip")
    assert not (tmp_path / "out").exists()
