import { copyOf, type Permission, permissionOf } from './authorize.ts';
import type { CountersignClient } from './client.ts';
import { CountersignError } from './error.ts';
import { PROBLEM_CODES } from './problem.ts';
import { type ReportOptions, runReported } from './report-run.ts';
import type { WireBatchAnswer, WireJsonObject, WireProposal } from './wire.ts';

/** A call of one model turn: its id, what is proposed, and the calls that must have run before it. */
export type BatchRunCall = {
  readonly id: string;
  readonly proposal: WireProposal;
  readonly dependsOn?: readonly string[];
};

/** What runs each call, by its id. Gets the arguments that were decided. */
export type BatchRunners<Answer> = {
  readonly [id: string]: (args: WireJsonObject) => Answer | Promise<Answer>;
};

/** How a batch is decided, waited for and reported. */
export type RunBatchOptions<Answer> = Omit<ReportOptions<Answer>, 'client'> & {
  readonly client: Pick<CountersignClient, 'batch' | 'decide' | 'reportOutcome'>;
  /** How long to wait for people, for the batch and for each call that is decided in its turn; default 60,000. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * What became of one call. `failed`: it ran and raised `error`. `refused`: it did not run, because the gateway said no or
 * could not say yes. `skipped`: it did not run, because these calls it depends on did not complete.
 */
export type BatchResult<Answer> = { readonly id: string } & (
  | { readonly status: 'completed'; readonly value: Answer }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'refused'; readonly error: CountersignError }
  | { readonly status: 'skipped'; readonly because: readonly string[] }
);

/**
 * Has the calls of one model turn decided together and runs them by the schedule: calls that cannot get into each other's
 * way side by side, at most eight at a time, all others one after the other. What was allowed at the beginning is confirmed
 * before a later step runs, so that a halt in between holds.
 *
 * Answers a result for every call, in the order of `calls`; one that fails or is refused stops only what depends on it. A
 * call that another may change is decided in its turn. Raises `CountersignError`, with nothing run, when the batch could not
 * be decided at all; a call without a runner is a `TypeError`, before anything is asked.
 */
export async function runBatch<Answer>(
  calls: readonly BatchRunCall[],
  runners: BatchRunners<Answer>,
  options: RunBatchOptions<Answer>,
): Promise<readonly BatchResult<Answer>[]> {
  const jobs = new Map(calls.map((call) => [call.id, jobOf(call, runners)]));
  const waitMs = options.waitMs ?? 60_000;
  const request = calls.map(({ id, dependsOn }) => ({
    id,
    proposal: (jobs.get(id) as Job<Answer>).proposal,
    ...(dependsOn === undefined ? {} : { depends_on: dependsOn }),
  }));
  const answer = await options.client.batch({ calls: request, wait_ms: waitMs }, { signal: options.signal });
  const results = new Map<string, BatchResult<Answer>>();
  const answers = new Map(answer.calls.map((given) => [given.id, given]));
  for (const [at, step] of answer.schedule.entries()) {
    const ran = await Promise.all(
      step.map(async (id): Promise<BatchResult<Answer>> => {
        const job = jobs.get(id) as Job<Answer>;
        const because = job.dependsOn.filter((other) => results.get(other)?.status !== 'completed');
        if (because.length > 0) return { id, status: 'skipped', because };
        return runJob(job, answers.get(id) as WireBatchAnswer, { ...options, waitMs, isFirst: at === 0 });
      }),
    );
    for (const result of ran) results.set(result.id, result);
  }
  return answer.calls.map((given) => results.get(given.id) ?? resultOfUnscheduled(given));
}

type Job<Answer> = {
  readonly id: string;
  readonly proposal: WireProposal;
  readonly dependsOn: readonly string[];
  readonly run: (args: WireJsonObject) => Answer | Promise<Answer>;
};

/**
 * The arguments are copied: what is decided is what runs, whatever happens to the caller's objects meanwhile. Under its key a
 * call that was decided can be confirmed: the gateway answers as before, unless something was stopped since.
 */
function jobOf<Answer>({ id, proposal, dependsOn = [] }: BatchRunCall, runners: BatchRunners<Answer>): Job<Answer> {
  const run = Object.hasOwn(runners, id) ? runners[id] : undefined;
  if (run === undefined) throw new TypeError(`run a batch: found no runner for ${JSON.stringify(id)}, want one`);
  const key = proposal.idempotency_key ?? crypto.randomUUID();
  return { id, proposal: { ...proposal, args: copyOf(proposal.args), idempotency_key: key }, dependsOn, run };
}

type Turn = { readonly waitMs: number; readonly isFirst: boolean };

async function runJob<Answer>(
  { id, proposal, run }: Job<Answer>,
  given: WireBatchAnswer,
  options: RunBatchOptions<Answer> & Turn,
): Promise<BatchResult<Answer>> {
  const permission = await permissionFor(proposal, given, options);
  if (permission.kind !== 'allowed') return { id, status: 'refused', error: permission.error };
  const { args, decision } = permission;
  try {
    return { id, status: 'completed', value: await runReported(() => run(args), { ...options, decision }) };
  } catch (error) {
    return { id, status: 'failed', error };
  }
}

async function permissionFor(
  proposal: WireProposal,
  given: WireBatchAnswer,
  { client, waitMs, signal, isFirst }: Pick<RunBatchOptions<never>, 'client' | 'signal'> & Turn,
): Promise<Permission> {
  if (given.state === 'decided' && isFirst) return permissionOf(given.decision, proposal.args);
  try {
    return permissionOf(await client.decide({ ...proposal, wait_ms: waitMs }, { signal }), proposal.args);
  } catch (error) {
    if (error instanceof CountersignError) return { kind: 'refused', error };
    throw error;
  }
}

function resultOfUnscheduled<Answer>(given: WireBatchAnswer): BatchResult<Answer> {
  const { id } = given;
  if (given.state === 'skipped') return { id, status: 'skipped', because: given.because };
  return { id, status: 'refused', error: errorOf(given) };
}

function errorOf(given: Exclude<WireBatchAnswer, { readonly state: 'skipped' }>): CountersignError {
  if (given.state === 'failed') return errorOfFailure(given);
  if (given.state === 'in-turn') return new CountersignError('denied', given.reason);
  const permission = permissionOf(given.decision, {});
  if (permission.kind !== 'allowed') return permission.error;
  return new CountersignError('unexpected-answer', 'run a call: it is allowed, and in no step of the schedule');
}

function errorOfFailure({ code, reason, remedies, problems }: WireBatchAnswer & { state: 'failed' }): CountersignError {
  const known = PROBLEM_CODES.find((candidate) => candidate === code) ?? 'unexpected-answer';
  return new CountersignError(known, reason, { remedies, problems });
}
