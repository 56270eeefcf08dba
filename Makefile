# “make serve” and “make test” do everything on a machine with Python 3.11+, make and git.

PYTHON ?= python3
# How long each test of “make soak” runs, and what its acts are chosen by.
SECONDS ?= 600
SEED ?= 1
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: serve test soak check install lock messages

serve: .venv/.installed
	@[ -n "$$ENVIRONMENT" ] || [ -e .env ] || (umask 077; \
	printf 'ENVIRONMENT=development\nSECRET_KEY=%s\n' \
	"$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" > .env.new; \
	mv .env.new .env)
	@exec $(BIN)/python manage.py serve

test: .venv/.installed-dev
	@$(BIN)/python -m tests

soak: .venv/.installed-dev
	@SOAK_SECONDS=$(SECONDS) SOAK_SEED=$(SEED) $(BIN)/python -m tests -m soak

check: .venv/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m django makemigrations --check --dry-run
	@ENVIRONMENT=production SITE_URL=https://archive.example \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

install: .venv/.installed-dev

.venv:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found: install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	"Python 3.11 or newer is needed; $(PYTHON) is %d.%d. Choose another one: make PYTHON=…" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "Python’s venv module is missing: install it (Debian: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv .venv

# A start that was ended in the middle leaves a .venv that cannot install anything.
MEND := $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv

.venv/.installed: requirements.txt | .venv
	@$(MEND)
	@echo "Installing what the archive needs into .venv …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt | .venv
	@$(MEND)
	@echo "Installing what the tests need into .venv …"
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.installed $@

# For maintainers; needs uv and gettext.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

messages: .venv/.installed
	$(BIN)/python manage.py makemessages -l ko --no-location --no-obsolete -i .venv -i var -i tests
	$(BIN)/python manage.py makemessages -l ko --no-location --no-obsolete -i .venv -i var -i tests -d djangojs
	@sed -i.old '/^"POT-Creation-Date/d' */locale/ko/LC_MESSAGES/*.po && rm */locale/ko/LC_MESSAGES/*.old
	$(BIN)/python manage.py compilemessages -l ko -i .venv
