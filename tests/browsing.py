"""Sites served on this machine, the kinds of their pages, and what a reader's browser sees.

A kind is an address without its language and its ids: `commitments/*/history`. Kinds are found in
what was built, so that a new kind of page is looked at without being named here.
"""

from __future__ import annotations

import functools
import threading
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from promisetrack.site.build import build
from tests import four_tongues
from tests.test_site_build import register, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

LANGUAGES = four_tongues.LANGUAGES
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
HEIGHTS = {320: 256, 1280: 1024}
"""1280 by 1024 enlarged to 400 % is 320 by 256 (WCAG 2.2, 1.4.10)."""

PLAIN = {"commitments", "plans", "organisations", "themes", "statuses", "changes", "places"}
"""Folders with pages of their own below them, one a record."""


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is looked at."""

    page: str
    kind: str
    language: str
    scheme: str
    width: int

    def __str__(self) -> str:
        return f"{self.page or 'root'} {self.scheme} {self.width}"


def write_sites(folder: Path) -> None:
    """Write the two sites: the richest records, and the example in four languages."""
    rich = replace(site_of(register()), languages=LANGUAGES)
    for artifact in build(rich):
        path = folder / "rich" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    four_tongues.site(folder / "made").rename(folder / "tongues")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def kind_of(path: str) -> tuple[str, str]:
    """Return the language (empty where a page has none) and the kind of a page."""
    *parts, name = path.split("/")
    if parts[:1] == ["embed"]:
        return parts[1], "embed/*"
    language = parts.pop(0) if parts and parts[0] in LANGUAGES else ""
    if len(parts) > 1 and parts[0] in PLAIN:
        parts[1] = "*"
    if not language:
        return "", name
    return language, "/".join(parts) or "home"


def views(folder: Path) -> tuple[View, ...]:
    """Return the whole matrix: the richest and the emptiest page of each kind and language."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for site in ("rich", "tongues"):
        for path in (folder / site).rglob("*.html"):
            language, kind = kind_of(path.relative_to(folder / site).as_posix())
            found[kind, language].append((path.stat().st_size, path.relative_to(folder).as_posix()))
    return tuple(
        View(page.removesuffix("index.html"), kind, language, scheme, width)
        for (kind, language), sizes in sorted(found.items())
        for page in sorted({min(sizes)[1], max(sizes)[1]})
        for scheme in SCHEMES
        for width in WIDTHS
    )


def sample(folder: Path) -> tuple[View, ...]:
    """Return one view of each kind, so that every language, scheme and width has its turn."""
    kinds: dict[str, list[View]] = defaultdict(list)
    for view in views(folder):
        kinds[view.kind].append(view)
    return tuple(
        many[(7 * turn) % len(many)] for turn, (_, many) in enumerate(sorted(kinds.items()))
    )


OVERFLOWING = """() => {
  const unseen = '.scroll, .vh, .skip, [hidden], details:not([open]), option';
  const wide = document.documentElement.clientWidth, found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const box = node.parentElement;
    if (!node.data.trim() || box.closest(unseen)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const one of range.getClientRects())
      if (one.width && (one.left < -1 || one.right > wide + 1)) {
        found.push(node.data.trim().slice(0, 60));
        break;
      }
  }
  return [document.documentElement.scrollWidth - wide, found];
}"""
"""How far a page is wider than its window, and which texts lie outside."""


def overflow(tab: Page) -> tuple[int, list[str]]:
    """Return by how many pixels a page can be scrolled sideways, and the texts out of sight."""
    found: Any = tab.evaluate(OVERFLOWING)
    return found[0], found[1]
