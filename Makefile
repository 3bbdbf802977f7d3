# Two entry points: `make demo` and `make test`. Each makes .venv and installs what it needs.
PYTHON ?= python3
BIN := .venv/bin
SHOP := fixtures/projects/shop

.PHONY: demo test golden docs bench clean

demo: .venv/.runtime
	@$(BIN)/python -m compileall -q compose2ecs
	@echo '$$ compose2ecs --project-directory $(SHOP) convert -o out/shop/'
	@$(BIN)/compose2ecs --project-directory $(SHOP) convert -o out/shop/
	@echo
	@echo 'The CloudFormation template of the six services: out/shop/template.yaml'
	@echo 'The Compose files it comes from:                 $(SHOP)/'
	@echo 'What a message means:                            $(BIN)/compose2ecs explain CODE'

test: .venv/.dev
	$(BIN)/python -m compileall -q compose2ecs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict compose2ecs
	$(BIN)/python -m pytest

golden: .venv/.dev
	$(BIN)/python -m tools.golden

docs: .venv/.dev
	$(BIN)/python tools/generate_docs.py

bench: .venv/.dev
	$(BIN)/python -m compileall -q compose2ecs
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/scale.py

clean:
	rm -rf .venv out build dist *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or later is needed; name it: make PYTHON=python3.12 …'; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.runtime: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/.runtime
