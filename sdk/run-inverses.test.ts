import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInverses } from './run-inverses.ts';
import type { WireInverseRun, WireOutcomeRequest } from './wire.ts';

function inverse(id: number, more: Partial<WireInverseRun> = {}): WireInverseRun {
  const call = { tool: { name: 'unsend', origin: 'mcp:mail', digest: null }, args: { id }, cwd: '/w' };
  const base = { undoes: `a-${id}`, principal: 'agent:me', call, note: 'n', approval: null, why: '' };
  return { ...base, status: 'to-run', action_id: `run-${id}`, ...more };
}

function recorder() {
  const reports: WireOutcomeRequest[] = [];
  const reportOutcome = async (report: WireOutcomeRequest) => {
    reports.push(report);
    return { action_id: report.action_id ?? '', log_index: reports.length };
  };
  return { reports, client: { reportOutcome } };
}

test('runs what was released to a principal, in order, and reports each', async () => {
  const { reports, client } = recorder();
  const inverses = [
    inverse(3),
    inverse(2, { principal: 'agent:other' }),
    inverse(1, { status: 'running' }),
    inverse(0, { call: null }),
    inverse(4),
  ];
  const ran = await runInverses({ inverses }, { client, principal: 'agent:me', run: ({ args }) => args['id'] });
  assert.deepEqual(ran, [3, 4]);
  assert.deepEqual(
    reports.map(({ action_id: id, result }) => [id, result]),
    [
      ['run-3', 'completed'],
      ['run-4', 'completed'],
    ],
  );
});

test('ends with the first that fails, and reports that it did', async () => {
  const { reports, client } = recorder();
  const run = (): never => {
    throw new TypeError('no');
  };
  await assert.rejects(runInverses({ inverses: [inverse(2), inverse(1)] }, { client, principal: 'agent:me', run }));
  assert.deepEqual(
    reports.map(({ action_id: id, result, error }) => [id, result, error]),
    [['run-2', 'failed', 'TypeError']],
  );
});
