import type { Effect, EffectClass, Resource } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { isWithin } from '../effect/path/normalise-path.ts';

/** One thing that a person refused in a session: what it would have done, and to what. */
export type DeniedEffect = {
  /** The tool it was proposed with (see `toolIdentity`). */
  readonly tool: string;
  readonly class: EffectClass;
  readonly kind: Resource['kind'];
  readonly value: string;
};

/** Most effects kept of one denial, and of one session; the oldest are forgotten. */
const MAX_OF_ONE = 8;
const MAX_KEPT = 32;

/** What names exactly one thing. A command or a tool names no thing that is acted upon. */
const CONCRETE: ReadonlySet<Resource['kind']> = new Set(['path', 'host', 'url', 'recipient', 'statement']);

/** Classes that do the same to a resource as far as a person who refused one of them is concerned. */
const FAMILY: { readonly [Class in EffectClass]?: string } = {
  'file.write': 'change',
  'file.delete': 'change',
  'file.metadata': 'change',
  'ci.modify': 'change',
  'config.modify': 'change',
  'self.modify': 'change',
  'policy.change': 'change',
  'file.read': 'read',
  'secret.read': 'read',
  'net.connect': 'net',
  'net.fetch': 'net',
  'net.upload': 'net',
  'db.write': 'db',
  'db.schema': 'db',
};

/**
 * What to remember of a denied action: the gravest of its effects on something that can be named, for only they were worth
 * asking about. An action that also lists a folder does not forbid listing it.
 */
export function deniedEffectsOf(tool: string, effects: readonly Effect[]): readonly DeniedEffect[] {
  const gravest = Math.max(...effects.map((effect) => EFFECT_TABLE[effect.class].floor));
  return effects
    .filter(({ class: name, resource }) => CONCRETE.has(resource.kind) && EFFECT_TABLE[name].floor === gravest)
    .slice(0, MAX_OF_ONE)
    .map(({ class: name, resource }) => ({ tool, class: name, kind: resource.kind, value: resource.value }));
}

/** The denials of a session with those of one more action, newest last. */
export function withDenied(
  known: readonly DeniedEffect[],
  { tool, effects }: { readonly tool: string; readonly effects: readonly Effect[] },
): readonly DeniedEffect[] {
  const added = deniedEffectsOf(tool, effects);
  const others = known.filter((old) => !added.some((one) => old.tool === one.tool && isSameThing(old, one)));
  return [...others, ...added].slice(-MAX_KEPT);
}

/**
 * The newest denial that an action would go round: one of its effects does the like to the same thing, or to something in
 * it. Null when there is none.
 */
export function findDenied(denied: readonly DeniedEffect[], effects: readonly Effect[]): DeniedEffect | null {
  for (let index = denied.length - 1; index >= 0; index--) {
    const refused = denied[index] as DeniedEffect;
    if (effects.some((effect) => reaches(effect, refused))) return refused;
  }
  return null;
}

function reaches({ class: name, resource }: Effect, refused: DeniedEffect): boolean {
  if (familyOf(name) !== familyOf(refused.class)) return false;
  if (resource.kind !== refused.kind) return false;
  if (resource.kind !== 'path') return resource.value === refused.value;
  return isWithin(resource.value, refused.value) || isWithin(refused.value, resource.value);
}

function isSameThing(one: DeniedEffect, other: DeniedEffect): boolean {
  return one.class === other.class && one.kind === other.kind && one.value === other.value;
}

function familyOf(name: EffectClass): string {
  return FAMILY[name] ?? name;
}
