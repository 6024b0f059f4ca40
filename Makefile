# make demo   a lively company on http://127.0.0.1:8000, with a mailbox to read
# make test   everything that must be green, installing what it needs

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PYTEST := $(BIN)/pytest -q -n 2 --dist loadfile
DEMO_HOME ?= $(CURDIR)/.demo
PORT ?= 8000

.PHONY: help setup system test fast lint types fmt messages demo look bench wheel clean

help:
	@echo "make demo | test | fast | lint | types | fmt | messages | look | bench | wheel"

setup: .venv/installed node_modules/installed
	@$(BIN)/python -m tools.assets
	@$(BIN)/python -m tools.messages

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is missing: set PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@

node_modules/installed: package-lock.json
	@command -v npm > /dev/null || { echo "Node 20 with npm is missing: it fetches the files that pages need"; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# What tests need from the machine; installed by apt where we may, else named.
system: .venv/installed
	@$(BIN)/python -m tools.system

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: setup
	HUIYIN_HOME=$${TMPDIR:-/tmp} $(BIN)/mypy

fmt: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: setup system lint types
	$(PYTEST)
	HUIYIN_TEST_DATABASE=postgresql $(PYTEST) -m both

# Without faults, processes, browsers, walks through the whole house, and the second database.
fast: setup
	$(PYTEST) -x -m "not slow"

messages: setup
	$(BIN)/python -m tools.messages
	$(PYTEST) tests/test_translations.py

demo: setup
	HUIYIN_HOME=$(DEMO_HOME) $(BIN)/huiyin demo --port $(PORT)

# Every page in a browser, judged by axe; pictures in .screens/.
look: setup system
	TESTS_SCREENS=$(CURDIR)/.screens $(PYTEST) $$(find src tests -name 'test_look*.py')

bench: setup
	$(BIN)/python -m benchmarks

wheel: setup
	rm -rf dist
	$(BIN)/python -m build --wheel
