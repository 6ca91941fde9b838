"""A tracker's colours, fonts and logo (`tracker.yaml: theme`): no template is needed for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from promisetrack.artifact import Artifact
from promisetrack.model.appearance import STYLE, chosen_of, fonts_of, logo_of, themed
from promisetrack.model.pictures import kind_of
from promisetrack.site.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from promisetrack.files import SourceFile
    from promisetrack.register.register import Register

LOGO: Final = "assets/logo"


@dataclass(frozen=True, slots=True)
class Theme:
    """What `tracker.yaml: theme` changes. `logo` is a picture of the tracker's."""

    colours: Mapping[str, str] = field(default_factory=dict)
    fonts: tuple[str, ...] = ()
    logo: SourceFile | None = None

    @property
    def logo_address(self) -> str:
        """The address of the logo on the site, or nothing."""
        return f"{LOGO}.{kind_of(self.logo.path, self.logo.content)}" if self.logo else ""

    def files(self) -> Iterator[Artifact]:
        """Yield the logo."""
        if self.logo is not None:
            yield Artifact(self.logo_address, self.logo.content)

    def applied(self, artifact: Artifact) -> Artifact:
        """Return the stylesheet in the tracker's colours and fonts; any other file as it is."""
        if artifact.path != STYLE or not (self.colours or self.fonts):
            return artifact
        css = themed(artifact.content.decode("utf-8"), self.colours, self.fonts)
        return Artifact(STYLE, css.encode())


PLAIN: Final = Theme()


def theme_of(register: Register) -> Theme:
    """Return the theme of a register: only what can be used of it; checks tell of the rest."""
    written = Fields(register.tracker.data if register.tracker else {}).part("theme")
    return Theme(
        chosen_of(written.raw("colours")),
        fonts_of(written.string("font"))[0],
        logo_of(written.string("logo"), register.files),
    )
