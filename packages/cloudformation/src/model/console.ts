const HOSTS: Readonly<Record<string, (region: string) => string>> = {
  aws: (region) => `https://${region}.console.aws.amazon.com`,
  'aws-cn': (region) => `https://${region}.console.amazonaws.cn`,
  'aws-us-gov': (region) => `https://${region}.console.amazonaws-us-gov.com`,
};

/** Partition and region of an ARN. The partition is read here, not guessed from the region's name. */
export function parseArn(arn: string): { readonly partition: string; readonly region: string } | undefined {
  const [prefix, partition, , region] = arn.split(':');
  return prefix === 'arn' && partition && region ? { partition, region } : undefined;
}

function home(stackId: string): string | undefined {
  const arn = parseArn(stackId);
  const host = arn && HOSTS[arn.partition]?.(arn.region);
  return host && `${host}/cloudformation/home?region=${arn.region}#/stacks`;
}

/** The console's page of a stack's events; undefined where the partition's console is not known. */
export function stackUrl(stackId: string): string | undefined {
  const base = home(stackId);
  return base && `${base}/events?stackId=${encodeURIComponent(stackId)}&viewNested=true`;
}

/** The console's page of one operation, or of the stack's events when its id is not known. */
export function operationUrl(stackId: string, operationId: string | undefined): string | undefined {
  const base = home(stackId);
  if (base === undefined || operationId === undefined) return stackUrl(stackId);
  return `${base}/operations/info?stackId=${encodeURIComponent(stackId)}&operationId=${encodeURIComponent(operationId)}`;
}
