import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually } from '../../ports/conformance/sandbox-contract.ts';
import { testSandboxLifecycle } from '../../ports/conformance/sandbox-lifecycle.ts';
import { testSandboxLimits } from '../../ports/conformance/sandbox-limits.ts';
import { placeFor, type SandboxUnderTest, specFor } from '../../ports/conformance/sandbox-place.ts';
import { testSandboxPrograms } from '../../ports/conformance/sandbox-programs.ts';
import { testSandboxTerminal } from '../../ports/conformance/sandbox-terminal.ts';
import type { SandboxDriver } from '../../ports/sandbox.ts';
import { markedProcesses } from './marked-processes.ts';
import { openUnheld } from './open-unheld.ts';

const driver = openUnheld({ uuid: randomUUID });

/** The suite asks for a copy and a home; this driver refuses both, so they are left out where it is the rest that is looked at. */
const plain: SandboxDriver<Socket> = {
  ...driver,
  open: (spec) => {
    const { HOME: _, ...environment } = spec.environment;
    return driver.open({ ...spec, writes: 'direct', home: null, readable: [], doors: [], environment });
  },
};

const NOTHING_HELD = 'nothing is held, as its name says';
const NO_COPY = 'changes are made in place';
const under: SandboxUnderTest = {
  driver: plain,
  skipReason: null,
  settings: {
    notApplicable: {
      'says what it enforces, and why it does not enforce the rest': NOTHING_HELD,
      'adds nothing of our environment': 'a mark is added, and nothing else, which the driver’s own test shows',
      'makes the home with the files it was given, private and not executable unless said': NOTHING_HELD,
      'runs programs of one sandbox together, in the same files and home': NOTHING_HELD,
      'shows what is readable, and lets nobody change it': NOTHING_HELD,
      'changes nothing where nothing may be written': NO_COPY,
      'makes changes in place where that was wanted, but to no protected name': NOTHING_HELD,
      'writes to its streams by name': 'streams are sockets, as of every program that the gateway starts as it is',
      'refuses a spec or a requirement that it cannot hold to, and leaves nothing': 'shown by the driver’s own test',
      'ends a program that computes past its processor time, and says why': NOTHING_HELD,
      'ends a program that computes in many processes, and says why': NOTHING_HELD,
      'runs what is at a terminal in the same files as the rest': 'it is the folder itself',
    },
  },
};
testSandboxPrograms(under);
testSandboxLimits(under);
testSandboxLifecycle(under);
testSandboxTerminal(under);

test('promises nothing but time, output, a terminal and the end of trees', async () => {
  const { works, enforces, missing } = await driver.probe();
  assert.equal(works, true);
  const bounded = ['limit.wall', 'limit.output', 'terminal', 'kill.tree'];
  assert.deepEqual(
    [...enforces].filter((one) => !bounded.includes(one)),
    [],
  );
  assert.ok(missing.every(({ why }) => why.length > 10));
});

test('adds a mark to the environment, and nothing else', async (t) => {
  const sandbox = await plain.open({ ...specFor(placeFor(t)), environment: { ONE: '1' } });
  t.after(() => sandbox.close());
  const { stdout } = await sandbox.run({ argv: ['/usr/bin/env'], environment: { TWO: '2' }, keepBytes: 1_000 });
  assert.match(stdout.text, /^ONE=1\nTWO=2\nCOUNTERSIGN_RUN=[^\n]+\n$/);
});

test('refuses whatever it could not hold to', async (t) => {
  const place = placeFor(t);
  const direct = { writes: 'direct', home: null } as const;
  const doors = [{ port: 3128, accept: () => undefined }];
  const files = { path: '/home/agent', files: [] };
  for (const more of [
    { writes: 'copy' },
    { writes: 'none' },
    { home: files },
    { doors },
    { trace: 'all' },
    { id: 'A' },
    { folder: '/no/such' },
  ] as const)
    await assert.rejects(driver.open(specFor(place, { ...direct, ...more })), { code: 'sandbox.spec' });
  await assert.rejects(driver.open(specFor(place, { ...direct, require: ['network.none'] })), {
    code: 'sandbox.lacks',
  });
});

test('ends everything when the gateway is killed', {
  skip: existsSync('/proc/self/environ') ? false : 'there is no /proc',
}, async (t) => {
  const { folder } = placeFor(t);
  const mark = randomUUID();
  const script = `
    const { openUnheld } = await import(${JSON.stringify(new URL('open-unheld.ts', import.meta.url).href)});
    const limits = { wallMs: 60000, cpuMs: 60000, memoryBytes: 1, tasks: 1, outputBytes: 1000, fileBytes: 1, temporaryBytes: 1 };
    const plain = { writes: 'direct', readable: [], home: null, doors: [], require: [], trace: 'writes', limits };
    const spec = { ...plain, id: 'one', folder: ${JSON.stringify(folder)}, environment: { PATH: '/usr/bin:/bin' } };
    const sandbox = await openUnheld({ uuid: () => ${JSON.stringify(mark)} }).open(spec);
    void sandbox.run({ argv: ['sh', '-c', 'setsid sleep 60 & touch started; sleep 60'], keepBytes: 10 });`;
  const gateway = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  assert.ok(await eventually(() => existsSync(join(folder, 'started'))));
  assert.ok(markedProcesses(`one:${mark}`).length >= 2);
  gateway.kill('SIGKILL');
  assert.ok(await eventually(() => markedProcesses(`one:${mark}`).length === 0));
});
