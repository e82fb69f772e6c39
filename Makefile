# `make run` and `make test` do everything on a machine with python3 (3.11 or newer), make and the internet.
PYTHON ?= python3
BIN := .venv/bin
VENDOR := app/static/vendor
# Python keeps what it has compiled: every later start is faster by seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup site prepared test check bench bench-desk bench-desk-browser bench-tonight bench-import bench-cut bench-routes bench-solvers bench-web bench-walk bench-year bench-screening bench-linking bench-themes messages screenshots clean

# The site waits for nothing that only we need who work on it.
run: site
	@$(BIN)/dorbank run

setup: site .venv/tools

# The engine compiles on one core while npm fetches on the other.
site:
	@$(MAKE) --no-print-directory --jobs=2 prepared

prepared: .venv/ready .venv/compiled $(VENDOR)/ready .venv/messages

.venv/ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "python3 has no venv module: install python3-venv and try again."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13,<0.14'
	$(BIN)/uv sync --quiet --frozen --inexact --no-dev --group build
	@touch $@

.venv/tools: .venv/ready | site
	$(BIN)/uv sync --quiet --frozen --inexact
	@touch $@

$(VENDOR)/ready: .venv/ready package.json package-lock.json
	$(BIN)/dorbank front-end
	@touch $@

.venv/messages: .venv/ready $(wildcard app/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/pybabel --quiet compile --directory app/locale
	@touch $@

.venv/compiled: .venv/ready $(wildcard routes/*.py routes/*/*.py)
	@$(BIN)/dorbank compile-engine
	@touch $@

# The quick part: style, types, the order of rooms, and the tests that need no browser and no PostgreSQL.
check: setup
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --quiet --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null | grep -E 'KEPT|BROKEN|Contracts:' && $(BIN)/lint-imports >/dev/null
	$(BIN)/pytest -n 2 -m 'not browser and not slow' -k 'not postgres'

# Everything that proves the project.
test: setup
	@tests/provide.sh
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --quiet --check
	$(BIN)/mypy
	$(BIN)/lint-imports >/dev/null || $(BIN)/lint-imports
	$(BIN)/pytest -n 2

QUICK ?=
bench: bench-import bench-cut bench-web bench-walk
bench-import: setup
	$(BIN)/python bench/importing.py $(if $(QUICK),--quick)
bench-cut: setup
	$(BIN)/python -m bench.cut $(if $(QUICK),--quick)

# The engine beside known methods: hours, unless QUICK or ARGS choose less. ARGS="--seconds 10 --instances garmisch --methods engine --keep" chooses.
ARGS ?=
bench-routes: setup
	$(BIN)/python -m bench.routes $(if $(QUICK),--quick) $(ARGS)

# The known methods' libraries, for bench-routes alone and apart from the project's own.
bench-solvers: .venv/solvers/ready
.venv/solvers/ready: bench/solvers.txt
	$(PYTHON) -m venv .venv/solvers
	.venv/solvers/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

bench-walk: setup
	@tests/provide.sh
	$(BIN)/python bench/walk.py $(if $(QUICK),--quick)
# Every page for every role on a ledger of many years: 200 rounds, 5,000 people, 100,000 doors.
bench-year: setup
	$(BIN)/python -m bench.year $(if $(QUICK),--quick)

bench-web: setup
	$(BIN)/python bench/web.py $(if $(QUICK),--quick)

# What the screening finds in seeded notes, and the same in the phone's program.
bench-screening: setup
	$(BIN)/python -m bench.screening $(if $(QUICK),--quick) $(ARGS)

# How often the suggested themes are right, and what 20,000 inputs cost.
bench-themes: setup
	$(BIN)/python -m bench.themes $(if $(QUICK),--quick)

# Guess whose words an input is, from the whole database, its backups and its logs.
bench-linking: setup
	@tests/provide.sh
	$(BIN)/python -m bench.linking $(if $(QUICK),--quick) $(ARGS)

bench-desk: setup
	$(BIN)/python -m bench.desk $(if $(QUICK),--quick)

bench-tonight: setup
	$(BIN)/python -m bench.tonight $(ARGS)

bench-desk-browser: setup
	$(BIN)/python -m bench.desk_browser $(if $(QUICK),--quick)

screenshots: setup
	@tests/provide.sh
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv node_modules $(VENDOR)

# Brings new texts into the catalogues, to be filled in by hand: English whole, nynorsk as far as somebody has come.
messages: setup
	@$(BIN)/pybabel --quiet extract --mapping babel.cfg --keyword N_ --keyword plural:1,2 --no-location --sort-output --omit-header --output .venv/messages.pot app geodata
	@for language in en nn; do $(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --no-wrap --input-file .venv/messages.pot --output-file app/locale/$$language/LC_MESSAGES/messages.po --locale $$language || exit 1; done
