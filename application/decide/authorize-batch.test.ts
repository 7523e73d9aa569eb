import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  LONG_WAIT,
  NO_WAIT,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import type { Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { authorizeBatch, type BatchAuthorization, type BatchCall } from './authorize-batch.ts';

type Args = Parameters<typeof propose>[1];

function call(id: string, tool: string, args: Args, dependsOn: readonly string[] = []): BatchCall {
  return { id, dependsOn, proposal: propose(tool, args) };
}

const read = (id: string, path: string, dependsOn?: readonly string[]) =>
  call(id, 'Read', { file_path: path }, dependsOn);
const write = (id: string, path: string, dependsOn?: readonly string[]) =>
  call(id, 'Write', { file_path: path, content: 'x' }, dependsOn);
const bash = (id: string, command: string, dependsOn?: readonly string[]) => call(id, 'Bash', { command }, dependsOn);

function run(
  { gateway }: Pick<TestGateway, 'gateway'>,
  calls: readonly BatchCall[],
  wait: Wait = NO_WAIT,
): Promise<BatchAuthorization> {
  return authorizeBatch(gateway, { caller: AGENT, calls }, wait);
}

function states({ calls }: BatchAuthorization): readonly string[] {
  return calls.map((answer) => {
    if (answer.state === 'decided') return `${answer.id} ${answer.authorization.verdict}`;
    return answer.state === 'skipped'
      ? `${answer.id} skipped for ${answer.because.join()}`
      : `${answer.id} ${answer.state}`;
  });
}

async function decisions({ gateway }: TestGateway): Promise<number> {
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 1_000 });
  return entries.filter(({ text }) => (JSON.parse(text) as { type: string }).type === 'decision').length;
}

test('decides every call on record and lets calls that touch different places run together', async () => {
  const open = await openTestGateway();
  const given = await run(open, [read('a', 'a.ts'), write('b', 'b.ts'), read('c', 'c.ts'), bash('d', 'rm -rf /')]);
  assert.deepEqual(states(given), ['a allow', 'b allow', 'c allow', 'd deny']);
  assert.deepEqual(given.schedule, [['a', 'b', 'c']]);
  assert.equal(await decisions(open), 4);
});

test('decides a call in its turn when another may change what it touches, and records nothing of it before', async () => {
  const open = await openTestGateway();
  const given = await run(open, [
    bash('link', 'ln -s /etc x'),
    write('through', 'x/cron.d/job'),
    read('other', 'a.ts'),
  ]);
  assert.deepEqual(states(given), ['link allow', 'through in-turn', 'other allow']);
  assert.deepEqual(given.schedule, [['link', 'other'], ['through']]);
  assert.equal(await decisions(open), 2);
});

test('follows links: two names of one file do not run together', async () => {
  const pathResolver = {
    sharesRepository: () => false,
    resolve: (paths: readonly string[]) =>
      Object.fromEntries(paths.filter((path) => path.endsWith('/alias')).map((path) => [path, '/work/app/src'])),
  };
  const open = await openTestGateway({ ports: { pathResolver } });
  const given = await run(open, [write('a', 'src/a.ts'), write('b', 'alias')]);
  assert.deepEqual(given.schedule, [['a'], ['b']]);
});

test('a call that depends on a denied one is skipped and not decided, and what depends on that too', async () => {
  const open = await openTestGateway();
  const given = await run(open, [
    bash('no', 'rm -rf /'),
    read('next', 'a.ts', ['no']),
    read('last', 'b.ts', ['next', 'free']),
    read('free', 'c.ts'),
  ]);
  assert.deepEqual(states(given), ['no deny', 'next skipped for no', 'last skipped for next', 'free allow']);
  assert.deepEqual(given.schedule, [['free']]);
  assert.equal(await decisions(open), 2);
});

test('a call that waits for a person holds up what depends on it, and nothing else', async () => {
  const open = await openTestGateway();
  const calls = () => [bash('ask', 'npm test'), read('after', 'a.ts', ['ask']), read('free', 'b.ts')];
  const first = await run(open, calls());
  assert.deepEqual(states(first), ['ask require-approval', 'after skipped for ask', 'free in-turn']);
  const waiting = run(open, calls(), LONG_WAIT);
  await settle();
  for (const { request } of await open.gateway.listApprovals({ statuses: ['pending'], limit: 10 })) {
    await open.approve(request.id);
  }
  const given = await waiting;
  assert.deepEqual(states(given), ['ask allow', 'after in-turn', 'free in-turn']);
  assert.deepEqual(given.schedule, [['ask'], ['after', 'free']]);
});

test('keeps what could be decided when one call cannot', async () => {
  const open = await openTestGateway();
  const repeated = { ...read('twice', 'a.ts'), proposal: { ...propose('Read', { file_path: 'a.ts' }), id: 'same' } };
  await run(open, [repeated]);
  const given = await run(open, [repeated, read('after', 'b.ts', ['twice']), read('free', 'c.ts')]);
  assert.deepEqual(states(given), ['twice failed', 'after skipped for twice', 'free allow']);
  const unreadable = { ...read('bad', 'a.ts'), proposal: { ...propose('Read', {}), cwd: 'relative' } };
  assert.deepEqual(states(await run(open, [unreadable, read('free', 'c.ts')])), ['bad failed', 'free allow']);
});

test('decides again in its turn what turned out to touch something else than it did a moment before', async () => {
  const { gateway } = await openTestGateway();
  let checks = 0;
  const moved = propose('Read', { file_path: 'b.ts' });
  const drifting: Pick<typeof gateway, 'authorize' | 'check'> = {
    check: (caller, proposal) => gateway.check(caller, (checks += 1) === 2 ? moved : proposal),
    authorize: gateway.authorize,
  };
  const calls = [write('a', 'a.ts'), read('b', 'a.ts')];
  const given = await authorizeBatch(drifting, { caller: AGENT, calls }, NO_WAIT);
  assert.deepEqual(states(given), ['a allow', 'b in-turn']);
  assert.deepEqual(given.schedule, [['a'], ['b']]);
});

test('decides nothing of a batch with a cycle, an unknown dependency or two sessions', async () => {
  const open = await openTestGateway();
  const stranger = read('b', 'b.ts');
  const cases: readonly (readonly [readonly BatchCall[], RegExp])[] = [
    [[read('a', 'a.ts', ['b']), read('b', 'b.ts', ['a'])], /wait for each other: "a", "b"/],
    [[read('a', 'a.ts', ['x'])], /depends_on\[0\]: found "x"/],
    [[read('a', 'a.ts'), { ...stranger, proposal: { ...stranger.proposal, session: 'other' } }], /one session/],
    [[], /1 to 64 calls/],
  ];
  for (const [calls, message] of cases) {
    await assert.rejects(run(open, calls), (error) => {
      assert.ok(error instanceof GatewayError);
      assert.equal(error.code, 'input.invalid');
      assert.match(error.message, message);
      return error.problems.length > 0;
    });
  }
  assert.equal(await decisions(open), 0);
});

test('raises what nobody foresaw, so that none of the batch runs', async () => {
  const { gateway } = await openTestGateway();
  const broken = { check: gateway.check, authorize: () => Promise.reject(new RangeError('bug')) };
  await assert.rejects(authorizeBatch(broken, { caller: AGENT, calls: [read('a', 'a.ts')] }, NO_WAIT), RangeError);
});
