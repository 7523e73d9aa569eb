import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../../apps/cli/exit-code.ts';
import { type Ran, run } from '../../apps/cli/testing/test-terminal.ts';
import { CountersignClient } from '../../sdk/client.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../harness/served-daemon.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../harness/test-gateway.ts';

type Place = ServedDaemon & { readonly cli: (...args: readonly string[]) => Promise<Ran> };

async function start(t: TestContext): Promise<Place> {
  const places = makePlaces();
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  return { ...served, cli: (...args) => run(args, { homeDir: served.places.home, variables: served.variables }) };
}

/** The program that narrows tokens writes to the streams of the process: it is run as one. */
function attenuate({ places, variables }: ServedDaemon, args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: places.home, NO_COLOR: '1', ...variables };
  const words = [resolve('apps/cli/main.ts'), 'lease', 'attenuate', ...args];
  return new Promise((done) => {
    const child = execFile(process.execPath, words, { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

test('a lease is granted, shown, narrowed without the gateway, held to, renewed and revoked', async (t) => {
  const place = await start(t);
  const { home } = place.places;
  const granted = await place.cli(
    'lease',
    'grant',
    'agent:coder',
    '--workspace',
    home,
    '--host',
    '*.example.com',
    '--for',
    '20m',
  );
  assert.equal(granted.code, EXIT.ok, granted.err);
  const file = join(home, 'lease.token');
  writeFileSync(file, granted.out);
  const narrowed = await attenuate(place, ['--in', file, '--capability', 'file.read', '--for', '5m']);
  assert.equal(narrowed.code, EXIT.ok, narrowed.err);
  const wider = await attenuate(place, ['--in', file, '--capability', 'everything']);
  assert.equal(wider.code, EXIT.usage);

  const client = (lease: string): CountersignClient =>
    new CountersignClient({
      baseUrl: readFileSync(place.daemon.files.address, 'utf8').trim(),
      token: readFileSync(place.daemon.files.agentToken, 'utf8').trim(),
      lease,
    });
  const proposal = {
    session: 'sub',
    tool: { name: 'Write', origin: 'builtin:claude-code' },
    cwd: home,
    workspace: home,
  };
  const write = { ...proposal, args: { file_path: join(home, 'a.txt'), content: 'x' } };
  const refused = await client(narrowed.out.trim()).decide(write);
  assert.match(refused.decision.reason, /does not hold file\.write/);
  await assert.rejects(client('nonsense').decide(write), { code: 'lease.refused' });

  const listed = await place.cli('lease', 'list');
  assert.equal(listed.out.trim().split('\n').length, 3);
  const [lease] = (JSON.parse((await place.cli('lease', 'list', '--json')).out) as { leases: { id: string }[] }).leases;
  const id = lease?.id ?? assert.fail('there is no lease');
  assert.match((await place.cli('lease', 'show', id)).out, /in force/);
  assert.equal((await place.cli('lease', 'renew', id, '--for', '30m')).code, EXIT.ok);
  assert.equal((await place.cli('lease', 'renew', id, '--for', '2h')).code, EXIT.failed);
  assert.equal((await place.cli('lease', 'revoke', id, '--note', 'done')).code, EXIT.ok);
  assert.equal((await place.cli('lease', 'show', id)).code, EXIT.notOk);
  assert.match((await place.cli('lease', 'list')).out, /no lease is in force/);
  assert.match((await client(narrowed.out.trim()).decide(write)).decision.reason, /has ended/);
});

test('budgets are shown, set, used up, and begin anew', async (t) => {
  const place = await start(t);
  const { budgets } = place.daemon.guards;
  const holder = { principal: 'agent:coder', session: 's', task: 'fix-it' };
  const held = await budgets.reserve(holder, { tokens: 60, costMicros: 1_500_000 });
  assert.ok(held.ok);
  await budgets.settle(held.id, { tokens: 50, costMicros: 1_250_000 });
  assert.match((await place.cli('budget', 'show')).out, /task fix-it +50 +100000 +\$1\.25 +\$2\.00/);
  assert.equal((await place.cli('budget', 'set', 'task', 'fix-it', '--tokens', '40', '--usd', '2.5')).code, EXIT.ok);
  assert.equal((await place.cli('budget', 'show')).code, EXIT.notOk);
  assert.equal((await budgets.reserve(holder, { tokens: 1, costMicros: 0 })).ok, false);
  assert.equal((await place.cli('budget', 'reset', 'task', 'fix-it')).code, EXIT.ok);
  assert.equal((await budgets.reserve(holder, { tokens: 41, costMicros: 0 })).ok, false);
  assert.equal((await place.cli('budget', 'set', 'task', 'fix-it', '--default')).code, EXIT.ok);
  assert.equal((await budgets.reserve(holder, { tokens: 41, costMicros: 0 })).ok, true);
  for (const wrong of [
    ['budget', 'set', 'day'],
    ['budget', 'set', 'day', '--tokens', '1'],
    ['budget', 'set', 'day', '--tokens', '1', '--usd', '2.'],
    ['budget', 'set', 'day', '--tokens', '1', '--usd', '1', '--default'],
  ])
    assert.equal((await place.cli(...wrong)).code, EXIT.usage, wrong.join(' '));
  assert.equal((await place.cli('budget', 'reset', 'week')).code, EXIT.usage);
});

test('what a breaker contained is in the status with its deadline, and is lifted with a reason', async (t) => {
  const place = await start(t);
  place.daemon.guards.guardrails.signal({ kind: 'unexpected-egress', about: 'session-1', ok: false });
  const { out } = await place.cli('status');
  assert.match(out, /review +freeze session session-1: a person must look at it, due by/);
  assert.match(out, /countersign lift session session-1 --rationale/);
  const { gateway } = place.daemon;
  assert.equal((await gateway.authorize(AGENT, propose('Read', { file_path: 'a' }), NO_WAIT)).verdict, 'deny');
  assert.equal((await place.cli('lift', 'session', 'session-1')).code, EXIT.usage);
  const lifted = await place.cli('lift', 'session', 'session-1', '--rationale', 'it was looked at, and mended');
  assert.equal(lifted.code, EXIT.ok, lifted.err);
  assert.deepEqual(gateway.listReviews(), []);
  assert.equal(gateway.currentEmergency().containments.length, 0);
  await assert.rejects(gateway.grantLease(AGENT, { principal: 'agent:x', session: null, task: 't', workspace: '/w' }), {
    code: 'auth.forbidden',
  });
  await assert.rejects(gateway.setBudget(AGENT, { scope: 'day', limit: null }), { code: 'auth.forbidden' });
  await assert.rejects(gateway.resetBudget(AGENT, 'day'), { code: 'auth.forbidden' });
  const { lease } = await gateway.grantLease(OPERATOR, {
    principal: 'agent:x',
    session: null,
    task: 't',
    workspace: '/w',
  });
  await assert.rejects(gateway.revokeLease(AGENT, { id: lease.id, note: '' }), { code: 'auth.forbidden' });
  assert.throws(() => gateway.beatLease(AGENT, lease.id), { code: 'auth.forbidden' });
});
