// How a service is named: as cluster/service, or by its ARN.
import { arnPattern, ownRegion, type Regions } from '@signalbox/cloudformation/names';
import { UserError } from '@signalbox/runner/errors';
import { type Field, list } from '@signalbox/runner/inputs';

export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
  /** Id of the account that an ARN names. */
  readonly account?: string;
}

/** Up to 255 letters, digits, underscores and hyphens. docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
const NAME = '[\\w-]{1,255}';
const ARN = new RegExp(arnPattern('ecs', `service/(${NAME})/(${NAME})`));
/** Without the cluster: of services made before 2021. docs.aws.amazon.com/AmazonECS/latest/developerguide/service-arn-migration.html */
const SHORT_ARN = new RegExp(arnPattern('ecs', `service/(${NAME})`));

const names = list('ECS services as cluster/service or ARNs', new RegExp(`^${NAME}/${NAME}$|${ARN.source}`));

/** Refuses an ARN that does not tell the cluster by itself: what is to be done about it is no matter of form. */
export const ecsServices: Field<readonly string[]> = {
  ...names,
  parse: (raw) => {
    for (const item of list('ARNs').parse(raw) ?? []) refuseShort(item);
    return names.parse(raw);
  },
};

function refuseShort(item: string): void {
  const service = SHORT_ARN.exec(item)?.[4];
  if (service === undefined) return;
  throw new UserError(
    `Input "ecs-service": ${item} does not name its cluster: write CLUSTER/${service} instead, or migrate the service to the long ARN (docs.aws.amazon.com/AmazonECS/latest/developerguide/service-arn-migration.html).`,
  );
}

/** Of the input's `cluster/service` or ARN. */
export function parseService(name: string): ServiceName {
  const [cluster = '', service = ''] = name.split('/');
  return serviceOfArn(name) ?? { cluster, service };
}

/** What a service's ARN says, or undefined: one of the old short form does not name its cluster. */
export function serviceOfArn(arn: string): ServiceName | undefined {
  const [, , , account, cluster, service] = ARN.exec(arn) ?? [];
  return account && cluster && service ? { cluster, service, account } : undefined;
}

/**
 * The region that a service is in: an ARN's own, whatever the job's is.
 * @throws UserError when `aws-region` says otherwise, or when nothing says
 */
export const regionOfService = (name: string, regions: Regions): string =>
  ownRegion({ words: `the service ${name} of "ecs-service"`, region: ARN.exec(name)?.[2] }, regions);
