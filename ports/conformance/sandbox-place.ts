import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { SandboxLimits } from '../../core/sandbox/sandbox-limits.ts';
import type { Sandbox, SandboxDriver, SandboxedProgram, SandboxedResult, SandboxSpec } from '../sandbox.ts';

/** A driver as the suite is run against it. */
export type SandboxUnderTest = {
  readonly driver: SandboxDriver<Socket>;
  /** Why nothing can be run here, as every test then says that it is skipped; null where it can. */
  readonly skipReason: string | null;
  /** What differs from the driver of plain processes. */
  readonly settings?: SandboxSuiteSettings;
};

export type SandboxSuiteSettings = {
  /** Programs inside besides `sh` and those of every system; `perl`, `bash`, `setsid` and `script` where it is left out. */
  readonly tools?: readonly SuiteTool[];
  /** All waiting is longer by this factor; 1 where it is left out. */
  readonly slowness?: number;
  /** Bounds for ordinary programs. */
  readonly limits?: Partial<SandboxLimits>;
  /** Variables that programs need to work at all, over those of the suite. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A command line for `sh` that sends its input to a port of 127.0.0.1 and prints the answer; `bash` where it is left out. */
  readonly connect?: (port: number) => string;
  /** Tests and attempts, by name, that mean nothing with this driver, each with the reason that the skip prints. */
  readonly notApplicable?: Readonly<Record<string, string>>;
};

export type SuiteTool = 'perl' | 'bash' | 'setsid' | 'node' | 'script';

export const ALL_TOOLS: readonly SuiteTool[] = ['perl', 'bash', 'setsid', 'script'];

const MEGABYTE = 1024 * 1024;

/** Wide enough for every ordinary program of the suite. */
export const ROOMY: SandboxLimits = {
  wallMs: 20_000,
  cpuMs: 20_000,
  memoryBytes: 512 * MEGABYTE,
  tasks: 256,
  outputBytes: 4 * MEGABYTE,
  fileBytes: 32 * MEGABYTE,
  temporaryBytes: 32 * MEGABYTE,
};

/** A machine's corner as a sandbox finds it: a workspace, a neighbour's, and what nobody inside may see. */
export type SandboxPlace = {
  /** Holds all of it. */
  readonly base: string;
  /** The workspace: `kept`, `folder/inner` and a `.git`. */
  readonly folder: string;
  /** Another task's workspace, with a file `theirs`. */
  readonly neighbour: string;
  /** A file of the person, whose contents are `SECRET-OF-THE-HOME`. */
  readonly secret: string;
};

export const SECRET = 'SECRET-OF-THE-HOME';

/** Makes a place, and removes it after the test. */
export function placeFor(t: Pick<TestContext, 'after'>): SandboxPlace {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-suite-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  chmodSync(base, 0o755);
  const place = {
    base,
    folder: join(base, 'tasks/one'),
    neighbour: join(base, 'tasks/two'),
    secret: join(base, 'home/.ssh/id_ed25519'),
  };
  write(join(place.folder, 'kept'), 'kept\n');
  write(join(place.folder, 'folder/inner'), 'inner\n');
  write(join(place.folder, '.git/config'), '[core]\n');
  write(join(place.neighbour, 'theirs'), 'theirs\n');
  write(place.secret, SECRET);
  return place;
}

/** Writes a file and the folders above it. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A spec of an ordinary sandbox in a place, with a name of its own. */
export function specFor(
  { folder }: SandboxPlace,
  { settings, ...more }: Partial<SandboxSpec<Socket>> & { readonly settings?: SandboxSuiteSettings | undefined } = {},
): SandboxSpec<Socket> {
  return {
    id: `suite-${randomUUID().slice(0, 18)}`,
    folder,
    writes: 'copy',
    readable: [],
    home: { path: '/home/agent', files: [] },
    environment: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/home/agent', LANG: 'C', ...settings?.environment },
    doors: [],
    require: [],
    trace: 'writes',
    ...more,
    limits: { ...ROOMY, ...settings?.limits, ...more.limits },
  };
}

/** A sandbox that is closed after the test. */
export async function openFor(
  t: Pick<TestContext, 'after'>,
  driver: SandboxDriver<Socket>,
  spec: SandboxSpec<Socket>,
): Promise<Sandbox> {
  const sandbox = await driver.open(spec);
  t.after(() => sandbox.close());
  return sandbox;
}

/** Runs a line of `sh`. */
export function shell(sandbox: Sandbox, line: string, more: Partial<SandboxedProgram> = {}): Promise<SandboxedResult> {
  return sandbox.run({ argv: ['sh', '-c', line], keepBytes: 64 * 1024, ...more });
}

/** A line that talks to a port of 127.0.0.1: sends its input, prints the answer. */
export function connectLine(settings: SandboxSuiteSettings | undefined, port: number): string {
  return settings?.connect?.(port) ?? `bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port} && cat >&3 && head -n 1 <&3'`;
}
