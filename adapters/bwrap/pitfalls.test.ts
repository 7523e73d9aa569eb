import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openFor, placeFor, shell, specFor } from '../../ports/conformance/sandbox-place.ts';
import { sessionDriver } from './testing/session-driver.ts';

const { driver, directory, skipReason } = await sessionDriver();
const skip = skipReason ?? false;
const isRoot = process.getuid?.() === 0;
const DRIVER = new URL('open-bwrap-driver.ts', import.meta.url).href;
const PLACE = new URL('../../ports/conformance/sandbox-place.ts', import.meta.url).href;

test('A: no process in a sandbox has the number of the administrator, and none has a capability', {
  skip,
}, async (t) => {
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  const running = shell(sandbox, 'exec sleep 4721');
  const found = await untilSome(() => processesOf('sleep\x004721\0'));
  for (const pid of found) {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    assert.match(status, isRoot ? /^Uid:\t19[0-9]{8}\t/m : new RegExp(`^Uid:\t${process.getuid?.()}\t`, 'm'));
    assert.match(status, /^Groups:\s*[0-9 ]*$/m);
    assert.match(status, /^CapEff:\t0+$/m);
    assert.match(status, /^CapBnd:\t0+$/m);
    assert.match(status, /^NoNewPrivs:\t1$/m);
  }
  await sandbox.terminate('stopped');
  await running;
});

test('A: two sandboxes of the administrator have different numbers', {
  skip: skip || (!isRoot && 'an ordinary user has only one'),
}, async (t) => {
  const place = placeFor(t);
  const both = [await openFor(t, driver, specFor(place)), await openFor(t, driver, specFor(place))];
  const running = both.map((one) => shell(one, 'exec sleep 4722'));
  const found = await untilSome(() => processesOf('sleep\x004722\0'), 2);
  assert.equal(
    new Set(found.map((pid) => /^Uid:\t([0-9]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1])).size,
    2,
  );
  for (const one of both) await one.terminate('stopped');
  await Promise.all(running);
});

test('A: what a sandbox makes in place belongs to the owner of its folder', { skip }, async (t) => {
  for (const owner of isRoot ? [0, 54_321] : [process.getuid?.() ?? 0]) {
    const place = placeFor(t);
    if (isRoot) for (const path of [place.folder, join(place.folder, 'kept')]) chownSync(path, owner, owner);
    const sandbox = await openFor(t, driver, specFor(place, { writes: 'direct' }));
    const { end, stderr } = await shell(
      sandbox,
      'echo x > made && echo y >> kept && chmod 700 kept && mkdir folder-made',
    );
    assert.deepEqual(end, { kind: 'exited', exitCode: 0 }, stderr.text);
    for (const name of ['made', 'kept', 'folder-made'])
      assert.equal(statSync(join(place.folder, name)).uid, owner, name);
  }
});

test('A: files that only their owner may read are read where the owner’s folder was given', { skip }, async (t) => {
  const place = placeFor(t);
  writeFileSync(join(place.folder, 'closed'), 'closed\n', { mode: 0o600 });
  const readable = join(place.base, 'tools');
  mkdirSync(readable, { mode: 0o700 });
  writeFileSync(join(readable, 'tool'), 'tool\n', { mode: 0o600 });
  const sandbox = await openFor(t, driver, specFor(place, { readable: [readable, join(readable, 'tool')] }));
  assert.equal(
    (await shell(sandbox, `cat closed ${readable}/tool; echo x >> closed; cat closed`)).stdout.text,
    'closed\ntool\nclosed\nx\n',
  );
  assert.equal(readFileSync(join(place.folder, 'closed'), 'utf8'), 'closed\n');
});

test('B: no descriptor reaches a program that the gateway was started with', { skip }, async (t) => {
  const place = placeFor(t);
  const secret = openSync(place.secret, 'r');
  t.after(() => closeSync(secret));
  const script = gatewayOf(
    place.base,
    `
    const { stdout } = await sandbox.run({ argv: ['sh', '-c', 'ls -l /proc/self/fd'], keepBytes: 10000 });
    console.log(stdout.text);
    await sandbox.close();`,
  );
  const stdio: (number | 'ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
  while (stdio.length < 40) stdio.push('ignore');
  stdio.push(secret);
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    stdio,
    encoding: 'utf8',
  });
  assert.match(stdout, / 40 -> \/dev\/null/, stderr);
  assert.doesNotMatch(stdout, /id_ed25519/);
});

test('C: a program can open its streams by name, and sees their end', { skip }, async (t) => {
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  const line = 'echo 1 > /dev/stdout; echo 2 >> /proc/self/fd/1; echo 3 | tee /dev/stderr; cat /dev/stdin | wc -c';
  const { stdout, stderr } = await shell(sandbox, line, { input: new Uint8Array(300_000) });
  assert.deepEqual([stdout.text, stderr.text], ['1\n2\n3\n300000\n', '3\n']);
});

