import type { Step } from '@signalbox/runner/step';
import type { outputs } from './inputs.ts';
import type { Reported } from './main.ts';

/** Sets the outputs; what is not known is the empty string. The figures are those of the first environment. */
export function setOutputs(answer: Reported, step: Pick<Step, 'output'>): void {
  for (const [name, value] of Object.entries(outputsOf(answer))) step.output(name, value);
}

function outputsOf({
  report,
  verdict,
  reportPath,
  baselinePath,
}: Reported): Readonly<Record<(typeof outputs)[number], string | number>> {
  const [first] = report.environments;
  const figure = (
    name: 'deploymentFrequency' | 'leadTime' | 'changeFailureRate' | 'recoveryTime' | 'reworkRate',
    digits = 0,
  ) => {
    const value = first?.dora[name].value;
    return value === undefined ? '' : Number(value.toFixed(digits));
  };
  const known = first !== undefined && first.knownDays > 0;
  return {
    'report-path': reportPath,
    'deployment-frequency': figure('deploymentFrequency', 3),
    'lead-time-seconds': figure('leadTime'),
    'change-failure-rate': figure('changeFailureRate', 4),
    'recovery-seconds': figure('recoveryTime'),
    'rework-rate': figure('reworkRate', 4),
    'sample-size': known ? first.counts.succeeded + first.counts.failed : '',
    'window-days': known ? first.knownDays : '',
    'change-points': JSON.stringify(changePoints(report)),
    'baseline-path': baselinePath,
    verdict,
  };
}

const changePoints = ({ environments }: Reported['report']) =>
  environments.flatMap(({ environment, durations }) =>
    durations.changePoints.map(({ at, deploymentId, sha, before, after }) => ({
      ...{ environment, at: new Date(at).toISOString(), deploymentId, sha, before, after },
    })),
  );
