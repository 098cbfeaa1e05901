# Everything a developer or an administrator does with the source, in the words that CI uses.
# `make demo` and `make test` need no step before them: they set up what is missing.

SHELL := /bin/bash
BIN := .venv/bin
STAMP := .venv/.set-up
# Tests of what is kept; how pages are read and drawn asks no ledger.
ON_POSTGRESQL := $(addprefix tests/unit/archive/,completeness dossiers procedures deadlines quality quarantine reindex search suggestions work) $(wildcard tests/unit/archive/test_*.py) \
	$(patsubst %,tests/integration/test_%.py,agent commands completeness corrections deadlines postgresql quarantine service)
SERVERS := .venv/share/sohoa/servers
PACKAGES := config ocr archive scanner_agent
CATALOGUE := config/locale/vi/LC_MESSAGES/sohoa.po
TEST_PROCESSES ?= 2
PAGES ?= 20000
SECONDS ?= 60

# One thread for each process that recognises: several fight for the cores and all become slower.
export OMP_THREAD_LIMIT := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test slow e2e postgresql check format bench faults fuzz soak bundle messages lock clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## installs what is missing: Debian packages, .venv, the locked requirements

$(STAMP): requirements-dev.lock pyproject.toml scripts/setup scripts/models scripts/browser-scripts scripts/debian-packages
	@scripts/setup requirements-dev.lock
	@touch $@

demo: $(STAMP)  ## scans a small stack of invented papers into dossiers under demo-home/
	$(BIN)/sohoa --home demo-home demo

# Servers that scanners send through: only the tests need them, and nothing of them is installed or started.
$(SERVERS): scripts/drop-servers | $(STAMP)
	@scripts/drop-servers $@

test: $(STAMP) $(SERVERS)  ## every test but the slow ones and those in a browser
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist worksteal --durations 20 -m "not slow and not e2e"

slow: $(STAMP) $(SERVERS)  ## the tests that take longer than one waits
	$(BIN)/pytest -n $(TEST_PROCESSES) --maxschedchunk 1 --durations 20 -m slow || { status=$$?; [ $$status -eq 5 ] && echo "There are no slow tests yet."; }

e2e: $(STAMP)  ## the desk in Debian's Chromium, its screens as pictures into build/screens/
	@command -v chromium >/dev/null || ! command -v dpkg-query >/dev/null || EXTRA_PACKAGES=chromium scripts/setup requirements-dev.lock
	@$(BIN)/python scripts/browser-scripts .tools axe.min.js
	$(BIN)/pytest -m e2e tests/e2e

postgresql: $(STAMP)  ## the tests of what is kept, with the ledger on a PostgreSQL server
	SOHOA_TEST_POSTGRESQL=1 $(BIN)/pytest -n $(TEST_PROCESSES) -m "not slow and not e2e" $(ON_POSTGRESQL)

check: $(STAMP)  ## format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)  ## lays the code out and repairs what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)  ## reading, index, search measured into benchmarks/RESULTS.md; QUICK=1 less, PAGES=200000 the whole
	@command -v gs >/dev/null || ! command -v dpkg-query >/dev/null || EXTRA_PACKAGES=ghostscript scripts/setup requirements-dev.lock
	$(BIN)/python -m benchmarks --pages $(PAGES) $(if $(QUICK),--quick)

fuzz: $(STAMP)  ## spoilt bytes and names for everything that reads them, SECONDS=60 in all; finds into build/fuzz/
	$(BIN)/python -m fuzz --seconds $(SECONDS)

soak: $(STAMP)  ## the agent for an hour on a trickle of files
	$(BIN)/python -m benchmarks.soak

faults: $(STAMP) $(SERVERS)  ## every way of delivering through every trouble into docs/reliability.md; QUICK=1 less
	$(BIN)/python -m faults $(if $(QUICK),--quick)
	$(if $(QUICK),,$(BIN)/python -m faults.busy_day)

bundle: $(STAMP)  ## one archive under dist/ from which a machine without network installs
	scripts/bundle

messages: $(STAMP)  ## brings the sentences of the code into the Vietnamese catalogue; translate what is empty
	$(BIN)/python -c 'from setuptools import setup; setup()' -q extract_messages update_catalog
	@awk -v RS= -v ORS='\n\n' '/msgstr(\[0\])? ""$$/' $(CATALOGUE)

lock: $(STAMP)  ## resolves pyproject.toml anew into the three lock files
	scripts/lock

clean:  ## removes what was made, the demonstration's home included
	rm -rf .venv .venv-bench demo-home demo-home-scanner build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
