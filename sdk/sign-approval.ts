import { CountersignError } from './error.ts';
import type { WireApproval, WireApprovalScope, WireChannel, WireSignedFields } from './wire.ts';

/** An approver's answer to one request, ready to be signed. */
export type ApprovalAnswer = {
  readonly answer: 'approve' | 'deny';
  readonly scope?: WireApprovalScope;
  readonly channel?: WireChannel;
  /** What the approver tells the agent. */
  readonly note?: string;
  /** The principal the approver's token stands for, for example `human:anna`. */
  readonly approver: string;
  readonly keyId: string;
};

/** An Ed25519 private key of Web Crypto: the `CryptoKey` of any platform's types. */
export type ApproverKey = {
  readonly type: string;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
};

/** First line of everything an approver signs. */
const DOMAIN = 'countersign-approval/v1';

/**
 * The exact text an approver signs: domain, answer with its scope and channel, approver and key, note, statement; a line each.
 *
 * A name with blanks, control characters or a leading quotation mark, and every note, is written as a JSON string, so that
 * nothing can add a word or a line: two answers never share a text.
 */
export function signedApprovalText(statement: string, answer: Required<ApprovalAnswer>): string {
  const how = `${answer.answer} ${answer.scope} ${answer.channel}`;
  return [
    DOMAIN,
    how,
    `${quoted(answer.approver)} ${quoted(answer.keyId)}`,
    JSON.stringify(answer.note),
    statement,
  ].join('\n');
}

/** A name as it stands, or as a JSON string where it could be read as more than one word. */
function quoted(name: string): string {
  const isPlain = name !== '' && !name.startsWith('"') && [...name].every((character) => character > ' ');
  return isPlain ? name : JSON.stringify(name);
}

/**
 * Signs an answer to a request with the approver's Ed25519 key (RFC 8032), for `client.approve` or `client.deny`.
 *
 * The key may be unextractable and never leaves Web Crypto. Raises `unexpected-answer` when the statement does not name the
 * request it came with, and `bad-configuration` for another kind of key: nothing is signed then.
 */
export async function signApproval(
  approval: Pick<WireApproval, 'id' | 'statement' | 'nonce' | 'binding'>,
  { privateKey, ...given }: ApprovalAnswer & { readonly privateKey: ApproverKey },
): Promise<WireSignedFields> {
  if (!namesRequest(approval)) {
    throw new CountersignError('unexpected-answer', 'sign an approval: the statement is not about this request');
  }
  const answer = { scope: 'action', channel: 'api', note: '', ...given } as const;
  const signature = await signText(signedApprovalText(approval.statement, answer), privateKey);
  const { scope, channel, note, keyId } = answer;
  return { scope, channel, note, key_id: keyId, signature };
}

function namesRequest({ id, statement, nonce, binding }: Parameters<typeof signApproval>[0]): boolean {
  let named: unknown;
  try {
    named = statement.includes('\n') ? null : JSON.parse(statement);
  } catch {
    return false;
  }
  if (typeof named !== 'object' || named === null) return false;
  const { request, action, nonce: given } = named as { readonly [field: string]: unknown };
  return request === id && action === binding.action_digest && given === nonce;
}

/** Signs text with a person's key; base64. Raises `bad-configuration` for another kind of key: nothing is signed then. */
export async function signText(text: string, key: ApproverKey): Promise<string> {
  if (key.algorithm.name !== 'Ed25519' || !key.usages.includes('sign')) {
    throw new CountersignError('bad-configuration', 'sign an answer: want an Ed25519 key that may sign');
  }
  const bytes = new TextEncoder().encode(text);
  const signature = new Uint8Array(
    await crypto.subtle.sign('Ed25519', key as Parameters<typeof crypto.subtle.sign>[1], bytes),
  );
  return btoa(String.fromCharCode(...signature));
}
