import { counted } from '../counted.ts';
import { parseWorkspacePath } from '../path/parse-workspace-path.ts';
import { categorisePath } from '../path/path-category.ts';
import { type ConcernsPath, readConstraintTarget } from '../plan/constraint-target.ts';
import type { CheckResult } from './check-result.ts';

/** Most paths that a result names. */
const MAX_NAMED = 10;

/**
 * Checks that a change touches only what its task is about.
 *
 * The scope is a list of paths of the workspace: files, folders with all below them, globs in the dialect of paths. Every
 * path that the change touches counts, both names of a rename too. A special file (see `categorisePath`: CI, hooks,
 * configuration of agents, keys, environment files) is in scope only where it is named outright, never by a folder or a
 * wildcard. A path that `parseWorkspacePath` refuses is in no scope, and a scope that cannot be read is no pass.
 */
export function checkScope(touched: readonly string[], scope: readonly string[]): CheckResult {
  const patterns: ConcernsPath[] = [];
  for (const entry of scope) {
    const pattern = readConstraintTarget(entry, { forbids: false });
    if (!pattern.ok) return result('not-run', `could not read the scope ${JSON.stringify(entry)}: ${pattern.failure}`);
    patterns.push(pattern.value);
  }
  const outside = touched.filter((path) => !isInScope(path, { scope, patterns }));
  if (outside.length === 0)
    return result('passed', `found ${counted(touched.length, 'path')} in scope, and none out of it`);
  const named = outside.slice(0, MAX_NAMED).map((path) => JSON.stringify(path));
  const more = outside.length > MAX_NAMED ? ` and ${outside.length - MAX_NAMED} more` : '';
  return result('failed', `found outside the scope of the task: ${named.join(', ')}${more}`);
}

type Scope = { readonly scope: readonly string[]; readonly patterns: readonly ConcernsPath[] };

function isInScope(path: string, { scope, patterns }: Scope): boolean {
  const parsed = parseWorkspacePath(path);
  if (!parsed.ok || parsed.path !== path) return false;
  if (scope.includes(path)) return true;
  return !isSpecial(path) && patterns.some((concerns) => concerns(path));
}

function isSpecial(path: string): boolean {
  return categorisePath(`/workspace/${path}`, { home: '/home', gatewayPaths: [] }).length > 0;
}

function result(status: CheckResult['status'], detail: string): CheckResult {
  return { name: 'scope', status, detail, excerpt: '', contained: true };
}
