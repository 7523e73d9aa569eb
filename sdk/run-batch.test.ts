import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type InProcess, openInProcess } from '../test/harness/in-process-client.ts';
import { OPERATOR } from '../test/harness/test-gateway.ts';
import { CountersignError } from './error.ts';
import { type BatchResult, type BatchRunCall, runBatch } from './run-batch.ts';
import type { WireBatchResponse, WireJsonObject } from './wire.ts';

function call(id: string, tool: string, args: WireJsonObject, dependsOn?: readonly string[]): BatchRunCall {
  const proposal = {
    session: 's-1',
    tool: { name: tool, origin: 'builtin:claude-code' },
    args,
    cwd: '/work/app',
  };
  return { id, proposal, ...(dependsOn === undefined ? {} : { dependsOn }) };
}

const read = (id: string, path: string, dependsOn?: readonly string[]) =>
  call(id, 'Read', { file_path: path }, dependsOn);
const write = (id: string, path: string, dependsOn?: readonly string[]) =>
  call(id, 'Write', { file_path: path, content: 'x' }, dependsOn);

type Run = (id: string, args: WireJsonObject) => Promise<string>;

function runAll(
  { client }: Pick<InProcess, 'client'>,
  calls: readonly BatchRunCall[],
  { run = async (id) => `did ${id}`, waitMs = 0 }: { readonly run?: Run; readonly waitMs?: number } = {},
): Promise<readonly BatchResult<string>[]> {
  const runners = Object.fromEntries(calls.map(({ id }) => [id, (args: WireJsonObject) => run(id, args)]));
  return runBatch(calls, runners, { client, waitMs });
}

function told(results: readonly BatchResult<string>[]): readonly string[] {
  return results.map((result) => {
    if (result.status === 'refused') return `${result.id} refused ${result.error.code}`;
    if (result.status === 'skipped') return `${result.id} skipped for ${result.because.join()}`;
    return result.status === 'completed' ? `${result.id}: ${result.value}` : `${result.id} failed`;
  });
}

test('runs reads side by side, eight at most, and answers in the order of the calls', async () => {
  const open = await openInProcess();
  let running = 0;
  let most = 0;
  const isFull = Promise.withResolvers<void>();
  const calls = Array.from({ length: 12 }, (_, at) => read(`r${at}`, `f${at}.ts`));
  const run: Run = async (id) => {
    most = Math.max(most, (running += 1));
    if (running === 8) isFull.resolve();
    // The first eight wait for one another; whoever came beside them would be seen.
    await isFull.promise;
    await new Promise((done) => setTimeout(done, id === 'r0' ? 30 : 5));
    running -= 1;
    return id;
  };
  const results = await runAll(open, calls, { run });
  assert.deepEqual(
    results.map(({ id }) => id),
    calls.map(({ id }) => id),
  );
  assert.equal(most, 8);
  assert.deepEqual(await open.outcomes(), Array(12).fill('completed'));
});

test('never runs calls side by side that touch the same file, and runs them in order', async () => {
  const open = await openInProcess();
  const log: string[] = [];
  const run: Run = async (id) => {
    log.push(`${id} starts`);
    await new Promise((done) => setTimeout(done, 5));
    log.push(`${id} ends`);
    return id;
  };
  const results = await runAll(open, [write('w', 'a'), read('r', 'a'), write('x', 'a')], { run });
  assert.deepEqual(told(results), ['w: w', 'r: r', 'x: x']);
  assert.deepEqual(log, ['w starts', 'w ends', 'r starts', 'r ends', 'x starts', 'x ends']);
  assert.deepEqual(await open.verdicts(), ['allow', 'allow', 'allow']);
});

test('stops only what depends on a call that failed or was refused', async () => {
  const open = await openInProcess();
  const run: Run = (id) => (id === 'bad' ? Promise.reject(new RangeError('no')) : Promise.resolve(id));
  const results = await runAll(
    open,
    [
      read('bad', 'a'),
      read('after', 'b', ['bad']),
      call('rm', 'Bash', { command: 'rm -rf /' }),
      read('next', 'c', ['rm']),
      read('free', 'd'),
    ],
    { run },
  );
  assert.deepEqual(told(results), [
    'bad failed',
    'after skipped for bad',
    'rm refused denied',
    'next skipped for rm',
    'free: free',
  ]);
  assert.deepEqual((await open.outcomes()).toSorted(), ['completed', 'failed']);
});

