# The whole set-up in two commands: `make serve` opens the page, `make test` proves the house.
PYTHON ?= python3.11
BIN := .venv/bin
PY := $(BIN)/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export ANONYMIZED_TELEMETRY := False
export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_OFFLINE := 1
export LANGSMITH_TRACING := false
export DO_NOT_TRACK := 1

.PHONY: help setup dev index serve test lint evals bench train clean

help:  ## 列出可用的命令
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

.venv/.installed: pyproject.toml constraints.txt
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install -q -c constraints.txt torch==2.13.0
	$(PY) -m pip install -q -c constraints.txt -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(PY) -m pip install -q -c constraints.txt -e '.[dev]'
	@touch $@

setup: .venv/.installed  ## 建立运行环境和索引
	$(PY) -m assistant index build

index: .venv/.installed  ## 重新建立索引
	$(PY) -m assistant index build --force

serve: setup  ## 打开网页（http://127.0.0.1:7860）
	$(PY) -m assistant serve

dev: .venv/.installed-dev

lint: dev  ## 静态检查：ruff、mypy、导入方向
	$(BIN)/ruff check assistant evals tests
	$(BIN)/ruff format --check assistant evals tests
	$(BIN)/mypy
	$(BIN)/lint-imports

test: dev lint  ## 静态检查和全部测试
	$(PY) -m assistant index build
	$(PY) -m pytest

evals: setup  ## 运行自带的问题集并与基线比较
	$(PY) -m evals run evals/sets/dev/*.jsonl evals/sets/heldout/*.jsonl evals/sets/stranger/*.jsonl --out out/evals --baseline evals/baselines/default.json

bench: dev  ## 速度和质量，与同类方案并列测量
	$(PY) -m evals bench --out out/bench

train: dev  ## 重新训练自带的向量模型（需要 ../shared/data/laws）
	$(PY) -m assistant.training --laws ../shared/data/laws --out out/training

clean:
	rm -rf .data out .venv
