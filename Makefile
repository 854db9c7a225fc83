# Two commands do everything: `make demo` and `make test`. Each makes the environment it needs.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
BENCH ?= ../shared/bench

.PHONY: demo test check bench pages notebooks docs clean

demo: $(VENV)/.installed
	@$(BIN)/calque check examples/harbour.txt || true
	@echo
	@$(BIN)/calque fix examples/harbour.txt

test: $(VENV)/.tested
	$(BIN)/python -m pytest

check: $(VENV)/.developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/calque glossary lint
	$(BIN)/python -m tools.rule_docs --check
	$(BIN)/python -m tools.places --check
	$(BIN)/python -m tools.quantities --check
	$(BIN)/python -m tools.sample_corpus --check
	$(BIN)/python -m tools.scheme_docs --check
	$(BIN)/python -m tools.http_docs --check

# Quality and speed on public data; needs the data, which is not ours to ship (see benchmarks/).
bench: $(VENV)/.benched
	$(BIN)/python -m benchmarks --bench $(BENCH)

# What is generated from rules, cases, schemes, the service and CLDR.
pages: $(VENV)/.developed
	$(BIN)/python -m tools.rule_docs
	$(BIN)/python -m tools.places
	$(BIN)/python -m tools.quantities
	$(BIN)/python -m tools.sample_corpus
	$(BIN)/python -m tools.scheme_docs
	$(BIN)/python -m tools.http_docs

# The documentation as a site, in site/. To look at it: .venv/bin/python -m http.server -d site
docs: $(VENV)/.developed
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

# Runs the notebooks and keeps their outputs.
notebooks: $(VENV)/.developed
	$(BIN)/python -m tools.notebooks

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $@

$(VENV)/.developed: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

$(VENV)/.benched: $(VENV)/.developed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	@touch $@

clean:
	rm -rf $(VENV) dist site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
