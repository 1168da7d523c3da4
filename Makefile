# What a developer and a user type. `make` alone lists it.
# Nothing is needed on a fresh machine but Python 3.11 or newer and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
WORKERS ?= 3
SPREAD := -n $(WORKERS) --dist loadgroup --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test check static format bench soak sample docs screenshots clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

run: $(VENV)/.run-ready ## open the app (on the sample data, the first time)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/.dev-ready ## run all tests
	$(BIN)/python -m pytest $(SPREAD) -q -m "not soak"

check: test static ## tests, format, lint, types, import rules

static: $(VENV)/.dev-ready ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev-ready ## bring the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev-ready ## measure speed and memory, side by side with others
	$(BIN)/python -m tests.benchmarks.run

soak: $(VENV)/.dev-ready ## the long tests
	$(BIN)/python -m pytest $(SPREAD) -q -m soak

sample: $(VENV)/.dev-ready ## make the sample data again
	$(BIN)/python -m sample_data.generate

docs: $(VENV)/.dev-ready ## make the generated documents again
	$(BIN)/python -m scripts.make_docs

screenshots: $(VENV)/.dev-ready ## make the pictures of the README again
	$(BIN)/python -m scripts.make_screenshots

clean: ## remove what can be made again (the data folder stays)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# uv, where it can be had, installs in seconds; plain pip does the same.
$(VENV)/.run-ready: requirements.txt pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.txt -e .; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -e .; fi
	@touch $@

$(VENV)/.dev-ready: requirements-dev.txt $(VENV)/.run-ready
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt; fi
	@touch $@
