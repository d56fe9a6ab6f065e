import { expect, test } from '@jest/globals';
import { diagnose } from './catalogue.ts';

// Every handler's reason ends in "HandlerErrorCode": that word tells nothing.
test.each([
  [
    'permission',
    'Resource handler returned message: "The provided execution role does not have permissions to call ReceiveMessage on SQS (Service: Lambda, Status Code: 400, Request ID: 6f0c)" (HandlerErrorCode: InvalidRequest)',
  ],
  [
    'invalid',
    'Resource handler returned message: "Unzipped size must be smaller than 262144000 bytes (Service: Lambda, Status Code: 400)" (HandlerErrorCode: InvalidRequest)',
  ],
  ['custom-resource', 'Received response status [FAILED] from custom resource. Lambda function error'],
])('%s: %s', (kind, reason) => {
  expect(diagnose(reason).kind).toBe(kind);
});
