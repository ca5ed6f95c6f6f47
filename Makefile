# Everything here needs only Python 3.11 or newer with pip, and a package registry. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
# so many children in both demonstrations, where somebody says how many; else each has its own number
CHILDREN ?=
SEED ?= 1
DATA ?= build/bench
HOME_OF_DEMO := build/demo/home
PORT ?= 8000
# a PostgreSQL server with a superuser: the suite makes two roles, and databases that it takes away again
POSTGRES ?= postgresql://postgres@127.0.0.1:5432/postgres

.PHONY: help setup run test clauses test-postgres test-browser pictures lint format docs assets bench mutants soak lock clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

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

run: setup  ## a demonstration county: name the children in no school, then serve the pages with invented people
	$(BIN)/notoneless demo rosters --children $(or $(CHILDREN),10000) --seed $(SEED) --format xlsx --out $(DEMO)
	$(BIN)/notoneless reconcile --household $(DEMO)/household.xlsx --school $(DEMO)/school.xlsx \
		--elsewhere $(DEMO)/elsewhere.xlsx --as-of 2025-08-31 --out $(DEMO)/result
	$(BIN)/notoneless demo score --truth $(DEMO)/truth --result $(DEMO)/result
	rm -rf $(HOME_OF_DEMO)
	NOTONELESS_HOME=$(HOME_OF_DEMO) NOTONELESS_INSECURE_HTTP=1 $(BIN)/notoneless demo county $(addprefix --children ,$(CHILDREN))
	@test -n "$(CI)" || NOTONELESS_HOME=$(HOME_OF_DEMO) NOTONELESS_INSECURE_HTTP=1 $(BIN)/notoneless serve --port $(PORT)

test: setup  ## the whole test suite
	$(BIN)/python -m pytest -n 2 --dist worksteal --clauses

clauses: setup  ## which clauses of the plans a passing test acts out; fewer than tests/clauses/floor.txt fails
	$(BIN)/python -m pytest -n 2 --dist worksteal -m clause --clauses

test-postgres: setup  ## what touches the database, on PostgreSQL, as the application's role
	TEST_DATABASE_URL=$(POSTGRES) $(BIN)/python -m pytest -n 2 --dist worksteal tests/foundation tests/casework tests/oversight \
		$(addprefix tests/records/,adjudication enrolment rosters findings golden migrants registrations roll_changes roll_work schooling_elsewhere surveys attendance) \
		$(addprefix tests/interfaces/,access adjudication aid alerts api appraisal attachments attendance backlog calendar campaigns cases duties early_warning enrolment field_book filling findings frame indicators jobs ledgers left_behind migrants notices) \
		$(addprefix tests/interfaces/,organizations papers people plans procedures registrations reintegration reporting roll_changes roll_work reminders rosters schooling_elsewhere shell special_education supervision support surveys today visits watch_list working_groups) \
		tests/interfaces/keeping/test_keeping_postgres.py

test-browser: setup  ## the story of the pages in the system's Chromium, at the width of a desk and of a phone
	$(BIN)/python -m pytest -n 2 --dist loadfile -m browser tests/browser

pictures: setup  ## take the pictures of the pages again that the READMEs show
	PYTHONPATH=tests DJANGO_SETTINGS_MODULE=support.settings $(BIN)/python tests/browser/take_pictures.py docs/images

mutants: setup  ## take each guard out, one at a time, and see that a test notices
	$(BIN)/python tests/mutants/run.py

assets: setup  ## make again what browsers load, after a template has changed
	$(BIN)/python hatch_build.py

soak: setup  ## a thousand kills, a hundred thousand submissions sent again, ten thousand edits of the audit, every hostile file, two thousand stories of rosters, a school year of a hundred thousand pupils, a term of twenty classes lived day by day, six hundred odd bodies for each action, every deadline of 23 years, a thousand races for one paper, a thousand timetables, two hundred counties with five leavers and as many shuffled outcomes, ten thousand histories of phones without a line: hours
	rm -rf build/soak && mkdir -p -m 700 build/soak/kill build/soak/repeats build/soak/tamper
	cd tests && PYTHONPATH=../src:. ../$(BIN)/python -m kill.driver 1000 ../build/soak/kill
	cd tests && PYTHONPATH=../src:. ../$(BIN)/python -m repeats.driver 100000 ../build/soak/repeats
	cd tests && PYTHONPATH=../src:. ../$(BIN)/python -m tamper.driver 10000 ../build/soak/tamper
	cd tests && PYTHONPATH=../src:. ../$(BIN)/python -m hostile.driver
	NOTONELESS_STORIES=2000 $(BIN)/python -m pytest tests/records/golden/test_any_order.py
	NOTONELESS_YEAR=long $(BIN)/python -m pytest tests/oversight/duties/test_school_year.py
	NOTONELESS_TERM=long $(BIN)/python -m pytest tests/casework/early_warning/test_lived_term.py
	NOTONELESS_FUZZ=600 $(BIN)/python -m pytest -n 2 tests/interfaces/api/test_fuzz.py
	NOTONELESS_SPANS=130 $(BIN)/python -m pytest tests/kernel/test_calendar_oracle.py
	NOTONELESS_RESAMPLES=200 NOTONELESS_SHUFFLES=200 $(BIN)/python -m pytest tests/risk/test_learning.py
	NOTONELESS_FIELD_HISTORIES=10000 $(BIN)/python -m pytest -n 2 tests/interfaces/field_book/test_field_histories.py
	NOTONELESS_TIMETABLES=1000 $(BIN)/python -m pytest tests/timetabling
	NOTONELESS_RACES=1000 $(BIN)/python -m pytest tests/casework/procedures/test_procedure_races.py tests/casework/notices/test_notice_races.py

lint: setup  ## formatting, style, types and the floors of the house
	$(BIN)/ruff format --check src tests bench docs
	$(BIN)/ruff check src tests bench docs
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## bring the code into shape
	$(BIN)/ruff format src tests bench docs
	$(BIN)/ruff check --fix src tests bench docs

docs: setup  ## command reference, permission table and API document, from what the code says of itself
	$(BIN)/python -m docs.generate

bench: setup  ## time and memory beside a bare join, and what other tools find on the same rosters
	test -x $(DATA)/venv/bin/python || $(PYTHON) -m venv $(DATA)/venv
	$(DATA)/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	PYTHONPATH=src:. $(BIN)/python -m bench --data $(DATA) --others $(DATA)/venv/bin/python
	PYTHONPATH=src:. $(BIN)/python -m bench.rosters_to_children
	PYTHONPATH=src:. $(BIN)/python -m bench.month
	PYTHONPATH=src:. $(BIN)/python -m bench.attendance
	PYTHONPATH=src:. $(BIN)/python -m bench.duties
	PYTHONPATH=src:. $(BIN)/python -m bench.appraisal
	PYTHONPATH=src:.:tests $(BIN)/python -m bench.timetables
	PYTHONPATH=src:. $(BIN)/python -m bench.risk --data $(DATA)

lock: setup  ## pin every dependency again, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links --generate-hashes \
		--extra dev --output-file requirements/dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links --generate-hashes \
		--extra dev --extra bench --output-file requirements/bench.lock pyproject.toml

clean:  ## remove what was built
	rm -rf build $(VENV)
