import { cataloguedUses } from '../effect/tool-catalogue.ts';
import type { NarrowRuleRequest } from './narrow-rule.ts';

/** So many files of one kind in one folder are taken for "the files of that kind there". */
const MIN_FILES = 3;

/** Actions that one pattern stands for. `glob` is what stands in its brackets where that was widened, else null. */
export type PatternGroup<Sample> = { readonly samples: readonly Sample[]; readonly glob: string | null };

/**
 * Joins exact patterns of a file tool that differ only in the name of the file: `Read(src/a.ts)` and two more such become
 * `Read(src/*.ts)`.
 *
 * Only below the workspace, never in or of hidden files, never without a common ending, and never into a pattern of
 * `avoid`. Shell lines stay exact: there a wildcard would stand for words and options as well.
 */
export function widenPatterns<Sample extends { readonly request: NarrowRuleRequest }>(
  exact: ReadonlyMap<string, readonly Sample[]>,
  avoid: ReadonlySet<string>,
): ReadonlyMap<string, PatternGroup<Sample>> {
  const wide = new Map<string, { readonly glob: string; readonly patterns: string[] }>();
  const joined = new Map<string, PatternGroup<Sample>>();
  for (const [pattern, samples] of exact) {
    joined.set(pattern, { samples, glob: null });
    const glob = samples.every(({ request }) => isFileTool(request)) ? widerGlob(pattern) : null;
    if (glob === null) continue;
    const wider = `${pattern.slice(0, pattern.indexOf('('))}(${glob})`;
    wide.set(wider, { glob, patterns: [...(wide.get(wider)?.patterns ?? []), pattern] });
  }
  for (const [wider, { glob, patterns }] of wide) {
    if (patterns.length < MIN_FILES || avoid.has(wider)) continue;
    const samples = [...exact].flatMap(([pattern, those]) => (patterns.includes(pattern) ? those : []));
    for (const pattern of patterns) joined.delete(pattern);
    joined.set(wider, { samples, glob });
  }
  return joined;
}

function isFileTool({ action: { tool } }: NarrowRuleRequest): boolean {
  const uses = cataloguedUses(tool.origin, tool.name) ?? [];
  return uses.length === 1 && uses.every(({ kind }) => kind === 'file');
}

/** `folder/*.ending`; null for what is not one plain file below the workspace. */
function widerGlob(pattern: string): string | null {
  const path = pattern.slice(pattern.indexOf('(') + 1, -1);
  const isPlain = !path.startsWith('/') && !path.startsWith('~') && !path.includes('{');
  if (!isPlain || path.split('/').some((segment) => segment.startsWith('.'))) return null;
  const nameAt = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  return dot > nameAt && dot < path.length - 1 ? `${path.slice(0, nameAt)}*${path.slice(dot)}` : null;
}
