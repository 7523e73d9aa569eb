import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const ROOT = '/work/app';
const TOOL = { name: 'mcp__mail__unsend', origin: 'mcp:mail' };
const INVERSE = { inverse: { tool: TOOL, args: { id: 7 } }, note: 'takes it back' };
const REGISTER = '/v1/actions/a-1/compensation';

type Call = readonly [method: string, path: string, body?: unknown];
type Served = Awaited<ReturnType<typeof serveFake>>;

function call({ base }: Served, [method, path, body]: Call, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

test('lets agents revert and register, readers look, and only operators put deleted files back', async () => {
  const served = await serveFake();
  const calls: readonly Call[] = [
    ['POST', '/v1/revert', { session: 's-1' }],
    ['POST', REGISTER, INVERSE],
    ['GET', '/v1/compensations?session=s-1'],
    ['GET', `/v1/deleted?root=${ROOT}`],
    ['POST', '/v1/deleted/restore', { root: ROOT, path: 'a.txt' }],
  ];
  const statuses = async (token: string): Promise<readonly number[]> => {
    const found: number[] = [];
    for (const each of calls) found.push((await call(served, each, token)).status);
    return found;
  };
  assert.deepEqual(await statuses(TOKENS.operator), [200, 201, 200, 200, 200]);
  assert.deepEqual(await statuses(TOKENS.agent), [200, 201, 200, 403, 403]);
  assert.deepEqual(await statuses(TOKENS.reader), [403, 403, 200, 200, 403]);
  await served.server.close(0);
});

test('hands on what is asked for as it is', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const handed = async (each: Call, place = -1): Promise<unknown> => {
    assert.equal((await call(served, each, TOKENS.operator)).ok, true, each[1]);
    return gateway.seen.at(-1)?.args.at(place);
  };
  const usual = { rerun: false, force: false, dryRun: false, onBehalfOf: 'human:operator' };
  const whole = await handed(['POST', '/v1/revert', { session: 's-1' }], 1);
  assert.deepEqual(whole, { ...usual, what: { kind: 'session', session: 's-1' } });
  const one = { action: 'a-1', rerun: true, force: true, dry_run: true, on_behalf_of: 'human:eve' };
  assert.deepEqual(await handed(['POST', '/v1/revert', one], 1), {
    ...{ rerun: true, force: true, dryRun: true, onBehalfOf: 'human:eve' },
    what: { kind: 'action', action: 'a-1' },
  });
  const inverse = { tool: { ...TOOL, digest: null }, args: { id: 7 } };
  const registered = { action: 'a-1', input: { inverse, note: 'takes it back' } };
  assert.deepEqual(await handed(['POST', REGISTER, INVERSE]), registered);
  assert.deepEqual(await handed(['GET', '/v1/compensations']), { session: null, after: null, limit: 50 });
  const page = '/v1/compensations?session=s-1&after=a-1&limit=7';
  assert.deepEqual(await handed(['GET', page]), { session: 's-1', after: 'a-1', limit: 7 });
  assert.deepEqual(await handed(['GET', `/v1/deleted?root=${ROOT}&limit=3`]), { root: ROOT, limit: 3 });
  await served.server.close(0);
});

test('answers with what is to be run by whom, what is left, and what is asked', async () => {
  const served = await serveFake();
  const answer = await (await call(served, ['POST', '/v1/revert', { session: 's-1' }], TOKENS.operator)).json();
  assert.deepEqual(
    [answer.verdict, answer.actions, answer.inverses[0].status, answer.inverses[0].action_id, answer.left[0].effects],
    ['allow', ['a-2', 'a-1'], 'to-run', 'a-3', ['message.send']],
  );
  assert.deepEqual(
    [answer.again.verdict, answer.again.approval, answer.again.is_done],
    ['require-approval', 'r-1', false],
  );
  assert.equal(answer.files[0].changes[0].path, 'a.txt');
  const listed = await (await call(served, ['GET', '/v1/compensations'], TOKENS.reader)).json();
  assert.deepEqual([listed.compensations[0].state, listed.compensations[0].inverse.args], ['registered', { id: 7 }]);
  const gone = await (await call(served, ['GET', `/v1/deleted?root=${ROOT}`], TOKENS.reader)).json();
  assert.deepEqual([gone.is_complete, gone.deleted[0].path, gone.deleted[0].state.kind], [true, 'a.txt', 'file']);
  await served.server.close(0);
});

test('refuses what says too little, too much, or that the gateway supplies a tool that it has not', async () => {
  const served = await serveFake();
  const refused: readonly Call[] = [
    ['POST', '/v1/revert', {}],
    ['POST', '/v1/revert', { action: 'a-1', session: 's-1' }],
    ['POST', '/v1/revert', { session: 's-1', rerun: true }],
    ['POST', '/v1/revert', { session: 's-1', wait_ms: 600_001 }],
    ['POST', REGISTER, { ...INVERSE, note: '' }],
    ['POST', REGISTER, { ...INVERSE, inverse: { ...INVERSE.inverse, session: 's-2' } }],
    ['POST', REGISTER, { ...INVERSE, inverse: { tool: { name: 'x', origin: 'mcp:countersign' }, args: {} } }],
    ['POST', REGISTER, { ...INVERSE, inverse: { tool: { name: 'x', origin: 'Builtin:Countersign' }, args: {} } }],
    ['GET', '/v1/deleted'],
    ['GET', '/v1/deleted?root=relative'],
    ['POST', '/v1/deleted/restore', { root: ROOT }],
  ];
  for (const each of refused) {
    assert.equal((await call(served, each, TOKENS.operator)).status, 422, JSON.stringify(each));
  }
  await served.server.close(0);
});
