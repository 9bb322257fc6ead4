# Everything is built in one configuration, release, so that every object is built once: for the command, the tests and
# the package. The work is done in scripts/, where each script says what it does.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
# A folder of recorded replies, for the tests.
export RECORDED
# The tests' runner is itself in Python, which may be missing as well.
install_test = scripts/install test || { echo "0 passed, 1 failed"; exit 1; }

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: ## Install, build and run Holdfast with a model behind it, at http://localhost:8080
	@scripts/run

.PHONY: test
test: ## Install, build and run every test; RECORDED=folder adds those over recorded replies
	@$(install_test)
	@scripts/test $(if $(RECORDED),--recorded "$$RECORDED")

.PHONY: test-recorded
test-recorded: ## Run only the tests over a folder of recorded replies: make test-recorded RECORDED=folder
	@$(install_test)
	@scripts/test recorded --recorded "$$RECORDED"

.PHONY: test-long
test-long: ## Run every test, the random ones with many more seeds
	@$(install_test)
	@scripts/test --long $(if $(RECORDED),--recorded "$$RECORDED")

.PHONY: sim
sim: ## Run the simulation over many seeds; SEED=n replays one and prints its history, SEEDS=n runs n
	@SEED="$(SEED)" SEEDS="$(SEEDS)" scripts/sim

.PHONY: bench
bench: ## Install, build and measure under load, about 15 minutes; QUICK=1 about 1 minute, without writing the page
	@scripts/bench $(if $(QUICK),--quick)

.PHONY: bench-peers
bench-peers: ## The same beside other servers, which are installed and started for it
	@scripts/bench --peers $(if $(QUICK),--quick)

.PHONY: bench-micro
bench-micro: ## Count what parts cost in instructions, against the thresholds; then time the same parts
	@scripts/install bench-micro
	@Benchmarks/check-instructions
	@swift package --package-path Benchmarks benchmark --no-progress

.PHONY: lint
lint: ## Check formatting, scripts, and that no built file is committed
	@scripts/lint

.PHONY: format
format: ## Format the Swift sources
	@swift format --in-place --recursive --parallel Package.swift Sources Tests $(wildcard Benchmarks)

.PHONY: build
build: ## Install what is needed and build the command, .build/release/holdfast
	@scripts/install build
	@swift build -c release --product holdfast

.PHONY: release
release: ## Build, and pack the command with the Swift runtime into .build/dist
	@scripts/package

.PHONY: clean
clean: ## Remove everything that was built or installed in this folder; conversations in .holdfast stay
	@rm -rf .build Benchmarks/.build .venv .cache Sources/HoldfastHTTP/Resources/web/vendor
	@find Tests Benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
