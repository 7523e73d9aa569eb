import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunOrder } from '../../../application/run/run-order.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { portsOf, scriptedHolder } from './scripted-holder.ts';

function orderIn(root: string, changes: RunOrder['changes'], more: Partial<RunOrder> = {}): RunOrder {
  return {
    ...{ argv: ['claude'], workspace: root, cwd: root, isolation: 'bwrap', changes, allowHosts: [] },
    ...{ secrets: {}, environment: {}, isTerminal: false, leaseMs: 60_000 },
    ...more,
  };
}

const WAIT = { waitMs: 0, signal: null };

test('a run whose changes are kept apart can neither see nor change the workspace through the gateway', async (t) => {
  const holder = scriptedHolder();
  const at = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  const place = { session: 'inside', workspace: at.root, onBehalfOf: 'human:operator' };
  const call = {
    ...place,
    ...{ surface: 'api' as const, channel: 'api' as const, dryRun: false, callId: null, idempotencyKey: null },
  };
  for (const changes of ['review', 'drop'] as const) {
    await at.gateway.startRun(OPERATOR, orderIn(at.root, changes));
    const inside = holder.requests.at(-1)?.gateway;
    assert.ok(inside !== undefined);
    const write = { ...call, tool: 'write_file' as const, args: { path: 'planted.py', content: 'x\n' } };
    const read = { ...call, tool: 'list_files' as const, args: {} };
    const refused = { code: 'auth.forbidden' };
    for (const one of [write, read]) await assert.rejects(async () => inside.act(OPERATOR, one, WAIT), refused);
    const order = { what: { kind: 'session', session: 'inside' } } as Parameters<typeof inside.revert>[1];
    await assert.rejects(async () => inside.revert(OPERATOR, order, WAIT), refused);
    assert.equal(existsSync(join(at.root, 'planted.py')), false);
  }
});

test('refuses variables that the gateway sets in every run, and what was made for a run that did not begin is undone', async (t) => {
  const holder = scriptedHolder();
  const at = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  const proxied = orderIn(at.root, 'keep', { environment: { HTTPS_PROXY: 'http://elsewhere.example' } });
  await assert.rejects(at.gateway.startRun(OPERATOR, proxied), { code: 'input.invalid', message: /HTTPS_PROXY/ });
  const bad = orderIn(at.root, 'keep', { allowHosts: ['not a host'] });
  await assert.rejects(at.gateway.startRun(OPERATOR, bad), { code: 'input.invalid', message: /allow_hosts/ });
  holder.failing = 'hold';
  await assert.rejects(at.gateway.startRun(OPERATOR, orderIn(at.root, 'keep')), /hold failed/);
  const kept = await at.gateway.listCheckpoints({ root: at.root, limit: 10 });
  assert.deepEqual(
    kept.filter(({ supersededBy }) => supersededBy === null),
    [],
  );
  assert.deepEqual(at.gateway.listLeases({ ended: false }), []);
});
