# make run     set everything up and serve Offramp (HOST and PORT choose where)
# make setup   only set up: .venv, the pinned packages, the database
# make check   format, lint, types of the engine and of the browser's code, import contracts, migrations
# make test    all tests, those in a real browser included (PYTEST_ARGS for a part of them)
# make fast    compile the engine, so that simulations take less time (it takes a C compiler and half a minute)
# make test-long  kills, outages, whole rounds in browsers, backups: a quarter of an hour
# make pages   the cases of the rules written out in full, and the schema of scenario files for editors (in docs/)
# make validate  the long checks of what the model says of history: minutes

export HOST ?= 127.0.0.1
export PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PYTEST_ARGS ?=
# Two at a time, a file to each; tests in a browser come last, for their driver leaves an event loop behind.
TWO := -n 2 --dist loadfile --no-loadscope-reorder

BIN := .venv/bin
INSTALL := sh deploy/install.sh $(BIN)/python

.PHONY: run port setup fast check test test-long validate pages browser
.DELETE_ON_ERROR:

# Through the leash, so that even a `make` that is killed outright leaves nothing running.
run: port .venv/run.stamp
	@echo "Starting Offramp ..."
	@exec $(BIN)/python -I -S wargame/leash.py $$PPID "$(CURDIR)/$(BIN)/python" manage.py up

# Before anything is installed.
port:
	@test "$(PORT)" -ge 1 2>/dev/null && test "$(PORT)" -le 65535 || { \
		echo "PORT must be a port from 1 to 65535, not $(PORT)."; exit 1; }

setup: .venv/run.stamp
	@echo "Setting up the database ..."
	@$(BIN)/python manage.py migrate --verbosity 0
	@echo "Offramp is set up. Next: make run"

fast: .venv/fast.stamp
	@$(BIN)/python manage.py compile_engine

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run
	@sh deploy/browser_types.sh $(BIN)/python

test: .venv/dev.stamp .venv/solver.stamp browser
	$(BIN)/python -m pytest $(TWO) $(PYTEST_ARGS)

test-long: .venv/dev.stamp browser
	$(BIN)/python -m pytest -m long $(PYTEST_ARGS)

validate: .venv/dev.stamp .venv/solver.stamp
	$(BIN)/python -m pytest -m validation $(PYTEST_ARGS)

pages: .venv/run.stamp
	$(BIN)/python -m tests.game_engine.cases_page docs/cases-in-full.md
	$(BIN)/python manage.py scenario_schema > docs/scenario.schema.json

browser:
	@sh tests/find_chromium.sh --install > /dev/null

.venv/run.stamp: requirements.txt | $(BIN)/python
	@echo "Installing Offramp's packages into .venv (this once, a minute or two) ..."
	@$(INSTALL) --requirement requirements.txt
	@touch $@

.venv/fast.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing the compiler of the engine (this once) ..."
	@$(INSTALL) "$$(grep '^mypy==' $<)" "$$(grep '^setuptools==' $<)"
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing what checks and tests need into .venv (this once) ..."
	@$(INSTALL) --requirement requirements-dev.txt
	@touch $@

# Tried again as long as it is not there: a compiler may have come.
.venv/solver.stamp: requirements-solver.txt .venv/dev.stamp
	@sh deploy/solver.sh $(BIN)/python
	@if $(BIN)/python -c 'import pygambit' 2>/dev/null; then touch $@; fi

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Offramp needs Python 3.11 or newer; none was found."; exit 1; }
	@echo "Making .venv with $(PYTHON) ..."
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
