import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { receiverJobSpan, rootSpanIdOf, traceIdOf } from './ids.ts';
import { linkedSpan, rootSpanOf } from './parent.ts';

const deployer = {
  ...{ repository: 'octo/shop', correlationId: '7001-production', runId: 7001, runAttempt: 2 },
  ...{ checkRunId: 38_281_733_201, deploymentId: 4242 },
};

/** Made by a Go program with the functions of the receiver as they are published (trace_event_handling.go, v0.151.0). */
const GOLDEN = `
7001 1 38281733201 3dc7f9031a8bf8a6e0725deb7ce20924 964521539c9f6ae1
991245714 2 38359445546 bffa2500faceda6dbbcf69517dc2ed11 86b868a65afc6b62
7929916705 3 38592582581 b0d5663a31d98ffda83a8ff47a4ad91c 513873de95577f24
26763452252 4 38981144306 0a464504412d400bff150ce6850377e4 782764c0edd2a1f2
63439284633 1 39525130721 c44c1b56e4a79fe5f18bf43067f87f58 3d9cf414f2dc0014
123904846126 2 40224541826 4daa548e207198184407a74ac62361ba 33b402c9cd076866
214107569009 3 41079377621 d11e950e2a50127b82ca8e31fe648e68 13d55e79f0f3a217
339994885560 4 42089638106 350822376bef764b0fae4c8380fe4e5d 6a449b1475cb9254
507514228057 1 43255323281 ac91535bb892bb0d5b33b38902e70547 8125c55c74148da2
722613028778 2 44576433146 31739dc964502e4a6426474653a484c9 40d32a10a1887edf
991238720001 3 46052967701 95550ad5375349daa031d80e728c2459 0a6760b71454d67c
1319338734004 4 47684926946 609e6a3ae3fcb08bb5c109872d190c45 c3f9186080341735
1712860503065 1 49472310881 660b875026886eabe4568c102741c4d7 8c9ef0f870b62c33
2177751459462 2 51415119506 dba8a1304c1b6133f01b89b8e7e4c5a7 d1dcde437d5c148d
2719959035473 3 53513352821 3a95ce4c3d4263f8ac6ca4cf29c3ae35 2b5aa2084553f3d1
3345430663376 4 55767010826 1f24eec89498e9b42b5788a5fae5b90d b4626ded00404bc5
4060113775449 1 58176093521 1eb20740784570b0f7cd89f948215de1 b7c8b5eee8d79408
4869955803970 2 60740600906 f11a34cc544bf8f501bbb4239a49da0e d65d763659d315a0
5780904181217 3 63460532981 e7d3c14737c0394b041efa4acd1effe5 c31b80877a06a7d4
6798906339468 4 66335889746 d38f96fa1b95484b07cf0f3c879aea93 b50289df7f693c4b
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

test('the span of a job has the ids that OpenTelemetry’s GitHub receiver gives it', () => {
  expect(GOLDEN).toHaveLength(20);
  for (const [runId, runAttempt, checkRunId, traceId, spanId] of GOLDEN) {
    const job = { runId: Number(runId), runAttempt: Number(runAttempt), checkRunId: Number(checkRunId) };
    expect(receiverJobSpan(job)).toEqual({ traceId, spanId });
  }
});

describe('the position of a deployment in its trace', () => {
  const own = traceIdOf(deployer);
  const job = receiverJobSpan(deployer);
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  test.each([
    ['of its own', {}, own, undefined],
    ['below its job', { SIGNALBOX_OTEL_PARENT: 'job' }, job.traceId, job.spanId],
    [
      'below what TRACEPARENT names',
      { TRACEPARENT: traceparent },
      '0af7651916cd43dd8448eb211c80319c',
      'b7ad6b7169203331',
    ],
    [
      'TRACEPARENT wins',
      { TRACEPARENT: traceparent, SIGNALBOX_OTEL_PARENT: 'job' },
      '0af7651916cd43dd8448eb211c80319c',
      'b7ad6b7169203331',
    ],
    ['not below zeros', { TRACEPARENT: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }, own, undefined],
    [
      'not below a span of zeros',
      { TRACEPARENT: `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01` },
      own,
      undefined,
    ],
    ['not below version ff', { TRACEPARENT: `ff${traceparent.slice(2)}` }, own, undefined],
    ['not below nonsense', { TRACEPARENT: 'x', SIGNALBOX_OTEL_PARENT: 'run' }, own, undefined],
  ])('%s', (_, env, traceId, parentSpanId) => {
    expect(rootSpanOf(deployer, env)).toEqual({
      root: { traceId, spanId: rootSpanIdOf(deployer) },
      ...(parentSpanId === undefined ? {} : { parentSpanId }),
    });
  });

  test('a link to another deployment leaves TRACEPARENT out, which is ours', () => {
    const other = { ...deployer, correlationId: '7000-production', deploymentId: 4241 };
    expect(linkedSpan(other, { TRACEPARENT: traceparent }).traceId).toBe(traceIdOf(other));
  });
});

test('ids are valid, and each registration has a span of its own', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (correlationId, one, other) => {
      const [a, b] = [one, other].map((deploymentId) => ({ ...deployer, correlationId, deploymentId }));
      expect(traceIdOf(a ?? deployer)).toMatch(/^[0-9a-f]{32}$/);
      expect(rootSpanIdOf(a ?? deployer)).toMatch(/^[0-9a-f]{16}$/);
      expect(rootSpanIdOf(a ?? deployer) === rootSpanIdOf(b ?? deployer)).toBe(one === other);
    }),
  );
});
