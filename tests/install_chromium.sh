#!/bin/sh
# Installs Chromium and a Chinese font for the browser tests where that is possible; says loudly why not where it
# is not. Never fails the build: without a browser those tests are skipped and say so; without the font, the one
# that reads what was printed.
set -u
wanted=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || wanted="chromium"
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || wanted="$wanted fontconfig fonts-noto-cjk"
[ -n "$wanted" ] || exit 0
say() { printf '\n*** 浏览器测试不会全部运行：%s\n*** 装好后再运行一次 make test 即可。\n\n' "$1" >&2; exit 0; }
[ "$(id -u)" = 0 ] || say "本机缺少$wanted，当前用户也不能安装软件（可执行：sudo apt-get install $wanted）。"
command -v apt-get >/dev/null 2>&1 || say "本机缺少$wanted，也没有 apt-get。"
echo "正在安装$wanted（浏览器测试用）……" >&2
apt-get update -qq >/dev/null 2>&1
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null 2>&1 || say "$wanted 没有装上（网络或软件源不可用）。"
