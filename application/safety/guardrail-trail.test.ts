import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import { GuardrailTrail } from './guardrail-trail.ts';

async function restarted(before: TestGateway): Promise<TestGateway> {
  await before.close();
  return openTestGateway({ stores: before.stores, clock: before.clock, ports: before.ports });
}

async function fail(gateway: TestGateway, path: string, error: string | null): Promise<void> {
  const { action } = await gateway.gateway.authorize(AGENT, propose('Read', { file_path: path }), NO_WAIT);
  const by = { actionId: action.id };
  await gateway.gateway.reportOutcome(AGENT, { by, result: 'failed', error, durationMs: null, response: null });
}

function contained({ gateway }: TestGateway): readonly string[] {
  const { halt, containments } = gateway.currentEmergency();
  const held = containments.map(({ verb, target }) => `${verb} ${target.kind} ${target.name}`);
  return halt === null ? held : [`halt by ${halt.source}`, ...held];
}

test('a tool that crashed before a restart and after it is quarantined at the third crash', async () => {
  const first = await openTestGateway();
  for (const path of ['a', 'b']) await fail(first, path, 'crashed');
  const second = await restarted(first);
  assert.deepEqual(contained(second), []);
  await fail(second, 'c', 'crashed');
  assert.deepEqual(contained(second), ['quarantine tool Read']);
});

test('what lies longer back than a breaker looks is not counted after a restart either', async () => {
  const first = await openTestGateway();
  for (const path of ['a', 'b']) await fail(first, path, 'crashed');
  const second = await restarted(first);
  await second.clock.advance(11 * 60_000);
  await fail(second, 'c', 'crashed');
  assert.deepEqual(contained(second), []);
});

test('what tripped before a restart and was lifted begins to count anew', async () => {
  const first = await openTestGateway();
  for (const path of ['a', 'b', 'c']) await fail(first, path, 'crashed');
  await settle();
  assert.deepEqual(contained(first), ['quarantine tool Read']);
  const second = await restarted(first);
  assert.deepEqual(contained(second), ['quarantine tool Read']);
  await second.gateway.lift(OPERATOR, { kind: 'tool', name: 'Read' }, 'it was looked at and mended');
  for (const path of ['d', 'e']) await fail(second, path, 'crashed');
  assert.deepEqual(contained(second), []);
  await fail(second, 'f', 'crashed');
  assert.deepEqual(contained(second), ['quarantine tool Read']);
});

test('tasks that failed one after the other are counted over a restart', async () => {
  const first = await openTestGateway();
  const failTask = async (at: TestGateway, task: string): Promise<void> => {
    const order = { principal: 'agent:test', session: task, task, workspace: '/work/app', durationMs: 1_000 };
    await at.guards.leases.grant('human:operator', order);
    await at.clock.advance(6_000);
  };
  for (const task of ['a', 'b']) await failTask(first, task);
  const second = await restarted(first);
  assert.deepEqual(contained(second), []);
  await failTask(second, 'c');
  assert.deepEqual(contained(second), ['halt by breaker']);
});

const noActions = { find: () => Promise.resolve(null) };

test('keeps the newest entries only, and passes over what it does not know', async () => {
  const trail = new GuardrailTrail();
  const entry = (actor: string, data: object) =>
    JSON.stringify({ action: 'a', actor, at_ms: 1, data, session: 's', type: 'outcome' });
  for (let index = 0; index < 5_000; index++) trail.see(entry(`agent:${index}`, { result: 'completed' }));
  trail.see('{"data":{"of":{"type":"outcome"}},"type":"decision"}');
  trail.see('{"type":"run.started"}');
  trail.see(entry('agent:x', { error: 'crashed', result: 'failed' }));
  const signals = await trail.signals(noActions);
  assert.equal(signals.length, 2_001, 'of 2,000 entries, the last of which is two signals');
  assert.deepEqual(
    signals.slice(-2).map(({ signal }) => [signal.kind, signal.about]),
    [
      ['tool-crash', ''],
      ['outcome', 'agent:x'],
    ],
  );
  assert.deepEqual(await trail.signals(noActions), []);
});
