"""A local web server that shows pages from memory and tells the browser when they changed.

Only the preview has a script: it is added while a page is served, together with the one source
that the page's Content-Security-Policy must then allow. Built sites stay without it.
"""

from __future__ import annotations

import mimetypes
import re
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

SCRIPT_PATH = "promisetrack-preview.js"
EVENTS_PATH = "promisetrack-preview-events"
SCRIPT = (
    f'new EventSource("/{EVENTS_PATH}").addEventListener("changed", () => location.reload());\n'
).encode()
KEEP_ALIVE_SECONDS = 15.0
_NOTHING = re.compile(rb"default-src (?:'|&#39;)none(?:'|&#39;)")
"""The rule of a page's policy that forbids everything; its quotes may be escaped."""


class Preview:
    """Serve what `pages` returns, again after every change below the folders `watched`."""

    def __init__(
        self,
        pages: Callable[[], Mapping[str, bytes]],
        *watched: Path,
        host: str,
        port: int,
    ) -> None:
        self._pages = pages
        self._watched = watched
        self._stop = threading.Event()
        self.changed = threading.Condition()
        self.version = 0
        self.current: Mapping[str, bytes] = pages()
        self._server = self._listening(host, port)

    def _listening(self, host: str, port: int) -> _Server:
        try:
            return _Server((host, port), _Handler, preview=self)
        except OSError as refusal:  # a port that is taken, or not for everybody; no such host
            raise PromisetrackError(
                say("nothing can be served at {host}, port {port}", host=host, port=str(port)),
                say("another program may be there: choose a port of your own, as --port 8123"),
            ) from refusal

    @property
    def address(self) -> str:
        """Return where the preview can be read."""
        host, port = self._server.server_address[:2]
        shown = host.decode() if isinstance(host, bytes) else host
        return f"http://{shown}:{port}/"

    def __enter__(self) -> Preview:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._server.shutdown()
        self._server.server_close()

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._stop.set()
        with self.changed:
            self.changed.notify_all()

    @property
    def is_stopped(self) -> bool:
        """Return whether `stop` was called."""
        return self._stop.is_set()

    def run(self, *, on_rebuild: Callable[[], None]) -> None:
        """Watch the folder and make the pages anew until stopped or interrupted."""
        from watchfiles import watch

        for _ in watch(*self._watched, stop_event=self._stop, raise_interrupt=False):
            self.rebuild()
            on_rebuild()

    def rebuild(self) -> None:
        """Make the pages anew and tell every open browser."""
        current = self._pages()
        with self.changed:
            self.current = current
            self.version += 1
            self.changed.notify_all()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        handler: type[BaseHTTPRequestHandler],
        *,
        preview: Preview,
    ) -> None:
        self.preview = preview
        super().__init__(address, handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Stay silent: the terminal belongs to the person who writes."""

    def do_HEAD(self) -> None:
        self._answer(is_head=True)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.lstrip("/")
        if path == EVENTS_PATH:
            self._stream()
        else:
            self._answer(is_head=False)

    def _answer(self, *, is_head: bool) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if path == SCRIPT_PATH:
            self._send(HTTPStatus.OK, SCRIPT, "text/javascript", is_head=is_head)
            return
        pages = self.server.preview.current
        name = path + "index.html" if path == "" or path.endswith("/") else path
        if name not in pages and f"{name}/index.html" in pages:
            self._redirect(f"/{path}/")
        elif name in pages:
            self._send(HTTPStatus.OK, _with_script(name, pages[name]), _type(name), is_head=is_head)
        else:
            missing = pages.get("404.html", b"404")
            self._send(
                HTTPStatus.NOT_FOUND,
                _with_script("404.html", missing),
                "text/html",
                is_head=is_head,
            )

    def _redirect(self, where: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, kind: str, *, is_head: bool) -> None:
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("xml") else ""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if not is_head:
            self.wfile.write(content)

    def _stream(self) -> None:
        """Keep the line open and say when the pages changed (server-sent events)."""
        preview = self.server.preview
        seen = preview.version
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while not preview.is_stopped:
                with preview.changed:
                    preview.changed.wait(KEEP_ALIVE_SECONDS)
                    is_new, seen = preview.version != seen, preview.version
                self.wfile.write(
                    b"event: changed\ndata: now\n\n" if is_new else b": still here\n\n"
                )
                self.wfile.flush()
        except OSError:
            return  # the browser went away


def _type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _with_script(name: str, content: bytes) -> bytes:
    """Add the reloading script to a page, and let the page's policy allow just that."""
    if not name.endswith(".html"):
        return content
    own = b"; script-src &#39;self&#39;; connect-src &#39;self&#39;"
    allowed = _NOTHING.sub(lambda found: found[0] + own, content, count=1)
    tag = f'<script src="/{SCRIPT_PATH}"></script></body>'.encode()
    return allowed.replace(b"</body>", tag, 1)
