"""Reading a repository: where it is, which commit is meant, what it holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from promisetrack.edges import process
from promisetrack.edges.git import Repository
from promisetrack.errors import PromisetrackError, UsageFault
from tests.edges_repository import Made, blob, make

ONE = "commitments/p/one.yaml"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a repository with one commitment."""
    repo = make(tmp_path / "repo")
    repo.change(ONE, "id: one\n")
    return repo


def opened(path: Path, *, prefix: str | None = None) -> Repository:
    """Return the repository that must be there."""
    found = Repository.open(path, prefix=prefix)
    assert found is not None
    return found


def test_a_folder_outside_any_repository_has_none(tmp_path: Path) -> None:
    """No repository is an answer, not an error."""
    assert Repository.open(tmp_path) is None


def test_a_commit_is_read_with_ids_and_modes(made: Made) -> None:
    """Files come in byte order with their bytes, blob ids and git modes."""
    made.write("commitments/p/run.yaml", "x")
    (made.path / "commitments/p/run.yaml").chmod(0o755)
    (made.path / "commitments/p/link.yaml").symlink_to("one.yaml")
    made.write("site_templates/a.css", "a{}")
    made.write("elsewhere.txt", "no")
    head = made.commit()
    files = opened(made.path).read(head)
    assert [(file.path, file.mode, file.content, file.blob) for file in files] == [
        ("commitments/p/link.yaml", "120000", b"one.yaml", blob(b"one.yaml")),
        (ONE, "100644", b"id: one\n", blob(b"id: one\n")),
        ("commitments/p/run.yaml", "100755", b"x", blob(b"x")),
        ("site_templates/a.css", "100644", b"a{}", blob(b"a{}")),
    ]


def test_a_tracker_in_a_sub_folder_has_a_prefix(made: Made) -> None:
    """Paths are relative to the tracker's folder, wherever in the repository that is."""
    head = made.change("a/b/commitments/q/two.yaml", "id: two\n")
    repo = opened(made.path / "a/b")
    assert (repo.prefix, repo.toplevel) == ("a/b/", made.path)
    assert [file.path for file in repo.read(head)] == ["commitments/q/two.yaml"]
    changes = list(repo.changes(repo.main_line(head)))
    assert [[one.path for one in change.entries] for change in changes] == [
        [],
        ["commitments/q/two.yaml"],
    ]


def test_a_sha256_repository_is_read(tmp_path: Path) -> None:
    """Objects named by SHA-256 are checked by SHA-256."""
    made = make(tmp_path / "r", "--object-format=sha256")
    head = made.change(ONE, "id: one\n")
    repo = opened(made.path)
    assert repo.object_format == "sha256"
    assert repo.read(head)[0].blob == blob(b"id: one\n", "sha256")
    assert len(next(repo.changes(repo.main_line(head))).entries) == 1
    assert repo.status() == ()


def test_a_bare_repository_is_read(made: Made, tmp_path: Path) -> None:
    """A repository without a working tree has files, but no changed ones."""
    bare = tmp_path / "bare.git"
    made.git("clone", "-q", "--bare", str(made.path), str(bare))
    repo = opened(bare)
    assert (repo.toplevel, repo.prefix) == (None, "")
    assert repo.read(repo.head())[0].path == ONE
    assert repo.status() == ()


def test_the_prefix_of_a_bare_repository_can_be_said(made: Made, tmp_path: Path) -> None:
    """Where no working tree says it, the tracker's folder is an argument."""
    made.change("sub/commitments/q/two.yaml", "id: two\n")
    bare = tmp_path / "bare.git"
    made.git("clone", "-q", "--bare", str(made.path), str(bare))
    repo = opened(bare, prefix="sub/")
    assert [file.path for file in repo.read(repo.head())] == ["commitments/q/two.yaml"]


