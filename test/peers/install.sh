#!/usr/bin/env bash
# Installs the real parts that the peer suite runs against, each at its pinned version, outside the checkout.
# Prints the folder that holds their commands. Running it again costs nothing.
set -euo pipefail

act=v0.2.89
actionlint=v1.7.12
zizmor=1.32.0
moto=5.2.5
cfn_lint=1.58.0

cache=${SIGNALBOX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/signalbox}/peers-$act-$actionlint-$zizmor-$moto-$cfn_lint
bin=$cache/bin

need() {
  command -v "$1" >/dev/null || { echo "The peer suite needs $2 on the PATH ($1): install it, or run 'npm test', which needs neither." >&2; exit 1; }
}

[ -x "$bin/act" ] && [ -x "$bin/actionlint" ] && [ -x "$bin/zizmor" ] && [ -x "$bin/moto_server" ] && [ -x "$bin/cfn-lint" ] && { echo "$bin"; exit 0; }

need go "Go 1.24 or newer"
need python3 "Python 3.10 or newer"
mkdir -p "$bin"
{
  GOBIN=$bin go install "github.com/rhysd/actionlint/cmd/actionlint@$actionlint"
  GOBIN=$bin go install "github.com/nektos/act@$act"
  python3 -m venv "$cache/venv"
  "$cache/venv/bin/pip" install --quiet --disable-pip-version-check "zizmor==$zizmor" "moto[cloudformation,ecs,s3,sqs,iam,server]==$moto"
  # Apart, since moto pins what cfn-lint is made of.
  python3 -m venv "$cache/cfn-lint"
  "$cache/cfn-lint/bin/pip" install --quiet --disable-pip-version-check "cfn-lint==$cfn_lint"
  ln -sf "$cache/venv/bin/zizmor" "$cache/venv/bin/moto_server" "$cache/cfn-lint/bin/cfn-lint" "$bin/"
} >&2
echo "$bin"
