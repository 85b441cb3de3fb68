# Needs Python 3.11 or newer with venv, make, and a package registry. Everything else comes by itself.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
JOBS ?= 2
UV = .venv/bin/uv
PY = .venv/bin/python

.PHONY: run server test lint bench lock screenshot clean
.DELETE_ON_ERROR:

run: .venv/run.ok
	@exec $(PY) -m pendopo.config.cli run

# The account that serves may not write here, so each of its processes would compile the program anew.
server: .venv/run.ok
	@$(PY) -m compileall -q src

test: .venv/dev.ok
	@.ci/tools
	@exec $(PY) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

lint: .venv/dev.ok
	@exec .ci/lint

bench: .venv/dev.ok
	@exec $(PY) -m tests.bench $(ARGS)

screenshot: .venv/dev.ok
	@.ci/tools
	@exec $(PY) -m tests.screenshot $(ARGS)

# The hashed requirements are the lock that is committed; they hold no registry address.
lock: .venv/dev.ok
	$(UV) lock --upgrade
	$(UV) export -q --no-emit-project --no-header --no-dev -o requirements.txt
	$(UV) export -q --no-emit-project --no-header -o requirements-dev.txt
	$(PY) .ci/boot.py requirements-dev.txt > requirements-boot.txt

.venv/run.ok: requirements.txt requirements-boot.txt
	@test -n "$(PYTHON)" || { echo "Pendopo needs Python 3.11 or newer with venv (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@echo "• Lingkungan Python ($(PYTHON)) …"
	@test -x $(PY) && $(PY) -c '' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-boot.txt
	@VIRTUAL_ENV=$(CURDIR)/.venv $(UV) pip install -q --compile-bytecode --require-hashes -r requirements.txt
	@$(PY) .ci/link.py
	@touch $@

.venv/dev.ok: requirements-dev.txt .venv/run.ok
	@echo "• Alat pengembang …"
	@VIRTUAL_ENV=$(CURDIR)/.venv $(UV) pip sync -q --compile-bytecode --require-hashes requirements-dev.txt
	@$(PY) .ci/link.py
	@touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
