import type { InputProblem } from '../action/parse-action.ts';
import { fail, ok, type Result } from '../result.ts';

/** Bounds of a batch; a larger one is refused whole. */
export const BATCH_LIMITS = {
  calls: 64,
  /** Calls that run at the same time. */
  together: 8,
  idLength: 64,
} as const;

/** A call of a batch: its name in the batch, and the calls that must have run before it. */
export type BatchNode = { readonly id: string; readonly dependsOn: readonly string[] };

/**
 * Puts calls behind those they depend on; where nothing is said they stay in their order. Answers places in `calls`.
 *
 * Explains every problem at once, 32 at most: no call or too many, an id that comes twice, a dependency that is not in the
 * batch, one that is named twice, and calls that wait for each other or for themselves.
 */
export function orderCalls(calls: readonly BatchNode[]): Result<readonly number[], readonly InputProblem[]> {
  if (calls.length === 0 || calls.length > BATCH_LIMITS.calls) {
    return fail([{ path: '$.calls', found: `${calls.length} calls`, wanted: `1 to ${BATCH_LIMITS.calls} calls` }]);
  }
  const places = new Map<string, number>();
  const problems = calls.flatMap((call, at) => problemsOf(call, at, places));
  for (const [at, { dependsOn }] of calls.entries()) {
    for (const [nth, id] of dependsOn.entries()) {
      const path = `$.calls[${at}].depends_on[${nth}]`;
      if (!places.has(id)) problems.push({ path, found: shown(id), wanted: 'the id of a call of this batch' });
      else if (dependsOn.indexOf(id) < nth)
        problems.push({ path, found: `${shown(id)} again`, wanted: 'each id once' });
    }
  }
  return problems.length > 0 ? fail(problems.slice(0, MAX_PROBLEMS)) : sortCalls(calls, places);
}

const MAX_PROBLEMS = 32;

function problemsOf({ id }: BatchNode, at: number, places: Map<string, number>): InputProblem[] {
  const isKnown = places.has(id);
  if (!isKnown) places.set(id, at);
  return isKnown ? [{ path: `$.calls[${at}].id`, found: `${shown(id)} again`, wanted: 'an id of its own' }] : [];
}

/** Takes, again and again, the first call whose dependencies have been taken. */
function sortCalls(
  calls: readonly BatchNode[],
  places: ReadonlyMap<string, number>,
): Result<readonly number[], readonly InputProblem[]> {
  const waiting = new Set(calls.keys());
  const order: number[] = [];
  const isReady = (at: number) =>
    (calls[at] as BatchNode).dependsOn.every((id) => !waiting.has(places.get(id) as number));
  for (;;) {
    const next = [...waiting].find(isReady);
    if (next === undefined) break;
    waiting.delete(next);
    order.push(next);
  }
  if (waiting.size === 0) return ok(order);
  const found = [...waiting].map((at) => shown((calls[at] as BatchNode).id)).join(', ');
  return fail([{ path: '$.calls', found: `calls that wait for each other: ${found}`, wanted: 'no cycle' }]);
}

function shown(id: string): string {
  return JSON.stringify(id.length > 64 ? `${id.slice(0, 64)}…` : id);
}
