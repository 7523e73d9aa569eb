import type { Action, ToolReference } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { callOf } from '../fatigue/shell-text.ts';
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

/** Class of a cover that names a whole call; no effect has it. */
const CALL = 'call';

/**
 * The cover of an action whole: what its effects reach, and, for code that nobody has read, this call word for word, since other
 * arguments may make the same code do another thing. Null where `grantCoverOf` has none.
 */
export function grantCoverOfAction(
  action: Pick<Action, 'tool' | 'args' | 'cwd'>,
  effects: readonly Effect[],
): GrantCover | null {
  const cover = grantCoverOf(effects);
  return cover === null || !effects.some(isUnseen)
    ? cover
    : [...cover, { class: CALL, resource: callOf(action) ?? '' }];
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
  if (effects.length === 0 || !isSameCall(grant, { action, effects })) return false;
  return effects.every((effect) =>
    grant.covers.some((cover) => cover.class === effect.class && cover.resource === coverOfResource(effect)),
  );
}

/** A grant that names a call covers unseen code only in it; one from before calls were named covers it as it did. */
function isSameCall(
  { covers }: SessionGrant,
  { action, effects }: { readonly action: Action; readonly effects: readonly Effect[] },
): boolean {
  const named = covers.filter(({ class: name }) => name === CALL);
  if (named.length === 0 || !effects.some(isUnseen)) return true;
  const call = callOf(action);
  return named.some(({ resource }) => resource === call);
}

function isUnseen({ marks }: Effect): boolean {
  return marks.includes('unseen-code');
}

/** An ordinary file stands for its folder; one that an analyser marked stands for itself only. */
function coverOfResource({ resource, marks }: Effect): string {
  if (resource.kind !== 'path' || marks.length > 0) return resource.value;
  return resource.value.slice(0, resource.value.length - baseName(resource.value).length);
}
