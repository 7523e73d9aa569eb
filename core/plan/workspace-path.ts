import { parseWorkspacePath } from '../path/parse-workspace-path.ts';

const REFUSED = 'a path that is refused: ';
/** Refusals of paths that nobody writes by mistake: they lead out of the workspace, or hide that they do. */
const ESCAPES: readonly string[] = ['traversal', 'encoded', 'network'];

/**
 * Says what keeps a text from naming a file of the workspace in its one canonical spelling; null when it does.
 *
 * The rule is that of `parseWorkspacePath`; beyond it a plan writes each path as it is kept: relative, no `./`, no `a//b`.
 */
export function workspacePathProblem(path: string): string | null {
  const parsed = parseWorkspacePath(path);
  if (!parsed.ok) return `${REFUSED}${parsed.refusals.join(', ')}`;
  return parsed.path === path ? null : `another spelling of ${parsed.path}`;
}

/** Tells whether what `workspacePathProblem` said is an attempt to leave the workspace: a finding of security. */
export function isEscape(found: string): boolean {
  return (
    found.startsWith(REFUSED) &&
    found
      .slice(REFUSED.length)
      .split(', ')
      .some((refusal) => ESCAPES.includes(refusal))
  );
}
