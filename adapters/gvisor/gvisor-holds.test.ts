import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../ports/conformance/sandbox-contract.ts';
import { openFor, placeFor, shell, specFor } from '../../ports/conformance/sandbox-place.ts';
import { openGvisor } from './open-gvisor.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-gvisor-own-')));
after(() => rmSync(base, { recursive: true, force: true }));
const directory = join(base, 'sandboxes');
const driver = openGvisor({ directory, uuid: randomUUID });
const { works, enforces, missing } = await driver.probe();
const isRoot = process.getuid?.() === 0;

/** What the suite of the port cannot know of: how gVisor stands on this machine. */
function own(name: string, check: (t: TestContext) => Promise<void>, { needsRoot = false } = {}): void {
  const reason = works
    ? needsRoot && !isRoot
      ? 'that takes the administrator'
      : false
    : `gVisor does not work here: ${missing[0]?.why}`;
  void test(name, { skip: reason, timeout: 240_000 }, check);
}

own(
  'is nobody on this machine: every process of a sandbox has a number that no user has, and no capability here',
  async (t) => {
    const place = placeFor(t);
    const spec = specFor(place);
    const sandbox = await openFor(t, driver, spec);
    const running = shell(sandbox, 'echo on > on; sleep 30');
    assert.ok(await eventually(async () => (await sandbox.changes()).changes.length === 1));
    const found = processesWith(join(directory, spec.id, 'bundles')).filter(
      (pid) => !nameOf(pid).startsWith('nsenter'),
    );
    assert.ok(found.length >= 3, `${found.length}`);
    const spaces = new Set([readlinkSync('/proc/self/ns/user')]);
    for (const pid of found) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const [, ...ids] = /^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$/m.exec(status) ?? [];
      for (const id of ids) assert.ok(Number(id) >= 1_950_000_000, `${nameOf(pid)}: ${ids.join()}`);
      assert.equal(spaces.has(readlinkSync(`/proc/${pid}/ns/user`)), false, 'it is in a user namespace of its own');
    }
    await sandbox.terminate('stopped');
    await running;
  },
  { needsRoot: true },
);

own('ends a program that starts too many others, and says so', async (t) => {
  if (!enforces.has('limit.processes'))
    return t.skip(missing.find(({ guarantee }) => guarantee === 'limit.processes')?.why);
  const place = placeFor(t);
  const sandbox = await openFor(t, driver, specFor(place, { limits: { ...specFor(place).limits, tasks: 24 } }));
  const line = `perl -e 'for (1..200) { $p = fork; last unless defined $p; if (!$p) { sleep 20; exit } } sleep 20'`;
  const { excess } = await shell(sandbox, line);
  assert.equal(excess, 'tasks');
  assert.equal((await shell(sandbox, 'echo on')).stdout.text, 'on\n');
});

own('lets one program outlive the end of another’s kernel', async (t) => {
  const place = placeFor(t);
  const spec = specFor(place);
  const sandbox = await openFor(t, driver, spec);
  const [one, two] = [
    shell(sandbox, 'echo > one; sleep 60'),
    shell(sandbox, 'echo > two; while [ ! -e go ]; do sleep 0.1; done; echo lived'),
  ];
  assert.ok(await eventually(async () => (await sandbox.changes()).changes.length === 2));
  for (const pid of processesWith(join(directory, spec.id, 'bundles', `p1-${spec.id}`)))
    if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith('runsc-sandbox')) process.kill(pid, 'SIGKILL');
  assert.notDeepEqual((await one).end, { kind: 'exited', exitCode: 0 });
  await shell(sandbox, 'echo > go');
  assert.equal((await two).stdout.text, 'lived\n');
});

own('finds no device of this machine', async (t) => {
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  const names = ['mem', 'kmsg', 'kvm', 'loop0', 'vda', 'sda', 'nvme0n1', 'port', 'disk', 'mapper'];
  const { stdout } = await shell(sandbox, names.map((name) => `[ -e /dev/${name} ] && echo ${name}`).join('; '));
  assert.equal(stdout.text, '');
});

own('passes no descriptor on that the gateway was started with', async (t) => {
  const place = placeFor(t);
  const secret = openSync(place.secret, 'r');
  t.after(() => closeSync(secret));
  const script = `
    const { openGvisor } = await import(${JSON.stringify(new URL('open-gvisor.ts', import.meta.url).href)});
    const driver = openGvisor({ directory: ${JSON.stringify(join(base, 'other'))}, uuid: () => crypto.randomUUID() });
    const sandbox = await driver.open(${JSON.stringify(specFor(place))});
    const { stdout } = await sandbox.run({ argv: ['sh', '-c', 'for d in /proc/self/fd/*; do readlink $d; done; cat <&9'], keepBytes: 10000 });
    console.log(stdout.text);
    await sandbox.close();`;
  const stdio: ('ignore' | 'pipe' | number)[] = [
    'ignore',
    'pipe',
    'pipe',
    'ignore',
    'ignore',
    'ignore',
    'ignore',
    'ignore',
    'ignore',
    secret,
  ];
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  assert.equal(await new Promise((resolve) => child.once('close', resolve)), 0, said);
  assert.doesNotMatch(said, /SECRET|id_ed25519/);
});

