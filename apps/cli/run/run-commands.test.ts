import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { WireRun, WireRunSummary, WireShownRun } from '../../../sdk/wire.ts';
import { EXIT } from '../exit-code.ts';
import { startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

const RUN: WireRun = {
  ...{ id: '01980000-0000-7000-8000-0000aaaa0001', session: 'run-1a2b3c4d', principal: 'agent:sh' },
  ...{ workspace: '/work/app', program: 'sh', isolation: 'bwrap', changes: 'keep', state: 'running' },
  ...{ started_at_ms: 1_780_000_000_000, expires_at_ms: 1_780_001_800_000 },
};

const SUMMARY: WireRunSummary = {
  duration_ms: 4_200,
  actions: { decided: 4, allowed: 2, asked: 1, denied: 1 },
  files: [
    { path: 'src/a.ts', change: 'added' },
    { path: 'gone\u202e.ts', change: 'deleted' },
  ],
  file_count: 2,
  left_out: [{ path: '.git/hooks/x', why: 'it instructs other programs' }],
  not_kept: [{ path: 'node_modules', why: 'installed packages' }],
  traffic: { opened: 2, refused: 1, bytes_out: 1_500, bytes_in: 20, refused_hosts: ['evil.example'] },
  spent: { tokens: 1_200, cost_micros: 34_000 },
  stopped: null,
  output: null,
  notes: ['install scripts were not run: esbuild'],
  remains: [],
};

const ENDED: WireShownRun = { run: { ...RUN, state: 'ended' }, summary: SUMMARY };
const SANDBOX = {
  name: 'bwrap',
  works: true,
  version: '0.8.0',
  enforces: ['freeze'],
  missing: [{ guarantee: 'snapshot', why: 'it has none' }],
};

async function start(t: TestContext, launch: { argv: readonly string[]; inputs?: readonly string[] }) {
  const homeDir = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-cli-')));
  const stateDir = join(homeDir, '.local/state/countersign');
  const workDir = join(homeDir, 'project/src');
  mkdirSync(join(homeDir, 'project/.git'), { recursive: true });
  mkdirSync(workDir);
  mkdirSync(stateDir, { recursive: true });
  const gateway = await startFakeGateway(stateDir);
  writeFileSync(join(stateDir, 'pid'), `${process.pid}\n`);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  const opened = {
    run: RUN,
    launch: { inputs: [], environment: { PATH: '/usr/bin:/bin' }, ...launch },
    notes: ['a note'],
  };
  gateway.answerWith('/v1/runs', { status: 201, value: { ...opened, runs: [RUN] } });
  gateway.answerWith(`/v1/runs/${RUN.id}/follow`, { status: 200, value: { run: RUN, summary: null } });
  gateway.answerWith(`/v1/runs/${RUN.id}/end`, { status: 200, value: ENDED });
  gateway.answerWith('/v1/sandboxes', { status: 200, value: { sandboxes: [SANDBOX] } });
  return {
    gateway,
    root: join(homeDir, 'project'),
    cli: (...args: readonly string[]) => run(args, { homeDir, workDir }),
  };
}

test('runs what the gateway prepared, ends with its status, and says what it was', async (t) => {
  const line = '[ "$(cat <&3)" = hello ] && exit 7';
  const inputs = [Buffer.from('hello').toString('base64')];
  const { gateway, cli, root } = await start(t, { argv: ['/bin/sh', '-c', line], inputs });
  const { code, err } = await cli('run', '--allow-host', 'a.example', '--env', 'KEY=value', '--', 'sh', '-c', 'x');
  assert.equal(code, 7);
  for (const part of [
    'held by bwrap',
    'a note',
    '4 decided',
    '+ src/a.ts',
    'left out',
    'node_modules: installed packages',
    '1.5 kB out',
    'evil.example',
    '1200 tokens',
    'undo --session run-1a2b3c4d',
  ])
    assert.ok(err.includes(part), `${part} in ${err}`);
  assert.equal(err.includes('\u202e'), false);
  const sent = gateway.received.find(({ method, path }) => method === 'POST' && path === '/v1/runs')?.body as Record<
    string,
    unknown
  >;
  assert.deepEqual([sent['argv'], sent['workspace'], sent['cwd']], [['sh', '-c', 'x'], root, join(root, 'src')]);
  assert.deepEqual(sent['allow_hosts'], ['a.example']);
  assert.equal((sent['environment'] as Record<string, string>)['KEY'], 'value');
  const ended = gateway.received.find(({ path }) => path.endsWith('/end'));
  assert.deepEqual(ended?.body, { exit_code: 7 });
});

test('answers a signal as shells do, and prints the summary as one line of JSON', async (t) => {
  const { cli } = await start(t, { argv: ['/bin/sh', '-c', 'kill -TERM $$'] });
  const { code, err } = await cli('run', '--json', '--', 'sh');
  assert.equal(code, 128 + 15);
  assert.deepEqual(JSON.parse(err.trim().split('\n').at(-1) ?? ''), ENDED);
});

test('ends the program when the run is over', async (t) => {
  const { gateway, cli } = await start(t, { argv: ['/bin/sleep', '60'] });
  const stopped = { ...ENDED, summary: { ...SUMMARY, stopped: 'its lease ran out' } };
  gateway.answerWith(`/v1/runs/${RUN.id}/follow`, { status: 200, value: stopped });
  gateway.answerWith(`/v1/runs/${RUN.id}/end`, { status: 200, value: stopped });
  const { code, err } = await cli('run', '--', 'sleep', '60');
  assert.equal(code, 128 + 9);
  assert.match(err, /its lease ran out/);
});

test('shows what would be set up, and runs nothing', async (t) => {
  const { gateway, cli } = await start(t, { argv: ['/bin/false'] });
  const { code, out } = await cli('run', '--dry-run', '--', 'npm', 'test');
  assert.equal(code, EXIT.ok);
  assert.match(out, /would run {2}npm test/);
  assert.match(out, /lacks snapshot: it has none/);
  assert.equal(
    gateway.received.some(({ method }) => method === 'POST'),
    false,
  );
  assert.equal((await cli('run', '--dry-run', '--isolation', 'gvisor', '--', 'x')).code, EXIT.notOk);
});

test('wants a program, and names that are set', async (t) => {
  const { cli } = await start(t, { argv: ['/bin/false'] });
  const { code, err } = await cli('run', '--env', 'SURELY_NOT_SET', '--secret', '=x');
  assert.equal(code, EXIT.usage);
  for (const part of ['want -- and a program', 'SURELY_NOT_SET', '--secret']) assert.ok(err.includes(part), err);
});

test('lists, shows and changes runs by their session', async (t) => {
  const { gateway, cli } = await start(t, { argv: ['/bin/false'] });
  assert.match((await cli('runs', 'list')).out, /run-1a2b3c4d {2}running/);
  gateway.answerWith(`/v1/runs/${RUN.id}`, { status: 200, value: { run: RUN, summary: null } });
  assert.match((await cli('runs', 'show', 'run-1a2b3c4d')).out, /run-1a2b3c4d running/);
  for (const verb of ['stop', 'freeze', 'resume', 'renew'])
    gateway.answerWith(`/v1/runs/${RUN.id}/${verb}`, { status: 200, value: { run: RUN, summary: null } });
  gateway.answerWith(`/v1/runs/${RUN.id}/review`, { status: 200, value: ENDED });
  const sent = (verb: string): unknown => gateway.received.findLast(({ path }) => path.endsWith(`/${verb}`))?.body;
  await cli('runs', 'stop', 'run-1a2b3c4d', '--reason', 'enough');
  await cli('runs', 'renew', RUN.id, '--lease', '45m');
  await cli('runs', 'review', 'run-1a2b3c4d', '--apply');
  assert.deepEqual(
    [sent('stop'), sent('renew'), sent('review')],
    [{ reason: 'enough' }, { lease_ms: 2_700_000 }, { verdict: 'apply' }],
  );
  assert.equal((await cli('runs', 'review', 'run-1a2b3c4d')).code, EXIT.usage);
  assert.match((await cli('runs', 'show', 'another')).err, /there is none/);
});

test('shows the guarantees of every kind of sandbox', async (t) => {
  const { gateway, cli } = await start(t, { argv: ['/bin/false'] });
  const { code, out } = await cli('sandboxes');
  assert.equal(code, EXIT.ok);
  assert.match(out, /freeze +yes/);
  assert.match(out, /snapshot +-/);
  gateway.answerWith('/v1/sandboxes', { status: 200, value: { sandboxes: [{ ...SANDBOX, works: false }] } });
  assert.equal((await cli('sandboxes')).code, EXIT.notOk);
});
