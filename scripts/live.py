"""Rebuild at each save and reload the browser: ``make live``.

Three things at work: a thread watches ``source/`` and ``gallery/`` and runs
``scripts/build.py site`` in a process of its own, so that a change of the
extension is taken in too; the build publishes only what succeeds, so the last
good site is what is served; livereload reloads the browser when the thread
touches a file after a build.
"""

from __future__ import annotations

import atexit
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "build" / "site"
TRIGGER = ROOT / "build" / ".live"
WATCHED = (ROOT / "source", ROOT / "gallery")
GENERATED = ROOT / "source" / "galerie"
NOT_EDITED = ("~", ".swp", ".swx", ".tmp", ".pyc", ".mo", "4913")
PERIOD = 0.4  # seconds between two looks
PORT = 8000

Snapshot = dict[str, tuple[int, int]]


def files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the files that a person edits."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "#", "__pycache__")) or entry.name.endswith(NOT_EDITED):
                continue
            if not entry.is_dir():
                yield entry
            elif Path(entry.path) != GENERATED:
                yield from files(Path(entry.path))


def snapshot() -> Snapshot:
    """Return the size and date of every watched file."""
    seen = {}
    for folder in WATCHED:
        try:
            for entry in files(folder):
                status = entry.stat()
                seen[entry.path] = (status.st_mtime_ns, status.st_size)
        except FileNotFoundError:  # removed while we looked: the next look tells
            continue
    return seen


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the files that differ, relative to the project."""
    paths = sorted(before.keys() | after.keys())
    return [os.path.relpath(path, ROOT) for path in paths if before.get(path) != after.get(path)]


def build() -> bool:
    """Build both outputs; what happened is said by build.py."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "site"]
    # In a group of its own: Ctrl-C is for us, and we end the build ourselves.
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, process_group=0) as process:
        atexit.register(process.terminate)
        done = process.wait() == 0
        atexit.unregister(process.terminate)
    return done


def rebuild_forever(seen: Snapshot) -> None:
    """Rebuild after each change, including those made during a build."""
    while True:
        time.sleep(PERIOD)
        now = snapshot()
        if now == seen:
            continue
        print("\n" + ", ".join(changed(seen, now)), flush=True)
        seen = now
        if build():
            TRIGGER.write_text(str(time.time_ns()))
        else:
            print("Le site précédent reste servi.", flush=True)


def free_port(first: int = PORT) -> int:
    """Return the first port from this one on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"Aucun port libre entre {first} et {first + 99}.")


def addresses(base: str) -> list[tuple[str, str]]:
    """Return what there is to open."""
    found = [("Accueil", base + "/")]
    for title, part in (("Page", "html"), ("Diaporama", "slides")):
        pages = [SITE / part / "index.html", *sorted((SITE / part / "chapitres").glob("*.html"))]
        page = next((page for page in pages if page.is_file()), pages[0])
        found.append((title, f"{base}/{page.relative_to(SITE).as_posix()}"))
    return found


def serve(port: int) -> None:
    """Serve the site until Ctrl-C."""
    from livereload import Server

    for name in ("livereload", "tornado.access"):
        logging.getLogger(name).disabled = True
    TRIGGER.write_text("")
    server = Server()
    server.watch(str(TRIGGER))
    server.serve(host="127.0.0.1", port=port, root=str(SITE))


def main() -> int:
    """Build once, then watch and serve."""
    seen = snapshot()
    if not build() and not SITE.is_dir():
        print("Corrigez, puis relancez make live.")
        return 1
    port = free_port()
    print()
    for title, address in addresses(f"http://127.0.0.1:{port}"):
        print(f"  {title:<10} {address}")
    print("\nChaque enregistrement reconstruit et recharge. Ctrl-C pour arrêter.", flush=True)
    threading.Thread(target=rebuild_forever, args=[seen], daemon=True).start()
    serve(port)
    print("\nArrêté.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
