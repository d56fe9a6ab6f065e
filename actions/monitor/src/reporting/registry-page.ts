import type { Progress } from '@signalbox/cloudformation/progress';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { STACK_TYPE } from '@signalbox/cloudformation/stack-event';
import { formatShape, NOTHING } from '@signalbox/estimate/shape';
import type { Registry } from '@signalbox/registry/ports';
import { progress } from '@signalbox/registry/registered';
import { queuePhaseOf } from '@signalbox/registry/registration';
import { formatSlowest, type SlowResource } from '@signalbox/registry/slowest';
import type { Announcement, Subscriber } from './broadcaster.ts';
import { bakingWords, remainingWords } from './lines.ts';

/** Statuses of one deployment that monitors write in all: more would hide its beginning and end from readers. */
const MOST_UPDATES = 20;
/** Kept for what people must hear: stalls, the first failure, a rollback. */
const RESERVED = 6;
/** Of these, for what is worse than a trouble that may pass. */
const RESERVED_FROM_TROUBLE = 3;
/** A page that is read now and then says something new with every tenth; with several stacks, each more seldom. */
const STEP_PERCENT = 10;

type ProgressAnnouncement = Extract<Announcement, { kind: 'progress' }>;

/** Shows the deployment's progress on its page. Its outcome is for its holder to write. */
export function registryPage(registry: Pick<Registry, 'post' | 'find'>, deploymentId: number): Subscriber {
  const shown = new Map<string, { readonly percent: number; readonly back: boolean }>();
  const said = new Set<string>();
  let remaining: number | undefined;

  /** Other monitors of the deployment have written, too. Undefined while it is not seen to hold. */
  async function remainingUpdates(): Promise<number | undefined> {
    const found = await registry.find(deploymentId);
    if (found === undefined || queuePhaseOf(found.latest) !== 'holding') return undefined;
    // The first of them began the hold.
    return MOST_UPDATES + 1 - (found.updates ?? 0);
  }

  function isNew({
    stack,
    progress: { percent },
    rollingBack: back,
  }: ProgressAnnouncement): 'no' | 'tenth' | 'turn' {
    const last = shown.get(stack);
    if (last !== undefined && back !== last.back) return 'turn';
    const step = STEP_PERCENT * Math.max(1, shown.size);
    return last === undefined || percent >= last.percent + step ? 'tenth' : 'no';
  }

  async function write(announcement: Announcement, description: string, reserved: number): Promise<void> {
    if (said.has(description)) return;
    remaining ??= await remainingUpdates();
    if (remaining === undefined || remaining <= reserved) return;
    remaining -= 1;
    said.add(description);
    if (announcement.kind === 'progress')
      shown.set(announcement.stack, {
        percent: announcement.progress.percent,
        back: announcement.rollingBack,
      });
    await progress(registry, deploymentId, description);
  }

  return {
    notify: async (announcement) => {
      const description = describe(announcement);
      if (description === undefined) return;
      const news = announcement.kind === 'progress' ? isNew(announcement) : 'turn';
      const isNewBake = announcement.kind === 'baking' && isFifth(announcement);
      if (announcement.kind === 'baking' && !isNewBake) return;
      const reserved =
        announcement.kind === 'trouble' ? RESERVED_FROM_TROUBLE : news === 'turn' ? 0 : RESERVED;
      if (news !== 'no') await write(announcement, description, reserved);
    },
  };
}

/** A bake is shown on the page at its begin and each fifth: it has few lines for all. */
const isFifth = ({ passedSeconds, seconds }: Extract<Announcement, { kind: 'baking' }>) => {
  const step = Math.max(60, seconds / 10);
  return Math.floor((5 * passedSeconds) / seconds) > Math.floor((5 * (passedSeconds - step)) / seconds);
};

/** Names the shape of the change: its finished run is then found by those of the same shape. */
const shareDone = ({ percent, shape }: Progress) =>
  `${percent}%${shape === undefined ? '' : ` of ${formatShape(shape)}`}`;

/** As far as was watched: a service or a page that was checked, too, may well have changed. */
const changedNothing = ({ stacks, checks }: MonitorReport) =>
  stacks.length > 0 && checks.length === 0 && stacks.every(({ status }) => status === 'no-changes');

/** What was made or changed, each with its longest time. A failure's times are no measure, nor is a nested stack's. */
function finished({ stacks }: MonitorReport): readonly SlowResource[] {
  const longest = new Map<string, SlowResource>();
  const resources = stacks.filter(({ status }) => status === 'succeeded').flatMap((one) => one.resources);
  for (const { stackName, logicalId: resource, type, status, seconds } of resources) {
    if (!/_COMPLETE$/.test(status) || type === STACK_TYPE) continue;
    const key = `${stackName}/${resource}`;
    if (seconds > (longest.get(key)?.seconds ?? 0)) longest.set(key, { resource, type, seconds });
  }
  return [...longest.values()];
}

function describe(announcement: Announcement): string | undefined {
  switch (announcement.kind) {
    case 'progress':
      return `${announcement.stack}: ${announcement.rollingBack ? '' : `${shareDone(announcement.progress)}, `}${announcement.activity}, ${remainingWords(announcement.progress.remaining)}`;
    case 'stalled':
      return `${announcement.stack}: stalled at ${announcement.reason}`;
    case 'failing':
      return `${announcement.stack}: failing, ${announcement.reason}`;
    case 'trouble':
      return `${announcement.stack}: in trouble, ${announcement.reason}`;
    case 'baking':
      return bakingWords(announcement);
    case 'ended':
      return changedNothing(announcement.report)
        ? `${announcement.report.stacks.map(({ name }) => name).join(', ')}: ${formatShape(NOTHING)}`
        : formatSlowest(finished(announcement.report));
  }
}
