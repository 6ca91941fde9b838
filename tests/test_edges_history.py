"""Walking a history: main lines, differences, merges, and what commits say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from promisetrack.edges.git import CommitLine, Repository
from promisetrack.errors import PromisetrackError
from tests.edges_repository import Made, blob, make

if TYPE_CHECKING:
    from pathlib import Path

ONE = "commitments/p/one.yaml"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a repository with one commitment."""
    repo = make(tmp_path / "repo")
    repo.change(ONE, "id: one\n", "begin")
    return repo


def opened(made: Made) -> Repository:
    """Return the repository that must be there."""
    found = Repository.open(made.path)
    assert found is not None
    return found


def story(made: Made) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return subject and changed files of each commit of the main line, oldest first."""
    repo = opened(made)
    changes = list(repo.changes(repo.main_line(repo.head())))
    texts = repo.commit_texts(change.commit.id for change in changes)
    return [
        (text.subject, [(one.path, _letter(one.old_blob, one.new_blob)) for one in change.entries])
        for text, change in zip(texts, changes, strict=True)
    ]


def _letter(old: str | None, new: str | None) -> str:
    return "A" if old is None else "D" if new is None else "M"


def test_each_commit_is_told_with_what_it_changed(made: Made) -> None:
    """Additions, changes, moves and removals are told; renames are a removal and an addition."""
    made.change(ONE, "id: one\ntitle: t\n", "edit")
    made.change("README", "x", "nothing of ours")
    made.git("mv", ONE, "commitments/two.yaml")
    made.commit("move")
    made.git("rm", "-q", "commitments/two.yaml")
    made.commit("remove")
    assert story(made) == [
        ("begin", [(ONE, "A")]),
        ("edit", [(ONE, "M")]),
        ("nothing of ours", []),
        ("move", [(ONE, "D"), ("commitments/two.yaml", "A")]),
        ("remove", [("commitments/two.yaml", "D")]),
    ]


def test_a_change_carries_both_sides(made: Made) -> None:
    """Modes and blobs stand on the side where the file is."""
    made.change(ONE, "id: two\n")
    (made.path / ONE).chmod(0o755)
    made.commit()
    repo = opened(made)
    entries = [c.entries[0] for c in repo.changes(repo.main_line(repo.head()))]
    one, two = blob(b"id: one\n"), blob(b"id: two\n")
    assert [(e.old_mode, e.new_mode, e.old_blob, e.new_blob) for e in entries] == [
        (None, "100644", None, one),
        ("100644", "100644", one, two),
        ("100644", "100755", two, two),
    ]


def test_a_file_that_becomes_a_folder_is_removed_and_added(made: Made) -> None:
    """A path may change its kind."""
    (made.path / ONE).unlink()
    made.change(f"{ONE}/in.yaml", "x", "folder")
    assert story(made)[1] == ("folder", [(ONE, "D"), (f"{ONE}/in.yaml", "A")])


def test_rules_outside_the_folder_are_watched(made: Made) -> None:
    """Attributes, mailmap and workflows are told, from the root with a slash before them."""
    made.write("sub/commitments/tracker.yaml", "id: t\n")
    made.write("sub/site_templates/x.html", "x")
    made.write("sub/.gitattributes", "* -diff\n")
    made.write(".mailmap", "A <a@b> <c@d>\n")
    made.write(".github/workflows/ci.yml", "on: push\n")
    head = made.commit()
    repo = Repository.open(made.path / "sub")
    assert repo is not None
    last = list(repo.changes(repo.main_line(head)))[-1]
    assert [one.path for one in last.entries] == [
        "/.github/workflows/ci.yml",
        "/.mailmap",
        ".gitattributes",
        "commitments/tracker.yaml",
        "site_templates/x.html",
    ]


def test_a_path_that_looks_like_a_pattern_is_a_name(tmp_path: Path) -> None:
    """A tracker in a folder named like a pathspec is found literally."""
    made = make(tmp_path / "repo")
    made.write("x*/commitments/a.yaml", "1")
    made.write("xy/commitments/b.yaml", "2")
    made.commit()
    repo = Repository.open(made.path / "x*")
    assert repo is not None
    (change,) = repo.changes(repo.main_line(repo.head()))
    assert [one.path for one in change.entries] == ["commitments/a.yaml"]


def test_a_merge_is_one_step_of_the_main_line(made: Made) -> None:
    """What came by a branch shows at the merge, with the commits that brought it."""
    made.git("checkout", "-q", "-b", "side")
    first = made.change(ONE, "id: one\na: 1\n", "side one")
    second = made.change(ONE, "id: one\na: 2\n", "side two")
    made.git("checkout", "-q", "main")
    made.change("commitments/p/two.yaml", "id: two\n", "main")
    merge = made.merge("side")
    repo = opened(made)
    chain = repo.main_line(repo.head())
    assert story(made)[-1] == ("merge", [(ONE, "M")])
    brought = {line.id: [one.id for one in more] for line, more in repo.brought(chain)}
    assert brought[merge] == [first, second]
    assert [len(more) for more in brought.values()] == [0, 0, 2]
    sides = repo.side_commits(merge, chain[-1].first_parent)
    assert [one.id for one in sides] == [first, second]
    assert [len(change.entries) for change in repo.changes(sides)] == [1, 1]


def test_a_change_made_inside_a_merge_shows(made: Made) -> None:
    """An evil merge hides nothing."""
    made.git("checkout", "-q", "-b", "side")
    made.change("README", "x")
    made.git("checkout", "-q", "main")
    made.git("merge", "-q", "--no-ff", "--no-commit", "side")
    made.write(ONE, "id: one\nhidden: true\n")
    made.commit("evil")
    assert story(made)[-1] == ("evil", [(ONE, "M")])


def test_an_octopus_brings_all_its_branches(made: Made) -> None:
    """A merge of three branches names every commit once."""
    tips = []
    for name in ("a", "b", "c"):
        made.git("checkout", "-q", "-b", name, "main")
        tips.append(made.change(f"commitments/p/{name}.yaml", name))
    made.git("checkout", "-q", "main")
    made.change("README", "x")
    merge = made.merge("a", "b", "c")
    repo = opened(made)
    brought = dict(repo.brought(repo.main_line(merge)))
    more = next(more for line, more in brought.items() if line.id == merge)
    assert sorted(one.id for one in more) == sorted(tips)


def test_two_roots_are_one_history(made: Made) -> None:
    """An unrelated history that is merged is brought whole, its root included."""
    made.git("checkout", "-q", "--orphan", "other")
    made.git("rm", "-rfq", ".")
    root = made.change("commitments/p/two.yaml", "id: two\n", "another root")
    made.git("checkout", "-q", "main")
    made.git("merge", "-q", "--allow-unrelated-histories", "-m", "join", "other")
    repo = opened(made)
    merge = repo.head()
    chain = repo.main_line(merge)
    assert [one.id for one in repo.side_commits(merge, chain[-1].first_parent)] == [root]
    assert story(made)[-1] == ("join", [("commitments/p/two.yaml", "A")])


def test_criss_cross_merges_own_each_commit_once(made: Made) -> None:
    """What an earlier merge brought is not brought again by a later one."""
    made.git("checkout", "-q", "-b", "side")
    first = made.change("commitments/p/s.yaml", "1")
    made.git("checkout", "-q", "main")
    made.change("commitments/p/m.yaml", "1")
    one = made.merge("side")
    made.git("checkout", "-q", "side")
    second = made.merge("main~1")
    third = made.change("commitments/p/s.yaml", "2")
    made.git("checkout", "-q", "main")
    two = made.merge("side")
    repo = opened(made)
    told = {line.id: [m.id for m in more] for line, more in repo.brought(repo.main_line(two))}
    assert told[one] == [first]
    assert told[two] == [second, third]
    for merge in (one, two):
        words = ("rev-list", "--reverse", "--topo-order", merge, f"^{merge}^1")
        assert told[merge] == made.git(*words).split()[:-1]


def test_a_history_can_be_continued(made: Made) -> None:
    """With `since`, only what came after it is told, compared with it."""
    old = made.git("rev-parse", "HEAD")
    new = made.change(ONE, "id: one\nb: 1\n")
    repo = opened(made)
    chain = repo.main_line(new, since=old)
    assert [line.id for line in chain] == [new]
    (change,) = repo.changes(chain)
    assert change.entries[0].old_blob == blob(b"id: one\n")
    assert repo.main_line(old, since=old) == ()


def test_a_commit_can_be_compared_with_any_other(made: Made) -> None:
    """A line may name another commit than its parent to be compared with."""
    first = made.git("rev-parse", "HEAD")
    made.change(ONE, "id: one\nb: 1\n")
    head = made.change(ONE, "id: one\n")
    repo = opened(made)
    line = repo.main_line(head)[-1]
    joined = CommitLine(line.id, first, line.parents, line.tree)
    assert [change.entries for change in repo.changes([joined])] == [()]


HEAD = b"tree %s\nauthor %s\ncommitter %s\n%s\n%s"
EMPTY_TREE = b"4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def said(made: Made, who: bytes, *, more: bytes = b"", message: bytes = b"m\n") -> tuple[str, ...]:
    """Return name, e-mail, date and subject of a commit made of these very bytes."""
    made.git("hash-object", "-w", "-t", "tree", "--stdin")
    name = made.raw_commit(HEAD % (EMPTY_TREE, who, who, more, message))
    (text,) = opened(made).commit_texts([name])
    return text.author_name, text.author_email, text.date, text.subject


@pytest.mark.parametrize(
    ("claim", "date"),
    [
        (b"1709317258 -0500", "2024-03-01T13:20:58-05:00"),
        (b"0 +0000", "1970-01-01T00:00:00+00:00"),
        (b"1709317258 +0545", "2024-03-02T00:05:58+05:45"),
        (b"-62167219200 +0000", "0000-01-01T00:00:00+00:00"),
        (b"-62167219201 +0000", "-62167219201 +0000"),
        (b"253402300799 +0000", "9999-12-31T23:59:59+00:00"),
        (b"253402300800 +0000", "253402300800 +0000"),
        (b"18446744073709551616 +0000", "18446744073709551616 +0000"),
        (b"1709317258", "2024-03-01T18:20:58-00:00"),
        (b"1709317258 +9999", "2024-03-01T18:20:58-00:00"),
        (b"yesterday", "yesterday"),
        (b"", ""),
    ],
)
def test_every_claimed_date_can_be_said(made: Made, claim: bytes, date: str) -> None:
    """Dates are RFC 3339 with their own zone where that exists, else what was claimed."""
    assert said(made, b"A <a@b> " + claim)[2] == date


@pytest.mark.parametrize(
    ("who", "name", "email"),
    [
        (b"A B <a@b> 1 +0000", "A B", "a@b"),
        (b"<a@b> 1 +0000", "", "a@b"),
        (b"A <> 1 +0000", "A", ""),
        (b"A <<x>> 1 +0000", "A", "x"),
        (b"Nobody", "Nobody", ""),
        (b"", "", ""),
        (b"Ren\xe9e <r@b> 1 +0000", "Renée", "r@b"),
        ("Renée <r@b> 1 +0000".encode(), "Renée", "r@b"),
    ],
)
def test_every_author_can_be_named(made: Made, who: bytes, name: str, email: str) -> None:
    """Missing brackets, empty names and other encodings are no error."""
    assert said(made, who)[:2] == (name, email)


@pytest.mark.parametrize(
    ("encoding", "content", "subject"),
    [
        (b"ISO-8859-1", b"\xe9t\xe9", "été"),
        (b"Shift_JIS", b"\x8e\x73", "市"),
        (b"rot13", b"abc", "abc"),
        (b"unicode_escape", b"\\x41", "\\x41"),
        (b"../x", b"abc", "abc"),
    ],
)
def test_an_encoding_is_believed_when_it_is_one(
    made: Made, encoding: bytes, content: bytes, subject: str
) -> None:
    """The header names an alphabet, never a program."""
    more = b"encoding " + encoding + b"\n"
    assert said(made, b"A <a@b> 1 +0000", more=more, message=content)[3] == subject


def test_coauthors_signatures_and_paragraphs_are_read(made: Made) -> None:
    """Trailers name further authors; the subject is the first paragraph on one line."""
    name = made.raw_commit(
        HEAD
        % (
            made.git("write-tree").encode(),
            b"A <a@b> 1 +0000",
            b"A <a@b> 1 +0000",
            b"gpgsig -----BEGIN SSH SIGNATURE-----\n abc\n\n"[:-1],
            b"one\ntwo\n\nbody\n\nCo-authored-by: B C <b@c>\nco-Authored-By: D <d@e>\n",
        )
    )
    (text,) = opened(made).commit_texts([name])
    assert text.subject == "one two"
    assert text.is_signed
    assert [(one.name, one.email) for one in text.coauthors] == [("B C", "b@c"), ("D", "d@e")]


def test_a_commit_without_a_tree_is_damaged(made: Made) -> None:
    """What is no commit at all is an error that names it."""
    name = made.raw_commit(b"not a commit\n")
    with pytest.raises(PromisetrackError, match="damaged"):
        list(opened(made).commit_texts([name]))
