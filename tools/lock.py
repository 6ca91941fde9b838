"""Make requirements.lock and requirements-dev.lock: pinned, with hashes, without any address."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = "# Made by `make lock` from pyproject.toml; do not edit.\n"
OPTIONS = [
    "--quiet",
    "--strip-extras",
    "--generate-hashes",
    "--allow-unsafe",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-emit-options",
]


def lock(name: str, wanted: list[str]) -> None:
    """Resolve `wanted` and write the lock file `name`."""
    source = ROOT / "build" / f"{name}.in"
    source.parent.mkdir(exist_ok=True)
    source.write_text("".join(f"{line}\n" for line in wanted), encoding="utf-8")
    target = ROOT / name
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, "-o", str(target)]
    subprocess.run([*command, str(source)], check=True, cwd=ROOT)  # noqa: S603 - our own words only
    target.write_text(HEAD + target.read_text(encoding="utf-8").lstrip(), encoding="utf-8")
    source.unlink()


def main() -> None:
    """Lock what the program needs, and what its developers need besides."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = project["project"]["dependencies"]
    build = project["build-system"]["requires"]
    lock("requirements.lock", needed)
    lock("requirements-dev.lock", [*needed, *build, *project["dependency-groups"]["dev"]])


if __name__ == "__main__":
    main()
