"""A PDF of each chapter's page, which the page offers: ``make site PDF=oui``.

They are printed by a real browser from the pages that were just built, before these are
published; a chapter that is the same to the byte, with all that it shows, is not printed
again. Hints, solutions and answers stay folded away. Usage::

    bring_pdfs(WORK / "html", WORK / PRINTED, STATE / "printed.json", wanted=True)

Chromium writes when it printed: these are the only files of a site that differ from one
clean build to the next.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from configured import SETTINGS
from course.base.files import make_way, read_sealed, remove, write_sealed

SHOWN = re.compile(r'(?:src|href)="([^"#?:]+\.(?:css|svg|png|jpe?g|gif|webp))"')
FOOT = (
    '<p style="width: 100%; text-align: center; font: 8px sans-serif; color: #555">'
    '<span class="title"></span> · <span class="pageNumber"></span> / '
    '<span class="totalPages"></span></p>'
)
# Links lead to the published site where conf.py gives its address, else they are text.
READY = """() => {
    const published = document.querySelector('link[rel=canonical]')?.href ?? '';
    const base = published.slice(0, -location.pathname.length);
    for (const link of document.querySelectorAll('a[href]')) {
        const url = new URL(link.href);
        const isHere = url.pathname === location.pathname && url.hash;
        if (isHere || url.origin !== location.origin) continue;
        if (base) link.href = base + url.pathname + url.hash;
        else link.removeAttribute('href');
    }
    for (const image of document.images) image.loading = 'eager';
}"""


def bring_pdfs(pages: Path, pdfs: Path, note: Path, wanted: bool) -> None:
    """Have the PDFs of the chapters in a folder, or none. Raises BrowserNotFoundError."""
    chapters = {page.stem: page for page in sorted((pages / SETTINGS.chapters).glob("*.html"))}
    made = {pdfs / f"{name}.pdf": _digest(page) for name, page in chapters.items() if wanted}
    for pdf in set(pdfs.glob("*")) - made.keys():
        remove(pdf)
    kept = read_sealed(note) or {}
    late = [pdf for pdf in made if kept.get(pdf.stem) != [made[pdf], _digest_of_file(pdf)]]
    if late:
        _print({chapters[pdf.stem]: pdf for pdf in late}, pages.parent)
        write_sealed(note, {pdf.stem: [made[pdf], _digest_of_file(pdf)] for pdf in made})


def _print(prints: dict[Path, Path], folder: Path) -> None:
    from decks.projection import chromium, served, wait_for_images

    with served(folder) as address, chromium() as browser:
        for chapter, pdf in prints.items():
            print(f"  impression de {chapter.stem} (PDF)", flush=True)
            page = browser.new_page(color_scheme="light", reduced_motion="reduce")
            page.goto(f"{address}/{chapter.relative_to(folder)}", wait_until="load")
            page.evaluate(READY)
            page.evaluate("document.fonts.ready")
            wait_for_images(page)
            make_way(pdf)
            page.pdf(
                path=pdf,
                format="A4",
                margin={"top": "15mm", "bottom": "18mm", "left": "16mm", "right": "16mm"},
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=FOOT,
                print_background=True,
                tagged=True,
                outline=True,
            )
            page.close()


def _digest(page: Path) -> str:
    """Return a hash of a page and of the pictures and sheets that it names."""
    text = page.read_text(encoding="utf-8")
    found = hashlib.sha256(text.encode())
    for name in sorted(set(SHOWN.findall(text))):
        found.update(_digest_of_file(page.parent / name).encode())
    return found.hexdigest()


def _digest_of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
