"""No data of any shape stops a check, and the order of nothing changes what is found."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promisetrack.checks.runner import run
from promisetrack.files import SourceFile
from promisetrack.model.kinds import KINDS
from promisetrack.model.routes import show
from promisetrack.register.load import load
from promisetrack.words.catalogue import Words
from tests.checking import TODAY, diagnose

_KEYS = sorted(
    {name for model in KINDS.values() for name in model.model_fields}
    | {"text", "date", "url", "by", "about", "evidence", "decision", "part_of", "value", "en", "fr"}
)
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.sampled_from(
        ["", "a", "b", "2025-01-01", "2025-13", "ongoing", "complete", "in-progress", "machine"]
    ),
    st.sampled_from(["[here](x:y) ![](//a.b) <b>", "a.b@gmail.com", "files/../x", "overdue", "*"]),
    st.text(max_size=8),
)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=6)
    ),
    max_leaves=25,
)
_PATHS = st.sampled_from(
    ["tracker", "organisations", "themes", "places", "p/plan", "p/a", "p/b", "p/a.assessments/c"]
)


def _file(path: str, data: object) -> SourceFile:
    return SourceFile(f"commitments/{path}.yaml", json.dumps(data).encode())


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(_PATHS, _VALUES, max_size=5))
def test_no_data_stops_a_check(tree: dict[str, Any]) -> None:
    """Whatever stands in the files, all checks answer, with places and with whole sentences."""
    found = run(load([_file(path, data) for path, data in tree.items()]), today=TODAY)
    words = Words("fr", ("checks",), is_strict=True)
    for one in found:
        assert one.start <= one.end
        assert one.start.line >= 1
        assert words.text(one.message)
        assert one.help is None or words.text(one.help)
        assert show(one.route) is not None


FILES = {
    "p/a.yaml": "id: a\ntitle: A\nlead: nobody\nthemes: [x, y]\ndue: 2020\n",
    "p/b.yaml": "id: a\ntitle: B\nstatus: complete\n",
    "tracker.yaml": "title: T\nchecks:\n  overdu:\n    level: note\n",
}


def test_the_order_of_files_changes_nothing() -> None:
    """The same files in another order give the same findings in the same order."""
    expected = diagnose(FILES)
    names = list(FILES)
    for seed in range(5):
        random.Random(seed).shuffle(names)
        assert diagnose({name: FILES[name] for name in names}) == expected


def test_findings_are_in_the_order_of_their_places() -> None:
    """Findings are sorted by path, line, column and code."""
    places = [(one.path, one.start, one.code) for one in diagnose(FILES)]
    assert places == sorted(places)
