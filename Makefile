# Apprendre PyTorch: every command of the project. `make` alone lists them.
# Plain make (GNU make 3.81 of macOS included), paths relative to this folder.

PY := .venv/bin/python
# One thread: two of them on a busy two-core machine are several times slower.
RUN := OMP_NUM_THREADS=1 $(PY)
# A version of the course: make slides AUDIENCE=L3, and what is made of decks.
FOR := $(if $(AUDIENCE),--audience "$(AUDIENCE)")
LOCKED := pyproject.toml constraints.txt requirements.txt \
          $(wildcard scripts/install/environment.sh scripts/install/torchvision_cpu.*)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help import html slides site bundle check-slides check-scripts pdf steps handout test execute bench live open doctor lint format lock clean broken-environment

# Its interpreter has gone (Python was upgraded), or an installation was cut off.
ifneq ($(shell test -x $(PY) && test ! -e .venv/.installing && echo whole),whole)
broken := broken-environment
endif

.venv/.site: $(LOCKED) $(broken)
	@sh scripts/install/environment.sh site

.venv/.test: $(LOCKED) $(broken)
	@sh scripts/install/environment.sh test

help: ## cette liste
	@echo "Apprendre PyTorch : les commandes"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "La première commande crée l'environnement .venv ; les autres le trouvent prêt."

html: .venv/.site ## les pages, dans build/html/
	@$(RUN) scripts build html $(FOR)

slides: .venv/.site ## les diaporamas, dans build/slides/ ; AUDIENCE=…
	@$(RUN) scripts build slides $(FOR)

site: $(if $(PDF),.venv/.test,.venv/.site) ## les deux et la page d'accueil, dans build/site/ ; PDF=oui
	@$(RUN) scripts build site $(FOR) $(if $(PDF),--pdf)

check-slides: .venv/.test ## les diapositives qui débordent ou se lisent mal ; ONLY=07
	@$(RUN) scripts build slides $(FOR)
	@$(RUN) scripts check-slides $(if $(ONLY),--only "$(ONLY)")

check-scripts: .venv/.site ## chaque script, trois fois : rien ne doit changer ; ONLY=…
	@$(RUN) scripts check-scripts $(ONLY)

import: .venv/.site ## reprend un ancien chapitre : FILE=… TO=07-nom
	@$(RUN) scripts import $(FILE) $(if $(TO),--to $(TO)) $(OPTIONS)

pdf: .venv/.test ## un PDF par diaporama, une page par diapositive
	@$(RUN) scripts build site $(FOR)
	@$(RUN) scripts print pdf

steps: .venv/.test ## les mêmes, une page par étape
	@$(RUN) scripts build site $(FOR)
	@$(RUN) scripts print steps

handout: .venv/.test ## enseignant, étudiants (sans réponses) : PER_PAGE=3
	@$(RUN) scripts build site $(FOR)
	@$(RUN) scripts print handout $(if $(PER_PAGE),--per-page $(PER_PAGE))

execute: .venv/.test ## exécute les scripts sans construire : SHARD=2/3, MERGE=…
	@$(RUN) scripts execute $(if $(SHARD),--shard $(SHARD)) $(if $(MERGE),--merge $(MERGE))

bench: .venv/.test ## mesure le cours et ses voisins : OPTIONS=--quick
	@$(RUN) scripts bench $(OPTIONS)

bundle: .venv/.test ## tout le cours dans un zip, pour une machine sans réseau
	@$(RUN) scripts build site $(FOR) --pdf
	@$(RUN) scripts print pdf
	@$(RUN) scripts bundle

live: .venv/.site ## suit chaque enregistrement dans le navigateur
	@$(RUN) scripts live

open: site ## construit le site et l'ouvre dans le navigateur
	@$(PY) -m webbrowser build/site/index.html

doctor: .venv/.site ## l'état de cette machine et ce qui manque
	@$(PY) scripts/doctor.py

test: lint ## style, types, couches et tous les tests
	@echo "Tests : unités, construction complète, scripts seuls, navigateur"
	@$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/.test ## style, types et couches
	@echo "Style : ruff check, ruff format"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@echo "Types : mypy"
	@$(PY) -m mypy
	@echo "Couches : lint-imports"
	@PYTHONPATH=scripts .venv/bin/lint-imports --no-logo --no-cache

format: .venv/.test ## remet en forme le code Python
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

lock: ## cherche les versions récentes et réécrit constraints.txt
	@sh scripts/install/environment.sh python scripts lock

clean: ## efface ce qui est construit (pas .venv)
	rm -rf build source/galerie .pytest_cache .mypy_cache .ruff_cache
