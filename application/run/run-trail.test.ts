import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunTrail } from './run-trail.ts';

const STARTED = { changes: 'review', isolation: 'bwrap', lease_ms: 60_000, principal: 'agent:claude', workspace: '/w' };

function trailOf(entries: readonly { readonly type: string; readonly data: object }[]): RunTrail {
  const trail = new RunTrail();
  for (const { type, data } of entries)
    trail.see(JSON.stringify({ at_ms: 5, data: { run: 'r', ...data }, session: 'run-1', type }));
  return trail;
}

test('knows a run that began and did not end', () => {
  const trail = trailOf([
    { type: 'run.started', data: STARTED },
    { type: 'run.frozen', data: { reason: 'x' } },
  ]);
  assert.deepEqual(trail.left(), [
    {
      ...{ id: 'r', session: 'run-1', principal: 'agent:claude', workspace: '/w', isolation: 'bwrap' },
      ...{ changes: 'review', startedAtMs: 5, leaseMs: 60_000, waiting: null },
    },
  ]);
});

test('knows changes that still wait for a person, and none that were decided about', () => {
  const begun = [
    { type: 'run.started', data: STARTED },
    { type: 'run.ended', data: { files: 3, result: 'stopped' } },
  ];
  assert.deepEqual(
    trailOf(begun)
      .left()
      .map(({ waiting }) => waiting),
    [3],
  );
  assert.deepEqual(trailOf([...begun, { type: 'run.reviewed', data: { verdict: 'drop' } }]).left(), []);
});

test('knows no run that is over: without changes, never begun, or lost already', () => {
  for (const data of [{ files: 0, result: 'ended' }, { result: 'failed' }, { files: 2, result: 'gateway-lost' }])
    assert.deepEqual(
      trailOf([
        { type: 'run.started', data: STARTED },
        { type: 'run.ended', data },
      ]).left(),
      [],
    );
});

test('passes over what is no beginning of a run, whatever its text holds', () => {
  const begins = [{}, { ...STARTED, isolation: 'hope' }, { ...STARTED, changes: 7 }, { ...STARTED, workspace: '' }];
  for (const data of begins) assert.deepEqual(trailOf([{ type: 'run.started', data }]).left(), []);
  const trail = new RunTrail();
  trail.see('{"data":{"note":"\\"type\\":\\"run."},"type":"gateway.started"}');
  trail.see('{"data":{"note":{"type":"run.started"}},"type":"gateway.started"}');
  assert.deepEqual(trail.left(), []);
});

test('follows no more runs than there may be', () => {
  const trail = new RunTrail();
  for (let run = 0; run < 1_005; run++)
    trail.see(JSON.stringify({ at_ms: 1, data: { ...STARTED, run: String(run) }, session: 's', type: 'run.started' }));
  assert.equal(trail.left().length, 1_000);
  assert.equal(trail.left()[0]?.id, '5');
});
