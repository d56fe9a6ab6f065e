import { here, type Perform, runOne, sayLast, variables, watchEnd } from './perform.ts';
import { bakeSeen } from './watch.ts';

/** AWS credentials last an hour; after a longer wait the command gets new ones. */
const FRESH_SECONDS = 300;

/** The command that deploys. */
export const deploy: Perform = async (_, given, underWay) => {
  const { commands, turn, reporter } = given;
  const stale = turn.waitedSeconds > FRESH_SECONDS || !reporter.step.env['AWS_ACCESS_KEY_ID'];
  const script = {
    ...{ name: 'deploy-command', text: commands.deploy, ...here(given) },
    variables: await variables(given, turn.deployedSha, stale),
  };
  const ran = await runOne(script, given, underWay, {});
  return { came: { deploy: ran.end }, underWay: ran.underWay };
};

/** The watch that began with the command, to its end. */
export const readiness: Perform = async (_, given, underWay) => ({
  came: { watched: await watchEnd(given, underWay) },
});

/** The command that tries what was deployed. */
export const smoke: Perform = async (_, given, underWay) => {
  const script = {
    ...{ name: 'smoke-command', text: given.commands.smoke ?? '', ...here(given) },
    variables: await variables(given, given.turn.deployedSha, true),
  };
  const ran = await runOne(script, given, underWay);
  return { came: { smoke: ran.end }, underWay: ran.underWay };
};

/** Alarms, queries and addresses, for as long as the inputs say. */
export const bake: Perform = async ({ watched }, { reporter, directory, turn }) => {
  if (watched?.report === undefined) return { came: { baked: true } };
  const { step } = reporter;
  const options = { directory, deploymentId: turn.deploymentId, log: step.log };
  const seen = await bakeSeen(reporter, options, watched.report);
  sayLast(seen, step);
  return { came: { baked: true, watched: seen, cancelled: step.cancelled.aborted } };
};
