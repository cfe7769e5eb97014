# make demo: the report on the bundled example corpus.  make test: lint, types and tests.
# make docs: the documentation, built strictly into site/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test docs browser clean

$(VENV)/demo.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/test.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group test
	touch $@ $(VENV)/demo.stamp

demo: $(VENV)/demo.stamp
	$(BIN)/framing report examples/corpus --out report

test: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses 2 --quiet

$(VENV)/docs.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group docs
	touch $@

docs: $(VENV)/docs.stamp
	$(BIN)/python docs/build_tables.py
	$(BIN)/mkdocs build --strict

# The page in headless Chromium, checked with axe-core; not part of make test.
browser: demo
	apt-get install -y chromium
	cd tests/browser && npm install --no-audit --no-fund && node check.mjs ../../report/index.html

clean:
	rm -rf $(VENV) report site build dist
