# The commands of the project; each sets up what it needs. Python 3.11+, git and make are enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
BENCH := .venv-bench

.PHONY: setup demo test check bench bench-speed bench-pace bench-check bench-reload accuracy soak lock clean

setup: $(STAMP)

$(STAMP): requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup  ## the main job: two phones on a page, the real bot between them
	$(BIN)/engawa demo

test: setup  ## every test; the browser's are skipped, with a word, where there is no Chromium
	$(BIN)/python -m pytest --quiet

check: setup  ## format, lint, types, imports, content, its conversations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/engawa check --on $$(git log -1 --format=%cs)  # the day of the commit: no date turns it red by itself
	$(BIN)/engawa test

bench: bench-speed bench-pace bench-check bench-reload  ## what is measured and not asserted

bench-speed: setup $(BENCH)/.stamp  ## ours beside its peers; QUICK=1: briefly, no page; MILLION=1: with as many conversations
	$(BIN)/python -m tests.bench.speed $(if $(QUICK),--quick) $(if $(MILLION),--million)

$(BENCH)/.stamp: tests/bench/requirements.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

bench-check: setup  ## how long `engawa check` takes for a thousand flows
	$(BIN)/python -m tests.bench.check

bench-reload: setup  ## how long a saved answer takes to be on the phone of the preview, and in force
	$(BIN)/python -m tests.bench.reload

bench-pace: setup  ## how a desk's groups bear many visitors; a quarter of an hour, in real time
	$(BIN)/python -m tests.bench.full_group

accuracy: setup  ## how often typed words are understood, and danger seen, on phrases that were kept back
	$(BIN)/python -m tests.bench.accuracy
	$(BIN)/python -m tests.accuracy.safety --disguises

MINUTES ?= 30
SEED ?= 1
MUTANTS ?= 5000
soak: setup  ## every fault again and again, with new seeds, and without each safeguard; one table
	$(BIN)/python -m tests.mutations --count $(MUTANTS) --seed $(SEED)
	$(BIN)/python -m tests.soak --minutes $(MINUTES) --seed $(SEED)

lock: setup  ## write the locked requirements anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" --extra dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" tests/bench/requirements.in --output-file tests/bench/requirements.txt

clean:
	rm -rf $(VENV) $(BENCH) .bench
