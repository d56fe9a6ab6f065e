import { quantileOf } from '@signalbox/estimate/work';
import { isNestedStack, type Span } from '../model/span.ts';
import type { DurationBaseline } from './baseline.ts';
import { TIMEOUT_MINUTES, TIMEOUT_MINUTES_DEFAULT } from './table.ts';

export type Timing = 'normal' | 'slow' | 'stalled';

interface Limits {
  /** Seconds from which a resource is slower than is likely. */
  readonly slow: number;
  /** Seconds from which it can no longer be called slow. */
  readonly stalled: number;
}

/** Fewer samples say little about one run in a hundred. */
const ENOUGH = 4;
/** A resource of a few seconds may take a few more without anybody caring. */
const GRACE_SECONDS = 15;
/** Of the time after which CloudFormation gives up; the longest healthy creation recorded took 0.14 of it. */
const TIMEOUT_SHARE = 0.5;

/**
 * From when a resource counts as slow (its p95) and as stalled: the p99 of enough history of its own, else
 * half of the time-out in its type's schema. Silence alone says nothing: a service may take 25 min in silence.
 */
export function limits(type: string, baseline: DurationBaseline, stallAfter: number | 'auto'): Limits {
  const slow = Math.max(quantileOf(baseline, 0.95), baseline.seconds + GRACE_SECONDS / 2);
  if (stallAfter !== 'auto') return { slow: Math.min(slow, stallAfter), stalled: stallAfter };
  const stalled = isWellKnown(baseline)
    ? Math.max(quantileOf(baseline, 0.99), baseline.seconds + GRACE_SECONDS)
    : Math.max(TIMEOUT_SHARE * timeoutSeconds(type), quantileOf(baseline, 0.99));
  return { slow, stalled };
}

/** Whether its own earlier times alone tell from when on it has stalled. */
export const isWellKnown = ({ source, samples }: DurationBaseline): boolean =>
  source === 'own' && samples >= ENOUGH;

export function timing(elapsedSeconds: number, { slow, stalled }: Limits): Timing {
  if (elapsedSeconds >= stalled) return 'stalled';
  return elapsedSeconds >= slow ? 'slow' : 'normal';
}

/** A nested stack takes what its resources take: they are judged, not it. */
export const mayStall = (span: Span) => span.endedAt === undefined && !isNestedStack(span);

function timeoutSeconds(type: string): number {
  const key = type.startsWith('Custom::') ? 'Custom::*' : type;
  return 60 * (TIMEOUT_MINUTES[key] ?? TIMEOUT_MINUTES_DEFAULT);
}

const HINTS: readonly (readonly [type: RegExp, hint: string])[] = [
  [
    /^AWS::ECS::/,
    'new tasks that stop or never become healthy: look at the service’s stopped tasks and health checks',
  ],
  [
    /^AWS::CertificateManager::/,
    'the DNS record or e-mail that validates the certificate is missing: look at the certificate',
  ],
  [/^AWS::CloudFront::/, 'the distribution is being rolled out to the edges: it may just take long'],
  [
    /^AWS::RDS::|^AWS::ElastiCache::|^AWS::Redshift::/,
    'backups, a failover or an upgrade under way: look at the database’s own events',
  ],
  [
    /^Custom::|CustomResource$/,
    'a function that never answers CloudFormation: look at its log in CloudWatch',
  ],
  [
    /^AWS::CloudFormation::WaitCondition$|^AWS::AutoScaling::/,
    'instances that never signal: look at their cloud-init and cfn-init logs',
  ],
  [
    /^AWS::Lambda::/,
    'network interfaces of a function in a VPC, or an image being optimised: look at the function',
  ],
  [
    /^AWS::EC2::(SecurityGroup|Subnet|VPC|NetworkInterface|InternetGateway)/,
    'something outside the stack still uses it: look at its network interfaces',
  ],
  [/^AWS::IAM::/, 'IAM being slow to make the change known everywhere: it may just take long'],
  [/^AWS::EKS::/, 'nodes that do not join or pods that cannot be evicted: look at the node group’s health'],
];

/** What usually hangs in a resource of this type, and where to look. */
export function stallHint(type: string): string {
  return HINTS.find(([pattern]) => pattern.test(type))?.[1] ?? 'look at the resource in its own console';
}
