#!/bin/sh
# Installs PostgreSQL's programs for the tests of the store where that is possible; says loudly why not where
# it is not. Never fails the build: without them those tests are skipped and say so.
set -u
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 && exit 0
say() { printf '\n*** PostgreSQL 的测试不会运行：%s\n*** 装好 PostgreSQL 后再运行一次 make test 即可。\n\n' "$1" >&2; exit 0; }
[ "$(id -u)" = 0 ] || say "本机没有 PostgreSQL，当前用户也不能安装软件（可执行：sudo apt-get install postgresql）。"
command -v apt-get >/dev/null 2>&1 || say "本机没有 PostgreSQL，也没有 apt-get。"
echo "正在安装 PostgreSQL（测试用，不启动服务）……" >&2
# The tests start a server of their own; Debian need not make one.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
  mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
fi
apt-get update -qq >/dev/null 2>&1
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1 || say "PostgreSQL 没有装上（网络或软件源不可用）。"
