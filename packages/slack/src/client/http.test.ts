import { expect, test } from '@jest/globals';
import { connectionFault, pagerAnswer, webhookAnswer } from './http.ts';

const failed = (code: string, message = '') =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

test.each([
  ['CERT_HAS_EXPIRED', ''],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', ''],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', ''],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', ''],
  ['ERR_TLS_CERT_ALTNAME_INVALID', ''],
  ['HOSTNAME_MISMATCH', ''],
  ['ERR_SSL_WRONG_VERSION_NUMBER', ''],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', ''],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', ''],
  ['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
  ['EPROTO', 'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number'],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND hooks.slack.com'],
])('%s: nothing was sent', (code, message) => {
  expect(connectionFault(failed(code, message)).fault).toBe('retry');
});

test.each([
  ['ECONNRESET', 'read ECONNRESET'],
  ['UND_ERR_SOCKET', 'other side closed'],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', ''],
  ['ETIMEDOUT', ''],
  ['UND_ERR_HEADERS_TIMEOUT', ''],
])('%s: it may have arrived', (code, message) => {
  expect(connectionFault(failed(code, message)).fault).toBe('ambiguous');
});

test.each(['ok', 'ok\n'])('%j is a webhook that has it', (body) => {
  expect(webhookAnswer(body)).toBeUndefined();
});

test.each([
  ['ok, really', 'config'],
  ['OK', 'config'],
  ['', 'ambiguous'],
  ['<html>ok</html>', 'retry'],
  ['invalid_blocks', 'payload'],
  ['channel_is_archived', 'config'],
])('%j is none', (body, fault) => {
  expect(webhookAnswer(body)).toMatchObject({ fault });
});

test('a pager may say what it likes, but no page', () => {
  expect(pagerAnswer('{"status":"success","message":"Event processed"}')).toBeUndefined();
  expect(pagerAnswer('')).toBeUndefined();
  expect(pagerAnswer('\n<!DOCTYPE html>')).toMatchObject({ fault: 'retry' });
});