test('D: neither the list of processes nor a program shows how a sandbox was made, or another’s environment', {
  skip,
}, async (t) => {
  const place = placeFor(t);
  const environment = { ...specFor(place).environment, TOKEN: 'SECRET-token-4723' };
  const sandbox = await openFor(t, driver, specFor(place, { environment }));
  const running = shell(sandbox, 'exec sleep 4723');
  const [own] = await untilSome(() => processesOf('sleep\x004723\0'));
  const told = readdirSync('/proc').filter(
    (pid) =>
      /^[0-9]+$/.test(pid) &&
      Number(pid) !== own &&
      `${read(`/proc/${pid}/cmdline`)}${read(`/proc/${pid}/environ`)}`.includes('SECRET-token-4723'),
  );
  assert.deepEqual(told, []);
  const { stdout } = await shell(sandbox, "cat /proc/[0-9]*/cmdline /proc/1/environ | tr '\\0' '\\n'");
  assert.doesNotMatch(stdout.text, /SECRET|--bind|--setenv|nsenter|setpriv/);
  await sandbox.terminate('stopped');
  await running;
});

test('E: whatever can be written is bounded: the folder apart, one space for all temporary files', {
  skip,
}, async (t) => {
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  const { stdout } = await shell(sandbox, "awk '{ print $3, $2, $4 }' /proc/mounts");
  // What lies below something else that was mounted there later is out of reach.
  const lines = stdout.text.trim().split('\n');
  const topmost = new Map(lines.map((line) => [line.split(' ')[1] ?? '', line]));
  for (const at of topmost.keys()) if (at.startsWith('/stage/')) topmost.delete(at);
  const writable = [...topmost.values()]
    .map((line) => line.split(' '))
    .filter(([, , options]) => options?.startsWith('rw'));
  for (const [kind, at, options] of writable) if (kind === 'tmpfs') assert.match(options ?? '', /size=32768k/, at);
  const kinds = writable.map(([kind]) => kind).filter((kind) => kind !== 'tmpfs' && kind !== 'overlay');
  assert.deepEqual(new Set(kinds), new Set(['proc', 'devtmpfs', 'devpts']));
  const { stdout: none } = await shell(
    sandbox,
    'for d in / /dev /etc /stage /home /var /usr; do echo x > $d/made; mkdir $d/made; done 2>/dev/null; ls -d /made /*/made',
  );
  assert.equal(none.text, '');
});

