"""Real repositories for the tests of edges/: made by git itself, with fixed dates and names."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
FIXED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}
START = 1_700_000_000


@dataclass
class Made:
    """A repository on the disk; each commit is a minute after the one before."""

    path: Path
    minutes: int = 0

    def git(self, *words: str, told: bytes = b"", environ: Mapping[str, str] | None = None) -> str:
        """Run git there; fail when it fails."""
        env = CLEAN | FIXED | dict(environ or {})
        command = ["git", "-C", str(self.path), *words]
        done = subprocess.run(command, input=told, env=env, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, path: str, text: str | bytes) -> None:
        """Put a file into the working tree."""
        place = self.path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, message: str = "change") -> str:
        """Record the whole working tree; return the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, environ=self._dates())
        return self.git("rev-parse", "HEAD")

    def change(self, path: str, text: str | bytes, message: str = "change") -> str:
        """Write one file and record it."""
        self.write(path, text)
        return self.commit(message)

    def merge(self, *branches: str, message: str = "merge") -> str:
        """Merge branches into the one that is checked out; return the commit."""
        self.git("merge", "-q", "--no-ff", "-m", message, *branches, environ=self._dates())
        return self.git("rev-parse", "HEAD")

    def raw_commit(self, content: bytes) -> str:
        """Store these very bytes as a commit, whatever they are."""
        words = ("hash-object", "-w", "-t", "commit", "--literally", "--stdin")
        return self.git(*words, told=content)

    def loose(self, name: str) -> Path:
        """Return the file of a loose object."""
        return self.path / ".git" / "objects" / name[:2] / name[2:]

    def forge(self, name: str, kind: str, content: bytes) -> None:
        """Put other bytes under an object's name."""
        place = self.loose(name)
        place.unlink()
        place.write_bytes(zlib.compress(b"%s %d\0" % (kind.encode(), len(content)) + content))

    def _dates(self) -> dict[str, str]:
        self.minutes += 1
        when = f"{START + 60 * self.minutes} +0000"
        return {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}


def make(path: Path, *options: str) -> Made:
    """Make an empty repository with a branch `main`."""
    path.mkdir(parents=True, exist_ok=True)
    made = Made(path)
    made.git("init", "-q", "-b", "main", *options)
    return made


NOBODY = 65534


@contextmanager
def powerless_folder() -> Iterator[Path]:
    """Make a folder in which nobody has more rights than its modes give, root neither."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        shutil.rmtree(folder)


def blob(content: bytes, object_format: str = "sha1") -> str:
    """Return git's name of a file with these bytes."""
    return hashlib.new(object_format, b"blob %d\0" % len(content) + content).hexdigest()
