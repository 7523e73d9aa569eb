import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { Sandbox, TerminalLaunch } from '../sandbox.ts';
import { contractOf, eventually } from './sandbox-contract.ts';
import { openFor, type SandboxUnderTest, shell, specFor } from './sandbox-place.ts';

/** A program at a real terminal: `script` (util-linux) makes one, and we type at it. */
export function testSandboxTerminal(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  const contract = contractOf(under, { needs: ['terminal'] });
  contract('gives a program the terminal of who starts it: size, colours, keys', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const terminal = await terminalOf(t, sandbox, [
      'sh',
      '-c',
      'tty >/dev/null && stty size; echo "in $PWD"; read line; echo "got $line"; exit 7',
    ]);
    if (terminal === null) return;
    assert.ok(await eventually(() => terminal.said().includes(`in ${place.folder}`)), terminal.said());
    assert.match(terminal.said(), /24 80/);
    terminal.type('hello\n');
    assert.ok(await eventually(() => terminal.said().includes('got hello')), terminal.said());
    assert.equal(await terminal.ended, 7);
  });
  contract('passes the interrupt key on to the program, and not to its shell', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const terminal = await terminalOf(t, sandbox, ['bash', '--norc', '-i']);
    if (terminal === null) return;
    terminal.type('echo ready$((1+1)); sleep 60; echo after$?\n');
    assert.ok(await eventually(() => terminal.said().includes('ready2')), terminal.said());
    await eventually(() => false, { withinMs: 200 });
    terminal.type('\u0003');
    terminal.type('echo still$((1+2))\n');
    assert.ok(await eventually(() => terminal.said().includes('still3')), terminal.said());
    terminal.type('exit 4\n');
    assert.equal(await terminal.ended, 4);
  });
  contract('lets a shell inside stop and continue its jobs', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const terminal = await terminalOf(t, sandbox, ['bash', '--norc', '-i']);
    if (terminal === null) return;
    terminal.type('echo go$((1+1)); sleep 60\n');
    assert.ok(await eventually(() => terminal.said().includes('go2')), terminal.said());
    await eventually(() => false, { withinMs: 200 });
    terminal.type('\u001a');
    assert.ok(await eventually(() => terminal.said().includes('Stopped')), terminal.said());
    assert.doesNotMatch(terminal.said(), /no job control/);
    terminal.type('kill %1; exit 0\n');
    terminal.type('exit 0\n');
    assert.equal(await terminal.ended, 0);
  });
  contract('ends what runs at a terminal with the sandbox', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const terminal = await terminalOf(t, sandbox, [
      'sh',
      '-c',
      'echo here; trap "" HUP TERM INT; while :; do sleep 1; done',
    ]);
    if (terminal === null) return;
    assert.ok(await eventually(() => terminal.said().includes('here')), terminal.said());
    const report = await sandbox.close();
    assert.deepEqual(report.processes, []);
    assert.notEqual(await terminal.ended, 0);
  });
  contract('runs what is at a terminal in the same files as the rest', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    await shell(sandbox, 'echo before > made');
    const terminal = await terminalOf(t, sandbox, ['sh', '-c', 'cat made; echo after > made; kill -TERM $$']);
    if (terminal === null) return;
    assert.notEqual(await terminal.ended, 0);
    assert.match(terminal.said(), /before/);
    assert.equal((await shell(sandbox, 'cat made')).stdout.text, 'after\n');
  });
}

type Terminal = {
  readonly type: (keys: string) => void;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
};

/** Starts a launch below a terminal; skips where nothing here can make one. */
async function terminalOf(t: TestContext, sandbox: Sandbox, argv: readonly string[]): Promise<Terminal | null> {
  if (!existsSync('/usr/bin/script')) {
    t.skip('no terminal can be made for the test: /usr/bin/script (util-linux) is missing');
    return null;
  }
  assert.ok(sandbox.terminal !== null);
  const launch = await sandbox.terminal.launch({ argv, keepBytes: 0, environment: { TERM: 'dumb', PS1: '> ' } });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-terminal-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const child = startAt(launch, folder);
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { type: (keys) => void child.stdin?.write(keys), said: () => said, ended };
}

/** `script` gives its child a terminal and closes what it inherited: so the inputs come from files, opened by the line. */
function startAt({ argv, environment, inputs }: TerminalLaunch, folder: string): ChildProcess {
  const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
  const files = inputs.map((input, index) => {
    const path = join(folder, String(index));
    writeFileSync(path, input, { mode: 0o600 });
    return `${index + 3}< ${quote(path)}`;
  });
  const line = `stty rows 24 cols 80; exec ${argv.map(quote).join(' ')} ${files.join(' ')}`;
  const child = spawn('/usr/bin/script', ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], {
    env: { ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const input: Writable = child.stdin;
  input.on('error', () => undefined);
  return child;
}
