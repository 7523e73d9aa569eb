import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandResult, CommandRunner, CommandSpec } from '../command-runner.ts';

const LIMITS = { timeoutMs: 20_000, outputBytes: 4_096 };

/** The contract of `CommandRunner`, as tests that every implementation must pass, with real processes of a POSIX system. */
export function testCommandRunner(adapter: string, open: (t: TestContext) => CommandRunner): void {
  const contract = (name: string, check: (run: Run, t: TestContext) => Promise<void>): void => {
    void test(`${adapter}: ${name}`, async (t) => {
      const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-run-')));
      t.after(() => rmSync(cwd, { recursive: true, force: true }));
      const runner = open(t);
      await check((script, more) => runner.run(specOf(script, { cwd, ...more })), t);
    });
  };
  contract('tells the exit code, and both streams apart', async (run) => {
    const { end, stdout, stderr } = await run('echo out; echo err >&2; exit 7');
    assert.deepEqual(end, { kind: 'exited', exitCode: 7 });
    assert.deepEqual(
      [stdout, stderr],
      [
        { text: 'out\n', sizeBytes: 4 },
        { text: 'err\n', sizeBytes: 4 },
      ],
    );
  });
  contract('gives a program only the environment it was given, and no input', givesNothingElse);
  contract('runs a program in the folder it was told', async (run, t) => {
    const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-cwd-')));
    t.after(() => rmSync(cwd, { recursive: true, force: true }));
    assert.equal((await run('pwd -P', { cwd })).stdout.text, `${cwd}\n`);
  });
  contract('passes arguments on as they are, never through a shell', async (run) => {
    const { stdout } = await run('', { argv: ['printf', '%s|', '$HOME', 'a b', '; echo x', '*'] });
    assert.equal(stdout.text, '$HOME|a b|; echo x|*|');
  });
  contract('ends a program that hangs at its time limit', async (run) => {
    const result = await run('sleep 60', { limits: { ...LIMITS, timeoutMs: 200 } });
    assert.deepEqual(result.end, { kind: 'timed-out', afterMs: 200 });
    assert.ok(result.durationMs < 30_000);
  });
  contract('ends one that ignores every signal that can be ignored', async (run) => {
    const { end } = await run("trap '' TERM INT HUP; while :; do sleep 1; done", {
      limits: { ...LIMITS, timeoutMs: 300 },
    });
    assert.equal(end.kind, 'timed-out');
  });
  contract('ends a program and all that it started when its signal fires', async (run) => {
    const stopping = new AbortController();
    void pause(300).then(() => stopping.abort());
    const script = `(${whenTold('left-a')}) & (${whenTold('left-b')}) >/dev/null 2>&1 & sleep 60`;
    const result = await run(script, { signal: stopping.signal });
    assert.deepEqual(result.end, { kind: 'stopped' });
    assert.equal(await leftWhenTold(run), 'go\n');
  });
  contract('does not start a program whose signal fired before', async (run) => {
    assert.deepEqual((await run('touch started', { signal: AbortSignal.abort() })).end, { kind: 'stopped' });
    assert.equal((await run('ls')).stdout.text, '');
  });
  contract('keeps the beginning and the end of endless output, and counts the rest', keepsBothEnds);
  contract('keeps output whole up to the limit', async (run) => {
    const { stdout } = await run('head -c 4096 /dev/zero | tr "\\0" x');
    assert.deepEqual(stdout, { text: 'x'.repeat(4_096), sizeBytes: 4_096 });
  });
  contract('tells a crash from an end', async (run) => {
    assert.deepEqual((await run('kill -SEGV $$')).end, { kind: 'signalled', signal: 'SIGSEGV' });
  });
  contract('answers for a program that is not there, or is none', async (run) => {
    assert.deepEqual((await run('', { argv: ['no-such-program-here'] })).end, { kind: 'not-found' });
    assert.equal((await run('', { argv: ['/etc/passwd'] })).end.kind, 'not-started');
    assert.equal((await run('', { argv: [] })).end.kind, 'not-started');
    assert.equal((await run('true', { cwd: '/no/such/folder' })).end.kind, 'not-started');
  });
  contract('leaves nothing behind that the program started and did not wait for', leavesNothing);
}

type Run = (script: string, more?: Partial<CommandSpec>) => Promise<CommandResult>;

function specOf(script: string, { cwd, ...more }: Partial<CommandSpec> & { readonly cwd: string }): CommandSpec {
  return {
    argv: ['sh', '-c', script],
    cwd,
    environment: { PATH: env.PATH ?? '/usr/bin:/bin' },
    limits: LIMITS,
    ...more,
  };
}

async function givesNothingElse(run: Run): Promise<void> {
  env.COUNTERSIGN_TEST_SECRET = 'hidden';
  const { PATH: path = '/usr/bin:/bin' } = env;
  const { stdout } = await run('env; cat', { environment: { PATH: path, WANTED: 'yes' } });
  delete env.COUNTERSIGN_TEST_SECRET;
  const names = stdout.text.split('\n').map((line) => line.split('=')[0]);
  // What a shell sets for itself, the mark of the run, and what Node adds while it measures coverage.
  const own = ['PWD', 'OLDPWD', 'SHLVL', '_', 'COUNTERSIGN_RUN', 'NODE_V8_COVERAGE', ''];
  assert.deepEqual(new Set(names.filter((name) => !own.includes(name ?? ''))), new Set(['PATH', 'WANTED']));
}

async function keepsBothEnds(run: Run): Promise<void> {
  const { end, stdout } = await run('echo first; yes', { limits: { timeoutMs: 3_000, outputBytes: 1_000 } });
  assert.equal(end.kind, 'timed-out');
  assert.ok(stdout.text.startsWith('first\ny\n'));
  assert.match(stdout.text, /\n\[[0-9]+ bytes left out\]\n/);
  assert.ok(stdout.text.endsWith('y\n') || stdout.text.endsWith('y'));
  assert.ok(stdout.text.length < 1_100);
  assert.ok(stdout.sizeBytes > 100_000);
}

/** A plain child in the background, one that holds the pipes, and one in a session of its own. */
async function leavesNothing(run: Run): Promise<void> {
  const script =
    `(${whenTold('left-a')}) >/dev/null 2>&1 & (${whenTold('left-b')}) & ` +
    `setsid sh -c '${whenTold('left-c')}' >/dev/null 2>&1 & sleep 0.3; touch done; exit 0`;
  const result = await run(script);
  // Who waits for what it started waits until the time limit ends all of it.
  assert.deepEqual(result.end, { kind: 'exited', exitCode: 0 });
  assert.equal(await leftWhenTold(run), 'done\ngo\n');
}

/** Makes a file once `go` is there: of whatever is gone by then, it never is. */
function whenTold(file: string): string {
  return `while [ ! -e go ]; do sleep 0.1; done; touch ${file}`;
}

async function leftWhenTold(run: Run): Promise<string> {
  await run('touch go');
  await pause(1_500);
  return (await run('ls')).stdout.text;
}
