import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { RunOrder } from '../../../application/run/run-order.ts';
import { createRunApp } from '../../../apps/daemon/run/run-app.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, OPERATOR, propose } from '../../harness/test-gateway.ts';
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

/** What a program of a run may call, and nothing that is added to the gateway later. */
const INSIDE = [
  'authenticate',
  'authorize',
  'awaitApproval',
  'check',
  'confirmAuthorised',
  'currentEmergency',
  'currentPolicy',
  'findApproval',
  'followRequest',
  'health',
  'listCompensations',
  'listTools',
  'noteTools',
  'observeSession',
  'promptOf',
  'redactSecretValues',
  'registerCompensation',
  'reportOutcome',
  'requestAws',
  'requestHttp',
  'screenMessage',
  'showSupport',
  'withoutSecretValues',
];
/** Only where changes are made in place. */
const IN_PLACE = ['act', 'publishNpm', 'pushGit', 'revert'];

test('the door of a run leads to what is listed for it, and to nothing else of the gateway', async (t) => {
  const holder = scriptedHolder();
  const at = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  for (const changes of ['keep', 'review'] as const) {
    await at.gateway.startRun(OPERATOR, orderIn(at.root, changes));
    const inside = holder.requests.at(-1)?.gateway;
    assert.ok(inside !== undefined);
    const open = changes === 'keep' ? [...INSIDE, ...IN_PLACE].sort() : INSIDE;
    const names = Object.keys(at.gateway) as (keyof typeof inside)[];
    assert.deepEqual(names.filter((name) => !isRefused(inside[name] as () => unknown)).sort(), open);
  }
});

/** Before anything else is looked at: what is refused answers at once. */
function isRefused(call: () => unknown): boolean {
  try {
    void Promise.resolve(call()).catch(() => undefined);
    return false;
  } catch (error) {
    return error instanceof GatewayError && error.code === 'auth.forbidden';
  }
}

test('a run sees its own requests at its door, and none of others', async (t) => {
  const holder = scriptedHolder();
  const at = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  await at.gateway.startRun(OPERATOR, orderIn(at.root, 'keep'));
  const inside = holder.requests.at(-1)?.gateway;
  assert.ok(inside !== undefined);
  const app = createRunApp(inside, { workspace: at.root, changes: 'keep', port: 7878 });
  app.listensOn(7878);
  t.after(() => app.endStreams());
  const ask = async (path: string): Promise<number> => {
    const headers = { authorization: 'Bearer inside', host: '127.0.0.1:7878' };
    return (await app.fetch(new Request(`http://127.0.0.1:7878${path}`, { headers }))).status;
  };
  const place = { cwd: at.root, workspace: at.root };
  const proposal = propose('Bash', { command: 'git push --force origin main' }, { ...place, session: 'inside' });
  const own = (await inside.authorize(OPERATOR, proposal, WAIT)).approval;
  const foreign = (await at.gateway.authorize(AGENT, { ...proposal, session: 'outside' }, WAIT)).approval;
  assert.ok(own && foreign);
  assert.equal(await ask(`/v1/approvals/${own.request.id}`), 200);
  assert.equal(await ask(`/v1/approvals/${foreign.request.id}`), 404);
  for (const path of [
    '/v1/approvals',
    '/v1/runs',
    '/v1/tokens',
    '/v1/log/head',
    '/v1/events',
    '/v1/health',
    '/metrics',
  ])
    assert.equal(await ask(path), 403, path);
});
