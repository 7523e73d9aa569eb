import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testCommandRunner } from '../../ports/conformance/command-runner.ts';
import { markedProcesses } from './kill-tree.ts';
import { openProcessRunner } from './run-command.ts';

testCommandRunner('a process of the gateway', () => openProcessRunner());

const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin' };

test('says that nothing contains what it runs', async () => {
  const limits = { timeoutMs: 10_000, outputBytes: 100 };
  const { contained } = await openProcessRunner().run({ argv: ['true'], cwd: tmpdir(), environment, limits });
  assert.equal(contained, false);
  assert.equal((await openProcessRunner().contains(tmpdir())).isContained, false);
});

test('runs what is not its own in the sandbox it is given, or not at all', async () => {
  const limits = { timeoutMs: 10_000, outputBytes: 100 };
  const spec = { argv: ['true'], cwd: tmpdir(), environment, limits };
  const containment = {
    contains: async () => ({ isContained: true }) as const,
    hold: () => Promise.reject(new Error('it is broken')),
  };
  const runner = openProcessRunner({ containment });
  assert.deepEqual(await runner.contains(tmpdir()), { isContained: true });
  const { end, contained } = await runner.run(spec);
  assert.deepEqual([end, contained], [{ kind: 'not-started', why: 'it is broken' }, true]);
  assert.deepEqual((await runner.run({ ...spec, isOwn: true })).end, { kind: 'exited', exitCode: 0 });
});

test('ends a tree of programs that fork faster than they are looked for', async () => {
  const tag = `COUNTERSIGN_TEST_TAG=${randomUUID()}`;
  const script = `export ${tag}; f() { sleep 30 & setsid sleep 30 & }; while :; do f; sleep 0.02; done`;
  const limits = { timeoutMs: 300, outputBytes: 100 };
  const { end } = await openProcessRunner().run({ argv: ['sh', '-c', script], cwd: tmpdir(), environment, limits });
  assert.equal(end.kind, 'timed-out');
  const { stdout } = spawnSync('sh', ['-c', `grep -lsa ${tag} /proc/[0-9]*/environ`], { encoding: 'utf8' });
  assert.equal(stdout, '');
});

test('finds no processes of a run that never was', () => {
  assert.deepEqual(markedProcesses('none'), []);
});

test('passes no descriptor on that the gateway was started with', { skip: process.platform !== 'linux' }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-descriptors-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'secret'), 'secret');
  const secret = openSync(join(folder, 'secret'), 'r');
  t.after(() => closeSync(secret));
  const script = `
    const { openProcessRunner } = await import(${JSON.stringify(new URL('run-command.ts', import.meta.url).href)});
    const limits = { timeoutMs: 10000, outputBytes: 10000 };
    const spec = { argv: ['sh', '-c', 'readlink /proc/$$/fd/*'], cwd: '/', environment: { PATH: '/usr/bin:/bin' }, limits };
    console.log((await openProcessRunner().run(spec)).stdout.text);`;
  const stdio: (number | 'ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
  while (stdio.length < 40) stdio.push('ignore');
  stdio.push(secret);
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    stdio,
    encoding: 'utf8',
  });
  assert.match(stdout, /\/dev\/null\n/, stderr);
  assert.doesNotMatch(stdout, /secret/);
});

test('runs many programs at once', async () => {
  const limits = { timeoutMs: 20_000, outputBytes: 100 };
  const runner = openProcessRunner();
  const runs = Array.from({ length: 20 }, (_, index) =>
    runner.run({ argv: ['sh', '-c', `echo ${index}`], cwd: tmpdir(), environment, limits }),
  );
  assert.deepEqual(
    (await Promise.all(runs)).map(({ stdout }) => stdout.text),
    runs.map((_, index) => `${index}\n`),
  );
});
