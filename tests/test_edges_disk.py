"""Reading a tracker from the disk, the clock and the language of the environment."""

from __future__ import annotations

import os
import socket
from datetime import date
from pathlib import Path

import pytest

from promisetrack.edges.clock import today
from promisetrack.edges.disk import find_root, read_tree
from promisetrack.edges.locale import language
from promisetrack.errors import PromisetrackError, UsageFault
from tests.edges_repository import blob, powerless_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a tracker of two files."""
    (tmp_path / "commitments/p").mkdir(parents=True)
    (tmp_path / "commitments/tracker.yaml").write_text("id: t\n")
    (tmp_path / "commitments/p/one.yaml").write_text("id: one\n")
    return tmp_path


def test_files_come_in_byte_order_with_their_ids(root: Path) -> None:
    """Everything below commitments/ is read, as git would name it, and nothing else."""
    (root / "other.yaml").write_text("no")
    (root / "commitments/p/run.yaml").write_text("x")
    (root / "commitments/p/run.yaml").chmod(0o755)
    (root / "commitments/p-q").mkdir()
    (root / "commitments/p-q/é.yaml").write_text("")
    assert [(file.path, file.mode, file.blob) for file in read_tree(root)] == [
        ("commitments/p-q/é.yaml", "100644", blob(b"")),
        ("commitments/p/one.yaml", "100644", blob(b"id: one\n")),
        ("commitments/p/run.yaml", "100755", blob(b"x")),
        ("commitments/tracker.yaml", "100644", blob(b"id: t\n")),
    ]


def test_links_are_read_as_links(root: Path) -> None:
    """A link's content is its target, also when it leads to a folder or nowhere."""
    (root / "commitments/p/link").symlink_to("/etc")
    (root / "commitments/p/lost").symlink_to("nowhere")
    links = [(file.path, file.content) for file in read_tree(root) if file.mode == "120000"]
    assert links == [("commitments/p/link", b"/etc"), ("commitments/p/lost", b"nowhere")]


def test_pipes_and_sockets_are_never_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would make a reader wait is listed without a mode."""
    os.mkfifo(root / "commitments/pipe")
    monkeypatch.chdir(root / "commitments")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        odd = [file.path for file in read_tree(root) if file.mode == ""]
    assert odd == ["commitments/pipe", "commitments/socket"]


def test_names_that_are_not_utf8_are_escaped(root: Path) -> None:
    """Paths are printable; composed and decomposed names stay different."""
    for name in (b"a\xff", "e\u0301".encode(), "é".encode()):
        Path(os.fsdecode(os.fsencode(root) + b"/commitments/p/" + name)).write_bytes(b"")
    names = [file.path.removeprefix("commitments/p/") for file in read_tree(root)]
    assert names[:4] == ["a\\xff", "e\u0301", "one.yaml", "é"]


def test_a_long_yaml_file_is_not_read_whole(root: Path) -> None:
    """One byte beyond the limit shows that there is more; the id is that of the whole."""
    content = b"#" * 300_000
    (root / "commitments/p/long.yaml").write_bytes(content)
    file = next(file for file in read_tree(root) if file.path.endswith("long.yaml"))
    assert (len(file.content), file.blob) == (256 * 1024 + 1, blob(content))


def test_single_files_and_folders_can_be_chosen(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths are taken from the working folder; one outside the tracker is an error."""
    monkeypatch.chdir(root / "commitments")
    assert [file.path for file in read_tree(root, paths=[Path("p")])] == ["commitments/p/one.yaml"]
    chosen = read_tree(root, paths=[root / "commitments/tracker.yaml"])
    assert [file.path for file in chosen] == ["commitments/tracker.yaml"]
    assert len(read_tree(root, paths=[root])) == 2
    with pytest.raises(PromisetrackError, match="does not lie"):
        read_tree(root, paths=[Path("/etc/passwd")])


def test_what_may_not_be_read_is_named() -> None:
    """A file or folder without the right to read it ends the reading with its name."""
    for name in ("one.yaml", "."):
        with powerless_folder() as folder:
            inside = folder / "commitments/p"
            inside.mkdir(parents=True)
            (inside / "one.yaml").write_text("id: one\n")
            (inside / name).chmod(0)
            with pytest.raises(PromisetrackError, match="cannot be read") as error:
                read_tree(folder)
            inside.chmod(0o755)
        named = "commitments/p/one.yaml" if name != "." else "commitments/p"
        assert ("path", named) in error.value.message.values


def test_a_tracker_is_found_from_below(root: Path) -> None:
    """The nearest folder that holds commitments/tracker.yaml is the tracker's."""
    assert find_root(root / "commitments/p") == root
    assert find_root(root) == root
    assert find_root(Path("/")) is None


def test_an_absent_tracker_has_no_files(tmp_path: Path) -> None:
    """A folder without commitments/ yields nothing."""
    assert read_tree(tmp_path) == ()


@pytest.mark.parametrize(
    ("epoch", "zone", "day"),
    [
        ("0", None, date(1970, 1, 1)),
        ("1767225599", None, date(2025, 12, 31)),
        ("1767225599", "Europe/Paris", date(2026, 1, 1)),
        ("1767225600", "America/New_York", date(2025, 12, 31)),
    ],
)
def test_the_day_follows_the_epoch_and_the_zone(epoch: str, zone: str | None, day: date) -> None:
    """SOURCE_DATE_EPOCH stands in for the clock, in the tracker's zone."""
    assert today({"SOURCE_DATE_EPOCH": epoch}, zone) == day


@pytest.mark.parametrize("epoch", ["now", "-1", "1e9", "٣", "9" * 30])
def test_an_epoch_that_is_no_moment_is_wrong_usage(epoch: str) -> None:
    """A wrong SOURCE_DATE_EPOCH is told, not ignored."""
    with pytest.raises(UsageFault, match="SOURCE_DATE_EPOCH"):
        today({"SOURCE_DATE_EPOCH": epoch})


@pytest.mark.parametrize("zone", ["Nowhere/City", "../../etc/passwd", "/etc/passwd", "a\0b"])
def test_an_unknown_zone_is_wrong_usage(zone: str) -> None:
    """Only names of the time zone database are zones."""
    with pytest.raises(UsageFault, match="no time zone"):
        today({}, zone)


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr"}, "fr"),
        ({"LANG": "de_DE", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LANG": "\x1b[31m"}, "en"),
    ],
)
def test_the_language_is_the_environments(environ: dict[str, str], code: str) -> None:
    """The POSIX variables choose among the known languages; English is the last resort."""
    assert language(environ) == code
