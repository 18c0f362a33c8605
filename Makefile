# Set-up and main commands. Each target is complete by itself: it needs git, make, Python 3.11 and pip.

# The system's own Python comes first, for it is built with optimisation; what pyenv builds is not,
# unless it is told to, and takes half as long again. Whichever it is must have pip.
PYTHON ?= $(shell for python in /usr/bin/python3.11 python3.11 python3; do \
	$$python -c "import pip" 2>/dev/null && { command -v $$python; break; }; done)
PYTHON := $(PYTHON)
WORKERS ?= 2
# Tests beside core's wait for sockets and programs, so that one more keeps the cores busy.
WAITERS ?= 3
MORNING := fixtures/an-ordinary-morning/snapshot.json

VENV := .venv
BIN := $(VENV)/bin
# The pip that is there installs into the environment: Debian's Python cannot put one into it.
PIP := $(PYTHON) -m pip --python $(BIN)/python --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest --dist worksteal --numprocesses
CLEAN := $(VENV)/clean
PIP_CLEAN := $(PYTHON) -m pip --python $(CLEAN)/bin/python --quiet --disable-pip-version-check
# A lock names everything, so nothing is resolved: pip would look at newer releases of packages with
# extras, and refuse them for having no hash.
LOCKED := install --no-deps --require-hashes --requirement
PROJECT := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: demo sandbox test fixtures registry bench lock clean

demo: $(VENV)/runtime ## Plan a recorded morning, in colour.
	@$(BIN)/kayron plan --snapshot $(MORNING) --color always

sandbox: $(VENV)/dev ## Serve GitHub and AWS on loopback, with a small company in them.
	@$(BIN)/python -m scripts.sandbox

# Coverage takes several times as long, most of all laws: core's examples cover it by themselves.
test: $(VENV)/dev ## Run every check and every test.
	@status=0; \
	echo "ruff"; $(BIN)/ruff check --quiet && $(BIN)/ruff format --check --quiet || status=1; \
	echo "mypy"; $(BIN)/mypy || status=1; \
	echo "pytest: examples of core, measured"; \
	$(PYTEST) $(WORKERS) tests/core -m "not hypothesis" --cov || status=1; \
	echo "pytest: laws of core"; $(PYTEST) $(WORKERS) tests/core -m hypothesis || status=1; \
	echo "pytest: all others"; $(PYTEST) $(WAITERS) --ignore tests/core || status=1; \
	exit $$status

fixtures: $(VENV)/dev ## Write the fixtures anew: snapshots from their builders, then expected plans.
	@$(BIN)/python -m scripts.fixtures
	@$(BIN)/python -m pytest tests/test_scenarios.py --quiet --snapshot-update

registry: $(VENV)/dev ## Write anew what AWS's resource registry says of replacement.
	@$(BIN)/python -m scripts.registry

bench: $(VENV)/dev ## Measure, and print the figures beside their targets.
	@test -x $(CLEAN)/bin/python || $(PYTHON) -m venv --without-pip $(CLEAN)
	@$(PIP_CLEAN) $(LOCKED) requirements/runtime.lock
	@rm -rf build && $(PIP_CLEAN) install --no-deps --no-build-isolation --force-reinstall .
	@$(BIN)/python -m pytest -p benchmark --benchmark-quiet --benchmark-disable-gc -q benchmarks

lock: $(VENV)/dev ## Pin the newest versions that pyproject.toml allows.
	$(COMPILE) --output-file requirements/runtime.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements/runtime.lock \
		--output-file requirements/dev.lock pyproject.toml

COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --build-deps-for wheel \
	--allow-unsafe --strip-extras --no-header --no-annotate --no-emit-options \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean: ## Remove everything that these targets make.
	rm -rf $(VENV) build dist *.egg-info .coverage .hypothesis .*_cache .benchmarks

$(BIN)/python:
	@echo "Setting up $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/runtime: requirements/runtime.lock pyproject.toml | $(BIN)/python
	@$(PIP) $(LOCKED) requirements/runtime.lock
	@$(PROJECT)
	@$(PIP) check
	@touch $@

$(VENV)/dev: requirements/dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing the tools of requirements/dev.lock ..."
	@$(PIP) $(LOCKED) requirements/dev.lock
	@$(PROJECT)
	@$(PIP) check
	@touch $@
