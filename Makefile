# Two commands do all the set-up: `make site` and `make test`. Both make .venv from the lock file.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site test check serve proof bench golden words lock clean

site: $(READY)
	$(BIN)/promisetrack build $(BUILD)

test: $(READY) node_modules/.ready
	$(BIN)/pytest -n auto --dist loadgroup $(PYTEST)

check: $(READY) node_modules/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

serve: $(READY)
	$(BIN)/promisetrack serve

proof: $(READY) node_modules/.ready
	$(BIN)/pytest -m proof -n auto $(PYTEST)

# Side by side with git, two to four minutes; see benchmarks/README.md. It is no test.
bench: $(READY)
	$(BIN)/python benchmarks/history.py

# After a change of pages or data on purpose: accepts it; read `git diff tests/golden` before you commit.
golden: $(READY)
	PROMISETRACK_ACCEPT_GOLDEN=1 $(BIN)/pytest -q tests/test_golden.py tests/test_site_outline.py

words: $(READY)
	$(BIN)/python tools/catalogues.py update

# After a change of pyproject.toml: makes the two lock files anew, with hashes, without addresses.
lock: $(READY)
	$(BIN)/python tools/lock.py

clean:
	rm -rf build/site build/cache $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache

$(READY): requirements.lock requirements-dev.lock pyproject.toml hatch_build.py
	$(PYTHON) -c 'import sys; sys.exit("promisetrack needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# The validators of the tests; without npm those tests are skipped with a loud notice.
node_modules/.ready: package-lock.json
	@if command -v npm >/dev/null; then PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent --no-audit --no-fund && touch $@; \
	else echo "NOTICE: npm is not here: the tests that validate HTML will be skipped" >&2; mkdir -p node_modules; fi