test('F: says why it cannot work where namespaces of users are forbidden, and opens nothing', { skip }, (t) => {
  const place = placeFor(t);
  const script = gatewayOf(place.base, '', 'console.log(JSON.stringify(await driver.probe()));');
  const [program, ...words] = [
    'bwrap',
    '--unshare-user',
    '--disable-userns',
    '--bind',
    '/',
    '/',
    '--dev',
    '/dev',
    '--proc',
    '/proc',
    '--uid',
    '1234',
    '--gid',
    '1234',
  ];
  const { stdout, stderr } = spawnSync(
    program,
    [...words, '--', process.execPath, '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  if (stdout === '') return t.skip(`no place without namespaces can be made here: ${stderr.slice(0, 200)}`);
  const { works, missing } = JSON.parse(stdout.split('\n')[0] ?? '') as { works: boolean; missing: { why: string }[] };
  assert.equal(works, false);
  assert.match(missing[0]?.why ?? '', /forbids unprivileged user namespaces/);
  assert.match(stdout, /sandbox\.unavailable/, stderr);
});

test('G: gives a program the environment as it is, also a variable that is empty', { skip }, async (t) => {
  const place = placeFor(t);
  const environment = { ...specFor(place).environment, NO_PROXY: '', https_proxy: 'http://127.0.0.1:3128' };
  const sandbox = await openFor(t, driver, specFor(place, { environment }));
  assert.equal(
    (await shell(sandbox, 'echo "[$NO_PROXY][${no_proxy-none}][$https_proxy]"')).stdout.text,
    '[][none][http://127.0.0.1:3128]\n',
  );
});

test('H: runs nothing of what a program left in a repository', { skip }, async (t) => {
  const place = placeFor(t);
  const sandbox = await openFor(t, driver, specFor(place));
  const trap = join(place.base, 'trapped');
  await shell(
    sandbox,
    `mkdir -p .git/hooks; printf '[core]\\n\\tfsmonitor = "touch ${trap}"\\n' > .git/config; printf '#!/bin/sh\\ntouch ${trap}\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit`,
  );
  assert.equal((await sandbox.changes()).changes.length, 3);
  await sandbox.close();
  assert.equal(existsSync(trap), false);
});

test('I: everything ends with a gateway that is killed, and the next one sweeps what it left', {
  skip,
  timeout: 240_000,
}, async (t) => {
  const place = placeFor(t);
  const state = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-sweep-')));
  t.after(() => rmSync(state, { recursive: true, force: true }));
  const script = gatewayOf(
    place.base,
    `
    const launch = await sandbox.terminal.launch({ argv: ['sleep', '4724'], keepBytes: 0 });
    console.log(JSON.stringify({ argv: launch.argv, environment: launch.environment, inputs: launch.inputs.map((one) => Buffer.from(one).toString('base64')) }));
    await sandbox.run({ argv: ['sh', '-c', 'trap "" TERM HUP INT; setsid sleep 4724 & sleep 4724; sleep 4724'], keepBytes: 100 });`,
    '',
    state,
  );
  const gateway = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => gateway.kill('SIGKILL'));
  const [line] = (await once(gateway.stdout, 'data')) as [Buffer];
  const terminal = atTerminal(t, JSON.parse(line.toString('utf8')) as Launch);
  await untilSome(() => processesOf('sleep\x004724\0'), 3);
  gateway.kill('SIGKILL');
  for (let round = 0; round < 1_200 && processesOf('sleep\x004724\0').length > 0; round++) await pause(25);
  assert.deepEqual(processesOf('sleep\x004724\0'), []);
  for (let round = 0; round < 1_200 && terminal.exitCode === null && terminal.signalCode === null; round++)
    await pause(25);
  assert.notEqual(terminal.exitCode ?? terminal.signalCode, null, 'what stands around a terminal lives on');
  const { openBwrapDriver } = await import('./open-bwrap-driver.ts');
  const next = openBwrapDriver({
    directory: state,
    home: '/home/nobody-here',
    closed: [],
    uuid: () => crypto.randomUUID(),
  });
  const swept = await next.sweep();
  assert.ok(swept.includes(join(state, 'killed')), `swept ${swept.join()}, left ${readdirSync(state).join()}`);
  for (const path of swept) assert.equal(existsSync(path), false, path);
  assert.deepEqual(readdirSync(state), []);
  assert.deepEqual(await next.sweep(), []);
});

test('I: sweeps neither folders that are not its own, nor sandboxes of a gateway that runs', { skip }, async (t) => {
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  mkdirSync(join(directory, 'somebody-else'), { recursive: true });
  assert.deepEqual(await driver.sweep(), []);
  assert.equal(existsSync(join(directory, 'somebody-else')), true);
  assert.equal((await shell(sandbox, 'echo on')).stdout.text, 'on\n');
});

test('J: every source runs as it is, with its types stripped and nothing else', async () => {
  for (const file of globSync(join(import.meta.dirname, '**/*.ts'))) if (!file.endsWith('.test.ts')) await import(file);
});

test('removes folders that are nested deeper than a path can name, and closed to their owner', { skip }, async (t) => {
  const place = placeFor(t);
  const spec = specFor(place);
  const sandbox = await openFor(t, driver, spec);
  const script = '$n = "d" x 200; for (1..60) { mkdir $n; chdir $n or last } open F, ">", "x"; print "deep"';
  assert.equal(
    (await shell(sandbox, `perl -e '${script}'; mkdir shut && echo x > shut/x && chmod 000 shut`)).stdout.text,
    'deep',
  );
  const { files } = await sandbox.close();
  assert.deepEqual(files, []);
  assert.equal(existsSync(join(directory, spec.id)), false);
});

type Launch = {
  readonly argv: readonly string[];
  readonly environment: Record<string, string>;
  readonly inputs: readonly string[];
};

/** Another process than the gateway starts what is at a terminal. */
function atTerminal(t: TestContext, { argv: [program = '', ...words], environment, inputs }: Launch): ChildProcess {
  const child = spawn(program, words, {
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore', ...inputs.map(() => 'pipe' as const)],
  });
  t.after(() => child.kill('SIGKILL'));
  for (const [index, input] of inputs.entries()) {
    const stream = child.stdio.at(index + 3);
    if (stream !== null && stream !== undefined && 'end' in stream) stream.end(Buffer.from(input, 'base64'));
  }
  return child;
}

/** A module for a process of its own, which opens a sandbox and does something. */
function gatewayOf(base: string, work: string, before = '', state = join(base, 'sessions')): string {
  return `
    const { openBwrapDriver } = await import(${JSON.stringify(DRIVER)});
    const { specFor } = await import(${JSON.stringify(PLACE)});
    const driver = openBwrapDriver({ directory: ${JSON.stringify(state)}, home: '/home/nobody-here', closed: [], uuid: () => crypto.randomUUID() });
    ${before}
    try {
      const sandbox = await driver.open({ ...specFor({ folder: ${JSON.stringify(join(base, 'tasks/one'))} }), id: 'killed' });
      ${work}
    } catch (error) { console.log(error.code, error.message); }`;
}

async function untilSome(find: () => readonly number[], least = 1): Promise<readonly number[]> {
  for (let round = 0; round < 1_200 && find().length < least; round++) await pause(25);
  const found = find();
  assert.ok(found.length >= least, `found ${found.length}, want ${least}`);
  return found;
}

function processesOf(commandLine: string): readonly number[] {
  return readdirSync('/proc').flatMap((pid) =>
    /^[0-9]+$/.test(pid) && read(`/proc/${pid}/cmdline`) === commandLine ? [Number(pid)] : [],
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
