import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireActionRow } from '../../../sdk/wire.ts';
import { merged } from './merge-rows.ts';

function row(actionId: string, logIndex: number, status: WireActionRow['status'] = 'completed'): WireActionRow {
  const same = {
    at_ms: 1,
    session: 's',
    principal: 'agent:x',
    tool: 'Read',
    surface: 'hook',
    summary: '',
    workspace: '/w',
    effects: [],
    provenance: [],
  };
  const rest = {
    verdict: 'allow',
    enforced: true,
    score: 0,
    level: 'none',
    gate: null,
    rule: null,
    reason: '',
    policy: 'p',
  } as const;
  return { ...same, ...rest, action_id: actionId, log_index: logIndex, status };
}

test('holds each action once, by its newest decision, newest first', () => {
  const rows = merged([row('b', 9)], [row('c', 7), row('b', 4), row('a', 1)]);
  assert.deepEqual(
    rows.map(({ action_id, log_index }) => [action_id, log_index]),
    [
      ['b', 9],
      ['c', 7],
      ['a', 1],
    ],
  );
});

test('lets what was read last say how the same decision stands', () => {
  assert.equal(merged([row('a', 3, 'failed')], [row('a', 3, 'authorised')])[0]?.status, 'failed');
});
