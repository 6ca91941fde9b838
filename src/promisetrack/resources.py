"""Where the files that travel with the program lie: templates, assets, catalogues, schemes."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def site_templates() -> Path:
    """Return the shipped `site_templates/`: inside the wheel, or at the top of a checkout."""
    inside = _PACKAGE / "site_templates"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "site_templates"
