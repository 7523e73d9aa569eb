import { foldPath } from '../../core/path/fold-path.ts';
import { baseName } from '../../core/path/normalise-path.ts';
import { parseWorkspacePath } from '../../core/path/parse-workspace-path.ts';
import { categorisePath, type PathCategory } from '../../core/path/path-category.ts';
import type { SandboxChange, SandboxChanges } from '../../ports/sandbox.ts';
import { RESTORE_BOUNDS } from '../workspace/write-workspace.ts';
import type { LiveRun } from './live-run.ts';
import type { RunChange, RunSummary } from './run-view.ts';

/** Most changed paths that a summary names. */
export const MAX_NAMED = 1_000;
const MAX_LEFT_OUT = 100;

/** What instructs other programs on this machine is never taken over from a sandbox: a person makes such a change by hand. */
const INSTRUCTING: ReadonlySet<PathCategory> = new Set<PathCategory>([
  'agent-configuration',
  'version-control',
  'editor-configuration',
  'ci',
  'shell-startup',
  'gateway',
]);

/** Beside those: what tells package managers where from packages come, what to send there and what to run. */
const INSTRUCTING_NAMES: ReadonlySet<string> = new Set([
  '.npmrc',
  '.pnpmfile.cjs',
  '.pypirc',
  '.yarnrc',
  '.yarnrc.yml',
]);

/** A sandbox's changes, told apart by whether they may be taken over. */
export type Surveyed = {
  readonly from: SandboxChanges;
  readonly taken: readonly SandboxChange[];
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
};

/** Tells a sandbox's changes apart. Folders are taken over with what is in them. */
export async function tellApart({ held, order }: LiveRun): Promise<Surveyed> {
  const from = await held.sandbox.changes();
  const taken: SandboxChange[] = [];
  const leftOut: { path: string; why: string }[] = [];
  for (const change of from.changes) {
    const why = whyLeftOut(change, order.workspace);
    if (why === null) taken.push(change);
    else leftOut.push({ path: change.path, why });
  }
  return { from, taken, leftOut };
}

/** What the sandbox of a run kept apart, as its summary shows it. */
export async function surveyChanges(run: LiveRun): Promise<Pick<RunSummary, 'files' | 'total' | 'leftOut'>> {
  const { taken, leftOut } = await tellApart(run);
  const files = taken.flatMap(shown);
  return { files: files.slice(0, MAX_NAMED), total: files.length, leftOut: leftOut.slice(0, MAX_LEFT_OUT) };
}

function whyLeftOut({ path, before, after }: SandboxChange, workspace: string): string | null {
  if (isInstructing(`${workspace}/${path}`)) return 'it instructs other programs on this machine';
  if (!parseWorkspacePath(path).ok) return 'its name cannot be written here';
  if (after.kind === 'other' || before === 'other') return 'it is a pipe, a socket or a device';
  const isTooLarge = after.kind === 'file' && after.sizeBytes > RESTORE_BOUNDS.maxFileBytes;
  return isTooLarge ? `it has more than ${RESTORE_BOUNDS.maxFileBytes} bytes` : null;
}

function isInstructing(path: string): boolean {
  const categories = categorisePath(path, { home: '/nonexistent', gatewayPaths: [] });
  return categories.some((one) => INSTRUCTING.has(one)) || INSTRUCTING_NAMES.has(baseName(foldPath(path)));
}

function shown({ path, before, after }: SandboxChange): readonly RunChange[] {
  const was = before === 'file' || before === 'link';
  const is = after.kind === 'file' || after.kind === 'link';
  if (!was && !is) return [];
  if (!was) return [{ path, change: 'added' }];
  return [{ path, change: is ? 'changed' : 'deleted' }];
}
