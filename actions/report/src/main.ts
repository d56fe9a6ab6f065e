import type { RegistryInputs } from '@signalbox/registry/for-step';
import { baselineOf } from '@signalbox/report/baseline';
import { csvOf } from '@signalbox/report/csv';
import { digestOf, verdictLine } from '@signalbox/report/digest';
import { baselineJson, jsonOf } from '@signalbox/report/json';
import type { Report, Sources } from '@signalbox/report/model';
import { pageOf } from '@signalbox/report/page';
import { reportOf } from '@signalbox/report/report';
import { correlate } from '@signalbox/runner/correlation';
import type { Step } from '@signalbox/runner/step';
import type { Format, ReportInputs } from './inputs.ts';
import { readSources, type SourcePorts } from './sources.ts';
import { writeFiles } from './write.ts';

export interface Ports {
  connect(inputs: RegistryInputs, step: Step): Promise<SourcePorts>;
}

export interface Reported {
  readonly report: Report;
  readonly verdict: string;
  /** Absolute paths. */
  readonly reportPath: string;
  readonly baselinePath: string;
}

const FILES: Readonly<
  Record<Format, { readonly name: string; readonly content: (report: Report, sources: Sources) => string }>
> = {
  html: { name: 'deployments.html', content: pageOf },
  markdown: { name: 'digest.md', content: digestOf },
  json: { name: 'report.json', content: jsonOf },
  csv: { name: 'deployments.csv', content: csvOf },
};

/** Reads the registry, writes the files, and puts the digest into the job summary. Writes nothing to GitHub. */
export async function run(inputs: ReportInputs, step: Step, ports: Ports): Promise<Reported> {
  correlate(step, inputs['correlation-id'], 'report');
  const sources = await readSources(inputs, step, await ports.connect(inputs, step));
  const report = reportOf(sources);
  const formats = inputs.formats as readonly Format[];
  const baselines = sources.environments.map((name) => baselineOf(name, sources.deployments));
  const contents = new Map([
    ...formats.map((format) => [FILES[format].name, FILES[format].content(report, sources)] as const),
    ['baseline.json', baselineJson(report, baselines)] as const,
  ]);
  const folder = writeFiles(inputs.path, contents, step.env);
  const verdict = verdictLine(report);
  step.log.info(verdict);
  await step.summary(digestOf(report));
  return {
    ...{ report, verdict, baselinePath: folder('baseline.json') },
    reportPath: formats.includes('html') ? folder(FILES.html.name) : folder(''),
  };
}
