# Watchkeeper. `make run` on a fresh machine with Python 3.11 or later does everything it needs by itself.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
# The first of these that is there and new enough is used; `make PYTHON=/path/to/python` chooses another.
CANDIDATES := python3.13 python3.12 python3.11 python3 python3.14 python
PYTHON ?= $(shell for p in $(CANDIDATES); do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; \
	done)
# A lock is complete: without --no-deps, the pip of Python 3.11 stumbles over requirements that name an extra.
INSTALL := $(PIP) install --no-deps --no-compile --require-hashes
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: help run up test bench evaluate train check torture lock clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/ready ## install, set up, show a demo, poll once
	@$(BIN)/watchkeeper first-run

up: $(VENV)/ready ## keep watching until Ctrl-C: schedules and Prefect's pages
	@$(BIN)/watchkeeper up

test: $(VENV)/ready-dev ## all tests
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup

bench: $(VENV)/ready-dev ## speed, side by side with others
	@$(BIN)/python -m tests.benchmarks

evaluate: $(VENV)/ready-dev ## how well it reads: precision and recall over the labelled articles
	@$(BIN)/python -m tests.evaluate

train: $(VENV)/ready-dev ## learn anew what an article's main news is by its words
	@$(BIN)/python -m tests.evaluation.training

torture: $(VENV)/ready-dev ## kills and races, and all of history told again, at length
	@$(BIN)/python -m tests.torture
	@$(BIN)/python -m tests.history

check: $(VENV)/ready-dev ## lint, format and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

lock: $(VENV)/ready-dev ## pin what pyproject.toml asks for; add UPGRADE=--upgrade for the newest
	@$(LOCK) $(UPGRADE) --group build pyproject.toml -o requirements.lock
	@$(LOCK) $(UPGRADE) --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@echo "Pinned in requirements.lock and requirements-dev.lock."

clean: ## remove the environment and caches; what was gathered in var/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Watchkeeper needs Python 3.11 or later with its venv module; none of $(CANDIDATES) is that." >&2; \
		echo "Install it (Debian, Ubuntu: apt install python3 python3-venv), or: make PYTHON=/path/to/python run" >&2; \
		exit 1; \
	fi
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) (once; about a minute) …"
	@$(INSTALL) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# The development lock holds all of the other, so one installation serves both.
$(VENV)/ready-dev: requirements-dev.lock requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV), with what tests need (once; about a minute) …"
	@$(INSTALL) -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(VENV)/ready $@
