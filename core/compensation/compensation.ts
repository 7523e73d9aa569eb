import type { Action } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';

/** What undoes an action whose effects lie outside files: a call, proposed in the same session by the same principal. */
export type InverseCall = Pick<Action, 'tool' | 'args' | 'cwd'>;

/**
 * Where a compensation stands. `running`: its inverse was allowed and released, and no outcome is known yet; `unknown`: it never
 * was, and a person must look. `done` is final; `refused` and `failed` may be tried again.
 */
export const COMPENSATION_STATES = ['registered', 'running', 'done', 'refused', 'failed', 'unknown'] as const;
export type CompensationState = (typeof COMPENSATION_STATES)[number];

/** The inverse of one action, kept until a revert runs it. */
export type Compensation = {
  /** The action it undoes; each has one compensation at most. */
  readonly action: string;
  readonly inverse: InverseCall;
  /** What it does, for the person who reverts. */
  readonly note: string;
  readonly registeredAtMs: number;
  readonly state: CompensationState;
  /** The action that its inverse became; null before it was proposed. */
  readonly ranAs: string | null;
};

/** What happens to a compensation on a revert. */
export type CompensationEvent =
  | { readonly kind: 'released'; readonly action: string }
  | { readonly kind: 'refused'; readonly action: string }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'lapsed' };

/** Most compensations of one session: an agent cannot fill the store with inverses. */
export const MAX_COMPENSATIONS = 1_000;

/** The classes whose effects a checkpoint brings back. */
const KEPT_IN_FILES: ReadonlySet<Effect['class']> = new Set<Effect['class']>([
  'file.write',
  'file.delete',
  'file.metadata',
]);

/** Tells whether an action has an effect that no checkpoint brings back, so that its inverse is worth keeping. */
export function canBeCompensated(effects: readonly Effect[]): boolean {
  return effects.some(
    ({ class: effectClass, reversibility }) => reversibility !== 'reversible' && !KEPT_IN_FILES.has(effectClass),
  );
}

/**
 * Takes a compensation one step on; null for a step that it does not allow, which must change nothing.
 *
 * The inverse is judged by every gate as any other action is: what refuses it now may allow it later, so that `refused` and
 * `failed` may be tried again. `done` is done, and nothing runs twice at once. An inverse whose outcome nobody reported in time may
 * have run: it is not run again, and a report that comes late still counts.
 */
export function stepCompensation<Kept extends Pick<Compensation, 'state' | 'ranAs'>>(
  compensation: Kept,
  event: CompensationEvent,
): Kept | null {
  const { state } = compensation;
  if (event.kind === 'released' || event.kind === 'refused') {
    if (mayHaveRun(state)) return null;
    return { ...compensation, state: event.kind === 'released' ? 'running' : 'refused', ranAs: event.action };
  }
  if (event.kind === 'lapsed') return state === 'running' ? { ...compensation, state: 'unknown' } : null;
  if (state !== 'running' && state !== 'unknown') return null;
  return { ...compensation, state: event.kind === 'succeeded' ? 'done' : 'failed' };
}

function mayHaveRun(state: CompensationState): boolean {
  return state === 'running' || state === 'done' || state === 'unknown';
}

/**
 * The compensations that a revert of these actions runs, in order: the last action first. `actions` are in the order in which
 * they were decided; those without an inverse, and those whose inverse runs, has run or may have, are left out.
 */
export function compensationsFor<Kept extends Pick<Compensation, 'action' | 'state'>>(
  actions: readonly string[],
  compensations: readonly Kept[],
): readonly Kept[] {
  const byAction = new Map(compensations.map((compensation) => [compensation.action, compensation]));
  return [...new Set(actions.toReversed())].flatMap((action) => {
    const found = byAction.get(action);
    return found === undefined || mayHaveRun(found.state) ? [] : [found];
  });
}
