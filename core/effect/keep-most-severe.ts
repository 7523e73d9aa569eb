import type { Effect } from './effect.ts';
import { EFFECT_TABLE } from './effect-table.ts';

/** Most effects that a decision lists. */
const MAX_EFFECTS = 64;

/** Marks that outweigh every class. */
const GRAVE = new Set<string>(['metadata-address', 'data-deletion', 'over-limit', 'gateway-state']);

/**
 * Keeps a list of effects within bounds: equal ones once, and of more than 64 the most severe, in their order.
 *
 * Invariant: the worst class and every grave mark that was there is still there.
 */
export function keepMostSevere(effects: readonly Effect[]): readonly Effect[] {
  if (effects.length <= MAX_EFFECTS) return effects;
  const distinct = new Map<string, Effect>();
  for (const effect of effects) {
    const { class: effectClass, resource, marks } = effect;
    distinct.set(`${effectClass}\n${resource.kind}\n${marks.join()}\n${resource.value}`, effect);
  }
  const ranked = [...distinct.values()].map((effect, index) => ({ effect, index, severity: severityOf(effect) }));
  ranked.sort((first, second) => second.severity - first.severity || first.index - second.index);
  return ranked.slice(0, MAX_EFFECTS).map(({ effect }) => effect);
}

function severityOf({ class: effectClass, marks }: Effect): number {
  const { floor } = EFFECT_TABLE[effectClass];
  return marks.some((mark) => GRAVE.has(mark)) ? 100 + floor : floor;
}
