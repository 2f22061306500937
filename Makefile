# Every target sets the checkout up first (Scripts/bootstrap); that takes no time once it is done.

# libtorch's flags, in front of what the caller has. A link in .build leads to its libraries.
export PKG_CONFIG_PATH := $(CURDIR)/.libtorch/pkgconfig$(if $(PKG_CONFIG_PATH),:$(PKG_CONFIG_PATH))

.DEFAULT_GOAL := help
.PHONY: help setup build demo demo-address test proof check bench clean

help:
	@echo 'make demo    a large network teaches a small one, on real pictures, and a report shows it'
	@echo 'make demo-address  the same on pairs of addresses that are made up by rule'
	@echo 'make build   the tool, optimised, as .build/release/distill'
	@echo 'make test    the tests'
	@echo 'make proof   the slow tests: accuracy after training, resuming after a kill'
	@echo 'make check   the style: formatting, warnings, layers, words that mean unfinished'
	@echo 'make bench   speed and memory beside plain PyTorch'
	@echo 'make setup   libtorch and the Debian packages; every other target does it first'
	@echo 'make clean   removes what was built; libtorch stays'

setup:
	@Scripts/bootstrap

build: setup
	@swift build --configuration release --product distill

demo:
	@Scripts/bootstrap --data
	@$(MAKE) --no-print-directory build
	@.build/release/distill demo

demo-address: build
	@.build/release/distill demo --task address

# Swift Testing alone, without the empty run of XCTest.
test: setup
	@began=$$(date +%s); swift test --disable-xctest --parallel; status=$$?; \
	echo "make test: $$(($$(date +%s) - began)) s"; exit $$status

proof: setup
	@DISTILLERY_PROOF=1 swift test --disable-xctest --parallel --filter Proof

check: setup
	@Scripts/check

bench: build
	@Benchmarks/run

clean:
	@rm -rf .build
