"""The layers and conventions of the code, held by machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "promisetrack"
MODULES = sorted(PACKAGE.rglob("*.py"))

HOMES: dict[str, tuple[str, ...]] = {
    "babel": ("words/",),
    "click": ("cli/",),
    "git": ("edges/",),
    "httpx2": ("edges/",),
    "icalendar": ("site/feeds/",),
    "jinja2": ("site/render.py",),
    "markdown_it": ("text/",),
    "mdit_py_plugins": ("text/",),
    "nh3": ("text/",),
    "python_calamine": ("exchange/",),
    "pydantic": ("model/", "source/"),
    "pydantic_core": ("model/", "source/"),
    "ruamel": ("source/",),
    "segno": ("site/qr.py",),
    "watchfiles": ("edges/",),
    "xlsxwriter": ("exchange/",),
    "yaml": ("source/",),
}
"""Each outside library and the only places that may know it."""

IMPURE = ("os.environ", "datetime.now", "date.today", "time.time", "open", "print", "input")
_CLOCKS = ("date.today", "datetime.now", "datetime.utcnow")
LINES_A_MODULE = 330
LINES_A_FUNCTION = 50


def _name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def _imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def _calls(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.Attribute):
            target = node.func if isinstance(node, ast.Call) else node
            found.add(ast.unparse(target))
    return found


def test_imports_go_downward() -> None:
    """Every import points to a lower level, and the edges know only level 0."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_each_library_has_one_home(module: Path) -> None:
    """An outside library is imported in its home and nowhere else."""
    for library in _imported(ast.parse(module.read_text("utf-8"))) & HOMES.keys():
        homes = HOMES[library]
        assert _name(module).startswith(homes), f"{library} lives in {homes}"


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_the_core_is_pure(module: Path) -> None:
    """Below the edges nothing reads the clock or the environment, prints or opens files."""
    if _name(module).startswith(("edges/", "cli/", "__main__")):
        return
    calls = _calls(ast.parse(module.read_text("utf-8")))
    found = {call for call in calls if call in IMPURE or call.endswith(_CLOCKS)}
    assert not found


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_modules_and_functions_stay_small(module: Path) -> None:
    """A module fits in the head, a function on a screen."""
    text = module.read_text("utf-8")
    assert text.count("\n") <= LINES_A_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            body = node.body[1:] if ast.get_docstring(node) else node.body
            first = body[0].lineno if body else node.end_lineno
            assert node.end_lineno - first < LINES_A_FUNCTION, node.name


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_exceptions_to_the_rules_have_reasons(module: Path) -> None:
    """Each `noqa` and each `type: ignore` names its rule and says why."""
    for line in module.read_text("utf-8").splitlines():
        for mark in re.findall(r"#\s*(noqa.*|type: ignore.*)", line):
            assert re.match(r"noqa: [A-Z0-9, ]+ - \S|type: ignore\[[^]]+\] *# *\S", mark), line


def test_every_module_says_what_it_is() -> None:
    """Each module opens with a docstring, empty packages aside."""
    silent = [
        _name(module)
        for module in MODULES
        if module.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(module.read_text("utf-8")))
    ]
    assert silent == []


def test_help_is_quick() -> None:
    """`--help` imports none of the heavy libraries."""
    command = [sys.executable, "-X", "importtime", "-m", "promisetrack", "--help"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    imported = {line.rsplit("|", 1)[-1].strip() for line in result.stderr.splitlines()}
    roots = {name.split(".")[0] for name in imported}
    assert not roots & {"git", "jinja2", "ruamel", "pydantic", "babel", "yaml", "markdown_it"}


def test_the_project_stands_alone() -> None:
    """No tracked text names an outside folder, a registry's host or an index address."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    forbidden = re.compile(r"\.\./shared|/work/|pypi\.org|pythonhosted|npmjs\.org|\"resolved\":")
    own = Path(__file__).relative_to(ROOT).as_posix()
    guilty = [
        path
        for path in listed.split("\0")
        if path
        and path != own
        and not path.startswith(("commitments/", "tests/data/"))
        and (ROOT / path).is_file()
        and forbidden.search((ROOT / path).read_text("utf-8", "replace"))
    ]
    assert guilty == []
