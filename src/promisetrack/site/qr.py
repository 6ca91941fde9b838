"""The address of a page as a QR code, for paper: a small SVG file that only printers load.

ISO/IEC 18004, error correction M. The mask is always the same: any is valid, and to try all eight
costs eight times as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.artifact import Artifact
from promisetrack.site.past import is_addressable
from promisetrack.site.urls import Addresses, absolute, qr_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.site import Site

QUIET = 4
"""Modules of white around the code, as the standard wants them."""
MASK = 2


def files(site: Site, addresses: frozenset[str]) -> Iterator[Artifact]:
    """Return the codes of the commitments' pages; none where the public address is not known."""
    if not site.options.base_url:
        return
    for language in site.languages:
        for identity in site.register.commitments:
            page = Addresses(language).commitment(identity)
            if page in addresses and is_addressable(identity):
                url = absolute(site.options.base_url, page)
                yield Artifact(qr_code(language, identity), picture(url))


def picture(url: str) -> bytes:
    """Return the code of an address as SVG: one path, a run of dark modules at a time."""
    import segno

    code = segno.make(url, error="m", micro=False, boost_error=False, mask=MASK)
    size = code.symbol_size(border=QUIET)[0]
    runs = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(code.matrix)
        for x, length in _runs(bytes(row))
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{runs}"/></svg>\n'
    )
    return svg.encode()


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each run of dark modules begins, and its length."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        yield start, end - start
        start = row.find(1, end)
