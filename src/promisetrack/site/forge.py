"""Links into the forge that holds the register: a file, its history, its editor, a new issue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from promisetrack.site.fields import Fields

if TYPE_CHECKING:
    from promisetrack.site.site import Site

# {url} of the repository, {ref} a commit or branch, {branch}, {path}; as each forge documents them.
_PATTERNS: dict[str, dict[str, str]] = {
    "github": {
        "file": "{url}/blob/{ref}/{path}",
        "history": "{url}/commits/{branch}/{path}",
        "edit": "{url}/edit/{branch}/{path}",
        "commit": "{url}/commit/{ref}",
        "issue": "{url}/issues/new",
    },
    "gitlab": {
        "file": "{url}/-/blob/{ref}/{path}",
        "history": "{url}/-/commits/{branch}/{path}",
        "edit": "{url}/-/edit/{branch}/{path}",
        "commit": "{url}/-/commit/{ref}",
        "issue": "{url}/-/issues/new",
    },
    "gitea": {
        "file": "{url}/src/{kind}/{ref}/{path}",
        "history": "{url}/commits/branch/{branch}/{path}",
        "edit": "{url}/_edit/{branch}/{path}",
        "commit": "{url}/commit/{ref}",
        "issue": "{url}/issues/new",
    },
    "bitbucket": {
        "file": "{url}/src/{ref}/{path}",
        "history": "{url}/history-node/{branch}/{path}",
        "edit": "{url}/src/{branch}/{path}?mode=edit",
        "commit": "{url}/commits/{ref}",
        "issue": "{url}/issues/new",
    },
}
_PATTERNS["forgejo"] = _PATTERNS["gitea"]
_ISSUE_FIELDS = {"gitlab": ("issue[title]", "issue[description]")}


@dataclass(frozen=True, slots=True)
class Forge:
    """A repository on a forge. `commit` is the one that the site was built from, if any."""

    kind: str
    url: str
    branch: str
    prefix: str
    commit: str

    def file(self, path: str) -> str:
        """Return where a file is shown as it was in this site's commit."""
        return self._fill("file", path)

    def history(self, path: str) -> str:
        """Return where the changes of a file are listed."""
        return self._fill("history", path)

    def edit(self, path: str) -> str:
        """Return where a change of a file can be proposed."""
        return self._fill("edit", path)

    def commit_page(self) -> str:
        """Return where this site's commit is shown; empty without a commit."""
        return self._fill("commit", "") if self.commit else ""

    def commit_at(self, commit: str) -> str:
        """Return where a commit of the history is shown."""
        return replace(self, commit=quote(commit)).commit_page()

    def issue(self, title: str, body: str) -> str:
        """Return where an issue can be opened, with its title and text filled in."""
        names = _ISSUE_FIELDS.get(self.kind, ("title", "body"))
        query = urlencode(dict(zip(names, (title, body), strict=True)))
        return f"{self._fill('issue', '')}?{query}"

    def _fill(self, name: str, path: str) -> str:
        return _PATTERNS[self.kind][name].format(
            url=self.url.rstrip("/"),
            ref=self.commit or quote(self.branch),
            kind="commit" if self.commit else "branch",
            branch=quote(self.branch),
            path=quote(self.prefix + path),
        )


def forge_of(site: Site) -> Forge | None:
    """Return the forge that tracker.yaml names, or None where it names none that is known."""
    tracker = site.register.tracker
    written = Fields(tracker.data).part("forge") if tracker else Fields({})
    kind, url = written.string("kind"), written.string("url")
    if kind not in _PATTERNS or not url.startswith(("https://", "http://")):
        return None
    source = site.source
    return Forge(
        kind=kind,
        url=url,
        branch=written.string("branch") or "main",
        prefix=source.prefix if source else "",
        commit=source.commit if source and not source.is_worktree else "",
    )
