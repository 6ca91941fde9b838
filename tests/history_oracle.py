"""An independent answer to what a history holds: git plumbing, PyYAML and equality of dicts.

It imports nothing of the package. It is slow and simple on purpose: every file of every commit of
the main line is read, and versions are compared as wholes.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

Data = dict[str, Any]


class TextLoader(yaml.SafeLoader):
    """PyYAML's safe loader without dates: they stay the text that was typed."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(slots=True)
class Seen:
    """One commit as the oracle sees it: records by name, and names that cannot be read."""

    commit: str
    records: dict[str, Data] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, set[bytes]] = field(default_factory=dict)


def git(repository: Path, *words: str, stdin: bytes = b"") -> bytes:
    """Run git and return what it says."""
    command = ["git", "-C", str(repository), *words]
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout


def main_line(repository: Path, rev: str = "HEAD") -> list[str]:
    """Return the first parents of a commit, oldest first."""
    told = git(repository, "rev-list", "--first-parent", "--topo-order", "--reverse", rev)
    return told.decode().split()


def tree(repository: Path, commit: str, cache: dict[str, bytes]) -> dict[str, bytes]:
    """Return every file of a commit."""
    told = git(repository, "ls-tree", "-r", "-z", "--full-tree", commit)
    files = {}
    for line in told.decode().split("\0"):
        if line:
            head, _, path = line.partition("\t")
            blob = head.split(" ")[2]
            if blob not in cache:
                cache[blob] = git(repository, "cat-file", "blob", blob)
            files[path] = cache[blob]
    return files


def data_of(content: bytes) -> object:
    """Return what a file says, None where it cannot be read."""
    try:
        return yaml.load(content.decode("utf-8"), Loader=TextLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError):
        return None


def see(commit: str, files: dict[str, bytes]) -> Seen:
    """Return the records of one commit."""
    seen = Seen(commit)
    folder = _folder(files)
    inside = {
        path[len(folder) + len("commitments/") :]: content
        for path, content in files.items()
        if path.startswith(f"{folder}commitments/")
    }
    holders: dict[str, list[tuple[str, Data]]] = {}
    for path in sorted(inside):
        parts = path.split("/")
        if len(parts) != 2 or not path.endswith(".yaml") or parts[1] == "plan.yaml":
            continue
        data, stem = data_of(inside[path]), parts[1].removesuffix(".yaml")
        if isinstance(data, dict) and isinstance(data.get("id"), str) and data["id"]:
            holders.setdefault(data["id"], []).append((path, _merged(data, path, inside)))
        else:
            seen.unreadable.setdefault(stem, set()).add(inside[path])
    for identity, found in holders.items():
        for number, (path, data) in enumerate(found, 1):
            name = identity if number == 1 else f"{identity}#{number}"
            seen.records[name] = data
            seen.plans[name] = path.split("/")[0]
    return seen


def _folder(files: dict[str, bytes]) -> str:
    """The tracker is where commitments/tracker.yaml is; these histories have one at a time."""
    end = "commitments/tracker.yaml"
    found = [path.removesuffix(end) for path in files if f"/{path}".endswith(f"/{end}")]
    return found[0] if found else ""


def _merged(data: Data, path: str, inside: dict[str, bytes]) -> Data:
    beside = f"{path.removesuffix('.yaml')}.assessments/"
    lists = [
        found
        for other in sorted(inside)
        if other.startswith(beside) and isinstance(found := data_of(inside[other]), list)
    ]
    if not lists:
        return data
    own = data.get("assessments", [])
    return {**data, "assessments": sum(lists, own if isinstance(own, list) else [])}


def history(repository: Path, rev: str = "HEAD") -> list[Seen]:
    """Return what stood in every commit of the main line."""
    cache: dict[str, bytes] = {}
    return [see(commit, tree(repository, commit, cache)) for commit in main_line(repository, rev)]


@dataclass(slots=True)
class Expected:
    """Of one record: the commits that changed it, and its version at each commit."""

    changed: set[str] = field(default_factory=set)
    versions: list[Data | None] = field(default_factory=list)


def expected(seen: list[Seen]) -> dict[str, Expected]:
    """Return for each record where events must stand, and nowhere else."""
    names = {name for one in seen for name in (*one.records, *one.unreadable)}
    return {name: _follow(name, seen) for name in names}


def _follow(name: str, seen: list[Seen]) -> Expected:
    found = Expected()
    data: Data | None = None
    plan: str | None = None
    blocked: set[bytes] = set()
    for one in seen:
        unreadable = one.unreadable.get(name, set())
        if unreadable - blocked:
            found.changed.add(one.commit)
        blocked = unreadable
        if name in one.records or not unreadable:
            new, where = one.records.get(name), one.plans.get(name)
            if new != data or where != plan:
                found.changed.add(one.commit)
            data, plan = new, where
        found.versions.append(data)
    return found
