import type { Attributes, Distribution } from './deployment.ts';
import type { Metric, Point } from './metrics.ts';

/**
 * Prometheus' text format, by the names that Prometheus itself gives to what arrives by OTLP
 * (https://prometheus.io/docs/instrumenting/exposition_formats/,
 * https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/).
 */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(family).join('');
}

function family(metric: Metric): string {
  const name = nameOf(metric);
  const head = [
    `# HELP ${name} ${metric.description.replace(/[\\\n]/g, ' ')}.`,
    `# TYPE ${name} ${metric.kind}`,
  ];
  const samples =
    metric.kind === 'histogram'
      ? metric.points.flatMap((point) => buckets(name, point))
      : metric.points.map(({ attributes, value }) => sample(name, attributes, value));
  return [...head, ...samples].map((line) => `${line}\n`).join('');
}

function nameOf({ name, unit, kind }: Metric): string {
  const base = name.replace(/[^a-zA-Z0-9_]/g, '_');
  return `${base}${unit === 's' ? '_seconds' : ''}${kind === 'counter' ? '_total' : ''}`;
}

function buckets(name: string, { attributes, value }: Point<Distribution>): readonly string[] {
  const bounds = [...value.bounds.map(String), '+Inf'];
  let below = 0;
  const lines = bounds.map((le, at) => {
    below += value.counts[at] ?? 0;
    return sample(`${name}_bucket`, { ...attributes, le }, below);
  });
  return [...lines, sample(`${name}_sum`, attributes, value.sum), sample(`${name}_count`, attributes, below)];
}

function sample(name: string, attributes: Attributes, value: number): string {
  const labels = Object.entries(attributes).map(
    ([label, text]) => `${labelName(label)}="${escaped(String(text))}"`,
  );
  return `${name}{${labels.join(',')}} ${value}`;
}

const labelName = (name: string): string => name.replace(/[^a-zA-Z0-9_]/g, '_');

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
