# The whole set-up in two commands: `make serve` opens the page, `make test` proves the house.
# A fresh machine needs Python 3.11, make and git, nothing else.
PYTHON ?= python3.11
# Where torch comes from, if not from pip's own index: https://download.pytorch.org/whl/cpu is the small one.
TORCH_INDEX ?=
BIN := .venv/bin
PY := $(BIN)/python
PIP := $(PY) -m pip install -q -c constraints.txt
SOURCES := assistant evals tests
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export ANONYMIZED_TELEMETRY := False
export GRADIO_ANALYTICS_ENABLED := False
export LANGSMITH_TRACING := false
export DO_NOT_TRACK := 1

.PHONY: help setup dev index serve test lint evals bench train clean

help:  ## 列出可用的命令
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

.venv/.installed: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "找不到 $(PYTHON)。请安装 Python 3.11，或用 make PYTHON=路径 指明。" >&2; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "建不了虚拟环境。Debian 上请先执行：apt-get install python3.11-venv" >&2; exit 1; }
	@echo "正在安装依赖，第一次需要几分钟……" >&2
	$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	$(PIP) -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(PIP) -e '.[dev]'
	@sh tests/install_chromium.sh
	@sh tests/install_postgresql.sh
	@touch $@

setup: .venv/.installed  ## 建立运行环境和索引
	$(PY) -m assistant index build

index: .venv/.installed  ## 重新建立索引
	$(PY) -m assistant index build --force

# The server itself builds the index where it is missing or stale: looking twice would cost a second.
serve: .venv/.installed  ## 打开网页（http://127.0.0.1:7860）
	$(PY) -m assistant serve

dev: .venv/.installed-dev  ## 再装上测试和检查的工具

lint: dev  ## 静态检查：ruff、mypy、导入方向
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# Nothing in the tests may reach for a network.
test: export HF_HUB_OFFLINE := 1
test: lint  ## 静态检查和全部测试
	$(PY) -m assistant index build
	$(PY) -m pytest

evals: setup  ## 运行自带的问题集并与基线比较
	@status=0; for set in dev heldout stranger; do \
	  $(PY) -m evals run evals/sets/$$set --out out/evals/$$set || status=1; done; exit $$status

bench: dev  ## 速度和质量，与同类方案并列测量
	$(PY) -m assistant index build
	$(PY) -m evals bench --out out/bench $(if $(LIBRARY),--library $(LIBRARY)) $(if $(LAWS),--laws $(LAWS))

train: dev  ## 重新训练自带的向量模型（需要 ../shared/data/laws）
	$(PY) -m assistant.training --laws ../shared/data/laws --out out/training

clean:  ## 删去环境、索引和运行结果
	rm -rf .data out .venv
