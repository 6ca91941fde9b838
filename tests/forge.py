"""A forge on this machine: the shell steps of workflows run for real, beside a bare repository.

What other people's actions do with the forge is stood in for by copies (check-out, artifacts), or
left out by name (`LEFT_OUT`): it needs the forge itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"
ACTION = ROOT / "action.yml"
DAY = "1790848800"  # the first of October 2026
LEFT_OUT = {
    "actions/setup-python": "fetches a Python; the tests' own is taken",
    "actions/configure-pages": "asks the forge for the address of the site",
    "actions/deploy-pages": "hands the site to the forge's web server",
    "marocchino/sticky-pull-request-comment": "posts the comment",
}
"""What is not run here, because it talks to the forge, and why."""

_NAME = re.compile(r"[a-z_]+(?:\.[A-Za-z_-]+)+")


def parsed(path: Path) -> Any:
    """Return what a file says."""
    return yaml.safe_load(path.read_text("utf-8"))


def evaluated(expression: str, known: dict[str, Any]) -> Any:
    """Return the value of an expression of GitHub Actions: names, texts, and, or, not, ==, !=."""
    parts = re.split(r"('[^']*')", expression)
    for at in range(0, len(parts), 2):
        text = parts[at].replace("!cancelled()", "True").replace("&&", " and ")
        text = re.sub(r"!(?!=)", " not ", text.replace("||", " or "))
        parts[at] = _NAME.sub(lambda found: repr(_looked_up(found[0], known)), text)
    return eval(" ".join("".join(parts).split()), {"__builtins__": {}})  # the project's own files


def _looked_up(name: str, known: dict[str, Any]) -> Any:
    here: Any = known
    for step in name.split("."):
        here = here.get(step, "") if isinstance(here, dict) else ""
    return here


def filled(text: object, known: dict[str, Any]) -> str:
    """Return a text with its `${{ … }}` replaced."""

    def value(found: re.Match[str]) -> str:
        said = evaluated(found[1], known)
        return str(said).lower() if isinstance(said, bool) else str(said)

    written = str(text).lower() if isinstance(text, bool) else str(text)
    return re.sub(r"\$\{\{(.+?)\}\}", value, written, flags=re.DOTALL)


def is_met(condition: object, known: dict[str, Any]) -> bool:
    """Return whether a step or a job is to run."""
    text = str(condition).strip()
    inner = re.fullmatch(r"\$\{\{(.+)\}\}", text, re.DOTALL)
    return bool(evaluated(inner[1] if inner else text, known))


@dataclass
class Done:
    """What one job did: whether it went well, what it said, what it handed on."""

    result: str = "success"
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


@dataclass
class Forge:
    """One run of a workflow. `origin` is a bare repository `…/server/o/r.git`."""

    folder: Path
    origin: Path
    ref: str
    event: dict[str, Any] = field(default_factory=dict)
    name: str = "push"
    left_out: list[str] = field(default_factory=list)
    jobs: dict[str, Done] = field(default_factory=dict)

    def run(
        self, workflow: str, inputs: dict[str, str], *, only: tuple[str, ...] = ()
    ) -> dict[str, Done]:
        """Run every job of a workflow, or some, in its order; return what each did."""
        plan = parsed(WORKFLOWS / workflow)
        declared = plan[True]["workflow_call"]["inputs"]  # YAML 1.1 reads “on” as true
        given = {key: inputs.get(key, one.get("default", "")) for key, one in declared.items()}
        for name, job in plan["jobs"].items():
            if only and name not in only:
                continue
            if "uses" in job:
                called = job["uses"].rsplit("/", 1)[1]
                known = self._known(given)
                inner = {key: filled(one, known) for key, one in job["with"].items()}
                self.run(called, inner)
            else:
                self._job(name, job, given)
        return self.jobs

    def artifact(self, name: str) -> Path:
        """Return where an artifact was put."""
        return self.folder / "artifacts" / name

    def _known(self, inputs: dict[str, Any]) -> dict[str, Any]:
        needs = {
            name: {"result": one.result, "outputs": one.outputs} for name, one in self.jobs.items()
        }
        return {
            "inputs": inputs,
            "needs": needs,
            "job": {"workflow_sha": "f" * 40, "workflow_repository": "o/promisetrack"},
            "github": {"event": self.event, "repository": "o/r", "token": "t", "ref": self.ref},
        }

    def _job(self, name: str, job: dict[str, Any], inputs: dict[str, Any]) -> None:
        done = self.jobs[name] = Done()
        known = self._known(inputs)
        needs = job.get("needs", [])
        failed = [
            one
            for one in ([needs] if isinstance(needs, str) else needs)
            if self.jobs[one].result != "success"
        ]
        if not is_met(job["if"], known) if "if" in job else failed:
            done.result = "skipped"
            return
        run = _Run(self, self.folder / name, known, done)
        for step in job["steps"]:
            run.step(step)
        done.outputs = {key: filled(one, known) for key, one in job.get("outputs", {}).items()}


@dataclass
class _Run:
    """One job while it runs: its folder, what expressions know, what was done."""

    forge: Forge
    work: Path
    known: dict[str, Any]
    done: Done

    def __post_init__(self) -> None:
        self.temp = self.work / "temp"
        (self.temp / "promisetrack" / "out").mkdir(parents=True)
        self.known["runner"] = {"temp": str(self.temp)}
        self.known["steps"] = {}
        self.summary = self.temp / "summary.md"
        self.summary.touch()

    def step(self, step: dict[str, Any]) -> None:
        """Run a step; behind one that failed only those that ask for it."""
        condition = step.get("if")
        if self.done.result == "failure" and "cancelled()" not in str(condition):
            return
        if condition is not None and not is_met(condition, self.known):
            return
        if "run" in step:
            self._shell(step, self.known)
        elif step["uses"] == "./program":
            self._action(step)
        else:
            self._stand_in(step)

    def _shell(self, step: dict[str, Any], known: dict[str, Any]) -> int:
        output = self.temp / "output"
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.work, capture_output=True, text=True, check=False, timeout=300,
            env={
                **os.environ,
                **{key: filled(one, known) for key, one in step.get("env", {}).items()},
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_EVENT_NAME": self.forge.name,
                "GITHUB_OUTPUT": str(output),
                "GITHUB_REF_NAME": self.forge.ref,
                "GITHUB_REPOSITORY": "o/r",
                "GITHUB_SERVER_URL": self.forge.origin.parents[1].as_uri(),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_WORKSPACE": str(self.work),
                "RUNNER_TEMP": str(self.temp),
                "SOURCE_DATE_EPOCH": DAY,
            },
        )  # fmt: skip
        self.done.log += done.stdout + done.stderr
        self.done.summary = self.summary.read_text("utf-8")
        if "id" in step:
            pairs = dict(one.split("=", 1) for one in output.read_text("utf-8").splitlines())
            known["steps"][step["id"]] = {"outputs": pairs}
        if done.returncode:
            self.done.result = "failure"
        return done.returncode

    def _action(self, step: dict[str, Any]) -> None:
        """Run the steps of this project's action, its installation left out."""
        action = parsed(ACTION)
        given = {key: filled(one, self.known) for key, one in step["with"].items()}
        inputs = {
            key: given.get(key, one.get("default", "")) for key, one in action["inputs"].items()
        }
        program = self.temp / "program"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -m promisetrack "$@"\n', "utf-8")
        program.chmod(0o755)
        steps = {"install": {"outputs": {"command": str(program)}}}
        known = {**self.known, "inputs": inputs, "steps": steps}
        for one in action["runs"]["steps"]:
            if "uses" in one:
                self._stand_in(one)
                continue
            is_wanted = one.get("id") != "install" and is_met(one.get("if", "'yes'"), known)
            if is_wanted and self._shell(one, known):
                break
        outputs = {key: filled(one["value"], known) for key, one in action["outputs"].items()}
        self.known["steps"][step.get("id", "")] = {"outputs": outputs}

    def _stand_in(self, step: dict[str, Any]) -> None:
        """Do by copying what an action of others does, or leave it out by name."""
        name = step["uses"].split("@")[0]
        given = {key: filled(one, self.known) for key, one in step.get("with", {}).items()}
        if name == "actions/checkout":
            self._check_out(given)
        elif name == "actions/upload-artifact":
            _copied(Path(given["path"]), self.forge.artifact(given["name"]))
        elif name == "actions/upload-pages-artifact":
            _copied(Path(given["path"]), self.forge.artifact("github-pages"))
        elif name == "actions/download-artifact":
            there = self.work / given.get("path", ".")
            shutil.copytree(self.forge.artifact(given["name"]), there, dirs_exist_ok=True)
        else:
            assert name in LEFT_OUT, name
            self.forge.left_out.append(name)

    def _check_out(self, given: dict[str, str]) -> None:
        place = self.work / given["path"]
        if given["path"] == "program":
            place.symlink_to(ROOT)
            return
        assert given["fetch-depth"] == "0"
        command = ["git", "clone", "--quiet", "--branch", self.forge.ref]
        subprocess.run([*command, self.forge.origin.as_uri(), str(place)], check=True)


def _copied(source: Path, there: Path) -> None:
    shutil.rmtree(there, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, there)
    else:
        there.mkdir(parents=True)
        shutil.copy(source, there)
