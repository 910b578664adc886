#!/bin/sh
# Installs Chromium for the browser tests where that is possible; says loudly why not where it is not.
# Never fails the build: without a browser those tests are skipped and say so.
set -u
if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then
  exit 0
fi
say() { printf '\n*** 浏览器测试不会运行：%s\n*** 装好 Chromium 后再运行一次 make test 即可。\n\n' "$1" >&2; exit 0; }
[ "$(id -u)" = 0 ] || say "本机没有 Chromium，当前用户也不能安装软件（可执行：sudo apt-get install chromium）。"
command -v apt-get >/dev/null 2>&1 || say "本机没有 Chromium，也没有 apt-get。"
echo "正在安装 Chromium（浏览器测试用）……" >&2
apt-get update -qq >/dev/null 2>&1
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 || say "Chromium 没有装上（网络或软件源不可用）。"
