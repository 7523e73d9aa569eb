import { CountersignError } from './error.ts';
import type { WireBatchResponse, WireDecideResponse, WireVerdict } from './wire.ts';

const VERDICTS: readonly WireVerdict[] = ['allow', 'require-approval', 'defer', 'deny'];

/** Takes an answer for what it should be when it is an object with these fields (comma separated), else raises. */
export function expectFields(body: unknown, fields: string): object {
  if (typeof body === 'object' && body !== null && fields.split(',').every((field) => Object.hasOwn(body, field))) {
    return body;
  }
  throw new CountersignError('unexpected-answer', `read the answer: want an object with ${fields}`);
}

/**
 * Takes an answer for a decision only when every field that lets an action run has its type: a body that merely looks
 * similar is `unexpected-answer`, never an allow.
 */
export function expectDecision(body: unknown): WireDecideResponse {
  const fields = 'verdict,reason,remedies,enforced,action_id,action_digest,log_index,decision,approval';
  const answer = expectFields(body, fields) as { readonly [Field in keyof WireDecideResponse]: unknown };
  const sound =
    VERDICTS.some((verdict) => verdict === answer.verdict) &&
    typeof answer.reason === 'string' &&
    Array.isArray(answer.remedies) &&
    answer.remedies.every((remedy) => typeof remedy === 'string') &&
    typeof answer.enforced === 'boolean' &&
    typeof answer.action_id === 'string' &&
    typeof answer.action_digest === 'string' &&
    Number.isSafeInteger(answer.log_index) &&
    holdsObligations(answer.decision) &&
    typeof answer.approval === 'object';
  if (sound) return body as WireDecideResponse;
  throw new CountersignError('unexpected-answer', 'read the decision: want a verdict with its record');
}

function holdsObligations(decision: unknown): boolean {
  if (typeof decision !== 'object' || decision === null || !('obligations' in decision)) return false;
  const { obligations } = decision;
  return Array.isArray(obligations) && obligations.every((duty) => typeof duty === 'object' && duty !== null);
}

const BATCH_FIELDS: { readonly [state: string]: string } = {
  decided: 'decision',
  'in-turn': 'verdict,reason',
  failed: 'code,reason,remedies,problems',
  skipped: 'because',
};

/**
 * Takes an answer for a batch only when it is about exactly these calls in their order, every decision in it is sound, and
 * its schedule names calls that may run, once each; anything else is `unexpected-answer`.
 */
export function expectBatch(body: unknown, ids: readonly string[]): WireBatchResponse {
  const answer = expectFields(body, 'calls,schedule') as { readonly calls: unknown; readonly schedule: unknown };
  const { calls, schedule } = answer;
  if (!Array.isArray(calls) || !Array.isArray(schedule) || calls.length !== ids.length) throw unsoundBatch();
  const runnable = new Set<unknown>();
  for (const [at, given] of calls.entries()) {
    const { id, state, decision } = expectFields(given, 'id,state') as { readonly [name: string]: unknown };
    const fields = typeof state === 'string' && Object.hasOwn(BATCH_FIELDS, state) ? BATCH_FIELDS[state] : undefined;
    if (id !== ids[at] || fields === undefined) throw unsoundBatch();
    expectFields(given, fields);
    if (state === 'in-turn' || (state === 'decided' && expectDecision(decision).verdict === 'allow')) runnable.add(id);
  }
  for (const id of schedule.flatMap((step: unknown) => (Array.isArray(step) ? (step as unknown[]) : [null]))) {
    if (!runnable.delete(id)) throw unsoundBatch();
  }
  return body as WireBatchResponse;
}

function unsoundBatch(): CountersignError {
  return new CountersignError('unexpected-answer', 'read the batch: want every call once, and a schedule of them');
}
