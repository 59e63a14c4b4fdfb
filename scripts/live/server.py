"""The server of ``make live``: the site as it was built, and news of the builds.

Pages are served as they are on the disk but for one script tag, added on the way,
that listens to ``/_suivi`` (server-sent events). It says which version of the page
this is, and comes before the page's own scripts change it. Usage::

    server = Server(site, listen())
    server.address                              # "http://127.0.0.1:8000"
    server.say("failed", "02-autograd.md:12: …")
    server.stop()

tornado is a dependency of the notebooks' tests and of Dask already; livereload,
which stands on it, looks for changes every 0.8 s and can show no error.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
import os
import re
import signal
import socket
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.iostream
import tornado.web
from course.base.addresses import NOT_FOUND

SCRIPTS = [Path(__file__).with_name(name) for name in ("live_swap.js", "live.js")]
TAG = '<script src="/_suivi.js" data-version="{}"></script>'
PLACE = re.compile(rb"<body\b.*?(?=<script\b[^>]* src=|</body>)", re.DOTALL)
PORT = 8000
KEPT = "COURS_ADRESSE"  # from a program to the one that takes its place: the socket's number
PATIENCE = 30  # seconds for the server to listen
TITLES = {
    "building": "Construction…",
    "built": "",
    "remade": "",
    "failed": "Le site montré est le précédent.",
}


class Listeners:
    """The open pages; a new one hears of the last failure."""

    def __init__(self) -> None:
        self.queues: set[asyncio.Queue[str]] = set()
        self.failure = ""

    def tell(self, state: str, text: str) -> None:
        """Send a piece of news to every page."""
        news = json.dumps({"state": state, "title": TITLES[state], "text": text.strip()})
        self.failure = news if state == "failed" else ""
        for queue in self.queues:
            queue.put_nowait(news)


class News(tornado.web.RequestHandler):
    """The stream of news to one page."""

    def initialize(self, listeners: Listeners) -> None:
        """Keep the list of those who listen."""
        self.listeners = listeners

    async def get(self) -> None:
        """Send each piece of news as it comes."""
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        queue: asyncio.Queue[str] = asyncio.Queue()
        self.listeners.queues.add(queue)
        if self.listeners.failure:
            queue.put_nowait(self.listeners.failure)
        try:
            await self.flush()
            while True:
                self.write(f"data: {await queue.get()}\n\n")
                await self.flush()
        except tornado.iostream.StreamClosedError:
            pass
        finally:
            self.listeners.queues.discard(queue)


class Page(tornado.web.StaticFileHandler):
    """A file of the site; HTML gets the script tag."""

    def set_extra_headers(self, path: str) -> None:
        """Let nothing be kept: the next build may change it."""
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **given: Any) -> None:
        """Show the site's own page for an address that leads nowhere, as its host will."""
        page = Path(self.root, NOT_FOUND)
        if status_code == 404 and page.is_file():
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(page.read_bytes())
        else:
            super().write_error(status_code, **given)

    def should_return_304(self) -> bool:
        """Never: what is served is not what is on the disk."""
        return False

    @classmethod
    def get_content(cls, abspath: str, start: Any = None, end: Any = None) -> Any:
        """Return the file, with the tag."""
        if not abspath.endswith(".html"):
            return super().get_content(abspath, start, end)
        with open(abspath, "rb") as file:  # replaced by each build: ask this one for its date
            tag = TAG.format(os.fstat(file.fileno()).st_mtime_ns).encode()
            return PLACE.sub(lambda start: start[0] + tag, file.read(), count=1)

    def get_content_size(self) -> int:
        """Count the tag."""
        assert self.absolute_path is not None
        return sum(map(len, self._parts(self.absolute_path)))

    @classmethod
    def _parts(cls, abspath: str) -> list[bytes]:
        content = cls.get_content(abspath)
        return [content] if isinstance(content, bytes) else list(content)


class Script(tornado.web.RequestHandler):
    """The script that listens and puts in place what it hears of."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(b"".join(script.read_bytes() for script in SCRIPTS))


def application(site: Path, listeners: Listeners) -> tornado.web.Application:
    """Return the whole server."""
    pages = {"path": str(site), "default_filename": "index.html"}
    return tornado.web.Application(
        [
            (r"/_suivi", News, {"listeners": listeners}),
            (r"/_suivi\.js", Script),
            (r"/(.*)", Page, pages),
        ],
        log_function=lambda handler: None,
    )


def listen(first: int = PORT) -> socket.socket:
    """Return a socket that listens on the first port from this one on where nobody does.

    After ``keep_address``, the one kept.
    """
    if kept := os.environ.pop(KEPT, None):
        listening = socket.socket(fileno=int(kept))
        listening.set_inheritable(False)
        return listening
    for port in range(first, first + 100):
        with contextlib.suppress(OSError):
            return socket.create_server(("127.0.0.1", port))
    raise SystemExit(f"Aucun port libre entre {first} et {first + 99}.")


class Server:
    """The server, in a process of its own: the one that builds forks, and has no threads."""

    def __init__(self, site: Path, listening: socket.socket) -> None:
        self.port = listening.getsockname()[1]
        news, self._news = multiprocessing.Pipe()
        arguments = (site, listening, news)
        self._process = multiprocessing.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        listening.close()  # the server's own: what is forked after it keeps no port
        with contextlib.suppress(EOFError):  # it says when it serves: an address is told after
            if self._news.poll(PATIENCE):
                self._news.recv()

    @property
    def address(self) -> str:
        """Return the address of the site."""
        return f"http://127.0.0.1:{self.port}"

    def say(self, state: str, text: str = "") -> None:
        """Tell the open pages what happens.

        ``building``, then ``built`` (pages alone changed), ``remade`` (images or styles
        too, which pages have taken) or ``failed``.
        """
        self._news.send((state, text))

    def stop(self) -> None:
        """Stop serving."""
        self._process.terminate()
        self._process.join()

    def keep_address(self) -> None:
        """Stop serving, and keep the port for the program that takes this one's place.

        Open pages know no other; those that ask meanwhile wait.
        """
        self.stop()
        listening = listen(self.port)
        listening.set_inheritable(True)
        os.environ[KEPT] = str(listening.detach())


def _serve(site: Path, listening: socket.socket, news: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    listeners = Listeners()

    def hear() -> None:
        try:
            listeners.tell(*news.recv())
        except EOFError:  # the parent was killed
            os._exit(1)

    async def run() -> None:
        asyncio.get_running_loop().add_reader(news.fileno(), hear)
        server = tornado.httpserver.HTTPServer(application(site, listeners))
        listening.setblocking(False)
        server.add_socket(listening)
        news.send("ready")
        await asyncio.Event().wait()

    asyncio.run(run())
