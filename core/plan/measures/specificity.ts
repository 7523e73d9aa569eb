import { baseName } from '../../path/normalise-path.ts';
import { addedByDiff, placeholderInCode, placeholderInWords } from '../placeholder-text.ts';
import type { Plan, PlanStep } from '../plan.ts';
import { workspacePathProblem } from '../workspace-path.ts';
import { type Measure, measureOf, shareOf } from './measure.ts';

const SHARES = { path: 40, words: 30, symbol: 30 } as const;

/**
 * Measures whether every step says exactly what it does; the plan has the mean of its steps. 40: an explicit path, without
 * wildcards (a build step names what it builds). 30: no placeholder in its description nor in the code it adds. 30: the
 * description names a symbol, a path, a number or something in quotes.
 */
export function measureSpecificity({ steps }: Plan): Measure {
  const evidence: string[] = [];
  let sum = 0;
  for (const step of steps) {
    const { points, missing } = specificityOf(step);
    sum += points;
    for (const one of missing) evidence.push(`the step ${step.id} ${one}`);
  }
  return measureOf(steps.length === 0 ? 0 : shareOf(1, { of: sum, all: steps.length }), evidence);
}

function specificityOf(step: PlanStep): { readonly points: number; readonly missing: readonly string[] } {
  const missing: string[] = [];
  let points = 0;
  if (hasExplicitTarget(step)) points += SHARES.path;
  else missing.push('names no explicit path');
  const placeholder = placeholderInWords(step.description) ?? placeholderInCode(addedByDiff(step.diff ?? ''));
  if (placeholder === null) points += SHARES.words;
  else missing.push(`leaves out what it does: ${placeholder}`);
  if (namesSymbol(step)) points += SHARES.symbol;
  else missing.push('names no symbol, path or value');
  return { points, missing };
}

function hasExplicitTarget({ kind, target }: PlanStep): boolean {
  if (['*', '?', '{'].some((wildcard) => target.includes(wildcard))) return false;
  return kind === 'build' || workspacePathProblem(target) === null;
}

/** A word that nobody writes but who means something exact: `parseLine`, `max_size`, `a/b.ts`, `f()`, `--flag`, `404`. */
function namesSymbol({ description, target }: PlanStep): boolean {
  const name = baseName(target);
  return description.split(/[ \n\t]/).some((word) => {
    if (name.length >= 3 && word.includes(name)) return true;
    const inner = word.slice(1, -1);
    const hasSign = ['_', '/', '(', '::', '`', '"', '=', '#', '--'].some((sign) => word.includes(sign));
    const isCamel = inner !== inner.toLowerCase() && inner !== inner.toUpperCase();
    const hasDot = inner.includes('.');
    return hasSign || isCamel || hasDot || (word >= '0' && word < ':');
  });
}
