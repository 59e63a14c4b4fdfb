"""Write where the names of the libraries of ``course_inventories`` are documented.

``make lock`` runs it after the versions are chosen. With a network the official
inventories (``objects.inv``) are read; without one, the names of the libraries that
``documented_names.py`` knows come from the installed packages and the addresses from
the scheme of each site; those of another library stay as they were. The files say
which of the two made them. The build reads them and fetches nothing::

    python scripts inventories            # --offline: never ask the sites
"""

from __future__ import annotations

import argparse
import io
import posixpath
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterable

from configured import SETTINGS
from course.records.profiles import versions_of
from project import ROOT
from sphinx.util.inventory import InventoryFile

from lock.documented_names import RULES
from lock.site import Site

FOLDER = ROOT / "source" / "_ext" / "course" / "scripts" / "inventories"
PATIENCE = 20  # seconds
HEADER = """\
# Where the names of {project} {version} are documented. Written by `make lock`; do not edit.
# Made from {origin}.
# "=" starts a template of addresses: $ is the full name, ~ its last part. What
# follows lists names after their common prefix. "> torch.Tensor" starts those that return one.
"""


def sites() -> list[Site]:
    """Return the sites of ``course_inventories``, each with what is known of its scheme."""
    return [Site(name, base, *RULES.get(name, ())) for name, base in SETTINGS.inventories.items()]


def official(site: Site) -> dict[str, str]:
    """Return the addresses that the site itself gives. Raises OSError without a network."""
    with urllib.request.urlopen(f"{site.base}objects.inv", timeout=PATIENCE) as answer:
        return python_names(answer.read())


def python_names(content: bytes) -> dict[str, str]:
    """Read the Python names of an ``objects.inv``: name, address."""
    kinds = InventoryFile.load(io.BytesIO(content), "", posixpath.join)
    return {
        name: item.uri
        for kind, items in kinds.items()
        if kind.startswith("py:")
        for name, item in items.items()
    }


def merged(site: Site, real: dict[str, str]) -> dict[str, str]:
    """Keep what the site documents of its packages, and our aliases of pages it has."""
    kept = {name: uri for name, uri in real.items() if name.split(".")[0] == site.project}
    pages = {uri.partition("#")[0] for uri in real.values()}
    for name, uri in site.names().items():
        if name not in kept and uri.partition("#")[0] in pages:
            kept[name] = uri
    return kept


def template(name: str, uri: str) -> str:
    """Return the address with the name, or its last part, left open."""
    if "." in name and name in uri:
        return uri.replace(name, "$")
    last = name.rpartition(".")[2]
    return uri.removesuffix(last) + "~" if uri.endswith(f".{last}") else uri


def grouped(names: Iterable[str]) -> list[str]:
    """Write names as ``prefix: last last …`` lines."""
    prefixes: dict[str, list[str]] = {}
    for name in sorted(names):
        prefix, _, last = name.rpartition(".")
        prefixes.setdefault(prefix, []).append(last)
    return [f"{prefix}: {' '.join(lasts)}" for prefix, lasts in sorted(prefixes.items())]


def written(site: Site, addresses: dict[str, str], origin: str) -> str:
    """Return the text of a site's file."""
    templates: dict[str, list[str]] = {}
    for name, uri in addresses.items():
        templates.setdefault(template(name, uri), []).append(name)
    header = HEADER.format(
        project=site.project, version="".join(versions_of([site.project]).values()), origin=origin
    )
    lines = [header, f"@ {site.base}"]
    for pattern in sorted(templates):
        lines += [f"= {pattern}", *grouped(templates[pattern])]
    for kind, names in site.returning().items():
        lines += [f"> {kind}", *grouped(name for name in names if name in addresses)]
    return "\n".join(lines) + "\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--offline", action="store_true", help="ne rien demander aux sites")


def main(asked: argparse.Namespace) -> int:
    """Write one file a site; say what each was made from."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        if old.stem not in SETTINGS.inventories:
            old.unlink()
    for site in sites():
        path = FOLDER / f"{site.project}.txt"
        try:
            if asked.offline:
                raise urllib.error.URLError("--offline")
            addresses = merged(site, official(site))
            origin = f"{site.base}objects.inv"
        except (OSError, zlib.error, ValueError):
            if site.project not in RULES:
                print(f"{site.project} : {site.base} ne répond pas, ses noms restent les mêmes.")
                continue
            addresses = site.names()
            origin = "the installed package and the site's scheme of addresses: no network then"
        path.write_text(written(site, addresses, origin), encoding="utf-8")
        print(f"{path.relative_to(ROOT)} : {len(addresses)} noms ({origin}).")
    return 0
