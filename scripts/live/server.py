"""The server of ``make live``: the site as it was built, and news of the builds.

Pages are served as they are on the disk but for one script tag, added on the way,
that listens to ``/_suivi`` (server-sent events). It says which version of the page
this is, and comes before the page's own scripts change it. Usage::

    server = Server(site, 8000)
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

import tornado.iostream
import tornado.web

SCRIPTS = [Path(__file__).with_name(name) for name in ("live_swap.js", "live.js")]
TAG = '<script src="/_suivi.js" data-version="{}"></script>'
PLACE = re.compile(rb"<body\b.*?(?=<script\b[^>]* src=|</body>)", re.DOTALL)
PORT = 8000
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


class Server:
    """The server, in a process of its own: the one that builds forks, and has no threads."""

    def __init__(self, site: Path, port: int) -> None:
        news, self._news = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_serve, args=(site, port, news), daemon=True)
        self._process.start()
        with contextlib.suppress(EOFError):  # it says when it listens: an address is told after
            if self._news.poll(PATIENCE):
                self._news.recv()

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


def _serve(site: Path, port: int, news: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    listeners = Listeners()

    def hear() -> None:
        try:
            listeners.tell(*news.recv())
        except EOFError:  # the parent was killed
            os._exit(1)

    async def run() -> None:
        asyncio.get_running_loop().add_reader(news.fileno(), hear)
        application(site, listeners).listen(port, "127.0.0.1")
        news.send("ready")
        await asyncio.Event().wait()

    asyncio.run(run())
