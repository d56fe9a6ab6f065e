import { expect, test } from '@jest/globals';
import { operationUrl, stackUrl } from './console.ts';

const arn = (partition: string, region: string) =>
  `arn:${partition}:cloudformation:${region}:123456789012:stack/shop/1`;

test.each([
  ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/'],
  ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
])('the console of %s', (partition, region, host) => {
  const url = stackUrl(arn(partition, region)) ?? '';
  expect(url.startsWith(host)).toBe(true);
  expect(url).toContain(`?region=${region}#/stacks/events?stackId=arn%3A${partition}%3Acloudformation`);
});

test('a partition whose console is not known has no link', () =>
  expect(stackUrl(arn('aws-eusc', 'eusc-de-east-1'))).toBeUndefined());

test('an operation has a page of its own; without its id the stack’s events do', () => {
  const stack = arn('aws', 'eu-west-1');
  expect(operationUrl(stack, 'op/1')).toContain('#/stacks/operations/info?stackId=');
  expect(operationUrl(stack, 'op/1')).toMatch(/operationId=op%2F1$/);
  expect(operationUrl(stack, undefined)).toBe(stackUrl(stack));
});
