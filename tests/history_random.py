"""Random histories of a tracker, written into real git repositories, the same for the same seed.

It imports nothing of the package: what it writes is judged by the oracle alone.
"""

from __future__ import annotations

import copy
import random
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Data = dict[str, Any]

WORDS = (
    "publier", "le budget", "ouvert", "chaque année", "avant", "la fin du mois", "toutes les",
    "données", "de la ville", "écoles", "arbres", "quartier", "rapport", "en ligne", "sans délai",
    "pour le public", "et", "les associations",
)  # fmt: skip
DATES = (
    "2023",
    "2023-06",
    "2023-Q4",
    "2024-01-31",
    "2024-06-30",
    "2024-S2",
    "2025-12-31",
    "ongoing",
)
STATUSES = (
    "unknown", "not-started", "in-progress", "limited", "substantial", "complete", "partial",
    "on-hold", "withdrawn", "superseded", "declined", "delivered",
)  # fmt: skip
IDS = ("budget-ouvert", "cantines-bio", "pistes-cyclables", "wifi", "archives")
PLANS = ("plan-a", "plan-b", "plan-c")


def prose(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(2, 9))).capitalize()


def text(rng: random.Random) -> Any:
    if rng.random() < 0.6:
        return prose(rng)
    said: Data = {"fr": prose(rng)}
    if rng.random() < 0.7:
        mark = rng.choice(("machine", "human"))
        said["en"] = {"text": prose(rng), "translated": mark} if rng.random() < 0.7 else prose(rng)
    return said


def when(rng: random.Random) -> Any:
    if rng.random() < 0.15:
        return {"date": rng.choice(DATES), "text": {"fr": prose(rng)}}
    return rng.choice(DATES)


def some(rng: random.Random, make: Callable[[random.Random], Any], most: int = 3) -> list[Any]:
    return [make(rng) for _ in range(rng.randint(0, most))]


def named(rng: random.Random, make: Callable[[random.Random, str], Data], names: str) -> list[Data]:
    return [make(rng, name) for name in rng.sample(names.split(), rng.randint(0, 3))]


def milestone(rng: random.Random, name: str) -> Data:
    return {
        "id": name, "title": text(rng), "due": when(rng), "start": when(rng), "summary": text(rng),
        "status": rng.choice(STATUSES), "evidence": rng.sample(["e1", "e2", "e3"], 2),
        "progress": rng.randint(2, 99), "lead": "mairie", "number": "1.10",
    }  # fmt: skip


def indicator(rng: random.Random, name: str) -> Data:
    return {
        "id": name, "title": text(rng), "unit": "%", "source": "https://ville.example/i",
        "baseline": {"date": "2020", "value": rng.randint(2, 50)},
        "target": {"date": when(rng), "value": rng.randint(51, 99)},
        "measurements": some(rng, lambda r: {"date": r.choice(DATES), "value": r.randint(2, 99)}),
    }  # fmt: skip


def evidence(rng: random.Random, name: str) -> Data:
    return {
        "id": name, "title": text(rng), "url": f"https://ville.example/{rng.randint(2, 9)}",
        "kind": "report", "sha256": rng.choice(("ab", "cd")) * 32, "publisher": prose(rng),
    }  # fmt: skip


def dated(rng: random.Random) -> Data:
    return {"date": rng.choice(DATES), "by": rng.choice(("mairie", "agence")), "text": text(rng)}


def question(rng: random.Random, name: str) -> Data:
    return {"id": name, "date": "2024-01-02", "text": text(rng), "answers": some(rng, dated, 2)}


def assessment(rng: random.Random) -> Data:
    return {**dated(rng), "scheme": "ogp-irm-2021", "ratings": {"completion": rng.choice(STATUSES)}}


def decision(rng: random.Random, name: str) -> Data:
    return {"id": name, "date": "2024", "title": text(rng)}


def amendment(rng: random.Random) -> Data:
    changes = ["due", "milestones.*"]
    return {"date": rng.choice(DATES), "changes": changes, "reason": prose(rng)}


def commitment(rng: random.Random, name: str) -> Data:
    full = _full(rng, name)
    kept = {key: value for key, value in full.items() if rng.random() < 0.5}
    return {**kept, "id": name, "title": full["title"], "status": full["status"]}


