# `make` lists the targets. PYTHON chooses the interpreter that makes .venv: make setup PYTHON=python3.13
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test fmt lint types layers docs docs-check migration migration-check changelog check eval eval-verify bench

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{ printf "  make %-16s %s\n", $$1, $$2 }'

setup: $(READY) ## make .venv and install the project in it, for development

$(READY): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "error: no $(PYTHON) here"; \
		echo "hint: install Python 3.11 or newer (on Debian: apt install python3 python3-venv)"; exit 2; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "error: $$($(PYTHON) --version) is too old, Python 3.11 or newer is needed"; \
		echo "hint: name a newer one: make $(MAKECMDGOALS) PYTHON=python3.13"; exit 2; } >&2
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "error: $(PYTHON) cannot make a virtual environment"; \
		echo "hint: apt install python3-venv"; exit 2; } >&2
	@echo "making .venv, which takes a minute the first time"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY) ## read the sample articles, then search them
	@rm -rf out/demo && mkdir -p out/demo
	$(BIN)/quotes ingest --db out/demo/quotes.db data/*.txt
	$(BIN)/quotes search --db out/demo/quotes.db Kirby

test: $(READY) ## run the tests, doctests among them
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

fmt: $(READY) ## lay the code out, mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(READY) ## ruff: layout and rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

layers: $(READY) ## imports point down
	$(BIN)/lint-imports

docs: $(READY) ## print the commands and the columns into docs/ and data/DICTIONARY.md
	$(BIN)/python tools/docs.py

docs-check: $(READY) ## are the printed documents up to date?
	$(BIN)/python tools/docs.py --check

migration: $(READY) ## write the migration for a changed schema: make migration M="add a column"
	@rm -rf out/migration && mkdir -p out/migration
	$(BIN)/alembic -x db=out/migration/quotes.db upgrade head
	$(BIN)/alembic -x db=out/migration/quotes.db revision --autogenerate -m "$(M)"

migration-check: $(READY) ## do the migrations make the schema of the models?
	@rm -rf out/migration && mkdir -p out/migration
	$(BIN)/alembic -x db=out/migration/quotes.db upgrade head
	$(BIN)/alembic -x db=out/migration/quotes.db check

changelog: $(READY) ## does CHANGELOG.md say what is new?
	$(BIN)/python tools/changelog.py

check: lint types layers docs-check migration-check changelog ## everything that is not a test

eval: $(READY) ## score extraction on annotated articles
	$(BIN)/python tools/evaluate.py

eval-verify: $(READY) ## verify 5,000 claims altered at random
	$(BIN)/python tools/verifying.py

bench: $(READY) ## how fast, as ratios
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_verify.py
	$(BIN)/python tools/bench_load.py
	$(BIN)/python tools/bench_ingest.py
