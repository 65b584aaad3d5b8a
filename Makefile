# Two commands are all a newcomer needs: `make run` and `make test`. The rest is for those who work here.
.PHONY: run test check train nlu-report faults mutants bench pictures help
PY := .venv/bin/python

run:            ## set up, train if needed, start everything and print the addresses
	@scripts/setup
	@$(PY) -m scripts.run

test:           ## install what tests need and run everything
	@scripts/setup
	@scripts/setup-tests
	@scripts/test

check:          ## format, lint, types and import contracts
	@scripts/setup
	@scripts/check

train:          ## train the understanding when content or nlu/ changed
	@scripts/setup
	@nlu/.venv/bin/python -m nlu.train

nlu-report:     ## how well messages never seen are understood; MASSIVE=file and STOCK=epochs put stock Rasa beside it
	@scripts/setup
	@nlu/.venv/bin/python -m nlu.train
	@nlu/.venv/bin/python -m nlu.report $(if $(MASSIVE),--massive $(MASSIVE)) --stock-epochs $(or $(STOCK),0)

faults:         ## kill processes at random under load for 60 s and count (docs/measured.md)
	@scripts/setup
	@$(PY) -m tests.faults.murder

mutants:        ## plant small faults in the law's rules and count how many the tests notice (docs/measured.md)
	@scripts/setup
	@$(PY) -m tests.faults.mutants

bench:          ## our whole way in beside stock Rasa, in one run (docs/measured.md)
	@scripts/setup
	@$(PY) -m tests.load.bench

pictures:       ## make the pictures of the documents anew
	@scripts/setup
	@scripts/setup-tests
	@PICTURES=var/pictures $(PY) -m pytest tests/journeys/test_the_whole_way_in_a_browser.py
	@cp var/pictures/widget-*.png var/pictures/queue-*.png var/pictures/answer-*.png docs/pictures/

help:           ## this list
	@grep -E '^[a-z-]+: +##' Makefile | sed 's/: *##/ —/'
