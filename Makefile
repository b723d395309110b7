# The instant at which the portal of this repository is judged. Its evidence is
# dated around it, so that the states vary and never change by themselves.
AS_OF ?= 2026-11-20T12:00:00Z
OUT ?= public
SIZES ?= 100,1000
LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.DEFAULT_GOAL := help
.PHONY: help site evidence pictures snapshots serve test check lint bench microbench fmt cover browser npm s3

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: ## build the portal of this repository into public/
	go run ./cmd/candor build --as-of $(AS_OF) --out $(OUT)
	@echo "see it: make serve, then open http://127.0.0.1:8080/ (or any static server over $(OUT)/)"

evidence: ## write the evidence of the portal anew, around the day of AS_OF
	go run ./cmd/larkspur --date $(firstword $(subst T, ,$(AS_OF)))

pictures: ## draw the pictures of the portal anew
	go run ./cmd/larkspur --pictures

snapshots: ## write the snapshots of the portal anew, out of the catalog with the values of two days before
	@scripts/snapshots

serve: ## build and show it on 127.0.0.1:8080, rebuild on change
	go run ./cmd/candor serve --as-of $(AS_OF)

test: browser npm s3 libreoffice ## run all tests, installing what they need
	go test -timeout 30m ./...
	cd bench && go test ./...

check: ## what must hold before a commit: format, vet, lint, the portal, all tests
	@test -z "$$(gofmt -l cmd internal themes)" || { gofmt -l cmd internal themes; echo "run make fmt"; exit 1; }
	go vet ./...
	cd bench && go vet ./...
	$(MAKE) lint
	go run ./cmd/candor check --as-of $(AS_OF)
	$(MAKE) test

lint: ## run golangci-lint
	go run $(LINT) run ./...

bench: ## build large sites beside Hugo, in turn (SIZES=100,1000,10000 writes bench/RESULTS.md, and takes long)
	@scripts/bench $(SIZES)

microbench: ## run the benchmarks of the packages
	go test -run '^$$' -bench . -benchmem ./...

fmt: ## format the Go files
	gofmt -w cmd internal themes

lighthouse: browser npm ## measure important pages with Lighthouse (takes minutes)
	go test ./internal/browsertest -run TestLighthouse -lighthouse -v -timeout 30m

cover: ## write coverage.html
	go test -coverprofile coverage.out -coverpkg ./... ./...
	go tool cover -html coverage.out -o coverage.html
	@go tool cover -func coverage.out | tail -n 1

browser:
	@scripts/browser

npm:
	@scripts/npm

s3:
	@scripts/versitygw

libreoffice:
	@scripts/libreoffice
