#!/usr/bin/env bash
# Installs the servers that telemetry is sent to in the peer suite, each at its pinned version, outside the checkout: an
# OpenTelemetry Collector of two parts (two minutes of CPU), VictoriaMetrics, and promtool out of Debian's package, since
# building it takes ten minutes.
# Prints the folder that holds their commands. Running it again costs nothing.
set -euo pipefail

collector=v0.165.0
# Newer ones cannot be built: `go mod tidy` asks for a test's module that Go's proxy does not have.
fileexporter=v0.161.0
victoria=v1.151.0

cache=${SIGNALBOX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/signalbox}/telemetry-$collector-$fileexporter-$victoria
bin=$cache/bin

need() {
  command -v "$1" >/dev/null || { echo "The peers of telemetry need $2 on the PATH ($1): install it, or run 'npm test', which needs neither." >&2; exit 1; }
}

[ -x "$bin/otelcol" ] && [ -x "$bin/victoria-metrics" ] && [ -x "$bin/promtool" ] && { echo "$bin"; exit 0; }

need go "Go 1.25 or newer"
need apt-get "Debian's or Ubuntu's package tools"
need dpkg-deb "Debian's or Ubuntu's package tools"
mkdir -p "$bin"
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
{
  if [ ! -x "$bin/promtool" ]; then
    (cd "$build" && apt-get download prometheus) || { echo "No package prometheus: run 'sudo apt-get update', and try again." >&2; exit 1; }
    dpkg-deb --extract "$build"/prometheus_*.deb "$build/prometheus"
    cp "$build/prometheus/usr/bin/promtool" "$bin/"
  fi
  [ -x "$bin/victoria-metrics" ] ||
    GOBIN=$bin go install "github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-metrics@$victoria"
  if [ ! -x "$bin/otelcol" ]; then
    GOBIN=$build go install "go.opentelemetry.io/collector/cmd/builder@$collector"
    cat >"$build/manifest.yaml" <<YAML
dist: {name: otelcol, output_path: $build/otelcol}
receivers: [{gomod: go.opentelemetry.io/collector/receiver/otlpreceiver $collector}]
exporters: [{gomod: github.com/open-telemetry/opentelemetry-collector-contrib/exporter/fileexporter $fileexporter}]
YAML
    "$build/builder" --config "$build/manifest.yaml"
    cp "$build/otelcol/otelcol" "$bin/"
  fi
} >&2
echo "$bin"
