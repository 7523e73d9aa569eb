import type { Action, ToolReference } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { isHidden } from '../fatigue/code-run.ts';
import { setsVariables } from '../fatigue/sets-variables.ts';
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
 * The cover of an action whole: what its effects reach, and this very call, words and folder, where its effects do not say all of
 * it: for code that nobody has read, for what goes to a remote that a repository names, and wherever variables are set. Null where
 * `grantCoverOf` has none.
 */
export function grantCoverOfAction(
  action: Pick<Action, 'tool' | 'args' | 'cwd'>,
  effects: readonly Effect[],
): GrantCover | null {
  const cover = grantCoverOf(effects);
  return cover === null || !isBoundToCall(action, effects)
    ? cover
    : [...cover, { class: CALL, resource: callOf(action) ?? '' }];
}

/** Tells whether a cover names a call instead of an effect: it covers what is not in words in this call alone. */
export function isCallCover({ class: name }: GrantCover[number]): boolean {
  return name === CALL;
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

/** Whatever is bound to its call is covered by a grant that names this call, and by no other. */
function isSameCall(
  { covers }: SessionGrant,
  { action, effects }: { readonly action: Action; readonly effects: readonly Effect[] },
): boolean {
  if (!isBoundToCall(action, effects)) return true;
  const call = callOf(action);
  return covers.some((cover) => isCallCover(cover) && cover.resource === call);
}

function isBoundToCall(action: Pick<Action, 'tool' | 'args'>, effects: readonly Effect[]): boolean {
  return effects.some(isHidden) || setsVariables(action);
}

/** An ordinary file stands for its folder; one that an analyser marked stands for itself only. */
function coverOfResource({ resource, marks }: Effect): string {
  if (resource.kind !== 'path' || marks.length > 0) return resource.value;
  return resource.value.slice(0, resource.value.length - baseName(resource.value).length);
}
