import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadError } from '@signalbox/cloudformation/reader';
import { openResilientRead } from '@signalbox/cloudformation/resilient-read';
import { baselineOf, type ServiceBaseline } from '@signalbox/readiness/baseline';
import type { EcsReader } from '@signalbox/readiness/ports';
import { parseService } from '@signalbox/readiness/service';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '@signalbox/runner/platform';
import type { Step } from '@signalbox/runner/step';

const FILE = 'baseline.json';
/** Without a baseline the times decide: that is nearly as good, and no reason to hold up a deployment. */
const LIMIT_SECONDS = 30;

interface Ecs {
  services(service: string): Promise<EcsReader>;
  renew(): Promise<boolean>;
}

type BaselineStep = Pick<Step, 'clock' | 'random' | 'cancelled' | 'log'>;

/**
 * Reads what the services run before anything is deployed.
 * @throws UserError when a service may not be read at all: nobody would learn what becomes of the deployment
 */
async function readBaseline(
  subjects: readonly string[],
  step: BaselineStep,
  ecs: Ecs,
): Promise<readonly ServiceBaseline[]> {
  if (subjects.length === 0) return [];
  const { clock, random, cancelled: signal, log } = step;
  const deadline = clock.now() + LIMIT_SECONDS * 1000;
  const quiet = { lost: () => {}, regained: () => {} };
  const resilient = openResilientRead({
    clock,
    random,
    signal,
    deadline,
    renew: () => ecs.renew(),
    ...quiet,
  });
  const read = async (subject: string): Promise<readonly ServiceBaseline[]> => {
    const reader = await ecs.services(subject);
    try {
      const before = baselineOf(
        subject,
        await resilient.read(() => reader.fetchService(parseService(subject))),
      );
      if (!before.exists) log.info(`${subject} does not exist yet`);
      return [before];
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      if (error.trouble === 'denied' || error.trouble === 'expired')
        throw new UserError(`Service "${subject}" cannot be read: ${errorLine(error)}.`);
      log.info(`${subject} could not be read before the deployment; times decide: ${errorLine(error)}`);
      return [];
    }
  };
  return (await Promise.all(subjects.map(read))).flat();
}

/** The same, kept where the detached monitor finds it. @throws as `readBaseline` */
export async function keepBaseline(
  subjects: readonly string[],
  directory: string,
  step: BaselineStep,
  ecs: Ecs,
): Promise<void> {
  if (subjects.length === 0) return;
  const found = await readBaseline(subjects, step, ecs);
  mkdirSync(directory, PRIVATE_FOLDER);
  writeFileSync(join(directory, FILE), JSON.stringify(found), PRIVATE_FILE);
}

/** What the starter of a detached process kept in its directory. */
export function savedBaseline(directory: string): readonly ServiceBaseline[] {
  try {
    return JSON.parse(readFileSync(join(directory, FILE), 'utf8')) as readonly ServiceBaseline[];
  } catch {
    return [];
  }
}
