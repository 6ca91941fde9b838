"""Which libraries this program runs with: what a site is also a function of."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def dependencies_sha256(program: str = "promisetrack") -> str:
    """Return one hash for the installed versions of a program's libraries, and theirs, and Python.

    It is SHA-256 over `name==version LF`, names in small letters (PEP 503), sorted, and a line
    `python==3.11` among them. Libraries that only an extra or another system needs count where
    they are installed.
    """
    found: dict[str, str] = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    waiting = _needs(program)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name).version
        except PackageNotFoundError:
            continue
        waiting += _needs(name)
    lines = "".join(f"{name}=={version}\n" for name, version in sorted(found.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _needs(name: str) -> list[str]:
    try:
        told = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    return [_normal(one) for one in told if "extra ==" not in one.replace("extra==", "extra ==")]


def _normal(requirement: str) -> str:
    found = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def origin(program: str = "promisetrack") -> tuple[str, str] | None:
    """Return the repository and the commit that a program was installed from; None: not from one.

    The installer notes both (PEP 610, `direct_url.json`).
    """
    try:
        told = json.loads(distribution(program).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    source = told.get("vcs_info") or {}
    is_git = source.get("vcs") == "git" and str(told.get("url", "")).startswith("https://")
    return (told["url"], source["commit_id"]) if is_git and "commit_id" in source else None