def _full(rng: random.Random, name: str) -> Data:
    def pick(words: str, most: int = 3) -> list[str]:
        known = words.split()
        return rng.sample(known, rng.randint(0, min(most, len(known))))

    return {
        "id": name, "title": text(rng), "number": "1.10", "status": rng.choice(STATUSES),
        "summary": text(rng), "easy": text(rng), "problem": text(rng), "description": text(rng),
        "expected_result": text(rng), "audience": text(rng), "due": when(rng), "start": when(rng),
        "source": rng.choice(("https://ville.example/p", {"evidence": "e1", "quote": text(rng)})),
        "identifiers": [{"scheme": "ogp", "id": f"FR{rng.randint(1, 9)}"}],
        "promised_by": pick("mairie agence"), "lead": rng.choice(("mairie", "agence")),
        "partners": [*pick("asso lycee"), {"organisation": "etat", "role": "funder"}],
        "accountable": {"role": prose(rng)},
        "contact": {"role": prose(rng), "email": "a@b.example"},
        "themes": pick("eau air sol"), "values": pick("transparency technology"),
        "sdgs": rng.sample(range(2, 17), 3), "tags": pick("un deux trois"),
        "places": [*pick("nord sud"), {"name": prose(rng), "code": "01001"}],
        "status_as_written": prose(rng), "status_reason": {"code": "cost", "text": text(rng)},
        "progress": rng.randint(2, 99), "reviewed": {"date": "2024-02-02", "by": "mairie"},
        "origin": {"kind": "petition", "votes": rng.randint(2, 99), "title": text(rng)},
        "request": {"text": text(rng), "votes": rng.randint(2, 99)},
        "answer": {"position": rng.choice(("accepted", "modified", "declined")), "text": text(rng)},
        "milestones": named(rng, milestone, "m1 m2 m3 m4"),
        "indicators": named(rng, indicator, "i1 i2 i3"),
        "budget": {"currency": "EUR", "lines": some(rng, lambda r: {
            "label": text(r), "planned": r.randint(2, 999)})},
        "participation": some(rng, lambda r: {"date": r.choice(DATES), "kind": "workshop"}),
        "decisions": named(rng, decision, "d1 d2 d3"),
        "safeguards": {"automated_decision": rng.choice(("none", "assisted", "automated")),
                       "human_review": prose(rng), "bias_tests": some(rng, dated)},
        "updates": some(rng, dated), "evidence": named(rng, evidence, "e1 e2 e3"),
        "assessments": some(rng, assessment), "responses": some(rng, dated),
        "questions": named(rng, question, "q1 q2 q3"),
        "amendments": some(rng, amendment),
        "related": [{"id": rng.choice(IDS), "kind": "implements"}],
        "x-own": {"deep": {"list": rng.sample(range(2, 9), 3), "word": prose(rng)}},
        "deadline": rng.choice(DATES),
    }  # fmt: skip


def mutate(rng: random.Random, data: Data) -> None:
    """Change something somewhere; sometimes nothing changes, which is a case of its own."""
    fresh = _full(rng, data["id"])
    key = rng.choice(sorted(set(fresh) - {"id"}))
    how = rng.random()
    if how < 0.25:
        data[key] = fresh[key]
    elif how < 0.35:
        data.pop(key, None)
    elif how < 0.42:
        data[key] = rng.choice(([], {}, None, prose(rng), [prose(rng)], {"a": "deux"}))
    else:
        _mutate_inside(rng, data, data.get(key, data))


def _mutate_inside(rng: random.Random, whole: Data, value: Any) -> None:
    while isinstance(value, dict | list) and value and rng.random() < 0.6:
        inner = rng.choice(list(value.values()) if isinstance(value, dict) else value)
        if not isinstance(inner, dict | list):
            break
        value = inner
    if value is whole or not isinstance(value, dict | list) or not value:
        whole["summary"] = text(rng)
    elif isinstance(value, list):
        _mutate_list(rng, value)
    else:
        _mutate_map(rng, value)


def _mutate_list(rng: random.Random, items: list[Any]) -> None:
    how = rng.random()
    if how < 0.35:
        rng.shuffle(items)
    elif how < 0.6:
        del items[rng.randrange(len(items))]
    else:
        one = copy.deepcopy(rng.choice(items))
        if isinstance(one, dict) and rng.random() < 0.7:
            _mutate_map(rng, one)
        items.insert(rng.randint(0, len(items)), one)


def _mutate_map(rng: random.Random, one: Data) -> None:
    key = rng.choice(sorted(one))
    if key == "id":
        one["note"] = prose(rng)
    elif rng.random() < 0.2:
        del one[key]
    elif isinstance(one[key], int):
        one[key] = rng.randint(2, 99)
    elif "date" in key or key in ("due", "start"):
        one[key] = when(rng)
    else:
        one[key] = text(rng)


@dataclass(frozen=True, slots=True)
class File:
    """A file: its data and a number that decides how it is laid out; or bytes as they are."""

    data: Any = None
    layout: int = 0
    raw: bytes | None = None

    def content(self) -> bytes:
        return self.raw if self.raw is not None else lay_out(self.data, self.layout)


