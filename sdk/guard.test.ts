import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { Proposal } from '../application/gateway.ts';
import { GatewayError } from '../application/gateway-error.ts';
import { fakeGateway, TOKENS } from '../ingress/http/testing/fake-gateway.ts';
import { serveFake } from '../ingress/http/testing/serve-fake.ts';
import { CountersignClient } from './client.ts';
import { CountersignError } from './error.ts';
import { type GuardOptions, guard } from './guard.ts';

type Pay = { readonly to: string; readonly amount: number };

function optionsFor(baseUrl: string, more: Partial<GuardOptions<string>> = {}): GuardOptions<string> {
  const client = new CountersignClient({ baseUrl, token: TOKENS.agent });
  return { client, tool: { name: 'pay', origin: 'api' }, session: 's-1', cwd: '/work/app', waitMs: 50, ...more };
}

async function codeOf(running: Promise<unknown>): Promise<string> {
  try {
    await running;
    return 'ran';
  } catch (error) {
    assert.ok(error instanceof CountersignError, String(error));
    return error.code;
  }
}

test('runs an allowed function with exactly what was decided, and reports the outcome', async () => {
  const gateway = fakeGateway({ verdict: 'allow' });
  const { base, server } = await serveFake({}, { gateway });
  const given: { to: string; amount: number; note?: undefined } = { to: 'anna', amount: 5, note: undefined };
  const ran: Pay[] = [];
  const pay = guard(
    async (args: Pay) => {
      ran.push(args);
      return 'paid';
    },
    optionsFor(base, { responseOf: (answer) => answer, workspace: '/work', onBehalfOf: 'human:eve', plan: 'p-1' }),
  );
  const paying = pay(given);
  given.amount = 5_000;
  assert.equal(await paying, 'paid');
  assert.deepEqual(ran, [{ to: 'anna', amount: 5 }]);
  const proposal = gateway.seen.find(({ method }) => method === 'authorize')?.args[1] as Proposal;
  assert.deepEqual([proposal.args, proposal.surface, proposal.workspace], [{ to: 'anna', amount: 5 }, 'sdk', '/work']);
  const report = gateway.seen.find(({ method }) => method === 'reportOutcome')?.args[1] as { durationMs: number };
  assert.deepEqual(
    { ...report, durationMs: 0 },
    { by: { actionId: 'action-1' }, result: 'completed', error: null, durationMs: 0, response: 'paid' },
  );
  await server.close(0);
});

test('passes on the error of the function and reports it by name only', async () => {
  const gateway = fakeGateway({ verdict: 'allow' });
  const { base, server } = await serveFake({}, { gateway });
  const failing = guard(() => Promise.reject(new RangeError('card 1234')), optionsFor(base));
  await assert.rejects(failing({}), RangeError);
  const report = gateway.seen.find(({ method }) => method === 'reportOutcome')?.args[1] as {
    result: string;
    error: string;
  };
  assert.deepEqual([report.result, report.error], ['failed', 'RangeError']);
  await server.close(0);
});

test('gives the answer back even when the outcome cannot be reported', async () => {
  const gateway = fakeGateway({ verdict: 'allow' });
  const { base, server } = await serveFake({}, { gateway });
  const errors: unknown[] = [];
  const run = guard(
    () => {
      gateway.failure = new GatewayError('log.unwritable', 'append: no');
      return 'done';
    },
    optionsFor(base, { onReportError: (error) => errors.push(error) }),
  );
  assert.equal(await run({}), 'done');
  assert.equal((errors[0] as CountersignError).code, 'log.unwritable');
  await server.close(0);
});

test('calls nothing on a deny, a deferral, silence, a failure or a refusal', async () => {
  const gateway = fakeGateway();
  const { base, server } = await serveFake({}, { gateway });
  let calls = 0;
  const run = guard(() => `${(calls += 1)}`, optionsFor(base));
  const cases = [
    ['deny', 'denied'],
    ['defer', 'deferred'],
    ['require-approval', 'approval-pending'],
  ] as const;
  for (const [verdict, code] of cases) {
    gateway.verdict = verdict;
    gateway.approval = verdict === 'require-approval' ? 'pending' : null;
    assert.equal(await codeOf(run({})), code);
  }
  gateway.verdict = 'allow';
  gateway.failure = new Error('broken');
  assert.equal(await codeOf(run({})), 'unavailable');
  gateway.failure = null;
  gateway.hold = new Promise(() => undefined);
  const hasty = new CountersignClient({ baseUrl: base, token: TOKENS.agent, timeoutMs: 100 });
  const left = guard(() => `${(calls += 1)}`, optionsFor(base, { client: hasty }));
  assert.equal(await codeOf(left({})), 'timed-out');
  const circular: { self?: unknown } = {};
  circular.self = circular;
  assert.equal(await codeOf(run(circular)), 'input.invalid');
  assert.equal(await codeOf(run([1])), 'input.invalid');
  await server.close(0);
  assert.equal(await codeOf(run({})), 'unreachable');
  assert.equal(calls, 0);
});

test('calls nothing when the answer is garbage or the permission is over', async () => {
  const allow = {
    verdict: 'allow',
    reason: '',
    remedies: [],
    enforced: true,
    action_id: 'a',
    action_digest: 'd',
    log_index: 1,
    approval: null,
  };
  const expired = { obligations: [{ kind: 'expire', at_ms: 1 }] };
  const bodies: readonly (readonly [unknown, string])[] = [
    [allow, 'unexpected-answer'],
    [{ ...allow, decision: {} }, 'unexpected-answer'],
    [{ ...allow, decision: { obligations: [null] } }, 'unexpected-answer'],
    [{ ...allow, decision: expired, verdict: 'ALLOW' }, 'unexpected-answer'],
    [{ ...allow, decision: expired, log_index: '1' }, 'unexpected-answer'],
    [[allow], 'unexpected-answer'],
    ['allow', 'unexpected-answer'],
    [{ ...allow, decision: expired }, 'denied'],
  ];
  let body: unknown = null;
  const server = createServer((_request, response) => response.end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let calls = 0;
  const run = guard(() => `${(calls += 1)}`, optionsFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  for (const [next, code] of bodies) {
    body = next;
    assert.equal(await codeOf(run({})), code, JSON.stringify(next));
  }
  assert.equal(calls, 0);
  server.closeAllConnections();
  server.close();
});
