import type { Action, ToolReference } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { baseName } from '../path/normalise-path.ts';
import type { SessionGrant } from './approval.ts';

/** What a grant for the rest of the session would cover: the same tool, effect classes, and folders, hosts or values. */
export type GrantCover = SessionGrant['covers'];

/**
 * Derives the narrowest cover that would have made this approval unnecessary: per effect its class and the folder of its
 * path (written `<folder>/`), its host, or the exact value. A marked path (sensitive, a link, outside) covers itself alone.
 * Null when there is no effect, or one of a destructive class: those are approved one by one.
 */
export function grantCoverOf(effects: readonly Effect[]): GrantCover | null {
  if (effects.length === 0 || effects.some((effect) => EFFECT_TABLE[effect.class].destructive)) return null;
  const covers = effects.map((effect) => ({ class: effect.class, resource: coverOfResource(effect) }));
  const seen = new Set<string>();
  return covers.filter(({ class: effectClass, resource }) => {
    const key = `${effectClass} ${resource}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Names a tool so that no other passes for it: where it comes from, its name, and the digest it is pinned by. */
export function toolIdentity({ origin, name, digest }: ToolReference): string {
  return digest === null ? `${origin} ${name}` : `${origin} ${name} ${digest}`;
}

/** Tells whether a grant covers an action whole: its session, tool, and every effect. A grant never covers part of one. */
export function coversAction(
  grant: SessionGrant,
  { action, effects, nowMs }: { readonly action: Action; readonly effects: readonly Effect[]; readonly nowMs: number },
): boolean {
  if (grant.session !== action.session || grant.tool !== toolIdentity(action.tool) || !(nowMs < grant.expiresAtMs))
    return false;
  if (effects.length === 0) return false;
  return effects.every((effect) =>
    grant.covers.some((cover) => cover.class === effect.class && cover.resource === coverOfResource(effect)),
  );
}

/** An ordinary file stands for its folder; one that an analyser marked stands for itself only. */
function coverOfResource({ resource, marks }: Effect): string {
  if (resource.kind !== 'path' || marks.length > 0) return resource.value;
  return resource.value.slice(0, resource.value.length - baseName(resource.value).length);
}