test('what one call changed is judged when the next one runs', async () => {
  const links = new Map<string, string>();
  const pathResolver = {
    sharesRepository: () => false,
    resolve: (paths: readonly string[]) =>
      Object.fromEntries(
        paths.flatMap((path) => {
          const found = [...links].find(([from]) => path.startsWith(`${from}/`));
          return found === undefined ? [] : [[path, found[1] + path.slice(found[0].length)]];
        }),
      ),
  };
  const open = await openInProcess({ ports: { pathResolver } });
  const run: Run = async (id) => {
    if (id === 'link') links.set('/work/app/x', '/etc');
    return id;
  };
  const calls = [call('link', 'Bash', { command: 'ln -s /etc x' }), write('through', 'x/cron.d/job')];
  assert.deepEqual(told(await runAll(open, calls, { run })), ['link: link', 'through refused approval-pending']);
});

test('waits for people at the beginning and in turn', async () => {
  const open = await openInProcess();
  const calls = [call('test', 'Bash', { command: 'npm test' }), call('build', 'Bash', { command: 'npm run build' })];
  const running = runAll(open, calls, { waitMs: 60_000 });
  await open.answerNext('approve');
  await open.answerNext('deny', 'not today');
  const [first, second] = await running;
  assert.equal(first?.status, 'completed');
  assert.ok(second?.status === 'refused');
  assert.match(second.error.message, /not today/);
});

test('a halt between two steps holds', async () => {
  const open = await openInProcess();
  const run: Run = async (id) => {
    if (id === 'first') await open.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
    return id;
  };
  const results = await runAll(open, [read('first', 'a'), read('second', 'b', ['first'])], { run });
  assert.deepEqual(told(results), ['first: first', 'second refused denied']);
});

test('runs nothing when the batch cannot be decided, a runner is missing or the answer is not sound', async () => {
  const open = await openInProcess();
  let ran = 0;
  const run: Run = async () => `${(ran += 1)}`;
  await assert.rejects(runAll(open, [read('a', 'a', ['b']), read('b', 'b', ['a'])], { run }), (error) => {
    assert.ok(error instanceof CountersignError);
    return error.code === 'input.invalid' && error.problems.length > 0;
  });
  await assert.rejects(runBatch([read('a', 'a')], {}, { client: open.client }), TypeError);
  const answers: readonly unknown[] = [
    { calls: [], schedule: [] },
    { calls: [{ id: 'b', state: 'skipped', because: [] }], schedule: [] },
    { calls: [{ id: 'a', state: 'skipped', because: [] }], schedule: [['a']] },
    { calls: [{ id: 'a', state: 'decided', decision: { verdict: 'allow' } }], schedule: [['a']] },
    { calls: [{ id: 'a', state: 'in-turn', verdict: 'allow', reason: '' }], schedule: [['a'], ['a']] },
    { calls: [{ id: 'a', state: 'constructor' }], schedule: [] },
    { calls: [{ id: 'a', state: 'in-turn', verdict: 'allow', reason: '' }], schedule: ['a'] },
  ];
  const { expectBatch } = await import('./read-answer.ts');
  for (const body of answers) {
    const batch = async (): Promise<WireBatchResponse> => expectBatch(body, ['a']);
    const client = { batch, decide: () => assert.fail('asked'), reportOutcome: () => assert.fail('reported') };
    await assert.rejects(runBatch([read('a', 'a')], { a: () => run('a', {}) }, { client }), CountersignError);
  }
  assert.equal(ran, 0);
});

test('tells a call that failed to be decided by the gateway’s code', async () => {
  const open = await openInProcess();
  const twin = { ...read('twin', 'a'), proposal: { ...read('twin', 'a').proposal, id: 'same' } };
  assert.deepEqual(told(await runAll(open, [twin])), ['twin: did twin']);
  assert.deepEqual(told(await runAll(open, [twin, read('free', 'b')])), [
    'twin refused action.replayed',
    'free: did free',
  ]);
});
