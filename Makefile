# Every target that has a "##" note is listed by `make help`.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
DATAREACH := $(VENV)/bin/datareach
.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench clean drawings facts-schema neo4j-schema reference requirements followthemoney notebook

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: $(VENV)/runtime ## set up, load the facts and print which databases reach ICE
	@$(DATAREACH) ingest
	@$(DATAREACH) reach ice

serve: $(VENV)/runtime ## set up, load the facts and serve the API on http://127.0.0.1:8000
	@$(DATAREACH) ingest
	@$(DATAREACH) serve

test: $(VENV)/dev ## set up and run all tests and checks
	@$(MAKE) --no-print-directory check
	@$(RUN) -m pytest -n 2 --dist loadfile --cov --cov-report=term

check: $(VENV)/dev ## lint, types, import rules
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(VENV)/bin/lint-imports --config pyproject.toml

bench: $(VENV)/dev ## measure, side by side with the peers, and write docs/benchmarks.md
	@$(RUN) -m bench
	@$(RUN) -m bench.neo4j_cypher

drawings: $(VENV)/dev ## draw the golden cases anew (tests/data/graphs/*.md)
	@$(RUN) -m tests.data.draw

facts-schema: $(VENV)/dev ## write ingest/facts/schema.json from the models
	@$(RUN) -m ingest.schema ingest/facts/schema.json

neo4j-schema: $(VENV)/dev ## write docs/neo4j-schema.md from the schema and docs/cypher
	@$(RUN) -m graphdb.stores.neo4j_page docs/cypher docs/neo4j-schema.md

reference: $(VENV)/dev ## write docs/command-line.md, docs/http.md and docs/tables.md
	@$(RUN) -m api.reference docs

notebook: $(VENV)/dev ## run docs/notebook.ipynb and write its outputs anew
	@$(RUN) -m tests.docs.notebook

requirements: $(VENV)/dev ## pin the newest allowed versions with their hashes
	@$(RUN) -m piptools compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --no-header -o requirements/runtime.txt requirements/runtime.in requirements/build.in
	@$(RUN) -m piptools compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --no-header -o requirements/dev.txt requirements/dev.in
	@$(RUN) -m piptools compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --no-header -o requirements/followthemoney.txt requirements/followthemoney.in

followthemoney: $(VENV)/dev ## set up followthemoney too, for the one test that reads with it (needs a C++ compiler and ICU's headers)
	@$(RUN) -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/followthemoney.txt

clean: ## remove what was made here
	rm -rf $(VENV) build dist *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache datareach.db datareach.db-*

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "datareach needs Python 3.11 or newer (make PYTHON=python3.12 ...)")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up in $(VENV) ..."
	@$(RUN) -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/runtime.txt
	@PYTHONWARNINGS=ignore $(RUN) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up for development in $(VENV) ..."
	@$(RUN) -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@PYTHONWARNINGS=ignore $(RUN) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/runtime
