# `make demo` and `make test` need Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes

# Where it is set, every start would compile everything anew; so it is done once, as it is needed.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo run test test-all lint lock media media-check places bench-answers bench-pictures screens

demo: $(VENV)/.program
	@$(BIN)/python -m bot demo $(ARGS)

run: $(VENV)/.program
	@$(BIN)/python -m bot run

test: $(VENV)/.develop
	@$(BIN)/python -m pytest $(ARGS)

# The same rules, walked through exhaustively instead of sampled: minutes, not seconds.
test-all: $(VENV)/.develop
	@$(BIN)/python -m pytest --hypothesis-profile=all --run-all $(ARGS)

lint: $(VENV)/.develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/hadolint Dockerfile

# Pins every dependency with its hashes; no index line, no address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --group workshop -c requirements.txt -c requirements-dev.txt -o requirements-workshop.txt

# Questions answered, beside two plain indexes: make bench-answers ARGS="--details my.jsonl"
bench-answers: $(VENV)/.develop
	@$(BIN)/python -m tests.bench.answers $(ARGS)

# A calendar's CPU, memory and size, beside matplotlib drawing the same; taps while many are drawn.
bench-pictures: $(VENV)/.workshop
	@$(BIN)/python -m tests.bench.pictures
	@$(BIN)/python -m tests.bench.taps

# The figure's pictures and films, drawn anew; the check builds them twice and compares.
media: $(VENV)/.workshop
	@$(BIN)/python -m content.media.build

media-check: $(VENV)/.workshop
	@$(BIN)/python -m content.media.build check

places: $(VENV)/.develop
	@$(BIN)/python -m content.places.derive

# The README's pictures of the demo, taken anew in Chromium.
screens: $(VENV)/.develop
	@$(BIN)/python -m tests.browser.screens

$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null 2>&1 \
	  || { echo "Python was not found as '$(PYTHON)'. Install Python 3.11 or newer, or say: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1). Say: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "This Python cannot make virtual environments (ensurepip is missing). On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@"$(PYTHON)" -m venv "$(VENV)"
	@touch $@

$(VENV)/.program: $(VENV)/.made requirements.txt
	@echo "Installing what the bot needs (once) …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.develop: $(VENV)/.program requirements-dev.txt
	@echo "Installing what the tests need (once) …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(VENV)/.workshop: $(VENV)/.develop requirements-workshop.txt
	@echo "Installing what the videos and the benches need (once) …"
	@$(PIP) -r requirements-workshop.txt
	@touch $@
