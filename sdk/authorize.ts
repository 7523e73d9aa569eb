import type { CountersignClient } from './client.ts';
import { CountersignError } from './error.ts';
import type {
  WireDecideRequest,
  WireDecideResponse,
  WireJsonObject,
  WireObligation,
  WireToolReference,
} from './wire.ts';

/** How a call is proposed to the gateway. */
export type AuthorizeOptions = {
  readonly client: Pick<CountersignClient, 'decide'>;
  readonly tool: WireToolReference;
  readonly session: string;
  /** Absolute path that relative paths in the arguments start from. */
  readonly cwd: string;
  /** Absolute path of the task's workspace; default `cwd`. */
  readonly workspace?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  readonly plan?: string | undefined;
  /** The agent's own name for the call. */
  readonly callId?: string | undefined;
  /** How long to wait for a human's answer; default 60,000. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * What came of asking: run exactly `args`, do not run, or a human has not answered yet.
 *
 * Only `allowed` lets the call run. `approval` is the id of the open request; `error` says it in words.
 */
export type Permission =
  | { readonly kind: 'allowed'; readonly args: WireJsonObject; readonly decision: WireDecideResponse }
  | { readonly kind: 'refused'; readonly error: CountersignError }
  | { readonly kind: 'pending'; readonly approval: string; readonly error: CountersignError };

/**
 * Asks the gateway about one call, and answers whether it may run.
 *
 * The arguments are copied as JSON first; `args` of the permission is that copy, the one that was decided. Never rejects:
 * arguments that are no JSON, no connection and an answer that is not the gateway's are `refused`.
 */
export async function authorize(given: object, options: AuthorizeOptions): Promise<Permission> {
  try {
    const args = copyOf(given);
    const decision = await options.client.decide(requestFor(args, options), { signal: options.signal });
    return permissionOf(decision, args);
  } catch (cause) {
    if (cause instanceof CountersignError) return { kind: 'refused', error: cause };
    const error = new CountersignError('unexpected-answer', 'ask the gateway: the call failed unexpectedly', { cause });
    return { kind: 'refused', error };
  }
}

/** What a decision lets its caller do with the arguments it was about. */
export function permissionOf(given: WireDecideResponse, args: WireJsonObject): Permission {
  const { verdict, reason, remedies, approval } = given;
  if (verdict === 'allow') return isAlive(given) ? { kind: 'allowed', args, decision: given } : expired();
  if (verdict === 'deny') return { kind: 'refused', error: new CountersignError('denied', reason, { remedies }) };
  if (verdict === 'defer') return { kind: 'refused', error: new CountersignError('deferred', reason, { remedies }) };
  const id = approval === null ? '' : ` (request ${approval.id})`;
  const message = `wait for a human: nobody has answered yet${id}`;
  const error = new CountersignError('approval-pending', message, { remedies });
  return approval === null ? { kind: 'refused', error } : { kind: 'pending', approval: approval.id, error };
}

/** False when the permission was only given for a time, and that is over. */
export function isAlive({ decision }: Pick<WireDecideResponse, 'decision'>): boolean {
  return decision.obligations.every((duty: WireObligation) => duty.kind !== 'expire' || duty.at_ms > Date.now());
}

/** What a model is told of a refusal: the reason, and what it may do instead. */
export function refusalText({ message, remedies }: Pick<CountersignError, 'message' | 'remedies'>): string {
  const instead = remedies.length === 0 ? '' : ` Instead: ${remedies.join('; ')}.`;
  return `Countersign did not let this call run: ${message}.${instead}`;
}

function expired(): Permission {
  const remedies = ['propose it again'];
  const message = 'run the action: the permission expired before it was used';
  return { kind: 'refused', error: new CountersignError('denied', message, { remedies }) };
}

function requestFor(args: WireJsonObject, options: AuthorizeOptions): WireDecideRequest {
  const { tool, session, cwd, workspace, onBehalfOf, plan, callId, waitMs = 60_000 } = options;
  return {
    session,
    surface: 'sdk',
    tool,
    args,
    cwd,
    wait_ms: waitMs,
    ...(workspace === undefined ? {} : { workspace }),
    ...(onBehalfOf === undefined ? {} : { on_behalf_of: onBehalfOf }),
    ...(plan === undefined ? {} : { plan }),
    ...(callId === undefined ? {} : { call_id: callId }),
  };
}

/** A copy as plain JSON; raises `input.invalid` for what is not one object. */
export function copyOf(given: object): WireJsonObject {
  let copy: unknown;
  try {
    copy = JSON.parse(JSON.stringify(given));
  } catch (cause) {
    throw new CountersignError('input.invalid', 'read the arguments: want JSON values only', { cause });
  }
  if (typeof copy === 'object' && copy !== null && !Array.isArray(copy)) return copy as WireJsonObject;
  throw new CountersignError('input.invalid', 'read the arguments: want one object');
}
