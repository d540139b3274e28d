# What a fresh machine needs is Python 3.11 or later and make; all else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out/demo

.PHONY: help demo test tesseract bench samples schema clean
.DELETE_ON_ERROR:

help:
	@echo "make demo     read the sample reports into $(OUT)"
	@echo "make test     format, lint, types, walls, tests (installs chromium and LibreOffice where it may)"
	@echo "make bench    reading speed beside pdfplumber"
	@echo "make samples  make the sample reports and their expected tables again"
	@echo "make schema   write the JSON Schemas and docs/tables.md from the models"

demo: $(VENV)/.base tesseract
	@$(BIN)/quitus ingest samples -o $(OUT)

test: $(VENV)/.dev tesseract
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@left="$$(sh tests/outside/left_out.sh)" && set -x && $(BIN)/python -m pytest -m "$$left"

# The second pair of eyes for scanned pages: installed where that needs no password, never failing.
tesseract:
	@command -v tesseract >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1 || { \
	  as=; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
	  $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
	    tesseract-ocr tesseract-ocr-fra >/dev/null 2>&1; } || \
	  echo "Tesseract is not there: figures of scans are read twice by one engine (quitus doctor)."

bench: $(VENV)/.peers
	$(BIN)/python -m benchmarks.reading --write

samples: $(VENV)/.dev
	$(BIN)/python -m samples.make
	$(BIN)/python -m samples.make_bundles
	$(BIN)/python -m samples.comparaison.make

schema: $(VENV)/.base
	$(BIN)/python -m samples.examples
	$(BIN)/quitus schema -o schemas/json
	$(BIN)/quitus schema --markdown > docs/tables.md

clean:
	rm -rf out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Quitus needs Python 3.11 or later: install it, or name it with PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# One stamp per set of dependencies: what is installed is not installed again.
$(VENV)/.base: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,samples]'
	@touch $@ $(VENV)/.base

$(VENV)/.peers: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,samples,peers]'
	@touch $@ $(VENV)/.dev $(VENV)/.base
