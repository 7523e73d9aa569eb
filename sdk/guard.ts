import type { CountersignClient } from './client.ts';
import { CountersignError } from './error.ts';
import type {
  WireDecideRequest,
  WireDecideResponse,
  WireJsonObject,
  WireObligation,
  WireOutcomeRequest,
  WireToolReference,
} from './wire.ts';

/** How a guarded function is proposed to the gateway. */
export type GuardOptions<Answer> = {
  readonly client: Pick<CountersignClient, 'decide' | 'reportOutcome'>;
  readonly tool: WireToolReference;
  readonly session: string;
  /** Absolute path that relative paths in the arguments start from. */
  readonly cwd: string;
  /** Absolute path of the task's workspace; default `cwd`. */
  readonly workspace?: string;
  readonly onBehalfOf?: string;
  readonly plan?: string;
  /** How long to wait for a human's answer; default 60,000. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
  /** Text of the answer, kept as a salted digest in the outcome; none when left out. */
  readonly responseOf?: (answer: Answer) => string;
  /** Told when the outcome could not be reported; the answer of the function is given back all the same. */
  readonly onReportError?: (error: unknown) => void;
};

/** A function that only runs after an allow. */
export type Guarded<Args, Answer> = (args: Args) => Promise<Answer>;

/**
 * Wraps a function of one JSON object so that it runs only after the gateway allowed exactly these arguments.
 *
 * The arguments are copied as JSON first; that copy is what is decided and what the function gets, so a change during the
 * wait changes nothing. Deny, defer, no answer from a human, no answer at all, an answer that is not the gateway's: raises
 * `CountersignError` and the function is not called. What happens afterwards is reported, the function's own error too.
 */
export function guard<Args extends object, Answer>(
  fn: (args: Args) => Answer | Promise<Answer>,
  options: GuardOptions<Answer>,
): Guarded<Args, Answer> {
  return async (given) => {
    const args = copyOf(given);
    const decision = await options.client.decide(requestFor(args, options), { signal: options.signal });
    assertAllowed(decision);
    return runReported(() => fn(args as Args), { decision, options });
  };
}

function requestFor<Answer>(args: WireJsonObject, options: GuardOptions<Answer>): WireDecideRequest {
  const { tool, session, cwd, workspace, onBehalfOf, plan, waitMs = 60_000 } = options;
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
  };
}

function copyOf(given: object): WireJsonObject {
  let copy: unknown;
  try {
    copy = JSON.parse(JSON.stringify(given));
  } catch (cause) {
    throw new CountersignError('input.invalid', 'read the arguments: want JSON values only', { cause });
  }
  if (typeof copy === 'object' && copy !== null && !Array.isArray(copy)) return copy as WireJsonObject;
  throw new CountersignError('input.invalid', 'read the arguments: want one object');
}

function assertAllowed({ verdict, reason, remedies, approval, decision }: WireDecideResponse): void {
  if (verdict === 'allow') {
    if (decision.obligations.every(isAlive)) return;
    throw new CountersignError('denied', 'run the action: the permission expired before it was used', {
      remedies: ['propose it again'],
    });
  }
  if (verdict === 'deny') throw new CountersignError('denied', reason, { remedies });
  if (verdict === 'defer') throw new CountersignError('deferred', reason, { remedies });
  const id = approval === null ? '' : ` (request ${approval.id})`;
  throw new CountersignError('approval-pending', `wait for a human: nobody has answered yet${id}`, { remedies });
}

function isAlive(duty: WireObligation): boolean {
  return duty.kind !== 'expire' || duty.at_ms > Date.now();
}

async function runReported<Answer>(
  run: () => Answer | Promise<Answer>,
  { decision, options }: { readonly decision: WireDecideResponse; readonly options: GuardOptions<Answer> },
): Promise<Answer> {
  const startedAtMs = Date.now();
  const report = async (how: () => Pick<WireOutcomeRequest, 'result' | 'error' | 'response'>) => {
    const duration = { duration_ms: Math.max(0, Date.now() - startedAtMs) };
    try {
      await options.client.reportOutcome({ action_id: decision.action_id, ...how(), ...duration });
    } catch (error) {
      options.onReportError?.(error);
    }
  };
  let answer: Answer;
  try {
    answer = await run();
  } catch (error) {
    await report(() => ({ result: 'failed', error: error instanceof Error ? error.name.slice(0, 64) : 'error' }));
    throw error;
  }
  await report(() => ({ result: 'completed', response: options.responseOf?.(answer) ?? null }));
  return answer;
}
