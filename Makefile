# Thin: each target is one plain command, written out so that it also runs on Windows.
.PHONY: dev check test build serve bench lint edit forms exam schema handbook release confirm edition
dev: ; python3 run.py --help
check: ; python3 run.py check
test: ; python3 run.py test
build: ; python3 run.py build
serve: ; python3 run.py serve
bench: ; python3 run.py bench
lint: ; python3 run.py lint
forms: ; python3 run.py forms
schema: ; python3 run.py schema
exam: ; python3 run.py exam
edit: ; python3 run.py edit
handbook: ; python3 run.py handbook
release: ; python3 run.py release
confirm: ; python3 run.py confirm
edition: ; python3 run.py edition
