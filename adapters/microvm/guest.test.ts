import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SandboxSpec } from '../../ports/sandbox.ts';
import type { MicrovmSandbox } from './microvm-sandbox.ts';
import { processTree } from './process-tree.ts';
import { microvmUnderTest, TEST_FOLDER, testDriver } from './testing/microvm-under-test.ts';

const MEGABYTE = 1024 * 1024;
const { skipReason } = await microvmUnderTest();
const options = { skip: skipReason ?? false, timeout: 240_000 };
const driver = testDriver();
let opened = 0;

function folderFor(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-test-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openIn(
  t: TestContext,
  folder: string,
  more: Partial<SandboxSpec<Socket>> = {},
): Promise<MicrovmSandbox> {
  opened += 1;
  const sandbox = await driver.open({
    id: `guest-${process.pid}-${opened}`,
    folder,
    writes: 'copy',
    readable: [],
    home: null,
    environment: { PATH: '/usr/bin:/bin' },
    doors: [],
    limits: {
      wallMs: 60_000,
      cpuMs: 60_000,
      memoryBytes: 256 * MEGABYTE,
      tasks: 64,
      outputBytes: 8 * MEGABYTE,
      fileBytes: 16 * MEGABYTE,
      temporaryBytes: 8 * MEGABYTE,
    },
    require: [],
    trace: 'writes',
    ...more,
  });
  t.after(() => sandbox.close());
  return sandbox;
}

async function said(sandbox: MicrovmSandbox, line: string, ...more: readonly [Uint8Array?]): Promise<string> {
  const { stdout, stderr, end } = await sandbox.run({
    argv: ['bash', '-c', line],
    keepBytes: 4 * MEGABYTE,
    ...(more[0] === undefined ? {} : { input: more[0] }),
  });
  assert.deepEqual(end, { kind: 'exited', exitCode: 0 }, stderr.text);
  return stdout.text;
}

/** Every path with its kind, its bits, its time and a digest of what it holds. */
const LIST = `find . -mindepth 1 -printf '%p %y %m %n %T@ %l\\n' | sort; find . -type f -exec sha256sum {} + | sort -k 2`;

test('shows a folder exactly as it is outside, whatever it holds', options, async (t) => {
  const folder = folderFor(t);
  const put = (name: string, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  };
  for (const size of [0, 1, 31, 32, 33, 2047, 2048, 2049, 4031, 4095, 4096, 4097, 8192, 3_000_001])
    put(`sizes/${size}`, Buffer.alloc(size, `${size} `));
  for (let index = 0; index < 700; index += 1)
    put(`many/${'n'.repeat(index % 180)}${index}`, Buffer.from(String(index)));
  for (const name of ['!first', '-n', '.hidden', 'a b', 'ü', '日本', '\u0001', 'new\nline'])
    put(`names/${name}`, Buffer.from(name));
  put('program', Buffer.from('#!/bin/sh\n'));
  chmodSync(join(folder, 'program'), 0o755);
  put('private', Buffer.from('own'));
  chmodSync(join(folder, 'private'), 0o600);
  linkSync(join(folder, 'program'), join(folder, 'names/same'));
  symlinkSync('../sizes/1', join(folder, 'names/link'));
  symlinkSync(`/${'far/'.repeat(800)}`, join(folder, 'long'));
  mkdirSync(join(folder, 'deep/'.repeat(60)), { recursive: true });
  utimesSync(join(folder, 'program'), 1_000_000_000.5, 1_000_000_000.25);
  const outside = spawnSync('bash', ['-c', LIST], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LANG: 'C' },
    maxBuffer: 10 * MEGABYTE,
  });
  const sandbox = await openIn(t, folder, { environment: { PATH: '/usr/bin:/bin', LANG: 'C' } });
  const lines = (text: string): readonly string[] => text.split('\n').filter((line) => !/^\.\S* d /.test(line));
  const [inside, wanted] = [lines(await said(sandbox, LIST)), lines(outside.stdout)];
  assert.ok(wanted.length > 1_400);
  const other = new Set(wanted);
  assert.deepEqual(
    inside
      .filter((line) => !other.has(line))
      .slice(0, 3)
      .map((line) => line.slice(0, 200)),
    [],
  );
  assert.equal(inside.length, wanted.length);
  assert.deepEqual((await sandbox.changes()).changes, []);
});

