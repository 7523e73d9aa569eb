import { type Effect, type EffectClass, type EffectMark, type Resource, type Reversibility } from './effect.ts';
import { EFFECT_TABLE } from './effect-table.ts';

/** Makes an effect with the reversibility of its class, unless the analyser found it to be less reversible. */
export function makeEffect(
  effectClass: EffectClass,
  resource: { readonly kind: Resource['kind']; readonly value: string },
  {
    detail,
    marks = [],
    reversibility = EFFECT_TABLE[effectClass].reversibility,
  }: { readonly detail: string; readonly marks?: readonly EffectMark[]; readonly reversibility?: Reversibility },
): Effect {
  return { class: effectClass, resource: { ...resource, provenance: 'unknown' }, detail, reversibility, marks };
}

/** Tells whether an effect is on a path outside of the workspace, one of a temporary folder included. */
export function isBesideWorkspace({ marks }: Pick<Effect, 'marks'>): boolean {
  return marks.includes('outside-workspace') || marks.includes('scratch');
}