def test_a_linked_worktree_has_its_own_head(made: Made, tmp_path: Path) -> None:
    """A second working tree answers with its own branch and folder."""
    tree = tmp_path / "tree"
    made.git("worktree", "add", "-q", "-b", "side", str(tree))
    Made(tree, 9).change(ONE, "id: other\n")
    repo = opened(tree / "commitments")
    assert (repo.toplevel, repo.prefix, repo.branch()) == (tree, "commitments/", "side")
    assert repo.head() != opened(made.path).head()


def test_a_detached_head_is_on_no_branch(made: Made) -> None:
    """HEAD without a branch still names its commit."""
    head = made.git("rev-parse", "HEAD")
    assert opened(made.path).branch() == "main"
    made.git("checkout", "-q", "--detach")
    repo = opened(made.path)
    assert (repo.branch(), repo.head()) == (None, head)


def test_an_empty_repository_says_so(tmp_path: Path) -> None:
    """A repository without a commit is an error that names the remedy."""
    repo = opened(make(tmp_path).path)
    assert repo.branch() == "main"
    with pytest.raises(PromisetrackError, match="no commit yet"):
        repo.head()


def test_words_are_resolved_to_commits(made: Made) -> None:
    """Branches, tags, annotated tags and short ids all lead to the commit."""
    head = made.git("rev-parse", "HEAD")
    made.git("tag", "-a", "-m", "one", "v1")
    repo = opened(made.path)
    for word in ("HEAD", "main", "v1", head[:9], "refs/tags/v1", head):
        assert repo.resolve(word) == head


WORDS = ("", "nowhere", "--all", "-h", "--output=x", "HEAD:commitments", "a b", "HEAD\n", "0" * 40)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_names_no_commit_is_wrong_usage(made: Made, word: str) -> None:
    """Neither options nor trees nor unknown names pass as commits."""
    with pytest.raises(UsageFault):
        opened(made.path).resolve(word)


def test_a_shallow_clone_is_refused_with_its_remedy(made: Made, tmp_path: Path) -> None:
    """The command that is named completes the clone."""
    made.change(ONE, "id: one\ntitle: t\n")
    clone = Made(tmp_path / "clone")
    made.git("clone", "-q", "--depth", "1", made.path.as_uri(), str(clone.path))
    with pytest.raises(PromisetrackError, match="shallow") as error:
        opened(clone.path).ensure_complete()
    assert error.value.exit_code == 3
    assert error.value.help is not None and "git fetch --unshallow" in error.value.help.text
    clone.git("fetch", "-q", "--unshallow")
    opened(clone.path).ensure_complete()


def test_a_partial_clone_is_refused_with_its_remedy(made: Made, tmp_path: Path) -> None:
    """The commands that are named bring the missing files and are then enough."""
    made.change(ONE, "id: one\ntitle: t\n")
    made.git("config", "uploadpack.allowFilter", "true")
    clone = Made(tmp_path / "clone")
    words = ("clone", "-q", "--bare", "--filter=blob:none", made.path.as_uri(), str(clone.path))
    made.git(*words)
    repo = opened(clone.path)
    with pytest.raises(PromisetrackError, match="partial") as error:
        repo.ensure_complete()
    with pytest.raises(PromisetrackError, match="the object"):
        repo.read(repo.head())
    assert error.value.help is not None
    for command in str(dict(error.value.help.values)["commands"]).split("; "):
        clone.git(*command.split()[1:])
    opened(clone.path).ensure_complete()
    assert opened(clone.path).read(repo.head())


def test_submodules_are_listed_by_mode_and_never_entered(made: Made) -> None:
    """A submodule is an entry without content."""
    head = made.git("rev-parse", "HEAD")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{head},commitments/p/sub")
    made.git("commit", "-q", "-m", "sub")
    repo = opened(made.path)
    sub = [file for file in repo.read(repo.head()) if file.mode == "160000"]
    assert [(file.path, file.content, file.blob) for file in sub] == [
        ("commitments/p/sub", b"", head)
    ]


