import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const ROOT = '/work/app';
const PLACE = { session: 's-1', workspace: ROOT };
const ID = '01980000-0000-7000-8000-000000000001';

type Call = readonly [method: string, path: string, body?: unknown];
type Served = Awaited<ReturnType<typeof serveFake>>;

/** What writes into a workspace, or decides what is kept of it. */
const WRITING: readonly Call[] = [
  ['POST', '/v1/checkpoints', { root: ROOT }],
  ['POST', `/v1/checkpoints/${ID}/restore`, {}],
  ['POST', '/v1/undo', { root: ROOT }],
  ['POST', '/v1/redo', { root: ROOT }],
  ['POST', '/v1/checkpoints/purge', { older_than_ms: 1 }],
  ['POST', '/v1/workspaces/reopen', { root: ROOT }],
];

const LOOKING: readonly Call[] = [
  ['GET', '/v1/checkpoints?root=/work/app&limit=3'],
  ['GET', `/v1/checkpoints/${ID}`],
  ['GET', `/v1/checkpoints/${ID}/diff`],
];

const ACTING: readonly Call[] = [
  ['POST', '/v1/act', { ...PLACE, tool: 'undo', args: {} }],
  ['POST', '/v1/plans', { ...PLACE, plan: {} }],
  ['POST', '/v1/diffs', { ...PLACE, diff: 'x' }],
];

function call({ base }: Served, [method, path, body]: Call, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

async function statuses(served: Served, calls: readonly Call[], token: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const each of calls) found.push((await call(served, each, token)).status);
  return found;
}

test('lets operators change workspaces, readers look at what is kept, and agents act through the gateway only', async (t) => {
  const served = await serveFake();
  t.after(() => served.server.close(0));
  assert.deepEqual(await statuses(served, WRITING, TOKENS.operator), [201, 200, 200, 200, 200, 200]);
  assert.deepEqual(await statuses(served, LOOKING, TOKENS.operator), [200, 200, 200]);
  assert.deepEqual(await statuses(served, ACTING, TOKENS.operator), [200, 200, 200]);
  assert.deepEqual(await statuses(served, WRITING, TOKENS.reader), [403, 403, 403, 403, 403, 403]);
  assert.deepEqual(await statuses(served, LOOKING, TOKENS.reader), [200, 200, 200]);
  assert.deepEqual(await statuses(served, ACTING, TOKENS.reader), [403, 403, 403]);
  assert.deepEqual(await statuses(served, WRITING, TOKENS.agent), [403, 403, 403, 403, 403, 403]);
  assert.deepEqual(await statuses(served, LOOKING, TOKENS.agent), [403, 403, 403]);
  assert.deepEqual(await statuses(served, ACTING, TOKENS.agent), [200, 200, 200]);
});

test('hands each way to say what is to be undone on as what it is', async (t) => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  t.after(() => served.server.close(0));
  const asked = async (more: object): Promise<unknown> => {
    assert.equal((await call(served, ['POST', '/v1/undo', { root: ROOT, ...more }], TOKENS.operator)).status, 200);
    return gateway.seen.at(-1)?.args.at(-1);
  };
  const usual = { root: ROOT, force: false, dryRun: false, within: null };
  assert.deepEqual(await asked({}), { ...usual, what: { kind: 'last' } });
  assert.deepEqual(await asked({ action: 'a-1' }), { ...usual, what: { kind: 'action', action: 'a-1' } });
  assert.deepEqual(await asked({ session: 's-1' }), { ...usual, what: { kind: 'session', session: 's-1' } });
  assert.deepEqual(await asked({ since_ms: 5 }), { ...usual, what: { kind: 'since', atMs: 5 } });
  const forced = await asked({ path: 'a.txt', force: true, dry_run: true });
  assert.deepEqual(forced, { ...usual, force: true, dryRun: true, what: { kind: 'file', path: 'a.txt' } });
});

test('hands restores, listings and purges on as they were asked for', async (t) => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  t.after(() => served.server.close(0));
  const handed = async (each: Call): Promise<unknown> => {
    assert.equal((await call(served, each, TOKENS.operator)).ok, true, each[1]);
    return gateway.seen.at(-1)?.args.at(-1);
  };
  const restore = `/v1/checkpoints/${ID}/restore`;
  assert.deepEqual(await handed(['POST', restore, {}]), { checkpoint: ID, paths: null, dryRun: false });
  const some = { paths: ['src', 'a.txt'], dry_run: true };
  assert.deepEqual(await handed(['POST', restore, some]), { checkpoint: ID, paths: some.paths, dryRun: true });
  assert.deepEqual(await handed(['GET', '/v1/checkpoints']), { limit: 50 });
  const query = '/v1/checkpoints?root=/work/app&session=s-1&action=a-1&limit=7';
  assert.deepEqual(await handed(['GET', query]), { root: ROOT, session: 's-1', action: 'a-1', limit: 7 });
  assert.deepEqual(await handed(['GET', `/v1/checkpoints/${ID}/diff?to=other`]), { from: ID, to: 'other' });
  assert.deepEqual(await handed(['POST', '/v1/redo', { root: ROOT, dry_run: true }]), {
    root: ROOT,
    force: false,
    dryRun: true,
  });
  assert.deepEqual(await handed(['POST', '/v1/checkpoints/purge', { older_than_ms: 9 }]), { olderThanMs: 9 });
});

