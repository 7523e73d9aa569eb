import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventToWire } from './event-to-wire.ts';

test('tells on the wire what became of a change that was looked at', () => {
  const place = { logIndex: 7, atMs: 1, actionId: 'a', session: 's' };
  assert.deepEqual(eventToWire({ kind: 'verification', ...place, outcome: 'human', stands: true, failed: ['tests'] }), {
    kind: 'verification',
    log_index: 7,
    at_ms: 1,
    action_id: 'a',
    session: 's',
    outcome: 'human',
    stands: true,
    failed: ['tests'],
  });
});
