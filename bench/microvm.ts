import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { machine, tmpdir } from 'node:os';
import { join } from 'node:path';
import { seccompFilter } from '../adapters/bwrap/seccomp-filter.ts';
import { type MicrovmDriver, openMicrovm } from '../adapters/microvm/open-microvm.ts';
import { TEST_FOLDER } from '../adapters/microvm/testing/microvm-under-test.ts';
import type { SandboxSpec } from '../ports/sandbox.ts';

const MEGABYTE = 1024 * 1024;
const ROUNDS = 7;
let opened = 0;

/** What one start-up of a kind takes, in milliseconds, each the median of seven. */
export type MicrovmTimes = {
  readonly version: string;
  /** To a guest that can run programs, from the beginning and from a snapshot. */
  readonly bootMs: number;
  readonly openMs: number;
  /** A program that does nothing, in a guest that is there. */
  readonly runMs: number;
  readonly freezeMs: number;
  readonly closeMs: number;
};

/** Measures microVMs where they work here; otherwise says why not. The system's image and the kernel are made before. */
export async function measureMicrovm(): Promise<MicrovmTimes | { readonly why: string }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-bench-')));
  writeFileSync(join(folder, 'file'), 'x');
  try {
    const settings = { folder: TEST_FOLDER, filter: seccompFilter(machine()) };
    const [driver, plain] = [openMicrovm(settings), openMicrovm({ ...settings, usesSnapshots: false })];
    const { works, version, missing } = await driver.probe();
    if (!works) return { why: missing.map(({ why }) => why).join('; ') };
    await plain.probe();
    const boots: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) boots.push((await once(plain, folder)).openMs);
    await once(driver, folder);
    const rounds: Once[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await once(driver, folder));
    const of = (name: keyof Once): number => median(rounds.map((one) => one[name]));
    return {
      version: version ?? '',
      bootMs: median(boots),
      openMs: of('openMs'),
      runMs: of('runMs'),
      freezeMs: of('freezeMs'),
      closeMs: of('closeMs'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Once = { readonly openMs: number; readonly runMs: number; readonly freezeMs: number; readonly closeMs: number };

async function once(driver: MicrovmDriver, folder: string): Promise<Once> {
  const [sandbox, openMs] = await timed(() => driver.open(specOf(folder)));
  await sandbox.run({ argv: ['true'], keepBytes: 10 });
  const [, runMs] = await timed(() => sandbox.run({ argv: ['true'], keepBytes: 10 }));
  const [, freezeMs] = await timed(() => sandbox.freeze());
  const [, closeMs] = await timed(() => sandbox.close());
  return { openMs, runMs, freezeMs, closeMs };
}

async function timed<T>(act: () => Promise<T>): Promise<readonly [T, number]> {
  const startMs = performance.now();
  return [await act(), performance.now() - startMs];
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function specOf(folder: string): SandboxSpec<Socket> {
  opened += 1;
  return {
    id: `bench-${process.pid}-${opened}`,
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
      outputBytes: MEGABYTE,
      fileBytes: MEGABYTE,
      temporaryBytes: MEGABYTE,
    },
    require: [],
    trace: 'writes',
  };
}
