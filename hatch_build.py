"""Compile the message catalogues while the wheel (or the editable install) is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg] # hatchling leaves it open
    """Turn every `.po` below site_templates/locales into the `.mo` beside it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for po in sorted(Path(self.root, "site_templates", "locales").rglob("*.po")):
            with po.open("rb") as source:
                catalogue = read_po(source)
            for message in [
                one for one in catalogue if one.pluralizable and not all(one.string or ("",))
            ]:
                # What is not translated stays so: babel would fill the empty forms in English.
                catalogue.delete(message.id, message.context)
            mo = po.with_suffix(".mo")
            with mo.open("wb") as target:
                write_mo(target, catalogue)
            relative = mo.relative_to(self.root).as_posix()
            build_data.setdefault("artifacts", []).append(relative)