def lay_out(data: Any, layout: int) -> bytes:
    """Write the same data in one of many ways: order of keys, quotes, comments, width, flow."""
    rng = random.Random(layout)
    shown = _shuffled(rng, data) if layout else data
    style = rng.choice((None, "'", '"')) if layout else None
    written = yaml.safe_dump(
        shown,
        allow_unicode=True,
        sort_keys=False,
        width=rng.choice((30, 80, 200)) if layout else 80,
        default_flow_style=rng.choice((False, None)) if layout else False,
        default_style=None,
        indent=rng.choice((2, 4)) if layout else 2,
    )
    if style and isinstance(data, dict) and isinstance(data.get("title"), str):
        written = f"# {style} un commentaire\n{written}"
    return (("---\n" if layout % 3 == 1 else "") + written).encode()


def _shuffled(rng: random.Random, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shuffled(rng, value[key]) for key in rng.sample(sorted(value), len(value))}
    return [_shuffled(rng, one) for one in value] if isinstance(value, list) else value


Tree = dict[str, File]


@dataclass(slots=True)
class Writer:
    """Makes commits with `git fast-import`, dates fixed."""

    stream: list[bytes] = field(default_factory=list)
    trees: list[Tree] = field(default_factory=list)

    def commit(self, tree: Tree, parents: tuple[int, ...], subject: str = "change") -> int:
        """Add a commit and return its number."""
        self.trees.append(dict(tree))
        number = len(self.trees)
        head = f"commit refs/heads/made\nmark :{number}\n"
        head += f"author Contributor <c@ville.example> {1700000000 + number} +0100\n"
        head += f"committer Contributor <c@ville.example> {1700000000 + number} +0100\n"
        body = [head.encode() + _data(subject.encode())]
        body += [
            f"{'from' if place == 0 else 'merge'} :{parent}\n".encode()
            for place, parent in enumerate(parents)
        ]
        body.append(b"deleteall\n")
        for path in sorted(tree):
            body.append(f"M 100644 inline {path}\n".encode() + _data(tree[path].content()))
        if not parents:
            self.stream.append(b"reset refs/heads/made\n")
        self.stream += body
        return number

    def write(self, folder: Path, tip: int) -> Path:
        """Make the repository with its branch at one commit."""
        folder.mkdir(parents=True)
        _run(folder, "init", "-q", "-b", "main")
        ending = f"reset refs/heads/main\nfrom :{tip}\n\n".encode()
        _run(folder, "fast-import", "--quiet", "--force", stdin=b"".join([*self.stream, ending]))
        return folder


def _data(content: bytes) -> bytes:
    return f"data {len(content)}\n".encode() + content + b"\n"


def _run(folder: Path, *words: str, stdin: bytes = b"") -> None:
    subprocess.run(["git", "-C", str(folder), *words], input=stdin, check=True, capture_output=True)


def random_history(rng: random.Random, folder: Path, *, length: int = 14) -> Path:
    """Write a random history: edits, moves, deletions, returns, merges of every shape."""
    writer = Writer()
    tip = writer.commit(_first(rng), ())
    tips = [tip]
    for _ in range(length):
        tip = _grow(rng, writer, tips, tip)
        tips = [*tips[-3:], tip]
    return writer.write(folder, tip)


def _first(rng: random.Random) -> Tree:
    tree: Tree = {"commitments/tracker.yaml": File({"title": "Registre", "languages": ["fr"]})}
    for plan in PLANS[:2]:
        tree[f"commitments/{plan}/plan.yaml"] = File({"id": plan, "title": "Plan"})
    for name in rng.sample(IDS, 3):
        tree[f"commitments/{rng.choice(PLANS[:2])}/{name}.yaml"] = File(commitment(rng, name))
    return tree


def _grow(rng: random.Random, writer: Writer, tips: list[int], tip: int) -> int:
    """Add a commit, or a fork with a merge, to the main line; return its new tip."""
    how = rng.random()
    here = writer.trees[tip - 1]
    if how < 0.62:
        return writer.commit(_edited(rng, here), (tip,))
    if how < 0.66:
        return writer.commit(here, (tip,), "nothing")
    sides = _sides(rng, writer, tips, tip, 3 if how < 0.75 else 1)
    if how < 0.82:  # a merge, an octopus: the tree is one side's, mixed, or made in the merge
        return writer.commit(_mixed(rng, writer, (tip, *sides)), (tip, *sides), "merge")
    if how < 0.9:  # a foxtrot: what was the main line becomes the second parent
        return writer.commit(_mixed(rng, writer, (*sides[:1], tip)), (sides[0], tip), "foxtrot")
    own = writer.commit(_edited(rng, here), (tip,))  # a criss-cross: each side merges the other
    one = writer.commit(_mixed(rng, writer, (own, sides[0])), (own, sides[0]), "cross")
    other = writer.commit(_mixed(rng, writer, (sides[0], own)), (sides[0], own), "cross")
    return writer.commit(_mixed(rng, writer, (one, other)), (one, other), "merge")


