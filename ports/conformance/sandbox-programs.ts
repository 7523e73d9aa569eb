import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { SandboxError } from '../sandbox.ts';
import { contractOf } from './sandbox-contract.ts';
import { openFor, type SandboxUnderTest, shell, specFor, write } from './sandbox-place.ts';

/** How programs are started, what they see, and how their end is told. */
export function testSandboxPrograms(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  const contract = contractOf(under);
  contract('says what it enforces, and why it does not enforce the rest', async () => {
    const { works, enforces, missing } = await driver.probe();
    assert.equal(works, true);
    for (const one of ['files.private-root', 'processes.isolated', 'privileges.none', 'limit.wall'] as const)
      assert.ok(enforces.has(one), `${one}: ${JSON.stringify(missing)}`);
    for (const { guarantee, why } of missing) {
      assert.ok(!enforces.has(guarantee), guarantee);
      assert.ok(why.length > 10, `${guarantee}: ${why}`);
    }
  });
  contract('tells the exit code, and both streams apart', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const { end, excess, stdout, stderr } = await shell(sandbox, 'echo out; echo err >&2; exit 7');
    assert.deepEqual(end, { kind: 'exited', exitCode: 7 }, stderr.text);
    assert.equal(excess, null);
    assert.deepEqual([stdout, stderr], [textOf('out\n'), textOf('err\n')]);
  });
  contract('tells a crash from an end, and a program that is not there', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    assert.deepEqual((await shell(sandbox, 'kill -SEGV $$')).end, { kind: 'signalled', signal: 'SIGSEGV' });
    const none = await sandbox.run({ argv: ['no-such-program-here'], keepBytes: 1_000 });
    assert.deepEqual(none.end, { kind: 'not-found' }, none.stderr.text);
    assert.equal((await sandbox.run({ argv: [], keepBytes: 1_000 })).end.kind, 'not-started');
    const nowhere = await sandbox.run({ argv: ['true'], cwd: '/no/such/folder', keepBytes: 1_000 });
    assert.equal(nowhere.end.kind, 'not-started', nowhere.stderr.text);
  });
  contract('gives a program the environment, the folder, the arguments and the input it was told', async (place, t) => {
    const environment = { ...specFor(place, { settings }).environment, FIRST: 'one', SECOND: 'two' };
    const sandbox = await openFor(t, driver, specFor(place, { settings, environment }));
    const line = 'echo "$FIRST $SECOND"; pwd -P; printf "%s|" "$@"; echo; cat';
    const { stdout, stderr } = await sandbox.run({
      argv: ['sh', '-c', line, 'sh', '$HOME', 'a b', '; echo x', '*', 'ü'],
      cwd: join(place.folder, 'folder'),
      environment: { SECOND: '2' },
      input: new TextEncoder().encode('fed\n'),
      keepBytes: 1_000,
    });
    const wanted = `one 2\n${place.folder}/folder\n$HOME|a b|; echo x|*|ü|\nfed\n`;
    assert.equal(stdout.text, wanted, stderr.text);
    const { stdout: nothing } = await shell(sandbox, 'cat; echo end');
    assert.equal(nothing.text, 'end\n');
  });
  contract('adds nothing of our environment', async (place, t) => {
    env['COUNTERSIGN_SUITE_SECRET'] = 'hidden';
    t.after(() => delete env['COUNTERSIGN_SUITE_SECRET']);
    const spec = specFor(place, { settings });
    const sandbox = await openFor(t, driver, spec);
    const { stdout } = await shell(sandbox, 'env');
    const own = ['PWD', 'OLDPWD', 'SHLVL', '_'];
    const names = stdout.text.split('\n').map((line) => line.split('=')[0] ?? '');
    const unknown = names.filter((name) => name !== '' && !own.includes(name) && spec.environment[name] === undefined);
    assert.deepEqual(unknown, []);
  });
  contract('runs programs of one sandbox together, in the same files and home', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const wait = shell(
      sandbox,
      'i=0; while [ ! -e ~/ready ] && [ $i -lt 300 ]; do sleep 0.05; i=$((i+1)); done; cat ~/ready',
    );
    await pause(100);
    assert.deepEqual((await shell(sandbox, 'echo x > made; echo come > ~/ready')).end, { kind: 'exited', exitCode: 0 });
    assert.equal((await wait).stdout.text, 'come\n');
    assert.equal((await shell(sandbox, 'cat made')).stdout.text, 'x\n');
  });
  contract('makes the home with the files it was given, private and not executable unless said', async (place, t) => {
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    const files = [
      { path: '.config/tool/settings.json', contents: text('{}') },
      { path: 'bin/hello', contents: text('#!/bin/sh\necho hello\n'), isExecutable: true },
    ];
    const sandbox = await openFor(t, driver, specFor(place, { settings, home: { path: '/home/agent', files } }));
    const { stdout, stderr } = await shell(
      sandbox,
      'cat ~/.config/tool/settings.json; echo; ~/bin/hello; [ -x ~/.config/tool/settings.json ] || echo plain; echo y > ~/.config/own && ls -A ~',
    );
    assert.equal(stdout.text, '{}\nhello\nplain\n.config\nbin\n', stderr.text);
  });
  contract('shows what is readable, and lets nobody change it', async (place, t) => {
    const readable = join(place.base, 'tools');
    write(join(readable, 'data'), 'data\n');
    const sandbox = await openFor(t, driver, specFor(place, { settings, readable: [readable] }));
    const { stdout } = await shell(
      sandbox,
      `cat ${readable}/data; echo x > ${readable}/data || echo no; rm -f ${readable}/data || echo no`,
    );
    assert.equal(stdout.text, 'data\nno\nno\n');
    assert.equal(readFileSync(join(readable, 'data'), 'utf8'), 'data\n');
  });
  contract('changes nothing where nothing may be written', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings, writes: 'none' }));
    const { stdout } = await shell(sandbox, 'cat kept; echo x > made || echo no; echo x > kept || echo no');
    assert.equal(stdout.text, 'kept\nno\nno\n');
    assert.deepEqual((await sandbox.changes()).changes, []);
  });
  contract('makes changes in place where that was wanted, but to no protected name', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings, writes: 'direct' }));
    const { stdout, end } = await shell(
      sandbox,
      'echo x > made && echo more >> kept && chmod +x made; echo x > .git/config || echo no; mv .git aside || echo no',
    );
    assert.deepEqual(end, { kind: 'exited', exitCode: 0 });
    assert.equal(stdout.text, 'no\nno\n');
    assert.equal(readFileSync(join(place.folder, 'made'), 'utf8'), 'x\n');
    assert.equal(readFileSync(join(place.folder, 'kept'), 'utf8'), 'kept\nmore\n');
    assert.equal(readFileSync(join(place.folder, '.git/config'), 'utf8'), '[core]\n');
    assert.equal(existsSync(join(place.folder, 'aside')), false);
    await assert.rejects(
      sandbox.changes(),
      (error) => error instanceof SandboxError && error.code === 'sandbox.no-copy',
    );
  });
  contract('writes to its streams by name', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const { stdout, stderr } = await shell(
      sandbox,
      'echo out > /dev/stdout; echo err > /dev/stderr; cat < /dev/stdin',
      {
        input: new TextEncoder().encode('in\n'),
      },
    );
    assert.deepEqual([stdout.text, stderr.text], ['out\nin\n', 'err\n']);
  });
  contract('refuses a spec or a requirement that it cannot hold to, and leaves nothing', async (place) => {
    await assert.rejects(
      driver.open(specFor(place, { settings, folder: join(place.base, 'not-there') })),
      SandboxError,
    );
    await assert.rejects(driver.open(specFor(place, { settings, id: '../x' })), hasCode('sandbox.spec'));
    const files = [{ path: '../x', contents: new Uint8Array() }];
    const home = { path: '/home/agent', files };
    await assert.rejects(driver.open(specFor(place, { settings, home })), hasCode('sandbox.spec'));
    const { enforces } = await driver.probe();
    if (!enforces.has('snapshot'))
      await assert.rejects(driver.open(specFor(place, { settings, require: ['snapshot'] })), hasCode('sandbox.lacks'));
    assert.deepEqual(await driver.sweep(), []);
  });
}

function textOf(text: string): { readonly text: string; readonly sizeBytes: number } {
  return { text, sizeBytes: text.length };
}

function hasCode(code: SandboxError['code']): (error: unknown) => boolean {
  return (error) => error instanceof SandboxError && error.code === code;
}
