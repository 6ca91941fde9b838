"""A site on the web, read as a stranger's: few requests at a time, bounded in every direction.

Only what a manifest lists is asked for, and of each file no more than one byte beyond its size.
Redirects are followed a few times and never to another host. No cookie is kept, nothing is run.
"""

from __future__ import annotations

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import httpx2

from promisetrack.diagnostic import say
from promisetrack.edges.site_reader import Seen, Trouble
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AT_ONCE = 4
REDIRECTS = 5
TIMEOUT = 15.0
FILE_SECONDS = 60.0
"""Seconds for one file, however small, before it counts as unreachable."""

SLOWEST = 20_000
"""Bytes a second below which a large file is given up."""

ALL_SECONDS = 1800.0
_WAIT = 5.0
_GONE = (404, 410)
_WINDOW = 32


@dataclass(frozen=True, slots=True)
class _Fetched:
    content: bytes | None = None
    seen: Seen | None = None
    trouble: Trouble | None = None


class WebSite:
    """A site at an address. Use it in a `with` block, which closes its connections."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageFault(
                say("“{address}” is no address of a site", address=address),
                say("it begins with https:// or http://; a folder works too"),
            )
        whole = parts._replace(query="", fragment="").geturl()
        self._base = whole if whole.endswith("/") else f"{whole}/"
        self._host = parts.netloc.rpartition("@")[2].lower()
        self._end = time.monotonic() + ALL_SECONDS
        self._client = httpx2.Client(
            follow_redirects=False,
            timeout=httpx2.Timeout(TIMEOUT),
            limits=httpx2.Limits(max_connections=AT_ONCE),
            headers={"Accept-Encoding": "identity", "User-Agent": "promisetrack-verify"},
        )

    def __enter__(self) -> WebSite:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def read(self, path: str, limit: int) -> bytes | Trouble:
        """Return the bytes of a file, at most one more than `limit`; else why there are none."""
        found = self._patiently(path, limit, is_kept=True)
        return found.content if found.content is not None else found.trouble or "unreachable"

    def look(self, wanted: Iterable[tuple[str, int]]) -> Iterator[Seen]:
        """Yield what these files are, given their expected sizes, in the order asked for."""
        asked = iter(wanted)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while window := list(islice(asked, _WINDOW)):
                yield from pool.map(self._seen, window)

    def names(self) -> None:
        """Nobody can list a site on the web: pages that no manifest lists stay unseen."""

    def _seen(self, wanted: tuple[str, int]) -> Seen:
        path, size = wanted
        found = self._patiently(path, size, is_kept=False)
        return found.seen or Seen(path, trouble=found.trouble or "unreachable")

    def _patiently(self, path: str, limit: int, *, is_kept: bool) -> _Fetched:
        """Fetch a file; where a server says that it is busy or breaks off, once more."""
        found = _Fetched(trouble="unreachable")
        for wait in (0.0, _WAIT / 5):
            if time.monotonic() + wait > self._end:
                break
            time.sleep(wait)
            found = self._fetched(path, limit, is_kept=is_kept)
            if found.trouble != "unreachable":
                break
        return found

    def _fetched(self, path: str, limit: int, *, is_kept: bool) -> _Fetched:
        address = urljoin(self._base, quote(path))
        try:
            for _ in range(REDIRECTS + 1):
                with self._client.stream("GET", address) as response:
                    if not response.is_redirect:
                        return self._answer(response, path, limit, is_kept=is_kept)
                    target = urljoin(address, response.headers.get("location", ""))
                if not self._is_here(target):
                    return _Fetched(trouble="odd")
                address = target
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError):
            return _Fetched(trouble="unreachable")
        return _Fetched(trouble="odd")

    def _is_here(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and parts.netloc.lower() == self._host

    def _answer(
        self, response: httpx2.Response, path: str, limit: int, *, is_kept: bool
    ) -> _Fetched:
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        if response.status_code in _GONE or (is_hidden and response.status_code == 403):
            return _Fetched(trouble="missing")
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if response.status_code != 200 or coding not in ("", "identity"):
            return _Fetched(trouble="unreachable")
        return self._body(response, path, limit, is_kept=is_kept)

    def _body(self, response: httpx2.Response, path: str, limit: int, *, is_kept: bool) -> _Fetched:
        made, count, kept = hashlib.sha256(), 0, bytearray()
        end = min(self._end, time.monotonic() + FILE_SECONDS + limit / SLOWEST)
        for chunk in response.iter_raw():
            count += len(chunk)
            made.update(chunk)
            if is_kept:
                kept += chunk[: max(0, limit + 1 - len(kept))]
            if count > limit:
                return _Fetched(bytes(kept), Seen(path, count, is_longer=True))
            if time.monotonic() > end:
                return _Fetched(trouble="unreachable")
        return _Fetched(bytes(kept), Seen(path, count, made.hexdigest()))
