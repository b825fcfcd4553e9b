# `make help` says what there is. Settings (PORT, HOST, DATA_DIR, DEBUG) are given as `PORT=8001 make run`.
SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The first Python that fits; `make run PYTHON=/path/to/python3` takes another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { command -v "$$p"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help setup run test test-slice test-again test-postgres audit check format messages lock bench bench-search bench-agenda bench-feeds fault-invitations fault-points record compare screenshots clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-22s %s\n", $$1, $$2}'

setup: $(VENV)/.installed ## make .venv and install the locked dependencies

run: $(VENV)/.installed ## prepare the site, then run web server and task worker until Ctrl-C
	@exec $(BIN)/python manage.py start

test: $(VENV)/.installed-test ## install what the tests need and run them all
	@$(BIN)/python -m tests.chromium --install
	@$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

test-slice: $(VENV)/.installed-test ## run the tests of one room (SLICE=events.feeds.contents)
	@$(BIN)/python -m tests.slices $(SLICE)

test-again: $(VENV)/.installed-test ## run what failed last, one after the other
	@$(BIN)/python -m pytest --last-failed --last-failed-no-failures none

test-postgres: $(VENV)/.installed-test ## run the tests that touch the database on a real PostgreSQL
	@$(BIN)/python -m tests.postgres

check: $(VENV)/.installed-test ## formatting, lint, types, contracts, migrations, deployment, templates, catalogue
	@$(BIN)/python -m tests.checks

audit: $(VENV)/.installed-test ## licences of the dependencies (offline), then their known holes (asks the network)
	@$(PIP) install "pip-audit>=2.9,<3" || echo "pip-audit could not be installed: only licences are checked." >&2
	@$(BIN)/python -m tests.audit

format: $(VENV)/.installed-test ## put code and templates in their usual form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

messages: $(VENV)/.installed ## update and compile the translation catalogues
	@$(BIN)/python manage.py messages

lock: $(VENV)/.installed-test ## lock the newest versions that pyproject.toml allows
	@$(BIN)/python -m tests.lock

bench: $(VENV)/.installed-test ## requests per second and p95 of the main pages, beside plain Django
	@$(BIN)/python -m tests.benchmarks.bench

bench-search: $(VENV)/.installed-test ## search on a large corpus, then how soon a saved page is found (DOCUMENTS=20000)
	@$(BIN)/python -m tests.benchmarks.search_embedded $(or $(DOCUMENTS),20000)
	@$(BIN)/python -m tests.benchmarks.search_in_step

bench-agenda: $(VENV)/.installed-test ## the agenda with 5,000 meetings: time, queries, size
	@$(BIN)/python -m tests.benchmarks.agenda

bench-feeds: $(VENV)/.installed-test ## what calendars cost: built anew, unchanged, and 5,000 personal ones polled
	@$(BIN)/python -m tests.benchmarks.feeds

fault-invitations: $(VENV)/.installed-test ## kill the worker eight times while it invites a thousand people (PEOPLE=1000)
	@$(BIN)/python -m tests.faults.invitations $(or $(PEOPLE),1000)

fault-points: $(VENV)/.installed-test ## die at each statement of ten journeys: right again within a minute (JOURNEY="move a date")
	@$(BIN)/python -m tests.faults.points $(if $(JOURNEY),--journey "$(JOURNEY)")

record: $(VENV)/.installed-test ## write down all that this tree answers, for a comparison (FOLDER=folder)
	@test -n "$(FOLDER)" || { echo "Say where to: make record FOLDER=folder" >&2; exit 1; }
	@$(BIN)/python -m tests.comparison record "$(FOLDER)"

compare: $(VENV)/.installed-test ## what two trees answer differently, beyond tests/comparison/expected.toml (BEFORE=folder AFTER=folder)
	@test -n "$(BEFORE)" -a -n "$(AFTER)" || { echo "Name two records: make compare BEFORE=folder AFTER=folder" >&2; exit 1; }
	@$(BIN)/python -m tests.comparison compare "$(BEFORE)" "$(AFTER)"

screenshots: $(VENV)/.installed-test ## pictures of the main pages, small and large, light and dark
	@$(BIN)/python -m tests.browser.screenshots

clean: ## remove what was installed and cached; data stays
	@rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and none was found. Install one, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Python 3.11, 3.12 or 3.13 is needed; $(PYTHON) is another." >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing: on Debian and Ubuntu, apt install python3-venv." >&2; exit 1; }

$(VENV)/.installed: requirements.lock $(VENV)/bin/python
	@echo "Installing the locked dependencies…"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	@echo "Installing what tests and checks need…"
	@$(PIP) install --require-hashes --requirement requirements-test.lock
	@touch $@
