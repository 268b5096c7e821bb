# The front door. `make site` and `make test` need nothing but Python 3.11 or later, make and git.
PYTHON ?= python3
PORT ?= 8000
TESTERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.DEFAULT_GOAL := help
.PHONY: help site serve lint test test-code test-browser test-all pythons axe tsc lighthouse bench pins clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

# The virtual environment, from exact versions with hashes. The stamp is newer than what it was made from.
.venv/site.stamp: requirements/site.txt pyproject.toml
	@echo "Setting up .venv (once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; say which: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/site.stamp
	@echo "Adding what the tests need to .venv (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# Another generator, with which the export is built too (make test-all).
build/other-generator/bin/zensical: requirements/other-generator.txt
	@echo "Setting up build/other-generator (once)"
	@$(PYTHON) -m venv build/other-generator
	@build/other-generator/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/other-generator.txt
	@touch $@

site: .venv/site.stamp  ## check the YAML and build site/, calendars included
	@$(BIN)/toolkit site

serve: .venv/site.stamp  ## build the site, show it on http://127.0.0.1:8000 and rebuild as files change
	@$(BIN)/toolkit serve --port $(PORT)

# What finds accessibility faults in the browser tests. Without npm they are skipped, which is a failure in CI.
axe:
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory tests/node/axe/node_modules/.package-lock.json; \
	else echo "There is no npm: tests for accessibility will be skipped. Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm)."; fi

# What checks the types of the modules in docs/assets/js, in the same way.
tsc:
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory tests/node/types/node_modules/.package-lock.json; \
	else echo "There is no npm: types of JavaScript will not be checked. Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm)."; fi

tests/node/%/node_modules/.package-lock.json: tests/node/%/package-lock.json
	@echo "Adding $* from npm to tests/node/$* (once)"
	@npm ci --prefix tests/node/$* --loglevel error
	@touch $@

lint: .venv/dev.stamp  ## format, lint, types and import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# In one process more than there are cores, since browsers and servers are waited for. What is exhaustive is left to test-all. For one file: .venv/bin/pytest tests/test_x.py
test: lint axe tsc  ## lint, content, and every test but the exhaustive ones
	$(BIN)/toolkit check
	$(BIN)/pytest -n $(TESTERS) --dist worksteal -m "not exhaustive"
	@echo "The exhaustive tests were left out (every feed, every width, the whole site twice, another generator). Run them with: make test-all"

test-all: lint axe tsc build/other-generator/bin/zensical  ## the same with the exhaustive tests, and how hard the guide is to read
	$(BIN)/toolkit check
	$(BIN)/python tests/reading.py
	$(BIN)/pytest -n $(TESTERS) --dist worksteal --hypothesis-profile=thorough

test-code: .venv/dev.stamp tsc  ## every test that needs neither a browser nor the built site
	$(BIN)/pytest -n auto --dist worksteal -m "not browser and not site and not exhaustive"

test-browser: .venv/dev.stamp axe  ## every test in a browser, or of the built site
	$(BIN)/pytest -n $(TESTERS) --dist worksteal -m "(browser or site) and not exhaustive"

pythons: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
pythons: site  ## build site/, then with another Python too, where one is installed, and compare every byte
	@tests/other_python.sh

# Of the site that is there; builds it first if none is.
lighthouse: tests/node/lighthouse/node_modules/.package-lock.json  ## score five pages of site/ with Lighthouse (needs npm and Chromium)
	@test -f site/index.html || $(MAKE) --no-print-directory site
	@node tests/node/lighthouse/score.mjs site

bench: .venv/dev.stamp  ## measure against the budgets; figures go to build/bench.json
	@PYTHONPATH=tests $(BIN)/python -m bench

pins: .venv/dev.stamp  ## renew the pinned versions in requirements/ (needs uv, from PyPI)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	  --custom-compile-command "make pins" --extra build pyproject.toml -o requirements/site.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	  --custom-compile-command "make pins" --extra build --extra dev --extra serve-feeds -c requirements/site.txt pyproject.toml -o requirements/dev.txt
	echo "zensical==0.0.73" | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	  --custom-compile-command "make pins" - -o requirements/other-generator.txt

clean:  ## remove what was built, and .venv
	rm -rf site build .venv tests/node/*/node_modules
