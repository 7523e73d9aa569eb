import type { PlanStep } from './plan.ts';

/** The part of a step that its place depends on. */
export type OrderedStep = Pick<PlanStep, 'id' | 'dependsOn'>;

/**
 * The steps in an order in which each comes after those it depends on; among those that could come next the first listed.
 * Steps on a cycle, or behind one, are left out. A dependency that no step has holds nothing back.
 */
export function orderSteps<Step extends OrderedStep>(steps: readonly Step[]): readonly Step[] {
  const known = new Set(steps.map(({ id }) => id));
  const done = new Set<string>();
  const ordered: Step[] = [];
  for (let left = [...steps]; left.length > 0; ) {
    const next = left.find(({ dependsOn }) => dependsOn.every((id) => done.has(id) || !known.has(id)));
    if (next === undefined) break;
    ordered.push(next);
    left = left.filter((step) => step !== next);
    // With one id twice, what depends on it waits for both.
    if (!left.some(({ id }) => id === next.id)) done.add(next.id);
  }
  return ordered;
}

/** For each step all those that come before it, by dependencies of dependencies too. The steps have no cycle. */
export function stepsBefore(ordered: readonly OrderedStep[]): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map<string, ReadonlySet<string>>();
  for (const { id, dependsOn } of ordered) {
    const all = new Set<string>(before.get(id));
    for (const dependency of dependsOn) {
      all.add(dependency);
      for (const earlier of before.get(dependency) ?? []) all.add(earlier);
    }
    before.set(id, all);
  }
  return before;
}
