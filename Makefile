# Everything here needs only Python 3.11 or newer with pip, and a package registry. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
CHILDREN ?= 10000
SEED ?= 1
DATA ?= build/bench

.PHONY: help setup run test soak lint format docs bench lock clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready  ## make .venv with everything in it

$(VENV)/.ready: requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); $(PYTHON) -m pip install --quiet --target build/virtualenv virtualenv && \
		PYTHONPATH=build/virtualenv $(PYTHON) -m virtualenv --quiet $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src  # so that the first start is no slower than the next
	@touch $@

run: setup  ## a demonstration county: make rosters, name the children in no school, compare with the truth
	$(BIN)/notoneless demo rosters --children $(CHILDREN) --seed $(SEED) --format xlsx --out $(DEMO)
	$(BIN)/notoneless reconcile --household $(DEMO)/household.xlsx --school $(DEMO)/school.xlsx \
		--elsewhere $(DEMO)/elsewhere.xlsx --as-of 2025-08-31 --out $(DEMO)/result
	$(BIN)/notoneless demo score --truth $(DEMO)/truth --result $(DEMO)/result

test: setup  ## the whole test suite
	$(BIN)/python -m pytest -n 2

soak: setup  ## kill the program a thousand times at random instants: nothing may be lost, doubled or half done
	rm -rf build/soak && mkdir -p -m 700 build/soak
	cd tests && PYTHONPATH=../src:. ../$(BIN)/python -m kill.driver 1000 ../build/soak

lint: setup  ## formatting, style, types and the floors of the house
	$(BIN)/ruff format --check src tests bench docs
	$(BIN)/ruff check src tests bench docs
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## bring the code into shape
	$(BIN)/ruff format src tests bench docs
	$(BIN)/ruff check --fix src tests bench docs

docs: setup  ## the command reference, from what the commands say of themselves
	$(BIN)/python -m docs.generate

bench: setup  ## time and memory beside a bare join, and what other tools find on the same rosters
	test -x $(DATA)/venv/bin/python || $(PYTHON) -m venv $(DATA)/venv
	$(DATA)/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	PYTHONPATH=src:. $(BIN)/python -m bench --data $(DATA) --others $(DATA)/venv/bin/python

lock: setup  ## pin every dependency again, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links --generate-hashes \
		--extra dev --output-file requirements/dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links --generate-hashes \
		--extra dev --extra bench --output-file requirements/bench.lock pyproject.toml

clean:  ## remove what was built
	rm -rf build $(VENV)
