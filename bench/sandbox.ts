import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { machine, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBwrap } from '../adapters/bwrap/open-bwrap.ts';
import { openBwrapDriver } from '../adapters/bwrap/open-bwrap-driver.ts';
import { seccompFilter } from '../adapters/bwrap/seccomp-filter.ts';
import { openGvisor } from '../adapters/gvisor/open-gvisor.ts';
import { openMicrovm } from '../adapters/microvm/open-microvm.ts';
import { openProcessRunner } from '../adapters/process/run-command.ts';
import type { Sandbox, SandboxDriver, SandboxSpec } from '../ports/sandbox.ts';
import { type BenchLine, percentile, sorted } from './measure.ts';

const ROUNDS = 60;
const OPENS = 10;
/** What holding a program may cost over starting it. */
const MOST_MS = 15;
const MEGABYTE = 1024 ** 2;
const DOORS: SandboxSpec<Socket>['doors'] = [{ port: 3128, accept: (socket) => void socket.destroy() }];
/** Left out of the image of a virtual machine, which takes the longer the more is in it. */
const LARGE = ['/usr/share', '/usr/include', '/usr/src', '/usr/local', '/usr/libexec'];
const ENVIRONMENT = { PATH: '/usr/bin:/bin' };

/** The start of a program that is held, beside the bare start of the same one. The rounds alternate: the machine is the same. */
export async function benchSandbox(): Promise<readonly BenchLine[]> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-bench-')));
  try {
    const folder = join(base, 'folder');
    mkdirSync(folder);
    writeFileSync(join(folder, 'kept'), 'kept\n');
    const settings = { directory: join(base, 'sessions'), home: '/home/nobody-here', closed: [], uuid: randomUUID };
    const driver = openBwrapDriver(settings);
    const { works, missing } = await driver.probe();
    if (!works) {
      process.stdout.write(`skip sandbox: ${missing.at(-1)?.why ?? 'bubblewrap does not work here'}\n`);
      return [];
    }
    return [
      ...(await benchPrograms(driver, { folder })),
      ...(await benchOnce(folder)),
      await benchOpen(driver, { folder, most: 500, doors: DOORS }),
      ...(await benchOther(openGvisor({ directory: join(base, 'gvisor'), uuid: randomUUID }), folder)),
      ...(await benchOther(
        openMicrovm({ folder: join(base, 'microvm'), filter: seccompFilter(machine()), closed: LARGE }),
        folder,
      )),
    ];
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

type Place = { readonly folder: string };

async function benchPrograms(driver: SandboxDriver<Socket>, { folder }: Place): Promise<readonly BenchLine[]> {
  const sandbox = await driver.open(specOf(folder));
  try {
    const [bare, held] = await inTurns(bareStart, () => start(sandbox));
    return [lineOf('program in an open sandbox (bwrap)', { bare, held })];
  } finally {
    await sandbox.close();
  }
}

async function benchOnce(folder: string): Promise<readonly BenchLine[]> {
  const containment = openBwrap({ home: '/home/nobody-here', closed: [], uuid: randomUUID });
  const runner = openProcessRunner({ containment });
  if (!(await runner.contains(folder)).isContained) return [];
  const limits = { timeoutMs: 10_000, outputBytes: 1_000 };
  const [bare, held] = await inTurns(bareStart, () =>
    runner.run({ argv: ['true'], cwd: folder, environment: ENVIRONMENT, limits, mustBeContained: true }),
  );
  return [lineOf('program held once (bwrap)', { bare, held })];
}

type Opening = Place & { readonly most: number; readonly doors: SandboxSpec<Socket>['doors'] };

async function benchOpen(driver: SandboxDriver<Socket>, { folder, most, doors }: Opening): Promise<BenchLine> {
  const samples: number[] = [];
  for (let round = 0; round < OPENS; round++) {
    const startedMs = performance.now();
    const sandbox = await driver.open({ ...specOf(folder), doors });
    await start(sandbox);
    samples.push(performance.now() - startedMs);
    await sandbox.close();
  }
  return {
    name: `sandbox opened and a program run (${driver.name}), p50`,
    value: percentile(sorted(samples), 50),
    unit: 'ms',
    target: { kind: 'at-most', value: most },
    floor: { name: 'bare start of node', value: await timesOf(OPENS, bareNode), unit: 'ms' },
  };
}

/** The other kinds are slower by what they are; their figures are printed where they work, and bounded by patience only. */
async function benchOther(driver: SandboxDriver<Socket>, folder: string): Promise<readonly BenchLine[]> {
  const { works, missing } = await driver.probe();
  if (works) return [await benchOpen(driver, { folder, most: 30_000, doors: [] })];
  process.stdout.write(`skip ${driver.name}: ${missing[0]?.why ?? 'it does not work here'}\n`);
  return [];
}

function lineOf(name: string, { bare, held }: { readonly bare: number; readonly held: number }): BenchLine {
  return {
    name: `${name}, p50`,
    value: held,
    unit: 'ms',
    target: { kind: 'at-most', value: bare + MOST_MS },
    floor: { name: 'bare spawn', value: bare, unit: 'ms' },
  };
}

/** The medians of two ways, one round of each after the other. */
async function inTurns(
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<readonly [number, number]> {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    ones.push(await timeOf(first));
    others.push(await timeOf(second));
  }
  return [percentile(sorted(ones), 50), percentile(sorted(others), 50)];
}

async function timesOf(count: number, work: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < count; round++) samples.push(await timeOf(work));
  return percentile(sorted(samples), 50);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function bareStart(): Promise<void> {
  await once(spawn('true', [], { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] }), 'close');
}

async function bareNode(): Promise<void> {
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'close');
}

async function start(sandbox: Sandbox): Promise<void> {
  const { end } = await sandbox.run({ argv: ['true'], keepBytes: 1_000 });
  if (end.kind !== 'exited' || end.exitCode !== 0)
    throw new Error(`start a program in a sandbox: ${JSON.stringify(end)}`);
}

function specOf(folder: string): SandboxSpec<Socket> {
  return {
    id: `bench-${randomUUID().slice(0, 8)}`,
    folder,
    writes: 'copy',
    readable: [],
    home: { path: '/home/user', files: [] },
    environment: ENVIRONMENT,
    doors: [],
    limits: {
      wallMs: 10_000,
      cpuMs: 10_000,
      memoryBytes: 512 * MEGABYTE,
      tasks: 128,
      outputBytes: MEGABYTE,
      fileBytes: MEGABYTE,
      temporaryBytes: 16 * MEGABYTE,
    },
    require: [],
    trace: 'writes',
  };
}
