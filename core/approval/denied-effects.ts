import type { Effect, EffectClass, Resource } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { parseUrl } from '../effect/url/parse-url.ts';
import { isWithin } from '../path/normalise-path.ts';

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
 * asking about. An action that also lists a folder does not forbid listing it. That nobody knows what the tool does is no
 * effect on a thing; what its arguments name is.
 */
export function deniedEffectsOf(tool: string, effects: readonly Effect[]): readonly DeniedEffect[] {
  const known = effects.filter(({ resource }) => resource.kind !== 'tool');
  const gravest = Math.max(...known.map((effect) => EFFECT_TABLE[effect.class].floor));
  return known
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

/** Denials of several sessions as those of one, each once, newest last; the last list is the newest. */
export function joinDenied(...lists: readonly (readonly DeniedEffect[])[]): readonly DeniedEffect[] {
  const all = lists.flat();
  const newest = all.filter(
    (one, at) => !all.slice(at + 1).some((later) => later.tool === one.tool && isSameThing(later, one)),
  );
  return newest.slice(-MAX_KEPT);
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
  const [touched, forbidden] = [thingOf(name, resource), thingOf(refused.class, refused)];
  if (touched.family !== forbidden.family || touched.kind !== forbidden.kind) return false;
  if (touched.kind !== 'path') return touched.value === forbidden.value;
  return isWithin(touched.value, forbidden.value) || isWithin(forbidden.value, touched.value);
}

type Thing = Pick<DeniedEffect, 'kind' | 'value'> & { readonly family: string };

/** A URL of any scheme is about the host that it names: whoever refused one refused to reach that host. */
function thingOf(name: EffectClass, { kind, value }: Pick<Resource, 'kind' | 'value'>): Thing {
  const host = kind === 'url' ? (parseUrl(value.trim())?.host.name ?? null) : null;
  return host === null ? { family: familyOf(name), kind, value } : { family: 'net', kind: 'host', value: host };
}

function isSameThing(one: DeniedEffect, other: DeniedEffect): boolean {
  return one.class === other.class && one.kind === other.kind && one.value === other.value;
}

function familyOf(name: EffectClass): string {
  return FAMILY[name] ?? name;
}
