"""Measure pages of a built site with Lighthouse, as a phone on a slow network would see them.

    python benchmarks/lighthouse.py SITE [PAGE …]

The site is served on this machine as a real host would serve it: compressed, with a type and a
time to keep; build it with `--base-url http://127.0.0.1:8127/`, so that it knows its address. Each
page is measured five times; the median of each score is printed, and what was not passed. Nothing
here passes or fails: the speed depends on the machine. Needs Chromium and
`npm install --no-save lighthouse@12`: too large a thing to be installed by everybody.

Lighthouse asks for robots.txt from inside the page, which the pages' policy forbids on purpose;
only for the measurement it is let through (`connect-src`).
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = 5
PORT = 8127
_PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


class Host(SimpleHTTPRequestHandler):
    """A host that compresses text, says how long it may be kept, and keeps its log to itself."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed where the browser takes it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content, is_packed = path.read_bytes(), path.suffix in _PACKED
        if path.suffix == ".html" and b"connect-src" not in content:
            content = content.replace(b"base-uri", b"connect-src 'self'; base-uri", 1)
        if is_packed:
            content = gzip.compress(content, 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def guess_type(self, path: str) -> str:  # type: ignore[override] # it takes a path, we a text
        """Return the type with its encoding."""
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve a site, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", PORT), partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def measure(address: str) -> tuple[dict[str, float], list[str]]:
    """Return the scores of one run, of 100, and the audits that were not passed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    flags = "--headless=new --no-sandbox --disable-background-networking"
    command = ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json"]
    options = [f"--only-categories={','.join(SCORES)}", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(  # noqa: S603 - our own words
        [*command, *options], capture_output=True, text=True, check=True, env=environment
    )
    report = json.loads(done.stdout)
    scores = {name: 100 * (report["categories"][name]["score"] or 0) for name in SCORES}
    failed = [
        f"{one['id']}: {one['title']}"
        for one in report["audits"].values()
        if one["score"] is not None and one["score"] < 0.9
    ]
    return scores, failed


def main(arguments: list[str]) -> int:
    """Measure the pages named, or the first page, a list and a commitment of the first language."""
    if not arguments:
        sys.stderr.write(__doc__ or "")
        return 2
    site, pages = Path(arguments[0]), arguments[1:] or _pages(Path(arguments[0]))
    with hosted(site) as address:
        for page in pages:
            runs = [measure(address + page) for _ in range(TIMES)]
            shown = ", ".join(
                f"{name} {median(one[name] for one, _ in runs):.0f}" for name in SCORES
            )
            sys.stdout.write(f"{page}: {shown}\n")
            for line in sorted({line for _, failed in runs for line in failed}):
                sys.stdout.write(f"  {line}\n")
    return 0


def _pages(site: Path) -> list[str]:
    """Return the first page, the list, and the largest page of a commitment."""
    records = sorted(site.glob("*/commitments/*/index.html"), key=lambda one: one.stat().st_size)
    record = records[-1].parent.relative_to(site).as_posix()
    language = record.partition("/")[0]
    return [f"{language}/", f"{language}/commitments/", f"{record}/"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
