# Every target is one line of cvault/bootstrap.py, which needs nothing but Python: `python3 cvault/bootstrap.py run` is the same.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) cvault/bootstrap.py
.DEFAULT_GOAL := help
.PHONY: help setup run worker test lint fix eval bench peers soak lock

help:   ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: +## */\t/' | expand -t 10
setup:  ## the environment alone: .venv with the locked packages, development tools included
	@$(BOOTSTRAP) setup
run:    ## the whole product on http://127.0.0.1:8000 (PORT, CVAULT_DATA_DIR move it)
	@$(BOOTSTRAP) run
worker: ## workers and dispatcher alone, for a machine that serves no pages
	@$(BOOTSTRAP) worker
test:   ## all tests (ARGS="-k quota" narrows them)
	@$(BOOTSTRAP) test $(ARGS)
lint:   ## format, lint, types, import contracts, migrations, deployment check
	@$(BOOTSTRAP) lint
fix:    ## format, and mend what the linter can mend
	@$(BOOTSTRAP) fix
eval:   ## accuracy of the engine, by field, language and format (ARGS="--group docx")
	@$(BOOTSTRAP) eval $(ARGS)
bench:  ## speed of the engine beside bare text extraction, of the API around it, and of webhooks
	@$(BOOTSTRAP) bench $(ARGS)
peers:  ## other parsers on the same files, in the same run
	@$(BOOTSTRAP) peers $(ARGS)
soak:   ## long proofs: kills, races, hostile files
	@$(BOOTSTRAP) soak $(ARGS)
lock:   ## resolve pyproject.toml into the requirements files
	@$(BOOTSTRAP) lock