test('has a kernel of its own, no network but itself, and nothing beside what it was given', options, async (t) => {
  const folder = folderFor(t);
  mkdirSync(join(folder, 'tools'));
  mkdirSync(join(folder, 'work'));
  writeFileSync(join(folder, 'tools/tool'), 'tool');
  const sandbox = await openIn(t, join(folder, 'work'), { readable: [join(folder, 'tools')] });
  const release = (await said(sandbox, 'uname -r')).trim();
  assert.notEqual(release, readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim());
  assert.equal(
    await said(sandbox, 'grep -c : /proc/net/dev; cat /proc/net/route | wc -l; ls /sys | wc -l'),
    '1\n1\n0\n',
  );
  assert.equal(await said(sandbox, `cat ${folder}/tools/tool; ls ${folder}`), 'tooltools\nwork\n');
});

test('carries megabytes through a door both ways, also when who reads is slow', options, async (t) => {
  const folder = folderFor(t);
  const bytes = Buffer.alloc(3 * MEGABYTE, 'through the door ');
  const heard = createHash('sha256');
  const accept = (socket: Socket): void => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      heard.update(chunk);
      socket.pause();
      setTimeout(() => socket.resume(), 2);
      socket.write(chunk);
    });
    socket.on('end', () => socket.end());
  };
  const sandbox = await openIn(t, folder, { doors: [{ port: 8_080, accept }] });
  const client = `use Socket; socket(S, 2, 1, 0); connect(S, sockaddr_in(8080, inet_aton("127.0.0.1"))) or die; $| = 1;
    if (!fork) { while (sysread(STDIN, $b, 65536)) { $o = 0; while ($o < length $b) { $o += syswrite(S, $b, length($b) - $o, $o) } } shutdown(S, 1); exit }
    select(undef, undef, undef, 0.3); while (sysread(S, $b, 4096)) { syswrite(STDOUT, $b) } wait`;
  const back = await said(sandbox, `perl -e '${client}' | sha256sum`, bytes);
  const wanted = createHash('sha256').update(bytes).digest('hex');
  assert.equal(back.split(' ')[0], wanted);
  assert.equal(heard.digest('hex'), wanted);
});

test('runs its machine without rights, environment or descriptors of ours', options, async (t) => {
  const sandbox = await openIn(t, folderFor(t));
  assert.equal(machines().length, 1);
  for (const pid of machines()) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    assert.match(status, /^CapEff:\t0+$/m);
    assert.match(status, /^NoNewPrivs:\t1$/m);
    assert.match(status, /^Seccomp:\t2$/m);
    assert.doesNotMatch(status, /^Uid:\t0\t/m);
    for (const kind of ['net', 'mnt', 'pid', 'ipc', 'user'])
      assert.notEqual(readlinkSync(`/proc/${pid}/ns/${kind}`), readlinkSync(`/proc/self/ns/${kind}`), kind);
    assert.deepEqual(
      readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .map((one) => one.split('=')[0])
        .filter((name) => name !== '' && name !== 'PATH' && name !== 'PWD'),
      [],
    );
    assert.ok(!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(TEST_FOLDER));
  }
  assert.equal(await said(sandbox, 'echo on'), 'on\n');
});

test('answers for everything when its machine dies, and cleans up', options, async (t) => {
  const sandbox = await openIn(t, folderFor(t));
  const running = sandbox.run({ argv: ['sleep', '60'], keepBytes: 10 });
  await pause(300);
  for (const pid of machines()) process.kill(pid, 'SIGKILL');
  assert.equal((await running).end.kind, 'stopped');
  assert.equal(sandbox.state, 'ended');
  await assert.rejects(sandbox.changes(), { code: 'sandbox.failed' });
  assert.equal((await sandbox.run({ argv: ['true'], keepBytes: 1 })).end.kind, 'not-started');
  const report = await sandbox.close();
  assert.deepEqual([report.processes, report.files], [[], []]);
});

