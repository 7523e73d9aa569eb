import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import { EgressConnection } from './egress-connection.ts';
import type { NetAction } from './net-action.ts';

const REFUSAL: EgressRefusal = { code: 'egress.bytes', reason: 'enough', alarm: 'none' };

function open(closed: string[]): EgressConnection {
  const host = {
    spend: () => true,
    closed: (_: EgressConnection, result: string) => void closed.push(result),
    nowMs: () => 0,
  };
  // What it is about is only passed on.
  const known = { id: 1, net: {} as NetAction, recorded: Promise.resolve(true), rule: 'r' };
  return new EgressConnection(host, known);
}

test('a listener that throws keeps neither the others from being called nor the end from being told', () => {
  const closed: string[] = [];
  const told: string[] = [];
  const connection = open(closed);
  connection.onEnd(() => {
    throw new Error('its socket is in no state to be destroyed');
  });
  connection.onEnd(({ code }) => told.push(code));
  connection.end(REFUSAL);
  assert.deepEqual([told, closed], [['egress.bytes'], ['egress.bytes']]);
});

test('a listener that comes late and throws throws at nobody', () => {
  const connection = open([]);
  connection.end(REFUSAL);
  let calls = 0;
  connection.onEnd(() => {
    calls += 1;
    throw new Error('too late');
  });
  assert.equal(calls, 1);
});