test('makes calls of the gateway’s own tools of plans and diffs, for the configured operator', async (t) => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  t.after(() => served.server.close(0));
  const handed = async (each: Call): Promise<unknown> => {
    assert.equal((await call(served, each, TOKENS.agent)).status, 200, each[1]);
    return gateway.seen.at(-1)?.args[1];
  };
  const usual = {
    ...{ session: 's-1', workspace: ROOT, onBehalfOf: 'human:operator', surface: 'api', channel: 'api' },
    ...{ callId: null, idempotencyKey: null, dryRun: false },
  };
  const plan = { steps: [] };
  assert.deepEqual(await handed(['POST', '/v1/plans', { ...PLACE, plan }]), {
    ...usual,
    tool: 'propose_plan',
    args: { plan },
  });
  const diff = {
    ...PLACE,
    diff: 'x',
    dry_run: true,
    surface: 'cli',
    channel: 'cli',
    call_id: 'c',
    idempotency_key: 'k',
  };
  assert.deepEqual(await handed(['POST', '/v1/diffs', diff]), {
    ...usual,
    ...{ tool: 'apply_diff', args: { diff: 'x' }, dryRun: true, surface: 'cli', channel: 'cli' },
    ...{ callId: 'c', idempotencyKey: 'k' },
  });
  const act = { ...PLACE, tool: 'read_file', args: { path: 'a.txt' }, on_behalf_of: 'human:anna' };
  assert.deepEqual(await handed(['POST', '/v1/act', act]), {
    ...usual,
    ...{ tool: 'read_file', args: { path: 'a.txt' }, onBehalfOf: 'human:anna' },
  });
});

test('says what became of a call as it is, and that a dry run has neither action nor entry', async (t) => {
  const served = await serveFake();
  t.after(() => served.server.close(0));
  const answer = await call(served, ['POST', '/v1/diffs', { ...PLACE, diff: 'x' }], TOKENS.agent);
  const { decision, ...told } = (await answer.json()) as { readonly decision: { readonly verdict: string } };
  assert.equal(decision.verdict, 'allow');
  assert.deepEqual(told, {
    ...{
      verdict: 'allow',
      is_done: true,
      text: 'Done: 1 created.',
      detail: { changes: [{ path: 'a.txt', kind: 'create' }] },
    },
    ...{ action_id: null, log_index: null, approval: null },
  });
});

test('refuses what is out of bounds before the gateway is asked', async (t) => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  t.after(() => served.server.close(0));
  const refused: readonly Call[] = [
    ['GET', '/v1/checkpoints?limit=1001'],
    ['GET', '/v1/checkpoints?root=work/app'],
    ['GET', '/v1/checkpoints?reason=manual'],
    ['POST', '/v1/checkpoints', { root: 'app' }],
    ['POST', `/v1/checkpoints/${ID}/restore`, { paths: [] }],
    ['POST', '/v1/undo', { root: ROOT, action: 'a-1', session: 's-1' }],
    ['POST', '/v1/undo', { root: ROOT, since_ms: 5, path: 'a.txt' }],
    ['POST', '/v1/undo', { root: ROOT, since_ms: -1 }],
    ['POST', '/v1/redo', { root: ROOT, forced: true }],
    ['POST', '/v1/checkpoints/purge', {}],
    ['POST', '/v1/act', { ...PLACE, tool: 'run_shell', args: {} }],
    ['POST', '/v1/act', { ...PLACE, tool: 'undo' }],
    ['POST', '/v1/plans', { ...PLACE, plan: [] }],
    ['POST', '/v1/diffs', { ...PLACE, diff: 'x', wait_ms: 600_001 }],
    ['POST', '/v1/diffs', { session: 's-1', diff: 'x' }],
  ];
  for (const each of refused)
    assert.equal((await call(served, each, TOKENS.operator)).status, 422, `${each[1]} ${JSON.stringify(each[2])}`);
  assert.deepEqual(
    gateway.seen.filter(({ method }) => method !== 'authenticate'),
    [],
  );
});
