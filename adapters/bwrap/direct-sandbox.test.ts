import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openFor, placeFor, shell, specFor } from '../../ports/conformance/sandbox-place.ts';
import type { TerminalLaunch } from '../../ports/sandbox.ts';
import { SandboxError } from '../../ports/sandbox.ts';
import { sessionDriver } from './testing/session-driver.ts';

const { driver, skipReason } = await sessionDriver();
const skip = skipReason ?? false;

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Starts what a person's process would start at a terminal, and waits for its end. */
async function attend({ argv: [program = '', ...words], environment, inputs }: TerminalLaunch): Promise<void> {
  const child = spawn(program, words, {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', ...inputs.map(() => 'pipe' as const)],
  });
  for (const [index, input] of inputs.entries()) {
    const stream = child.stdio.at(index + 3);
    if (stream !== null && stream !== undefined && 'end' in stream) stream.end(input);
  }
  await once(child, 'close');
}

test('lets no program in place change what instructs others below the top, nor files with names outside', {
  skip,
}, async (t) => {
  const place = placeFor(t);
  const { folder } = place;
  write(join(folder, 'pkg/.git/config'), 'old\n');
  write(join(folder, 'pkg/.vscode/tasks.json'), 'old\n');
  write(join(folder, 'tree/.git'), 'gitdir: ../store/one\n');
  write(join(folder, 'store/one/config'), 'old\n');
  write(join(folder, 'a b/plain'), 'old\n');
  linkSync(place.secret, join(folder, 'a b/theirs'));
  const sandbox = await openFor(t, driver, specFor(place, { writes: 'direct' }));
  const held = ['pkg/.git/config', 'pkg/.vscode/tasks.json', 'tree/.git', 'store/one/config', 'a b/theirs'];
  const line = held.map((path) => `echo x >> '${path}' || echo no; rm -rf '${path}'`).join('; ');
  const { end, stdout } = await shell(sandbox, `${line}; echo x >> 'a b/plain'`);
  assert.deepEqual(end, { kind: 'exited', exitCode: 0 });
  assert.equal(stdout.text, 'no\n'.repeat(held.length));
  assert.equal(readFileSync(join(folder, 'pkg/.git/config'), 'utf8'), 'old\n');
  assert.equal(readFileSync(join(folder, 'a b/plain'), 'utf8'), 'old\nx\n');
  const swapped = await shell(sandbox, 'mv pkg away && mkdir -p pkg/.git && echo new > pkg/.git/config');
  assert.equal(swapped.end.kind, 'overstepped');
  assert.equal(existsSync(join(folder, 'pkg/.git')), false);
  assert.equal(sandbox.overstepped?.().length, 1);
});

test('puts aside what a program at a terminal made, and tells of it', { skip }, async (t) => {
  const place = placeFor(t);
  const sandbox = await openFor(t, driver, specFor(place, { writes: 'direct' }));
  if (sandbox.terminal === null) return t.skip('no program can be given a terminal here');
  const argv = [
    'sh',
    '-c',
    'mkdir -p .claude pkg/.vscode; echo {} > .claude/settings.json; echo {} > pkg/.vscode/tasks.json',
  ];
  await attend(await sandbox.terminal.launch({ argv, keepBytes: 0 }));
  await sandbox.close();
  for (const path of ['.claude', 'pkg/.vscode']) {
    assert.equal(existsSync(join(place.folder, path)), false);
    assert.ok(sandbox.overstepped?.().join().includes(`"${path}", now`), sandbox.overstepped?.().join());
  }
});

test('starts nothing at a terminal whose name would be taken for a variable, or that could not be passed on', {
  skip,
}, async (t) => {
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  const { terminal } = sandbox;
  if (terminal === null) return t.skip('no program can be given a terminal here');
  const refused = [
    { argv: ['A=b', 'sh'] },
    { argv: [] },
    { argv: ['sh'], environment: { A: 'b\0--bind\0/\0/' } },
    { argv: ['sh'], cwd: 'relative' },
  ];
  for (const program of refused)
    await assert.rejects(
      terminal.launch({ ...program, keepBytes: 0 }),
      (error) => error instanceof SandboxError && error.code === 'sandbox.spec',
    );
});