own('leaves no process when the gateway is killed, and sweeps the rest', async (t) => {
  const place = placeFor(t);
  const spec = specFor(place);
  const script = `
    const { openGvisor } = await import(${JSON.stringify(new URL('open-gvisor.ts', import.meta.url).href)});
    const driver = openGvisor({ directory: ${JSON.stringify(directory)}, uuid: () => crypto.randomUUID() });
    const sandbox = await driver.open(${JSON.stringify(spec)});
    console.log('open');
    await sandbox.run({ argv: ['sleep', '60'], keepBytes: 10 });`;
  const gateway = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => gateway.kill('SIGKILL'));
  await new Promise((resolve) => gateway.stdout.once('data', resolve));
  const stage = join(directory, spec.id);
  assert.ok(await eventually(() => processesWith(join(stage, 'bundles')).length >= 3));
  const sweptOfIt = async (): Promise<readonly string[]> =>
    (await driver.sweep()).filter((path) => path.includes(spec.id));
  assert.deepEqual(await sweptOfIt(), [], 'it is in use');
  gateway.kill('SIGKILL');
  assert.ok(await eventually(() => processesWith(stage).length === 0), 'processes are left');
  const swept = await sweptOfIt();
  assert.ok(swept.includes(stage), swept.join());
  assert.deepEqual(
    readdirSync(directory).filter((name) => name === spec.id),
    [],
  );
  assert.deepEqual(await sweptOfIt(), []);
});

own('is left alone by gateways beside it, whatever these remove of their own', async (t) => {
  const other = openGvisor({ directory: join(base, 'beside'), uuid: randomUUID });
  const sweeping = { isOver: false };
  const sweeps = (async () => {
    const found: string[] = [];
    while (!sweeping.isOver) {
      found.push(...(await other.sweep()));
      await pause(1);
    }
    return found;
  })();
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  for (const word of ['one', 'two', 'three'])
    assert.equal((await shell(sandbox, `echo ${word}`)).stdout.text, `${word}\n`);
  sweeping.isOver = true;
  assert.deepEqual(await sweeps, []);
});

own('keeps what runs on the disk, and continues it where it was', async (t) => {
  if (!enforces.has('snapshot')) return t.skip(missing.find(({ guarantee }) => guarantee === 'snapshot')?.why);
  const place = placeFor(t);
  const spec = specFor(place);
  const sandbox = await openFor(t, driver, spec);
  const line =
    'x=before; echo $x; echo > started; while [ ! -e go ]; do sleep 0.05; done; cat; echo "$x, and after"; exit 3';
  const running = shell(sandbox, line, { input: new TextEncoder().encode('fed\n') });
  assert.ok(await eventually(async () => (await sandbox.changes()).changes.length === 1));
  await sandbox.keep?.();
  assert.equal(sandbox.state, 'frozen');
  assert.deepEqual(processesWith(join(directory, spec.id, 'bundles')), []);
  await sandbox.resume();
  assert.equal(sandbox.state, 'running');
  await shell(sandbox, 'echo > go');
  const { end, stdout } = await running;
  assert.deepEqual([end, stdout.text], [{ kind: 'exited', exitCode: 3 }, 'before\nfed\nbefore, and after\n']);
});

own('keeps nothing beside doors, says so, and leaves it running', async (t) => {
  const place = placeFor(t);
  const doors = [{ port: 3128, accept: (socket: Socket) => void socket.once('data', () => socket.end('door\n')) }];
  await assert.rejects(driver.open(specFor(place, { doors, require: ['snapshot'] })), { code: 'sandbox.lacks' });
  const sandbox = await openFor(t, driver, specFor(place, { doors }));
  const line =
    'echo > started; while [ ! -e go ]; do sleep 0.05; done; exec 3<>/dev/tcp/127.0.0.1/3128; echo knock >&3; ' +
    // On a busy machine gVisor answers a read that should wait with EAGAIN now and then.
    'until head -n 1 <&3 2>/dev/null; do sleep 0.05; done';
  const running = sandbox.run({ argv: ['bash', '-c', line], keepBytes: 1_000 });
  assert.ok(await eventually(async () => (await sandbox.changes()).changes.length === 1));
  await assert.rejects(async () => sandbox.keep?.(), { code: 'sandbox.failed' });
  assert.equal(sandbox.state, 'running');
  await shell(sandbox, 'echo > go');
  const { stdout, stderr, end } = await running;
  assert.equal(stdout.text, 'door\n', JSON.stringify({ end, stderr }));
});

own('ends what is kept', async (t) => {
  if (!enforces.has('snapshot')) return t.skip(missing.find(({ guarantee }) => guarantee === 'snapshot')?.why);
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  const running = shell(sandbox, 'echo > started; sleep 60');
  assert.ok(await eventually(async () => (await sandbox.changes()).changes.length === 1));
  await sandbox.keep?.();
  await sandbox.terminate('lease');
  const { end, excess } = await running;
  assert.deepEqual([end, excess], [{ kind: 'stopped' }, 'lease']);
});

own('refuses changes in place', async (t) => {
  await assert.rejects(driver.open(specFor(placeFor(t), { writes: 'direct' })), { code: 'sandbox.spec' });
});

test('says what is missing where there is no gVisor', async () => {
  const none = openGvisor({ directory: join(base, 'none'), program: join(base, 'no-runsc'), uuid: randomUUID });
  const probe = await none.probe();
  assert.deepEqual([probe.works, probe.version, probe.enforces.size], [false, null, 0]);
  assert.match(probe.missing[0]?.why ?? '', /install gVisor/);
  const broken = join(base, 'broken-runsc');
  writeFileSync(broken, '#!/bin/sh\necho "runsc version 1"; [ "$1" = --version ] || exit 9\n', { mode: 0o755 });
  const {
    works: isWorking,
    version,
    missing: why,
  } = await openGvisor({ directory: join(base, 'none'), program: broken, uuid: randomUUID }).probe();
  assert.deepEqual([isWorking, version], [false, '1']);
  assert.match(why[0]?.why ?? '', /^gVisor ran and did not give /);
});

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')[0] ?? '';
}

/** Processes of this machine whose command line holds a word that only ours have. */
function processesWith(word: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .filter((pid) => textOf(`/proc/${pid}/cmdline`).includes(word));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
