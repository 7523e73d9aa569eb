import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type { GuardedContext } from './call-context.ts';
import type { McpGate, OpenQuestion, QuestionAnswer, RequestStanding } from './mcp-gate.ts';
import { APPROVE_LABEL } from './texts.ts';

/** The key of the gateway's own question among a modern client's input requests. */
export const APPROVAL_KEY = 'countersign_approval';

/** The part of a gate that questions to the client's user go through. */
export type QuestionGate = Pick<McpGate, 'openQuestion' | 'answerQuestion' | 'awaitPeople'>;

/** One look at what other people do takes this long at most, so that nothing between cuts the connection. */
const LOOK_MS = 25_000;
/** Between two looks, so that a gateway that does not wait is not asked without end. */
const PAUSE_MS = 250;

/**
 * What came of asking: `unasked` where policy leaves the question to other channels, or the client could not be asked; how the
 * request stands where somebody answered it on another channel first.
 */
export type InProtocolAnswer = 'declined' | 'unasked' | RequestStanding;

/**
 * Puts an open approval request to the person at the client, by elicitation (MCP 2025-06-18) or as an input request (MCP
 * 2026-07-28), and takes the answer to the gateway, which alone says whether it counts.
 *
 * A form that comes back without the box ticked is a no: a client that fills in forms by itself approves nothing. Where somebody
 * answers elsewhere meanwhile, a client of the older era sees the form withdrawn; one of 2026-07-28 comes back by itself.
 */
export async function askInProtocol(
  gate: QuestionGate,
  { approval, context }: { readonly approval: string; readonly context: GuardedContext },
): Promise<InProtocolAnswer> {
  const { session } = context.place;
  const question = await gate.openQuestion(approval, session);
  if (question === null) return 'unasked';
  const asked = await askOrWait(gate, { approval, question, context });
  if ('state' in asked) return asked;
  const { requestState } = question;
  if (asked.answers === null) {
    context.signal.throwIfAborted();
    await gate.answerQuestion({ requestState, session, action: 'cancel' });
    return 'declined';
  }
  const action = readApproval(asked.answers[APPROVAL_KEY]);
  const counts = await gate.answerQuestion({ requestState, session, action });
  if (action !== 'accept') return 'declined';
  if (counts) return { state: 'approved', why: '' };
  const standing = await gate.awaitPeople(approval, { waitMs: 0, signal: context.signal });
  return standing.state === 'pending' ? 'declined' : standing;
}

type Asking = { readonly approval: string; readonly question: OpenQuestion; readonly context: GuardedContext };

/** The client's answers, null where it gave none; or how the request stands, where somebody else was faster. */
async function askOrWait(
  gate: QuestionGate,
  { approval, question, context }: Asking,
): Promise<{ readonly answers: JsonObject | null } | RequestStanding> {
  const { hello, signal } = context;
  const call = { method: 'elicitation/create', params: formOf(question.message, hello.version) };
  const [withdrawn, answered] = [new AbortController(), new AbortController()];
  const asked = context
    .ask({ [APPROVAL_KEY]: call }, question, withdrawn.signal)
    .catch(() => null)
    .then((answers) => ({ answers }));
  if (hello.era === 'modern') return asked;
  const over = AbortSignal.any([signal, answered.signal]);
  const elsewhere = followElsewhere(gate, approval, over);
  const first = await Promise.race([asked, elsewhere.then(async (standing) => standing ?? (await asked))]);
  if ('state' in first) withdrawn.abort();
  answered.abort();
  return first;
}

/** How the request stands once it has left the people; null where that cannot be told, or is not wanted any more. */
async function followElsewhere(
  gate: QuestionGate,
  approval: string,
  signal: AbortSignal,
): Promise<RequestStanding | null> {
  while (!signal.aborted) {
    const standing = await gate.awaitPeople(approval, { waitMs: LOOK_MS, signal }).catch(() => null);
    if (standing?.state !== 'pending') return standing;
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** What a client's answer to the form says. Everything that is not plainly yes is no. */
export function readApproval(answer: unknown): QuestionAnswer['action'] {
  if (!isJsonObject(answer) || answer['action'] === 'cancel') return 'cancel';
  const content = answer['content'];
  return answer['action'] === 'accept' && isJsonObject(content) && content['approve'] === true ? 'accept' : 'decline';
}

/** Versions before 2025-11-25 know one mode and no word for it. */
function formOf(message: string, version: string): JsonObject {
  const approve = { type: 'boolean', title: APPROVE_LABEL, default: false };
  const requestedSchema = { type: 'object', properties: { approve }, required: ['approve'] };
  return { ...(version < '2025-11-25' ? {} : { mode: 'form' }), message, requestedSchema };
}
