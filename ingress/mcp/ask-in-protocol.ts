import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type { GuardedContext } from './call-context.ts';
import type { McpGate, QuestionAnswer } from './mcp-gate.ts';
import { APPROVE_LABEL } from './texts.ts';

/** The key of the gateway's own question among a modern client's input requests. */
export const APPROVAL_KEY = 'countersign_approval';

/** The part of a gate that questions to the client's user go through. */
export type QuestionGate = Pick<McpGate, 'openQuestion' | 'answerQuestion'>;

/** What came of asking: `unasked` where policy leaves the question to other channels, or the client could not be asked. */
export type InProtocolAnswer = 'approved' | 'declined' | 'unasked';

/**
 * Puts an open approval request to the person at the client, by elicitation (MCP 2025-06-18) or as an input request (MCP
 * 2026-07-28), and takes the answer to the gateway, which alone says whether it counts.
 *
 * A form that comes back without the box ticked is a no: a client that fills in forms by itself approves nothing.
 */
export async function askInProtocol(
  gate: QuestionGate,
  { approval, context }: { readonly approval: string; readonly context: GuardedContext },
): Promise<InProtocolAnswer> {
  const { session } = context.place;
  const question = await gate.openQuestion(approval, session);
  if (question === null) return 'unasked';
  const call = { method: 'elicitation/create', params: formOf(question.message, context.hello.version) };
  const answers = await context.ask({ [APPROVAL_KEY]: call }, question).catch(() => null);
  if (answers === null) {
    context.signal.throwIfAborted();
    await gate.answerQuestion({ requestState: question.requestState, session, action: 'cancel' });
    return 'declined';
  }
  const action = readApproval(answers[APPROVAL_KEY]);
  const counts = await gate.answerQuestion({ requestState: question.requestState, session, action });
  return counts && action === 'accept' ? 'approved' : 'declined';
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
