import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SandboxSpec } from '../../ports/sandbox.ts';
import { startWithFirecracker } from './firecracker-machine.ts';
import { findMachinery } from './machinery.ts';
import { startWithQemu } from './qemu-machine.ts';
import { fakeFirecracker } from './testing/fake-firecracker.ts';
import { TEST_FOLDER, testDriver } from './testing/microvm-under-test.ts';
import { silentMachine } from './testing/silent-machine.ts';

const MEGABYTE = 1024 * 1024;
const user = process.getuid?.() === 0 ? { userId: 61_777, groupId: 61_777 } : null;
const found = findMachinery(TEST_FOLDER);
const skip = 'missing' in found ? found.missing.join('; ') : false;

function specOf(folder: string): SandboxSpec<Socket> {
  return {
    id: `firecracker-${process.pid}`,
    folder,
    writes: 'copy',
    readable: [],
    home: null,
    environment: { PATH: '/usr/bin:/bin' },
    doors: [],
    limits: {
      wallMs: 60_000,
      cpuMs: 60_000,
      memoryBytes: 128 * MEGABYTE,
      tasks: 64,
      outputBytes: MEGABYTE,
      fileBytes: MEGABYTE,
      temporaryBytes: MEGABYTE,
    },
    require: [],
    trace: 'writes',
  };
}

test('runs a real guest by the requests that Firecracker documents, in their order', {
  skip,
  timeout: 300_000,
}, async (t) => {
  assert.ok(!('missing' in found));
  const start = startWithQemu({ program: found.qemu, acceleration: 'tcg', clockKilohertz: found.clockKilohertz, user });
  const { launch, requests } = fakeFirecracker({ start });
  const driver = testDriver({ monitor: 'firecracker', launch });
  const { works, version, missing } = await driver.probe();
  assert.ok(works, JSON.stringify(missing));
  assert.match(version ?? '', /^Firecracker, /);
  assert.deepEqual(requests.slice(0, 8), [
    'PUT /machine-config 204',
    'PUT /boot-source 204',
    'PUT /drives/disk0 204',
    'PUT /drives/disk1 204',
    'PUT /drives/disk2 204',
    'PUT /vsock 204',
    'PUT /entropy 204',
    'PUT /actions 204',
  ]);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-test-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const sandbox = await driver.open(specOf(folder));
  t.after(() => sandbox.close());
  const { end, stdout, stderr } = await sandbox.run({
    argv: ['sh', '-c', 'echo in; cat; echo x > made'],
    input: Buffer.from('put'),
    keepBytes: 100,
  });
  assert.deepEqual([end, stdout.text], [{ kind: 'exited', exitCode: 0 }, 'in\nput'], stderr.text);
  await sandbox.freeze();
  assert.equal(requests.at(-1), 'PATCH /vm 204');
  assert.equal((await sandbox.changes()).changes.length, 1);
  const name = await sandbox.snapshot();
  assert.equal(requests.at(-1), 'PUT /snapshot/create 204');
  const kept = join(TEST_FOLDER, 'snapshots', name);
  const names = ['disk0', 'disk1', 'disk2', 'files.json', 'initrd', 'memory', 'memory.memory'];
  assert.deepEqual(readdirSync(kept).sort(), names);
  driver.drop(name);
  assert.equal(existsSync(kept), false);
  await sandbox.resume();
  const report = await sandbox.close();
  assert.deepEqual([report.processes, report.files, report.sockets], [[], [], []]);
});

test('raises with Firecracker’s own words where it refuses, and leaves nothing', async () => {
  const before = foldersLeft();
  for (const refuse of ['/machine-config', '/vsock', '/actions']) {
    const { launch } = fakeFirecracker({ start: () => Promise.reject(new Error('never')), refuse });
    const start = startWithFirecracker({ launch, user: null, startTimeoutMs: 2_000 });
    const spec = { kernel: 0, initrd: 0, disks: [0], memoryBytes: MEGABYTE, incoming: null };
    await assert.rejects(start(spec), { message: `PUT ${refuse}: The fake refuses this.` });
  }
  assert.deepEqual(foldersLeft(), before);
});

test('does not wait for a guest that never answers', async () => {
  const { launch } = fakeFirecracker({ start: async () => silentMachine() });
  const start = startWithFirecracker({
    launch,
    user: null,
    startTimeoutMs: 300,
    channelWord: 'countersign.channel=none',
  });
  const spec = { kernel: 0, initrd: 0, disks: [], memoryBytes: MEGABYTE, incoming: null };
  await assert.rejects(start(spec), /the guest did not answer in 300 ms/);
});

function foldersLeft(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('countersign-microvm-'));
}
