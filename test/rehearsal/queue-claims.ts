import { type Claim, deployable, type Evidence, life } from './evidence.ts';
import { phase, type Registered } from './queue-view.ts';
import type { World } from './world.ts';

export function oneHolder(all: readonly Registered[]): Claim {
  const happened = all
    .flatMap((one) => one.statuses.map((status) => ({ id: one.id, status })))
    .toSorted((x, y) => x.status.id - y.status.id);
  const holders = new Set<number>();
  let most = 0;
  for (const { id, status } of happened) {
    if (phase(status) === 'holds') holders.add(id);
    else holders.delete(id);
    most = Math.max(most, holders.size);
  }
  return {
    text: 'never two held the environment at once',
    holds: most === 1,
    found: `at most ${most} holder over ${happened.length} statuses of ${all.length} registrations`,
  };
}

export function waited(a: Registered, b: Registered): Claim {
  const { hold, end } = life(a);
  const queuedWhileHeld = b.statuses.some(
    (status) => phase(status) === 'waits' && hold && status.id > hold.id && (!end || status.id < end.id),
  );
  const heldBefore = b.statuses.some((status) => phase(status) === 'holds' && (!end || status.id < end.id));
  return {
    text: 'the second deployment queued behind the first',
    holds: queuedWhileHeld && !heldBefore,
    found: `queued while the first held: ${queuedWhileHeld}; held before the first had ended: ${heldBefore}`,
  };
}

/** The lost runner ran no post step, so only the second deployment can have ended the first one's registration. */
export function tookOver(a: Registered, b: Registered, { first }: Evidence): Claim {
  const [lost, next] = [life(a), life(b)];
  const posts = first.finished.job.steps.filter(({ phase: when }) => when === 'post').length;
  const order = lost.end !== undefined && next.hold !== undefined && lost.end.id < next.hold.id;
  return {
    text: 'the second deployment ended what the lost runner left behind, then took over',
    holds: posts === 0 && order,
    found: `post steps of the first: ${posts}; its end: ${lost.end?.description ?? 'none'}`,
  };
}

export function went(b: Registered, { second }: Evidence): Claim {
  const { hold, end } = life(b);
  return {
    text: 'then the second deployment went and succeeded',
    holds: hold !== undefined && end?.state === 'success' && second.finished.job.status === 'success',
    found: `registry: ${end?.state ?? 'no end'}; job: ${second.finished.job.status}`,
  };
}

export function refused({ second, world }: Evidence): Claim {
  const writes = deployCalls(world).length;
  const said = second.finished.guard.annotations.find(({ level }) => level === 'error')?.message ?? '';
  return {
    text: 'the second deployment was refused: the first left the stack broken',
    holds: second.finished.guard.conclusion === 'failure' && writes === 1 && said !== '',
    found: said || 'it was not refused',
  };
}

const CHANGES = ['CreateStack', 'UpdateStack', 'DeleteStack', 'ExecuteChangeSet'];

/** Accepted requests that changed a stack, and when. */
function deployCalls({ aws }: World): { readonly action: string; readonly at: number }[] {
  return aws.log
    .filter(({ status }) => status === 200)
    .map(({ body, at }) => ({ action: new URLSearchParams(body).get('Action') ?? '', at }))
    .filter(({ action }) => CHANGES.includes(action));
}

export function onlyHoldersDeploy({ world }: Evidence, lives: readonly Registered[]): Claim {
  const calls = deployCalls(world);
  const outside = calls.filter(
    ({ at }) =>
      !lives.some((one) => {
        const { hold, end } = life(one);
        return hold && hold.createdAt <= at && (!end || at <= end.createdAt);
      }),
  );
  return {
    text: 'the stack was only ever changed by whoever held the environment',
    holds: calls.length > 0 && outside.length === 0,
    found: `${calls.map(({ action }) => action).join(', ')}; outside a turn: ${outside.length}`,
  };
}

export function fenced({ first, second, world }: Evidence): Claim {
  const [one, two] = [first, second].map(({ finished }) =>
    Number(finished.guard.outputs['fencing-token'] ?? 0),
  );
  const grows = Number(two) > Number(one);
  return {
    text: 'the fencing token grows with every grant',
    holds: Number(one) > 0 && (grows || !deployable(world)),
    found: `${one}, then ${two || 'none'}`,
  };
}

export function released(all: readonly Registered[]): Claim {
  const live = all.filter(({ statuses }) => phase(statuses.at(-1)) !== 'over');
  return {
    text: 'everything was released: no live registration is left',
    holds: live.length === 0,
    found: `${live.length} live of ${all.length}`,
  };
}
