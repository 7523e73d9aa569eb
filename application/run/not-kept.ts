import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { RunSummary } from './run-view.ts';

const MAX_NOT_KEPT = 100;

/**
 * What snapshots of a run left out, each path once; of the newest first, since a file that the run itself made too large is only in
 * that one. A sandbox gives no way to write to the workspace's `.git`: what was left out there is as it was.
 */
export function notKept(
  oldestFirst: readonly (Snapshot | null)[],
  { isHeld }: { readonly isHeld: boolean },
): RunSummary['notKept'] {
  const found = new Map<string, string>();
  for (const snapshot of oldestFirst.toReversed())
    for (const { path, why } of snapshot?.leftOut ?? [])
      if (!found.has(path) && !(isHeld && path.startsWith('.git/'))) found.set(path, why);
  return [...found].slice(0, MAX_NOT_KEPT).map(([path, why]) => ({ path, why }));
}

/** Of what was left out, that in which one of these paths lies, or which lies in one of them. */
export function touchedBy(found: RunSummary['notKept'], paths: readonly string[]): RunSummary['notKept'] {
  return found.filter(({ path }) =>
    paths.some((one) => one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`)),
  );
}
