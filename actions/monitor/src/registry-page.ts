import type { Progress } from '@signalbox/cloudformation/progress';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { formatShape, NOTHING } from '@signalbox/estimate/shape';
import type { Registry } from '@signalbox/registry/port';
import { progress } from '@signalbox/registry/progress';
import type { Audience, Update } from './audience.ts';
import { leftWords } from './lines.ts';

/** Shows the deployment's progress on its page. Its outcome is for its holder to write. */
export function registryPage(registry: Pick<Registry, 'post'>, deploymentId: number): Audience {
  return {
    tell: async (update) => {
      const description = describe(update);
      if (description !== undefined) await progress(registry as Registry, deploymentId, description);
    },
  };
}

/** Names the shape of the change: its finished run is then found by those of the same shape. */
const shareDone = ({ percent, shape }: Progress) =>
  `${percent}%${shape === undefined ? '' : ` of ${formatShape(shape)}`}`;

/** As far as was watched: a service or a page that was checked, too, may well have changed. */
const changedNothing = ({ stacks, checks }: MonitorReport) =>
  stacks.length > 0 && checks.length === 0 && stacks.every(({ status }) => status === 'no-changes');

function describe(update: Update): string | undefined {
  switch (update.kind) {
    case 'progress':
      return `${update.stack}: ${shareDone(update.progress)}, ${update.activity}, ${leftWords(update.progress.left)}`;
    case 'stalled':
      return `${update.stack}: stalled at ${update.reason}`;
    case 'failing':
      return `${update.stack}: failing, ${update.reason}`;
    case 'ended':
      return changedNothing(update.report)
        ? `${update.report.stacks.map(({ name }) => name).join(', ')}: ${formatShape(NOTHING)}`
        : undefined;
  }
}
