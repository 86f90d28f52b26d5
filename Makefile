# make run: everything from a fresh clone to answers on the screen.
# make help lists the rest. Only Go is needed to build; Node builds the
# workbench's pages, and without it the binary serves a page that says so.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
MAKEFLAGS += --no-builtin-rules

CASE ?= hamadan-2016
FUZZTIME ?= 10s
BENCHTIME ?= 1s

export CGO_ENABLED := 0
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

BIN := bin/entente
GOBUILD := go build -trimpath -ldflags "-s -w"
# npm packages may bring Go files; they are none of ours.
PACKAGES = $$(go list ./... | grep -v /node_modules/)
GOFILES = $$(git ls-files --cached --others --exclude-standard '*.go')
WEBFILES := $(shell find web -path web/node_modules -prune -o \( -path 'web/src/*' -o -path 'web/public/*' -o -name '*.html' -o -name '*.config.*' -o -name 'tsconfig*.json' \) -type f -print 2>/dev/null)
HAVE_NPM := $(shell command -v npm 2>/dev/null)

.PHONY: help run build web test test-go test-web test-browser chromium bench fuzz golden clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: build ## build, print the answers of a case, and open the workbench
	@$(BIN) run $(CASE) | sed "/^Conclusions, lens by lens/,\$$d"
	@echo "The rest: $(BIN) run $(CASE)      Why: $(BIN) why $(CASE) CONCLUSION"
	@echo
	@exec $(BIN) serve

build: web ## build bin/entente with the workbench inside
	$(GOBUILD) -o $(BIN) ./cmd/entente

# The pages are built when their sources changed. In a build, unlike in a test,
# a machine without Node or network still gets a working command line.
web:
ifneq ($(HAVE_NPM),)
	@$(MAKE) --no-print-directory internal/web/dist/index.html || { \
	  echo; echo "!! The workbench's pages could not be built (see above)."; \
	  echo "!! The commands work; entente serve will show a page that says what is missing."; echo; }
else
	@echo
	@echo "!! npm is not installed, so the workbench's pages are not built."
	@echo "!! The commands work; entente serve will show a page that says what is missing."
	@echo "!! Install Node 20.19 or later with npm, and run make again."
	@echo
endif

internal/web/dist/index.html: web/node_modules/.package-lock.json $(WEBFILES)
	cd web && npm run build
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

test: test-go test-web test-browser ## everything that has to hold before a change is shared

test-go: ## gofmt, go vet, go test
	@bad=$$(gofmt -l $(GOFILES)); if [ -n "$$bad" ]; then echo "not gofmt-clean:"; echo "$$bad"; exit 1; fi
	go vet $(PACKAGES)
	go test $(PACKAGES)

test-web: ## types and unit tests of the workbench
ifneq ($(HAVE_NPM),)
	@$(MAKE) --no-print-directory web/node_modules/.package-lock.json
	cd web && npm run check
	cd web && npm run test
else
	@$(call missing,the tests of the front end,npm)
endif

test-browser: chromium ## the built binary in Debian's chromium
ifneq ($(HAVE_NPM),)
	@if command -v chromium >/dev/null; then \
	  $(MAKE) --no-print-directory internal/web/dist/index.html; \
	  echo '$(GOBUILD) -o $(BIN) ./cmd/entente'; \
	  $(GOBUILD) -o $(BIN) ./cmd/entente; \
	  cd web && ENTENTE_CHROMIUM="$$(command -v chromium)" npm run e2e; \
	else \
	  $(call missing,the browser tests,chromium); \
	fi
else
	@$(call missing,the browser tests,npm)
endif

# A person may go without; a test run that others rely on may not.
missing = echo; echo "!! SKIPPED: $(1), because $(2) is not installed."; echo; if [ -n "$${CI:-}" ]; then exit 1; fi

chromium:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing chromium"; \
	  apt-get update -qq </dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium </dev/null >/dev/null \
	    || echo "!! chromium could not be installed"; \
	fi

bench: ## benchmarks, with allocations
	go test -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) $(PACKAGES)

fuzz: ## every fuzz target for FUZZTIME
	@grep -rlE --include='*_test.go' --exclude-dir=node_modules '^func Fuzz' . | while read -r file; do \
	  sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' "$$file" | while read -r name; do \
	    echo "fuzzing $$(dirname "$$file") $$name"; \
	    go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" </dev/null; \
	  done; \
	done

golden: ## rewrite the golden files; inspect the diff
	@grep -rlE --include='*_test.go' --exclude-dir=node_modules 'flag\.Bool\("update"' . | xargs -n1 dirname | sort -u | while read -r dir; do \
	  go test "$$dir" -update; \
	done

clean: ## remove what was built
	rm -rf bin web/node_modules
	find internal/web/dist -mindepth 1 ! -name placeholder.html -delete
