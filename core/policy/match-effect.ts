import { EFFECT_CLASSES, type Effect, type EffectClass, type EffectMark } from '../effect/effect.ts';
import { ok, type Result } from '../result.ts';
import type { Glob } from './glob.ts';
import { compileHostPattern, concernsHost, coversHost } from './host-pattern.ts';
import { compilePathPattern, concernsPath, liesWithin, matchPath, type PathPattern } from './path-pattern.ts';
import type { EffectPattern } from './policy.ts';
import type { Subject } from './subject.ts';

/** An effect pattern, compiled. */
export type CompiledEffect = {
  readonly classes: ReadonlySet<EffectClass>;
  /** The words before the dot of these classes. */
  readonly families: ReadonlySet<string | undefined>;
  readonly path: PathPattern | null;
  readonly host: Glob | null;
  readonly mark: EffectMark | null;
};

/** Compiles which effects a rule speaks of. The failure is a phrase `found …, want …`. */
export function compileEffect(pattern: EffectPattern): Result<CompiledEffect, string> {
  const path = pattern.path === null ? ok(null) : compilePathPattern(pattern.path);
  const host = pattern.host === null ? ok(null) : compileHostPattern(pattern.host);
  if (!path.ok) return path;
  if (!host.ok) return host;
  const families = new Set(pattern.classes.map((name) => FAMILIES.get(name)));
  return ok({ classes: new Set(pattern.classes), families, path: path.value, host: host.value, mark: pattern.mark });
}

/**
 * Tells whether a restriction concerns any effect of the action.
 *
 * Generous: the top of a tree counts as part of it, deleting a folder concerns what the pattern names below it, and a path
 * or host that cannot be read may be the one that is meant. What a tool that nobody knows does with a path or host is not
 * known either: it concerns every class of that family, `file.read` as much as `file.write`.
 */
export function concernsEffects(pattern: CompiledEffect, subject: Subject): boolean {
  return subject.context.effects.some(
    (effect) =>
      (pattern.classes.has(effect.class) || (subject.isUnknown && pattern.families.has(FAMILIES.get(effect.class)))) &&
      (pattern.mark === null || effect.marks.includes(pattern.mark)) &&
      concernsPlace(pattern, effect, subject),
  );
}

/** Tells whether a permission covers every effect of the action; an action without effects is covered by none. */
export function coversEffects(pattern: CompiledEffect, subject: Subject): boolean {
  const { effects } = subject.context;
  return (
    effects.length > 0 && effects.every((effect) => isOfKind(pattern, effect) && coversPlace(pattern, effect, subject))
  );
}

/** Tells whether doing this to the path of an effect concerns the place that a path pattern speaks of. */
export function concernsPathOf(pattern: PathPattern, effect: Effect, subject: Subject): boolean {
  if (effect.resource.kind !== 'path') return false;
  const path = effect.resource.value;
  if (!path.startsWith('/') || concernsPath(pattern, path, subject.places) !== 'no') return true;
  return effect.class === 'file.delete' && liesWithin(pattern, path, subject.places);
}

const FAMILIES: ReadonlyMap<EffectClass, string> = new Map(
  EFFECT_CLASSES.map((name) => [name, name.split('.', 1).join('')]),
);

function isOfKind(pattern: CompiledEffect, effect: Effect): boolean {
  return pattern.classes.has(effect.class) && (pattern.mark === null || effect.marks.includes(pattern.mark));
}

function concernsPlace(pattern: CompiledEffect, effect: Effect, subject: Subject): boolean {
  if (pattern.path !== null && !concernsPathOf(pattern.path, effect, subject)) return false;
  if (pattern.host === null) return true;
  const host = subject.hostOf(effect);
  return host !== null && (host.name === null || concernsHost(pattern.host, host.name));
}

function coversPlace(pattern: CompiledEffect, effect: Effect, subject: Subject): boolean {
  const { kind, value } = effect.resource;
  if (pattern.path !== null && (kind !== 'path' || matchPath(pattern.path, value, subject.places) !== 'yes'))
    return false;
  if (pattern.host === null) return true;
  const host = subject.hostOf(effect);
  return host !== null && host.name !== null && coversHost(pattern.host, host.name);
}