def _sides(
    rng: random.Random, writer: Writer, tips: list[int], tip: int, number: int
) -> tuple[int, ...]:
    found = []
    for _ in range(number):
        side = rng.choice([*tips, tip])
        for _ in range(rng.randint(1, 2)):
            side = writer.commit(_edited(rng, writer.trees[side - 1]), (side,))
        if rng.random() < 0.1:  # another root
            side = writer.commit(_edited(rng, _first(rng)), ())
        found.append(side)
    return tuple(found)


def _mixed(rng: random.Random, writer: Writer, parents: tuple[int, ...]) -> Tree:
    trees = [writer.trees[parent - 1] for parent in parents]
    mixed: Tree = {}
    for path in sorted({path for tree in trees for path in tree}):
        found = rng.choice(trees).get(path)
        if found is not None:
            mixed[path] = found
    mixed = _one_folder(trees[0], mixed)
    return _edited(rng, mixed) if rng.random() < 0.3 else mixed


def _one_folder(like: Tree, mixed: Tree) -> Tree:
    """Keep one place for the tracker: two at a time are two trackers."""
    folder = _folder(like)
    kept = {path: file for path, file in mixed.items() if path.startswith(f"{folder}commitments/")}
    name = f"{folder}commitments/tracker.yaml"
    return {**kept, name: like[name]}


def _folder(tree: Tree) -> str:
    end = "commitments/tracker.yaml"
    return next(path.removesuffix(end) for path in tree if path.endswith(end))


def _edited(rng: random.Random, tree: Tree) -> Tree:
    tree = dict(tree)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        _edit(rng, tree)
    return tree


def _edit(rng: random.Random, tree: Tree) -> None:
    folder = f"{_folder(tree)}commitments/"
    inside = [path for path in sorted(tree) if path.count("/") == folder.count("/") + 1]
    files = [path for path in inside if path.startswith(folder) and not path.endswith("plan.yaml")]
    how = rng.random()
    if not files or how < 0.1:
        name = rng.choice(IDS)
        tree[f"{folder}{rng.choice(PLANS)}/{name}.yaml"] = File(commitment(rng, name))
        return
    path = rng.choice(files)
    file, name = tree[path], path.rsplit("/", 1)[-1].removesuffix(".yaml")
    if how < 0.55:
        _edit_data(rng, tree, path, name)
    elif how < 0.65:  # the layout only
        tree[path] = File(file.data, rng.randint(1, 999), file.raw)
    elif how < 0.71:
        del tree[path]
    elif how < 0.78:  # to another plan
        del tree[path]
        tree[f"{folder}{rng.choice(PLANS)}/{name}.yaml"] = file
    elif how < 0.82:  # another id, and another file with it
        other = rng.choice(IDS)
        del tree[path]
        data = {**file.data, "id": other} if isinstance(file.data, dict) else file.data
        tree[f"{folder}{path.split('/')[-2]}/{other}.yaml"] = File(data, file.layout, file.raw)
    elif how < 0.88:
        tree[path] = File(raw=rng.choice(UNREADABLE))
    elif how < 0.95:
        beside = f"{path.removesuffix('.yaml')}.assessments/{rng.choice(('agence', 'asso'))}.yaml"
        if beside in tree and rng.random() < 0.4:
            del tree[beside]
        else:
            tree[beside] = File([assessment(rng) for _ in range(rng.randint(1, 2))])
    else:
        _move_tracker(rng, tree)


UNREADABLE = (
    b"title: [not closed\n", b"- a list\n", b"title: no id\n", b"\xff\xfe", b"", b"id: {}\n",
    b"id: a\n\tid: b\n", b"a: 'x\n",
)  # fmt: skip


def _edit_data(rng: random.Random, tree: Tree, path: str, name: str) -> None:
    file = tree[path]
    data = copy.deepcopy(file.data) if isinstance(file.data, dict) else commitment(rng, name)
    for _ in range(rng.choice((1, 1, 2, 4))):
        mutate(rng, data)
    tree[path] = File(data, file.layout)


def _move_tracker(rng: random.Random, tree: Tree) -> None:
    old, new = _folder(tree), rng.choice(("", "registre/", "public/suivi/"))
    moved = {f"{new}{path.removeprefix(old)}": file for path, file in tree.items()}
    tree.clear()
    tree.update(moved)
