import { BATCH_LIMITS, type BatchNode, orderCalls } from '../../core/batch/order-calls.ts';
import { type BatchPlan, type PlannedCall, planBatch } from '../../core/batch/plan-batch.ts';
import type { Authorization, Caller, CheckResult, Gateway, Proposal, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

/** A call of one model turn: its name in the batch, what must have run before it, and what it would do. */
export type BatchCall = BatchNode & { readonly proposal: Proposal };

/**
 * What became of one call of a batch.
 *
 * `decided`: on record, like any proposal. `in-turn`: another call may change what this one touches, so it is proposed when
 * its turn comes; `check` is what the decision would be now, and nothing of it is on record. `failed`: it could not be
 * decided. `skipped`: something it depends on will not run; nothing was decided.
 */
export type BatchAnswer = { readonly id: string } & (
  | { readonly state: 'decided'; readonly authorization: Authorization }
  | { readonly state: 'in-turn'; readonly check: CheckResult }
  | { readonly state: 'failed'; readonly error: GatewayError }
  | { readonly state: 'skipped'; readonly because: readonly string[] }
);

/** Every call in the order of the batch, and the steps of those that may run or be proposed again (see `BatchPlan`). */
export type BatchAuthorization = {
  readonly calls: readonly BatchAnswer[];
  readonly schedule: BatchPlan['steps'];
};

/**
 * Decides the calls of one model turn and says which may run together.
 *
 * A call is decided only when everything it depends on was allowed or is decided in its turn. What is decided is decided and
 * recorded as if it had come alone; one call that cannot be decided does not hold up the others. Only what stands in the
 * schedule may run. Raises `input.invalid`, with nothing decided, for dependencies that cannot be met (see `orderCalls`) and
 * for calls of several sessions. An unexpected error of any call is raised: none of the batch may run then.
 */
export async function authorizeBatch(
  gateway: Pick<Gateway, 'authorize' | 'check'>,
  { caller, calls }: { readonly caller: Caller; readonly calls: readonly BatchCall[] },
  wait: Wait,
): Promise<BatchAuthorization> {
  refuseUnsound(calls);
  const checks = new Map<string, Checked>();
  for (const { id, proposal } of calls) checks.set(id, await settle(() => gateway.check(caller, proposal)));
  const inTurn = planOf(calls, (id) => effectsOfCheck(checks.get(id))).decideInTurn;
  const answers = new Map<string, BatchAnswer>();
  const answerTo = async (call: BatchCall): Promise<BatchAnswer> => {
    const { id } = call;
    const because = call.dependsOn.filter((other) => effectsOf(answers.get(other)) === null);
    if (because.length > 0) return { id, state: 'skipped', because };
    const checked = checks.get(id);
    if (checked instanceof GatewayError) return { id, state: 'failed', error: checked };
    if (checked !== undefined && inTurn.has(id)) return { id, state: 'in-turn', check: checked };
    const given = await settle(() => gateway.authorize(caller, call.proposal, wait));
    return given instanceof GatewayError
      ? { id, state: 'failed', error: given }
      : { id, state: 'decided', authorization: given };
  };
  for (let waiting = calls; waiting.length > 0; waiting = waiting.filter(({ id }) => !answers.has(id))) {
    const ready = waiting.filter(({ dependsOn }) => dependsOn.every((id) => answers.has(id)));
    for (const answer of await Promise.all(ready.map(answerTo))) answers.set(answer.id, answer);
  }
  return scheduleOf(calls, answers);
}

type Checked = CheckResult | GatewayError;

function refuseUnsound(calls: readonly BatchCall[]): void {
  const order = orderCalls(calls);
  const problems = order.ok ? [] : [...order.failure];
  const session = calls[0]?.proposal.session;
  for (const [at, { proposal }] of calls.slice(0, BATCH_LIMITS.calls).entries()) {
    const path = `$.calls[${at}].proposal.session`;
    if (proposal.session !== session) problems.push({ path, found: 'another session', wanted: 'one session' });
  }
  if (problems.length === 0) return;
  const found = problems
    .slice(0, 3)
    .map((problem) => `${problem.path}: found ${problem.found}, want ${problem.wanted}`);
  throw new GatewayError('input.invalid', `plan the batch: ${found.join('; ')}`, { problems });
}

/** An expected failure as a value; any other is raised. */
async function settle<Value>(run: () => Promise<Value>): Promise<Value | GatewayError> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

type Effects = PlannedCall['effects'];

function effectsOfCheck(checked: Checked | undefined): Effects | null {
  if (checked === undefined || checked instanceof GatewayError) return null;
  const { verdict, effects } = checked.decision;
  return verdict === 'allow' || verdict === 'require-approval' ? effects : null;
}

/** What a call that goes on would do; null for one that does not. */
function effectsOf(answer: BatchAnswer | undefined): Effects | null {
  if (answer?.state === 'in-turn') return effectsOfCheck(answer.check);
  if (answer?.state !== 'decided') return null;
  const { verdict, decision } = answer.authorization;
  return verdict === 'allow' ? decision.effects : null;
}

/** Plans the calls that have effects to go on with; dependencies on the others are met or make no difference. */
function planOf(calls: readonly BatchCall[], effectsBy: (id: string) => Effects | null): BatchPlan {
  const going = calls.flatMap(({ id, dependsOn }): PlannedCall[] => {
    const effects = effectsBy(id);
    return effects === null ? [] : [{ id, effects, dependsOn: dependsOn.filter((other) => effectsBy(other) !== null) }];
  });
  const plan = planBatch(going);
  return plan.ok ? plan.value : { steps: [], decideInTurn: new Set() };
}

/**
 * The schedule is planned over what was really decided: where that differs from the checks a moment earlier, what now
 * collides with another call is decided again in its turn.
 */
function scheduleOf(calls: readonly BatchCall[], answers: ReadonlyMap<string, BatchAnswer>): BatchAuthorization {
  const plan = planOf(calls, (id) => effectsOf(answers.get(id)));
  const final = calls.flatMap(({ id }): BatchAnswer[] => {
    const answer = answers.get(id);
    if (answer === undefined) return [];
    const isStale = answer.state === 'decided' && plan.decideInTurn.has(id);
    return [isStale ? { id, state: 'in-turn', check: answer.authorization } : answer];
  });
  return { calls: final, schedule: plan.steps };
}