def test_names_that_are_not_utf8_are_escaped(made: Made) -> None:
    """Every path is printable text; odd bytes are shown, other names stay as they are."""
    odd = os.fsencode(made.path) + b"/commitments/p/a\xff.yaml"
    Path(os.fsdecode(odd)).write_bytes(b"")
    made.write("commitments/p/e\u0301.yaml", "")
    head = made.commit()
    paths = [file.path for file in opened(made.path).read(head)]
    assert paths == ["commitments/p/a\\xff.yaml", "commitments/p/e\u0301.yaml", ONE]


def test_blobs_come_in_the_order_asked_for(made: Made) -> None:
    """Repeated ids are answered each time, and nothing is asked for nothing."""
    first, second = blob(b"id: one\n"), blob(b"")
    made.change("commitments/p/empty.yaml", "")
    repo = opened(made.path)
    wanted = [second, first, second]
    assert list(repo.blobs(wanted)) == [(second, b""), (first, b"id: one\n"), (second, b"")]
    assert list(repo.blobs([])) == []


def test_many_blobs_do_not_block(made: Made) -> None:
    """Far more than a pipe holds goes in and comes out, also when the reader stops early."""
    made.change("commitments/p/big.bin", os.urandom(3_000_000))
    name = made.git("rev-parse", "HEAD:commitments/p/big.bin")
    repo = opened(made.path)
    assert sum(len(content) for _, content in repo.blobs([name] * 30)) == 90_000_000
    assert next(repo.blobs([name] * 5000))[0] == name


def test_a_yaml_file_beyond_its_limit_is_cut(made: Made) -> None:
    """One byte more than the limit is kept, and the id is that of the whole file."""
    content = b"#" * 400_000
    head = made.change("commitments/p/long.yaml", content)
    file = next(f for f in opened(made.path).read(head) if f.path.endswith("long.yaml"))
    assert (len(file.content), file.blob) == (256 * 1024 + 1, blob(content))


def test_changed_files_are_found_without_the_index(made: Made) -> None:
    """Changed, new, deleted and hidden (skip-worktree) files are all named."""
    for name in ("b", "c", "d"):
        made.write(f"commitments/p/{name}.yaml", name)
    made.commit()
    index = (made.path / ".git/index").read_bytes()
    repo = opened(made.path)
    assert repo.status() == ()
    made.git("update-index", "--skip-worktree", "commitments/p/b.yaml")
    index = (made.path / ".git/index").read_bytes()
    made.write("commitments/p/b.yaml", "changed")
    made.write("commitments/p/new.yaml", "new")
    (made.path / "commitments/p/c.yaml").unlink()
    made.write("elsewhere.txt", "no matter")
    names = ("b", "c", "new")
    assert repo.status() == tuple(f"commitments/p/{name}.yaml" for name in names)
    assert (made.path / ".git/index").read_bytes() == index


def test_line_ends_changed_on_checkout_are_no_change(made: Made) -> None:
    """A working tree with CRLF for a blob with LF holds what the site holds."""
    made.write(ONE, "id: one\r\n")
    assert opened(made.path).status() == ()
    made.write(ONE, "id: two\r\n")
    assert opened(made.path).status() == (ONE,)


def test_a_remote_address_comes_without_its_password(made: Made) -> None:
    """Nobody publishes the token of a remote."""
    assert opened(made.path).remote_url() is None
    made.git("remote", "add", "up", "https://user:secret@example.org/a.git")
    assert opened(made.path).remote_url() == "https://example.org/a.git"
    made.git("remote", "add", "origin", "git@example.org:a/b.git")
    assert opened(made.path).remote_url() == "git@example.org:a/b.git"


def test_a_repository_of_another_user_needs_a_word(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused with the usual command, and opened once the user has run it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setitem(process.ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(PromisetrackError, match="another user") as error:
        Repository.open(made.path)
    assert error.value.help is not None and "safe.directory" in error.value.help.text
    assert Repository.open(made.path, trusted=(str(made.path),)) is not None
    (tmp_path / ".gitconfig").write_text(f"[safe]\n\tdirectory = {made.path}\n")
    assert Repository.open(made.path) is not None
