import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ecsServices, parseService, regionOfService } from './service-name.ts';

const ARN = 'arn:aws:ecs:us-east-1:123456789012:service/shop/web';
const SHORT = 'arn:aws:ecs:us-east-1:123456789012:service/web';

describe('the input ecs-service', () => {
  test.each([
    ['names', 'shop/web, shop/api', ['shop/web', 'shop/api']],
    ['an ARN', ARN, [ARN]],
    ['both, a line each', `shop/web\n${ARN}`, ['shop/web', ARN]],
    [
      'of any partition and region',
      'arn:aws-us-gov:ecs:us-gov-west-1:123456789012:service/a_b/c-d,arn:aws-cn:ecs:cn-north-1:123456789012:service/a/b',
      [
        'arn:aws-us-gov:ecs:us-gov-west-1:123456789012:service/a_b/c-d',
        'arn:aws-cn:ecs:cn-north-1:123456789012:service/a/b',
      ],
    ],
  ])('takes %s', (_, raw, expected) => expect(ecsServices.parse(raw)).toEqual(expected));

  test.each([
    'web',
    'a/b/c',
    '/web',
    'arn:aws:ecs:us-east-1:123456789012:cluster/shop',
    'arn:aws:ecs:us-east-1:123456789012:service/shop/web/x',
    'arn:aws:ecs:us-east-1:1234:service/shop/web',
    'arn:aws:ecs::123456789012:service/shop/web',
    'arn:aws:s3:us-east-1:123456789012:service/shop/web',
    `${ARN}?x`,
  ])('does not take %s', (raw) => expect(ecsServices.parse(raw)).toBeUndefined());

  test.each([
    ['alone', SHORT],
    ['beside a good one', `shop/web,${SHORT}`],
    ['beside a bad one', `web\n${SHORT}`],
  ])('refuses an ARN without its cluster in one line that says how to mend it, %s', (_, raw) => {
    const refused = () => ecsServices.parse(raw);
    expect(refused).toThrow(
      `Input "ecs-service": ${SHORT} does not name its cluster: write CLUSTER/web instead, or migrate`,
    );
    expect(refused).toThrow(/^[^\n]+service-arn-migration\.html\)\.$/);
  });

  test('nothing makes it throw but such an ARN', () => {
    fc.assert(
      fc.property(fc.string(), (raw) => {
        expect(() => ecsServices.parse(raw)).not.toThrow();
      }),
    );
  });
});

const name = fc.stringMatching(/^[\w-]{1,255}$/);
test('a name and an ARN mean the same cluster and service', () => {
  fc.assert(
    fc.property(name, name, (cluster, service) => {
      expect(parseService(`${cluster}/${service}`)).toEqual({ cluster, service });
      const arn = `arn:aws:ecs:eu-west-1:123456789012:service/${cluster}/${service}`;
      expect(parseService(arn)).toEqual({ cluster, service, account: '123456789012' });
      expect(ecsServices.parse(arn)).toEqual([arn]);
    }),
  );
});

describe('the region of a service', () => {
  test.each([
    ['an ARN beside a job elsewhere', ARN, undefined, 'eu-west-1', 'us-east-1'],
    ['an ARN without a region', ARN, undefined, undefined, 'us-east-1'],
    ['an ARN and its own region', ARN, 'us-east-1', 'eu-west-1', 'us-east-1'],
    ['a name and the input', 'shop/web', 'us-east-1', 'eu-west-1', 'us-east-1'],
    ['a name and the environment', 'shop/web', undefined, 'eu-west-1', 'eu-west-1'],
  ])('%s', (_, service, given, environment, region) =>
    expect(regionOfService(service, { given, environment })).toBe(region),
  );

  test('a contradiction is refused, and so is nothing at all', () => {
    expect(() => regionOfService(ARN, { given: 'eu-west-1', environment: undefined })).toThrow(
      `Input "aws-region" is eu-west-1, but the service ${ARN} of "ecs-service" is in us-east-1: leave`,
    );
    expect(() => regionOfService('shop/web', { given: undefined, environment: undefined })).toThrow(
      '"aws-region" is required',
    );
  });
});