/** Of sandboxes of this process that are open. */
function machines(): readonly number[] {
  return processTree(process.pid).filter((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('qemu-system'));
}

test('leaves no machine behind when the gateway is killed, and sweeps what it left', options, async (t) => {
  const folder = folderFor(t);
  const state = join(TEST_FOLDER, `orphan-${process.pid}`);
  mkdirSync(state, { recursive: true });
  t.after(() => rmSync(state, { recursive: true, force: true }));
  for (const name of ['kernel', 'images']) symlinkSync(join(TEST_FOLDER, name), join(state, name));
  const id = `orphan-${process.pid}`;
  const leaked = openSync(join(folder, 'leaked'), 'w');
  const streams = [...Array.from({ length: 27 }, () => 'ignore' as const), leaked];
  const waiting = fileURLToPath(new URL('./testing/open-and-wait.ts', import.meta.url));
  const child = spawn(process.execPath, [waiting, id, folder, state], {
    stdio: ['ignore', 'pipe', 'inherit', ...streams],
  });
  closeSync(leaked);
  t.after(() => child.kill('SIGKILL'));
  await new Promise<void>((resolve) =>
    child.stdout?.on('data', (text: Buffer) => (text.includes('running') ? resolve() : undefined)),
  );
  const tree = processTree(child.pid ?? 0).filter((pid) => pid !== child.pid);
  assert.ok(tree.length >= 2, 'a jail and a machine');
  assert.deepEqual(
    openFiles(child.pid ?? 0).filter((path) => path.endsWith('/leaked')).length,
    1,
    'the gateway has it',
  );
  for (const pid of tree)
    assert.ok(!openFiles(pid).some((path) => path.endsWith('/leaked')), 'nothing that we inherited is passed on');
  child.kill('SIGKILL');
  for (let waited = 0; tree.some((pid) => existsSync(`/proc/${pid}`)) && waited < 30_000; waited += 20) await pause(20);
  assert.deepEqual(
    tree.filter((pid) => existsSync(`/proc/${pid}`)),
    [],
  );
  const left = join(state, 'sessions', id);
  assert.equal(existsSync(left), true);
  assert.deepEqual(
    (await testDriver({ folder: state }).sweep()).filter((path) => path === left),
    [left],
  );
  assert.equal(existsSync(left), false);
});

function openFiles(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).map((name) => readlinkSync(`/proc/${pid}/fd/${name}`));
}

test('continues a sandbox from a snapshot: its files, its home, and what ran in it', options, async (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, 'kept'), 'kept\n');
  const home = { path: '/home/agent', files: [] };
  const sandbox = await openIn(t, folder, { home });
  const counting = 'i=0; while :; do i=$((i+1)); echo $i > count; sleep 0.05; done';
  void sandbox.run({ argv: ['bash', '-c', counting], keepBytes: 10 });
  await said(sandbox, 'echo made > made; echo in > /home/agent/in; while [ ! -s count ]; do sleep 0.02; done');
  const name = await sandbox.snapshot();
  t.after(() => driver.drop(name));
  const first = Number(await said(sandbox, 'cat count'));
  assert.ok(first > 0, 'it goes on after the snapshot');
  const nonce = await said(sandbox, 'cat /proc/sys/kernel/random/uuid');
  await sandbox.close();
  const spec = sandbox.spec;
  const again = await driver.continue(name, { ...spec, id: `${spec.id}-again` });
  t.after(() => again.close());
  assert.equal(await said(again, 'cat made kept /home/agent/in'), 'made\nkept\nin\n');
  const before = Number(await said(again, 'while [ ! -s count ]; do sleep 0.02; done; cat count'));
  assert.ok(
    Number(await said(again, `while [ "$(cat count)" -le ${before} ]; do sleep 0.05; done; cat count`)) > before,
  );
  assert.notEqual(await said(again, 'cat /proc/sys/kernel/random/uuid'), nonce);
  assert.ok(Math.abs(Number(await said(again, 'date +%s')) - Date.now() / 1_000) < 60);
  assert.deepEqual(
    (await again.changes()).changes.map(({ path }) => path),
    ['count', 'made'],
  );
  await assert.rejects(driver.continue('../x', spec), { code: 'sandbox.failed' });
});
