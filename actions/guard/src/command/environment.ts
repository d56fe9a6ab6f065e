import { awsFor } from '@signalbox/cloudformation/for-step';
import { type Written, withWritten } from '@signalbox/runner/file-commands';
import type { Env } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import type { Reporter } from '../announce.ts';
import type { Turn } from '../turn.ts';

/**
 * Variables that the runner gives to actions, and not to scripts: inputs (with our tokens in them), state, and the tokens of
 * its own services (actions/runner NodeScriptActionHandler.cs and ScriptHandler.cs). Those of OIDC scripts have, too.
 */
const OF_ACTIONS = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|RESULTS|CACHE)_|SIGNALBOX_DETACHED$)/i;

/** What a command sees: the job's own environment, what earlier commands exported, AWS's credentials, and the facts. */
export function environmentFor(env: Env, written: Pick<Written, 'env' | 'path'>, facts: Env): Env {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !OF_ACTIONS.test(name)));
  return { ...withWritten(own, written), ...facts };
}

/** The facts of this deployment, under the contract's names. */
export const factsFor = ({ inputs, correlationId }: Reporter, turn: Turn, previousSha: string): Env => ({
  ENVIRONMENT: inputs.environment,
  SHA: inputs.ref,
  PREVIOUS_SHA: previousSha,
  FENCING_TOKEN: turn.fencingToken ?? '',
  DEPLOYMENT_CORRELATION_ID: correlationId,
  ...(inputs['aws-region'] === undefined
    ? {}
    : { AWS_REGION: inputs['aws-region'], AWS_DEFAULT_REGION: inputs['aws-region'] }),
});

/**
 * New AWS credentials for a command by `role-to-assume`, masked: those of the job last an hour, and so may the wait or a
 * deployment. Nothing without the input. When none are to be had, the command has those of the job, and that is said.
 */
export async function freshCredentials({ inputs, step, correlationId }: Reporter): Promise<Env> {
  const roleArn = inputs['role-to-assume'];
  if (roleArn === undefined) return {};
  const aws = awsFor({ region: inputs['aws-region'], roleArn, correlationId }, step);
  const renewed = (await aws.renew()) ? await aws.connection.credentials?.() : undefined;
  if (renewed === undefined) {
    step.log.warning(
      `"role-to-assume" gave no new AWS credentials (does the job have id-token: write?); the command has those of the job.`,
      'AWS credentials',
    );
    return {};
  }
  const { accessKeyId, secretAccessKey, sessionToken } = renewed;
  maskAll(step, [secretAccessKey, sessionToken]);
  return compact({
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    // One that is left from before would not belong to the new key.
    AWS_SESSION_TOKEN: sessionToken ?? '',
  });
}

function maskAll({ mask }: Step, secrets: readonly (string | undefined)[]): void {
  for (const secret of secrets) if (secret !== undefined && secret !== '') mask(secret);
}
