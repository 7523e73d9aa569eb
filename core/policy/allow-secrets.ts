import type { AllowedSecret, AllowsSecret } from '../secret/allowed-secret.ts';
import { compilePathPattern, matchPath, type PathPlaces } from './path-pattern.ts';

/**
 * Makes what the operator lets stand ready for use. A finding may stand where one entry speaks of its kind and everything
 * that the entry asks for holds: the path, the mark on the line.
 *
 * A path that cannot be read, or is not known, is at no pattern.
 */
export function compileAllowedSecrets(allowed: readonly AllowedSecret[]): AllowsSecret {
  const entries = allowed.map(({ kind, path, inline }) => ({ kind, inline, covers: coverOf(path) }));
  return (kind, { path, isMarked, places }) =>
    entries.some(
      (entry) =>
        (entry.kind === '*' || entry.kind === kind) && (!entry.inline || isMarked) && entry.covers(path, places),
    );
}

type Cover = (path: string | null, places: PathPlaces) => boolean;

function coverOf(written: string | null): Cover {
  if (written === null) return () => true;
  const pattern = compilePathPattern(written);
  return (path, places) => pattern.ok && path !== null && matchPath(pattern.value, path, places) === 'yes';
}
