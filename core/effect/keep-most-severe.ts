import type { Effect, EffectMark } from './effect.ts';
import { EFFECT_TABLE } from './effect-table.ts';

/** Most effects that a decision lists: a list of as many may be all that was found, or the most severe of it. */
export const MAX_EFFECTS = 64;

/** Marks that outweigh every class: one that a gate denies, those that are critical, and those that are high, whatever the class. */
const GRAVE: ReadonlyMap<EffectMark, number> = new Map([
  ['metadata-address', 300],
  ['gateway-state', 200],
  ['data-deletion', 200],
  ['over-limit', 200],
  ['holds-secret', 66],
]);

/**
 * Keeps a list of effects within bounds: equal ones once, and of more than 64 the most severe, in their order.
 *
 * Invariant: the risk score of what is kept is that of the whole list, signals of milder effects apart.
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
  return floor + Math.max(0, ...marks.map((mark) => GRAVE.get(mark) ?? 0));
}
