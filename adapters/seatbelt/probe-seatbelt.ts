import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { GUARANTEES, type Guarantee } from '../../core/sandbox/guarantee.ts';
import type { Sandbox, SandboxProbe, SandboxSpec } from '../../ports/sandbox.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS = {
  wallMs: 10_000,
  cpuMs: 10_000,
  memoryBytes: 256 * MEGABYTE,
  tasks: 64,
  outputBytes: MEGABYTE,
  fileBytes: MEGABYTE,
  temporaryBytes: MEGABYTE,
};

/** Answers for itself, one word a line, only what it found to hold. `$1` is a file beside the folder. */
const SCRIPT = `
cat "$1" > /dev/null 2>&1 || echo private-files
(echo x > "$1") 2> /dev/null || echo nothing-outside
echo made > made && echo writable
(echo x > .git) 2> /dev/null || echo protected
(exec 3<> /dev/tcp/127.0.0.1/9) 2>&1 | grep -q 'not permitted' && echo no-network
`;
const WORDS = ['private-files', 'nothing-outside', 'writable', 'protected', 'no-network'];

const ENFORCED: readonly Guarantee[] = [
  'files.private-root',
  'network.none',
  'privileges.none',
  'limit.wall',
  'limit.output',
  'terminal',
];

const WHY: Partial<Record<Guarantee, string>> = {
  'files.copy-on-write': 'seatbelt keeps no changes apart',
  'network.proxy-only': 'seatbelt gives no network of its own, so nothing tells who connects to a port',
  'processes.isolated': 'seatbelt hides no process; it only keeps programs from signalling and reading others',
  'kill.tree': 'macOS tells no environment of a process, by which those are found that left their group',
};
const NEVER = 'seatbelt has nothing for it';

/** Runs a program in a profile and looks at what holds, on macOS; says elsewhere that there is none. Never rejects. */
export async function probeSeatbelt(
  platform: string,
  open: (spec: SandboxSpec<Socket>) => Promise<Sandbox>,
): Promise<SandboxProbe> {
  if (platform !== 'darwin') return useless(`seatbelt is part of macOS, and this is ${platform}`);
  let base: string | null = null;
  try {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-seatbelt-probe-')));
    const why = await whyNot(base, open);
    return why === null ? working() : useless(why);
  } catch (error) {
    return useless(error instanceof Error ? error.message : 'it could not be tried');
  } finally {
    if (base !== null) rmSync(base, { recursive: true, force: true });
  }
}

async function whyNot(base: string, open: (spec: SandboxSpec<Socket>) => Promise<Sandbox>): Promise<string | null> {
  const folder = realpathSync(mkdtempSync(join(base, 'folder-')));
  const beside = join(base, 'beside');
  writeFileSync(beside, 'beside');
  const id = basename(base).toLowerCase().slice(0, 40);
  const plain = { readable: [], home: null, doors: [], limits: LIMITS, require: [], trace: 'writes' } as const;
  const sandbox = await open({ ...plain, id, folder, writes: 'direct', environment: { PATH: '/usr/bin:/bin' } });
  try {
    const { stdout, stderr, end } = await sandbox.run({
      argv: ['/bin/bash', '-c', SCRIPT, 'bash', beside],
      keepBytes: 4_096,
    });
    if (stdout.text === '')
      return `seatbelt does not work here: ${stderr.text.split('\n', 1)[0] || JSON.stringify(end)}`;
    const missing = WORDS.filter((word) => !stdout.text.split('\n').includes(word));
    return missing.length === 0 ? null : `seatbelt ran and did not give ${missing.join(', ')}`;
  } finally {
    await sandbox.close();
  }
}

function working(): SandboxProbe {
  const enforces = new Set(ENFORCED);
  const missing = GUARANTEES.filter((one) => !enforces.has(one)).map((guarantee) => ({
    guarantee,
    why: WHY[guarantee] ?? NEVER,
  }));
  return { works: true, version: null, enforces, missing };
}

function useless(why: string): SandboxProbe {
  return {
    works: false,
    version: null,
    enforces: new Set(),
    missing: GUARANTEES.map((guarantee) => ({ guarantee, why })),
  };
}
