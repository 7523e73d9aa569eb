import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { SandboxError } from '../../ports/sandbox.ts';
import { awaitGuest } from './guest-boot.ts';
import { GuestChanges } from './guest-changes.ts';
import { GuestChannel } from './guest-channel.ts';
import { encodeFrame, encodeValues } from './guest-frames.ts';
import { GuestPrograms } from './guest-programs.ts';
import { Qmp } from './qmp.ts';
import { silentMachine } from './testing/silent-machine.ts';

const LIMITS = {
  wallMs: 200,
  cpuMs: 1_000,
  memoryBytes: 1,
  tasks: 1,
  outputBytes: 1_000,
  fileBytes: 1,
  temporaryBytes: 1,
};

test('does not wait for a machine that never says a word, and tells its last ones', async () => {
  await assert.rejects(awaitGuest(silentMachine(), 50), (error) => {
    assert.ok(error instanceof SandboxError);
    assert.equal(error.message, 'start a microVM: no answer in 50 ms; it said: Kernel panic');
    return true;
  });
});

test('believes no word of a guest about paths outside of its folder', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'there'), '');
  const machine = silentMachine();
  const changes = new GuestChanges({ channel: new GuestChannel(machine.channel), folder });
  const told = [
    ['../outside', 'file', '1', '1'],
    ['/etc/passwd', 'nothing'],
    ['a/../../b', 'nothing'],
    ['a//b', 'folder'],
    ['', 'folder'],
    ['nul\0', 'folder'],
    ['size', 'file', '-5', ''],
    ['size', 'file', 'many', ''],
    ['kind', 'device'],
    ['never-there', 'nothing'],
    ['there', 'nothing'],
    ['fine', 'file', '7', '1'],
  ];
  const frames = told.map((values) => encodeFrame({ kind: 'c', number: 1, body: encodeValues(values) }));
  const cut = encodeFrame({ kind: 'c', number: 1, body: Buffer.from([0, 0, 0, 9, 1]) });
  const end = encodeFrame({ kind: 'e', number: 1, body: new Uint8Array() });
  const listed = changes.list((question) => question());
  machine.channel.push(Buffer.concat([...frames, cut, end]));
  assert.deepEqual((await listed).changes, [
    { path: 'fine', before: 'nothing', after: { kind: 'file', sizeBytes: 7, isExecutable: true } },
    { path: 'there', before: 'file', after: { kind: 'nothing' } },
  ]);
});

test('gives up on a list without end, and on a file that grows for ever', async () => {
  for (const kind of ['list', 'read'] as const) {
    const machine = silentMachine();
    const changes = new GuestChanges({ channel: new GuestChannel(machine.channel), folder: '/nowhere' });
    const listed = changes.list((question) => question());
    if (kind === 'list') {
      const many = Array.from({ length: 50_001 }, (_, index) =>
        encodeFrame({ kind: 'c', number: 1, body: encodeValues([`p${index}`, 'folder']) }),
      );
      machine.channel.push(Buffer.concat(many));
      await assert.rejects(listed, { code: 'sandbox.too-large' });
      continue;
    }
    machine.channel.push(encodeFrame({ kind: 'e', number: 1, body: new Uint8Array() }));
    const { read } = await listed;
    const reading = read('large');
    const piece = encodeFrame({ kind: 'g', number: 2, body: Buffer.alloc(1_000_000) });
    for (let index = 0; index < 53; index += 1) machine.channel.push(piece);
    await assert.rejects(reading, { code: 'sandbox.too-large' });
  }
});

test('answers for a program that a guest never speaks of again, and gives the machine up', {
  timeout: 30_000,
}, async (t) => {
  const machine = silentMachine();
  const channel = new GuestChannel(machine.channel);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const programs: GuestPrograms = new GuestPrograms({
    channel,
    spec: { folder: '/x', environment: {}, limits: LIMITS },
    onStuck: () => programs.abandon('gateway'),
  });
  const running = programs.run({ argv: ['sleep', '9'], keepBytes: 10 });
  t.mock.timers.tick(200);
  t.mock.timers.tick(10_000);
  const { end, excess } = await running;
  assert.deepEqual([end, excess], [{ kind: 'stopped' }, 'wall']);
});

test('takes only sizes, numbers and reasons that make sense from a guest', async () => {
  const machine = silentMachine();
  const channel = new GuestChannel(machine.channel);
  const programs = new GuestPrograms({
    channel,
    spec: { folder: '/x', environment: {}, limits: LIMITS },
    onStuck: () => undefined,
  });
  const running = programs.run({ argv: ['true'], keepBytes: 10 });
  const other = encodeFrame({ kind: 'x', number: 77, body: encodeValues(['ended', '0']) });
  const own = encodeFrame({
    kind: 'x',
    number: 1,
    body: encodeValues(['ended', '999999999999999999', 'many', '-1', 'lease']),
  });
  machine.channel.push(Buffer.concat([other, own]));
  const { end, excess, usage } = await running;
  assert.deepEqual(end, { kind: 'signalled', signal: 'SIGKILL' });
  assert.equal(excess, null);
  assert.deepEqual([usage.cpuMs, usage.peakMemoryBytes], [null, null]);
});

test('ends the channel of a guest whose frame cannot be handled, and nothing else', async () => {
  const { channel: stream } = silentMachine();
  const channel = new GuestChannel(stream);
  channel.listen(['c'], () => {
    throw new RangeError('Maximum call stack size exceeded');
  });
  stream.push(encodeFrame({ kind: 'c', number: 1, body: new Uint8Array() }));
  await channel.closed;
  assert.equal(channel.isOpen, false);
});

test('takes an error without words from a hypervisor for a refusal', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const qmp = new Qmp({ input, output });
  input.write('{"return":{}}\n');
  const asked = qmp.command('stop');
  input.write('7\nnull\n{"error":null}\n');
  await assert.rejects(asked, /stop: refused/);
});
