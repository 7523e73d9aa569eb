import { fail, ok, type Result } from '../result.ts';
import type { LeaseScope } from './lease.ts';

/**
 * Writes the path patterns of a scope from the root on, so that they mean the same in every workspace that a token is
 * carried to.
 *
 * Refuses a workspace or home that holds wildcards or braces, which would turn into patterns, or that is not absolute.
 */
export function anchorScope<Scope extends Partial<LeaseScope>>(
  scope: Scope,
  places: { readonly workspace: string; readonly home: string },
): Result<Scope, string> {
  for (const [name, path] of Object.entries(places)) {
    if (!path.startsWith('/') || [...'*?{}'].some((sign) => path.includes(sign)))
      return fail(`${name}: found ${JSON.stringify(path)}, want an absolute path without any of * ? { }`);
  }
  const anchored = { ...scope };
  for (const kind of ['reads', 'writes'] as const) {
    const patterns = scope[kind];
    if (patterns !== undefined) Object.assign(anchored, { [kind]: patterns.map((pattern) => anchor(pattern, places)) });
  }
  return ok(anchored);
}

function anchor(pattern: string, { workspace, home }: { readonly workspace: string; readonly home: string }): string {
  if (pattern.startsWith('/')) return pattern;
  if (pattern === '~') return home;
  if (pattern.startsWith('~/')) return below(home, pattern.slice(2));
  if (pattern === '.') return workspace;
  return below(workspace, pattern.startsWith('./') ? pattern.slice(2) : pattern);
}

function below(folder: string, rest: string): string {
  return folder === '/' ? `/${rest}` : `${folder}/${rest}`;
}
