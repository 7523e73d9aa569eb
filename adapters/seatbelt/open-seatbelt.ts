import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ANYWHERE } from '../../core/path/special-paths.ts';
import { requireGuarantees } from '../../ports/require-guarantees.ts';
import {
  type Sandbox,
  type SandboxDriver,
  SandboxError,
  type SandboxProbe,
  type SandboxSpec,
} from '../../ports/sandbox.ts';
import { problemsOfSpec } from './check-spec.ts';
import { probeSeatbelt } from './probe-seatbelt.ts';
import { SeatbeltSandbox } from './seatbelt-sandbox.ts';

/** Where it runs, and with what. */
export type SeatbeltSettings = {
  /** Runs programs as they are: what `sandbox-exec` is started, bounded and ended with. */
  readonly runner: SandboxDriver<Socket>;
  /** A folder of the gateway alone, without links in its path: homes are made there. */
  readonly directory: string;
  /** `process.platform`. */
  readonly platform: string;
};

/** What instructs other programs that look into a folder. */
const KINDS: ReadonlySet<string> = new Set([
  'agent-configuration',
  'version-control',
  'editor-configuration',
  'ci',
  'shell-startup',
]);

/**
 * Makes sandboxes with macOS's own (`sandbox-exec`, seatbelt): programs change one folder, read the system and reach no network.
 * It gives no processes, no network and no copy of one's own, so it refuses whatever needs those; on other systems it refuses all.
 */
export function openSeatbelt(settings: SeatbeltSettings): SandboxDriver<Socket> {
  let probed: Promise<SandboxProbe> | null = null;
  const probe = (): Promise<SandboxProbe> => {
    probed ??= probeSeatbelt(settings.platform, (spec) => make(spec, settings));
    return probed;
  };
  return {
    name: 'seatbelt',
    probe,
    open: async (spec) => {
      requireGuarantees(await probe(), { title: 'seatbelt', require: spec.require });
      return make(spec, settings);
    },
    sweep: () => settings.runner.sweep(),
  };
}

async function make(spec: SandboxSpec<Socket>, { runner, directory }: SeatbeltSettings): Promise<Sandbox> {
  const problems = problemsOfSpec(spec, directory);
  if (problems.length > 0) throw new SandboxError('sandbox.spec', `open a sandbox: ${problems.join('; ')}`);
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-seatbelt-')));
  const folders = [temporary, ...(spec.home === null ? [] : [spec.home.path])];
  try {
    makeHome(spec);
    const environment = { ...spec.environment, TMPDIR: temporary };
    const held = await runner.open({ ...spec, environment, writes: 'direct', home: null, require: [] });
    const bounds = {
      folder: spec.folder,
      isWritable: spec.writes === 'direct',
      protectedNames: protectedNames(),
      readable: spec.readable,
      home: spec.home?.path ?? null,
      temporary,
    };
    return new SeatbeltSandbox({ runner: held, bounds, folders, writesNothing: spec.writes === 'none' });
  } catch (error) {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function makeHome({ home }: SandboxSpec<Socket>): void {
  if (home === null) return;
  mkdirSync(home.path, { recursive: true, mode: 0o700 });
  for (const { path, contents, isExecutable = false } of home.files) {
    const at = join(home.path, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, contents, { mode: isExecutable ? 0o700 : 0o600 });
  }
}

/** Names that agents, editors, git and CI read at the top of a folder, sorted; a profile can name what is not there yet. */
function protectedNames(): readonly string[] {
  const names = Object.entries(ANYWHERE).flatMap(([path, kind]) =>
    KINDS.has(kind) ? [path.split('/')[0] ?? path] : [],
  );
  return [...new Set(names)].sort();
}
