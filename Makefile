PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
# Twice quiet: errors alone. An older pip warns of what newer packages call their extras.
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check

# What is said after a demo, by the locale as POSIX orders it.
ifneq (,$(filter zh%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG))))
LOOK := 用浏览器打开这个文件即可查看：
CALL := 自己使用 summarizer：
else
LOOK := To look at it, open this file:
CALL := To call summarizer yourself:
endif

.PHONY: demo test quick check clean

demo: .venv/demo  ## summarize seeds/ into out/, from recorded answers, and show what was found, to look at in a browser
	$(BIN)/summarizer run seeds --out out
	@echo
	$(BIN)/summarizer show out 002
	@echo
	@echo "$(LOOK)"
	$(BIN)/summarizer view out --open
	@echo
	@echo "$(CALL)  . $(BIN)/activate"

test: check  ## all checks; the types as Windows has them too
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 summarizer
	$(BIN)/pytest -n auto --dist worksteal

quick: check  ## lint, types, contracts, and the tests that need no server, no browser and no wheel
	$(BIN)/pytest -n auto --dist worksteal -q --hypothesis-profile quick -m "not (loopback or browser or wheel or slow)"

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the program needs, and what its development needs as well.
.venv/demo: requirements.txt pyproject.toml
.venv/ready: requirements-dev.txt pyproject.toml
.venv/demo .venv/ready:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.12')"
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --requirement $<
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv out dist
